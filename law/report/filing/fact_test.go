package filing

import (
	"strings"
	"testing"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report"
)

func TestNamesAreUnambiguous(t *testing.T) {
	t.Parallel()
	for _, year := range []int{2020, 2024} {
		seen := map[string]bool{}
		for _, name := range Names(year) {
			if name == "" || seen[name] || strings.ContainsAny(name, "{}｛｝\n") {
				t.Errorf("%d: the name %q stands for several values, or for none", year, name)
			}
			seen[name] = true
		}
		if !seen["行政处罚"] && !seen["行政处罚处理决定数量"] || !seen["其他处理"] || !seen["机关"] || !seen["领导小组组长"] {
			t.Errorf("%d: names are missing in %v", year, Names(year))
		}
	}
}

func TestTell(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Group = &organ.LeadingGroup{Office: "党政办公室", Seats: []organ.Seat{{Position: organ.Leader, Name: "周海峰", Title: "镇长"}, {Position: organ.Deputy, Name: "王静"}}}
	for _, tt := range []struct{ name, text, want string }{
		{"单元格", "作出行政处罚决定{{行政处罚}}件。", "作出行政处罚决定4件。"},
		{"全角括号和空格", "作出行政处罚决定｛｛ 行政处罚 ｝｝件。", "作出行政处罚决定4件。"},
		{"年度和机关", "{{年度}}年，{{机关}}", "2024年，青溪县石桥镇人民政府"},
		{"领导小组", "组长{{领导小组组长}}，副组长{{领导小组副组长}}，办公室设在{{领导小组办公室}}", "组长周海峰（镇长），副组长王静，办公室设在党政办公室"},
		{"没有成员", "成员{{领导小组成员}}。", "成员【未填：领导小组成员】。"},
		{"没有这个名称", "{{没有}}", "【未填：没有】"},
		{"没有名称", "一件{也}没有", "一件{也}没有"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := f
			g.Narrative = map[string]string{report.Overall: tt.text}
			r, _ := Live(g)
			if got := r.Narrative[report.Overall]; got != tt.want {
				t.Errorf("%q = %q, want %q", tt.text, got, tt.want)
			}
			if open := strings.Contains(tt.want, "未填"); open != strings.Contains(strings.Join(Empty(r), ""), "中的“") {
				t.Errorf("%q: Empty tells %v", tt.text, Empty(r))
			}
		})
	}
}

// TestToldIsSaid: what a name gives is checked against the tables as what is
// typed.
func TestToldIsSaid(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Narrative[report.Overall] = "全年作出行政处罚决定{{行政处罚}}件。"
	r, _ := Live(f)
	if len(r.Said) == 0 || r.Said[0].Value != report.Count(4) {
		t.Errorf("Said = %v, want the 4 penalties", r.Said)
	}
}

func TestCheckNames(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, says string }{
		{"没有名称", "一般的文字。", ""},
		{"有的", "行政处罚{{行政处罚}}件，新收申请{{新收申请}}件，其中自然人{{新收申请·自然人}}件。", ""},
		{"写错", "行政处罚{{行政处罚决定}}件。", "{{行政处罚}}"},
		{"空的", "行政处罚{{ }}件。", "没有写名称"},
		{"没有写完", "行政处罚{{行政处罚件。", "没有写完"},
		{"跨行", "行政处罚{{行政\n处罚}}件。", "没有写完"},
		{"什么也不像", "{{甲乙丙丁戊}}", "可以引用的数字"},
		{"很长", "{{" + strings.Repeat("长", 5000) + "}}", "没有叫“长长长"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := WriteChapter{Chapter: report.Overall, Text: tt.text}.CheckNames(2024)
			if tt.says == "" && err != nil || tt.says != "" && (err == nil || !strings.Contains(problem.Of(err).Sentence(), tt.says)) {
				t.Errorf("CheckNames(%.40q) = %v, want %q", tt.text, err, tt.says)
			}
		})
	}
}

func TestFillMarked(t *testing.T) {
	t.Parallel()
	values := []Value{{Name: "年度", Text: "2024"}, {Name: "行政处罚", Text: "4"}}
	const text = "{{年度}}年，处罚｛｛ 行政处罚 ｝｝件，{{没有}}。"
	got, told := FillMarked(text, values)
	if got != Fill(text, values) {
		t.Errorf("FillMarked(%q) = %q, Fill gives %q", text, got, Fill(text, values))
	}
	var parts []string
	for _, s := range told {
		parts = append(parts, got[s.Start:s.End])
	}
	if want := "2024 4 【未填：没有】"; strings.Join(parts, " ") != want {
		t.Errorf("the values stand at %q, want %q", parts, want)
	}
	if got, told := FillMarked("没有名称", nil); got != "没有名称" || told != nil {
		t.Errorf("without names: %q, %v", got, told)
	}
}
