package main

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestJourneyReport walks from an empty register to a published report and its
// revision: the clerk enters, drafts and submits, the reviewer and the approver
// do their part, a citizen reads it on a phone and downloads it.
func TestJourneyReport(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	running, clock := newRunning(t, "2025-01-06")
	o := storetest.NewOffice(t, running.store)
	running.store.Now, o.Clock = clock.Now, clock
	b := webtest.Open(t, running.web)
	password := string(storetest.Password)
	at := "/desk/organs/" + o.Township.String()

	b.SignIn("limin", password)
	b.See("要办")
	b.Look("today")
	b.Visit(at + "/registers/penalty")
	b.Look("register-empty")
	b.Press("登记一件")
	b.Press("登记")
	b.See("需要补充")
	b.Look("entry-with-errors")
	for i := 1; i <= 2; i++ {
		b.Visit(at + "/registers/penalty/new")
		b.Fill("行政处罚决定书文号", fmt.Sprintf("青石罚〔2024〕%d号", i))
		b.Tick("法人及其他组织")
		b.Fill("当事人名称", "青溪县甲商贸有限公司")
		b.Tick("罚款")
		b.Fill("罚款金额", "1000")
		b.Fill("处罚决定日期", fmt.Sprintf("2024.3.%d", i))
		b.Press("登记")
		b.See("青石罚〔2024〕")
	}
	b.Look("entry")
	b.Visit(at + "/registers/penalty")
	b.See("青石罚〔2024〕1号", "青石罚〔2024〕2号")
	b.Look("register")

	b.Visit(at + "/reports/2024")
	b.Look("report-not-begun")
	b.Press("开始填报")
	b.Look("report-begun")
	b.Press("去做零报告")
	b.See("不等于没有发生")
	b.Look("zeros")
	for _, book := range []*register.Description{register.Normative, register.Licence, register.Coercion, register.Fee, register.Application, register.Remedy} {
		b.Tick(book.Name + "：没有发生")
	}
	b.Press("确认勾选的事项没有发生")
	b.See("零报告已确认")
	b.Look("report-zeros")
	b.Visit(at + "/reports/2024/table/3")
	b.Look("table")
	for chapter, text := range map[string]string{
		report.Overall:  "2024年，石桥镇作出行政处罚决定2件。没有收到政府信息公开申请。",
		report.Problems: "存在的主要问题是专职人员不足，部分信息更新不够及时。2025年将增加1名专职人员，每月检查一次更新情况。",
		report.Other:    "本年度没有收取信息处理费。没有其他需要报告的事项。",
	} {
		b.Visit(at + "/reports/2024/chapter/" + chapter)
		b.FillFirst("textarea", text)
		b.Press("保存并核对")
	}
	b.Visit(at + "/reports/2024")
	b.Look("report-filled")
	b.Press("送审核")
	b.Press("送审核")
	b.See("待审核")
	b.Press("退出登录")

	b.SignIn("wangjing", password)
	b.Look("today-reviewer")
	b.Visit(at + "/reports/2024")
	b.Press("审核通过")
	b.Press("审核通过")
	b.See("待签发")
	b.Press("退出登录")

	b.SignIn("zhouhaifeng", password)
	b.Visit(at + "/reports/2024")
	b.Press("签发")
	b.Press("签发")
	b.See("待发布")
	b.Press("发布")
	b.Look("publish")
	b.Press("发布")
	b.See("已发布")
	b.Look("report-published")
	b.Press("退出登录")

	public := "/reports/" + o.Township.String() + "/2024"
	b.Visit("/")
	b.Look("portal-home")
	b.Visit("/organs/" + o.Township.String())
	b.Look("portal-organ")
	b.Visit(public)
	b.See("石桥镇", "行政处罚")
	b.Look("portal-report")
	for _, format := range []string{"json", "html", "docx", "pdf", "xlsx"} {
		r := download(t, b.Base+public+"."+format)
		if n := r.Figure("disclosure.penalty.decisions"); n != report.Reports(report.Count(2)) {
			t.Errorf("%s says %v penalties, want 2", format, n)
		}
	}
	revise(t, b, at, public)
}

// revise corrects the published report because of a penalty that was forgotten:
// a second version with its reason, the first one kept.
func revise(t *testing.T, b *webtest.Browser, at, public string) {
	t.Helper()
	password := string(storetest.Password)
	b.SignIn("limin", password)
	b.Visit(at + "/registers/penalty/new")
	b.Fill("行政处罚决定书文号", "青石罚〔2024〕3号")
	b.Tick("法人及其他组织")
	b.Fill("当事人名称", "青溪县乙餐饮有限公司")
	b.Tick("警告")
	b.Fill("处罚决定日期", "2024.12.30")
	b.Press("登记")
	b.Visit(at + "/reports/2024")
	b.See("与已发布的第1版不同")
	b.Press("订正")
	b.Fill("订正的理由", "漏登行政处罚决定1件")
	b.Look("revise")
	b.Press("订正")
	b.See("正在订正", "漏登行政处罚决定1件")
	b.Look("report-in-revision")
	b.Visit(at + "/reports/2024/chapter/" + report.Overall)
	b.FillFirst("textarea", "2024年，石桥镇作出行政处罚决定3件。没有收到政府信息公开申请。")
	b.Press("保存并核对")
	for _, s := range []struct{ login, step string }{{"limin", "送审核"}, {"wangjing", "审核通过"}, {"zhouhaifeng", "签发"}, {"zhouhaifeng", "发布"}} {
		b.Press("退出登录")
		b.SignIn(s.login, password)
		b.Visit(at + "/reports/2024")
		b.Press(s.step)
		b.Press(s.step)
	}
	b.See("已发布，第2版", "第1版")
	b.Look("report-revised")
	b.Press("退出登录")

	b.Visit(public)
	b.See("本报告订正过，这是第2版", "漏登行政处罚决定1件")
	b.Look("portal-report-revised")
	b.Press("第1版")
	b.See("这是第1版，已经订正", "漏登行政处罚决定1件")
	b.Look("portal-report-first-version")
	for address, want := range map[string]int64{public + ".json": 3, public + "/v1.json": 2, public + "/v2.docx": 3, public + "/v1.pdf": 2} {
		r := download(t, b.Base+address)
		if n := r.Figure("disclosure.penalty.decisions"); n != report.Reports(report.Count(want)) {
			t.Errorf("%s says %v penalties, want %d", address, n, want)
		}
	}
}

// download fetches a published file and reads it as anybody's program would.
func download(t *testing.T, address string) *report.Report {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, answer.Status, err)
	}
	r, err := readBytes(address[len(address)-8:], data)
	if err != nil {
		t.Fatalf("read %s: %v", address, err)
	}
	return r
}
