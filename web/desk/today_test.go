package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
)

// TestTodayCourse follows a report through its course: at every state each of
// the three posts is told what is theirs.
func TestTodayCourse(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
	o.MustTake(t, o.Clerk, on, organ.SetLeadingGroup{LeadingGroup: organ.LeadingGroup{From: calendar.MustParse("2024-01-01"), Seats: organ.ReadSeats(organ.Leader, "周海峰 镇长")}})
	o.MustTake(t, o.Clerk, on, organ.SetUnit{Unit: organ.Unit{Name: "党政办公室", WorkBody: true, From: calendar.MustParse("2019-05-15")}})
	f := store.Subject{Organ: o.Township, Kind: store.FilingKind, ID: 2024}
	take := func(by store.Actor, step store.Step) {
		t.Helper()
		f = o.MustTake(t, by, f, step).Subject
	}
	for _, state := range []struct {
		name                       string
		do                         func()
		clerk, reviewer, approver  string
		notClerk, notRev, notAppro string
	}{
		{name: "没有开始", do: func() {}, clerk: "开始填报2024年年度报告", reviewer: "今天没有要办的事", approver: "今天没有要办的事"},
		{name: "填报", do: func() { take(o.Clerk, filing.Begin{Year: 2024}) }, clerk: ">填报2024年年度报告", notClerk: "开始填报", reviewer: "今天没有要办的事", approver: "今天没有要办的事"},
		{name: "待审核", do: func() { o.complete(t, &f); take(o.Clerk, filing.Submit{}) }, clerk: "等审核人审核", reviewer: ">审核2024年年度报告", approver: "今天没有要办的事"},
		{name: "退回", do: func() { take(o.Reviewer, filing.Return{Reason: "第二部分<处罚>请核对"}) }, clerk: "已退回：第二部分&lt;处罚&gt;请核对", reviewer: "今天没有要办的事", approver: "今天没有要办的事"},
		{name: "再审核", do: func() { take(o.Clerk, filing.Submit{}); take(o.Reviewer, filing.Review{}) }, clerk: "等签发人签发", reviewer: "等签发人签发", approver: ">签发2024年年度报告"},
		{name: "待发布", do: func() { take(o.Approver, filing.Sign{}) }, clerk: "等签发人发布", reviewer: "等签发人发布", approver: "1月31日"},
		{name: "已发布", do: func() { take(o.Approver, filing.Publish{}) }, clerk: "已发布第1版", notClerk: "填报2024", reviewer: "今天没有要办的事", approver: "今天没有要办的事"},
		{name: "订正", do: func() { take(o.Clerk, filing.Revise{Reason: "漏登2件"}) }, clerk: "订正：漏登2件", reviewer: "今天没有要办的事", approver: "今天没有要办的事"},
	} {
		state.do()
		for login, want := range map[string]string{"limin": state.clerk, "wangjing": state.reviewer, "zhouhaifeng": state.approver} {
			a := o.get(login, "/desk/")
			if a.status != http.StatusOK || !strings.Contains(a.body, want) {
				t.Errorf("%s: today of %s = %d, lacks %q\n%s", state.name, login, a.status, want, words(a.body))
			}
		}
		if a := o.get("limin", "/desk/"); state.notClerk != "" && strings.Contains(a.body, state.notClerk) {
			t.Errorf("%s: today of the clerk shows %q", state.name, state.notClerk)
		}
	}
}

// complete fills in a report with zeros.
func (o *room) complete(t *testing.T, f *store.Subject) {
	t.Helper()
	*f = o.Complete(t, *f)
}

// TestTodayDays tells the days left by the calendar of working days.
func TestTodayDays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ day, head, left string }{
		{"2025-01-06", "有3件要办", "还剩 <b>16</b> 个工作日"}, // 1月26日调休上班，28日起春节
		{"2025-01-23", "其中2件三个工作日内到期", "还剩 <b>3</b> 个工作日"},
		{"2025-01-27", "其中2件三个工作日内到期", "<b>最后</b> 一个工作日"},
		{"2025-01-31", "其中2件三个工作日内到期", "<b>今天</b>到期"},
		{"2025-02-05", "其中2件逾期", "逾期 <b>1</b> 个工作日"},
		{"2025-03-03", "其中4件逾期", "应于2024年1月31日"},
	} {
		o := newRoom(t)
		o.Clock.Set(tt.day)
		if tt.day == "2025-03-03" { // that of the year before was begun and forgotten
			o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2023})
		}
		a := o.get("limin", "/desk/")
		if !strings.Contains(a.body, tt.head) || !strings.Contains(a.body, tt.left) {
			t.Errorf("on %s the page lacks %q or %q:\n%s", tt.day, tt.head, tt.left, words(a.body))
		}
	}
}

