package desk_test

import (
	"strings"
	"testing"
	"time"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// withUnits gives the township two inner offices.
func (o *room) withUnits(t *testing.T) {
	t.Helper()
	for _, name := range []string{"财政所", "农业办"} {
		o.MustTake(t, o.Clerk, store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}, organ.SetUnit{Unit: organ.Unit{Name: name, From: o.Today()}})
	}
}

// TestUnitOpinion: asked on a form, answered by the office that was asked, which
// sees the case and nobody's name; chased, overdue, and warned of when drafting.
func TestUnitOpinion(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		o.withUnits(t)
		o.Hire(t, "wuxia", "吴霞", "财政所")
		o.Hire(t, "fengyu", "冯宇", "农业办")
		c := o.OpenCase(t, storetest.Application())
		list := o.fill("/desk/organs/{organ}/cases")
		at := list + "/" + formatID(c.ID)
		granted := "granted|" + application.Granted.Articles()[0].String()
		o.play(t, []scenario{
			{name: "没有分给的看不到", who: "wuxia", path: at, status: 403},
			{name: "表单", who: "limin", path: at + "/ask-units", status: 200, contains: []string{"财政所", "农业办", "2025年1月13日", "不影响答复期限", "最迟2025年2月8日答复"}},
			{name: "一个也没选", who: "limin", method: "POST", path: at + "/ask-units", form: []string{"until", "2025-01-10", "what", "凭证"}, status: 422, contains: []string{"没有选择向哪些机构征求意见", "凭证</textarea>"}},
			{name: "没有期限", who: "limin", method: "POST", path: at + "/ask-units", form: []string{"unit.财政所", "yes"}, status: 422, contains: []string{"没有写明何时以前", "checked"}},
			{name: "期限乱写", who: "limin", method: "POST", path: at + "/ask-units", form: []string{"unit.财政所", "yes", "until", "快点"}, status: 422},
			{name: "期限已经过了", who: "limin", method: "POST", path: at + "/ask-units", form: []string{"unit.财政所", "yes", "until", "2025-01-03"}, status: 422, contains: []string{"早于征求意见的日期"}},
			{name: "签发人不征求", who: "zhouhaifeng", method: "POST", path: at + "/ask-units", form: []string{"unit.财政所", "yes", "until", "2025-01-10"}, status: 403},
			{name: "征求", who: "limin", method: "POST", path: at + "/ask-units", form: []string{"unit.财政所", "yes", "unit.农业办", "yes", "until", "2025-01-10", "what", "有没有拨款凭证"}, status: 303, location: at + "?done=ask-units"},
			{name: "再次征求", who: "limin", method: "POST", path: at + "/ask-units", form: []string{"unit.财政所", "yes", "until", "2025-01-10"}, status: 409, contains: []string{"还没有答复"}},
			{name: "案件", who: "limin", path: at, status: 200, contains: []string{"内设机构意见", "有没有拨款凭证", "期限到2025年1月10日", "等待答复", "chase?whom=1", "最迟2025年2月8日"}},
			{name: "列表", who: "limin", path: list + "?show=asked", status: 200, contains: []string{"等内设机构意见", "<b>1</b> 件"}},
			{name: "拟答复时提醒", who: "limin", path: at + "/draft", status: 200, contains: []string{"还在等内设机构的意见", "财政所的意见还没有收到"}},
			{name: "被征求的机构今日", who: "wuxia", path: "/desk/", status: 200, contains: []string{"提出意见：", "请财政所提出意见"}},
			{name: "被征求的机构列表", who: "wuxia", path: list, status: 200, contains: []string{"安置方案"}},
			{name: "被征求的机构看案件", who: "wuxia", path: at, status: 200, contains: []string{"登记内设机构意见"}, without: []string{"周明", "查看申请人信息", "拟答复</a>", at + "/return"}},
			{name: "看不到申请人", who: "wuxia", method: "POST", path: at + "/applicant", status: 403, without: []string{"周明"}},
			{name: "看不到署名的答复书", who: "wuxia", method: "POST", path: at + "/letter", status: 403},
			{name: "不能办别的", who: "wuxia", method: "POST", path: at + "/comment", form: []string{"text", "看看"}, status: 403},
			{name: "不能替别的机构答", who: "wuxia", method: "POST", path: at + "/unit-opinion", form: []string{"unit", "农业办", "text", "有"}, status: 403},
			{name: "没有意见", who: "wuxia", method: "POST", path: at + "/unit-opinion", form: []string{"unit", "财政所"}, status: 422, contains: []string{"没有填写意见"}},
			{name: "没有这个机构", who: "limin", method: "POST", path: at + "/unit-opinion", form: []string{"unit", "档案室", "text", "有"}, status: 422, contains: []string{"没有这个选项"}},
			{name: "答复", who: "wuxia", method: "POST", path: at + "/unit-opinion", form: []string{"unit", "财政所", "text", "有，可以公开"}, status: 303},
		})
		o.must(o.upload("wuxia", at+"/files", "凭证.txt", "拨款凭证", "class", "opinion"), 303)
		o.Clock.Set("2025-01-13")
		clear(o.cookies)
		o.play(t, []scenario{
			{name: "逾期", who: "limin", path: at, status: 200, contains: []string{"逾期没有答复", "有，可以公开", "凭证.txt"}},
			{name: "逾期的列表", who: "limin", path: list, status: 200, contains: []string{"内设机构意见逾期"}},
			{name: "逾期的今日", who: "limin", path: "/desk/", status: 200, contains: []string{"内设机构提出意见的期限2025年1月10日届满"}},
			{name: "催办的表单", who: "limin", path: at + "/chase?whom=2", status: 200, contains: []string{`value="农业办"`}},
			{name: "催办", who: "limin", method: "POST", path: at + "/chase", form: []string{"whom", "农业办", "note", "请今天答复"}, status: 303},
			{name: "催办以后", who: "limin", path: at, status: 200, contains: []string{"已催办1次，最近2025年1月13日"}},
			{name: "不挡拟答复", who: "limin", method: "POST", path: at + "/draft", form: []string{"outcome.1", granted}, status: 303},
			{name: "逾期的答复", who: "fengyu", method: "POST", path: at + "/unit-opinion", form: []string{"unit", "农业办", "text", "无意见"}, status: 303},
			{name: "都答复了", who: "limin", path: at, status: 200, contains: []string{"2025年1月13日答复，逾期", "最迟2025年2月8日"}, without: []string{"等待答复"}},
		})
	})
}

