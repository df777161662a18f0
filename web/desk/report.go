package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// reportRoutes are the pages of annual reports.
func (d *Desk) reportRoutes() []route {
	const (
		all = "/desk/organs/{organ}/reports"
		one = all + "/{year}"
	)
	rows := []route{
		{pattern: "GET " + all, may: account.ReportView, handle: d.reports},
		{pattern: "POST " + one + "/begin", may: account.ReportBegin, handle: d.begin},
		{pattern: "GET " + one, may: account.ReportView, handle: d.report},
		{pattern: "GET " + one + "/draft/{format}", may: account.ReportView, handle: d.draft},
		{pattern: "GET " + one + "/table/{table}", may: account.ReportView, handle: d.showTable},
		{pattern: "POST " + one + "/table/{table}", may: account.ReportFigure, handle: d.enterFigures},
		{pattern: "GET " + one + "/rehearsal", may: account.ReportView, handle: d.rehearsal},
		{pattern: "GET " + one + "/zeros", may: account.ReportView, handle: d.showZeros},
		{pattern: "POST " + one + "/zeros", may: account.ReportZero, handle: d.confirmZeros},
		{pattern: "GET " + one + "/chapter/{chapter}", may: account.ReportView, handle: d.showChapter},
		{pattern: "POST " + one + "/chapter/{chapter}", may: account.ReportWrite, handle: d.writeChapter},
	}
	rows = append(rows, d.waiveRoutes(one)...)
	rows = append(rows, d.form(one+"/hand-in", account.ReportHandIn, d.handInForm)...)
	for _, s := range courseSteps {
		rows = append(rows, both(one+"/"+s.path, s.may, d.showStep(s), d.takeStep(s))...)
	}
	return rows
}

// yearOf is the year that the address names.
func yearOf(r *http.Request) (int, error) {
	year, err := strconv.Atoi(r.PathValue("year"))
	if err != nil || year < 2000 || year > 9999 || strconv.Itoa(year) != r.PathValue("year") {
		return 0, problem.NotFound("没有这一年的年度报告").Try("请从年度报告列表进入")
	}
	return year, nil
}

// A reportsPage lists the years.
type reportsPage struct {
	web.Page
	Notice *web.Notice
	Organ  string
	Years  []reportYear
	Below  []web.Link
	// Collect leads to what others have handed in, by year; none for an organ to
	// which nobody hands a report.
	Collect []web.Link
	Empty   *web.Empty
	// History is where old reports are taken over, "" for who may not.
	History string
}

// A reportYear is one year's report.
type reportYear struct {
	Year     int
	Address  string
	Badge    badge
	Round    int
	Versions int
	Latest   *store.Version
	Public   string // the public page
	Due      string
	MayBegin bool
	Adopted  bool
}

// A badge says how something stands: a shape and a word.
type badge struct{ Class, Mark, Text string }

func (d *Desk) reports(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	filings, err := d.store.Filings(r.Context(), v.organ.ID)
	if err != nil {
		return err
	}
	versions, err := d.store.Versions(r.Context(), v.organ.ID)
	if err != nil {
		return err
	}
	seen, err := d.reached(r.Context(), v, account.ReportView)
	if err != nil {
		return err
	}
	at := organAddress(v.organ.ID) + "/reports"
	p := &reportsPage{Organ: v.organ.Name, Notice: reportDone(r), Page: web.Page{Title: "年度报告", Current: at, Crumb: []web.Link{{Text: "今日", Address: "/desk/"}, {Text: "年度报告"}}}}
	mayBegin := d.store.May(r.Context(), v.Account.ID, account.ReportBegin, v.organ.ID) == nil
	if d.store.May(r.Context(), v.Account.ID, account.ReportAdopt, v.organ.ID) == nil {
		p.History = at + "/history"
	}
	begun := map[int]store.Filing{}
	for _, f := range filings {
		begun[f.Year] = f
	}
	this := d.store.Today().Year()
	for year := this; year >= max(this-8, firstReport); year-- {
		f, ok := begun[year]
		if !ok && !mayBegin {
			continue
		}
		y := reportYear{Year: year, Address: reportAddress(v.organ.ID, year), MayBegin: !ok, Badge: badge{Class: "gone", Text: "还没有开始"}}
		due, _ := filing.DueToPublish(v.organ.Level, v.organ.Body, year)
		y.Due = due.Chinese()
		if ok {
			y.Badge, y.Round, y.Adopted = badgeOf(f), f.Round, f.Adopted
		}
		for i := range versions {
			if versions[i].Year == year {
				if y.Versions++; y.Latest == nil {
					y.Latest, y.Public = &versions[i], publicAddress(versions[i])
				}
			}
		}
		p.Years = append(p.Years, y)
	}
	oversees, err := d.store.Oversees(r.Context(), v.organ.ID)
	if err != nil {
		return err
	}
	for year := this; oversees && year >= max(this-4, firstReport); year-- {
		p.Collect = append(p.Collect, web.Link{Text: fmt.Sprintf("%d年", year), Address: belowAddress(v.organ.ID, year)})
	}
	if len(p.Years) == 0 {
		p.Empty = &web.Empty{Fact: "还没有年度报告。", Next: "经办人开始填报以后会显示在这里。"}
	}
	for _, o := range seen {
		if o.ID != v.organ.ID {
			p.Below = append(p.Below, web.Link{Text: o.Name, Address: organAddress(o.ID) + "/reports"})
		}
	}
	return d.area.Render(w, r, http.StatusOK, "report_all", p)
}

