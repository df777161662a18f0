package application

import (
	"slices"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
)

// A RemedyGroup is how the applicant went against the organ: a group of columns of
// table 四.
type RemedyGroup string

// The groups.
const (
	Reconsideration RemedyGroup = "reconsideration"                  // 行政复议
	DirectSuit      RemedyGroup = "litigation_direct"                // 未经复议直接起诉
	SuitAfterwards  RemedyGroup = "litigation_after_reconsideration" // 复议后起诉
)

// maxRemedies bounds what is recorded of one case.
const maxRemedies = 50

// Label returns the group's name in the register of remedies, "" for none.
func (g RemedyGroup) Label() string {
	if o := register.Remedy.Field("group").Option(string(g)); o != nil {
		return o.Label
	}
	return ""
}

// A RemedyOutcome is how a reconsideration or suit ended, by the keys of the
// register of remedies.
type RemedyOutcome string

// Label returns the outcome with its column of table 四, 结果纠正：撤销或者部分撤销, and ""
// for none.
func (o RemedyOutcome) Label() string {
	if f := register.Remedy.Field("outcome").Option(string(o)); f != nil {
		return f.Group + "：" + f.Label
	}
	return ""
}

// Overturns says that the organ was found wrong.
func (o RemedyOutcome) Overturns() bool { return register.RemedyColumn(string(o)) == "overturned" }

// A Remedy (行政复议、行政诉讼) is one reconsideration or suit about a case.
type Remedy struct {
	Group       RemedyGroup
	Number      string        // 案号
	Body        string        // the reconsideration organ or the court, "" where it is not known
	AcceptedOn  calendar.Date // the day the organ got the notice
	Outcome     RemedyOutcome // "" while it is pending
	ConcludedOn calendar.Date // zero while it is pending
	Cause       string        // why the organ was found wrong, and what it did
	Struck      bool          // recorded by mistake; it counts nowhere
}

// IsPending says that it has no result yet.
func (r Remedy) IsPending() bool { return !r.Struck && r.ConcludedOn.IsZero() }

// Contest records that the applicant went to reconsideration or to court
// (登记复议诉讼), on the day the organ got the notice.
type Contest struct {
	Group  RemedyGroup `json:"group,omitempty"`
	Number string      `json:"number,omitempty"`
	Body   string      `json:"body,omitempty"`
}

// Settle records how it ended (登记复议诉讼结果), on the day of the decision or judgment.
type Settle struct {
	N       int           `json:"n"` // which of the case's, from 1
	Outcome RemedyOutcome `json:"outcome,omitempty"`
	Cause   string        `json:"cause,omitempty"`
}

// AmendContest corrects what was recorded of one (更正复议诉讼): all its particulars
// as they are right, or that it never was.
type AmendContest struct {
	N           int           `json:"n"`
	Group       RemedyGroup   `json:"group,omitempty"`
	Number      string        `json:"number,omitempty"`
	Body        string        `json:"body,omitempty"`
	AcceptedOn  calendar.Date `json:"accepted,omitzero"`
	Outcome     RemedyOutcome `json:"outcome,omitempty"`
	ConcludedOn calendar.Date `json:"concluded,omitzero"`
	Cause       string        `json:"cause,omitempty"`
	Strike      bool          `json:"strike,omitempty"`
	Reason      string        `json:"reason,omitempty"`
}

func (Contest) name() string         { return "contest" }
func (Contest) variant() string      { return "" }
func (Settle) name() string          { return "settle" }
func (Settle) variant() string       { return "" }
func (AmendContest) name() string    { return "amend-contest" }
func (AmendContest) variant() string { return "" }

func (s Contest) words(w *wording) Step {
	w.text("group", (*string)(&s.Group))
	w.text("number", &s.Number)
	w.text("body", &s.Body)
	return s
}

func (s Settle) words(w *wording) Step {
	w.number("n", &s.N)
	w.text("outcome", (*string)(&s.Outcome))
	w.text("cause", &s.Cause)
	return s
}

func (s AmendContest) words(w *wording) Step {
	w.number("n", &s.N)
	w.text("group", (*string)(&s.Group))
	w.text("number", &s.Number)
	w.text("body", &s.Body)
	w.date("accepted", &s.AcceptedOn)
	w.text("outcome", (*string)(&s.Outcome))
	w.date("concluded", &s.ConcludedOn)
	w.text("cause", &s.Cause)
	w.flag("strike", &s.Strike)
	w.text("reason", &s.Reason)
	return s
}

// remedy is what the step records.
func (s Contest) remedy(on calendar.Date) Remedy {
	return Remedy{Group: s.Group, Number: tidyRemedyNumber(s.Number), Body: s.Body, AcceptedOn: on}
}

