package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"gongkai/law/problem"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestLookedAtCase: who reads a case is noted once a day, who opens its slip each
// time; nobody of another organ can do either.
func TestLookedAtCase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenCase(t, storetest.Application())
		looks := func() (all []string) {
			entries, err := s.AuditOf(t.Context(), c.Subject())
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if e.Action == "case.view" {
					all = append(all, e.Name+string(e.Step))
				}
			}
			return all
		}
		look := func(by store.Actor, at func(context.Context, store.Actor, store.CaseRow) error) {
			t.Helper()
			if err := at(t.Context(), by, c.CaseRow); err != nil {
				t.Errorf("%s looks: %v", by.Name, err)
			}
		}
		look(o.Clerk, s.LookedAtCase)
		look(o.Clerk, s.LookedAtCase)
		look(o.Approver, s.LookedAtCase)
		look(o.Clerk, s.LookedAtSlip)
		look(o.Clerk, s.LookedAtSlip)
		o.Clock.Advance(13 * time.Hour) // before midnight in Beijing, and then behind it
		look(o.Clerk, s.LookedAtCase)
		o.Clock.Advance(2 * time.Hour)
		look(o.Clerk, s.LookedAtCase)
		want := []string{"李敏{}", "周海峰{}", `李敏{"slip":true}`, `李敏{"slip":true}`, "李敏{}"}
		if got := looks(); !slices.Equal(got, want) {
			t.Errorf("noted %q, want %q", got, want)
		}
		for name, at := range map[string]func(context.Context, store.Actor, store.CaseRow) error{"page": s.LookedAtCase, "slip": s.LookedAtSlip} {
			if err := at(t.Context(), o.OtherClerk, c.CaseRow); problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("the other township's clerk looks at the %s: %v", name, err)
			}
		}
		mustVerify(t, o)
	})
}
