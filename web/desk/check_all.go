package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A checkAllPage tells how far the check is, and asks to confirm what the
// original has wrong.
type checkAllPage struct {
	web.Page
	Notice    *web.Notice
	Organ     string
	Year      int
	Badge     badge
	Tabs      []reportTab
	Parts     []checkPart
	Open      int
	MayEdit   bool
	Version   int64
	Remaining []remainLine
	Left      int // of them not confirmed
	Reason    web.Field
	Picked    string // what is wrong with the boxes
	Facts     adoptedFacts
	Dating    string // where the day of publication is entered
	Back      string
}

// Wrong are the fields with an error.
func (p *checkAllPage) Wrong() []web.Field {
	wrong := web.Fields{p.Reason}.Wrong()
	if p.Picked != "" {
		wrong = append([]web.Field{{Name: "finding", Label: "要确认的各处", Error: p.Picked, IDPrefix: "pick-"}}, wrong...)
	}
	return wrong
}

// A checkPart is one part of the check.
type checkPart struct {
	Name, Address string
	Open, Done    int
	HasTable      bool
}

// A remainLine is something wrong that the original has.
type remainLine struct {
	filing.Remain
	Number  int
	Place   string // where it is
	Address string
	Value   string // of the box
	Ticked  bool
}

// adoptedFacts say where an old report comes from.
type adoptedFacts struct {
	File, Address, Size string
	By, At              string
	ReadOrgan, Why      string
	Published           string // "" while nobody has said it
	SHA256              string
}

func (l *liveReport) adoptedFacts() adoptedFacts {
	a := l.Adoption
	f := adoptedFacts{File: a.File.Name, Address: l.Address + "/source", Size: web.Size(int(a.File.Size)), By: a.By, At: web.Moment(a.At),
		ReadOrgan: cmp.Or(a.ReadOrgan, "没有写明"), Why: a.Why, SHA256: a.File.SHA256}
	if !a.Published.IsZero() {
		f.Published = a.Published.Chinese()
	}
	return f
}

func (d *Desk) checkAllPage(r *http.Request) (*checkAllPage, *liveReport, error) {
	l, err := d.adopted(r)
	if err != nil {
		return nil, nil, err
	}
	at := organAddress(l.Organ.ID) + "/reports"
	p := &checkAllPage{Organ: l.Organ.Name, Year: l.Year, Badge: badgeOf(l.Filing), Tabs: l.checkTabs(""), Open: len(l.Adoption.Undecided()), MayEdit: l.mayEdit(account.ReportDecide),
		Version: l.Filing.Version, Left: l.Adoption.Unconfirmed(), Facts: l.adoptedFacts(), Dating: l.Address + "/published", Back: l.Address,
		Reason: web.Field{Control: web.AreaControl, Name: "reason", Label: "确认的理由", Rows: 2, Hint: "例如“原报告如此，已与2022年1月20日公布的文件核对”。审核人会看到。"}}
	p.Page = web.Page{Title: "核对导入的报告 - " + strconv.Itoa(l.Year) + "年", Column: "年度报告", Current: at,
		Crumb: []web.Link{{Text: "年度报告", Address: at}, {Text: strconv.Itoa(l.Year) + "年", Address: l.Address}, {Text: "核对"}}}
	for _, key := range filing.AdoptedChapters(l.Report.Edition) {
		_, isTable := tableOf[key]
		part := checkPart{Name: l.partName(key), Address: l.checkAddress(key), Open: l.openIn(key), HasTable: isTable}
		for code := range l.Adoption.Decisions {
			if chapterOf(string(code)) == key {
				part.Done++
			}
		}
		p.Parts = append(p.Parts, part)
	}
	for i, m := range l.Adoption.Remaining {
		line := remainLine{Remain: m, Number: i + 1, Value: m.Rule + "\n" + m.At + "\n" + m.Says}
		if l.Report.Edition.Has(report.Code(m.At)) {
			line.Place, line.Address = l.Report.Edition.Label(report.Code(m.At)), l.checkAddress(chapterOf(m.At))+"#"+m.At
		} else if name := shortNames[chapterOf(m.At)]; name != "" {
			line.Place, line.Address = name, l.checkAddress(chapterOf(m.At))
		}
		p.Remaining = append(p.Remaining, line)
	}
	return p, l, nil
}

