package portal

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/store"
	"gongkai/web"
)

// An applyPage is the form of an application. It comes back with everything
// typed until nothing is missing.
type applyPage struct {
	web.Page
	Organ   *store.Organ // to which one applies; nil before it is chosen
	Work    *organ.Unit  // of the organ
	Guide   *organ.Guide
	Empty   *web.Empty
	Notices []web.Notice
	Form    applyForm
	Key     string
	Ask     *question // nil once it was answered
	Passed  string
	Draft   bool // there is one to drop
}

// Wrong are the fields to be mended, in the order of the page.
func (p *applyPage) Wrong() []web.Field { return p.Form.all().Wrong() }

// mostOrgans bounds the list of organs on the form.
const mostOrgans = 2000

// applyForm shows the form: of a draft where the browser has one.
func (p *Portal) apply(w http.ResponseWriter, r *http.Request) error {
	id := organ.ID(0)
	if r.PathValue("organ") != "" {
		o, err := p.organOf(r)
		if err != nil {
			return err
		}
		id = o.ID
	}
	page, err := p.applyPage(r)
	if err != nil || page.Empty != nil {
		return p.orRender(w, r, page, err)
	}
	key, typed := p.newKey(), url.Values{}
	d, err := p.draftOf(r)
	if err != nil {
		return err
	}
	if d != nil {
		key.ID, typed = d.ID, d.Typed
		page.Draft = true
		page.Notices = append(page.Notices, web.Notice{Kind: "ok", Title: "已接着上次没有提交的内容", Says: []string{d.until() + "请接着填写。不再需要的，可以在页面下方删除。"}})
	}
	if id != 0 && typed.Get("organ") == "" {
		typed.Set("organ", id.String())
	}
	if err := p.fillPage(r, page, key, typed, d); err != nil {
		return err
	}
	return p.area.Render(w, r, http.StatusOK, "apply", page)
}

func (p *Portal) orRender(w http.ResponseWriter, r *http.Request, page *applyPage, err error) error {
	if err != nil {
		return err
	}
	return p.area.Render(w, r, http.StatusOK, "apply", page)
}

// applyPage is the page with the organs to choose from.
func (p *Portal) applyPage(r *http.Request) (*applyPage, error) {
	organs, err := p.store.Organs(r.Context())
	if err != nil {
		return nil, err
	}
	page := &applyPage{Page: web.Page{Title: "申请公开政府信息", Column: "依申请公开", Current: "/apply", Crumb: []web.Link{homeLink, {Text: "申请公开"}}}}
	page.Form.Organ = organField(existing(organs))
	if len(page.Form.Organ.Options) == 1 {
		page.Empty = &web.Empty{Fact: "还没有登记机关，不能在这里申请。", Next: "请当面或者邮寄向制作、保存信息的机关申请。"}
	}
	return page, nil
}

func organField(organs []store.Organ) web.Field {
	f := web.Field{Control: web.SelectControl, Name: "organ", Label: "受理机关",
		Hint: "选择制作或者保存信息的机关。选错了也不要紧，受理的机关会告诉您向谁申请。", Options: []web.Option{{Value: "", Label: "请选择"}}}
	for _, o := range organs[:min(len(organs), mostOrgans)] {
		f.Options = append(f.Options, web.Option{Value: o.ID.String(), Label: o.Name})
	}
	return f
}

// fillPage puts what was typed into the form, and a question under it.
func (p *Portal) fillPage(r *http.Request, page *applyPage, key formKey, typed url.Values, d *draft) error {
	page.Form.fill(typed)
	if d != nil {
		page.Form.Files = d.Files
	}
	page.Key = p.signed(key)
	if page.Passed = typed.Get("passed"); page.Passed != p.passed(key) {
		page.Passed = ""
		q := p.ask(key)
		page.Ask = &q
		page.Form.Answer.Label = q.Words
	}
	id, err := organ.ParseID(page.Form.Organ.Value)
	if err != nil {
		return nil // none is chosen
	}
	o, err := p.store.Organ(r.Context(), id)
	if err != nil || !o.Ended.IsZero() {
		page.Form.Organ.Value = ""
		return notUnknown(err)
	}
	page.Organ = &o
	page.Form.hasOrgan(o)
	if page.Guide, err = p.store.Guide(r.Context(), id, p.store.Today()); err != nil {
		return err
	}
	units, err := p.store.Units(r.Context(), id)
	page.Work = organ.InformationOffice(units, p.store.Today())
	return err
}

// notUnknown forgives that something is not there.
func notUnknown(err error) error {
	if err != nil && problem.Of(err).Kind == problem.KindNotFound {
		return nil
	}
	return err
}

// An applying is one form that was sent.
type applying struct {
	page  *applyPage
	key   formKey
	typed url.Values
	draft *draft
	wrong []*problem.Error
}

