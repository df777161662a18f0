package store_test

import (
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func seen(all ...store.Case) (seen []store.CaseSeen) {
	for _, c := range all {
		seen = append(seen, store.CaseSeen{ID: c.ID, Version: c.Version})
	}
	return seen
}

// again reads the cases anew.
func again(t *testing.T, o *storetest.Office, all []store.Case) []store.Case {
	t.Helper()
	fresh := make([]store.Case, len(all))
	for i := range all {
		fresh[i] = o.MustCase(t, all[i].ID)
	}
	return fresh
}

// TestGroup: three that ask for the same are decided once, answered each and
// counted each; what one of them forbids is not done to any.
func TestGroup(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		all := o.OpenAlike(t, 4)
		alone := all[3]
		all = all[:3]
		same, err := s.SameAsked(t.Context(), all[0])
		if err != nil || len(same) != 3 || all[0].Group != 0 {
			t.Fatalf("SameAsked = %d, %v; in group %d", len(same), err, all[0].Group)
		}
		join := store.JoinCases{With: seen(all[1:]...), Reason: "申请内容相同"}
		for name, by := range map[string]store.Actor{"reviewer": o.Reviewer, "approver": o.Approver, "other clerk": o.OtherClerk} {
			if _, err := s.Take(t.Context(), by, all[0].Subject(), join); problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("%s grouped: %v", name, err)
			}
		}
		o.MustTake(t, o.Clerk, all[0].Subject(), join)
		if _, err := s.Take(t.Context(), o.Clerk, all[0].Subject(), join); problem.Of(err).Kind != problem.KindRefused || !strings.Contains(err.Error(), "李敏") {
			t.Errorf("sent twice: %v, want who did it", err)
		}
		all = again(t, o, all)
		group, err := s.Group(t.Context(), o.Township, all[0].Group)
		if err != nil || len(group) != 3 || all[0].Group == 0 {
			t.Fatalf("Group = %d cases, %v", len(group), err)
		}

		// Decided once: the draft of the first goes to the others with what was searched.
		o.Step(t, o.Clerk, all[0].ID, application.Search{Where: "档案室", By: "李敏", Terms: "补偿", Result: "没有"})
		decision := application.Decision{Item: 1, Outcome: application.NotHeld, Articles: []string{application.NotHeld.Articles()[0].String()}, Reasons: "经检索没有。"}
		o.Step(t, o.Clerk, all[0].ID, application.Draft{Decisions: []application.Decision{decision}})
		o.Step(t, o.Clerk, all[2].ID, application.RequireCorrection{Until: all[2].ReceivedOn + 14, What: "写明文号"})
		all = again(t, o, all)
		alike := func(do string, numbers ...string) store.CasesAlike {
			a := store.CasesAlike{Do: do}
			for i, c := range all[1:] {
				one := store.CaseAlike{CaseSeen: store.CaseSeen{ID: c.ID, Version: c.Version}}
				if i < len(numbers) {
					one.Number = numbers[i]
				}
				a.With = append(a.With, one)
			}
			return a
		}
		_, err = s.Take(t.Context(), o.Clerk, all[0].Subject(), alike("draft"))
		if p := problem.Of(err); p.Kind != problem.KindRefused || !strings.Contains(p.Says, all[2].Number) || !strings.Contains(p.Says, "待补正") || strings.Contains(p.Says, all[1].Number) {
			t.Errorf("one that waits for its correction: %v", err)
		}
		if c := o.MustCase(t, all[1].ID); c.Version != all[1].Version {
			t.Errorf("refused, and %d events left on the second", len(c.Events))
		}
		o.Step(t, o.Clerk, all[2].ID, application.Correct{Items: []application.Item{{N: 1, Asked: "第4批次征地补偿方案"}}})
		all = again(t, o, all)
		stranger := alike("draft")
		stranger.With = append(stranger.With, store.CaseAlike{CaseSeen: store.CaseSeen{ID: alone.ID, Version: alone.Version}})
		if _, err := s.Take(t.Context(), o.Clerk, all[0].Subject(), stranger); !strings.Contains(err.Error(), "没有并案") {
			t.Errorf("one outside the group: %v", err)
		}
		if _, err := s.Take(t.Context(), o.Clerk, all[0].Subject(), alike("review")); err == nil {
			t.Error("reviewed what is not drafted")
		}
		o.MustTake(t, o.Clerk, all[0].Subject(), alike("draft"))
		o.Step(t, o.Reviewer, all[0].ID, application.Review{})
		all = again(t, o, all)
		if _, err := s.Take(t.Context(), o.Clerk, all[0].Subject(), alike("review")); problem.Of(err).Kind != problem.KindRefused || !strings.Contains(err.Error(), "不能办理") {
			t.Errorf("the clerk reviewed: %v", err)
		}
		o.MustTake(t, o.Reviewer, all[0].Subject(), alike("review"))
		o.Step(t, o.Approver, all[0].ID, application.Approve{})
		all = again(t, o, all)
		o.MustTake(t, o.Approver, all[0].Subject(), alike("approve"))
		o.Step(t, o.Clerk, all[0].ID, application.Reply{Number: "石桥公复〔2025〕1号"})
		all = again(t, o, all)
		if _, err := s.Take(t.Context(), o.Clerk, all[0].Subject(), alike("reply", "石桥公复〔2025〕2号")); err == nil || !strings.Contains(err.Error(), "没有填写答复书文号") {
			t.Errorf("a reply without a number: %v", err)
		}
		o.MustTake(t, o.Clerk, all[0].Subject(), alike("reply", "石桥公复〔2025〕2号", "石桥公复〔2025〕3号"))
		for i, c := range again(t, o, all) {
			if c.State != application.Replied || c.Outcome != application.NotHeld || c.Course.Results[0].Number != "石桥公复〔2025〕"+string(rune('1'+i))+"号" {
				t.Errorf("%s: %s, %s, letter %s", c.Number, c.State, c.Outcome, c.Course.Results[0].Number)
			}
			if len(c.Course.Searches) != 1 {
				t.Errorf("%s has %d records of searching", c.Number, len(c.Course.Searches))
			}
		}
		live, err := o.LiveReport(t.Context(), o.Township, 2025)
		if err != nil {
			t.Fatal(err)
		}
		for code, want := range map[report.Code]string{"application.newly_received.total": "4", "application.unavailable.not_held.total": "3", "application.carried_over.total": "1"} {
			if got := live.Report.Figure(code).Number.String(); got != want {
				t.Errorf("%s = %s, want %s", code, got, want)
			}
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
	})
}

