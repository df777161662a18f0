package register

import (
	"net/url"
	"strconv"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/report"
)

// A Sort names a column of [Row] by which the list can be sorted.
type Sort string

// The columns to sort by. SortEntered is when the entry was first made.
const (
	SortDay     Sort = "day"
	SortNumber  Sort = "number"
	SortParty   Sort = "party"
	SortAmount  Sort = "amount"
	SortEntered Sort = "entered"
)

// PageSize is how many entries a page of the list shows.
const PageSize = 50

// maxPage keeps what an address may ask for within what a database can count
// off.
const maxPage = 1_000_000

// A Query is what a person looks for in a register. The zero values ask for
// everything; withdrawn entries are part of everything and marked.
type Query struct {
	Text        string        // in Row.Search
	Year        int           // of Row.Day, 0 all
	From, Until calendar.Date // of Row.Day, both included
	Kind        string        // key of an option of the Kind field
	State       State         // "" both
	// Counts asks for the entries that make up a figure of the report on Year;
	// "" all.
	Counts report.Code
	// AsOf asks for those that made it up on a day of that Year; zero is the whole
	// year.
	AsOf      calendar.Date
	Sort      Sort // SortDay unless said
	Ascending bool // the latest stands first unless said
	Page      int  // from 1
}

// Query reads a query from the parameters of an address. What it does not
// understand it leaves out, so that an old or mistyped address still shows the
// list.
func (d *Description) Query(from url.Values) Query {
	q := Query{Text: tidyLine(from.Get("q")), Sort: SortDay, Page: 1}
	if r := []rune(q.Text); len(r) > maxText {
		q.Text = string(r[:maxText])
	}
	if n, err := strconv.Atoi(tidyDigits(from.Get("year"))); err == nil && n >= EarliestDay.Year() && n <= 9999 {
		q.Year = n
	}
	q.From, q.Until = queryDay(from.Get("from")), queryDay(from.Get("until"))
	if q.From > q.Until && !q.Until.IsZero() {
		q.From, q.Until = q.Until, q.From
	}
	if f := d.Field(d.Kind); f != nil && f.Option(from.Get("kind")) != nil {
		q.Kind = from.Get("kind")
	}
	if f, ok := d.Figure(report.Code(from.Get("counts"))); ok && q.Year != 0 {
		q.Counts = f.Code
		if day := queryDay(from.Get("as_of")); !day.IsZero() && day.Year() == q.Year {
			q.AsOf = day
		}
	}
	if s := State(from.Get("state")); s == Current || s == Withdrawn {
		q.State = s
	}
	if s := Sort(from.Get("sort")); d.SortsBy(s) {
		q.Sort = s
	}
	q.Ascending = from.Get("order") == "asc"
	if n, err := strconv.Atoi(tidyDigits(from.Get("page"))); err == nil && n >= 1 {
		q.Page = min(n, maxPage)
	}
	return q
}

func tidyDigits(text string) string { return strings.TrimSpace(narrow(text)) }

// queryDay reads a date of an address, the zero Date where there is none.
func queryDay(text string) calendar.Date {
	day, err := calendar.ParseWritten(text)
	if err != nil || day < EarliestDay {
		return 0
	}
	return day
}

// SortsBy says whether the register has the column.
func (d *Description) SortsBy(s Sort) bool {
	switch s {
	case SortDay, SortNumber, SortEntered:
		return true
	case SortParty:
		return d.Party != ""
	case SortAmount:
		return d.Amount != ""
	}
	return false
}

// SortOf returns how the list sorts by a field, "" where it cannot.
func (d *Description) SortOf(key string) Sort {
	switch key {
	case "":
		return ""
	case d.Day:
		return SortDay
	case d.Number:
		return SortNumber
	case d.Party:
		return SortParty
	case d.Amount:
		return SortAmount
	}
	return ""
}

// URL returns the parameters of an address that asks the query again, the same
// for equal queries and "" for the one that asks for everything.
func (q Query) URL() string {
	v := url.Values{}
	set := func(key, value string, isDefault bool) {
		if !isDefault {
			v.Set(key, value)
		}
	}
	set("q", q.Text, q.Text == "")
	set("year", strconv.Itoa(q.Year), q.Year == 0)
	set("from", q.From.String(), q.From.IsZero())
	set("until", q.Until.String(), q.Until.IsZero())
	set("kind", q.Kind, q.Kind == "")
	set("counts", string(q.Counts), q.Counts == "")
	set("as_of", q.AsOf.String(), q.AsOf.IsZero())
	set("state", string(q.State), q.State == "")
	set("sort", string(q.Sort), q.Sort == "" || q.Sort == SortDay)
	set("order", "asc", !q.Ascending)
	set("page", strconv.Itoa(q.Page), q.Page <= 1)
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

// On returns the query for another page of the same list.
func (q Query) On(page int) Query {
	q.Page = page
	return q
}

// By returns the query sorted by a column, from its first page; asked again it
// turns the order round.
func (q Query) By(s Sort) Query {
	q.Ascending = q.Sort == s && !q.Ascending
	q.Sort, q.Page = s, 1
	return q
}

// IsNarrowed says whether anything is filtered out, so that an empty list means
// that nothing was found, not that nothing is there.
func (q Query) IsNarrowed() bool {
	return q.Text != "" || q.Year != 0 || !q.From.IsZero() || !q.Until.IsZero() || q.Kind != "" || q.State != "" || q.Counts != ""
}

// NarrowsFigure says whether a query for the entries of a figure leaves some of
// them out.
func (q Query) NarrowsFigure() bool {
	return q.Text != "" || !q.From.IsZero() || !q.Until.IsZero() || q.Kind != "" || q.State == Withdrawn
}

// Counted is [Measure.Period] of the figure that is asked for, up to the day as
// of which it is.
func (q Query) Counted(m Measure) (from, until calendar.Date) { return m.PeriodTo(q.Year, q.AsOf) }

// Period returns the days between which Row.Day must lie, both included: the
// year and the dates together. A zero Date is no limit. What counts in a figure
// of the year is asked of its tallies and not of this day.
func (q Query) Period() (from, until calendar.Date) {
	from, until = q.From, q.Until
	if q.Year == 0 || q.Counts != "" { // an entry may count in another year than its own
		return from, until
	}
	first, last := Counted.Period(q.Year)
	if until.IsZero() || until > last {
		until = last
	}
	return max(from, first), until
}
