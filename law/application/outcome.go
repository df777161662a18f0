package application

import (
	"slices"
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/report"
)

// An Outcome is a row of table 三 in which a case counts; it is also how one
// item was decided. Its value is part of the cell codes and never changes.
type Outcome string

// The outcomes that rules speak of; [Outcomes] lists all of a year.
const (
	Granted       Outcome = "granted"
	PartlyGranted Outcome = "partly_granted"
	NotHeld       Outcome = "unavailable.not_held"
	NeedsCreation Outcome = "unavailable.needs_creation"
	StillUnclear  Outcome = "unavailable.still_unclear"
	Uncorrected   Outcome = "otherwise_handled.uncorrected"
	Unpaid        Outcome = "otherwise_handled.unpaid"
	OtherHandling Outcome = "otherwise_handled.other"
	// OtherwiseHandled is the undivided row of the form of 2019.
	OtherwiseHandled Outcome = "otherwise_handled"
)

// A ground is what one outcome rests on and needs.
type ground struct {
	outcome Outcome
	// articles are the provisions to choose from; a decision names at least one.
	articles []law.Citation
	reasons  bool // the reply says why
	search   bool // a search record comes first
	weighing bool // a weighing record comes first
	statute  bool // another law or regulation is to be named
	refuses  bool // under articles 14 to 16
	own      string
}

// grounds lists what every outcome rests on, in the order of the form.
var grounds = []ground{
	{outcome: Granted, articles: []law.Citation{
		law.OGI.Item(36, 0, 1, "告知申请人获取该政府信息的方式、途径"),
		law.OGI.Item(36, 0, 2, "向申请人提供该政府信息，或者告知申请人获取该政府信息的方式、途径和时间"),
	}},
	{outcome: PartlyGranted, reasons: true, articles: []law.Citation{
		law.OGI.Art(37, "应当向申请人提供可以公开的政府信息内容，并对不予公开的内容说明理由"),
	}},
	{outcome: "withheld.state_secret", reasons: true, refuses: true, articles: []law.Citation{
		law.OGI.Art(14, "依法确定为国家秘密的政府信息"),
	}},
	{outcome: "withheld.prohibited_by_law", reasons: true, refuses: true, statute: true, articles: []law.Citation{
		law.OGI.Art(14, "法律、行政法规禁止公开的政府信息"),
	}},
	{outcome: "withheld.security_stability", reasons: true, refuses: true, articles: []law.Citation{
		law.OGI.Art(14, "公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息"),
	}},
	{outcome: thirdPartyRights, reasons: true, refuses: true, weighing: true, articles: []law.Citation{
		law.OGI.Art(15, "公开会对第三方合法权益造成损害的政府信息"),
		law.OGI.Art(32, "第三方不同意公开且有合理理由的，行政机关不予公开"),
	}},
	{outcome: "withheld.internal_affairs", reasons: true, refuses: true, weighing: true, articles: []law.Citation{
		law.OGI.Para(16, 1, "内部事务信息"),
	}},
	{outcome: "withheld.deliberative", reasons: true, refuses: true, weighing: true, articles: []law.Citation{
		law.OGI.Para(16, 2, "过程性信息"),
	}},
	{outcome: "withheld.enforcement_file", reasons: true, refuses: true, weighing: true, articles: []law.Citation{
		law.OGI.Para(16, 2, "行政执法案卷信息"),
	}},
	{outcome: "withheld.inquiry", reasons: true, statute: true, articles: []law.Citation{
		law.OGI.Item(36, 0, 7, "依照有关法律、行政法规的规定办理"),
	}},
	{outcome: NotHeld, reasons: true, search: true, articles: []law.Citation{
		law.OGI.Item(36, 0, 4, "告知申请人该政府信息不存在"),
		law.OGI.Item(36, 0, 5, "所申请公开信息不属于本行政机关负责公开的"),
	}},
	{outcome: NeedsCreation, reasons: true, search: true, articles: []law.Citation{
		law.OGI.Art(38, "需要行政机关对现有政府信息进行加工、分析的，行政机关可以不予提供"),
	}},
	{outcome: StillUnclear, reasons: true, articles: []law.Citation{
		law.OGI.Art(30, "政府信息公开申请内容不明确的"),
	}},
	{outcome: "not_processed.petition", reasons: true, articles: []law.Citation{
		law.OGI.Para(39, 1, "应当告知申请人不作为政府信息公开申请处理"),
	}},
	{outcome: "not_processed.repeated", reasons: true, articles: []law.Citation{
		law.OGI.Item(36, 0, 6, "告知申请人不予重复处理"),
	}},
	{outcome: "not_processed.publication", reasons: true, articles: []law.Citation{
		law.OGI.Para(39, 2, "可以告知获取的途径"),
	}},
	{outcome: excessive, reasons: true, articles: []law.Citation{
		law.OGI.Art(35, "行政机关认为申请理由不合理的，告知申请人不予处理"),
	}},
	{outcome: "not_processed.reissue", reasons: true, own: "条例没有专门条文，统一格式列有此项"},
	{outcome: Uncorrected, own: "由“不再处理”得出"},
	{outcome: Unpaid, own: "由“不再处理”得出"},
	{outcome: OtherHandling, reasons: true, own: "条例没有专门条文，统一格式列有此项"},
	{outcome: OtherwiseHandled, reasons: true, own: "2020年度以前的统一格式列有此项"},
}

