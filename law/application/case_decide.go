package application

import (
	"slices"
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A SearchRecord (检索记录) is how an item was searched for.
type SearchRecord struct {
	On calendar.Date
	Search
}

// A Weighing (衡量记录) is why an item under articles 15 or 16 is withheld or
// disclosed.
type Weighing struct {
	On calendar.Date
	Weigh
}

// A Proposal is the reply as drafted, reviewed and approved.
type Proposal struct {
	Decisions []Decision
	Principal Outcome // as named by the approver, "" for none
	Outcome   Outcome // of the case; "" until it is approved
	DraftedBy int64
	ReviewedBy,
	ApprovedBy int64
	ApprovedOn  calendar.Date
	ReturnedFor string // why it was returned, "" otherwise
}

// A Decision is how one item is answered.
type Decision struct {
	Item     int      `json:"item"`
	Outcome  Outcome  `json:"outcome"`
	Articles []string `json:"articles,omitempty"` // as printed: 《政府信息公开条例》第三十六条第（二）项
	Statute  string   `json:"statute,omitempty"`  // the other law or regulation that forbids or governs it
	Reasons  string   `json:"reasons,omitempty"`
}

// Search records how an item was searched for (检索记录).
type Search struct {
	Item   int           `json:"item,omitempty"` // 0 for all items
	Where  string        `json:"where"`
	By     string        `json:"by"`
	Terms  string        `json:"terms"`
	From   calendar.Date `json:"from,omitzero"` // the period searched
	To     calendar.Date `json:"to,omitzero"`
	Result string        `json:"result"`
}

// Weigh records the weighing of an item under articles 15 and 16 (衡量记录).
type Weigh struct {
	Item     int    `json:"item,omitempty"` // 0 for all items
	Harm     string `json:"harm"`           // to whom, and how
	Public   string `json:"public"`         // what the public interest asks for
	Disclose bool   `json:"disclose,omitempty"`
}

// Draft proposes the reply (拟答复): a decision for every item.
type Draft struct {
	Decisions []Decision `json:"decisions"`
	Note      string     `json:"note,omitempty"`
}

// Review passes the draft on to the approver (审核通过).
type Review struct {
	Note string `json:"note,omitempty"`
}

// Approve signs the reply (签发). Where the items are decided differently the
// approver names the principal outcome.
type Approve struct {
	Principal Outcome `json:"principal,omitempty"`
}

func (Search) name() string     { return "search" }
func (Search) variant() string  { return "" }
func (Weigh) name() string      { return "weigh" }
func (Weigh) variant() string   { return "" }
func (Draft) name() string      { return "draft" }
func (Draft) variant() string   { return "" }
func (Review) name() string     { return "review" }
func (Review) variant() string  { return "" }
func (Approve) name() string    { return "approve" }
func (Approve) variant() string { return "" }

func (s Search) words(w *wording) Step {
	w.number("item", &s.Item)
	w.text("where", &s.Where)
	w.text("by", &s.By)
	w.text("terms", &s.Terms)
	w.date("from", &s.From)
	w.date("to", &s.To)
	w.text("result", &s.Result)
	return s
}

func (s Weigh) words(w *wording) Step {
	w.number("item", &s.Item)
	w.text("harm", &s.Harm)
	w.text("public", &s.Public)
	w.flag("disclose", &s.Disclose)
	return s
}

func (s Draft) words(w *wording) Step {
	w.list("decisions", &s.Decisions, len(s.Decisions) > 0)
	w.text("note", &s.Note)
	return s
}

func (s Review) words(w *wording) Step  { w.text("note", &s.Note); return s }
func (s Approve) words(w *wording) Step { w.text("principal", (*string)(&s.Principal)); return s }

func (s Search) check(c *Case, env *Env) (Mark, *problem.Error) {
	if p := c.checkItem(s.Item); p != nil || env.History {
		return "", p
	}
	for _, f := range []struct{ key, label, value string }{
		{"where", "在哪里检索", s.Where}, {"by", "由谁检索", s.By}, {"terms", "检索词", s.Terms}, {"result", "检索结果", s.Result},
	} {
		if strings.TrimSpace(f.value) == "" {
			return "", problem.Invalid("检索记录没有写明“%s”", f.label).Because(notFound).Try("请补填，检索记录会附在案卷里").At(f.key)
		}
		if n := len([]rune(f.value)); n > maxText {
			return "", problem.Invalid("“%s”有%d个字，最多%d个字", f.label, n, maxText).Try("请写得简短一些").At(f.key)
		}
	}
	if !s.To.IsZero() && s.To < s.From {
		return "", problem.Invalid("检索的起止日期颠倒").Try("请核对日期").At("to")
	}
	return "", nil
}

func (s Weigh) check(c *Case, env *Env) (Mark, *problem.Error) {
	if p := c.checkItem(s.Item); p != nil || env.History {
		return "", p
	}
	if strings.TrimSpace(s.Harm) == "" {
		return "", problem.Invalid("没有写明公开会造成什么损害").Because(publicGood).Try("请写明对谁、造成什么损害").At("harm")
	}
	if strings.TrimSpace(s.Public) == "" {
		return "", problem.Invalid("没有写明对公共利益的考虑").Because(publicGood).Try("请写明不公开对公共利益有没有重大影响").At("public")
	}
	return "", nil
}

func (c *Case) checkItem(n int) *problem.Error {
	if n == 0 || n > 0 && n <= len(c.Items) {
		return nil
	}
	return problem.Invalid("这件申请没有第%d项内容", n).Try("请写1至%d", len(c.Items)).At("item")
}

func (s Draft) check(c *Case, env *Env) (Mark, *problem.Error) {
	if env.History {
		return "", nil
	}
	if c.Stage == Reviewing || c.Stage == Approving || c.Stage == Approved {
		return "", problem.Conflict("答复正在审核、签发，不能改").Because(workSystem).Try("请先退回再修改")
	}
	return "", c.checkDecisions(s.Decisions, env.On)
}

func (Review) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case env.History:
		return "", nil
	case c.Stage != Reviewing:
		return "", problem.Conflict("没有等待审核的答复").Because(workSystem).Try("请由经办人先拟答复")
	case env.Actor.Account == c.Proposal.DraftedBy:
		return "", problem.Forbidden("拟稿人不能审核自己拟的答复").Because(workSystem).Try("请由另一名审核人办理")
	}
	return "", nil
}

