package desk_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/store"
	"gongkai/paper/docx"
	paperhtml "gongkai/paper/html"
	"gongkai/paper/pdf"
	"gongkai/paper/xlsx"
)

// old is an old report, every cell 0, all chapters written.
func old(name string, year int) *report.Report {
	r := report.New(report.FormOf(year))
	r.Organ, r.Year, r.Title = name, year, filing.Title(name, year)
	r.Narrative = map[string]string{report.Overall: "本年度工作平稳开展。没有收到政府信息公开申请。", report.Problems: "主要问题是人手不足，已增加一人。", report.Other: "本年度没有收取信息处理费。"}
	r.Dates.Signed = fmt.Sprintf("%d-01-20", year+1)
	for _, code := range r.Edition.Codes() {
		r.Set(code, report.Reports(report.Count(0)))
	}
	return r
}

// doubtful is an old report that says 若干 of its penalties and whose
// applications do not add up.
func doubtful(name string, year int) *report.Report {
	r := old(name, year)
	r.Set(penaltyCell, report.Figure{Mark: report.Text})
	r.Raw = map[report.Code]string{penaltyCell: "若干"}
	r.Set("application.granted.total", report.Reports(report.Count(2)))
	return r
}

// pageOf is a report as a web page.
func pageOf(t testing.TB, r *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := paperhtml.Write(&b, r.Compose()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const township = "青溪县石桥镇人民政府"

func (o *room) reports(more string) string {
	return "/desk/organs/" + o.Township.String() + "/reports" + more
}

// sendAll sends several files in one form; names and contents alternate.
func (o *room) sendAll(login, path string, files ...string) answer {
	o.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for i := 0; i < len(files); i += 2 {
		part, err := form.CreateFormFile("file", files[i])
		if err != nil {
			o.t.Fatal(err)
		}
		part.Write([]byte(files[i+1]))
	}
	form.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return o.send(login, r)
}

// TestHistoryRefusals: what is no old report of this organ is refused with a
// sentence, and nothing of it is kept.
func TestHistoryRefusals(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2023})
	var scan, word, book bytes.Buffer
	if err := pdf.Write(&scan, old(township, 2021).Compose()); err != nil {
		t.Fatal(err)
	}
	if err := docx.Write(&word, old(township, 2021).Compose()); err != nil {
		t.Fatal(err)
	}
	if err := xlsx.Write(&book, old("青溪县白石镇人民政府", 2021).Compose()); err != nil {
		t.Fatal(err)
	}
	json := string(old(township, 2021).JSON())
	for _, tt := range []struct{ name, file, content, says string }{
		{"没有选", "", "", "没有选择文件"},
		{"空文件", "a.html", "", "空的"},
		{"不是报告", "a.txt", "关于召开全县教育工作会议的通知", "没有年度报告的表格"},
		{"网页不是报告", "a.html", "<!doctype html><title>通知</title><p>放假通知</p>", "没有年度报告的表格"},
		{"程序", "a.exe", "MZ", "exe"},
		{"程序叫作PDF", "a.pdf", "MZ\x90\x00", "程序"},
		{"断了的PDF", "a.pdf", scan.String()[:300], ""},
		{"断了的Word", "a.docx", word.String()[:len(word.String())/2], ""},
		{"断了的JSON", "a.json", json[:len(json)/2], "JSON"},
		{"别的JSON", "a.json", `{"schema":"x"}`, "不是年度报告"},
		{"数组JSON", "a.json", `[1,2]`, "不是年度报告"},
		{"深JSON", "a.json", strings.Repeat(`{"cells":`, 200), ""},
		{"别的镇", "a.xlsx", book.String(), "不是“青溪县石桥镇人民政府”的"},
		{"2018年", "a.html", pageOf(t, old(township, 2018)), "旧条例"},
		{"今年", "a.html", pageOf(t, old(township, 2025)), "还没有结束"},
		{"正在填报", "a.html", pageOf(t, old(township, 2023)), "正在填报"},
		{"图片", "a.png", "\x89PNG\r\n\x1a\n", ""},
		{"图形叫作网页", "a.html", "<svg onload=alert(1)>", "SVG"},
		{"标签炸弹", "a.html", "<html>" + strings.Repeat("<table><tr><td>", 20000), ""},
		{"合并炸弹", "a.html", `<html><table><tr><td colspan=1000 rowspan=60000>一</td></tr></table>` + strings.Repeat(`<table><tr><td colspan=1000 rowspan=1000></table>`, 50), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := []string{tt.file, tt.content}
			if tt.file == "" {
				files = nil
			}
			a := o.sendAll("limin", o.reports("/history"), files...)
			if a.status < 400 || a.status >= 500 || !strings.Contains(a.body, tt.says) || strings.Contains(a.body, "<svg") {
				t.Errorf("%s = %d, want it refused with %q\n%s", tt.file, a.status, tt.says, words(mainOf(a.body)))
			}
			see(t, tt.name, a, a.status, []string{"导入历年报告"}, []string{"%!", "<no value>"})
		})
	}
	if all, err := o.Filings(t.Context(), o.Township); err != nil || len(all) != 1 {
		t.Errorf("Filings = %v, %v, want the draft of 2023 alone", all, err)
	}
	if files, err := o.Files(t.Context()); err != nil || len(files) != 0 {
		t.Errorf("Files = %v, %v, want none kept of what was refused", files, err)
	}
}

