package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/web"
)

// historyRoutes are the pages of old reports that are taken over.
func (d *Desk) historyRoutes() []route {
	const (
		all = "/desk/organs/{organ}/reports"
		one = all + "/{year}"
	)
	rows := []route{
		{pattern: "GET " + all + "/history", may: account.ReportAdopt, handle: d.showHistory},
		{pattern: "POST " + all + "/history", may: account.ReportAdopt, handle: d.adoptFiles, most: mostSent * (d.fileLimits().Bytes >> 2)},
		{pattern: "POST " + all + "/history/confirm", may: account.ReportAdopt, handle: d.confirmFile},
		{pattern: "GET " + one + "/check", may: account.ReportView, handle: d.showCheck},
		{pattern: "POST " + one + "/check", may: account.ReportDecide, handle: d.confirmFindings},
		{pattern: "GET " + one + "/check/{chapter}", may: account.ReportView, handle: d.showCheckOf},
		{pattern: "POST " + one + "/check/{chapter}", may: account.ReportDecide, handle: d.decide},
		{pattern: "GET " + one + "/source", may: account.ReportView, handle: d.sourceFile},
	}
	rows = append(rows, d.form(one+"/published", account.ReportDecide, d.publishedForm)...)
	rows = append(rows, d.form(one+"/discard", account.ReportDiscard, d.discardForm)...)
	rows = append(rows, d.form(one+"/abandon", account.ReportDiscard, d.abandonForm)...)
	return append(rows, both(one+"/stock", account.RegisterEnter, d.showStock, d.enterStock)...)
}

// mostSent is how many files may be sent at once.
const mostSent = 12

// oldReports stands where uploads name the register they were sent to.
const oldReports register.Key = "report.adopt"

// A historyPage is where old reports are chosen, with what became of those that
// were sent.
type historyPage struct {
	web.Page
	Notice  *web.Notice
	Organ   string
	Field   web.Field
	Results []sentResult
	Years   []historyYear
	Address string
}

// Wrong is the field of the files when it is at fault.
func (p *historyPage) Wrong() []web.Field { return web.Fields{p.Field}.Wrong() }

// A historyYear is a year for which there is, or may be, an old report.
type historyYear struct {
	Year    int
	Badge   badge
	Address string // "" where there is nothing
	Says    string
}

// A sentResult is what became of one file.
type sentResult struct {
	Name string
	// Year and Address are of the report that was taken over.
	Year    int
	Address string
	Says    string
	Refused bool
	Ask     *askForm // something a person has to confirm first
}

// An askForm asks whose and of which year a report is.
type askForm struct {
	Address string // to which it is sent
	File    string // its hash
	Says    string
	Fields  web.Fields
}

func (d *Desk) historyPage(r *http.Request) (*historyPage, error) {
	v := visitOf(r)
	filings, err := d.store.Filings(r.Context(), v.organ.ID)
	if err != nil {
		return nil, err
	}
	at := organAddress(v.organ.ID) + "/reports"
	p := &historyPage{Organ: v.organ.Name, Address: at + "/history",
		Page: web.Page{Title: "导入历年报告", Column: "年度报告", Current: at, Crumb: []web.Link{{Text: "年度报告", Address: at}, {Text: "导入历年报告"}}},
		Field: web.Field{Control: web.FileControl, Name: "file", Label: "历年报告的文件", Accept: strings.Join(attachment.SourceExtensions(), ","), Multiple: true,
			Hint: fmt.Sprintf("HTML、Word（.docx）、PDF、Excel（.xlsx）、CSV、文本、Markdown或本程序的JSON。可以一次选几个，每个是一年，最多%d个；每个不超过%d MB。", mostSent, d.fileLimits().Bytes>>20)}}
	there := map[int]store.Filing{}
	for _, f := range filings {
		there[f.Year] = f
	}
	for year := d.store.Today().Year() - 1; year >= firstReport; year-- {
		y := historyYear{Year: year, Badge: badge{Class: "gone", Text: "没有"}, Says: "可以导入"}
		if f, ok := there[year]; ok {
			y.Badge, y.Address, y.Says = badgeOf(f), reportAddress(v.organ.ID, year), "在本系统填报"
			if f.Adopted {
				y.Says = "由原报告导入"
			}
		}
		p.Years = append(p.Years, y)
	}
	return p, nil
}

