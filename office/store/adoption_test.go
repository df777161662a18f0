package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

const (
	oldPenalty  = report.Code("disclosure.penalty.decisions")
	oldInForce  = report.Code("disclosure.normative.in_force")
	oldReceived = report.Code("application.newly_received.total")
)

// old is an old report as it is read, every cell 0.
func old(year int) *report.Report {
	r := report.New(report.FormOf(year))
	r.Organ, r.Year, r.Title = "青溪县石桥镇人民政府", year, fmt.Sprintf("青溪县石桥镇人民政府%d年政府信息公开工作年度报告", year)
	r.Narrative = map[string]string{report.Overall: "工作平稳。", report.Problems: "人手不足，已增加。", report.Other: "没有收取信息处理费。"}
	r.Chapters = []string{report.Overall, report.Disclosure, report.Application, report.Remedy, report.Problems, report.Other}
	for _, code := range r.Edition.Codes() {
		r.Set(code, report.Reports(report.Count(0)))
	}
	return r
}

func adopt(r *report.Report) store.Adopt {
	return store.Adopt{Adopt: filing.Adopt{Year: r.Year, File: fmt.Sprintf("%d年报.html", r.Year), SHA256: strings.Repeat("a", 64), Organ: r.Organ,
		Published: calendar.MustParse(fmt.Sprintf("%d-01-20", r.Year+1))}, MediaType: "application/octet-stream", Size: 1000, Read: r}
}

// finish takes an adopted report through its course.
func finish(t *testing.T, o *storetest.Office, on store.Subject) store.Subject {
	t.Helper()
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
	on = o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
	return o.MustTake(t, o.Approver, on, filing.Publish{}).Subject
}

func mustVerify(t *testing.T, o *storetest.Office) {
	t.Helper()
	v, err := o.Verify(t.Context())
	if err != nil || len(v.Breaks) > 0 {
		t.Fatalf("Verify = %v, %v", v.Breaks, err)
	}
}

// TestAdoption takes an old report from its file to a published version, with a
// cell in doubt, one corrected and an error that the original has.
func TestAdoption(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) { adoption(t, storetest.NewOffice(t, s)) })
}

func adoption(t *testing.T, o *storetest.Office) {
	r := old(2022)
	r.Set(oldPenalty, report.Figure{Mark: report.Text})
	r.Raw = map[report.Code]string{oldPenalty: "若干"}
	r.Set(oldReceived, report.Reports(report.Count(3))) // the columns and the balance say 0
	r.Dates.Signed = "2023-01-10"
	on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, adopt(r)).Subject
	l, err := o.LiveReport(t.Context(), o.Township, 2022)
	if err != nil || l.Adoption == nil || !l.Filing.Adopted || l.Report.Dates.Published != "2023-01-20" {
		t.Fatalf("LiveReport = %+v, %v", l.Filing, err)
	}
	if n := len(l.Adoption.Undecided()); n == 0 || l.Adoption.Unconfirmed() == 0 {
		t.Fatalf("%d undecided, %d unconfirmed, want some of both", n, l.Adoption.Unconfirmed())
	}
	mustFail(t, o, on, filing.Submit{}, "没有与原文件核对")
	mustFail(t, o, on, filing.EnterFigure{Code: oldPenalty, Typed: "1", Paper: "台账"}, "由原报告导入")
	mustFail(t, o, on, filing.ConfirmZeros{Registers: nil}, "没有勾选")

	decide := filing.Decide{Source: "第2页，写着12件", Cells: []filing.Deciding{{Code: oldPenalty, Choice: filing.Corrected, Typed: "12"}}}
	for _, d := range l.Adoption.Undecided() {
		if d.Code != oldPenalty {
			decide.Cells = append(decide.Cells, filing.Deciding{Code: d.Code, Choice: filing.AsRead})
		}
	}
	stale := on
	on = o.MustTake(t, o.Clerk, on, decide).Subject
	mustFail(t, o, stale, decide, "李敏") // two people at once
	mustFail(t, o, on, filing.Submit{}, "没有确认")
	on = confirmAll(t, o, on)
	if l, err = o.LiveReport(t.Context(), o.Township, 2022); err != nil {
		t.Fatal(err)
	}
	if d := l.Adoption.Decisions[oldPenalty]; d.By != "李敏" || d.Was != "“若干”" || d.Source != "第2页，写着12件" || d.Value != report.Count(12) {
		t.Errorf("the decision is %+v", d)
	}
	on = o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: report.Preface, Text: "本报告{{依据}}条例编制。"}).Subject
	mustVerify(t, o)
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	if _, err := o.Take(t.Context(), o.Clerk, on, filing.Review{}); err == nil {
		t.Error("the clerk reviews")
	}
	mustFail(t, o, on, decide, "不能修改")
	on = o.MustTake(t, o.Reviewer, on, filing.Return{Reason: "请核对处罚"}).Subject
	on = finish(t, o, on)

	v, err := o.Published(t.Context(), o.Township, 2022, 0)
	if err != nil || !v.Adopted || v.First.String() != "2023-01-20" || v.Whole() != nil {
		t.Fatalf("Published = %+v, %v", v, err)
	}
	got, err := report.ParseJSON(v.Content)
	if err != nil || got.Figure(oldPenalty) != report.Reports(report.Count(12)) || got.Figure(oldReceived) != report.Reports(report.Count(3)) ||
		got.Dates.Signed != "2023-01-10" || got.Narrative[report.Preface] != "本报告{{依据}}条例编制。" || len(got.Warnings) > 0 {
		t.Errorf("the published report is %+v, %v", got, err)
	}
	mustVerify(t, o)
	mustFail(t, o, store.Subject{Organ: o.Township}, adopt(old(2022)), "订正")
	mustFail(t, o, on, filing.Discard{Reason: "导错了"}, "不能撤销导入")

	on = o.MustTake(t, o.Clerk, on, filing.Revise{Reason: "核对时看错一格"}).Subject
	on = o.MustTake(t, o.Clerk, on, filing.Decide{Source: "第2页", Cells: []filing.Deciding{{Code: oldPenalty, Choice: filing.Corrected, Typed: "13"}}}).Subject
	finish(t, o, on)
	if v, err = o.Published(t.Context(), o.Township, 2022, 0); err != nil || v.N != 2 || !v.Adopted {
		t.Errorf("the revision is %+v, %v", v, err)
	}
	mustVerify(t, o)
	tamper(t, o)
}

