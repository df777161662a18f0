package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// tableOf are the numbers by which addresses name the chapters that are tables.
var tableOf = map[string]string{report.Disclosure: "2", report.Application: "3", report.Remedy: "4"}

// tabPath is the address of a chapter below the report's.
func tabPath(chapter string) string {
	if n, ok := tableOf[chapter]; ok {
		return "/table/" + n
	}
	return "/chapter/" + chapter
}

// shortNames are the chapters on their tabs.
var shortNames = map[string]string{
	report.Overall: "总体情况", report.Disclosure: "主动公开", report.Application: "申请办理",
	report.Remedy: "复议诉讼", report.Problems: "问题改进", report.Other: "其他事项",
}

func (l *liveReport) chapterName(key string) string {
	for _, c := range l.Report.Edition.Chapters {
		if c.Key == key {
			return c.Number + "、" + c.Heading
		}
	}
	return key
}

// tabs lead to the whole and to each chapter.
func (l *liveReport) tabs(current string) []reportTab {
	tabs := []reportTab{{Text: "全文", Address: l.Address, Current: current == ""}}
	for _, c := range l.Report.Edition.Chapters {
		tab := reportTab{Text: c.Number + " " + shortNames[c.Key], Address: l.Address + tabPath(c.Key), Current: current == c.Key}
		if l.Adoption != nil {
			tab.Address = l.checkAddress(c.Key)
		}
		for i := range l.Judged {
			if l.Judged[i].IsOpenError() && l.chapterOf(i) == c.Key {
				tab.Errors++
			}
		}
		tabs = append(tabs, tab)
	}
	return tabs
}

// chapterOf is the chapter in which a cell, or what a finding is about, stands.
func chapterOf(at string) string {
	chapter, _, _ := strings.Cut(strings.TrimPrefix(at, "narrative."), ".")
	return chapter
}

// tables lays the tables out by chapter, with the way from each figure to what
// it is made of, and the findings at their cells. whole says that the page shows
// the whole report. input, if any, makes a field of a manual cell.
func (l *liveReport) tables(whole bool, input func(report.Code) *web.Field) map[string]*web.Table {
	at := map[string][]int{} // the findings of a cell
	for i, f := range l.Findings {
		at[f.At] = append(at[f.At], i)
	}
	dress := func(code report.Code, figure report.Figure, cell *web.TableCell) {
		if input != nil {
			cell.Input = input(code)
		}
		switch {
		case cell.Input == nil:
			cell.Address = l.madeOf(code, figure, cell.IsZero)
		case cell.Input.Error != "":
			cell.AddClass("bad")
			return
		}
		l.refer(cell, at[string(code)])
	}
	tables := map[string]*web.Table{}
	for _, t := range web.Tables(l.Report, true, dress) {
		tables[t.Chapter] = t
	}
	return tables
}

// madeOf is where one sees what a figure is made of: the entries that are
// counted, the report it is carried from, or who typed it from what.
func (l *liveReport) madeOf(code report.Code, figure report.Figure, isZero bool) string {
	switch l.Origins[code] {
	case filing.Counted:
		if isZero {
			return ""
		}
		return l.drill(code)
	case filing.Carried:
		return "/reports/" + l.Organ.ID.String() + "/" + strconv.Itoa(l.Year-1)
	case filing.Entered:
		return l.from[code]
	case filing.Confirmed:
		return l.Address + "/zeros#told"
	case filing.TakenOver:
		if l.mayEdit(account.ReportDecide) {
			return l.decideAddress(code)
		}
	}
	return ""
}

// drill is the list of the entries that make a figure: it is as long as the
// figure is large.
func (l *liveReport) drill(code report.Code) string {
	d, _, ok := register.Computed(code)
	if !ok {
		return ""
	}
	q := register.Query{Year: l.Year, Counts: code, AsOf: l.day, State: register.Current, Sort: register.SortDay, Page: 1}
	return organAddress(l.Organ.ID) + "/registers/" + string(d.Key) + q.URL()
}

