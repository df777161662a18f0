package demo

import (
	"slices"
	"strconv"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/report"
	"gongkai/office/store"
)

// casesAreShown: a visitor finds a case in every state, stage and turn.
func casesAreShown(t *testing.T, s *store.Store) {
	t.Helper()
	n, seen := 0, map[string]bool{}
	for _, o := range theOrgans(t, s) {
		page, err := s.Cases(t.Context(), store.CaseQuery{Organ: o.ID, Show: store.ShowAll})
		if err != nil {
			t.Fatal(err)
		}
		n += page.Total
		for _, row := range page.Cases {
			c, err := s.Case(t.Context(), o.ID, row.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range turnsOf(&c, s.Today()) {
				seen[word] = true
			}
			if c.Late && c.State.IsOpen() && o.Short != "柳湾镇" {
				t.Errorf("%s leaves %s unanswered", o.Name, c.Number)
			}
		}
	}
	if n < 36 || n > 50 {
		t.Errorf("%d cases, want about 40", n)
	}
	var want []string
	for _, state := range application.States() {
		want = append(want, string(state))
	}
	for _, stage := range []application.Stage{application.Handling, application.Reviewing, application.Approving, application.Approved} {
		want = append(want, string(stage))
	}
	want = append(want, "new", "paused", "extended", "undelivered", "delivered", "withdrawn", "lapsed", "overdue", "several", "group", "asked", "contested", "late", "returned", "silent")
	for _, word := range want {
		if !seen[word] {
			t.Errorf("no case is %s; there are %v", word, seen)
		}
	}
}

// turnsOf names what there is to see of a case.
func turnsOf(c *store.Case, today calendar.Date) (words []string) {
	one := &c.Course
	add := func(word string, is bool) {
		if is {
			words = append(words, word)
		}
	}
	add(string(c.State), true)
	add(string(one.Stage), c.State == application.Processing)
	add("new", c.State == application.Processing && one.Stage == application.Unassigned)
	add("paused", c.Waiting && c.State == application.Processing)
	add("extended", one.Extension != nil && c.State.IsOpen())
	add("undelivered", c.State == application.Replied && one.Delivery == application.DeliverPost && len(one.Delivered) == 0)
	add("delivered", len(one.Delivered) > 0)
	add("withdrawn", c.State == application.Closed && one.LapseProposed.IsZero())
	add("lapsed", c.State == application.Closed && !one.LapseProposed.IsZero())
	add("overdue", c.State.IsOpen() && !c.DueOn.IsZero() && c.DueOn < today)
	add("several", len(one.Items) > 1)
	add("group", c.Group != 0)
	add("asked", len(one.OpenRequests()) > 0)
	add("contested", one.Pending())
	add("late", c.State == application.Replied && c.Late)
	add("returned", one.Proposal != nil && one.Proposal.ReturnedFor != "")
	add("silent", slices.ContainsFunc(one.Consultations, func(a application.Consultation) bool { return !a.SilentOn.IsZero() }))
	return words
}

// overdueIsSeen: what a town has left unanswered is brought before the county.
func overdueIsSeen(t *testing.T, s *store.Store) {
	t.Helper()
	all, _, err := s.OverdueBelow(t.Context(), theOrgans(t, s)[0].ID, 1)
	if err != nil || len(all) != 1 {
		t.Errorf("%d overdue cases are seen from above, %v; want that of one town", len(all), err)
	}
}

// shownIsFollowed: the number and the code that are printed open the case.
func shownIsFollowed(t *testing.T, s *store.Store) {
	t.Helper()
	shown, err := Shown(t.Context(), s)
	if err != nil || shown.Number == "" {
		t.Fatalf("Shown = %+v, %v", shown, err)
	}
	c, err := s.Follow(t.Context(), shown.Number, shown.Code)
	if err != nil || c.Title != shownAsked || !c.State.IsOpen() {
		t.Errorf("Follow(%+v) = %q, %s, %v", shown, c.Title, c.State, err)
	}
}

// carriedOver: what the running year has from the year before is what the
// published report of that year carried over.
func carriedOver(t *testing.T, s *store.Store) {
	t.Helper()
	year, carried := s.Today().Year(), 0
	for _, o := range theOrgans(t, s) {
		if !o.Ended.IsZero() {
			continue
		}
		v, err := s.Published(t.Context(), o.ID, year-1, 0)
		if err != nil {
			t.Fatal(err)
		}
		before, err := report.ParseJSON(v.Content)
		if err != nil {
			t.Fatal(err)
		}
		live, err := s.LiveReport(t.Context(), o.ID, year)
		if err != nil {
			t.Fatal(err)
		}
		was, is := before.Figure("application.carried_over.total").Number.String(), live.Report.Figure("application.carried_in.total").Number.String()
		if was != is {
			t.Errorf("%s: %s were carried over, and %s are carried in", o.Name, was, is)
		}
		if n, err := strconv.Atoi(is); err == nil {
			carried += n
		}
	}
	if carried == 0 {
		t.Error("nothing was carried over")
	}
}
