package pdf

import (
	"slices"
	"strings"
	"testing"

	"gongkai/paper"
)

func tableBlock(t *paper.Table) *paper.Block { return &paper.Block{Kind: paper.TableBlock, Table: t} }

func TestStatutoryTablesFitOnePage(t *testing.T) {
	t.Parallel()
	heading := newTextPiece(newTypeface(), &paper.Block{Role: paper.Chapter, Text: "三、收到和处理政府信息公开申请情况"})
	for name, table := range map[string]*paper.Table{"二": sampleDisclosure(), "三": sampleApplication(), "四": sampleRemedy()} {
		got := newTablePiece(newTypeface(), tableBlock(table), heading.height(), 0)
		if h := heading.height() + got.height(); h > textHeight {
			t.Errorf("table %s with its heading is %.0f points tall, the page %.0f", name, h, textHeight)
		}
		if got.size < 9 {
			t.Errorf("table %s is set in %v points, want 9 or more", name, got.size)
		}
	}
}

func TestRowHeights(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("字", 100)
	rows := []paper.Row{
		{Cells: []paper.Cell{{Text: "一"}, {Text: "二"}}},
		{Cells: []paper.Cell{{Text: long}, {Text: "二"}}},
		{Cells: []paper.Cell{{Text: "合\n并\n的\n单\n元\n格", RowSpan: 2}, {Text: "二"}}},
		{Cells: []paper.Cell{{Text: "二"}}},
	}
	got := setTable(newTypeface(), tableBlock(&paper.Table{Rows: rows}), &paper.Table{Rows: rows}, fit{10, 3})
	lines := len(got.cells[got.grid.At(1, 0)].lines)
	want := []float64{18.5, 12.5*float64(lines) + 6, (6*12.5 + 6) / 2, (6*12.5 + 6) / 2}
	for r, w := range want {
		if h := got.y[r+1] - got.y[r]; h < w-0.01 || h > w+0.01 {
			t.Errorf("row %d is %v points tall, want %v", r, h, w)
		}
	}
}

func TestColumnRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		widths []float64
		want   []float64 // shares
	}{
		{"没有列宽", nil, []float64{0.25, 0.25, 0.25, 0.25}},
		{"比例", []float64{1, 1, 2, 4}, []float64{0.125, 0.125, 0.25, 0.5}},
		{"缺的取平均", []float64{1, 3}, []float64{0.125, 0.375, 0.25, 0.25}},
		{"坏的取平均", []float64{-1, 2, 2, 0}, []float64{0.25, 0.25, 0.25, 0.25}},
		{"多的不用", []float64{1, 1, 1, 1, 9}, []float64{0.25, 0.25, 0.25, 0.25}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			x := columnRules(tt.widths, 4)
			for c, share := range tt.want {
				if got := (x[c+1] - x[c]) / textWidth; got < share-0.001 || got > share+0.001 {
					t.Errorf("column %d has %v of the width, want %v", c, got, share)
				}
			}
			if x[0] != textLeft || x[4] != textRight {
				t.Errorf("rules run from %v to %v, want the text block", x[0], x[4])
			}
		})
	}
}

// composeTable prints a table alone.
func composeTable(table *paper.Table) (*composer, *tablePiece) {
	c := newComposer()
	p := newTablePiece(c.face, tableBlock(table), 0, 0)
	p.print(c)
	return c, p
}

func TestLongTableRepeatsItsHeader(t *testing.T) {
	t.Parallel()
	c, p := composeTable(sampleRegister().Tables()[0])
	if len(c.sheets) < 5 {
		t.Fatalf("%d pages, want several", len(c.sheets))
	}
	header := glyphs(c, "类别")
	for i, s := range c.sheets {
		if !strings.Contains(s.content.String(), header) {
			t.Errorf("page %d has no header row", i+1)
		}
	}
	if p.hasTallRow() {
		t.Error("a row is taller than a page")
	}
	if c.y > textBottom {
		t.Errorf("the table ends %v points below the text block", c.y-textBottom)
	}
}

// glyphs is how a text stands in a content stream.
func glyphs(c *composer, text string) string {
	s := sheet{face: c.face}
	for _, r := range text {
		writeCode(&s.content, c.face.code(r, r))
	}
	return s.content.String()
}

func TestCutKeepsHeadingsWithTheirRows(t *testing.T) {
	t.Parallel()
	header := paper.Row{Cells: []paper.Cell{headerCell("信息内容", 1, 1), headerCell("数量", 1, 1)}}
	row := paper.Row{Cells: []paper.Cell{{Text: "一"}, {Text: "二"}}}
	band := paper.Row{Band: true, Cells: []paper.Cell{headerCell("第二十条", 2, 1)}}
	group := paper.Row{Cells: []paper.Cell{{Text: "组", RowSpan: 2}, {Text: "二"}}}
	table := &paper.Table{HeaderRows: 1, Rows: []paper.Row{header, row, band, header, row, group, {Cells: row.Cells[:1]}, row}}
	p := setTable(newTypeface(), tableBlock(table), table, fit{10, 3})
	tests := []struct {
		name   string
		rows   int // that have room
		want   int
		reason string
	}{
		{"条目行不留在页末", 3, 2, "band"},
		{"表头行不留在页末", 4, 2, "header"},
		{"数据行之后", 5, 5, ""},
		{"合并的组不拆开", 6, 5, "group"},
		{"全表", 8, 8, ""},
		{"容不下一行也要前进", 0, 1, ""},
	}
	for _, tt := range tests {
		if got := p.cut(0, p.y[tt.rows]); got != tt.want {
			t.Errorf("%s: cut with room for %d rows = %d, want %d", tt.name, tt.rows, got, tt.want)
		}
	}
}

