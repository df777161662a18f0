package desk

import (
	"fmt"
	"net/http"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A retentionPage sets how long cases are kept: first what that would do, then
// the confirmation.
type retentionPage struct {
	web.Page
	Notice  *web.Notice
	Fields  web.Fields
	Version int64
	Rules   []string // in the order in which they take effect
	Now     string
	Effect  *store.RetentionEffect // nil before the preview
	Rule    application.Retention  // previewed
}

// Kept says how long, in words.
func (p *retentionPage) Kept() string { return keptSays(p.Rule) }

func keptSays(r application.Retention) string {
	if r.Years == 0 {
		return "永久保存"
	}
	return fmt.Sprintf("保存%d年", r.Years)
}

func (d *Desk) retentionPage(r *http.Request) (*retentionPage, error) {
	all, version, err := d.store.Retentions(r.Context())
	if err != nil {
		return nil, err
	}
	today := d.store.Today()
	p := &retentionPage{Page: web.Page{Title: "申请的保存期限", Current: "/desk/retention", Crumb: []web.Link{{Text: "今日", Address: "/desk/"}, {Text: "申请的保存期限"}}}, Version: version,
		Now: "没有设定，永久保存。", Fields: web.Fields{
			{Name: "years", Label: "保存期限（年）", Hint: fmt.Sprintf("从案件最后一项办理记录之日起计算，%d至%d；永久保存的填0。", application.MinRetention, application.MaxRetention), Mode: "numeric", Width: "short"},
			{Name: "from", Label: "施行日期", Hint: fmt.Sprintf("至少在%d天以后，供各机关核对哪些要暂缓删除。", application.RetentionNotice), Value: today.AddDays(application.RetentionNotice).String(), Control: web.DateControl, Width: "mid"},
			{Name: "basis", Label: "依据", Hint: "规定的名称和文号，例如本机关的文件材料归档范围和文书档案保管期限表。依哪一项规定，由本机关确定。"},
		}}
	if rule, ok := all.On(today); ok {
		p.Now = keptSays(rule) + "。"
	} else if rule.Basis != "" {
		p.Now = "永久保存。"
	}
	for _, rule := range all {
		p.Rules = append(p.Rules, rule.From.Chinese()+"起"+keptSays(rule)+"，依据："+rule.Basis)
	}
	if r.URL.Query().Get("done") == "set" {
		p.Notice = &web.Notice{Kind: "ok", Says: []string{"已设定。将要删除的申请，经办人会提前看到。"}}
	}
	return p, nil
}

func (d *Desk) showRetention(w http.ResponseWriter, r *http.Request) error {
	p, err := d.retentionPage(r)
	if err != nil {
		return err
	}
	if typed, ok := visitOf(r).typed(); ok {
		p.Fields.Fill(typed)
		p.Version = versionIn(typed, p.Version)
		p.Notice = keptNotice
	}
	return d.area.Render(w, r, http.StatusOK, "retention", p)
}

// setRetention previews a setting, and makes the one that was previewed.
func (d *Desk) setRetention(w http.ResponseWriter, r *http.Request) error {
	p, err := d.retentionPage(r)
	if err != nil {
		return err
	}
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p.Fields.Fill(typed)
	p.Version = versionIn(typed, p.Version)
	failed := p.read(typed)
	if failed == nil && typed("do") == "set" {
		due, _ := strconv.Atoi(typed("due")) // what is no number is another preview
		on := store.Subject{Kind: store.SiteKind, Organ: visitOf(r).home.ID, Version: p.Version}
		if _, failed = d.store.Take(r.Context(), visitOf(r).Actor(), on, store.SetRetention{Retention: p.Rule, Due: due}); failed == nil {
			return web.SeeOther(w, r, "/desk/retention?done=set")
		}
	}
	if failed == nil || problem.Of(failed).Kind == problem.KindConflict {
		e, err := d.store.PreviewRetention(r.Context(), p.Rule)
		if err == nil {
			p.Effect = &e
		} else if failed == nil {
			failed = err
		}
	}
	if failed == nil {
		return d.area.Render(w, r, http.StatusOK, "retention", p)
	}
	notice, code, ok := d.blame(r, failed, p.Fields)
	if !ok {
		return failed
	}
	p.Notice = notice
	return d.area.Render(w, r, code, "retention", p)
}

// read reads what was typed.
func (p *retentionPage) read(typed func(string) string) error {
	var faults store.Faults
	years, err := strconv.Atoi(typed("years"))
	if err != nil {
		says := problem.Invalid("“%s”不是整数", typed("years"))
		if typed("years") == "" {
			says = problem.Invalid("没有填写保存期限")
		}
		faults = append(faults, says.Try("请填写年数，永久保存的填0").At("years"))
	}
	from, wrong := dayIn(typed, "from")
	if wrong == nil && from.IsZero() {
		wrong = problem.Invalid("没有填写施行日期").Try("请填写").At("from")
	}
	if wrong != nil {
		faults = append(faults, wrong)
	}
	if len(faults) > 0 {
		return faults
	}
	p.Rule = application.Retention{From: from, Years: years, Basis: typed("basis")}
	return nil
}

// A duePage lists the cases whose personal data will be erased, so that what is
// still needed can be held.
type duePage struct {
	web.Page
	Notice *web.Notice
	Organ  string
	Head   string
	Rows   []dueLine
	More   bool // there may be more than are shown
	Empty  *web.Empty
}

// A dueLine is a case of that list.
type dueLine struct {
	store.DueCase
	Address string
	MayHold bool
}

func (d *Desk) casesDue(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	due, err := d.store.CasesDue(r.Context(), v.organ.ID)
	if err != nil {
		return err
	}
	p := &duePage{Page: casePage(v.organ.ID, "将要删除个人信息的申请"), Organ: v.organ.Name, More: len(due) >= store.MostDue, Notice: done(r)}
	may := d.store.May(r.Context(), v.Account.ID, account.CaseHold, v.organ.ID) == nil
	n := 0
	for _, c := range due {
		if own := v.onlyOwn(v.organ.ID); own != 0 && c.Handler != own {
			continue
		}
		if !c.Kept() {
			n++
		}
		p.Rows = append(p.Rows, dueLine{c, caseAddress(c.CaseRow), may})
	}
	p.Head = fmt.Sprintf("%d天内将删除%d件", application.RetentionNotice, n)
	if kept := len(p.Rows) - n; kept > 0 {
		p.Head += fmt.Sprintf("，另有%d件到期不删除", kept)
	}
	if len(p.Rows) == 0 {
		p.Head = "没有到期的申请"
		p.Empty = &web.Empty{Fact: fmt.Sprintf("%d天内没有申请的保存期限届满。", application.RetentionNotice), Next: "没有设定保存期限的，永久保存。", Links: []web.Link{{Text: "看全部申请", Address: p.Current + "?show=all"}}}
	}
	return d.area.Render(w, r, http.StatusOK, "case_due", p)
}

// erasedSays tells that nothing can be done with a case any more.
const erasedSays = "这件申请的资料已按保存期限删除。"

func (d *Desk) holdForm(r *http.Request) (*formPage, sending, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	link := web.Link{Text: c.Number, Address: caseAddress(c.CaseRow)}
	p := &formPage{Page: casePage(c.Organ, "暂缓删除", link), Head: "暂缓删除", Quiet: c.Number + "　" + c.Title, Verb: "暂缓删除", Version: c.Version,
		Why:    "保存期限届满也不删除，直到解除。理由只在案件里显示。",
		Fields: web.Fields{{Control: web.AreaControl, Name: "reason", Label: "暂缓删除的理由", Hint: "例如正在行政复议或者行政诉讼，写明案号。", Rows: 3}}, Back: web.Link{Text: "返回案件", Address: link.Address}}
	hold, err := d.store.CaseHold(r.Context(), c.CaseRow)
	switch {
	case err != nil:
	case !c.ErasedAt.IsZero():
		p.stop(erasedSays)
	case hold.By != "":
		p.stop(hold.By + "已经暂缓删除：" + hold.Reason)
	}
	// A hold is right whatever was done meanwhile.
	return p, sending{on: caseSubject(c, store.AnyVersion), next: link.Address + "?done=held#kept",
		step: because(func(reason string) store.Step { return application.Hold{Reason: reason} })}, err
}

func (d *Desk) liftForm(r *http.Request) (*formPage, sending, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	hold, err := d.store.CaseHold(r.Context(), c.CaseRow)
	link := web.Link{Text: c.Number, Address: caseAddress(c.CaseRow)}
	p := &formPage{Page: casePage(c.Organ, "解除暂缓删除", link), Head: "解除暂缓删除", Quiet: c.Number + "　" + c.Title, Verb: "解除暂缓删除", Version: c.Version,
		Why: "解除以后，保存期限已经届满的，当晚删除个人信息，不能恢复。", Back: web.Link{Text: "返回案件", Address: link.Address}}
	if hold.By == "" {
		p.stop("这件申请没有暂缓删除。")
	} else {
		p.Notice = &web.Notice{Says: []string{hold.By + "暂缓删除的理由：" + hold.Reason}}
	}
	return p, sending{on: caseSubject(c, store.AnyVersion), step: always(application.Lift{}), next: link.Address + "?done=lifted#kept"}, err
}
