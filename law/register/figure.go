package register

import (
	"strconv"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/report"
)

// A Figure is a sum over the entries of a register: a cell of the report, or a
// fact that a chapter tells. Entries withdrawn never count.
type Figure struct {
	Code report.Code
	// Editions are the editions of the form that have the cell, by name; none of
	// a fact.
	Editions []string
	Measure  Measure
	// Name is what chapters call a fact, unique in the program: 主动公开政府信息;
	// "" of a cell, which the form names.
	Name string
	Noun string // what it is counted in: 条, 件, 元
	Unit Unit
	Cite law.Citation
	// Unverified says in one Chinese sentence what no text at hand confirms
	// about how the figure is counted, "" when nothing.
	Unverified string
}

// A Unit says what the sum of a figure is made of.
type Unit uint8

// The units.
const (
	Pieces Unit = iota // counted things
	Cents              // 分: a cell shows 万元, a fact 元
)

// Text writes a sum for people: 1,234, and 分 as 元.
func (u Unit) Text(n int64) string {
	text := strconv.FormatInt(n, 10)
	if u == Cents {
		text = yuan(text)
	}
	return grouped(text)
}

// A Measure says what a figure measures in a year.
type Measure string

const (
	// Counted is the sum of what has its day in the year.
	Counted Measure = "counted"
	// InForce is the sum of what is there on 31 December.
	InForce Measure = "in_force"
	// InForceBefore is the sum of what is there on 31 December of the year
	// before: what the year begins with.
	InForceBefore Measure = "in_force_before"
)

// IsStock says whether the measure looks at one day and not at a year.
func (m Measure) IsStock() bool { return m != Counted }

// Period returns the first and the last day that [Tally.Day] may have for an
// entry to count in a year; both days belong to it. The last is also the day of
// a stock.
func (m Measure) Period(year int) (from, until calendar.Date) {
	if m == InForceBefore {
		year--
	}
	from, _ = calendar.DateOf(year, 1, 1)
	until, _ = calendar.DateOf(year, 12, 31)
	if m.IsStock() {
		from = EarliestDay
	}
	return from, until
}

// PeriodTo is Period as if the year had ended on a day: what is counted is
// counted up to it, and a stock is that of the day. A zero day is the whole year.
func (m Measure) PeriodTo(year int, day calendar.Date) (from, until calendar.Date) {
	from, until = m.Period(year)
	if !day.IsZero() {
		until = min(until, day)
	}
	return from, until
}

// Computed returns the register and figure that a cell of the report, or a
// fact, is computed from, and false for a cell that is typed.
func Computed(code report.Code) (*Description, Figure, bool) {
	for _, d := range registers {
		if f, ok := d.Figure(code); ok {
			return d, f, true
		}
	}
	return nil, Figure{}, false
}
