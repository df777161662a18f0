package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/paper"
	"gongkai/paper/xlsx"
	"gongkai/web/webtest"
)

// mostActions is what a clerk without training may need from signing in to the
// county having the report.
const mostActions = 60

// A clerking is a township's clerk at the desk.
type clerking struct {
	*webtest.Browser
	t *testing.T
	o *storetest.Office
}

// newClerking opens the desk in January, the leading group and the office's
// account on WeChat entered as they have been since earlier years. Last year's
// report carried an application over that had been answered, as was found later.
func newClerking(t *testing.T) *clerking {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	running, clock := newRunning(t, "2025-01-06")
	o := storetest.NewOffice(t, running.store)
	running.store.Now, o.Clock = clock.Now, clock
	o.Receiver(t, "make", "马科")
	on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
	group := organ.LeadingGroup{From: calendar.MustParse("2024-03-01"), Document: "石政发〔2024〕6号", Office: "党政办公室", Seats: organ.ReadSeats(organ.Leader, "周海峰 镇长")}
	o.MustTake(t, o.Clerk, on, organ.SetLeadingGroup{LeadingGroup: group})
	o.MustTake(t, o.Clerk, on, organ.SetUnit{Unit: organ.Unit{Name: "党政办公室", WorkBody: true, From: calendar.MustParse("2019-05-15")}})
	account := register.Values{"name": "石桥镇发布", "platform": "wechat", "owner": "石桥镇人民政府", "opened_on": "2021-03-05"}
	at := store.Subject{Organ: o.Township}
	o.MustTake(t, o.Clerk, at, register.Enter{Register: "media_account", Values: account})
	application := register.Values{"number": "石桥公开申〔2023〕1号", "kind": "natural_person", "applicant": "周某", "channel": "counter", "received_on": "2023-12-05"}
	entered := o.MustTake(t, o.Clerk, at, register.Enter{Register: "application", Values: application}).Subject
	o.Publish(t, 2023)
	application["replied_on"], application["result"] = "2023-12-29", "granted"
	o.MustTake(t, o.Clerk, entered, register.Correct{Register: "application", Values: application, Reason: "漏登答复"})
	return &clerking{Browser: webtest.Open(t, running.web), t: t, o: o}
}

