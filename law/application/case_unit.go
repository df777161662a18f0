package application

import (
	"slices"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A UnitRequest is one request for the opinion of an inner office (内设机构意见),
// and its answer. Many may be open at once. It is the office's own business:
// no time of it is left out of the reply period.
type UnitRequest struct {
	Unit       string
	What       string // what the opinion is asked on, "" for the whole application
	AskedOn    calendar.Date
	Until      calendar.Date // the last day that the office set; zero for none
	AnsweredOn calendar.Date // zero until it came
	Text       string
	Chased     []calendar.Date // the days of reminders after it was asked
}

// IsOpen says whether the opinion is still awaited.
func (r *UnitRequest) IsOpen() bool { return r.AnsweredOn.IsZero() }

// IsOverdue says whether the opinion is awaited on a day after its last.
func (r *UnitRequest) IsOverdue(today calendar.Date) bool {
	return r.IsOpen() && !r.Until.IsZero() && r.Until < today
}

// AskUnits asks inner offices for their opinion by a day that the office sets
// (征求内设机构意见).
type AskUnits struct {
	Units []string      `json:"units"`
	Until calendar.Date `json:"until,omitzero"`
	What  string        `json:"what,omitempty"`
}

// UnitOpinion is the answer of an inner office (内设机构意见).
type UnitOpinion struct {
	Unit string `json:"unit"`
	Text string `json:"text"`
}

func (AskUnits) name() string       { return "ask-units" }
func (AskUnits) variant() string    { return "" }
func (UnitOpinion) name() string    { return "unit-opinion" }
func (UnitOpinion) variant() string { return "" }

func (s AskUnits) words(w *wording) Step {
	w.list("units", &s.Units, len(s.Units) > 0)
	w.date("until", &s.Until)
	w.text("what", &s.What)
	return s
}

func (s UnitOpinion) words(w *wording) Step {
	w.text("unit", &s.Unit)
	w.text("text", &s.Text)
	return s
}

func (s AskUnits) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case len(s.Units) == 0:
		return "", problem.Invalid("没有选择向哪些机构征求意见").Because(workSystem).Try("请至少选择一个内设机构").At("units")
	case len(s.Units) > maxItems:
		return "", problem.Invalid("一次选了%d个机构，最多%d个", len(s.Units), maxItems).Try("请分几次征求").At("units")
	case s.Until.IsZero() && !env.History:
		return "", problem.Invalid("没有写明何时以前提出意见").Because(workSystem).Try("请填写日期，期限由本机关自定").At("until")
	case !s.Until.IsZero() && s.Until < env.On:
		return "", problem.Invalid("提出意见的期限%s早于征求意见的日期%s", s.Until.Chinese(), env.On.Chinese()).Try("请核对日期").At("until")
	case len([]rune(s.What)) > maxText:
		return "", problem.Invalid("征求意见的事项有%d个字，最多%d个字", len([]rune(s.What)), maxText).Try("请写得简短一些，详细材料可以作为附件").At("what")
	}
	for i, unit := range s.Units {
		switch t := c.openRequest(unit); {
		case strings.TrimSpace(unit) == "" || len([]rune(unit)) > maxName:
			return "", problem.Invalid("机构的名称是空的，或者超过%d个字", maxName).Try("请从列表中选择").At("units")
		case slices.Contains(s.Units[:i], unit):
			return "", problem.Invalid("“%s”写了两次", unit).Try("请只选一次").At("units")
		case t != nil:
			return "", problem.Conflict("%s已经向%s征求意见，还没有答复", t.AskedOn.Chinese(), unit).Because(workSystem).Try("请催办，或者等收到意见以后再次征求").At("units")
		}
	}
	return "", nil
}

// check marks an opinion that came after its last day, and one that nobody is
// waiting for any more.
func (s UnitOpinion) check(c *Case, env *Env) (Mark, *problem.Error) {
	t := c.request(s.Unit)
	switch n := len([]rune(strings.TrimSpace(s.Text))); {
	case t == nil:
		return "", problem.Refused("没有向“%s”征求过意见", s.Unit).Because(workSystem).Try("请核对机构；自行提出的，请写成备注").At("unit")
	case n == 0 && !env.History:
		return "", problem.Invalid("没有填写意见").Because(workSystem).Try("请写明意见和理由；没有意见的，写“无意见”").At("text")
	case n > maxText:
		return "", problem.Invalid("意见有%d个字，最多%d个字", n, maxText).Try("请写得简短一些，详细材料可以作为附件").At("text")
	case env.On < t.AskedOn:
		return "", problem.Invalid("提出意见的日期%s早于征求意见的日期%s", env.On.Chinese(), t.AskedOn.Chinese()).Try("请核对日期").At("on")
	case !t.IsOpen():
		return Again, nil
	case t.IsOverdue(env.On):
		return Late, nil
	}
	return "", nil
}

// request returns the latest request to an inner office, nil for none.
func (c *Case) request(unit string) *UnitRequest {
	for i := len(c.UnitRequests) - 1; i >= 0; i-- {
		if t := &c.UnitRequests[i]; t.Unit == unit {
			return t
		}
	}
	return nil
}

// openRequest returns the request to an inner office that waits, nil for none.
func (c *Case) openRequest(unit string) *UnitRequest {
	if t := c.request(unit); t != nil && t.IsOpen() {
		return t
	}
	return nil
}

// OpenRequests returns the requests to inner offices that wait for an answer.
// They keep nobody from drafting or replying.
func (c *Case) OpenRequests() (all []UnitRequest) {
	for i := range c.UnitRequests {
		if c.UnitRequests[i].IsOpen() {
			all = append(all, c.UnitRequests[i])
		}
	}
	return all
}

func (s AskUnits) apply(c *Case, e *Event, _ *Clock) {
	for _, unit := range s.Units {
		c.UnitRequests = append(c.UnitRequests, UnitRequest{Unit: unit, What: s.What, AskedOn: e.On, Until: s.Until})
	}
}

func (s UnitOpinion) apply(c *Case, e *Event, _ *Clock) {
	if t := c.openRequest(s.Unit); t != nil && e.Mark != Again {
		t.AnsweredOn, t.Text = e.On, s.Text
	}
}

// unitClocks are the days that the office set its inner offices.
func (c *Case) unitClocks() (all []Secondary) {
	for _, t := range c.OpenRequests() {
		if !t.Until.IsZero() {
			all = append(all, Secondary{Key: "unit_opinion", What: t.Unit + "提出意见", Who: ByUnit, From: t.AskedOn, Due: t.Until})
		}
	}
	return all
}
