package filing

import (
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
)

// TestProblemSentences: an open measure is carried into the next year's chapter
// with owner, due date and state; a finished one is told as what was done.
func TestProblemSentences(t *testing.T) {
	t.Parallel()
	entry := func(title, found, due, closed, outcome string) register.Values {
		return register.Values{"title": title, "found_on": found, "origin": "own", "measure": "每月核对各办公室\n应公开的信息。", "owner": "党政办公室", "person": "周某某", "due_on": due, "closed_on": closed, "outcome": outcome}
	}
	f := Facts{Year: 2024, Problems: []register.Values{
		entry("发布不及时", "2024-03-20", "2025-06-30", "", ""),
		entry("目录不全", "2023-05-06", "2024-06-30", "2024-05-20", "目录已补全12项"),
		entry("解读太少", "2023-05-06", "2024-06-30", "", "已解读3件"),
		entry("专栏混乱", "2024-04-01", "", "2024-09-30", ""),
		entry("{{年度}}没有定时限", "2024-05-01", "", "2025-02-01", ""),
	}}
	want := []string{
		"2023年查找出的问题“目录不全”，由党政办公室负责改进：每月核对各办公室；应公开的信息；2024年5月20日完成，目录已补全12项。",
		"2023年查找出的问题“解读太少”尚未完成：每月核对各办公室；应公开的信息，由党政办公室负责，应于2024年6月30日完成，已经过期。目前进展：已解读3件。",
		"本年查找出的问题“专栏混乱”，由党政办公室负责改进：每月核对各办公室；应公开的信息；2024年9月30日完成，已经改进。",
		"存在的问题：发布不及时。改进措施：每月核对各办公室；应公开的信息，由党政办公室负责，2025年6月30日前完成。",
		"存在的问题：年度没有定时限。改进措施：每月核对各办公室；应公开的信息，由党政办公室负责，没有定时限。",
	}
	got := f.Suggestions(report.Problems, nil)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("Suggestions =\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, s := range got {
		if err := (WriteChapter{Chapter: report.Problems, Text: s}).CheckNames(2024); err != nil || strings.Contains(s, "周某某") {
			t.Errorf("%q cannot be saved (%v), or names a person", s, err)
		}
	}
	if more := f.Suggestions(report.Overall, nil); len(more) > 0 {
		t.Errorf("problems in another chapter: %q", more)
	}
}

// TestSuggestionsAreTrue: what is suggested and taken breaks no rule, whatever
// the figures.
func TestSuggestionsAreTrue(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Counted = map[report.Code]int64{}
	for i, d := range register.All() {
		for k, g := range d.Figures {
			f.Counted[g.Code] = int64(10*i + k + 1)
		}
	}
	r, _ := Live(f)
	var all []string
	for _, chapter := range WrittenChapters() {
		all = append(all, f.Suggestions(chapter, f.Values(r))...)
	}
	if len(all) < 10 {
		t.Fatalf("only %d sentences: %q", len(all), all)
	}
	f.Narrative = map[string]string{report.Overall: strings.Join(all, "\n"), report.Problems: "公开的内容还不够全面，下一步将加强培训。", report.Other: "没有收取信息处理费。"}
	r, _ = Live(f)
	for _, found := range f.Check(r, report.Circumstances{}) {
		if found.Rule == "text_mismatch" || found.Rule == "unit_suspect" {
			t.Errorf("the program's own sentence breaks a rule: %s", found.Says)
		}
	}
}
