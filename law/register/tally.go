package register

import (
	"iter"
	"slices"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/report"
)

// A Tally says where an entry counts. What a register adds up to is nothing but
// the sum of the tallies of its entries: a figure, the list behind it and the
// stock of any day come from the same lines.
type Tally struct {
	// Code is the cell of the form, or the fact, that the entry counts in.
	Code report.Code
	// Day is the day on which it counts; of a stock the first day on which it is
	// there.
	Day calendar.Date
	// Until is, of a stock, the first day on which it is no longer there; zero
	// for good. What is counted by its day has none.
	Until calendar.Date
	// N is how many pieces the entry stands for, or an amount in 分.
	N int64
}

// Counts says whether the tally belongs to the figure of a year by the measure.
func (t Tally) Counts(m Measure, year int) bool {
	from, until := m.Period(year)
	return t.Day >= from && t.Day <= until && (!m.IsStock() || t.Until.IsZero() || t.Until > until)
}

// Year is the first year whose figure the tally belongs to, 0 for one that has
// gone before the figure is taken.
func (t Tally) Year(m Measure) int {
	year := t.Day.Year()
	if m == InForceBefore {
		year++
	}
	if !t.Counts(m, year) {
		return 0
	}
	return year
}

// TalliesOf returns where an entry of these values counts, none where its
// register counts nothing.
func (d *Description) TalliesOf(v Values) []Tally {
	if d.Tallies == nil {
		return nil
	}
	return d.Tallies(v)
}

// CountsIn is what an entry of these values adds to each figure of the report on
// a year, facts among them; none for values that are nil.
func (d *Description) CountsIn(v Values, year int) map[report.Code]int64 {
	counted := map[report.Code]int64{}
	if v == nil {
		return counted
	}
	for _, t := range d.TalliesOf(v) {
		if f, ok := d.Figure(t.Code); ok && t.Counts(f.Measure, year) {
			counted[t.Code] += t.N
		}
	}
	return counted
}

// Of computes the figure from the values of entries that are not withdrawn. The
// store sums in the database; this is what it must agree with.
func (f Figure) Of(d *Description, entries iter.Seq[Values], year int) (sum int64) {
	for v := range entries {
		for _, t := range d.TalliesOf(v) {
			if t.Code == f.Code && t.Counts(f.Measure, year) {
				sum += t.N
			}
		}
	}
	return sum
}

// Scheme numbers the rules by which entries are tallied. Changing what Tallies or
// Span of a register give for values that are there means raising it: the store
// then counts anew.
const Scheme = 3

// factPrefix begins the codes of facts: figures that stand in no table and are
// told in a chapter.
const factPrefix = "fact."

// IsFact says whether a code names a fact and not a cell of the form.
func IsFact(code report.Code) bool { return strings.HasPrefix(string(code), factPrefix) }

// Facts returns every figure that chapters can tell, in the order of the
// registers.
func Facts() (all []Figure) {
	for _, d := range registers {
		for _, f := range d.Figures {
			if IsFact(f.Code) {
				all = append(all, f)
			}
		}
	}
	return all
}

// FiguresIn returns the figures of the register that are cells of an edition.
func (d *Description) FiguresIn(edition string) (cells []Figure) {
	for _, f := range d.Figures {
		if slices.Contains(f.Editions, edition) {
			cells = append(cells, f)
		}
	}
	return cells
}

// Figure returns the register's figure of that code, and false where it has
// none.
func (d *Description) Figure(code report.Code) (Figure, bool) {
	i := slices.IndexFunc(d.Figures, func(f Figure) bool { return f.Code == code })
	if i < 0 {
		return Figure{}, false
	}
	return d.Figures[i], true
}
