package portal

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/web"
)

// A homePage is the first page.
type homePage struct {
	web.Page
	Organs  int
	Reports int
	Latest  []listed // newly published
	Empty   *web.Empty
	Year    int      // the latest of which anybody has published, 0 for none
	Counts  []figure // what there is
	Chart   *chart   // results of the topmost organ's latest report
	Of      *listed
	Groups  []group
}

// A listed is a published report in a list.
type listed struct {
	store.Version
	Organ store.Organ
}

// VersionPath is the address of the version itself.
func (l listed) VersionPath() string { return versionPath(l.Organ.ID, l.Year, l.N) }

// Path is the report's address.
func (l listed) Path() string { return reportPath(l.Organ.ID, l.Year) }

// A group is organs of one sort.
type group struct {
	Heading string
	Organs  []store.Organ
}

const (
	latestShown = 5
	groupShown  = 24 // organs of one sort on the first page
)

func (p *Portal) home(w http.ResponseWriter, r *http.Request) error {
	organs, err := p.store.Organs(r.Context())
	if err != nil {
		return err
	}
	all, err := p.listed(r, organs)
	if err != nil {
		return err
	}
	standing := existing(organs)
	page := &homePage{Page: web.Page{Column: "首页", Current: "/"}, Organs: len(standing), Reports: len(all), Groups: groups(under(standing, 0))}
	if len(organs) > 0 && len(page.Groups) < 2 { // one government: what is below it
		page.Groups = append(page.Groups, groups(under(standing, organs[0].ID))...)
	}
	if page.Of = firstOf(all, organs); page.Of != nil {
		if page.Chart, err = p.chartOf(r, *page.Of); err != nil {
			return err
		}
	}
	page.count(all)
	slices.SortStableFunc(all, func(a, b listed) int {
		return cmp.Or(cmp.Compare(b.PublicOn(), a.PublicOn()), b.PublishedAt.Compare(a.PublishedAt))
	})
	page.Latest = all[:min(len(all), latestShown)]
	if len(all) == 0 {
		page.Empty = noReports()
	}
	return p.area.Render(w, r, http.StatusOK, "home", page)
}

// count tells how many reports there are, the latest year first.
func (page *homePage) count(all []listed) {
	of, revised, years := 0, 0, map[int]bool{}
	for _, l := range all {
		page.Year = max(page.Year, l.Year)
		years[l.Year] = true
	}
	for _, l := range all {
		if l.Year == page.Year {
			of++
		}
		if l.N > 1 {
			revised++
		}
	}
	if len(all) == 0 {
		return
	}
	shown := func(n int) string { return web.Thousands(strconv.Itoa(n)) }
	page.Counts = []figure{{fmt.Sprintf("%d年的报告", page.Year), shown(of), "份"}, {"各年的报告", shown(len(all)), "份"}, {"年度", shown(len(years)), "个"}, {"订正过的", shown(revised), "份"}}
}

func noReports() *web.Empty {
	return &web.Empty{Fact: "还没有公布年度报告。", Next: "各机关在每年1月31日前公布上一年度的报告，县级以上政府在3月31日前公布。"}
}

// listed are the latest versions of all reports with their organs.
func (p *Portal) listed(r *http.Request, organs []store.Organ) ([]listed, error) {
	versions, err := p.store.Latest(r.Context())
	if err != nil {
		return nil, err
	}
	return withOrgans(versions, organs), nil
}

// withOrgans puts the versions together with their organs.
func withOrgans(versions []store.Version, organs []store.Organ) []listed {
	known := make(map[organ.ID]store.Organ, len(organs))
	for _, o := range organs {
		known[o.ID] = o
	}
	all := make([]listed, 0, len(versions))
	for _, v := range versions {
		if o, ok := known[v.Organ]; ok {
			all = append(all, listed{v, o})
		}
	}
	return all
}

// firstOf is the latest report of the organ that stands first, the government
// whose site it is.
func firstOf(all []listed, organs []store.Organ) *listed {
	for _, o := range organs {
		for i := range all {
			if all[i].Organ.ID == o.ID {
				return &all[i]
			}
		}
		if o.Depth > 0 {
			break
		}
	}
	return nil
}

