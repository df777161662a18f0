package portal

import (
	"fmt"
	"net/http"
	"strconv"

	"gongkai/law"
	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/store"
	"gongkai/web"
)

// A casePage tells an applicant how the case stands. It names nobody: neither
// the applicant, nor who was consulted, nor who in the office has it.
type casePage struct {
	web.Page
	Number   string
	Organ    store.Organ
	Work     *organ.Unit
	Guide    *organ.Guide
	Head     string // how it stands
	Lede     string
	Waiting  string // for whom
	Done     *web.Notice
	Stages   []stage
	Must     *web.Notice // what the applicant has to do
	Can      []can
	Asked    []asked
	Reckoned reckoning
	Past     []happened
	Given    []givenFile
	Delivery string
	Received calendar.Date
	Remedies []law.Citation // after a reply
	Reliefs  []relief
	Superior *store.Organ
}

// A stage is one of the steps every application goes through.
type stage struct {
	Text    string
	Done    bool
	Current bool
}

// A can is something the applicant may do now.
type can struct{ Act, Text string }

// An asked is an item, and what was decided of it.
type asked struct {
	Text     string
	Outcome  string
	Articles []string
	Reasons  string
}

// A happened is one line of the course of a case.
type happened struct {
	On    calendar.Date
	Says  string
	Notes []string
}

// A givenFile is a file of the reply.
type givenFile struct{ Name, Size, Address string }

func (p *Portal) caseShown(w http.ResponseWriter, r *http.Request, c *store.Case) error {
	page, err := p.casePage(r, c)
	if err != nil {
		return err
	}
	page.Done = doneNotice(r.URL.Query().Get("done"))
	return p.area.Render(w, r, http.StatusOK, "track_case", page)
}

func (p *Portal) casePage(r *http.Request, c *store.Case) (*casePage, error) {
	ctx := r.Context()
	o, err := p.store.Organ(ctx, c.Organ)
	if err != nil {
		return nil, err
	}
	clock, err := p.store.Clock(ctx)
	if err != nil {
		return nil, err
	}
	page := &casePage{
		Page:   web.Page{Title: c.Number, Column: "办理查询", Current: "/track", Crumb: []web.Link{homeLink, {Text: "办理查询", Address: "/track"}, {Text: c.Number}}},
		Number: c.Number, Organ: o, Received: c.ReceivedOn, Delivery: c.Course.Delivery.Label(), Reckoned: reckon(&c.Course, clock, p.store.Today()), Past: pastOf(c),
	}
	units, err := p.store.Units(ctx, c.Organ)
	if err != nil {
		return nil, err
	}
	page.Work = organ.InformationOffice(units, p.store.Today())
	if page.Guide, err = p.store.Guide(ctx, c.Organ, p.store.Today()); err != nil {
		return nil, err
	}
	page.stand(&c.Course, p.store.Today())
	page.Must, page.Can, page.Stages = mustOf(&c.Course), canOf(&c.Course), stagesOf(&c.Course)
	page.items(&c.Course)
	for _, f := range given(c) {
		page.Given = append(page.Given, givenFile{f.Name, web.Size(int(f.Size)), "/track/files/" + strconv.FormatInt(f.ID, 10)})
	}
	if replied(c) {
		page.Remedies, page.Reliefs = remedies, reliefsOf(&c.Course)
		if o.Superior != 0 {
			above, err := p.store.Organ(ctx, o.Superior)
			if err != nil {
				return nil, err
			}
			page.Superior = &above
		}
	}
	return page, nil
}

// stand says in plain words how the case stands and who acts next.
func (p *casePage) stand(c *application.Case, today calendar.Date) {
	due := p.Reckoned.Due
	switch c.State {
	case application.Submitted:
		p.Head, p.Lede = "等待确认收到", "受理机关与您确认收到申请后，开始计算答复期限。"
	case application.Correcting:
		p.Head, p.Lede = "等您补正", "收到补正后，答复期限重新计算。"
	case application.AwaitingPayment:
		p.Head, p.Lede = "等您缴费", "缴费后，答复期限从次日起重新计算。"
	case application.Processing:
		p.Head = "正在办理：" + workNow(c)
		p.Lede = "最迟" + due.Chinese() + "（" + due.WeekdayName() + "）答复您。"
		if today > due {
			p.Lede = "应当在" + due.Chinese() + "以前答复，已经逾期。您可以联系受理机关，也可以投诉、举报。"
		}
	case application.Replied:
		p.Head, p.Lede = "已经答复", "答复日期："+lastOf(c).On.Chinese()+"。"
	case application.Closed:
		p.Head, p.Lede = "已经结束", closedBy(c)
	}
}

