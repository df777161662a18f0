package desk

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/store"
	"gongkai/web"
)

// An intakePage registers an application that came at the counter, by post or
// by fax.
type intakePage struct {
	web.Page
	Organ  string
	Notice *web.Notice
	Fields web.Fields // all of them, for the summary of errors
	Parts  []intakePart
	Count  int   // of items
	ID     int64 // of the case to be: the form sent twice makes one
	Back   web.Link
	stopping
}

// An intakePart is a part of the form with its number.
type intakePart struct {
	Head   string
	Fields web.Fields
	Items  bool // more can be added
}

// intakeForm is the form with room for a number of items.
func (d *Desk) intakeForm(r *http.Request, items int) *intakePage {
	v := visitOf(r)
	p := &intakePage{Page: casePage(v.organ.ID, "登记申请"), Organ: v.organ.Name, Count: items, ID: d.store.NewID(), Back: web.Link{Text: "返回申请列表", Address: casesAddress(v.organ.ID)}}
	if o := v.organ; !o.Ended.IsZero() {
		p.halt("登记申请", fmt.Sprintf("“%s”已于%s%s，不再受理申请。请向承接职责的机关申请。", o.Name, o.Ended.Chinese(), o.How.Label()))
	}
	for _, part := range []intakePart{
		{Head: "1　怎样收到的", Fields: d.channelFields()},
		{Head: "2　申请人", Fields: applicantFields()},
		{Head: "3　申请公开的内容", Fields: itemFields(items), Items: true},
		{Head: "4　怎样提供", Fields: web.Fields{
			{Name: "delivery", Label: "获取方式", Control: web.SelectControl, Options: deliveryOptions(), Optional: true},
			{Name: "form", Label: "信息的形式", Hint: "例如：纸质复印件、电子文件。", Width: "mid", Optional: true},
		}},
	} {
		p.Fields = append(p.Fields, part.Fields...)
		p.Parts = append(p.Parts, part)
	}
	return p
}

// lay puts the fields, filled and blamed, into their parts.
func (p *intakePage) lay() {
	at := 0
	for i := range p.Parts {
		n := len(p.Parts[i].Fields)
		p.Parts[i].Fields = p.Fields[at : at+n]
		at += n
	}
}

func (d *Desk) channelFields() web.Fields {
	channel := web.Field{Name: "channel", Label: "申请渠道", Control: web.RadioControl}
	for _, c := range application.Channels() {
		if c == application.Online {
			continue // comes by itself
		}
		rule, cite := c.Rule()
		if !cite.IsZero() {
			rule += "（" + cite.String() + "）"
		}
		channel.Options = append(channel.Options, web.Option{Value: string(c), Label: c.Label(), Hint: rule})
	}
	return web.Fields{channel,
		{Name: "oral", Label: "申请人口头提出，由工作人员代为填写", Control: web.CheckControl},
		{Name: "on", Label: "提交、签收或者收到的日期", Control: web.DateControl, Width: "short", Value: typedDay(d.store.Today())},
		{Name: "how", Label: "怎样与申请人确认", Hint: "平常信函、传真、电子邮件等要与申请人确认，例如“电话”“回复邮件”。还没有确认的不填，登记为待确认收到。", Width: "mid", Optional: true},
		{Name: "confirmed_on", Label: "确认的日期", Hint: "写了确认的方式、没有写日期的，按收到的当日。", Control: web.DateControl, Width: "short", Optional: true},
	}
}

func applicantFields() web.Fields {
	kinds := []web.Option{{Label: "请选择"}}
	for _, k := range application.Kinds() {
		kinds = append(kinds, web.Option{Value: string(k), Label: k.Label()})
	}
	return web.Fields{
		{Name: "kind", Label: "申请人类别", Hint: "有代理人的，按委托人选择。", Control: web.SelectControl, Options: kinds, Width: "mid"},
		{Name: "name", Label: "姓名或者名称", Width: "mid"},
		{Name: "identity", Label: "证件号码或者统一社会信用代码", Width: "mid", Optional: true},
		{Name: "phone", Label: "联系电话", Mode: "tel", Width: "mid", Optional: true},
		{Name: "email", Label: "电子邮箱", Width: "mid", Optional: true},
		{Name: "address", Label: "通信地址", Optional: true},
		{Name: "postcode", Label: "邮政编码", Mode: "numeric", Width: "short", Optional: true},
		{Name: "agent_name", Label: "代理人姓名", Width: "mid", Optional: true},
		{Name: "agent_identity", Label: "代理人证件号码", Width: "mid", Optional: true},
		{Name: "agent_phone", Label: "代理人电话", Mode: "tel", Width: "mid", Optional: true},
		{Name: "authority", Label: "授权委托书", Hint: "例如：2026年3月2日，代为申请和领取。", Optional: true},
	}
}

