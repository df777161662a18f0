package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/paper"
)

var update = flag.Bool("update", false, "write the golden files anew")

func written(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack returns one part of a DOCX.
func unpack(t testing.TB, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	part, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(part)
}

// lines breaks the XML of a part into lines that a person can review.
func lines(part string) string {
	return strings.NewReplacer("<w:p>", "\n<w:p>", "<w:tr>", "\n<w:tr>", "<w:tbl>", "\n<w:tbl>", "<w:tc>", "\n  <w:tc>", "<w:sectPr>", "\n<w:sectPr>").Replace(part)
}

func TestWriteGolden(t *testing.T) {
	t.Parallel()
	got := lines(unpack(t, written(t, sample()), mainPart))
	path := filepath.Join("testdata", "report.document.xml")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("document.xml of the sample differs from %s; run with -update and review the difference", path)
	}
}

func TestWriteIsDeterministic(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(written(t, sample()), written(t, sample())) {
		t.Error("two writings of one document differ")
	}
}

// TestWriteRead reads back what was written: every cell with its spans, the
// headings with their levels.
func TestWriteRead(t *testing.T) {
	t.Parallel()
	want := sample()
	got := mustRead(t, written(t, want))
	if got.Title != want.Title || got.Language != "zh-CN" || len(got.Notices) > 0 {
		t.Errorf("read title %q, language %q, notices %v", got.Title, got.Language, got.Notices)
	}
	if len(got.Fields) != 1 || got.Fields[0].Value != want.Author {
		t.Errorf("read fields %v, want the author %s", got.Fields, want.Author)
	}
	if len(got.Blocks) != len(want.Blocks) {
		t.Fatalf("read %d blocks, want %d", len(got.Blocks), len(want.Blocks))
	}
	for i, w := range want.Blocks {
		g := got.Blocks[i]
		if g.Kind != w.Kind || g.Level != w.Level || g.Text != w.Text {
			t.Errorf("block %d: read %v %d %q, want %v %d %q", i, g.Kind, g.Level, g.Text, w.Kind, w.Level, w.Text)
		}
		if w.Table == nil {
			continue
		}
		for r := range w.Table.Rows {
			for c := range w.Table.Rows[r].Cells {
				cell := &w.Table.Rows[r].Cells[c]
				cell.Text = cellText(cell)
			}
		}
		if g, w := cellsOf(g.Table), cellsOf(w.Table); g != w {
			t.Errorf("block %d\n got %s\nwant %s", i, g, w)
		}
		if g.Table.HeaderRows != w.Table.HeaderRows || g.Table.Caption != w.Table.Caption {
			t.Errorf("block %d: read %d header rows and caption %q", i, g.Table.HeaderRows, g.Table.Caption)
		}
	}
}

// TestWriteReadReal writes what was read from real files and reads it again.
func TestWriteReadReal(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob(filepath.Join(shared(t), "dev", "*.docx"))
	for _, path := range files {
		first := mustRead(t, readFile(t, path))
		second := mustRead(t, written(t, first))
		if got, want := dump(second), dump(first); got != want {
			t.Errorf("%s\n got %s\nwant %s", filepath.Base(path), got, want)
		}
	}
}