func TestStrokesOutlineEveryCell(t *testing.T) {
	t.Parallel()
	table := &paper.Table{Rows: []paper.Row{
		{Cells: []paper.Cell{{Text: "合", ColSpan: 2}, {Text: "三"}}},
		{Cells: []paper.Cell{{Text: "一", RowSpan: 2}, {Text: "二"}, {Text: "三"}}},
		{Cells: []paper.Cell{{Text: "二"}}}, // the last place is missing
	}}
	p := setTable(newTypeface(), tableBlock(table), table, fit{10, 3})
	got := (&tablePrinting{tablePiece: p}).strokes(0, 3, 100)
	x, y := p.x, []float64{round(100 + p.y[0]), round(100 + p.y[1]), round(100 + p.y[2]), round(100 + p.y[3])}
	want := []stroke{
		{x[0], y[0], x[3], y[0]}, {x[0], y[1], x[3], y[1]}, {x[1], y[2], x[3], y[2]}, {x[0], y[3], x[3], y[3]},
		{x[0], y[0], x[0], y[3]}, {x[1], y[1], x[1], y[3]}, {x[2], y[0], x[2], y[3]}, {x[3], y[0], x[3], y[3]},
	}
	if !slices.Equal(got, want) {
		t.Errorf("strokes = %v\nwant %v", got, want)
	}
}

func TestTableStaysWithItsHeading(t *testing.T) {
	t.Parallel()
	c := newComposer()
	var blocks []paper.Block
	for range 15 {
		blocks = append(blocks, paper.Block{Text: "正文。"})
	}
	blocks = append(blocks, paper.Block{Role: paper.Chapter, Text: "二、主动公开政府信息情况"}, *tableBlock(sampleDisclosure()))
	c.compose(blocks)
	if len(c.sheets) != 2 || c.bookmarks[0].page != 2 {
		t.Errorf("heading on page %d of %d, want it on the table's page 2", c.bookmarks[0].page, len(c.sheets))
	}
}

func TestSignatureStandsBelowText(t *testing.T) {
	t.Parallel()
	for lines := range 30 {
		c := newComposer()
		text := strings.Repeat("字", 28*lines+20)
		c.compose([]paper.Block{{Text: text}, {Role: paper.Signature, Text: "青溪县人民政府"}, {Role: paper.SignatureDate, Text: "2025年3月24日"}})
		signature := c.root.kids[1].marks[0].page
		ends := c.root.kids[0].marks
		if ends[len(ends)-1].page != signature || c.root.kids[2].marks[0].page != signature {
			t.Errorf("%d lines: text ends on page %d, signature on %d, date on %d", lines, ends[len(ends)-1].page, signature, c.root.kids[2].marks[0].page)
		}
	}
}

func TestCellText(t *testing.T) {
	t.Parallel()
	inner := &paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: "甲"}, {Text: "乙"}}}}}
	tests := []struct {
		name string
		cell paper.Cell
		want string
	}{
		{"文字", paper.Cell{Text: " 规章 "}, "规章"},
		{"空白不是零", paper.Cell{Text: "0", Value: paper.BlankValue}, ""},
		{"不适用", paper.Cell{Value: paper.NotApplicableValue}, "/"},
		{"不适用的写法", paper.Cell{Text: "无", Value: paper.NotApplicableValue}, "无"},
		{"数字", paper.Cell{Number: "-3", Value: paper.NumberValue}, "-3"},
		{"数字的写法", paper.Cell{Text: "6,214", Number: "6214", Value: paper.NumberValue}, "6,214"},
		{"嵌套的表", paper.Cell{Text: "见表", Tables: []*paper.Table{inner}}, "见表\n甲　乙"},
	}
	for _, tt := range tests {
		if got := cellText(&tt.cell); got != tt.want {
			t.Errorf("%s: cellText = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestFiguresOfAColumnEndAtOneLine(t *testing.T) {
	t.Parallel()
	table := &paper.Table{Rows: []paper.Row{
		{Cells: []paper.Cell{figure("11", 1), {Text: "一"}}}, {Cells: []paper.Cell{figure("398", 1), {Text: "一"}}},
	}}
	p := setTable(newTypeface(), tableBlock(table), table, fit{10, 3})
	printing := &tablePrinting{tablePiece: p}
	var ends []float64
	for r, text := range []string{"11", "398"} {
		place := p.grid.At(r, 0)
		start := printing.lineStart(place, p.cells[place], p.cells[place].lines[0])
		ends = append(ends, round(start+p.figureWidth(text, 10)))
	}
	if ends[0] != ends[1] {
		t.Errorf("figures end at %v and %v", ends[0], ends[1])
	}
}

func TestFiguresOfATableHaveOneSize(t *testing.T) {
	t.Parallel()
	row := paper.Row{Cells: []paper.Cell{figure("1", 1), figure("1234567", 1)}}
	for range 13 {
		row.Cells = append(row.Cells, figure("22", 1))
	}
	table := &paper.Table{Rows: []paper.Row{row}}
	p := setTable(newTypeface(), tableBlock(table), table, fit{10.5, 3})
	sizes := make(map[float64]bool)
	for _, cell := range p.cells {
		sizes[cell.size] = true
	}
	if len(sizes) != 1 {
		t.Errorf("figures have the sizes %v, want one", sizes)
	}
	if got, room := p.figureWidth("1234567", p.figures), textWidth/15; got > room || p.figures > 10 {
		t.Errorf("seven digits in %v points are %v wide, the column %v", p.figures, got, room)
	}
}