// firstReport is the first year for which the editions of the form are known.
const firstReport = 2019

// publicAddress is where everyone reads a published version.
func publicAddress(v store.Version) string {
	return fmt.Sprintf("/reports/%s/%d/v%d", v.Organ, v.Year, v.N)
}

// badgeOf says how a report stands.
func badgeOf(f store.Filing) badge {
	round := ""
	if f.Round > 1 {
		round = fmt.Sprintf("，第%d版", f.Round)
	}
	switch {
	case f.State == "":
		return badge{"gone", "", "还没有开始"}
	case f.State == filing.Drafting && f.Note != "":
		return badge{"act", "back", "退回修改" + round}
	case f.State == filing.Drafting && f.Round > 1:
		return badge{"soon", "half", "正在订正" + round}
	case f.State == filing.Drafting && f.Adopted:
		return badge{"soon", "half", "已导入，核对中"}
	case f.State == filing.Drafting:
		return badge{"soon", "half", f.State.Label() + "中"}
	case f.State == filing.Published:
		return badge{"fill", "full", fmt.Sprintf("已发布，第%d版", f.Round)}
	}
	return badge{"valid", "bars", f.State.Label() + round}
}

func (d *Desk) begin(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	v := visitOf(r)
	on := store.Subject{Kind: store.FilingKind, Organ: v.organ.ID, ID: int64(year)}
	f, err := d.store.Filing(r.Context(), v.organ.ID, year)
	if err != nil {
		return err
	}
	if f.State == "" { // else somebody has begun it, and that is what was asked for
		if _, err = d.store.Take(r.Context(), v.Actor(), on, filing.Begin{Year: year}); err != nil {
			return err
		}
	}
	return web.SeeOther(w, r, reportAddress(v.organ.ID, year))
}

// A liveReport is what the pages of one report are made of.
type liveReport struct {
	store.Live // its Report and findings are those that the page shows
	Organ      store.Organ
	Address    string
	Year       int
	now        *report.Report // as the records give it at this moment
	may        map[account.Action]bool
	origins    []originLine
	from       map[report.Code]string // a typed figure to its line of origins
	sentences  []filing.Said
	day        calendar.Date // as of which it is shown, zero for the year
	isPast     bool          // the day is not the last there is
	isUnsaved  bool          // a chapter is shown that is not saved
	handing    store.HandingIn
	handed     []store.HandedIn // all that was handed in, the first first
}

// live computes the report of the address.
func (d *Desk) live(r *http.Request) (*liveReport, error) {
	year, err := yearOf(r)
	if err != nil {
		return nil, err
	}
	v := visitOf(r)
	live, err := d.store.LiveReport(r.Context(), v.organ.ID, year)
	if err != nil {
		return nil, err
	}
	return d.liveOf(r, year, live), nil
}

// liveOf is what the pages are made of.
func (d *Desk) liveOf(r *http.Request, year int, live store.Live) *liveReport {
	v := visitOf(r)
	l := &liveReport{Live: live, Organ: v.organ, Address: reportAddress(v.organ.ID, year), Year: year, now: live.Report, may: map[account.Action]bool{}}
	l.Checked = live.Shown()
	l.gatherOrigins()
	for _, s := range courseSteps {
		l.may[s.may] = d.store.May(r.Context(), v.Account.ID, s.may, v.organ.ID) == nil
	}
	for _, a := range []account.Action{account.ReportWrite, account.ReportFigure, account.ReportZero, account.ReportWaive, account.ReportBegin, account.ReportDecide, account.ReportDiscard, account.ReportHandIn, account.RegisterEnter} {
		l.may[a] = d.store.May(r.Context(), v.Account.ID, a, v.organ.ID) == nil
	}
	return l
}