// TestTwoOrgans names the organ where a person works for two.
func TestTwoOrgans(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	on := store.Subject{Kind: store.AccountKind, Organ: o.Township, ID: int64(o.Clerk.Account), Version: store.AnyVersion}
	o.MustTake(t, o.Security, on, account.Grant{Post: account.Post{Organ: o.Other, Role: account.Clerk}})
	o.play(t, []scenario{
		{name: "两处的事", who: "limin", path: "/desk/", status: 200, contains: []string{"开始填报石桥镇2024年年度报告", "开始填报白石镇2024年年度报告"}},
		{name: "在另一处", who: "limin", path: "/desk/organs/" + o.Other.String(), status: 200, contains: []string{"<b>青溪县白石镇人民政府</b>"}},
	})
}

// TestAuditIsBlind: administrators learn that something was registered, never
// what.
func TestAuditIsBlind(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	typed := map[string]string{
		"number": "青石罚〔2024〕1号", "party_kind": "natural_person", "party": "周小明", "kinds": "fine", "fine": "1000", "decided_on": "2024-03-05",
	}
	values, faults := register.Penalty.Read(func(key string) string { return typed[key] }, o.Today())
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: register.Penalty.Key, Values: values})
	o.play(t, []scenario{
		{name: "记录", who: "shenji", path: "/desk/organs/{organ}/audit", status: 200, contains: []string{"登记簿：行政处罚", "登记（编号"}, without: []string{"周小明", "青石罚"}},
	})
}

// TestRunning: who looks after the system sees in the foot, on the settings and
// in the day's list how backups went and which holiday tables are there; a clerk
// sees the calendar that counts for them.
func TestRunning(t *testing.T) {
	t.Parallel()
	eachRoom(t, running)
}

func running(t *testing.T, o *room) {
	has := func(who, path string, want bool, texts ...string) {
		t.Helper()
		a := o.get(who, path)
		for _, text := range texts {
			if a.status != http.StatusOK || strings.Contains(a.body, text) != want {
				t.Errorf("%s as %s = %d, contains %q: want %v\n%s", path, who, a.status, text, want, words(a.body))
			}
		}
	}
	has("xitong", "/desk/", true, "<dt>最近备份</dt><dd>还没有备份过</dd>", "安排每天备份", "国办发明电〔2024〕12号，2025年")
	has("limin", "/desk/", true, "<dt>工作日历</dt><dd>国办发明电〔2024〕12号，2025年</dd>")
	for _, who := range []string{"limin", "anquan", "shenji", "hewen"} {
		has(who, "/desk/", false, "最近备份", "安排每天备份", "放假安排")
	}
	if err := o.NoteBackup(t.Context(), store.Backup{By: "程序", Written: true, Tried: true, Rows: 1200, Files: 3}); err != nil {
		t.Fatal(err)
	}
	has("xitong", "/desk/site", true, "<dt>最近备份</dt><dd>今天10:00，已试恢复</dd>", "1200行、3个附件，由程序写成", "有2019年至2026年的", "国办发明电〔2025〕7号")
	has("xitong", "/desk/", false, "安排每天备份", "更新程序")
	rules := account.DefaultRules()
	rules.PasswordDays = 0 // of 2025
	o.MustTake(t, o.Security, store.Subject{Kind: store.SiteKind, Organ: o.County, Version: store.AnyVersion}, store.SetRules{Rules: rules})
	o.Clock.Set("2026-12-01")
	clear(o.cookies)
	has("xitong", "/desk/", true, "更新程序，装入2027年的放假安排", "恢复每天备份", "2027年的放假安排还没有")
	has("xitong", "/desk/site", true, "还没有。国务院办公厅的通知公布后请更新程序")
	has("limin", "/desk/", true, "2027年的放假安排还没有")
}
