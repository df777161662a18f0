package desk_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
)

// later is a day on which everybody signs in anew.
func (o *room) later(day string) {
	o.t.Helper()
	o.Later(o.t, day)
	clear(o.cookies)
}

// TestWaivePages walks a word through the desk: given, shown to whoever reviews,
// lapsed, given anew, taken back.
func TestWaivePages(t *testing.T) {
	t.Parallel()
	eachRoom(t, waivePages)
}

func waivePages(t *testing.T, o *room) {
	o.Clock.Set("2025-01-20")
	clear(o.cookies)
	o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	o.fillReport()
	write := func(text string) {
		o.MustTake(t, o.Clerk, store.Subject{Kind: store.FilingKind, Organ: o.Township, ID: 2024, Version: store.AnyVersion}, filing.WriteChapter{Chapter: report.Overall, Text: text})
	}
	write("收到政府信息公开申请2件。\n其余平稳。")
	at := o.report("/waive/" + o.judged(2024, "text_mismatch").Mark)
	see(t, "旁边", o.get("limin", o.report("")), 200, []string{`href="` + at + `"`, "1处错误", `class="live off"`, "（文中2，表中0）", `<a class="ref" href="#f1">`, `href="#s1">看这一句`}, []string{"处已说明"})
	see(t, "整章的问题", o.get("limin", o.report("/chapter/other")), 200, []string{">第3处：第六部分没有说明收取信息处理费的情况。</a>"}, nil)
	see(t, "审核人没有说明的按钮", o.get("wangjing", o.report("")), 200, []string{"1处错误"}, []string{at})
	page := o.get("limin", at)
	see(t, "说明页", page, 200, []string{"文字“收到政府信息公开申请2件”为2，表中为0", "为什么数字是对的", "数字一变，说明就失效"}, []string{"checked"})
	version := hidden(t, page.body, "version")
	see(t, "没有写", o.post("limin", at, "version", version, "reason", " "), 422, []string{"没有填写说明"}, nil)
	see(t, "太短", o.post("limin", at, "version", version, "reason", "属实"), 422, []string{"只有2个字", ">属实</textarea>"}, nil)
	see(t, "审核人", o.post("wangjing", at, "reason", "2件是咨询，不是申请"), 403, nil, nil)
	see(t, "说明", o.post("limin", at, "version", version, "reason", "2件是咨询<不是申请>"), 303, []string{"done=waive"}, nil)
	see(t, "送了两次", o.post("limin", at, "version", version, "reason", "2件是咨询<不是申请>"), 303, []string{"done=waive"}, nil)
	see(t, "说明以后", o.get("limin", o.report("")), 200, []string{"0处错误", "1处已说明", "2件是咨询&lt;不是申请&gt;（李敏，2025年1月20日）", "撤回说明"}, []string{"<不是申请>", `class="live off"`, "数字已变"})
	see(t, "送审核不用再说明", o.get("limin", o.report("/submit")), 200, []string{"1处已经说明"}, []string{`name="explanation"`})
	write("收到政府信息公开申请3件。")
	see(t, "数字变了", o.get("limin", o.report("")), 200, []string{"数字已变，原说明失效", "原说明：2件是咨询", "当时是：", "1处错误"}, []string{"处已说明"})
	see(t, "失效的说明页", o.get("limin", o.report("/waive/"+o.judged(2024, "text_mismatch").Mark)), 200, []string{"原说明失效"}, nil)
	see(t, "旧的问题", o.get("limin", at), 404, []string{"已经变了"}, nil)
	see(t, "旧的问题也不能送", o.post("limin", at, "reason", "2件是咨询，不是申请"), 404, nil, nil)
	write("收到政府信息公开申请2件。")
	unwaivePages(t, o)
	reviewSees(t, o)
}

// unwaivePages takes the word back and gives another.
func unwaivePages(t *testing.T, o *room) {
	j := o.judged(2024, "text_mismatch")
	back := "/waivers/" + strconv.FormatInt(j.Waiver.ID, 10) + "/withdraw"
	see(t, "撤回页", o.get("limin", o.report(back)), 200, []string{"撤回的理由", "2件是咨询&lt;不是申请&gt;"}, nil)
	see(t, "撤回没有理由", o.post("limin", o.report(back), "reason", ""), 422, []string{"没有填写撤回的理由"}, nil)
	see(t, "撤回", o.post("limin", o.report(back), "reason", "其中1件是申请"), 303, []string{"done=unwaive"}, nil)
	see(t, "撤回以后", o.get("limin", o.report(back)), 303, []string{"/waivers"}, nil)
	see(t, "没有这条", o.get("limin", o.report("/waivers/7/withdraw")), 404, []string{"没有找到这条说明"}, nil)
	see(t, "记录", o.get("hewen", o.report("/waivers")), 200, []string{"已撤回", "其中1件是申请", "李敏，2025年1月20日"}, []string{">撤回说明</a>"})
	see(t, "再说明", o.post("limin", o.report("/waive/"+j.Mark), "reason", "1件是咨询，另1件登记在下年"), 303, nil, nil)
}

