package store_test

import (
	"maps"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// oldApplication is an application as the register has it; pairs replace fields,
// "" takes one away.
func oldApplication(number, received string, pairs ...string) register.Values {
	v := register.Values{"number": number, "kind": "natural_person", "applicant": "周明", "channel": "letter", "received_on": received, "asked": "村务公开情况"}
	for i := 0; i < len(pairs); i += 2 {
		if v[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
			delete(v, pairs[i])
		}
	}
	return v
}

func enterOld(t *testing.T, o *storetest.Office, v register.Values) store.Entry {
	t.Helper()
	on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "application", Values: v}).Subject
	e, err := o.Entry(t.Context(), o.Township, on.ID)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func transferOf(e store.Entry) store.TransferEntries {
	return store.TransferEntries{Entries: []store.EntryTransfer{{Entry: e.ID, Version: e.Version}}}
}

func TestTransfer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Clock.Set("2025-01-20")
		at := store.Subject{Organ: o.Township}
		e := enterOld(t, o, oldApplication("石桥公开申〔2024〕9号", "2024-12-20", "unit", "农业农村办公室", "note", "来电催过"))
		blank := enterOld(t, o, oldApplication("石桥公开申〔2024〕10号", "2024-12-23", "asked", "", "channel", "online"))
		figures := func() map[report.Code]string {
			found := map[report.Code]string{}
			for _, year := range []int{2024, 2025} {
				live, err := o.LiveReport(t.Context(), o.Township, year)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range []string{"newly_received", "carried_in", "carried_over", "total_handled"} {
					code := report.Code("application." + row + ".natural_person")
					found[report.Code(strconv.Itoa(year))+code] = live.Report.Figure(code).Number.String()
				}
			}
			return found
		}
		before := figures()
		open, err := s.OpenEntries(t.Context(), o.Township)
		if err != nil || len(open) != 2 || open[0].ID != e.ID || open[0].DueOn.String() != "2025-01-20" || open[0].Why != nil {
			t.Fatalf("OpenEntries = %+v, %v", open, err)
		}
		all := store.TransferEntries{}
		for _, one := range open {
			all.Entries = append(all.Entries, store.EntryTransfer{Entry: one.ID, Version: one.Version, Case: s.NewID()})
		}
		taken := o.MustTake(t, o.Clerk, at, all)
		if again := o.MustTake(t, o.Clerk, at, all); again.Subject.ID != taken.Subject.ID || again.Seq != 0 {
			t.Errorf("the form sent twice did %+v, want nothing", again)
		}
		c := o.MustCase(t, all.Entries[0].Case)
		if c.Number != e.Number || c.Entry != e.ID || c.ReceivedOn.String() != "2024-12-20" || c.DueOn.String() != "2025-01-20" || c.State != application.Processing || c.Unit != "农业农村办公室" || c.Party != "周*" {
			t.Errorf("the case is %+v", c.CaseRow)
		}
		if n, has, err := s.CountOpenEntries(t.Context(), o.Township); n != 0 || err != nil || has {
			t.Errorf("CountOpenEntries = %d, %v, %v", n, has, err)
		}
		after, err := s.Entry(t.Context(), o.Township, e.ID)
		if err != nil || after.Version != 2 || after.Values["applicant"] != "周*" || after.Number != e.Number {
			t.Errorf("the entry is %+v, %v", after, err)
		}
		if now := figures(); !maps.Equal(now, before) {
			t.Errorf("the transfer moved figures: %v, before %v", now, before)
		}
		// What was asked is completed before anything is decided.
		lacking := o.MustCase(t, all.Entries[1].Case)
		if len(lacking.Lacks) != 2 || lacking.Channel != application.OtherSite {
			t.Errorf("the case without what is asked: %v, %s", lacking.Lacks, lacking.Channel)
		}
		on := store.Subject{Organ: o.Township, ID: lacking.ID, Version: store.AnyVersion}
		if _, err := s.Take(t.Context(), o.Clerk, on, store.CaseStep{Step: application.Draft{}}); problem.Of(err).Kind != problem.KindRefused || !strings.Contains(problem.Of(err).Advice, "补录") {
			t.Errorf("drafted without items: %v", err)
		}
		o.Step(t, o.Clerk, lacking.ID, application.Complete{Items: []application.Item{{N: 1, Asked: "养护资金"}}, Phone: "13800000000"})
		if lacking = o.Decide(t, lacking.ID, application.Granted); lacking.Outcome != application.Granted || lacking.Title != "养护资金" || len(lacking.Lacks) != 0 {
			t.Errorf("decided as %+v", lacking.CaseRow)
		}
		if a, err := s.Applicants(t.Context(), o.Clerk, o.Township, lacking.ID); err != nil || a.Applicants[0].Name != "周明" || a.Applicants[0].Phone != "13800000000" {
			t.Errorf("Applicants = %+v, %v", a, err)
		}
		if answered, err := s.Entry(t.Context(), o.Township, blank.ID); err != nil || answered.Values["result"] != "granted" {
			t.Errorf("the entry does not follow its case: %v, %v", answered.Values, err)
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
	})
}

