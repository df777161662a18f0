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
// returns them and the pieces that do not. Pieces must be sorted by sortRules.
func joinDashes(pieces []rule) (lines, rest []rule) {
	for begin := 0; begin < len(pieces); {
		end := begin + 1
		for end < len(pieces) && areDashes(pieces[end-1], pieces[end]) {
			end++
		}
		if end-begin >= dashCount {
			line := pieces[begin]
			line.to = pieces[end-1].to
			lines = append(lines, line)
		} else {
			rest = append(rest, pieces[begin:end]...)
		}
		begin = end
	}
	return lines, rest
}

// areDashes says whether b, which follows a, goes on with a dashed line.
func areDashes(a, b rule) bool {
	gap := b.from - a.to
	shorter := min(a.to-a.from, b.to-b.from)
	return a.upright == b.upright && a.band() == b.band() && max(a.to-a.from, b.to-b.from) <= dashLength &&
		gap >= 0 && gap <= max(dashGap, dashGaps*shorter)
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
