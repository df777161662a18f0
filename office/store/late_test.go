package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestLate: what is entered, corrected, withdrawn or dated into the year after
// the report was signed is told with what it moves, and the published version
// stays what it was.
func TestLate(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		enter := func(number, day string) store.Subject {
			return o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty(number, day)).Subject
		}
		enter("青溪罚〔2024〕1号", "2024-03-05")
		gone := enter("青溪罚〔2024〕2号", "2024-03-06")
		moved := enter("青溪罚〔2025〕3号", "2025-01-02")
		if l, err := o.Late(t.Context(), o.Township, 2024); err != nil || !l.Since.IsZero() || l.Total != 0 {
			t.Errorf("before anything is signed: %+v, %v", l, err)
		}
		o.Publish(t, 2024)
		o.Clock.Set("2025-02-10")
		if l, err := o.Late(t.Context(), o.Township, 2024); err != nil || l.Total != 0 || l.Since.IsZero() {
			t.Errorf("before anything has changed: %+v, %v", l, err)
		}
		enter("青溪罚〔2025〕9号", "2025-01-05") // of the next year
		enter("青溪罚〔2024〕7号", "2024-12-30")
		o.Clock.Advance(time.Minute)
		o.MustTake(t, o.Clerk, gone, register.Withdraw{Register: "penalty", Reason: "重复登记"})
		o.Clock.Advance(time.Minute)
		into := penalty("青溪罚〔2025〕3号", "2024-12-31")
		o.MustTake(t, o.Clerk, moved, register.Correct{Register: "penalty", Values: into.Values, Reason: "日期写错了"})
		l, err := o.Late(t.Context(), o.Township, 2024)
		if err != nil || l.Total != 3 || len(l.Entries) != 3 {
			t.Fatalf("Late = %+v, %v, want three entries", l, err)
		}
		var got []string
		for _, e := range l.Entries {
			got = append(got, fmt.Sprintf("%s %s %v %s %s %v", e.Number, e.Act, e.IsNew, e.By, e.Reason, e.Moves))
		}
		want := "青溪罚〔2024〕7号 register.enter true 李敏  [{disclosure.penalty.decisions 1}]\n" +
			"青溪罚〔2024〕2号 register.withdraw false 李敏 重复登记 [{disclosure.penalty.decisions -1}]\n" +
			"青溪罚〔2025〕3号 register.correct false 李敏 日期写错了 [{disclosure.penalty.decisions 1}]"
		if strings.Join(got, "\n") != want {
			t.Errorf("Late =\n%s\nwant\n%s", strings.Join(got, "\n"), want)
		}
		registersNow(t, o, "3", "2")
	})
}

// registersNow wants the published version to be found to say otherwise than the
// registers, until it is revised.
func registersNow(t *testing.T, o *storetest.Office, now, was string) {
	t.Helper()
	j := judged(t, o, 2024, "register_mismatch")
	if j.At != "disclosure.penalty.decisions" || j.Severity != report.Error || j.Left.String() != now || j.Right.String() != was {
		t.Errorf("the finding is %+v, want %s now and %s published", j.Finding, now, was)
	}
	l, err := o.LiveReport(t.Context(), o.Township, 2024)
	if err != nil || l.Published == nil || l.Published.Report.Figure("disclosure.penalty.decisions").Number.String() != was {
		t.Fatalf("the published version: %+v, %v", l.Published, err)
	}
	on := o.MustTake(t, o.Clerk, l.Filing.Subject(), filing.Revise{Reason: "漏登一件处罚"}).Subject
	if l, err = o.LiveReport(t.Context(), o.Township, 2024); err != nil || l.Published != nil {
		t.Errorf("while it is revised: %+v, %v", l.Published, err)
	}
	for _, f := range l.Findings {
		if f.Rule == "register_mismatch" {
			t.Errorf("a draft is held against its own registers: %+v", f)
		}
	}
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
	on = o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
	o.MustTake(t, o.Approver, on, filing.Publish{})
	if l, err = o.LiveReport(t.Context(), o.Township, 2024); err != nil || l.Published.Errors() != 0 {
		t.Errorf("after the revision: %+v, %v", l.Published.Findings, err)
	}
}

// TestLateMany counts all and tells the first of them.
func TestLateMany(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青溪罚〔2024〕1号", "2024-03-05"))
		o.Publish(t, 2024)
		o.Clock.Set("2025-02-10")
		for i := range store.MostLate + 3 {
			o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty(fmt.Sprintf("青溪罚〔2024〕%d号", i+10), "2024-05-05"))
		}
		if l, err := o.Late(t.Context(), o.Township, 2024); err != nil || l.Total != store.MostLate+3 || len(l.Entries) != store.MostLate {
			t.Errorf("Late = %d of %d, %v", len(l.Entries), l.Total, err)
		}
	})
}
