package portal

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/web"
)

// A reportPage is one version of a report.
type reportPage struct {
	web.Page
	Heading   string
	Organ     store.Organ
	Version   store.Version
	Latest    bool // the version in force
	Published calendar.Date
	From, To  string // the statistical period
	Downloads []download
	Notice    *web.Notice // of a revision
	Origin    string      // of an old report taken over from its file
	Revision  *revision
	Figures   []figure
	Charts    []*chart // results and applicants, beside last year's
	Handled   bool     // something was handled in either year
	LastYear  int      // of the hollow bars, 0 for none
	Course    *course
	Months    *chart
	Preface   []string
	Chapters  []chapter
	Signer    string
	Signed    string
	Versions  []store.Version
	Hash      []string
}

// A figure is one of the large figures above the report.
type figure struct{ Label, Value, Unit string }

// A chapter is one chapter of the report.
type chapter struct {
	ID, Heading string
	Text        []string
	Table       *web.Table
	Keys        key
	Last        bool // the signature stands below it
}

// A key explains what stands in a table, as far as it does.
type key struct {
	Zero, Blank, NotApplicable bool
	Balance                    string // how the form's reconciliation comes out
}

// IsEmpty says that there is nothing to explain.
func (k key) IsEmpty() bool { return k == key{} }

// latest answers /reports/{organ}/2024 and /reports/{organ}/2024.pdf.
func (p *Portal) latest(w http.ResponseWriter, r *http.Request) error {
	word, format, isFile := strings.Cut(r.PathValue("year"), ".")
	if _, ok := yearOf(word); !ok {
		return web.NoPage()
	}
	if !isFile {
		return p.pages.Keep(func(w http.ResponseWriter, r *http.Request) error {
			return p.report(w, r, word, 0)
		})(w, r)
	}
	return p.download(w, r, word, 0, format)
}

// version answers /reports/{organ}/2024/v1 and /reports/{organ}/2024/v1.pdf.
func (p *Portal) version(w http.ResponseWriter, r *http.Request) error {
	word, format, isFile := strings.Cut(r.PathValue("version"), ".")
	digits, ok := strings.CutPrefix(word, "v")
	n, err := strconv.Atoi(digits)
	if _, isYear := yearOf(r.PathValue("year")); !ok || err != nil || n < 1 || strconv.Itoa(n) != digits || !isYear {
		return web.NoPage()
	}
	if !isFile {
		return p.pages.Keep(func(w http.ResponseWriter, r *http.Request) error {
			return p.report(w, r, r.PathValue("year"), n)
		})(w, r)
	}
	return p.download(w, r, r.PathValue("year"), n, format)
}

// published reads a version that the address names; n 0 is the latest.
func (p *Portal) published(r *http.Request, year string, n int) (o store.Organ, v store.Version, err error) {
	if o, err = p.organOf(r); err != nil {
		return o, v, err
	}
	y, _ := yearOf(year)
	v, err = p.store.Published(r.Context(), o.ID, y, n)
	return o, v, hidden(err)
}

// readVersion reads the report of a version back.
func readVersion(v store.Version) (*report.Report, error) {
	rep, err := report.ParseJSON(v.Content)
	if err != nil {
		return nil, fmt.Errorf("read the published report %s %d v%d: %w", v.Organ, v.Year, v.N, err)
	}
	return rep, nil
}

func (p *Portal) report(w http.ResponseWriter, r *http.Request, year string, n int) error {
	o, v, err := p.published(r, year, n)
	if err != nil {
		return err
	}
	rep, err := readVersion(v)
	if err != nil {
		return err
	}
	page := &reportPage{Organ: o, Version: v, Heading: v.Title, Published: v.PublicOn(), Origin: originOf(v),
		Preface: paragraphs(rep.Narrative[report.Preface]), Chapters: chapters(rep), Hash: eights(v.SHA256)}
	page.Title, page.Column, page.Current = v.Title, "政府信息公开年报", "/reports"
	page.Crumb = []web.Link{homeLink, {Text: "年度报告", Address: "/reports"}, {Text: o.Shown(), Address: organPath(o.ID) + "/reports"}, {Text: year + "年"}}
	page.From, page.To = period(rep)
	page.Signer, page.Signed = rep.Organ, chineseDay(rep.Dates.Signed)
	if err := p.addPast(r, page, rep); err != nil {
		return err
	}
	if err := p.addVersions(r, page, rep); err != nil {
		return err
	}
	if page.Downloads, err = p.downloads(r.Context(), v, rep); err != nil {
		return err
	}
	return p.area.Render(w, r, http.StatusOK, "report", page)
}

// originOf says where an old report comes from, "" for one made here.
func originOf(v store.Version) string {
	switch {
	case !v.Adopted:
		return ""
	case v.First.IsZero():
		return "本报告由以前公布的原文件录入。"
	}
	return fmt.Sprintf("本报告由%d年公布的原文件录入，原公布日期为%s。", v.First.Year(), v.First.Chinese())
}

// seriesYears is how many years a series shows.
const seriesYears = 5

