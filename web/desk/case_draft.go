package desk

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/store"
	"gongkai/web"
)

// draftFields are a decision for every item: the row of the form with the
// provision it rests on, the other statute, the reasons.
func draftFields(c *store.Case, f *formFacts) (fields web.Fields) {
	options := decisionOptions(f.today.Year())
	var before []application.Decision
	if c.Course.Proposal != nil {
		before = c.Course.Proposal.Decisions
	} else if last := letterResult(*c); last != nil {
		before = last.Decisions
	}
	for i, item := range c.Course.Items {
		n := strconv.Itoa(item.N)
		decision := web.Field{Name: "outcome." + n, Label: fmt.Sprintf("第%d项的决定和依据", item.N), Hint: atMost(item.Asked, 120), Control: web.SelectControl, Options: options}
		statute := optional(web.Field{Name: "statute." + n, Label: fmt.Sprintf("第%d项所依据的其他法律、行政法规", item.N), Hint: "“法律行政法规禁止公开”“行政查询事项”的必须写明名称和条款。"})
		reasons := area("reasons."+n, fmt.Sprintf("第%d项的理由", item.N), "写进答复书；予以公开的可以不写，写获取的方式、途径和时间。")
		if i < len(before) {
			decision.Value, statute.Value, reasons.Value = decisionValue(before[i].Outcome, strings.Join(before[i].Articles, "")), before[i].Statute, before[i].Reasons
		}
		fields = append(fields, decision, statute, optional(reasons))
	}
	return fields
}

// decisionOptions are the rows of the form of a year, one for each provision
// that they may rest on: a decision and its article are chosen together and
// cannot contradict each other.
func decisionOptions(year int) []web.Option {
	all := []web.Option{{Label: "请选择"}}
	for _, o := range application.Outcomes(year) {
		if o == application.Uncorrected || o == application.Unpaid {
			continue // the end for want of the applicant's act is a step of its own
		}
		articles := o.Articles()
		for _, a := range articles {
			all = append(all, web.Option{Value: decisionValue(o, a.String()), Label: o.Label() + "　" + a.String()})
		}
		if len(articles) == 0 {
			all = append(all, web.Option{Value: decisionValue(o, ""), Label: o.Label()})
		}
	}
	return all
}

func decisionValue(o application.Outcome, article string) string { return string(o) + "|" + article }

// decisionsOf are the decisions as typed, one for every item.
func decisionsOf(c *store.Case, t *typing) (all []application.Decision) {
	for _, item := range c.Course.Items {
		n := strconv.Itoa(item.N)
		outcome, article, _ := strings.Cut(t.value("outcome."+n), "|")
		one := application.Decision{Item: item.N, Outcome: application.Outcome(outcome), Statute: t.value("statute." + n), Reasons: t.value("reasons." + n)}
		if article != "" {
			one.Articles = []string{article}
		}
		all = append(all, one)
	}
	return all
}

func drafted(c *store.Case, t *typing) application.Step {
	return application.Draft{Decisions: decisionsOf(c, t)}
}

// principalFields ask the approver for the principal outcome only where the
// items are decided so differently that none follows.
func principalFields(c *store.Case, f *formFacts) web.Fields {
	if c.Course.Proposal == nil {
		return nil
	}
	var outcomes []application.Outcome
	for _, one := range c.Course.Proposal.Decisions {
		outcomes = append(outcomes, one.Outcome)
	}
	if _, ok := application.CaseOutcome(outcomes); ok {
		return nil
	}
	field := web.Field{Name: "principal", Label: "主要的一项", Hint: "各项的决定不同，案件按这一项计入年度报告。", Control: web.SelectControl, Options: []web.Option{{Label: "请选择"}}}
	for _, o := range outcomes {
		field.Options = append(field.Options, web.Option{Value: string(o), Label: o.Label()})
	}
	return web.Fields{field}
}

// principalField lets the principal outcome be chosen from all, for a reply
// whose decisions are only being typed.
func principalField(_ *store.Case, today calendar.Date) web.Field {
	field := web.Field{Name: "principal", Label: "主要的一项", Hint: "各项的决定不同、合不成一项的才选。", Control: web.SelectControl, Optional: true, Options: []web.Option{{Label: "不选"}}}
	for _, o := range application.Outcomes(today.Year()) {
		field.Options = append(field.Options, web.Option{Value: string(o), Label: o.Label()})
	}
	return field
}