// TestPoolPages: what was given to an inner office is taken by one of its
// people; the second is told.
func TestPoolPages(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		o.withUnits(t)
		o.Hire(t, "wuxia", "吴霞", "财政所")
		o.Hire(t, "zhengli", "郑力", "财政所")
		c := o.OpenCase(t, storetest.Application())
		at := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
		o.play(t, []scenario{
			{name: "分办", who: "limin", method: "POST", path: at + "/assign", form: []string{"unit", "财政所"}, status: 303},
			{name: "待认领", who: "wuxia", path: "/desk/", status: 200, contains: []string{"认领“"}},
			{name: "待认领的案件", who: "wuxia", path: at, status: 200, contains: []string{`primary" href="` + at + "/take-over"}},
			{name: "认领", who: "wuxia", method: "POST", path: at + "/take-over", form: []string{"version", "2"}, status: 303},
			{name: "第二个人", who: "zhengli", method: "POST", path: at + "/take-over", form: []string{"version", "2"}, status: 403},
			{name: "第二个人的列表", who: "zhengli", path: o.fill("/desk/organs/{organ}/cases"), status: 200, without: []string{"安置方案"}},
		})
	})
}

// TestTogetherPages: joined, drafted, reviewed, approved and replied together;
// those that cannot follow are said and why.
func TestTogetherPages(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		all := o.OpenAlike(t, 3)
		list := o.fill("/desk/organs/{organ}/cases")
		at, second, third := list+"/"+formatID(all[0].ID), formatID(all[1].ID), formatID(all[2].ID)
		granted := "granted|" + application.Granted.Articles()[0].String()
		version := func(i int) string { return formatID(o.MustCase(t, all[i].ID).Version) }
		o.play(t, []scenario{
			{name: "可能重复", who: "limin", path: at, status: 200, contains: []string{"可能重复", "并案办理</a>"}, without: []string{"退出并案</a>"}},
			{name: "审核人不并案", who: "wangjing", path: at + "/group", status: 403},
			{name: "并案的表单", who: "limin", path: at + "/group", status: 200, contains: []string{all[1].Number, all[2].Number, "还剩", "自然人"}, without: []string{"checked", "周明甲"}},
			{name: "什么也没选", who: "limin", method: "POST", path: at + "/group", form: []string{"reason", "相同"}, status: 422, contains: []string{"没有选择与哪些申请并案", "相同</textarea>"}},
			{name: "没有理由", who: "limin", method: "POST", path: at + "/group", form: []string{"with." + second, version(1)}, status: 422, contains: []string{"没有填写并案的理由", "checked"}},
			{name: "没有这个编号", who: "limin", method: "POST", path: at + "/group", form: []string{"numbers", "石桥镇公开申〔2025〕77号", "reason", "相同"}, status: 422, contains: []string{"没有找到编号是“石桥镇公开申〔2025〕77号”的申请"}},
			{name: "自己的编号", who: "limin", method: "POST", path: at + "/group", form: []string{"numbers", all[0].Number, "reason", "相同"}, status: 422, contains: []string{"这一件自己的编号"}},
			{name: "并案", who: "limin", method: "POST", path: at + "/group", form: []string{"with." + second, version(1), "numbers", "石桥镇公开申[2025]3号", "reason", "内容相同"}, status: 303, location: at + "?done=join-group"},
			{name: "并案以后", who: "limin", path: at, status: 200, contains: []string{"并案办理的2件", all[2].Number, "退出并案</a>"}, without: []string{"一并拟答复"}},
			{name: "还没有拟", who: "limin", path: at + "/together/draft", status: 200, contains: []string{"还没有拟答复"}},
			{name: "没有这一步", who: "limin", path: at + "/together/burn", status: 404},
			{name: "拟答复", who: "limin", method: "POST", path: at + "/draft", form: []string{"outcome.1", granted, "reasons.1", "见附件"}, status: 303},
			{name: "第三件要求补正", who: "limin", method: "POST", path: list + "/" + third + "/require-correction", form: []string{"what", "写明文号", "until", "2025-01-17"}, status: 303},
			{name: "一并拟答复", who: "limin", path: at + "/together/draft", status: 200, contains: []string{all[1].Number, "checked", "不能选", "待补正"}},
			{name: "选了不能的", who: "limin", method: "POST", path: at + "/together/draft", form: []string{"with." + second, version(1), "with." + third, "5"}, status: 409, contains: []string{"各件都没有办理", all[2].Number}},
			{name: "什么也没选的", who: "limin", method: "POST", path: at + "/together/draft", status: 422, contains: []string{"没有选择申请"}},
			{name: "旧的版本", who: "limin", method: "POST", path: at + "/together/draft", form: []string{"with." + second, "1"}, status: 409, contains: []string{"李敏"}},
		})
		o.play(t, []scenario{
			{name: "一并拟", who: "limin", method: "POST", path: at + "/together/draft", form: []string{"with." + second, version(1)}, status: 303, location: at + "?done=together"},
			{name: "办了以后", who: "limin", path: at + "?done=together", status: 200, contains: []string{"选中的各件都已办理"}},
			{name: "审核", who: "wangjing", method: "POST", path: at + "/review", status: 303},
		})
		o.play(t, []scenario{
			{name: "一并审核", who: "wangjing", method: "POST", path: at + "/together/review", form: []string{"with." + second, version(1)}, status: 303},
			{name: "签发", who: "zhouhaifeng", method: "POST", path: at + "/approve", status: 303},
		})
		o.play(t, []scenario{
			{name: "一并签发", who: "zhouhaifeng", method: "POST", path: at + "/together/approve", form: []string{"with." + second, version(1)}, status: 303},
		})
		o.play(t, []scenario{
			{name: "没有文号", who: "limin", method: "POST", path: at + "/together/reply", form: []string{"with." + second, version(1)}, status: 409, contains: []string{"没有填写答复书文号"}},
			{name: "一并发出", who: "limin", method: "POST", path: at + "/together/reply", form: []string{"with." + second, version(1), "letter." + second, "石桥公复〔2025〕2号"}, status: 303},
			{name: "各用自己的名字", who: "limin", method: "POST", path: list + "/" + second + "/letter", status: 200, contains: []string{"周明乙：", "石桥公复〔2025〕2号"}, without: []string{"周明甲"}},
			{name: "待送达", who: "limin", path: "/desk/", status: 200, contains: []string{"送达“", "还没有送达的凭证"}},
			{name: "退出没有理由", who: "limin", method: "POST", path: list + "/" + third + "/ungroup", status: 422, contains: []string{"没有填写退出并案的理由"}},
			{name: "退出", who: "limin", method: "POST", path: list + "/" + third + "/ungroup", form: []string{"reason", "补正后内容不同"}, status: 303},
		})
	})
}

