package filing

import (
	"slices"
	"strings"
	"testing"

	"gongkai/law/report"
)

func TestSuggestions(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, chapter string
		values        []Value
		want          string // in one of the sentences, "" for no sentence at all
	}{
		{"什么也不知道", report.Overall, nil, ""},
		{"有条数", report.Overall, []Value{{Name: "年度", Text: "2024"}, {Name: "主动公开政府信息", Text: "12"}}, "{{主动公开政府信息}}条"},
		{"没有确认零", report.Other, []Value{{Name: "年度", Text: "2024"}, {Name: "信息处理费实收"}}, ""},
		{"确认没有收取", report.Other, []Value{{Name: "年度", Text: "2024"}, {Name: "信息处理费实收", Text: "0"}, {Name: "信息处理费减免", Text: "0"}}, "没有收取信息处理费"},
		{"收取", report.Other, []Value{{Name: "信息处理费实收", Text: "210.5"}, {Name: "信息处理费减免", Text: "0"}}, "收取信息处理费{{信息处理费实收}}元"},
		{"没有申请", report.Overall, []Value{{Name: "新收申请", Text: "0"}, {Name: "上年结转申请", Text: "0"}, {Name: "办结申请", Text: "0"}, {Name: "结转下年申请", Text: "0"}}, "没有收到政府信息公开申请"},
		{"改进措施", report.Problems, []Value{{Name: "已完成的改进措施", Text: "3"}, {Name: "尚未完成的改进措施", Text: "0"}}, "完成改进措施"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Facts{Year: 2024}.Suggestions(tt.chapter, tt.values)
			if tt.want == "" && len(got) > 0 || tt.want != "" && (len(got) != 1 || !strings.Contains(got[0], tt.want)) {
				t.Errorf("Suggestions(%s, %v) = %q, want %q", tt.chapter, tt.values, got, tt.want)
			}
		})
	}
}

// TestSuggestedNames: a suggestion that is taken may be saved, once the
// registers that it speaks of are there.
func TestSuggestedNames(t *testing.T) {
	t.Parallel()
	names := Names(2024)
	for _, s := range suggestions {
		for _, m := range named.FindAllString(s.text, -1) {
			if name := nameIn(m); !slices.Contains(names, name) {
				t.Errorf("%q speaks of %q, which nothing gives", s.text, name)
			}
		}
	}
}
