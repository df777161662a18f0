package desk_test

import (
	"html"
	"net/url"
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/docx"
	paperhtml "gongkai/paper/html"
	"gongkai/paper/pdf"
	"gongkai/paper/xlsx"
)

func unescape(t *testing.T, text string) string {
	t.Helper()
	plain, err := url.QueryUnescape(text)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// hidden is the value of a hidden field of a page.
func hidden(t *testing.T, page, name string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `name="`+name+`" value="`)
	if !ok {
		t.Fatalf("no field %s in the page", name)
	}
	value, _, _ := strings.Cut(rest, `"`)
	return html.UnescapeString(value)
}

func (o *room) report(more string) string {
	return "/desk/organs/" + o.Township.String() + "/reports/2024" + more
}

// fillReport begins the report on 2024 and fills all that people type.
func (o *room) fillReport() {
	o.t.Helper()
	on := o.MustTake(o.t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024}).Subject
	o.Complete(o.t, on)
}

// readers read the downloads back.
var readers = map[string]func([]byte) (*paper.Document, error){
	"docx": docx.Read, "pdf": pdf.Read, "xlsx": xlsx.Read, "csv": csv.Read, "html": paperhtml.Read,
}

const penaltyCell = "disclosure.penalty.decisions"

// penaltyIn reads a download of the draft with the report program.
func (o *room) penaltyIn(ext string) string {
	o.t.Helper()
	a := o.get("limin", o.report("/draft/"+ext))
	if a.status != 200 || !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") {
		o.t.Fatalf("%s: %d %v", ext, a.status, a.header)
	}
	if ext == "json" {
		r, err := report.ParseJSON([]byte(a.body))
		if err != nil {
			o.t.Fatal(err)
		}
		if !strings.Contains(r.Title, "草稿") {
			o.t.Errorf("json: the title %q does not say that it is a draft", r.Title)
		}
		return r.Figure(penaltyCell).Number.String()
	}
	doc, err := readers[ext]([]byte(a.body))
	if err != nil {
		o.t.Fatalf("%s: %v", ext, err)
	}
	return report.Read(doc).Figure(penaltyCell).Number.String()
}

// TestWithdrawnEverywhere withdraws one penalty of a draft: the cell, the
// checks, the list and every download follow.
func TestWithdrawnEverywhere(t *testing.T) {
	t.Parallel()
	eachRoom(t, withdrawnEverywhere)
}

func withdrawnEverywhere(t *testing.T, o *room) {
	first := o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	o.enterPenalty("青石罚〔2024〕2号", "2024-04-05")
	o.fillReport()
	drill := o.registers("?counts=" + penaltyCell + "&amp;state=current&amp;year=2024")
	see(t, "两件", o.get("limin", o.report("")), 200, []string{`id="` + penaltyCell + `"`, `href="` + drill + `">2</a>`}, nil)
	see(t, "由来", o.get("limin", html.UnescapeString(drill)), 200, []string{"<b>2</b> 件"}, nil)
	formats := []string{"docx", "pdf", "xlsx", "csv", "html", "json"}
	for _, ext := range formats {
		if n := o.penaltyIn(ext); n != "2" {
			t.Errorf("%s before: %s penalties, want 2", ext, n)
		}
	}
	o.MustTake(t, o.Clerk, first, register.Withdraw{Register: "penalty", Reason: "重复登记"})
	see(t, "一件", o.get("limin", o.report("")), 200, []string{`href="` + drill + `">1</a>`}, nil)
	see(t, "由来", o.get("limin", html.UnescapeString(drill)), 200, []string{"<b>1</b> 件"}, []string{"青石罚〔2024〕1号"})
	for _, ext := range formats {
		if n := o.penaltyIn(ext); n != "1" {
			t.Errorf("%s after: %s penalties, want 1", ext, n)
		}
	}
}

// TestReportCourse walks a report from nothing to its revision.
func TestReportCourse(t *testing.T) {
	t.Parallel()
	eachRoom(t, reportCourse)
}