// TestHistorySeveral: of several files those that can be are taken over, each of
// the others is told why not.
func TestHistorySeveral(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		var word bytes.Buffer
		if err := docx.Write(&word, old(township, 2020).Compose()); err != nil {
			t.Fatal(err)
		}
		a := o.sendAll("limin", o.reports("/history"), "2019.json", string(old(township, 2019).JSON()), "2020.docx", word.String(), "2021甲.html", pageOf(t, old(township, 2021)),
			"2021乙.html", pageOf(t, doubtful(township, 2021)), "白石.html", pageOf(t, old("青溪县白石镇人民政府", 2022)), "通知.txt", "放假通知")
		see(t, "六个文件", a, 422, []string{"选了6个文件，导入了2个，4个没有导入", "已导入为2019年", "已导入为2020年", "都是2021年的报告", "白石镇", "没有年度报告的表格"}, nil)
		for year, want := range map[int]bool{2019: true, 2020: true, 2021: false, 2022: false} {
			if f, err := o.Filing(t.Context(), o.Township, year); err != nil || f.Adopted != want {
				t.Errorf("%d: adopted %v, %v, want %v", year, f.Adopted, err, want)
			}
		}
		a = o.sendAll("limin", o.reports("/history"), "2021.html", pageOf(t, old(township, 2021)), "2022.html", pageOf(t, old(township, 2022)))
		see(t, "两个文件", a, 303, []string{"/reports?done=adopted"}, nil)
		see(t, "列表", o.get("limin", o.reports("?done=adopted")), 200, []string{"已导入，还没有公开", "已导入，核对中", "由原报告导入"}, nil)
		see(t, "再导入", o.upload("limin", o.reports("/history"), "2021.html", pageOf(t, old(township, 2021))), 422, []string{"已经导入", "撤销导入"}, nil)
	})
}