func (s Approve) check(c *Case, env *Env) (Mark, *problem.Error) {
	switch {
	case env.History:
		return "", nil
	case c.Stage != Approving:
		return "", problem.Conflict("没有等待签发的答复").Because(workSystem).Try("请由审核人先审核")
	case env.Actor.Account == c.Proposal.DraftedBy:
		return "", problem.Forbidden("拟稿人不能签发自己拟的答复").Because(workSystem).Try("请由另一名签发人办理")
	}
	if p := c.checkDecisions(c.Proposal.Decisions, env.On); p != nil {
		return "", p
	}
	_, p := principal(c.Proposal.Decisions, s.Principal)
	return "", p
}

// principal returns the outcome of the case, or the problem that it has none.
func principal(all []Decision, named Outcome) (Outcome, *problem.Error) {
	items := outcomesOf(all)
	o, ok := CaseOutcome(items)
	switch {
	case ok && named != "" && named != o:
		return "", problem.Invalid("各项的决定合起来计入“%s”，不能另选“%s”", o.Label(), named.Label()).Because(replies).Try("请不选主要的一项").At("principal")
	case ok:
		return o, nil
	case named == "":
		return "", problem.Invalid("各项的决定不同，没有指明主要的一项").Because(replies).Try("请由签发人从各项的决定中选一项，案件按它计入年度报告").At("principal")
	case !slices.Contains(items, named):
		return "", problem.Invalid("“%s”不是任何一项的决定", named.Label()).Try("请从各项的决定中选一项").At("principal")
	}
	return named, nil
}

func outcomesOf(all []Decision) (items []Outcome) {
	for _, d := range all {
		items = append(items, d.Outcome)
	}
	return items
}

// checkDecisions asks for one complete decision for every item.
func (c *Case) checkDecisions(all []Decision, on calendar.Date) *problem.Error {
	if len(c.Items) == 0 && c.Transferred {
		return problem.Refused("还没有申请公开的内容，不能作出决定").Because(described).Try("请先“补录”申请公开的内容").At("decisions")
	}
	if len(all) != len(c.Items) {
		return problem.Invalid("申请有%d项内容，有%d项决定", len(c.Items), len(all)).Because(replies).Try("请逐项作出决定").At("decisions")
	}
	for i, d := range all {
		if d.Item != i+1 {
			return problem.Invalid("第%d项决定写的是第%d项内容", i+1, d.Item).Try("请按内容的顺序逐项作出决定").At("decisions")
		}
		if p := c.checkDecision(d, on); p != nil {
			return p
		}
	}
	return nil
}

func (c *Case) checkDecision(d Decision, on calendar.Date) *problem.Error {
	g := d.Outcome.ground()
	switch {
	case d.Outcome == "":
		return problem.Invalid("第%d项没有选择决定", d.Item).Because(replies).Try("请选择").At("outcome")
	case g == nil || !d.Outcome.In(on.Year()):
		return problem.Invalid("%d年的统一格式没有“%s”这一项", on.Year(), orKey(d.Outcome)).Try("请按%d年的格式选择", on.Year()).At("outcome")
	case d.Outcome == Uncorrected || d.Outcome == Unpaid:
		return problem.Refused("“%s”不是答复", d.Outcome.Label()).Because(abandoned).Try("请在期限届满以后办理“不再处理”").At("outcome")
	case g.reasons && strings.TrimSpace(d.Reasons) == "":
		return because(problem.Invalid("第%d项没有写明理由", d.Item), firstOf(g.articles)).Try("请写明理由，它会写进答复书").At("reasons")
	case g.statute && strings.TrimSpace(d.Statute) == "":
		return because(problem.Invalid("第%d项没有写明所依据的法律、行政法规", d.Item), firstOf(g.articles)).Try("请写明名称和条款").At("statute")
	}
	if p := checkArticles(d, g); p != nil {
		return p
	}
	return c.checkRecords(d, g)
}