// An originLine says where figures that were typed come from: those that one
// person took from one paper on one day.
type originLine struct {
	ID             string
	Paper, By, Day string
	Figures        []originFigure // that are not 0
	Zeros          int
}

// An originFigure is a figure that was typed.
type originFigure struct{ Label, Address, Value string }

// gatherOrigins puts the figures that people typed together by their paper, in
// the order of the form, and notes where each stands.
func (l *liveReport) gatherOrigins() {
	type source struct{ paper, by, day string }
	at := map[source]int{}
	l.from = map[report.Code]string{}
	for _, code := range l.Report.Edition.Codes() {
		m, ok := l.Manual[code]
		if !ok || l.Origins[code] != filing.Entered {
			continue
		}
		key := source{m.Paper, m.By, m.On.Chinese()}
		i, ok := at[key]
		if !ok {
			i = len(l.origins)
			at[key] = i
			l.origins = append(l.origins, originLine{ID: "from." + strconv.Itoa(i+1), Paper: m.Paper, By: m.By, Day: key.day})
		}
		o := &l.origins[i]
		l.from[code] = "#" + o.ID
		if m.Value.Sign() == 0 {
			o.Zeros++
			continue
		}
		o.Figures = append(o.Figures, originFigure{l.Report.Edition.Label(code), "#" + string(code), web.Thousands(m.Value.String())})
	}
}

// originsOn are the origins for the page of a chapter, none where it has no
// table; figures of other tables lead to the whole report.
func (l *liveReport) originsOn(tab string) []originLine {
	if tab == "" {
		return l.origins
	}
	if _, isTable := tableOf[tab]; !isTable {
		return nil
	}
	for i := range l.origins {
		for k := range l.origins[i].Figures {
			if f := &l.origins[i].Figures[k]; chapterOf(f.Address[1:]) != tab {
				f.Address = l.Address + f.Address
			}
		}
	}
	return l.origins
}

// left says how much time is left.
func (l *liveReport) left(today calendar.Date) string {
	if l.Filing.Round > 1 || l.Filing.State == filing.Published || l.Filing.Adopted {
		return ""
	}
	due, _ := filing.DueToPublish(l.Organ.Level, l.Organ.Body, l.Year)
	guess := ""
	if year := unknownYear(today, due); year != 0 {
		guess = fmt.Sprintf("，%d年的放假安排还没有，按周末推算", year)
	}
	switch n := daysLeft(today, due); {
	case n < 0:
		return fmt.Sprintf("逾期%d个工作日（应于%s%s）", -n, due.Chinese(), guess)
	case due == today:
		return "今天到期"
	default:
		return fmt.Sprintf("还剩%d个工作日（%s %s前%s）", n, due.Chinese(), due.WeekdayName(), guess)
	}
}

// lacking says what a person who may write the draft has to do before the next
// step, "" where nothing is missing.
func (l *liveReport) lacking() string {
	writes := l.mayEdit(account.ReportWrite) || l.mayEdit(account.ReportFigure)
	if !writes || len(l.Empty) == 0 || l.Adoption != nil {
		return ""
	}
	var parts []string
	if n := silentCells(l.Facts.Silent()); n > 0 {
		parts = append(parts, fmt.Sprintf("确认零报告（%d个登记簿没有登记）", n))
	}
	for _, c := range l.Report.Edition.Chapters {
		if slices.Contains(filing.WrittenChapters(), c.Key) && l.Report.Narrative[c.Key] == "" {
			parts = append(parts, "写"+c.Number+"、"+c.Heading)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, strings.Join(l.Empty[:min(len(l.Empty), 3)], "、"))
	}
	return "现在要您办的：" + strings.Join(parts, "；") + "。填好以后可以送审核。"
}

// endedNote says of an organ that has ended who took over, nil for one that has
// not.
func (d *Desk) endedNote(r *http.Request, o store.Organ) (*web.Notice, error) {
	if o.Ended.IsZero() {
		return nil, nil
	}
	heirs, err := d.store.Successors(r.Context(), o.ID)
	if err != nil {
		return nil, err
	}
	n := &web.Notice{Says: []string{fmt.Sprintf("本机关已于%s%s。", o.Ended.Chinese(), o.How.Label())}}
	if len(heirs) == 0 {
		return n, nil
	}
	n.Says = append(n.Says, "职责由下列机关承接，此后的事项在其报告里：")
	for _, heir := range heirs {
		n.Links = append(n.Links, web.Link{Text: heir.Name, Address: organAddress(heir.ID)})
	}
	return n, nil
}

