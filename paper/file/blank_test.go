package file

import (
	"bytes"
	"io"
	"testing"

	"gongkai/paper"
	"gongkai/paper/docx"
	"gongkai/paper/html"
	"gongkai/paper/pdf"
	"gongkai/paper/xlsx"
)

// TestBlankMarks writes a zero, a blank cell, one that does not apply and the
// word that is the mark of a blank, and reads them back as they were: the mark is
// none of the text, the word is.
func TestBlankMarks(t *testing.T) {
	t.Parallel()
	row := func(label string) paper.Row {
		return paper.Row{Cells: []paper.Cell{
			{Text: label, Header: paper.RowHeader},
			{Value: paper.NumberValue, Number: "0", Text: "0"}, {Value: paper.BlankValue},
			{Value: paper.NotApplicableValue, Text: "/"}, {Text: paper.BlankMark},
			{Value: paper.BlankValue, Strong: true},
		}}
	}
	head := paper.Row{}
	for _, text := range []string{"行名", "甲", "乙", "丙", "丁", "总计"} {
		head.Cells = append(head.Cells, paper.Cell{Text: text, Header: paper.ColumnHeader})
	}
	doc := &paper.Document{Title: "年度报告", Blocks: []paper.Block{{Text: "正文一段。"},
		{Kind: paper.TableBlock, Table: &paper.Table{HeaderRows: 1, Rows: []paper.Row{head, row("第一行"), row("第二行")}}}}}
	want := []string{"0", "", "/", paper.BlankMark, ""}
	for name, format := range map[string]struct {
		write func(io.Writer, *paper.Document) error
		file  string
	}{
		"网页":    {func(w io.Writer, d *paper.Document) error { return html.Write(w, d) }, "a.html"},
		"Word":  {func(w io.Writer, d *paper.Document) error { return docx.Write(w, d) }, "a.docx"},
		"Excel": {func(w io.Writer, d *paper.Document) error { return xlsx.Write(w, d) }, "a.xlsx"},
		"PDF":   {func(w io.Writer, d *paper.Document) error { return pdf.Write(w, d) }, "a.pdf"},
	} {
		var b bytes.Buffer
		if err := format.write(&b, doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := Of(format.file, b.Bytes())(b.Bytes())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		table := lastTable(got)
		if table == nil || len(table.Rows) != 3 {
			t.Errorf("%s: no table of three rows was read back: %+v", name, got.Blocks)
			continue
		}
		for _, r := range table.Rows[1:] {
			for i := range want {
				if text := trimmed(r.Cells, i+1); text != want[i] {
					t.Errorf("%s: cell %d is read back as %q, want %q", name, i+1, text, want[i])
				}
			}
		}
	}
}

func lastTable(d *paper.Document) (t *paper.Table) {
	for i := range d.Blocks {
		if d.Blocks[i].Table != nil {
			t = d.Blocks[i].Table
		}
	}
	return t
}

// trimmed is the text of a cell, "" where the row ends before it.
func trimmed(cells []paper.Cell, i int) string {
	if i >= len(cells) {
		return ""
	}
	return string(bytes.TrimSpace([]byte(cells[i].Text)))
}
