package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// A flowCell is a cell as the file writes it.
type flowCell struct {
	box
	page   int
	text   string
	first  fragment  // its first line
	last   fragment  // its last line
	widest float32   // of its lines
	bases  []float32 // the heights of its lines
	figure bool
	broken float32    // width that a line of the figure had no room for, 0 for a figure of one line
	rest   []flowCell // of a label cut by a page break
}

// base is the height of the middle of the cell, by the heights its lines are set at.
func (c *flowCell) base() float32 { return (c.bases[0] + c.bases[len(c.bases)-1]) / 2 }

// textPitch is the distance of the lines of one text: the least that is met again among
// those that follow one another in the file and begin at one edge or share their middle.
func textPitch(levels []level) float32 {
	runs := flowRuns(levels)
	met := map[int]int{}
	least, lone := float32(1e6), float32(1e6)
	for i := 1; i < len(runs); i++ {
		a, b := &runs[i-1], &runs[i]
		down := b.base() - a.base()
		aligned := abs(a.x0-b.x0) <= alignSlack || abs(a.middleX()-b.middleX()) <= alignSlack
		if a.page != b.page || a.figure || b.figure || !aligned || down <= 0.8*a.last.size() {
			continue
		}
		key := int(2*down + 0.5)
		if met[key]++; met[key] > 1 {
			least = min(least, down)
		}
		lone = min(lone, down)
	}
	if least < 1e6 {
		return least
	}
	return lone
}

// flowCells puts the glyphs of the levels into cells, in the order of the file. It is
// broken where the second lines of heads side by side come after all the first ones.
func flowCells(levels []level, pitch float32) (cells []flowCell, broken bool) {
	runs := flowRuns(levels)
	columns := figureColumns(flowRows(runs))
	if len(columns) > 0 {
		runs = withWordsWhole(withCellsApart(runs, columns), columns)
		columns = addBlankColumns(columns, flowRows(runs))
	}
	inHead := true
	for i := range runs {
		r := &runs[i]
		inHead = inHead && !r.figure
		at := continued(cells, r, pitch)
		if at >= 0 && (at == len(cells)-1 || inHead && mayStandBefore(cells[at:], r, columns)) {
			cells[at].extend(r)
			continue
		}
		broken = broken || inHead && at >= 0 && meets(columns, r.box)
		cells = append(cells, *r)
	}
	return cells, broken
}

// withCellsApart parts the runs in which cells stand so close to one another that only
// the columns of the figures tell them: each part stands above or in another column.
func withCellsApart(runs []flowCell, columns []box) []flowCell {
	out := runs[:0:0]
	for i := range runs {
		r := &runs[i]
		parts := r.split()
		met := -2
		apart := !r.figure && len(parts) > 1 && meets(columns, r.box)
		for k := range parts {
			column := columnOf(columns, parts[k].box)
			apart = apart && column > met && (column >= 0 || k == 0 && parts[k].x1 <= columns[0].x0)
			met = column
		}
		if apart {
			out = append(out, parts...)
		} else {
			out = append(out, *r)
		}
	}
	return out
}

// split cuts a run at its gaps, even the small ones.
func (c *flowCell) split() (parts []flowCell) {
	glyphs := c.first.glyphs
	size := c.first.size()
	begin := 0
	for i := 1; i <= len(glyphs); i++ {
		if i < len(glyphs) && glyphs[i].squareFrom(size)-glyphs[i-1].squareTo(size) < closeGap*size {
			continue
		}
		parts = append(parts, runOf(glyphs[begin:i:i], c.page))
		begin = i
	}
	return parts
}

// withWordsWhole joins the characters of heads spelt with a blank, 其 他, among the runs
// above the first figure.
func withWordsWhole(runs []flowCell, columns []box) []flowCell {
	out := runs[:0:0]
	for i := range runs {
		r := &runs[i]
		if r.figure {
			return append(out, runs[i:]...)
		}
		if n := len(out) - 1; n >= 0 && out[n].isSpelt(r, columns) {
			c := &out[n]
			c.text, c.box = c.text+r.text, c.union(r.box)
			c.first.glyphs = append(slices.Clip(c.first.glyphs), r.first.glyphs...)
			c.first.box, c.first.text = c.box, c.text
			c.last, c.widest = c.first, c.first.width()
			continue
		}
		out = append(out, *r)
	}
	return out
}

// isSpelt says whether o is the rest of the word that c begins: either is one character,
// and both stand above the same figures if they stand above any.
func (c *flowCell) isSpelt(o *flowCell, columns []box) bool {
	gap, short, long := o.x0-c.x1, len(c.first.glyphs), len(o.first.glyphs)
	if short > long {
		short, long = long, short
	}
	return c.page == o.page && gap > 0 && gap < 1.3*c.last.size() && abs(c.base()-o.base()) < 0.4*c.last.size() &&
		short == 1 && (long == 1 && !meets(columns, c.union(o.box)) || long <= 3 && columnOf(columns, c.union(o.box)) >= 0)
}

