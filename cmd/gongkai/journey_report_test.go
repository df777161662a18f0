package main

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"gongkai/law/report"
	"gongkai/office/store/storetest"
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
	b := open(t, running.web)
	password := string(storetest.Password)
	at := "/desk/organs/" + o.Township.String()

	b.signIn("limin", password)
	b.see("要办")
	b.look("today")
	b.visit(at + "/registers/penalty")
	b.look("register-empty")
	b.press("登记一件")
	b.press("登记")
	b.see("需要补充")
	b.look("entry-with-errors")
	for i := 1; i <= 2; i++ {
		b.visit(at + "/registers/penalty/new")
		b.fill("行政处罚决定书文号", fmt.Sprintf("青石罚〔2024〕%d号", i))
		b.tick("法人及其他组织")
		b.fill("当事人名称", "青溪县甲商贸有限公司")
		b.tick("罚款")
		b.fill("罚款金额", "1000")
		b.fill("处罚决定日期", fmt.Sprintf("2024.3.%d", i))
		b.press("登记")
		b.see("青石罚〔2024〕")
	}
	b.look("entry")
	b.visit(at + "/registers/penalty")
	b.see("青石罚〔2024〕1号", "青石罚〔2024〕2号")
	b.look("register")

	b.visit(at + "/reports/2024")
	b.look("report-not-begun")
	b.press("开始填报")
	b.look("report-begun")
	for _, table := range []string{"2", "3", "4"} {
		b.visit(at + "/reports/2024/table/" + table)
		b.fill("这些数字的依据", "2024年工作台账")
		b.press("其余")
	}
	b.look("table")
	for chapter, text := range map[string]string{
		report.Overall:  "2024年，石桥镇作出行政处罚决定2件。没有收到政府信息公开申请。",
		report.Problems: "存在的主要问题是专职人员不足，部分信息更新不够及时。2025年将增加1名专职人员，每月检查一次更新情况。",
		report.Other:    "本年度没有收取信息处理费。没有其他需要报告的事项。",
	} {
		b.visit(at + "/reports/2024/chapter/" + chapter)
		b.fillFirst("textarea", text)
		b.press("保存并核对")
	}
	b.visit(at + "/reports/2024")
	b.look("report-filled")
	b.press("送审核")
	b.press("送审核")
	b.see("待审核")
	b.press("退出登录")

	b.signIn("wangjing", password)
	b.look("today-reviewer")
	b.visit(at + "/reports/2024")
	b.press("审核通过")
	b.press("审核通过")
	b.see("待签发")
	b.press("退出登录")

	b.signIn("zhouhaifeng", password)
	b.visit(at + "/reports/2024")
	b.press("签发")
	b.press("签发")
	b.see("待发布")
	b.press("发布")
	b.look("publish")
	b.press("发布")
	b.see("已发布")
	b.look("report-published")
	b.press("退出登录")

	public := "/reports/" + o.Township.String() + "/2024"
	b.visit("/")
	b.look("portal-home")
	b.visit("/organs/" + o.Township.String())
	b.look("portal-organ")
	b.visit(public)
	b.see("石桥镇", "行政处罚")
	b.look("portal-report")
	for _, format := range []string{"json", "html", "docx", "pdf", "xlsx"} {
		r := download(t, b.base+public+"."+format)
		if n := r.Figure("disclosure.penalty.decisions"); n != report.Reports(report.Count(2)) {
			t.Errorf("%s says %v penalties, want 2", format, n)
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
