package store_test

import (
	"strings"
	"testing"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// penalty returns an entry of the register of penalties that is in order.
func penalty(number, day string) register.Enter {
	d := register.Penalty
	typed := map[string]string{
		"number": number, "case": "无证经营案", "party_kind": "organization", "party": "青溪县甲商贸有限公司",
		"kinds": "fine", "fine": "1000", "decided_on": day,
	}
	v, faults := d.Read(func(key string) string { return typed[key] }, calendar.MustParse("2025-01-06"))
	if len(faults) > 0 {
		panic(faults[0].Sentence() + " at " + faults[0].Field)
	}
	return register.Enter{Register: d.Key, Values: v}
}

func correction(number, day string) register.Correct {
	return register.Correct{Register: "penalty", Values: penalty(number, day).Values, Reason: "决定日期录入有误"}
}

func kindOf(err error) problem.Kind {
	if err == nil {
		return ""
	}
	return problem.Of(err).Kind
}

func TestOffice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		t.Run("entry", func(t *testing.T) { testEntry(t, o) })
		t.Run("course", func(t *testing.T) { testCourse(t, o) })
		t.Run("organs", func(t *testing.T) { testOrgans(t, o) })
		t.Run("sessions", func(t *testing.T) { testSessions(t, o) })
		t.Run("permissions", func(t *testing.T) { testPermissions(t, o) })
		t.Run("audit", func(t *testing.T) {
			states, err := o.VerifyAudit(t.Context())
			if err != nil || len(states) != 4 {
				t.Fatalf("VerifyAudit = %v, %v, want 4 chains", states, err)
			}
			for _, c := range states {
				if c.Break != nil || c.Entries == 0 {
					t.Errorf("chain %s: %d entries, %v", c.Organ, c.Entries, c.Break)
				}
			}
		})
	})
}

