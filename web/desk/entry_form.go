package desk

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// An entryFormPage is the form of a register's entry, new or to be corrected.
type entryFormPage struct {
	web.Page
	Head   string
	Quiet  string
	Notice *web.Notice
	Fields entryFields
	// Form is the number that the entry is to get; sent twice it makes one entry.
	Form    int64
	Version int64 // of the entry to be corrected, 0 for a new one
	Reason  web.Field
	// Theirs are the fields in which the entry, as somebody changed it
	// meanwhile, differs from what was typed.
	Theirs []register.Change
	Back   web.Link
	stopping
}

// Wrong are the fields with an error, the reason behind the others.
func (p *entryFormPage) Wrong() []web.Field {
	wrong := p.Fields.fields().Wrong()
	if p.Reason.Error != "" {
		wrong = append(wrong, p.Reason)
	}
	return wrong
}

// entryFields are the fields of an entry's form.
type entryFields []entryField

// An entryField is a field of a register's entry as a form shows it. Several
// options to tick have Groups.
type entryField struct {
	web.Field
	Groups []optionGroup
}

// An optionGroup is options under one heading.
type optionGroup struct {
	Heading string
	Options []tick
}

// A tick is one option to tick.
type tick struct {
	web.Option
	ID     string
	Ticked bool
}

func (fs entryFields) fields() web.Fields {
	all := make(web.Fields, len(fs))
	for i := range fs {
		all[i] = fs[i].Field
	}
	return all
}

// formFields are the fields of the register's form, filled with what was typed
// or, where typed is nil, left blank.
func (b *book) formFields(typed func(string) string) entryFields {
	all := make(entryFields, len(b.Fields))
	for i := range b.Fields {
		all[i] = formField(&b.Fields[i])
		if typed != nil {
			all[i].fill(typed(b.Fields[i].Key))
		}
	}
	return all
}

// fewOptions are shown all at once.
const fewOptions = 5

func formField(f *register.Field) entryField {
	shown := entryField{Field: web.Field{Name: f.Key, Label: f.Label, Hint: f.Hint, Optional: !f.Required}}
	if f.Single {
		shown.addHint("期间合计不填")
	}
	for _, o := range f.Choices {
		shown.Options = append(shown.Options, web.Option{Value: o.Key, Label: o.Label})
	}
	switch f.Kind {
	case register.LongText:
		shown.Control = web.AreaControl
	case register.Date:
		shown.Control, shown.Width = web.DateControl, "short"
		shown.addHint("例如 2024-03-05 或 2024年3月5日")
	case register.Money:
		shown.Width, shown.Mode = "short", "decimal"
		shown.addHint("以元为单位，没有的留空")
	case register.Number:
		shown.Width, shown.Mode = "short", "numeric"
	case register.YesNo:
		shown.Control, shown.Options = web.RadioControl, []web.Option{{Value: "yes", Label: "是"}, {Value: "no", Label: "否"}}
	case register.Choice:
		shown.Control = web.RadioControl
		if len(f.Choices) > fewOptions {
			shown.Control = web.SelectControl
			shown.Options = append([]web.Option{{Value: "", Label: "请选择"}}, shown.Options...)
		}
	case register.Choices:
		shown.group(f)
	default:
		if f.Max > 0 && f.Max <= 64 {
			shown.Width = "mid"
		}
	}
	return shown
}

func (f *entryField) addHint(says string) {
	if f.Hint != "" {
		says = f.Hint + "；" + says
	}
	f.Hint = says
}

// group puts the options under their headings.
func (f *entryField) group(of *register.Field) {
	for i, o := range of.Choices {
		if len(f.Groups) == 0 || f.Groups[len(f.Groups)-1].Heading != o.Group {
			f.Groups = append(f.Groups, optionGroup{Heading: o.Group})
		}
		g := &f.Groups[len(f.Groups)-1]
		g.Options = append(g.Options, tick{web.Option{Value: o.Key, Label: o.Label}, f.OptionID(i), false})
	}
}

// fill puts what was typed into the field.
func (f *entryField) fill(typed string) {
	f.Value = typed
	for i := range f.Groups {
		for k := range f.Groups[i].Options {
			o := &f.Groups[i].Options[k]
			o.Ticked = strings.Contains(","+typed+",", ","+o.Value+",")
		}
	}
}

// blame puts each problem at its field and returns those that belong to none.
func (p *entryFormPage) blame(problems []*problem.Error) (rest []*problem.Error) {
	for _, e := range problems {
		if !p.blameOne(e) {
			rest = append(rest, e)
		}
	}
	return rest
}

