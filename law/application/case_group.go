package application

import (
	"slices"
	"strings"

	"gongkai/law/problem"
)

// JoinGroup puts the case with others that ask for the same (并案办理): decided
// once, answered each by name, counted each. Group is the same number in every
// case of the group.
type JoinGroup struct {
	Group  int64  `json:"group"`
	Reason string `json:"reason,omitempty"`
}

// LeaveGroup takes the case out of its group again (退出并案).
type LeaveGroup struct {
	Reason string `json:"reason,omitempty"`
}

// SplitOff gives some of the items a number of their own (分别编号): To is the
// number of the new case, Consent how the applicant agreed. Without consent one
// form stays one application.
type SplitOff struct {
	Items   []int  `json:"items"`
	To      string `json:"to"`
	Consent string `json:"consent,omitempty"`
}

// SplitFrom says in the new case which one it was split from.
type SplitFrom struct {
	From string `json:"from"`
}

func (JoinGroup) name() string     { return "join-group" }
func (JoinGroup) variant() string  { return "" }
func (LeaveGroup) name() string    { return "leave-group" }
func (LeaveGroup) variant() string { return "" }
func (SplitOff) name() string      { return "split-off" }
func (SplitOff) variant() string   { return "" }
func (SplitFrom) name() string     { return "split-from" }
func (SplitFrom) variant() string  { return "" }

func (s JoinGroup) words(w *wording) Step {
	w.account("group", &s.Group)
	w.text("reason", &s.Reason)
	return s
}

func (s LeaveGroup) words(w *wording) Step { w.text("reason", &s.Reason); return s }

func (s SplitOff) words(w *wording) Step {
	w.list("items", &s.Items, len(s.Items) > 0)
	w.text("to", &s.To)
	w.text("consent", &s.Consent)
	return s
}

func (s SplitFrom) words(w *wording) Step { w.text("from", &s.From); return s }

func (s JoinGroup) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case s.Group == 0:
		return "", problem.Invalid("没有写明与哪些申请并案").Because(workSystem).Try("请选择申请").At("group")
	case c.Group != 0:
		return "", problem.Conflict("%s已经并案", orThis(c.Number)).Because(workSystem).Try("请先退出原来的并案")
	case env.History:
		return "", nil
	}
	return "", needsReason(s.Reason, "并案")
}

func (s LeaveGroup) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case c.Group == 0:
		return "", problem.Refused("%s没有并案", orThis(c.Number)).Because(workSystem).Try("请核对编号")
	case env.History:
		return "", nil
	}
	return "", needsReason(s.Reason, "退出并案")
}

// check lets a form be split as long as nothing has been done that belongs to
// the items together: a correction, a fee, an opinion or an extension would
// have to hold for both cases, and their due dates would part.
func (s SplitOff) check(c *Case, env *Env) (Mark, *problem.Error) {
	if env.History {
		return "", nil
	}
	switch year := c.ReceivedOn.Year(); {
	case env.Frozen != nil && env.Frozen(year):
		return "", problem.Refused("%d年的年度报告已经发布，分出会改变已经公布的件数", year).Because(workSystem).Try("请在同一编号下逐项作出决定")
	case len(s.Items) == 0:
		return "", problem.Invalid("没有选择分出哪些内容").Because(described).Try("请至少选择一项").At("items")
	case len(s.Items) >= len(c.Items):
		return "", problem.Invalid("申请有%d项内容，分出%d项，原编号下没有内容了", len(c.Items), len(s.Items)).Try("请至少留下一项").At("items")
	case strings.TrimSpace(s.Consent) == "":
		return "", problem.Invalid("没有写明申请人怎样同意分别编号").Try("请填写何时、怎样征得同意；没有同意的，一张申请表按一件办理，逐项作出决定").At("consent")
	case len([]rune(s.Consent)) > maxText:
		return "", problem.Invalid("说明有%d个字，最多%d个字", len([]rune(s.Consent)), maxText).Try("请写得简短一些").At("consent")
	case strings.TrimSpace(s.To) == "":
		return "", problem.Invalid("没有新的编号").Because(workSystem).Try("请重新打开页面").At("to")
	}
	for i, n := range s.Items {
		if n < 1 || n > len(c.Items) || slices.Contains(s.Items[:i], n) {
			return "", problem.Invalid("没有第%d项内容，或者写了两次", n).Try("请从列出的内容中选择").At("items")
		}
	}
	return "", c.splittable()
}

// splittable refuses to split what has been dealt with as one.
func (c *Case) splittable() *problem.Error {
	var done string
	switch {
	case c.Stage == Reviewing || c.Stage == Approving || c.Stage == Approved:
		done = "答复正在审核、签发"
	case len(c.Reopened) > 0:
		done = "案件是重新办理的"
	case c.Correction != nil:
		done = "已经要求补正"
	case len(c.Consultations) > 0:
		done = "已经征求意见"
	case c.Reasons != nil:
		done = "已经要求说明理由"
	case c.Extension != nil:
		done = "已经延长答复期限"
	case c.Fee != nil:
		done = "已经通知收费"
	case c.Group != 0:
		done = "已经并案"
	default:
		return nil
	}
	return problem.Refused("%s，不能再分别编号", done).Because(workSystem).Try("请在同一编号下逐项作出决定；已经并案的，先退出并案")
}

