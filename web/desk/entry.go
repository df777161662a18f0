package desk

import (
	"net/http"
	"strconv"
	"time"

	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/audit"
	"gongkai/office/store"
	"gongkai/web"
)

// An entryPage is all that is known of an entry and what may be done with it.
type entryPage struct {
	web.Page
	Notice      *web.Notice
	Book        *register.Description
	Number      string
	Organ       string
	Masked      bool
	Withdrawn   bool
	Before      string // said where it is dated before the organ began
	State       string
	Facts       []entryFact
	Figures     []figure
	Attachments []attached
	Removed     []attached
	Upload      web.Field
	History     []entryAct
	Audit       []audit.Entry
	Address     string
	Case        string // the address of the case that the entry counts, "" for none
	Transfer    string // where a case is made of it, "" where that cannot be
	Answered    bool   // in the register, while others are handled as cases
	May         struct{ Correct, Withdraw, Reinstate, Attach, Files bool }
}

// An entryFact is what an entry records in a field.
type entryFact struct {
	Label, Text string
	Wide, Blank bool
}

// An entryAct is one act of the entry's history.
type entryAct struct {
	At      time.Time
	Name    string
	Act     string
	Reason  string
	Changes []register.Change
	Mark    string
}

// entryOf finds the entry of the address.
func (d *Desk) entryOf(r *http.Request) (*book, store.Entry, error) {
	b, err := d.bookOf(r)
	if err != nil {
		return nil, store.Entry{}, err
	}
	n, err := strconv.ParseInt(r.PathValue("entry"), 10, 64)
	if err != nil {
		return nil, store.Entry{}, noEntry
	}
	e, err := d.store.Entry(r.Context(), b.organ.ID, n)
	if err == nil && e.Register != b.Key {
		return nil, e, noEntry
	}
	return b, e, err
}

var noEntry = problem.NotFound("没有找到这条登记").Try("请从登记簿中查找")

func (d *Desk) entry(w http.ResponseWriter, r *http.Request) error {
	b, e, err := d.entryOf(r)
	if err != nil {
		return err
	}
	p, err := d.entryPage(r, b, e)
	if err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "entry", p)
}

