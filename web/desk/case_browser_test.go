package desk_test

import (
	"net/http"
	"testing"

	"gongkai/law/application"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestCasesInBrowser shows the pages of applications to Chromium: empty, with
// cases that are overdue, waiting and answered, with faults, and on paper.
func TestCasesInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	o := newRoom(t)
	o.Clock.Set("2025-01-06")
	w := &walk{&furnished{room: o}, webtest.Open(t, o.server)}
	at := o.fill("/desk/organs/{organ}/cases")
	w.b.Visit("/desk/keys")
	w.open("limin", at+"?show=all")
	w.b.Look("cases-empty")
	w.open("limin", at+"/new")
	w.b.Press("登记")
	w.b.Look("cases-new-faults")
	late := o.OpenCase(t, storetest.Application())
	submit := storetest.Application()
	submit.Items = append(submit.Items, application.Item{N: 2, Asked: "向阳村安置房建设施工合同（2024年）"})
	two := o.OpenCase(t, submit)
	answered := o.OpenCase(t, storetest.Application())
	o.Decide(t, answered.ID, application.Granted)
	o.Clock.Set("2025-01-08")
	clear(o.cookies) // the sessions have ended
	o.Step(t, o.Clerk, two.ID, application.Consult{Party: application.ThirdParty, Name: "恒筑建设有限公司"})
	o.must(o.upload("limin", at+"/"+formatID(two.ID)+"/files", "合同.txt", "合同全文", "class", "working"), http.StatusSeeOther)
	o.must(o.post("limin", at+"/new", "case", "77", "channel", "fax", "kind", "natural_person", "name", "周大明", "item.1", "预算"), http.StatusSeeOther)
	o.Clock.Set("2025-01-16")
	o.Step(t, o.Clerk, two.ID, application.Opinion{Party: application.ThirdParty, Name: "恒筑建设有限公司", Stance: application.Objects, Reason: "单价明细是商业秘密"})
	o.Clock.Set("2025-02-13")
	clear(o.cookies)
	for _, page := range []struct{ name, path string }{
		{"cases-list", at}, {"cases-today", "/desk/"}, {"cases-case", at + "/" + formatID(two.ID)}, {"cases-late", at + "/" + formatID(late.ID)},
		{"cases-answered", at + "/" + formatID(answered.ID)}, {"cases-slip", at + "/77/slip"}, {"cases-draft", at + "/" + formatID(two.ID) + "/draft"},
		{"cases-letter", at + "/" + formatID(answered.ID) + "/letter"},
	} {
		w.open("limin", page.path)
		w.b.Look(page.name)
		w.b.Print(page.name)
	}
	w.holidays(t)
}

// holidays previews a table in the browser.
func (w *walk) holidays(t *testing.T) {
	w.open("xitong", "/desk/holidays")
	w.b.Fill("一年的节假日安排", changedHolidays(t))
	w.b.Press("预览影响")
	w.b.Look("cases-holidays")
}
