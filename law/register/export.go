package register

import (
	"iter"
	"strings"

	"gongkai/paper"
)

// exampleMark begins the number of the template's example.
const exampleMark = "示例"

// Export returns the rows of a file of entries: the head that import reads, and
// a row for each entry with its state behind it. Writers of paper/xlsx and
// paper/csv keep text from becoming a formula. masked leaves out personal data,
// for those who may not see it; such a file cannot be imported again.
func (d *Description) Export(entries iter.Seq2[Values, State], masked bool) iter.Seq[[]paper.Cell] {
	return func(yield func([]paper.Cell) bool) {
		if !yield(append(d.headCells(), paper.Cell{Text: stateLabel, Header: paper.ColumnHeader})) {
			return
		}
		for v, state := range entries {
			if masked {
				v = d.Masked(v)
			}
			row := make([]paper.Cell, 0, len(d.Fields)+1)
			for i := range d.Fields {
				row = append(row, d.Fields[i].cell(v[d.Fields[i].Key]))
			}
			if !yield(append(row, paper.Cell{Text: state.Label()})) {
				return
			}
		}
	}
}

// headCells are the labels of the fields, money with its unit.
func (d *Description) headCells() []paper.Cell {
	cells := make([]paper.Cell, len(d.Fields), len(d.Fields)+1)
	for i := range d.Fields {
		cells[i] = paper.Cell{Text: d.Fields[i].heading(), Header: paper.ColumnHeader}
	}
	return cells
}

func (f *Field) heading() string {
	if f.Kind == Money {
		return f.Label + "（元）"
	}
	return f.Label
}

// cell is a value as a spreadsheet keeps it and import reads it.
func (f *Field) cell(text string) paper.Cell {
	switch {
	case text == "":
		return paper.Cell{Value: paper.BlankValue}
	case f.Kind == Money:
		return paper.Cell{Text: yuan(text), Value: paper.NumberValue, Number: yuan(text)}
	case f.Kind == Number:
		return paper.Cell{Text: text, Value: paper.NumberValue, Number: text}
	case f.Kind == Date:
		return paper.Cell{Text: text}
	}
	return paper.Cell{Text: f.show(text)}
}

// Widths are the widths of the exported columns, in characters.
func (d *Description) Widths() []float64 {
	widths := make([]float64, len(d.Fields), len(d.Fields)+1)
	for i := range d.Fields {
		f := &d.Fields[i]
		widths[i] = max(14, 2*float64(len([]rune(f.heading())))+2)
		if f.Kind == LongText || f.Max >= maxText {
			widths[i] = 36
		}
	}
	return append(widths, 12)
}

// Template returns a workbook to fill in and import: the head with one example,
// which import passes over, and a sheet that says how to fill in each column.
func (d *Description) Template() *paper.Document {
	example := make([]paper.Cell, len(d.Fields))
	for i := range d.Fields {
		f := &d.Fields[i]
		example[i].Text = f.Example
		if f.Key == d.Number {
			example[i].Text = exampleMark + "：" + f.Example
		}
	}
	form := &paper.Table{Sheet: d.Name, HeaderRows: 1, Widths: d.Widths()[:len(d.Fields)],
		Rows: []paper.Row{{Cells: d.headCells()}, {Cells: example}}}
	notes := &paper.Table{Sheet: "填写说明", HeaderRows: 1, Widths: []float64{3, 1, 8},
		Rows: []paper.Row{headRow("栏目", "必填", "怎样填")}}
	for i := range d.Fields {
		f := &d.Fields[i]
		must := "否"
		if f.Required {
			must = "是"
		}
		notes.Rows = append(notes.Rows, paper.Row{Cells: []paper.Cell{{Text: f.heading()}, {Text: must}, {Text: f.howTo()}}})
	}
	doc := &paper.Document{Title: d.Title() + "导入模板", Language: "zh-CN"}
	doc.AddTable(form)
	doc.AddTable(notes)
	return doc
}

func headRow(labels ...string) paper.Row {
	cells := make([]paper.Cell, len(labels))
	for i, label := range labels {
		cells[i] = paper.Cell{Text: label, Header: paper.ColumnHeader}
	}
	return paper.Row{Cells: cells}
}

// howTo says how to fill in a column.
func (f *Field) howTo() string {
	var parts []string
	switch f.Kind {
	case Date:
		parts = append(parts, "日期，例如 2024-03-05 或 2024年3月5日")
	case Money:
		parts = append(parts, "金额，以元为单位，最多两位小数")
	case Number:
		parts = append(parts, "整数")
	case YesNo:
		parts = append(parts, "填“是”或“否”")
	case Choice, Choices:
		var labels []string
		for i := range f.Choices {
			labels = append(labels, f.Choices[i].Label)
		}
		part := "从下列各项中选一项："
		if f.Kind == Choices {
			part = "从下列各项中选一项或几项，中间用顿号隔开："
		}
		parts = append(parts, part+strings.Join(labels, "、"))
	}
	if f.Hint != "" {
		parts = append(parts, f.Hint)
	}
	if len(parts) == 0 {
		return "照原件填写。"
	}
	return strings.Join(parts, "。") + "。"
}
