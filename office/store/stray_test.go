package store_test

import (
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func strayOf(all []store.Stray, number string) *store.Stray {
	for i := range all {
		if all[i].Number == number {
			return &all[i]
		}
	}
	return nil
}

// TestLostBetween: what the published report handed on and the records do not, by
// case, beside the cell of the next year.
func TestLostBetween(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Clock.Set("2024-12-02")
		answered, kept := o.OpenCase(t, storetest.Application()), o.OpenCase(t, storetest.Application())
		contested := o.OpenCase(t, storetest.Application())
		o.Clock.Set("2024-12-10")
		o.Decide(t, contested.ID, application.Granted)
		o.Clock.Set("2024-12-20")
		o.Step(t, o.Clerk, contested.ID, application.Contest{Group: application.Reconsideration, Number: "青府复〔2024〕3号"})
		typed := enterIn(t, o, "remedy", register.Values{"number": "青府复〔2024〕4号", "group": "reconsideration", "party": "周某", "accepted_on": "2024-12-20"})
		o.Clock.Set("2025-01-10")
		o.Publish(t, 2024)
		live, err := s.LiveReport(t.Context(), o.Township, 2025)
		if err != nil || len(live.Strays) != 0 {
			t.Fatalf("Strays = %+v, %v, want none yet", live.Strays, err)
		}
		o.Clock.Set("2025-01-13")
		c := o.MustCase(t, answered.ID)
		for _, step := range []struct {
			by   store.Actor
			step application.Step
		}{
			{o.Clerk, application.Draft{Decisions: []application.Decision{{Item: 1, Outcome: application.Granted, Articles: []string{application.Granted.Articles()[0].String()}}}}},
			{o.Reviewer, application.Review{}}, {o.Approver, application.Approve{}}, {o.Clerk, application.Reply{Number: "石桥公复〔2024〕9号"}},
		} {
			o.StepOn(t, step.by, c.ID, step.step, calendar.MustParse("2024-12-30"))
		}
		o.Decide(t, kept.ID, application.Granted)
		o.Step(t, o.Clerk, contested.ID, application.AmendContest{N: 1, Strike: true, Reason: "不是这件申请的"})
		o.MustTake(t, o.Clerk, typed, register.Withdraw{Register: "remedy", Reason: "不是本机关的"})
		if live, err = s.LiveReport(t.Context(), o.Township, 2025); err != nil || len(live.Strays) != 3 {
			t.Fatalf("Strays = %+v, %v, want the answered case and both remedies", live.Strays, err)
		}
		lost := strayOf(live.Strays, answered.Number)
		if lost == nil || lost.Case != answered.ID || lost.At != "application.carried_in.natural_person" || !strings.Contains(lost.Says, "2025年1月13日") {
			t.Errorf("the answered case is %+v", lost)
		}
		if gone := strayOf(live.Strays, "青府复〔2024〕3号"); gone == nil || gone.Case != contested.ID || gone.At != "remedy.reconsideration.total" {
			t.Errorf("the struck remedy is %+v", gone)
		}
		if gone := strayOf(live.Strays, "青府复〔2024〕4号"); gone == nil || gone.Case != 0 || gone.Entry != typed.ID || !strings.Contains(gone.Says, "李敏“作废") {
			t.Errorf("the withdrawn remedy is %+v", gone)
		}
		rules := map[string]int{}
		for _, f := range live.Findings {
			rules[f.Rule]++
		}
		if rules["carried_lost"] != 3 || rules["pending_lost"] != 1 {
			t.Errorf("found %v", rules)
		}
		h, err := s.Rehearse(t.Context(), o.Township, o.Today())
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, lack := range h.Lacks {
			if lack.Matter == filing.OfCase {
				told++
			}
		}
		if told != 3 {
			t.Errorf("the rehearsal tells %d of 3: %+v", told, h.Lacks)
		}
	})
}

// TestUncounted: cases without a code and cases whose receipt is not settled.
func TestUncounted(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	o := storetest.NewOffice(t, s)
	c, open := o.OpenCase(t, storetest.Application()), o.OpenCase(t, storetest.Application())
	o.Decide(t, c.ID, application.Granted)
	fax := storetest.Application()
	fax.Channel = application.Fax
	waiting := o.MustCase(t, o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, store.OpenCase{Submit: fax}).Subject.ID)
	h, err := s.Rehearse(t.Context(), o.Township, o.Today())
	if err != nil || len(h.Strays) != 1 || h.Strays[0].Case != waiting.ID || h.Strays[0].Severity != report.Caution {
		t.Errorf("the rehearsal tells %+v, %v, want the fax", h.Strays, err)
	}
	if got := h.Cases[open.Entry]; got.ID != open.ID || got.DueOn != open.DueOn {
		t.Errorf("the open case is %+v", got)
	}
	if live, err := s.LiveReport(t.Context(), o.Township, 2025); err != nil || len(live.Strays) != 0 {
		t.Errorf("the running year has %+v, %v", live.Strays, err)
	}
	spoil(t, s, `UPDATE application SET code = '' WHERE decided_on IS NOT NULL`)
	o.Clock.Set("2026-01-05")
	live, err := s.LiveReport(t.Context(), o.Township, 2025)
	if err != nil || len(live.Strays) != 2 || live.Strays[0].Case != c.ID || live.Strays[1].Case != waiting.ID {
		t.Fatalf("after the year Strays = %+v, %v", live.Strays, err)
	}
	found := map[report.Severity]int{}
	for _, f := range live.Findings {
		if f.Rule == "case_uncounted" {
			found[f.Severity]++
		}
	}
	if found[report.Error] != 1 || found[report.Caution] != 1 {
		t.Errorf("found %v", found)
	}
}
