package pdf

import (
	"cmp"
	"slices"
)

const (
	edgeSlack    = 3.6 // lines this close are one: HTML draws the borders of neighbours side by side
	edgeSpread   = 7   // but lines further apart than this are never one edge
	touchSlack   = 3.2 // lines of one table meet or nearly meet
	sameHeight   = 0.8 // share of the lower of two groups beside the other from which they are one table
	stackGap     = 30  // lines of a table without sides are no further apart
	stackWidth   = 150 // and it is at least so wide
	coverShare   = 0.6 // share of a cell's side that a line must cover to close it
	leastUpright = 4   // lines from which a page may show a table without its level lines
	maxEdges     = 1024
	maxJoined    = 20_000 // cells from which a table is not joined to another
	maxGridCell  = 50_000
)

// A sheetTable is a table as it stands on one page, or joined over pages: cells
// between column edges (points) and row edges.
type sheetTable struct {
	page  int
	frame box
	xs    []float32 // column edges, left to right
	ys    []float32 // row edges, top to bottom; of a joined table those of its last page
	rows  int
	cells []sheetCell
	// loose says that columns have no meaning: see paper.Table.
	loose bool
}

// A sheetCell covers rows [r0,r1) and columns [c0,c1).
type sheetCell struct {
	r0, r1, c0, c1 int
	text           string
	glyphs         []glyph
	picture        bool
	// open says that no line closes the cell below at the end of the table's
	// page: it may go on after the page break.
	open bool
	// head and tail are the widths of the first word and of the last line: they
	// tell whether the text may go on in another cell.
	head, tail float32
	// widest is the width of its widest line, and wrap the least width that a line
	// had no room for: of it and the first word of the next; 0 for one line.
	widest, wrap float32
}

// ruledTables finds the tables drawn with lines on a page. Frames around a
// single cell are decoration and are left out.
func ruledTables(p *pageContent) []*sheetTable {
	var tables []*sheetTable
	for _, rules := range groupRules(p.rules, p.hasTextBetween) {
		if t := gridOf(rules); t != nil {
			t.page = p.number
			if isOpen(rules) {
				t.leaveTitle()
			}
			tables = append(tables, t)
		}
	}
	slices.SortFunc(tables, func(a, b *sheetTable) int { return cmp.Compare(a.frame.y0, b.frame.y0) })
	return tables
}

// groupRules parts rules into groups that touch one another or stand at the same
// height: after a page break the outer edge of a table may touch none of its
// other lines. Where a row of a table without lines at its sides stands, there is
// text between its lines.
func groupRules(rules []rule, hasText func(box) bool) [][]rule {
	var groups [][]rule
	for _, group := range gather(len(rules), func(i, j int) bool {
		return touches(rules[i].extent(), rules[j].extent(), touchSlack)
	}) {
		members := make([]rule, len(group))
		for k, i := range group {
			members[k] = rules[i]
		}
		groups = append(groups, members)
	}
	groups = withoutOrnaments(groups)
	frames := make([]box, len(groups))
	for i, group := range groups {
		frames[i] = frameOf(group)
	}
	var tables [][]rule
	for _, group := range gather(len(groups), func(i, j int) bool {
		if isBeside(frames[i], frames[j]) {
			return true
		}
		return isStacked(frames[i], frames[j]) && isOpen(groups[i]) && isOpen(groups[j]) && hasText(stripBetween(frames[i], frames[j]))
	}) {
		var members []rule
		for _, i := range group {
			members = append(members, groups[i]...)
		}
		tables = append(tables, members)
	}
	return tables
}

// withoutOrnaments leaves out the lines inside a table that touch none of its own and
// part nothing, such as a frame around a word in a cell.
func withoutOrnaments(groups [][]rule) [][]rule {
	var frames []box
	grids := make([]bool, len(groups))
	for i, group := range groups {
		if grids[i] = gridOf(group) != nil; grids[i] {
			frames = append(frames, frameOf(group))
		}
	}
	i := -1
	return slices.DeleteFunc(groups, func(group []rule) bool {
		i++
		return !grids[i] && slices.ContainsFunc(frames, func(f box) bool { return isInside(frameOf(group), f) })
	})
}

// isInside says whether a box lies inside another and touches no side of it.
func isInside(a, b box) bool {
	const inset = 1
	return b.x0+inset < a.x0 && a.x1+inset < b.x1 && b.y0+inset < a.y0 && a.y1+inset < b.y1
}

