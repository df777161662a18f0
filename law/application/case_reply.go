package application

import (
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Result is one reply that left the organ, or one way in which the case ended
// without a reply.
type Result struct {
	On        calendar.Date // 发出之日
	Outcome   Outcome
	IsReply   bool   // false when it lapsed or was withdrawn
	Number    string // of the letter
	Decisions []Decision
	Reason    string // why it replaces the one before, or why it was withdrawn
	// Round is how often the case had been reopened.
	Round int
	// Beside says that it is a re-decision, shown beside table 三 and never
	// counted in it.
	Beside bool
}

// A Cause is why a case is decided anew.
type Cause string

// The causes.
const (
	AfterReconsideration Cause = "reconsideration" // 行政复议决定
	AfterJudgment        Cause = "judgment"        // 判决
	OwnCorrection        Cause = "correction"      // 自行纠正
)

// Label returns the Chinese name.
func (c Cause) Label() string {
	switch c {
	case AfterReconsideration:
		return "行政复议决定"
	case AfterJudgment:
		return "人民法院判决"
	case OwnCorrection:
		return "自行纠正"
	}
	return ""
}

// A Reopening is one time a case was decided anew.
type Reopening struct {
	On    calendar.Date
	Cause Cause
	Until calendar.Date // the day set by the decision, zero for none
}

// A Service (送达) is one proof that a letter was delivered.
type Service struct {
	On    calendar.Date
	How   string
	Proof string
}

// Reply sends the reply (发出答复): the approved one, or in a history one of the
// outcome named.
type Reply struct {
	Outcome Outcome `json:"outcome,omitempty"`
	Number  string  `json:"number,omitempty"`
}

// Deliver records that the letter reached the applicant (送达).
type Deliver struct {
	How   string `json:"how,omitempty"`
	Proof string `json:"proof,omitempty"`
}

// Withdraw takes the application back (撤回申请).
type Withdraw struct {
	Reason string `json:"reason,omitempty"`
}

// AmendReply replaces a reply that was wrong (更改答复). Both are kept.
type AmendReply struct {
	Outcome   Outcome    `json:"outcome,omitempty"` // in a history; otherwise that of the decisions
	Number    string     `json:"number,omitempty"`
	Reason    string     `json:"reason,omitempty"`
	Decisions []Decision `json:"decisions,omitempty"`
	Principal Outcome    `json:"principal,omitempty"`
}

// Reopen takes a case up again that has to be decided anew (重新办理).
type Reopen struct {
	Cause Cause         `json:"cause,omitempty"`
	Until calendar.Date `json:"until,omitzero"`
	Note  string        `json:"note,omitempty"`
}

// Archive hands the file to the archive (归档).
type Archive struct {
	File string `json:"file,omitempty"` // the archive's number
}

func (Reply) name() string         { return "reply" }
func (Reply) variant() string      { return "" }
func (Deliver) name() string       { return "deliver" }
func (Deliver) variant() string    { return "" }
func (Withdraw) name() string      { return "withdraw" }
func (Withdraw) variant() string   { return "" }
func (AmendReply) name() string    { return "amend-reply" }
func (AmendReply) variant() string { return "" }
func (Reopen) name() string        { return "reopen" }
func (Reopen) variant() string     { return "" }
func (Archive) name() string       { return "archive" }
func (Archive) variant() string    { return "" }

func (s Reply) words(w *wording) Step {
	w.text("outcome", (*string)(&s.Outcome))
	w.text("number", &s.Number)
	return s
}

func (s Deliver) words(w *wording) Step {
	w.text("how", &s.How)
	w.text("proof", &s.Proof)
	return s
}

func (s Withdraw) words(w *wording) Step { w.text("reason", &s.Reason); return s }

func (s AmendReply) words(w *wording) Step {
	w.text("outcome", (*string)(&s.Outcome))
	w.text("number", &s.Number)
	w.text("reason", &s.Reason)
	w.list("decisions", &s.Decisions, len(s.Decisions) > 0)
	w.text("principal", (*string)(&s.Principal))
	return s
}

func (s Reopen) words(w *wording) Step {
	w.text("cause", (*string)(&s.Cause))
	w.date("until", &s.Until)
	w.text("note", &s.Note)
	return s
}

func (s Archive) words(w *wording) Step { w.text("file", &s.File); return s }

// check asks in the office for an approved reply that still holds; a late reply
// is always accepted and marked.
func (s Reply) check(c *Case, env *Env) (Mark, *problem.Error) {
	if env.History {
		if s.Outcome == "" && (c.Proposal == nil || c.Proposal.Outcome == "") {
			return "", problem.Invalid("没有写明答复的结果").Because(replies).Try("请写成 outcome=代码，例如 outcome=granted").At("outcome")
		}
		if p := checkOutcome(s.Outcome); p != nil {
			return "", p
		}
	} else if p := c.checkApproved(s, env); p != nil {
		return "", p
	}
	if env.On > c.reckon(env.Clock) {
		return Late, nil
	}
	return "", nil
}

func checkOutcome(o Outcome) *problem.Error {
	if o == "" || o.Known() {
		return nil
	}
	var all []string
	for _, g := range grounds {
		all = append(all, string(g.outcome))
	}
	return problem.Invalid("“%s”不是答复结果的代码", string(o)).Try("请写成 %s 之一", strings.Join(all, "、")).At("outcome")
}

func (c *Case) checkApproved(s Reply, env *Env) *problem.Error {
	switch {
	case c.Stage != Approved || c.Proposal.Outcome == "":
		return problem.Refused("答复还没有签发").Because(workSystem).Try("请先拟答复、审核、签发")
	case s.Outcome != "" && s.Outcome != c.Proposal.Outcome:
		return problem.Refused("签发的是“%s”，不能发出“%s”", c.Proposal.Outcome.Label(), orKey(s.Outcome)).Because(workSystem).Try("请退回修改后重新签发")
	}
	for _, t := range c.Consultations {
		due := c.opinionDue(&t, env.Clock)
		if t.Party == ThirdParty && t.IsOpen() && env.On <= due && c.Proposal.Outcome.Gives() {
			return problem.Refused("第三方%s提出意见的期限到%s，还没有届满", t.Name, due.Chinese()).Because(thirdParty).Try("请等候答复，征求意见的时间不计入答复期限")
		}
	}
	return c.checkDecisions(c.Proposal.Decisions, env.On)
}

func (s Deliver) check(_ *Case, env *Env) (Mark, *problem.Error) {
	if strings.TrimSpace(s.How) == "" && !env.History {
		return "", problem.Invalid("没有写明怎样送达").Try("请填写方式，例如“当面领取”“邮寄签收”").At("how")
	}
	return "", nil
}

func (s Withdraw) check(*Case, *Env) (Mark, *problem.Error) { return "", nil }

// check marks a reply that is corrected after the report of its year was
// frozen: it stands beside table 三.
func (s AmendReply) check(c *Case, env *Env) (Mark, *problem.Error) {
	if env.History {
		return "", checkOutcome(s.Outcome)
	}
	if p := needsReason(s.Reason, "更改答复"); p != nil {
		return "", p
	}
	if p := c.checkDecisions(s.Decisions, env.On); p != nil {
		return "", p
	}
	o, p := principal(s.Decisions, s.Principal)
	if p == nil && s.Outcome != "" && s.Outcome != o {
		p = problem.Invalid("各项的决定合起来计入“%s”，不是“%s”", o.Label(), orKey(s.Outcome)).Try("请不写结果").At("outcome")
	}
	if p != nil {
		return "", p
	}
	return c.besideMark(env), nil
}

// besideMark says whether a further reply comes too late to replace the first
// in the report of its year.
func (c *Case) besideMark(env *Env) Mark {
	if first := c.first(); first != nil && env.Frozen != nil && env.Frozen(first.On.Year()) {
		return Beside
	}
	return ""
}

// first is the first result, nil for none: the one whose year counts.
func (c *Case) first() *Result {
	if len(c.Results) == 0 {
		return nil
	}
	return &c.Results[0]
}

func (s Reopen) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case c.ReceivedOn.IsZero():
		return "", problem.Refused("收到申请之日没有确定，案件不能重新办理").Try("请登记为新的申请")
	case s.Cause != "" && s.Cause.Label() == "":
		return "", problem.Invalid("没有“%s”这种原因", string(s.Cause)).Try("请写成 %s、%s、%s 之一", AfterReconsideration, AfterJudgment, OwnCorrection).At("cause")
	case s.Cause == "" && !env.History:
		return "", problem.Invalid("没有写明为什么重新办理").Try("请选择行政复议决定、人民法院判决或者自行纠正").At("cause")
	case !s.Until.IsZero() && s.Until < env.On:
		return "", problem.Invalid("重新答复的期限%s早于重新办理的日期%s", s.Until.Chinese(), env.On.Chinese()).Try("请核对日期").At("until")
	}
	return "", nil
}

