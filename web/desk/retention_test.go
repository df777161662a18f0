package desk_test

import (
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// forYears lets people work for years with the password they have.
func forYears(t *testing.T, o *room) {
	t.Helper()
	rules := account.DefaultRules()
	rules.PasswordDays = 0
	o.MustTake(t, o.Security, store.Subject{Organ: o.County, Version: store.AnyVersion}, store.SetRules{Rules: rules})
}

// erasedRoom has a case that was decided and erased, and one that is due within
// the month.
func erasedRoom(t *testing.T, o *room) (erased, due store.Case) {
	t.Helper()
	forYears(t, o)
	o.Clock.Set("2025-01-06")
	submit := storetest.Application()
	submit.Items[0].Asked = "欧阳家老宅的宅基地审批表"
	submit.Applicants[0].Name = "欧阳晓峰"
	erased = o.OpenCase(t, submit)
	o.Step(t, o.Clerk, erased.ID, application.Consult{Party: application.ThirdParty, Name: "诸葛静"})
	o.Step(t, o.Clerk, erased.ID, application.Opinion{Party: application.ThirdParty, Name: "诸葛静", Stance: application.Consents, Reason: "诸葛静同意"})
	o.Step(t, o.Clerk, erased.ID, application.Comment{Text: "欧阳晓峰来过"})
	o.Decide(t, erased.ID, application.Granted)
	o.Clock.Set("2025-02-20")
	due = o.OpenCase(t, storetest.Application())
	o.Decide(t, due.ID, application.Granted)
	rule := application.Retention{From: o.Today().AddDays(application.RetentionNotice), Years: 1, Basis: "保管期限表"}
	o.MustTake(t, o.System, store.Subject{Organ: o.County, Version: store.AnyVersion}, store.SetRetention{Retention: rule})
	o.Clock.Set("2026-02-01")
	if n, err := o.EraseDue(t.Context()); err != nil || n != 1 {
		t.Fatalf("EraseDue = %d, %v", n, err)
	}
	return o.MustCase(t, erased.ID), o.MustCase(t, due.ID)
}

// TestErasedPages: what is left of an erased case, on every page of the desk
// that may show it.
func TestErasedPages(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		erased, _ := erasedRoom(t, o)
		cases := o.fill("/desk/organs/{organ}/cases")
		at := cases + "/" + formatID(erased.ID)
		registers := o.fill("/desk/organs/{organ}/registers/application")
		without := []string{"欧阳", "诸葛", "宅基地", "000000199001010000", "13800000000", "来过"}
		o.play(t, []scenario{
			{name: "案件", who: "limin", path: at, status: 200, without: append(without, "没有材料", "没有留电子邮箱", "/letter", "/slip", "/applicant", "/hold", "拟答复</a>"),
				contains: []string{"只留下编号、日期、步骤和结果", "已删除", "予以公开", erased.Number, "发出答复", "征求第三方", "资料已删除"}},
			{name: "列表", who: "limin", path: cases + "?show=all", status: 200, contains: []string{"申请内容已按保存期限删除", "资料已删除", erased.Number}, without: without},
			{name: "按编号找", who: "limin", path: cases + "?show=all&q=" + "2025", status: 200, contains: []string{erased.Number}},
			{name: "按内容找不到", who: "limin", path: cases + "?show=all&q=宅基地", status: 200, contains: []string{"没有符合条件的申请"}},
			{name: "申请人", who: "limin", method: "POST", path: at + "/applicant", status: 409, contains: []string{"已按保存期限删除"}, without: without},
			{name: "回执", who: "limin", path: at + "/slip", status: 404, without: without},
			{name: "答复书", who: "limin", path: at + "/letter", status: 404, without: without},
			{name: "署名的答复书", who: "limin", method: "POST", path: at + "/letter", status: 404, without: without},
			{name: "办理", who: "limin", path: at + "/comment", status: 200, contains: []string{"现在不能备注"}, without: without},
			{name: "硬要办理", who: "limin", method: "POST", path: at + "/comment", form: []string{"text", "又来"}, status: 409, contains: []string{"已按保存期限删除"}, without: without},
			{name: "暂缓太迟", who: "limin", method: "POST", path: at + "/hold", form: []string{"reason", "诉讼"}, status: 409, contains: []string{"已按保存期限删除"}},
			{name: "登记簿", who: "limin", path: registers, status: 200, contains: []string{erased.Number}, without: without},
			{name: "登记", who: "limin", path: registers + "/" + formatID(erased.Entry), status: 200, contains: []string{erased.Number, "申请内容已按保存期限删除"}, without: without},
			{name: "导出", who: "limin", path: registers + "/export.csv", status: 200, contains: []string{erased.Number}, without: without},
			{name: "年度报告", who: "limin", path: o.fill("/desk/organs/{organ}/reports/2025"), status: 200, without: without},
		})
		audit := o.get("shenji", o.fill("/desk/organs/{organ}/audit")).body
		if !strings.Contains(audit, "期满删除个人信息") || strings.Contains(audit, "欧阳") {
			t.Errorf("the audit page says:\n%s", words(audit))
		}
	})
}

