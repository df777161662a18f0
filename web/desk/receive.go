package desk

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// receiveRoutes are the pages of a superior organ: which reports were handed in, and
// each of them.
func (d *Desk) receiveRoutes() []route {
	const (
		at  = "/desk/organs/{organ}"
		one = at + "/below/{year}/{below}"
	)
	rows := []route{
		{pattern: "GET " + at + "/below/{year}", may: account.ReportView, handle: d.below},
		{pattern: "GET " + one, may: account.ReportView, handle: d.showHanded},
		{pattern: "GET " + one + "/{format}", may: account.ReportView, handle: d.handedFile},
	}
	rows = append(rows, d.form(one+"/receive", account.ReportReceive, d.receiveForm)...)
	rows = append(rows, d.form(one+"/send-back", account.ReportSendBack, d.sendBackForm)...)
	return append(rows, d.form(at+"/receipt", account.ReportReceipt, d.receiptForm)...)
}

// belowAddress is where an organ sees the reports on a year of those below it.
func belowAddress(id organ.ID, year int) string {
	return organAddress(id) + "/below/" + strconv.Itoa(year)
}

// A belowPage is the reports on a year of the organs below one.
type belowPage struct {
	web.Page
	Notice  *web.Notice
	Organ   string
	Year    int
	Head    string
	Quiet   string
	Tabs    []caseTab
	Show    filing.Progress
	Fields  web.Fields
	Rows    []belowLine
	Pager   web.Pager
	Empty   *web.Empty
	Chase   *chaseList
	Receipt string // where what is asked for is set, "" for who may not
}

// A belowLine is the report of one organ.
type belowLine struct {
	store.Below
	Name    string
	Address string // its report as it was handed in, "" where nothing was
	Badge   badge
	Says    string // by whom and when
	Stands  string // how far its organ is with it
	Public  string // the published version
}

// A chaseList is who has not handed in, to be copied.
type chaseList struct {
	Head  string
	Names string // one a line
	Rows  int
}

// belowPageSize is how many organs a page lists.
const belowPageSize = 50

func (d *Desk) below(w http.ResponseWriter, r *http.Request) error {
	year, err := yearOf(r)
	if err != nil {
		return err
	}
	v := visitOf(r)
	c, err := d.store.Collect(r.Context(), v.organ.ID, year)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	show, text := progressIn(q.Get("show")), clean(q.Get("q"))
	p := &belowPage{Organ: v.organ.Name, Year: year, Show: show, Notice: receiveDone(r), Chase: chase(c.Reports)}
	p.Page = web.Page{Title: fmt.Sprintf("%d年年度报告报送情况", year), Column: "年度报告", Current: organAddress(v.organ.ID) + "/reports",
		Crumb: []web.Link{{Text: "年度报告", Address: organAddress(v.organ.ID) + "/reports"}, {Text: fmt.Sprintf("%d年报送情况", year)}}}
	p.tell(c, d.store.Today().Year())
	p.Tabs = belowTabs(belowAddress(v.organ.ID, year), show, c.Reports)
	p.Fields = belowFilter(text)
	shown := matching(c.Reports, show, text)
	p.Pager = web.NewPager(len(shown), web.PageOf(q), belowPageSize, "个", *r.URL)
	if len(shown) > 0 {
		for _, b := range shown[p.Pager.From-1 : p.Pager.To] {
			p.Rows = append(p.Rows, lineBelow(b, v.organ.ID, year))
		}
	}
	p.Empty = noneBelow(p, len(c.Reports), text)
	if d.store.May(r.Context(), v.Account.ID, account.ReportReceipt, v.organ.ID) == nil {
		p.Receipt = organAddress(v.organ.ID) + "/receipt"
	}
	return d.area.Render(w, r, http.StatusOK, "below", p)
}

// tell says what the page answers: how many wait, how many are late.
func (p *belowPage) tell(c store.Collected, today int) {
	n := countBelow(c.Reports)
	p.Head = fmt.Sprintf("%d年年度报告：%d份待接收", p.Year, n[filing.ToAnswer])
	if late := n[filing.Overdue]; late > 0 {
		p.Head += fmt.Sprintf("，%d个机关逾期未报送", late)
	}
	due := "法定期限" + c.Due.Chinese() + "前"
	if c.Receipt.Day != "" {
		due = c.Due.Chinese() + "前报送（本机关规定）"
	}
	p.Quiet = fmt.Sprintf("%s　%d个机关　%s", p.Organ, len(c.Reports), due)
	if c.Receipt.First {
		p.Quiet += "　接收以后再发布（本机关规定）"
	}
}

func countBelow(all []store.Below) map[filing.Progress]int {
	n := map[filing.Progress]int{}
	for _, b := range all {
		n[b.Progress]++
	}
	return n
}

