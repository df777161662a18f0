package xlsx

import (
	"slices"

	"gongkai/paper"
)

// layout turns a worksheet into rows as [paper.Document.AddSheet] takes them:
// merged cells as one, a run of missing rows as one blank row.
type layout struct {
	sheet   *sheet
	numbers []int // of the rows laid out, rising
	first   int   // column of the leftmost filled cell
	last    int   // column of the rightmost cell of a table
	merges  map[[2]int]area
	begins  map[int]int // by row: the last column where a merged area begins
	covered []int       // by column from first: the row down to which a merged cell hangs
	ruled   bool        // tables have borders
	left    int         // cells that may still be laid out
}

func newLayout(s *sheet, left int) *layout {
	l := &layout{sheet: s, left: left, first: lastColumn, merges: make(map[[2]int]area, len(s.merges)), begins: map[int]int{}}
	for _, m := range s.merges {
		l.merges[[2]int{m.top, m.left}] = m
		l.begins[m.top] = max(l.begins[m.top], m.left)
	}
	l.measure()
	l.covered = make([]int, paper.MaxColumns)
	return l
}

// measure finds the columns tables reach to. Titles are often merged across
// whole rows, so only rows of several cells count.
func (l *layout) measure() {
	records := map[int]bool{}
	for _, row := range l.sheet.rows {
		for _, c := range l.sheet.cells[row.start:row.end] {
			l.first = min(l.first, c.column)
			l.last = max(l.last, c.column)
		}
		if row.end-row.start > 1 {
			records[row.number] = true
			l.ruled = l.ruled || row.boxed
		}
	}
	for _, m := range l.sheet.merges {
		if records[m.top] && m.left <= l.last {
			l.last = max(l.last, min(m.right, l.first+paper.MaxColumns-1))
		}
	}
}

// rows lays out the sheet.
func (l *layout) rows() []paper.SheetRow {
	l.number()
	rows := make([]paper.SheetRow, 0, len(l.numbers))
	stored := l.sheet.rows
	for _, number := range l.numbers {
		var row sheetRow
		if stored[0].number == number {
			row, stored = stored[0], stored[1:]
		}
		cells := l.sheet.cells[row.start:row.end]
		out := paper.SheetRow{Row: paper.Row{Cells: l.row(number, cells)}}
		filled := filledCells(out.Cells)
		out.Inside = filled == 0 && row.boxed || filled == 1 && isBoxed(cells)
		out.Text = filled == 1 && l.ruled && !out.Inside
		rows = append(rows, out)
	}
	return rows
}

// number lists the rows laid out: those with content and one for each gap.
func (l *layout) number() {
	l.numbers = make([]int, 0, len(l.sheet.rows))
	for i, row := range l.sheet.rows {
		if i > 0 && row.number > l.sheet.rows[i-1].number+1 {
			l.numbers = append(l.numbers, row.number-1)
		}
		l.numbers = append(l.numbers, row.number)
	}
}

// row lays out one row up to its last filled or merged cell.
func (l *layout) row(number int, cells []sheetCell) []paper.Cell {
	end := l.end(number, cells)
	out := make([]paper.Cell, 0, min(end-l.first, l.left))
	for column := l.first; column < end; {
		for len(cells) > 0 && cells[0].column < column { // hidden below a merged cell
			cells = cells[1:]
		}
		if l.covered[column-l.first] >= number {
			column++
			continue
		}
		if l.left == 0 {
			l.sheet.isCut = true
			return out
		}
		l.left--
		cell := paper.Cell{}
		if len(cells) > 0 && cells[0].column == column {
			cell.Text, cell.HasPicture = cells[0].text, cells[0].picture
		}
		column += l.span(&cell, number, column)
		out = append(out, cell)
	}
	return out
}

// end is the column after the last cell of a row.
func (l *layout) end(number int, cells []sheetCell) int {
	end := l.first
	if len(cells) > 0 {
		end = cells[len(cells)-1].column + 1
	}
	if column, ok := l.begins[number]; ok && len(cells) > 0 && column <= l.last {
		end = max(end, column+1)
	}
	if end > l.first+paper.MaxColumns {
		l.sheet.isCut = true
		return l.first + paper.MaxColumns
	}
	return end
}

// span gives the cell at a place the size of its merged area and returns how
// many columns it takes. Areas that overlap are against the format; the one
// further up and left wins.
func (l *layout) span(cell *paper.Cell, number, column int) int {
	m, ok := l.merges[[2]int{number, column}]
	if !ok {
		return 1
	}
	right := min(m.right, l.last, l.first+paper.MaxColumns-1)
	width := 0
	for width == 0 || column+width <= right && l.covered[column+width-l.first] < number {
		l.covered[column+width-l.first] = m.bottom
		width++
	}
	if width > 1 {
		cell.ColSpan = width
	}
	if height := l.height(m); height > 1 {
		cell.RowSpan = height
	}
	return width
}

// height is how many of the rows laid out an area covers.
func (l *layout) height(m area) int {
	from, _ := slices.BinarySearch(l.numbers, m.top)
	to, _ := slices.BinarySearch(l.numbers, m.bottom+1)
	return to - from
}

func filledCells(cells []paper.Cell) int {
	n := 0
	for i := range cells {
		if cells[i].Text != "" || cells[i].HasPicture {
			n++
		}
	}
	return n
}

func isBoxed(cells []sheetCell) bool { return len(cells) > 0 && cells[0].boxed }

// padRows gives every row of a table as many columns as its widest one has: a
// sheet stores no blank cells at the ends of rows. Of a table too large for it
// rows keep their lengths; the number of cells added is bounded by left.
func padRows(t *paper.Table, left int) (added int, ok bool) {
	g := t.Grid()
	if g.Cut {
		return 0, false
	}
	missing := make([]int, g.Rows)
	for r := range g.Rows {
		for c := g.Columns - 1; c >= 0 && g.At(r, c) == nil; c-- {
			missing[r]++
		}
		added += missing[r]
	}
	if added > left {
		return 0, false
	}
	for r, n := range missing {
		if n > 0 {
			t.Rows[r].Cells = append(slices.Clip(t.Rows[r].Cells), make([]paper.Cell, n)...)
		}
	}
	return added, true
}
