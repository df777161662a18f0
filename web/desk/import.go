package desk

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/xlsx"
	"gongkai/web"
)

// An importsPage is where a file is chosen, and what was imported before.
type importsPage struct {
	web.Page
	Notice  *web.Notice
	Head    string
	Organ   string
	Field   web.Field
	Address string
	Period  int // days within which an import can be undone
	Imports []importLine
	Empty   *web.Empty
}

// An importLine is an import that was done.
type importLine struct {
	store.Batch
	Address string
	MayUndo bool
}

// Wrong is the field of the file when it is at fault.
func (p *importsPage) Wrong() []web.Field { return web.Fields{p.Field}.Wrong() }

func (d *Desk) importsPage(r *http.Request, b *book) (*importsPage, error) {
	done, err := d.store.Imports(r.Context(), b.organ.ID, b.Key)
	if err != nil {
		return nil, err
	}
	today := d.store.Today()
	period, _ := register.UndoPeriod.On(today.ISO())
	p := &importsPage{Page: b.page("导入"), Head: "导入" + b.Title(), Organ: b.organ.Name, Address: b.address("/imports"), Period: period.Value, Notice: b.done(r),
		Field: web.Field{Control: web.FileControl, Name: "file", Label: "要导入的文件", Accept: ".xlsx,.csv",
			Hint: fmt.Sprintf("Excel（.xlsx）或CSV，不超过%d MB、%s行。列名照导入模板，也认得常见的写法。", d.fileLimits().Bytes>>20, web.Thousands(strconv.Itoa(register.MaxImport)))}}
	for _, i := range done {
		p.Imports = append(p.Imports, importLine{i, b.address("/imports/undo/" + strconv.FormatInt(i.ID, 10)), i.UndoneAt.IsZero() && dateOfMoment(i.At).AddDays(period.Value) >= today})
	}
	if len(done) == 0 {
		p.Empty = &web.Empty{Fact: "还没有导入过。", Next: "可以从Excel、CSV导入历史登记，先试导入，不会直接写入。"}
	}
	return p, nil
}

func (d *Desk) imports(w http.ResponseWriter, r *http.Request) error {
	b, err := d.bookOf(r)
	if err != nil {
		return err
	}
	p, err := d.importsPage(r, b)
	if err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "import", p)
}

// uploadImport keeps the file by its hash and leads to the dry run, which has
// its own address: nothing is sent twice.
func (d *Desk) uploadImport(w http.ResponseWriter, r *http.Request) error {
	b, err := d.bookOf(r)
	if err != nil {
		return err
	}
	sum, err := d.keepImport(r, b)
	if err == nil {
		return web.SeeOther(w, r, b.tryAddress(sum, ""))
	}
	var told *problem.Error
	if !errors.As(err, &told) || told.Kind == problem.KindForbidden {
		return err
	}
	if web.IsTold(told) {
		d.server.LogFailure(r, err)
	}
	p, failed := d.importsPage(r, b)
	if failed != nil {
		return failed
	}
	p.Field.Error = told.Sentence()
	return d.area.Render(w, r, told.Kind.Status(), "import", p)
}

// keepImport keeps the file that was sent, if it can be read as entries, for its
// person to try.
func (d *Desk) keepImport(r *http.Request, b *book) (sum string, err error) {
	sent, err := sentFile(r)
	if err != nil {
		return "", err
	}
	if err := isSheet(attachment.CleanName(sent.Filename)); err != nil {
		return "", err
	}
	a, err := d.accept(r, sent)
	if errors.Is(err, attachment.ErrKind) {
		refused := *problem.Of(err)
		return "", refused.Try("导入只认Excel（.xlsx）和CSV；文件如有损坏，请重新导出")
	}
	if err != nil {
		return "", err
	}
	if _, err := d.batch(b, a.SHA256); err != nil {
		return "", err
	}
	return a.SHA256, d.store.KeepUpload(r.Context(), b.organ.ID, b.Key, visitOf(r).Account.ID, a.SHA256, a.Name)
}

func (b *book) tryAddress(sum, more string) string { return b.address("/imports/try/" + sum + more) }