// confirmAll confirms what remains of an adopted report.
func confirmAll(t *testing.T, o *storetest.Office, on store.Subject) store.Subject {
	t.Helper()
	l, err := o.LiveReport(t.Context(), on.Organ, int(on.ID))
	if err != nil {
		t.Fatal(err)
	}
	c := filing.ConfirmFindings{Reason: " 原报告如此 "}
	for _, m := range l.Adoption.Remaining {
		c.Findings = append(c.Findings, m.FindingKey)
	}
	if len(c.Findings) == 0 {
		return on
	}
	return o.MustTake(t, o.Clerk, on, c).Subject
}

// tamper changes behind the program's back what people decided and what was
// read; verify tells of each.
func tamper(t *testing.T, o *storetest.Office) {
	t.Helper()
	for _, query := range []string{
		`UPDATE cell_decision SET value = '99' WHERE code = 'disclosure.penalty.decisions'`,
		`UPDATE adoption SET content = replace(content, '工作平稳', '工作很好')`,
		`UPDATE adoption SET published_on = '2023-03-01'`,
		`UPDATE finding_confirmation SET reason = '没有理由'`,
	} {
		before, err := o.Verify(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		spoil(t, o.Store, query)
		after, err := o.Verify(t.Context())
		if err != nil || len(after.Breaks) <= len(before.Breaks) {
			t.Errorf("after %s Verify = %v, %v, want another break", query, after.Breaks, err)
		}
	}
}

// mustFail takes a step as the clerk that has to be refused.
func mustFail(t *testing.T, o *storetest.Office, on store.Subject, step store.Step, says string) {
	t.Helper()
	_, err := o.Take(t.Context(), o.Clerk, on, step)
	if err == nil || !strings.Contains(problem.Of(err).Sentence(), says) {
		t.Errorf("Take(%T) = %v, want %q", step, err, says)
	}
}

func TestAdoptRefusals(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		with := func(change func(*store.Adopt)) store.Adopt {
			a := adopt(old(2022))
			change(&a)
			return a
		}
		at := store.Subject{Organ: o.Township}
		for _, tt := range []struct {
			name string
			step store.Adopt
			says string
		}{
			{"2018年", with(func(a *store.Adopt) { a.Year = 2018 }), "旧条例"},
			{"今年", with(func(a *store.Adopt) { a.Year = 2025 }), "还没有结束"},
			{"年份不符", with(func(a *store.Adopt) { a.Year = 2021; a.Published = calendar.MustParse("2022-01-20") }), "是2022年的报告，不是2021年的"},
			{"别的镇", with(func(a *store.Adopt) { a.Organ = "青溪县白石镇人民政府" }), "不是“青溪县石桥镇人民政府”的"},
			{"没有机关", with(func(a *store.Adopt) { a.Organ = "" }), "还没有确认"},
			{"名称太泛", with(func(a *store.Adopt) { a.Organ = "镇人民政府" }), "还没有确认"},
			{"公布太早", with(func(a *store.Adopt) { a.Published = calendar.MustParse("2021-01-20") }), "早于2022年12月"},
		} {
			_, err := o.Take(t.Context(), o.Clerk, at, tt.step)
			if err == nil || !strings.Contains(problem.Of(err).Sentence(), tt.says) {
				t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
			}
			if f, _ := o.Filing(t.Context(), o.Township, tt.step.Year); f.State != "" {
				t.Errorf("%s: a filing is left", tt.name)
			}
		}
		if _, err := o.Take(t.Context(), o.Reviewer, at, adopt(old(2022))); problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("the reviewer adopts: %v", err)
		}
		o.MustTake(t, o.Clerk, at, filing.Begin{Year: 2023})
		mustFail(t, o, at, adopt(old(2023)), "正在填报")
		doubtful := with(func(a *store.Adopt) { a.Organ, a.Why = "", "封面写着石桥镇" })
		on := o.MustTake(t, o.Clerk, at, doubtful).Subject
		mustFail(t, o, at, adopt(old(2022)), "已经导入")
		mustFail(t, o, on, filing.Discard{}, "没有填写撤销的理由")
		o.MustTake(t, o.Clerk, on, filing.Discard{Reason: "导错了文件"})
		mustVerify(t, o)
		if f, err := o.Filing(t.Context(), o.Township, 2022); f.State != "" || err != nil {
			t.Errorf("after Discard: %+v, %v", f, err)
		}
		o.MustTake(t, o.Clerk, at, adopt(old(2022)))
		mustVerify(t, o)
	})
}