// chartOf is the chart of a report's results.
func (p *Portal) chartOf(r *http.Request, l listed) (*chart, error) {
	v, err := p.store.Published(r.Context(), l.Organ.ID, l.Year, l.N)
	if err != nil {
		return nil, err
	}
	rep, err := report.ParseJSON(v.Content)
	if err != nil {
		return nil, fmt.Errorf("read the published report %s %d: %w", l.Organ.ID, l.Year, err)
	}
	return resultsOf(rep, nil), nil
}

// existing leaves out organs that have ended.
func existing(organs []store.Organ) []store.Organ {
	var standing []store.Organ
	for _, o := range organs {
		if o.Ended.IsZero() {
			standing = append(standing, o)
		}
	}
	return standing
}

// under are the organs whose superior is the one given; 0 for the topmost.
func under(organs []store.Organ, superior organ.ID) []store.Organ {
	var all []store.Organ
	for _, o := range organs {
		if o.Superior == superior {
			all = append(all, o)
		}
	}
	return all
}

// groups parts organs by what they are, governments first.
func groups(organs []store.Organ) (all []group) {
	organs = slices.Clone(organs)
	slices.SortStableFunc(organs, func(a, b store.Organ) int { return cmp.Compare(sortOf(a), sortOf(b)) })
	for _, o := range organs {
		heading := headings[sortOf(o)]
		if len(all) == 0 || all[len(all)-1].Heading != heading {
			all = append(all, group{Heading: heading})
		}
		last := &all[len(all)-1]
		last.Organs = append(last.Organs, o)
	}
	return all
}

var headings = [...]string{"政府", "工作部门", "乡镇、街道", "派出机关", "垂直领导部门", "其他机关"}

// sortOf is an organ's place in headings.
func sortOf(o store.Organ) int {
	switch {
	case o.Level == organ.Township:
		return 2
	case o.Body == organ.Government:
		return 0
	case o.Body == organ.Department, o.Body == organ.GeneralOffice:
		return 1
	case o.Body == organ.Dispatched:
		return 3
	case o.Body == organ.Vertical:
		return 4
	}
	return 5
}

// Shown are the organs of the group that the first page has room for.
func (g group) Shown() []store.Organ { return g.Organs[:min(len(g.Organs), groupShown)] }

// More is how many it has not.
func (g group) More() int { return max(0, len(g.Organs)-groupShown) }

// An organsPage is the list of organs.
type organsPage struct {
	web.Page
	Query  string
	Total  int
	Groups []group
	Found  []store.Organ // of a search
	Empty  *web.Empty
}

const foundShown = 200

func (p *Portal) organs(w http.ResponseWriter, r *http.Request) error {
	organs, err := p.store.Organs(r.Context())
	if err != nil {
		return err
	}
	page := &organsPage{Page: web.Page{Title: "公开平台", Current: "/organs", Crumb: []web.Link{homeLink, {Text: "公开平台"}}}}
	page.Query = trimQuery(r.URL.Query().Get("q"))
	standing := existing(organs)
	if page.Total = len(standing); page.Query != "" {
		for _, o := range organs { // the ended ones too: their reports stay
			if matches(page.Query, o.Name, o.Short) && len(page.Found) < foundShown {
				page.Found = append(page.Found, o)
			}
		}
		if len(page.Found) == 0 {
			page.Empty = &web.Empty{Fact: "没有找到名称中有“" + page.Query + "”的机关。", Next: "请换一个词，例如只写地名或者部门名。", Links: []web.Link{{Text: "全部机关", Address: "/organs"}}}
		}
		return p.area.Render(w, r, http.StatusOK, "organs", page)
	}
	for _, top := range under(standing, 0) {
		page.Groups = append(page.Groups, group{Heading: top.Name, Organs: []store.Organ{top}})
		page.Groups = append(page.Groups, groups(under(standing, top.ID))...)
	}
	if len(standing) == 0 {
		page.Empty = &web.Empty{Fact: "还没有登记机关。", Next: "机关由系统管理员在工作台登记。"}
	}
	return p.area.Render(w, r, http.StatusOK, "organs", page)
}

// trimQuery bounds what was typed into a search.
func trimQuery(q string) string {
	q = strings.Join(strings.Fields(q), "")
	if runes := []rune(q); len(runes) > 40 {
		return string(runes[:40])
	}
	return q
}
