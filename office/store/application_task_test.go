package store_test

import (
	"testing"

	"gongkai/law/application"
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
			all, err := s.CaseTasks(t.Context(), o.Township, handler, roles)
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
		if got := tasks(0, application.ByClerk, application.ByReviewer, application.ByApprover); len(got) != 0 {
			t.Errorf("an answered case is still a task: %+v", got)
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
		if got, err := s.CaseTasks(t.Context(), o.Township, 0, []application.Role{application.ByReviewer}); err != nil || len(got) != 0 {
			t.Errorf("CaseTasks = %+v, %v before the period ends", got, err)
		}
		o.Clock.Set(c.AlarmOn.String())
		got, err := s.CaseTasks(t.Context(), o.Township, 0, []application.Role{application.ByClerk})
		if err != nil || len(got) != 1 || !got[0].Alarm {
			t.Errorf("CaseTasks = %+v, %v on the last day of the correction", got, err)
		}
	})
}