// TestHistoryAsks: a name that leaves a doubt, and a file without a year, are
// asked about and taken over only with a person's reason.
func TestHistoryAsks(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		nameless := old("", 2021)
		nameless.Title, nameless.Year = "年度报告", 0
		a := o.upload("limin", o.reports("/history"), "没有名称.json", string(nameless.JSON()))
		see(t, "没有名称", a, 422, []string{"没有读到机关的名称", "没有读到报告的年度", "确认并导入"}, nil)
		sum := hidden(t, a.body, "file")
		confirm := o.reports("/history/confirm")
		see(t, "没有理由", o.post("limin", confirm, "file", sum, "year", "2021"), 422, []string{"没有写明理由", `value="2021"`}, nil)
		see(t, "年份乱写", o.post("limin", confirm, "file", sum, "year", "去年", "why", "封面"), 422, []string{"“去年”，不是年份", "封面</textarea>"}, nil)
		see(t, "年份太早", o.post("limin", confirm, "file", sum, "year", "2018", "why", "封面"), 409, []string{"旧条例"}, nil)
		see(t, "别人的文件", o.post("chenxia", "/desk/organs/"+o.Other.String()+"/reports/history/confirm", "file", sum, "year", "2021", "why", "x"), 404, []string{"没有找到要确认的文件"}, nil)
		see(t, "没有这个文件", o.post("limin", confirm, "file", "../../etc/passwd", "why", "x"), 404, []string{"没有找到要确认的文件"}, nil)
		see(t, "确认", o.post("limin", confirm, "file", sum, "year", "2021", "why", "封面写着石桥镇"), 303, []string{"/reports/2021?done=adopted"}, nil)
		see(t, "报告", o.get("limin", o.reports("/2021")), 200, []string{"封面写着石桥镇", "没有写明", township}, nil)
	})
}

// TestHistoryNames: a report under a former name is the organ's when the records
// have the name.
func TestHistoryNames(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	page := pageOf(t, old("青溪县大石桥乡人民政府", 2020))
	see(t, "不认识的名称", o.upload("limin", o.reports("/history"), "2020.html", page), 422, []string{"更名", "没有导入"}, nil)
	on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
	o.MustTake(t, o.System, on, organ.Rename{Name: "青溪县大石桥乡人民政府", From: calendar.MustParse("2019-06-01")})
	on.Version = store.AnyVersion
	o.MustTake(t, o.System, on, organ.Rename{Name: township, From: calendar.MustParse("2021-06-01")})
	see(t, "更名以前", o.upload("limin", o.reports("/history"), "2020.html", page), 303, []string{"/2020?done=adopted"}, nil)
}

// TestHistoryCourse takes an old report from its file through check, review and
// signature to the public.
func TestHistoryCourse(t *testing.T) {
	t.Parallel()
	eachRoom(t, historyCourse)
}