// sendForm takes the form: one more item, a draft, or the application itself.
func (p *Portal) sendForm(w http.ResponseWriter, r *http.Request) error {
	typed, err := postOf(r)
	if err != nil {
		return err
	}
	page, err := p.applyPage(r)
	if err != nil || page.Empty != nil {
		return p.orRender(w, r, page, err)
	}
	a := &applying{page: page, typed: tidied(typed)}
	if err := p.settleOrgan(r, a.typed); err != nil {
		return err
	}
	known := false
	if a.key, known = p.keyOf(typed.Get("key")); !known {
		a.key = p.newKey()
		a.wrong = append(a.wrong, problem.Invalid("表单已经过期").Try("请核对内容后再提交，填写的内容还在").At(""))
	}
	if known && a.isSent() {
		if c, err := p.opened(r, a); err != nil || c != nil {
			return p.received(w, r, c, a, err)
		}
	}
	if a.draft, err = p.draftFor(r, a); err != nil {
		return err
	}
	if err := p.takeFiles(r, a); err != nil {
		return err
	}
	switch do := typed.Get("do"); {
	case do == "drop":
		if err := p.dropDraft(w, r); err != nil {
			return err
		}
		return web.SeeOther(w, r, "/apply")
	case do == "found":
		return p.foundPublic(w, r, a)
	case do == "draft":
		return p.saveDraft(w, r, a)
	case !a.isSent():
		a.rearrange(do)
		return p.again(w, r, a, http.StatusOK)
	}
	return p.submit(w, r, a)
}

// settleOrgan empties the choice of an organ that takes no applications.
func (p *Portal) settleOrgan(r *http.Request, typed url.Values) error {
	id, err := organ.ParseID(typed.Get("organ"))
	if err != nil {
		typed.Del("organ")
		return nil
	}
	o, err := p.store.Organ(r.Context(), id)
	if err != nil || !o.Ended.IsZero() {
		typed.Del("organ")
	}
	return notUnknown(err)
}

// isSent says that the application itself was sent.
func (a *applying) isSent() bool { return a.typed.Get("do") == "" }

// opened finds the case that this form has made already, nil for none.
func (p *Portal) opened(r *http.Request, a *applying) (*store.Case, error) {
	id, err := organ.ParseID(a.typed.Get("organ"))
	if err != nil {
		return nil, nil
	}
	c, err := p.store.Case(r.Context(), id, a.key.ID)
	if err != nil {
		return nil, notUnknown(err)
	}
	return &c, nil
}

// draftFor is the draft of the browser when it belongs to this form, else a
// fresh one.
func (p *Portal) draftFor(r *http.Request, a *applying) (*draft, error) {
	d, err := p.draftOf(r)
	if err != nil {
		return nil, err
	}
	if d == nil || d.ID != a.key.ID {
		return &draft{ID: a.key.ID, Typed: a.typed}, nil
	}
	d.Typed = a.typed
	d.Files, a.wrong = p.stillThere(d.Files, a.wrong)
	return d, nil
}

// submit checks the form and opens the case.
func (p *Portal) submit(w http.ResponseWriter, r *http.Request, a *applying) error {
	step, id, wrong := submission(a.typed, a.draft.Files)
	a.wrong = append(a.wrong, wrong...)
	if told := p.checkPerson(a.key, a.typed.Get); told != nil {
		a.wrong = append(a.wrong, told)
		a.typed.Del("passed")
	} else {
		a.typed.Set("passed", p.passed(a.key))
	}
	if len(a.wrong) > 0 {
		return p.again(w, r, a, http.StatusUnprocessableEntity)
	}
	if err := p.paces.open.Take(p.client(r)); err != nil {
		return p.refused(w, r, a, err)
	}
	_, err := p.store.Take(r.Context(), store.Actor{Applicant: true}, store.Subject{Organ: id, ID: a.key.ID}, store.OpenCase{Submit: step})
	if err != nil {
		return p.refused(w, r, a, err)
	}
	if typed := a.typed.Get("shown"); typed != "" {
		if err := p.store.CountSuggestion(r.Context(), id, false); err != nil {
			return err
		}
	}
	c, err := p.store.Case(r.Context(), id, a.key.ID)
	return p.received(w, r, &c, a, err)
}

// received hands over the files, forgets the draft and leads to the receipt.
func (p *Portal) received(w http.ResponseWriter, r *http.Request, c *store.Case, a *applying, err error) error {
	if err != nil {
		return err
	}
	d := a.draft
	if d == nil {
		if d, err = p.draftOf(r); err != nil {
			return err
		}
	}
	if d != nil && d.ID == c.ID {
		if err := p.addFiles(r.Context(), *c, d.Files); err != nil {
			return err
		}
		if err := p.dropDraft(w, r); err != nil {
			return err
		}
	}
	p.follow(w, r, *c, true)
	return web.SeeOther(w, r, "/apply/receipt")
}

