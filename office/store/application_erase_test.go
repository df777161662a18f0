package store_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/delivery"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// keepFor sets how long cases are kept, from a month ahead.
func keepFor(t *testing.T, o *storetest.Office, years int) calendar.Date {
	t.Helper()
	rule := application.Retention{From: o.Today().AddDays(application.RetentionNotice), Years: years, Basis: "石桥镇文件材料保管期限表"}
	e, err := o.PreviewRetention(t.Context(), rule)
	if err != nil {
		t.Fatal(err)
	}
	o.MustTake(t, o.System, store.Subject{Organ: o.County, Version: store.AnyVersion}, store.SetRetention{Retention: rule, Due: e.Due})
	return rule.From
}

func mustErase(t *testing.T, o *storetest.Office, want int) {
	t.Helper()
	if n, err := o.EraseDue(t.Context()); err != nil || n != want {
		t.Fatalf("EraseDue = %d, %v, want %d", n, err, want)
	}
}

// planted are the words about people that a full case holds.
var planted = []string{"欧阳晓峰", "欧阳*", "420106198812124321", "13987654321", "ouyang@example.com", "珞珈山路十九号", "司徒婉清", "诸葛静", "欧阳家老宅", "夏侯渊博", "宅基地"}

// fullCase opens a case that says who people are wherever it can, and decides
// it.
func fullCase(t *testing.T, o *storetest.Office) store.Case {
	t.Helper()
	c := o.OpenCase(t, application.Submit{
		Channel: application.Online, Delivery: application.DeliverPost, Form: "寄给欧阳晓峰",
		Applicants: []application.Applicant{{Kind: application.NaturalPerson, Name: "欧阳晓峰", Identity: "420106198812124321", Phone: "13987654321",
			Email: "ouyang@example.com", Address: "武汉市珞珈山路十九号", Postcode: "430072"}},
		Agent: &application.Agent{Name: "司徒婉清", Identity: "420106198812120000", Phone: "13987654321", Authority: "代欧阳晓峰办理"},
		Items: []application.Item{{N: 1, Asked: "欧阳晓峰名下欧阳家老宅宅基地审批表"}},
	})
	file := o.NewID()
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion},
		store.AddCaseFile{ID: file, Class: store.IdentityFile, SHA256: strings.Repeat("ab", 32), Name: "欧阳晓峰身份证.jpg", MediaType: "image/jpeg", Size: 9})
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion}, store.RemoveCaseFile{ID: file, Reason: "欧阳晓峰换了一份"})
	for _, step := range []application.Step{
		application.RequireCorrection{What: "请欧阳晓峰写明门牌", Until: o.Today().AddDays(15)},
		application.Correct{Items: []application.Item{{N: 1, Asked: "欧阳家老宅（珞珈山路十九号）宅基地审批表"}}, Note: "司徒婉清送来"},
		application.Consult{Party: application.ThirdParty, Name: "诸葛静"},
		application.Opinion{Party: application.ThirdParty, Name: "诸葛静", Stance: application.Consents, Reason: "诸葛静同意"},
		application.Comment{Text: "欧阳晓峰来电13987654321"},
		application.Search{Where: "欧阳晓峰卷宗", By: "夏侯渊博", Terms: "欧阳晓峰", Result: "有"},
	} {
		o.Step(t, o.Clerk, c.ID, step)
	}
	o.Decide(t, c.ID, application.Granted)
	return o.Step(t, o.Clerk, c.ID, application.Deliver{How: "邮寄给欧阳晓峰", Proof: "司徒婉清签收"})
}

