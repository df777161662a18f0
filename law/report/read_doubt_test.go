package report

import (
	"slices"
	"strings"
	"testing"

	"gongkai/paper"
	textfile "gongkai/paper/text"
)

// Damages that were once read silently wrong, each in its smallest form.

func TestTotalElsewhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, values string
		want         int
	}{
		{"合计在末尾", "5 3 0 1 0 0 9", -1},
		{"总计排在第二列", "5 9 3 0 1 0 0", 1},
		{"总计填错", "5 3 0 1 0 0 8", -1},
		{"只有一类", "5 0 0 0 0 0 0", -1},
		{"两类相等，总计空白", "5 5 0 0 0 0 0", -1},
	} {
		if got := totalElsewhere(strings.Fields(c.values)); got != c.want {
			t.Errorf("%s: totalElsewhere(%s) = %d, want %d", c.name, c.values, got, c.want)
		}
	}
}

// TestTotalWrongByChance reads a row whose total is wrong and twice another of its
// figures, where other rows add up.
func TestTotalWrongByChance(t *testing.T) {
	t.Parallel()
	sound, chance := line{values: strings.Fields("5 3 0 1 0 0 9")}, line{values: strings.Fields("79 3 0 0 0 0 76")}
	for name, c := range map[string]struct {
		lines []line
		want  bool
	}{
		"一行合计正确": {[]line{sound, chance}, false},
		"没有一行正确": {[]line{chance, {values: strings.Fields("2 0 0 0 0 0 2")}}, true},
	} {
		if got := (&applicationTable{lines: c.lines}).mayHaveMovedTotal(); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestBandInPieces reads a row whose blank cells are lost, before a band whose
// name is broken over lines: the pieces are no figures.
func TestBandInPieces(t *testing.T) {
	t.Parallel()
	r := Read(textfile.Lines("青溪县2024年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n1\n2\n3\n行政规范性文件\n7\n第\n二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n5\n"))
	if f := r.Figure("disclosure.normative.issued"); f.IsThere() {
		t.Errorf("the only figure of a row of three is read as its first: %+v; %v", f, r.Warnings)
	}
	if f := r.Figure("disclosure.licensing.decisions"); f.Number != Count(5) {
		t.Errorf("the row of the band below is %+v, want 5; %v", f, r.Warnings)
	}
}

// TestRemedyOfOtherYear reads a table of two years whose figures of this year
// stand in one cell: last year's are not taken for them.
func TestRemedyOfOtherYear(t *testing.T) {
	t.Parallel()
	s := newSpecimen(1)
	table := s.tables[Remedy]
	last := table.Rows[len(table.Rows)-1]
	old, own := paper.Row{Cells: []paper.Cell{{Text: "2023年"}}}, paper.Row{Cells: []paper.Cell{{Text: "2024年"}, {ColSpan: 15}}}
	for i := range last.Cells {
		old.Cells = append(old.Cells, paper.Cell{Text: s.fresh()})
		own.Cells[1].Text += " " + last.Cells[i].Text
	}
	table.Rows[0].Cells = slices.Insert(table.Rows[0].Cells, 0, paper.Cell{Text: "年度", RowSpan: 3})
	table.Rows = append(table.Rows[:len(table.Rows)-1], own, old)
	r := Read(s.grid())
	if v := s.judge(r); len(v.lies) > 0 {
		t.Errorf("silently wrong: %v; %v", v.lies, r.Warnings)
	}
}
