package portal

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/web"
)

// An openPage is the entrance to open data: what there is, and what to choose.
type openPage struct {
	web.Page
	Reports, Versions, Organs int
	Choose                    chooser
	Limits                    limits
	Empty                     *web.Empty
}

// A chooser is the form in which years, organs and a table are chosen.
type chooser struct {
	Years  []yearChoice
	Bodies []store.Organ // each after its superior
	Tables []tableChoice
	Organ  organ.ID
	Alone  bool
}

// A yearChoice is a year with published reports.
type yearChoice struct {
	Year    int
	Reports int
	Chosen  bool
}

// A tableChoice is one of the form's tables.
type tableChoice struct {
	Key, Heading string
	Chosen       bool
}

// Limits are what a download is held to, as the page states them.
type limits struct{ Burst, Seconds, Together, Reports int }

// What downloads of open data are held to: so many requests of one address in a
// row and then one every pace, so many at a time, so many reports in one.
const (
	openBurst    = 30
	openSeconds  = 10
	openTogether = 4
	openReports  = 20_000
)

// A selection says which reports and cells a download is of.
type selection struct {
	Years []int    // none for all
	Table string   // key of a table; "" for all
	Organ organ.ID // with all below it; 0 for all
	Alone bool     // only the organ itself
	BOM   bool     // a byte order mark, for spreadsheet programs
}

// selectionOf reads what is asked for. What is not understood is refused: a
// program must not take everything for what it asked.
func selectionOf(query url.Values) (s selection, _ error) {
	for _, word := range query["year"] {
		if word == "" {
			continue
		}
		year, ok := yearOf(word)
		if !ok {
			return s, problem.Invalid("年度“%s”不对", trimQuery(word)).Try("请写四位数字，如2024；几个年度写几个year").At("year")
		}
		s.Years = append(s.Years, year)
	}
	slices.Sort(s.Years)
	s.Years = slices.Compact(s.Years)
	if s.Table = query.Get("table"); s.Table != "" && !slices.ContainsFunc(tableHeadings, func(t tableHeading) bool { return t.key == s.Table }) {
		return s, problem.Invalid("没有“%s”这个表", trimQuery(s.Table)).Try("请写disclosure、application或者remedy").At("table")
	}
	if word := query.Get("organ"); word != "" {
		id, err := organ.ParseID(word)
		if err != nil || word != id.String() {
			return s, noOrgan
		}
		s.Organ = id
	}
	s.Alone, s.BOM = query.Get("alone") == "1", query.Get("bom") == "1"
	return s, nil
}

// noOrgan is told of every organ that nobody knows.
var noOrgan = problem.Invalid("没有这个机关").Try("请用机关页面网址里的编号").At("organ")

// Query is the selection as addresses have it.
func (s selection) Query() string {
	query := url.Values{}
	for _, year := range s.Years {
		query.Add("year", strconv.Itoa(year))
	}
	for name, value := range map[string]string{"table": s.Table, "organ": s.organ()} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if s.Alone {
		query.Set("alone", "1")
	}
	return query.Encode()
}

func (s selection) organ() string {
	if s.Organ == 0 {
		return ""
	}
	return s.Organ.String()
}

// Has says whether the cell is asked for.
func (s selection) Has(code report.Code) bool { return s.Table == "" || chapterOf(code) == s.Table }

func (s selection) hasYear(year int) bool {
	return len(s.Years) == 0 || slices.Contains(s.Years, year)
}

