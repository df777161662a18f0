package portal

import (
	"fmt"
	"net/http"
	"slices"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/store"
	"gongkai/web"
)

// An organPage is the first page of an organ's part of the platform, and what
// all its pages have.
type organPage struct {
	web.Page
	Organ        store.Organ
	Ended        *web.Notice  // how it ended and who took over
	Work         *organ.Unit  // the body that does the daily work of disclosure
	Guide        *organ.Guide // in force today; nil where none is recorded
	Years        []year
	Superior     *store.Organ
	Predecessors []store.Organ
	Former       []former
	Below        []group
	Tabs         []tab
}

// A tab is one of the columns that every organ has, of the same name and in the
// same place everywhere (61号).
type tab struct {
	web.Link
	Current bool
}

// columns are the columns of the platform by the ends of their addresses.
var columns = []struct{ end, text string }{
	{"", "机关概况"}, {"/guide", "政府信息公开指南"}, {"/system", "政府信息公开制度"},
	{"/catalog", "法定主动公开内容"}, {"/reports", "政府信息公开年报"}, {"/apply", "依申请公开"},
}

// A former name and the day until which it was borne.
type former struct {
	Name  string
	Until calendar.Date
}

// A year is the published versions of one year's report, the latest first.
type year struct {
	Year     int
	Versions []store.Version
}

// Latest is the version in force.
func (y year) Latest() store.Version { return y.Versions[0] }

// Path is the address of the year's report, or of one version.
func (y year) Path() string { return reportPath(y.Latest().Organ, y.Year) }

// VersionPath is the address of one version.
func (y year) VersionPath(v store.Version) string { return versionPath(v.Organ, v.Year, v.N) }

func (p *Portal) organ(w http.ResponseWriter, r *http.Request) error {
	page, err := p.organPage(r, "")
	if err != nil {
		return err
	}
	if err := p.addKin(r, page); err != nil {
		return err
	}
	return p.area.Render(w, r, http.StatusOK, "organ", page)
}

func (p *Portal) organReports(w http.ResponseWriter, r *http.Request) error {
	page, err := p.organPage(r, "/reports")
	if err != nil {
		return err
	}
	return p.area.Render(w, r, http.StatusOK, "organ_reports", page)
}

// organPage reads what all pages of an organ show, of which this is the one with
// that end of its address.
func (p *Portal) organPage(r *http.Request, end string) (*organPage, error) {
	ctx, today := r.Context(), p.store.Today()
	o, err := p.organOf(r)
	if err != nil {
		return nil, err
	}
	page := &organPage{Organ: o}
	page.head(end)
	versions, err := p.store.Versions(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	page.Years = byYear(versions)
	units, err := p.store.Units(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	if !o.Ended.IsZero() {
		successors, err := p.store.Successors(ctx, o.ID)
		if err != nil {
			return nil, err
		}
		page.Ended = ended(o, successors)
		return page, nil
	}
	page.Work = organ.InformationOffice(units, today)
	page.Guide, err = p.store.Guide(ctx, o.ID, today)
	return page, err
}

// head gives the page its title, its way and its tabs.
func (p *organPage) head(end string) {
	o := p.Organ
	p.Current, p.Title = "/organs", o.Name
	p.Crumb = []web.Link{homeLink, {Text: "公开平台", Address: "/organs"}, {Text: o.Shown()}}
	for _, c := range columns {
		p.Tabs = append(p.Tabs, tab{web.Link{Text: c.text, Address: organPath(o.ID) + c.end}, c.end == end})
		if c.end == end && end != "" {
			p.Column, p.Title = c.text, o.Name+c.text
			p.Crumb[2].Address = organPath(o.ID)
			p.Crumb = append(p.Crumb, web.Link{Text: c.text})
		}
	}
}

// byYear parts versions by year, the latest year and version first.
func byYear(versions []store.Version) (years []year) {
	slices.SortFunc(versions, func(a, b store.Version) int {
		if a.Year != b.Year {
			return b.Year - a.Year
		}
		return b.N - a.N
	})
	for _, v := range versions {
		if len(years) == 0 || years[len(years)-1].Year != v.Year {
			years = append(years, year{Year: v.Year})
		}
		last := &years[len(years)-1]
		last.Versions = append(last.Versions, v)
	}
	return years
}

// ended tells how an organ ended and who has its duties.
func ended(o store.Organ, successors []store.Organ) *web.Notice {
	how := map[organ.Ending]string{organ.Merged: "合并", organ.Split: "分立", organ.Abolished: "撤销"}[o.How]
	n := &web.Notice{Title: fmt.Sprintf("本机关已于%s%s", o.Ended.Chinese(), how)}
	says := "以前公布的年度报告仍在本页，网址不变。"
	if len(successors) > 0 {
		says = "职责由下列机关承担，新的申请请向它们提出。" + says
	}
	n.Says = []string{says}
	for _, s := range successors {
		n.Links = append(n.Links, web.Link{Text: s.Name, Address: organPath(s.ID)})
	}
	return n
}

// addKin reads the names the organ bore and the organs around it.
func (p *Portal) addKin(r *http.Request, page *organPage) (err error) {
	ctx, o := r.Context(), page.Organ
	if page.Former, err = p.former(r, o); err != nil {
		return err
	}
	if page.Predecessors, err = p.store.Predecessors(ctx, o.ID); err != nil {
		return err
	}
	organs, err := p.store.Organs(ctx)
	if err != nil {
		return err
	}
	page.Below = groups(under(existing(organs), o.ID))
	if i := slices.IndexFunc(organs, func(s store.Organ) bool { return s.ID == o.Superior }); i >= 0 {
		page.Superior = &organs[i]
	}
	return nil
}

// former are the names the organ bore before the present one, latest first.
func (p *Portal) former(r *http.Request, o store.Organ) (all []former, _ error) {
	names, err := p.store.Names(r.Context(), o.ID)
	if err != nil {
		return nil, err
	}
	for i := 0; i+1 < len(names); i++ {
		if names[i].Name != o.Name {
			all = append(all, former{names[i].Name, names[i+1].From})
		}
	}
	slices.Reverse(all)
	return all, nil
}