// refused shows the form again with what the case was refused for.
func (p *Portal) refused(w http.ResponseWriter, r *http.Request, a *applying, err error) error {
	var refusal *web.Refusal
	var told *problem.Error
	switch {
	case errors.As(err, &refusal):
		told = problem.TooMany("%s", refusal.Says).Try("%s", refusal.Advice)
	case !errors.As(err, &told) || told.Kind == problem.KindInternal:
		return err
	}
	a.wrong = append(a.wrong, told)
	return p.again(w, r, a, told.Kind.Status())
}

// again shows the form with what was typed and what has to be mended. Files
// that were accepted are kept, as the browser does not choose them again.
func (p *Portal) again(w http.ResponseWriter, r *http.Request, a *applying, status int) error {
	if err := p.fillPage(r, a.page, a.key, a.typed, a.draft); err != nil {
		return err
	}
	for _, told := range a.page.Form.blame(a.wrong) {
		a.page.Notices = append(a.page.Notices, web.Notice{Kind: "must", Says: []string{told.Sentence()}})
	}
	if status != http.StatusOK {
		a.page.Title = "需要修改 - " + a.page.Title
	}
	if err := p.suggest(r, a.page); err != nil {
		return err
	}
	if len(a.draft.Files) > 0 && a.page.Organ != nil {
		if err := p.keepDraft(w, r, a.draft, a.page.Organ.ID); err != nil {
			return err
		}
	}
	return p.area.Render(w, r, status, "apply", a.page)
}

// saveDraft keeps what was typed, for the organ that was chosen.
func (p *Portal) saveDraft(w http.ResponseWriter, r *http.Request, a *applying) error {
	id, err := organ.ParseID(a.typed.Get("organ"))
	if err != nil {
		a.wrong = append(a.wrong, problem.Invalid("没有选择受理机关").Try("请先选择机关再保存草稿").At("organ"))
		return p.again(w, r, a, http.StatusUnprocessableEntity)
	}
	if _, err := p.store.Organ(r.Context(), id); err != nil {
		return hidden(err)
	}
	a.draft.Saved = true
	if err := p.keepDraft(w, r, a.draft, id); err != nil {
		return err
	}
	a.page.Draft = true
	a.page.Notices = append(a.page.Notices, web.Notice{Kind: "ok", Title: "草稿已保存", Says: []string{
		a.draft.until() + "期间用这个浏览器打开“申请公开”可以接着填写。草稿加密保存，别人看不到。使用公用电脑的，请不要保存，或者离开前删除草稿。"}})
	return p.again(w, r, a, http.StatusOK)
}

// foundPublic ends the form of somebody who found what they wanted among what is
// public already.
func (p *Portal) foundPublic(w http.ResponseWriter, r *http.Request, a *applying) error {
	id, err := organ.ParseID(a.typed.Get("organ"))
	if err != nil {
		return web.SeeOther(w, r, "/apply")
	}
	if err := p.store.CountSuggestion(r.Context(), id, true); err != nil {
		return err
	}
	if err := p.dropDraft(w, r); err != nil {
		return err
	}
	return web.SeeOther(w, r, organPath(id)+"/catalog?q="+url.QueryEscape(trimQuery(a.typed.Get("title"))))
}

// suggest lists what the organ has disclosed already that is like what is asked
// for. It never keeps anybody from applying.
func (p *Portal) suggest(r *http.Request, page *applyPage) error {
	if page.Organ == nil {
		return nil
	}
	for i := range page.Form.Items {
		found, err := p.store.Suggest(r.Context(), page.Organ.ID, page.Form.Items[i].Value)
		if err != nil {
			return err
		}
		for _, e := range found {
			one := itemOf(e.Values)
			if one.Link == "" {
				one.Link = organPath(page.Organ.ID) + "/catalog?q=" + url.QueryEscape(trimQuery(one.Title))
			}
			page.Form.suggest(one)
		}
	}
	return nil
}

// rearrange adds an item, or parts one that names several documents.
func (a *applying) rearrange(do string) {
	items := itemsTyped(a.typed)
	if do == "add" {
		items = append(items, "")
	}
	if n, err := strconv.Atoi(trimPrefix(do, "split-")); err == nil && n >= 1 && n <= len(items) {
		parts := partsOf(items[n-1])
		items = append(items[:n-1:n-1], append(parts, items[n:]...)...)
	}
	items = items[:min(len(items), mostItems)]
	for i := range mostItems {
		a.typed.Del(itemName(i))
	}
	for i, text := range items {
		a.typed.Set(itemName(i), text)
	}
	a.typed.Del("do")
}

// submission makes the step of what was typed, or says all that is missing.
func submission(typed url.Values, files []sentFile) (application.Submit, organ.ID, []*problem.Error) {
	c := checking{typed: typed, files: files}
	c.organ()
	c.items()
	c.applicant()
	c.agent()
	c.delivery()
	return c.step, c.id, c.wrong
}
