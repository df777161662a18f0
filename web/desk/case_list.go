package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A casesPage is one of the lists of an organ's cases.
type casesPage struct {
	web.Page
	Notice *web.Notice
	Organ  string
	Own    bool // only the cases given to the person
	Tabs   []caseTab
	Head   string
	Show   store.CaseShow
	Fields web.Fields
	Rows   []caseLine
	Pager  web.Pager
	Empty  *web.Empty
	New    string    // the address of the intake, "" for whoever may not
	Old    *web.Link // to what waits in the register, nil for nothing
}

// A caseTab leads to one of the lists; Count is "" where it is not counted.
type caseTab struct {
	Text, Address, Count string
	Current              bool
}

// A caseLine is a case in a list.
type caseLine struct {
	store.CaseRow
	Address string
	Due     caseDue
	Answer  string // the outcome, or who has to act
}

func (d *Desk) cases(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	q := caseQuery(r.URL.Query())
	q.Organ, q.Handler, q.Unit = v.organ.ID, v.onlyOwn(v.organ.ID), v.unitAt(v.organ.ID)
	page, err := d.store.Cases(r.Context(), q)
	if err == nil && len(page.Cases) == 0 && page.Total > 0 { // beyond the last page
		q.Page = (page.Total + store.CasePageSize - 1) / store.CasePageSize
		page, err = d.store.Cases(r.Context(), q)
	}
	if err != nil {
		return err
	}
	counts, err := d.store.CaseCounts(r.Context(), q.Organ, q.Handler, q.Unit)
	if err != nil {
		return err
	}
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return err
	}
	rules, _, err := d.store.Supervision(r.Context())
	if err != nil {
		return err
	}
	p := &casesPage{Page: casePage(v.organ.ID, "申请办理"), Notice: caseDone(r), Organ: v.organ.Name, Own: q.Handler != 0, Show: q.Show,
		Tabs: caseTabs(casesAddress(v.organ.ID), q.Show, counts, rules.Soon), Fields: caseFilter(q, d.store.Today()),
		Pager: web.NewPager(page.Total, q.Page, store.CasePageSize, "件", *r.URL)}
	for _, tab := range p.Tabs {
		if tab.Current {
			p.Head = tab.Text
		}
	}
	for _, c := range page.Cases {
		p.Rows = append(p.Rows, caseLine{c, caseAddress(c), dueOf(c, clock.Days(), d.store.Today()), answerOf(c) + asksOf(c, d.store.Today())})
	}
	if d.store.May(r.Context(), v.Account.ID, account.CaseOpen, v.organ.ID) == nil {
		p.New = casesAddress(v.organ.ID) + "/new"
	}
	if p.Old, err = d.waiting(r, v.organ.ID); err != nil {
		return err
	}
	if len(p.Rows) == 0 {
		p.Empty = noCases(q, p)
	}
	return d.area.Render(w, r, http.StatusOK, "case_list", p)
}

// caseQuery reads the query of an address; what is none of the choices counts
// as not asked for.
func caseQuery(from url.Values) store.CaseQuery {
	q := store.CaseQuery{Text: clean(from.Get("q")), Page: web.PageOf(from)}
	for _, list := range caseLists {
		if from.Get("show") == string(list.show) {
			q.Show = list.show
		}
	}
	if k := application.Kind(from.Get("kind")); k.Label() != "" {
		q.Kind = k
	}
	if o := application.Outcome(from.Get("outcome")); o.Known() {
		q.Outcome = o
	}
	if slices.ContainsFunc(remedyOptions, func(o web.Option) bool { return o.Value == from.Get("remedy") }) {
		q.Remedy = store.RemedyShow(from.Get("remedy"))
	}
	if year, err := strconv.Atoi(from.Get("year")); err == nil && year >= firstCaseYear && year <= 9999 {
		q.Year = year
	}
	return q
}

// firstCaseYear is the year from which the Regulations are in force as they
// stand; cases before it are not reckoned.
const firstCaseYear = 2019

// caseLists are the lists in the order of the tabs.
var caseLists = []struct {
	show store.CaseShow
	text string
}{
	{store.ShowOpen, "在办"}, {store.ShowSoon, "三日内到期"}, {store.ShowOverdue, "逾期"},
	{store.ShowAsked, "等内设机构意见"}, {store.ShowWaiting, "等待"}, {store.ShowDecided, "已办结"}, {store.ShowAll, "全部"},
}