func (d *Desk) showCheck(w http.ResponseWriter, r *http.Request) error {
	p, _, err := d.checkAllPage(r)
	if err != nil {
		return err
	}
	p.Notice = reportDone(r)
	if typed, ok := visitOf(r).typed(); ok {
		p.fill(visitOf(r).kept["finding"], typed)
		p.Notice = keptNotice
	}
	return d.area.Render(w, r, http.StatusOK, "check_all", p)
}

func (p *checkAllPage) fill(ticked []string, typed func(string) string) {
	has := map[string]bool{}
	for _, value := range ticked {
		has[clean(value)] = true
	}
	for i := range p.Remaining {
		p.Remaining[i].Ticked = has[clean(p.Remaining[i].Value)]
	}
	p.Reason.Value, p.Version = typed("reason"), versionIn(typed, p.Version)
}

// confirmFindings takes a person's word that the original has what was ticked.
func (d *Desk) confirmFindings(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	typed := func(name string) string { return clean(form.Get(name)) }
	p, l, err := d.checkAllPage(r)
	if err != nil {
		return err
	}
	p.fill(form["finding"], typed)
	step := filing.ConfirmFindings{Reason: p.Reason.Value}
	for _, line := range p.Remaining {
		if line.Ticked {
			step.Findings = append(step.Findings, line.FindingKey)
		}
	}
	if len(form["finding"]) > len(step.Findings) {
		err = problem.Conflict("核对结果已经变化，有一处现在没有了").Try("请按现在列出的各处重新勾选").At("finding")
	} else {
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), seen(l.Filing.Subject(), typed), step)
	}
	if err == nil {
		return web.SeeOther(w, r, l.checkAddress("")+"?done=confirmed")
	}
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return err
	}
	for _, e := range problems {
		switch e.Field {
		case "reason":
			p.Reason.Error = e.Sentence()
		case "finding":
			p.Picked = e.Sentence()
		default:
			p.Notice = &web.Notice{Kind: "must", Says: []string{e.Sentence()}}
		}
	}
	if problems[0].Kind == problem.KindConflict {
		p.Version = l.Filing.Version
	}
	return d.area.Render(w, r, problems[0].Kind.Status(), "check_all", p)
}

// historyForm is the page of one form on an old report.
func (l *liveReport) historyForm(name, verb string) *formPage {
	p := &formPage{Head: name + fmt.Sprintf("：%d年年度报告", l.Year), Quiet: l.Organ.Name, Verb: verb, Version: l.Filing.Version, Back: web.Link{Text: "返回报告", Address: l.Address}}
	at := organAddress(l.Organ.ID) + "/reports"
	p.Page = web.Page{Title: name, Column: "年度报告", Current: at, Crumb: []web.Link{{Text: "年度报告", Address: at}, {Text: strconv.Itoa(l.Year) + "年", Address: l.Address}, {Text: name}}}
	return p
}

func (d *Desk) publishedForm(r *http.Request) (*formPage, sending, error) {
	l, err := d.adopted(r)
	if err != nil {
		return nil, sending{}, err
	}
	p := l.historyForm("原公布日期", "保存日期")
	p.Fields = web.Fields{{Control: web.DateControl, Name: "published", Label: "原公布日期", Width: "short", Value: typedDay(l.Adoption.Published), Hint: "照原网页或者原文件填写；查不到的，填成文日期。例如2023年1月20日"}}
	p.Why, p.Back = "在公众页面和下载的文件里写明。", web.Link{Text: "返回核对", Address: l.checkAddress("")}
	return p, sending{on: l.Filing.Subject(), next: l.checkAddress("") + "?done=dated", step: func(typed func(string) string) (store.Step, error) {
		day, wrong := dayIn(typed, "published")
		if wrong != nil {
			return nil, wrong
		}
		return filing.DatePublication{Day: day}, nil
	}}, nil
}

