package desk

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"gongkai/law"
	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A transferPage lists the applications that wait for their reply in the register, to
// be made cases one by one or all at once (转入申请办理).
type transferPage struct {
	web.Page
	Notice  *web.Notice
	Organ   string
	Rows    []transferRow
	Ready   int // that can be transferred as they stand
	Overdue int // of these
	Most    bool
	Cases   string
	Closed  string // the address of those that were answered in the register
}

// A transferRow is one of them.
type transferRow struct {
	ID, Version, Case int64
	Number, Entry     string // the number, and the address of the entry
	Party, Kind       string
	Asked             string
	Received, Due     string
	Red               bool
	Why               string // why it has to be transferred by itself, or cannot be
	Address           string // of its form, "" where it cannot be transferred
	Ready             bool
}

func (d *Desk) transferRoutes() []route {
	const all = "/desk/organs/{organ}/transfer"
	return append(both(all, account.CaseTransfer, d.showTransfers, d.transferAll), both(all+"/{entry}", account.CaseTransfer, d.showTransfer, d.transfer)...)
}

func transferAddress(id organ.ID) string { return organAddress(id) + "/transfer" }

func (d *Desk) transferPage(r *http.Request) (*transferPage, error) {
	at := visitOf(r).organ
	open, err := d.store.OpenEntries(r.Context(), at.ID)
	if err != nil {
		return nil, err
	}
	book := organAddress(at.ID) + "/registers/application"
	p := &transferPage{Page: casePage(at.ID, "转入登记簿中的申请"), Organ: at.Name, Most: len(open) == store.MostTransfers, Cases: casesAddress(at.ID), Closed: book}
	for _, o := range open {
		row := d.transferRow(o, at.ID)
		if row.Ready {
			p.Ready++
			if row.Red {
				p.Overdue++
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return p, nil
}

func (d *Desk) transferRow(o store.OpenEntry, at organ.ID) transferRow {
	v := o.Values
	row := transferRow{ID: o.ID, Version: o.Version, Case: d.store.NewID(), Number: o.Number, Party: partyOf(v), Kind: application.Kind(v["kind"]).Label(),
		Entry: organAddress(at) + "/registers/application/" + strconv.FormatInt(o.ID, 10), Asked: atMost(v["asked"], 40), Received: o.Day.Chinese(), Ready: o.Why == nil}
	if !o.DueOn.IsZero() {
		row.Due, row.Red = o.DueOn.Chinese(), o.DueOn < d.store.Today()
		row.Address = transferAddress(at) + "/" + strconv.FormatInt(o.ID, 10)
	}
	if o.Why != nil {
		row.Why = o.Why.Sentence()
		if o.Extended {
			row.Red = false // by how much it was extended is not known
		}
	}
	return row
}

// partyOf is who asks, a citizen's name masked.
func partyOf(v register.Values) string {
	if register.Application.Field("applicant").IsPersonal(v) {
		return register.MaskName(v["applicant"])
	}
	return v["applicant"]
}

func (d *Desk) showTransfers(w http.ResponseWriter, r *http.Request) error {
	p, err := d.transferPage(r)
	if err != nil {
		return err
	}
	if n, err := strconv.Atoi(r.URL.Query().Get("done")); err == nil && n > 0 {
		p.Notice = &web.Notice{Kind: "ok", Says: []string{fmt.Sprintf("已转入%d件，在“申请办理”中继续办理。", n)}}
	}
	return d.area.Render(w, r, http.StatusOK, "transfer", p)
}

// transferAll makes cases of all that the page had listed as ready: of these and no
// others.
func (d *Desk) transferAll(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	var step store.TransferEntries
	for _, text := range form["entry"] {
		var e store.EntryTransfer
		if n, _ := fmt.Sscanf(text, "%d.%d.%d", &e.Entry, &e.Version, &e.Case); n != 3 || e.Entry <= 0 || e.Case <= 0 {
			return problem.Invalid("表单的内容不完整").Try("请重新打开页面")
		}
		step.Entries = append(step.Entries, e)
	}
	at := visitOf(r).organ.ID
	if _, err = d.store.Take(r.Context(), visitOf(r).Actor(), store.Subject{Organ: at}, step); err == nil {
		return web.SeeOther(w, r, transferAddress(at)+"?done="+strconv.Itoa(len(step.Entries)))
	}
	notice, code, ok := d.blame(r, err, nil)
	if !ok {
		return err
	}
	p, err := d.transferPage(r)
	if err != nil {
		return err
	}
	notice.Title = "没有转入任何一件"
	notice.Says = append(notice.Says, "下面是现在的情况，请核对后再转入。")
	p.Notice = notice
	return d.area.Render(w, r, code, "transfer", p)
}

// transferForm is the form of one entry: what the register does not say.
func (d *Desk) transferForm(r *http.Request) (*formPage, store.OpenEntry, error) {
	at := visitOf(r).organ
	n, err := strconv.ParseInt(r.PathValue("entry"), 10, 64)
	if err != nil {
		return nil, store.OpenEntry{}, noEntry
	}
	o, err := d.store.OpenEntry(r.Context(), at.ID, n)
	if err != nil {
		return nil, o, err
	}
	p := &formPage{Page: casePage(at.ID, o.Number, web.Link{Text: "转入登记簿中的申请", Address: transferAddress(at.ID)}), Head: "转入“" + o.Number + "”", Version: o.Version, Verb: "转入申请办理",
		Quiet: at.Name + "　申请人" + partyOf(o.Values) + "　" + o.Day.Chinese() + "收到", Back: web.Link{Text: "返回", Address: transferAddress(at.ID)},
		Why: "编号、收到日期和计入年度报告的数字不变；以后登记随案件更新，不能直接更改。"}
	p.Fields = transferFields(o, d.store.NewID())
	switch {
	case o.Why != nil && !o.Extended:
		p.stopFor(o.Why)
	case o.Extended:
		p.Notice = &web.Notice{Says: []string{"没有延长的，最迟" + o.DueOn.Chinese() + "答复；填写延长的天数后重新推算。"}}
	case o.DueOn < d.store.Today():
		p.Notice = &web.Notice{Kind: "must", Title: "转入后即为逾期", Says: []string{"按收到日期推算，应于" + o.DueOn.Chinese() + "以前答复。已经补正、收费或者征求过意见的，请转入后如实补记这些步骤，期限会重新推算。"}}
	default:
		p.Notice = &web.Notice{Says: []string{"按收到日期推算，最迟" + o.DueOn.Chinese() + "答复。已经补正、收费或者征求过意见的，请转入后如实补记这些步骤。"}}
	}
	return p, o, nil
}

// transferFields ask for what the register does not have.
func transferFields(o store.OpenEntry, id int64) (fields web.Fields) {
	if o.Values["asked"] == "" {
		fields = append(fields, optional(area(itemName(1), "申请公开的内容", "登记簿没有写。暂时不知道的可以不填，转入后再补录，补录以前不能拟答复。")))
	}
	if o.Extended {
		fields = append(fields, web.Field{Name: "extended", Label: "延长了几个工作日", Hint: "按延期答复告知书填写，最多20个工作日。", Mode: "numeric", Width: "short"})
	}
	fields = append(fields, contactFields()...)
	return append(fields, web.Field{Name: "case", Control: web.HiddenControl, Value: strconv.FormatInt(id, 10)})
}

// contactFields are how to reach the applicant, all of them optional.
func contactFields() web.Fields {
	var fields web.Fields
	for _, f := range applicantFields() {
		switch f.Name {
		case "identity", "phone", "email", "address", "postcode":
			fields = append(fields, f)
		}
	}
	return append(fields, web.Field{Name: "delivery", Label: "获取方式", Control: web.SelectControl, Options: deliveryOptions(), Optional: true})
}

func (d *Desk) showTransfer(w http.ResponseWriter, r *http.Request) error {
	p, _, err := d.transferForm(r)
	if err != nil {
		return err
	}
	return d.showForm(w, r, p)
}

func (d *Desk) transfer(w http.ResponseWriter, r *http.Request) error {
	value, err := typedIn(r)
	if err != nil {
		return err
	}
	at := visitOf(r)
	id, _ := strconv.ParseInt(value("case"), 10, 64) // what is no number gets one of its own
	if of, err := d.transferredBy(r, id); err != nil || of != "" {
		if err != nil {
			return err
		}
		return web.SeeOther(w, r, of)
	}
	p, o, err := d.transferForm(r)
	if err != nil {
		return err
	}
	t := &typing{value: value}
	e := store.EntryTransfer{Entry: o.ID, Version: versionIn(value, o.Version), Case: id, Delivery: application.Delivery(value("delivery")),
		Contact: application.Applicant{Identity: value("identity"), Phone: value("phone"), Email: value("email"), Address: value("address"), Postcode: value("postcode")}}
	if asked := value(itemName(1)); asked != "" {
		e.Items = []application.Item{{N: 1, Asked: asked}}
	}
	if o.Extended {
		e.Extended = law.WorkingDays(t.number("extended", "延长的天数"))
	}
	t.contact()
	if p.check(t); len(t.faults) > 0 {
		return d.refuseForm(w, r, p, value, t.faults)
	}
	taken, err := d.store.Take(r.Context(), at.Actor(), store.Subject{Organ: at.organ.ID}, store.TransferEntries{Entries: []store.EntryTransfer{e}})
	if err == nil {
		return web.SeeOther(w, r, casesAddress(at.organ.ID)+"/"+strconv.FormatInt(taken.Subject.ID, 10)+"?done="+application.Name(application.Transfer{}))
	}
	if told := problem.Of(err); told.Field == "items" {
		err = told.At(itemName(1))
	}
	return d.refuseForm(w, r, p, value, err)
}

// transferredBy is where the case is that the form has made already, "" for none.
func (d *Desk) transferredBy(r *http.Request, id int64) (string, error) {
	entry, err := strconv.ParseInt(r.PathValue("entry"), 10, 64)
	if err != nil {
		return "", noEntry
	}
	of, err := d.store.CaseOfEntry(r.Context(), entry)
	if err != nil || of == 0 || of != id {
		return "", err
	}
	return casesAddress(visitOf(r).organ.ID) + "/" + strconv.FormatInt(of, 10) + "?done=" + application.Name(application.Transfer{}), nil
}

// contact bounds what is typed of how to reach the applicant.
func (t *typing) contact() {
	for _, f := range []struct{ name, label string }{{"identity", "证件号码"}, {"phone", "联系电话"}, {"email", "电子邮箱"}, {"address", "通信地址"}, {"postcode", "邮政编码"}} {
		if n := len([]rune(t.value(f.name))); n > mostContact {
			t.faults = append(t.faults, tooLong(f.label, n, mostContact).At(f.name))
		}
	}
}

// completeFields ask for what a transferred case lacks.
func completeFields(c *store.Case, _ *formFacts) (fields web.Fields) {
	if len(c.Course.Items) == 0 {
		fields = append(fields, optional(area(itemName(1), "申请公开的内容", "有几项的，一行写一项。")))
	}
	for _, f := range contactFields() {
		f.Optional = true
		fields = append(fields, f)
	}
	return fields
}

func completed(c *store.Case, t *typing) application.Step {
	s := application.Complete{Identity: t.value("identity"), Phone: t.value("phone"), Email: t.value("email"), Address: t.value("address"), Postcode: t.value("postcode"),
		Delivery: application.Delivery(t.value("delivery"))}
	t.contact()
	if len(c.Course.Items) > 0 {
		return s
	}
	for _, asked := range strings.FieldsFunc(t.value(itemName(1)), func(r rune) bool { return r == '\n' || r == '\r' }) {
		if asked = strings.TrimSpace(asked); asked != "" {
			s.Items = append(s.Items, application.Item{N: len(s.Items) + 1, Asked: asked})
		}
	}
	return s
}

// waiting says that applications wait in the register, and where they are made
// cases; nil for none, or whoever may not.
func (d *Desk) waiting(r *http.Request, id organ.ID) (*web.Link, error) {
	if d.store.May(r.Context(), visitOf(r).Account.ID, account.CaseTransfer, id) != nil {
		return nil, nil
	}
	n, _, err := d.store.CountOpenEntries(r.Context(), id)
	if err != nil || n == 0 {
		return nil, err
	}
	return &web.Link{Text: fmt.Sprintf("登记簿中有%d件没有答复，转入申请办理", n), Address: transferAddress(id)}, nil
}

// transfers asks the clerk of an organ that handles applications as cases to make
// cases of what still waits in the register.
func (f *finder) transfers(ctx context.Context, o store.Organ) error {
	n, hasCases, err := f.desk.store.CountOpenEntries(ctx, o.ID)
	if err != nil || !hasCases {
		return err
	}
	f.list = append(f.list, task{
		What: fmt.Sprintf("把%s登记簿中的%d件申请转入申请办理", f.of(o), n), Address: transferAddress(o.ID),
		Why: "这些申请登记时还没有使用“申请办理”，没有答复。转入以后推算期限、提醒到期；编号和计入年度报告的数字不变。",
	})
	return nil
}
