package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A caseButton leads to the form of a step that the person may take now.
type caseButton struct {
	Verb, Address, Why string
	Primary            bool
}

// A caseWhyNot says why a step cannot be taken now.
type caseWhyNot struct{ Verb, Says string }

// caseSteps are the steps that the person of the visit may take, and why others
// are not to be taken.
func (d *Desk) caseSteps(v *visit, c *store.Case, clock *application.Clock) (steps []caseButton, not []caseWhyNot) {
	roles, next := v.caseRoles(c.Organ), nextStep(c)
	if v.isInPool(c) && v.onlyOwn(c.Organ) != 0 {
		next = application.Name(application.TakeOver{})
	}
	for i := range caseForms {
		f := &caseForms[i]
		if f.hidden != nil && f.hidden(c) {
			continue
		}
		if _, isOpinion := f.probe.(application.UnitOpinion); !isOpinion && v.isAskedOnly(c) {
			continue
		}
		role, ok := roleFor(f.probe, roles, c.State)
		switch p := f.refused(c, role, v, clock, d.store.Today()); {
		case !ok && len(roles) > 0 && allowedToSome(f.probe, c.State):
			not = append(not, caseWhyNot{f.verb(), "由" + whoMay(f.probe, c.State) + "办理"})
		case !ok:
		case p != nil:
			not = append(not, caseWhyNot{f.verb(), p.Sentence()})
		default:
			steps = append(steps, caseButton{Verb: f.verb(), Address: caseAddress(c.CaseRow) + "/" + f.key(), Why: f.why, Primary: f.key() == next})
		}
	}
	slices.SortStableFunc(steps, func(a, b caseButton) int { return weight(a) - weight(b) })
	return steps, not
}

// weight puts the step that brings the case on before the others.
func weight(b caseButton) int {
	if b.Primary {
		return 0
	}
	return 1
}

// roleFor is the first of the roles in which the step may be taken in a state.
func roleFor(s application.Step, roles []application.Role, state application.State) (application.Role, bool) {
	for _, role := range roles {
		if application.Allows(s, role, state) {
			return role, true
		}
	}
	return "", false
}

// officeRoles are the roles that people of the office have.
var officeRoles = []application.Role{application.ByClerk, application.ByUnit, application.ByReviewer, application.ByApprover}

func allowedToSome(s application.Step, state application.State) bool {
	_, ok := roleFor(s, officeRoles, state)
	return ok
}

func whoMay(s application.Step, state application.State) string {
	var says []string
	for _, role := range officeRoles {
		if application.Allows(s, role, state) {
			says = append(says, role.Label())
		}
	}
	return strings.Join(says, "、")
}

// refused is why the case takes no step of this kind, nil where only what is
// still to be typed is missing.
func (f *caseForm) refused(c *store.Case, role application.Role, v *visit, clock *application.Clock, today calendar.Date) *problem.Error {
	if role == "" {
		return nil
	}
	env := application.Env{On: today, Today: today, Clock: clock, Actor: application.Actor{Role: role, Account: int64(v.Account.ID)}}
	_, _, err := c.Course.Take(f.probe, env)
	if p := problem.Of(err); p != nil && p.Kind != problem.KindInvalid && !f.isAnswer() {
		return p
	}
	return nil
}

// isAnswer says that the form chooses what the step answers, so that the probe
// cannot tell whether there is something.
func (f *caseForm) isAnswer() bool {
	switch f.probe.(type) {
	case application.Opinion, application.UnitOpinion, application.Silence, application.Defer, application.Settle, application.AmendContest:
		return true
	}
	return false
}