// TestErase: nothing of who asked and what was asked is left, in no table; what
// counts and what proves is.
func TestErase(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Ways = map[delivery.Way]bool{delivery.Email: true}
		before := fullCase(t, o)
		kept := o.OpenCase(t, storetest.Application()) // never decided
		code := s.QueryCode(before.CaseRow)
		from := keepFor(t, o, 10)
		mustErase(t, o, 0)
		o.Clock.Set("2035-01-06")
		mustErase(t, o, 0)
		o.Clock.Set("2035-01-07")
		if _, err := s.Take(t.Context(), o.Clerk, store.Subject{Organ: o.Township, ID: before.ID, Version: store.AnyVersion}, store.EraseCase{}); problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("a clerk erased: %v", err)
		}
		mustErase(t, o, 1)
		mustErase(t, o, 0)

		after := o.MustCase(t, before.ID)
		if after.ErasedAt.IsZero() || after.Title == before.Title || after.Party != "" || len(after.Files) != 0 {
			t.Errorf("erased it is %+v", after.CaseRow)
		}
		if after.State != before.State || after.Outcome != before.Outcome || after.Kind != before.Kind || after.ReceivedOn != before.ReceivedOn || after.DueOn != before.DueOn ||
			after.DecidedOn != before.DecidedOn || after.Late != before.Late || after.Number != before.Number || after.Entry != before.Entry {
			t.Errorf("erasing made %+v of %+v", after.CaseRow, before.CaseRow)
		}
		for i, e := range after.Events {
			if was := before.Events[i]; e.Event.Name() != was.Event.Name() || e.On != was.On || e.Mark != was.Mark || !e.At.Equal(was.At) {
				t.Errorf("event %d is %+v, was %+v", i+1, e, was)
			}
		}
		if d := after.Course.Proposal.Decisions[0]; d.Outcome != application.Granted || len(d.Articles) != 1 || d.Reasons != "" {
			t.Errorf("the decision is %+v", d)
		}
		mustVerify(t, o)
		if _, err := s.Follow(t.Context(), before.Number, code); problem.Of(err).Kind != problem.KindNotFound {
			t.Errorf("followed by its old code: %v", err)
		}
		if n, err := s.SamePerson(t.Context(), after, before.OpenedAt); err != nil || n != 0 {
			t.Errorf("SamePerson = %d, %v", n, err)
		}
		if _, err := s.Take(t.Context(), o.Clerk, store.Subject{Organ: o.Township, ID: before.ID, Version: store.AnyVersion}, store.CaseStep{Step: application.Comment{Text: "又"}}); problem.Of(err).Kind != problem.KindRefused {
			t.Errorf("a step on an erased case: %v", err)
		}
		e, err := s.Entry(t.Context(), o.Township, after.Entry)
		if err != nil || e.Values["applicant"] != "" || e.Values["result"] != string(application.Granted) || e.Values["number"] != before.Number {
			t.Errorf("the entry is %v, %v", e.Values, err)
		}
		texts, _ := dump(t, s)
		for _, secret := range planted {
			for name, text := range texts {
				if strings.Contains(text.String(), secret) {
					t.Errorf("table %s holds %q", name, secret)
				}
			}
		}
		if live, err := o.LiveReport(t.Context(), o.Township, 2025); err != nil || live.Report.Figure("application.granted.total").Number.String() != "1" {
			t.Errorf("the report counts %v, %v", live.Report.Figure("application.granted.total"), err)
		}
		if c := o.MustCase(t, kept.ID); !c.ErasedAt.IsZero() || c.Party != "周*" {
			t.Errorf("the open case is %+v", c.CaseRow)
		}
		if from.String() != "2025-02-05" {
			t.Errorf("the setting began on %s", from)
		}
	})
}

// TestEraseOpensNothing: even the keys open nothing of what was erased, because
// nothing sealed holds it.
func TestEraseOpensNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		o.Ways = map[delivery.Way]bool{delivery.Email: true}
		c := fullCase(t, o)
		keepFor(t, o, 1)
		o.Clock.Set("2026-01-07")
		mustErase(t, o, 1)
		after := o.MustCase(t, c.ID)
		for _, e := range after.Events {
			text, err := application.Encode(e.Step)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range planted {
				if strings.Contains(string(text), secret) {
					t.Errorf("event %d holds %q: %s", e.Seq, secret, text)
				}
			}
		}
		notices, err := s.Notices(t.Context(), after.CaseRow)
		if err != nil || len(notices) < 2 {
			t.Fatalf("Notices = %v, %v", notices, err)
		}
		for _, n := range notices {
			if n.Message.To != "" || n.Message.Text != "" {
				t.Errorf("a message is left: %+v", n)
			}
		}
		if asking, err := s.Applicants(t.Context(), o.Clerk, o.Township, c.ID); problem.Of(err).Kind != problem.KindRefused {
			t.Errorf("Applicants = %+v, %v", asking, err)
		}
	})
}

