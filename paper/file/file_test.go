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

// TestMarkdownOfFlattenedText: a file called Markdown whose cells only pipes part is
// read as text is, without the marks of Markdown; one with tables stays Markdown.
func TestMarkdownOfFlattenedText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, data  string
		loose       bool
		first, last string // the first block and the last cell
	}{
		{"a cell a line", "# 石桥镇年报\n\n**信息内容** |\n规章 |\n5 |\n0 |\n7 |\n", true, "石桥镇年报", "7"},
		{"pipes on lines of their own", "## 石桥镇年报\n规章\n|\n5\n|\n0\n|\n7\n|\n", true, "石桥镇年报", "7"},
		{"rows without a frame", "> 石桥镇年报\n\n信息内容 | 制发 | 废止 |\n规章 | 5 | 0 |\n规范性文件 | 1\\.5 | 3 |\n行政许可 | 8 |\n", true, "石桥镇年报", "8"},
		{"a drawn table", "石桥镇年报\n\n+------+---+\n| 规章 | 5 |\n+------+---+\n| 强制 | 9 |\n+------+---+\n| 许可 | 6 |\n+------+---+\n", true, "石桥镇年报", "6"},
		{"a table of Markdown", "# 石桥镇年报\n\n| 规章 | 5 |\n| --- | --- |\n| 许可 | 6 |\n", false, "石桥镇年报", "6"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			doc, err := Of("a.md", []byte(tt.data))([]byte(tt.data))
			if err != nil {
				t.Fatal(err)
			}
			tables := doc.Tables()
			if len(tables) != 1 || tables[0].Loose != tt.loose || doc.Blocks[0].Text != tt.first {
				t.Fatalf("%d tables, first block %q, want one table behind %q", len(tables), doc.Blocks[0].Text, tt.first)
			}
			rows := tables[0].Rows
			cells := rows[len(rows)-1].Cells
			if last := cells[len(cells)-1].Text; last != tt.last {
				t.Errorf("last cell %q, want %q", last, tt.last)
			}
		})
	}
}

// TestFlattenedMarkdownTells: what was noticed of the file is told, whichever reader
// its tables need.
func TestFlattenedMarkdownTells(t *testing.T) {
	t.Parallel()
	data := []byte("# 石桥镇年报\n主动公\xff开。\n\n信息内容 |\n规章 |\n5 |\n0 |\n")
	doc, err := Of("a.md", data)(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Tables()) != 1 || !doc.Tables()[0].Loose || len(doc.Notices) != 1 || doc.Notices[0].Kind != paper.Repaired {
		t.Errorf("%d tables, notices %v, want one table in pieces and the character told", len(doc.Tables()), doc.Notices)
	}
}

// TestTextOfMarkdown: Markdown saved as text is read as Markdown, and text as text.
func TestTextOfMarkdown(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, data string
		headings   int
		loose      bool
	}{
		{"a heading at once", "# 石桥镇年报\n规章 |\n5 |\n0 |\n7 |\n", 0, true},
		{"a table", "石桥镇年报\n\n| 规章 | 5 |\n| --- | --- |\n| 许可 | 6 |\n", 0, false},
		{"headings and a table", "石桥镇年报\n## 一、总体情况\n好。\n## 二、主动公开\n\n| 规章 | 5 |\n|---|---|\n| 许可 | 6 |\n", 2, false},
		{"text", "石桥镇年报\n规章 | 5 | 6 |\n许可 | 6 |\n#公开#\n", 0, true},
	} {
		doc, err := Of("a.txt", []byte(tt.data))([]byte(tt.data))
		if err != nil || len(doc.Tables()) != 1 || doc.Tables()[0].Loose != tt.loose {
			t.Errorf("%s: %v, tables %v, want one, loose %v", tt.name, err, doc.Tables(), tt.loose)
			continue
		}
		n := 0
		for i := range doc.Blocks {
			if doc.Blocks[i].Kind == paper.Heading {
				n++
			}
		}
		if n != tt.headings || strings.HasPrefix(doc.Blocks[0].Text, "#") {
			t.Errorf("%s: %d headings, first block %q, want %d and no mark", tt.name, n, doc.Blocks[0].Text, tt.headings)
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