const (
	thirdPartyRights Outcome = "withheld.third_party_rights"
	excessive        Outcome = "not_processed.excessive"
)

func (o Outcome) ground() *ground {
	i := slices.IndexFunc(grounds, func(g ground) bool { return g.outcome == o })
	if i < 0 {
		return nil
	}
	return &grounds[i]
}

// Outcomes lists the outcomes that the form of a year has, in its order.
func Outcomes(year int) (all []Outcome) {
	for _, r := range report.FormOf(year).Rows {
		if r.Part == report.Result {
			all = append(all, Outcome(r.Key))
		}
	}
	return all
}

// In says whether the form of a year has the outcome.
func (o Outcome) In(year int) bool { return slices.Contains(Outcomes(year), o) }

// Known says whether the form of some year has the outcome.
func (o Outcome) Known() bool { return o.ground() != nil }

// Label returns the outcome in the words of the form with its group, 不予公开：
// 属于国家秘密, and "" for an unknown one.
func (o Outcome) Label() string {
	for _, e := range []*report.Edition{report.Form2021, report.Form2019} {
		r := e.Row(string(o))
		if r == nil || r.Part != report.Result {
			continue
		}
		label := bareLabel(r.Label)
		if n := len(r.Path); n > 1 {
			label = bareLabel(r.Path[n-1]) + "：" + label
		}
		return label
	}
	return ""
}

// bareLabel is the label of a row without its number and its note.
func bareLabel(label string) string {
	for _, sep := range []string{"）", "."} {
		if head, rest, ok := strings.Cut(label, sep); ok && len([]rune(head)) <= 2 {
			label = rest
		}
	}
	label, _, _ = strings.Cut(label, "（区分")
	return label
}

// Articles returns the provisions that a decision of the outcome may name; it
// must name at least one where there are any.
func (o Outcome) Articles() []law.Citation {
	if g := o.ground(); g != nil {
		return g.articles
	}
	return nil
}

// Gives says whether the outcome gives something.
func (o Outcome) Gives() bool { return o == Granted || o == PartlyGranted }

// Refuses says whether the outcome refuses something under articles 14 to 16.
func (o Outcome) Refuses() bool {
	g := o.ground()
	return o == PartlyGranted || g != nil && g.refuses
}

// NeedsSearch says whether a search record must come before the outcome.
func (o Outcome) NeedsSearch() bool { g := o.ground(); return g != nil && g.search }

// NeedsWeighing says whether a weighing record must come before the outcome.
func (o Outcome) NeedsWeighing() bool { g := o.ground(); return g != nil && g.weighing }

// CaseOutcome returns the outcome of a case from those of its items, and false
// where the approver has to name the principal one: all alike give that one;
// anything given and anything refused under articles 14 to 16 give
// partly_granted; every other mixture has no default.
func CaseOutcome(items []Outcome) (Outcome, bool) {
	if len(items) == 0 {
		return "", false
	}
	alike := !slices.ContainsFunc(items, func(o Outcome) bool { return o != items[0] })
	gives := slices.ContainsFunc(items, Outcome.Gives)
	refuses := slices.ContainsFunc(items, Outcome.Refuses)
	switch {
	case alike:
		return items[0], true
	case gives && refuses:
		return PartlyGranted, true
	}
	return "", false
}

// lapsed is the outcome of a case that ended for want of what the applicant had
// to do, by the form of the year.
func lapsed(state State, on calendar.Date) Outcome {
	o := Uncorrected
	if state == AwaitingPayment {
		o = Unpaid
	}
	return o.inForm(on)
}

// inForm is the undivided row where the form of the year has no other.
func (o Outcome) inForm(on calendar.Date) Outcome {
	if !o.In(on.Year()) {
		return OtherwiseHandled
	}
	return o
}