// TestEraseBytes looks for what was erased in the bytes of the database and its
// log.
func TestEraseBytes(t *testing.T) {
	t.Parallel()
	dsn := dbtest.DSN(t, db.SQLite)
	s := storetest.Open(t, dsn)
	o := storetest.NewOffice(t, s)
	c := fullCase(t, o)
	sealed := sealedBodies(t, s, c.ID)
	title := c.Title
	holds := func(what string) bool {
		t.Helper()
		files, err := filepath.Glob(dsn + "*")
		if err != nil || len(files) == 0 {
			t.Fatalf("no files at %s: %v", dsn, err)
		}
		for _, name := range files {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(content, []byte(what)) {
				return true
			}
		}
		return false
	}
	for _, what := range append(sealed, title) {
		if !holds(what) {
			t.Fatalf("the search does not find %.40q before", what)
		}
	}
	keepFor(t, o, 1)
	o.Clock.Set("2026-01-07")
	mustErase(t, o, 1)
	if err := s.CleanErased(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, what := range append(append(sealed, title), planted...) {
		if holds(what) {
			t.Errorf("the database's files hold %.40q", what)
		}
	}
	mustVerify(t, o)
}

// sealedBodies returns the middle of what the events of a case are sealed as:
// whoever has the keys could open it.
func sealedBodies(t *testing.T, s *store.Store, id int64) (all []string) {
	t.Helper()
	rows, err := s.DB().Query(t.Context(), `SELECT body FROM application_event WHERE application_id = $1 ORDER BY seq`, id)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			t.Fatal(err)
		}
		all = append(all, body[10:50])
	}
	return all
}

// TestHold: a held case stays, and so does one that is before a court; both go
// when that is over.
func TestHold(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		held, sued := fullCase(t, o), fullCase(t, o)
		keepFor(t, o, 1)
		o.Clock.Set("2025-12-20")
		o.StepOn(t, o.Clerk, sued.ID, application.Contest{Group: application.Reconsideration, Number: "青复〔2025〕1号"}, calendar.MustParse("2025-01-08"))
		due, err := s.CasesDue(t.Context(), o.Township)
		if err != nil || len(due) != 2 || due[0].EraseOn.String() != "2026-01-07" || due[0].Kept() || due[1].Remedy != "青复〔2025〕1号" {
			t.Fatalf("CasesDue = %+v, %v", due, err)
		}
		at := store.Subject{Organ: o.Township, ID: held.ID, Version: store.AnyVersion}
		for who, by := range map[string]store.Actor{"reviewer": o.Reviewer, "other clerk": o.OtherClerk, "system": o.System, "viewer": o.Viewer} {
			if _, err := s.Take(t.Context(), by, at, application.Hold{Reason: "看看"}); problem.Of(err).Kind != problem.KindForbidden {
				t.Errorf("%s held: %v", who, err)
			}
		}
		if _, err := s.Take(t.Context(), o.Clerk, at, application.Hold{}); problem.Of(err).Field != "reason" {
			t.Errorf("held without a reason: %v", err)
		}
		if _, err := s.Take(t.Context(), o.Clerk, at, application.Lift{}); problem.Of(err).Kind != problem.KindConflict {
			t.Errorf("lifted what is not held: %v", err)
		}
		o.MustTake(t, o.Clerk, at, application.Hold{Reason: "欧阳晓峰起诉"})
		o.MustTake(t, o.Clerk, at, application.Hold{Reason: "欧阳晓峰起诉"}) // sent twice
		if _, err := s.Take(t.Context(), o.Approver, at, application.Hold{Reason: "别的"}); problem.Of(err).Kind != problem.KindConflict || !strings.Contains(problem.Of(err).Says, "李敏") {
			t.Errorf("held twice: %v", err)
		}
		o.Clock.Set("2026-03-02")
		mustErase(t, o, 0)
		mustVerify(t, o)
		o.MustTake(t, o.Clerk, at, application.Lift{})
		mustErase(t, o, 1)
		o.StepOn(t, o.Clerk, sued.ID, application.Settle{N: 1, Outcome: "sustained"}, calendar.MustParse("2026-03-01"))
		mustErase(t, o, 0) // its time begins when it is over
		o.Later(t, "2027-03-02")
		mustErase(t, o, 1)
		mustVerify(t, o)
		texts, _ := dump(t, s)
		for name, text := range texts {
			if strings.Contains(text.String(), "欧阳晓峰") {
				t.Errorf("table %s holds the name", name)
			}
		}
	})
}

