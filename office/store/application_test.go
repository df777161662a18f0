package store_test

import (
	"strings"
	"sync"
	"testing"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/delivery"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func TestCase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Ways = map[delivery.Way]bool{delivery.Email: true}
		c := o.OpenCase(t, storetest.Application())
		if c.Number != "石桥镇公开申〔2025〕1号" || c.State != application.Processing || c.DueOn.String() != "2025-02-08" || c.ReceivedOn.String() != "2025-01-06" {
			t.Errorf("opened as %q, %s, received %s, due %s", c.Number, c.State, c.ReceivedOn, c.DueOn)
		}
		if c.Party != "周*" || c.Course.Applicants[0].Name != "周*" || c.Course.Applicants[0].Identity != "" {
			t.Errorf("the applicant shows as %q, %+v", c.Party, c.Course.Applicants)
		}
		o.Clock.Set("2025-01-20")
		c = o.Decide(t, c.ID, application.Granted)
		if c.State != application.Replied || c.Outcome != application.Granted || c.DecidedOn.String() != "2025-01-20" || c.Late {
			t.Errorf("decided as %s, %s on %s, late %v", c.State, c.Outcome, c.DecidedOn, c.Late)
		}
		live, err := o.LiveReport(t.Context(), o.Township, 2025)
		if err != nil {
			t.Fatal(err)
		}
		for code, want := range map[report.Code]string{
			"application.newly_received.natural_person": "1", "application.granted.natural_person": "1", "application.granted.total": "1",
			"application.carried_over.natural_person": "0", "application.carried_over.total": "0",
		} {
			if got := live.Report.Figure(code).Number.String(); got != want {
				t.Errorf("%s = %s, want %s", code, got, want)
			}
		}
		notices, err := o.Notices(t.Context(), c.CaseRow)
		if err != nil || len(notices) != 2 || notices[0].Message.To != "zhouming@example.com" {
			t.Errorf("Notices = %+v, %v, want one of the receipt and one of the reply", notices, err)
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("Verify = %v, %v", v.Breaks, err)
		}
	})
}

func TestCaseSealed(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenCase(t, storetest.Application())
		o.Step(t, o.Clerk, c.ID, application.Consult{Party: application.ThirdParty, Name: "吴秀英"})
		tables, _ := dump(t, s)
		for _, secret := range []string{"周明", "000000199001010000", "13800000000", "zhouming@example.com", "吴秀英", s.QueryCode(c.CaseRow)} {
			for name, text := range tables {
				if strings.Contains(text.String(), secret) {
					t.Errorf("table %s holds %q", name, secret)
				}
			}
		}
	})
}

func TestFollow(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenCase(t, storetest.Application())
		code := s.QueryCode(c.CaseRow)
		for _, typed := range []string{code, strings.ToLower(code), " " + code[:5] + "-" + code[5:]} {
			if got, err := s.Follow(t.Context(), " 石桥镇公开申[2025]1号", typed); err != nil || got.ID != c.ID {
				t.Errorf("Follow(%q) = %d, %v", typed, got.ID, err)
			}
		}
		for _, typed := range [][2]string{{c.Number, ""}, {c.Number, code[:9]}, {c.Number, code[:9] + "0"}, {"石桥镇公开申〔2025〕2号", code}, {"", ""}} {
			if _, err := s.Follow(t.Context(), typed[0], typed[1]); problem.Of(err).Kind != problem.KindNotFound {
				t.Errorf("Follow(%q) = %v, want not found", typed, err)
			}
		}
		on := store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion}
		withdraw := store.CaseStep{Step: application.Withdraw{}}
		if _, err := s.Take(t.Context(), store.Actor{Applicant: true, Code: "ABCDEFGHJK"}, on, withdraw); problem.Of(err).Kind != problem.KindNotFound {
			t.Errorf("withdrawn with a wrong code: %v", err)
		}
		if _, err := s.Take(t.Context(), store.Actor{Applicant: true, Code: code}, on, store.CaseStep{Step: application.Approve{}}); err == nil {
			t.Error("an applicant approved")
		}
		if _, err := s.Take(t.Context(), store.Actor{Applicant: true, Code: code}, on, withdraw); err != nil {
			t.Errorf("withdrawn with the code: %v", err)
		}
	})
}

func TestCaseTwice(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		on := store.Subject{Organ: o.Township, ID: s.NewID()}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if _, err := s.Take(t.Context(), store.Actor{Applicant: true}, on, store.OpenCase{Submit: storetest.Application()}); err != nil {
					t.Errorf("opened twice: %v", err)
				}
			})
		}
		all.Wait()
		page, err := s.Cases(t.Context(), store.CaseQuery{Organ: o.Township})
		if err != nil || page.Total != 1 {
			t.Errorf("eight clicks made %d cases, %v", page.Total, err)
		}
	})
}

func TestCaseOvertaken(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenCase(t, storetest.Application())
		o.MustTake(t, o.Clerk, c.Subject(), store.CaseStep{Step: application.Comment{Text: "已电话联系"}})
		_, err := s.Take(t.Context(), o.Clerk, c.Subject(), store.CaseStep{Step: application.Comment{Text: "再联系"}})
		if p := problem.Of(err); p.Kind != problem.KindConflict || !strings.Contains(p.Says, "李敏") || !strings.Contains(p.Says, "备注") {
			t.Errorf("the second is told %v", err)
		}
	})
}

