package portal

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/report"
	"gongkai/law/report/narrative"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/web"
)

// A cellPage is one cell of an organ's reports over the years: each value with
// the report and version it comes from, what the text says of it, and what
// earlier versions had.
type cellPage struct {
	web.Page
	Organ  store.Organ
	Metric metric
	Values []cellValue // the latest year first
	Chart  *chart
	Years  string // parameters of the downloads
	Empty  *web.Empty
}

// A cellValue is what the report on a year has in the cell.
type cellValue struct {
	Year, N   int
	Value     string
	Title     string
	Address   string // of the version, at the cell
	Published calendar.Date
	Form      string
	Said      []string // the sentences that tell the figure
	Earlier   []earlier
}

// An earlier is what an earlier version had.
type earlier struct {
	N         int
	Value     string
	Address   string
	Published calendar.Date
	Differs   bool
}

// maxCellVersions bounds how many versions one page reads.
const maxCellVersions = 200

func (p *Portal) cell(w http.ResponseWriter, r *http.Request) error {
	o, err := p.organOf(r)
	if err != nil {
		return err
	}
	code := report.Code(r.PathValue("code"))
	m, ok := report.MetricOf(code)
	if !ok {
		return web.NoPage()
	}
	page := &cellPage{Page: openHead(m.Label, cellPath(o.ID, code)), Organ: o, Metric: metricOf(m)}
	page.Title = o.Name + m.Label
	page.Crumb = slices.Insert(page.Crumb, 2, web.Link{Text: o.Shown(), Address: organPath(o.ID) + "/reports"})
	versions, err := p.store.Versions(r.Context(), o.ID)
	if err != nil {
		return err
	}
	versions = versions[:min(len(versions), maxCellVersions)]
	err = p.eachReport(r, versions, func(v store.Version, rep *report.Report) error {
		page.add(v, rep, code)
		return nil
	})
	if err != nil {
		return err
	}
	page.finish(m)
	return p.area.Render(w, r, http.StatusOK, "open_cell", page)
}

// add takes the cell of a version; versions come by year and number, the latest
// first.
func (page *cellPage) add(v store.Version, rep *report.Report, code report.Code) {
	value, address := words(rep, code), versionPath(v.Organ, v.Year, v.N)
	if rep.Figure(code).IsThere() {
		address += "#" + string(code)
	}
	published := calendar.BeijingDate(v.PublishedAt)
	if n := len(page.Values); n > 0 && page.Values[n-1].Year == v.Year {
		last := &page.Values[n-1]
		last.Earlier = append(last.Earlier, earlier{v.N, value, address, published, value != last.Value})
		return
	}
	c := cellValue{Year: v.Year, N: v.N, Value: value, Title: v.Title, Address: address, Published: published, Form: sideOf(v, rep).Form}
	for _, s := range narrative.Read(rep.Text(), narrative.About{Year: rep.Year, Organ: rep.Organ}) {
		if report.Code(s.At) == code || report.Code(s.Or) == code {
			c.Said = append(c.Said, s.Text)
		}
	}
	page.Values = append(page.Values, c)
}

// finish draws the years and says where there are none.
func (page *cellPage) finish(m report.Metric) {
	if len(page.Values) == 0 {
		page.Empty = &web.Empty{Fact: "本机关还没有公布年度报告。", Next: "公布以后，各年的数字在这里列出。"}
		return
	}
	var rows []row
	for _, v := range slices.Backward(page.Values) {
		n, ok := report.ParseNumber(strings.ReplaceAll(v.Value, ",", ""))
		if !ok || n.Sign() < 0 {
			continue
		}
		rows = append(rows, row{label: fmt.Sprintf("%d年", v.Year), n: n})
	}
	if len(rows) > 1 {
		page.Chart = (&chart{Caption: "历年走势", Head: "年度", Year: m.Unit}).drawn(rows)
	}
}

// A versionsPage lists every published version with its hash.
type versionsPage struct {
	web.Page
	Rows  []listed
	Pager web.Pager
	Empty *web.Empty
}

const versionsShown = 100

func (p *Portal) versions(w http.ResponseWriter, r *http.Request) error {
	page := &versionsPage{Page: openHead("版本和校验值", "/open/versions")}
	total, _, err := p.store.VersionsCount(r.Context())
	if err != nil {
		return err
	}
	page.Pager = web.NewPager(total, web.PageOf(r.URL.Query()), versionsShown, "版", *r.URL)
	all, err := p.recent(r, versionsShown, (page.Pager.Page-1)*versionsShown)
	if err != nil {
		return err
	}
	page.Rows = all
	if len(all) == 0 {
		page.Empty = noReports()
	}
	return p.area.Render(w, r, http.StatusOK, "open_versions", page)
}

// recent are versions with their organs, the latest published first.
func (p *Portal) recent(r *http.Request, size, offset int) ([]listed, error) {
	versions, err := p.store.Recent(r.Context(), size, offset)
	if err != nil {
		return nil, err
	}
	organs, err := p.store.Organs(r.Context())
	return withOrgans(versions, organs), err
}

// maxVersionLines is how many versions the list for programs has at most.
const maxVersionLines = 20_000

func (p *Portal) versionsCSV(w http.ResponseWriter, r *http.Request) error {
	all, err := p.recent(r, maxVersionLines, 0)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="gongkai-versions.csv"`)
	openToAll(w)
	return csv.WritePlainRows(w, func(yield func([]paper.Cell) bool) {
		yield(texts("organ_id", "organ", "year", "version", "published", "sha256", "report", "reason"))
		for _, l := range all {
			if !yield(texts(l.Organ.ID.String(), l.Organ.Name, fmt.Sprint(l.Year), fmt.Sprint(l.N), calendar.BeijingDate(l.PublishedAt).String(), l.SHA256, l.VersionPath(), l.Reason)) {
				return
			}
		}
	})
}
