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

// linesOf puts glyphs into lines, from top to bottom. Glyphs belong to one line
// when their boxes overlap vertically by more than half of the lower one: fonts
// of one line differ in height, lines of one text hardly overlap.
func linesOf(glyphs []glyph) []line {
	sorted := slices.Clone(glyphs)
	slices.SortStableFunc(sorted, func(a, b glyph) int { return cmp.Compare(a.middleY(), b.middleY()) })
	var lines []line
	for _, g := range sorted {
		if n := len(lines); n > 0 && isBeside(lines[n-1].box, g.box) {
			l := &lines[n-1]
			l.glyphs = append(l.glyphs, g)
			l.x0, l.x1 = min(l.x0, g.x0), max(l.x1, g.x1)
			if g.height() > l.height()/2 { // a small mark does not move the line
				k := float32(len(l.glyphs))
				l.y0, l.y1 = l.y0+(g.y0-l.y0)/k, l.y1+(g.y1-l.y1)/k
			}
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

func isBeside(l, g box) bool {
	overlap := min(l.y1, g.y1) - max(l.y0, g.y0)
	return overlap > min(l.height(), g.height())/2
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
			case isNarrow(last.char) && isNarrow(g.char):
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

// size is the height of the line's text.
func (l line) size() float32 { return max(1, min(l.height(), 60)) }

// isNarrow says whether a character belongs to Latin words and figures.
func isNarrow(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
