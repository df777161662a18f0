package desk

import (
	"errors"
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

// A tableForm is the figures of one table that people type.
type tableForm struct {
	Table   *web.Table
	Paper   web.Field
	Version int64
	Blank   int // cells without a figure
	cells   map[report.Code]*web.Field
	codes   []report.Code
}

// Wrong are the fields with an error, the paper behind the cells.
func (f *tableForm) Wrong() []web.Field {
	var wrong []web.Field
	for _, code := range f.codes {
		if c := f.cells[code]; c.Error != "" {
			wrong = append(wrong, *c)
		}
	}
	if f.Paper.Error != "" {
		wrong = append(wrong, f.Paper)
	}
	return wrong
}

// WrongCells are the errors at cells, to be told below the table.
func (f *tableForm) WrongCells() []web.Field {
	return slices.DeleteFunc(f.Wrong(), func(w web.Field) bool { return w.Name == f.Paper.Name })
}

// input is the field of a cell, nil for one that nobody types.
func (f *tableForm) input(code report.Code) *web.Field { return f.cells[code] }

// formOfTable makes the form of a table with the figures there are, or with what
// was typed.
func (l *liveReport) formOfTable(chapter string, typed func(string) string) *tableForm {
	f := &tableForm{Version: l.Filing.Version, cells: map[report.Code]*web.Field{},
		Paper: web.Field{Name: "paper", Label: "这些数字的依据", Hint: "写明从哪份材料得来，例如“2024年行政许可台账，第3页”。只记到这次改动的数字上。"}}
	for _, code := range filing.ManualCodes(l.Year) {
		if chapterOf(string(code)) != chapter || l.Origins[code] == filing.Carried {
			continue
		}
		field := &web.Field{Name: string(code), IDPrefix: "in.", Label: l.Report.Edition.Label(code), Mode: "decimal"}
		if m, ok := l.Manual[code]; ok {
			field.Value = m.Value.String()
		} else {
			f.Blank++
		}
		if typed != nil {
			field.Value = typed(string(code))
		}
		f.cells[code] = field
		f.codes = append(f.codes, code)
	}
	if typed != nil {
		f.Paper.Value, f.Version = typed("paper"), versionIn(typed, f.Version)
	}
	return f
}

// tablePage is the page of one table.
func (d *Desk) tablePage(r *http.Request) (*reportPage, *liveReport, string, error) {
	l, err := d.live(r)
	if err != nil {
		return nil, nil, "", err
	}
	for chapter, n := range tableOf {
		if n == r.PathValue("table") {
			p, err := d.reportPage(r, l, chapter)
			return p, l, chapter, err
		}
	}
	return nil, nil, "", problem.NotFound("报告没有这张表").Try("请从报告页面进入")
}

func (d *Desk) showTable(w http.ResponseWriter, r *http.Request) error {
	p, l, chapter, err := d.tablePage(r)
	if err != nil {
		return err
	}
	if l.Adoption != nil {
		return web.SeeOther(w, r, l.checkAddress(chapter))
	}
	if form := l.formOfTable(chapter, nil); !l.mayEdit(account.ReportFigure) || len(form.codes) == 0 {
		part := reportPart{ID: chapter, Heading: l.chapterName(chapter), Refs: l.refsOf(chapter), Table: l.tables(false, nil)[chapter]}
		p.Parts, p.HasTable = []reportPart{part}, true
		return d.area.Render(w, r, http.StatusOK, "report", p)
	}
	typed, kept := visitOf(r).typed()
	if !kept {
		typed = nil
	} else {
		p.Notice = keptNotice
	}
	l.fillTable(p, chapter, l.formOfTable(chapter, typed))
	return d.area.Render(w, r, http.StatusOK, "report", p)
}

// fillTable puts the form into the page.
func (l *liveReport) fillTable(p *reportPage, chapter string, f *tableForm) {
	f.Table = l.tables(false, f.input)[chapter]
	p.Form, p.HasTable = f, true
	p.Parts = []reportPart{{ID: chapter, Heading: l.chapterName(chapter), Refs: l.refsOf(chapter)}}
}

// enterFigures saves the cells that were changed, with one paper, or none.
func (d *Desk) enterFigures(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	p, l, chapter, err := d.tablePage(r)
	if err != nil {
		return err
	}
	typed := func(name string) string { return clean(form.Get(name)) }
	f := l.formOfTable(chapter, typed)
	step := filing.EnterFigures{Figures: l.changedFigures(f, form), Paper: typed("paper")}
	if len(step.Figures) == 0 {
		err = problem.Invalid("没有改动任何数字").Try("请填写或改动数字后再保存；没有发生的填0")
	} else {
		on := l.Filing.Subject()
		on.Version = f.Version
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, step)
	}
	if err == nil {
		return web.SeeOther(w, r, l.Address+tabPath(chapter)+"?done=figures")
	}
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return err
	}
	p.Notice = f.blame(problems)
	if problems[0].Kind == problem.KindConflict && f.Version != l.Filing.Version {
		p.Notice = l.overtakenFigures(step)
		f.Version = l.Filing.Version
	}
	l.fillTable(p, chapter, f)
	return d.area.Render(w, r, problems[0].Kind.Status(), "report", p)
}

