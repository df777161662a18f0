package portal

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/office/store"
	"gongkai/web"
)

// An act is something an applicant may do to the case.
type act struct {
	name, verb, head string
	effect           string // said above the form
	may              func(*application.Case) bool
	fields           func(*application.Case) web.Fields
	step             func(*application.Case, func(string) string) application.Step
	done             string
	file             string // the field of a file, "" for none
}

// acts are in the order of use. What is not possible now has no page.
var acts = []act{
	{
		name: "correct", verb: "补正申请", head: "补正申请", done: "补正已收到，答复期限重新计算。", file: "file",
		effect: "请按补正通知修改申请的内容，或者写明补充的说明。补正通知只发一次，请一次写全。",
		may:    func(c *application.Case) bool { return c.State == application.Correcting },
		fields: correctFields,
		step:   correctStep,
	},
	{
		name: "reasons", verb: "说明理由", head: "说明理由", done: "理由已收到。",
		effect: "受理机关会考虑您说明的理由。认为理由不合理的，会告知您不予处理；认为合理的，可以延迟答复并告诉您日期。",
		may: func(c *application.Case) bool {
			return c.State == application.Processing && c.Reasons != nil && c.Reasons.GivenOn.IsZero()
		},
		fields: func(*application.Case) web.Fields {
			return web.Fields{{Control: web.AreaControl, Name: "text", Label: "理由", Rows: 6}}
		},
		step: func(_ *application.Case, get func(string) string) application.Step {
			return application.GiveReasons{Said: get("text")}
		},
	},
	{
		name: "message", verb: "给受理机关留言", head: "给受理机关留言", done: "留言已送到受理机关。",
		effect: "留言附在申请里，由办理的人看到。需要新的信息的，请另外提出申请。",
		may:    func(c *application.Case) bool { return true },
		fields: func(*application.Case) web.Fields {
			return web.Fields{{Control: web.AreaControl, Name: "text", Label: "留言", Rows: 5}}
		},
		step: func(_ *application.Case, get func(string) string) application.Step {
			return application.Comment{Text: get("text")}
		},
	},
	{
		name: "delivery", verb: "更改获取方式", head: "更改获取方式", done: "获取方式已更改。",
		effect: "答复按最后选择的方式给您。",
		may:    func(c *application.Case) bool { return c.State.IsOpen() },
		fields: deliveryFields,
		step: func(_ *application.Case, get func(string) string) application.Step {
			return application.ChangeDelivery{Delivery: application.Delivery(get("delivery")), Address: get("address")}
		},
	},
	{
		name: "withdraw", verb: "撤回申请", head: "撤回申请", done: "申请已撤回。",
		effect: "撤回以后，受理机关不再办理，也不会答复；不能恢复。以后还需要的，可以重新申请，期限从新的申请起计算。",
		may:    func(c *application.Case) bool { return c.State.IsOpen() },
		fields: func(*application.Case) web.Fields {
			return web.Fields{{Control: web.AreaControl, Name: "text", Label: "理由", Optional: true, Rows: 3}, {Control: web.CheckControl, Name: "sure", Label: "我知道撤回以后不会得到答复"}}
		},
		step: func(_ *application.Case, get func(string) string) application.Step {
			return application.Withdraw{Reason: get("text")}
		},
	},
}

func correctFields(c *application.Case) (all web.Fields) {
	for i, item := range c.Items {
		all = append(all, web.Field{Control: web.AreaControl, Name: itemName(i), Label: fmt.Sprintf("第%d项", i+1), Rows: 3, Value: item.Asked})
	}
	return append(all, web.Field{Control: web.AreaControl, Name: "text", Label: "补充的说明", Optional: true},
		web.Field{Control: web.FileControl, Name: "file", Label: "补正材料", Hint: filesHint, Optional: true, Accept: acceptFiles})
}

