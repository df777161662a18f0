package file

import (
	"bytes"
	"strings"
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

// TestOfForeign: what is no report in any reading says what it is and what to do,
// by whatever name it comes.
func TestOfForeign(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, file, data, want string }{
		{"图片", "年报.png", "\x89PNG\r\n\x1a\n\x00", "这是图片（PNG），没有文字可读。请换用有文字的原文件"},
		{"图片叫作docx", "年报.docx", "\x89PNG\r\n\x1a\n\x00", "这是图片（PNG）"},
		{"照片叫作pdf", "年报.pdf", "\xff\xd8\xff\xe0", "这是图片（JPEG）"},
		{"压缩包", "年报.rar", "Rar!\x1a\x07\x01\x00", "这是压缩包（RAR）。请解压后选择其中的报告。"},
		{"RTF叫作doc", "年报.doc", `{\rtf1\ansi 年报}`, "这是RTF文档。请用 Word 或 WPS 打开，另存为.docx后再试。"},
		{"网页存档叫作doc", "年报.doc", "MIME-Version: 1.0\r\nContent-Type: multipart/related", "这是单个文件网页（.mht）。"},
		{"旧版Word", "年报.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00", "这是 Word 97—2003 文档（.doc），不是 .docx。"},
	} {
		read := Of(tt.file, []byte(tt.data))
		if read == nil {
			t.Errorf("%s: Of(%q) = nil, want a reader that says what it is", tt.name, tt.file)
			continue
		}
		if _, err := read([]byte(tt.data)); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s: %q gives %v, want %s…", tt.name, tt.file, err, tt.want)
		}
	}
}
