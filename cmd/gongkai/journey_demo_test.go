package main

import (
	"io"
	"testing"

	"gongkai/office/demo"
	"gongkai/web/webtest"
)

// TestJourneyDemo looks at the demonstration as somebody does who has just
// started it: the public pages, then the desk as the county's clerk, reviewer
// and supervisor, as a town's clerk and as the administrator of accounts.
func TestJourneyDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	o, _ := newRunning(t, "2026-11-27")
	if err := o.demonstrate(t.Context(), io.Discard); err != nil {
		t.Fatal(err)
	}
	at := map[string]string{}
	organs, err := o.store.Organs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range organs {
		at[one.Short] = one.ID.String()
	}
	b := webtest.Open(t, o.web)
	look := func(name, address string, words ...string) {
		t.Helper()
		b.Visit(address)
		b.See(append(words, "演示数据，均为虚构")...)
		b.Look(name)
	}
	look("portal-home", "/", "霁川县")
	look("portal-merged", "/organs/"+at["县乡村振兴局"], "合并")
	look("portal-report-town", "/reports/"+at["杏溪镇"]+"/2024", "102", "主动公开政府信息12条")
	look("portal-report-revised", "/reports/"+at["石鼓镇"]+"/2023", "订正")

	logins, err := demo.Logins(t.Context(), o.store)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := demo.Shown(t.Context(), o.store)
	if err != nil {
		t.Fatal(err)
	}
	b.Visit("/track")
	b.Fill("编号", shown.Number)
	b.Fill("查询码", shown.Code)
	b.Press("查询办理情况")
	b.See("正在办理", "按日历看")
	b.Unfold("按日历看")
	b.See("届满", "等待或者征求意见，不计入")
	b.Look("applicant-case")
	b.Press("结束查询")

	signIn := func(i int) {
		t.Helper()
		b.SignIn(logins[i].Login, string(demo.Password))
		b.See(logins[i].Name, "演示数据，均为虚构")
	}
	desk := func(short string) string { return "/desk/organs/" + at[short] }
	signIn(0)
	look("clerk-today", "/desk/", "继续填报2026年年度报告")
	look("clerk-report-draft", desk("县政府")+"/reports/2026", "填报")
	b.Press("退出登录")
	signIn(0)
	look("clerk-cases", desk("县政府")+"/cases?show=all", shown.Number)
	b.Press("县城第三水厂特许经营协议及补充协议")
	b.See("届满")
	b.Look("clerk-case")
	b.Press("退出登录")
	signIn(4)
	look("handler-today", "/desk/")
	b.Press("退出登录")
	signIn(1)
	look("reviewer-today", "/desk/", "审核")
	b.Press("退出登录")
	signIn(5)
	look("viewer-today", "/desk/", "柳湾镇")
	look("viewer-register", desk("杏溪镇")+"/registers/problem", "存在问题和改进措施")
	b.Press("退出登录")
	signIn(12)
	look("town-today", "/desk/")
	look("town-report-draft", desk("杏溪镇")+"/reports/2026", "填报")
	b.Press("退出登录")
	signIn(len(logins) - 3)
	b.Visit(desk("杏溪镇") + "/accounts")
	b.See(logins[12].Login, logins[13].Login, logins[14].Login)
	b.Press("退出登录")
}
