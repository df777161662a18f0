package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A caseRemedy is a reconsideration or suit about the case.
type caseRemedy struct {
	application.Remedy
	Accepted, Result string
	Entry            string // the address of the entry that counts it, "" for whoever may not see it
	Amend, Settle    string // the addresses of the forms, "" where they cannot be taken
}

// remediesOf lists the reconsiderations and suits of the case.
func (d *Desk) remediesOf(r *http.Request, c *store.Case, p *caseView) error {
	if len(c.Course.Remedies) > 0 {
		entries, err := d.store.RemedyEntries(r.Context(), c.ID)
		if err != nil {
			return err
		}
		mayBook := d.store.May(r.Context(), visitOf(r).Account.ID, account.RegisterView, c.Organ) == nil
		may := func(s application.Step) bool {
			_, ok := roleFor(s, visitOf(r).caseRoles(c.Organ), c.State)
			return ok && c.ErasedAt.IsZero()
		}
		for i, one := range c.Course.Remedies {
			line := caseRemedy{Remedy: one, Accepted: one.AcceptedOn.Chinese(), Result: "尚未审结"}
			if !one.ConcludedOn.IsZero() {
				line.Result = one.Outcome.Label() + "，" + one.ConcludedOn.Chinese()
			}
			if mayBook && i < len(entries) {
				line.Entry = organAddress(c.Organ) + "/registers/remedy/" + strconv.FormatInt(entries[i], 10)
			}
			of := "?n=" + strconv.Itoa(i+1)
			if may(application.AmendContest{}) && !one.Struck {
				line.Amend = p.Address + "/" + application.Name(application.AmendContest{}) + of
			}
			if may(application.Settle{}) && one.IsPending() {
				line.Settle = p.Address + "/" + application.Name(application.Settle{}) + of
			}
			p.Remedies = append(p.Remedies, line)
		}
	}
	if one := c.Course.Overturned(); one != nil {
		p.Overturned = "“" + one.Number + "”结果纠正（" + one.Outcome.Label() + "，" + one.ConcludedOn.Chinese() + "）。"
	}
	if _, isClerk := roleFor(application.Contest{}, visitOf(r).caseRoles(c.Organ), c.State); !isClerk || !c.ErasedAt.IsZero() {
		return nil
	}
	loose, err := d.store.LooseRemedies(r.Context(), c.CaseRow)
	if len(loose) > 0 {
		p.Link = p.Address + "/link-remedy"
	}
	return err
}

// groupOptions are the kinds of reconsiderations and suits.
func groupOptions() (all []web.Option) {
	for _, o := range register.Remedy.Field("group").Choices {
		all = append(all, web.Option{Value: o.Key, Label: o.Label})
	}
	return all
}

// remedyOutcomes are the results, with their columns of table 四.
func remedyOutcomes(none string) []web.Option {
	all := []web.Option{{Label: none}}
	for _, o := range register.Remedy.Field("outcome").Choices {
		all = append(all, web.Option{Value: o.Key, Label: o.Group + "：" + o.Label})
	}
	return all
}

func contestFields(c *store.Case, _ *formFacts) web.Fields {
	group := radio("group", "类别", groupOptions()...)
	if c.Course.Outcome().Refuses() {
		group.Hint = "2024年起，对不予公开的决定应当先申请行政复议；写“未经复议直接起诉”的请核对。"
	}
	return web.Fields{group, line("number", "案号", "按受理通知书或者应诉通知书填写。"), optional(line("body", "复议机关（法院）", "例如“青溪县人民政府”。"))}
}

func contested(_ *store.Case, t *typing) application.Step {
	return application.Contest{Group: application.RemedyGroup(t.value("group")), Number: t.value("number"), Body: t.value("body")}
}

func noPending(c *store.Case) bool { return !c.Course.Pending() }
func noRemedy(c *store.Case) bool {
	return !slices.ContainsFunc(c.Course.Remedies, func(r application.Remedy) bool { return !r.Struck })
}

// remedyField chooses one of the case's remedies; which are offered is told by
// wanted.
func remedyField(c *store.Case, n int, wanted func(application.Remedy) bool) web.Field {
	f := web.Field{Name: "n", Label: "哪一件", Control: web.SelectControl, Width: "mid", Value: strconv.Itoa(n)}
	for i, r := range c.Course.Remedies {
		if wanted(r) {
			f.Options = append(f.Options, web.Option{Value: strconv.Itoa(i + 1), Label: r.Number + "　" + r.Group.Label()})
		}
	}
	return f
}