func TestSplitPages(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		submit := storetest.Application()
		submit.Items = append(submit.Items, application.Item{N: 2, Asked: "会议纪要"})
		c, one := o.OpenCase(t, submit), o.OpenCase(t, storetest.Application())
		list := o.fill("/desk/organs/{organ}/cases")
		at := list + "/" + formatID(c.ID)
		o.play(t, []scenario{
			{name: "只有一项", who: "limin", path: list + "/" + formatID(one.ID) + "/split", status: 200, contains: []string{"现在不能分别编号", "只有一项内容"}},
			{name: "只有一项也提交", who: "limin", method: "POST", path: list + "/" + formatID(one.ID) + "/split", form: []string{"item.1", "yes", "consent", "同意"}, status: 422},
			{name: "表单", who: "limin", path: at + "/split", status: 200, contains: []string{"第2项　会议纪要", "没有申请人同意的，一张申请表计一件"}},
			{name: "没有选", who: "limin", method: "POST", path: at + "/split", form: []string{"consent", "电话同意"}, status: 422, contains: []string{"没有选择分出哪些内容", "电话同意</textarea>"}},
			{name: "全选", who: "limin", method: "POST", path: at + "/split", form: []string{"item.1", "yes", "item.2", "yes", "consent", "同意"}, status: 422, contains: []string{"原编号下没有内容"}},
			{name: "没有同意", who: "limin", method: "POST", path: at + "/split", form: []string{"item.2", "yes"}, status: 422, contains: []string{"没有写明申请人怎样同意"}},
			{name: "分出", who: "limin", method: "POST", path: at + "/split", form: []string{"item.2", "yes", "consent", "1月6日电话同意", "version", "1"}, status: 303},
			{name: "再提交", who: "limin", method: "POST", path: at + "/split", form: []string{"item.2", "yes", "consent", "1月6日电话同意", "version", "1"}, status: 409, contains: []string{"李敏", "分别编号"}},
			{name: "原来的", who: "limin", path: at, status: 200, contains: []string{"相关的申请", "石桥镇公开申〔2025〕3号", "1月6日电话同意"}},
			{name: "列表", who: "limin", path: list, status: 200, contains: []string{"<b>3</b> 件", "会议纪要"}},
		})
	})
}

