package desk

import (
	"fmt"
	"net/http"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A courseForm is a step of the report's course as a page of its own.
type courseForm struct {
	path  string
	may   account.Action
	step  func(typed func(string) string) filing.Step
	field func(*liveReport) []web.Field // what is asked for
	why   string                        // what the step effects
	who   string                        // whose step it is
}

// courseSteps are the steps in the order of the course; the first that a person
// may take is what moves the work on.
var courseSteps = []courseForm{
	{"submit", account.ReportSubmit, func(typed func(string) string) filing.Step { return filing.Submit{Explanation: typed("explanation")} },
		explanation, "送审核以后不能修改，直到撤回或者退回。", "经办人"},
	{"review", account.ReportReview, func(func(string) string) filing.Step { return filing.Review{} }, nil, "审核通过以后由签发人签发。", "审核人"},
	{"sign", account.ReportSign, func(func(string) string) filing.Step { return filing.Sign{} }, nil, "签发的就是现在的内容；签发以后可以发布。", "签发人"},
	{"publish", account.ReportPublish, func(func(string) string) filing.Step { return filing.Publish{} }, nil, "", "签发人"},
	{"return", account.ReportReturn, func(typed func(string) string) filing.Step { return filing.Return{Reason: typed("reason")} },
		reasonOf("退回的理由", "写明要改什么、为什么，经办人会看到。"), "退回以后由经办人修改，重新送审核。", "审核人、签发人"},
	{"recall", account.ReportSubmit, func(func(string) string) filing.Step { return filing.Recall{} }, nil, "撤回以后可以修改，改好再送审核。", "送审人"},
	{"revise", account.ReportRevise, func(typed func(string) string) filing.Step { return filing.Revise{Reason: typed("reason")} },
		reasonOf("订正的理由", "和新版本一起公开。"), "订正形成新版本，重新审核、签发、发布；已发布的版本永久保留。", "经办人"},
}

func reasonOf(label, hint string) func(*liveReport) []web.Field {
	return func(*liveReport) []web.Field {
		return []web.Field{{Control: web.AreaControl, Name: "reason", Label: label, Hint: hint, Rows: 3}}
	}
}

// explanation is asked for when errors remain.
func explanation(l *liveReport) []web.Field {
	if l.Errors() == 0 || l.Adoption != nil { // there each is confirmed by itself
		return nil
	}
	return []web.Field{{Control: web.AreaControl, Name: "explanation", Label: fmt.Sprintf("对%d处错误的说明", l.Errors()),
		Hint: "能改正的请先改正；数字确实如此的，写明为什么。审核人会看到。", Rows: 4}}
}

// verbs are the steps the person may take now, and why not the others.
func (l *liveReport) verbs(v *visit, today calendar.Date) (can []verb, cannot []string) {
	if l.Filing.State == "" {
		return nil, nil
	}
	for _, s := range courseSteps {
		step := s.step(func(string) string { return "" })
		name := filing.Verb(step)
		switch why := l.whyNot(s, step, v, today); {
		case !l.Filing.Allows(step):
		case why != "":
			cannot = append(cannot, "“"+name+"”："+why)
		default:
			says := s.why
			if s.path == "publish" {
				says = "发布后立即向社会公开，成为永久保留的版本。"
			}
			can = append(can, verb{Text: name, Address: l.Address + "/" + s.path, Says: says, Primary: len(can) == 0 && s.path != "return" && s.path != "recall" && s.path != "revise"})
		}
	}
	return can, cannot
}

// whyNot says why a step that the course allows is not the person's now, "" when
// it is.
func (l *liveReport) whyNot(s courseForm, step filing.Step, v *visit, today calendar.Date) string {
	submitted := l.Filing.Submitter == int64(v.Account.ID)
	_, recall := step.(filing.Recall)
	changed := l.Filing.Digest != "" && l.Filing.Digest != l.Digest
	switch {
	case !l.may[s.may]:
		return "由" + s.who + "办理。"
	case recall && !submitted:
		return "只有送审人可以撤回。"
	}
	switch step.(type) {
	case filing.Submit:
		if today.Year() <= l.Year {
			return fmt.Sprintf("%d年还没有结束，数字还会变化，%d年1月1日以后可以送审核。", l.Year, l.Year+1)
		}
		if len(l.Empty) > 0 {
			return fmt.Sprintf("还有%d处没有填写，填好以后才能办理。", len(l.Empty))
		}
		return l.whyNotChecked()
	case filing.Publish:
		if l.handing.Refused != nil {
			return problem.Of(l.handing.Refused).Sentence()
		}
	case filing.Review, filing.Sign:
		if submitted {
			return "不能办理自己送审的报告，请由另一名" + s.who + "办理。"
		}
		if changed {
			return "送审以后数字或文字有变化，请退回重新送审核。"
		}
	}
	return ""
}

// stepForm is the page of a step. It names what the step effects.
func (d *Desk) stepForm(r *http.Request, s courseForm) (*formPage, *liveReport, error) {
	l, err := d.live(r)
	if err != nil {
		return nil, nil, err
	}
	step := s.step(func(string) string { return "" })
	name := filing.Verb(step)
	p := &formPage{Head: name + fmt.Sprintf("：%d年年度报告", l.Year), Quiet: l.Organ.Name, Verb: name, Version: l.Filing.Version, Why: s.why,
		Back: web.Link{Text: "返回报告", Address: l.Address}}
	at := organAddress(l.Organ.ID) + "/reports"
	p.Page = web.Page{Title: name, Column: "年度报告", Current: at,
		Crumb: []web.Link{{Text: "年度报告", Address: at}, {Text: fmt.Sprintf("%d年", l.Year), Address: l.Address}, {Text: name}}}
	if s.field != nil {
		p.Fields = s.field(l)
	}
	switch step.(type) {
	case filing.Submit, filing.Review, filing.Sign:
		p.Findings = l.findings(s.path) // they lead to the report, not to a place on this page
	}
	if _, publishes := step.(filing.Publish); publishes { // which may have to wait for the superior
		if err := d.handingOf(r, l); err != nil {
			return nil, nil, err
		}
	}
	if why := l.whyNot(s, step, visitOf(r), d.store.Today()); why != "" && l.Filing.Allows(step) {
		p.stop(why)
		if _, submits := step.(filing.Submit); submits && len(l.Empty) > 0 {
			says := "没有填写的：" + strings.Join(l.Empty[:min(len(l.Empty), 5)], "、")
			if len(l.Empty) > 5 {
				says += "等"
			}
			p.Stopped.Says = append(p.Stopped.Says, says+"。")
		}
	}
	p.Notice = &web.Notice{Says: l.effect(step)}
	if len(p.Notice.Says) == 0 {
		p.Notice = nil
	}
	return p, l, nil
}

// effect says what a step will have done.
func (l *liveReport) effect(step filing.Step) (says []string) {
	says = append(says, fmt.Sprintf("现在有%d处错误、%d处提示，%d处已经说明。", l.Errors(), len(l.Findings)-l.Errors()-l.Waived(), l.Waived()))
	switch step.(type) {
	case filing.Submit:
		return says
	case filing.Review, filing.Sign:
		if l.Adoption != nil {
			says = append(says, l.checkedSays())
		}
		if l.Filing.Note != "" {
			says = append(says, "经办人的说明："+l.Filing.Note)
		}
		return says
	case filing.Publish:
		return []string{
			fmt.Sprintf("发布的是签发的内容，成为第%d版，立即在公众页面公开，任何人都可以查看和下载。", l.Filing.Round),
			"发布后不能撤回，也不能删除；有误的，可以订正，旧版本仍然保留。",
		}
	}
	return nil
}

func (d *Desk) showStep(s courseForm) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		p, l, err := d.stepForm(r, s)
		switch {
		case err != nil:
			return err
		case !l.Filing.Allows(s.step(func(string) string { return "" })):
			return web.SeeOther(w, r, l.Address)
		}
		return d.showForm(w, r, p)
	}
}

func (d *Desk) takeStep(s courseForm) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		p, l, err := d.stepForm(r, s)
		if err != nil {
			return err
		}
		typed, err := typedIn(r)
		if err != nil {
			return err
		}
		on := seen(l.Filing.Subject(), typed)
		step := s.step(typed)
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, step)
		switch {
		case err == nil, on.Version < l.Filing.Version && !l.Filing.Allows(step) && d.tookAlready(r, l, s):
			return web.SeeOther(w, r, l.Address+"?done="+s.path)
		case problem.Of(err).Kind == problem.KindForbidden:
			return err
		}
		return d.refuseForm(w, r, p, typed, err)
	}
}

// tookAlready says that the person's own step was the last on the report: its
// form was sent twice.
func (d *Desk) tookAlready(r *http.Request, l *liveReport, s courseForm) bool {
	entries, err := d.store.AuditOf(r.Context(), store.Subject{Kind: store.FilingKind, Organ: l.Organ.ID, ID: int64(l.Year)})
	if err != nil || len(entries) == 0 {
		return false
	}
	last := entries[len(entries)-1]
	return last.Action == string(s.may) && last.Actor == int64(visitOf(r).Account.ID)
}
