package pdf

import (
	"slices"
	"strings"
	"testing"
)

// set writes text at a place, one glyph after the other, in type of the size
// given; blanks are left out as the reader leaves them out.
func set(text string, x, y, size float32) []glyph {
	var glyphs []glyph
	for _, char := range text {
		width := size
		if isNarrow(char) || char == ' ' || char == '.' {
			width = size / 2
		}
		if char != ' ' {
			glyphs = append(glyphs, glyph{char: char, box: box{x, y - size, x + width, y + 0.2*size}, base: y})
		}
		x += width
	}
	return glyphs
}

func TestTextOfCell(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"两行标签", []string{"2.其他法律行政", "法规禁止公开"}, "2.其他法律行政法规禁止公开"},
		{"竖排标签", []string{"三", "、", "本", "年", "度"}, "三、本年度"},
		{"数字折行", []string{"1139888", "9"}, "11398889"},
		{"英文折行", []string{"open", "data"}, "open data"},
		{"一格两个数", []string{"3 3"}, "3 3"},
		{"汉字间的空格", []string{"总 计"}, "总计"},
		{"空格", nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var glyphs []glyph
			for i, l := range test.lines {
				glyphs = append(glyphs, set(l, 100, 100+float32(i)*14, 10)...)
			}
			if got := textOfCell(glyphs); got != test.want {
				t.Errorf("textOfCell(%q) = %q, want %q", test.lines, got, test.want)
			}
		})
	}
}

func TestTextOfCellInVerticalColumns(t *testing.T) {
	t.Parallel()
	var glyphs []glyph
	for i, char := range []rune("三、本年度") {
		glyphs = append(glyphs, set(string(char), 120, 100+float32(i)*11, 10)...)
	}
	for i, char := range []rune("办理结果") {
		glyphs = append(glyphs, set(string(char), 105, 100+float32(i)*11, 10)...)
	}
	if got, want := textOfCell(glyphs), "三、本年度办理结果"; got != want {
		t.Errorf("textOfCell() = %q, want %q", got, want)
	}
}

// page sets lines of text, each with the places its parts begin at.
func alignedLines(rows ...map[float32]string) [][]line {
	var glyphs []glyph
	for i, row := range rows {
		for x, text := range row {
			glyphs = append(glyphs, set(text, x, 100+float32(i)*14, 10)...)
		}
	}
	return [][]line{linesOf(glyphs)}
}

func TestAlignedTables(t *testing.T) {
	t.Parallel()
	header := map[float32]string{50: "信息内容", 150: "本年制发", 250: "本年废止"}
	tests := []struct {
		name string
		rows []map[float32]string
		want string // rows by /, cells by |; empty when no table may be made
	}{
		{"对齐", []map[float32]string{header, {50: "规章", 150: "3", 250: "1"}, {50: "规范性文件", 150: "60", 250: "9"}, {50: "其他", 150: "0", 250: "0"}},
			"信息内容|本年制发|本年废止/规章|3|1/规范性文件|60|9/其他|0|0"},
		{"空格留空", []map[float32]string{header, {50: "规章", 250: "1"}, {50: "规范性文件", 150: "60"}, {50: "其他", 150: "0", 250: "0"}},
			"信息内容|本年制发|本年废止/规章||1/规范性文件|60|/其他|0|0"},
		{"居中不可靠", []map[float32]string{header, {58: "规章", 163: "3", 265: "1"}, {51: "规范性文件", 160: "60", 262: "9"}, {56: "其他", 164: "0", 266: "0"}}, ""},
		{"数字不在标签首行", []map[float32]string{header, {50: "1.属于国家秘密和不宜公"}, {50: "开的", 150: "3", 250: "1"}, {50: "2.其他", 150: "60", 250: "9"}}, ""},
		{"独占一行的行写法相同", []map[float32]string{{50: "第五项"}, {50: "第（一）项"}, header, {50: "对外管理服务事项", 150: "3", 250: "1"}, {50: "第（二）项"}, header, {50: "行政处罚", 150: "60", 250: "9"}},
			"第五项||/第（一）项||/信息内容|本年制发|本年废止/对外管理服务事项|3|1/第（二）项||/信息内容|本年制发|本年废止/行政处罚|60|9"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := alignedText(test.rows, 595); got != test.want {
				t.Errorf("alignedTables() = %q, want %q", got, test.want)
			}
		})
	}
}