func historyCourse(t *testing.T, o *room) {
	at := o.reports("/2022")
	see(t, "导入", o.upload("limin", o.reports("/history"), "2022年年报.html", pageOf(t, doubtful(township, 2022))), 303, []string{"/reports/2022?done=adopted"}, nil)
	see(t, "报告", o.get("limin", at), 200, []string{"由原报告导入", "2022年年报.html", "与原文件核对", "没有与原文件核对", "若干"}, []string{"还剩", "零报告", "开始填报"})
	see(t, "今日", o.get("limin", "/desk/"), 200, []string{"核对导入的2022年年度报告", "补录没有期限"}, []string{"登记2022年12月31日在任的领导小组"})
	see(t, "上级看", o.get("hewen", at+"/check/disclosure"), 200, []string{"若干"}, []string{"保存核对结果"})
	see(t, "总览", o.get("limin", at+"/check"), 200, []string{"还有", "格没有核对", "填写原公布日期"}, nil)
	page := o.get("limin", at+"/check/disclosure")
	see(t, "核对", page, 200, []string{"“若干”，不是数字", "原文件的表格1", "第二十条第（六）项", "改为<span class=\"vh\">：行政处罚"}, nil)
	version := hidden(t, page.body, "version")
	cell := func(pairs ...string) answer {
		return o.post("limin", at+"/check/disclosure", append([]string{"version", version, "do", "save"}, pairs...)...)
	}
	see(t, "什么也没有选", cell(), 422, []string{"没有核对任何一格"}, nil)
	see(t, "不是数字", cell("choice."+penaltyCell, "corrected", "figure."+penaltyCell, "十二", "from", "第2页"), 422, []string{"“十二”，不是数字", `value="十二"`, "第2页"}, nil)
	see(t, "没有来处", cell("figure."+penaltyCell, "12"), 422, []string{"没有写明原报告怎么写", `value="12"`}, nil)
	see(t, "别的章的格", cell("choice.application.granted.total", "as_read"), 303, nil, nil)
	see(t, "过时的页面", cell("choice."+penaltyCell, "as_read"), 409, []string{"又被改过", "李敏"}, nil)
	version = hidden(t, o.get("limin", at+"/check/disclosure").body, "version")
	see(t, "改为12", cell("figure."+penaltyCell, "12", "from", "第2页，写着12件"), 303, []string{"done=decided"}, nil)
	see(t, "以后", o.get("limin", at+"/check/disclosure"), 200, []string{"改为12", "“若干”", "第2页，写着12件", "李敏", "没有要核对的数字了"}, nil)
	see(t, "重新核对", o.get("limin", at+"/check/disclosure?cell=disclosure.coercion.decisions"), 200, []string{"由您选来更正的一格", "改为<span class=\"vh\">：行政强制"}, nil)
	o.decideRest(t, at)
	see(t, "还不能送审", o.post("limin", at+"/submit"), 409, []string{"处不符没有确认"}, nil)
	o.confirmRest(t, at)
	see(t, "没有日期", o.post("limin", at+"/submit"), 409, []string{"没有填写原公布日期"}, nil)
	see(t, "日期乱写", o.post("limin", at+"/published", "published", "昨天"), 422, []string{"昨天"}, nil)
	see(t, "日期太早", o.post("limin", at+"/published", "published", "2021-01-20"), 422, []string{"早于2022年12月"}, nil)
	see(t, "日期", o.post("limin", at+"/published", "published", "2023年1月20日"), 303, nil, nil)
	see(t, "文字", o.post("limin", at+"/check/overall", "do", "text", "text", "本年度工作{{平稳}}开展。"), 303, nil, nil)
	see(t, "文字以后", o.get("limin", at+"/check/overall"), 200, []string{"本年度工作{{平稳}}开展。", "由李敏改于"}, nil)
	see(t, "老页面", o.get("limin", at+"/table/2"), 303, []string{"/check/disclosure"}, nil)
	see(t, "填数字", o.post("limin", at+"/table/2", "disclosure.penalty.decisions", "5", "paper", "台账"), 409, []string{"由原报告导入"}, nil)
	see(t, "零报告", o.post("limin", at+"/zeros", "zero.licence", "yes"), 409, []string{"由原报告导入"}, nil)
	see(t, "送审", o.post("limin", at+"/submit"), 303, nil, nil)
	see(t, "审核人看", o.get("wangjing", at), 200, []string{"看核对的经过"}, nil)
	see(t, "审核", o.get("wangjing", at+"/review"), 200, []string{"更正1格", "已确认原报告如此"}, nil)
	for _, s := range []struct{ who, step string }{{"wangjing", "review"}, {"zhouhaifeng", "sign"}, {"zhouhaifeng", "publish"}} {
		see(t, s.step, o.post(s.who, at+"/"+s.step), 303, []string{"done=" + s.step}, nil)
	}
	see(t, "发布以后", o.get("limin", at), 200, []string{"已发布，第1版", "登记期初存量", "原公布日期", "2023年1月20日"}, []string{"与已发布的第1版不同", "撤销导入"})
	see(t, "原文件", o.get("hewen", at+"/source"), 200, []string{"若干"}, nil)
	if a := o.get("limin", at+"/source"); !strings.HasPrefix(a.header.Get("Content-Disposition"), "attachment") || strings.Contains(a.header.Get("Content-Type"), "html") {
		t.Errorf("the original is sent as %q, %q", a.header.Get("Content-Type"), a.header.Get("Content-Disposition"))
	}
	v, err := o.Published(t.Context(), o.Township, 2022, 0)
	if err != nil || !v.Adopted || v.First.String() != "2023-01-20" {
		t.Fatalf("Published = %+v, %v", v, err)
	}
	if verified, err := o.Verify(t.Context()); err != nil || len(verified.Breaks) > 0 {
		t.Errorf("Verify = %v, %v", verified.Breaks, err)
	}
	see(t, "第二次", o.upload("limin", o.reports("/history"), "2022年年报.html", pageOf(t, old(township, 2022))), 422, []string{"订正"}, nil)
}