// changedFigures are the cells typed otherwise than they are. A cell that nobody
// types is among them when the form has it: the law refuses it and says why.
func (l *liveReport) changedFigures(f *tableForm, form url.Values) map[report.Code]string {
	changed := map[report.Code]string{}
	for name := range form {
		code := report.Code(name)
		if !l.Report.Edition.Has(code) {
			continue
		}
		text := clean(form.Get(name))
		field := f.cells[code]
		if field == nil {
			changed[code] = text
			continue
		}
		m, had := l.Manual[code]
		if text == "" && !had && form.Get("do") == "zero" {
			text = "0"
			field.Value = text
		}
		if had && text == m.Value.String() || !had && text == "" {
			continue
		}
		changed[code] = text
	}
	return changed
}

// blame puts the problems at the cells and returns those of no cell.
func (f *tableForm) blame(problems []*problem.Error) *web.Notice {
	rest := &web.Notice{Kind: "must"}
	for _, e := range problems {
		switch field := f.cells[report.Code(e.Field)]; {
		case field != nil:
			field.Error = e.Sentence()
		case e.Field == f.Paper.Name:
			f.Paper.Error = e.Sentence()
		default:
			rest.Says = append(rest.Says, e.Sentence())
		}
	}
	if len(rest.Says) == 0 {
		return nil
	}
	return rest
}

// overtakenFigures tells the second of two people what the figures they typed
// have become meanwhile.
func (l *liveReport) overtakenFigures(step filing.EnterFigures) *web.Notice {
	n := &web.Notice{Kind: "must", Title: "报告在您打开以后被改过，还没有保存您填写的数字"}
	for _, code := range l.Report.Edition.Codes() {
		typed, ok := step.Figures[code]
		if m, entered := l.Manual[code]; ok && entered {
			n.Says = append(n.Says, fmt.Sprintf("%s：现在是%s（%s，%s），您填写的是%s。", l.Report.Edition.Label(code), m.Value, m.By, m.On.Chinese(), typed))
		}
	}
	n.Says = append(n.Says, "您填写的都在下面，请核对后再保存。")
	return n
}

// A chapterForm is one chapter to be written.
type chapterForm struct {
	Text    web.Field
	Version int64
	Seen    string // when the chapter that the person saw was written
	Theirs  []string
	Who     string
	Facts   []string     // sentences that the records give for this chapter
	Groups  []valueGroup // what the chapter can tell by name
	Suggest []suggestion // sentences the records give, taken by a person or not
	Reads   []paragraph  // the text with its values and findings, where it has any
	Share   string       // how much of it stood in last year's report, "" for unknown
	Like    []likeLine   // paragraphs that repeat last year's report
	Missing *web.Link    // where to enter what the chapter has to tell and nobody has entered
}

// A suggestion is a sentence that the records give.
type suggestion struct {
	Text string
	IsIn bool // the chapter has it
}

// MayInsert says that a sentence is left that the chapter has not.
func (f *chapterForm) MayInsert() bool {
	return slices.ContainsFunc(f.Suggest, func(s suggestion) bool { return !s.IsIn })
}

// insertAll is the value of the button that takes every sentence.
const insertAll = "all"

// inserted is a text with a suggested sentence, or all of them, at its end. What the
// text has already is not written twice. ok is false where the records do not give
// the sentence any more.
func (l *liveReport) inserted(key, text, sentence string) (_ string, ok bool) {
	for _, s := range l.Facts.Suggestions(key, l.Facts.Values(l.Report)) {
		if sentence != insertAll && clean(s) != sentence {
			continue
		}
		if ok = true; !strings.Contains(text, s) {
			text = strings.TrimSpace(text + "\n" + s)
		}
	}
	return text, ok
}

