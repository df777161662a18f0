package desk

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/web"
)

// adopted loads the report of the address, which must have been taken over from
// a file.
func (d *Desk) adopted(r *http.Request) (*liveReport, error) {
	l, err := d.live(r)
	if err == nil && l.Adoption == nil {
		err = problem.NotFound("%d年的报告不是由原报告导入的", l.Year).Try("请从年度报告列表进入")
	}
	return l, err
}

func (l *liveReport) checkAddress(chapter string) string {
	if chapter == "" {
		return l.Address + "/check"
	}
	return l.Address + "/check/" + chapter
}

// A checkPage puts a chapter as it was read beside its source.
type checkPage struct {
	web.Page
	Notice  *web.Notice
	Organ   string
	Year    int
	Heading string
	Badge   badge
	Tabs    []reportTab
	MayEdit bool
	Version int64
	Groups  []checkGroup // what is to be decided
	From    web.Field    // where the source has what is corrected
	Open    int          // cells in doubt that nobody has decided
	Table   *web.Table
	Decided []decidedLine
	Text    *web.Field // the chapter's text, nil where it cannot be corrected now
	Shown   []string   // the text where it cannot
	Written string
	Empty   string
	Source  *sourceView
	Next    web.Link // the next part in which something is open
}

// Wrong are the fields with an error.
func (p *checkPage) Wrong() (wrong []web.Field) {
	for _, g := range p.Groups {
		for _, line := range g.Lines {
			if line.Input.Error != "" {
				wrong = append(wrong, line.Input)
			}
		}
	}
	if p.From.Error != "" {
		wrong = append(wrong, p.From)
	}
	if p.Text != nil && p.Text.Error != "" {
		wrong = append(wrong, *p.Text)
	}
	return wrong
}

// A checkGroup is cells that follow each other and are in doubt for one reason.
type checkGroup struct {
	ID    string
	Why   []string
	Found string // what stands there in the source, as far as it was seen
	Lines []checkLine
	told  bool         // the reasons say what stands there
	All   []web.Option // ways to decide all of them at once: the value of a button, its words
}

// A checkLine is one cell to be decided.
type checkLine struct {
	Code   report.Code
	Label  string
	Read   string
	Now    string // what was decided before, "" for nothing
	Choice web.Field
	Input  web.Field
}

// ID is the address of the line on the page.
func (c checkLine) ID() string { return "line." + string(c.Code) }

// A decidedLine is a cell of which something is decided.
type decidedLine struct {
	Label, Cell, Was, Says, Source, By, Day string
	Again                                   string // the address at which it is decided anew
}

// The names of the fields of a cell are its code behind these.
const (
	choicePrefix = "choice."
	figurePrefix = "figure."
)

// checkPage makes the page of a chapter.
func (d *Desk) checkPage(r *http.Request) (*checkPage, *liveReport, string, error) {
	l, err := d.adopted(r)
	if err != nil {
		return nil, nil, "", err
	}
	chapter := r.PathValue("chapter")
	if !slices.Contains(filing.AdoptedChapters(l.Report.Edition), chapter) {
		return nil, nil, "", problem.NotFound("报告没有这一部分").Try("请从报告页面进入")
	}
	at := organAddress(l.Organ.ID) + "/reports"
	p := &checkPage{Organ: l.Organ.Name, Year: l.Year, Heading: "核对：" + l.partName(chapter), Badge: badgeOf(l.Filing), Tabs: l.checkTabs(chapter),
		MayEdit: l.mayEdit(account.ReportDecide), Version: l.Filing.Version,
		From: web.Field{Name: "from", Label: "改过的数，原文件怎么写", Hint: "例如“第3页，处罚一行写着12件”。只记到这次改动的格上。", Optional: true}}
	p.Page = web.Page{Title: p.Heading + " - " + strconv.Itoa(l.Year) + "年", Column: "年度报告", Current: at,
		Crumb: []web.Link{{Text: "年度报告", Address: at}, {Text: strconv.Itoa(l.Year) + "年", Address: l.Address}, {Text: "核对", Address: l.checkAddress("")}, {Text: l.partName(chapter)}}}
	p.Source = d.source(l.Adoption.File).view(l.Adoption.File, l.Address+"/source", chapter)
	p.Groups = l.groups(chapter, report.Code(r.URL.Query().Get("cell")), p.MayEdit)
	for _, doubt := range l.Adoption.Undecided() {
		if chapterOf(string(doubt.Code)) == chapter {
			p.Open++
		}
	}
	p.Decided = l.decided(chapter, p.MayEdit)
	p.Table = l.checkTable(chapter, p.Groups)
	l.fillText(p, chapter)
	p.Next = l.nextOpen(chapter)
	return p, l, chapter, nil
}