func (s Archive) check(c *Case, env *Env) (Mark, *problem.Error) {
	if !c.ArchivedOn.IsZero() {
		return "", problem.Conflict("案卷已经在%s归档", c.ArchivedOn.Chinese()).Because(workSystem).Try("请把补充材料写成备注")
	}
	return "", nil
}

func (s Reply) apply(c *Case, e *Event, _ *Clock) {
	r := Result{On: e.On, Outcome: s.Outcome, IsReply: true, Number: s.Number}
	if c.Proposal != nil {
		r.Decisions = c.Proposal.Decisions
		if r.Outcome == "" {
			r.Outcome = c.Proposal.Outcome
		}
	}
	c.conclude(r, e)
}

// conclude keeps a result behind those before. One given anew after
// reconsideration or judgment never counts in table 三; of one that the office
// corrects itself the freezing of the report decides, which the mark tells.
func (c *Case) conclude(r Result, e *Event) {
	r.Round = len(c.Reopened)
	r.Beside = e.Mark == Beside || len(c.Results) > 0 && c.redecided()
	c.Results = append(c.Results, r)
}

// redecided says that the case was last reopened by others than the office.
func (c *Case) redecided() bool {
	return len(c.Reopened) > 0 && c.Reopened[len(c.Reopened)-1].Cause != OwnCorrection
}