func (d *Desk) showHistory(w http.ResponseWriter, r *http.Request) error {
	p, err := d.historyPage(r)
	if err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "history", p)
}

// A sent is a file that was sent, as far as it was looked at.
type sent struct {
	name string
	data []byte
	old  oldReport
	err  error
}

// adoptFiles takes over every file that can be, and says of each what became of
// it. Nothing is kept of one that is refused.
func (d *Desk) adoptFiles(w http.ResponseWriter, r *http.Request) error {
	files, err := d.sentFiles(r)
	p, failed := d.historyPage(r)
	if failed != nil {
		return failed
	}
	if err != nil {
		return d.refuseHistory(w, r, p, err)
	}
	sameYear(files)
	done, open := 0, 0
	for i := range files {
		result, err := d.adoptOne(r, &files[i])
		if err != nil {
			return err
		}
		if p.Results = append(p.Results, result); result.Address != "" {
			done++
		} else {
			open++
		}
	}
	switch {
	case open == 0 && done == 1:
		return web.SeeOther(w, r, p.Results[0].Address+"?done=adopted")
	case open == 0:
		return web.SeeOther(w, r, organAddress(visitOf(r).organ.ID)+"/reports?done=adopted")
	}
	again, err := d.historyPage(r) // the years as they are now
	if err != nil {
		return err
	}
	p.Years = again.Years
	p.Notice = &web.Notice{Kind: "must", Says: []string{fmt.Sprintf("选了%d个文件，导入了%d个，%d个没有导入，见下面的说明。", len(files), done, open)}}
	return d.area.Render(w, r, http.StatusUnprocessableEntity, "history", p)
}

// refuseHistory shows the page with what is wrong with what was chosen.
func (d *Desk) refuseHistory(w http.ResponseWriter, r *http.Request, p *historyPage, err error) error {
	var told *problem.Error
	if !errors.As(err, &told) || told.Kind == problem.KindForbidden {
		return err
	}
	p.Field.Error = told.Sentence()
	return d.area.Render(w, r, told.Kind.Status(), "history", p)
}

// sentFiles reads and looks at the files of the form. An error is of the form as
// a whole; those of one file stand with it.
func (d *Desk) sentFiles(r *http.Request) ([]sent, error) {
	if _, err := formOf(r); err != nil {
		return nil, err
	}
	var chosen []*multipart.FileHeader
	if r.MultipartForm != nil {
		chosen = r.MultipartForm.File["file"]
	}
	switch n := len(chosen); {
	case n == 0:
		return nil, problem.Invalid("没有选择文件").Try("请先选择历年报告的文件再导入").At("file")
	case n > mostSent:
		return nil, problem.TooLarge("选了%d个文件，一次最多%d个", n, mostSent).Try("请分几次导入").At("file")
	}
	files := make([]sent, len(chosen))
	for i, header := range chosen {
		s := &files[i]
		s.name = attachment.CleanName(header.Filename)
		if s.data, s.err = readSent(header, d.fileLimits().Bytes); s.err != nil {
			continue
		}
		if _, s.err = attachment.CheckSource(r.Context(), d.fileLimits(), s.name, bytes.NewReader(s.data), int64(len(s.data))); s.err == nil {
			s.old, s.err = readOld(s.name, s.data)
		}
	}
	return files, nil
}