func TestCaseVisible(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := o.OpenCase(t, storetest.Application())
		for name, by := range map[string]store.Actor{"other township": o.OtherClerk, "county viewer": o.Viewer, "system": o.System, "audit": o.Auditor, "nobody": o.Nobody} {
			if _, err := s.Applicants(t.Context(), by, o.Township, c.ID); problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("%s looked at the applicant: %v", name, err)
			}
			step := store.CaseStep{Step: application.Comment{Text: "看看"}}
			if _, err := s.Take(t.Context(), by, store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion}, step); problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("%s commented: %v", name, err)
			}
		}
		if _, err := s.Case(t.Context(), o.Other, c.ID); problem.Of(err).Kind != problem.KindNotFound {
			t.Errorf("the other township has the case: %v", err)
		}
		a, err := s.Applicants(t.Context(), o.Clerk, o.Township, c.ID)
		if err != nil || a.Applicants[0].Name != "周明" {
			t.Errorf("Applicants = %+v, %v", a, err)
		}
	})
}

// TestCaseEntry holds the register of applications against the cases: what
// follows from a case is changed by the case alone, and nothing counts twice.
func TestCaseEntry(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		before := register.Values{
			"number": "石桥公开申〔2024〕9号", "kind": "natural_person", "applicant": "周某", "channel": "counter", "received_on": "2024-12-20",
		}
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "application", Values: before})
		c := o.OpenCase(t, storetest.Application())
		on := store.Subject{Organ: o.Township, ID: c.Entry, Version: store.AnyVersion}
		after := register.Values{
			"number": "石桥公开申〔2025〕9号", "kind": "natural_person", "applicant": "周某", "channel": "counter", "received_on": "2025-01-06",
		}
		for name, try := range map[string]func() error{
			"更改": func() error {
				_, err := s.Take(t.Context(), o.Clerk, on, register.Correct{Register: "application", Values: after, Reason: "改一改"})
				return err
			},
			"作废": func() error {
				_, err := s.Take(t.Context(), o.Clerk, on, register.Withdraw{Register: "application", Reason: "不要了"})
				return err
			},
			"另外登记": func() error {
				_, err := s.Take(t.Context(), o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "application", Values: after})
				return err
			},
		} {
			if err := try(); problem.Of(err).Kind != problem.KindRefused {
				t.Errorf("%s: %v, want refused", name, err)
			}
		}
	})
}

func TestHolidays(t *testing.T) {
	t.Parallel()
	table := "年份 2027\n通知 国办发明电〔2026〕99号 2026-11-30\n放假 元旦 2027-01-01 2027-01-03\n放假 春节 2027-02-05 2027-02-11\n放假 清明节 2027-04-03 2027-04-05\n放假 劳动节 2027-05-01 2027-05-05\n放假 端午节 2027-06-09 2027-06-11\n放假 中秋节 2027-09-15 2027-09-17\n放假 国庆节 2027-10-01 2027-10-07\n上班 2027-02-14\n"
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Clock.Set("2027-01-25")
		open := o.OpenCase(t, storetest.Application())
		decided := o.OpenCase(t, storetest.Application())
		o.Decide(t, decided.ID, application.Granted)
		if !open.Provisional {
			t.Error("a due date in a year without a table is not provisional")
		}
		e, err := s.PreviewHolidays(t.Context(), table)
		if err != nil || e.Open != 1 || e.Moves != 1 || e.Moved[0].From != open.DueOn || e.Known {
			t.Fatalf("PreviewHolidays = %+v, %v", e, err)
		}
		if _, err := s.Take(t.Context(), o.Clerk, store.Subject{Organ: o.County}, store.SetHolidays{Table: table, Moved: 1}); problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("a clerk entered holidays: %v", err)
		}
		if _, err := s.Take(t.Context(), o.System, store.Subject{Organ: o.County}, store.SetHolidays{Table: table, Moved: 2}); problem.Of(err).Kind != problem.KindConflict {
			t.Errorf("another preview was confirmed: %v", err)
		}
		o.MustTake(t, o.System, store.Subject{Organ: o.County}, store.SetHolidays{Table: table, Moved: 1})
		after := o.MustCase(t, open.ID)
		if after.DueOn != e.Moved[0].To || after.Provisional {
			t.Errorf("due %s, provisional %v, want %s", after.DueOn, after.Provisional, e.Moved[0].To)
		}
		if again := o.MustCase(t, decided.ID); again.DecidedOn != decided.ReceivedOn || again.Late {
			t.Errorf("a decided case was changed: %+v", again.CaseRow)
		}
	})
}

// TestCaseSpoilt changes what is kept of a case behind the program's back.
func TestCaseSpoilt(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"期限":     `UPDATE application SET due_on = '2030-01-01'`,
		"状态":     `UPDATE application SET state = 'Closed'`,
		"事件的日期":  `UPDATE application_event SET on_day = '2025-01-03' WHERE seq = 2`,
		"事件的内容":  `UPDATE application_event SET body = (SELECT body FROM application_event WHERE seq = 2) WHERE seq = 3`,
		"删去一个事件": `DELETE FROM application_event WHERE seq = 4`,
		"计数的登记":  `UPDATE application SET entry_id = NULL`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := storetest.New(t)
			o := storetest.NewOffice(t, s)
			c := o.OpenCase(t, storetest.Application())
			o.Step(t, o.Clerk, c.ID, application.Comment{Text: "已电话联系"})
			spoil(t, s, statement)
			v, err := s.Verify(t.Context())
			if err != nil || len(v.Breaks) == 0 {
				t.Errorf("Verify = %v, %v, want a break", v.Breaks, err)
			}
		})
	}
}
