package desk_test

import (
	"net/http"
	"testing"

	"gongkai/law/report/filing"
	"gongkai/office/store"
)

// TestAbandon drops a draft that was begun by mistake, and none into which somebody
// has written.
func TestAbandon(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	begin := func() { o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}) }
	begin()
	page := o.has("limin", o.report("/abandon"), "恢复到没有开始")
	o.has("limin", o.report(""), "撤销填报", "确认零报告（", "写一、总体情况", "-", "现在没有要您办理的")
	for range 2 { // the button pressed twice
		o.must(o.post("limin", o.report("/abandon"), "version", hidden(t, page, "version")), http.StatusSeeOther)
	}
	o.has("limin", o.report("?done=abandoned"), "还没有开始填报", "填报已撤销", "-", "开错了年份的")
	begin()
	on := store.Subject{Kind: store.FilingKind, Organ: o.Township, ID: 2024, Version: store.AnyVersion}
	o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: "other", Text: "没有。"})
	o.has("limin", o.report(""), "-", "撤销填报")
	if a := o.get("limin", o.report("/abandon")); a.status != http.StatusSeeOther {
		t.Errorf("the form of a draft that is written in = %d", a.status)
	}
	see(t, "written in", o.post("limin", o.report("/abandon")), http.StatusConflict, []string{"已经填写了1处，不能撤销"}, nil)
	o.MustTake(t, o.Clerk, on, filing.WriteChapter{Chapter: "other", Text: ""})
	o.must(o.post("limin", o.report("/abandon")), http.StatusSeeOther)
	if v, err := o.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
		t.Errorf("Verify = %v, %v", v.Breaks, err)
	}
}
