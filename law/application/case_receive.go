package application

import (
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// Submit hands an application in (提交申请), by the applicant or, for what came on
// paper, by the clerk. In a history it may say the channel alone.
type Submit struct {
	Channel    Channel     `json:"channel,omitempty"`
	Oral       bool        `json:"oral,omitempty"` // the office wrote it down (art. 29 (1))
	Applicants []Applicant `json:"applicants,omitempty"`
	Agent      *Agent      `json:"agent,omitempty"`
	Items      []Item      `json:"items,omitempty"`
	Delivery   Delivery    `json:"delivery,omitempty"`
	Form       string      `json:"form,omitempty"` // the form in which the information is wanted
}

// Receive settles the day of receipt (收到申请之日): at once, or on the day on
// which the office and the applicant confirmed it.
type Receive struct {
	Channel Channel `json:"channel,omitempty"` // "" for that of the submission
	How     string  `json:"how,omitempty"`     // how it was confirmed: 电话, 回复邮件
}

// ChangeDelivery is the applicant's wish to get the letters in another way
// (变更获取方式).
type ChangeDelivery struct {
	Delivery Delivery `json:"delivery"`
	Address  string   `json:"address,omitempty"` // a postal address, an e-mail address or a number
}

// Register gives the case its number (登记).
type Register struct {
	Number string `json:"number"`
}

// Assign hands the case to an inner office or a person (分办).
type Assign struct {
	Unit    string `json:"unit,omitempty"`
	Account int64  `json:"account,omitempty"`
	Note    string `json:"note,omitempty"`
}

// TakeOver is taking a case from the pool (认领).
type TakeOver struct {
	Unit string `json:"unit,omitempty"`
}

// Return hands the case back (退回): a draft to who drafted it, a case to who
// assigned it.
type Return struct {
	Reason string `json:"reason"`
}

func (Submit) name() string            { return "submit" }
func (Submit) variant() string         { return "" }
func (Receive) name() string           { return "receive" }
func (Receive) variant() string        { return "" }
func (ChangeDelivery) name() string    { return "change-delivery" }
func (ChangeDelivery) variant() string { return "" }
func (Register) name() string          { return "register" }
func (Register) variant() string       { return "" }
func (Assign) name() string            { return "assign" }
func (Assign) variant() string         { return "" }
func (TakeOver) name() string          { return "take-over" }
func (TakeOver) variant() string       { return "" }
func (Return) name() string            { return "return" }
func (Return) variant() string         { return "" }

func (s Submit) words(w *wording) Step {
	w.text("channel", (*string)(&s.Channel))
	w.flag("oral", &s.Oral)
	w.list("applicants", &s.Applicants, len(s.Applicants) > 0)
	w.list("agent", &s.Agent, s.Agent != nil)
	w.list("items", &s.Items, len(s.Items) > 0)
	w.text("delivery", (*string)(&s.Delivery))
	w.text("form", &s.Form)
	return s
}

func (s Receive) words(w *wording) Step {
	w.text("channel", (*string)(&s.Channel))
	w.text("how", &s.How)
	return s
}

func (s ChangeDelivery) words(w *wording) Step {
	w.text("delivery", (*string)(&s.Delivery))
	w.text("address", &s.Address)
	return s
}

func (s Register) words(w *wording) Step { w.text("number", &s.Number); return s }

func (s Assign) words(w *wording) Step {
	w.text("unit", &s.Unit)
	w.account("account", &s.Account)
	w.text("note", &s.Note)
	return s
}

func (s TakeOver) words(w *wording) Step { w.text("unit", &s.Unit); return s }
func (s Return) words(w *wording) Step   { w.text("reason", &s.Reason); return s }

func (s Submit) check(_ *Case, env *Env) (Mark, *problem.Error) {
	if p := checkChannel(s.Channel, env.History); p != nil {
		return "", p
	}
	if p := checkDelivery(s.Delivery); p != nil {
		return "", p
	}
	if env.History && len(s.Applicants) == 0 && len(s.Items) == 0 {
		return "", nil
	}
	if p := checkApplicants(s.Applicants); p != nil {
		return "", p
	}
	return "", checkItems(s.Items)
}

func checkDelivery(d Delivery) *problem.Error {
	if d.Label() == DeliverUndecided.Label() && d != DeliverUndecided {
		return problem.Invalid("没有“%s”这种获取方式", string(d)).Because(form).Try("请从列出的方式中选择").At("delivery")
	}
	return nil
}

func checkChannel(c Channel, history bool) *problem.Error {
	if c.Known() || c == "" && history {
		return nil
	}
	if c == "" {
		return problem.Invalid("没有选择申请渠道").Because(law.OGI.Art(31, "行政机关收到政府信息公开申请的时间，按照下列规定确定")).Try("请选择渠道，收到申请之日由渠道决定").At("channel")
	}
	var all []string
	for _, r := range receipts {
		all = append(all, string(r.channel)+"（"+r.label+"）")
	}
	return problem.Invalid("没有“%s”这种申请渠道", string(c)).Try("请写成 %s 之一", strings.Join(all, "、")).At("channel")
}

func (s Receive) check(c *Case, env *Env) (Mark, *problem.Error) {
	channel := s.Channel
	if channel == "" {
		channel = c.Channel
	}
	if p := checkChannel(channel, env.History); p != nil {
		return "", p
	}
	if c.State == "" && !env.History {
		return "", problem.Refused("还没有申请的内容，不能确认收到").Because(described).Try("请先登记申请人和申请公开的内容")
	}
	if channel.NeedsConfirmation() && strings.TrimSpace(s.How) == "" && !env.History {
		_, cite := channel.Rule()
		return "", because(problem.Invalid("没有写明怎样与申请人确认"), cite).Try("请填写确认的方式，例如“电话”“回复邮件”").At("how")
	}
	if on := c.receivedBy(channel, env.On); !env.Clock.Supports(on) {
		return "", unsupported(on)
	}
	return "", nil
}

// receivedBy derives the day of receipt from the channel: what needs no
// confirmation was received when it arrived, whenever the clerk records it.
func (c *Case) receivedBy(channel Channel, confirmed calendar.Date) calendar.Date {
	if c.SubmittedOn.IsZero() || channel == "" {
		return confirmed
	}
	on, _ := channel.ReceivedOn(c.SubmittedOn, confirmed)
	return on
}

func (s ChangeDelivery) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case s.Delivery == DeliverUndecided && !env.History:
		return "", problem.Invalid("没有选择获取方式").Because(form).Try("请选择").At("delivery")
	case len([]rune(s.Address)) > maxName*2:
		return "", problem.Invalid("地址有%d个字，最多%d个字", len([]rune(s.Address)), maxName*2).Try("请写得简短一些").At("address")
	}
	return "", checkDelivery(s.Delivery)
}