func (s Deliver) apply(c *Case, e *Event, _ *Clock) {
	c.Delivered = append(c.Delivered, Service{e.On, s.How, s.Proof})
}

func (s Withdraw) apply(c *Case, e *Event, _ *Clock) {
	c.conclude(Result{On: e.On, Outcome: OtherHandling.inForm(e.On), Reason: s.Reason}, e)
}

func (s AmendReply) apply(c *Case, e *Event, _ *Clock) {
	last := c.Results[len(c.Results)-1]
	r := Result{On: e.On, Outcome: s.Outcome, IsReply: true, Number: s.Number, Decisions: s.Decisions, Reason: s.Reason}
	if r.Outcome == "" {
		r.Outcome, _ = principal(s.Decisions, s.Principal)
	}
	if r.Outcome == "" {
		r.Outcome = last.Outcome
	}
	c.conclude(r, e)
}

func (s Reopen) apply(c *Case, e *Event, _ *Clock) {
	c.Reopened = append(c.Reopened, Reopening{e.On, s.Cause, s.Until})
	c.Stage, c.Proposal, c.ArchivedOn = Handling, nil, 0
	if c.rules == nil {
		return
	}
	c.ledger.reopen(e.On, c.rules)
	c.ledger.period, c.ledger.extra = c.rules.Reopened, 0
	if !s.Until.IsZero() {
		c.ledger.period, c.ledger.until = 0, s.Until
	}
}

func (s Archive) apply(c *Case, e *Event, _ *Clock) { c.ArchivedOn = e.On }