// TestDuePages: the clerk sees what will be erased and holds it.
func TestDuePages(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		_, due := erasedRoom(t, o)
		cases := o.fill("/desk/organs/{organ}/cases")
		at := cases + "/" + formatID(due.ID)
		o.play(t, []scenario{
			{name: "今日", who: "limin", path: "/desk/", status: 200, contains: []string{"核对1件将要删除个人信息的申请", "2026年2月21日"}},
			{name: "审核人没有这件事", who: "wangjing", path: "/desk/", status: 200, without: []string{"将要删除个人信息"}},
			{name: "清单", who: "limin", path: cases + "/due", status: 200, contains: []string{"30天内将删除1件", due.Number, "2026年2月21日", at + "/hold"}, without: []string{"周明"}},
			{name: "审核人只看", who: "wangjing", path: cases + "/due", status: 200, contains: []string{due.Number}, without: []string{"/hold"}},
			{name: "别的镇", who: "chenxia", path: cases + "/due", status: 403},
			{name: "案件说明", who: "limin", path: at, status: 200, contains: []string{"保存期限到2026年2月20日届满", "暂缓删除</a>"}},
			{name: "审核人不能暂缓", who: "wangjing", method: "POST", path: at + "/hold", form: []string{"reason", "诉讼"}, status: 403},
			{name: "没有理由", who: "limin", method: "POST", path: at + "/hold", status: 422, contains: []string{"没有写明暂缓删除的理由"}},
			{name: "暂缓", who: "limin", method: "POST", path: at + "/hold", form: []string{"reason", "（2026）青01行初3号"}, status: 303, location: at + "?done=held#kept"},
			{name: "再次提交", who: "limin", method: "POST", path: at + "/hold", form: []string{"reason", "（2026）青01行初3号"}, status: 303},
			{name: "签发人被抢先", who: "zhouhaifeng", method: "POST", path: at + "/hold", form: []string{"reason", "另有需要"}, status: 409, contains: []string{"李敏", "（2026）青01行初3号", "另有需要</dd>"}},
			{name: "暂缓以后", who: "limin", path: at + "?done=held", status: 200, contains: []string{"已暂缓删除", "（2026）青01行初3号", "解除暂缓删除</a>"}},
			{name: "清单说明", who: "limin", path: cases + "/due", status: 200, contains: []string{"30天内将删除0件，另有1件到期不删除", "暂缓删除", "（2026）青01行初3号"}},
			{name: "没有事了", who: "limin", path: "/desk/", status: 200, without: []string{"将要删除个人信息"}},
			{name: "解除", who: "limin", path: at + "/lift", status: 200, contains: []string{"李敏暂缓删除的理由：（2026）青01行初3号", "不能恢复"}},
			{name: "解除了", who: "zhouhaifeng", method: "POST", path: at + "/lift", status: 303, location: at + "?done=lifted#kept"},
			{name: "再解除", who: "limin", method: "POST", path: at + "/lift", status: 409, contains: []string{"没有暂缓删除"}},
		})
	})
}

// TestRetentionPage: previewed, then set; nothing typed is lost.
func TestRetentionPage(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		forYears(t, o)
		o.Clock.Set("2025-01-06")
		c := o.OpenCase(t, storetest.Application())
		o.Decide(t, c.ID, application.Granted)
		o.Clock.Set("2026-03-02")
		typed := []string{"years", "1", "from", "2026-04-01", "basis", "青溪县保管期限表"}
		o.play(t, []scenario{
			{name: "经办", who: "limin", path: "/desk/retention", status: 403},
			{name: "没有设定", who: "xitong", path: "/desk/retention", status: 200, contains: []string{"没有设定，永久保存", "由本机关确定", `value="2026-04-01"`}},
			{name: "空的", who: "xitong", method: "POST", path: "/desk/retention", form: []string{"from", ""}, status: 422, contains: []string{"没有填写保存期限", "没有填写施行日期"}},
			{name: "乱写", who: "xitong", method: "POST", path: "/desk/retention", form: []string{"years", "十年", "from", "2026-04-01", "basis", "办法"}, status: 422, contains: []string{"“十年”不是整数", `value="办法"`}},
			{name: "太早", who: "xitong", method: "POST", path: "/desk/retention", form: []string{"years", "200", "from", "2026-03-03"}, status: 422, contains: []string{"施行日期早于2026年4月1日", "保存期限是200年", "没有写明依据", "第十九条"}},
			{name: "预览", who: "xitong", method: "POST", path: "/desk/retention", form: typed, status: 200, contains: []string{"<b>1</b>件已办结的申请将于2026年4月1日匿名化", "不能恢复", "设定这个期限", "青溪县保管期限表"}},
			{name: "另一个预览", who: "xitong", method: "POST", path: "/desk/retention", form: append(typed, "do", "set", "due", "7"), status: 409, contains: []string{"由7件变为1件", "设定这个期限"}},
			{name: "设定", who: "xitong", method: "POST", path: "/desk/retention", form: append(typed, "do", "set", "due", "1", "version", "0"), status: 303, location: "/desk/retention?done=set"},
			{name: "被抢先", who: "xitong", method: "POST", path: "/desk/retention", form: append(typed, "do", "set", "due", "1", "version", "0"), status: 409, contains: []string{"保存期限"}},
			{name: "设定以后", who: "xitong", path: "/desk/retention?done=set", status: 200, contains: []string{"已设定", "2026年4月1日起保存1年，依据：青溪县保管期限表"}},
			{name: "改回永久", who: "xitong", method: "POST", path: "/desk/retention", form: []string{"years", "0", "from", "2026-05-01", "basis", "县档案局意见"}, status: 200, contains: []string{"不再匿名化"}},
		})
	})
}
