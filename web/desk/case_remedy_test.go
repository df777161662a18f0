package desk_test

import (
	"testing"

	"gongkai/law/application"
	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestCaseRemedies: reconsiderations and suits are recorded in the case, shown there
// and in the register, and found by the list.
func TestCaseRemedies(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		c, quiet := o.OpenCase(t, storetest.Application()), o.OpenCase(t, storetest.Application())
		at := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
		cases := o.fill("/desk/organs/{organ}/cases")
		o.play(t, []scenario{
			{name: "还没有到期", who: "limin", path: at, status: 200, contains: []string{"登记复议诉讼", "还没有答复，答复期限到2025年2月8日"}, without: []string{at + "/contest\"", "更正复议诉讼</a>"}},
			{name: "提前登记", who: "limin", method: "POST", path: at + "/contest", form: []string{"group", "reconsideration", "number", "青府复〔2025〕3号"}, status: 409, contains: []string{"还没有答复", "青府复〔2025〕3号</dd>"}},
		})
		o.Decide(t, c.ID, application.Granted)
		o.Clock.Set("2025-03-10")
		clear(o.cookies)
		on := []string{"group", "reconsideration", "number", "青府复[2025]3号", "body", "青溪县人民政府", "on", "2025-03-06", "version", formatID(o.MustCase(t, c.ID).Version)}
		o.play(t, []scenario{
			{name: "表单", who: "limin", path: at + "/contest", status: 200, contains: []string{"收到通知的日期", "未经复议直接起诉", "第四张表"}},
			{name: "审核人不能登记", who: "wangjing", method: "POST", path: at + "/contest", form: on, status: 403},
			{name: "没有类别", who: "limin", method: "POST", path: at + "/contest", form: []string{"number", "青府复〔2025〕3号"}, status: 422, contains: []string{"没有选择是行政复议还是行政诉讼"}},
			{name: "没有这种类别", who: "limin", method: "POST", path: at + "/contest", form: []string{"group", "appeal", "number", "3号"}, status: 422},
			{name: "没有复议就复议后起诉", who: "limin", method: "POST", path: at + "/contest", form: []string{"group", "litigation_after_reconsideration", "number", "（2025）行初1号"}, status: 409, contains: []string{"没有登记过这件申请的行政复议"}},
			{name: "登记", who: "limin", method: "POST", path: at + "/contest", form: on, status: 303, location: at + "?done=contest"},
			{name: "再次提交", who: "limin", method: "POST", path: at + "/contest", form: on, status: 303, location: at + "?done=contest"},
			{name: "另登记一次", who: "limin", method: "POST", path: at + "/contest", form: []string{"group", "reconsideration", "number", "青府复〔2025〕3号"}, status: 409, contains: []string{"已经登记在这件申请里"}},
			{name: "案件", who: "limin", path: at + "?done=contest", status: 200, contains: []string{"“登记复议诉讼”已记录", "行政复议、行政诉讼", "青府复〔2025〕3号", "2025年3月6日", "尚未审结", at + "/settle?n=1", "/registers/remedy/"}},
			{name: "列表", who: "limin", path: cases + "?show=all&remedy=pending", status: 200, contains: []string{"<b>1</b> 件", c.Number}, without: []string{quiet.Number}},
			{name: "没有纠正的", who: "limin", path: cases + "?show=all&remedy=overturned", status: 200, contains: []string{"没有符合条件的申请"}},
			{name: "结果的表单", who: "limin", path: at + "/settle?n=1", status: 200, contains: []string{"结果纠正：撤销或者部分撤销", "审结日期"}},
			{name: "没有结果", who: "limin", method: "POST", path: at + "/settle?n=1", form: []string{"n", "1"}, status: 422, contains: []string{"没有选择结果"}},
			{name: "结果早于收到", who: "limin", method: "POST", path: at + "/settle?n=1", form: []string{"n", "1", "outcome", "annulled", "on", "2025-03-01"}, status: 422, contains: []string{"早于收到通知的日期"}},
			{name: "结果", who: "limin", method: "POST", path: at + "/settle?n=1", form: []string{"n", "1", "outcome", "annulled", "cause", "没有说明理由"}, status: 303},
			{name: "提示重新答复", who: "zhouhaifeng", path: at, status: 200, contains: []string{"请核对是否重新答复", "结果纠正：撤销或者部分撤销", "重新办理</a>"}, without: []string{"登记结果</a>"}},
			{name: "纠正的", who: "limin", path: cases + "?show=all&remedy=overturned", status: 200, contains: []string{"<b>1</b> 件"}},
			{name: "更正的表单", who: "limin", path: at + "/amend-contest?n=1", status: 200, contains: []string{`value="青府复〔2025〕3号"`, "没有说明理由</textarea>", `value="2025年3月6日"`}, without: []string{`name="on"`}},
			{name: "更正没有理由", who: "limin", method: "POST", path: at + "/amend-contest?n=1", form: []string{"n", "1", "group", "reconsideration", "number", "青府复〔2025〕4号", "accepted", "2025-03-06"}, status: 422, contains: []string{"没有填写更正的理由", `value="青府复〔2025〕4号"`}},
			{name: "更正", who: "limin", method: "POST", path: at + "/amend-contest?n=1", form: []string{"n", "1", "group", "reconsideration", "number", "青府复〔2025〕4号", "accepted", "2025-03-06", "reason", "案号写错"}, status: 303},
			{name: "更正以后", who: "limin", path: at, status: 200, contains: []string{"青府复〔2025〕4号", "理由：案号写错", "尚未审结"}, without: []string{"请核对是否重新答复"}},
			{name: "撤去", who: "limin", method: "POST", path: at + "/amend-contest?n=1", form: []string{"n", "1", "strike", "yes", "reason", "不是这件申请的"}, status: 303},
			{name: "撤去以后", who: "limin", path: at, status: 200, contains: []string{"登记有误，不计入", "不再计入：不是这件申请的"}, without: []string{"amend-contest"}},
			{name: "没有可以更正的", who: "limin", method: "POST", path: at + "/amend-contest?n=1", form: []string{"n", "1", "reason", "再改"}, status: 409, contains: []string{"没有登记过这件复议诉讼"}},
		})
		entry := register.Values{"number": "（2025）行初7号", "group": "litigation_direct", "party": "周明", "accepted_on": "2025-03-07"}
		loose := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "remedy", Values: entry}).Subject
		choice := formatID(loose.ID) + "." + formatID(loose.Version)
		o.play(t, []scenario{
			{name: "可以关联", who: "limin", path: at, status: 200, contains: []string{at + "/link-remedy"}},
			{name: "审核人不关联", who: "wangjing", path: at, status: 200, without: []string{"link-remedy"}},
			{name: "关联的表单", who: "limin", path: at + "/link-remedy", status: 200, contains: []string{"（2025）行初7号", "2025年3月7日收到"}},
			{name: "没有选", who: "limin", method: "POST", path: at + "/link-remedy", status: 422, contains: []string{"没有选择登记簿中的复议诉讼"}},
			{name: "关联", who: "limin", method: "POST", path: at + "/link-remedy", form: []string{"entry", choice}, status: 303, location: at + "?done=contest"},
			{name: "再次提交", who: "limin", method: "POST", path: at + "/link-remedy", form: []string{"entry", choice}, status: 303},
			{name: "别的案件", who: "limin", method: "POST", path: cases + "/" + formatID(quiet.ID) + "/link-remedy", form: []string{"entry", choice}, status: 409, contains: []string{"已经属于另一件申请"}},
			{name: "没有可以关联的", who: "limin", path: at + "/link-remedy", status: 200, contains: []string{"没有可以关联的复议诉讼"}},
			{name: "登记", who: "limin", path: o.fill("/desk/organs/{organ}/registers/remedy/") + formatID(loose.ID), status: 200, contains: []string{"打开案件"}, without: []string{"/correct\"", "/withdraw\""}},
		})
	})
}
