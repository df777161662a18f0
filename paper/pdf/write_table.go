package pdf

import (
	"math"
	"sort"
	"strings"

	"gongkai/paper"
)

// A fit is a size of type and the room above and below a cell's text, in points.
type fit struct{ size, pad float64 }

// tableFits are tried in turn; the first that lets a table stand on one page is
// taken. longFit is for a table that needs several pages.
var (
	tableFits = []fit{{10.5, 5}, {10.5, 3.8}, {10.5, 2.8}, {10, 2.6}, {9.5, 2.4}, {9, 2.2}, {9, 1.6}}
	longFit   = fit{10, 3}
)

const (
	tableGap  = 6  // above and below a table
	longTable = 60 // rows that are not tried on one page
)

// A tablePiece is a table made ready: the places of all its rules are known.
type tablePiece struct {
	block  *paper.Block
	grid   *paper.Grid
	rows   []paper.Row
	header int // rows repeated on each page
	face   *typeface
	fit
	figures float64   // size of type of the numbers
	x       []float64 // of the vertical rules
	y       []float64 // of the horizontal rules, the first row at 0
	cells   map[*paper.Place]*tableCell
	places  []*paper.Place // in reading order
	notes   float64        // height of the note below, kept on the same page
}

// newTablePiece makes a table ready that should share a page with what stands
// above and below it.
func newTablePiece(face *typeface, b *paper.Block, above, below float64) *tablePiece {
	t := chooseFit(face, b, textHeight-above-below)
	t.notes = below
	return t
}

func chooseFit(face *typeface, b *paper.Block, room float64) *tablePiece {
	if len(b.Table.Rows) <= longTable {
		for _, f := range tableFits {
			if t := setTable(face, b, b.Table, f); tableGap+t.bodyHeight() <= room {
				return t
			}
		}
	}
	t := setTable(face, b, b.Table, longFit)
	if t.hasTallRow() {
		t = setTable(face, b, t.splitTallRows(), longFit)
	}
	return t
}

// setTable lays the table out.
func setTable(face *typeface, b *paper.Block, table *paper.Table, f fit) *tablePiece {
	t := &tablePiece{block: b, grid: table.Grid(), rows: table.Rows, face: face, fit: f,
		cells: make(map[*paper.Place]*tableCell)}
	t.x = columnRules(table.Widths, t.grid.Columns)
	for r := range t.grid.Rows {
		for c := range t.grid.Columns {
			if p := t.grid.At(r, c); p.IsCorner(r, c) {
				t.places = append(t.places, p)
			}
		}
	}
	t.figures = t.figureSize()
	for _, p := range t.places {
		t.cells[p] = t.setCell(p)
	}
	t.y = t.rowRules()
	t.alignNumbers()
	t.header = min(max(0, table.HeaderRows), t.grid.Rows)
	if t.y[t.header] > textHeight/2 {
		t.header = 0
	}
	return t
}

// columnRules divides the width of the text block. A width that is missing or
// no positive number counts as the average of the others.
func columnRules(widths []float64, columns int) []float64 {
	good := func(w float64) bool { return w > 0 && w < math.MaxFloat32 }
	sum, known := 0.0, 0
	for _, w := range widths[:min(columns, len(widths))] {
		if good(w) {
			sum, known = sum+w, known+1
		}
	}
	average := 1.0
	if known > 0 {
		average = sum / float64(known)
	}
	sum += average * float64(columns-known)
	x := make([]float64, columns+1)
	at := 0.0
	for c := range columns {
		x[c] = textLeft + round(textWidth*at/sum)
		if c < len(widths) && good(widths[c]) {
			at += widths[c]
		} else {
			at += average
		}
	}
	x[0], x[columns] = textLeft, textRight
	return x
}

// round to the hundredth of a point that is printed, so that rules that meet
// have equal coordinates.
func round(v float64) float64 { return math.Round(v*100) / 100 }

// rowRules gives each row the height of its tallest cell, and spreads what a
// cell of several rows needs beyond that evenly over them.
func (t *tablePiece) rowRules() []float64 {
	heights := make([]float64, t.grid.Rows)
	var spanning []*paper.Place
	for r := range heights {
		heights[r] = t.size*tablePitch + 2*t.pad
	}
	for _, p := range t.places {
		if p.Height > 1 {
			spanning = append(spanning, p)
			continue
		}
		heights[p.Row] = max(heights[p.Row], t.cells[p].need)
	}
	sort.SliceStable(spanning, func(i, j int) bool { return spanning[i].Height < spanning[j].Height })
	for _, p := range spanning {
		has := 0.0
		for _, h := range heights[p.Row : p.Row+p.Height] {
			has += h
		}
		for r := p.Row; has < t.cells[p].need && r < p.Row+p.Height; r++ {
			heights[r] += (t.cells[p].need - has) / float64(p.Height)
		}
	}
	y := make([]float64, t.grid.Rows+1)
	for r, h := range heights {
		y[r+1] = y[r] + round(h)
	}
	return y
}

func (t *tablePiece) bodyHeight() float64 { return t.y[t.grid.Rows] }