// correctStep is the correction with the items as they are; one left empty is
// no longer asked for.
func correctStep(c *application.Case, get func(string) string) application.Step {
	step := application.Correct{Note: get("text")}
	for i := range c.Items {
		if text := get(itemName(i)); text != "" {
			step.Items = append(step.Items, application.Item{N: len(step.Items) + 1, Asked: text})
		}
	}
	return step
}

func deliveryFields(c *application.Case) web.Fields {
	by := howFields().Of("delivery")
	by.Value = string(c.Delivery)
	return web.Fields{by, {Name: "address", Label: "邮寄地址或者电子邮箱", Hint: "选择邮寄或者电子邮件的请填写。", Optional: true}}
}

// An actPage is the form of one act.
type actPage struct {
	web.Page
	Number  string
	Name    string
	Verb    string
	Head    string
	Effect  string
	Asks    []string // what the office asked for
	Seen    int
	Fields  web.Fields
	Notices []web.Notice
}

// Wrong are the fields to be mended.
func (p *actPage) Wrong() []web.Field { return p.Fields.Wrong() }

// actOf is the act of the address; nil when it cannot be done now.
func actOf(r *http.Request, c *store.Case) *act {
	i := slices.IndexFunc(acts, func(a act) bool { return a.name == r.PathValue("act") })
	if i < 0 || !acts[i].may(&c.Course) {
		return nil
	}
	return &acts[i]
}

func newActPage(a *act, c *store.Case) *actPage {
	page := &actPage{
		Page: web.Page{Title: a.head, Column: "办理查询", Current: "/track", Crumb: []web.Link{homeLink, {Text: "办理查询", Address: "/track"},
			{Text: c.Number, Address: "/track/case"}, {Text: a.head}}},
		Number: c.Number, Name: a.name, Verb: a.verb, Head: a.head, Effect: a.effect, Seen: ownEvents(c), Fields: a.fields(&c.Course),
	}
	if a.name == "correct" && c.Course.Correction != nil {
		page.Asks = []string{c.Course.Correction.What, "期限到" + c.Course.Correction.Until.Chinese() + "。"}
	}
	return page
}

// ownEvents counts what the applicant has done: a form sent twice tells by it
// that it has been done.
func ownEvents(c *store.Case) (n int) {
	for _, e := range c.Events {
		if e.Actor.Role == application.ByApplicant {
			n++
		}
	}
	return n
}

func (p *Portal) actForm(w http.ResponseWriter, r *http.Request, c *store.Case) error {
	a := actOf(r, c)
	if a == nil {
		if slices.ContainsFunc(acts, func(known act) bool { return known.name == r.PathValue("act") }) {
			return web.SeeOther(w, r, "/track/case?done=not")
		}
		return web.NoPage()
	}
	return p.area.Render(w, r, http.StatusOK, "track_act", newActPage(a, c))
}

func (p *Portal) act(w http.ResponseWriter, r *http.Request, c *store.Case) error {
	typed, err := postOf(r)
	if err != nil {
		return err
	}
	if seen, err := strconv.Atoi(typed.Get("seen")); err == nil && seen < ownEvents(c) {
		return web.SeeOther(w, r, "/track/case?done="+doneOf(r)) // sent twice
	}
	a := actOf(r, c)
	if a == nil {
		return web.SeeOther(w, r, "/track/case?done=not")
	}
	page := newActPage(a, c)
	page.Fields.Fill(func(name string) string { return firstOfText(clean(typed.Get(name)), 6000) })
	wrong := checkAct(a, &c.Course, page.Fields)
	var sent []sentFile
	if header := fileOf(r, a.file); a.file != "" && header != nil {
		if err := p.paces.file.Take(p.client(r)); err != nil {
			return err
		}
		f, err := p.takeFile(r.Context(), header, c.ID, a.file, store.CorrectionFile)
		switch told, err := isTold(err); {
		case told != nil:
			wrong = append(wrong, told)
		case err != nil:
			return err
		default:
			sent = append(sent, f)
		}
	}
	if len(wrong) > 0 {
		return p.actAgain(w, r, page, wrong...)
	}
	return p.takeAct(w, r, c, a, page, sent)
}

