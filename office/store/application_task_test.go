package store_test

import (
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestCaseTasks: what waits for a role is its task, what is nearly due is one
// for every role, and what was given to somebody is nobody else's.
func TestCaseTasks(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenCase(t, storetest.Application())
		tasks := func(handler account.ID, roles ...application.Role) (all []store.CaseTask) {
			all, err := s.CaseTasks(t.Context(), o.Township, handler, "", roles)
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		if got := tasks(0, application.ByClerk); len(got) != 1 || got[0].ID != c.ID || got[0].Soon || got[0].Alarm {
			t.Errorf("the clerk has %+v, want the case, not yet soon", got)
		}
		if got := tasks(0, application.ByReviewer); len(got) != 0 {
			t.Errorf("the reviewer has %+v before there is a draft", got)
		}
		o.Step(t, o.Clerk, c.ID, application.Draft{Decisions: []application.Decision{{Item: 1, Outcome: application.Granted, Articles: []string{application.Granted.Articles()[0].String()}}}})
		if got := tasks(0, application.ByReviewer); len(got) != 1 {
			t.Errorf("the reviewer has %+v, want the draft", got)
		}
		o.Clock.Set("2025-02-06")
		if got := tasks(0, application.ByApprover); len(got) != 1 || !got[0].Soon {
			t.Errorf("three days before the due date the approver has %+v", got)
		}
		if got := tasks(o.Nobody.Account, application.ByUnit); len(got) != 0 {
			t.Errorf("somebody without cases has %+v", got)
		}
		o.Step(t, o.Reviewer, c.ID, application.Review{})
		o.Step(t, o.Approver, c.ID, application.Approve{})
		o.Step(t, o.Clerk, c.ID, application.Reply{})
		if got := tasks(0, application.ByReviewer, application.ByApprover); len(got) != 0 {
			t.Errorf("an answered case is still a task: %+v", got)
		}
		if got := tasks(0, application.ByClerk); len(got) != 1 || got[0].State != application.Replied {
			t.Errorf("the clerk has %+v, want the reply that is to be delivered", got)
		}
		o.Step(t, o.Clerk, c.ID, application.Deliver{How: "当面领取"})
		if got := tasks(0, application.ByClerk); len(got) != 0 {
			t.Errorf("a delivered reply is still a task: %+v", got)
		}
	})
}