func reportCourse(t *testing.T, o *room) {
	o.Clock.Set("2025-01-20")
	o.enterPenalty("青石罚〔2024〕1号", "2024-03-05")
	all := "/desk/organs/" + o.Township.String() + "/reports"
	see(t, "年份", o.get("limin", all), 200, []string{"2024年", "开始填报"}, nil)
	see(t, "还没有开始", o.get("limin", o.report("")), 200, []string{"还没有开始填报"}, []string{"送审核"})
	see(t, "审核人不能开始", o.post("wangjing", o.report("/begin")), 403, nil, nil)
	see(t, "开始", o.post("limin", o.report("/begin")), 303, nil, nil)
	see(t, "开始两次", o.post("limin", o.report("/begin")), 303, nil, nil)
	see(t, "不能送审核", o.get("limin", o.report("")), 200, []string{"处没有填写", "为什么不能"}, []string{`href="` + o.report("/submit") + `"`})

	see(t, "没有要填的格", o.get("limin", o.report("/table/2")), 200, nil, []string{"保存数字"})
	see(t, "填计算的格", o.post("limin", o.report("/table/2"), "paper", "台账", penaltyCell, "9"), 409, []string{"由行政处罚决定登记簿得出，不能直接填写"}, nil)
	see(t, "填总计", o.post("limin", o.report("/table/3"), "paper", "台账", "application.total_handled.total", "9"), 409, []string{"不能直接填写"}, nil)
	see(t, "审核人不能填", o.post("wangjing", o.report("/table/2"), "paper", "台账", "disclosure.licensing.decisions", "9"), 403, nil, nil)

	page := o.get("limin", o.report("/zeros"))
	see(t, "零报告", page, 200, []string{`name="zero.licence" value="yes"`, "确认人：李敏"}, []string{"checked", `name="zero.penalty"`})
	version := hidden(t, page.body, "version")
	see(t, "没有勾选", o.post("limin", o.report("/zeros"), "version", version), 422, []string{"没有勾选任何一项"}, nil)
	see(t, "不是登记簿", o.post("limin", o.report("/zeros"), "version", version, "zero.nonsense", "yes"), 422, []string{"不是计入年度报告的登记簿"}, nil)
	see(t, "审核人不能确认", o.post("wangjing", o.report("/zeros"), "zero.licence", "yes"), 403, nil, nil)
	see(t, "确认一项", o.post("limin", o.report("/zeros"), "version", version, "zero.licence", "yes"), 303, []string{"done=zeros"}, nil)
	see(t, "两个窗口", o.post("limin", o.report("/zeros"), "version", version, "zero.fee", "yes"), 409, []string{"李敏", "checked"}, nil)
	page = o.get("limin", o.report("/zeros"))
	see(t, "已经确认", page, 200, []string{"李敏，2025年1月20日"}, []string{`name="zero.licence"`})
	pairs := []string{"version", hidden(t, page.body, "version")}
	for _, d := range register.All() {
		if strings.Contains(page.body, `name="zero.`+string(d.Key)+`"`) {
			pairs = append(pairs, "zero."+string(d.Key), "yes")
		}
	}
	see(t, "确认其余", o.post("limin", o.report("/zeros"), pairs...), 303, []string{"done=zeros"}, nil)
	see(t, "由来", o.get("limin", o.report("")), 200, []string{`href="` + o.report("/zeros#told") + `"`}, nil)
	for _, chapter := range filing.WrittenChapters() {
		page = o.get("limin", o.report("/chapter/"+chapter))
		see(t, chapter, page, 200, []string{"保存并核对"}, nil)
		see(t, chapter, o.post("limin", o.report("/chapter/"+chapter), "seen", hidden(t, page.body, "seen"), "text", "本年工作平稳开展。"), 303, []string{"done=chapter"}, nil)
	}
	see(t, "一章两个窗口", o.post("limin", o.report("/chapter/overall"), "seen", "0", "text", "另一种写法。"), 409, []string{"李敏", "本年工作平稳开展。", "另一种写法。"}, nil)
	see(t, "没有这一章", o.post("limin", o.report("/chapter/disclosure"), "text", "x"), 404, nil, nil)

	see(t, "可以送审核", o.get("limin", o.report("")), 200, []string{`href="` + o.report("/submit") + `"`}, nil)
	version = hidden(t, o.get("limin", o.report("/submit")).body, "version")
	see(t, "送审核", o.post("limin", o.report("/submit"), "version", version, "explanation", "已核对"), 303, []string{"done=submit"}, nil)
	see(t, "送审核两次", o.post("limin", o.report("/submit"), "version", version, "explanation", "已核对"), 303, []string{"done=submit"}, nil)
	see(t, "送审以后不能填", o.get("limin", o.report("/table/2")), 200, nil, []string{"保存数字"})
	see(t, "经办人不能审核", o.post("limin", o.report("/review")), 403, nil, nil)
	see(t, "退回没有理由", o.post("wangjing", o.report("/return")), 422, []string{"没有填写退回的理由"}, nil)
	see(t, "审核通过", o.post("wangjing", o.report("/review")), 303, []string{"done=review"}, nil)
	see(t, "签发", o.post("zhouhaifeng", o.report("/sign")), 303, []string{"done=sign"}, nil)
	see(t, "发布页", o.get("zhouhaifeng", o.report("/publish")), 200, []string{"发布后不能撤回"}, nil)
	see(t, "发布", o.post("zhouhaifeng", o.report("/publish")), 303, []string{"done=publish"}, nil)
	see(t, "发布以后", o.get("limin", o.report("")), 200, []string{"已发布，第1版", "订正", "第1版"}, nil)
	o.enterPenalty("青石罚〔2024〕9号", "2024-05-05")
	see(t, "发布以后登记变了", o.get("limin", o.report("")), 200, []string{"与已发布的第1版不同"}, nil)
	see(t, "订正", o.post("limin", o.report("/revise"), "reason", "漏登一件处罚"), 303, []string{"done=revise"}, nil)
	see(t, "订正中", o.get("limin", o.report("")), 200, []string{"正在订正", "漏登一件处罚"}, nil)
	see(t, "上级查看", o.get("hewen", o.report("")), 200, []string{"正在订正"}, []string{"保存数字", `class="verbs"`})
	see(t, "别的机关", o.get("chenxia", o.report("")), 403, nil, nil)
	see(t, "没有这一年", o.get("limin", "/desk/organs/"+o.Township.String()+"/reports/1"), 404, nil, nil)
}