// reviewSees: who reviews and who signs see the word, and so does the record
// beside the version.
func reviewSees(t *testing.T, o *room) {
	const word = "1件是咨询，另1件登记在下年"
	see(t, "送审核", o.post("limin", o.report("/submit")), 303, []string{"done=submit"}, nil)
	mark := o.judged(2024, "text_mismatch").Mark
	see(t, "审核中不能说明", o.post("limin", o.report("/waive/"+o.judged(2024, "fee_not_stated").Mark), "reason", "没有收费的事项"), 409, []string{"待审核"}, nil)
	see(t, "说过的", o.get("limin", o.report("/waive/"+mark)), 303, []string{"#check"}, nil)
	see(t, "审核页", o.get("wangjing", o.report("/review")), 200, []string{word + "（李敏，2025年1月20日）"}, nil)
	see(t, "审核", o.post("wangjing", o.report("/review")), 303, nil, nil)
	see(t, "签发页", o.get("zhouhaifeng", o.report("/sign")), 200, []string{word}, nil)
	see(t, "签发", o.post("zhouhaifeng", o.report("/sign")), 303, nil, nil)
	see(t, "发布", o.post("zhouhaifeng", o.report("/publish")), 303, nil, nil)
	see(t, "版本旁边", o.get("limin", o.report("/waivers")), 200, []string{"第1版发布时有效的说明", word, "有效"}, nil)
	see(t, "别的机关", o.get("chenxia", o.report("/waivers")), 403, nil, []string{word})
}

// TestRegistersHaveMoved shows a published report whose registers have moved on:
// the published figures, the findings at the cells, what came after.
func TestRegistersHaveMoved(t *testing.T) {
	t.Parallel()
	eachRoom(t, registersHaveMoved)
}

func registersHaveMoved(t *testing.T, o *room) {
	o.Clock.Set("2025-01-20")
	clear(o.cookies)
	first := o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	o.Publish(t, 2024)
	see(t, "没有变化", o.get("limin", o.report("")), 200, []string{"已发布，第1版", "0处错误"}, []string{"报告签发后", "登记簿现在", "下载草稿"})
	o.Clock.Set("2025-02-10")
	clear(o.cookies)
	o.enterPenalty("青石罚〔2024〕7号", "2024-12-30")
	o.enterPenalty("青石罚〔2024〕8号", "2024-12-30")
	o.MustTake(t, o.Clerk, first, register.Correct{Register: "penalty", Values: o.penalty("青石罚〔2024〕1号", "2024-03-06"), Reason: "日期写错了"})
	a := o.get("limin", o.report(""))
	see(t, "旁边", a, 200, []string{
		"1处错误", "登记簿现在是3，已发布的是1，差2件", "看登记簿的3件", "登记属实的，订正报告", `id="` + penaltyCell + `" class="bad"`, "报告签发后又登记、更改的3条", "青石罚〔2024〕7号", "行政处罚·本年处理决定数量：＋1",
		"不改变数字", "日期写错了", "与已发布的第1版不同", ">1</a>",
	}, []string{"周大明"})
	see(t, "上级看", o.get("hewen", o.report("")), 200, []string{"报告签发后又登记、更改的3条"}, []string{"周大明", "说明情况"})
	j := o.judged(2024, "register_mismatch")
	see(t, "说明", o.post("limin", o.report("/waive/"+j.Mark), "reason", "两件由县局移交，县局已经统计"), 303, nil, nil)
	see(t, "说明以后", o.get("limin", o.report("")), 200, []string{"0处错误", "1处已说明", "两件由县局移交"}, nil)
	o.enterPenalty("青石罚〔2024〕9号", "2024-12-30")
	see(t, "又变了", o.get("limin", o.report("")), 200, []string{"数字已变，原说明失效", "登记簿现在是4"}, nil)
	see(t, "一张表", o.get("limin", o.report("/table/2")), 200, []string{"登记簿现在是4", `class="bad"`}, nil)
	see(t, "订正", o.post("limin", o.report("/revise"), "reason", "漏登三件处罚"), 303, nil, nil)
	see(t, "订正中", o.get("limin", o.report("")), 200, []string{"已经计入正在办理的这一版", ">4</a>"}, []string{"登记簿现在"})
}