// TestFeeReckoned: the reckoning is shown line by line, and nothing is sent
// before the clerk confirms.
func TestFeeReckoned(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		o.OpenCase(t, storetest.Application())
		o.Clock.Advance(time.Minute)
		c := o.OpenCase(t, storetest.Application())
		at := o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID)
		o.play(t, []scenario{
			{name: "表单", who: "limin", path: at + "/fee-notice", status: 200, contains: []string{"按量计收", "按件计收", `name="before" value="1"`, `value="reckon"`}},
			{name: "计算没有选", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"do", "reckon", "units", "70", "on", "2025-01-06"}, status: 422, contains: []string{"请选择按件或者按量", `value="70"`}},
			{name: "页数乱写", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"do", "reckon", "mode", "page", "units", "七十", "on", "2025-01-06"}, status: 422, contains: []string{"“七十”不是整数"}},
			{name: "没有页数", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"do", "reckon", "mode", "page", "on", "2025-01-06"}, status: 422, contains: []string{"页数是0"}},
			{name: "计算", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"do", "reckon", "mode", "page", "units", "70", "before", "1", "on", "2025-01-06"}, status: 200,
				contains: []string{"按量计收，合计400元", "第1至30页，30页，不收费", "第31至70页，40页，每页10元，400元", `value="400"`, "还没有发出"}},
			{name: "按件", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"do", "reckon", "mode", "item", "units", "1", "before", "40", "on", "2025-01-06"}, status: 200, contains: []string{"第41件，1件，每件300元"}},
			{name: "不收费", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"do", "reckon", "mode", "page", "units", "30", "on", "2025-01-06"}, status: 200, contains: []string{"合计0元", "不发收费通知"}},
			{name: "改了金额", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"mode", "page", "units", "70", "cents", "500", "on", "2025-01-06"}, status: 422, contains: []string{"按标准计算合计400元", `value="500"`}},
			{name: "发出", who: "limin", method: "POST", path: at + "/fee-notice", form: []string{"mode", "page", "units", "70", "cents", "400", "on", "2025-01-06"}, status: 303},
			{name: "经过", who: "limin", path: at, status: 200, contains: []string{"400元，按量计收，70页", "待缴费"}},
		})
	})
}

