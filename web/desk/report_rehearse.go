package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A rehearsalPage shows before the year is over what its report will carry over,
// where it will fail and what it lacks (年终演练).
type rehearsalPage struct {
	web.Page
	Organ    string
	Year     int
	Address  string
	Head     string // 假如年度就在今天结束
	Left     string // the working days left until the last day
	Badge    badge
	Answer   []string // the answer in a few words
	Carried  []carriedList
	Findings []foundLine
	Errors   int
	Hints    int
	Waived   int
	Lacks    []lackGroup
}

// A carriedList is what one register hands on to the next year.
type carriedList struct {
	ID, Head, Says, Empty string
	Lines                 []carriedLine
}

// A carriedLine is one case that is handed on.
type carriedLine struct {
	Number, Address, Day, What string
	Due                        string // until when it is to be answered, "" for what is no case
	Red                        bool
}

// A lackGroup is what is missing of one kind.
type lackGroup struct {
	Head  string
	Try   string // where it is the same for all lines
	Lines []lackLine
}

// A lackLine is one thing that is missing, with where it is mended.
type lackLine struct {
	Says, Try string
	Blocks    bool
	To        *web.Link
}

// lackHeads are the matters as heads; neighbours with one head are one group.
var lackHeads = map[filing.Matter]string{
	filing.OfTable: "没有填完的", filing.OfChapter: "没有填完的", filing.OfCase: "没有计入或者对不上的申请、复议诉讼", filing.OfRegister: "等着登记或零报告的", filing.OfGroup: "领导小组", filing.OfPrevious: "上年报告",
	filing.OfOrgan: "机关变动", filing.OfCalendar: "工作日历", filing.OfMedia: "没有更新的政务新媒体", filing.OfProblem: "没有完成的改进措施",
}

func (d *Desk) rehearsal(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	o, today := visitOf(r).organ, d.store.Today()
	day := filing.Life{Founded: o.Founded, Ended: o.Ended}.Last(year, today)
	if day.IsZero() {
		return problem.NotFound("%d年没有可以演练的报告", year).Try("演练只用于机关已经设立、已经开始的年度")
	}
	h, err := d.store.Rehearse(r.Context(), o.ID, day)
	if err != nil {
		return err
	}
	h.Published = nil
	l := d.liveOf(r, year, h.Live)
	l.day = day
	p := &rehearsalPage{Page: l.page("年终演练"), Organ: l.Organ.Name, Year: year, Address: l.Address, Badge: badgeOf(l.Filing), Left: l.left(today),
		Errors: l.Errors(), Waived: l.Waived(), Findings: l.findings("rehearsal")}
	p.Hints = len(p.Findings) - p.Errors - p.Waived
	p.Head = "假如年度就在" + day.Chinese() + "结束"
	if day == today {
		p.Head = "假如年度就在今天（" + day.Chinese() + "）结束"
	}
	p.Carried = []carriedList{
		l.carried("applications", "要结转的申请", "还没有答复，结转下年度继续办理。年底前答复的，登记答复日期和结果。", "没有要结转的申请。", h.Applications, register.Application, h.Cases, d.store.Today()),
		l.carried("remedies", "没有审结的复议诉讼", "列入“尚未审结”，下年要接着报。年底前审结的，登记结果。", "没有尚未审结的复议诉讼。", h.Remedies, register.Remedy, h.Cases, d.store.Today()),
	}
	p.Lacks = l.lacks(h.Lacks)
	p.Answer = answer(p, h)
	return d.area.Render(w, r, http.StatusOK, "report_rehearsal", p)
}

// carried lists what one register hands on. Names of people are for the entry's
// own page.
func (l *liveReport) carried(id, head, says, empty string, entries []store.Entry, d *register.Description, cases map[int64]store.OpenCaseRow, today calendar.Date) carriedList {
	list := carriedList{ID: id, Head: fmt.Sprintf("%s：%d%s", head, len(entries), d.Noun), Says: says, Empty: empty}
	for i := range entries {
		e := &entries[i]
		masked := d.Masked(e.Values)
		line := carriedLine{Number: cmp.Or(masked[d.Number], e.Number, "没有编号"), Day: e.Day.Chinese(), Address: organAddress(l.Organ.ID) + "/registers/" + string(d.Key) + "/" + strconv.FormatInt(e.ID, 10)}
		if c, ok := cases[e.ID]; ok {
			line.Address = organAddress(l.Organ.ID) + "/cases/" + strconv.FormatInt(c.ID, 10)
			line.Due, line.Red = carriedDue(c, today)
		}
		line.What = d.Field(d.Day).Label
		if kind := d.Field(d.Kind); kind != nil {
			line.What = d.Show(kind.Key, masked) + "，" + line.What
		}
		list.Lines = append(list.Lines, line)
	}
	return list
}

