package desk

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/web"
)

// A zeroPage lists the registers that record nothing of the year, for a named
// person to say of each that nothing happened (零报告). Nothing is ticked
// beforehand.
type zeroPage struct {
	web.Page
	Notice  *web.Notice
	Organ   string
	Year    int
	Address string // of the report
	Person  string // who confirms
	Version int64
	MayTell bool
	Silent  []zeroLine
	Told    []zeroTold
	Error   string
}

// zeroField begins the name of a register's box.
const zeroField = "zero."

// A zeroLine is a register without entries.
type zeroLine struct {
	Key             register.Key
	Name, Basis     string
	Address, Enters string // of the register, and of a new entry
	Cells           int
	Ticked          bool
}

// A zeroTold is a register of which somebody has said that nothing happened.
type zeroTold struct {
	Name, By, Day string
	Overtaken     bool // entries have come since
}

func (d *Desk) showZeros(w http.ResponseWriter, r *http.Request) error {
	l, err := d.live(r)
	if err != nil {
		return err
	}
	p := d.zeroPage(r, l, nil)
	if typed, kept := visitOf(r).typed(); kept {
		p.Notice = keptNotice
		for i := range p.Silent {
			p.Silent[i].Ticked = typed(zeroField+string(p.Silent[i].Key)) != ""
		}
	}
	return d.area.Render(w, r, http.StatusOK, "report_zero", p)
}

func (d *Desk) zeroPage(r *http.Request, l *liveReport, ticked map[register.Key]bool) *zeroPage {
	at := organAddress(l.Organ.ID)
	p := &zeroPage{Organ: l.Organ.Name, Year: l.Year, Address: l.Address, Person: visitOf(r).Account.Name, Version: l.Filing.Version, MayTell: l.mayEdit(account.ReportFigure)}
	p.Page = web.Page{Title: "零报告 - " + l.Report.Title, Column: "年度报告", Current: at + "/reports",
		Crumb: []web.Link{{Text: "年度报告", Address: at + "/reports"}, {Text: strconv.Itoa(l.Year) + "年", Address: l.Address}, {Text: "零报告"}}}
	form := filing.Form(l.Year)
	for _, book := range l.Silent {
		line := zeroLine{Key: book.Key, Name: book.Name, Address: at + "/registers/" + string(book.Key), Cells: len(book.FiguresIn(form.Name)), Ticked: ticked[book.Key]}
		if len(book.Basis) > 0 {
			line.Basis = book.Basis[0].String()
		}
		line.Enters = line.Address + "/new"
		p.Silent = append(p.Silent, line)
	}
	for _, book := range register.All() {
		if z, ok := l.Zeros[book.Key]; ok {
			speaks := false
			for _, f := range book.FiguresIn(form.Name) {
				speaks = speaks || l.Origins[f.Code] == filing.Counted
			}
			p.Told = append(p.Told, zeroTold{book.Name, z.By, z.On.Chinese(), speaks})
		}
	}
	return p
}

func (d *Desk) confirmZeros(w http.ResponseWriter, r *http.Request) error {
	form, err := formOf(r)
	if err != nil {
		return err
	}
	l, err := d.live(r)
	if err != nil {
		return err
	}
	step := filing.ConfirmZeros{}
	ticked := map[register.Key]bool{}
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if key, ok := strings.CutPrefix(name, zeroField); ok {
			ticked[register.Key(key)] = true
			step.Registers = append(step.Registers, register.Key(key))
		}
	}
	on := l.Filing.Subject()
	on.Version = versionIn(form.Get, on.Version)
	_, err = d.store.Take(r.Context(), visitOf(r).Actor(), on, step)
	if err == nil {
		return web.SeeOther(w, r, l.Address+"?done=zeros")
	}
	problems := problemsOf(err)
	if len(problems) == 0 {
		return err
	}
	p := d.zeroPage(r, l, ticked)
	p.Error = problems[0].Sentence()
	if problems[0].Kind == problem.KindConflict {
		p.Notice = &web.Notice{Kind: "must", Title: "没有保存", Says: []string{problems[0].Sentence()}}
	}
	return d.area.Render(w, r, problems[0].Kind.Status(), "report_zero", p)
}
