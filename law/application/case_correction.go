package application

import (
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Correction (补正) is the one notice that asked for it, and what came of it.
type Correction struct {
	AskedOn, Until calendar.Date
	What           string
	ReceivedOn     calendar.Date // zero until the corrected application came
	// Late says that the notice came after its seven working days: the reply
	// period ran on.
	Late bool
}

// RequireCorrection tells the applicant once what to correct by when
// (补正告知, art. 30).
type RequireCorrection struct {
	Until calendar.Date `json:"until"`
	What  string        `json:"what,omitempty"`
}

// Correct is the corrected application (补正).
type Correct struct {
	Items []Item `json:"items,omitempty"` // as corrected; none leaves them
	Note  string `json:"note,omitempty"`
}

// ProposeLapse points out that the applicant's time is over (提议不再处理).
type ProposeLapse struct{}

// Lapse ends the case for want of a correction or a payment (不再处理). A person
// has looked for a good reason and for mail on the way.
type Lapse struct {
	Looked string `json:"looked,omitempty"` // what was looked at, and that no good reason was found
}

func (RequireCorrection) name() string    { return "require-correction" }
func (RequireCorrection) variant() string { return "" }
func (Correct) name() string              { return "correct" }
func (Correct) variant() string           { return "" }
func (ProposeLapse) name() string         { return "propose-lapse" }
func (ProposeLapse) variant() string      { return "" }
func (Lapse) name() string                { return "lapse" }
func (Lapse) variant() string             { return "" }

func (s RequireCorrection) words(w *wording) Step {
	w.date("until", &s.Until)
	w.text("what", &s.What)
	return s
}

func (s Correct) words(w *wording) Step {
	w.list("items", &s.Items, len(s.Items) > 0)
	w.text("note", &s.Note)
	return s
}

func (s ProposeLapse) words(*wording) Step { return s }
func (s Lapse) words(w *wording) Step      { w.text("looked", &s.Looked); return s }

func onlyOnce(asked calendar.Date) *problem.Error {
	return problem.Refused("补正通知只能发出一次").Because(once).
		Try("请按%s的补正通知办理；补正后内容仍不明确的，可以答复无法提供", asked.Chinese())
}

// check: once, in writing with a period, within seven working days. A notice
// that is late stops nothing: the period of the reply was not the applicant's
// to lose.
func (s RequireCorrection) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case c.Correction != nil:
		return "", onlyOnce(c.Correction.AskedOn)
	case s.Until.IsZero():
		return "", problem.Invalid("没有写明补正期限").Because(once).Try("请写明合理的补正期限，例如 until=%s", env.Clock.days.After(env.On, 10)).At("until")
	case s.Until <= env.On:
		return "", problem.Invalid("补正期限%s不在通知之日%s以后", s.Until.Chinese(), env.On.Chinese()).Because(once).Try("请给申请人合理的时间").At("until")
	case strings.TrimSpace(s.What) == "" && !env.History:
		return "", problem.Invalid("没有写明需要补正的事项").Because(once).Try("请逐项写明，补正通知只能发出一次").At("what")
	}
	if last := c.correctionNoticeDue(env.Clock); env.On > last {
		if env.History {
			return "", problem.Refused("补正通知最迟应当在%s发出，现为%s", last.Chinese(), env.On.Chinese()).Because(once).
				Try("请按现有内容办理，或者以其他方式向申请人了解")
		}
		return Late, nil
	}
	return "", nil
}

// correctionNoticeDue is the last day for asking a correction.
func (c *Case) correctionNoticeDue(k *Clock) calendar.Date {
	return k.days.After(c.ReceivedOn, int(c.rules.CorrectionNotice))
}

func (s Correct) check(c *Case, env *Env) (Mark, *problem.Error) {
	if len(s.Items) > 0 {
		if p := checkItems(s.Items); p != nil {
			return "", p
		}
	}
	if c.State == Correcting {
		return "", nil
	}
	return c.again(s, env, c.Correction != nil, "没有要求申请人补正")
}

// again lets the office record what an applicant sends a second time or after
// all; a history takes it for a mistake.
func (c *Case) again(s Step, env *Env, asked bool, never string) (Mark, *problem.Error) {
	cite := citeOf(s, c.State)
	switch {
	case !asked:
		return "", because(problem.Refused("%s，不能登记“%s”", never, Verb(s)), cite).Try("请核对步骤；申请人主动来信的，请写成备注")
	case env.History:
		return "", because(problem.Refused("案件现在的状态是“%s”，不能“%s”", c.State.Label(), Verb(s)), cite).Try("%s", c.State.instead())
	}
	return Again, nil
}

func (ProposeLapse) check(c *Case, env *Env) (Mark, *problem.Error) {
	return "", c.checkLapse(env)
}

func (s Lapse) check(c *Case, env *Env) (Mark, *problem.Error) {
	if p := c.checkLapse(env); p != nil {
		return "", p
	}
	if strings.TrimSpace(s.Looked) == "" && !env.History {
		return "", problem.Invalid("没有写明是否查过正当理由和在途的邮件").Because(abandoned).
			Try("请核实后写明，例如“已电话联系，无正当理由；收发室没有在途邮件”").At("looked")
	}
	return "", nil
}

// checkLapse refuses to end a case while the applicant's time runs.
func (c *Case) checkLapse(env *Env) *problem.Error {
	what, until := "补正", calendar.Date(0)
	if c.State == AwaitingPayment {
		what, until = "缴费", c.paymentDue(env.Clock)
	} else {
		until = c.Correction.Until
	}
	if env.On > until {
		return nil
	}
	return because(problem.Refused("%s期限到%s，还没有届满", what, until.Chinese()), citeOf(Lapse{}, c.State)).
		Try("请在%s以后办理；在此以前收到的%s仍然有效", until.Chinese(), what)
}

func (s RequireCorrection) apply(c *Case, e *Event, _ *Clock) {
	c.Correction = &Correction{AskedOn: e.On, Until: s.Until, What: s.What, Late: e.Mark == Late}
	c.LapseProposed = 0
	c.recall()
	if e.Mark != Late {
		c.ledger.stops = append(c.ledger.stops, stop{from: e.On, why: ForCorrection.Label(), restarts: c.rules.CorrectionRestarts})
	}
}

func (s Correct) apply(c *Case, e *Event, _ *Clock) {
	if len(s.Items) > 0 {
		c.Items = s.Items
	}
	if e.Mark == Again || c.Correction == nil {
		return
	}
	c.Correction.ReceivedOn = e.On
	if !c.Correction.Late && c.ledger.closeStop(e.On).restarts {
		c.ledger.reopen(e.On, c.rules)
	}
}

// recall takes a reply back that was under way: what the applicant still has to
// do may change it.
func (c *Case) recall() {
	if c.Stage != Unassigned {
		c.Stage = Handling
	}
}

// closeStop ends the time in which the clock stood still.
func (l *ledger) closeStop(on calendar.Date) stop {
	if len(l.stops) == 0 {
		return stop{}
	}
	last := &l.stops[len(l.stops)-1]
	last.to = on
	return *last
}

func (ProposeLapse) apply(c *Case, e *Event, _ *Clock) { c.LapseProposed = e.On }

func (s Lapse) apply(c *Case, e *Event, _ *Clock) {
	c.conclude(Result{On: e.On, Outcome: lapsed(c.State, e.On), Reason: s.Looked}, e)
}
