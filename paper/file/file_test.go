package file

import (
	"bytes"
	"testing"

	"gongkai/paper"
	"gongkai/paper/docx"
	"gongkai/paper/html"
	"gongkai/paper/pdf"
	"gongkai/paper/xlsx"
)

// written is a small document as a file of a format.
func written(t *testing.T, write func(*bytes.Buffer, *paper.Document) error) []byte {
	t.Helper()
	doc := &paper.Document{Title: "年度报告"}
	doc.Add("一、总体情况")
	doc.AddTable(&paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: "行政处罚"}, {Text: "4"}}}}})
	var b bytes.Buffer
	if err := write(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOf(t *testing.T) {
	t.Parallel()
	word := written(t, func(b *bytes.Buffer, d *paper.Document) error { return docx.Write(b, d) })
	book := written(t, func(b *bytes.Buffer, d *paper.Document) error { return xlsx.Write(b, d) })
	page := written(t, func(b *bytes.Buffer, d *paper.Document) error { return html.Write(b, d) })
	print := written(t, func(b *bytes.Buffer, d *paper.Document) error { return pdf.Write(b, d) })
	for _, tt := range []struct {
		name, file string
		data       []byte
	}{
		{"Word", "a.docx", word}, {"Word叫作xlsx", "a.xlsx", word}, {"Excel", "a.xlsx", book}, {"Excel叫作docx", "a.docx", book},
		{"网页", "a.html", page}, {"网页叫作doc", "a.doc", page}, {"网页叫作txt", "a.txt", page}, {"PDF", "a.pdf", print}, {"PDF没有扩展名", "a", print},
		{"文本", "A.TXT", []byte("一、总体情况\n行政处罚 4\n")}, {"Markdown", "a.md", []byte("# 一、总体情况\n")}, {"CSV", "a.csv", []byte("行政处罚,4\n")},
	} {
		read := Of(tt.file, tt.data)
		if read == nil {
			t.Errorf("%s: Of(%q) = nil, want a reader", tt.name, tt.file)
			continue
		}
		doc, err := read(tt.data)
		if err != nil || len(doc.Blocks) == 0 {
			t.Errorf("%s: %q reads %v, %v, want its blocks", tt.name, tt.file, doc, err)
		}
	}
	for _, name := range []string{"a.ofd", "a", "a.exe", ""} {
		if read := Of(name, []byte("文字")); read != nil || Known(name) {
			t.Errorf("Of(%q) has a reader, want none", name)
		}
	}
}