func caseTabs(at string, show store.CaseShow, n store.CaseCounts, soon int) (tabs []caseTab) {
	counts := map[store.CaseShow]int{store.ShowOpen: n.Open, store.ShowSoon: n.Soon, store.ShowOverdue: n.Overdue, store.ShowAsked: n.Asked, store.ShowWaiting: n.Waiting}
	for _, list := range caseLists {
		tab := caseTab{Text: list.text, Address: at, Current: list.show == show}
		if list.show == store.ShowSoon && soon != store.DefaultSoon {
			tab.Text = strconv.Itoa(soon) + "个工作日内到期"
		}
		if list.show != store.ShowOpen {
			tab.Address += "?show=" + string(list.show)
		}
		if count, ok := counts[list.show]; ok {
			tab.Count = strconv.Itoa(count) + "件"
		}
		tabs = append(tabs, tab)
	}
	return tabs
}

// caseFilter are the fields of the form above the list.
func caseFilter(q store.CaseQuery, today calendar.Date) web.Fields {
	kinds := []web.Option{{Label: "全部"}}
	for _, k := range application.Kinds() {
		kinds = append(kinds, web.Option{Value: string(k), Label: k.Label()})
	}
	outcomes := []web.Option{{Label: "全部"}}
	for _, o := range application.Outcomes(today.Year()) {
		outcomes = append(outcomes, web.Option{Value: string(o), Label: o.Label()})
	}
	years, year := []web.Option{{Label: "全部年份"}}, ""
	for y := today.Year(); y >= firstCaseYear; y-- {
		years = append(years, web.Option{Value: strconv.Itoa(y), Label: strconv.Itoa(y) + "年"})
	}
	if q.Year != 0 {
		year = strconv.Itoa(q.Year)
	}
	return web.Fields{
		{Name: "q", Label: "查找", Hint: "编号、申请内容、承办机构", Value: q.Text},
		{Name: "year", Label: "收到年份", Control: web.SelectControl, Options: years, Value: year},
		{Name: "kind", Label: "申请人类别", Control: web.SelectControl, Options: kinds, Value: string(q.Kind)},
		{Name: "outcome", Label: "办理结果", Control: web.SelectControl, Options: outcomes, Value: string(q.Outcome)},
		{Name: "remedy", Label: "复议诉讼", Control: web.SelectControl, Options: remedyOptions, Value: string(q.Remedy)},
	}
}

// remedyOptions narrow the list to cases that were gone against.
var remedyOptions = []web.Option{
	{Label: "全部"}, {Value: string(store.WithRemedy), Label: "有复议诉讼"}, {Value: string(store.PendingRemedy), Label: "尚未审结"}, {Value: string(store.OverturnedCase), Label: "结果纠正"},
}

// answerOf is what became of a case, or who has to act.
func answerOf(c store.CaseRow) string {
	switch {
	case c.Outcome != "" && c.Next == "":
		return c.Outcome.Label()
	case c.Outcome != "":
		return c.Outcome.Label() + "，待送达"
	case c.State == application.Submitted:
		return "待确认收到"
	case c.Next == application.ByReviewer:
		return "待审核"
	case c.Next == application.ByApprover:
		return "待签发"
	case c.Next == "":
		return c.State.Label()
	}
	return "等" + c.Next.Label()
}

// asksOf says that inner offices are asked, and whether one is late.
func asksOf(c store.CaseRow, today calendar.Date) string {
	switch {
	case c.AskedUnits == "":
		return ""
	case !c.AskDueOn.IsZero() && c.AskDueOn < today:
		return "，内设机构意见逾期"
	}
	return "，等内设机构意见"
}

// noCases says why a list is empty.
func noCases(q store.CaseQuery, p *casesPage) *web.Empty {
	all := web.Link{Text: "看全部申请", Address: p.Current + "?show=all"}
	switch {
	case q.Text != "" || q.Remedy != "" || q.Kind != "" || q.Outcome != "" || q.Year != 0:
		return &web.Empty{Fact: "没有符合条件的申请。", Next: "可以少选一个条件，或者换一个词查找。", Links: []web.Link{all}}
	case q.Show == store.ShowAll && p.New != "":
		return &web.Empty{Fact: "还没有收到申请。", Next: "网上提交的会自动出现在这里；当面、邮寄、传真收到的，请登记。", Links: []web.Link{{Text: "登记申请", Address: p.New}}}
	case q.Show == store.ShowAll && p.Own:
		return &web.Empty{Fact: "没有分给您办理的申请。", Next: "经办人分办以后会出现在这里。"}
	}
	return &web.Empty{Fact: fmt.Sprintf("没有“%s”的申请。", p.Head), Links: []web.Link{all}}
}