// extend adds a line to the cell.
func (c *flowCell) extend(r *flowCell) {
	if c.figure {
		c.broken = max(c.broken, c.last.width()+r.last.glyphs[0].width())
	}
	c.text, c.last, c.box = joinLines(c.text, r.text), r.last, c.union(r.box)
	c.widest = max(c.widest, r.widest)
	c.bases = append(c.bases, r.bases...)
}

// continued is the index of the cell whose next line the run is, -1 for none.
func continued(cells []flowCell, r *flowCell, pitch float32) int {
	const back = 16
	for i := len(cells) - 1; i >= max(0, len(cells)-back); i-- {
		if cells[i].goesOn(r, pitch, i == len(cells)-1) {
			return i
		}
	}
	return -1
}

// mayStandBefore says whether the run may stand right behind the first of the cells in
// the file, though others come between: PDFium orders what follows one another at one
// height from left to right. Only the head of a column is told so; the label of a row
// stands below the one above as the next line of a cell would.
func mayStandBefore(cells []flowCell, r *flowCell, columns []box) bool {
	head := &cells[0]
	column := columnOf(columns, head.box)
	if column < 0 || columnOf(columns, r.box) != column {
		return false
	}
	return !slices.ContainsFunc(cells[1:], func(c flowCell) bool {
		return abs(c.bases[0]-head.last.base()) > 0.5*head.last.size()
	})
}

// flowRuns cuts the glyphs of the levels, in the order of the file, into what stands
// in one line of one cell.
func flowRuns(levels []level) (runs []flowCell) {
	for from := 0; from < len(levels); {
		to := from
		var glyphs []glyph
		for ; to < len(levels) && levels[to].page == levels[from].page; to++ {
			for _, p := range levels[to].pieces {
				glyphs = append(glyphs, p.glyphs...)
			}
		}
		slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.order, b.order) })
		if len(glyphs) > 1 && glyphs[0].order == glyphs[1].order {
			return nil // the order of the file is not known
		}
		begin := 0
		for i := 1; i <= len(glyphs); i++ {
			if i < len(glyphs) && sameRun(glyphs[i-1], glyphs[i]) {
				continue
			}
			runs = append(runs, runOf(glyphs[begin:i:i], levels[from].page))
			begin = i
		}
		from = to
	}
	return runs
}

// runOf is a cell of one line.
func runOf(glyphs []glyph, page int) flowCell {
	l := line{glyphs: glyphs, box: glyphs[0].box}
	for _, g := range glyphs {
		l.box = l.union(g.box)
	}
	part := fragment{line: l, text: l.text(false)}
	return flowCell{box: l.box, page: page, text: part.text, first: part, last: part, widest: l.width(), bases: []float32{l.base()}, figure: isFigure(part.text)}
}

func sameRun(a, b glyph) bool {
	size, gap := max(a.size(), b.size()), float32(runGap)
	if isNarrow(a.char) && isNarrow(b.char) && !unicode.IsDigit(b.char) {
		gap = wordGap
	}
	return abs(a.base-b.base) < 0.4*size && b.squareFrom(size)-a.squareTo(size) < gap*size && b.x0 >= a.x0
}

// squareFrom and squareTo are where the square of a Chinese character of that size
// begins and ends: files that write 自 as a radical give the box of its ink.
func (g glyph) squareFrom(size float32) float32 {
	if isNarrow(g.char) {
		return g.x0
	}
	return min(g.x0, g.middleX()-size/2)
}

func (g glyph) squareTo(size float32) float32 {
	if isNarrow(g.char) {
		return g.x1
	}
	return max(g.x1, g.middleX()+size/2)
}

// goesOn says whether the run is the next line of the cell. The lines of a figure
// broken in a narrow column stand one below another, too: see haveNoRoom. A line that
// comes next in the file may stand out a little, by a mark at its end.
func (c *flowCell) goesOn(r *flowCell, pitch float32, next bool) bool {
	down := r.last.base() - c.last.base()
	size := c.last.size()
	if r.page != c.page || down <= 0.8*size || down > pitch+pitchSlack*size || enumerated.MatchString(r.text) {
		return false
	}
	slack := float32(alignSlack)
	if next {
		slack = size / 2
	}
	aligned := abs(r.x0-c.last.x0) <= slack || abs(r.middleX()-c.last.middleX()) <= slack
	if c.figure || r.figure {
		return next && (aligned || abs(r.x1-c.last.x1) <= slack) && isDigits(c.text) && isDigits(r.text)
	}
	return aligned
}

// isDigits says whether a text is digits with the marks that stand between them.
func isDigits(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(",，.．", r) })
}

// haveNoRoom says whether each line of a figure that goes on below had no room for the
// next digit: no figure of its column is so wide.
func haveNoRoom(cells []flowCell, columns []box) bool {
	for i := range cells {
		b := &cells[i]
		if b.broken == 0 {
			continue
		}
		column := columnOf(columns, b.box)
		if slices.ContainsFunc(cells, func(c flowCell) bool {
			return c.figure && columnOf(columns, c.box) == column && c.widest > b.broken-exactSlack
		}) {
			return false
		}
	}
	return true
}