// TestAdoptedNames: a report under a former name is the organ's, one of a
// predecessor that of the heir where the heir was not there yet.
func TestAdoptedNames(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
		mustFail(t, o, store.Subject{Organ: o.Township}, named(2020, "青溪县大石桥街道办事处"), "更名")
		o.MustTake(t, o.System, on, organ.Rename{Name: "青溪县大石桥街道办事处", Short: "大石桥", From: calendar.MustParse("2024-06-01")})
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, named(2020, "青溪县石桥镇人民政府"))
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, named(2021, "青溪县大石桥街道办事处"))
		other := store.Subject{Kind: store.OrganKind, Organ: o.Other, ID: int64(o.Other), Version: store.AnyVersion}
		o.MustTake(t, o.System, other, organ.Succeed{How: organ.Merged, Successors: []organ.ID{o.Township}, From: calendar.MustParse("2024-12-01")})
		mustFail(t, o, store.Subject{Organ: o.Township}, named(2022, "青溪县白石镇人民政府"), "有自己的报告")
	})
}

func named(year int, name string) store.Adopt {
	r := old(year)
	r.Organ = name
	return adopt(r)
}

// TestAdoptedContinuity: the first live year after an old report takes its
// carry-over from it, and is compared with it.
func TestAdoptedContinuity(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		r := old(2023)
		for _, row := range []string{"newly_received", "carried_over"} {
			r.Set(report.Code("application."+row+".natural_person"), report.Reports(report.Count(2)))
			r.Set(report.Code("application."+row+".total"), report.Reports(report.Count(2)))
		}
		r.Set(oldInForce, report.Reports(report.Count(5)))
		on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, adopt(r)).Subject
		o.Clock.Advance(time.Minute)
		live := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject
		if l, err := o.LiveReport(t.Context(), o.Township, 2024); err != nil || l.Previous != nil {
			t.Fatalf("a draft is taken for last year's report: %v, %v", l.Previous, err)
		}
		finish(t, o, on)
		o.Complete(t, live)
		l, err := o.LiveReport(t.Context(), o.Township, 2024)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range []report.Code{"application.carried_in.natural_person", "application.carried_in.total"} {
			if l.Report.Figure(code) != report.Reports(report.Count(2)) {
				t.Errorf("%s = %v, want 2 from the old report", code, l.Report.Figure(code))
			}
		}
		if !found(l.Findings, "in_force", string(oldInForce)) {
			t.Errorf("the stock is not compared: %v", l.Findings)
		}
		stocks := filing.OpeningStocks(l.Previous, map[report.Code]int64{})
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, stocks[1].Enter(2023))
		if l, err = o.LiveReport(t.Context(), o.Township, 2024); err != nil || found(l.Findings, "in_force", string(oldInForce)) || l.Report.Figure(oldInForce) != report.Reports(report.Count(5)) {
			t.Errorf("with the opening stock: %v in force, %v, %v", l.Report.Figure(oldInForce), l.Findings, err)
		}
	})
}

func found(all []report.Finding, rule, at string) bool {
	for _, f := range all {
		if f.Rule == rule && f.At == at {
			return true
		}
	}
	return false
}

// TestAdoptedNeighbours: two old reports of years that follow are compared both
// ways, whichever came first, published or not.
func TestAdoptedNeighbours(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	earlier, later := old(2021), old(2022)
	later.Set("application.carried_in.total", report.Reports(report.Count(2)))
	for _, r := range []*report.Report{later, earlier} {
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, adopt(r))
	}
	for year, at := range map[int]string{2021: "application.carried_over.total", 2022: "application.carried_in.total"} {
		l, err := o.LiveReport(t.Context(), o.Township, year)
		if err != nil || !found(l.Findings, "carry_over", at) {
			t.Errorf("%d: findings %v, %v, want carry_over at %s", year, l.Findings, err, at)
		}
	}
}