func settleFields(c *store.Case, f *formFacts) web.Fields {
	return web.Fields{remedyField(c, f.n, application.Remedy.IsPending),
		{Name: "outcome", Label: "结果", Control: web.SelectControl, Options: remedyOutcomes("请选择"), Width: "mid", Hint: "按决定书、判决书或者裁定书选择；冒号前是第四张表的栏目。"},
		optional(area("cause", "被纠正的原因", "结果纠正的，写明原因和改正情况，供“存在的主要问题及改进情况”一章使用。"))}
}

func settled(_ *store.Case, t *typing) application.Step {
	return application.Settle{N: t.number("n", "序号"), Outcome: application.RemedyOutcome(t.value("outcome")), Cause: t.value("cause")}
}

// amendFields show what is recorded of the remedy that the address names.
func amendFields(c *store.Case, f *formFacts) web.Fields {
	now, n := application.Remedy{}, f.n
	if n < 1 || n > len(c.Course.Remedies) {
		n = len(c.Course.Remedies)
	}
	if n > 0 {
		now = c.Course.Remedies[n-1]
	}
	fields := web.Fields{
		{Name: "n", Control: web.HiddenControl, Value: strconv.Itoa(n)},
		radio("group", "类别", groupOptions()...), line("number", "案号", ""), optional(line("body", "复议机关（法院）", "")),
		dateField("accepted", "收到通知的日期", ""),
		{Name: "outcome", Label: "结果", Control: web.SelectControl, Options: remedyOutcomes("尚未审结"), Width: "mid", Optional: true},
		optional(dateField("concluded", "审结日期", "")), optional(area("cause", "被纠正的原因", "")),
		{Name: "strike", Label: "登记有误，不是针对这件申请的：不再计入", Control: web.CheckControl}, area("reason", "更正的理由", ""),
	}
	values := map[string]string{"n": strconv.Itoa(n), "group": string(now.Group), "number": now.Number, "body": now.Body, "accepted": typedDay(now.AcceptedOn), "outcome": string(now.Outcome), "concluded": typedDay(now.ConcludedOn), "cause": now.Cause}
	fields.Fill(func(name string) string { return values[name] })
	return fields
}

func amended(_ *store.Case, t *typing) application.Step {
	return application.AmendContest{N: t.number("n", "序号"), Group: application.RemedyGroup(t.value("group")), Number: t.value("number"), Body: t.value("body"), AcceptedOn: t.day("accepted"),
		Outcome: application.RemedyOutcome(t.value("outcome")), ConcludedOn: t.day("concluded"), Cause: t.value("cause"), Strike: t.value("strike") != "", Reason: t.value("reason")}
}

// linkForm is the form that takes a remedy of the register over to the case.
func (d *Desk) linkForm(r *http.Request) (*formPage, sending, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	loose, err := d.store.LooseRemedies(r.Context(), c.CaseRow)
	if err != nil {
		return nil, sending{}, err
	}
	at := caseAddress(c.CaseRow)
	p := &formPage{Page: casePage(c.Organ, "关联登记簿中的复议诉讼", web.Link{Text: c.Number, Address: at}), Head: "关联登记簿中的复议诉讼", Quiet: c.Number + "　" + c.Title, Version: c.Version,
		Verb: "关联", Why: "登记和计入年度报告的数字不变；以后登记随案件更新，不能直接更改。", Back: web.Link{Text: "返回案件", Address: at}}
	f := web.Field{Name: "entry", Label: "登记簿中尚未审结的", Control: web.SelectControl, Width: "mid", Hint: "登记了别的申请编号的不在这里；已经审结的作为登记簿的历史保留。"}
	for _, e := range loose {
		label := e.Number + "　" + register.Remedy.Show("group", e.Values) + "　" + e.Day.Chinese() + "收到"
		if e.Values["application"] == c.Number {
			label += "（写明是这件申请）"
		}
		f.Options = append(f.Options, web.Option{Value: fmt.Sprintf("%d.%d", e.ID, e.Version), Label: label})
	}
	p.Fields = web.Fields{f}
	switch {
	case !c.ErasedAt.IsZero():
		p.stop(erasedSays)
	case len(loose) == 0:
		p.stop("登记簿中没有可以关联的复议诉讼。收到通知的，请办理“登记复议诉讼”。")
	}
	// The entry's version is compared.
	return p, sending{on: caseSubject(c, store.AnyVersion), next: at + "?done=" + application.Name(application.Contest{}), step: linkIn}, nil
}

// linkIn reads which entry was chosen, and its version.
func linkIn(typed func(string) string) (store.Step, error) {
	var link store.LinkRemedy
	if n, _ := fmt.Sscanf(typed("entry"), "%d.%d", &link.Entry, &link.Version); n != 2 || link.Version < 0 {
		return nil, problem.Invalid("没有选择登记簿中的复议诉讼").Try("请从列表中选择").At("entry")
	}
	return link, nil
}
