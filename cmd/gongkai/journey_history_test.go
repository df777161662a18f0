package main

import (
	"bytes"
	"testing"

	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store/storetest"
	"gongkai/paper/html"
	"gongkai/web/webtest"
)

const oldCell = report.Code("disclosure.penalty.decisions")

// oldReport is an old report as it stood on a site: one figure is words, one
// row does not add up, and six documents are in force.
func oldReport(t *testing.T, year int) string {
	t.Helper()
	const township = "青溪县石桥镇人民政府"
	r := report.New(report.FormOf(year))
	r.Organ, r.Year, r.Title = township, year, filing.Title(township, year)
	r.Narrative = map[string]string{
		report.Preface: "本报告根据《中华人民共和国政府信息公开条例》编制。", report.Overall: "本年度主动公开政府信息186条，没有收到政府信息公开申请。",
		report.Problems: "主要问题是专职人员不足，更新不够及时，已增加一人。", report.Other: "本年度没有收取信息处理费。",
	}
	r.Dates.Signed = "2024-01-18"
	for _, code := range r.Edition.Codes() {
		r.Set(code, report.Reports(report.Count(0)))
	}
	r.Set("disclosure.normative.in_force", report.Reports(report.Count(6)))
	r.Set(oldCell, report.Figure{Mark: report.Text})
	r.Raw = map[report.Code]string{oldCell: "若干"}
	r.Set("application.granted.total", report.Reports(report.Count(2)))
	var b bytes.Buffer
	if err := html.Write(&b, r.Compose()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestJourneyHistory takes an old report from its page to the portal: the clerk
// sends a wrong file and the right one, checks it beside the source, partly with
// the keyboard alone, confirms what it has wrong; the others pass it; a citizen
// reads where it comes from; its stock goes on in the register.
func TestJourneyHistory(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	running, clock := newRunning(t, "2025-01-06")
	o := storetest.NewOffice(t, running.store)
	running.store.Now, o.Clock = clock.Now, clock
	b := webtest.Open(t, running.web)
	password := string(storetest.Password)
	at := "/desk/organs/" + o.Township.String() + "/reports"

	b.SignIn("limin", password)
	b.Visit(at)
	b.Press("导入历年报告")
	b.Look("choose")
	b.Press("导入历年报告")
	b.See("没有选择文件")
	b.Upload("历年报告的文件", "通知.html", "<!doctype html><title>放假通知</title><p>关于放假的通知</p>")
	b.Press("导入历年报告")
	b.See("没有导入", "没有年度报告的表格")
	b.Look("refused")
	b.Upload("历年报告的文件", "2023年年报.html", oldReport(t, 2023))
	b.Press("导入历年报告")
	b.See("已导入，还没有公开", "与原文件核对", "由原报告导入")
	b.Look("taken-over")
	b.Press("与原文件核对")
	b.See("格没有核对", "原报告里的不符")
	b.Look("check-all")
	checkOld(t, b, at+"/2023")
	b.Press("送审核")
	b.Press("送审核")
	b.See("待审核")
	b.Visit(at + "/2023/check/disclosure")
	b.Look("check-read-only")
	for _, s := range []struct{ login, step string }{{"wangjing", "审核通过"}, {"zhouhaifeng", "签发"}, {"zhouhaifeng", "发布"}} {
		b.Press("退出登录")
		b.SignIn(s.login, password)
		b.Visit(at + "/2023")
		b.Press(s.step)
		b.Press(s.step)
	}
	b.See("已发布，第1版")
	b.Look("published")
	b.Press("退出登录")
	readOldReport(t, b, "/reports/"+o.Township.String()+"/2023")

	b.SignIn("limin", password)
	b.Visit(at + "/2023")
	b.Press("登记期初存量")
	b.See("现行有效6件，登记簿里到这一日有0件")
	b.Look("stock")
	b.Press("登记存量6件：行政规范性文件")
	b.See("两边一致，不用再登记")
	b.Visit(at + "/2024")
	b.See("6")
}

// checkOld decides what is in doubt, with a mistake on the way, and confirms
// what the original has wrong.
func checkOld(t *testing.T, b *webtest.Browser, at string) {
	t.Helper()
	b.Visit(at + "/check/disclosure")
	b.See("“若干”，不是数字", "第二十条第（六）项")
	b.Look("check-disclosure")
	b.TabTo("核对结果：行政处罚·本年处理决定数量")
	b.TabTo("改为：行政处罚·本年处理决定数量")
	b.Keys("十二")
	b.TabTo("改过的数，原文件怎么写 （可以不填）")
	b.Keys("第2页")
	b.TabTo("保存核对结果")
	b.Enter()
	b.See("“十二”，不是数字")
	b.Holds("改为：行政处罚·本年处理决定数量", "十二")
	b.Look("check-with-error")
	b.Fill("改为：行政处罚·本年处理决定数量", "12")
	b.Press("保存核对结果")
	b.See("已保存", "改为12", "第2页")
	b.Visit(at + "/check/application")
	b.Look("check-application")
	b.Choose("核对结果：（一）予以公开·总计", "与原报告一致")
	b.Press("保存核对结果")
	for _, part := range []string{"application", "disclosure", "remedy"} {
		b.Visit(at + "/check/" + part)
		decideShown(b)
	}
	b.Visit(at + "/check/overall")
	b.Visit(at + "/check")
	b.See("原报告如此")
	b.Press("确认勾选的各处")
	b.See("没有勾选任何一处")
	b.Look("confirm-with-error")
	b.TickAll("finding")
	b.Fill("确认的理由", "原报告如此，已与公布的网页核对")
	b.Press("确认勾选的各处")
	b.See("都已核对")
	b.Press("填写原公布日期")
	b.Fill("原公布日期", "2024年1月20日")
	b.Press("保存日期")
	b.See("原公布日期已保存")
	b.Look("checked")
	b.Visit(at)
}

// decideShown says of all cells on the page that they are as read.
func decideShown(b *webtest.Browser) {
	if b.ChooseAll("choice.", "as_read") {
		b.Press("保存核对结果")
	}
}

// readOldReport is a citizen's visit.
func readOldReport(t *testing.T, b *webtest.Browser, at string) {
	t.Helper()
	b.Visit(at)
	b.See("本报告由2024年公布的原文件录入，原公布日期为2024年1月20日")
	b.Look("portal-report")
	for _, format := range []string{"json", "html", "docx", "pdf", "xlsx"} {
		if n := download(t, b.Base+at+"."+format).Figure(oldCell); n != report.Reports(report.Count(12)) {
			t.Errorf("%s says %v penalties, want 12", format, n)
		}
	}
	b.Visit("/reports")
	b.See("2024年1月20日")
}
