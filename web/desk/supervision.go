package desk

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// supervisionRoutes are the days of supervising, and what a superior sees.
func (d *Desk) supervisionRoutes() []route {
	const settings, below = "/desk/supervision", "/desk/organs/{organ}/supervision"
	return append(d.form(settings, account.SiteSet, d.supervisionForm), route{pattern: "GET " + below, may: account.CaseSupervise, handle: d.overdueBelow})
}

// An overduePage is what a superior sees of cases below that are overdue.
type overduePage struct {
	web.Page
	Organ string
	Days  int // working days that pass before a case is here
	Rows  []store.OverdueCase
	Pager web.Pager
	Empty *web.Empty
}

func (d *Desk) overdueBelow(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	rules, _, err := d.store.Supervision(r.Context())
	if err != nil {
		return err
	}
	p := &overduePage{Page: web.Page{Title: "督办下级", Current: superviseAddress(v.organ.ID), Crumb: []web.Link{{Text: "今日", Address: "/desk/"}, {Text: "督办下级"}}}, Organ: v.organ.Name, Days: rules.Superior}
	if v.supervises(v.organ.ID) {
		page, total := web.PageOf(r.URL.Query()), 0
		if p.Rows, total, err = d.store.OverdueBelow(r.Context(), v.organ.ID, page); err != nil {
			return err
		}
		p.Pager = web.NewPager(total, page, store.CasePageSize, "件", *r.URL)
		p.Empty = &web.Empty{Fact: fmt.Sprintf("下级没有逾期满%d个工作日的申请。", rules.Superior)}
	} else {
		p.Empty = &web.Empty{Fact: "您的岗位不含下级机关。", Next: "需要督办下级的，请安全管理员授予“查看”岗位，并选“下级机关也适用”。"}
	}
	if len(p.Rows) > 0 {
		p.Empty = nil
	}
	return d.area.Render(w, r, http.StatusOK, "supervision", p)
}

// supervises says that a post of the person reaches below the organ.
func (v *visit) supervises(at organ.ID) bool {
	return slices.ContainsFunc(v.Posts, func(p account.Post) bool {
		return p.Subtree && account.May(p.Role, account.CaseSupervise) && (p.Organ == at || v.organ.ID == at)
	})
}

func superviseAddress(id organ.ID) string { return organAddress(id) + "/supervision" }

// supervise asks who sees the organs below to press for what is long overdue.
func (f *finder) supervise(ctx context.Context, id organ.ID) error {
	reaches := slices.ContainsFunc(f.visit.Posts, func(p account.Post) bool {
		return p.Organ == id && p.Subtree && account.May(p.Role, account.CaseSupervise)
	})
	if !reaches {
		return nil
	}
	rules, _, err := f.desk.store.Supervision(ctx)
	if err != nil {
		return err
	}
	all, total, err := f.desk.store.OverdueBelow(ctx, id, 1)
	if err != nil || total == 0 {
		return err
	}
	f.list = append(f.list, task{
		What: fmt.Sprintf("督办下级逾期的申请%d件", total), Address: superviseAddress(id), Due: all[0].DueOn,
		Why: fmt.Sprintf("逾期满%d个工作日，最长的已逾期%d个工作日（%s）。", rules.Superior, all[0].Days, all[0].Name),
	})
	return nil
}

// supervisionForm is the days of reminding and supervising.
func (d *Desk) supervisionForm(r *http.Request) (*formPage, sending, error) {
	s, version, err := d.store.Supervision(r.Context())
	if err != nil {
		return nil, sending{}, err
	}
	p := &formPage{Version: version, Page: web.Page{Title: "督办设置", Current: "/desk/supervision"}, Head: "督办设置", Notice: done(r),
		Quiet: "法律没有规定这些天数，由本机关自定，下级机关一并适用；不影响答复期限。", Verb: "保存督办设置", Why: "保存后立即按新的天数提醒。到期当日和逾期的，签发人也看得到，不用设置。"}
	for _, f := range supervisionFields {
		p.Fields = append(p.Fields, web.Field{Name: f.name, Label: f.label, Hint: f.hint, Value: strconv.Itoa(*f.of(&s)), Mode: "numeric", Width: "short"})
	}
	return p.keepsAll(), sending{on: siteSubject(r, version), step: supervisionIn, next: "/desk/supervision?done=supervision"}, nil
}

var supervisionFields = []struct {
	name, label, hint string
	of                func(*application.Supervision) *int
}{
	{"soon", "到期前几个工作日提醒承办人", "1至15。", func(s *application.Supervision) *int { return &s.Soon }},
	{"superior", "逾期几个工作日后上级可以看到", "1至60。上级只看到编号、应当答复的日期和逾期天数。", func(s *application.Supervision) *int { return &s.Superior }},
	{"unit", "内设机构几个工作日内提出意见", "1至15。征求意见时可以另定日期。", func(s *application.Supervision) *int { return &s.Unit }},
}

// supervisionIn reads what was typed.
func supervisionIn(typed func(string) string) (store.Step, error) {
	var rules application.Supervision
	var faults store.Faults
	for _, f := range supervisionFields {
		n, err := strconv.Atoi(typed(f.name))
		if err != nil {
			faults = append(faults, problem.Invalid("“%s”不是整数", atMost(typed(f.name), 20)).Try("请写阿拉伯数字").At(f.name))
		}
		*f.of(&rules) = n
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return store.SetSupervision{Rules: rules}, nil
}
