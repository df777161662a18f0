package desk_test

import (
	"net/http"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestTogetherInBrowser shows to Chromium what concerns several cases, several
// offices and the office above.
func TestTogetherInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	o := newRoom(t)
	o.Clock.Set("2025-01-06")
	o.withUnits(t)
	o.Hire(t, "wuxia", "吴霞", "财政所")
	all := o.OpenAlike(t, 4)
	submit := storetest.Application()
	submit.Items = append(submit.Items, application.Item{N: 2, Asked: "向阳村安置房建设施工合同（2024年）"}, application.Item{N: 3, Asked: "2023年农村公路养护资金使用情况"})
	long := o.OpenCase(t, submit)
	w := &walk{&furnished{room: o}, webtest.Open(t, o.server)}
	list := o.fill("/desk/organs/{organ}/cases")
	at := func(c store.Case) string { return list + "/" + formatID(c.ID) }
	w.b.Visit("/desk/keys")
	w.open("limin", at(all[0])+"/group")
	w.b.Press("并案办理")
	w.b.Look("together-join-faults")
	o.MustTake(t, o.Clerk, all[0].Subject(), store.JoinCases{With: []store.CaseSeen{{ID: all[1].ID, Version: 1}, {ID: all[2].ID, Version: 1}}, Reason: "申请内容相同"})
	o.Step(t, o.Clerk, all[2].ID, application.RequireCorrection{Until: calendar.MustParse("2025-01-17"), What: "写明文号"})
	o.Step(t, o.Clerk, all[0].ID, application.AskUnits{Units: []string{"财政所", "农业办"}, Until: calendar.MustParse("2025-01-10"), What: "有没有这份方案"})
	o.Step(t, o.Clerk, all[3].ID, application.Assign{Unit: "财政所"})
	o.must(o.post("limin", at(long)+"/split", "item.3", "yes", "consent", "1月6日电话同意"), http.StatusSeeOther)
	w.open("limin", at(all[3])+"/ask-units")
	w.b.Press("征求内设机构意见")
	w.b.Look("together-ask-faults")
	w.open("limin", at(all[3])+"/fee-notice")
	w.b.Fill("页数或者件数", "230")
	w.b.Tick("按量计收")
	w.b.Press("计算")
	w.b.Look("together-fee")
	w.open("limin", at(long)+"/split")
	w.b.Look("together-split")
	o.Clock.Set("2025-01-13")
	clear(o.cookies)
	w.open("limin", at(all[0])+"/draft")
	w.b.Look("together-draft-warned")
	draft := application.Draft{Decisions: []application.Decision{{Item: 1, Outcome: application.Granted, Articles: []string{application.Granted.Articles()[0].String()}}}}
	o.Step(t, o.Clerk, all[0].ID, draft)
	o.Step(t, o.Reviewer, all[0].ID, application.Review{})
	o.Step(t, o.Approver, all[0].ID, application.Approve{})
	for _, page := range []struct{ name, who, path string }{
		{"together-case", "limin", at(all[0])}, {"together-alike", "limin", at(all[0]) + "/together/draft"}, {"together-reply", "limin", at(all[0]) + "/together/reply"},
		{"together-list", "limin", list}, {"together-asked-case", "wuxia", at(all[0])}, {"together-pool", "wuxia", "/desk/"}, {"together-opinion", "wuxia", at(all[0]) + "/unit-opinion"},
		{"together-settings", "xitong", "/desk/supervision"}, {"together-parent", "limin", at(long)},
	} {
		w.open(page.who, page.path)
		w.b.Look(page.name)
	}
	o.Later(t, "2025-02-20")
	clear(o.cookies)
	for _, page := range []struct{ name, who, path string }{
		{"together-above", "hewen", "/desk/organs/" + o.County.String() + "/supervision"}, {"together-above-today", "hewen", "/desk/"}, {"together-approver", "zhouhaifeng", "/desk/"},
	} {
		w.open(page.who, page.path)
		w.b.Look(page.name)
	}
}
