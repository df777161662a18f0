package desk_test

import (
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// typedApplication is a paper application as the clerk types it.
func typedApplication(pairs ...string) []string {
	return append([]string{"case", "77001", "count", "2", "channel", "registered_mail", "on", "2025-01-06", "kind", "natural_person", "name", "周大明",
		"identity", "000000199001010011", "phone", "13800000001", "item.1", "向阳村征地补偿安置方案", "item.2", "安置房施工合同", "delivery", "post"}, pairs...)
}

func TestIntake(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-08")
		const at = "/desk/organs/{organ}/cases"
		o.play(t, []scenario{
			{name: "空的列表", who: "limin", path: at + "?show=all", status: 200, contains: []string{"还没有收到申请", "登记一件申请"}},
			{name: "审核人不登记", who: "wangjing", path: at, status: 200, without: []string{"登记一件申请"}},
			{name: "别的镇", who: "chenxia", path: at, status: 403},
			{name: "上级", who: "hewen", path: at, status: 403},
			{name: "什么也没填", who: "limin", method: "POST", path: at + "/new", status: 422,
				contains: []string{"没有选择申请渠道", "没有填写申请人的姓名或者名称", "没有选择申请人类别", "没有填写申请公开的内容", "有4处需要补充"}},
			{name: "日期乱写", who: "limin", method: "POST", path: at + "/new", form: typedApplication("confirmed_on", "昨天"), status: 422, contains: []string{`value="周大明"`, "安置房施工合同"}},
			{name: "再加一项", who: "limin", method: "POST", path: at + "/new", form: typedApplication("do", "add"), status: 200, contains: []string{"第3项", `value="周大明"`, `value="77001"`}},
			{name: "还没有到的日期", who: "limin", method: "POST", path: at + "/new", form: []string{"channel", "counter", "on", "2025-02-01", "kind", "natural_person", "name", "周", "item.1", "方案"}, status: 422, contains: []string{"还没有到"}},
			{name: "登记", who: "limin", method: "POST", path: at + "/new", form: typedApplication(), status: 303, location: o.fill(at) + "/77001/slip?done=opened"},
			{name: "再次提交", who: "limin", method: "POST", path: at + "/new", form: typedApplication(), status: 303, location: o.fill(at) + "/77001/slip?done=opened"},
			{name: "回执", who: "limin", path: at + "/77001/slip", status: 200, contains: []string{"石桥镇公开申〔2025〕1号", "2025年1月6日", "查询码", "签收之日", "2025年2月8日"}, without: []string{"周大明", "000000199001010011"}},
			{name: "回执不给审核人", who: "wangjing", path: at + "/77001/slip", status: 403},
			{name: "列表", who: "limin", path: at, status: 200, contains: []string{"<b>1</b> 件", "向阳村征地补偿安置方案等2项", "最迟2025年2月8日", "周**"}, without: []string{"周大明"}},
			{name: "筛选没有", who: "limin", path: at + "?kind=legal_person.business&q=x", status: 200, contains: []string{"没有符合条件的申请"}},
			{name: "电子邮件待确认", who: "limin", method: "POST", path: at + "/new", form: []string{"case", "77002", "channel", "email", "on", "2025-01-06", "kind", "natural_person", "name", "周明", "item.1", "预算"}, status: 303},
			{name: "今日", who: "limin", path: "/desk/", status: 200, contains: []string{"确认收到“预算”", "还没有与申请人确认"}},
			{name: "待确认的回执", who: "limin", path: at + "/77002/slip", status: 200, contains: []string{"待双方确认"}},
			{name: "确认没有写方式", who: "limin", method: "POST", path: at + "/77002/receive", form: []string{"on", "2025-01-08"}, status: 422, contains: []string{"没有写明怎样与申请人确认", "第三十一条"}},
			{name: "确认", who: "limin", method: "POST", path: at + "/77002/receive", form: []string{"how", "电话", "on", "2025-01-08"}, status: 303},
			{name: "确认以后", who: "limin", path: at + "/77002?done=receive", status: 200, contains: []string{"“确认收到”已记录", "办理中"}},
			{name: "没有这件", who: "limin", path: at + "/99", status: 404, contains: []string{"没有找到这件申请"}},
			{name: "乱写编号", who: "limin", path: at + "/x", status: 404},
		})
	})
}