func (p *entryFormPage) blameOne(e *problem.Error) bool {
	for i := range p.Fields {
		if f := &p.Fields[i]; f.Name == e.Field {
			f.Error = e.Sentence()
			return true
		}
	}
	if e.Field != p.Reason.Name || e.Field == "" {
		return false
	}
	p.Reason.Error = e.Sentence()
	return true
}

// typedEntry reads a form in which a field may stand several times.
func typedEntry(form url.Values) func(string) string {
	return func(name string) string { return clean(strings.Join(form[name], ",")) }
}

// entryFormOf returns the typed values of the form that was sent, or of the one
// that was kept when the session had ended; nil where there is neither.
func entryFormOf(r *http.Request) (func(string) string, error) {
	if r.Method == http.MethodPost {
		form, err := formOf(r)
		if err != nil {
			return nil, err
		}
		return typedEntry(form), nil
	}
	if kept := visitOf(r).kept; kept != nil {
		return typedEntry(kept), nil
	}
	return nil, nil
}

func (d *Desk) showEntryForm(w http.ResponseWriter, r *http.Request) error {
	p, _, err := d.newEntryForm(r)
	if err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "entry_form", p)
}

// newEntryForm is the form of a new entry with what was typed into it.
func (d *Desk) newEntryForm(r *http.Request) (*entryFormPage, *book, error) {
	b, err := d.bookOf(r)
	if err != nil {
		return nil, nil, err
	}
	typed, err := entryFormOf(r)
	if err != nil {
		return nil, nil, err
	}
	p := &entryFormPage{Page: b.page("登记一" + b.Noun), Head: "登记一" + b.Noun + b.Name, Quiet: b.organ.Name,
		Fields: b.formFields(typed), Back: web.Link{Text: "返回登记簿", Address: b.address("")}}
	if typed != nil {
		p.Form, _ = strconv.ParseInt(typed("form"), 10, 64)
	}
	if p.Form <= 0 {
		p.Form = d.store.NewID()
	}
	switch {
	case typed != nil && r.Method != http.MethodPost:
		p.Notice = keptNotice
	case r.URL.Query().Get("after") != "":
		p.Notice = d.enteredNotice(r, b)
	}
	return p, b, nil
}

// enteredNotice names the entry made before this form.
func (d *Desk) enteredNotice(r *http.Request, b *book) *web.Notice {
	n, err := strconv.ParseInt(r.URL.Query().Get("after"), 10, 64)
	if err != nil {
		return nil
	}
	e, err := d.store.Entry(r.Context(), b.organ.ID, n)
	if err != nil {
		return nil
	}
	return &web.Notice{Kind: "ok", Says: []string{"已登记“" + e.Number + "”，可以继续登记下一" + b.Noun + "。"}, Links: []web.Link{{Text: "查看这一" + b.Noun, Address: b.entryAddress(n)}}}
}

func (d *Desk) enter(w http.ResponseWriter, r *http.Request) error {
	p, b, err := d.newEntryForm(r)
	if err != nil {
		return err
	}
	typed := typedEntry(r.PostForm)
	values, faults := b.Read(typed, d.store.Today())
	if len(faults) > 0 {
		return d.refuseEntry(w, r, b, p, store.Faults(faults))
	}
	on := store.Subject{Kind: store.EntryKind, Organ: b.organ.ID, ID: p.Form}
	taken, err := d.store.Take(r.Context(), visitOf(r).Actor(), on, register.Enter{Register: b.Key, Values: values})
	if err != nil {
		return d.refuseEntry(w, r, b, p, err)
	}
	next := b.entryAddress(taken.Subject.ID) + "?done=entered"
	if typed("then") == "again" {
		next = b.address("/new?after=" + strconv.FormatInt(taken.Subject.ID, 10))
	}
	return web.SeeOther(w, r, next)
}

// refuseEntry shows the form again with all that was typed and what is wrong
// with it.
func (d *Desk) refuseEntry(w http.ResponseWriter, r *http.Request, b *book, p *entryFormPage, err error) error {
	if p.Stopped != nil {
		if code := d.refuseStopped(r, &p.stopping, err); code != 0 {
			return d.area.Render(w, r, code, "entry_form", p)
		}
		return err
	}
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return err
	}
	if rest := p.blame(problems); len(rest) > 0 {
		p.Notice = &web.Notice{Kind: "must"}
		for _, e := range rest {
			p.Notice.Says = append(p.Notice.Says, e.Sentence())
		}
	} else if link, ok := d.taken(r, b, problems[0]); ok {
		p.Notice = &web.Notice{Links: []web.Link{link}}
	}
	return d.area.Render(w, r, problems[0].Kind.Status(), "entry_form", p)
}

