package store_test

import (
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// remedyCells compares cells of table 四 of a year, by the end of their codes.
func remedyCells(t *testing.T, o *storetest.Office, year int, want map[string]string) {
	t.Helper()
	live, err := o.LiveReport(t.Context(), o.Township, year)
	if err != nil {
		t.Fatal(err)
	}
	for end, n := range want {
		code := report.Code("remedy." + end)
		if got := live.Report.Figure(code).Number.String(); got != n {
			t.Errorf("%d %s = %s, want %s", year, code, got, n)
		}
	}
}

// TestRemedy takes one case through reconsideration and court over two years.
func TestRemedy(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenCase(t, storetest.Application())
		o.Clock.Set("2025-01-20")
		o.Decide(t, c.ID, application.Outcome("withheld.state_secret"))
		o.Clock.Set("2025-03-10")
		contest := application.Contest{Group: application.Reconsideration, Number: "青府复[2025]3号", Body: "青溪县人民政府"}
		c = o.StepOn(t, o.Clerk, c.ID, contest, o.Today().AddDays(-4))
		if r := c.Course.Remedies[0]; r.Number != "青府复〔2025〕3号" || r.AcceptedOn.String() != "2025-03-06" || !r.IsPending() || !c.Course.Pending() {
			t.Errorf("the reconsideration is %+v", r)
		}
		remedyCells(t, o, 2025, map[string]string{"reconsideration.pending": "1", "reconsideration.total": "1", "reconsideration.upheld": "0", "litigation_direct.total": "0"})
		on := store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion}
		for _, try := range []struct {
			name string
			step application.Step
			kind problem.Kind
			says string
		}{
			{"再登记一次", contest, problem.KindConflict, "已经登记在这件申请里"},
			{"没有类别", application.Contest{Number: "1号"}, problem.KindInvalid, "没有选择是行政复议还是行政诉讼"},
			{"没有案号", application.Contest{Group: application.DirectSuit}, problem.KindInvalid, "没有填写案号"},
			{"案号没有数字", application.Contest{Group: application.DirectSuit, Number: "某号"}, problem.KindInvalid, "没有数字"},
			{"没有这一件", application.Settle{N: 2, Outcome: "sustained"}, problem.KindRefused, "没有登记过这件复议诉讼"},
			{"没有这种结果", application.Settle{N: 1, Outcome: "won"}, problem.KindInvalid, "没有“won”这种结果"},
			{"没有结果", application.Settle{N: 1}, problem.KindInvalid, "没有选择结果"},
			{"更正没有理由", application.AmendContest{N: 1, Strike: true}, problem.KindInvalid, "没有填写更正的理由"},
		} {
			if _, err := s.Take(t.Context(), o.Clerk, on, store.CaseStep{Step: try.step}); problem.Of(err).Kind != try.kind || !strings.Contains(problem.Of(err).Says, try.says) {
				t.Errorf("%s: %v, want %s with %q", try.name, err, try.kind, try.says)
			}
		}
		if _, err := s.Take(t.Context(), o.Reviewer, on, store.CaseStep{Step: application.Settle{N: 1, Outcome: "sustained"}}); problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("the reviewer settled: %v", err)
		}
		o.Clock.Set("2025-05-12")
		o.Step(t, o.Clerk, c.ID, application.Settle{N: 1, Outcome: "sustained"})
		o.Clock.Set("2025-06-03")
		o.Step(t, o.Clerk, c.ID, application.Contest{Group: application.SuitAfterwards, Number: "（2025）豫01行初9号", Body: "青溪县人民法院"})
		remedyCells(t, o, 2025, map[string]string{"reconsideration.pending": "0", "reconsideration.upheld": "1", "litigation_after_reconsideration.pending": "1"})
		o.Clock.Set("2026-02-03")
		c = o.Step(t, o.Clerk, c.ID, application.Settle{N: 2, Outcome: "ordered", Cause: "没有说明理由"})
		if r := c.Course.Overturned(); r == nil || r.Number != "〔2025〕豫01行初9号" {
			t.Errorf("Overturned = %+v", r)
		}
		remedyCells(t, o, 2025, map[string]string{"reconsideration.upheld": "1", "reconsideration.total": "1", "litigation_after_reconsideration.pending": "1", "litigation_after_reconsideration.total": "1"})
		remedyCells(t, o, 2026, map[string]string{"reconsideration.total": "0", "litigation_after_reconsideration.overturned": "1", "litigation_after_reconsideration.pending": "0"})
		c = o.Step(t, o.Approver, c.ID, application.Reopen{Cause: application.AfterJudgment})
		if c.Course.Overturned() != nil {
			t.Error("the case was reopened and is still asked to be")
		}
		// What was recorded wrongly is corrected in the case and nowhere else.
		entries, err := s.RemedyEntries(t.Context(), c.ID)
		if err != nil || len(entries) != 2 {
			t.Fatalf("RemedyEntries = %v, %v", entries, err)
		}
		e, err := s.Entry(t.Context(), o.Township, entries[1])
		if err != nil || e.Values["application"] != c.Number || e.Values["party"] != "周*" || e.Values["cause"] != "没有说明理由" {
			t.Errorf("the entry is %v, %v", e.Values, err)
		}
		for name, step := range map[string]store.Step{
			"更改": register.Correct{Register: "remedy", Values: register.Values{"number": "x1"}, Reason: "改一改"}, "作废": register.Withdraw{Register: "remedy", Reason: "不要了"},
		} {
			if _, err := s.Take(t.Context(), o.Clerk, e.Subject(), step); problem.Of(err).Kind != problem.KindRefused {
				t.Errorf("%s: %v, want refused", name, err)
			}
		}
		amend := application.AmendContest{N: 2, Group: application.SuitAfterwards, Number: "（2025）豫01行初10号", AcceptedOn: c.Course.Remedies[1].AcceptedOn, Outcome: "settled", ConcludedOn: o.Today(), Reason: "案号写错"}
		o.Step(t, o.Clerk, c.ID, amend)
		remedyCells(t, o, 2026, map[string]string{"litigation_after_reconsideration.overturned": "0", "litigation_after_reconsideration.other": "1"})
		o.Step(t, o.Clerk, c.ID, application.AmendContest{N: 2, Strike: true, Reason: "不是这件申请的"})
		remedyCells(t, o, 2025, map[string]string{"litigation_after_reconsideration.pending": "0"})
		remedyCells(t, o, 2026, map[string]string{"litigation_after_reconsideration.total": "0"})
		if _, err := s.Take(t.Context(), o.Clerk, store.Subject{Organ: o.Township, ID: entries[1], Version: store.AnyVersion}, register.Reinstate{Register: "remedy", Reason: "还要"}); problem.Of(err).Kind != problem.KindRefused {
			t.Errorf("a struck remedy was reinstated by hand: %v", err)
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
	})
}