func TestCasePages(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		c := o.OpenCase(t, storetest.Application())
		at := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
		granted := "granted|" + application.Granted.Articles()[0].String()
		withheld := "withheld.deliberative|" + application.Outcome("withheld.deliberative").Articles()[0].String()
		o.play(t, []scenario{
			{name: "案件", who: "limin", path: at, status: 200, contains: []string{"还剩", "周*", "本月第1件", "查看申请人信息", "拟答复</a>", "由审核办理", "逐日说明", "届满"}, without: []string{"周明", "13800000000"}},
			{name: "申请人", who: "limin", method: "POST", path: at + "/applicant", status: 200, contains: []string{"周明", "13800000000", "已经记入操作记录"}},
			{name: "审计看不到案件", who: "shenji", path: at, status: 403, without: []string{"安置方案"}},
			{name: "没有答复书", who: "limin", path: at + "/letter", status: 404, contains: []string{"答复书要先拟答复"}},
			{name: "没有的步骤", who: "limin", path: at + "/nothing", status: 404},
			{name: "材料没有选文件", who: "limin", method: "POST", path: at + "/files", status: 422, contains: []string{"没有选择文件"}},
			{name: "没有理由的不公开", who: "limin", method: "POST", path: at + "/draft", form: []string{"outcome.1", withheld}, status: 422, contains: []string{"第1项没有写明理由", "第十六条"}},
			{name: "没有衡量的不公开", who: "limin", method: "POST", path: at + "/draft", form: []string{"outcome.1", withheld, "reasons.1", "过程性信息"}, status: 409, contains: []string{"没有衡量记录", "过程性信息</textarea>"}},
			{name: "拟答复", who: "limin", method: "POST", path: at + "/draft", form: []string{"outcome.1", granted, "reasons.1", "见附件"}, status: 303, location: at + "?done=draft"},
			{name: "审核人今日", who: "wangjing", path: "/desk/", status: 200, contains: []string{"审核答复“"}},
			{name: "草稿", who: "limin", path: at + "/letter", status: 200, contains: []string{"草稿", "周*", "予以公开", "六个月内向人民法院", "青溪县人民政府"}, without: []string{"周明", "15日内"}},
			{name: "经办不能审核", who: "limin", method: "POST", path: at + "/review", status: 403, contains: []string{"审核"}},
			{name: "审核", who: "wangjing", method: "POST", path: at + "/review", status: 303},
			{name: "被抢先", who: "limin", method: "POST", path: at + "/comment", form: []string{"text", "备一笔", "version", "1"}, status: 409, contains: []string{"王静", "审核通过", "备一笔"}},
			{name: "签发", who: "zhouhaifeng", method: "POST", path: at + "/approve", status: 303},
			{name: "发出", who: "limin", method: "POST", path: at + "/reply", form: []string{"number", "石桥公复〔2025〕1号"}, status: 303},
			{name: "答复书", who: "limin", method: "POST", path: at + "/letter", status: 200, contains: []string{"周明：", "石桥公复〔2025〕1号", "2025年1月6日"}, without: []string{"草稿"}},
			{name: "已经答复", who: "limin", path: at, status: 200, contains: []string{"已答复", "送达</a>"}, without: []string{"拟答复</a>"}},
			{name: "已办结", who: "limin", path: "/desk/organs/{organ}/cases?show=decided", status: 200, contains: []string{"予以公开，待送达"}},
			{name: "送达没有方式", who: "limin", method: "POST", path: at + "/deliver", status: 422, contains: []string{"没有写明怎样送达"}},
		})
		audit := o.get("shenji", o.fill("/desk/organs/{organ}/audit")).body
		if strings.Count(audit, "查看申请人信息") < 2 || strings.Contains(audit, "周明") {
			t.Errorf("the audit does not tell of the looks, or tells whose they were:\n%s", words(audit))
		}
	})
}

func formatID(id int64) string { return strconv.FormatInt(id, 10) }