// readSent reads one byte more than is accepted at most.
func readSent(header *multipart.FileHeader, most int64) ([]byte, error) {
	f, err := header.Open()
	if err != nil {
		return nil, fmt.Errorf("open uploaded file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("read uploaded file: %w", err)
	}
	return data, nil
}

// sameYear refuses files of one year: which of them was published nobody here
// knows.
func sameYear(files []sent) {
	for i := range files {
		for j := range files[:i] {
			a, b := &files[i], &files[j]
			if a.old.report == nil || b.old.report == nil || a.old.report.Year == 0 || a.old.report.Year != b.old.report.Year {
				continue
			}
			for _, s := range []*sent{a, b} {
				if s.err == nil {
					s.err = problem.Invalid("“%s”和“%s”都是%d年的报告，不能确定用哪一份", b.name, a.name, a.old.report.Year).Try("请只选公布过的那一份").At("file")
				}
			}
		}
	}
}

// adoptOne takes one file over. What a person can act on is in the result.
func (d *Desk) adoptOne(r *http.Request, s *sent) (result sentResult, err error) {
	result = sentResult{Name: s.name}
	err = s.err
	if err == nil {
		err = d.judge(r, s, &result)
	}
	if err == nil && result.Ask == nil {
		err = d.adopt(r, s, s.old.report.Year, "")
		result.Year, result.Address = s.old.report.Year, reportAddress(visitOf(r).organ.ID, s.old.report.Year)
	}
	var told *problem.Error
	switch {
	case err == nil:
		return result, nil
	case !errors.As(err, &told), told.Kind == problem.KindForbidden, told.Kind == problem.KindInternal:
		return result, err
	}
	result.Refused, result.Says, result.Address = true, told.Sentence(), ""
	return result, nil
}

// judge sees whether a report can be this organ's of its year, and what has to
// be confirmed first.
func (d *Desk) judge(r *http.Request, s *sent, result *sentResult) error {
	v, old := visitOf(r), s.old.report
	if old.Year != 0 {
		if err := d.mayAdopt(r, old.Year); err != nil {
			return err
		}
	}
	records, err := d.store.Records(r.Context(), v.organ.ID, s.old.report.Organ)
	if err != nil {
		return err
	}
	belongs, err := records.Belong(old.Organ, old.Year)
	if err != nil {
		return err
	}
	if result.Says = belongs.Says; belongs.Sure && old.Year != 0 {
		return nil
	}
	// It is kept for its person to confirm, as a file that is tried.
	a, err := d.files.AcceptSource(r.Context(), s.name, int64(len(s.data)), bytes.NewReader(s.data))
	if err != nil {
		return err
	}
	if err := d.store.KeepUpload(r.Context(), v.organ.ID, oldReports, v.Account.ID, a.SHA256, a.Name); err != nil {
		return err
	}
	result.Ask = askOf(a.SHA256, v.organ, old, belongs)
	return nil
}

// mayAdopt says why the report on a year cannot be taken over.
func (d *Desk) mayAdopt(r *http.Request, year int) error {
	f, err := d.store.Filing(r.Context(), visitOf(r).organ.ID, year)
	if err == nil {
		_, err = f.Filing.Take(filing.Adopt{Year: year}, filing.Env{Today: d.store.Today()})
	}
	return err
}

// askOf is the form that asks a person to confirm what the file leaves open.
func askOf(sum string, o store.Organ, old *report.Report, b filing.Belonging) *askForm {
	f := &askForm{Address: organAddress(o.ID) + "/reports/history/confirm", File: sum, Says: b.Says}
	short := sum[:8]
	if old.Year == 0 {
		f.Says += "文件里没有读到报告的年度。"
		f.Fields = append(f.Fields, web.Field{Name: "year", IDPrefix: short, Label: "这是哪一年的报告", Width: "short", Mode: "numeric", Hint: "照原文件填写，如2022"})
	}
	label := "为什么是“" + o.Name + "”的报告"
	if b.Sure {
		label = "为什么是这一年的报告"
	}
	f.Fields = append(f.Fields, web.Field{Control: web.AreaControl, Name: "why", IDPrefix: short, Label: label, Rows: 2, Hint: "例如“封面写的是本机关的简称”。确认人和理由记入操作记录。"})
	return f
}

// adopt keeps the file and takes the step.
func (d *Desk) adopt(r *http.Request, s *sent, year int, why string) error {
	a, err := d.files.AcceptSource(r.Context(), s.name, int64(len(s.data)), bytes.NewReader(s.data))
	if err != nil {
		return err
	}
	old := s.old.report
	step := store.Adopt{Adopt: filing.Adopt{Year: year, File: a.Name, SHA256: a.SHA256, Organ: old.Organ, Why: why, Published: publishedIn(old, year, d.store.Today())},
		MediaType: a.MediaType, Size: a.Size, Read: old}
	_, err = d.store.Take(r.Context(), visitOf(r).Actor(), store.Subject{Organ: visitOf(r).organ.ID}, step)
	return err
}

// publishedIn is the day of publication that the file gives; zero for none, and
// for one on which the report cannot have been published.
func publishedIn(old *report.Report, year int, today calendar.Date) calendar.Date {
	day, err := calendar.Parse(old.Dates.Published)
	if err != nil || (filing.DatePublication{Day: day}).Check(year, today) != nil {
		return 0
	}
	return day
}

// confirmFile takes over a file of which its person has confirmed what it leaves
// open.
func (d *Desk) confirmFile(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, err := d.historyPage(r)
	if err != nil {
		return err
	}
	s, err := d.keptOld(r, typed("file"))
	if err != nil {
		return d.refuseHistory(w, r, p, err)
	}
	v, year := visitOf(r), s.old.report.Year
	records, err := d.store.Records(r.Context(), v.organ.ID, s.old.report.Organ)
	if err != nil {
		return err
	}
	belongs, err := records.Belong(s.old.report.Organ, year)
	if err != nil {
		return d.refuseHistory(w, r, p, err)
	}
	ask := askOf(typed("file"), v.organ, s.old.report, belongs)
	ask.Fields.Fill(typed)
	if year == 0 {
		year, err = yearTyped(typed("year"))
	}
	if err == nil {
		if err = d.mayAdopt(r, year); err != nil && s.old.report.Year == 0 {
			err = problem.Of(err).At("year")
		}
	}
	if err == nil && strings.TrimSpace(typed("why")) == "" {
		err = problem.Invalid("没有写明理由").Try("请写明为什么，再确认").At("why")
	}
	if err == nil {
		if err = d.adopt(r, s, year, typed("why")); err == nil {
			return web.SeeOther(w, r, reportAddress(v.organ.ID, year)+"?done=adopted")
		}
	}
	notice, code, ok := d.blame(r, err, ask.Fields)
	if !ok {
		return err
	}
	p.Notice = notice
	p.Results = []sentResult{{Name: s.name, Ask: ask}}
	return d.area.Render(w, r, code, "history", p)
}

// keptOld reads again a file that its person has sent.
func (d *Desk) keptOld(r *http.Request, sum string) (*sent, error) {
	v := visitOf(r)
	name, err := d.store.Upload(r.Context(), v.organ.ID, oldReports, v.Account.ID, sum)
	if err != nil {
		return nil, problem.NotFound("没有找到要确认的文件").Try("文件由本人选择后保留7天，请重新选择").At("file")
	}
	f, err := d.files.Open(sum)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := &sent{name: name}
	if s.data, err = io.ReadAll(io.LimitReader(f, d.fileLimits().Bytes+1)); err != nil {
		return nil, fmt.Errorf("read old report: %w", err)
	}
	s.old, err = readOld(name, s.data)
	return s, err
}

func yearTyped(text string) (int, error) {
	year, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(text), "年"))
	if err != nil || year < 1000 || year > 9999 {
		return 0, problem.Invalid("年度填的是“%s”，不是年份", shortened(text)).Try("请填4位数字，如2022").At("year")
	}
	return year, nil
}

func shortened(text string) string {
	if r := []rune(text); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return text
}