// mayEdit says that the person may change the draft in this way now.
func (l *liveReport) mayEdit(a account.Action) bool {
	return l.Filing.State == filing.Drafting && l.may[a] && !l.isPast
}

// A reportPart is one chapter on its page.
type reportPart struct {
	ID      string
	Heading string
	Refs    []web.Link // findings about the chapter as a whole
	Text    []paragraph
	Written string // by whom and when
	Empty   string // said where nothing is written
	Table   *web.Table
	Edit    *web.Link
}

// A reportPage is the live report or one chapter of it.
type reportPage struct {
	web.Page
	Notice   *web.Notice
	Organ    string
	Year     int
	Heading  string
	Address  string
	Begun    bool
	MayBegin bool
	Badge    badge
	HandedIn *badge // how it stands with the superior organ, nil where nothing was handed in
	Left     string // days left
	Note     *web.Notice
	Ended    *web.Notice // of an organ that is no more: who took over
	Lacking  string      // what the person has to fill in before the next step, "" for nothing
	Steps    []courseStep
	Tabs     []reportTab
	Parts    []reportPart
	HasTable bool
	Form     *tableForm   // the figures of one table to be typed
	Chapter  *chapterForm // one chapter to be written
	Origins  []originLine
	Findings []foundLine
	Errors   int
	Hints    int
	Waived   int
	Words    string // the address of what was said of findings, "" for nothing
	Late     *lateList
	Day      *dayForm
	Rehearse string // the address of the rehearsal, "" where there is none
	Empty    []string
	Silent   int // registers without entries of which nobody has confirmed the zero
	Verbs    []verb
	Cannot   []string
	Handed   []handedLine // what was handed in to the superior organ, the last first
	Files    []web.Link
	Versions []versionLine
	Adopted  *adoptedFacts // of an old report taken over from its file
}

// Next is the step that moves the work on, offered before the tables too: each of
// their figures is a link that the keyboard has to pass. nil where it is not the
// person's.
func (p *reportPage) Next() *verb {
	for i := range p.Verbs {
		if p.Verbs[i].Primary {
			return &p.Verbs[i]
		}
	}
	return nil
}

// Wrong are the fields with an error of the form that the page holds.
func (p *reportPage) Wrong() []web.Field {
	switch {
	case p.Day != nil && p.Day.Field.Error != "":
		return []web.Field{p.Day.Field}
	case p.Form != nil:
		return p.Form.Wrong()
	case p.Chapter != nil:
		return web.Fields{p.Chapter.Text}.Wrong()
	}
	return nil
}

// A reportTab leads to a part of the report, with what is wrong in it.
type reportTab struct {
	Text, Address string
	Errors        int
	Current       bool
}

// A versionLine is a published version.
type versionLine struct {
	store.Version
	Address string
}

// page makes the page of the report; tab is the key of the chapter it shows, ""
// for the whole.
func (d *Desk) reportPage(r *http.Request, l *liveReport, tab string) (*reportPage, error) {
	at := organAddress(l.Organ.ID) + "/reports"
	p := &reportPage{Organ: l.Organ.Name, Year: l.Year, Heading: l.Report.Title, Address: l.Address, Begun: l.Filing.State != "", MayBegin: l.may[account.ReportBegin] && l.Filing.State == "",
		Badge: badgeOf(l.Filing), Notice: reportDone(r), Empty: l.Empty, Silent: silentCells(l.Facts.Silent()), Origins: l.originsOn(tab)}
	p.Page = web.Page{Title: fmt.Sprintf("%s%d年年度报告", l.Organ.Shown(), l.Year), Column: "年度报告", Current: at,
		Crumb: []web.Link{{Text: "年度报告", Address: at}, {Text: strconv.Itoa(l.Year) + "年"}}}
	p.find(l, tab)
	if len(l.Waivers) > 0 {
		p.Words = l.Address + "/waivers"
	}
	if l.Published != nil { // what is published lacks nothing; what the next version would lack is no matter yet
		p.Empty, p.Silent = nil, 0
	}
	if tab != "" {
		p.Crumb[1].Address = l.Address
		p.Crumb = append(p.Crumb, web.Link{Text: l.chapterName(tab)})
		p.Page.Title = l.chapterName(tab) + " - " + p.Page.Title
	}
	if err := d.handingOf(r, l); err != nil {
		return nil, err
	}
	p.Handed, p.HandedIn = l.handedLines(), l.handedBadge()
	if l.isSentBack() && l.Filing.State == filing.Drafting {
		p.Badge.Text = "上级退回修改"
	}
	p.Left = l.left(d.store.Today())
	if l.Filing.State == "" || l.Filing.State == filing.Drafting {
		p.Rehearse = l.Address + "/rehearsal"
	}
	var err error
	if p.Steps, err = d.courseOf(r, l); err != nil {
		return nil, err
	}
	if p.Late, err = d.late(r, l); err != nil {
		return nil, err
	}
	p.Note, p.Lacking = l.note(), l.lacking()
	if p.Ended, err = d.endedNote(r, l.Organ); err != nil {
		return nil, err
	}
	if !l.isPast {
		p.Verbs, p.Cannot = l.verbs(visitOf(r), d.store.Today())
		l.handInVerb(p)
		l.abandonVerb(p)
	}
	if l.Adoption != nil {
		facts := l.adoptedFacts()
		p.Adopted, p.Verbs, p.Silent = &facts, l.historyVerbs(p.Verbs), 0
	}
	versions, err := d.store.Versions(r.Context(), l.Organ.ID)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		if v.Year == l.Year {
			p.Versions = append(p.Versions, versionLine{v, publicAddress(v)})
		}
	}
	if p.Begun && l.Published == nil { // else the public page has the files
		for _, f := range draftFormats {
			p.Files = append(p.Files, web.Link{Text: f.label, Address: l.Address + "/draft/" + f.ext})
		}
	}
	return p, nil
}