func (s SplitFrom) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case strings.TrimSpace(s.From) == "":
		return "", problem.Invalid("没有写明从哪个编号分出").Because(workSystem).Try("请填写原来的编号").At("from")
	case c.SplitFrom != "" && !env.History:
		return "", problem.Conflict("这件申请已经从%s分出", c.SplitFrom).Try("请核对编号")
	}
	return "", nil
}

func orThis(number string) string {
	if number == "" {
		return "这件申请"
	}
	return number
}

func (s JoinGroup) apply(c *Case, _ *Event, _ *Clock)  { c.Group = s.Group }
func (s LeaveGroup) apply(c *Case, _ *Event, _ *Clock) { c.Group = 0 }

// apply leaves the other items, numbered anew with the records of their
// searching and weighing. A returned draft answered what is no longer asked.
func (s SplitOff) apply(c *Case, _ *Event, _ *Clock) {
	c.SplitTo = append(c.SplitTo, s.To)
	if len(c.Items) == 0 {
		return
	}
	places := map[int]int{0: 0}
	var left []Item
	for _, item := range c.Items {
		if !slices.Contains(s.Items, item.N) {
			places[item.N] = len(left) + 1
			left = append(left, Item{N: len(left) + 1, Asked: item.Asked})
		}
	}
	var searches []SearchRecord
	for _, r := range c.Searches {
		if n, kept := places[r.Item]; kept {
			r.Item = n
			searches = append(searches, r)
		}
	}
	var weighings []Weighing
	for _, r := range c.Weighings {
		if n, kept := places[r.Item]; kept {
			r.Item = n
			weighings = append(weighings, r)
		}
	}
	c.Items, c.Searches, c.Weighings, c.Proposal = left, searches, weighings, nil
}

func (s SplitFrom) apply(c *Case, _ *Event, _ *Clock) { c.SplitFrom = s.From }

// Splits tells of a case without asking for items whether it may be split now,
// nil for yes.
func (c *Case) Splits() *problem.Error {
	if len(c.Items) < 2 {
		return problem.Refused("申请只有一项内容，没有可以分出的").Try("请在这个编号下办理")
	}
	return c.splittable()
}

// Alike returns the steps that bring a case of a group to where another has come
// (并案办理): its draft with the records of searching and weighing, its review,
// its approval, or its reply under a number of its own. Whether each is lawful
// in the case is for [Case.Take].
func (c *Case) Alike(from *Case, name, number string) ([]Step, *problem.Error) {
	p := from.Proposal
	switch {
	case c.Group == 0 || c.Group != from.Group:
		return nil, problem.Refused("%s与%s没有并案", orThis(c.Number), orThis(from.Number)).Because(workSystem).Try("请先并案")
	case p == nil:
		return nil, problem.Refused("%s还没有拟答复", orThis(from.Number)).Because(workSystem).Try("请先在这一件上拟答复")
	case from.Stage == Handling:
		return nil, problem.Refused("%s的答复已经退回", orThis(from.Number)).Because(workSystem).Try("请先修改、送审这一件")
	case len(c.Items) != len(from.Items):
		return nil, problem.Refused("%s有%d项内容，%s有%d项，不能用同一个决定", orThis(c.Number), len(c.Items), orThis(from.Number), len(from.Items)).Because(replies).Try("请分别拟答复")
	case name == Draft{}.name():
		return append(c.missing(from), Draft{Decisions: p.Decisions}), nil
	case !c.drafted(p.Decisions):
		return nil, problem.Refused("%s拟的答复与%s不同", orThis(c.Number), orThis(from.Number)).Because(workSystem).Try("请先一并拟答复，或者分别办理")
	case name == Review{}.name() && p.ReviewedBy != 0 && from.Stage != Reviewing:
		return []Step{Review{}}, nil
	case name == Approve{}.name() && p.Outcome != "" && from.Stage == Approved:
		return []Step{Approve{Principal: p.Principal}}, nil
	case name == Reply{}.name() && p.Outcome != "" && from.Stage == Approved:
		if strings.TrimSpace(number) == "" {
			return nil, problem.Invalid("%s没有填写答复书文号", orThis(c.Number)).Because(workSystem).Try("请填写，每件申请一份答复书").At("number")
		}
		return []Step{Reply{Number: number}}, nil
	}
	return nil, problem.Refused("%s还没有办到这一步", orThis(from.Number)).Because(workSystem).Try("请先办理这一件，再一并办理其他各件")
}

// missing are the records of searching and weighing that another case has.
func (c *Case) missing(from *Case) (all []Step) {
	for _, r := range from.Searches {
		if !slices.ContainsFunc(c.Searches, func(own SearchRecord) bool { return own.Search == r.Search }) {
			all = append(all, r.Search)
		}
	}
	for _, r := range from.Weighings {
		if !slices.ContainsFunc(c.Weighings, func(own Weighing) bool { return own.Weigh == r.Weigh }) {
			all = append(all, r.Weigh)
		}
	}
	return all
}

// drafted says that the case was drafted with these decisions.
func (c *Case) drafted(decisions []Decision) bool {
	return c.Proposal != nil && slices.EqualFunc(c.Proposal.Decisions, decisions, func(a, b Decision) bool {
		return a.Item == b.Item && a.Outcome == b.Outcome && slices.Equal(a.Articles, b.Articles) && a.Statute == b.Statute && a.Reasons == b.Reasons
	})
}