func (s Register) check(c *Case, _ *Env) (Mark, *problem.Error) {
	switch {
	case strings.TrimSpace(s.Number) == "":
		return "", problem.Invalid("没有填写登记编号").Because(workSystem).Try("请填写编号，一件申请一个编号").At("number")
	case c.Number != "":
		return "", problem.Conflict("这件申请已经登记为%s", c.Number).Try("请沿用这个编号，编号给出以后不再改变")
	}
	return "", nil
}

func (s Assign) check(*Case, *Env) (Mark, *problem.Error) {
	if s.Unit == "" && s.Account == 0 {
		return "", problem.Invalid("没有写明分给谁").Because(workSystem).Try("请选择承办机构或者经办人").At("unit")
	}
	return "", nil
}

func (TakeOver) check(c *Case, env *Env) (Mark, *problem.Error) {
	if c.Account != 0 && c.Account != env.Actor.Account {
		return "", problem.Conflict("这件申请已经有人办理").Try("请与经办人联系，或者由他退回后再认领")
	}
	return "", nil
}

func (s Return) check(*Case, *Env) (Mark, *problem.Error) { return "", needsReason(s.Reason, "退回") }

func (s Submit) apply(c *Case, e *Event, _ *Clock) {
	c.Channel, c.SubmittedOn = s.Channel, e.On
	c.Applicants, c.Agent, c.Items, c.Delivery = s.Applicants, s.Agent, s.Items, s.Delivery
}

func (s Receive) apply(c *Case, e *Event, k *Clock) {
	if s.Channel != "" {
		c.Channel = s.Channel
	}
	c.ReceivedOn = c.receivedBy(c.Channel, e.On)
	if rules, ok := k.Rules(c.ReceivedOn); ok {
		c.rules = rules
		c.ledger.reopen(c.ReceivedOn, rules)
	}
}

func (s ChangeDelivery) apply(c *Case, _ *Event, _ *Clock) {
	c.Delivery, c.DeliverTo = s.Delivery, s.Address
}

func (s Register) apply(c *Case, _ *Event, _ *Clock) { c.Number = s.Number }

func (s Assign) apply(c *Case, _ *Event, _ *Clock) {
	c.Unit, c.Account, c.Stage = s.Unit, s.Account, Handling
}

func (s TakeOver) apply(c *Case, e *Event, _ *Clock) {
	c.Account, c.Stage = e.Actor.Account, Handling
	if s.Unit != "" {
		c.Unit = s.Unit
	}
}

func (s Return) apply(c *Case, _ *Event, _ *Clock) {
	if c.Stage == Reviewing || c.Stage == Approving || c.Stage == Approved {
		c.Stage = Handling
		if c.Proposal != nil {
			c.Proposal.ReturnedFor = s.Reason
		}
		return
	}
	c.Unit, c.Account, c.Stage = "", 0, Unassigned
}

// needsReason refuses a step without its reason.
func needsReason(reason, doing string) *problem.Error {
	switch n := len([]rune(strings.TrimSpace(reason))); {
	case n == 0:
		return problem.Invalid("没有填写%s的理由", doing).Try("请写明理由").At("reason")
	case n > maxText:
		return problem.Invalid("%s的理由有%d个字，最多%d个字", doing, n, maxText).Try("请写得简短一些，详细材料可以作为附件").At("reason")
	}
	return nil
}

// unsupported refuses what was received under the text of 2007.
func unsupported(on calendar.Date) *problem.Error {
	return problem.Refused("收到申请的日期%s在2019年5月15日以前，适用2007年公布的条例，程序没有收录", on.Chinese()).
		Because(law.OGI.Art(56, "本条例自2019年5月15日起施行")).Try("请按当时的规定人工计算").From(ErrUnsupported)
}
