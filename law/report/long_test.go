package report

import (
	"testing"

	"gongkai/paper"
)

func TestLongKeepsWhatStoodInTheCells(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		code Code
		put  Figure
		raw  string
	}{
		{"plain", "disclosure.rules.issued", Reports(Count(22)), ""},
		{"note", "disclosure.normative.issued", Reports(Count(22)), "22（其中修订16件）"},
		{"wide", "application.granted.total", Reports(Count(12)), "１２"},
		{"words", "application.granted.other", Figure{Mark: Text}, "若干"},
		{"slash", "application.granted.research", Figure{Mark: NotApplicable}, "/"},
		{"not applicable without text", "application.granted.welfare", Figure{Mark: NotApplicable}, ""},
		{"blank", "application.granted.enterprise", Figure{Mark: Blank}, ""},
		{"negative", "application.withheld.inquiry.total", Reports(Count(-3)), "减3"},
	}
	written := New(Form2021)
	written.Organ, written.Year = "青溪县审计局", 2024
	for _, test := range tests {
		written.Set(test.code, test.put)
		if test.raw != "" {
			written.setRaw(test.code, test.raw)
		}
	}
	read := Read(&paper.Document{Blocks: []paper.Block{{Table: written.Long()}}})
	for _, test := range tests {
		if got := read.Figure(test.code); got != test.put || read.Raw[test.code] != test.raw {
			t.Errorf("%s: read %v %q, want %v %q", test.name, got, read.Raw[test.code], test.put, test.raw)
		}
	}
	if got, want := read.Cells(), len(tests); got != want {
		t.Errorf("read %d cells, want %d", got, want)
	}
}

func TestLongWithoutRaw(t *testing.T) {
	t.Parallel()
	table := &paper.Table{}
	for _, line := range [][]string{
		{"organ", "year", "cell", "label", "value", "mark"},
		{"青溪县审计局", "2024", "disclosure.rules.issued", "", "3", "reported"},
	} {
		var row paper.Row
		for _, text := range line {
			row.Cells = append(row.Cells, paper.Cell{Text: text})
		}
		table.Rows = append(table.Rows, row)
	}
	read := Read(&paper.Document{Blocks: []paper.Block{{Table: table}}})
	if got, want := read.Figure("disclosure.rules.issued"), Reports(Count(3)); got != want {
		t.Errorf("read %v, want %v", got, want)
	}
}

func TestLongDropsRawThatNoLongerHolds(t *testing.T) {
	t.Parallel()
	r := New(Form2021)
	r.Organ, r.Year = "青溪县审计局", 2024
	r.Set("disclosure.normative.issued", Reports(Count(22)))
	r.setRaw("disclosure.normative.issued", "22（其中修订16件）")
	table := r.Long()
	table.Rows[1].Cells[4].Text = "25"
	read := Read(&paper.Document{Blocks: []paper.Block{{Table: table}}})
	if got, raw := read.Figure("disclosure.normative.issued"), read.Raw["disclosure.normative.issued"]; got != Reports(Count(25)) || raw != "" {
		t.Errorf("read %v %q, want 25 and no raw", got, raw)
	}
}

func TestEditionOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		codes []Code
		want  *Edition
		sure  bool
	}{
		{"2021", Form2021.Codes(), Form2021, true},
		{"2019", Form2019.Codes(), Form2019, true},
		{"hybrid", FormHybrid.Codes(), FormHybrid, true},
		{"cells that every edition has", []Code{"application.granted.total"}, Form2021, false},
	}
	for _, tt := range tests {
		if got, sure := editionOf(tt.codes); got != tt.want || sure != tt.sure {
			t.Errorf("%s: editionOf = %s %s, %v", tt.name, got.Name, got.Variant, sure)
		}
	}
}