func TestWriteText(t *testing.T) {
	t.Parallel()
	cell := func(c paper.Cell) paper.Block {
		return paper.Block{Kind: paper.TableBlock, Table: &paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{c}}}}}
	}
	inner := &paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: "甲"}}}}}
	tests := []struct {
		name  string
		block paper.Block
		want  string
	}{
		{"marks and entities", paper.Block{Text: `<b>&"x"'`}, `p "<b>&\"x\"'"`},
		{"line ends, tabs, white space", paper.Block{Text: "\n a \t b\r\nc\rd "}, `p "\n a \t b\nc\nd "`},
		{"forbidden characters", paper.Block{Text: "a\x00\x01\ufffeb\xffc"}, "p \"ab\ufffdc\""},
		{"picture", paper.Block{Kind: paper.Picture, Text: "表三"}, `p "［图片：表三］"`},
		{"deep heading", paper.Block{Kind: paper.Heading, Level: 9, Text: "甲"}, `h6 "甲"`},
		{"heading of no level", paper.Block{Kind: paper.Heading, Text: "甲"}, `h1 "甲"`},
		{"blank", cell(paper.Cell{Text: "空", Value: paper.BlankValue}), `""`},
		{"not applicable", cell(paper.Cell{Value: paper.NotApplicableValue}), `"/"`},
		{"exact number", cell(paper.Cell{Text: "1,288.09", Number: "1288.0920", Value: paper.NumberValue}), `"1288.0920"`},
		{"nested frame", cell(paper.Cell{Text: "甲", Tables: []*paper.Table{inner}}), `"甲"`},
		{"nested table", cell(paper.Cell{Text: "乙", Tables: []*paper.Table{inner}}), "\"乙\\n甲\"\ntable\n\"甲\""},
		{"empty table", paper.Block{Kind: paper.TableBlock, Table: &paper.Table{Rows: []paper.Row{{}}}}, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := mustRead(t, written(t, &paper.Document{Blocks: []paper.Block{tt.block}}))
			if got := strings.TrimPrefix(simple(dump(d)), "table\n"); got != tt.want {
				t.Errorf("wrote and read %s, want %s", got, tt.want)
			}
		})
	}
}

func TestWriteTooWide(t *testing.T) {
	t.Parallel()
	d := &paper.Document{}
	d.AddTable(&paper.Table{Rows: []paper.Row{{Cells: make([]paper.Cell, 64)}}})
	if err := Write(io.Discard, d); !paper.IsUnreadable(err) || !strings.Contains(err.Error(), "64列") {
		t.Errorf("Write of 64 columns = %v, want an error that names them", err)
	}
}

func TestColumnTwips(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		relative []float64
		columns  int
	}{{nil, 15}, {[]float64{1, 2, 3}, 3}, {[]float64{1, 2}, 3}, {[]float64{-1, 2}, 2}} {
		sum := 0
		for _, w := range columnTwips(tt.relative, tt.columns, textWidth) {
			if w <= 0 {
				t.Errorf("columnTwips(%v, %d) has a column of %d", tt.relative, tt.columns, w)
			}
			sum += w
		}
		if sum != textWidth {
			t.Errorf("columnTwips(%v, %d) adds up to %d, want %d", tt.relative, tt.columns, sum, textWidth)
		}
	}
}

func TestPartsAreWellFormed(t *testing.T) {
	t.Parallel()
	data := written(t, sample())
	for _, part := range append(fixed, struct{ name, file string }{mainPart, ""}, struct{ name, file string }{"docProps/core.xml", ""}) {
		x := xml.NewDecoder(strings.NewReader(unpack(t, data, part.name)))
		for {
			if _, err := x.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", part.name, err)
				break
			}
		}
	}
}

func TestBreakTitle(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, title, want string }{
		{"one line", "测试市2025年政府信息公开工作年度报告", "测试市2025年政府信息公开工作年度报告"},
		{"behind the year", "青溪县人民政府2025年政府信息公开工作年度报告", "青溪县人民政府2025年\n政府信息公开工作年度报告"},
		{"not in 年度", "青溪县人民政府2025年度政府信息公开工作报告书", "青溪县人民政府\n2025年度政府信息公开工作报告书"},
		{"behind the organ", "青溪县人力资源和社会保障局政府信息公开工作年度报告", "青溪县人力资源和社会保障局\n政府信息公开工作年度报告"},
		{"not in 政府信息", "青溪县关于政府信息公开工作情况的年度报告（征求意见稿）", "青溪县关于政府信息公开工作情况的年度报告（征求意见稿）"},
		{"three lines", strings.Repeat("某", 41), strings.Repeat("某", 41)},
		{"no word to break after", strings.Repeat("某", 30), strings.Repeat("某", 30)},
	}
	for _, tt := range tests {
		if got := breakTitle(tt.title); got != tt.want {
			t.Errorf("%s: breakTitle(%s) = %q, want %q", tt.name, tt.title, got, tt.want)
		}
	}
}

