package desk

import (
	"cmp"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report/filing"
)

func dateOfMoment(t time.Time) calendar.Date { return calendar.BeijingDate(t) }

// stem is a file's name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// effects are the figures of reports that an import would change, the latest
// year first.
func (d *Desk) effects(r *http.Request, b *book, run *register.DryRun) (all []figure, err error) {
	added := map[*register.Figure]map[int]int64{}
	for i := range b.Description.Figures {
		added[&b.Description.Figures[i]] = map[int]int64{}
	}
	count := func(v register.Values, sign int64) {
		row := b.countedRow(v)
		for f, years := range added {
			year := row.Day.Year()
			years[year] += sign * f.Of(func(yield func(register.Row) bool) { yield(row) }, year)
		}
	}
	for i := range run.New {
		count(run.New[i].Values(), 1)
	}
	for i := range run.Changed {
		if p := &run.Changed[i]; b.isCounted(p.Changes) {
			after := p.Values()
			count(b.former(after, p.Changes, d.store.Today()), -1)
			count(after, 1)
		}
	}
	for f, years := range added {
		for year, n := range years {
			form := filing.Form(year)
			if n == 0 || !form.Has(f.Code) {
				continue
			}
			now, err := d.store.Figure(r.Context(), b.organ.ID, b.Description, *f, year)
			if err != nil {
				return nil, err
			}
			all = append(all, figure{form.Label(f.Code), figureAddress(b.organ.ID, year, string(f.Code)), year, now, now + n})
		}
	}
	slices.SortFunc(all, func(x, y figure) int { return cmp.Or(y.Year-x.Year, strings.Compare(x.Label, y.Label)) })
	return all, nil
}

// countedRow is what of an entry figures are made of, without the texts that
// the search looks in, which take long to make.
func (b *book) countedRow(v register.Values) register.Row {
	counted := register.Values{}
	for _, key := range []string{b.Day, b.Until, b.Kind, b.Amount} {
		if v[key] != "" {
			counted[key] = v[key]
		}
	}
	return b.Row(counted)
}

// isCounted says whether a change touches what figures are made of.
func (b *book) isCounted(changes []register.Change) bool {
	return slices.ContainsFunc(changes, func(c register.Change) bool {
		return slices.Contains([]string{b.Day, b.Until, b.Kind, b.Amount}, c.Key)
	})
}

// former is what the entry records before the changes.
func (b *book) former(after register.Values, changes []register.Change, today calendar.Date) register.Values {
	values, _ := b.Read(func(key string) string {
		for _, c := range changes {
			if c.Key == key {
				return c.Now
			}
		}
		return b.Typed(key, after)
	}, today)
	return values
}