func testEntry(t *testing.T, o *storetest.Office) {
	ctx := t.Context()
	at := store.Subject{Organ: o.Township}
	first := o.MustTake(t, o.Clerk, at, penalty("青石罚〔2024〕1号", "2024-03-05")).Subject
	if _, err := o.Take(ctx, o.Clerk, at, penalty("青石罚〔2024〕1号", "2024-03-06")); kindOf(err) != problem.KindConflict {
		t.Errorf("the same number twice: %v", err)
	}
	o.MustTake(t, o.OtherClerk, store.Subject{Organ: o.Other}, penalty("青石罚〔2024〕1号", "2024-03-05"))

	corrected := penalty("青石罚〔2024〕1号", "2024-03-07")
	c := register.Correct{Register: corrected.Register, Values: corrected.Values, Reason: "决定日期录入有误"}
	second := o.MustTake(t, o.Clerk, first, c).Subject
	_, err := o.Take(ctx, o.Clerk, first, c)
	if p := problem.Of(err); p == nil || p.Kind != problem.KindConflict || !strings.Contains(p.Says, "李敏") || !strings.Contains(p.Says, "2024年3月7日") {
		t.Errorf("the second of two people is told %v", err)
	}
	figure := func() int64 {
		t.Helper()
		n, err := o.Figure(ctx, o.Township, register.Penalty.Figures[0], 2024)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := figure(); n != 1 {
		t.Errorf("figure = %d, want 1", n)
	}
	gone := o.MustTake(t, o.Clerk, second, register.Withdraw{Register: "penalty", Reason: "重复登记"}).Subject
	if n := figure(); n != 0 {
		t.Errorf("figure after withdrawing = %d, want 0", n)
	}
	o.MustTake(t, o.Clerk, gone, register.Reinstate{Register: "penalty", Reason: "作废有误"})
	history, err := o.EntryHistory(ctx, o.Township, first.ID)
	if err != nil || len(history) != 4 || history[1].Reason != "决定日期录入有误" || history[2].State != register.Withdrawn {
		t.Errorf("history = %+v, %v", history, err)
	}
	if _, err := o.EntryHistory(ctx, o.Other, first.ID); kindOf(err) != problem.KindNotFound {
		t.Errorf("another organ reads the history: %v", err)
	}
	page, err := o.Entries(ctx, store.EntryFilter{Organ: o.Township, Register: "penalty", Query: register.Query{Text: "青石罚[2024]1", Year: 2024, State: register.Current}})
	if err != nil || page.Total != 1 || len(page.Entries) != 1 {
		t.Errorf("Entries = %+v, %v", page, err)
	}
	page, err = o.Entries(ctx, store.EntryFilter{Organ: o.Township, Register: "penalty", Query: register.Query{Text: "100%没有"}})
	if err != nil || page.Total != 0 {
		t.Errorf("Entries of what is not there = %+v, %v", page, err)
	}
}

func testCourse(t *testing.T, o *storetest.Office) {
	ctx := t.Context()
	on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject
	if _, err := o.Take(ctx, o.Clerk, on, filing.Submit{}); kindOf(err) != problem.KindRefused {
		t.Fatalf("an empty report was submitted: %v", err)
	}
	on = o.CompleteFigures(t, on)
	bad := filing.EnterFigure{Code: "disclosure.penalty.decisions", Typed: "9", Paper: "口头"}
	if _, err := o.Take(ctx, o.Clerk, on, bad); kindOf(err) != problem.KindRefused {
		t.Errorf("a computed cell was typed: %v", err)
	}
	for _, chapter := range filing.WrittenChapters() {
		on = o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: chapter, Text: "本年工作平稳开展。"}).Subject
	}
	l, err := o.LiveReport(ctx, o.Township, 2024)
	if err != nil || len(l.Empty) > 0 || l.Errors() > 0 || l.Origins["disclosure.penalty.decisions"] != filing.Counted {
		t.Fatalf("LiveReport: empty %v, findings %v, %v", l.Empty, l.Findings, err)
	}
	if l.Report.Figure("disclosure.penalty.decisions") != report.Reports(report.Count(1)) {
		t.Errorf("penalties = %v, want 1", l.Report.Figure("disclosure.penalty.decisions"))
	}
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	if _, err := o.Take(ctx, o.Clerk, on, filing.Review{}); kindOf(err) != problem.KindForbidden {
		t.Errorf("the clerk reviewed: %v", err)
	}
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青石罚〔2024〕2号", "2024-12-30"))
	_, err = o.Take(ctx, o.Reviewer, on, filing.Review{})
	if p := problem.Of(err); p == nil || p.Kind != problem.KindConflict || !strings.Contains(p.Says, "行政处罚") {
		t.Errorf("review after a change: %v", err)
	}
	on = o.MustTake(t, o.Reviewer, on, filing.Return{Reason: "处罚数有变化"}).Subject
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
	on = o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
	if _, err := o.Published(ctx, o.Township, 2024, 0); kindOf(err) != problem.KindNotFound {
		t.Errorf("a report is public before it is published: %v", err)
	}
	before := o.Generation(ctx)
	on = o.MustTake(t, o.Approver, on, filing.Publish{}).Subject
	if o.Generation(ctx) == before {
		t.Error("publishing did not change the generation")
	}
	on = o.MustTake(t, o.Clerk, on, filing.Revise{Reason: "漏登1件"}).Subject
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青石罚〔2024〕3号", "2024-12-31"))
	on = o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
	on = o.MustTake(t, o.Reviewer, on, filing.Review{}).Subject
	on = o.MustTake(t, o.Approver, on, filing.Sign{}).Subject
	o.MustTake(t, o.Approver, on, filing.Publish{})
	for n, want := range map[int]int64{1: 2, 2: 3, 0: 3} {
		v, err := o.Published(ctx, o.Township, 2024, n)
		if err != nil {
			t.Fatal(err)
		}
		r, err := report.ParseJSON(v.Content)
		if err != nil || r.Figure("disclosure.penalty.decisions") != report.Reports(report.Count(want)) {
			t.Errorf("version %d says %v, %v, want %d", n, r.Figure("disclosure.penalty.decisions"), err, want)
		}
	}
	if v, _ := o.Published(ctx, o.Township, 2024, 2); v.Reason != "漏登1件" || v.PublishedBy != "周海峰" {
		t.Errorf("version 2: %+v", v)
	}
}

