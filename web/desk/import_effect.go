package desk

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
)

func dateOfMoment(t time.Time) calendar.Date { return calendar.BeijingDate(t) }

// stem is a file's name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// A countedIn is a figure in the report on a year.
type countedIn struct {
	code report.Code
	year int
}

// addedOf is what an entry adds to figures, times n; what stays there beyond a
// year is told for the first.
func addedOf(d *register.Description, v register.Values, n int64) map[countedIn]int64 {
	added := map[countedIn]int64{}
	for _, t := range d.TalliesOf(v) {
		f, _ := d.Figure(t.Code)
		if year := t.Year(f.Measure); year != 0 {
			added[countedIn{t.Code, year}] += n * t.N
		}
	}
	return added
}

// inOrder lists what figures are changed, the latest year first, in the order of
// the register's figures.
func inOrder(d *register.Description, added map[countedIn]int64) []countedIn {
	place := map[report.Code]int{}
	for i, f := range d.Figures {
		place[f.Code] = i
	}
	return slices.SortedFunc(maps.Keys(added), func(x, y countedIn) int {
		return cmp.Or(y.year-x.year, place[x.code]-place[y.code])
	})
}

// frozen says of which years of figures the report is published: what is
// registered now does not change it.
func (d *Desk) frozen(r *http.Request, figures []figure) (says []string, err error) {
	told := map[int]bool{}
	for _, f := range figures {
		if told[f.Year] || f.Now == f.After {
			continue
		}
		told[f.Year] = true
		v, err := d.store.Published(r.Context(), visitOf(r).organ.ID, f.Year, 0)
		if err == nil {
			says = append(says, fmt.Sprintf("%d年的年度报告已经发布（第%d版），已发布的内容不会改变；要改，请订正报告。", f.Year, v.N))
		} else if problem.Of(err).Kind != problem.KindNotFound {
			return nil, err
		}
	}
	return says, nil
}

// figure tells what becomes of a figure of the register.
func (b *book) figure(at organ.ID, f register.Figure, year int, now, after int64) figure {
	label, address := f.Name, ""
	if form := filing.Form(year); form.Has(f.Code) {
		label, address = form.Label(f.Code), figureAddress(at, year, string(f.Code))
	}
	return figure{Label: label, Address: address, Year: year, Now: now, After: after, Unit: f.Unit, Noun: f.Noun}
}

// effects are the figures of reports that an import would change, the latest
// year first.
func (d *Desk) effects(r *http.Request, b *book, run *register.DryRun) (all []figure, err error) {
	added := map[countedIn]int64{}
	count := func(v register.Values, sign int64) {
		for in, n := range addedOf(b.Description, v, sign) {
			added[in] += n
		}
	}
	for i := range run.New {
		count(run.New[i].Values(), 1)
	}
	for i := range run.Changed {
		p := &run.Changed[i]
		count(p.Former(), -1)
		count(p.Values(), 1)
	}
	for _, in := range inOrder(b.Description, added) {
		f, _ := b.Figure(in.code)
		if n := added[in]; n != 0 {
			now, err := d.store.Figure(r.Context(), b.organ.ID, f, in.year)
			if err != nil {
				return nil, err
			}
			all = append(all, b.figure(b.organ.ID, f, in.year, now, now+n))
		}
	}
	return all, nil
}