// TestLeaveGroup: who stays alone is no group, and a decided case stays where it
// was decided.
func TestLeaveGroup(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		all := o.OpenAlike(t, 3)
		o.MustTake(t, o.Clerk, all[0].Subject(), store.JoinCases{With: seen(all[1]), Reason: "内容相同"})
		o.MustTake(t, o.Clerk, all[2].Subject(), store.JoinCases{With: seen(again(t, o, all[:1])...), Reason: "内容相同"})
		all = again(t, o, all)
		if all[0].Group == 0 || all[0].Group != all[1].Group || all[0].Group != all[2].Group {
			t.Fatalf("groups %d, %d, %d", all[0].Group, all[1].Group, all[2].Group)
		}
		for _, bad := range []store.Step{store.JoinCases{Reason: "相同"}, store.JoinCases{With: seen(all[1])}, store.JoinCases{With: seen(all[1]), Reason: "相同"}, store.LeaveCases{}} {
			if _, err := s.Take(t.Context(), o.Clerk, all[0].Subject(), bad); err == nil {
				t.Errorf("%+v was taken", bad)
			}
		}
		o.MustTake(t, o.Clerk, all[0].Subject(), store.LeaveCases{Reason: "内容不同"})
		if all = again(t, o, all); all[0].Group != 0 || all[1].Group == 0 || all[1].Group != all[2].Group {
			t.Errorf("after one left: %d, %d, %d", all[0].Group, all[1].Group, all[2].Group)
		}
		o.MustTake(t, o.Clerk, all[1].Subject(), store.LeaveCases{Reason: "内容不同"})
		if all = again(t, o, all); all[1].Group != 0 || all[2].Group != 0 {
			t.Errorf("the last one is in group %d", all[2].Group)
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
	})
}