// partName is the name of a chapter, or of what stands before the first.
func (l *liveReport) partName(key string) string {
	if key == report.Preface {
		return "第一部分以前的文字"
	}
	return l.chapterName(key)
}

// openIn counts what is undecided in a chapter.
func (l *liveReport) openIn(chapter string) (n int) {
	for _, doubt := range l.Adoption.Undecided() {
		if chapterOf(string(doubt.Code)) == chapter {
			n++
		}
	}
	return n
}

// checkTabs lead to the parts of the check, each with what is open there.
func (l *liveReport) checkTabs(current string) []reportTab {
	tabs := []reportTab{{Text: "总览", Address: l.checkAddress(""), Current: current == "", Errors: l.Adoption.Unconfirmed()}}
	for _, c := range l.Report.Edition.Chapters {
		tabs = append(tabs, reportTab{Text: c.Number + " " + shortNames[c.Key], Address: l.checkAddress(c.Key), Current: current == c.Key, Errors: l.openIn(c.Key)})
	}
	return tabs
}

// nextOpen is the next part of the check in which something is open, else the
// overview.
func (l *liveReport) nextOpen(chapter string) web.Link {
	keys := filing.AdoptedChapters(l.Report.Edition)
	at := slices.Index(keys, chapter)
	for i := 1; i < len(keys); i++ {
		key := keys[(at+i)%len(keys)]
		if n := l.openIn(key); n > 0 {
			return web.Link{Text: fmt.Sprintf("去核对%s（%d格）", shortNames[key], n), Address: l.checkAddress(key)}
		}
	}
	return web.Link{Text: "回到核对总览", Address: l.checkAddress("")}
}

// fillText shows the text of the chapter, to be corrected while the report is
// drafted.
func (l *liveReport) fillText(p *checkPage, chapter string) {
	text := l.Report.Narrative[chapter]
	if c, ok := l.Chapters[chapter]; ok {
		p.Written = "由" + c.Name + "改于" + web.Moment(c.At)
	}
	switch _, isTable := tableOf[chapter]; {
	case !p.MayEdit:
		p.Shown = paragraphs(text)
		if len(p.Shown) == 0 && !isTable {
			p.Empty = "原文件里没有读到这一部分的文字。"
		}
	case text != "" || !isTable:
		p.Text = &web.Field{Control: web.AreaControl, Name: "text", Label: "这一部分的文字", Value: text, Rows: min(24, 6+strings.Count(text, "\n")*2), Optional: true,
			Hint: "一段一行。与原文件一致的不用改；依法不得公开的内容应当删去。"}
	}
}

func (d *Desk) showCheckOf(w http.ResponseWriter, r *http.Request) error {
	p, _, _, err := d.checkPage(r)
	if err != nil {
		return err
	}
	if typed, ok := visitOf(r).typed(); ok {
		p.fill(typed)
		p.Notice = keptNotice
	} else {
		p.Notice = reportDone(r)
	}
	return d.area.Render(w, r, http.StatusOK, "check", p)
}

// fill puts what was typed into the page.
func (p *checkPage) fill(typed func(string) string) {
	for i := range p.Groups {
		for j := range p.Groups[i].Lines {
			line := &p.Groups[i].Lines[j]
			line.Choice.Value, line.Input.Value = typed(line.Choice.Name), typed(line.Input.Name)
		}
	}
	p.From.Value, p.Version = typed("from"), versionIn(typed, p.Version)
	if p.Text != nil && typed("do") == "text" {
		p.Text.Value = typed("text")
	}
}