// decideRest says of every cell still in doubt that it is as read.
func (o *room) decideRest(t *testing.T, at string) {
	t.Helper()
	for _, chapter := range []string{report.Disclosure, report.Application, report.Remedy} {
		page := o.get("limin", at+"/check/"+chapter).body
		pairs := []string{"do", "save", "version", "0"}
		for _, part := range strings.Split(page, `<select id="choice.`)[1:] {
			code, _, _ := strings.Cut(part, `"`)
			pairs = append(pairs, "choice."+code, "as_read")
		}
		if len(pairs) > 4 {
			pairs[3] = hidden(t, page, "version")
			o.must(o.post("limin", at+"/check/"+chapter, pairs...), http.StatusSeeOther)
		}
	}
}

// confirmRest confirms what the original has wrong.
func (o *room) confirmRest(t *testing.T, at string) {
	t.Helper()
	page := o.get("limin", at+"/check").body
	see(t, "没有勾选", o.post("limin", at+"/check", "reason", "原报告如此"), 422, []string{"没有勾选任何一处"}, nil)
	pairs := []string{"version", hidden(t, page, "version")}
	for _, part := range strings.Split(page, `name="finding" value="`)[1:] {
		value, _, _ := strings.Cut(part, `"`)
		pairs = append(pairs, "finding", unhtml(value))
	}
	see(t, "没有理由", o.post("limin", at+"/check", pairs...), 422, []string{"没有填写确认的理由", " checked"}, nil)
	see(t, "没有这一处", o.post("limin", at+"/check", "finding", "x\ny\nz", "reason", "原报告如此"), 409, []string{"核对结果已经变化"}, nil)
	see(t, "确认", o.post("limin", at+"/check", append(pairs, "reason", "原报告如此")...), 303, []string{"done=confirmed"}, nil)
	see(t, "确认以后", o.get("limin", at+"/check"), 200, []string{"确认：原报告如此", "都已核对"}, nil)
}

// TestHistoryGroups: cells in doubt for one reason can be decided alike.
func TestHistoryGroups(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	r := old(township, 2022)
	r.Warnings = []report.Warning{{Code: "columns_by_position", At: "application.granted", Says: "“（一）予以公开”一行按七列的顺序读取，请核对。"}}
	for _, c := range r.Edition.Columns {
		r.Set(report.Code("application.partly_granted."+c.Key), report.Figure{})
	}
	o.must(o.upload("limin", o.reports("/history"), "2022.json", string(r.JSON())), http.StatusSeeOther)
	at := o.reports("/2022/check/application")
	see(t, "核对", o.get("limin", at), 200, []string{"这7格都与原报告一致", "原报告没有这7格", "这7格原报告都是空白"}, nil)
	see(t, "一致", o.post("limin", at, "do", "as_read:application.granted.natural_person"), 303, nil, nil)
	see(t, "空白", o.post("limin", at, "do", "blank:application.partly_granted.natural_person"), 303, nil, nil)
	l, err := o.LiveReport(t.Context(), o.Township, 2022)
	if err != nil || l.Report.Figure("application.partly_granted.total").Mark != report.Blank || len(l.Adoption.Decisions) != 14 {
		t.Errorf("%d decisions, %v, %v", len(l.Adoption.Decisions), l.Report.Figure("application.partly_granted.total"), err)
	}
	see(t, "没有这一组", o.post("limin", at, "do", "as_read:application.nothing"), 422, []string{"没有核对任何一格"}, nil)
}