// TestSplitCase: one form, with the applicant's consent, is as many applications
// as numbers given.
func TestSplitCase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		submit := storetest.Application()
		submit.Channel = application.Letter
		submit.Items = append(submit.Items, application.Item{N: 2, Asked: "2023年养护资金"}, application.Item{N: 3, Asked: "2024年养护资金"})
		taken := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, store.OpenCase{Submit: submit, How: "电话"})
		c := o.Step(t, o.Clerk, taken.Subject.ID, application.Assign{Unit: "财政所", Account: int64(o.Clerk.Account)})
		o.Clock.Set("2025-01-08")
		split := store.SplitCase{Items: []int{1, 3}, Consent: "1月8日电话同意"}
		for _, bad := range []store.SplitCase{{Items: []int{1}}, {Consent: "同意"}, {Items: []int{1, 2, 3}, Consent: "同意"}, {Items: []int{9}, Consent: "同意"}} {
			if _, err := s.Take(t.Context(), o.Clerk, c.Subject(), bad); problem.Of(err).Kind != problem.KindInvalid {
				t.Errorf("%+v: %v", bad, err)
			}
		}
		if _, err := s.Take(t.Context(), o.Reviewer, c.Subject(), split); problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("the reviewer split: %v", err)
		}
		o.MustTake(t, o.Clerk, c.Subject(), split)
		if _, err := s.Take(t.Context(), o.Clerk, c.Subject(), split); problem.Of(err).Kind != problem.KindConflict {
			t.Errorf("sent twice: %v", err)
		}
		first := o.MustCase(t, c.ID)
		rows, err := s.Numbered(t.Context(), o.Township, first.Course.SplitTo)
		if err != nil || len(rows) != 1 {
			t.Fatalf("Numbered(%v) = %d, %v", first.Course.SplitTo, len(rows), err)
		}
		second := o.MustCase(t, rows[0].ID)
		if second.Number != "石桥镇公开申〔2025〕2号" || second.Course.SplitFrom != c.Number || second.ReceivedOn != c.ReceivedOn || second.DueOn != c.DueOn || first.DueOn != c.DueOn ||
			second.Unit != "财政所" || second.Handler != o.Clerk.Account || second.Kind != c.Kind || second.Party != c.Party || second.Channel != c.Channel {
			t.Errorf("split off %+v from %+v", second.CaseRow, first.CaseRow)
		}
		if len(first.Course.Items) != 1 || first.Course.Items[0].Asked != "2023年养护资金" || len(second.Course.Items) != 2 || second.Course.Items[1] != (application.Item{N: 2, Asked: "2024年养护资金"}) {
			t.Errorf("items %+v and %+v", first.Course.Items, second.Course.Items)
		}
		live, err := o.LiveReport(t.Context(), o.Township, 2025)
		if err != nil || live.Report.Figure("application.newly_received.total").Number.String() != "2" {
			t.Errorf("newly received %s, %v, want 2", live.Report.Figure("application.newly_received.total").Number, err)
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
	})
}

// TestSupervision: what is overdue long enough is seen above, by number alone;
// the days are the office's own.
func TestSupervision(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenAlike(t, 2)[0]
		for _, test := range []struct {
			day  string
			want int
		}{{c.DueOn.String(), 0}, {"2025-02-13", 0}, {"2025-02-14", 2}} { // due on 8 February, a working Saturday
			o.Later(t, test.day)
			if all, total, err := s.OverdueBelow(t.Context(), o.County, 1); err != nil || len(all) != test.want || total != test.want {
				t.Errorf("%s: %+v, %d, %v, want %d", test.day, all, total, err, test.want)
			}
		}
		if last, total, err := s.OverdueBelow(t.Context(), o.County, 9); err != nil || len(last) != 2 || total != 2 {
			t.Errorf("behind the last page: %+v, %d, %v, want the last page", last, total, err)
		}
		all, _, _ := s.OverdueBelow(t.Context(), o.County, 1)
		if all[0].Number != c.Number || all[0].Days != 5 || all[0].Name != "青溪县石桥镇人民政府" {
			t.Errorf("overdue %+v", all[0])
		}
		if below, _, err := s.OverdueBelow(t.Context(), o.Township, 1); err != nil || len(below) != 0 {
			t.Errorf("nothing is below the township: %+v, %v", below, err)
		}
		rules := application.Supervision{Soon: 5, Superior: 10, Unit: 3}
		on := store.Subject{Kind: store.SiteKind}
		if _, err := s.Take(t.Context(), o.Clerk, on, store.SetSupervision{Rules: rules}); problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("the clerk set the days: %v", err)
		}
		if _, err := s.Take(t.Context(), o.System, on, store.SetSupervision{Rules: application.Supervision{Soon: 0, Superior: 61, Unit: 1}}); problem.Of(err).Kind != problem.KindInvalid {
			t.Errorf("days out of bounds: %v", err)
		}
		o.MustTake(t, o.System, on, store.SetSupervision{Rules: rules})
		if got, version, err := s.Supervision(t.Context()); err != nil || got != rules || version == 0 {
			t.Errorf("Supervision = %+v, %d, %v", got, version, err)
		}
		if all, _, err := s.OverdueBelow(t.Context(), o.County, 1); err != nil || len(all) != 0 {
			t.Errorf("with ten days: %+v, %v", all, err)
		}
		o.Step(t, o.Clerk, c.ID, application.Withdraw{})
		o.Later(t, "2025-03-31")
		if all, _, err := s.OverdueBelow(t.Context(), o.County, 1); err != nil || len(all) != 1 {
			t.Errorf("one was withdrawn: %+v, %v", all, err)
		}
	})
}
