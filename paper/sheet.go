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
	// Inside says that the format shows a row of a table, by its borders, even
	// if it is blank.
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
// after a blank row, where it is long or stands before a long one, where its
// number goes on with the headings (三、 after 二、), or where the format shows
// it. Every other line stays in the table, because it may be a band or a label
// whose figures were left blank. Blank rows around tables are left out, but one
// that has cells and ends a table is kept: it may be a line of figures nobody
// filled in.
func (d *Document) AddSheet(rows []SheetRow) {
	b := sheetBuilder{doc: d, rows: rows, kinds: make([]rowKind, len(rows))}
	for i := range rows {
		b.kinds[i] = rows[i].kind()
	}
	for i, kind := range b.kinds {
		switch {
		case kind == blankRow:
			b.blanks = append(b.blanks, rows[i].Row)
		case kind == lineRow && b.isText(i):
			b.closeTable()
			b.addText(rows[i].text())
		default:
			b.addRow(&rows[i])
		}
	}
	b.closeTable()
}

type sheetBuilder struct {
	doc       *Document
	rows      []SheetRow
	kinds     []rowKind
	table     []Row
	blanks    []Row // blank rows since the last row of the table
	chapter   int   // number of the last heading, 0 before the first
	numbered  int   // number of the last numbered row of the table, 0 before the first
	textUntil int   // the lines up to here lead to one that is text
}

func (b *sheetBuilder) addText(text string) {
	if n := ordinal(text); n == b.chapter+1 || b.chapter == 0 {
		b.chapter = n
	}
	b.doc.Add(text)
}

func (b *sheetBuilder) addRow(row *SheetRow) {
	if len(b.table) > 0 {
		b.table = append(b.table, b.blanks...)
	}
	b.blanks = b.blanks[:0]
	b.table = append(b.table, row.Row)
	b.numbered = max(b.numbered, ordinal(row.text()))
}

func (b *sheetBuilder) closeTable() {
	if len(b.table) > 0 && len(b.blanks) > 0 && len(b.blanks[0].Cells) > 1 {
		b.table = append(b.table, b.blanks[0])
	}
	trimColumns(b.table)
	b.doc.AddTable(&Table{Rows: b.table})
	b.table, b.blanks, b.numbered = nil, nil, 0
}

// isText decides about the line at i.
func (b *sheetBuilder) isText(i int) bool {
	row := &b.rows[i]
	switch {
	case b.isEvident(i):
		return true
	case len(b.table) > 0 && len(b.blanks) == 0:
		return i+1 < len(b.rows) && b.kinds[i+1] == lineRow && b.rows[i+1].isLong()
	case row.Inside:
		return len(b.table) == 0 && b.leadsToText(i)
	}
	return true
}

// isEvident says whether the line at i is text whatever stands around it.
func (b *sheetBuilder) isEvident(i int) bool {
	return b.rows[i].Text || b.rows[i].isLong() || b.isHeading(i)
}

// leadsToText says whether a line further down the run of lines is text: then a
// line with borders above it belongs to no table either.
func (b *sheetBuilder) leadsToText(i int) bool {
	for k := max(i, b.textUntil) + 1; k < len(b.rows) && b.kinds[k] == lineRow; k++ {
		if b.isEvident(k) {
			b.textUntil = k
			break
		}
	}
	return i < b.textUntil
}

// isHeading says whether the number of the line goes on with the headings. The
// rows of a table may be numbered as well, and one whose figures are blank is a
// line. Where a number goes on with both, borders show a row; without borders
// another line of the same number that follows is the heading.
func (b *sheetBuilder) isHeading(i int) bool {
	n := ordinal(b.rows[i].text())
	switch {
	case n == 0:
		return false
	case len(b.table) == 0 && b.chapter == 0:
		return true
	case n != b.chapter+1 || b.chapter == 0:
		return false
	case b.numbered == 0 || n <= b.numbered: // no row of this table
		return true
	case b.rows[i].Inside:
		return false
	}
	return !b.isRepeated(i, n)
}

// isRepeated says whether a short line after the one at i has the same number,
// before one with the next.
func (b *sheetBuilder) isRepeated(i, n int) bool {
	for k := i + 1; k < len(b.rows); k++ {
		if b.kinds[k] != lineRow || b.rows[k].isLong() {
			continue
		}
		switch ordinal(b.rows[k].text()) {
		case n:
			return true
		case n + 1:
			return false
		}
	}
	return false
}

// ordinal is the number that opens a heading of the first order (一、…), or 0.
func ordinal(text string) int {
	text = strings.TrimSpace(text)
	tens := 0
	if rest, ok := strings.CutPrefix(text, "十"); ok {
		text, tens = rest, 10
	}
	for i, digit := range [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"} {
		rest, ok := strings.CutPrefix(text, digit)
		if ok && (strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "．") || strings.HasPrefix(rest, ".")) {
			return tens + i
		}
	}
	return 0
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

type rowKind uint8

const (
	blankRow rowKind = iota
	lineRow
	recordRow
)

func (r *SheetRow) kind() rowKind {
	filled := 0
	for i := range r.Cells {
		if !r.Cells[i].isBlank() {
			filled++
		}
	}
	if r.Inside && filled == 0 {
		return recordRow
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
