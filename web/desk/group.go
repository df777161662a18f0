package desk

import (
	"context"
	"slices"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A groupShown is an organ's leading group with all its versions.
type groupShown struct {
	On       calendar.Date       // for which day the report names it
	Valid    *organ.LeadingGroup // on that day; nil for none
	Versions []groupVersion      // the latest first
}

// A groupVersion is one version as the page shows it.
type groupVersion struct {
	organ.LeadingGroup
	Counts    bool // for the next report
	Positions []groupPosition
}

// A groupPosition is one position and who holds it.
type groupPosition struct {
	Label string
	Seats []organ.Seat
}

func (d *Desk) groupShown(ctx context.Context, id organ.ID) (g groupShown, err error) {
	versions, err := d.store.LeadingGroups(ctx, id)
	if err != nil {
		return g, err
	}
	g.On = d.reportDay()
	for _, version := range versions {
		if version.From <= g.On {
			g.Valid = &version
		}
	}
	for _, version := range slices.Backward(versions) {
		shown := groupVersion{LeadingGroup: version, Counts: g.Valid != nil && version.From == g.Valid.From}
		for _, p := range organ.Positions() {
			if seats := version.Named(p); len(seats) > 0 {
				shown.Positions = append(shown.Positions, groupPosition{p.Label(), seats})
			}
		}
		g.Versions = append(g.Versions, shown)
	}
	return g, nil
}

// groupForm starts from the latest version: most changes replace one person.
var groupForm = organForm{
	may: account.OrganGroup, done: "group",
	page: func(d *Desk, ctx context.Context, v *visit) (*formPage, error) {
		versions, err := d.store.LeadingGroups(ctx, v.organ.ID)
		if err != nil {
			return nil, err
		}
		var last organ.LeadingGroup
		if len(versions) > 0 {
			last = versions[len(versions)-1]
		}
		fields := web.Fields{{Name: "from", Label: "名单从哪一天起有效", Hint: "成立或调整文件的日期，如2024年3月5日。", Width: "mid"}}
		for _, p := range organ.Positions() {
			fields = append(fields, web.Field{Control: web.AreaControl, Name: string(p), Label: p.Label(), Value: lines(last.Named(p)),
				Hint: "一行一人：姓名，空格，职务。如：周海峰 镇党委副书记、镇长", Rows: 3, Optional: p != organ.Leader})
		}
		fields = append(fields,
			web.Field{Name: "office", Label: "领导小组办公室（日常办事机构）", Hint: "如党政办公室。", Value: last.Office, Optional: true, Width: "mid"},
			web.Field{Control: web.AreaControl, Name: "duties", Label: "办公室职责", Value: last.Duties, Optional: true},
			web.Field{Name: "document", Label: "成立或调整文件", Hint: "文件名称和文号。", Value: last.Document, Optional: true})
		p := organFormPage(v.organ, "登记领导小组", "保存领导小组名单", fields)
		p.Why = d.groupWhy(len(versions))
		p.Kept = namesOf(fields[1:])
		return p, nil
	},
	step: func(_ *visit, typed func(string) string) (store.Step, store.Faults) {
		from, wrong := dayIn(typed, "from")
		s := organ.SetLeadingGroup{LeadingGroup: organ.LeadingGroup{From: from, Document: typed("document"), Office: typed("office"), Duties: typed("duties")}}
		for _, p := range organ.Positions() {
			s.Seats = append(s.Seats, organ.ReadSeats(p, typed(string(p)))...)
		}
		faults := first(wrong, s.Check())
		if n := len([]rune(s.Office)); n > maxCode {
			faults = append(faults, tooLong("办公室名称", n, maxCode).At("office"))
		}
		return s, faults
	},
}

func (d *Desk) groupWhy(n int) string {
	why := "年度报告用" + d.reportDay().Chinese() + "有效的名单。"
	if n > 0 {
		why += "已经填好的是最近一份名单；以前的名单保留，同一天的以后保存的为准。"
	}
	return why
}

// lines writes seats as they are typed.
func lines(seats []organ.Seat) (text string) {
	for _, s := range seats {
		text += s.Name
		if s.Title != "" {
			text += " " + s.Title
		}
		text += "\n"
	}
	return text
}

// unitForm is for an office inside the organ; {unit} is new or its number.
var unitForm = organForm{
	may: account.OrganUnit, done: "unit",
	page: func(d *Desk, ctx context.Context, v *visit) (*formPage, error) {
		u := organ.Unit{WorkBody: true}
		units, err := d.store.Units(ctx, v.organ.ID)
		if err != nil {
			return nil, err
		}
		title := "登记内设机构"
		if v.part != "new" {
			i := slices.IndexFunc(units, func(u organ.Unit) bool { return strconv.FormatInt(u.ID, 10) == v.part })
			if i < 0 {
				return nil, problem.NotFound("没有找到这个内设机构").Try("请从机关页面进入")
			}
			u, title = units[i], units[i].Name
		} else if slices.ContainsFunc(units, func(u organ.Unit) bool { return u.WorkBody && u.Until.IsZero() }) {
			u.WorkBody = false
		}
		return organFormPage(v.organ, title, "保存内设机构", web.Fields{
			{Name: "name", Label: "机构名称", Value: u.Name, Hint: "如党政办公室。", Width: "mid"},
			{Control: web.CheckControl, Name: "work_body", Label: "这是本机关的政府信息公开工作机构", Value: yes(u.WorkBody), Hint: "公众页面会写明它的地址、电话和办公时间。"},
			{Control: web.AreaControl, Name: "duties", Label: "负责公开的信息", Value: u.Duties, Optional: true},
			{Name: "phone", Label: "电话", Value: u.Phone, Mode: "tel", Optional: true, Width: "mid"},
			{Name: "address", Label: "地址", Value: u.Address, Optional: true},
			{Name: "hours", Label: "办公时间", Value: u.Hours, Hint: "如周一至周五8:30—12:00，14:30—17:30，法定节假日除外。", Optional: true},
			{Name: "from", Label: "设立日期", Value: typedDay(u.From), Hint: "如2019年5月15日。", Width: "mid"},
			{Name: "until", Label: "撤销日期", Value: typedDay(u.Until), Hint: "还在的不填。", Optional: true, Width: "mid"},
		}).keepsAll(), nil
	},
	step: func(v *visit, typed func(string) string) (store.Step, store.Faults) {
		from, wrong := dayIn(typed, "from")
		until, late := dayIn(typed, "until")
		s := organ.SetUnit{Unit: organ.Unit{ID: v.partID(), Name: typed("name"), Duties: typed("duties"), WorkBody: typed("work_body") != "",
			Phone: typed("phone"), Address: typed("address"), Hours: typed("hours"), From: from, Until: until}}
		return s, first(late, first(wrong, s.Check()))
	},
}

// staffForm is for one of the information staff; {staffer} is new or a number.
var staffForm = organForm{
	may: account.OrganStaff, done: "staff",
	page: func(d *Desk, ctx context.Context, v *visit) (*formPage, error) {
		var s organ.Staffer
		staff, err := d.store.Staff(ctx, v.organ.ID)
		if err != nil {
			return nil, err
		}
		title := "登记工作人员"
		if v.part != "new" {
			i := slices.IndexFunc(staff, func(s organ.Staffer) bool { return strconv.FormatInt(s.ID, 10) == v.part })
			if i < 0 {
				return nil, problem.NotFound("没有找到这名工作人员").Try("请从机关页面进入")
			}
			s, title = staff[i], staff[i].Name
		}
		return organFormPage(v.organ, title, "保存工作人员", web.Fields{
			{Name: "name", Label: "姓名", Value: s.Name, Width: "mid"},
			{Name: "unit", Label: "所在机构", Value: s.Unit, Optional: true, Width: "mid"},
			{Name: "duty", Label: "分工", Value: s.Duty, Hint: "如办理申请、维护网站。", Optional: true},
			{Control: web.CheckControl, Name: "full_time", Label: "专职从事信息公开工作", Value: yes(s.FullTime)},
			{Name: "phone", Label: "电话", Value: s.Phone, Mode: "tel", Optional: true, Width: "mid"},
			{Name: "from", Label: "从哪一天起", Value: typedDay(s.From), Hint: "如2024年3月5日。", Width: "mid"},
			{Name: "until", Label: "到哪一天止", Value: typedDay(s.Until), Hint: "还在任的不填。", Optional: true, Width: "mid"},
		}).keepsAll(), nil
	},
	step: func(v *visit, typed func(string) string) (store.Step, store.Faults) {
		from, wrong := dayIn(typed, "from")
		until, late := dayIn(typed, "until")
		s := organ.SetStaffer{Staffer: organ.Staffer{ID: v.partID(), Name: typed("name"), Unit: typed("unit"), Duty: typed("duty"),
			FullTime: typed("full_time") != "", Phone: typed("phone"), From: from, Until: until}}
		return s, first(late, first(wrong, s.Check()))
	},
}