func itemFields(n int) (fields web.Fields) {
	for i := 1; i <= n; i++ {
		f := web.Field{Name: itemName(i), Label: fmt.Sprintf("第%d项", i), Control: web.AreaControl, Rows: 3, Optional: i > 1}
		if i == 1 {
			f.Hint = "一项写一个内容：政府信息的名称、文号或者便于查询的其他特征。"
		}
		fields = append(fields, f)
	}
	return fields
}

func itemName(n int) string { return "item." + strconv.Itoa(n) }

func deliveryOptions() (all []web.Option) {
	for _, way := range []application.Delivery{application.DeliverUndecided, application.DeliverPost, application.DeliverEmail, application.DeliverCounter,
		application.DeliverInspect, application.DeliverFax, application.DeliverOnline} {
		all = append(all, web.Option{Value: string(way), Label: way.Label()})
	}
	return all
}

// mostItems is how many items the form takes.
const mostItems = 50

// itemsIn is for how many items the form that was sent had room.
func itemsIn(typed func(string) string) int {
	n, err := strconv.Atoi(typed("count"))
	if err != nil {
		return 1
	}
	return min(max(n, 1), mostItems)
}

func (d *Desk) showIntake(w http.ResponseWriter, r *http.Request) error {
	p := d.intakeForm(r, 1)
	if typed, ok := visitOf(r).typed(); ok {
		p = d.intakeForm(r, itemsIn(typed))
		p.fill(typed)
		p.Notice = keptNotice
	}
	p.lay()
	return d.area.Render(w, r, http.StatusOK, "case_new", p)
}

// fill keeps what was typed, and the number of the case.
func (p *intakePage) fill(typed func(string) string) {
	if p.Stopped != nil {
		p.lose(p.Fields, typed)
	}
	p.Fields.Fill(typed)
	if id, err := strconv.ParseInt(typed("case"), 10, 64); err == nil && id > 0 {
		p.ID = id
	}
}

func (d *Desk) intake(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	n := itemsIn(typed)
	if typed("do") == "add" {
		n = min(n+1, mostItems)
	}
	p := d.intakeForm(r, n)
	p.fill(typed)
	if typed("do") == "add" {
		p.lay()
		return d.area.Render(w, r, http.StatusOK, "case_new", p)
	}
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return err
	}
	step, faults := d.openCaseOf(clock, typed, n)
	if err = faults.orNil(); err == nil {
		var taken store.Taken
		taken, err = d.store.Take(r.Context(), visitOf(r).Actor(), store.Subject{Organ: visitOf(r).organ.ID, ID: p.ID}, step)
		if err == nil {
			return web.SeeOther(w, r, p.Back.Address+"/"+strconv.FormatInt(taken.Subject.ID, 10)+"/slip?done=opened")
		}
	}
	if p.Stopped != nil {
		if code := d.refuseStopped(r, &p.stopping, err); code != 0 {
			return d.area.Render(w, r, code, "case_new", p)
		}
		return err
	}
	notice, code, ok := d.blame(r, err, p.Fields)
	if !ok {
		return err
	}
	p.Notice = notice
	p.lay()
	return d.area.Render(w, r, code, "case_new", p)
}

// intakeFaults are what is wrong with an application as typed.
type intakeFaults store.Faults

func (f intakeFaults) orNil() error {
	if len(f) == 0 {
		return nil
	}
	return store.Faults(f)
}

// openCaseOf reads the form, with every fault at its field.
func (d *Desk) openCaseOf(clock *application.Clock, typed func(string) string, items int) (store.OpenCase, intakeFaults) {
	step := store.OpenCase{Submit: submitOf(typed, items), How: typed("how")}
	var faults intakeFaults
	for _, day := range []struct {
		field string
		into  *calendar.Date
	}{{"on", &step.On}, {"confirmed_on", &step.ConfirmedOn}} {
		on, wrong := dayIn(typed, day.field)
		if wrong == nil && on > d.store.Today() {
			wrong = problem.Invalid("日期%s还没有到", on.Chinese()).Try("请核对日期，今天是%s", d.store.Today().Chinese()).At(day.field)
		}
		if wrong != nil {
			faults = append(faults, wrong)
		}
		*day.into = on
	}
	if arrived := orDay(step.On, d.store.Today()); !step.ConfirmedOn.IsZero() && step.ConfirmedOn < arrived {
		faults = append(faults, problem.Invalid("确认的日期%s早于收到的日期%s", step.ConfirmedOn.Chinese(), arrived.Chinese()).Try("请核对日期").At("confirmed_on"))
	}
	return step, append(faults, d.submitFaults(clock, step.Submit)...)
}

func orDay(on, otherwise calendar.Date) calendar.Date {
	if on.IsZero() {
		return otherwise
	}
	return on
}