// TestRemedyOfInaction: an organ that has not answered can be gone against from the
// day after its time is up.
func TestRemedyOfInaction(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	o := storetest.NewOffice(t, s)
	c := o.OpenCase(t, storetest.Application())
	o.Clock.Set("2025-02-20")
	on := store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion}
	early := store.CaseStep{Step: application.Contest{Group: application.Reconsideration, Number: "青府复〔2025〕1号"}, On: c.DueOn}
	if _, err := s.Take(t.Context(), o.Clerk, on, early); problem.Of(err).Kind != problem.KindRefused || !strings.Contains(problem.Of(err).Says, "答复期限到2025年2月8日") {
		t.Errorf("contested before the time was up: %v", err)
	}
	suit := store.CaseStep{Step: application.Contest{Group: application.SuitAfterwards, Number: "（2025）豫01行初9号"}}
	if _, err := s.Take(t.Context(), o.Clerk, on, suit); problem.Of(err).Kind != problem.KindRefused || !strings.Contains(problem.Of(err).Says, "没有登记过这件申请的行政复议") {
		t.Errorf("a suit after no reconsideration: %v", err)
	}
	early.On = c.DueOn.AddDays(1)
	o.MustTake(t, o.Clerk, on, early)
	if c = o.MustCase(t, c.ID); c.State != application.Processing || c.DueOn.String() != "2025-02-08" || len(c.Course.Remedies) != 1 {
		t.Errorf("the remedy changed the case: %+v", c.CaseRow)
	}
}

