package demo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
)

// A record is an entry of a register as it grows: an application that is
// answered, a problem that is solved. Each version replaces the one before from
// its day on.
type record struct {
	versions []version
	entered  int // how many of the versions are in the register
}

type version struct {
	on     calendar.Date // the first day on which it can be known
	values register.Values
}

// known is the latest version that can be known on a day and is not in the
// register yet.
func (r *record) known(day calendar.Date) (register.Values, bool) {
	n := r.entered
	for n < len(r.versions) && r.versions[n].on <= day {
		n++
	}
	if n == r.entered {
		return nil, false
	}
	r.entered = n
	return r.versions[n-1].values, true
}

// once is a record that does not change.
func once(on calendar.Date, v register.Values) *record {
	return &record{versions: []version{{on, v}}}
}

// then adds a version with some values more.
func (r *record) then(on calendar.Date, more register.Values) *record {
	v := register.Values{}
	for key, value := range r.versions[len(r.versions)-1].values {
		v[key] = value
	}
	for key, value := range more {
		v[key] = value
	}
	r.versions = append(r.versions, version{on, v})
	return r
}

// A drawer draws what one organ records in one register and year by chance.
type drawer struct {
	*office
	f    *filling
	year int
	*chanced
}

// records plans what the organ enters: every few months a file for each
// register, the last one lately.
func (f *filling) records(o *office) {
	for i, book := range register.All() {
		var all []*record
		for year := firstYear; year <= f.today.Year(); year++ {
			all = append(all, f.byHand(o, book.Key, f.draws(o.key, book.Key, year))...)
		}
		if len(all) == 0 {
			continue
		}
		for _, day := range f.importDays(o, o.monthsOf(book.Key)) {
			f.surely(day, 20+7*i, func(ctx context.Context) error { return f.importKnown(ctx, o, book, all) })
		}
	}
}

// monthsOf is after how many months the organ enters what happened: what is much
// oftener than what is little.
func (o *office) monthsOf(key register.Key) int {
	switch key {
	case register.Item.Key, register.Penalty.Key, register.MediaPost.Key, register.Application.Key:
		switch {
		case o.key == county || o.key == seedTown:
			return 3
		case o.isBusy || key == register.Application.Key && !o.isTown():
			return 6
		}
	}
	return 12
}

// importDays are the days on which an organ enters what has come together: the
// first working days after so many months, and one lately.
func (f *filling) importDays(o *office, months int) (days []calendar.Date) {
	stagger := 1 + (len(o.key)+len(o.name))%3
	days = append(days, workday(dateOf(firstYear, 1, 9)))
	for year := firstYear; year <= f.today.Year(); year++ {
		for month := months; month <= 12; month += months {
			begins := dateOf(year+month/12, month%12+1, 1)
			if begins <= f.today {
				days = append(days, calendar.National().After(begins-1, stagger))
			}
		}
	}
	if o.ended != "" {
		return append(days, workdayBefore(calendar.MustParse(o.ended)-2))
	}
	if lately := workdayBefore(f.today - 1); lately > days[len(days)-1] {
		days = append(days, lately)
	}
	return days
}

// importKnown imports what the organ knows on the day and has not entered.
func (f *filling) importKnown(ctx context.Context, o *office, book *register.Description, all []*record) error {
	today := f.s.Today()
	if !o.isThere(today) {
		return nil
	}
	var values []register.Values
	isNew := true
	for _, r := range all {
		was := r.entered
		if v, ok := r.known(today); ok {
			isNew = isNew && was == 0
			values = append(values, v)
		}
	}
	switch {
	case len(values) == 0:
		return nil
	case len(values) == 1 && isNew: // a single one is typed
		return f.enter(ctx, o, book, values[0])
	}
	return f.importAll(ctx, o, book, values)
}

func (f *filling) enter(ctx context.Context, o *office, book *register.Description, v register.Values) error {
	return f.take(ctx, o.clerk, store.Subject{Organ: o.id}, register.Enter{Register: book.Key, Values: v})
}

// importAll makes a file of entries as offices have it and imports that.
func (f *filling) importAll(ctx context.Context, o *office, book *register.Description, values []register.Values) error {
	var file bytes.Buffer
	rows := book.Export(func(yield func(register.Values, register.State) bool) {
		for _, v := range values {
			if !yield(v, register.Current) {
				return
			}
		}
	}, false)
	if err := csv.WriteRows(&file, rows); err != nil {
		return err
	}
	sheet, err := csv.ReadSheet(file.Bytes())
	if err != nil {
		return err
	}
	today := f.s.Today()
	batch, err := book.Import([]*paper.Sheet{sheet}, today)
	if err != nil {
		return fmt.Errorf("%s imports %s: %w", o.name, book.Key, err)
	}
	run, err := f.s.PlanImport(ctx, o.id, book.Key, batch)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(file.Bytes())
	name := book.Name + strconv.Itoa(today.Year()) + fmt.Sprintf("%02d%02d.csv", today.Month(), today.Day())
	step, err := run.Step(name, hex.EncodeToString(sum[:]))
	if err != nil {
		return errors.Join(fmt.Errorf("%s imports %s", o.name, book.Key), err)
	}
	f.files.keep(ctx, name, file.Bytes())
	return f.take(ctx, o.clerk, store.Subject{Organ: o.id}, store.Import{Import: step, Batch: batch})
}
