package docx

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"gongkai/paper"
)

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	ole := func(stream string) []byte {
		wide := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)
		for _, c := range stream {
			wide += string([]byte{byte(c), 0})
		}
		return []byte(wide)
	}
	whole := pack(t, mainPart, wrap(p("甲")))
	locked := bytes.Clone(whole)
	locked[6] |= 1
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "文件是空的"},
		{"Word 97", ole("WordDocument"), "Word 97"},
		{"encrypted", ole("EncryptedPackage"), "打开密码"},
		{"Excel 97", ole("Workbook"), "Excel 97"},
		{"other compound file", ole("x"), "二进制文件"},
		{"RTF", []byte(`{\rtf1\ansi}`), "RTF"},
		{"PDF", []byte("%PDF-1.7"), "PDF"},
		{"web page", []byte("\n<!DOCTYPE html><html>"), "网页"},
		{"MHT", []byte("MIME-Version: 1.0\n"), "mht"},
		{"Word XML", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?>`), "Word XML"},
		{"text", []byte("一、总体情况"), "无法识别"},
		{"cut off", whole[:len(whole)/2], "已损坏或没有下载完整"},
		{"damaged data", damaged(whole), "正文已损坏"},
		{"encrypted archive", locked, "设有密码"},
		{"workbook", pack(t, "xl/workbook.xml", "<x/>"), "Excel"},
		{"slides", pack(t, "ppt/presentation.xml", "<x/>"), "PowerPoint"},
		{"OFD", pack(t, "OFD.xml", "<x/>"), "OFD"},
		{"OpenDocument", pack(t, "mimetype", "x", "content.xml", "<x/>"), "OpenDocument"},
		{"some archive", pack(t, "readme.txt", "x"), "没有 Word 正文"},
		{"another root", pack(t, mainPart, "<html/>"), "不是 Word 文档的正文"},
		{"unclosed", pack(t, mainPart, rootTag+"<w:body>"), "正文已损坏"},
		{"crossed tags", pack(t, mainPart, wrap("<w:p><w:r></w:p></w:r>")), "正文已损坏"},
		{"after the end", pack(t, mainPart, wrap("")+"<x/>"), "正文已损坏"},
		{"nothing", pack(t, mainPart, ""), "正文已损坏"},
		{"document type", pack(t, mainPart, `<!DOCTYPE w [<!ENTITY a "aaa">]>`+wrap("")), "实体"},
		{"entity", pack(t, mainPart, wrap(p("&a;"))), "实体"},
		{"character zero", pack(t, mainPart, wrap(p("&#0;"))), "实体"},
		{"deep", pack(t, mainPart, wrap(strings.Repeat("<w:sdt>", 100_000))), "嵌套过深"},
		{"deep tables", pack(t, mainPart, wrap(strings.Repeat("<w:tbl><w:tr><w:tc>", 100_000))), "嵌套过深"},
		{"long tag", pack(t, mainPart, wrap(`<w:p w:x="`+strings.Repeat("x", 2<<20)+`"/>`)), "正文已损坏"},
		{"bomb", pack(t, mainPart, wrap(strings.Repeat(" ", 70<<20))), "过大"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(tt.data)
			var e *paper.Error
			if !errors.As(err, &e) || !strings.Contains(e.Says, tt.want) || e.Try == "" {
				t.Errorf("Read = %v, want an error that says %s and what to do", err, tt.want)
			}
		})
	}
}

// damaged breaks the compressed data of the only part.
func damaged(archive []byte) []byte {
	d := bytes.Clone(archive)
	for i := 60; i < 100; i++ {
		d[i] ^= 0x55
	}
	return d
}

// TestReadSurvives measures memory and so runs alone.
func TestReadSurvives(t *testing.T) {
	tests := []struct {
		name, body string
		cut        bool
	}{
		{"span of 10⁹", "<w:tbl>" + strings.Repeat(tr(tc(`<w:gridSpan w:val="1000000000"/><w:vMerge w:val="restart"/>`, "a"), tc(`<w:gridSpan w:val="-5"/>`, "b")), 50) + "</w:tbl>", true},
		{"rows of 10,000 columns", "<w:tbl>" + strings.Repeat(tr(strings.Repeat(`<w:tc/>`, 10_000)), 10) + "</w:tbl>", true},
		{"millions of cells", "<w:tbl>" + strings.Repeat(tr(strings.Repeat(`<w:tc/>`, 1000)), 1000) + "</w:tbl>", true},
		{"millions of rows", "<w:tbl>" + strings.Repeat(`<w:tr/>`, 1_000_000) + "</w:tbl>", true},
		{"text without end", manyTexts(), true},
		{"joined paragraphs", strings.Repeat(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>abc</w:t></w:r></w:p>`, 100_000), false},
		{"paragraphs in one cell", "<w:tbl>" + tr("<w:tc>"+strings.Repeat(p("a"), 100_000)+"</w:tc>") + "</w:tbl>", false},
		{"frames in frames", strings.Repeat("<w:tbl><w:tr><w:tc>"+p(strings.Repeat("x", 100_000)), 60) + strings.Repeat("</w:tc></w:tr></w:tbl>", 60), true},
		{"fields without end", strings.Repeat(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r></w:p>`, 100_000), false},
		{"nested text boxes", strings.Repeat(`<w:p><w:r><w:t>a</w:t><w:pict><w:txbxContent>`, 40) + strings.Repeat(`</w:txbxContent></w:pict></w:r></w:p>`, 40), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := pack(t, mainPart, wrap(tt.body))
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			d, err := Read(data)
			runtime.GC()
			runtime.ReadMemStats(&after)
			if err != nil {
				t.Fatal(err)
			}
			if cut := len(d.Notices) > 0; cut != tt.cut {
				t.Errorf("notices %v, want some: %v", d.Notices, tt.cut)
			}
			if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 64<<20 {
				t.Errorf("the document holds %d MB, want at most 64", held>>20)
			}
			for _, table := range d.Tables() {
				table.Grid()
			}
			runtime.KeepAlive(d)
		})
	}
}

// manyTexts is more text than the reader takes, hard enough to compress not to
// look like a bomb.
func manyTexts() string {
	var b strings.Builder
	n := uint32(1)
	for range 10_000 {
		b.WriteString("<w:p><w:r><w:t>")
		for range 110 {
			n = n*1664525 + 1013904223
			fmt.Fprintf(&b, "%08x", n)
		}
		b.WriteString("</w:t></w:r></w:p>")
	}
	return b.String()
}

func TestReadDamagedSupport(t *testing.T) {
	t.Parallel()
	body := wrap(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>`)
	d := mustRead(t, pack(t, mainPart, body, "word/styles.xml", "<w:styles><", "word/numbering.xml", "<!DOCTYPE x>", "docProps/core.xml", "x"))
	if got := dump(d); strings.Count(got, "notice damaged") != 3 || !strings.HasPrefix(got, "p \"甲\"\n") {
		t.Errorf("read %s, want the text and three notices", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(pack(f, mainPart, wrap(p("甲")))))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte(`{\rtf`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := Read(data); err != nil {
			if !paper.IsUnreadable(err) {
				t.Errorf("Read = %v, no error for people", err)
			}
		} else {
			check(t, d)
		}
	})
}

