package paper

import (
	"strings"
	"unicode/utf8"
)

// A SheetRow is one row of a sheet or a CSV file, with what the format shows
// about it besides its cells.
type SheetRow struct {
	Row
	// Text says that the format shows a line of text: no borders in a sheet
	// whose tables have them, no separator in a file whose rows have them.
	Text bool
	// Inside says that the format shows a row of a table even if it is blank.
	Inside bool
}

// longestLabel is the length from which a line is taken for running text; the
// longest label of a statutory table has 34 characters.
const longestLabel = 40

// AddSheet appends the rows of a sheet as tables with the lines of text around
// and between them, for sheets hold titles, notes and several tables one below
// the other.
//
// A line (a row with one cell that is not blank) is a paragraph above a table,
// after a blank row, where it is long or is the heading of a long one, or where
// the format shows it. Every other line stays in the table, because it may be a
// band or a label whose figures were left blank. Blank rows around tables are
// left out, but one that has cells and ends a table is kept: it may be a line
// of figures nobody filled in.
func (d *Document) AddSheet(rows []SheetRow) {
	b := sheetBuilder{doc: d}
	for i := range rows {
		switch kind := rows[i].kind(); {
		case kind == blankRow:
			b.blanks = append(b.blanks, rows[i].Row)
		case kind == lineRow && b.isText(rows, i):
			b.closeTable()
			d.Add(rows[i].text())
		default:
			b.addRow(rows[i].Row)
		}
	}
	b.closeTable()
}

type sheetBuilder struct {
	doc    *Document
	table  []Row
	blanks []Row // blank rows since the last row of the table
}

func (b *sheetBuilder) addRow(row Row) {
	if len(b.table) > 0 {
		b.table = append(b.table, b.blanks...)
	}
	b.blanks = b.blanks[:0]
	b.table = append(b.table, row)
}

func (b *sheetBuilder) closeTable() {
	if len(b.table) > 0 && len(b.blanks) > 0 && len(b.blanks[0].Cells) > 1 {
		b.table = append(b.table, b.blanks[0])
	}
	trimColumns(b.table)
	b.doc.AddTable(&Table{Rows: b.table})
	b.table, b.blanks = nil, nil
}

// trimColumns takes away the blank columns at the left and right that the table
// has only because its neighbours on the sheet are wider. A column into which a
// merged cell reaches is not blank.
func trimColumns(rows []Row) {
	left, right := -1, -1
	for i := range rows {
		cells := rows[i].Cells
		if len(cells) == 0 {
			continue
		}
		l, r := 0, 0
		for l < len(cells) && cells[l].isSingleBlank() {
			l++
		}
		for r < len(cells)-l && cells[len(cells)-1-r].isSingleBlank() {
			r++
		}
		if l < len(cells) { // a blank row agrees with every other
			left, right = smaller(left, l), smaller(right, r)
		}
	}
	for i := range rows {
		if n := len(rows[i].Cells); left+right > 0 && n > left+right {
			rows[i].Cells = rows[i].Cells[left : n-right]
		}
	}
}

func smaller(least, n int) int {
	if least < 0 || n < least {
		return n
	}
	return least
}

func (c *Cell) isSingleBlank() bool {
	return c.ColSpan <= 1 && c.RowSpan <= 1 && c.isBlank()
}

// isText decides about the line at i.
func (b *sheetBuilder) isText(rows []SheetRow, i int) bool {
	if rows[i].Text || len(b.table) == 0 || len(b.blanks) > 0 || rows[i].isLong() {
		return true
	}
	next := i + 1
	return next < len(rows) && rows[next].kind() == lineRow && rows[next].isLong()
}

type rowKind uint8

const (
	blankRow rowKind = iota
	lineRow
	recordRow
)

func (r *SheetRow) kind() rowKind {
	if r.Inside {
		return recordRow
	}
	filled := 0
	for i := range r.Cells {
		if !r.Cells[i].isBlank() {
			filled++
		}
	}
	return rowKind(min(filled, 2))
}

func (c *Cell) isBlank() bool {
	return !c.HasPicture && len(c.Tables) == 0 && strings.TrimSpace(c.Text) == ""
}

// text is the text of a line.
func (r *SheetRow) text() string {
	for i := range r.Cells {
		if !r.Cells[i].isBlank() {
			return r.Cells[i].Text
		}
	}
	return ""
}

func (r *SheetRow) isLong() bool {
	text := r.text()
	return strings.Contains(text, "。") || utf8.RuneCountInString(text) > longestLabel
}
