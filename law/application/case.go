package application

import (
	"slices"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Case is an application and what became of it. The zero Case is one that
// does not exist yet; the first step submits or receives it. A Case is a value
// made by [Case.Take] or [Replay]; read its fields and change none.
type Case struct {
	State State
	Stage Stage

	Channel     Channel
	SubmittedOn calendar.Date // the day it arrived; zero where only its receipt is known
	ReceivedOn  calendar.Date // 收到申请之日; zero until it is settled
	Transferred bool          // taken over from the register of applications
	Number      string        // "" until it is registered

	Applicants []Applicant // the first is the one that counts
	Agent      *Agent
	Items      []Item
	Delivery   Delivery
	DeliverTo  string // the address told when it was changed, "" for the applicant's own

	Unit    string // the inner office that has it, "" for none
	Account int64  // the person that has it, 0 for none

	Correction    *Correction
	Consultations []Consultation
	UnitRequests  []UnitRequest // opinions asked of inner offices
	Extension     *Extension
	Reasons       *Reasons
	Fee           *Fee
	LapseProposed calendar.Date

	Searches  []SearchRecord
	Weighings []Weighing
	Proposal  *Proposal // the reply as drafted; nil before the first draft
	Results   []Result  // every reply sent and every end without one, the first first

	Reopened   []Reopening
	Remedies   []Remedy // in the order in which they were recorded
	Delivered  []Service
	ArchivedOn calendar.Date
	Chased     []Chasing

	Group     int64    // shared by the cases handled together (并案), 0 for none
	SplitTo   []string // the numbers of the cases that were split off
	SplitFrom string   // the number of the case that this one was split from, "" for none

	// LastOn is the day of the latest event.
	LastOn calendar.Date
	Events int

	ledger ledger
	rules  *Rules
}

// Env is what a step may know beyond the case.
type Env struct {
	// On is the day the step happens or happened; Today the day it is recorded,
	// never before On.
	On, Today calendar.Date
	Actor     Actor
	Clock     *Clock
	// History says that the step is a line of a history: the actor is not known,
	// the inner work of the office may be missing, days must ascend, and a late
	// act is refused instead of marked.
	History bool
	// Frozen says whether the annual report of a year is frozen (published), so
	// that a corrected reply no longer changes it; nil for never.
	Frozen func(year int) bool
}

// Taken is what comes of a step.
type Taken struct {
	Event   Event
	Follows []Follow // what has to be done now: letters, notices, reminders
}

// Take returns the case after the step and what has to follow, or the problem
// that forbids it. The case itself stays as it is.
func (c *Case) Take(s Step, env Env) (Case, Taken, error) {
	row, p := c.admit(s, &env)
	if p != nil {
		return Case{}, Taken{}, p
	}
	mark, p := s.check(c, &env)
	if p != nil {
		return Case{}, Taken{}, p
	}
	if row.effect == Ends && c.besideMark(&env) != "" {
		mark = Beside
	}
	event := Event{On: env.On, Recorded: env.Today, Actor: env.Actor, Mark: mark, Step: s}
	after := c.clone()
	after.run(&event, row, env.Clock)
	return after, Taken{event, after.follows(c, &event, env.Clock)}, nil
}

// admit asks what holds for every step: the state, the role, the day.
func (c *Case) admit(s Step, env *Env) (*rule, *problem.Error) {
	row := ruleFor(s, c.State)
	if row == nil {
		return nil, c.impossible(s)
	}
	if !env.History && !slices.Contains(row.roles, env.Actor.Role) {
		return nil, problem.Forbidden("“%s”不能办理“%s”", env.Actor.Role.Label(), Verb(s)).Because(row.cite).Try("请由%s办理", rolesOf(row.roles))
	}
	return row, c.checkDay(s, env)
}

// checkDay refuses days that cannot be: in the future, before the case, and in
// a history before the line above.
func (c *Case) checkDay(s Step, env *Env) *problem.Error {
	first := c.SubmittedOn
	if first.IsZero() {
		first = c.ReceivedOn
	}
	switch {
	case env.On.IsZero():
		return problem.Invalid("没有写“%s”的日期", Verb(s)).Try("请填写日期").At("on")
	case !env.Today.IsZero() && env.On > env.Today:
		return problem.Invalid("“%s”的日期%s还没有到", Verb(s), env.On.Chinese()).Try("请核对日期，今天是%s", env.Today.Chinese()).At("on")
	case env.On < first:
		return problem.Invalid("“%s”的日期%s早于申请的日期%s", Verb(s), env.On.Chinese(), first.Chinese()).Try("请核对日期").At("on")
	case env.History && env.On < c.LastOn:
		return problem.Invalid("日期%s早于上一步的%s", env.On, c.LastOn).Try("请按日期的先后写").At("on")
	}
	return nil
}

// run applies an event that is known to be possible.
func (c *Case) run(e *Event, row *rule, k *Clock) {
	e.Step.apply(c, e, k)
	if row.to != "" && e.Mark != Again {
		c.State = row.to
	}
	c.LastOn = max(c.LastOn, e.On)
	c.Events++
}

// Replay makes the case from its events, in the order in which they were
// recorded. Nothing is judged again: what was taken was taken, with its mark.
func Replay(events []Event, k *Clock) (Case, error) {
	var c Case
	for i := range events {
		row := ruleFor(events[i].Step, c.State)
		if row == nil {
			return c, c.impossible(events[i].Step)
		}
		c.run(&events[i], row, k)
		if c.rules == nil && (c.State == Processing || !c.ReceivedOn.IsZero()) {
			return c, unsupported(c.ReceivedOn)
		}
	}
	return c, nil
}

// clone copies what steps change in place.
func (c *Case) clone() Case {
	after := *c
	after.Applicants, after.Items = slices.Clone(c.Applicants), slices.Clone(c.Items)
	after.Consultations = slices.Clone(c.Consultations)
	after.Searches, after.Weighings = slices.Clone(c.Searches), slices.Clone(c.Weighings)
	after.Results, after.Reopened = slices.Clone(c.Results), slices.Clone(c.Reopened)
	after.Remedies = slices.Clone(c.Remedies)
	after.Delivered, after.Chased = slices.Clone(c.Delivered), slices.Clone(c.Chased)
	after.UnitRequests, after.SplitTo = slices.Clone(c.UnitRequests), slices.Clone(c.SplitTo)
	for i := range after.UnitRequests {
		after.UnitRequests[i].Chased = slices.Clone(after.UnitRequests[i].Chased)
	}
	after.ledger.stops = slices.Clone(c.ledger.stops)
	after.Correction, after.Extension, after.Reasons = copied(c.Correction), copied(c.Extension), copied(c.Reasons)
	after.Fee, after.Proposal = copied(c.Fee), copied(c.Proposal)
	return after
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// Next returns who has to act now, "" when nobody has to.
func (c *Case) Next() Role {
	switch c.State {
	case Submitted:
		return ByClerk
	case Correcting, AwaitingPayment:
		return ByApplicant
	case Processing:
		return c.Stage.next(c.Unit)
	case Replied:
		if len(c.Delivered) == 0 {
			return ByClerk
		}
	}
	return ""
}

func (s Stage) next(unit string) Role {
	switch {
	case s == Reviewing:
		return ByReviewer
	case s == Approving:
		return ByApprover
	case s == Handling && unit != "":
		return ByUnit
	}
	return ByClerk
}

// impossible says why a step cannot be taken in the state the case is in.
func (c *Case) impossible(s Step) *problem.Error {
	if _, again := s.(RequireCorrection); again && c.Correction != nil {
		return onlyOnce(c.Correction.AskedOn)
	}
	cite := citeOf(s, c.State)
	if silent, is := s.(Silence); is && silent.Party == OtherOrgan {
		return problem.Refused("其他机关提出意见没有法定期限，不能记为逾期").Because(excluded).Try("请催办，收到意见后再登记")
	}
	if c.State == "" {
		return because(problem.Refused("还没有收到申请，不能“%s”", Verb(s)), cite).Try("请先登记提交或者收到申请")
	}
	return because(problem.Refused("案件现在的状态是“%s”，不能“%s”", c.State.Label(), Verb(s)), cite).Try("%s", c.State.instead())
}

// because cites what there is to cite.
func because(p *problem.Error, cite law.Citation) *problem.Error {
	if cite.IsZero() {
		return p
	}
	return p.Because(cite)
}

// instead says what can be done in a state.
func (s State) instead() string {
	switch s {
	case Submitted:
		return "请先确认收到申请的日期"
	case Processing:
		return "请核对步骤和日期，申请正在办理"
	case Correcting:
		return "请等申请人补正；补正期限届满没有正当理由的，可以不再处理"
	case AwaitingPayment:
		return "请等申请人缴费；缴费期限届满没有正当理由的，可以不再处理"
	case Replied:
		return "请核对；答复有误的更改答复，复议决定或者判决要求重新答复的重新办理"
	}
	return "请核对，案件已经结束；复议决定或者判决要求重新答复的重新办理"
}

func rolesOf(roles []Role) string {
	var says string
	for i, r := range roles {
		if i > 0 {
			says += "、"
		}
		says += r.Label()
	}
	return says
}