func (t *tablePiece) height() float64 { return tableGap + t.bodyHeight() + tableGap }

func (t *tablePiece) heads() bool { return false }

// start keeps a table that fits on a page whole, its note with it; of a longer
// one the header and the first rows.
func (t *tablePiece) start() float64 {
	if h := tableGap + t.bodyHeight(); h <= textHeight {
		return min(h+t.notes, textHeight)
	}
	return tableGap + t.y[min(t.grid.Rows, t.header+2)]
}

// print sets the rows page by page.
func (t *tablePiece) print(c *composer) {
	if t.grid.Rows == 0 || t.grid.Columns == 0 {
		return
	}
	if !c.isFresh() {
		c.y += tableGap
	}
	printed := t.newPrinting(c)
	for row := 0; row < t.grid.Rows; {
		head := 0.0
		if row >= t.header && row > 0 {
			head = t.y[t.header]
		}
		end := t.cut(row, c.room()-head)
		if t.y[end]-t.y[row]+head > c.room()+0.01 && !c.isFresh() {
			c.newPage()
			continue
		}
		if row == 0 {
			c.record(t.block.ID, 0, "")
		}
		if head > 0 {
			printed.part(0, t.header, true)
		}
		printed.part(row, end, false)
		if row = end; row < t.grid.Rows {
			c.newPage()
		}
	}
	c.y = min(c.y+tableGap, textBottom)
}

// cut returns the row before which the page ends when it begins with row: as
// many rows as fit, back to the last place where the table may be divided.
func (t *tablePiece) cut(row int, room float64) int {
	fit := row
	for fit < t.grid.Rows && t.y[fit+1]-t.y[row] <= room+0.01 {
		fit++
	}
	if fit == t.grid.Rows {
		return fit
	}
	for end := fit; end > row; end-- {
		if t.mayCut(end) {
			return end
		}
	}
	return max(fit, row+1)
}

// mayCut says whether a page may end before the row: not below a heading, and
// not inside a group of few rows.
func (t *tablePiece) mayCut(row int) bool {
	if row <= t.header || t.isHeading(row-1) {
		return false
	}
	for c := range t.grid.Columns {
		if p := t.grid.At(row, c); p != nil && p.Row < row && p.Height <= 4 {
			return false
		}
	}
	return true
}

// isHeading says whether a row only names what stands below it.
func (t *tablePiece) isHeading(row int) bool {
	if t.rows[row].Band {
		return true
	}
	for i := range t.rows[row].Cells {
		if s := t.rows[row].Cells[i].Header; s != paper.ColumnHeader && s != paper.ColumnGroup {
			return false
		}
	}
	return len(t.rows[row].Cells) > 0
}

// pageRoom is the height a row may have at most.
func (t *tablePiece) pageRoom() float64 { return textHeight - tableGap - t.y[t.header] }

func (t *tablePiece) hasTallRow() bool {
	for r := range t.grid.Rows {
		if t.y[r+1]-t.y[r] > t.pageRoom() {
			return true
		}
	}
	return false
}

// splitTallRows returns the table with every row that is taller than a page
// divided into several, at the lines the cells' texts are broken into.
func (t *tablePiece) splitTallRows() *paper.Table {
	split := *t.block.Table
	split.Rows = nil
	most := max(1, int((t.pageRoom()-2*t.pad)/(t.size*tablePitch)))
	added := make([]int, t.grid.Rows) // rows added after each row
	for r := range t.rows[:t.grid.Rows] {
		lines := 1
		for c := range t.grid.Columns {
			if p := t.grid.At(r, c); p.IsCorner(r, c) && p.Height == 1 {
				lines = max(lines, len(t.cells[p].lines))
			}
		}
		added[r] = (lines - 1) / most
	}
	for r := range t.rows[:t.grid.Rows] {
		parts := make([]paper.Row, added[r]+1)
		for i := range parts {
			parts[i] = t.rows[r]
			parts[i].Cells = t.partCells(r, i, most, added)
		}
		split.Rows = append(split.Rows, parts...)
	}
	return &split
}

// partCells are the cells of one part of a divided row.
func (t *tablePiece) partCells(row, part, most int, added []int) []paper.Cell {
	var cells []paper.Cell
	for c := range t.grid.Columns {
		p := t.grid.At(row, c)
		if !p.IsCorner(row, c) || p.Height > 1 && part > 0 {
			continue
		}
		cell := *p.Cell
		cell.RowSpan = p.Height
		if p.Height > 1 {
			for _, n := range added[p.Row : p.Row+p.Height] {
				cell.RowSpan += n
			}
		} else if lines := t.cells[p].lines; added[row] > 0 {
			var texts []string
			for _, l := range lines[min(len(lines), part*most):min(len(lines), (part+1)*most)] {
				texts = append(texts, l.text)
			}
			cell.Text, cell.Tables = strings.Join(texts, "\n"), nil
			if part > 0 && cell.Value != paper.PlainText {
				cell.Value = paper.PlainText // nothing, and not the mark of a blank cell
			}
		}
		cells = append(cells, cell)
	}
	return cells
}