func (d *Desk) entryPage(r *http.Request, b *book, e store.Entry) (*entryPage, error) {
	ctx := r.Context()
	p := &entryPage{Page: b.page(e.Number), Notice: b.entryDone(r), Book: b.Description, Number: e.Number, Organ: b.organ.Name, Masked: b.open,
		Withdrawn: e.State == register.Withdrawn, State: e.State.Label(), Address: b.entryAddress(e.ID), Upload: d.uploadField()}
	v := b.values(e)
	for i := range b.Fields {
		f := &b.Fields[i]
		if b.open && !f.Public {
			continue
		}
		text := b.Show(f.Key, v)
		p.Facts = append(p.Facts, entryFact{f.Label, text, f.Kind == register.LongText, text == ""})
	}
	if k := b.organ.Keeper(); !p.Withdrawn && k.Precedes(b.Description, e.Values) {
		p.Before = k.PrecedesSays(b.Description, 1)
	}
	var err error
	if p.Figures, err = d.figures(r, b, e); err != nil {
		return nil, err
	}
	if p.Notice != nil {
		frozen, err := d.frozen(r, p.Figures)
		if err != nil {
			return nil, err
		}
		p.Notice.Says = append(p.Notice.Says, frozen...)
	}
	if p.Attachments, p.Removed, err = d.attachedTo(r, b, e); err != nil {
		return nil, err
	}
	history, err := d.store.EntryHistory(ctx, e.Organ, e.ID)
	if err != nil {
		return nil, err
	}
	p.History = b.history(history)
	if !b.open {
		if p.Audit, err = d.store.AuditOf(ctx, e.Subject()); err != nil {
			return nil, err
		}
	}
	may := func(a account.Action) bool { return d.store.May(ctx, visitOf(r).Account.ID, a, b.organ.ID) == nil }
	of, err := d.store.CaseOfEntry(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	if of != 0 && may(account.CaseView) {
		p.Case = caseAddress(store.CaseRow{Organ: e.Organ, ID: of})
	}
	if of == 0 && e.Register == register.Application.Key && !p.Withdrawn {
		if p.Answered = e.Values["replied_on"] != ""; !p.Answered && may(account.CaseTransfer) {
			p.Transfer = transferAddress(e.Organ) + "/" + strconv.FormatInt(e.ID, 10)
		}
	}
	p.May.Correct = !p.Withdrawn && of == 0 && may(account.RegisterCorrect) // the case changes it
	p.May.Withdraw = !p.Withdrawn && of == 0 && may(account.RegisterWithdraw)
	p.May.Reinstate = p.Withdrawn && may(account.RegisterReinstate)
	p.May.Attach = !p.Withdrawn && may(account.RegisterAttach)
	p.May.Files = !b.open
	return p, nil
}

// history tells what each act has changed.
func (b *book) history(versions []store.EntryVersion) (acts []entryAct) {
	var before register.Values
	for i, v := range versions {
		values := v.Values
		if b.open {
			values = b.Masked(values)
		}
		act := entryAct{At: v.At, Name: v.Name, Act: account.Action(v.Act).Label(), Reason: v.Reason, Mark: "full"}
		if i > 0 {
			act.Changes = b.Changes(before, values)
		}
		if v.State == register.Withdrawn {
			act.Mark = "strike"
		}
		before, acts = values, append(acts, act)
	}
	return acts
}

// figures are the cells of the report in which the entry counts, or would if it
// were not withdrawn: Now is the figure as it is, After without the entry, or
// with it.
func (d *Desk) figures(r *http.Request, b *book, e store.Entry) (all []figure, err error) {
	counted := addedOf(b.Description, e.Values, 1)
	for _, in := range inOrder(b.Description, counted) {
		f, _ := b.Figure(in.code)
		now, err := d.store.Figure(r.Context(), e.Organ, f, in.year)
		if err != nil {
			return nil, err
		}
		n := counted[in]
		if e.State == register.Current {
			n = -n
		}
		all = append(all, b.figure(e.Organ, f, in.year, now, now+n))
	}
	return all, nil
}

// entryDone tells what was done before the entry is shown.
func (b *book) entryDone(r *http.Request) *web.Notice {
	says := map[string]string{
		"entered": "已登记。", "corrected": "更改已保存，原来的内容在历史里。", "withdrawn": "已作废，不再计入年度报告；登记仍然保留。",
		"reinstated": "已恢复，重新计入年度报告。", "attached": "附件已保存。", "removed": "附件已移除。",
	}[r.URL.Query().Get("done")]
	if says == "" {
		return nil
	}
	return &web.Notice{Kind: "ok", Says: []string{says}}
}

// endForm is the form that withdraws or reinstates an entry. Sent twice it finds the
// entry in the state that it asks for, by the same person, and is content.
func (d *Desk) endForm(r *http.Request, verb string, wanted register.State) (*formPage, sending, error) {
	b, e, err := d.entryOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	figures, err := d.figures(r, b, e)
	if err != nil {
		return nil, sending{}, err
	}
	p := &formPage{Page: b.page(verb, web.Link{Text: e.Number, Address: b.entryAddress(e.ID)}), Head: verb + "“" + e.Number + "”",
		Quiet: b.organ.Name + "　" + b.Title(), Version: e.Version, Verb: verb, Back: web.Link{Text: "返回登记", Address: b.entryAddress(e.ID)},
		Fields: web.Fields{{Control: web.AreaControl, Name: "reason", Label: verb + "的理由", Rows: 2}}}
	of, err := d.store.CaseOfEntry(r.Context(), e.ID)
	if err != nil {
		return nil, sending{}, err
	}
	if of != 0 && e.State == register.Current {
		p.stop(followsCase)
	}
	effect := &web.Notice{}
	for _, f := range figures {
		effect.Says = append(effect.Says, verb+"后，"+f.Says()+"。")
	}
	frozen, err := d.frozen(r, figures)
	if err != nil {
		return nil, sending{}, err
	}
	effect.Says = append(effect.Says, frozen...)
	if len(effect.Says) == 0 {
		effect.Says = []string{verb + "不影响年度报告的数字。"}
	}
	p.Notice = effect
	does := sending{on: e.Subject()}
	act, step, done := account.RegisterWithdraw, func(reason string) store.Step { return register.Withdraw{Register: b.Key, Reason: reason} }, "withdrawn"
	if wanted == register.Current {
		act, step, done = account.RegisterReinstate, func(reason string) store.Step { return register.Reinstate{Register: b.Key, Reason: reason} }, "reinstated"
	}
	does.step, does.next = because(step), b.entryAddress(e.ID)+"?done="+done
	if e.State == wanted {
		does.elsewhere, does.isDone = b.entryAddress(e.ID), d.didAlready(r, e, act)
	}
	return p, does, nil
}

func (d *Desk) withdrawForm(r *http.Request) (*formPage, sending, error) {
	p, does, err := d.endForm(r, "作废", register.Withdrawn)
	if err == nil {
		p.Why = "登记不会删除：作废后仍可查看、可以恢复，只是不再计数。"
	}
	return p, does, err
}

func (d *Desk) reinstateForm(r *http.Request) (*formPage, sending, error) {
	return d.endForm(r, "恢复", register.Current)
}