// TestReportOfADay asks for the report on days that are and that are not.
func TestReportOfADay(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.later("2025-11-20")
	o.enterPenalty("青石罚〔2025〕1号", "2025-03-05")
	o.enterPenalty("青石罚〔2025〕2号", "2025-07-05")
	at := "/desk/organs/" + o.Township.String() + "/reports/"
	drill := func(day string) string {
		return `counts=` + penaltyCell + `&amp;state=current&amp;year=2025">`
	}
	o.play(t, []scenario{
		{name: "今年就是今天", who: "limin", path: at + "2025", status: 200, contains: []string{"假如年度就在今天（2025年11月20日）结束", "不是报告", "as_of=2025-11-20&amp;" + drill("") + "2</a>", "打开年终演练"}},
		{name: "全年", who: "limin", path: at + "2025?whole=1", status: 200, contains: []string{drill("") + "2</a>"}, without: []string{"假如年度", "as_of="}},
		{name: "六月", who: "limin", path: at + "2025?day=2025.6.30", status: 200, contains: []string{"假如年度就在2025年6月30日结束", drill("") + "1</a>", `value="2025年6月30日"`}, without: []string{"送审核</a>", "去填写"}},
		{name: "由来", who: "limin", path: o.registers("?as_of=2025-06-30&counts=" + penaltyCell + "&state=current&year=2025"), status: 200, contains: []string{"在2025年6月30日计入2025年度报告", "青石罚〔2025〕1号", `name="as_of" value="2025-06-30"`}, without: []string{"青石罚〔2025〕2号"}},
		{name: "闰日", who: "limin", path: at + "2024?day=2024-02-29", status: 200, contains: []string{"假如年度就在2024年2月29日结束"}},
		{name: "平年没有闰日", who: "limin", path: at + "2025?day=2025-02-29", status: 422, contains: []string{"“2025-02-29”不存在", `value="2025-02-29"`, `aria-invalid="true"`}, without: []string{"假如年度"}},
		{name: "不是日期", who: "limin", path: at + "2025?day=%3Cb%3E", status: 422, contains: []string{"不是日期"}, without: []string{"<b></b>"}},
		{name: "还没有到", who: "limin", path: at + "2025?day=2025-12-31", status: 422, contains: []string{"2025年12月31日还没有到", "最晚可以看今天"}},
		{name: "别的年份", who: "limin", path: at + "2025?day=2024-12-31", status: 422, contains: []string{"不在2025年"}},
		{name: "设立以前", who: "limin", path: at + "2019?day=2019-01-31", status: 422, contains: []string{"本机关2019年5月15日才设立"}},
		{name: "上级也能看", who: "hewen", path: at + "2025?day=2025-06-30", status: 200, contains: []string{"假如年度就在2025年6月30日结束"}},
	})
}

// TestRehearsalPages shows the rehearsal empty, with lacks, and to whom it is
// none of their business.
func TestRehearsalPages(t *testing.T) {
	t.Parallel()
	eachRoom(t, rehearsalPages)
}

func rehearsalPages(t *testing.T, o *room) {
	o.Publish(t, 2024)
	at := "/desk/organs/" + o.Township.String() + "/reports/2025/rehearsal"
	o.later("2025-10-31")
	see(t, "十月不提", o.get("limin", "/desk/"), 200, nil, []string{"年度报告</a></h", "演练2025年"})
	o.later("2025-11-03")
	enter := func(key register.Key, v register.Values) {
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, register.Enter{Register: key, Values: v})
	}
	enter("application", register.Values{"number": "石申〔2025〕5号", "kind": "natural_person", "applicant": "周大明", "channel": "counter", "received_on": "2025-10-20"})
	enter("media_account", register.Values{"name": "石桥镇发布", "platform": "wechat", "owner": "石桥镇人民政府", "opened_on": "2021-03-05"})
	enter("media_post", register.Values{"title": "秋收提示", "published_on": "2025-10-22", "platform": "wechat"})
	see(t, "十一月要办", o.get("limin", "/desk/"), 200, []string{"演练2025年年度报告", `href="` + at + `"`, "更新政务新媒体“石桥镇发布”（微信公众号）", "已经12天没有登记发布，最后一次是2025年10月22日", "政府网站与政务新媒体检查指标"}, []string{"逾期"})
	see(t, "审核人没有", o.get("wangjing", "/desk/"), 200, nil, []string{"演练"})
	see(t, "演练", o.get("limin", at), 200, []string{
		"2025年年终演练", "假如年度就在今天（2025年11月3日）结束", "还剩", "要结转的申请：1件", "石申〔2025〕5号", "没有尚未审结的复议诉讼", "还没有写", "没有登记2025年12月31日在任的领导小组",
		"石桥镇发布", "登记发布",
	}, []string{"周大明"})
	see(t, "上级", o.get("hewen", at), 200, []string{"石申〔2025〕5号", "看账号"}, []string{"周大明", ">登记发布</a>", ">登记领导小组</a>", "去开始填报"})
	see(t, "别的机关", o.get("chenxia", at), 403, nil, []string{"石申"})
	see(t, "没有到的年份", o.get("limin", strings.Replace(at, "2025", "2027", 1)), 404, []string{"没有可以演练的报告"}, nil)
	o.later("2025-11-06")
	see(t, "十四天变红", o.get("limin", "/desk/"), 200, []string{"逾期", "已经15天"}, nil)
	if a := o.get("limin", strings.Replace(at, "2025", "2024", 1)); a.status != http.StatusOK || !strings.Contains(a.body, "假如年度就在2024年12月31日结束") {
		t.Errorf("last year's rehearsal = %d\n%s", a.status, words(a.body))
	}
}