// carriedDue says until when an open case is to be answered.
func carriedDue(c store.OpenCaseRow, today calendar.Date) (says string, red bool) {
	switch {
	case c.State == "":
		return "", false
	case c.DueOn.IsZero():
		return standingSays(c.State), false
	case c.DueOn < today:
		return "应于" + c.DueOn.Chinese() + "答复，已逾期", true
	}
	return "最迟" + c.DueOn.Chinese() + "答复", false
}

// lacks are what is missing, in groups, with the ways to where it is mended.
func (l *liveReport) lacks(all []filing.Lack) (groups []lackGroup) {
	for i := range all {
		head := lackHeads[all[i].Matter]
		if last := len(groups) - 1; last < 0 || groups[last].Head != head {
			groups = append(groups, lackGroup{Head: head})
		}
		g := &groups[len(groups)-1]
		g.Lines = append(g.Lines, lackLine{Says: all[i].Says, Try: all[i].Try, Blocks: all[i].Blocks, To: l.mends(&all[i])})
	}
	for i := range groups {
		groups[i].sayOnce()
	}
	return groups
}

// sayOnce tells what to do above the lines, where it is the same for all.
func (g *lackGroup) sayOnce() {
	try := g.Lines[0].Try
	if slices.ContainsFunc(g.Lines, func(l lackLine) bool { return l.Try != try }) {
		return
	}
	g.Try = try
	for i := range g.Lines {
		g.Lines[i].Try = ""
	}
}

// mends leads to where a thing that is missing is mended, nil where nowhere. Who
// only looks is led to what there is to see.
func (l *liveReport) mends(lack *filing.Lack) *web.Link {
	at := organAddress(l.Organ.ID)
	mayMend := l.may[account.ReportWrite]
	switch lack.Matter {
	case filing.OfTable, filing.OfChapter:
		if !mayMend {
			return &web.Link{Text: "看报告", Address: l.Address}
		}
		if l.Filing.State == "" {
			return &web.Link{Text: "去开始填报", Address: l.Address}
		}
		return &web.Link{Text: "去填写", Address: l.Address + tabPath(lack.Key)}
	case filing.OfCase:
		if book, entry, ok := strings.Cut(lack.Key, "/"); ok {
			return &web.Link{Text: "看登记", Address: at + "/registers/" + book + "/" + entry}
		}
		return &web.Link{Text: "打开这一件", Address: at + "/cases/" + lack.Key}
	case filing.OfRegister:
		if l.Filing.State == "" || !mayMend {
			return &web.Link{Text: "看登记簿", Address: at + "/registers/" + lack.Key}
		}
		return &web.Link{Text: "去做零报告", Address: l.Address + "/zeros"}
	case filing.OfGroup:
		if !mayMend {
			return &web.Link{Text: "看机关", Address: at}
		}
		return &web.Link{Text: "登记领导小组", Address: at + "/group"}
	case filing.OfPrevious:
		return &web.Link{Text: fmt.Sprintf("看%d年报告", l.Year-1), Address: reportAddress(l.Organ.ID, l.Year-1)}
	case filing.OfOrgan:
		return &web.Link{Text: "看机关沿革", Address: at}
	case filing.OfMedia:
		if !mayMend {
			return &web.Link{Text: "看账号", Address: at + "/registers/media_account"}
		}
		return &web.Link{Text: "登记发布", Address: at + "/registers/media_post/new"}
	case filing.OfProblem:
		return &web.Link{Text: "看改进措施", Address: at + "/registers/problem"}
	}
	return nil
}

// answer is what a person wants to know first.
func answer(p *rehearsalPage, h store.Rehearsal) (says []string) {
	blocks := 0
	for _, lack := range h.Lacks {
		if lack.Blocks {
			blocks++
		}
	}
	switch {
	case blocks+p.Errors == 0:
		says = append(says, "没有挡住送审核的问题。")
	case p.Errors == 0:
		says = append(says, fmt.Sprintf("有%d项没有填完，填完才能送审核。", blocks))
	case blocks == 0:
		says = append(says, fmt.Sprintf("有%d处错误，改正或者说明以后才能送审核。", p.Errors))
	default:
		says = append(says, fmt.Sprintf("有%d项没有填完，%d处错误；填完、改正或者说明以后才能送审核。", blocks, p.Errors))
	}
	return append(says, fmt.Sprintf("要结转申请%d件，尚未审结的复议诉讼%d件。", len(h.Applications), len(h.Remedies)))
}

// rehearses says from which day on a year's rehearsal is offered as a task.
func rehearses(today calendar.Date) bool { return today.Month() >= 11 }
