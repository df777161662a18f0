package main

import (
	"testing"

	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// TestJourneyReturn has the county send a report back: the clerk reads why, mends
// it, and after review and signature hands it in again.
func TestJourneyReturn(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	running, clock := newRunning(t, "2025-01-06")
	o := storetest.NewOffice(t, running.store)
	running.store.Now, o.Clock = clock.Now, clock
	o.Receiver(t, "make", "马科")
	on := o.Complete(t, o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject)
	o.MustTake(t, o.Clerk, o.Sign(t, on), filing.HandIn{})
	b := webtest.Open(t, running.web)
	password := string(storetest.Password)

	b.SignIn("make", password)
	b.Press("接收报送的2024年年度报告1份")
	b.Press("石桥镇")
	b.Press("退回")
	b.Press("退回")
	b.See("没有填写退回的理由")
	b.Fill("退回的理由", "第五部分没有写明责任单位，请补充。")
	b.Look("send-back")
	b.Press("退回")
	b.See("已退回，报送的机关看得到理由")
	b.Look("sent-back-county")
	b.Press("退出登录")

	b.SignIn("limin", password)
	b.See("青溪县退回：第五部分没有写明责任单位")
	b.Look("today-sent-back")
	b.Press("修改并重新送审2024年年度报告")
	b.See("青溪县退回了第1次报送的报告", "马科")
	b.Look("sent-back")
	b.Visit("/desk/organs/" + o.Township.String() + "/reports/2024/chapter/" + report.Problems)
	b.FillFirst("textarea", "专职人员不足，由党政办公室负责，2025年增加1名。")
	b.Press("保存并核对")
	b.Press("全文")
	b.Press("送审核")
	b.Press("送审核")
	for _, s := range []struct{ login, verb string }{{"wangjing", "审核"}, {"zhouhaifeng", "签发"}} {
		b.Press("退出登录")
		b.SignIn(s.login, password)
		b.Press(s.verb + "2024年年度报告")
		step := map[string]string{"审核": "审核通过", "签发": "签发"}[s.verb]
		b.Press(step)
		b.Press(step)
	}
	b.Press("退出登录")
	b.SignIn("limin", password)
	b.Press("报送2024年年度报告")
	b.Press("报送")
	b.See("第2次报送", "第1次报送", "第五部分没有写明责任单位")
	b.Look("handed-in-again")
	b.Press("退出登录")

	b.SignIn("make", password)
	b.Press("接收报送的2024年年度报告1份")
	b.See("第2次")
	b.Press("石桥镇")
	b.See("由党政办公室负责")
	b.Look("handed-again")
	b.Press("第1次报送")
	b.See("已退回", "第五部分没有写明责任单位")
	b.SeeNot("由党政办公室负责")
}
