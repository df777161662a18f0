package web

import (
	"strings"

	"gongkai/law/report"
)

// A Table is one of the form's tables as a page shows it.
type Table struct {
	Chapter string // its key: disclosure, application, remedy
	Class   string // t2, t3, t4
	Name    string
	Columns []string // classes of its columns, nil where all are alike
	Head    []TableRow
	Bodies  [][]TableRow
}

// A TableRow is one row.
type TableRow struct {
	Class string
	Cells []TableCell
}

// A TableCell is one cell. A header has a Scope.
type TableCell struct {
	Scope    string // col, colgroup, row, rowgroup; "" for a cell of figures
	Class    string
	Text     string
	Columns  int // spanned; 0 means 1
	Rows     int
	Vertical bool

	// Of a cell of figures:
	ID                        string // its code
	IsZero, IsBlank, IsStruck bool
	Address                   string // what it is made of; "" where nothing opens
	Refs                      []Link // the numbers of findings and where they stand
	RefSays                   string // for the ear: 有错误
	Input                     *Field // where the figure is typed
}

// Pieces are the text of a header parted where it may break.
func (c TableCell) Pieces() []string {
	if parts, ok := breakable[c.Text]; ok {
		return parts
	}
	return []string{c.Text}
}

// breakable are the outcomes of chapter 四, whose columns are narrow.
var breakable = map[string][]string{
	"结果维持": {"结果", "维持"}, "结果纠正": {"结果", "纠正"}, "其他结果": {"其他", "结果"}, "尚未审结": {"尚未", "审结"},
}

// AddClass adds a class to those the cell has.
func (c *TableCell) AddClass(class string) { c.Class = strings.TrimSpace(c.Class + " " + class) }

// Tables lays out the form's tables of a report. With whole every cell of the
// edition is there, absent ones as blanks; otherwise rows of which the report
// has nothing are left out, as in its files. dress may add links, marks and
// inputs to a cell of figures; it may be nil.
func Tables(r *report.Report, whole bool, dress func(report.Code, report.Figure, *TableCell)) []*Table {
	l := layout{report: r, edition: r.Edition, whole: whole, dress: dress}
	if l.edition == nil {
		return nil
	}
	var tables []*Table
	for _, chapter := range l.edition.Chapters {
		var t *Table
		switch chapter.Key {
		case report.Disclosure:
			t = l.disclosure()
		case report.Application:
			t = l.application()
		case report.Remedy:
			t = l.remedy()
		}
		if t != nil && len(t.Bodies) > 0 {
			t.Chapter, t.Name = chapter.Key, chapter.Heading+"表"
			tables = append(tables, t)
		}
	}
	return tables
}

// A layout is tables being laid out.
type layout struct {
	report  *report.Report
	edition *report.Edition
	whole   bool
	dress   func(report.Code, report.Figure, *TableCell)
}

// figure is the cell of a code. ok is false where the report has no such cell.
func (l *layout) figure(code report.Code, kind report.CellKind) (c TableCell, ok bool) {
	f := l.report.Figure(code)
	raw := l.report.Raw[code]
	c.ID = string(code)
	ok = l.whole || f.IsThere() || raw != ""
	switch f.Mark {
	case report.Reported:
		number := f.Number.String()
		switch {
		case strings.ContainsAny(raw, "（("): // a note belongs to the figure
			c.Text = raw
		case kind == report.YuanCell:
			c.Text = Thousands(number) + "元"
		default:
			c.IsZero, c.Text = number == "0", Thousands(number)
		}
	case report.NotApplicable:
		switch raw {
		case "", "/", "／":
			c.IsStruck = true
			c.AddClass("na")
		default:
			c.Text = raw
		}
	case report.Text:
		c.Text = raw
	default:
		c.IsBlank, c.Text = raw == "", raw
	}
	if l.dress != nil && ok {
		l.dress(code, f, &c)
	}
	return c, ok
}

func head(scope, text string, columns, rows int) TableCell {
	return TableCell{Scope: scope, Text: text, Columns: columns, Rows: rows}
}

// disclosure is table 二: the bands of article 20 one below the other.
func (l *layout) disclosure() *Table {
	t := &Table{Class: "t2"}
	width := 1
	for _, band := range l.edition.Bands {
		width = max(width, 1+spanOf(band.Columns))
	}
	for _, band := range l.edition.Bands {
		rows := l.items(&band, width)
		if len(rows) == 0 {
			continue
		}
		labels := TableRow{Class: "label-row", Cells: []TableCell{head("col", band.Corner, 1, 1)}}
		for _, column := range band.Columns {
			labels.Cells = append(labels.Cells, head("col", column.Label, max(1, column.Span), 1))
		}
		scope := "rowgroup"
		if len(t.Bodies) == 0 {
			scope = "colgroup"
		}
		heads := []TableRow{{Class: "band-row", Cells: []TableCell{head(scope, band.Heading, width, 1)}}, labels}
		if len(t.Bodies) == 0 {
			t.Head = heads
			t.Bodies = append(t.Bodies, rows)
			continue
		}
		t.Bodies = append(t.Bodies, append(heads, rows...))
	}
	return t
}

func spanOf(columns []report.Column) int {
	n := 0
	for _, c := range columns {
		n += max(1, c.Span)
	}
	return n
}

func (l *layout) items(band *report.Band, width int) (rows []TableRow) {
	for _, item := range band.Items {
		row := TableRow{Cells: []TableCell{head("row", item.Label, 1, 1)}}
		there := false
		for _, column := range band.Columns {
			cell, ok := l.figure(report.Code("disclosure."+item.Key+"."+column.Key), column.Kind)
			cell.Columns = max(1, column.Span)
			there = there || ok
			row.Cells = append(row.Cells, cell)
		}
		if there {
			rows = append(rows, row)
		}
	}
	return rows
}