// TestSupervisionPages: the approver sees what is due, the superior what is
// long overdue, by number alone.
func TestSupervisionPages(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		o.Clock.Set("2025-01-06")
		c := o.OpenCase(t, storetest.Application())
		below := "/desk/organs/" + o.County.String() + "/supervision"
		o.play(t, []scenario{
			{name: "没有逾期", who: "hewen", path: below, status: 200, contains: []string{"下级没有逾期满5个工作日的申请"}},
			{name: "经办不看下级", who: "limin", path: o.fill("/desk/organs/{organ}/supervision"), status: 200, contains: []string{"您的岗位不含下级机关"}},
			{name: "别的镇", who: "chenxia", path: below, status: 403},
			{name: "审计", who: "shenji", path: below, status: 403},
		})
		o.Later(t, "2025-02-08")
		clear(o.cookies)
		o.play(t, []scenario{{name: "到期当日的签发人", who: "zhouhaifeng", path: "/desk/", status: 200, contains: []string{"督办“"}}})
		o.Later(t, "2025-02-14")
		clear(o.cookies)
		o.play(t, []scenario{
			{name: "上级今日", who: "hewen", path: "/desk/", status: 200, contains: []string{"督办下级逾期的申请1件", "最长的已逾期5个工作日"}},
			{name: "上级列表", who: "hewen", path: below, status: 200, contains: []string{c.Number, "石桥镇", "2025年2月8日"}, without: []string{"安置方案", "周*", "/cases/"}},
			{name: "上级看不到案件", who: "hewen", path: o.fill("/desk/organs/{organ}/cases/") + formatID(c.ID), status: 403},
			{name: "设置", who: "xitong", path: "/desk/supervision", status: 200, contains: []string{`value="3"`, "法律没有规定"}},
			{name: "经办不设置", who: "limin", path: "/desk/supervision", status: 403},
			{name: "乱设置", who: "xitong", method: "POST", path: "/desk/supervision", form: []string{"soon", "三", "superior", "99", "unit", "5"}, status: 422, contains: []string{"“三”不是整数", `value="99"`}},
			{name: "太大", who: "xitong", method: "POST", path: "/desk/supervision", form: []string{"soon", "3", "superior", "99", "unit", "0"}, status: 422, contains: []string{"请填写1至60的整数", "请填写1至15的整数"}},
			{name: "设置好", who: "xitong", method: "POST", path: "/desk/supervision", form: []string{"soon", "5", "superior", "10", "unit", "4"}, status: 303},
			{name: "以后", who: "hewen", path: below, status: 200, contains: []string{"下级没有逾期满10个工作日的申请"}},
			{name: "标签", who: "limin", path: o.fill("/desk/organs/{organ}/cases"), status: 200, contains: []string{"5个工作日内到期"}},
		})
		if body := o.get("hewen", below).body; strings.Contains(body, "向阳村") {
			t.Error("the superior reads what is asked")
		}
	})
}

// TestOverduePages: a list longer than a page leads to the next, and says how many
// there are on each.
func TestOverduePages(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.Clock.Set("2025-01-06")
	cases := o.OpenAlike(t, store.CasePageSize+2)
	o.Later(t, "2025-02-14")
	clear(o.cookies)
	below := "/desk/organs/" + o.County.String() + "/supervision"
	first, last := cases[0].Number+"<", cases[len(cases)-1].Number+"<"
	o.play(t, []scenario{
		{name: "第一页", who: "hewen", path: below, status: 200, contains: []string{"<b>52</b> 件", "第1—50件", first, "?page=2"}, without: []string{last}},
		{name: "第二页", who: "hewen", path: below + "?page=2", status: 200, contains: []string{"<b>52</b> 件", "第51—52件", last}, without: []string{first}},
		{name: "末页以后", who: "hewen", path: below + "?page=70", status: 200, contains: []string{"第51—52件", last}},
	})
}