func (d *Desk) discardForm(r *http.Request) (*formPage, sending, error) {
	l, err := d.adopted(r)
	if err != nil {
		return nil, sending{}, err
	}
	p := l.historyForm("撤销导入", "撤销导入")
	p.Notice = &web.Notice{Says: []string{"导入的内容和核对结果都去掉，这一年可以重新导入或者填报。谁在什么时候导入、因何撤销，留在操作记录里。"}}
	p.Fields = web.Fields{{Control: web.AreaControl, Name: "reason", Label: "撤销的理由", Rows: 2, Hint: "例如“导错了文件”"}}
	does := sending{on: l.Filing.Subject(), next: organAddress(l.Organ.ID) + "/reports?done=discarded",
		step: because(func(reason string) store.Step { return filing.Discard{Reason: reason} })}
	if l.Filing.State != filing.Drafting || l.Filing.Round > 1 {
		does.elsewhere = l.Address
	}
	return p, does, nil
}

// A stockPage offers the stock of an old report to the register.
type stockPage struct {
	web.Page
	Notice  *web.Notice
	Organ   string
	Year    int
	Day     string
	Stocks  []stockLine
	Book    string // the register
	IsKnown bool   // the report says how many are in force
}

// A stockLine is one kind of document.
type stockLine struct {
	filing.OpeningStock
	Form int64
}

func (d *Desk) stockPage(r *http.Request) (*stockPage, *liveReport, error) {
	l, err := d.adopted(r)
	if err != nil {
		return nil, nil, err
	}
	if l.Filing.State != filing.Published {
		return nil, nil, problem.NotFound("%d年的报告还没有发布，不能登记存量", l.Year).Try("请在发布以后登记")
	}
	day, _ := calendar.DateOf(l.Year, 12, 31)
	at := organAddress(l.Organ.ID)
	p := &stockPage{Organ: l.Organ.Name, Year: l.Year, Day: day.Chinese(), Book: at + "/registers/normative"}
	p.Page = web.Page{Title: "登记期初存量", Column: "年度报告", Current: at + "/reports",
		Crumb: []web.Link{{Text: "年度报告", Address: at + "/reports"}, {Text: strconv.Itoa(l.Year) + "年", Address: l.Address}, {Text: "登记期初存量"}}}
	stocks, err := d.store.OpeningStocks(r.Context(), l.Organ.ID, l.Year)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range stocks {
		p.Stocks = append(p.Stocks, stockLine{s, d.store.NewID()})
	}
	p.IsKnown = len(stocks) > 0
	return p, l, nil
}

func (d *Desk) showStock(w http.ResponseWriter, r *http.Request) error {
	p, _, err := d.stockPage(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("done") == "stock" {
		p.Notice = &web.Notice{Kind: "ok", Says: []string{"存量已登记，计入现行有效件数。"}}
	}
	return d.area.Render(w, r, http.StatusOK, "stock", p)
}

// enterStock enters what the register lacks of one kind.
func (d *Desk) enterStock(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, l, err := d.stockPage(r)
	if err != nil {
		return err
	}
	form, err := strconv.ParseInt(typed("form"), 10, 64)
	if err != nil || form <= 0 {
		form = d.store.NewID()
	}
	err = problem.Invalid("没有选择登记哪一种存量").Try("请按要登记的一种的按钮")
	for _, s := range p.Stocks {
		if s.Kind != typed("kind") {
			continue
		}
		if n, _ := strconv.ParseInt(typed("missing"), 10, 64); n != s.Missing() || n == 0 {
			err = problem.Conflict("登记簿在您打开以后有变化，现在还缺%d件", s.Missing()).Try("请核对后再登记")
			break
		}
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), store.Subject{Organ: l.Organ.ID, ID: form}, s.Enter(l.Year))
	}
	if err == nil {
		return web.SeeOther(w, r, l.Address+"/stock?done=stock")
	}
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return err
	}
	p.Notice = &web.Notice{Kind: "must"}
	for _, e := range problems {
		p.Notice.Says = append(p.Notice.Says, e.Sentence())
	}
	return d.area.Render(w, r, problems[0].Kind.Status(), "stock", p)
}