func mustID(t *testing.T, text string) int64 {
	t.Helper()
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestCaseLetters: each refusal tells the remedy that the law gives for it, and
// the letters on the way say until when.
func TestCaseLetters(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Clock.Set("2025-01-06")
	submit := storetest.Application()
	submit.Items = append(submit.Items, application.Item{N: 2, Asked: "会议纪要"})
	c := o.OpenCase(t, submit)
	at := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
	option := func(outcome application.Outcome) string {
		return string(outcome) + "|" + outcome.Articles()[0].String()
	}
	o.play(t, []scenario{
		{name: "没有补正告知书", who: "limin", path: at + "/letter?of=correction", status: 404},
		{name: "没有这种文书", who: "limin", path: at + "/letter?of=nothing", status: 404},
		{name: "延长由签发人办理", who: "limin", path: at + "/extend", status: 200, contains: []string{"现在不能延长答复期限", "由签发办理"}},
		{name: "延长太多", who: "zhouhaifeng", method: "POST", path: at + "/extend", form: []string{"days", "21", "why", "材料多"}, status: 409, contains: []string{"最长不得超过20个工作日", "第三十三条", `value="21"`}},
		{name: "天数不是数", who: "zhouhaifeng", method: "POST", path: at + "/extend", form: []string{"days", "很多", "why", "材料多"}, status: 422, contains: []string{"“很多”不是整数"}},
		{name: "延长", who: "zhouhaifeng", method: "POST", path: at + "/extend", form: []string{"days", "20", "why", "需要检索的档案较多"}, status: 303},
		{name: "再延长", who: "zhouhaifeng", path: at, status: 200, contains: []string{"一件申请只能延长一次"}, without: []string{at + "/extend\""}},
		{name: "延期答复告知书", who: "limin", path: at + "/letter?of=extension", status: 200, contains: []string{"因需要检索的档案较多", "延长20个工作日", "最迟于2025年3月"}, without: []string{"行政复议", "周明"}},
		{name: "补正", who: "limin", method: "POST", path: at + "/require-correction", form: []string{"what", "写明第2项会议的名称", "until", "2025-01-17"}, status: 303},
		{name: "补正告知书", who: "limin", path: at + "/letter?of=correction", status: 200, contains: []string{"写明第2项会议的名称", "2025年1月17日以前补正", "视为放弃申请"}, without: []string{"行政复议"}},
		{name: "收到补正", who: "limin", method: "POST", path: at + "/correct", form: []string{"item.1", "安置方案", "item.2", "2024年3月镇长办公会议纪要"}, status: 303},
		{name: "衡量", who: "limin", method: "POST", path: at + "/weigh", form: []string{"item", "2", "harm", "影响讨论", "public", "没有重大影响"}, status: 303},
		{name: "拟答复", who: "limin", method: "POST", path: at + "/draft", form: []string{"outcome.1", option(application.Granted), "outcome.2", option("withheld.deliberative"), "reasons.2", "属于讨论记录"}, status: 303},
		{name: "两种救济", who: "limin", path: at + "/letter", status: 200, contains: []string{"对本答复第二项不予公开的决定不服的，应当自收到本答复之日起60日内先向青溪县人民政府申请行政复议", "15日内向人民法院", "对本答复第一项不服的，可以", "六个月内"}},
	})
}

func TestCaseFiles(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	c := o.OpenCase(t, storetest.Application())
	at := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
	o.must(o.upload("limin", at+"/files", "方案.txt", "方案全文", "class", "working"), http.StatusSeeOther)
	a := o.upload("limin", at+"/files", "坏.exe", "MZ", "class", "working")
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "有1处需要补充") && !strings.Contains(a.body, `aria-invalid="true"`) {
		t.Errorf("a program was answered %d\n%s", a.status, words(a.body))
	}
	n := between(o.get("limin", at).body, at+"/files/", `"`)
	got := o.get("limin", at+"/files/"+n)
	if got.status != 200 || got.body != "方案全文" || got.header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file = %d %q %v", got.status, got.body, got.header)
	}
	for _, who := range []string{"shenji", "chenxia", "hewen", "xitong", "sunhao"} {
		if a := o.get(who, at+"/files/"+n); a.status != http.StatusForbidden {
			t.Errorf("%s got the file: %d", who, a.status)
		}
	}
	if a := o.post("limin", at+"/files/"+n+"/remove"); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "没有填写移除的理由") {
		t.Errorf("removed without a reason: %d", a.status)
	}
	o.must(o.post("limin", at+"/files/"+n+"/remove", "reason", "传错了文件"), http.StatusSeeOther)
	if a := o.get("limin", at+"/files/"+n); a.status != http.StatusNotFound {
		t.Errorf("the removed file = %d", a.status)
	}
}