// find puts the findings beside the report, and their number on its tabs.
func (p *reportPage) find(l *liveReport, tab string) {
	p.Findings, p.Tabs = l.findings(tab), l.tabs(tab)
	p.Errors, p.Waived = l.Errors(), l.Waived()
	p.Hints = len(p.Findings) - p.Errors - p.Waived
}

func (d *Desk) report(w http.ResponseWriter, r *http.Request) error {
	l, form, err := d.liveOn(r)
	if err != nil {
		return err
	}
	p, err := d.reportPage(r, l, "")
	if err != nil {
		return err
	}
	tables := l.tables(true, nil)
	for _, c := range l.Report.Edition.Chapters {
		p.Parts = append(p.Parts, l.part(c, tables[c.Key]))
	}
	p.HasTable, p.Day = true, form
	status := http.StatusOK
	if form != nil && form.Field.Error != "" {
		status = http.StatusUnprocessableEntity
	}
	return d.area.Render(w, r, status, "report", p)
}

// part is one chapter as the whole report shows it.
func (l *liveReport) part(c report.Chapter, table *web.Table) reportPart {
	if l.Adoption != nil {
		return l.historyPart(c, table)
	}
	part := reportPart{ID: c.Key, Heading: c.Number + "、" + c.Heading, Table: table, Refs: l.refsOf(c.Key)}
	edit := account.ReportFigure
	text, verb := "填写人工数字", "去填写"
	if table == nil {
		edit, text, verb = account.ReportWrite, "修改这一章", "写这一章"
		part.Text = l.textOf(c.Key, l.Chapters[c.Key].Text)
		if written, ok := l.Chapters[c.Key]; ok {
			part.Written = written.Name + "，" + web.Moment(written.At)
		}
		if len(part.Text) == 0 {
			part.Empty, text = "这一章还没有写。", verb
		}
	}
	if typed := slices.ContainsFunc(filing.ManualCodes(l.Year), func(code report.Code) bool { return chapterOf(string(code)) == c.Key }); l.mayEdit(edit) && (table == nil || typed) {
		part.Edit = &web.Link{Text: text, Address: l.Address + tabPath(c.Key)}
	}
	return part
}

// reportDone tells what was done before the report is shown.
func reportDone(r *http.Request) *web.Notice {
	says := map[string]string{
		"zeros": "零报告已确认，这些事项在报告里填0。", "figures": "数字已保存，总计和核对结果已经更新。", "chapter": "这一章已保存，核对结果已经更新。",
		"waive": "说明已记下，数字不变就一直有效。", "unwaive": "说明已撤回，这处问题重新列入核对结果。",
		"submit": "已送审核。", "recall": "已撤回，可以继续修改。", "return": "已退回经办人修改。", "review": "审核通过，等签发人签发。",
		"sign": "已签发，可以发布。", "publish": "已发布，公众页面已经更新。", "hand-in": "已报送，等上级接收。", "revise": "已开始订正，已发布的版本在新版本发布前保持不变。",
		"adopted": "已导入，还没有公开。请与原文件核对，再送审核。", "decided": "已保存，核对结果已经更新。", "confirmed": "已确认，理由记入操作记录。", "dated": "原公布日期已保存。",
		"discarded": "导入已撤销，这一年可以重新导入或者填报。", "abandoned": "填报已撤销，这一年恢复到没有开始。",
	}[r.URL.Query().Get("done")]
	if says == "" {
		return nil
	}
	return &web.Notice{Kind: "ok", Says: []string{says}}
}
