package report

import (
	"fmt"
	"strings"

	"gongkai/paper"
)

// Compose lays the report out as the statutory form: title, the six chapters
// with their text, the three tables, the signature. Cells that the report does
// not have are left out, not filled: what is written reads back the same.
func (r *Report) Compose() *paper.Document {
	c := composer{report: r, doc: &paper.Document{Title: r.heading(), Author: r.Organ, Language: "zh-CN"}}
	c.head()
	c.text(Preface)
	if r.Edition != nil {
		for _, chapter := range r.Edition.Chapters {
			c.chapter(chapter)
		}
	}
	c.signature()
	return c.doc
}

// composer builds one document.
type composer struct {
	report *Report
	doc    *paper.Document
}

// heading is the report's title, composed where the file gave none.
func (r *Report) heading() string {
	switch {
	case r.Title != "":
		return strings.Join(strings.Fields(r.Title), "")
	case r.Year == 0:
		return r.Organ + "政府信息公开工作年度报告"
	}
	return fmt.Sprintf("%s%d年政府信息公开工作年度报告", r.Organ, r.Year)
}

func (c *composer) add(b paper.Block) { c.doc.Blocks = append(c.doc.Blocks, b) }

func (c *composer) head() {
	r := c.report
	c.add(paper.Block{Kind: paper.Heading, Role: paper.DocumentTitle, Level: 1, Text: r.heading()})
	var parts []string
	if r.Dates.Published != "" {
		parts = append(parts, "发布日期："+longDate(r.Dates.Published))
	}
	if r.Dates.From != "" && r.Dates.To != "" {
		parts = append(parts, "统计期限："+longDate(r.Dates.From)+"至"+longDate(r.Dates.To))
	}
	if len(parts) > 0 {
		c.add(paper.Block{Role: paper.Subtitle, Text: strings.Join(parts, "　")})
	}
}

// longDate turns 2025-01-21 into 2025年1月21日.
func longDate(iso string) string {
	var y, m, d int
	if n, err := fmt.Sscanf(iso, "%d-%d-%d", &y, &m, &d); n != 3 || err != nil {
		return iso
	}
	return fmt.Sprintf("%d年%d月%d日", y, m, d)
}

func (c *composer) chapter(chapter Chapter) {
	r := c.report
	heading := chapter.Number + "、" + chapter.Heading
	table := c.tableOf(chapter.Key, heading)
	if table == nil && r.Narrative[chapter.Key] == "" && !r.hasChapter(chapter.Key) {
		return
	}
	c.add(paper.Block{Kind: paper.Heading, Role: paper.Chapter, Level: 2, Text: heading, ID: chapter.Key})
	c.text(chapter.Key)
	c.doc.AddTable(table)
}

func (r *Report) hasChapter(key string) bool {
	for _, k := range r.Chapters {
		if k == key {
			return true
		}
	}
	return false
}

func (c *composer) text(key string) {
	for _, paragraph := range strings.Split(c.report.Narrative[key], "\n") {
		c.doc.Add(trim(paragraph))
	}
}

func (c *composer) signature() {
	r := c.report
	if r.Organ != "" {
		c.add(paper.Block{Role: paper.Signature, Text: r.Organ})
	}
	if r.Dates.Signed != "" {
		c.add(paper.Block{Role: paper.SignatureDate, Text: longDate(r.Dates.Signed)})
	}
}

// tableOf returns the chapter's table, nil when it has none or the report has no
// cell of it.
func (c *composer) tableOf(chapter, heading string) *paper.Table {
	var t *paper.Table
	switch chapter {
	case Disclosure:
		t = c.disclosureTable()
	case Application:
		t = c.applicationTable()
	case Remedy:
		t = c.remedyTable()
	}
	if t == nil || len(t.Rows) == 0 {
		return nil
	}
	t.Caption = heading[strings.Index(heading, "、")+len("、"):]
	t.Sheet = heading
	return t
}