// chosen returns the latest versions of the reports of the selection, by year
// and organ, without content. An organ is where it stood on the last day of the
// year (块): a merger since then takes no report away.
func (p *Portal) chosen(r *http.Request, s selection) (all []store.Version, _ error) {
	first, last := 0, 9999
	if n := len(s.Years); n > 0 {
		first, last = s.Years[0], s.Years[n-1]
	}
	if s.Organ != 0 {
		if _, err := p.store.Organ(r.Context(), s.Organ); hidden(err) != nil {
			if problem.Of(err).Kind == problem.KindNotFound {
				return nil, noOrgan
			}
			return nil, err
		}
	}
	versions, err := p.store.LatestIn(r.Context(), first, last, openReports+1)
	if err != nil {
		return nil, err
	}
	if len(versions) > openReports {
		return nil, problem.Invalid("所选年度的报告超过%d份", openReports).Try("请分年度下载").At("year")
	}
	in := map[int]func(organ.ID) bool{}
	for _, v := range versions {
		if !s.hasYear(v.Year) {
			continue
		}
		if in[v.Year] == nil {
			if in[v.Year], err = p.within(r, s, v.Year); err != nil {
				return nil, err
			}
		}
		if in[v.Year](v.Organ) {
			all = append(all, v)
		}
	}
	return all, nil
}

// within tells which organs are of the selection in a year.
func (p *Portal) within(r *http.Request, s selection, year int) (func(organ.ID) bool, error) {
	switch {
	case s.Organ == 0:
		return func(organ.ID) bool { return true }, nil
	case s.Alone:
		return func(id organ.ID) bool { return id == s.Organ }, nil
	}
	day, _ := calendar.DateOf(year, 12, 31)
	above, err := p.store.SuperiorsOn(r.Context(), min(day, p.store.Today()))
	if err != nil {
		return nil, err
	}
	return func(id organ.ID) bool {
		for range 30 {
			if id == s.Organ || id == 0 {
				break
			}
			id = above[id]
		}
		return id == s.Organ
	}, nil
}

func (p *Portal) open(w http.ResponseWriter, r *http.Request) error {
	page := &openPage{Page: openHead("开放数据", ""), Limits: limits{openBurst, openSeconds, openTogether, openReports}}
	versions, err := p.store.Latest(r.Context())
	if err != nil {
		return err
	}
	if page.Versions, page.Organs, err = p.store.VersionsCount(r.Context()); err != nil {
		return err
	}
	organs, err := p.store.Organs(r.Context())
	if err != nil {
		return err
	}
	page.Reports, page.Choose = len(versions), chooserOf(selection{}, versions, organs)
	if page.Reports == 0 {
		page.Empty = noReports()
	}
	return p.area.Render(w, r, http.StatusOK, "open", page)
}

// openHead is the head of the pages of open data.
func openHead(title, address string) web.Page {
	page := web.Page{Title: title, Current: "/open", Column: "开放数据", Crumb: []web.Link{homeLink, {Text: "开放数据"}}}
	if address != "" {
		page.Crumb[1].Address = "/open"
		page.Crumb = append(page.Crumb, web.Link{Text: title})
	}
	return page
}

// chooserOf is the form with what is chosen.
func chooserOf(s selection, versions []store.Version, organs []store.Organ) chooser {
	return chooser{yearsOf(versions, s.Years), existing(organs), tablesOf(s.Table), s.Organ, s.Alone}
}

// Indent sets an organ below its superior.
func (c chooser) Indent(o store.Organ) string { return strings.Repeat("　", o.Depth) }

// yearsOf are the years of the versions, the latest first, those chosen marked.
func yearsOf(versions []store.Version, chosen []int) (years []yearChoice) {
	count := map[int]int{}
	for _, v := range versions {
		count[v.Year]++
	}
	for year, n := range count {
		years = append(years, yearChoice{year, n, slices.Contains(chosen, year)})
	}
	slices.SortFunc(years, func(a, b yearChoice) int { return b.Year - a.Year })
	return years
}

func tablesOf(chosen string) (all []tableChoice) {
	for _, t := range tableHeadings {
		all = append(all, tableChoice{t.key, t.heading, t.key == chosen})
	}
	return all
}

// cellPath is the page of one cell over the years.
func cellPath(id organ.ID, code report.Code) string {
	return fmt.Sprintf("/open/cells/%s/%s", id, code)
}
