package store_test

import (
	"strings"
	"testing"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestEscalation tries the ways by which a person could get at more than their
// posts give; every one is shut.
func TestEscalation(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		of := func(a store.Actor, at organ.ID) store.Subject {
			return store.Subject{Organ: at, ID: int64(a.Account), Version: store.AnyVersion}
		}
		const next = account.Secret("Kuchen7-Regal")
		// A security administrator and a system administrator of a township alone.
		o.MustTake(t, o.Security, of(o.Nobody, o.Township), account.Grant{Post: account.Post{Organ: o.Township, Role: account.SecurityAdmin}})
		o.MustTake(t, o.Security, of(o.OtherClerk, o.Other), account.Revoke{Post: account.Post{Organ: o.Other, Role: account.Clerk}})
		o.MustTake(t, o.Security, of(o.OtherClerk, o.Other), account.Grant{Post: account.Post{Organ: o.Other, Role: account.SystemAdmin}})
		o.MustTake(t, o.Security, of(o.Approver, o.Township), account.Grant{Post: account.Post{Organ: o.County, Role: account.Approver}})
		tests := []struct {
			name string
			by   store.Actor
			on   store.Subject
			step store.Step
			want problem.Kind
		}{
			{"改别人的密码", o.Clerk, of(o.Reviewer, o.Township), account.ChangePassword{Old: storetest.Password, New: next}, problem.KindForbidden},
			{"试别人的密码", o.Clerk, of(o.Reviewer, o.Township), account.ChangePassword{Old: "wrong", New: next}, problem.KindForbidden},
			{"结束别人的登录", o.Clerk, of(o.Reviewer, o.Township), account.EndSession{Session: 1}, problem.KindForbidden},
			{"初始密码太弱", o.Security, of(o.Clerk, o.Township), account.Reset{Reason: "忘记密码", Password: "1"}, problem.KindInvalid},
			{"授予自己没有的范围", o.Nobody, of(o.Reviewer, o.Township), account.Grant{Post: account.Post{Organ: o.Township, Role: account.Viewer, Subtree: true}}, problem.KindForbidden},
			{"重置在上级任职的人", o.Nobody, of(o.Approver, o.Township), account.Reset{Reason: "忘记密码", Password: "Bamu-Keta-Ridu-3749"}, problem.KindForbidden},
			{"停用在上级任职的人", o.Nobody, of(o.Approver, o.Township), account.Disable{Reason: "调离岗位"}, problem.KindForbidden},
			{"给自己授权", o.Nobody, of(o.Nobody, o.Township), account.Grant{Post: account.Post{Organ: o.County, Role: account.SecurityAdmin}}, problem.KindForbidden},
			{"乡镇改安全规则", o.Nobody, store.Subject{Organ: o.Township}, store.SetRules{Rules: account.DefaultRules()}, problem.KindForbidden},
			{"系统管理员改安全规则", o.System, store.Subject{Organ: o.County}, store.SetRules{Rules: account.DefaultRules()}, problem.KindForbidden},
			{"乡镇改站点设置", o.OtherClerk, store.Subject{Organ: o.Other}, store.SetSite{Site: store.Site{Name: "某站"}}, problem.KindForbidden},
			{"乡镇新建最上级机关", o.OtherClerk, store.Subject{Organ: o.Other}, organ.Found{Name: "某县人民政府", Level: organ.County, Body: organ.Government, From: calendar.MustParse("2020-01-01")}, problem.KindForbidden},
			{"没有人", store.Actor{}, store.Subject{Organ: o.Township}, penalty("青石罚〔2024〕9号", "2024-03-05"), problem.KindSignIn},
		}
		for _, tt := range tests {
			if _, err := o.Take(t.Context(), tt.by, tt.on, tt.step); kindOf(err) != tt.want {
				t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
			}
		}
	})
}

// TestInitialPassword sees that whoever was given a password can do nothing but
// choose another.
func TestInitialPassword(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	on := store.Subject{Organ: o.Township, ID: int64(o.Clerk.Account), Version: store.AnyVersion}
	o.MustTake(t, o.Security, on, account.Reset{Reason: "忘记密码", Password: "Bamu-Keta-Ridu-3749"})
	if _, err := o.Take(t.Context(), o.Clerk, store.Subject{Organ: o.Township}, penalty("青石罚〔2024〕9号", "2024-03-05")); kindOf(err) != problem.KindForbidden {
		t.Errorf("an initial password enters: %v", err)
	}
	o.Clock.Advance(time.Second)
	o.MustTake(t, o.Clerk, on, account.ChangePassword{Old: "Bamu-Keta-Ridu-3749", New: "Kuchen7-Regal"})
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青石罚〔2024〕9号", "2024-03-05"))
}

// TestPasswordReturns sees that neither the present nor the last passwords may
// be chosen again, however many there were.
func TestPasswordReturns(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	on := store.Subject{Organ: o.Township, ID: int64(o.Clerk.Account), Version: store.AnyVersion}
	present := storetest.Password
	for _, next := range []account.Secret{"Kuchen1-Regal", "Kuchen2-Regal", "Kuchen3-Regal", "Kuchen4-Regal", "Kuchen5-Regal", "Kuchen6-Regal"} {
		o.Clock.Advance(time.Second)
		o.MustTake(t, o.Clerk, on, account.ChangePassword{Old: present, New: next})
		present = next
	}
	for _, again := range []account.Secret{present, "Kuchen5-Regal", "Kuchen3-Regal"} {
		if _, err := o.Take(t.Context(), o.Clerk, on, account.ChangePassword{Old: present, New: again}); kindOf(err) != problem.KindInvalid {
			t.Errorf("%q chosen again: %v", string(again), err)
		}
	}
}

// TestAuditIsBare sees that the audit, which administrators read, shows nothing
// of what a register holds.
func TestAuditIsBare(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	first := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青石罚〔2024〕9号", "2024-03-05")).Subject
	o.MustTake(t, o.Clerk, first, correction("青石罚〔2024〕9号", "2024-03-06"))
	entries, err := o.AuditPage(t.Context(), o.Township, 0, 5)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		for _, secret := range []string{"商贸", "无证", "青石罚"} {
			if strings.Contains(string(e.Step), secret) {
				t.Errorf("the audit of %s shows %q: %s", e.Action, secret, e.Step)
			}
		}
	}
}

// TestEndedSessions sees that a token that was ended names nobody, and that
// only forms of the desk are kept.
func TestEndedSessions(t *testing.T) {
	t.Parallel()
	o := storetest.NewOffice(t, storetest.New(t))
	token := o.SignIn(t, "limin")
	for path, body := range map[string]string{"//evil/x": "a=1", "/desk/registers": strings.Repeat("x", 1<<20)} {
		if _, err := o.KeepForm(t.Context(), o.Clerk.Account, path, body); kindOf(err) != problem.KindTooLarge {
			t.Errorf("kept %d bytes for %s: %v", len(body), path, err)
		}
	}
	on := store.Subject{Organ: o.Township, ID: int64(o.Clerk.Account), Version: store.AnyVersion}
	o.MustTake(t, o.Security, on, account.Disable{Reason: "调离岗位"})
	if v, err := o.Session(t.Context(), token); kindOf(err) != problem.KindSignIn || v.Account.ID != 0 {
		t.Errorf("a disabled person's session = %+v, %v", v.Account.ID, err)
	}
	if _, _, err := o.Store.SignIn(t.Context(), "limin", storetest.Password, "127.0.0.1", ""); kindOf(err) != problem.KindSignIn {
		t.Errorf("a disabled person signs in: %v", err)
	}
}
