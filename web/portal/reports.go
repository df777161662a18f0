package portal

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"gongkai/web"
)

// A reportsPage is the list of published reports.
type reportsPage struct {
	web.Page
	Query string
	Year  string
	Years []int // with reports, the latest first
	Rows  []listed
	Pager web.Pager
	Empty *web.Empty
}

const reportsShown = 50

func (p *Portal) reports(w http.ResponseWriter, r *http.Request) error {
	organs, err := p.store.Organs(r.Context())
	if err != nil {
		return err
	}
	all, err := p.listed(r, organs)
	if err != nil {
		return err
	}
	query := r.URL.Query()
	page := &reportsPage{Page: web.Page{Title: "年度报告", Current: "/reports", Crumb: []web.Link{homeLink, {Text: "年度报告"}}},
		Query: trimQuery(query.Get("q")), Year: query.Get("year")}
	place := make(map[string]int, len(organs)) // the order of the organs' tree
	for i, o := range organs {
		place[o.ID.String()] = i
	}
	slices.SortStableFunc(all, func(a, b listed) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(place[a.Organ.ID.String()], place[b.Organ.ID.String()]))
	})
	var found []listed
	for _, l := range all {
		if len(page.Years) == 0 || page.Years[len(page.Years)-1] != l.Year {
			page.Years = append(page.Years, l.Year)
		}
		if (page.Year == "" || page.Year == strconv.Itoa(l.Year)) && matches(page.Query, l.Organ.Name, l.Organ.Short, l.Title) {
			found = append(found, l)
		}
	}
	page.Pager = web.NewPager(len(found), web.PageOf(query), reportsShown, "份", *r.URL)
	if len(found) > 0 {
		page.Rows = found[page.Pager.From-1 : page.Pager.To]
	}
	page.Empty = page.nothing(len(all))
	return p.area.Render(w, r, http.StatusOK, "reports", page)
}

// nothing says why the list is empty, nil when it is not.
func (p *reportsPage) nothing(all int) *web.Empty {
	switch {
	case len(p.Rows) > 0:
		return nil
	case all == 0:
		return noReports()
	}
	what := "年度报告"
	if p.Query != "" {
		what = "“" + p.Query + "”的年度报告"
	}
	if _, ok := yearOf(p.Year); ok {
		what = fmt.Sprintf("%s年%s", p.Year, what)
	}
	return &web.Empty{Fact: "没有找到" + what + "。", Next: "请换一个词或者年度；也可能还没有公布。", Links: []web.Link{{Text: "全部年度报告", Address: "/reports"}}}
}
