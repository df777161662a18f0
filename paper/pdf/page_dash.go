package pdf

import (
	"cmp"
	"slices"
)

// Browsers draw a dotted or dashed border as many small boxes. Each of them is no
// line; a row of them is.
const (
	dashLength = 12     // longer pieces are lines by themselves
	dashGap    = 3      // between dots, and
	dashGaps   = 1.5    // times the shorter piece between dashes
	dashCount  = 6      // pieces from which a row is a line
	maxDots    = 40_000 // on a page; a dotted table has 12,000
)

// addDot notes a box too small to be a line, as a piece of one either way.
func (x *extractor) addDot(b box) {
	if len(x.dots) < 2*maxDots {
		x.dots = append(x.dots, rule{upright: false, at: b.middleY(), from: b.x0, to: b.x1}, rule{upright: true, at: b.middleX(), from: b.y0, to: b.y1})
	}
}

// joinDashes makes lines of the pieces that stand in a row at even distances, and
// returns them and the pieces that do not. Pieces must be sorted by sortRules; where
// cells side by side draw the same border, they lie on one another.
func joinDashes(pieces []rule) (lines, rest []rule) {
	for begin := 0; begin < len(pieces); {
		line, count, end := pieces[begin], 1, begin+1
		for ; end < len(pieces) && line.goesOnWith(pieces[end-1], pieces[end]); end++ {
			if pieces[end].from > line.to {
				count++
			}
			line.to = max(line.to, pieces[end].to)
		}
		if count >= dashCount {
			lines = append(lines, line)
		} else {
			rest = append(rest, pieces[begin:end]...)
		}
		begin = end
	}
	return lines, rest
}

// goesOnWith says whether the dashed line of which last is a piece goes on with the
// next one.
func (r rule) goesOnWith(last, next rule) bool {
	shorter := min(last.to-last.from, next.to-next.from)
	return r.upright == next.upright && r.band() == next.band() && max(last.to-last.from, next.to-next.from) <= dashLength &&
		next.from-r.to <= max(dashGap, dashGaps*shorter)
}

// sortRules puts level rules before upright ones, those of one line together.
func sortRules(rules []rule) {
	slices.SortFunc(rules, func(a, b rule) int {
		if a.upright != b.upright {
			if a.upright {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.band(), b.band()), cmp.Compare(a.from, b.from))
	})
}