func FuzzReadBody(f *testing.F) {
	for _, seed := range []string{
		wrap(p("甲")), wrap("<w:tbl>" + tr(tc(`<w:vMerge w:val="restart"/>`, "a")) + tr(tc(`<w:vMerge/>`, "")) + "</w:tbl>"),
		wrap(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>&#x4E2D;<![CDATA[x]]></w:t></w:r></w:p>`),
		wrap(`<w:p><w:r><mc:AlternateContent><mc:Choice><w:pict><w:txbxContent>` + p("a") + `</w:txbxContent></w:pict></mc:Choice></mc:AlternateContent><w:fldChar w:fldCharType="begin"/></w:r></w:p>`),
		`<!--x--><?x?><w:document/>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		d, err := Read(pack(t, mainPart, body, "word/numbering.xml", lists, "word/styles.xml", listStyles))
		if err != nil {
			return
		}
		check(t, d)
		first := &paper.Document{Blocks: d.Blocks}
		var b bytes.Buffer
		if err := Write(&b, first); err != nil {
			return // too wide for Word
		}
		if _, err := Read(b.Bytes()); err != nil {
			t.Errorf("what we wrote cannot be read: %v", err)
		}
	})
}

// check holds what every document read must keep.
func check(t *testing.T, d *paper.Document) {
	t.Helper()
	for i, b := range d.Blocks {
		if (b.Kind == paper.TableBlock) != (b.Table != nil) || b.Kind == paper.Heading && (b.Level < 1 || b.Level > 6) {
			t.Errorf("block %d is %s", i, fmt.Sprintf("%+v", b))
		}
	}
	for _, table := range d.Tables() {
		if g := table.Grid(); len(table.Rows) == 0 || g.Rows > len(table.Rows) {
			t.Errorf("a table of %d rows has a grid of %d", len(table.Rows), g.Rows)
		}
	}
}