// TestLinkRemedy: a remedy that was typed before belongs to its case from then on,
// and no other is typed beside it.
func TestLinkRemedy(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Clock.Set("2025-02-20")
		at := store.Subject{Organ: o.Township}
		enter := func(number string, pairs ...string) store.Entry {
			t.Helper()
			v := register.Values{"number": number, "group": "reconsideration", "party": "周明", "accepted_on": "2025-02-18", "application": "石桥公开申〔2024〕1号"}
			for i := 0; i < len(pairs); i += 2 {
				if v[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
					delete(v, pairs[i])
				}
			}
			e, err := s.Entry(t.Context(), o.Township, o.MustTake(t, o.Clerk, at, register.Enter{Register: "remedy", Values: v}).Subject.ID)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		old := enterOld(t, o, oldApplication("石桥公开申〔2024〕1号", "2024-12-20"))
		mine, other := enter("青府复〔2025〕1号"), enter("青府复〔2025〕2号", "application", "石桥公开申〔2023〕9号")
		ended := enter("青府复〔2025〕3号", "outcome", "sustained", "concluded_on", "2025-02-19")
		c := o.MustCase(t, o.MustTake(t, o.Clerk, at, transferOf(old)).Subject.ID)
		if loose, err := s.LooseRemedies(t.Context(), c.CaseRow); err != nil || len(loose) != 1 || loose[0].ID != mine.ID {
			t.Errorf("LooseRemedies = %+v, %v", loose, err)
		}
		on := store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion}
		for _, try := range []struct {
			name string
			link store.LinkRemedy
			kind problem.Kind
			says string
		}{
			{"别的申请的", store.LinkRemedy{Entry: other.ID, Version: other.Version}, problem.KindRefused, "〔2023〕9号"},
			{"已经审结的", store.LinkRemedy{Entry: ended.ID, Version: ended.Version}, problem.KindRefused, "已经在2025年2月19日审结"},
			{"没有这一件", store.LinkRemedy{Entry: 7, Version: 1}, problem.KindNotFound, "没有找到"},
			{"不是复议诉讼", store.LinkRemedy{Entry: old.ID, Version: 1}, problem.KindNotFound, "没有找到"},
		} {
			if _, err := s.Take(t.Context(), o.Clerk, on, try.link); problem.Of(err).Kind != try.kind || !strings.Contains(problem.Of(err).Says, try.says) {
				t.Errorf("%s: %v, want %s with %q", try.name, err, try.kind, try.says)
			}
		}
		typed := store.CaseStep{Step: application.Contest{Group: application.Reconsideration, Number: mine.Number}}
		if _, err := s.Take(t.Context(), o.Clerk, on, typed); problem.Of(err).Kind != problem.KindConflict || !strings.Contains(problem.Of(err).Advice, "关联") {
			t.Errorf("typed what the register has: %v", err)
		}
		o.MustTake(t, o.Clerk, on, store.LinkRemedy{Entry: mine.ID, Version: mine.Version})
		if again := o.MustTake(t, o.Clerk, on, store.LinkRemedy{Entry: mine.ID, Version: mine.Version}); again.Seq != 0 {
			t.Error("the form sent twice did something")
		}
		remedyCells(t, o, 2025, map[string]string{"reconsideration.pending": "2", "reconsideration.upheld": "1"})
		o.Step(t, o.Clerk, c.ID, application.Settle{N: 1, Outcome: "annulled"})
		remedyCells(t, o, 2025, map[string]string{"reconsideration.pending": "1", "reconsideration.overturned": "1"})
		beside := register.Values{"number": "青府复〔2025〕4号", "group": "reconsideration", "party": "周明", "accepted_on": "2025-02-18", "application": c.Number}
		if _, err := s.Take(t.Context(), o.Clerk, at, register.Enter{Register: "remedy", Values: beside}); problem.Of(err).Kind != problem.KindRefused {
			t.Errorf("entered beside its case: %v", err)
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
		spoil(t, s, `DELETE FROM application_remedy`)
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) == 0 {
			t.Errorf("a lost entry is no break: %v", err)
		}
	})
}