// nextStep is the step that brings the case on.
func nextStep(c *store.Case) string {
	switch {
	case c.State == application.Submitted:
		return application.Name(application.Receive{})
	case c.Course.Transferred && c.State == application.Processing && len(c.Course.Items) == 0:
		return application.Name(application.Complete{})
	case c.State == application.Correcting:
		return application.Name(application.Correct{})
	case c.State == application.AwaitingPayment:
		return application.Name(application.Paid{})
	case c.State == application.Replied && len(c.Course.Delivered) == 0:
		return application.Name(application.Deliver{})
	case !c.State.IsOpen():
		return application.Name(application.Archive{})
	}
	switch c.Course.Stage {
	case application.Unassigned:
		return application.Name(application.Assign{})
	case application.Reviewing:
		return application.Name(application.Review{})
	case application.Approving:
		return application.Name(application.Approve{})
	case application.Approved:
		return application.Name(application.Reply{})
	}
	return application.Name(application.Draft{})
}

// caseStepForm finds the form of the address, and the case.
func (d *Desk) caseStepForm(r *http.Request) (*formPage, *caseForm, store.Case, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, nil, c, err
	}
	f := caseFormOf(r.PathValue("step"))
	if f == nil {
		return nil, nil, c, problem.NotFound("没有这个步骤").Try("请从案件页面办理")
	}
	facts, err := d.formFacts(r, c.Organ)
	if err != nil {
		return nil, nil, c, err
	}
	at := caseAddress(c.CaseRow)
	p := &formPage{Page: casePage(c.Organ, f.verb(), web.Link{Text: c.Number, Address: at}), Head: f.verb(), Quiet: c.Number + "　" + c.Title, Version: c.Version,
		Verb: f.verb(), Why: f.why, Back: web.Link{Text: "返回案件", Address: at}}
	facts.n, _ = strconv.Atoi(r.URL.Query().Get("n")) // what is no number names none
	p.Fields = append(f.fields(&c, facts), f.dayField(facts.today)...)
	if f.key() == application.Name(application.FeeNotice{}) {
		p.Second = "计算"
		if err := d.knowBefore(r, c, p.Fields); err != nil {
			return nil, nil, c, err
		}
	}
	if cite := application.Cite(f.probe); !cite.IsZero() {
		p.Why = strings.TrimSuffix(p.Why, "。")
		if p.Why != "" {
			p.Why += "。"
		}
		p.Why += "依据：" + cite.String() + "。"
	}
	return p, f, c, nil
}

// formFacts finds the inner offices and the people that a case may be given to.
func (d *Desk) formFacts(r *http.Request, id organ.ID) (*formFacts, error) {
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return nil, err
	}
	rules, _, err := d.store.Supervision(r.Context())
	if err != nil {
		return nil, err
	}
	f := &formFacts{unitDays: rules.Unit, today: d.store.Today(), days: clock.Days(), handlers: []web.Option{{Label: "不指定"}}}
	if f.units, err = d.unitOptions(r.Context(), id); err != nil {
		return nil, err
	}
	if f.duties, err = d.unitDuties(r.Context(), id); err != nil {
		return nil, err
	}
	accounts, err := d.store.Accounts(r.Context(), 0)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		if !a.Disabled && (holdsAt(a, id, account.Clerk) || holdsAt(a, id, account.Handler)) {
			f.handlers = append(f.handlers, web.Option{Value: strconv.FormatInt(int64(a.ID), 10), Label: a.Name})
		}
	}
	return f, nil
}

func (d *Desk) showCaseStep(w http.ResponseWriter, r *http.Request) error {
	p, f, c, err := d.caseStepForm(r)
	if err != nil {
		return err
	}
	if err := d.refuseStep(r, p, f, &c); err != nil {
		return err
	}
	p.Notice = stillAsked(&c, d.store.Today(), f.key())
	prefill(p.Fields, &c, "whom", r.URL.Query().Get("whom"))
	prefill(p.Fields, &c, "unit", r.URL.Query().Get("unit"))
	if unit := visitOf(r).unitAt(c.Organ); unit != "" && visitOf(r).isAskedOnly(&c) {
		for i := range p.Fields {
			if p.Fields[i].Name == "unit" {
				p.Fields[i].Value = unit
			}
		}
	}
	return d.showForm(w, r, p)
}