func orKey(o Outcome) string {
	if label := o.Label(); label != "" {
		return label
	}
	return string(o)
}

func firstOf(all []law.Citation) law.Citation {
	if len(all) == 0 {
		return law.Citation{}
	}
	return all[0]
}

// checkArticles asks that a decision name one of the provisions of its outcome.
func checkArticles(d Decision, g *ground) *problem.Error {
	if len(g.articles) == 0 {
		return nil
	}
	var choices []string
	for _, a := range g.articles {
		if slices.Contains(d.Articles, a.String()) {
			return nil
		}
		choices = append(choices, a.String())
	}
	return problem.Invalid("第%d项的依据与“%s”不符", d.Item, d.Outcome.Label()).Because(replies).Try("请选择%s", strings.Join(choices, "或者")).At("articles")
}

// checkRecords asks for what must have come before a decision.
func (c *Case) checkRecords(d Decision, g *ground) *problem.Error {
	switch {
	case g.search && !c.searched(d.Item):
		return problem.Refused("第%d项没有检索记录，不能答复“%s”", d.Item, d.Outcome.Label()).Because(notFound).
			Try("请先记录在哪里、由谁、用什么检索词、检索了哪段时间、结果如何")
	case g.weighing && !c.weighed(d.Item, false):
		return because(problem.Refused("第%d项没有衡量记录，不能答复“%s”", d.Item, d.Outcome.Label()), firstOf(g.articles)).
			Try("请先记录公开造成的损害和对公共利益的考虑")
	case d.Outcome == thirdPartyRights && !c.consulted(ThirdParty):
		return problem.Refused("没有征求第三方的意见，不能以保护第三方合法权益为由不予公开").Because(thirdParty).Try("请先书面征求第三方的意见")
	case d.Outcome == StillUnclear && (c.Correction == nil || c.Correction.ReceivedOn.IsZero()):
		return problem.Refused("申请没有经过补正，不能答复“补正后申请内容仍不明确”").Because(once).Try("请先要求补正")
	case d.Outcome == excessive && c.Reasons == nil:
		return problem.Refused("没有要求申请人说明理由，不能以大量反复申请为由不予处理").Because(reasonsAsk).Try("请先要求说明理由")
	case d.Outcome.Gives() && c.objected() && !c.weighed(d.Item, true):
		return problem.Refused("第三方不同意公开，没有公共利益的衡量记录，不能公开").Because(publicGood).
			Try("请先记录不公开对公共利益的重大影响，并把公开的内容和理由书面告知第三方")
	}
	return nil
}

func (c *Case) searched(item int) bool {
	return slices.ContainsFunc(c.Searches, func(s SearchRecord) bool { return s.Item == 0 || s.Item == item })
}

func (c *Case) weighed(item int, disclose bool) bool {
	return slices.ContainsFunc(c.Weighings, func(w Weighing) bool {
		return (w.Item == 0 || w.Item == item) && (!disclose || w.Disclose)
	})
}

func (c *Case) consulted(p Party) bool {
	return slices.ContainsFunc(c.Consultations, func(t Consultation) bool { return t.Party == p })
}

// objected says that a third party objects.
func (c *Case) objected() bool {
	return slices.ContainsFunc(c.Consultations, func(t Consultation) bool { return t.Party == ThirdParty && t.Stance == Objects })
}

func (s Search) apply(c *Case, e *Event, _ *Clock) {
	c.Searches = append(c.Searches, SearchRecord{e.On, s})
}

func (s Weigh) apply(c *Case, e *Event, _ *Clock) {
	c.Weighings = append(c.Weighings, Weighing{e.On, s})
}

func (s Draft) apply(c *Case, e *Event, _ *Clock) {
	c.Proposal = &Proposal{Decisions: s.Decisions, DraftedBy: e.Actor.Account}
	c.Stage = Reviewing
}

func (Review) apply(c *Case, e *Event, _ *Clock) {
	if c.Proposal != nil {
		c.Proposal.ReviewedBy = e.Actor.Account
	}
	c.Stage = Approving
}

func (s Approve) apply(c *Case, e *Event, _ *Clock) {
	if c.Proposal == nil {
		c.Proposal = &Proposal{}
	}
	c.Proposal.Principal, c.Proposal.ApprovedBy, c.Proposal.ApprovedOn = s.Principal, e.Actor.Account, e.On
	c.Proposal.Outcome, _ = principal(c.Proposal.Decisions, s.Principal)
	c.Stage = Approved
}