// addPast adds what the reports of earlier years allow to be said: differences
// and the series.
func (p *Portal) addPast(r *http.Request, page *reportPage, rep *report.Report) error {
	first := page.Version.Year - seriesYears + 1
	years := make([]*report.Report, seriesYears)
	years[seriesYears-1] = rep
	for i := range seriesYears - 1 {
		v, err := p.store.Published(r.Context(), page.Organ.ID, first+i, 0)
		if err != nil {
			if problem.Of(err).Kind == problem.KindNotFound {
				continue
			}
			return err
		}
		if years[i], err = readVersion(v); err != nil {
			return err
		}
	}
	last := years[seriesYears-2]
	if last != nil {
		page.LastYear = last.Year
	}
	page.Figures = figures(rep, last)
	results := resultsOf(rep, last)
	page.Handled = results != nil
	for _, c := range []*chart{results, applicantsOf(rep, last)} {
		if c != nil {
			page.Charts = append(page.Charts, c)
		}
	}
	page.Course, page.Months = courseOf(page.Organ.ID, first, years), monthsOf(page.Version.Year, page.Version.Months)
	return nil
}

// figures are the large figures.
func figures(now, last *report.Report) []figure {
	if !now.Figure("application.newly_received.total").IsThere() {
		return nil
	}
	given := groupTotal(now, "granted").Add(groupTotal(now, "partly_granted"))
	all := []figure{
		{"新收申请" + difference(received(now), last), shown(received(now)), "件"},
		{"办结", shown(now.Figure("application.total_handled.total").OrZero()), "件"},
		{"予以公开和部分公开", shown(given), "件"},
	}
	for _, more := range []struct {
		code  report.Code
		label string
	}{{"disclosure.normative.in_force", "现行有效规范性文件"}, {"disclosure.penalty.decisions", "行政处罚决定"}} {
		if f := now.Figure(more.code); f.Mark == report.Reported && len(all) < 4 {
			all = append(all, figure{more.label, shown(f.Number), "件"})
		}
	}
	return all
}

// difference is how much more or less than last year was received.
func difference(now report.Number, last *report.Report) string {
	if last == nil {
		return ""
	}
	d := now.Sub(received(last))
	switch d.Sign() {
	case 0:
		return "，与上年相同"
	case -1:
		return "，比上年少" + shown(d.Neg()) + "件"
	}
	return "，比上年多" + shown(d) + "件"
}

// chapters are the chapters of the form with the tables that belong there.
func chapters(rep *report.Report) (all []chapter) {
	if rep.Edition == nil {
		return nil
	}
	tables := map[string]*web.Table{}
	for _, t := range web.Tables(rep, false, nil) {
		tables[t.Chapter] = t
	}
	for _, c := range rep.Edition.Chapters {
		text := paragraphs(rep.Narrative[c.Key])
		table := tables[c.Key]
		if table == nil && len(text) == 0 {
			continue
		}
		one := chapter{ID: c.Key, Heading: c.Number + "、" + c.Heading, Text: text, Table: table}
		if table != nil {
			one.Keys = keyOf(table)
		}
		if c.Key == report.Application {
			one.Keys.Balance = balance(rep)
		}
		all = append(all, one)
	}
	if len(all) > 0 {
		all[len(all)-1].Last = true
	}
	return all
}

func keyOf(t *web.Table) (k key) {
	for _, body := range t.Bodies {
		for _, row := range body {
			for _, c := range row.Cells {
				k.Zero, k.Blank, k.NotApplicable = k.Zero || c.IsZero, k.Blank || c.IsBlank, k.NotApplicable || c.IsStruck
			}
		}
	}
	return k
}

// balance says how the form's own reconciliation comes out.
func balance(rep *report.Report) string {
	at := func(row, column string) report.Number {
		return rep.Figure(report.Code("application." + row + "." + column)).OrZero()
	}
	var off []string
	for _, c := range rep.Edition.Columns {
		left := at("newly_received", c.Key).Add(at("carried_in", c.Key))
		if left.Cmp(at("total_handled", c.Key).Add(at("carried_over", c.Key))) != 0 {
			off = append(off, c.Label)
		}
	}
	if !rep.Figure("application.newly_received.total").IsThere() {
		return ""
	}
	sum := fmt.Sprintf("勾稽关系：%s＋%s", shown(at("newly_received", "total")), shown(at("carried_in", "total")))
	if len(off) > 0 {
		return "勾稽关系：" + strings.Join(off, "、") + "不成立"
	}
	return sum + fmt.Sprintf("＝%s＋%s，七列均成立", shown(at("total_handled", "total")), shown(at("carried_over", "total")))
}

func paragraphs(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

func chineseDay(iso string) string {
	d, err := calendar.Parse(iso)
	if err != nil {
		return ""
	}
	return d.Chinese()
}

// period is the statistical period in words, without the year twice.
func period(rep *report.Report) (from, to string) {
	from, to = chineseDay(rep.Dates.From), chineseDay(rep.Dates.To)
	if year, rest, ok := strings.Cut(from, "年"); ok && rest != "" {
		to = strings.TrimPrefix(to, year+"年")
	}
	return from, to
}

// eights parts a hash into groups that can be compared by eye.
func eights(hash string) (groups []string) {
	for len(hash) > 8 {
		groups, hash = append(groups, hash[:8]), hash[8:]
	}
	return append(groups, hash)
}