func testOrgans(t *testing.T, o *storetest.Office) {
	ctx := t.Context()
	found := o.MustTake(t, o.System, store.Subject{}, organ.Found{
		Name: "青溪县旧乡人民政府", Level: organ.Township, Body: organ.Government, Superior: o.County, From: calendar.MustParse("2019-05-15"),
	}).Subject
	found = o.MustTake(t, o.System, found, organ.Rename{Name: "青溪县新乡人民政府", From: calendar.MustParse("2023-07-01"), Document: "民政厅批复"}).Subject
	if _, err := o.Take(ctx, o.System, store.Subject{Organ: o.County, Version: store.AnyVersion}, organ.Move{Axis: organ.Area, Superior: found.Organ, From: calendar.MustParse("2024-01-01")}); kindOf(err) != problem.KindRefused {
		t.Errorf("a county below its township: %v", err)
	}
	found = o.MustTake(t, o.System, found, organ.SetLeadingGroup{LeadingGroup: organ.LeadingGroup{
		From: calendar.MustParse("2024-02-01"), Document: "新政发〔2024〕3号", Seats: organ.ReadSeats(organ.Leader, "周海峰 乡长"), Office: "党政办公室", Duties: "日常工作",
	}}).Subject
	g, ok, err := o.LeadingGroup(ctx, found.Organ, calendar.MustParse("2024-12-31"))
	if err != nil || !ok || len(g.Seats) != 1 || g.Seats[0].Title != "乡长" {
		t.Errorf("LeadingGroup = %+v, %v, %v", g, ok, err)
	}
	if _, ok, _ := o.LeadingGroup(ctx, found.Organ, calendar.MustParse("2024-01-31")); ok {
		t.Error("a leading group before its first version")
	}
	found = o.MustTake(t, o.System, found, organ.SetUnit{Unit: organ.Unit{Name: "党政办公室", WorkBody: true, From: calendar.MustParse("2023-07-01")}}).Subject
	found = o.MustTake(t, o.System, found, organ.SetStaffer{Staffer: organ.Staffer{Name: "李四", From: calendar.MustParse("2023-07-01")}}).Subject
	units, err := o.Units(ctx, found.Organ)
	if err != nil || len(units) != 1 || !units[0].WorkBody {
		t.Errorf("Units = %+v, %v", units, err)
	}
	o.MustTake(t, o.System, found, organ.Succeed{How: organ.Merged, Successors: []organ.ID{o.Other}, From: calendar.MustParse("2024-11-01")})
	if next, err := o.Successors(ctx, found.Organ); err != nil || len(next) != 1 || next[0].ID != o.Other {
		t.Errorf("Successors = %+v, %v", next, err)
	}
	names, err := o.Names(ctx, found.Organ)
	if err != nil || len(names) != 2 || names[0].Name != "青溪县旧乡人民政府" {
		t.Errorf("Names = %+v, %v", names, err)
	}
	all, err := o.Organs(ctx)
	if err != nil || len(all) != 4 || all[0].ID != o.County || all[1].Depth != 1 {
		t.Errorf("Organs = %+v, %v", all, err)
	}
}