// TestReopenedIsKept: a case that is taken up again, or of which something was
// recorded later, counts its time from there.
func TestReopenedIsKept(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	reopened, told := fullCase(t, o), fullCase(t, o)
	keepFor(t, o, 1)
	o.Clock.Set("2025-12-01")
	o.Step(t, o.Approver, reopened.ID, application.Reopen{Cause: application.AfterReconsideration})
	o.Step(t, o.Clerk, told.ID, application.Comment{Text: "归档前核对"})
	o.Clock.Set("2026-11-30")
	mustErase(t, o, 0)
	o.Clock.Set("2026-12-02")
	mustErase(t, o, 1)
	if !o.MustCase(t, reopened.ID).ErasedAt.IsZero() {
		t.Error("an open case was erased")
	}
	mustVerify(t, o)
}

// TestSetRetention: previewed, with notice, by the system administrator of the
// topmost organ.
func TestSetRetention(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		fullCase(t, o)
		o.Clock.Set("2026-03-02")
		rule := application.Retention{From: calendar.MustParse("2026-04-01"), Years: 1, Basis: "办法"}
		e, err := s.PreviewRetention(t.Context(), rule)
		if err != nil || e != (store.RetentionEffect{Due: 1}) {
			t.Fatalf("PreviewRetention = %+v, %v", e, err)
		}
		on := store.Subject{Organ: o.County}
		if _, err := s.Take(t.Context(), o.Security, on, store.SetRetention{Retention: rule, Due: 1}); problem.Of(err).Kind != problem.KindForbidden {
			t.Errorf("set by the security administrator: %v", err)
		}
		if _, err := s.Take(t.Context(), o.System, on, store.SetRetention{Retention: rule}); problem.Of(err).Kind != problem.KindConflict {
			t.Errorf("set without its preview: %v", err)
		}
		early := rule
		early.From--
		if _, err := s.Take(t.Context(), o.System, on, store.SetRetention{Retention: early, Due: 1}); problem.Of(err).Kind != problem.KindInvalid {
			t.Errorf("set without notice: %v", err)
		}
		o.MustTake(t, o.System, on, store.SetRetention{Retention: rule, Due: 1})
		if _, err := s.Take(t.Context(), o.System, on, store.SetRetention{Retention: rule, Due: 1}); problem.Of(err).Kind != problem.KindConflict {
			t.Errorf("set over what was set meanwhile: %v", err)
		}
		mustErase(t, o, 0) // not yet in force
		_, version, err := s.Retentions(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		on.Version = version
		o.MustTake(t, o.System, on, store.SetRetention{Retention: application.Retention{From: calendar.MustParse("2026-04-01"), Basis: "改为永久"}})
		o.Clock.Set("2026-04-01")
		mustErase(t, o, 0)
	})
}

// TestEraseTold: the audit has the erasure, by the program, with its article and
// no word of the case.
func TestEraseTold(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	c := fullCase(t, o)
	keepFor(t, o, 1)
	o.Clock.Set("2026-02-01")
	mustErase(t, o, 1)
	entries, err := o.AuditPage(t.Context(), o.Township, 0, 5)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Action != string(account.CaseErase) {
			continue
		}
		var said struct {
			Last  string
			Years int
			Steps []struct{ Step string }
			Files int
		}
		if err := json.Unmarshal(e.Step, &said); err != nil || said.Last != "2025-01-06" || said.Years != 1 || len(said.Steps) != len(c.Events) || said.Files != 1 {
			t.Errorf("the audit keeps %s, %v", e.Step, err)
		}
		if e.Subject != c.ID || e.Organ != organ.ID(o.Township) || e.Name != account.Timer.Label() || !strings.Contains(e.Cite, "第四十七条") {
			t.Errorf("the audit says %+v", e)
		}
		return
	}
	t.Errorf("no erasure among %v", entries)
}

// TestEraseStruck: a remedy that was recorded by mistake counts nowhere, and says no
// more of the applicant than one that counts.
func TestEraseStruck(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := fullCase(t, o)
		keepFor(t, o, 1)
		o.Step(t, o.Clerk, c.ID, application.Contest{Group: application.Reconsideration, Number: "青复〔2025〕7号"})
		o.Step(t, o.Clerk, c.ID, application.AmendContest{N: 1, Strike: true, Reason: "登记错了案件"})
		o.Later(t, "2027-03-02")
		mustErase(t, o, 1)
		mustVerify(t, o)
		ids, err := s.RemedyEntries(t.Context(), c.ID)
		if err != nil || len(ids) != 1 {
			t.Fatalf("RemedyEntries = %v, %v", ids, err)
		}
		e, err := s.Entry(t.Context(), o.Township, ids[0])
		if err != nil || e.State != register.Withdrawn || e.Values["party"] != "" {
			t.Errorf("the struck remedy is %+v, %v", e, err)
		}
	})
}