// TestFitTable holds the form to one page: the heights of its rows, wherever
// its figures are long, stay below the page's.
func TestFitTable(t *testing.T) {
	t.Parallel()
	table := applicationTable()
	table.Widths = []float64{0.55, 0.75, 3.6, 1, 1, 1, 1, 1, 1, 1}
	g := table.Grid()
	f := fitTable(g, columnTwips(table.Widths, g.Columns, textWidth))
	if sum(f.rows) > pageHeight || f.size < 18 {
		t.Errorf("the form is %d high at size %d, want at most %d at 18 or more", sum(f.rows), f.size, pageHeight)
	}
	g.At(4, 4).Text, g.At(4, 4).Number = "", "1234567"
	if f := fitTable(g, columnTwips(table.Widths, g.Columns, textWidth)); f.figure >= f.size || f.figure < smallest {
		t.Errorf("a figure of seven digits is set in %d", f.figure)
	}
	g.At(4, 4).Number = "1234567890"
	g.At(5, 4).Value, g.At(5, 4).Strong, g.At(5, 4).Text, g.At(5, 4).Number = paper.NumberValue, true, "", "1234567890"
	widths := columnTwips(table.Widths, g.Columns, textWidth)
	f = fitTable(g, widths)
	if f.figure < legible || sum(f.rows) > pageHeight {
		t.Errorf("figures of ten digits are set in %d, the table %d high; want at least %d and at most %d", f.figure, sum(f.rows), legible, pageHeight)
	}
	for _, row := range []int{4, 5} {
		p := g.At(row, 4)
		if wide, room := digitWidth(p)*f.figure*f.scale/100, widths[4]-2*figureMargin; wide > room {
			t.Errorf("ten digits in row %d are %d wide in a column of %d: they would break", row, wide, room)
		}
	}
}

// failing is a file system that is full after some bytes.
type failing int

func (f *failing) Write(data []byte) (int, error) {
	if *f -= failing(len(data)); *f < 0 {
		return 0, io.ErrShortWrite
	}
	return len(data), nil
}

func TestWriteFails(t *testing.T) {
	t.Parallel()
	size := len(written(t, sample()))
	for _, room := range []int{0, size / 2, size - 1} {
		full := failing(room)
		if err := Write(&full, sample()); err == nil {
			t.Errorf("Write into %d of %d bytes gives no error", room, size)
		}
	}
}

func TestAlignment(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cell paper.Cell
		at   setting
		want string
	}{
		{paper.Cell{}, setting{}, "center"},
		{paper.Cell{Align: paper.AlignLeft}, setting{}, "left"},
		{paper.Cell{Align: paper.AlignRight, Header: paper.RowHeader}, setting{}, "right"},
		{paper.Cell{Align: paper.AlignCenter, Header: paper.RowHeader}, setting{}, "center"},
		{paper.Cell{Header: paper.RowGroup}, setting{}, "left"},
		{paper.Cell{Header: paper.RowGroup, Vertical: true}, setting{}, "center"},
		{paper.Cell{Value: paper.NumberValue}, setting{}, "center"},
		{paper.Cell{Value: paper.NumberValue}, setting{long: true}, "right"},
	}
	for _, tt := range tests {
		if got := alignment(&tt.cell, tt.at); got != tt.want {
			t.Errorf("alignment(%+v, %+v) = %s, want %s", tt.cell, tt.at, got, tt.want)
		}
	}
}

// TestLabelInset: labels of columns are broken into words of two characters.
func TestLabelInset(t *testing.T) {
	t.Parallel()
	const three = 3*210 + 100 // the width of a column in which three characters stand
	for _, tt := range []struct {
		text   string
		width  int
		inside bool
	}{
		{"商业企业", three, true}, {"社会公益组织", three, true}, {"自然人", three, false}, {"总计", three, false},
		{"商业企业", 2*210 + 50, false}, {"商业企业", 4*210 + 50, false}, {"现行有效件数", 5*210 + 50, true}, {"（本列数据的勾稽关系）", three, false},
	} {
		cell := &paper.Cell{Text: tt.text, Header: paper.ColumnHeader}
		if got := labelInset(cell, tt.width, 21); (got > 0) != tt.inside {
			t.Errorf("labelInset(%s, %d) = %d, want it inset: %v", tt.text, tt.width, got, tt.inside)
		}
	}
}
