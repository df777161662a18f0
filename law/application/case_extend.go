package application

import (
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// An Extension (延长答复期限) is the one there was.
type Extension struct {
	On   calendar.Date // zero for one from before the case was transferred
	Days law.WorkingDays
	Why  string
	Late bool // decided outside the period: it moved no due date
}

// Reasons are what was asked of an applicant who asks too much, and the answer.
type Reasons struct {
	AskedOn    calendar.Date
	GivenOn    calendar.Date // zero until they came
	Said       string
	DeferredOn calendar.Date // zero for no deferral
	Until      calendar.Date
}

// Extend prolongs the reply period (延长答复期限, art. 33 (2)); taking it is the
// consent of the head of the information office.
type Extend struct {
	Days law.WorkingDays `json:"days"`
	Why  string          `json:"why,omitempty"`
}

// AskReasons asks for the reasons of clearly excessive applications
// (要求说明理由, art. 35).
type AskReasons struct {
	Why string `json:"why,omitempty"`
}

// GiveReasons is the applicant's answer.
type GiveReasons struct {
	Said string `json:"said,omitempty"`
}

// Defer sets a reasonable later day for the reply (延迟答复, art. 35).
type Defer struct {
	Until calendar.Date `json:"until"`
	Why   string        `json:"why,omitempty"`
}

func (Extend) name() string         { return "extend" }
func (Extend) variant() string      { return "" }
func (AskReasons) name() string     { return "ask-reasons" }
func (AskReasons) variant() string  { return "" }
func (GiveReasons) name() string    { return "give-reasons" }
func (GiveReasons) variant() string { return "" }
func (Defer) name() string          { return "defer" }
func (Defer) variant() string       { return "" }

func (s Extend) words(w *wording) Step {
	w.days("days", &s.Days)
	w.text("why", &s.Why)
	return s
}

func (s AskReasons) words(w *wording) Step  { w.text("why", &s.Why); return s }
func (s GiveReasons) words(w *wording) Step { w.text("said", &s.Said); return s }

func (s Defer) words(w *wording) Step {
	w.date("until", &s.Until)
	w.text("why", &s.Why)
	return s
}

// check: once, at most twenty working days, in time. A late extension is no
// extension: it is recorded, and the due date stays.
func (s Extend) check(c *Case, env *Env) (Mark, *problem.Error) {
	limit := c.rules.ExtensionLimit
	switch {
	case s.Days <= 0:
		return "", problem.Invalid("没有写明延长几个工作日").Because(extension).Try("请写1至%d个工作日，例如 days=%d", limit, limit).At("days")
	case s.Days > limit:
		return "", problem.Refused("延长期限最长不得超过%d个工作日，现为%d个", limit, s.Days).Because(extension).Try("请改为%d个工作日以内", limit).At("days")
	case c.Extension != nil && c.Extension.On.IsZero():
		return "", problem.Refused("答复期限在转入以前已经延长过，一件申请只能延长一次").Because(extension).Try("请在期限以内答复；需要征求意见的，征求意见的时间不计入期限")
	case c.Extension != nil:
		return "", problem.Refused("答复期限已经在%s延长过，一件申请只能延长一次", c.Extension.On.Chinese()).Because(extension).
			Try("请在期限以内答复；需要征求意见的，征求意见的时间不计入期限")
	case !env.History && strings.TrimSpace(s.Why) == "":
		return "", problem.Invalid("没有写明延长的理由").Because(extension).Try("请写明理由，它会写进延期答复告知书").At("why")
	}
	due := c.reckon(env.Clock)
	if env.On < due || env.On == due && c.rules.ExtendOnDueDay {
		return "", nil
	}
	if env.History {
		return "", problem.Refused("延长答复期限应当在到期日%s以前决定，现为%s", due.Chinese(), env.On.Chinese()).Because(extension).Try("请尽快答复，并如实记录逾期")
	}
	return Late, nil
}

func (AskReasons) check(*Case, *Env) (Mark, *problem.Error) { return "", nil }

func (GiveReasons) check(c *Case, _ *Env) (Mark, *problem.Error) {
	if c.Reasons == nil {
		return "", problem.Refused("没有要求申请人说明理由").Because(reasonsAsk).Try("请核对步骤；申请人主动来信的，请写成备注")
	}
	return "", nil
}

// check: only after the applicant was asked for reasons, and only to a day that
// article 33 does not already give.
func (s Defer) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case c.Reasons == nil:
		return "", problem.Refused("没有要求申请人说明理由，不能延迟答复").Because(reasonsAsk).Try("请先要求说明理由，或者依照第三十三条延长答复期限")
	case s.Until.IsZero():
		return "", problem.Invalid("没有写明延迟到哪一天答复").Because(deferral).Try("请写明合理的日期，例如 until=%s", env.Clock.days.After(env.On, 40)).At("until")
	case !env.History && !env.Clock.days.Works(s.Until):
		return "", problem.Invalid("%s是休息日", s.Until.Chinese()).Because(deferral).Try("请改为工作日，例如%s", env.Clock.days.After(s.Until, 1).Chinese()).At("until")
	}
	due := c.reckon(env.Clock)
	switch {
	case s.Until <= due:
		return "", problem.Refused("延迟答复的日期%s不晚于现在的到期日%s", s.Until.Chinese(), due.Chinese()).Because(deferral).Try("请在到期日以前答复，不需要延迟").At("until")
	case env.On > due && env.History:
		return "", problem.Refused("延迟答复应当在到期日%s以前确定，现为%s", due.Chinese(), env.On.Chinese()).Because(deferral).Try("请尽快答复，并如实记录逾期")
	case env.On > due:
		return Late, nil
	}
	return "", nil
}

func (s Extend) apply(c *Case, e *Event, _ *Clock) {
	c.Extension = &Extension{On: e.On, Days: s.Days, Why: s.Why, Late: e.Mark == Late}
	if e.Mark != Late {
		c.ledger.extra = s.Days
	}
}

func (AskReasons) apply(c *Case, e *Event, _ *Clock) { c.Reasons = &Reasons{AskedOn: e.On} }

func (s GiveReasons) apply(c *Case, e *Event, _ *Clock) {
	if c.Reasons != nil {
		c.Reasons.GivenOn, c.Reasons.Said = e.On, s.Said
	}
}

func (s Defer) apply(c *Case, e *Event, _ *Clock) {
	if c.Reasons == nil {
		return
	}
	c.Reasons.DeferredOn, c.Reasons.Until = e.On, s.Until
	if e.Mark != Late {
		c.ledger.until = s.Until
	}
}