// items is the workbook in which the office has kept what it disclosed: 12
// lines.
func items(t *testing.T) string {
	t.Helper()
	categories := []string{"公告公示", "公告公示", "公告公示", "公告公示", "重大建设项目", "扶贫/乡村振兴", "扶贫/乡村振兴", "应急管理", "应急管理", "为民办实事", "其他", "其他"}
	var file bytes.Buffer
	err := xlsx.WriteRows(&file, xlsx.Sheet{Name: "主动公开", HeaderRows: 1}, func(yield func([]paper.Cell) bool) {
		row := func(texts ...string) bool {
			cells := make([]paper.Cell, len(texts))
			for i := range texts {
				cells[i].Text = texts[i]
			}
			return yield(cells)
		}
		if !row("标题", "信息类别", "公开渠道", "公开日期") {
			return
		}
		for i, category := range categories {
			if !row(fmt.Sprintf("关于第%d批事项的公示", i+1), category, "政府网站、公告栏", fmt.Sprintf("2024-%02d-15", i+1)) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// posts is what the platform exports of a year: 102 posts.
func posts() string {
	var b strings.Builder
	b.WriteString("内容标题,发表时间,总阅读次数,内容url\n")
	for i := range 102 {
		fmt.Fprintf(&b, "石桥镇第%d期提示,%s 08:30:00,%d,https://mp.weixin.qq.com/s/%d\n", i+1, calendar.MustParse("2024-01-01").AddDays(3*i), 40+i, i)
	}
	return b.String()
}

// bring imports a file into a register, from the list of registers.
func (c *clerking) bring(book, name, content string, lines int) {
	c.t.Helper()
	c.Press("登记簿")
	c.Press(book + "登记簿")
	c.Press("导入")
	c.Upload("要导入的文件", name, content)
	c.Press("试导入")
	c.See("还没有写入任何内容", fmt.Sprintf("%d行已经读完", lines))
	c.Look("try-" + name)
	c.Press(fmt.Sprintf("导入%d行", lines))
	c.See("导入完成")
}

// penalties enters the year's four decisions as they come.
func (c *clerking) penalties() {
	c.t.Helper()
	for i := 1; i <= 4; i++ {
		c.Press("登记簿")
		c.Press("行政处罚决定登记簿")
		c.Press("登记一件")
		c.Fill("行政处罚决定书文号", fmt.Sprintf("石桥罚〔2024〕%d号", i))
		c.Tick("法人及其他组织")
		c.Fill("当事人名称", "青溪县甲商贸有限公司")
		c.Tick("罚款")
		c.Fill("罚款金额", "1000")
		c.Fill("处罚决定日期", fmt.Sprintf("2024.%d.29", i+1)) // the first on 29 February
		c.Press("登记")
		c.See("石桥罚〔2024〕")
	}
}

// TestJourneyClerk is a township's January: from signing in to the county
// having the report, with what the registers kept through the year.
func TestJourneyClerk(t *testing.T) {
	c := newClerking(t)
	password := string(storetest.Password)
	c.SignIn("limin", password)
	c.penalties()
	c.Press("退出登录")
	year := c.Actions()

	c.SignIn("limin", password)
	c.See("还剩 16 个工作日", "开始填报2024年年度报告")
	c.Look("today")
	c.bring("主动公开信息", "主动公开台账.xlsx", items(t), 12)
	c.bring("政务新媒体发布", "公众号导出.csv", posts(), 102)
	c.Press("今日")
	c.Press("开始填报2024年年度报告")
	c.Press("开始填报")
	c.zeros()
	c.chapters()
	c.explain()
	submitted := c.Actions()
	c.signed()
	before := c.Actions()
	c.SignIn("limin", password)
	c.handIn()
	january := submitted - year + c.Actions() - before
	t.Logf("the clerk's January took %d actions, the records of the year before %d", january, year)
	if january > mostActions {
		t.Errorf("the clerk's January took %d actions, at most %d are for somebody without training", january, mostActions)
	}
	c.received()
	c.published()
	c.readBy()
}

// handIn hands the signed report to the county, from the clerk's list of today.
func (c *clerking) handIn() {
	c.t.Helper()
	c.See("报送2024年年度报告")
	c.Press("报送2024年年度报告")
	c.See("报送给青溪县人民政府")
	c.Look("hand-in")
	c.Press("报送")
	c.See("已报送，等接收", "第1次报送")
	c.Look("handed-in")
}

// received has the county look at what was handed in, ten days later, and receive
// it.
func (c *clerking) received() {
	c.t.Helper()
	c.Press("退出登录")
	c.o.Clock.Set("2025-01-16")
	c.SignIn("make", string(storetest.Password))
	c.Press("接收报送的2024年年度报告1份")
	c.See("待接收", "李敏")
	c.Look("below")
	c.Press("石桥镇")
	c.See("主动公开政府信息12条", "2处错误", "接收以后不能改为退回")
	c.Look("handed")
	c.Press("接收")
	c.See("已接收，报送的机关看得到")
	c.Press("退出登录")
}

// zeros confirms what did not happen, each by name.
func (c *clerking) zeros() {
	c.t.Helper()
	c.Press("去做零报告")
	c.See("不等于没有发生")
	c.Look("zeros")
	for _, name := range []string{"规章和规范性文件", "行政许可决定", "行政强制决定", "行政事业性收费", "政府信息公开申请", "行政复议和行政诉讼", "信息处理费", "投诉举报"} {
		c.Tick(name + "：没有发生")
	}
	c.Press("确认勾选的事项没有发生")
	c.See("零报告已确认")
}

// chapters writes the three chapters with the sentences that the registers give
// and what only the office knows.
func (c *clerking) chapters() {
	c.t.Helper()
	c.Press("一 总体情况")
	c.See("主动公开政府信息{{主动公开政府信息}}条")
	c.Press("全部写进正文")
	c.See("这一章已保存", "正文里已经有")
	c.Look("suggestions")
	c.Add("正文", "作出行政处罚决定4件。没有收到新的政府信息公开申请。")
	c.Press("保存并核对")
	c.See("已保存")
	c.Press("全文")
	c.See("主动公开政府信息12条", "公告公示信息4条", "全年发布信息102条", "组长由周海峰（镇长）担任")
	c.Look("report-overall")
	c.Press("五 问题改进")
	c.Fill("正文", "个别行政处罚决定公示不及时。2025年起每月核对一次各办公室应公开的信息。")
	c.Press("保存并核对")
	c.Press("六 其他事项")
	c.Press("全部写进正文")
	c.See("2024年没有收取信息处理费。")
}

// explain looks at the findings: one is right and stays, with its reason.
func (c *clerking) explain() {
	c.t.Helper()
	c.Press("全文")
	c.See("2处错误", "本年新收＋上年结转＝办理结果总计＋结转下年度", "自然人：0＋1＝1，0＋0＝0，差1件")
	c.Look("report-with-finding")
	c.Press("送审核")
	c.See("对2处错误的说明")
	c.Look("submit")
	c.Fill("对2处错误的说明", "上年报告结转的1件已于2023年12月29日答复，上年多计，正在订正上年报告。")
	c.Press("送审核")
	c.See("待审核")
	c.Look("submitted")
}

// signed takes the report through the other two posts.
func (c *clerking) signed() {
	c.t.Helper()
	password := string(storetest.Password)
	c.Press("退出登录")
	c.SignIn("wangjing", password)
	c.Press("审核2024年年度报告")
	c.See("经办人对错误的说明", "上年报告结转的1件已于2023年12月29日答复")
	c.Look("review")
	c.Press("审核通过")
	c.Press("审核通过")
	c.See("待签发")
	c.Press("退出登录")
	c.SignIn("zhouhaifeng", password)
	c.Press("签发2024年年度报告")
	c.Press("签发")
	c.Press("签发")
	c.See("待发布")
	c.Press("退出登录")
}

// published publishes what the county has received.
func (c *clerking) published() {
	c.t.Helper()
	c.SignIn("zhouhaifeng", string(storetest.Password))
	c.Press("发布2024年年度报告")
	c.See("上级已接收")
	c.Press("发布")
	c.Press("发布")
	c.See("已发布，第1版", "上级已接收")
	c.Look("received")
	c.Press("退出登录")
}

// readBy reads the published report as the county's and anybody's program would:
// every file holds the figures of the registers, cell for cell.
func (c *clerking) readBy() {
	c.t.Helper()
	live, err := c.o.LiveReport(c.t.Context(), c.o.Township, 2024)
	if err != nil {
		c.t.Fatal(err)
	}
	public := "/reports/" + c.o.Township.String() + "/2024"
	c.Visit(public)
	c.See("主动公开政府信息12条", "全年发布信息102条", "没有收到新的政府信息公开申请")
	c.Look("published")
	for _, format := range []string{"json", "html", "docx", "pdf", "xlsx", "csv"} {
		r := download(c.t, c.Base+public+"."+format)
		for _, code := range filing.Form(2024).Codes() {
			if got, want := r.Figure(code), live.Report.Figure(code); got != want {
				c.t.Errorf("%s says %s = %v, want %v", format, code, got, want)
			}
		}
		if n := r.Figure("disclosure.penalty.decisions"); n != report.Reports(report.Count(4)) {
			c.t.Errorf("%s says %v penalties, want 4", format, n)
		}
	}
}
