package desk

import (
	"context"
	"fmt"
	"gongkai/law/calendar"
	"net/http"
	"net/url"
	"strconv"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// registerRoutes are the pages of every register; all they show comes from its
// description.
func (d *Desk) registerRoutes() []route {
	const (
		all   = "/desk/organs/{organ}/registers"
		one   = all + "/{register}"
		entry = one + "/{entry}"
		try   = one + "/imports/try/{file}"
	)
	upload := d.uploadLimit()
	rows := []route{
		{pattern: "GET " + all, may: account.RegisterView, handle: d.registers},
		{pattern: "GET " + one, may: account.RegisterView, handle: d.register},
		{pattern: "GET " + one + "/export.xlsx", may: account.RegisterExport, handle: d.exportXLSX},
		{pattern: "GET " + one + "/export.csv", may: account.RegisterExport, handle: d.exportCSV},

		{pattern: "GET " + one + "/new", may: account.RegisterEnter, handle: d.showEntryForm},
		{pattern: "POST " + one + "/new", may: account.RegisterEnter, handle: d.enter},
		{pattern: "GET " + entry, may: account.RegisterView, handle: d.entry},
		{pattern: "GET " + entry + "/correct", may: account.RegisterCorrect, handle: d.showCorrect},
		{pattern: "POST " + entry + "/correct", may: account.RegisterCorrect, handle: d.correct},

		{pattern: "POST " + entry + "/attachments", may: account.RegisterAttach, handle: d.attach, most: upload},
		{pattern: "GET " + entry + "/attachments/{attachment}", may: account.RegisterPersonal, handle: d.attachment},

		{pattern: "GET " + one + "/imports", may: account.RegisterImport, handle: d.imports},
		{pattern: "POST " + one + "/imports", may: account.RegisterImport, handle: d.uploadImport, most: upload},
		{pattern: "GET " + one + "/imports/template.xlsx", may: account.RegisterImport, handle: d.importTemplate},
		{pattern: "GET " + try, may: account.RegisterImport, handle: d.tryImport},
		{pattern: "POST " + try, may: account.RegisterImport, handle: d.confirmImport},
		{pattern: "GET " + try + "/bad.xlsx", may: account.RegisterImport, handle: d.badLines},
	}
	rows = append(rows, d.form(entry+"/withdraw", account.RegisterWithdraw, d.withdrawForm)...)
	rows = append(rows, d.form(entry+"/reinstate", account.RegisterReinstate, d.reinstateForm)...)
	rows = append(rows, d.form(entry+"/attachments/{attachment}/remove", account.RegisterAttach, d.removeForm)...)
	return append(rows, d.form(one+"/imports/undo/{import}", account.RegisterUndoImport, d.undoForm)...)
}

// A book is a register of the organ that the address names, as the person of
// the visit may see it.
type book struct {
	*register.Description
	organ store.Organ
	// open says that personal data is masked for the person.
	open bool
}

// bookOf finds the register of the address.
func (d *Desk) bookOf(r *http.Request) (*book, error) {
	description, ok := register.Of(register.Key(r.PathValue("register")))
	if !ok {
		return nil, problem.NotFound("没有这个登记簿").Try("请从登记簿列表进入")
	}
	v := visitOf(r)
	open := d.store.May(r.Context(), v.Account.ID, account.RegisterPersonal, v.organ.ID) != nil
	return &book{description, v.organ, open}, nil
}

// address is where the register is; more is added to it.
func (b *book) address(more string) string {
	return organAddress(b.organ.ID) + "/registers/" + string(b.Key) + more
}

// entryAddress is where an entry is.
func (b *book) entryAddress(id int64) string { return b.address("/" + strconv.FormatInt(id, 10)) }

// page is the page about the register or a part of it: the last of the crumb.
func (b *book) page(title string, crumb ...web.Link) web.Page {
	at := organAddress(b.organ.ID) + "/registers"
	p := web.Page{Title: title, Column: "登记簿", Current: at, Crumb: []web.Link{{Text: "登记簿", Address: at}}}
	if title != b.Title() {
		p.Crumb = append(p.Crumb, web.Link{Text: b.Name, Address: b.address("")})
	}
	p.Crumb = append(p.Crumb, crumb...)
	if title == b.Title() {
		title = b.Name
	}
	p.Crumb = append(p.Crumb, web.Link{Text: title})
	return p
}

// values are what the person may see of an entry.
func (b *book) values(e store.Entry) register.Values {
	if b.open {
		return b.Masked(e.Values)
	}
	return e.Values
}

// A registersPage lists the registers.
type registersPage struct {
	web.Page
	Organ     string
	Year      int
	Registers []registerLine
	Below     []web.Link // the registers of organs below
}

// LastYear is the year before.
func (p *registersPage) LastYear() int { return p.Year - 1 }

// A registerLine is one register with the line above its list.
type registerLine struct {
	Name, Address, Basis string
	Told                 []register.Told
}

func (d *Desk) registers(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := &registersPage{Organ: v.organ.Name, Year: d.store.Today().Year(), Page: web.Page{Title: "登记簿", Current: organAddress(v.organ.ID) + "/registers", Crumb: []web.Link{{Text: "今日", Address: "/desk/"}, {Text: "登记簿"}}}}
	for _, description := range register.All() {
		b := &book{Description: description, organ: v.organ}
		told, err := d.summary(r.Context(), b)
		if err != nil {
			return err
		}
		line := registerLine{Name: b.Title(), Address: b.address(""), Told: told}
		if len(b.Basis) > 0 {
			line.Basis = b.Basis[0].String()
		}
		p.Registers = append(p.Registers, line)
	}
	seen, err := d.reached(r.Context(), v, account.RegisterView)
	if err != nil {
		return err
	}
	for _, o := range seen {
		if o.ID != v.organ.ID {
			p.Below = append(p.Below, web.Link{Text: o.Name, Address: organAddress(o.ID) + "/registers"})
		}
	}
	return d.area.Render(w, r, http.StatusOK, "register_all", p)
}

// summary counts what the line above the list tells.
func (d *Desk) summary(ctx context.Context, b *book) ([]register.Told, error) {
	today := d.store.Today()
	c := register.Counts{Today: today}
	var err error
	if c.ThisYear, err = d.store.Quantity(ctx, b.organ.ID, b.Key, today.Year()); err != nil {
		return nil, err
	}
	if c.LastYear, err = d.store.Quantity(ctx, b.organ.ID, b.Key, today.Year()-1); err != nil {
		return nil, err
	}
	gone, err := d.store.Entries(ctx, store.EntryFilter{Organ: b.organ.ID, Register: b.Key, Query: register.Query{Year: today.Year(), State: register.Withdrawn}})
	c.Withdrawn = int64(gone.Total)
	return b.Summary(c), err
}

// A registerPage is the list of a register's entries.
type registerPage struct {
	web.Page
	Notice  *web.Notice
	Book    *register.Description
	Organ   string
	Masked  bool
	Told    []toldLine
	Counted *figure // the figure that the entries of the list make up, if it is asked for
	Address string
	Query   register.Query
	Fields  web.Fields // of the filter
	Order   string
	Columns []registerColumn
	Rows    []registerRow
	Pager   web.Pager
	Empty   *web.Empty
	Exports string    // the query of the export's address
	Old     *web.Link // to make cases of what waits, nil for nothing
	May     struct{ Enter, Import, Export bool }
}

// A toldLine is one number above the list.
type toldLine struct {
	register.Told
	Address string
	Counts  bool // into the report
}

// A registerColumn is the head of a column.
type registerColumn struct {
	Label, Class, Address string
	Sorted                string // ascending, descending, "" for neither
}

// A registerRow is one entry in the list.
type registerRow struct {
	Address   string
	Cells     []registerCell
	Withdrawn bool
	State     string
}

// A registerCell is what an entry records in a column.
type registerCell struct {
	Label, Text, Class string
	Head               bool // the cell that names the row
}

func (d *Desk) register(w http.ResponseWriter, r *http.Request) error {
	b, err := d.bookOf(r)
	if err != nil {
		return err
	}
	f := b.filter(r.URL.Query())
	list, err := d.store.Entries(r.Context(), f)
	if err == nil && len(list.Entries) == 0 && list.Total > 0 { // beyond the last page
		f.Query.Page = (list.Total + register.PageSize - 1) / register.PageSize
		list, err = d.store.Entries(r.Context(), f)
	}
	if err != nil {
		return err
	}
	told, err := d.summary(r.Context(), b)
	if err != nil {
		return err
	}
	p := &registerPage{Page: b.page(b.Title()), Notice: b.done(r), Book: b.Description, Organ: b.organ.Name, Masked: b.open, Address: b.address(""), Query: f.Query,
		Fields: b.filterFields(r.URL.Query(), f.Query, d.store.Today()), Order: b.order(f.Query), Columns: b.columns(f.Query), Exports: f.Query.On(1).URL()}
	base := url.URL{Path: p.Address, RawQuery: trimQuestion(f.Query.URL())}
	p.Pager = web.NewPager(list.Total, f.Query.Page, register.PageSize, b.Noun, base)
	for _, t := range told {
		p.Told = append(p.Told, toldLine{t, b.address(t.Query.URL()), t.Query.State == register.Current && len(b.Figures) > 0})
	}
	for _, e := range list.Entries {
		p.Rows = append(p.Rows, b.row(e))
	}
	if p.Counted, err = d.counted(r, b, f.Query); err != nil {
		return err
	}
	if b.Key == register.Application.Key {
		if p.Old, err = d.waiting(r, b.organ.ID); err != nil {
			return err
		}
	}
	d.allowRegister(r, b, p)
	return d.area.Render(w, r, http.StatusOK, "register", p)
}

// counted is the figure whose entries the list shows: a period's total is one
// entry and many pieces.
func (d *Desk) counted(r *http.Request, b *book, q register.Query) (*figure, error) {
	if q.Counts == "" {
		return nil, nil
	}
	f, _ := b.Figure(q.Counts)
	n, err := d.store.FigureOn(r.Context(), b.organ.ID, f, q.Year, q.AsOf)
	if err != nil {
		return nil, err
	}
	shown := b.figure(b.organ.ID, f, q.Year, n, n)
	shown.AsOf = q.AsOf
	return &shown, nil
}

func trimQuestion(query string) string {
	if query == "" {
		return ""
	}
	return query[1:]
}

// allowRegister says what the person may do, and what to do where nothing is.
func (d *Desk) allowRegister(r *http.Request, b *book, p *registerPage) {
	may := func(a account.Action) bool {
		return d.store.May(r.Context(), visitOf(r).Account.ID, a, b.organ.ID) == nil
	}
	p.May.Enter, p.May.Import, p.May.Export = may(account.RegisterEnter), may(account.RegisterImport), may(account.RegisterExport)
	if p.Pager.Total > 0 {
		return
	}
	switch {
	case p.Query.IsNarrowed():
		p.Empty = &web.Empty{Fact: "没有找到符合条件的登记。", Next: "换一个词，或者放宽条件。", Links: []web.Link{{Text: "看全部登记", Address: p.Address}}}
	case p.May.Enter:
		p.Empty = &web.Empty{Fact: "还没有登记过。", Next: "可以一件一件登记，也可以从Excel、CSV导入，先试导入，不会直接写入。"}
	default:
		p.Empty = &web.Empty{Fact: "还没有登记过。", Next: "经办人登记以后会显示在这里。"}
	}
}

// columns are the heads of the list.
func (b *book) columns(q register.Query) []registerColumn {
	var all []registerColumn
	for _, f := range b.Columns() {
		c := registerColumn{Label: f.Label, Class: classOf(f)}
		if s := b.SortOf(f.Key); s != "" && !(b.open && s == register.SortParty) {
			c.Address = b.address(q.By(s).URL())
			if c.Address == b.address("") {
				c.Address += "?sort=day"
			}
			if q.Sort == s {
				c.Sorted = map[bool]string{true: "ascending", false: "descending"}[q.Ascending]
			}
		}
		all = append(all, c)
	}
	return all
}

func classOf(f *register.Field) string {
	switch f.Kind {
	case register.Money, register.Number:
		return "n"
	case register.Date:
		return "d"
	}
	return ""
}

// row is an entry in the list.
func (b *book) row(e store.Entry) registerRow {
	row := registerRow{Address: b.entryAddress(e.ID), Withdrawn: e.State == register.Withdrawn, State: e.State.Label()}
	v := b.values(e)
	for _, f := range b.Columns() {
		row.Cells = append(row.Cells, registerCell{f.Label, b.Listed(f.Key, v), classOf(f), f.Key == b.Number})
	}
	return row
}

// done tells what was done before the list is shown again.
func (b *book) done(r *http.Request) *web.Notice {
	switch r.URL.Query().Get("done") {
	case "imported":
		return &web.Notice{Kind: "ok", Says: []string{"导入完成，登记簿和年度报告的数字已经更新。30天内可以整批撤销。"}, Links: []web.Link{{Text: "导入记录", Address: b.address("/imports")}}}
	case "undone":
		return &web.Notice{Kind: "ok", Says: []string{"导入已撤销：新增的登记已作废，更新过的登记恢复原来的内容。"}}
	}
	return nil
}

// figure is a cell of the report that the register counts, as pages name it.
type figure struct {
	Label, Address string
	Year           int
	AsOf           calendar.Date // the day as of which it is, zero for the whole year
	Now, After     int64
	Unit           register.Unit
	Noun           string
}

// NowText and AfterText write the figure in its unit.
func (f figure) NowText() string   { return f.Unit.Text(f.Now) }
func (f figure) AfterText() string { return f.Unit.Text(f.After) }

// Says tells what becomes of the figure.
func (f figure) Says() string {
	if f.Now == f.After {
		return fmt.Sprintf("%d年度报告“%s”仍为%s", f.Year, f.Label, f.NowText())
	}
	return fmt.Sprintf("%d年度报告“%s”由%s变为%s", f.Year, f.Label, f.NowText(), f.AfterText())
}

// figureAddress is the cell of the report.
func figureAddress(at organ.ID, year int, code string) string {
	return reportAddress(at, year) + "#" + code
}
