package application

import (
	"slices"
	"strings"

	"gongkai/law"
	"gongkai/law/problem"
)

// Transfer takes up an application that was recorded in the register of
// applications before the office handled any here (转入申请办理). Its day is the day of
// receipt that the register says, on which the case goes on to count.
type Transfer struct {
	Channel    Channel     `json:"channel,omitempty"`
	Number     string      `json:"number,omitempty"`
	Applicants []Applicant `json:"applicants,omitempty"`
	// Items is what is asked for; none where the register does not say. Then they
	// have to be completed before anything can be decided.
	Items    []Item   `json:"items,omitempty"`
	Delivery Delivery `json:"delivery,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	// Extended is by how much the reply period had been extended, 0 for not.
	Extended law.WorkingDays `json:"extended,omitempty"`
	Note     string          `json:"note,omitempty"` // of the register
}

// Complete writes down what the register did not say of an application that was
// transferred (补录): what is blank is filled, what is there stays.
type Complete struct {
	Items    []Item   `json:"items,omitempty"`
	Identity string   `json:"identity,omitempty"`
	Phone    string   `json:"phone,omitempty"`
	Email    string   `json:"email,omitempty"`
	Address  string   `json:"address,omitempty"`
	Postcode string   `json:"postcode,omitempty"`
	Delivery Delivery `json:"delivery,omitempty"`
}

func (Transfer) name() string    { return "transfer" }
func (Transfer) variant() string { return "" }
func (Complete) name() string    { return "complete" }
func (Complete) variant() string { return "" }

func (s Transfer) words(w *wording) Step {
	w.text("channel", (*string)(&s.Channel))
	w.text("number", &s.Number)
	w.list("applicants", &s.Applicants, len(s.Applicants) > 0)
	w.list("items", &s.Items, len(s.Items) > 0)
	w.text("delivery", (*string)(&s.Delivery))
	w.text("unit", &s.Unit)
	w.days("extended", &s.Extended)
	w.text("note", &s.Note)
	return s
}

func (s Complete) words(w *wording) Step {
	w.list("items", &s.Items, len(s.Items) > 0)
	w.text("identity", &s.Identity)
	w.text("phone", &s.Phone)
	w.text("email", &s.Email)
	w.text("address", &s.Address)
	w.text("postcode", &s.Postcode)
	w.text("delivery", (*string)(&s.Delivery))
	return s
}

func (s Transfer) check(_ *Case, env *Env) (Mark, *problem.Error) {
	rules, ok := env.Clock.Rules(env.On)
	if !ok {
		return "", unsupported(env.On)
	}
	if p := checkChannel(s.Channel, env.History); p != nil {
		return "", p
	}
	if p := checkDelivery(s.Delivery); p != nil {
		return "", p
	}
	if s.Extended < 0 || s.Extended > rules.ExtensionLimit {
		return "", problem.Invalid("延长期限最长不得超过%d个工作日，现为%d个", rules.ExtensionLimit, s.Extended).Because(extension).Try("请写1至%d个工作日", rules.ExtensionLimit).At("extended")
	}
	if env.History {
		return "", nil
	}
	if strings.TrimSpace(s.Number) == "" {
		return "", problem.Invalid("登记没有编号").Because(workSystem).Try("请先在登记簿中补上申请编号").At("number")
	}
	if p := checkApplicants(s.Applicants); p != nil {
		return "", p
	}
	if len(s.Items) == 0 {
		return "", nil
	}
	return "", checkItems(s.Items)
}

func (s Complete) check(c *Case, env *Env) (Mark, *problem.Error) {
	if p := checkDelivery(s.Delivery); p != nil {
		return "", p
	}
	switch {
	case !c.Transferred:
		return "", problem.Refused("这件申请不是从登记簿转入的，没有要补录的").Because(workSystem).Try("申请人补充内容的，请办理补正；变更联系方式的，请写成备注")
	case len(s.Items) > 0 && len(c.Items) > 0:
		return "", problem.Conflict("申请公开的内容已经登记，不能另录").Because(workSystem).Try("内容不明确的，请要求申请人补正").At("items")
	case len(s.Items) == 0 && s.contact() == (Applicant{}) && s.Delivery == DeliverUndecided && !env.History:
		return "", problem.Invalid("没有填写要补录的内容").Try("请至少填写一项").At("items")
	case len(s.Items) == 0:
		return "", nil
	}
	return "", checkItems(s.Items)
}

func (s Complete) contact() Applicant {
	return Applicant{Identity: s.Identity, Phone: s.Phone, Email: s.Email, Address: s.Address, Postcode: s.Postcode}
}

func (s Transfer) apply(c *Case, e *Event, k *Clock) {
	c.Transferred, c.Channel, c.ReceivedOn, c.Number, c.Unit = true, s.Channel, e.On, s.Number, s.Unit
	c.Applicants, c.Items, c.Delivery = slices.Clone(s.Applicants), s.Items, s.Delivery // completing fills the applicant in
	rules, ok := k.Rules(e.On)
	if !ok {
		return
	}
	c.rules = rules
	c.ledger.reopen(e.On, rules)
	if s.Extended > 0 {
		c.Extension = &Extension{Days: s.Extended}
		c.ledger.extra = s.Extended
	}
}

func (s Complete) apply(c *Case, _ *Event, _ *Clock) {
	if len(c.Items) == 0 {
		c.Items = s.Items
	}
	if c.Delivery == DeliverUndecided {
		c.Delivery = s.Delivery
	}
	if len(c.Applicants) == 0 {
		return
	}
	a := &c.Applicants[0]
	for _, f := range []struct {
		into *string
		from string
	}{{&a.Identity, s.Identity}, {&a.Phone, s.Phone}, {&a.Email, s.Email}, {&a.Address, s.Address}, {&a.Postcode, s.Postcode}} {
		if *f.into == "" {
			*f.into = f.from
		}
	}
}

// Lacks names what a transferred case still has to be completed with, in the
// words of the form; none for every other case.
func (c *Case) Lacks() (all []string) {
	if !c.Transferred || !c.State.IsOpen() {
		return nil
	}
	if len(c.Items) == 0 {
		all = append(all, "申请公开的内容")
	}
	if len(c.Applicants) > 0 && c.Applicants[0].Phone+c.Applicants[0].Email+c.Applicants[0].Address == "" {
		all = append(all, "申请人的联系方式")
	}
	return all
}