func (s AmendContest) remedy() Remedy {
	return Remedy{Group: s.Group, Number: tidyRemedyNumber(s.Number), Body: s.Body, AcceptedOn: s.AcceptedOn, Outcome: s.Outcome, ConcludedOn: s.ConcludedOn, Cause: s.Cause}
}

func tidyRemedyNumber(number string) string { return register.Remedy.Field("number").Tidy(number) }

func (s Contest) check(c *Case, env *Env) (Mark, *problem.Error) {
	if len(c.Remedies) >= maxRemedies {
		return "", problem.TooLarge("一件申请最多登记%d件复议诉讼", maxRemedies).Try("请核对是否重复登记")
	}
	return "", c.checkRemedy(s.remedy(env.On), -1, env)
}

// checkRemedy refuses a remedy that cannot be the case's; at is its place, -1 for
// a new one.
func (c *Case) checkRemedy(r Remedy, at int, env *Env) *problem.Error {
	if r.Group.Label() == "" {
		return problem.Invalid("没有选择是行政复议还是行政诉讼").Because(contested).Try("请选择类别，它决定计入第四张表的哪一组").At("group")
	}
	if env.History {
		return nil
	}
	if p := checkRemedyText(r); p != nil {
		return p
	}
	if p := c.contestable(r, env); p != nil {
		return p
	}
	for i, other := range c.Remedies {
		if i != at && !other.Struck && other.Number == r.Number {
			return problem.Conflict("“%s”已经登记在这件申请里：%s，%s收到", r.Number, other.Group.Label(), other.AcceptedOn.Chinese()).Try("已经审结的，请登记结果；登记有误的，请更正").At("number")
		}
	}
	after := func(o Remedy) bool {
		return o.Group == Reconsideration && !o.Struck && o.AcceptedOn <= r.AcceptedOn
	}
	if r.Group == SuitAfterwards && !slices.ContainsFunc(c.Remedies, after) {
		return problem.Refused("没有登记过这件申请的行政复议，不能登记“复议后起诉”").Because(contested).Try("请先登记行政复议和它的结果；没有经过复议的，请选择“未经复议直接起诉”").At("group")
	}
	return nil
}

func checkRemedyText(r Remedy) *problem.Error {
	f := register.Remedy.Field("number")
	switch n := int64(len([]rune(r.Number))); {
	case n == 0:
		return problem.Invalid("没有填写案号").Because(contested).Try("请按受理通知书或者应诉通知书填写").At("number")
	case n > f.Max:
		return problem.Invalid("案号有%d个字，最多%d个字", n, f.Max).Try("请按通知书填写").At("number")
	}
	if p := f.Check(r.Number); p != nil {
		return p.At("number")
	}
	if n := len([]rune(r.Body)); n > maxName {
		return problem.Invalid("复议机关、法院的名称有%d个字，最多%d个字", n, maxName).Try("请写全称").At("body")
	}
	if n := len([]rune(r.Cause)); n > maxCause {
		return problem.Invalid("被纠正的原因有%d个字，最多%d个字", n, maxCause).Try("请写得简短一些").At("cause")
	}
	return nil
}

// maxCause is the bound of the field in the register.
const maxCause = 1000

// contestable asks that there was something to go against: a reply or an end
// without one, or a reply that was due and had not come.
func (c *Case) contestable(r Remedy, env *Env) *problem.Error {
	if first := c.first(); first != nil && r.AcceptedOn >= first.On {
		return nil
	}
	due := c.Deadline(env.Clock).Due
	if !due.IsZero() && r.AcceptedOn > due {
		return nil
	}
	says := "期限停止计算"
	if !due.IsZero() {
		says = "答复期限到" + due.Chinese()
	}
	return problem.Refused("%s还没有答复，%s，不能登记针对这件申请的复议诉讼", r.AcceptedOn.Chinese(), says).Because(contested).
		Try("请核对收到通知的日期；针对补正告知等其他行为的，请在“行政复议和行政诉讼”登记簿登记，不写申请编号").At("on")
}

func (s Settle) check(c *Case, env *Env) (Mark, *problem.Error) {
	r, p := c.remedyAt(s.N)
	switch {
	case p != nil:
		return "", p
	case !r.IsPending():
		return "", problem.Conflict("“%s”的结果已经登记：%s，%s", r.Number, r.Outcome.Label(), r.ConcludedOn.Chinese()).Because(contested).Try("登记有误的，请更正").At("n")
	}
	ended := *r
	ended.Outcome, ended.ConcludedOn, ended.Cause = s.Outcome, env.On, s.Cause
	return "", ended.checkEnd("on")
}