func TestHolidayPage(t *testing.T) {
	t.Parallel()
	table := changedHolidays(t)
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		o.OpenCase(t, storetest.Application())
		o.play(t, []scenario{
			{name: "经办", who: "limin", path: "/desk/holidays", status: 403},
			{name: "已有的", who: "xitong", path: "/desk/holidays", status: 200, contains: []string{"2026年", "预览影响"}},
			{name: "空的", who: "xitong", method: "POST", path: "/desk/holidays", status: 422, contains: []string{"没有填写节假日安排"}},
			{name: "乱写", who: "xitong", method: "POST", path: "/desk/holidays", form: []string{"table", "放假三天"}, status: 422, contains: []string{"放假三天</textarea>"}},
			{name: "预览", who: "xitong", method: "POST", path: "/desk/holidays", form: []string{"table", table}, status: 200, contains: []string{"<b>1</b>件期限会变", "导入这个安排", "石桥镇公开申〔2025〕1号", "已经有2025年的安排"}},
			{name: "另一个预览", who: "xitong", method: "POST", path: "/desk/holidays", form: []string{"table", table, "do", "set", "moved", "7"}, status: 409, contains: []string{"请重新预览"}},
			{name: "导入", who: "xitong", method: "POST", path: "/desk/holidays", form: []string{"table", table, "do", "set", "moved", "1"}, status: 303},
			{name: "导入以后", who: "xitong", path: "/desk/holidays?done=set", status: 200, contains: []string{"已导入", "2025年"}},
		})
	})
}

// changedHolidays is the table of 2025 with a day more at the Spring Festival.
func changedHolidays(t *testing.T) string {
	t.Helper()
	known, err := os.ReadFile("../../law/calendar/holidays/2025.txt")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(string(known), "2025-02-04", "2025-02-05", 1)
}

// TestHandlerSeesOwnCases: a person of an inner office sees the cases given to
// them, takes part in those, and knows of no others.
func TestHandlerSeesOwnCases(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		on := store.Subject{Kind: store.AccountKind, Organ: o.Township, ID: int64(o.Nobody.Account), Version: store.AnyVersion}
		o.MustTake(t, o.Security, on, account.Grant{Post: account.Post{Organ: o.Township, Role: account.Handler}})
		other, given := o.OpenCase(t, storetest.Application()), o.OpenCase(t, storetest.Application())
		at := o.fill("/desk/organs/{organ}/cases")
		mine, notMine := at+"/"+formatID(given.ID), at+"/"+formatID(other.ID)
		o.play(t, []scenario{
			{name: "还没有分办", who: "sunhao", path: at + "?show=all", status: 200, contains: []string{"没有分给您办理的申请"}, without: []string{"安置方案", "登记一件申请"}},
			{name: "没有选承办人", who: "limin", method: "POST", path: mine + "/assign", status: 422, contains: []string{"没有写明分给谁"}},
			{name: "分办", who: "limin", method: "POST", path: mine + "/assign", form: []string{"account", strconv.FormatInt(int64(o.Nobody.Account), 10)}, status: 303},
			{name: "分给自己的", who: "sunhao", path: at, status: 200, contains: []string{"只显示分给您办理的", "<b>1</b> 件", mine}, without: []string{notMine}},
			{name: "案件", who: "sunhao", path: mine, status: 200, contains: []string{"拟答复</a>", "记录检索</a>", "由经办办理"}, without: []string{"登记回执", "周明"}},
			{name: "别人的", who: "sunhao", path: notMine, status: 403, contains: []string{"没有分给您办理"}, without: []string{"安置方案"}},
			{name: "别人的申请人", who: "sunhao", method: "POST", path: notMine + "/applicant", status: 403, without: []string{"周明"}},
			{name: "别人的步骤", who: "sunhao", method: "POST", path: notMine + "/comment", form: []string{"text", "看看"}, status: 403},
			{name: "退回没有理由", who: "sunhao", method: "POST", path: mine + "/return", status: 422, contains: []string{"没有填写退回的理由"}},
			{name: "备注", who: "sunhao", method: "POST", path: mine + "/comment", form: []string{"text", "正在查找档案"}, status: 303, location: mine + "?done=comment"},
			{name: "分给不在本机关的人", who: "limin", method: "POST", path: mine + "/assign", form: []string{"account", "12345"}, status: 422, contains: []string{"没有这个选项"}},
			{name: "退回", who: "sunhao", method: "POST", path: mine + "/return", form: []string{"reason", "不属于本所"}, status: 303, location: at + "?done=return"},
			{name: "退回以后", who: "sunhao", path: at + "?done=return", status: 200, contains: []string{"“退回”已记录"}, without: []string{mine}},
		})
	})
}
