package portal

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/web"
)

// A coveragePage tells which organs have published which years, of a selection
// or of all.
type coveragePage struct {
	web.Page
	Choose    chooser
	Notice    *web.Notice // that the choice was not understood
	Columns   []int
	Rows      []coverageRow
	Missing   []missing // of the selection, the first of them
	More      int       // how many are not listed
	Published int
	Expected  int
	Share     string // 98.0%, "" for small numbers
	Pager     web.Pager
	Query     string // of the downloads
	Empty     *web.Empty
	all       []coverageRow
}

// A coverageRow is one organ.
type coverageRow struct {
	Organ store.Organ
	Cells []coverageCell
}

// A coverageCell is one organ and year.
type coverageCell struct {
	Year    int
	Version int    // of the report published, 0 for none
	Address string // of the report
	Stands  bool   // the organ existed at the end of the year
}

// A missing is a report that was not published.
type missing struct {
	Organ store.Organ
	Year  int
}

const (
	coverageShown = 100
	missingShown  = 200
)

func (p *Portal) coverage(w http.ResponseWriter, r *http.Request) error {
	page := &coveragePage{Page: openHead("覆盖情况", "/open/coverage")}
	s, err := selectionOf(r.URL.Query())
	if err == nil {
		err = p.fillCoverage(r, page, s)
	}
	if err == nil {
		return p.area.Render(w, r, http.StatusOK, "open_coverage", page)
	}
	wrong := problem.Of(err)
	if wrong.Kind != problem.KindInvalid {
		return err
	}
	page.Notice = &web.Notice{Kind: "must", Title: "没有看懂所选的范围", Says: []string{wrong.Sentence()}}
	if err := p.fillCoverage(r, page, selection{}); err != nil {
		return err
	}
	return p.area.Render(w, r, wrong.Kind.Status(), "open_coverage", page)
}

func (p *Portal) fillCoverage(r *http.Request, page *coveragePage, s selection) error {
	organs, err := p.store.Organs(r.Context())
	if err != nil {
		return err
	}
	versions, err := p.chosen(r, s)
	if err != nil {
		return err
	}
	latest, err := p.store.Latest(r.Context())
	if err != nil {
		return err
	}
	page.Query, page.Choose = s.Query(), chooserOf(s, latest, organs)
	for _, y := range page.Choose.Years {
		if s.hasYear(y.Year) {
			page.Columns = append(page.Columns, y.Year)
		}
	}
	for _, year := range s.Years { // also one of which nobody has published
		if !slices.Contains(page.Columns, year) {
			page.Columns = append(page.Columns, year)
		}
	}
	slices.Sort(page.Columns)
	rows, err := p.matrix(r, s, page.Columns, organs, versions)
	if err != nil {
		return err
	}
	page.all = rows
	page.count(rows)
	if page.Published == 0 {
		page.Empty = noReports()
	}
	page.Pager = web.NewPager(len(rows), web.PageOf(r.URL.Query()), coverageShown, "个机关", *r.URL)
	if len(rows) > 0 {
		page.Rows = rows[page.Pager.From-1 : page.Pager.To]
	}
	return nil
}

// matrix is a row for each organ of the selection that stood at the end of one
// of the years or has published, in the order of the tree.
func (p *Portal) matrix(r *http.Request, s selection, years []int, organs []store.Organ, versions []store.Version) (rows []coverageRow, _ error) {
	published := map[organ.ID]map[int]store.Version{}
	for _, v := range versions {
		if published[v.Organ] == nil {
			published[v.Organ] = map[int]store.Version{}
		}
		published[v.Organ][v.Year] = v
	}
	in := make([]func(organ.ID) bool, len(years))
	for i, year := range years {
		var err error
		if in[i], err = p.within(r, s, year); err != nil {
			return nil, err
		}
	}
	for _, o := range organs {
		row := coverageRow{Organ: o}
		isThere := false
		for i, year := range years {
			c := coverageCell{Year: year, Stands: stoodIn(o, year) && in[i](o.ID)}
			if v, ok := published[o.ID][year]; ok {
				c.Version, c.Address = v.N, reportPath(o.ID, year)
			}
			isThere = isThere || c.Stands || c.Version > 0
			row.Cells = append(row.Cells, c)
		}
		if isThere {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// stoodIn says whether an organ existed on the last day of a year.
func stoodIn(o store.Organ, year int) bool {
	day, _ := calendar.DateOf(year, 12, 31)
	return o.Founded <= day && (o.Ended.IsZero() || o.Ended > day)
}

// count counts what is published of what could be, and lists what is missing.
func (page *coveragePage) count(rows []coverageRow) {
	for _, row := range rows {
		for _, c := range row.Cells {
			switch {
			case c.Version > 0:
				page.Published++
				page.Expected++
			case c.Stands && len(page.Missing) < missingShown:
				page.Missing = append(page.Missing, missing{row.Organ, c.Year})
				page.Expected++
			case c.Stands:
				page.More++
				page.Expected++
			}
		}
	}
	if rate, ok := report.Rate(report.Count(int64(page.Published)), report.Count(int64(page.Expected))); ok {
		page.Share = rate.String() + "%"
	}
}

// coverageCSV sends the matrix as a list: a line for each organ and year.
func (p *Portal) coverageCSV(w http.ResponseWriter, r *http.Request) error {
	s, err := selectionOf(r.URL.Query())
	if err != nil {
		return err
	}
	page := &coveragePage{}
	if err := p.fillCoverage(r, page, s); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="gongkai-coverage.csv"`)
	openToAll(w)
	return csv.WritePlainRows(w, func(yield func([]paper.Cell) bool) {
		yield(texts("organ_id", "organ", "year", "state", "version"))
		for _, row := range page.all {
			for _, c := range row.Cells {
				state, version := "not_standing", ""
				switch {
				case c.Version > 0:
					state, version = "published", strconv.Itoa(c.Version)
				case c.Stands:
					state = "missing"
				}
				if !yield(texts(row.Organ.ID.String(), row.Organ.Name, strconv.Itoa(c.Year), state, version)) {
					return
				}
			}
		}
	})
}

// Says is the share in words.
func (page *coveragePage) Says() string {
	says := fmt.Sprintf("应有%d份，已公布%d份", page.Expected, page.Published)
	if page.Share != "" {
		says += "，占" + page.Share
	}
	return says
}