func (c *composer) disclosureTable() *paper.Table {
	t := &paper.Table{Widths: []float64{1.5, 1, 1, 1}}
	for group, band := range c.report.Edition.Bands {
		var rows []paper.Row
		for _, item := range band.Items {
			row := paper.Row{Group: group, Cells: []paper.Cell{{Text: item.Label, Header: paper.RowHeader}}}
			there := false
			for i, column := range band.Columns {
				cell, ok := c.cell(Code("disclosure."+item.Key+"."+column.Key), column.Kind)
				there = there || ok
				cell.ColSpan = bandSpan(&band, i)
				row.Cells = append(row.Cells, cell)
			}
			if there {
				rows = append(rows, row)
			}
		}
		if len(rows) > 0 {
			t.Rows = append(append(t.Rows, bandHead(&band, group)...), rows...)
		}
	}
	return t
}

// bandSpan is how many of the table's three columns of figures a band's column
// covers.
func bandSpan(band *Band, i int) int { return max(1, band.Columns[i].Span) }

func bandHead(band *Band, group int) []paper.Row {
	labels := paper.Row{Group: group, Cells: []paper.Cell{{Text: band.Corner, Header: paper.ColumnHeader}}}
	for i := range band.Columns {
		labels.Cells = append(labels.Cells, paper.Cell{Text: band.Columns[i].Label, Header: paper.ColumnHeader, ColSpan: bandSpan(band, i)})
	}
	return []paper.Row{
		{Group: group, Band: true, Cells: []paper.Cell{{Text: band.Heading, Header: paper.ColumnGroup, ColSpan: 4}}},
		labels,
	}
}

// labelColumns is how many columns the labels of the table of chapter 三 take.
const labelColumns = 3

func (c *composer) applicationTable() *paper.Table {
	e := c.report.Edition
	t := &paper.Table{Widths: []float64{0.55, 0.75, 3.6, 1, 1, 1, 1, 1, 1, 1}, HeaderRows: 3}
	present := make([]*Row, 0, len(e.Rows))
	for i := range e.Rows {
		if c.hasRow(e.Rows[i].Key) {
			present = append(present, &e.Rows[i])
		}
	}
	if len(present) == 0 {
		return nil
	}
	t.Rows = c.applicationHead()
	for i, row := range present {
		t.Rows = append(t.Rows, c.applicationRow(present, i, row))
	}
	return t
}

func (c *composer) hasRow(key string) bool {
	for _, column := range c.report.Edition.Columns {
		if c.report.Figure(Code("application." + key + "." + column.Key)).IsThere() {
			return true
		}
	}
	return false
}

func (c *composer) applicationHead() []paper.Row {
	columns := c.report.Edition.Columns
	last := len(columns) - 1
	head := func(text string, scope paper.Scope, w, h int) paper.Cell {
		return paper.Cell{Text: text, Header: scope, ColSpan: w, RowSpan: h}
	}
	third := paper.Row{}
	for _, column := range columns[1:last] {
		third.Cells = append(third.Cells, head(column.Label, paper.ColumnHeader, 1, 1))
	}
	return []paper.Row{
		{Cells: []paper.Cell{head(reconciliation, paper.ColumnHeader, labelColumns, 3), head("申请人情况", paper.ColumnGroup, len(columns), 1)}},
		{Cells: []paper.Cell{head(columns[0].Label, paper.ColumnHeader, 1, 2), head("法人或其他组织", paper.ColumnGroup, last-1, 1), head(columns[last].Label, paper.ColumnHeader, 1, 2)}},
		third,
	}
}

func (c *composer) applicationRow(present []*Row, i int, row *Row) paper.Row {
	out := paper.Row{Group: groupOfPart(row.Part)}
	for depth := range row.Path {
		if n := groupLength(present, i, depth); n > 0 {
			out.Cells = append(out.Cells, paper.Cell{Text: row.Path[depth], Header: paper.RowGroup, Vertical: true, RowSpan: n})
		}
	}
	sum := row.Part == TotalHandled || row.Part == CarriedOver
	out.Cells = append(out.Cells, paper.Cell{Text: row.Label, Header: paper.RowHeader, Indent: len(row.Path),
		ColSpan: labelColumns - len(row.Path), Strong: sum})
	for _, column := range c.report.Edition.Columns {
		cell, _ := c.cell(Code("application."+row.Key+"."+column.Key), column.Kind)
		cell.Strong = sum || column.Key == "total"
		out.Cells = append(out.Cells, cell)
	}
	return out
}