// TestTransferRefused: nothing that was answered, withdrawn, changed meanwhile or
// transferred before is made a case, and the person is told why.
func TestTransferRefused(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Clock.Set("2025-01-20")
		at := store.Subject{Organ: o.Township}
		open := enterOld(t, o, oldApplication("石桥公开申〔2024〕1号", "2024-12-20"))
		answered := enterOld(t, o, oldApplication("石桥公开申〔2024〕2号", "2024-12-02", "result", "granted", "replied_on", "2024-12-20"))
		extended := enterOld(t, o, oldApplication("石桥公开申〔2024〕3号", "2024-12-20", "extended", "yes"))
		ancient := enterOld(t, o, oldApplication("石桥公开申〔2018〕4号", "2018-12-20"))
		withdrawn := enterOld(t, o, oldApplication("石桥公开申〔2024〕5号", "2024-12-20"))
		o.MustTake(t, o.Clerk, withdrawn.Subject(), register.Withdraw{Register: "application", Reason: "登记重复"})
		changed := enterOld(t, o, oldApplication("石桥公开申〔2024〕6号", "2024-12-20"))
		o.MustTake(t, o.Clerk, changed.Subject(), register.Correct{Register: "application", Values: oldApplication("石桥公开申〔2024〕6号", "2024-12-23"), Reason: "收到日期有误"})
		with := func(e store.Entry, change func(*store.EntryTransfer)) store.TransferEntries {
			step := transferOf(e)
			change(&step.Entries[0])
			return step
		}
		for _, try := range []struct {
			name string
			step store.TransferEntries
			kind problem.Kind
			says string
		}{
			{"没有选择", store.TransferEntries{}, problem.KindInvalid, "没有选择"},
			{"已经答复", transferOf(answered), problem.KindRefused, "已经在2024年12月20日答复"},
			{"延期没有天数", transferOf(extended), problem.KindInvalid, "没有写延长几个工作日"},
			{"延期太多", with(extended, func(e *store.EntryTransfer) { e.Extended = 21 }), problem.KindInvalid, "最长不得超过20个工作日"},
			{"没有延期", with(open, func(e *store.EntryTransfer) { e.Extended = 5 }), problem.KindInvalid, "没有登记延期"},
			{"内容已经登记", with(open, func(e *store.EntryTransfer) { e.Items = []application.Item{{N: 1, Asked: "另一项"}} }), problem.KindInvalid, "已经登记申请公开的内容"},
			{"旧条例", transferOf(ancient), problem.KindRefused, "2019年5月15日以前"},
			{"已经作废", with(withdrawn, func(e *store.EntryTransfer) { e.Version = 2 }), problem.KindRefused, "已经作废"},
			{"其间更改", transferOf(changed), problem.KindConflict, "李敏"},
			{"一件不行都不转", store.TransferEntries{Entries: append(transferOf(open).Entries, transferOf(answered).Entries...)}, problem.KindRefused, "〔2024〕2号"},
			{"没有这条", with(open, func(e *store.EntryTransfer) { e.Entry = 99 }), problem.KindNotFound, "没有找到"},
		} {
			if _, err := s.Take(t.Context(), o.Clerk, at, try.step); problem.Of(err).Kind != try.kind || !strings.Contains(problem.Of(err).Says, try.says) {
				t.Errorf("%s: %v, want %s with %q", try.name, err, try.kind, try.says)
			}
		}
		if _, err := s.Take(t.Context(), store.Actor{Applicant: true}, at, transferOf(open)); problem.Of(err).Kind != problem.KindSignIn {
			t.Errorf("an applicant transferred: %v", err)
		}
		for name, by := range map[string]store.Actor{"reviewer": o.Reviewer, "other township": o.OtherClerk, "program": {Program: true}} {
			if _, err := s.Take(t.Context(), by, at, transferOf(open)); problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("%s transferred: %v", name, err)
			}
		}
		if page, err := s.Cases(t.Context(), store.CaseQuery{Organ: o.Township, Show: store.ShowAll}); err != nil || page.Total != 0 {
			t.Fatalf("refused transfers left %d cases, %v", page.Total, err)
		}
		o.MustTake(t, o.Clerk, at, with(extended, func(e *store.EntryTransfer) { e.Extended = 10 }))
		o.MustTake(t, o.Clerk, at, transferOf(open))
		_, err := s.Take(t.Context(), o.Clerk, at, transferOf(open))
		if problem.Of(err).Kind != problem.KindConflict || !strings.Contains(problem.Of(err).Says, "已经转入") {
			t.Errorf("transferred twice: %v", err)
		}
		// From the transfer on applications come as cases, and old entries do not move
		// into that time.
		late := oldApplication("石桥公开申〔2025〕7号", "2025-01-20")
		if _, err := s.Take(t.Context(), o.Clerk, at, register.Enter{Register: "application", Values: late}); problem.Of(err).Kind != problem.KindRefused {
			t.Errorf("entered beside cases: %v", err)
		}
		o.MustTake(t, o.Clerk, at, register.Enter{Register: "application", Values: oldApplication("石桥公开申〔2025〕8号", "2025-01-03")})
		moved := oldApplication(changed.Number, "2025-01-20")
		if _, err := s.Take(t.Context(), o.Clerk, store.Subject{Organ: o.Township, ID: changed.ID, Version: store.AnyVersion}, register.Correct{Register: "application", Values: moved, Reason: "收到日期有误"}); problem.Of(err).Kind != problem.KindRefused {
			t.Errorf("an entry was moved beside cases: %v", err)
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
	})
}

