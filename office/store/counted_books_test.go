package store_test

import (
	"slices"
	"strings"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// A kept is an entry as a clerk with a good memory knows it.
type kept struct {
	id      int64
	of      register.Key
	v       register.Values
	current bool
	year    int // in which it was entered
}

// An imported is an import as that clerk knows it.
type imported struct {
	on     store.Subject
	of     register.Key
	made   []*kept
	former map[*kept]register.Values // what the corrected recorded before
	year   int
	day    calendar.Date
	over   bool // undone, or something of it was changed since
}

// The books of a township: every step goes to the office and into a memory of
// what the registers hold, which knows by itself what the office must refuse.
type books struct {
	*draw
	t       *testing.T
	o       *storetest.Office
	all     []*kept
	imports []*imported
	done    map[string]int // steps, by their name
	refused map[string]int
}

func (b *books) take(step store.Step, on store.Subject) (store.Taken, error) {
	on.Organ = b.o.Township
	return b.o.Take(b.t.Context(), b.o.Clerk, on, step)
}

// expects holds what the office says of a step against what the memory says:
// refused is why it must be, "" where it must not.
func (b *books) expects(name, refused string, err error) bool {
	b.t.Helper()
	switch told := problem.Of(err); {
	case err == nil && refused == "":
		b.done[name]++
		return true
	case err == nil:
		b.t.Fatalf("%s was done, want it refused: %s", name, refused)
	case refused == "":
		b.t.Fatalf("%s was refused: %v", name, err)
	case told.Says == "" || told.Advice == "":
		b.t.Errorf("%s: %v says too little", name, err)
	}
	b.refused[refused]++
	return false
}

// wrong says why a register cannot hold entries beside the others there are, ""
// where it can: none of them may have the identity of another, and no total lie
// over what counts the same.
func (b *books) wrong(of register.Key, without []*kept, now ...register.Values) string {
	var beside []register.Values
	for _, e := range b.all {
		if e.of == of && e.current && !slices.Contains(without, e) {
			beside = append(beside, e.v)
		}
	}
	for i, v := range now {
		for _, w := range append(now[:i:i], beside...) {
			switch {
			case identity(of, v) == identity(of, w):
				return "the same number twice"
			case doubles(of, v, w):
				return "a total over what it counts"
			}
		}
	}
	return ""
}

// identity is what tells two entries of a register apart.
func identity(of register.Key, v register.Values) string {
	switch of {
	case "item":
		return v["title"] + " " + v["published_on"] + " " + v["number"]
	case "media_account":
		return v["name"] + " " + v["platform"] + " " + v["opened_on"]
	case "media_post":
		return v["title"] + " " + v["published_on"] + " " + v["platform"]
	case "activity":
		return v["title"] + " " + v["held_on"] + " " + v["kind"]
	case "problem":
		return v["title"] + " " + v["found_on"]
	}
	return v["number"]
}

// doubles says that two entries would count the same thing twice.
func doubles(of register.Key, v, w register.Values) bool {
	day := "decided_on"
	switch of {
	case "licence", "penalty", "coercion":
	case "media_post":
		day = "published_on"
		if platformOf(v) != platformOf(w) {
			return false
		}
	default:
		return false
	}
	first := func(v register.Values) string {
		if v["extent"] == "total" {
			return v["from_on"]
		}
		return v[day]
	}
	return (v["extent"] == "total" || w["extent"] == "total") && first(v) <= w[day] && first(w) <= v[day]
}

// some draws an entry for which ok holds, nil where there is none.
func (b *books) some(ok func(*kept) bool) *kept {
	var fit []*kept
	for _, e := range b.all {
		if ok(e) {
			fit = append(fit, e)
		}
	}
	if len(fit) == 0 {
		return nil
	}
	return fit[b.IntN(len(fit))]
}

// touch notes that entries were changed: no import that made them can be undone
// as a whole any more.
func (b *books) touch(by *imported, entries ...*kept) {
	for _, i := range b.imports {
		for _, e := range entries {
			_, corrected := i.former[e]
			i.over = i.over || i != by && (corrected || slices.Contains(i.made, e))
		}
	}
}

func (b *books) book() register.Key {
	all := register.All()
	return all[b.IntN(len(all))].Key
}

// fresh is the key of an entry that is not there, now and then of one that is
// or was.
func (b *books) fresh(of register.Key, year int) key {
	if e := b.some(func(e *kept) bool { return e.of == of && e.year == b.year }); e != nil && b.chance(12) {
		return keyOf(of, e.v)
	}
	return key{name: b.name(), day: b.day(year)}
}

func (b *books) enter(year int) {
	of := b.book()
	v := b.entry(of, b.fresh(of, year))
	taken, err := b.take(register.Enter{Register: of, Values: v}, store.Subject{})
	if b.expects("enter", b.wrong(of, nil, v), err) {
		b.all = append(b.all, &kept{taken.Subject.ID, of, v, true, year})
	}
}

// correct draws an entry anew, mostly under its number.
func (b *books) correct(year int, ok func(*kept) bool) {
	e := b.some(func(e *kept) bool { return e.current && ok(e) })
	if e == nil {
		return
	}
	k := key{name: e.v[descriptionOf(e.of).Number], day: b.day(year)}
	if b.chance(4) {
		k = b.fresh(e.of, year)
	}
	b.change(e, b.entry(e.of, k), "correct")
}

func (b *books) change(e *kept, v register.Values, name string) {
	if v.Equal(e.v) {
		return
	}
	_, err := b.take(register.Correct{Register: e.of, Values: v, Reason: "录入有误"}, store.Subject{ID: e.id, Version: store.AnyVersion})
	if b.expects(name, b.wrong(e.of, []*kept{e}, v), err) {
		e.v = v
		b.touch(nil, e)
	}
}

// end ends in a year what was left open in one before.
func (b *books) end(year int) {
	e := b.some(func(e *kept) bool {
		field, ok := closings[e.of]
		return ok && e.current && e.v[field] == "" && e.v["stock"] == "" && e.v["expires_on"] == ""
	})
	if e == nil {
		return
	}
	v := register.Values{}
	for field, text := range e.v {
		v[field] = text
	}
	if on := b.day(year); on >= v.Date(descriptionOf(e.of).Day) && b.close(e.of, v, on) {
		b.change(e, v, "end")
	}
}

func (b *books) withdraw(ok func(*kept) bool) {
	if e := b.some(func(e *kept) bool { return e.current && ok(e) }); e != nil {
		_, err := b.take(register.Withdraw{Register: e.of, Reason: "重复登记"}, store.Subject{ID: e.id, Version: store.AnyVersion})
		b.expects("withdraw", "", err)
		e.current = false
		b.touch(nil, e)
	}
}

func (b *books) reinstate(ok func(*kept) bool) {
	e := b.some(func(e *kept) bool { return !e.current && ok(e) })
	if e == nil {
		return
	}
	_, err := b.take(register.Reinstate{Register: e.of, Reason: "作废有误"}, store.Subject{ID: e.id, Version: store.AnyVersion})
	if b.expects("reinstate", b.wrong(e.of, nil, e.v), err) {
		e.current = true
		b.touch(nil, e)
	}
}

// bring imports a file of new entries and of some that are there, drawn anew.
func (b *books) bring(year int, ok func(*kept) bool) {
	of := b.book()
	i := &imported{of: of, former: map[*kept]register.Values{}, year: year, day: b.until}
	var rows []register.Values
	for range 1 + b.IntN(8) {
		v := b.entry(of, key{name: b.name(), day: b.day(year)})
		i.made, rows = append(i.made, &kept{0, of, v, true, year}), append(rows, v)
	}
	for range b.IntN(4) {
		e := b.some(func(e *kept) bool { return e.of == of && e.current && ok(e) && i.former[e] == nil })
		if e == nil {
			break
		}
		k := keyOf(of, e.v)
		if !k.kept && len(descriptionOf(of).With) == 0 {
			k.day = b.day(year)
		}
		if v := b.entry(of, k); !v.Equal(e.v) {
			i.former[e], rows = e.v, append(rows, v)
		}
	}
	b.importAll(i, rows)
}

// importAll imports rows: those that the import makes, then those of the
// entries it corrects.
func (b *books) importAll(i *imported, rows []register.Values) {
	d := descriptionOf(i.of)
	batch := b.o.ReadRows(b.t, d, rows)
	run, err := b.o.PlanImport(b.t.Context(), b.o.Township, i.of, batch)
	if err != nil || run.BadLines > 0 || len(run.New) != len(i.made) || len(run.Changed) != len(i.former) {
		b.t.Fatalf("dry run of %v: %v, %d new, %d changed, faults %+v; want %d new and %d changed", rows, err, len(run.New), len(run.Changed), run.Bad, len(i.made), len(i.former))
	}
	step, err := run.Step("导入.csv", strings.Repeat("ab", 32))
	if err != nil {
		b.t.Fatal(err)
	}
	var corrected []*kept
	for e := range i.former {
		corrected = append(corrected, e)
	}
	taken, err := b.take(store.Import{Import: step, Batch: batch}, store.Subject{})
	if !b.expects("import", b.wrong(i.of, corrected, rows...), err) {
		return
	}
	for _, v := range rows[len(i.made):] {
		for _, e := range corrected {
			if identity(i.of, e.v) == identity(i.of, v) {
				e.v = v
				break
			}
		}
	}
	for _, e := range i.made {
		there, ok, err := b.o.EntryNumbered(b.t.Context(), b.o.Township, i.of, d.Row(e.v).Number)
		if err != nil || !ok {
			b.t.Fatalf("%v was imported and is not there: %v", e.v, err)
		}
		e.id = there.ID
	}
	i.on = taken.Subject
	b.touch(i, corrected...)
	b.all, b.imports = append(b.all, i.made...), append(b.imports, i)
}

// undo takes an import of the year back.
func (b *books) undo(year int) {
	var fit []*imported
	for _, i := range b.imports {
		if i.year == year {
			fit = append(fit, i)
		}
	}
	if len(fit) == 0 {
		return
	}
	i := fit[b.IntN(len(fit))]
	var back []register.Values
	var corrected []*kept
	for e, v := range i.former {
		back, corrected = append(back, v), append(corrected, e)
	}
	refused := "something of the import was changed since"
	switch {
	case b.until >= i.day.AddDays(30):
		refused = "an import of long ago"
	case !i.over:
		refused = b.wrong(i.of, append(corrected, i.made...), back...)
	}
	_, err := b.take(register.UndoImport{Register: i.of, Import: i.on.ID, Reason: "导错文件"}, i.on)
	if !b.expects("undo", refused, err) {
		return
	}
	i.over = true
	for _, e := range i.made {
		e.current = false
	}
	for e, v := range i.former {
		e.v = v
	}
	b.touch(i, append(corrected, i.made...)...)
}

func descriptionOf(of register.Key) *register.Description {
	d, _ := register.Of(of)
	return d
}

// step takes one random step about a year; ok says which entries it may change.
func (b *books) step(year int, ok func(*kept) bool) {
	switch b.IntN(12) {
	case 0, 1:
		b.correct(year, ok)
	case 2, 3:
		b.end(year)
	case 4:
		b.withdraw(ok)
	case 5:
		b.reinstate(ok)
	case 6, 7:
		b.bring(year, ok)
	case 8:
		b.undo(year)
	default:
		b.enter(year)
	}
}

// at sets the day of the office: nothing later has happened.
func (b *books) at(day string, year int) {
	b.o.Clock.Set(day)
	b.until, b.year = calendar.MustParse(day), year
}
