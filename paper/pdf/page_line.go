package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A line is the glyphs of a page or cell that stand side by side, from left to
// right.
type line struct {
	glyphs []glyph
	box
	isIndented bool // begins right of the margin; set where margins are known
}

// linesOf puts glyphs into lines, from top to bottom, by the height they are
// set at. Lines of one text are further apart than two fifths of its size.
func linesOf(glyphs []glyph) []line {
	sorted := slices.Clone(glyphs)
	slices.SortStableFunc(sorted, func(a, b glyph) int { return cmp.Compare(a.base, b.base) })
	var lines []line
	for _, g := range sorted {
		if n := len(lines); n > 0 && g.base-lines[n-1].glyphs[0].base < 0.4*min(g.size(), lines[n-1].glyphs[0].size()) {
			l := &lines[n-1]
			l.glyphs = append(l.glyphs, g)
			l.box = l.union(g.box)
			continue
		}
		lines = append(lines, line{glyphs: []glyph{g}, box: g.box})
	}
	for i := range lines {
		slices.SortStableFunc(lines[i].glyphs, func(a, b glyph) int { return cmp.Compare(a.x0, b.x0) })
		lines[i].glyphs = withoutShadows(lines[i].glyphs)
	}
	return lines
}

// withoutShadows drops a character printed twice in one place to look bold.
func withoutShadows(glyphs []glyph) []glyph {
	kept := glyphs[:0]
	for _, g := range glyphs {
		if n := len(kept); n > 0 {
			last := kept[n-1]
			if last.char == g.char && g.x0-last.x0 < last.width()/4 && abs(g.y0-last.y0) < last.height()/4 {
				continue
			}
		}
		kept = append(kept, g)
	}
	return kept
}

// text returns the line's characters. Between Latin letters and digits a gap is
// a blank. Wide gaps between other characters are blanks only when spaced: in a
// cell they are a matter of alignment.
func (l line) text(spaced bool) string {
	var b strings.Builder
	for i, g := range l.glyphs {
		if i > 0 {
			last := l.glyphs[i-1]
			gap, size := g.x0-last.x1, l.size()
			switch {
			case spaced && gap >= 1.6*size:
				b.WriteString(strings.Repeat(" ", min(40, max(2, int(gap/size*2)))))
			case last.char < 0x250 && g.char < 0x250: // Latin letters, digits and their marks
				if gap > 0.18*size {
					b.WriteByte(' ')
				}
			case spaced && gap >= 0.75*size:
				b.WriteByte(' ')
			}
		}
		b.WriteRune(g.char)
	}
	return b.String()
}

// size is the size of most of the line's type.
func (l line) size() float32 {
	var narrow, wide float32
	for _, g := range l.glyphs {
		if s := g.size(); s == g.width() {
			wide = max(wide, s)
		} else {
			narrow = max(narrow, s)
		}
	}
	if wide > 0 {
		narrow = wide
	}
	return min(max(narrow, 1), 60)
}

// base is the height at which most of the line is set: characters that another font
// lends it, such as a 一 in front, may be set elsewhere.
func (l line) base() float32 {
	most, votes := float32(0), 0
	for _, g := range l.glyphs {
		switch {
		case votes == 0:
			most, votes = g.base, 1
		case g.base == most:
			votes++
		default:
			votes--
		}
	}
	return most
}

// isNarrow says whether a character belongs to Latin words and figures.
func isNarrow(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
