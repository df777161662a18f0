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
	Groups  []zeroGroup
	Told    []zeroTold
	Error   string
}

// zeroField begins the name of a register's box.
const zeroField = "zero."

// A zeroLine is a register without entries.
type zeroLine struct {
	Key             register.Key
	Name            string
	Address, Enters string // of the register, and of a new entry
	Cells           int    // of the form that wait for it
	Ticked          bool
}

// A zeroGroup is registers of one kind: those that tables wait for, and those
// that chapters alone tell.
type zeroGroup struct {
	Title, Says string
	Lines       []zeroLine
}

// A zeroTold is a register of which somebody has said that nothing happened.
type zeroTold struct {
	Name, By, Day string
	Overtaken     bool // entries have come since
}

// silentCells is how many of the registers the report cannot do without.
func silentCells(silent []filing.Silence) (n int) {
	for _, s := range silent {
		if s.Cells > 0 {
			n++
		}
	}
	return n
}

func (d *Desk) showZeros(w http.ResponseWriter, r *http.Request) error {
	l, err := d.live(r)
	if err != nil {
		return err
	}
	typed, kept := visitOf(r).typed()
	if !kept {
		typed = func(string) string { return "" }
	}
	p := d.zeroPage(r, l, typed)
	if kept {
		p.Notice = keptNotice
	}
	return d.area.Render(w, r, http.StatusOK, "report_zero", p)
}

func (d *Desk) zeroPage(r *http.Request, l *liveReport, typed func(string) string) *zeroPage {
	at := organAddress(l.Organ.ID)
	p := &zeroPage{Organ: l.Organ.Name, Year: l.Year, Address: l.Address, Person: visitOf(r).Account.Name, Version: l.Filing.Version, MayTell: l.mayEdit(account.ReportZero)}
	p.Page = web.Page{Title: "零报告 - " + l.Report.Title, Column: "年度报告", Current: at + "/reports",
		Crumb: []web.Link{{Text: "年度报告", Address: at + "/reports"}, {Text: strconv.Itoa(l.Year) + "年", Address: l.Address}, {Text: "零报告"}}}
	tables := zeroGroup{Title: "表里的数字等着确认的", Says: "不确认，报告不能送审核。"}
	chapters := zeroGroup{Title: "只在文字里写的", Says: "文字要写“没有”或者引用这些数字的，才需要确认。"}
	for _, s := range l.Facts.Silent() {
		line := zeroLine{Key: s.Key, Name: s.Name, Address: at + "/registers/" + string(s.Key), Cells: s.Cells, Ticked: typed(zeroField+string(s.Key)) != ""}
		line.Enters = line.Address + "/new"
		if s.Cells > 0 {
			tables.Lines = append(tables.Lines, line)
		} else {
			chapters.Lines = append(chapters.Lines, line)
		}
	}
	for _, g := range []zeroGroup{tables, chapters} {
		if len(g.Lines) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	for _, z := range l.Facts.Zeroed() {
		p.Told = append(p.Told, zeroTold{z.Name, z.By, z.On.Chinese(), z.Overtaken})
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
	for _, name := range slices.Sorted(maps.Keys(form)) {
		if key, ok := strings.CutPrefix(name, zeroField); ok {
			step.Registers = append(step.Registers, register.Key(key))
		}
	}
	_, err = d.store.Take(r.Context(), visitOf(r).Actor(), seen(l.Filing.Subject(), form.Get), step)
	if err == nil {
		return web.SeeOther(w, r, l.Address+"?done=zeros")
	}
	problems := d.problemsOf(r, err)
	if len(problems) == 0 {
		return err
	}
	p := d.zeroPage(r, l, form.Get)
	p.Error = problems[0].Sentence()
	if problems[0].Kind == problem.KindConflict {
		p.Notice = &web.Notice{Kind: "must", Title: "没有保存", Says: []string{problems[0].Sentence()}}
	}
	return d.area.Render(w, r, problems[0].Kind.Status(), "report_zero", p)
}