// refuseStep takes the form away where the case does not take the step now, so
// that nobody types in vain.
func (d *Desk) refuseStep(r *http.Request, p *formPage, f *caseForm, c *store.Case) error {
	if !c.ErasedAt.IsZero() {
		p.stop(erasedSays)
		return nil
	}
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return err
	}
	steps, not := d.caseSteps(visitOf(r), c, clock)
	if slices.ContainsFunc(steps, func(b caseButton) bool { return b.Verb == f.verb() }) {
		return nil
	}
	says := stateSays(c)
	if i := slices.IndexFunc(not, func(n caseWhyNot) bool { return n.Verb == f.verb() }); i >= 0 {
		says = not[i].Says
	} else if p := f.refused(c, application.ByClerk, visitOf(r), clock, d.store.Today()); p != nil {
		says = p.Sentence()
	}
	p.stop(says)
	return nil
}

// stateSays is why a step is not to be taken that the procedure has no other word
// for.
func stateSays(c *store.Case) string { return "案件现在的状态是“" + c.State.Label() + "”" }

func (d *Desk) takeCaseStep(w http.ResponseWriter, r *http.Request) error {
	p, f, c, err := d.caseStepForm(r)
	if err != nil {
		return err
	}
	value, err := typedIn(r)
	if err != nil {
		return err
	}
	t := &typing{value: value, fields: p.Fields}
	if p.Second != "" && value("do") == "reckon" {
		return d.reckonFee(w, r, p, t)
	}
	step := store.CaseStep{Step: f.step(&c, t), On: t.day("on")}
	if p.check(t); len(t.faults) > 0 {
		return d.refuseForm(w, r, p, value, t.faults)
	}
	_, err = d.store.Take(r.Context(), visitOf(r).Actor(), seen(c.Subject(), value), step)
	if err == nil {
		return web.SeeOther(w, r, d.afterStep(visitOf(r), c, f)+"?done="+f.key())
	}
	if problem.Of(err).Kind != problem.KindInvalid {
		if err := d.refuseStep(r, p, f, &c); err != nil {
			return err
		}
	}
	return d.refuseForm(w, r, p, value, atItem(err, p.Fields))
}

// afterStep is where a step leads: to the case, and for who has handed it back
// and sees it no longer to the list.
func (d *Desk) afterStep(v *visit, c store.Case, f *caseForm) string {
	if _, back := f.probe.(application.Return); back && v.onlyOwn(c.Organ) != 0 && c.Course.Stage == application.Handling {
		return casesAddress(c.Organ)
	}
	return caseAddress(c.CaseRow)
}

// check refuses texts that no package of the law bounds, and choices that the
// form does not offer.
func (p *formPage) check(t *typing) {
	for _, f := range p.Fields {
		typed := t.value(f.Name)
		isOffered := slices.ContainsFunc(f.Options, func(o web.Option) bool { return o.Value == typed })
		switch n := len([]rune(typed)); {
		case f.Control == web.SelectControl && typed != "" && !isOffered:
			t.faults = append(t.faults, problem.Invalid("“%s”里没有这个选项", f.Label).Try("请从列表中选择").At(f.Name))
		case f.Control != web.SelectControl && n > mostStepText:
			t.faults = append(t.faults, tooLong(f.Label, n, mostStepText).At(f.Name))
		}
	}
}

// mostStepText bounds what is typed into one field of a step.
const mostStepText = 5000

// atItem puts a problem about one of several items at that item's field.
func atItem(err error, fields web.Fields) error {
	p := problem.Of(err)
	if p == nil || p.Field == "" {
		return err
	}
	name := p.Field
	switch name {
	case "articles", "decisions":
		name = "outcome"
	case "items":
		name = "item"
	}
	name += "." + strconv.Itoa(itemTold(p))
	if slices.ContainsFunc(fields, func(f web.Field) bool { return f.Name == name }) {
		return p.At(name)
	}
	return err
}