// taken leads to the entry that has the number already.
func (d *Desk) taken(r *http.Request, b *book, p *problem.Error) (link web.Link, ok bool) {
	if p.Kind != problem.KindConflict || p.Field != b.Number {
		return link, false
	}
	values, _ := b.Read(typedEntry(r.PostForm), d.store.Today())
	e, ok, err := d.store.EntryNumbered(r.Context(), b.organ.ID, b.Key, b.Row(values).Number)
	return web.Link{Text: "查看已登记的“" + e.Number + "”", Address: b.entryAddress(e.ID)}, ok && err == nil
}

var reasonField = web.Field{Control: web.AreaControl, Name: "reason", Label: "更改的理由", Hint: "写明为什么改，例如“决定书文号录入有误”。理由和原来的内容一起留在历史里。", Rows: 2}

// correctForm is the form to correct an entry, with the entry as it is now.
func (d *Desk) correctForm(r *http.Request) (*entryFormPage, *book, store.Entry, error) {
	b, e, err := d.entryOf(r)
	if err != nil {
		return nil, nil, e, err
	}
	typed, err := entryFormOf(r)
	if err != nil {
		return nil, nil, e, err
	}
	p := &entryFormPage{Head: "更改“" + e.Number + "”", Quiet: b.organ.Name + "　" + b.Title(), Version: e.Version, Reason: reasonField,
		Page: b.page("更改登记", web.Link{Text: e.Number, Address: b.entryAddress(e.ID)}), Back: web.Link{Text: "不改了，返回登记", Address: b.entryAddress(e.ID)}}
	of, err := d.store.CaseOfEntry(r.Context(), e.ID)
	if err != nil {
		return nil, nil, e, err
	}
	if of != 0 {
		p.halt("更改", followsCase)
		p.Back.Text = "返回登记"
		if p.Fields = b.formFields(func(key string) string { return b.Typed(key, e.Values) }); typed != nil {
			p.lose(append(p.Fields.fields(), p.Reason), typed)
		}
		return p, b, e, nil
	}
	if typed != nil {
		p.Fields, p.Reason.Value, p.Version = b.formFields(typed), typed("reason"), versionIn(typed, e.Version)
		if r.Method != http.MethodPost {
			p.Notice = keptNotice
		}
		return p, b, e, nil
	}
	p.Fields = b.formFields(func(key string) string { return b.Typed(key, e.Values) })
	return p, b, e, nil
}

// followsCase tells where an entry is changed that follows from a case.
const followsCase = "这条登记由申请办理得出，不能直接更改或作废。请到“申请办理”中办理这件申请，登记会随着更新。"

func (d *Desk) showCorrect(w http.ResponseWriter, r *http.Request) error {
	p, b, e, err := d.correctForm(r)
	if err != nil {
		return err
	}
	if e.State == register.Withdrawn {
		return problem.Refused("这%s登记已经作废，不能更改", b.Noun).Try("如果作废有误，请先恢复登记")
	}
	return d.area.Render(w, r, http.StatusOK, "entry_form", p)
}

func (d *Desk) correct(w http.ResponseWriter, r *http.Request) error {
	p, b, e, err := d.correctForm(r)
	if err != nil {
		return err
	}
	typed := typedEntry(r.PostForm)
	values, faults := b.Read(typed, d.store.Today())
	if len(faults) > 0 && p.Stopped == nil {
		return d.refuseEntry(w, r, b, p, store.Faults(faults))
	}
	on := e.Subject()
	on.Version = p.Version
	_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, register.Correct{Register: b.Key, Values: values, Reason: typed("reason")})
	switch {
	case err == nil || p.Version != e.Version && d.didAlready(r, e, account.RegisterCorrect) && values.Equal(e.Values):
		return web.SeeOther(w, r, b.entryAddress(e.ID)+"?done=corrected")
	case p.Version != e.Version && problem.Of(err).Kind == problem.KindConflict:
		// What is typed is kept beside what somebody else has saved meanwhile;
		// saving again is then done in the knowledge of both.
		p.Version, p.Theirs = e.Version, b.Changes(e.Values, values)
	}
	return d.refuseEntry(w, r, b, p, err)
}

// didAlready says that the last act on the entry was the person's own: the form
// was sent twice.
func (d *Desk) didAlready(r *http.Request, e store.Entry, act account.Action) bool {
	history, err := d.store.EntryHistory(r.Context(), e.Organ, e.ID)
	if err != nil || len(history) == 0 {
		return false
	}
	last := history[len(history)-1]
	return last.Act == string(act) && last.Name == visitOf(r).Account.Name
}
