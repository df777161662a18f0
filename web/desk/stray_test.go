package desk_test

import (
	"testing"

	"gongkai/law/application"
	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestStrays: the rehearsal and the report lead to each case that the tables do not
// count as they should, and to the cases that carry over.
func TestStrays(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Clock.Set("2024-12-20")
	typed := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "remedy",
		Values: register.Values{"number": "青府复〔2024〕4号", "group": "reconsideration", "party": "周某", "accepted_on": "2024-12-20"}}).Subject
	o.Clock.Set("2025-01-10")
	o.Publish(t, 2024)
	o.Clock.Set("2025-01-13")
	clear(o.cookies)
	o.MustTake(t, o.Clerk, typed, register.Withdraw{Register: "remedy", Reason: "不是本机关的"})
	open := o.OpenCase(t, storetest.Application())
	fax := storetest.Application()
	fax.Channel = application.Fax
	waiting := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, store.OpenCase{Submit: fax}).Subject
	report, cases := o.fill("/desk/organs/{organ}/reports/2025"), o.fill("/desk/organs/{organ}/cases/")
	o.play(t, []scenario{
		{name: "演练", who: "limin", path: report + "/rehearsal", status: 200, contains: []string{"没有计入或者对不上的申请、复议诉讼", "还没有确认收到申请之日", cases + formatID(waiting.ID),
			"青府复〔2024〕4号计入了2024年度报告的尚未审结（行政复议）", "/registers/remedy/" + formatID(typed.ID), cases + formatID(open.ID), "最迟2025年2月"}, without: []string{"周明"}},
		{name: "报告的问题", who: "limin", path: report, status: 200, contains: []string{"2025年1月13日李敏“作废”以后不再计入", "看登记"}},
	})
}
