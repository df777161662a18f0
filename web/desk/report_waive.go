package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// waiveRoutes are the pages of what is said of findings.
func (d *Desk) waiveRoutes(one string) []route {
	rows := []route{{pattern: "GET " + one + "/waivers", may: account.ReportView, handle: d.waivers}}
	rows = append(rows, d.form(one+"/waive/{finding}", account.ReportWaive, d.waivePage)...)
	return append(rows, d.form(one+"/waivers/{waiver}/withdraw", account.ReportWaive, d.unwaivePage)...)
}

// waivePage is the form of one finding.
func (d *Desk) waivePage(r *http.Request) (*formPage, sending, error) {
	l, err := d.live(r)
	if err != nil {
		return nil, sending{}, err
	}
	mark := r.PathValue("finding")
	i := slices.IndexFunc(l.Judged, func(j filing.Judged) bool { return j.Mark == mark })
	if i < 0 {
		return nil, sending{}, problem.NotFound("这处问题已经变了，或者已经没有了").Try("请回到报告看现在的核对结果")
	}
	line := l.found(i, "")
	p := l.form("说明情况", "记下说明")
	p.Quiet = line.Says
	p.Notice = &web.Notice{Says: []string{line.Rule + "（" + line.Source + "）。", line.Try}}
	if line.Lapsed != "" {
		p.Notice.Says = append(p.Notice.Says, "原来的说明：“"+line.Lapsed+"”，说的是：“"+line.Was+"”。数字已变，原说明失效。")
	}
	p.Why = "说明署您的名字，审核人、签发人都看得到；不写进公开的报告。数字一变，说明就失效，要重新说明。"
	p.Fields = web.Fields{{Control: web.AreaControl, Name: "reason", Label: "为什么数字是对的", Rows: 4,
		Hint: "能改正的请先改正。写事实和依据，例如“2024年起承接执法权，处罚由0件增至4件，见县政府〔2024〕3号文件”。"}}
	does := sending{on: l.Filing.Subject(), next: l.Address + "?done=waive",
		step: because(func(reason string) store.Step { return filing.Waive{Mark: mark, Reason: reason} })}
	if l.Judged[i].Waiver != nil || l.Filing.Explains() != nil {
		does.elsewhere = l.Address + "#check"
	}
	return p, does, nil
}

// form is a page of one step on the report.
func (l *liveReport) form(head, verb string) *formPage {
	p := &formPage{Head: head, Verb: verb, Version: l.Filing.Version, Back: web.Link{Text: "返回报告", Address: l.Address}}
	p.Page = l.page(head)
	return p
}

// page is a page below that of the report.
func (l *liveReport) page(title string) web.Page {
	at := organAddress(l.Organ.ID) + "/reports"
	return web.Page{Title: fmt.Sprintf("%s - %s%d年年度报告", title, l.Organ.Shown(), l.Year), Column: "年度报告", Current: at,
		Crumb: []web.Link{{Text: "年度报告", Address: at}, {Text: strconv.Itoa(l.Year) + "年", Address: l.Address}, {Text: title}}}
}

// unwaivePage is the form that takes a word back.
func (d *Desk) unwaivePage(r *http.Request) (*formPage, sending, error) {
	l, err := d.live(r)
	if err != nil {
		return nil, sending{}, err
	}
	n, _ := strconv.ParseInt(r.PathValue("waiver"), 10, 64)
	i := slices.IndexFunc(l.Waivers, func(w filing.Waiver) bool { return w.ID == n })
	if i < 0 {
		return nil, sending{}, problem.NotFound("没有找到这条说明").Try("请从报告的说明记录进入")
	}
	w := &l.Waivers[i]
	p := l.form("撤回说明", "撤回说明")
	p.Quiet = w.Says
	p.Notice = &web.Notice{Says: []string{"说明：" + said(w)}}
	p.Why = "撤回以后，这处问题重新列入核对结果；说明和撤回的理由都留在说明记录里。"
	p.Fields = web.Fields{{Control: web.AreaControl, Name: "reason", Label: "撤回的理由", Rows: 2}}
	does := sending{on: l.Filing.Subject(), next: l.Address + "?done=unwaive",
		step: because(func(reason string) store.Step { return filing.Unwaive{Waiver: n, Reason: reason} })}
	if w.IsWithdrawn() || l.Filing.Explains() != nil {
		does.elsewhere = l.Address + "/waivers"
	}
	return p, does, nil
}

// A waiversPage is the history of what was said of findings.
type waiversPage struct {
	web.Page
	Organ   string
	Year    int
	Address string
	Lines   []waiverLine
	Frozen  []frozenList
}

// A waiverLine is one word and how it stands.
type waiverLine struct {
	Rule, Says, Reason, By, Day string
	Standing                    badge
	Back                        string // by whom, when and why it was taken back
	Withdraw                    string // address, "" where it cannot be
}

// A frozenList is what stands beside a version.
type frozenList struct {
	N     int
	Lines []frozenLine
}

// A frozenLine is one of the words that held when a version was published.
type frozenLine struct {
	Rule, Says, Reason, By string
	At                     time.Time
}

func (d *Desk) waivers(w http.ResponseWriter, r *http.Request) error {
	l, err := d.live(r)
	if err != nil {
		return err
	}
	frozen, err := d.store.VersionWaivers(r.Context(), l.Organ.ID, l.Year)
	if err != nil {
		return err
	}
	p := &waiversPage{Page: l.page("说明记录"), Organ: l.Organ.Name, Year: l.Year, Address: l.Address}
	for i := range slices.Backward(l.Waivers) {
		p.Lines = append(p.Lines, l.waiverLine(&l.Waivers[i]))
	}
	for _, f := range frozen {
		if last := len(p.Frozen) - 1; last < 0 || p.Frozen[last].N != f.N {
			p.Frozen = append(p.Frozen, frozenList{N: f.N})
		}
		list := &p.Frozen[len(p.Frozen)-1]
		list.Lines = append(list.Lines, frozenLine{ruleSays(f.Rule), f.Says, f.Reason, f.By, f.On})
	}
	return d.area.Render(w, r, http.StatusOK, "report_waiver", p)
}

func (l *liveReport) waiverLine(w *filing.Waiver) waiverLine {
	standing := w.StandingOf(l.Judged)
	line := waiverLine{Rule: ruleSays(w.Rule), Says: w.Says, Reason: w.Reason, By: w.By, Day: w.On.Chinese(), Standing: standingBadges[standing]}
	line.Standing.Text = string(standing)
	switch {
	case w.IsWithdrawn():
		line.Back = fmt.Sprintf("%s，%s：%s", w.EndedBy, w.Ended.Chinese(), w.Why)
	case l.may[account.ReportWaive] && l.Filing.Explains() == nil:
		line.Withdraw = l.Address + "/waivers/" + strconv.FormatInt(w.ID, 10) + "/withdraw"
	}
	return line
}

// standingBadges show how a word stands.
var standingBadges = map[filing.Standing]badge{
	filing.Holds: {Class: "valid", Mark: "full"}, filing.Lapsed: {Class: "act", Mark: "tri"},
	filing.Settled: {Class: "gone"}, filing.Withdrawn: {Class: "gone", Mark: "strike"},
}

func ruleSays(name string) string {
	rule, _ := report.RuleNamed(name)
	return rule.Says
}