// alignedText returns the aligned tables in the lines of a page: tables by a line
// break, rows by /, cells by |.
func alignedText(rows []map[float32]string, width float32) string {
	never := func(int, float32, float32) bool { return false }
	var tables []string
	for _, table := range alignedTables(alignedLines(rows...), width, never)[0] {
		var texts []string
		for _, row := range table.block(1).Table.Rows {
			var cells []string
			for _, c := range row.Cells {
				cells = append(cells, c.Text)
			}
			texts = append(texts, strings.Join(cells, "|"))
		}
		tables = append(tables, strings.Join(texts, "/"))
	}
	return strings.Join(tables, "\n")
}

// TestSlippedTables sets tables as LibreOffice prints those whose columns have no
// widths: columns of 48 points fill the page, and behind a label over three
// columns the row slips to the left.
func TestSlippedTables(t *testing.T) {
	t.Parallel()
	head := []string{"0关系|1申请", "1自然人|2法人|3总计", "2商业|3科研|4公益|5法律|6其他"}
	below := "0本年没有其他需要报告的事项。"
	tests := []struct {
		name string
		rows []string // each piece with the number of its column in front
		want string
	}{
		{"空格与空行", append(slices.Clone(head), "0一、新|17|75", "0二、转", "0三、办|1（一）|34|85", "1（二）", "1（三）|21.密", "22.法|31|91"),
			"关系|申请/自然人|法人|总计/商业|科研|公益|法律|其他/一、新|7||||||5/二、转|||||||/三、办|（一）||4|||||5/" +
				"（二）|||||||/（三）|1.密|||||||/2.法|1||||||1"},
		{"没有一个数", append(slices.Clone(head), "0一、新", "0二、转", "0三、办|1（一）", "1（二）|21.密", "22.法"),
			"关系|申请/自然人|法人|总计/商业|科研|公益|法律|其他/一、新|||||||/二、转|||||||/三、办|（一）|||||||/（二）|1.密|||||||/2.法|||||||"},
		{"只有一行有数", append(slices.Clone(head), "0一、新", "0二、转", "0三、办|1（一）", "1（二）|21.密", "22.法", "0四、结|33|73"),
			"关系|申请/自然人|法人|总计/商业|科研|公益|法律|其他/一、新|||||||/二、转|||||||/三、办|（一）|||||||/（二）|1.密|||||||/2.法|||||||/四、结|||3||||3"},
		{"文字代替数", append(slices.Clone(head), "0一、新|1若干|75", "0二、转|16|76", "0三、办|1（一）|2无|85", "1（二）|21.密|3无"),
			"关系|申请/自然人|法人|总计/商业|科研|公益|法律|其他/一、新|若干||||||5/二、转|6||||||6/三、办|（一）|无||||||5/（二）|1.密|无||||||"},
		{"表头下一空行", []string{"0行政复|1诉讼", "0议", "0维持|1纠正|2其他|3未结|4总计|5直接|6复议", "5维持|6纠正|7其他|8未结|9总计", "", below},
			"行政复议|诉讼||||||||/维持|纠正|其他|未结|总计|直接|复议|||/|||||维持|纠正|其他|未结|总计/|||||||||"},
		{"右半有数", []string{"0行政复|1诉讼", "0议", "0维持|1纠正|2其他|3未结|4总计|5直接|6复议", "5维持|6纠正|7其他|8未结|9总计", "73|93"},
			"行政复议|诉讼||||||||/维持|纠正|其他|未结|总计|直接|复议|||/|||||维持|纠正|其他|未结|总计/|||||||3||3"},
		{"表头下没有空行", []string{"0行政复|1诉讼", "0议", "0维持|1纠正|2其他|3未结|4总计|5直接|6复议", "5维持|6纠正|7其他|8未结|9总计", below}, ""},
		{"表头在页末", []string{"0行政复|1诉讼", "0议", "0维持|1纠正|2其他|3未结|4总计|5直接|6复议", "5维持|6纠正|7其他|8未结|9总计"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			const width, left, step = 600, 60, 48
			rows := make([]map[float32]string, len(test.rows))
			for i, row := range test.rows {
				rows[i] = map[float32]string{}
				for _, piece := range strings.FieldsFunc(row, func(r rune) bool { return r == '|' }) {
					rows[i][left+step*float32(piece[0]-'0')] = piece[1:]
				}
			}
			if got := alignedText(rows, width); got != test.want {
				t.Errorf("alignedTables(%q) = %q, want %q", test.rows, got, test.want)
			}
			for i, row := range rows { // the same a little beside the columns is no such table
				if i == len(rows)/2 {
					for x, text := range row {
						delete(row, x)
						row[x+1] = text
						break
					}
				}
			}
			if got := alignedText(rows, width); strings.HasSuffix(got, "|") {
				t.Errorf("beside the columns: alignedTables() = %q, must not count blanks", got)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	t.Parallel()
	var glyphs []glyph
	for i, l := range []struct {
		x    float32
		text string
	}{
		{70, "二〇二四年本机关依法公开政府信息，"}, // indented and full
		{50, "共计三百件。"},
		{70, "一、总体情况"},
		{70, "本机关坚持以公开为常态不公开为例外"},
		{50, "依法做好主动公开工作。"},
	} {
		glyphs = append(glyphs, set(l.text, l.x, 100+float32(i)*18, 10)...)
	}
	m := margin{left: 50, right: 241}
	var got []string
	for _, p := range paragraphsOf(linesOf(glyphs), 2, m) {
		got = append(got, p.text)
	}
	want := "二〇二四年本机关依法公开政府信息，共计三百件。/一、总体情况/本机关坚持以公开为常态不公开为例外依法做好主动公开工作。"
	if s := strings.Join(got, "/"); s != want {
		t.Errorf("paragraphs = %q, want %q", s, want)
	}
}

func TestJoinRules(t *testing.T) {
	t.Parallel()
	rules := []rule{{false, 10, 0, 50}, {false, 10.1, 50, 90}, {true, 10, 0, 20}, {false, 10, 95, 99}}
	joined, tooMany := joinRules(rules)
	if len(joined) != 3 || tooMany {
		t.Errorf("joinRules() = %v, %v; want three lines", joined, tooMany)
	}
	var many []rule
	for i := range maxPageRules + 1 {
		many = append(many, rule{false, float32(i) * 2, 0, 9})
	}
	if joined, tooMany := joinRules(many); joined != nil || !tooMany {
		t.Errorf("joinRules(%d lines) kept %d", len(many), len(joined))
	}
}

func TestGarbledPageIsNoted(t *testing.T) {
	t.Parallel()
	p := &pageContent{number: 3, width: 595, height: 842, glyphs: set("乱码文字乱码文字乱码", 50, 100, 10), garbled: 6}
	doc, err := assemble([]*pageContent{p}, docInfo{pages: 1}, func() bool { return false })
	if err != nil || len(doc.Notices) != 1 || doc.Notices[0].Page != 3 {
		t.Errorf("assemble() = %+v, %v; want a notice for page 3", doc, err)
	}
}

// TestCutRowOfLargeType asks that a label goes on behind a page break where prints are
// enlarged and so the padding of cells is: lines above it tell that it had no room.
func TestCutRowOfLargeType(t *testing.T) {
	t.Parallel()
	cell := func(r, c int, text string, glyphs ...glyph) sheetCell {
		s := sheetCell{r0: r, r1: r + 1, c0: c, c1: c + 1, glyphs: glyphs, open: true}
		if s.setText(); text != s.text {
			t.Fatalf("text %q, want %q", s.text, text)
		}
		return s
	}
	lines := func(lines ...string) (glyphs []glyph) {
		for i, l := range lines {
			glyphs = append(glyphs, set(l, 20, 100+30*float32(i), 20)...)
		}
		return glyphs
	}
	build := func(below ...string) (above, next *sheetTable) {
		xs := []float32{0, 80, 140}
		above = &sheetTable{xs: xs, rows: 2, page: 1, cells: []sheetCell{
			cell(0, 0, "1.甲乙丙丁", lines("1.甲", "乙丙", "丁")...), cell(0, 1, "7", lines("7")...),
			cell(1, 0, "2.戊己庚", lines("2.戊", "己庚")...), cell(1, 1, "42", lines("42")...),
		}}
		next = &sheetTable{xs: xs, rows: 1, page: 2, cells: []sheetCell{cell(0, 0, strings.Join(below, ""), lines(below...)...), cell(0, 1, "")}}
		above.cells[3].open = false
		return above, next
	}
	t1, next := build("辛壬")
	if !t1.join(next) || t1.rows != 2 || t1.cells[2].text != "2.戊己庚辛壬" {
		t.Errorf("%d rows, label %q, want the rest of the label in the row it belongs to", t1.rows, t1.cells[2].text)
	}
	t2, other := build("3.辛")
	if !t2.join(other) || t2.rows != 3 {
		t.Errorf("%d rows, want a row of its own for another item", t2.rows)
	}
}
