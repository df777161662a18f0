package desk_test

import (
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

func (o *room) enterApplication(pairs ...string) store.Subject {
	o.t.Helper()
	v := register.Values{"kind": "natural_person", "applicant": "周大明", "channel": "letter", "received_on": "2025-01-03", "asked": "村务公开情况"}
	for i := 0; i < len(pairs); i += 2 {
		if v[pairs[i]] = pairs[i+1]; pairs[i+1] == "" {
			delete(v, pairs[i])
		}
	}
	return o.MustTake(o.t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: "application", Values: v}).Subject
}

// TestTransferPages: applications that wait in the register are made cases one by
// one and all at once, and the clerk is told what will be overdue.
func TestTransferPages(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Clock.Set("2025-01-06")
	soon := o.enterApplication("number", "石桥公开申〔2025〕1号")
	overdue := o.enterApplication("number", "石桥公开申〔2024〕2号", "received_on", "2024-11-20")
	blank := o.enterApplication("number", "石桥公开申〔2025〕3号", "asked", "")
	extended := o.enterApplication("number", "石桥公开申〔2024〕4号", "received_on", "2024-12-16", "extended", "yes")
	answered := o.enterApplication("number", "石桥公开申〔2024〕5号", "received_on", "2024-12-02", "result", "granted", "replied_on", "2024-12-20")
	at, book, cases := o.fill("/desk/organs/{organ}/transfer"), o.fill("/desk/organs/{organ}/registers/application"), o.fill("/desk/organs/{organ}/cases")
	o.play(t, []scenario{
		{name: "没有用过申请办理的，今日不提", who: "limin", path: "/desk/", status: 200, without: []string{"转入申请办理"}},
		{name: "登记簿", who: "limin", path: book, status: 200, contains: []string{"登记簿中有4件没有答复，转入申请办理", at + `"`}},
		{name: "申请列表", who: "limin", path: cases, status: 200, contains: []string{"登记簿中有4件没有答复"}},
		{name: "审核人看不到", who: "wangjing", path: cases, status: 200, without: []string{"登记簿中有"}},
		{name: "审核人不能转入", who: "wangjing", path: at, status: 403},
		{name: "没有答复的登记", who: "limin", path: book + "/" + formatID(soon.ID), status: 200, contains: []string{at + "/" + formatID(soon.ID)}},
		{name: "已经答复的登记", who: "limin", path: book + "/" + formatID(answered.ID), status: 200, contains: []string{"作为历史保留"}, without: []string{at + "/" + formatID(answered.ID)}},
		{name: "列表", who: "limin", path: at, status: 200, contains: []string{"全部转入3件", "其中1件转入后即为逾期", "2024年12月18日，已逾期", "没有登记延长几个工作日", "没有写，转入时填写或者以后补录", "周**"}, without: []string{"周大明", "〔2024〕5号"}},
		{name: "已经答复的不能转", who: "limin", path: at + "/" + formatID(answered.ID), status: 409, contains: []string{"已经在2024年12月20日答复，不用转入"}},
		{name: "没有这条", who: "limin", path: at + "/99", status: 404},
		{name: "不是编号", who: "limin", path: at + "/x", status: 404},
		{name: "逾期的表单", who: "limin", path: at + "/" + formatID(overdue.ID), status: 200, contains: []string{"转入后即为逾期", "应于2024年12月18日以前答复"}},
		{name: "延期没有填天数", who: "limin", method: "POST", path: at + "/" + formatID(extended.ID), form: []string{"phone", "13800000001"}, status: 422, contains: []string{"没有写延长几个工作日", `value="13800000001"`}},
		{name: "延期天数太多", who: "limin", method: "POST", path: at + "/" + formatID(extended.ID), form: []string{"extended", "21"}, status: 422, contains: []string{"最长不得超过20个工作日"}},
		{name: "电话太长", who: "limin", method: "POST", path: at + "/" + formatID(soon.ID), form: []string{"phone", strings.Repeat("1", 201)}, status: 422, contains: []string{"联系电话"}},
		{name: "转入延期的", who: "limin", method: "POST", path: at + "/" + formatID(extended.ID), form: []string{"case", "880001", "extended", "10", "phone", "13800000001"}, status: 303, location: cases + "/880001?done=transfer"},
		{name: "再次提交", who: "limin", method: "POST", path: at + "/" + formatID(extended.ID), form: []string{"case", "880001", "extended", "10"}, status: 303, location: cases + "/880001?done=transfer"},
		{name: "另一份表单", who: "limin", method: "POST", path: at + "/" + formatID(extended.ID), form: []string{"case", "880002", "extended", "10"}, status: 409, contains: []string{"已经转入申请办理"}},
		{name: "转入的案件", who: "limin", path: cases + "/880001?done=transfer", status: 200, contains: []string{"已转入申请办理", "最迟2025年1月27日", "转入以前的登记和附件", "补录</a>"}, without: []string{"周大明", "延期答复告知书"}},
		{name: "今日", who: "limin", path: "/desk/", status: 200, contains: []string{"登记簿中的3件申请转入申请办理"}},
		{name: "表单不完整", who: "limin", method: "POST", path: at, form: []string{"entry", "1.1"}, status: 422},
		{name: "什么也没选", who: "limin", method: "POST", path: at, status: 422, contains: []string{"没有选择要转入的登记", "没有转入任何一件"}},
		{name: "其间更改的一件都不转", who: "limin", method: "POST", path: at, form: []string{"entry", formatID(soon.ID) + ".7.880003"}, status: 409, contains: []string{"没有转入任何一件", "全部转入3件"}},
	})
	all := o.formOf("limin", at)
	o.play(t, []scenario{
		{name: "全部转入", who: "limin", method: "POST", path: at, form: all, status: 303, location: at + "?done=3"},
		{name: "全部转入，再次提交", who: "limin", method: "POST", path: at, form: all, status: 303, location: at + "?done=3"},
		{name: "转入以后", who: "limin", path: at + "?done=3", status: 200, contains: []string{"已转入3件", "登记簿中没有等待答复的申请"}},
		{name: "逾期列表", who: "limin", path: cases + "?show=overdue", status: 200, contains: []string{"石桥公开申〔2024〕2号"}},
		{name: "以后的登记", who: "limin", path: book + "/" + formatID(soon.ID), status: 200, contains: []string{"打开案件", "转入申请办理，以后随案件自动更新"}, without: []string{"/correct"}},
	})
	of, err := o.CaseOfEntry(t.Context(), blank.ID)
	if err != nil || of == 0 {
		t.Fatalf("the entry without what is asked is of case %d, %v", of, err)
	}
	one := cases + "/" + formatID(of)
	o.play(t, []scenario{
		{name: "缺内容的案件", who: "limin", path: one, status: 200, contains: []string{"转入时登记簿没有写：申请公开的内容、申请人的联系方式", "没有申请的内容"}},
		{name: "不能拟答复", who: "limin", method: "POST", path: one + "/draft", status: 409, contains: []string{"还没有申请公开的内容"}},
		{name: "什么也没补", who: "limin", method: "POST", path: one + "/complete", status: 422, contains: []string{"没有填写要补录的内容"}},
		{name: "补录", who: "limin", method: "POST", path: one + "/complete", form: []string{"item.1", "养护资金\n\n施工合同", "address", "向阳村"}, status: 303, location: one + "?done=complete"},
		{name: "补录以后", who: "limin", path: one, status: 200, contains: []string{"养护资金等2项", "施工合同"}, without: []string{"转入时登记簿没有写", "向阳村"}},
	})
	ordinary := o.OpenCase(t, storetest.Application())
	o.play(t, []scenario{
		{name: "不是转入的没有补录", who: "limin", path: cases + "/" + formatID(ordinary.ID), status: 200, without: []string{"补录</a>"}},
		{name: "不是转入的不能补录", who: "limin", method: "POST", path: cases + "/" + formatID(ordinary.ID) + "/complete", form: []string{"phone", "1"}, status: 409, contains: []string{"不是从登记簿转入的"}},
	})
}

// formOf is the form of a page as it stands.
func (o *room) formOf(who, path string) (pairs []string) {
	o.t.Helper()
	form, ok := webtest.MainForm(o.get(who, path).body)
	if !ok {
		o.t.Fatalf("%s has no form", path)
	}
	for _, f := range form.Fields {
		pairs = append(pairs, f.Name, f.Value)
	}
	return pairs
}