// decide saves what was decided of the cells, or the text.
func (d *Desk) decide(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	typed := func(name string) string { return clean(form.Get(name)) }
	p, l, chapter, err := d.checkPage(r)
	if err != nil {
		return err
	}
	on := seen(l.Filing.Subject(), typed)
	if typed("do") == "text" {
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, filing.WriteChapter{Chapter: chapter, Text: typed("text")})
	} else {
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, filing.Decide{Cells: l.deciding(p, form, typed("do")), Source: typed("from")})
	}
	if err == nil {
		return web.SeeOther(w, r, l.checkAddress(chapter)+"?done=decided")
	}
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return err
	}
	p.askTyped(l, form)
	p.fill(typed)
	p.Notice = p.blame(problems)
	if problems[0].Kind == problem.KindConflict && on.Version != l.Filing.Version {
		p.Notice.Says = append(p.Notice.Says, l.decidedMeanwhile(form)...)
		p.Version = l.Filing.Version
	}
	return d.area.Render(w, r, problems[0].Kind.Status(), "check", p)
}

// askTyped shows again the cells that were typed and are not in doubt now.
func (p *checkPage) askTyped(l *liveReport, form url.Values) {
	there := map[report.Code]bool{}
	for _, g := range p.Groups {
		for _, line := range g.Lines {
			there[line.Code] = true
		}
	}
	var lines []checkLine
	for _, code := range l.Report.Edition.Codes() {
		if form.Has(choicePrefix+string(code)) && !there[code] {
			lines = append(lines, l.lineOf(code))
		}
	}
	if len(lines) > 0 {
		p.Groups = append([]checkGroup{{ID: "why.typed", Why: []string{"您刚才填写的。"}, Lines: lines}}, p.Groups...)
	}
}

// deciding are the cells of the form of which something is chosen. do is the
// button: save, or one that decides a group alike.
func (l *liveReport) deciding(p *checkPage, form url.Values, do string) (cells []filing.Deciding) {
	alike, first, isGroup := strings.Cut(do, ":")
	for _, g := range p.Groups {
		if isGroup && len(g.Lines) > 0 && string(g.Lines[0].Code) == first {
			for _, line := range g.Lines {
				cells = append(cells, filing.Deciding{Code: line.Code, Choice: filing.Choice(alike)})
			}
			return cells
		}
	}
	for _, code := range codesIn(form) {
		c := filing.Deciding{Code: report.Code(code), Choice: filing.Choice(clean(form.Get(choicePrefix + code))), Typed: clean(form.Get(figurePrefix + code))}
		if c.Choice == "" && c.Typed != "" { // a figure typed says enough
			c.Choice = filing.Corrected
		}
		if c.Choice != "" {
			cells = append(cells, c)
		}
	}
	return cells
}

// codesIn lists the cells of which a form has a field, in order.
func codesIn(form url.Values) (codes []string) {
	for name := range form {
		for _, prefix := range []string{choicePrefix, figurePrefix} {
			if code, ok := strings.CutPrefix(name, prefix); ok && !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
	}
	slices.Sort(codes)
	return codes
}

// blame puts the problems at the cells and returns those of none.
func (p *checkPage) blame(problems []*problem.Error) *web.Notice {
	rest := &web.Notice{Kind: "must"}
	for _, e := range problems {
		line := p.line(report.Code(e.Field))
		switch {
		case line != nil:
			line.Input.Error = e.Sentence()
		case e.Field == "source":
			p.From.Error = e.Sentence()
		case e.Field == "text" && p.Text != nil:
			p.Text.Error = e.Sentence()
		default:
			rest.Says = append(rest.Says, e.Sentence())
		}
	}
	if len(rest.Says) == 0 && problems[0].Kind != problem.KindConflict {
		return nil
	}
	return rest
}

func (p *checkPage) line(code report.Code) *checkLine {
	for i := range p.Groups {
		for j := range p.Groups[i].Lines {
			if line := &p.Groups[i].Lines[j]; line.Code == code {
				return line
			}
		}
	}
	return nil
}

// decidedMeanwhile tells the second of two people what the first has decided of
// the cells they chose.
func (l *liveReport) decidedMeanwhile(form url.Values) (says []string) {
	for _, code := range l.Report.Edition.Codes() {
		if x, ok := l.Adoption.Decisions[code]; ok && form.Get(choicePrefix+string(code)) != "" {
			says = append(says, fmt.Sprintf("%s：%s已经核对为“%s”（%s）。", l.Report.Edition.Label(code), x.By, x.Says(), x.On.Chinese()))
		}
	}
	return says
}