// TestPool: whoever handles for an inner office sees what is given to it and
// what it is asked, takes the one and answers the other; the second who takes
// is told, and nobody else's case is touched.
func TestPool(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		first, second := o.Hire(t, "wuxia", "吴霞", "财政所"), o.Hire(t, "zhengli", "郑力", "财政所")
		other := o.Hire(t, "fengyu", "冯宇", "农业办")
		all := o.OpenAlike(t, 3)
		tasks := func(by store.Actor, unit string) (ids []int64) {
			got, err := s.CaseTasks(t.Context(), o.Township, by.Account, unit, []application.Role{application.ByUnit})
			if err != nil {
				t.Fatal(err)
			}
			page, err := s.Cases(t.Context(), store.CaseQuery{Organ: o.Township, Handler: by.Account, Unit: unit})
			if err != nil || page.Total != len(got) {
				t.Errorf("%s: %d tasks, %d in the list, %v", by.Name, len(got), page.Total, err)
			}
			n, err := s.CaseCounts(t.Context(), o.Township, by.Account, unit)
			if err != nil || n.Open != page.Total {
				t.Errorf("%s: counted %+v, listed %d, %v", by.Name, n, page.Total, err)
			}
			for _, c := range got {
				ids = append(ids, c.ID)
			}
			return ids
		}
		on := func(c store.Case) store.Subject {
			return store.Subject{Organ: o.Township, ID: c.ID, Version: c.Version}
		}
		if got := tasks(first, "财政所"); len(got) != 0 {
			t.Errorf("before anything is given: %v", got)
		}
		_, err := s.Take(t.Context(), first, on(all[1]), store.CaseStep{Step: application.TakeOver{}})
		if problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("took a case given to nobody: %v", err)
		}
		given := o.Step(t, o.Clerk, all[0].ID, application.Assign{Unit: "财政所"})
		asked := o.Step(t, o.Clerk, all[1].ID, application.AskUnits{Units: []string{"财政所", "农业办"}, Until: calendar.MustParse("2025-01-10")})
		if asked.AskedUnits != "|财政所||农业办|" || asked.AskDueOn.String() != "2025-01-10" || asked.AlarmOn != asked.AskDueOn || asked.DueOn != all[1].DueOn {
			t.Errorf("asked %q until %s, alarm %s, due %s before %s", asked.AskedUnits, asked.AskDueOn, asked.AlarmOn, asked.DueOn, all[1].DueOn)
		}
		if got := tasks(first, "财政所"); len(got) != 2 {
			t.Errorf("the office sees %v, want what is given and what is asked", got)
		}
		if got := tasks(other, "农业办"); len(got) != 1 || got[0] != asked.ID {
			t.Errorf("the other office sees %v, want what it is asked", got)
		}
		o.MustTake(t, first, on(given), store.CaseStep{Step: application.TakeOver{}})
		_, err = s.Take(t.Context(), second, on(given), store.CaseStep{Step: application.TakeOver{}})
		if p := problem.Of(err); p.Kind != problem.KindConflict || !strings.Contains(p.Says, "吴霞") {
			t.Errorf("the second is told %v", err)
		}
		_, err = s.Take(t.Context(), second, store.Subject{Organ: o.Township, ID: given.ID, Version: store.AnyVersion}, store.CaseStep{Step: application.TakeOver{}})
		if problem.Of(err).Kind != problem.KindConflict {
			t.Errorf("the second, later, is told %v", err)
		}
		for _, step := range []application.Step{application.Comment{Text: "看看"}, application.UnitOpinion{Unit: "财政所", Text: "有"}, application.TakeOver{}} {
			if _, err := s.Take(t.Context(), other, on(asked), store.CaseStep{Step: step}); problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("the other office took %T: %v", step, err)
			}
		}
		o.Clock.Set("2025-01-13")
		asked = o.Step(t, first, asked.ID, application.UnitOpinion{Unit: "财政所", Text: "可以公开"})
		if last := asked.Events[len(asked.Events)-1]; asked.AskedUnits != "|农业办|" || last.Mark != application.Late {
			t.Errorf("answered: %q, marked %q", asked.AskedUnits, last.Mark)
		}
		asked = o.Step(t, other, asked.ID, application.UnitOpinion{Unit: "农业办", Text: "无意见"})
		if asked.AskedUnits != "" || !asked.AskDueOn.IsZero() || !asked.AlarmOn.IsZero() && asked.AlarmOn.String() == "2025-01-10" {
			t.Errorf("all answered: %q, %s, alarm %s", asked.AskedUnits, asked.AskDueOn, asked.AlarmOn)
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
	})
}

// TestCaseTaskAlarm: a consultation whose period ends is brought before the
// clerk.
func TestCaseTaskAlarm(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenCase(t, storetest.Application())
		c = o.Step(t, o.Clerk, c.ID, application.RequireCorrection{Until: c.ReceivedOn + 14, What: "写明文号"})
		if got, err := s.CaseTasks(t.Context(), o.Township, 0, "", []application.Role{application.ByReviewer}); err != nil || len(got) != 0 {
			t.Errorf("CaseTasks = %+v, %v before the period ends", got, err)
		}
		o.Clock.Set(c.AlarmOn.String())
		got, err := s.CaseTasks(t.Context(), o.Township, 0, "", []application.Role{application.ByClerk})
		if err != nil || len(got) != 1 || !got[0].Alarm {
			t.Errorf("CaseTasks = %+v, %v on the last day of the correction", got, err)
		}
	})
}
