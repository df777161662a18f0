package desk_test

import (
	"testing"

	"gongkai/law/application"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestRetentionInBrowser shows the pages of keeping and erasing to Chromium.
func TestRetentionInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	o := newRoom(t)
	w := &walk{&furnished{room: o}, webtest.Open(t, o.server)}
	erased, due := erasedRoom(t, o)
	o.Clock.Set("2026-02-01")
	held := o.OpenCase(t, storetest.Application())
	o.Decide(t, held.ID, application.Granted)
	o.Clock.Set("2027-01-20")
	clear(o.cookies)
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township, ID: due.ID, Version: store.AnyVersion}, application.Hold{Reason: "正在行政诉讼，（2026）青01行初3号"})
	at := o.fill("/desk/organs/{organ}/cases")
	w.b.Visit("/desk/keys")
	for _, page := range []struct{ name, path string }{
		{"kept-due", at + "/due"}, {"kept-today", "/desk/"}, {"kept-held", at + "/" + formatID(due.ID)},
		{"kept-hold", at + "/" + formatID(held.ID) + "/hold"}, {"kept-erased", at + "/" + formatID(erased.ID)},
	} {
		w.open("limin", page.path)
		w.b.Look(page.name)
		w.b.Print(page.name)
	}
	w.open("xitong", "/desk/retention")
	w.b.Fill("保存期限（年）", "10")
	w.b.Fill("依据", "青溪县文书档案保管期限表")
	w.b.Press("预览影响")
	w.b.Look("kept-retention")
}