func progressIn(text string) filing.Progress {
	for _, p := range filing.Progresses() {
		if text == string(p) {
			return p
		}
	}
	return ""
}

func belowTabs(at string, show filing.Progress, all []store.Below) []caseTab {
	n := countBelow(all)
	tabs := []caseTab{{Text: "全部", Address: at, Count: strconv.Itoa(len(all)), Current: show == ""}}
	for _, p := range filing.Progresses() {
		if n[p] > 0 || p == filing.ToAnswer || p == show {
			tabs = append(tabs, caseTab{Text: p.Label(), Address: at + "?show=" + string(p), Count: strconv.Itoa(n[p]), Current: show == p})
		}
	}
	return tabs
}

func belowFilter(text string) web.Fields {
	return web.Fields{{Name: "q", Label: "查找机关", Hint: "名称或者简称", Value: text}}
}

func matching(all []store.Below, show filing.Progress, text string) (shown []store.Below) {
	for _, b := range all {
		if (show == "" || b.Progress == show) && (text == "" || strings.Contains(b.Name, text) || strings.Contains(b.Short, text)) {
			shown = append(shown, b)
		}
	}
	return shown
}

// lineBelow is the report of one organ in words.
func lineBelow(b store.Below, superior organ.ID, year int) belowLine {
	l := belowLine{Below: b, Name: b.Shown(), Badge: progressBadge(b.Progress), Stands: standsBelow(b)}
	if b.Last.N > 0 {
		l.Address = belowAddress(superior, year) + "/" + b.ID.String()
		l.Says = b.Last.By + "，" + b.Last.On.Chinese() + "报送"
		if b.Last.N > 1 {
			l.Says = fmt.Sprintf("第%d次，", b.Last.N) + l.Says
		}
		if b.Last.Answer != filing.Waiting {
			l.Says += "；" + b.Last.AnsweredBy + "，" + b.Last.Answered.Chinese() + map[filing.Answer]string{filing.Received: "接收", filing.SentBack: "退回"}[b.Last.Answer]
		}
	}
	if b.Course.Version > 0 {
		l.Public = fmt.Sprintf("/reports/%s/%d", b.ID, year)
	}
	return l
}

func progressBadge(p filing.Progress) badge {
	b := badge{Text: p.Label()}
	switch p {
	case filing.ToAnswer:
		b.Class, b.Mark = "soon", "square"
	case filing.Overdue:
		b.Class, b.Mark = "act", "tri"
	case filing.Returned:
		b.Class, b.Mark = "soon", "back"
	case filing.NotHandedIn, filing.Exempt:
		b.Class = "gone"
	default:
		b.Class, b.Mark = "valid", "full"
	}
	return b
}

// standsBelow says how far an organ is with its report.
func standsBelow(b store.Below) string {
	switch {
	case !b.Ended.IsZero():
		return b.Ended.Chinese() + b.How.Label()
	case b.Course.State == "":
		return "还没有开始"
	case b.Course.Adopted && b.Course.Version > 0:
		return "由原报告导入"
	case b.Course.Version > b.Last.Round && b.Last.N > 0:
		return fmt.Sprintf("已发布第%d版，报送的是第%d版", b.Course.Version, b.Last.Round)
	case b.Course.Version > 0 && b.Course.State != filing.Published:
		return fmt.Sprintf("已发布第%d版，正在订正", b.Course.Version)
	case b.Course.Version > 0:
		return fmt.Sprintf("已发布第%d版", b.Course.Version)
	}
	return b.Course.State.Label()
}

// chase is who has not handed in, nil where everybody has.
func chase(all []store.Below) *chaseList {
	var names []string
	for _, b := range all {
		if b.Progress.IsOutstanding() {
			name := b.Name
			if b.Progress == filing.Returned {
				name += "（已退回）"
			}
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return &chaseList{Head: fmt.Sprintf("还没有报送的%d个机关", len(names)), Names: strings.Join(names, "\n"), Rows: min(len(names), 12)}
}

func noneBelow(p *belowPage, all int, text string) *web.Empty {
	switch {
	case len(p.Rows) > 0:
		return nil
	case all == 0:
		return &web.Empty{Fact: "没有向本机关报送的机关。", Next: "下级机关由系统管理员在“机关”中登记隶属关系。"}
	case text != "":
		return &web.Empty{Fact: "没有名称含“" + text + "”的机关。", Next: "请换一个词查找。"}
	}
	return &web.Empty{Fact: "没有“" + p.Show.Label() + "”的机关。"}
}

func receiveDone(r *http.Request) *web.Notice {
	says := map[string]string{"receive": "已接收，报送的机关看得到。", "send-back": "已退回，报送的机关看得到理由，可以修改后重新报送。", "receipt": "规定已保存。"}[r.URL.Query().Get("done")]
	if says == "" {
		return nil
	}
	return &web.Notice{Kind: "ok", Says: []string{says}}
}
