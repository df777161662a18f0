package organ

import (
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

func TestLeadingGroupSentence(t *testing.T) {
	t.Parallel()
	g := LeadingGroup{Document: "石政发〔2020〕1号", Office: "党政办公室"}
	g.Seats = append(g.Seats, ReadSeats(Leader, "周海峰 镇长\n")...)
	g.Seats = append(g.Seats, ReadSeats(Member, "李敏，党政办主任\n\n王静")...)
	const want = "政府信息公开工作领导小组组长周海峰（镇长）；成员李敏（党政办主任）、王静；办公室设在党政办公室（石政发〔2020〕1号）。"
	if got := g.Sentence(); got != want {
		t.Errorf("Sentence = %s, want %s", got, want)
	}
}

func TestID(t *testing.T) {
	t.Parallel()
	for _, n := range []uint64{0, 1, 31, 32, 1 << 39, 1<<64 - 1, 0x123456789a} {
		id := MakeID(n)
		for _, text := range []string{id.String(), strings.ToUpper(id.String())} {
			if back, err := ParseID(text); err != nil || back != id || id == 0 {
				t.Errorf("ParseID(%q) = %v, %v, want %v", text, back, err, id)
			}
		}
	}
	for _, text := range []string{"", "0", "00000000", "abcdefgu", "abcdefghj", "石桥镇石桥镇", "abc def1"} {
		if id, err := ParseID(text); err == nil {
			t.Errorf("ParseID(%q) = %v, want a problem", text, id)
		}
	}
}

func TestChecks(t *testing.T) {
	t.Parallel()
	day := calendar.MustParse("2024-01-01")
	for _, tt := range []struct {
		name   string
		fields []string
		check  func() []string
	}{
		{"机关", []string{"name", "level", "body", "from"}, func() []string { return fieldsOf(Found{}.Check()) }},
		{"更名", []string{"name"}, func() []string { return fieldsOf(Rename{Name: strings.Repeat("长", 61), From: day}.Check()) }},
		{"隶属", []string{"axis"}, func() []string { return fieldsOf(Move{From: day}.Check()) }},
		{"分立", []string{"successors"}, func() []string { return fieldsOf(Succeed{How: Split, Successors: []ID{1}, From: day}.Check()) }},
		{"撤销", []string{"successors"}, func() []string { return fieldsOf(Succeed{How: Abolished, From: day}.Check()) }},
		{"没有组长", []string{"leader"}, func() []string { return fieldsOf(SetLeadingGroup{LeadingGroup{From: day}}.Check()) }},
		{"机构", []string{"until"}, func() []string { return fieldsOf(SetUnit{Unit{Name: "办公室", From: day, Until: day - 1}}.Check()) }},
		{"人员", []string{"name"}, func() []string { return fieldsOf(SetStaffer{Staffer{From: day}}.Check()) }},
	} {
		if got := tt.check(); strings.Join(got, " ") != strings.Join(tt.fields, " ") {
			t.Errorf("%s: faults at %v, want %v", tt.name, got, tt.fields)
		}
	}
}

func fieldsOf(faults []*problem.Error) (fields []string) {
	for _, f := range faults {
		fields = append(fields, f.Field)
	}
	return fields
}
