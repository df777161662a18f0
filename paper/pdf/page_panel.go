package pdf

import "math"

// Some tables have no lines but shaded cells with gaps between them, or white lines
// on a shaded ground. What parts the cells then are the edges of the shades.
const (
	maxPanels = 2_000
	maxPale   = 10_000 // white lines on a page; a table of white lines has 500
	panelRows = 2      // rows of shades from which they are a table and no heading
)

// addPanel notes a shaded rectangle.
func (x *extractor) addPanel(b box) {
	if len(x.panels) <= maxPanels {
		x.panels = append(x.panels, b)
	}
}

// panelRules are the lines that shades draw where no others do. The rules given
// are the lines that can be seen on paper.
func (x *extractor) panelRules(rules []rule) []rule {
	if len(x.panels) == 0 || len(x.panels) > maxPanels {
		return nil
	}
	var panels []box
	frames := gridFrames(rules)
	for _, p := range x.panels {
		if !insideAny(frames, p) {
			panels = append(panels, p)
		}
	}
	lines := x.paleLines(panels)
	for _, p := range mosaic(panels) {
		lines = append(lines, outline(p)...)
	}
	return lines
}

// gridFrames are the places of the tables that lines draw.
func gridFrames(rules []rule) (frames []box) {
	for _, group := range groupRules(rules, func(box) bool { return false }) {
		if t := gridOf(group); t != nil {
			frames = append(frames, t.frame)
		}
	}
	return frames
}

func insideAny(frames []box, b box) bool {
	for _, f := range frames {
		if f.contains(b.middleX(), b.middleY()) {
			return true
		}
	}
	return false
}

// paleLines are the white lines that stand on a shade, and the outlines of those
// shades.
func (x *extractor) paleLines(panels []box) (lines []rule) {
	ground := map[int]bool{}
	for _, r := range x.pale {
		b := r.extent()
		under, area := -1, float32(math.Inf(1))
		for i, p := range panels {
			if a := p.width() * p.height(); a < area && touches(p, b, ruleSlant) && p.contains(b.middleX(), b.middleY()) {
				under, area = i, a
			}
		}
		if under >= 0 {
			lines = append(lines, r)
			ground[under] = true
		}
	}
	for i := range panels {
		if ground[i] {
			lines = append(lines, outline(panels[i])...)
		}
	}
	return lines
}

func outline(b box) []rule {
	return []rule{
		{false, b.y0, b.x0, b.x1}, {false, b.y1, b.x0, b.x1},
		{true, b.x0, b.y0, b.y1}, {true, b.x1, b.y0, b.y1},
	}
}

// mosaic returns the shades that are the cells of tables: groups that touch, with
// cells side by side in more than one row; a page break may leave no more. Striped
// rows are none: the rows between them would be lost.
func mosaic(panels []box) (cells []box) {
	for _, group := range gather(len(panels), func(i, j int) bool { return touches(panels[i], panels[j], touchSlack) }) {
		tops := map[int]bool{}
		for _, i := range group {
			for _, j := range group {
				if isNext(panels[i], panels[j]) {
					tops[int(panels[i].y0/2)] = true
				}
			}
		}
		if len(tops) < panelRows {
			continue
		}
		for _, i := range group {
			cells = append(cells, panels[i])
		}
	}
	return cells
}

// isNext says whether b is the cell to the right of a.
func isNext(a, b box) bool {
	gap := b.x0 - a.x1
	return gap >= -ruleSlant && gap <= touchSlack && min(a.y1, b.y1)-max(a.y0, b.y0) >= coverShare*min(a.height(), b.height())
}