// gather puts the numbers below n into groups such that linked numbers are
// together.
func gather(n int, linked func(i, j int) bool) [][]int {
	groupOf := make([]int, n)
	for i := range groupOf {
		groupOf[i] = i
	}
	find := func(i int) int {
		for groupOf[i] != i {
			groupOf[i] = groupOf[groupOf[i]]
			i = groupOf[i]
		}
		return i
	}
	for i := range n {
		for j := range i {
			if find(i) != find(j) && linked(i, j) {
				groupOf[find(i)] = find(j)
			}
		}
	}
	var groups [][]int
	index := map[int]int{}
	for i := range n {
		root := find(i)
		k, known := index[root]
		if !known {
			k = len(groups)
			index[root] = k
			groups = append(groups, nil)
		}
		groups[k] = append(groups[k], i)
	}
	return groups
}

func touches(a, b box, slack float32) bool {
	return a.x0 <= b.x1+slack && b.x0 <= a.x1+slack && a.y0 <= b.y1+slack && b.y0 <= a.y1+slack
}

// isBeside says whether two groups of lines stand at the same height, neither
// inside the other as a table stands inside the border of a page.
func isBeside(a, b box) bool {
	const inset = 4
	if a.x0+inset < b.x0 && b.x1+inset < a.x1 || b.x0+inset < a.x0 && a.x1+inset < b.x1 {
		return false
	}
	low := min(a.height(), b.height())
	return low > 0 && min(a.y1, b.y1)-max(a.y0, b.y0) >= sameHeight*max(low, 1)
}

// isStacked says whether two groups of lines are as wide as each other and stand close
// above one another: the rows of a table without lines at its sides.
func isStacked(a, b box) bool {
	gap := max(a.y0, b.y0) - min(a.y1, b.y1)
	return gap >= 0 && gap <= stackGap && abs(a.x0-b.x0) <= touchSlack && abs(a.x1-b.x1) <= touchSlack && a.width() >= stackWidth
}

// stripBetween is what lies between two boxes one above the other.
func stripBetween(a, b box) box {
	return box{max(a.x0, b.x0), min(a.y1, b.y1), min(a.x1, b.x1), max(a.y0, b.y0)}
}

// hasTextBetween says whether the middle of a character lies in the box.
func (p *pageContent) hasTextBetween(b box) bool {
	return slices.ContainsFunc(p.glyphs, func(g glyph) bool { return b.contains(g.middleX(), g.middleY()) })
}

// isOpen says whether lines close neither side of what they frame.
func isOpen(rules []rule) bool {
	f := frameOf(rules)
	return !slices.ContainsFunc(rules, func(r rule) bool {
		return r.upright && (r.at-f.x0 <= touchSlack || f.x1-r.at <= touchSlack)
	})
}

// leaveTitle leaves the first row of an open table to the text when it is one cell from
// side to side: a chapter's heading may stand between such lines too.
func (t *sheetTable) leaveTitle() {
	for len(t.cells) > 2 && t.rows > 2 && t.cells[0].r0 == 0 && t.cells[0].r1 == 1 && t.cells[0].c0 == 0 && t.cells[0].c1 == len(t.xs)-1 {
		t.cells = t.cells[1:]
		for i := range t.cells {
			t.cells[i].r0--
			t.cells[i].r1--
		}
		t.ys = t.ys[1:]
		t.rows--
		t.frame.y0 = t.ys[0]
	}
}

func frameOf(rules []rule) box {
	frame := rules[0].extent()
	for _, r := range rules[1:] {
		frame = frame.union(r.extent())
	}
	return frame
}

func (r rule) extent() box {
	if r.upright {
		return box{r.at, r.from, r.at, r.to}
	}
	return box{r.from, r.at, r.to, r.at}
}

// gridOf makes a table of connected rules, nil when they draw none.
func gridOf(rules []rule) *sheetTable {
	var xs, ys []float32
	frame := frameOf(rules)
	for _, r := range rules {
		if r.upright {
			xs = append(xs, r.at)
		} else {
			ys = append(ys, r.at)
		}
	}
	if len(xs) < 2 || len(ys) < 2 && len(xs) < leastUpright { // a row may be higher than its page
		return nil
	}
	xs = edges(append(xs, frame.x0, frame.x1))
	ys = edges(append(ys, frame.y0, frame.y1))
	nx, ny := len(xs)-1, len(ys)-1
	if nx < 1 || ny < 1 || nx*ny < 2 || nx > maxEdges || ny > maxEdges || nx*ny > maxGridCell {
		return nil
	}
	t := &sheetTable{frame: frame, xs: xs, ys: ys, rows: ny}
	w := walls(rules, xs, ys)
	t.cells = w.cells()
	for i := range t.cells {
		c := &t.cells[i]
		c.open = c.r1 == ny && !covers(w.bottom, xs[c.c0], xs[c.c1])
	}
	if len(t.cells) < 2 {
		return nil
	}
	return t
}

