package store_test

import (
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestOvertakenReport: the second of two people who work on a report is told
// that it is under review, where it is; otherwise who came first, when, and
// with which step.
func TestOvertakenReport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		seen := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject
		chapter := filing.WriteChapter{Chapter: filing.WrittenChapters()[0], Text: "本年工作平稳开展。"}
		figure := filing.ConfirmZeros{Registers: []register.Key{"licence"}}
		refused := func(by store.Actor, on store.Subject, step store.Step, want ...string) {
			t.Helper()
			_, err := o.Take(t.Context(), by, on, step)
			p := problem.Of(err)
			if p == nil || p.Kind != problem.KindConflict {
				t.Fatalf("%T on an old version: %v, want a conflict", step, err)
			}
			for _, w := range want {
				if !strings.Contains(p.Says, w) {
					t.Errorf("%T on an old version is told “%s”, want …%s…", step, p.Says, w)
				}
			}
		}

		written := o.MustTake(t, o.Clerk, seen, chapter).Subject
		refused(o.Clerk, seen, chapter, "报告在您打开以后又被改过", "李敏", "撰写文字部分")
		refused(o.Clerk, seen, figure, "李敏", "撰写文字部分")
		refused(o.Clerk, seen, filing.Submit{}, "李敏", "撰写文字部分")

		submitted := submit(t, o, written)
		refused(o.Clerk, seen, chapter, "待审核", "不能修改")
		refused(o.Clerk, seen, figure, "待审核", "不能修改")
		refused(o.Clerk, submitted, chapter, "待审核", "不能修改")

		returned := o.MustTake(t, o.Reviewer, submitted, filing.Return{Reason: "处罚数请核对"}).Subject
		refused(o.Reviewer, submitted, filing.Review{}, "报告在您打开以后又被改过", "王静", "退回")
		refused(o.Clerk, written, chapter, "王静", "退回")
		o.MustTake(t, o.Clerk, returned, chapter)
	})
}

// submit fills in what the report lacks and submits it.
func submit(t *testing.T, o *storetest.Office, on store.Subject) store.Subject {
	t.Helper()
	on = o.Complete(t, on)
	return o.MustTake(t, o.Clerk, on, filing.Submit{}).Subject
}

// TestOvertaken: the second of two people who change an organ, an account or a
// setting is told who came first, when and with what; nothing is changed by the
// second, who can do it again knowing.
func TestOvertaken(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		day := calendar.MustParse("2024-12-01")
		other, err := o.Organ(t.Context(), o.Township)
		if err != nil {
			t.Fatal(err)
		}
		onOrgan := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: other.Version}
		nobody, err := s.Account(t.Context(), o.Nobody.Account)
		if err != nil {
			t.Fatal(err)
		}
		onAccount := store.Subject{Kind: store.AccountKind, Organ: o.Township, ID: int64(nobody.ID), Version: nobody.Version}
		site, err := o.Site(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		onSite := store.Subject{Kind: store.SiteKind, Organ: o.County, Version: site.Version}
		group := organ.SetLeadingGroup{LeadingGroup: organ.LeadingGroup{From: day, Seats: organ.ReadSeats(organ.Leader, "周海峰 镇长")}}
		post := account.Post{Organ: o.Township, Role: account.Clerk}
		rules := account.DefaultRules()
		for _, tt := range []struct {
			name          string
			on            store.Subject
			first         store.Actor
			step          store.Step
			second        store.Actor
			later         store.Step
			want, notWant string
		}{
			{"更名", onOrgan, o.System, organ.Rename{Name: "青溪县石桥街道办事处", Short: "石桥", From: day}, o.Clerk, group, "“青溪县石桥街道办事处”的资料在您打开以后又被改过：赵系，1月6日10:00，机关更名：改为“青溪县石桥街道办事处”", ""},
			{"领导小组", onOrgan, o.Clerk, group, o.Clerk, group, "李敏，1月6日10:00，维护领导小组：2024年12月1日起的名单，组长周海峰", ""},
			{"内设机构", onOrgan, o.Clerk, organ.SetUnit{Unit: organ.Unit{Name: "党政办公室", From: day}}, o.System, organ.SetCode{Code: "1"}, "李敏，1月6日10:00，维护工作机构：“党政办公室”", ""},
			{"多次", onOrgan, o.System, organ.Move{Axis: organ.Line, Superior: o.County, From: day}, o.Clerk, group, "共4次，最近3次是李敏，1月6日10:00，维护领导小组：", "更名"},
			{"解除", onOrgan, o.System, organ.Move{Axis: organ.Line, From: day}, o.Clerk, group, "调整隶属关系：解除业务主管（条）", ""},
			{"代码", onOrgan, o.System, organ.SetCode{Code: "91340000"}, o.Clerk, group, "更正代码：改为“91340000”", ""},
			{"授予", onAccount, o.Security, account.Grant{Post: post}, o.Security, account.Grant{Post: post}, "孙浩的账号“sunhao”在您打开以后又被改过：钱安，1月6日10:00，授予“经办”岗位", "登录"},
			{"撤销", onAccount, o.Security, account.Revoke{Post: post}, o.Security, account.Revoke{Post: post}, "授予“经办”岗位；钱安，1月6日10:00，撤销“经办”岗位", ""},
			{"停用", onAccount, o.Security, account.Disable{Reason: "离岗"}, o.Security, account.Disable{Reason: "离岗"}, "钱安，1月6日10:00，停用账号：离岗", ""},
			{"网站设置", onSite, o.System, store.SetSite{Site: store.Site{Name: "青溪县人民政府", Phone: "1"}}, o.System, store.SetSite{Site: store.Site{Name: "青溪县人民政府"}}, "网站设置在您打开以后又被改过：赵系，1月6日10:00", "钱安"},
			{"安全规则", store.Subject{Kind: store.SiteKind, Organ: o.County}, o.Security, store.SetRules{Rules: rules}, o.Security, store.SetRules{Rules: rules}, "安全规则在您打开以后又被改过：钱安，1月6日10:00", "赵系"},
		} {
			now := tt.on
			if now.Kind != store.SiteKind {
				now.Version = store.AnyVersion
			}
			o.MustTake(t, tt.first, now, tt.step)
			if tt.on.Kind == store.AccountKind { // this changes no account
				o.SignIn(t, "limin")
			}
			_, err := o.Take(t.Context(), tt.second, tt.on, tt.later)
			p := problem.Of(err)
			if p == nil || p.Kind != problem.KindConflict || !strings.Contains(p.Says, tt.want) || tt.notWant != "" && strings.Contains(p.Says, tt.notWant) {
				t.Errorf("%s: the second is told %v, want “%s”, not “%s”", tt.name, err, tt.want, tt.notWant)
			}
		}
		after, err := o.Site(t.Context())
		if err != nil || after.Phone != "1" || after.Version == site.Version {
			t.Errorf("Site = %+v, %v, want what the first set, in another version", after, err)
		}
	})
}