func groupOfPart(p Part) int {
	switch p {
	case Received, CarriedIn:
		return 1
	case CarriedOver:
		return 3
	}
	return 2
}

// groupLength returns how many rows from i on share its group at the depth; 0
// when the row before is in the same group.
func groupLength(present []*Row, i, depth int) int {
	same := func(j int) bool {
		p := present[j].Path
		return len(p) > depth && strings.Join(p[:depth+1], "\x00") == strings.Join(present[i].Path[:depth+1], "\x00")
	}
	if i > 0 && same(i-1) {
		return 0
	}
	n := 1
	for i+n < len(present) && same(i+n) {
		n++
	}
	return n
}

func (c *composer) remedyTable() *paper.Table {
	e := c.report.Edition
	var groups []Group
	for _, g := range e.Groups {
		if c.report.Figure(Code("remedy." + g.Key + "." + e.Outcomes[0].Key)).IsThere() {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	t := &paper.Table{HeaderRows: 3, Rows: make([]paper.Row, 3)}
	n := len(e.Outcomes)
	values := paper.Row{Group: 1}
	for i, g := range groups {
		if g.Over == "" {
			t.Rows[0].Cells = append(t.Rows[0].Cells, paper.Cell{Text: g.Label, Header: paper.ColumnGroup, ColSpan: n})
		} else {
			if i == 0 || groups[i-1].Over != g.Over {
				t.Rows[0].Cells = append(t.Rows[0].Cells, paper.Cell{Text: g.Over, Header: paper.ColumnGroup, ColSpan: n * sameOver(groups[i:])})
			}
			t.Rows[1].Cells = append(t.Rows[1].Cells, paper.Cell{Text: g.Label, Header: paper.ColumnGroup, ColSpan: n})
		}
		for _, o := range e.Outcomes {
			head := paper.Cell{Text: o.Label, Header: paper.ColumnHeader}
			below := 2
			if g.Over == "" {
				head.RowSpan, below = 2, 1
			}
			t.Rows[below].Cells = append(t.Rows[below].Cells, head)
			cell, _ := c.cell(Code("remedy."+g.Key+"."+o.Key), o.Kind)
			cell.Strong = o.Key == "total"
			values.Cells = append(values.Cells, cell)
		}
	}
	t.Rows = append(t.Rows, values)
	return t
}

func sameOver(groups []Group) int {
	n := 1
	for n < len(groups) && groups[n].Over == groups[0].Over {
		n++
	}
	return n
}

// cell composes one cell of figures. ok is false when the report does not have
// it.
func (c *composer) cell(code Code, kind CellKind) (_ paper.Cell, ok bool) {
	f := c.report.Figure(code)
	raw := c.report.Raw[code]
	cell := paper.Cell{ID: string(code)}
	switch f.Mark {
	case Reported:
		cell.Value, cell.Number, cell.Text = paper.NumberValue, f.Number.String(), f.Number.String()
		switch {
		case kind == YuanCell: // the form has the unit inside the cell
			cell.Value, cell.Number, cell.Text = paper.PlainText, "", f.Number.String()+"元"
		case strings.ContainsAny(raw, "（("): // a note belongs to the figure
			cell.Value, cell.Number, cell.Text = paper.PlainText, "", raw
		}
	case Blank:
		cell.Value = paper.BlankValue
	case NotApplicable:
		cell.Value, cell.Text = paper.NotApplicableValue, raw
	case Text:
		cell.Text = raw
	case Absent:
		cell.Text = raw // an amount without its unit, kept as it stood
		return cell, raw != ""
	}
	return cell, true
}