// edges joins positions that stand for one line and returns their middles.
func edges(at []float32) []float32 {
	slices.Sort(at)
	var out []float32
	first, last := at[0], at[0]
	for _, v := range at[1:] {
		if v-last > edgeSlack || v-first > edgeSpread {
			out = append(out, (first+last)/2)
			first = v
		}
		last = v
	}
	return append(out, (first+last)/2)
}

// wallMap tells, between neighbouring places of a grid, where a line stands.
type wallMap struct {
	nx, ny int
	above  []bool // above[r*nx+c]: a line above place (r,c); one more row for the bottom
	left   []bool // left[r*(nx+1)+c]: a line left of place (r,c); one more column for the right
	bottom []rule // the lines along the lowest edge
}

func walls(rules []rule, xs, ys []float32) *wallMap {
	w := &wallMap{nx: len(xs) - 1, ny: len(ys) - 1}
	w.above = make([]bool, (w.ny+1)*w.nx)
	w.left = make([]bool, w.ny*(w.nx+1))
	level, upright := make([][]rule, len(ys)), make([][]rule, len(xs))
	for _, r := range rules {
		if r.upright {
			i := nearest(xs, r.at)
			upright[i] = append(upright[i], r)
		} else {
			i := nearest(ys, r.at)
			level[i] = append(level[i], r)
		}
	}
	w.bottom = level[w.ny]
	for y := range ys {
		for c := range w.nx {
			w.above[y*w.nx+c] = y == 0 || y == w.ny || covers(level[y], xs[c], xs[c+1])
		}
	}
	for x := range xs {
		for r := range w.ny {
			w.left[r*(w.nx+1)+x] = x == 0 || x == w.nx || covers(upright[x], ys[r], ys[r+1])
		}
	}
	return w
}

// nearest returns the index of the edge closest to v.
func nearest(edges []float32, v float32) int {
	i, found := slices.BinarySearch(edges, v)
	if found || i == 0 {
		return i
	}
	if i == len(edges) || v-edges[i-1] < edges[i]-v {
		return i - 1
	}
	return i
}

// covers says whether rules along one edge cover most of the stretch.
func covers(rules []rule, from, to float32) bool {
	var spans [][2]float32
	for _, r := range rules {
		if a, b := max(r.from, from), min(r.to, to); b > a {
			spans = append(spans, [2]float32{a, b})
		}
	}
	slices.SortFunc(spans, func(a, b [2]float32) int { return cmp.Compare(a[0], b[0]) })
	var covered, until float32 = 0, from
	for _, s := range spans {
		if s[1] > until {
			covered += s[1] - max(s[0], until)
			until = s[1]
		}
	}
	return covered >= coverShare*(to-from)
}

// cells returns the cells between walls: from each free place the widest
// stretch without a wall, then down as long as whole rows of it are open. A
// region that is no rectangle thus falls into rectangles.
func (w *wallMap) cells() []sheetCell {
	taken := make([]bool, w.nx*w.ny)
	var cells []sheetCell
	for r := range w.ny {
		for c := range w.nx {
			if taken[r*w.nx+c] {
				continue
			}
			cell := sheetCell{r0: r, c0: c, r1: r + 1, c1: c + 1}
			for cell.c1 < w.nx && !taken[r*w.nx+cell.c1] && !w.left[r*(w.nx+1)+cell.c1] {
				cell.c1++
			}
			for cell.r1 < w.ny && w.isOpenBelow(cell) {
				cell.r1++
			}
			for y := cell.r0; y < cell.r1; y++ {
				for x := cell.c0; x < cell.c1; x++ {
					taken[y*w.nx+x] = true
				}
			}
			cells = append(cells, cell)
		}
	}
	return cells
}

// isOpenBelow says whether the row below the cell belongs to it.
func (w *wallMap) isOpenBelow(c sheetCell) bool {
	for x := c.c0; x < c.c1; x++ {
		if w.above[c.r1*w.nx+x] || x > c.c0 && w.left[c.r1*(w.nx+1)+x] {
			return false
		}
	}
	return true
}
