package demo

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/attachment"
	"gongkai/office/store"
)

// The years of which there is a report at least.
const (
	firstYear = 2023
	lastYear  = 2025
)

// A filling is the demonstration while it is made.
type filling struct {
	s       *store.Store
	files   *folder
	now     time.Time     // the real moment, before which everything happens
	today   calendar.Date // its Beijing date
	at      time.Time     // the moment that the records take for the present
	offices []*office
	by      map[string]*office
	admins  [3]person // of the three administrators, in the order of [store.SetupRoles]
	viewer  person
	agenda  []deed
}

// A deed is something that somebody does at a moment.
type deed struct {
	at time.Time
	do func(context.Context) error
}

// Fill makes the demonstration in records that are empty. The clock of the
// records walks from the first day to the present of [store.Store.Now], which
// it has again afterwards. Files that are imported are kept in the folder, as
// those of an office are. Nobody else may use the records meanwhile. What was
// begun and not ended cannot be gone on with; see [Ready].
func Fill(ctx context.Context, s *store.Store, files *attachment.Folder) error {
	f := &filling{s: s, files: newFolder(files), now: s.Now(), by: map[string]*office{}}
	f.today = calendar.BeijingDate(f.now)
	if f.today.Year() <= lastYear {
		return problem.Invalid("这台机器的日期是%s", f.today.Chinese()).Try("演示数据讲的是%d年至%d年以后的事，请先校准日期", firstYear, lastYear)
	}
	clock, hasher := s.Now, s.Hasher
	defer func() { s.Now, s.Hasher = clock, hasher }()
	s.Now = func() time.Time { return f.at }
	s.Hasher = account.NewOpenHasher() // the password is printed for everybody
	f.meet()
	err := errors.Join(f.live(ctx), f.files.wait())
	switch {
	case ctx.Err() != nil:
		return problem.Conflict("演示数据没有填完就停止了").Try(unfilledAdvice)
	case err != nil:
		return fmt.Errorf("fill demonstration: %w", err)
	}
	f.walk(f.now)
	_, err = s.Take(ctx, filler, f.of(county).subject(store.SiteKind), store.FillDemo{})
	return err
}

// live has everything happen, each at its moment.
func (f *filling) live(ctx context.Context) error {
	if err := f.begin(ctx); err != nil {
		return err
	}
	f.plan()
	slices.SortStableFunc(f.agenda, func(a, b deed) int { return a.at.Compare(b.at) })
	for _, d := range f.agenda {
		f.walk(d.at)
		if err := d.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", f.at.Format(time.DateTime), err)
		}
	}
	return nil
}

// filler is who sets the demonstration up and ends it.
var filler = store.Actor{Operator: true, Name: "演示程序"}

// walk moves the clock on, never back and never beyond the present.
func (f *filling) walk(at time.Time) {
	if at.After(f.now) {
		at = f.now
	}
	if at.After(f.at) {
		f.at = at
	}
}

// plan notes everything that happens after the county was set up.
func (f *filling) plan() {
	f.staffing()
	f.changes()
	f.mistakes()
	f.cases()
	for _, o := range f.offices {
		f.records(o)
		f.reports(o)
	}
	f.drafts()
}

// later notes a deed for a moment of a day, by minutes. What would lie after today
// is left out.
func (f *filling) later(day calendar.Date, minute int, do func(context.Context) error) {
	if day <= f.today {
		f.surely(day, minute, do)
	}
}

// surely is later for what has to have happened, as a report that is due: what
// would lie after today happens at the present moment, in its order.
func (f *filling) surely(day calendar.Date, minute int, do func(context.Context) error) {
	f.agenda = append(f.agenda, deed{momentOf(day, minute), do})
}

// momentOf is so many minutes after half past eight in the morning in Beijing.
func momentOf(day calendar.Date, minute int) time.Time {
	return time.Date(day.Year(), time.Month(day.Month()), day.Day(), 0, 30+minute, 0, 0, time.UTC)
}

// of returns the organ of a key.
func (f *filling) of(key string) *office { return f.by[key] }

// subject is what a step on the organ's records names.
func (o *office) subject(kind store.Kind) store.Subject {
	return store.Subject{Kind: kind, Organ: o.id, Version: store.AnyVersion}
}

// years lists the years of which there are reports, the first first.
func (f *filling) years() (all []int) {
	for year := firstYear; year < f.today.Year(); year++ {
		all = append(all, year)
	}
	return all
}

// A chanced draws by chance for one purpose: the same on every day the
// demonstration is made, whatever else is drawn.
type chanced struct{ *rand.Rand }

func newChance(purpose ...any) *chanced {
	h := fnv.New64a()
	fmt.Fprint(h, purpose...)
	return &chanced{rand.New(rand.NewPCG(0x676f6e676b6169, h.Sum64()))}
}

// workday is the first working day from a day on. Of years whose holidays are
// not known the weekends are left out.
func workday(day calendar.Date) calendar.Date {
	return calendar.National().After(day-1, 1)
}

// workdayBefore is the last working day up to a day.
func workdayBefore(day calendar.Date) calendar.Date {
	return calendar.National().Before(day+1, 1)
}

// dateOf is a day that exists.
func dateOf(year, month, day int) calendar.Date {
	d, ok := calendar.DateOf(year, month, day)
	if !ok {
		panic(fmt.Sprintf("demo: no day %d-%d-%d", year, month, day)) // a slip in our tables
	}
	return d
}

// pick returns one of the texts.
func (c *chanced) pick(of ...string) string { return of[c.IntN(len(of))] }

// around varies a number of a year by a fifth at most.
func (c *chanced) around(n int) int {
	if n < 3 {
		return n
	}
	spread := max(1, n/5)
	return n - spread + c.IntN(2*spread+1)
}

// between returns a working day of a period, the last one where what is drawn
// lies behind it.
func (c *chanced) between(from, until calendar.Date) calendar.Date {
	day := workday(from.AddDays(c.IntN(max(1, int(until-from)+1))))
	if day > until {
		day = workdayBefore(until)
	}
	return max(day, from)
}