func (l *liveReport) formOfChapter(key string) *chapterForm {
	c := l.Chapters[key]
	f := &chapterForm{Version: l.Filing.Version, Seen: seenOf(c.At.UnixMicro()),
		Text: web.Field{Control: web.AreaControl, Name: "text", Label: "正文", Value: c.Text, Rows: 18, Hint: "一段一行。数字可以写成{{行政处罚}}这样的名称，随登记变化；最多20,000字。"}}
	switch {
	case key != report.Overall:
	case l.Group == nil:
		f.Missing = &web.Link{Text: fmt.Sprintf("登记%d年12月31日在任的领导小组", l.Year), Address: organAddress(l.Organ.ID) + "/group"}
	default:
		f.Facts = []string{l.Group.Sentence()}
	}
	return f
}

func seenOf(at int64) string { return strconv.FormatInt(max(at, 0), 10) }

func (d *Desk) chapterPage(r *http.Request) (*reportPage, *liveReport, string, error) {
	key := r.PathValue("chapter")
	if !slices.Contains(filing.WrittenChapters(), key) {
		return nil, nil, "", problem.NotFound("报告没有这一章").Try("请从报告页面进入")
	}
	l, err := d.live(r)
	if err != nil {
		return nil, nil, "", err
	}
	p, err := d.reportPage(r, l, key)
	return p, l, key, err
}

func (d *Desk) showChapter(w http.ResponseWriter, r *http.Request) error {
	p, l, key, err := d.chapterPage(r)
	if err != nil {
		return err
	}
	if l.Adoption != nil {
		return web.SeeOther(w, r, l.checkAddress(key))
	}
	for _, c := range l.Report.Edition.Chapters {
		if c.Key == key {
			p.Parts = []reportPart{l.part(c, nil)}
		}
	}
	p.Parts[0].Edit = nil
	if l.mayEdit(account.ReportWrite) {
		p.Chapter = l.formOfChapter(key)
		p.Parts[0].Text, p.Parts[0].Empty = nil, ""
		if typed, ok := visitOf(r).typed(); ok {
			p.Chapter.Text.Value, p.Chapter.Seen, p.Chapter.Version = typed("text"), typed("seen"), versionIn(typed, p.Chapter.Version)
			p.Notice = keptNotice
		}
		l.compareChapter(p.Chapter, key)
	}
	return d.area.Render(w, r, http.StatusOK, "report", p)
}

// writeChapter saves a chapter. What others do to the rest of the report
// meanwhile is no matter; when the same chapter was written, both texts are
// shown.
func (d *Desk) writeChapter(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, l, key, err := d.chapterPage(r)
	if err != nil {
		return err
	}
	f := l.formOfChapter(key)
	now, was := l.Chapters[key], f.Text.Value
	f.Text.Value = strings.TrimSpace(typed("text"))
	if sentence := typed("insert"); sentence != "" && l.mayEdit(account.ReportWrite) {
		var ok bool
		if f.Text.Value, ok = l.inserted(key, f.Text.Value, sentence); !ok {
			p.Notice = &web.Notice{Kind: "must", Says: []string{"登记刚刚有变化，这一句已经不同，还没有写进正文。请在下面重新选。"}}
			return d.refuseChapter(w, r, p, l, key, f, http.StatusConflict)
		}
	}
	if typed("do") == "check" && l.mayEdit(account.ReportWrite) {
		f.Seen = typed("seen")
		return d.checkChapter(w, r, p, l, key, f)
	}
	if f.Seen != typed("seen") && was != f.Text.Value {
		p.Notice = &web.Notice{Kind: "must", Title: "这一章在您打开以后被改过，还没有保存您写的",
			Says: []string{now.Name + "于" + web.Moment(now.At) + "保存过。下面先是对方保存的，然后是您写的，请合在一起再保存。"}}
		f.Theirs, f.Who = paragraphs(was), now.Name
		return d.refuseChapter(w, r, p, l, key, f, http.StatusConflict)
	}
	_, err = d.store.Take(r.Context(), visitOf(r).Actor(), l.Filing.Subject(), filing.WriteChapter{Chapter: key, Text: f.Text.Value})
	if err == nil {
		return web.SeeOther(w, r, l.Address+tabPath(key)+"?done=chapter")
	}
	var told *problem.Error
	if !errors.As(err, &told) || told.Kind == problem.KindForbidden {
		return err
	}
	if told.Field == "text" {
		f.Text.Error = told.Sentence()
	} else {
		p.Notice = &web.Notice{Kind: "must", Says: []string{told.Sentence()}}
	}
	return d.refuseChapter(w, r, p, l, key, f, told.Kind.Status())
}

func (d *Desk) refuseChapter(w http.ResponseWriter, r *http.Request, p *reportPage, l *liveReport, key string, f *chapterForm, status int) error {
	l.compareChapter(f, key)
	p.Chapter = f
	p.Parts = []reportPart{{ID: key, Heading: l.chapterName(key), Refs: l.refsOf(key)}}
	return d.area.Render(w, r, status, "report", p)
}
