package desk_test

import (
	"testing"

	"gongkai/law/application"
	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestTransferInBrowser shows Chromium how applications of the register become
// cases.
func TestTransferInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	o := newRoom(t)
	o.Clock.Set("2025-01-06")
	o.enterApplication("number", "石桥公开申〔2024〕12号", "received_on", "2024-11-20")
	blank := o.enterApplication("number", "石桥公开申〔2025〕3号", "asked", "", "note", "来电催过，请在春节前答复")
	o.enterApplication("number", "石桥公开申〔2024〕14号", "received_on", "2024-12-16", "extended", "yes", "asked", "向阳村2023年第4批次征地补偿安置方案、听证笔录和社会稳定风险评估报告")
	o.enterApplication("number", "石桥公开申〔2025〕1号")
	o.OpenCase(t, storetest.Application())
	w := &walk{&furnished{room: o}, webtest.Open(t, o.server)}
	at := o.fill("/desk/organs/{organ}/transfer")
	w.b.Visit("/desk/keys")
	for _, page := range []struct{ name, path string }{
		{"transfer-today", "/desk/"}, {"transfer-register", o.fill("/desk/organs/{organ}/registers/application")}, {"transfer-cases", o.fill("/desk/organs/{organ}/cases")},
		{"transfer-list", at}, {"transfer-entry", o.fill("/desk/organs/{organ}/registers/application/") + formatID(blank.ID)}, {"transfer-form", at + "/" + formatID(blank.ID)},
	} {
		w.open("limin", page.path)
		w.b.Look(page.name)
	}
	w.b.Press("转入申请办理")
	w.b.Look("transfer-case")
	w.b.Press("补录")
	w.b.Look("transfer-complete")
	w.open("limin", at)
	w.b.Press("全部转入2件")
	w.b.Look("transfer-done")
	w.remedies(t, at)
	if n, _, err := o.CountOpenEntries(t.Context(), o.Township); err != nil || n != 1 {
		t.Errorf("%d entries wait, %v, want the extended one", n, err)
	}
}

// remedies shows a case that was gone against, its forms, and the rehearsal.
func (w *walk) remedies(t *testing.T, at string) {
	o := w.room
	o.Clock.Set("2025-03-10")
	clear(o.cookies)
	c := o.OpenCase(t, storetest.Application())
	o.Decide(t, c.ID, application.Outcome("withheld.state_secret"))
	o.Step(t, o.Clerk, c.ID, application.Contest{Group: application.Reconsideration, Number: "青府复〔2025〕3号", Body: "青溪县人民政府"})
	o.Step(t, o.Clerk, c.ID, application.Settle{N: 1, Outcome: "annulled", Cause: "没有说明理由，程序违法"})
	o.Step(t, o.Clerk, c.ID, application.Contest{Group: application.SuitAfterwards, Number: "〔2025〕豫01行初9号", Body: "青溪县人民法院"})
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "remedy",
		Values: register.Values{"number": "青府复〔2025〕8号", "group": "reconsideration", "party": "周某", "accepted_on": "2025-03-07"}})
	one := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
	for _, page := range []struct{ name, path string }{
		{"remedy-case", one}, {"remedy-contest", one + "/contest"}, {"remedy-settle", one + "/settle?n=2"}, {"remedy-amend", one + "/amend-contest?n=1"}, {"remedy-link", one + "/link-remedy"},
		{"remedy-cases", o.fill("/desk/organs/{organ}/cases") + "?show=all&remedy=overturned"}, {"remedy-rehearsal", o.fill("/desk/organs/{organ}/reports/2025/rehearsal")},
	} {
		w.open("limin", page.path)
		w.b.Look(page.name)
	}
}