// submitOf is the application as typed. Items left blank between others are
// left out.
func submitOf(typed func(string) string, items int) application.Submit {
	s := application.Submit{
		Channel: application.Channel(typed("channel")), Oral: typed("oral") != "", Delivery: application.Delivery(typed("delivery")), Form: typed("form"),
		Applicants: []application.Applicant{{Kind: application.Kind(typed("kind")), Name: typed("name"), Identity: typed("identity"), Phone: typed("phone"),
			Email: typed("email"), Address: typed("address"), Postcode: typed("postcode")}},
	}
	if name := typed("agent_name"); name != "" {
		s.Agent = &application.Agent{Name: name, Identity: typed("agent_identity"), Phone: typed("agent_phone"), Authority: typed("authority")}
	}
	for i := 1; i <= items; i++ {
		if asked := typed(itemName(i)); asked != "" {
			s.Items = append(s.Items, application.Item{N: len(s.Items) + 1, Asked: asked})
		}
	}
	return s
}

// submitFaults asks the law about each part of an application by itself, so
// that all that is wrong is said at once.
func (d *Desk) submitFaults(clock *application.Clock, s application.Submit) (faults intakeFaults) {
	good := application.Submit{Channel: application.Counter, Applicants: []application.Applicant{{Kind: application.NaturalPerson, Name: "某"}}, Items: []application.Item{{N: 1, Asked: "某"}}}
	channel, name, kind, items, delivery := good, good, good, good, good
	channel.Channel, items.Items, delivery.Delivery = s.Channel, s.Items, s.Delivery
	name.Applicants = []application.Applicant{{Kind: application.NaturalPerson, Name: s.Applicants[0].Name}}
	kind.Applicants = []application.Applicant{{Kind: s.Applicants[0].Kind, Name: "某"}}
	env := application.Env{On: d.store.Today(), Today: d.store.Today(), Clock: clock, Actor: application.Actor{Role: application.ByClerk}}
	for _, part := range []application.Submit{channel, name, kind, items, delivery} {
		var none application.Case
		if _, _, err := none.Take(part, env); err != nil {
			p := problem.Of(err)
			if p.Field == "items" {
				p = p.At(itemName(itemTold(p)))
			}
			faults = append(faults, p)
		}
	}
	if s.Channel == application.Online { // the portal alone takes those
		faults = append(faults, problem.Invalid("网上提交的申请由平台自动登记").Try("请选择其他渠道").At("channel"))
	}
	for _, f := range []struct{ name, label, value string }{
		{"identity", "证件号码", s.Applicants[0].Identity}, {"phone", "联系电话", s.Applicants[0].Phone}, {"email", "电子邮箱", s.Applicants[0].Email},
		{"address", "通信地址", s.Applicants[0].Address}, {"postcode", "邮政编码", s.Applicants[0].Postcode}, {"form", "信息的形式", s.Form},
	} {
		if n := len([]rune(f.value)); n > mostContact {
			faults = append(faults, tooLong(f.label, n, mostContact).At(f.name))
		}
	}
	return faults
}

// mostContact bounds what is typed of how to reach somebody.
const mostContact = 200

// itemTold is the item that a problem of the law is about, as its sentence
// numbers it; 1 where it names none.
func itemTold(p *problem.Error) int {
	var n int
	if _, after, ok := strings.Cut(p.Says, "第"); ok {
		fmt.Sscanf(after, "%d", &n) // 0 where no number stands there
	}
	return min(max(n, 1), mostItems)
}

// A slipPage is the receipt that the applicant takes home.
type slipPage struct {
	web.Page
	Notice    *web.Notice
	Organ     string
	Case      store.Case
	Code      string
	Rule      string
	Confirmed bool
	Due       caseDue
	Address   string
	Today     calendar.Date
}

func (d *Desk) slip(w http.ResponseWriter, r *http.Request) error {
	c, err := d.caseOf(r)
	if err == nil && !c.ErasedAt.IsZero() {
		err = problem.NotFound("这件申请的资料已按保存期限删除，没有回执").Try("需要的，请查阅纸质档案")
	}
	if err != nil {
		return err
	}
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return err
	}
	if err := d.store.LookedAtSlip(r.Context(), visitOf(r).Actor(), c.CaseRow); err != nil {
		return err
	}
	rule, cite := c.Course.Channel.Rule()
	if !cite.IsZero() {
		rule += "（" + cite.String() + "）"
	}
	p := &slipPage{Page: casePage(c.Organ, "登记回执", web.Link{Text: c.Number, Address: caseAddress(c.CaseRow)}), Organ: visitOf(r).organ.Name, Case: c,
		Rule: rule, Confirmed: !c.ReceivedOn.IsZero(), Due: dueOf(c.CaseRow, clock.Days(), d.store.Today()), Address: caseAddress(c.CaseRow), Today: d.store.Today(), Code: d.store.QueryCode(c.CaseRow)}
	if r.URL.Query().Get("done") == "opened" {
		p.Notice = &web.Notice{Kind: "ok", Says: []string{"已登记为" + c.Number + "。请打印回执交给申请人。"}}
	}
	return d.area.Render(w, r, http.StatusOK, "case_slip", p)
}