// courseOf is the course of the report with who has done what.
func (d *Desk) courseOf(r *http.Request, l *liveReport) ([]courseStep, error) {
	f := l.Filing
	if f.State == "" {
		return nil, nil
	}
	names := map[filing.State]string{}
	for state, id := range map[filing.State]int64{filing.Drafting: f.Submitter, filing.Reviewing: f.Reviewer} {
		if id == 0 {
			continue
		}
		a, err := d.store.Account(r.Context(), account.ID(id))
		if err != nil {
			return nil, err
		}
		names[state] = a.Name
	}
	words := map[filing.State][2]string{
		filing.Drafting: {"填报", "经办人"}, filing.Reviewing: {"审核", "审核人"}, filing.Signing: {"签发", "签发人"}, filing.Signed: {"发布", "签发人"},
	}
	var steps []courseStep
	passed := true
	for _, state := range filing.States()[:4] {
		step := courseStep{Label: words[state][0], Says: words[state][1]}
		switch {
		case f.State == state:
			step.Now, passed = true, false
		case passed:
			step.Mark = "done"
			if names[state] != "" {
				step.Says = names[state]
			}
		default:
			step.Next = true
		}
		if handed := l.handInStep(); state == filing.Signed && handed != nil {
			steps = append(steps, *handed)
		}
		steps = append(steps, step)
	}
	return steps, nil
}

// reportNote says what the person has to know before anything else: why the
// report came back, what was explained, what has changed since.
func (l *liveReport) note() *web.Notice {
	f := l.Filing
	if !l.day.IsZero() {
		return nil
	}
	switch f.State {
	case filing.Drafting:
		if l.isSentBack() {
			return l.sentBackNote("请修改后重新送审核、签发，再报送。")
		}
		if f.Note != "" {
			return &web.Notice{Kind: "must", Title: "退回修改", Says: []string{f.Note}}
		}
		if f.Round > 1 {
			return &web.Notice{Title: fmt.Sprintf("正在订正，将成为第%d版", f.Round), Says: []string{"理由：" + f.Reason}}
		}
	case filing.Reviewing, filing.Signing:
		if f.Digest != l.Digest {
			return &web.Notice{Kind: "must", Title: "送审以后有变化", Says: []string{"登记或文字在送审以后改过，现在不能审核、签发。请退回，由经办人核对后重新送审核。"}}
		}
		if f.Note != "" {
			return &web.Notice{Title: "经办人对错误的说明", Says: []string{f.Note}}
		}
	case filing.Published:
		if f.Adopted { // no register is asked of what it says
			return nil
		}
		if l.isSentBack() {
			return l.sentBackNote("已发布的版本不受影响。要修改的，请订正后重新报送；确实不用改的，写明理由重新报送。")
		}
		return l.drift()
	}
	return nil
}

// drift says how the figures of this moment differ from those published.
func (l *liveReport) drift() *web.Notice {
	var says []string
	changes := report.Compare(l.Report, l.now)
	for _, c := range changes.Cells {
		if c.IsChanged() && len(says) < 5 {
			says = append(says, c.Says())
		}
	}
	for _, key := range filing.WrittenChapters() {
		if l.Report.Narrative[key] != l.now.Narrative[key] {
			says = append(says, fmt.Sprintf("%s：文字引用的数字，按现在的登记已经不同。", l.chapterName(key)))
		}
	}
	if len(says) == 0 {
		return nil
	}
	says = append(says, "已发布的内容不会随登记改变；登记属实的，请订正。")
	return &web.Notice{Kind: "must", Title: fmt.Sprintf("登记簿现在的数字与已发布的第%d版不同", l.Published.Version.N), Says: says}
}

func paragraphs(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
