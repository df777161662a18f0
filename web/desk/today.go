package desk

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A todayPage says what there is to do, the most urgent first.
type todayPage struct {
	web.Page
	Notice *web.Notice
	Head   string
	Quiet  string
	Groups []taskGroup
	Empty  *web.Empty
	Report *reportCourse
	Links  []web.Link
	// Provisional is said where days were counted through a year whose holidays
	// are not published.
	Provisional string
	year        int // of today
}

// Short is a day without its year when that is this year's: 2月14日.
func (p *todayPage) Short(d calendar.Date) string {
	if d.Year() == p.year {
		return short(d)
	}
	return d.Chinese()
}

// A taskGroup is tasks of one urgency.
type taskGroup struct {
	ID, Head, Note string
	Red            bool
	Mark           string
	Tasks          taskList
}

// A reportCourse is where last year's report of the person's organ stands.
type reportCourse struct {
	Year    int
	Address string
	Steps   []courseStep
}

// A courseStep is one step of the course: done, under way, to come.
type courseStep struct {
	Label, Mark string
	Says        string
	Next, Now   bool
}

func (d *Desk) today(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	tasks, err := d.tasks(r.Context(), v)
	if err != nil {
		return err
	}
	p := &todayPage{Page: web.Page{Title: "今日", Current: "/desk/"}, Notice: done(r), Head: headOf(tasks), Groups: groups(tasks), year: d.store.Today().Year()}
	p.Quiet = strings.TrimSuffix(v.home.Name+"　"+daysAhead(d.store.Today()), "　")
	if len(tasks) == 0 {
		p.Empty = nothingToDo(v)
	}
	if v.May(account.ReportView) {
		if p.Report, err = d.course(r, v); err != nil {
			return err
		}
	}
	p.Links = quickLinks(v)
	p.Provisional = provisional(d.store.Today(), tasks)
	return d.area.Render(w, r, http.StatusOK, "today", p)
}

// provisional says which years' holidays the days left were counted without.
func provisional(today calendar.Date, tasks taskList) string {
	for _, t := range tasks {
		if year := unknownYear(today, t.Due); !t.Due.IsZero() && year != 0 {
			return fmt.Sprintf("%d年的放假安排还没有，剩余的工作日按周末推算，可能有变化。", year)
		}
	}
	return ""
}

// unknownYear is the first year between two days whose holidays are not known, 0
// where all are.
func unknownYear(a, b calendar.Date) int {
	c := calendar.National()
	for year := min(a, b).Year(); year <= max(a, b).Year(); year++ {
		if !c.Known(year) {
			return year
		}
	}
	return 0
}

// toToday leads from the address as people type it.
func toToday(w http.ResponseWriter, r *http.Request) error { return web.SeeOther(w, r, "/desk/") }

// headOf is the answer: how much there is to do and how much of it is late.
func headOf(tasks taskList) string {
	mine, overdue, soon := tasks.mine(), 0, 0
	for _, t := range mine {
		if t.IsOverdue() {
			overdue++
		}
		if t.IsSoon() {
			soon++
		}
	}
	switch {
	case len(mine) == 0:
		return "今天没有要办的事"
	case overdue == len(mine):
		return fmt.Sprintf("今天要办%d件，已经逾期", overdue)
	case overdue > 0:
		return fmt.Sprintf("今天要办%d件，其中%d件逾期", len(mine), overdue)
	case soon == len(mine):
		return fmt.Sprintf("今天要办%d件，三个工作日内到期", soon)
	case soon > 0:
		return fmt.Sprintf("今天要办%d件，其中%d件三个工作日内到期", len(mine), soon)
	}
	return fmt.Sprintf("有%d件要办，近日不到期", len(mine))
}

func groups(tasks taskList) (shown []taskGroup) {
	all := []taskGroup{
		{ID: "overdue", Head: "已经逾期", Red: true, Mark: "tri red"},
		{ID: "soon", Head: "三个工作日内", Mark: "square"},
		{ID: "later", Head: "以后", Mark: ""},
		{ID: "waits", Head: "等别人办", Mark: "bars"},
	}
	for _, t := range tasks {
		i := 2
		switch {
		case t.Waits:
			i = 3
		case t.IsOverdue():
			i = 0
		case t.IsSoon():
			i = 1
		}
		all[i].Tasks = append(all[i].Tasks, t)
	}
	for _, g := range all {
		if len(g.Tasks) > 0 {
			g.Note = strconv.Itoa(len(g.Tasks)) + "件"
			shown = append(shown, g)
		}
	}
	return shown
}

