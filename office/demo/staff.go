package demo

import (
	"context"
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/store"
)

// staffing has each organ's clerk enter its leading group, its units and the
// people who work for disclosure, in the first days.
func (f *filling) staffing() {
	day := workday(dateOf(firstYear, 1, 5))
	for i, o := range f.offices {
		since := max(calendar.MustParse(o.founded), dateOf(2019, 5, 15))
		f.later(day, 30+14*i, func(ctx context.Context) error {
			group := o.group(since, fmt.Sprintf("%s发〔%d〕%d号", o.mark, since.Year(), 20+i), o.chief.name)
			if err := f.take(ctx, o.clerk, o.subject(store.OrganKind), group); err != nil {
				return err
			}
			for k, unit := range append([]string{o.unit}, o.units...) {
				u := organ.Unit{Name: unit, Duties: dutiesOf(unit, k == 0), WorkBody: k == 0, From: since}
				if k == 0 {
					u.Phone, u.Address = fmt.Sprintf("0000-86%05d（虚构）", 100*(i+1)), o.address(i)
					u.Hours = "工作日8:30至12:00，14:30至18:00"
				}
				if err := f.take(ctx, o.clerk, o.subject(store.OrganKind), organ.SetUnit{Unit: u}); err != nil {
					return err
				}
			}
			return f.staff(ctx, o, since)
		})
	}
}

// staff enters the information staff: the one who does the work and the one who
// is in charge.
func (f *filling) staff(ctx context.Context, o *office, since calendar.Date) error {
	for _, p := range []organ.Staffer{
		{Name: o.staff.name, Unit: o.unit, Duty: "主动公开、依申请公开的登记和年度报告编制", FullTime: o.isBusy || o.asked > 10, From: since},
		{Name: o.head.name, Unit: o.unit, Duty: "审核公开的内容，组织年度报告", From: since},
	} {
		if err := f.take(ctx, o.clerk, o.subject(store.OrganKind), organ.SetStaffer{Staffer: p}); err != nil {
			return err
		}
	}
	return nil
}

// group is the organ's leading group from a day on.
func (o *office) group(from calendar.Date, document, leader string) organ.SetLeadingGroup {
	g := organ.LeadingGroup{From: from, Document: document, Office: o.unit, Duties: "组织协调、指导推进、监督检查本机关政府信息公开工作，受理政府信息公开申请，编制年度报告"}
	g.Seats = []organ.Seat{
		{Position: organ.Leader, Name: leader, Title: o.posts[0]},
		{Position: organ.Deputy, Name: o.deputy.name, Title: o.posts[1]},
	}
	for i, m := range o.members {
		title := o.units[i] + "负责人"
		switch {
		case o.key == county:
			title = [...]string{"县发展和改革局局长", "县财政局局长", "县自然资源局局长", "县农业农村局局长", "县数据和政务服务局局长"}[i]
		case o.isTown():
			title = o.units[i] + "主任"
		}
		g.Seats = append(g.Seats, organ.Seat{Position: organ.Member, Name: m.name, Title: title})
	}
	return organ.SetLeadingGroup{LeadingGroup: g}
}

// address is where the organ's i-th office is.
func (o *office) address(i int) string {
	if o.isTown() {
		return fmt.Sprintf("霁川县%s正街%d号", o.short, 3+2*i)
	}
	return fmt.Sprintf("霁川县临泮街道泮水路%d号", 1+2*i)
}

func dutiesOf(unit string, isWorkBody bool) string {
	if isWorkBody {
		return "政府信息公开的日常工作：接收和答复申请，维护更新公开的信息，编制公开指南、公开目录和年度报告，保密审查的组织"
	}
	return unit + "职责范围内政府信息的收集、审核和提供"
}

// changes are what changed among the organs: a merger and a new name by the
// reform of 2024, and new leaders.
func (f *filling) changes() {
	const reform = "霁委发〔2024〕5号"
	day := calendar.MustParse("2024-05-20")
	system := f.admins[0]
	for _, o := range f.offices {
		if o.ended == "" {
			continue
		}
		f.later(calendar.MustParse(o.ended)+1, 45, func(ctx context.Context) error {
			return f.take(ctx, system, o.subject(store.OrganKind), organ.Succeed{
				How: organ.Merged, Successors: []organ.ID{f.of(o.heir).id}, From: calendar.MustParse(o.ended), Document: reform})
		})
	}
	f.later(day+1, 60, func(ctx context.Context) error {
		return f.take(ctx, system, f.of("zhengwu").subject(store.OrganKind), organ.Rename{
			Name: "霁川县数据和政务服务局", Short: "县政务服务局", From: day, Document: reform})
	})
	leaders := map[string]string{county: "2025-02-18", "zhujian": "2024-08-06", "liuwan": "2025-04-10", seedTown: "2025-09-16"}
	for _, o := range f.offices {
		if on := leaders[o.key]; on != "" {
			f.succeed(o, calendar.MustParse(on))
		}
	}
}

// succeed enters the leading group with another leader.
func (f *filling) succeed(o *office, day calendar.Date) {
	f.later(workday(day+2), 95, func(ctx context.Context) error {
		return f.take(ctx, o.clerk, o.subject(store.OrganKind), o.group(day, fmt.Sprintf("%s发〔%d〕17号", o.mark, day.Year()), o.next.name))
	})
}
