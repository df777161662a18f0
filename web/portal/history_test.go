package portal_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
)

// adopted publishes an old report of the township that was taken over from its
// file.
func adopted(t *testing.T, s *site, year int) {
	t.Helper()
	r := report.New(report.FormOf(year))
	r.Organ, r.Year, r.Title = "青溪县石桥镇人民政府", year, filing.Title("青溪县石桥镇人民政府", year)
	r.Narrative = map[string]string{report.Preface: "本报告依条例编制。", report.Overall: "工作平稳。", report.Problems: "人手不足，已经增加。", report.Other: "没有收取信息处理费。"}
	r.Chapters = []string{report.Overall, report.Disclosure, report.Application, report.Remedy, report.Problems, report.Other}
	for _, code := range r.Edition.Codes() {
		r.Set(code, report.Reports(report.Count(0)))
	}
	for _, row := range []string{"newly_received", "granted", "total_handled"} {
		for _, column := range []string{"natural_person", "total"} {
			r.Set(report.Code("application."+row+"."+column), report.Reports(report.Count(5)))
		}
	}
	step := store.Adopt{Adopt: filing.Adopt{Year: year, File: "年报.html", SHA256: strings.Repeat("b", 64), Organ: r.Organ, Published: calendar.MustParse(fmt.Sprintf("%d-01-18", year+1))},
		MediaType: "application/octet-stream", Size: 10, Read: r}
	on := s.MustTake(t, s.Clerk, store.Subject{Organ: s.Township}, step).Subject
	l, err := s.LiveReport(t.Context(), s.Township, year)
	if err != nil {
		t.Fatal(err)
	}
	if open := l.Adoption.Undecided(); len(open) > 0 {
		var d filing.Decide
		for _, x := range open {
			d.Cells = append(d.Cells, filing.Deciding{Code: x.Code, Choice: filing.AsRead})
		}
		on = s.MustTake(t, s.Clerk, on, d).Subject
	}
	if l.Adoption.Unconfirmed() > 0 {
		c := filing.ConfirmFindings{Reason: "原报告如此"}
		for _, m := range l.Adoption.Remaining {
			c.Findings = append(c.Findings, m.FindingKey)
		}
		on = s.MustTake(t, s.Clerk, on, c).Subject
	}
	on = s.MustTake(t, s.Clerk, on, filing.Submit{}).Subject
	on = s.MustTake(t, s.Reviewer, on, filing.Review{}).Subject
	on = s.MustTake(t, s.Approver, on, filing.Sign{}).Subject
	s.MustTake(t, s.Approver, on, filing.Publish{})
}

// TestAdopted: an old report is read like any other, with the note that it was
// taken over, under the day of the original.
func TestAdopted(t *testing.T) {
	t.Parallel()
	s := published(t)
	adopted(t, s, 2022)
	at := "/reports/" + s.Township.String() + "/2022"
	for _, tt := range []struct {
		path      string
		has, lack []string
	}{
		{at, []string{"本报告由2023年公布的原文件录入，原公布日期为2023年1月18日", "2023年1月18日</time>公布", "录入后公布", "本报告依条例编制"}, []string{"公布时间</dt>"}},
		{at + "/v1", []string{"本报告由2023年公布的原文件录入"}, nil},
		{"/reports", []string{"2023年1月18日"}, nil},
		{"/organs/" + s.Township.String() + "/reports", []string{"2023年1月18日"}, nil},
		{"/reports/" + s.Township.String() + "/2023", []string{"比上年多7件", "2022—2023年"}, []string{"原文件录入"}},
	} {
		a := get(s.Handler, tt.path).Body.String()
		for _, want := range tt.has {
			if !strings.Contains(a, want) {
				t.Errorf("GET %s lacks %q", tt.path, want)
			}
		}
		for _, not := range tt.lack {
			if strings.Contains(a, not) {
				t.Errorf("GET %s shows %q", tt.path, not)
			}
		}
	}
	for _, format := range []string{"json", "html", "docx", "pdf", "xlsx", "csv"} {
		if body := get(s.Handler, at+"."+format).Body.String(); len(body) < 500 {
			t.Errorf("the file as %s has %d bytes", format, len(body))
		}
	}
}