// isSheet refuses by its name what cannot be imported, before it is looked at as
// the files of entries are.
func isSheet(name string) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".csv":
		return nil
	case ".xls", ".et":
		return problem.Invalid("“%s”是旧格式的表格，导入只认.xlsx和.csv", name).Try("请用Excel或WPS打开，另存为.xlsx后重新选择").At("file")
	}
	return problem.Invalid("“%s”不能导入，导入只认Excel（.xlsx）和CSV", name).Try("请选择表格文件，可以先下载导入模板").At("file")
}

// batch reads a kept file as entries of the register.
func (d *Desk) batch(b *book, sum string) (*register.Batch, error) {
	file, err := d.files.Open(sum)
	if err != nil {
		if problem.Of(err).Kind == problem.KindNotFound {
			return nil, problem.NotFound("试导入的文件已不在服务器上").Try("请重新选择文件试导入")
		}
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, d.fileLimits().Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("read import: %w", err)
	}
	sheets, err := sheetsOf(data)
	var unreadable *paper.Error
	switch {
	case errors.As(err, &unreadable):
		return nil, problem.Invalid("%s", unreadable.Says).Try("%s", unreadable.Try).At("file")
	case err != nil:
		return nil, err
	}
	return b.Import(sheets, d.store.Today())
}

// sheetsOf reads a workbook or CSV, told apart by how it begins.
func sheetsOf(data []byte) ([]*paper.Sheet, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK")):
		return xlsx.ReadSheets(data)
	}
	sheet, err := csv.ReadSheet(data)
	return []*paper.Sheet{sheet}, err
}

// A tryPage says what an import would do.
type tryPage struct {
	web.Page
	Notice  *web.Notice
	Organ   string
	Name    string
	Noun    string
	Run     *register.DryRun
	Before  string   // said where entries are dated before the organ began
	Frozen  []string // said where figures of published reports are changed
	Changes int      // in how many fields
	Bad     []register.BadLine
	Shown   []changedField
	Effects []figure
	Last    *store.Batch
	Form    int64
	Plan    string
	Rows    int // to be imported
	Address string
	BadFile string
	Another string
	Period  int
}

// A changedField is a field of an entry that the import would change.
type changedField struct {
	Number, Address string
	register.Change
}

// How much of a dry run is shown; the rest is in the file of bad lines, or shown
// by the entries themselves.
const (
	mostBad     = 200
	mostChanges = 200
)

// tried makes the dry run of the file of the address.
func (d *Desk) tried(r *http.Request) (*book, *tryPage, *register.Batch, error) {
	b, err := d.bookOf(r)
	if err != nil {
		return nil, nil, nil, err
	}
	sum := r.PathValue("file")
	name, err := d.store.Upload(r.Context(), b.organ.ID, b.Key, visitOf(r).Account.ID, sum)
	if err != nil {
		return nil, nil, nil, err
	}
	batch, err := d.batch(b, sum)
	if err != nil {
		return nil, nil, nil, err
	}
	run, err := d.store.PlanImport(r.Context(), b.organ.ID, b.Key, batch)
	if err != nil {
		return nil, nil, nil, err
	}
	period, _ := register.UndoPeriod.On(d.store.Today().ISO())
	p := &tryPage{Page: b.page("试导入", web.Link{Text: "导入", Address: b.address("/imports")}), Organ: b.organ.Name, Name: name, Noun: b.Noun, Run: run,
		Form: d.store.NewID(), Plan: run.Digest(), Rows: len(run.New) + len(run.Changed), Period: period.Value,
		Bad: run.Bad[:min(len(run.Bad), mostBad)], BadFile: b.tryAddress(sum, "/bad.xlsx"), Another: b.address("/imports"), Address: b.tryAddress(sum, "")}
	for i := range run.Changed {
		c := &run.Changed[i]
		p.Changes += len(c.Changes)
		for _, change := range c.Changes {
			if len(p.Shown) < mostChanges {
				p.Shown = append(p.Shown, changedField{c.Number, b.entryAddress(c.ID), change})
			}
		}
	}
	if run.Before > 0 {
		p.Before = run.Keeper.PrecedesSays(b.Description, run.Before)
	}
	if p.Effects, err = d.effects(r, b, run); err != nil {
		return nil, nil, nil, err
	}
	if p.Frozen, err = d.frozen(r, p.Effects); err != nil {
		return nil, nil, nil, err
	}
	last, err := d.store.Imports(r.Context(), b.organ.ID, b.Key)
	if err == nil && len(last) > 0 {
		p.Last = &last[0]
	}
	return b, p, batch, err
}

