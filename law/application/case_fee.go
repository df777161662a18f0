package application

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Fee (信息处理费) is the notice that asked for it, and the payment.
type Fee struct {
	NoticedOn  calendar.Date
	ReceivedOn calendar.Date // the day the applicant got the notice; zero for the day of the notice
	Cents      int64         // 分, 0 where it is not recorded
	// Mode, Before and Units are what it was reckoned from, none where the office
	// wrote an amount of its own.
	Mode          FeeMode
	Before, Units int
	PaidOn        calendar.Date // zero until it was paid in full
	Waived        bool
}

// FeeNotice asks for the processing fee (收费通知, art. 42).
type FeeNotice struct {
	Received calendar.Date `json:"received,omitzero"`
	Cents    int64         `json:"cents,omitempty"` // 分
	// What it was reckoned from: see [ReckonFee].
	Mode   FeeMode `json:"mode,omitempty"`
	Before int     `json:"before,omitempty"`
	Units  int     `json:"units,omitempty"`
}

// Paid is the completed payment, or its waiving (缴费、免缴).
type Paid struct {
	Waived bool `json:"waived,omitempty"`
}

func (FeeNotice) name() string    { return "fee-notice" }
func (FeeNotice) variant() string { return "" }
func (Paid) name() string         { return "paid" }
func (Paid) variant() string      { return "" }

func (s FeeNotice) words(w *wording) Step {
	w.date("received", &s.Received)
	w.account("cents", &s.Cents)
	w.text("mode", (*string)(&s.Mode))
	w.number("before", &s.Before)
	w.number("units", &s.Units)
	return s
}

func (s Paid) words(w *wording) Step { w.flag("waived", &s.Waived); return s }

// check marks a notice that came after the reply was due: the measure wants it
// within the period. A late one gives no fresh count.
func (s FeeNotice) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case !s.Received.IsZero() && s.Received < env.On:
		return "", problem.Invalid("收到收费通知的日期%s早于发出的日期%s", s.Received.Chinese(), env.On.Chinese()).Try("请核对日期").At("received")
	case s.Cents < 0:
		return "", problem.Invalid("收费金额是负数").Try("请核对金额").At("cents")
	case s.Cents == 0 && !env.History:
		return "", problem.Invalid("没有填写收费金额").Because(law.FeeMeasure).Try("请按收费标准填写；不收费的不发收费通知").At("cents")
	}
	if p := s.checkReckoning(env); p != nil {
		return "", p
	}
	if env.On > c.reckon(env.Clock) {
		return Late, nil
	}
	return "", nil
}

// checkReckoning asks of an amount that was reckoned to be what comes of it.
func (s FeeNotice) checkReckoning(env *Env) *problem.Error {
	if s.Mode == "" || env.History {
		return nil
	}
	r, p := ReckonFee(s.Mode, s.Before, s.Units, env.On)
	switch {
	case p != nil:
		return p
	case r.Cents == 0:
		return problem.Refused("按标准计算，这件申请不收费").Because(law.FeeMeasure).Try("请不发收费通知，照常办理")
	case r.Cents != s.Cents:
		return problem.Invalid("填写的是%s元，按标准计算合计%s元", Yuan(s.Cents), Yuan(r.Cents)).Because(law.FeeMeasure).Try("请核对页数、件数和金额").At("cents")
	}
	return nil
}

func (s Paid) check(c *Case, env *Env) (Mark, *problem.Error) {
	if c.State == AwaitingPayment {
		return "", nil
	}
	return c.again(s, env, c.Fee != nil, "没有发出过收费通知")
}

// paymentDue is the last day for paying: the working days from the day after
// the notice was received.
func (c *Case) paymentDue(k *Clock) calendar.Date {
	from := max(c.Fee.NoticedOn, c.Fee.ReceivedOn)
	return k.days.After(from, int(c.rules.Payment))
}

func (s FeeNotice) apply(c *Case, e *Event, _ *Clock) {
	c.Fee = &Fee{NoticedOn: e.On, ReceivedOn: s.Received, Cents: s.Cents, Mode: s.Mode, Before: s.Before, Units: s.Units}
	c.LapseProposed = 0
	c.recall()
	c.ledger.stops = append(c.ledger.stops, stop{from: e.On, why: ForPayment.Label(), restarts: c.rules.PaymentRestarts && e.Mark != Late})
}

func (s Paid) apply(c *Case, e *Event, _ *Clock) {
	if e.Mark == Again || c.Fee == nil {
		return
	}
	c.Fee.PaidOn, c.Fee.Waived = e.On, s.Waived
	if c.ledger.closeStop(e.On).restarts {
		c.ledger.restart(e.On, c.rules)
	}
}

// Fees lists the fee notices of a case in the order of its events, with what was
// paid or waived of each; [Case.Fee] is the last.
func Fees(events []Event) (all []Fee) {
	for _, e := range events {
		switch s := e.Step.(type) {
		case FeeNotice:
			all = append(all, Fee{NoticedOn: e.On, ReceivedOn: s.Received, Cents: s.Cents, Mode: s.Mode, Before: s.Before, Units: s.Units})
		case Paid:
			if n := len(all); n > 0 && e.Mark != Again {
				all[n-1].PaidOn, all[n-1].Waived = e.On, s.Waived
			}
		}
	}
	return all
}