// checkEnd refuses a result that cannot be; day is the field of its date.
func (r Remedy) checkEnd(day string) *problem.Error {
	switch {
	case r.Outcome == "":
		return problem.Invalid("没有选择结果").Because(contested).Try("请按决定书、判决书或者裁定书选择").At("outcome")
	case r.Outcome.Label() == "":
		return problem.Invalid("没有“%s”这种结果", string(r.Outcome)).Try("请从列表中选择").At("outcome")
	case r.ConcludedOn < r.AcceptedOn:
		return problem.Invalid("审结日期%s早于收到通知的日期%s", r.ConcludedOn.Chinese(), r.AcceptedOn.Chinese()).Try("请核对日期").At(day)
	}
	return checkRemedyText(r)
}

func (s AmendContest) check(c *Case, env *Env) (Mark, *problem.Error) {
	now, p := c.remedyAt(s.N)
	if p != nil {
		return "", p
	}
	if p := needsReason(s.Reason, "更正"); p != nil && !env.History {
		return "", p
	}
	if s.Strike {
		return "", nil
	}
	r := s.remedy()
	switch {
	case r.AcceptedOn.IsZero():
		return "", problem.Invalid("没有填写收到通知的日期").Because(contested).Try("请按受理通知书或者应诉通知书填写").At("accepted")
	case !env.Today.IsZero() && max(r.AcceptedOn, r.ConcludedOn) > env.Today:
		return "", problem.Invalid("日期%s还没有到", max(r.AcceptedOn, r.ConcludedOn).Chinese()).Try("请核对日期，今天是%s", env.Today.Chinese()).At("accepted")
	case r.ConcludedOn.IsZero() && r.Outcome != "":
		return "", problem.Invalid("有结果，没有审结日期").Because(contested).Try("请按决定书、判决书或者裁定书填写审结日期").At("concluded")
	case r == *now && !env.History:
		return "", problem.Invalid("内容与现在的登记相同，没有更正").Try("请改动后再保存").At("number")
	}
	if !r.ConcludedOn.IsZero() {
		if p := r.checkEnd("concluded"); p != nil {
			return "", p
		}
	}
	p = c.checkRemedy(r, s.N-1, env)
	if p != nil && p.Field == "on" {
		p = p.At("accepted")
	}
	return "", p
}

// remedyAt returns the remedy of a number.
func (c *Case) remedyAt(n int) (*Remedy, *problem.Error) {
	if n < 1 || n > len(c.Remedies) || c.Remedies[n-1].Struck {
		return nil, problem.Refused("没有登记过这件复议诉讼").Because(contested).Try("请先登记收到的受理或者应诉通知").At("n")
	}
	return &c.Remedies[n-1], nil
}

func (s Contest) apply(c *Case, e *Event, _ *Clock) {
	c.Remedies = append(c.Remedies, s.remedy(e.On))
}

func (s Settle) apply(c *Case, e *Event, _ *Clock) {
	if r, p := c.remedyAt(s.N); p == nil {
		r.Outcome, r.ConcludedOn, r.Cause = s.Outcome, e.On, s.Cause
	}
}

func (s AmendContest) apply(c *Case, _ *Event, _ *Clock) {
	r, p := c.remedyAt(s.N)
	switch {
	case p != nil:
	case s.Strike:
		r.Struck = true
	default:
		*r = s.remedy()
	}
}

// Overturned returns the latest remedy that found the organ wrong and after which
// the case was neither reopened nor its reply amended; nil for none. Whether the
// decision asks for that is for people to read in it.
func (c *Case) Overturned() *Remedy {
	var last *Remedy
	for i := range c.Remedies {
		if r := &c.Remedies[i]; !r.Struck && r.Outcome.Overturns() && (last == nil || r.ConcludedOn >= last.ConcludedOn) {
			last = r
		}
	}
	if last == nil {
		return nil
	}
	reopened := slices.ContainsFunc(c.Reopened, func(o Reopening) bool { return o.On >= last.ConcludedOn })
	answered := len(c.Results) > 1 && slices.ContainsFunc(c.Results[1:], func(r Result) bool { return r.On >= last.ConcludedOn })
	if reopened || answered {
		return nil
	}
	return last
}

// Pending says that a reconsideration or suit about the case has no result yet.
func (c *Case) Pending() bool { return slices.ContainsFunc(c.Remedies, Remedy.IsPending) }

// contested is why reconsiderations and suits are recorded.
var contested = law.OGI.Item(50, 0, 3, "因政府信息公开工作被申请行政复议、提起行政诉讼的情况")