// TestHistoryStock: the stock of an old report goes into the register once, and
// what is entered singly is not counted twice.
func TestHistoryStock(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, o *room) {
		r := old(township, 2023)
		r.Set("disclosure.normative.in_force", report.Reports(report.Count(6)))
		o.must(o.upload("limin", o.reports("/history"), "2023.json", string(r.JSON())), http.StatusSeeOther)
		at := o.reports("/2023")
		see(t, "没有发布", o.get("limin", at+"/stock"), 404, []string{"还没有发布"}, nil)
		o.decideRest(t, at)
		if l, err := o.LiveReport(t.Context(), o.Township, 2023); err == nil && l.Adoption.Unconfirmed() > 0 {
			o.confirmRest(t, at)
		}
		o.must(o.post("limin", at+"/published", "published", "2024-01-20"), 303)
		for _, s := range []struct{ who, step string }{{"limin", "submit"}, {"wangjing", "review"}, {"zhouhaifeng", "sign"}, {"zhouhaifeng", "publish"}} {
			o.must(o.post(s.who, at+"/"+s.step), 303)
		}
		page := o.get("limin", at+"/stock")
		see(t, "存量", page, 200, []string{"现行有效6件，登记簿里到这一日有0件", "登记存量6件", "改少一件"}, nil)
		form := hidden(t, page.body, "form")
		see(t, "没有选", o.post("limin", at+"/stock"), 422, []string{"没有选择登记哪一种"}, nil)
		see(t, "过时", o.post("limin", at+"/stock", "kind", "normative", "missing", "4"), 409, []string{"现在还缺6件"}, nil)
		for range 2 { // sent twice
			if a := o.post("limin", at+"/stock", "form", form, "kind", "normative", "missing", "6"); a.status != 303 && a.status != 409 {
				t.Errorf("enter the stock = %d\n%s", a.status, mainOf(a.body))
			}
		}
		see(t, "以后", o.get("limin", at+"/stock"), 200, []string{"两边一致，不用再登记"}, []string{"登记存量6件"})
		l, err := o.LiveReport(t.Context(), o.Township, 2024)
		if err != nil || l.Report.Figure("disclosure.normative.in_force") != report.Reports(report.Count(6)) {
			t.Errorf("2024 has %v in force, %v, want 6", l.Report.Figure("disclosure.normative.in_force"), err)
		}
		see(t, "审核人不登记", o.post("wangjing", at+"/stock", "kind", "normative"), 403, nil, nil)
	})
}

// TestHistoryDiscard drops a wrong file; the year is free again.
func TestHistoryDiscard(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	at := o.reports("/2022")
	o.must(o.upload("limin", o.reports("/history"), "2022.html", pageOf(t, doubtful(township, 2022))), 303)
	see(t, "没有理由", o.post("limin", at+"/discard"), 422, []string{"没有填写撤销的理由"}, nil)
	see(t, "撤销", o.post("limin", at+"/discard", "reason", "导错了文件"), 303, []string{"done=discarded"}, nil)
	see(t, "以后", o.get("limin", at), 200, []string{"还没有开始填报"}, nil)
	see(t, "原文件", o.get("limin", at+"/source"), 404, []string{"不是由原报告导入的"}, nil)
	see(t, "再导入", o.upload("limin", o.reports("/history"), "2022.html", pageOf(t, old(township, 2022))), 303, nil, nil)
}

func unhtml(s string) string {
	return strings.NewReplacer("&#10;", "\n", "&amp;", "&", "&lt;", "<", "&gt;", ">", "&#34;", `"`, "&#39;", "'", "&#43;", "+").Replace(s)
}