// takeAct takes the step, once however often it is sent.
func (p *Portal) takeAct(w http.ResponseWriter, r *http.Request, c *store.Case, a *act, page *actPage, sent []sentFile) error {
	by := store.Actor{Applicant: true, Code: p.store.QueryCode(c.CaseRow)}
	step := a.step(&c.Course, func(name string) string { return page.Fields.Of(name).Value })
	_, err := p.store.Take(r.Context(), by, c.Subject(), store.CaseStep{Step: step})
	if err != nil && problem.Of(err).Kind == problem.KindConflict {
		now, err := p.store.Case(r.Context(), c.Organ, c.ID)
		switch {
		case err != nil:
			return err
		case ownEvents(&now) > page.Seen:
			return web.SeeOther(w, r, "/track/case?done="+a.name)
		case actOf(r, &now) == nil:
			return web.SeeOther(w, r, "/track/case?done=not")
		}
		return p.actAgain(w, r, page, problem.Conflict("受理机关刚刚办理过这件申请").Try("请核对后再提交，填写的内容还在"))
	}
	switch told, err := isTold(err); {
	case told != nil:
		return p.actAgain(w, r, page, told)
	case err != nil:
		return err
	}
	if err := p.addFiles(r.Context(), *c, sent); err != nil {
		return err
	}
	return web.SeeOther(w, r, "/track/case?done="+a.name)
}

func (p *Portal) actAgain(w http.ResponseWriter, r *http.Request, page *actPage, wrong ...*problem.Error) error {
	status := wrong[0].Kind.Status()
	for _, told := range page.Fields.Blame(wrong...) {
		page.Notices = append(page.Notices, web.Notice{Kind: "must", Says: []string{told.Sentence()}})
	}
	page.Title = "需要修改 - " + page.Title
	return p.area.Render(w, r, status, "track_act", page)
}

// checkAct says what is missing in the form of an act.
func checkAct(a *act, c *application.Case, fields web.Fields) (wrong []*problem.Error) {
	value := func(name string) string { return fields.Of(name).Value }
	switch {
	case a.name == "withdraw" && value("sure") == "":
		wrong = append(wrong, problem.Invalid("没有确认撤回的后果").Try("请勾选；不想撤回的，请返回").At("sure"))
	case (a.name == "message" || a.name == "reasons") && value("text") == "":
		wrong = append(wrong, problem.Invalid("没有填写内容").Try("请填写").At("text"))
	case a.name == "delivery" && value("delivery") == string(application.DeliverPost) && value("address") == "":
		wrong = append(wrong, problem.Invalid("选择了邮寄，没有填写地址").Try("请填写地址和收件人").At("address"))
	case a.name == "delivery" && value("delivery") == string(application.DeliverEmail) && !isEmail(value("address")):
		wrong = append(wrong, problem.Invalid("没有填写电子邮箱，或者写得不对").Try("请写成 name@example.com 的样子").At("address"))
	case a.name == "correct" && len(correctStep(c, value).(application.Correct).Items) == 0:
		wrong = append(wrong, problem.Invalid("各项内容都是空的").Try("请写明需要的信息；不再需要的，请撤回申请").At(itemName(0)))
	}
	const most = 2000
	if n := len([]rune(value("text"))); n > most {
		wrong = append(wrong, problem.Invalid("有%d个字，最多%d个字", n, most).Try("请写得简短一些").At("text"))
	}
	return wrong
}

func doneOf(r *http.Request) string { return url.QueryEscape(r.PathValue("act")) }

// doneNotice says what was done.
func doneNotice(word string) *web.Notice {
	if word == "not" {
		return &web.Notice{Says: []string{"申请的状态变了，刚才选择的事项现在不能办理。下面是最新的情况。"}}
	}
	for _, a := range acts {
		if a.name == word {
			return &web.Notice{Kind: "ok", Says: []string{a.done}}
		}
	}
	return nil
}