// TestTransferFrozen: what a published report says of the year of receipt stays,
// and its number carries over.
func TestTransferFrozen(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	o := storetest.NewOffice(t, s)
	o.Clock.Set("2024-12-20")
	e := enterOld(t, o, oldApplication("石桥公开申〔2024〕1号", "2024-12-20"))
	o.Clock.Set("2025-01-10")
	o.Publish(t, 2024)
	o.Clock.Set("2025-01-13")
	c := o.MustCase(t, o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, transferOf(e)).Subject.ID)
	if late, err := s.Late(t.Context(), o.Township, 2024); err != nil || len(late.Entries) > 0 && len(late.Entries[0].Moves) > 0 {
		t.Errorf("the transfer moved the published year: %+v, %v", late, err)
	}
	o.Decide(t, c.ID, application.Granted)
	live, err := s.LiveReport(t.Context(), o.Township, 2025)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[report.Code]string{"application.carried_in.total": "1", "application.granted.total": "1", "application.newly_received.total": "0", "application.carried_over.total": "0"} {
		if got := live.Report.Figure(code).Number.String(); got != want {
			t.Errorf("%s = %s, want %s", code, got, want)
		}
	}
}

// TestNumbers: a case never gets a number that the register has given.
func TestNumbers(t *testing.T) {
	t.Parallel()
	s := storetest.New(t)
	o := storetest.NewOffice(t, s)
	for _, n := range []string{"1", "2", "4"} {
		enterOld(t, o, oldApplication("石桥镇公开申〔2025〕"+n+"号", "2025-01-03"))
	}
	for _, want := range []string{"石桥镇公开申〔2025〕3号", "石桥镇公开申〔2025〕5号"} {
		if c := o.OpenCase(t, storetest.Application()); c.Number != want {
			t.Errorf("numbered %s, want %s", c.Number, want)
		}
	}
}
