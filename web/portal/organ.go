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

// An organPage is an organ's part of the platform.
type organPage struct {
	web.Page
	Organ        store.Organ
	Ended        *web.Notice // how it ended and who took over
	Superior     *store.Organ
	Predecessors []store.Organ
	Former       []former
	Work         *organ.Unit // the body that does the daily work of disclosure
	Units        []organ.Unit
	Group        *organ.LeadingGroup // as of today
	Seats        []seats
	Years        []year
	Below        []group
	Tabs         []web.Link
}

// A former name and the day until which it was borne.
type former struct {
	Name  string
	Until calendar.Date
}

// Seats are the people of one position of the leading group.
type seats struct {
	Label string
	Seats []organ.Seat
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
	page, err := p.organPage(r)
	if err != nil {
		return err
	}
	page.Current, page.Title = "/organs", page.Organ.Name
	page.Crumb = []web.Link{homeLink, {Text: "公开平台", Address: "/organs"}, {Text: page.Organ.Shown()}}
	if err := p.addStructure(r, page); err != nil {
		return err
	}
	return p.area.Render(w, r, http.StatusOK, "organ", page)
}

func (p *Portal) organReports(w http.ResponseWriter, r *http.Request) error {
	page, err := p.organPage(r)
	if err != nil {
		return err
	}
	page.Current, page.Column, page.Title = "/organs", "政府信息公开年报", page.Organ.Name+"政府信息公开年报"
	page.Crumb = []web.Link{homeLink, {Text: "公开平台", Address: "/organs"}, {Text: page.Organ.Shown(), Address: organPath(page.Organ.ID)}, {Text: "政府信息公开年报"}}
	return p.area.Render(w, r, http.StatusOK, "organ_reports", page)
}

// organPage reads what both pages of an organ show.
func (p *Portal) organPage(r *http.Request) (*organPage, error) {
	ctx := r.Context()
	o, err := p.organOf(r)
	if err != nil {
		return nil, err
	}
	page := &organPage{Organ: o, Tabs: []web.Link{{Text: "机关概况", Address: organPath(o.ID)}, {Text: "政府信息公开年报", Address: organPath(o.ID) + "/reports"}}}
	versions, err := p.store.Versions(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	page.Years = byYear(versions)
	if !o.Ended.IsZero() {
		successors, err := p.store.Successors(ctx, o.ID)
		if err != nil {
			return nil, err
		}
		page.Ended = ended(o, successors)
	}
	return page, nil
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

// addStructure reads what only the first page of an organ shows.
func (p *Portal) addStructure(r *http.Request, page *organPage) error {
	ctx, o, today := r.Context(), page.Organ, p.store.Today()
	units, err := p.store.Units(ctx, o.ID)
	if err != nil {
		return err
	}
	for _, u := range units {
		if u.From > today || !u.Until.IsZero() && u.Until <= today {
			continue
		}
		if page.Units = append(page.Units, u); u.WorkBody && page.Work == nil {
			page.Work = &u
		}
	}
	group, ok, err := p.store.LeadingGroup(ctx, o.ID, today)
	if err != nil {
		return err
	}
	if ok {
		page.Group = &group
		for _, position := range organ.Positions() {
			if people := group.Named(position); len(people) > 0 {
				page.Seats = append(page.Seats, seats{position.Label(), people})
			}
		}
	}
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

// IsTab says whether the tab is the page shown: the first is the organ itself.
func (p *organPage) IsTab(i int) bool { return (p.Column == "") == (i == 0) }