// nothingToDo says why the list is empty and when it will not be.
func nothingToDo(v *visit) *web.Empty {
	switch {
	case len(v.Posts) == 0:
		return &web.Empty{Fact: "您还没有岗位，所以没有要办的事。", Next: "请联系安全管理员授予岗位，授予后立即可以办理。"}
	case v.holds(account.AuditAdmin):
		return &web.Empty{Fact: "没有等您办的事。", Next: "操作记录随时可以查看和核验。", Links: []web.Link{{Text: "查看操作记录", Address: organAddress(v.home.ID) + "/audit"}}}
	case v.holds(account.Viewer):
		return &web.Empty{Fact: "没有等您办的事。", Next: "下级的登记簿和年度报告可以从机关名录进入。", Links: []web.Link{{Text: "机关名录", Address: "/desk/organs"}}}
	}
	return &web.Empty{Fact: "没有到期的事项，也没有等您办的事。", Next: "有新的事项时会显示在这里。"}
}

// quickLinks are what people come for when nothing is due.
func quickLinks(v *visit) (links []web.Link) {
	at := organAddress(v.home.ID)
	for _, l := range []struct {
		may account.Action
		web.Link
	}{
		{account.CaseOpen, web.Link{Text: "登记一件申请", Address: at + "/cases/new"}},
		{account.RegisterEnter, web.Link{Text: "登记一件行政处罚", Address: at + "/registers/penalty/new"}},
		{account.AccountCreate, web.Link{Text: "新建账号", Address: at + "/accounts/new"}},
		{account.OrganFound, web.Link{Text: "新建机关", Address: "/desk/organs/new"}},
	} {
		if v.May(l.may) {
			links = append(links, l.Link)
		}
	}
	return links
}

// course is where last year's report stands.
func (d *Desk) course(r *http.Request, v *visit) (*reportCourse, error) {
	year := d.store.Today().Year() - 1
	f, err := d.store.Filing(r.Context(), v.home.ID, year)
	if err != nil {
		return nil, err
	}
	c := &reportCourse{Year: year, Address: reportAddress(v.home.ID, year)}
	isDone := f.State != ""
	for _, state := range filing.States()[:4] {
		s := courseStep{Label: stepNames[state], Mark: "full"}
		switch {
		case state == f.State || f.State == "" && state == filing.Drafting:
			isDone = false
			s.Mark, s.Now, s.Says = nowMark(f), true, nowSays(f)
		case !isDone:
			s.Mark, s.Next = "", true
		case f.State == filing.Published && state == filing.Signed:
			s.Says = fmt.Sprintf("已发布第%d版", f.Round)
		}
		if state == filing.Signed {
			handed, err := d.handInOf(r.Context(), v.home, f)
			if err != nil {
				return nil, err
			}
			c.Steps = append(c.Steps, handed...)
		}
		c.Steps = append(c.Steps, s)
	}
	return c, nil
}

func nowMark(f store.Filing) string {
	switch {
	case f.State == "":
		return ""
	case f.State == filing.Drafting && f.Note != "":
		return "back red"
	}
	return "half"
}

// stepNames are the states as steps of the course.
var stepNames = map[filing.State]string{
	filing.Drafting: "填报", filing.Reviewing: "审核", filing.Signing: "签发", filing.Signed: "发布",
}

func nowSays(f store.Filing) string {
	switch {
	case f.State == "":
		return "还没有开始"
	case f.State == filing.Drafting && f.Note != "":
		return "已退回修改"
	case f.Round > 1:
		return fmt.Sprintf("订正，第%d版", f.Round)
	}
	return "正在办理"
}

// daysAhead tells of the next two weeks what differs from the week: 2月14日（星期
// 六）调休上班；2月15日至23日春节放假，24日上班.
func daysAhead(today calendar.Date) string {
	c := calendar.National()
	var says []string
	for day := today + 1; day <= today+14; day++ {
		working, why := c.Working(day)
		switch {
		case why.Ground == calendar.Shifted:
			says = append(says, short(day)+"（"+day.WeekdayName()+"）调休上班")
		case !working && why.Ground == calendar.Festival:
			first := day
			for next := day + 1; ; next++ {
				if on, _ := c.Working(next); on {
					break
				}
				day = next
			}
			says = append(says, fmt.Sprintf("%s至%s%s放假，%s上班", short(first), short(day), why.Name, short(day+1)))
		}
	}
	return strings.Join(says, "；")
}

// short is a day within the year: 2月14日.
func short(d calendar.Date) string { return fmt.Sprintf("%d月%d日", d.Month(), d.Day()) }