// workNow is what the office is doing, as far as it concerns the applicant.
func workNow(c *application.Case) string {
	for _, t := range c.Consultations {
		if t.IsOpen() {
			return "征求" + t.Party.Label() + "意见"
		}
	}
	switch c.Stage {
	case application.Reviewing, application.Approving:
		return "审核签发"
	case application.Approved:
		return "准备发出答复"
	}
	return "查找信息、起草答复"
}

func lastOf(c *application.Case) application.Result { return c.Results[len(c.Results)-1] }

func closedBy(c *application.Case) string {
	if len(c.Results) == 0 {
		return ""
	}
	return lastOf(c).On.Chinese() + "结束，没有作出答复。原因见下面的办理经过。"
}

// stagesOf are the steps every application goes through, with where it is.
func stagesOf(c *application.Case) []stage {
	at := 0
	switch {
	case c.State == application.Replied:
		at = 4
	case c.State == application.Processing && (c.Stage == application.Reviewing || c.Stage == application.Approving || c.Stage == application.Approved):
		at = 2
	case c.State.IsOpen() && c.State != application.Submitted:
		at = 1
	case c.State == application.Closed:
		return nil
	}
	var all []stage
	for i, text := range []string{"收到申请", "查找信息、起草答复", "审核签发", "答复"} {
		all = append(all, stage{text, i < at, i == at})
	}
	return all
}

// mustOf is what the applicant has to do, nil for nothing.
func mustOf(c *application.Case) *web.Notice {
	link := func(act, text string) []web.Link { return []web.Link{{Text: text, Address: "/track/case/" + act}} }
	switch {
	case c.State == application.Correcting:
		return &web.Notice{Kind: "must", Title: "请在" + c.Correction.Until.Chinese() + "以前补正（含当日）", Says: []string{c.Correction.What,
			"没有正当理由逾期不补正的，视为放弃申请，不再处理（《政府信息公开条例》第三十条）。"}, Links: link("correct", "补正申请")}
	case c.State == application.AwaitingPayment:
		return &web.Notice{Kind: "must", Title: "请缴费", Says: []string{feeOf(c.Fee) + "，" + c.Fee.NoticedOn.Chinese() + "通知。请按收费通知书写明的方式缴费；逾期不缴的，视为放弃申请。"}}
	case c.State == application.Processing && c.Reasons != nil && c.Reasons.GivenOn.IsZero():
		return &web.Notice{Kind: "must", Title: "请说明理由", Says: []string{"受理机关认为申请的数量、频次明显超过合理范围，请您说明理由（《政府信息公开条例》第三十五条）。"}, Links: link("reasons", "说明理由")}
	}
	return nil
}

func feeOf(f *application.Fee) string {
	if f.Cents == 0 {
		return "信息处理费"
	}
	return fmt.Sprintf("信息处理费%d.%02d元", f.Cents/100, f.Cents%100)
}

// canOf is what the applicant may do, in the order of use.
func canOf(c *application.Case) (all []can) {
	for _, a := range acts {
		if a.may(c) {
			all = append(all, can{a.name, a.verb})
		}
	}
	return all
}

// items tells what was asked for, and after a reply what was decided.
func (p *casePage) items(c *application.Case) {
	for _, item := range c.Items {
		one := asked{Text: item.Asked}
		if c.State == application.Replied {
			for _, d := range lastOf(c).Decisions {
				if d.Item == item.N {
					one.Outcome, one.Articles, one.Reasons = d.Outcome.Label(), d.Articles, d.Reasons
				}
			}
		}
		p.Asked = append(p.Asked, one)
	}
}