func (d *Desk) tryImport(w http.ResponseWriter, r *http.Request) error {
	_, p, _, err := d.tried(r)
	if err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "import_try", p)
}

// confirmImport does what the dry run has said, if it still says the same.
func (d *Desk) confirmImport(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	b, p, batch, err := d.tried(r)
	if err != nil {
		return err
	}
	form, err := strconv.ParseInt(typed("form"), 10, 64)
	if err != nil || form <= 0 {
		form = p.Form
	}
	if done, err := d.store.Import(r.Context(), b.organ.ID, form); err == nil && done.Account == visitOf(r).Account.ID { // sent twice
		return web.SeeOther(w, r, b.address("?done=imported"))
	}
	step, err := p.Run.Step(p.Name, r.PathValue("file"))
	if err == nil {
		step.Plan = typed("plan")
		on := store.Subject{Kind: store.BatchKind, Organ: b.organ.ID, ID: form}
		_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, store.Import{Import: step, Batch: batch})
	}
	if err == nil {
		return web.SeeOther(w, r, b.address("?done=imported"))
	}
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return err
	}
	p.Notice = &web.Notice{Kind: "must", Says: []string{problems[0].Sentence()}}
	return d.area.Render(w, r, problems[0].Kind.Status(), "import_try", p)
}

// badLines sends the lines with faults, each with what is wrong behind it.
func (d *Desk) badLines(w http.ResponseWriter, r *http.Request) error {
	b, p, _, err := d.tried(r)
	if err != nil {
		return err
	}
	saveAs(w, xlsxType, "有问题的行-"+stem(p.Name)+".xlsx")
	return xlsx.WriteRows(w, xlsx.Sheet{Title: "有问题的行", Name: b.Name, HeaderRows: 1}, p.Run.BadRows())
}

func (d *Desk) importTemplate(w http.ResponseWriter, r *http.Request) error {
	b, err := d.bookOf(r)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := xlsx.Write(&file, b.Template()); err != nil {
		return err
	}
	saveAs(w, xlsxType, b.Title()+"导入模板.xlsx")
	_, err = file.WriteTo(w)
	if err != nil {
		panic(http.ErrAbortHandler) // the browser has gone
	}
	return nil
}

func (d *Desk) undoForm(r *http.Request) (*formPage, sending, error) {
	b, err := d.bookOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	n, err := strconv.ParseInt(r.PathValue("import"), 10, 64)
	if err != nil {
		return nil, sending{}, web.NoPage()
	}
	i, err := d.store.Import(r.Context(), b.organ.ID, n)
	if err != nil {
		return nil, sending{}, err
	}
	p := &formPage{Page: b.page("撤销导入", web.Link{Text: "导入", Address: b.address("/imports")}), Head: "撤销导入“" + i.File + "”", Quiet: b.organ.Name + "　" + b.Title(),
		Notice: &web.Notice{Says: []string{fmt.Sprintf("撤销后，这次新增的%d%s作废，更新过的%d%s恢复原来的内容，年度报告的数字随之改变。", i.Entered, b.Noun, i.Corrected, b.Noun)}},
		Fields: web.Fields{{Control: web.AreaControl, Name: "reason", Label: "撤销的理由", Rows: 2}},
		Verb:   "撤销整批导入", Why: "登记不会删除：作废的仍可查看、可以恢复。", Back: web.Link{Text: "返回导入记录", Address: b.address("/imports")}}
	if !i.UndoneAt.IsZero() {
		p.stop(fmt.Sprintf("这次导入已由%s于%s撤销。", i.UndoneBy, web.Moment(i.UndoneAt)))
	}
	return p, sending{on: i.Subject(), next: b.address("?done=undone"), isDone: !i.UndoneAt.IsZero() && i.UndoneBy == visitOf(r).Account.Name,
		step: because(func(reason string) store.Step {
			return register.UndoImport{Register: b.Key, Import: i.ID, Reason: reason}
		})}, nil
}
