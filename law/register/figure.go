package register

import (
	"iter"
	"slices"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/report"
)

// A Figure is a cell of the report that is computed from a register. Entries
// withdrawn never count.
type Figure struct {
	Code     report.Code
	Editions []string // the editions of the form that have the cell, by name
	Measure  Measure
	Kind     string // only entries of this kind; "" all
	Cite     law.Citation
	// Unverified says in one Chinese sentence what no text at hand confirms
	// about how the cell is counted, "" when nothing.
	Unverified string
}

// A Measure says what a figure measures in a year.
type Measure string

const (
	// Counted is the sum of Row.Count where Row.Day lies in the year.
	Counted Measure = "counted"
	// Summed is the sum of Row.Amount where Row.Day lies in the year, in 分.
	Summed Measure = "summed"
	// InForce is the sum of Row.Count of what holds on 31 December: Row.Day is
	// not later and Row.Until, where there is one, is.
	InForce Measure = "in_force"
)

// Period returns the first and the last day that Row.Day may have for an entry
// to count in a year; both days belong to it.
func (m Measure) Period(year int) (from, until calendar.Date) {
	from, _ = calendar.DateOf(year, 1, 1)
	until, _ = calendar.DateOf(year, 12, 31)
	if m == InForce {
		from = EarliestDay
	}
	return from, until
}

// Of computes the figure from the rows of entries that are not withdrawn. The
// store counts in the database; this is what it must agree with.
func (f Figure) Of(rows iter.Seq[Row], year int) int64 {
	from, until := f.Measure.Period(year)
	var sum int64
	for r := range rows {
		switch {
		case r.Day < from || r.Day > until || !r.IsOf(f.Kind):
		case f.Measure == InForce && !r.Until.IsZero() && r.Until <= until:
		case f.Measure == Summed:
			if r.Amount != nil {
				sum += *r.Amount
			}
		default:
			sum += r.Count
		}
	}
	return sum
}

// IsOf says whether the row is of a kind; "" is every kind.
func (r Row) IsOf(kind string) bool {
	return kind == "" || slices.Contains(splitKinds(r.Kind), kind)
}

// Computed returns the register and figure that a cell of the report is
// computed from, and false for a cell that is typed.
func Computed(code report.Code) (*Description, Figure, bool) {
	for _, d := range registers {
		for _, f := range d.Figures {
			if f.Code == code {
				return d, f, true
			}
		}
	}
	return nil, Figure{}, false
}