func testSessions(t *testing.T, o *storetest.Office) {
	ctx := t.Context()
	for range 5 {
		if _, _, err := o.Store.SignIn(ctx, "sunhao", "wrong", "10.0.0.1", "test"); kindOf(err) != problem.KindSignIn && kindOf(err) != problem.KindTooMany {
			t.Fatalf("a wrong password: %v", err)
		}
	}
	if _, _, err := o.Store.SignIn(ctx, "sunhao", storetest.Password, "10.0.0.1", "test"); kindOf(err) != problem.KindTooMany {
		t.Errorf("a locked account: %v", err)
	}
	nobody, err := o.Account(ctx, o.Nobody.Account)
	if err != nil {
		t.Fatal(err)
	}
	o.MustTake(t, o.Security, store.Subject{Kind: store.AccountKind, Organ: nobody.Organ, ID: int64(nobody.ID), Version: nobody.Version}, account.Unlock{Reason: "本人已核实"})
	token := o.SignIn(t, "sunhao")
	session, err := o.Session(ctx, token)
	if err != nil || session.Account.Name != "孙浩" || session.Account.MustChange {
		t.Fatalf("Session = %+v, %v", session, err)
	}
	nobody, _ = o.Account(ctx, o.Nobody.Account)
	self := store.Subject{Kind: store.AccountKind, Organ: nobody.Organ, ID: int64(nobody.ID), Version: store.AnyVersion}
	if _, err := o.Take(ctx, o.Nobody, self, account.ChangePassword{Old: storetest.Password, New: storetest.Password}); kindOf(err) != problem.KindInvalid {
		t.Errorf("the same password again: %v", err)
	}
	o.Nobody.Session = session.ID
	o.MustTake(t, o.Nobody, self, account.ChangePassword{Old: storetest.Password, New: "Baiyun-2025-feidu"})
	n, err := o.KeepForm(ctx, nobody.ID, "/desk/x", "a=1")
	if err != nil {
		t.Fatal(err)
	}
	if _, body, err := o.KeptForm(ctx, nobody.ID, n); err != nil || body != "a=1" {
		t.Errorf("KeptForm = %q, %v", body, err)
	}
	if _, _, err := o.KeptForm(ctx, o.Clerk.Account, n); kindOf(err) != problem.KindNotFound {
		t.Errorf("another person reads a kept form: %v", err)
	}
	if _, err := o.Session(ctx, token); err != nil {
		t.Errorf("changing the password ended its own session: %v", err)
	}
	o.Clock.Advance(21 * time.Minute)
	if _, err := o.Session(ctx, token); kindOf(err) != problem.KindSignIn {
		t.Errorf("an idle session: %v", err)
	}
	if _, err := o.Session(ctx, "nonsense"); kindOf(err) != problem.KindSignIn {
		t.Errorf("a made-up token: %v", err)
	}
}

// testPermissions sees that the door itself keeps out whoever has no post.
func testPermissions(t *testing.T, o *storetest.Office) {
	at := store.Subject{Organ: o.Township}
	tests := []struct {
		name string
		by   store.Actor
		on   store.Subject
		step store.Step
	}{
		{"没有岗位", o.Nobody, at, penalty("青石罚〔2024〕9号", "2024-05-05")},
		{"别的机关的经办", o.OtherClerk, at, penalty("青石罚〔2024〕9号", "2024-05-05")},
		{"审核人登记", o.Reviewer, at, penalty("青石罚〔2024〕9号", "2024-05-05")},
		{"上级登记", o.Viewer, at, penalty("青石罚〔2024〕9号", "2024-05-05")},
		{"系统管理员登记", o.System, at, penalty("青石罚〔2024〕9号", "2024-05-05")},
		{"经办改机关名", o.Clerk, at, organ.Rename{Name: "某镇", From: calendar.MustParse("2024-01-01")}},
		{"程序登记", store.Actor{Name: "程序", Program: true}, at, penalty("青石罚〔2024〕9号", "2024-05-05")},
		{"系统管理员授岗位", o.System, store.Subject{Kind: store.AccountKind, Organ: o.Township, ID: int64(o.Nobody.Account), Version: store.AnyVersion}, account.Grant{Post: account.Post{Organ: o.Township, Role: account.Clerk}}},
	}
	for _, tt := range tests {
		if _, err := o.Take(t.Context(), tt.by, tt.on, tt.step); kindOf(err) != problem.KindForbidden {
			t.Errorf("%s: %v, want Forbidden", tt.name, err)
		}
	}
}
