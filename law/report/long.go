package report

import (
	"strconv"

	"gongkai/paper"
)

// longHead are the columns of the long form: one cell of the report a row, for
// programs that take tables.
var longHead = []string{"organ", "year", "cell", "label", "value", "mark", "raw"}

// longNeeds is how many of the columns a table must have to be read: raw may be
// missing.
const longNeeds = 6

// Long returns the report in the long form: organ, year, cell, label, value,
// mark, raw. A cell that holds words has them as its value; a blank one has
// none. raw is what stood in the cell where that is not the value:
// 22（其中修订16件）.
func (r *Report) Long() *paper.Table {
	t := &paper.Table{HeaderRows: 1, Rows: []paper.Row{{}}}
	for _, h := range longHead {
		t.Rows[0].Cells = append(t.Rows[0].Cells, paper.Cell{Text: h, Header: paper.ColumnHeader})
	}
	if r.Edition == nil {
		return t
	}
	year := ""
	if r.Year != 0 {
		year = strconv.Itoa(r.Year)
	}
	for i, code := range r.Edition.codes {
		f := r.figures[i]
		if !f.IsThere() {
			continue
		}
		value, raw := paper.Cell{}, ""
		switch f.Mark {
		case Reported:
			raw = r.Raw[code]
			value = paper.Cell{Text: f.Number.String(), Number: f.Number.String(), Value: paper.NumberValue}
		case NotApplicable, Text:
			value.Text = r.Raw[code]
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{{Text: r.Organ}, {Text: year}, {Text: string(code)},
			{Text: r.Edition.Label(code)}, value, {Text: f.Mark.String()}, {Text: raw}}})
	}
	return t
}

// longTable returns the document's table in the long form, or nil.
func longTable(doc *paper.Document) *paper.Table {
	for i := range doc.Blocks {
		t := doc.Blocks[i].Table
		if t == nil || len(t.Rows) < 2 || len(t.Rows[0].Cells) < longNeeds {
			continue
		}
		is := true
		for j, h := range longHead[:longNeeds] {
			is = is && trim(t.Rows[0].Cells[j].Text) == h
		}
		if is {
			return t
		}
	}
	return nil
}

// readLong reads a report in the long form. The edition is the first that has
// every code.
func (r *reading) readLong(t *paper.Table) {
	var codes []Code
	var rows []paper.Row
	for _, row := range t.Rows[1:] {
		if len(row.Cells) >= longNeeds {
			codes = append(codes, Code(trim(row.Cells[2].Text)))
			rows = append(rows, row)
		}
	}
	e, sure := editionOf(codes)
	if !sure {
		r.warn("edition_assumed", "", "", "没有能区分格式的项目，按"+e.Name+"年格式读取，请核对。")
	}
	r.report.Edition, r.report.figures = e, make([]Figure, len(e.codes))
	r.report.FiguresOnly = true
	for i, row := range rows {
		if i == 0 {
			r.report.Organ = trim(row.Cells[0].Text)
			r.report.Year, _ = strconv.Atoi(trim(row.Cells[1].Text))
		}
		if trim(row.Cells[0].Text) != r.report.Organ || trim(row.Cells[1].Text) != trim(rows[0].Cells[1].Text) {
			r.warn("table_twice", "", trim(row.Cells[0].Text), "文件里有不止一个机关或年度，只读取了第一个。请分开保存。")
			break
		}
		raw := ""
		if len(row.Cells) > longNeeds {
			raw = trim(row.Cells[longNeeds].Text)
		}
		r.setLong(codes[i], trim(row.Cells[4].Text), trim(row.Cells[5].Text), raw)
	}
	if r.report.Year == 0 {
		r.warn("year_unknown", "", "", "没有读到报告年度。")
	}
}

// setLong puts a row's figure into its cell. Raw is kept while it says the same
// as the value: somebody may have changed one and not the other.
func (r *reading) setLong(code Code, text, mark, raw string) {
	e := r.report.Edition
	if !e.Has(code) {
		r.warn("cell_unknown", string(code), text, "“"+string(code)+"”不是"+e.Name+"年格式的项目，没有读取。")
		return
	}
	n, isNumber := ParseNumber(text)
	switch {
	case isNumber && mark == Reported.String():
		r.report.Set(code, Reports(n))
		if v := readValue(raw, e.Kind(code)); v.Mark == Reported && v.Number == n && v.raw != "" {
			r.report.setRaw(code, raw)
		}
	case text == "" && mark == NotApplicable.String():
		r.report.Set(code, Figure{Mark: NotApplicable})
	default:
		r.setCell(code, text)
	}
}

// editionOf returns the edition that has most of the codes; sure is false when
// another has as many, so that nothing in them tells.
func editionOf(codes []Code) (best *Edition, sure bool) {
	best = Form2021
	most := -1
	for _, e := range editions {
		n := 0
		for _, code := range codes {
			if e.Has(code) {
				n++
			}
		}
		sure = sure && n != most || n > most
		if n > most || n == most && e == Form2021 {
			best, most = e, n
		}
	}
	return best, sure
}
