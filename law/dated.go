package law

import "slices"

// A Row is a value with the day from which it holds.
type Row[T any] struct {
	From  Day // the first day; "" has always held
	Value T
	Cite  Citation // zero where the value is the program's own choice

	// Unverified says, in one Chinese sentence for the operator, what no text
	// at hand confirms. It is empty only where Cite quotes the value.
	Unverified string

	// Organ is the organ at the head of the subtree in which the row holds
	// instead of the national one; "" holds everywhere.
	Organ string
}

// Dated is a parameter set by law or by choice, with every value it ever had.
// A row is never edited: an amendment is one row more, so that last year's
// report is reckoned as it was last year.
type Dated[T any] struct {
	Name string // the Chinese name
	Note string // what a reader should know, e.g. why there are no rows
	Rows []Row[T]
}

// On returns the row in force on a day for an organ, given as the organ's own
// name and those of its superiors, nearest first; without any it is the
// national rule. Among the rows in force the nearest organ's wins over a more
// distant one's and over the national row; among those the latest. It reports
// false where no row holds, for example before the statute was in force.
func (p Dated[T]) On(day Day, organs ...string) (Row[T], bool) {
	for _, organ := range append(slices.Clone(organs), "") {
		if row, ok := p.latest(day, organ); ok {
			return row, true
		}
	}
	return Row[T]{}, false
}

func (p Dated[T]) latest(day Day, organ string) (found Row[T], ok bool) {
	for _, row := range p.Rows {
		if row.Organ == organ && row.From <= day && (!ok || row.From >= found.From) {
			found, ok = row, true
		}
	}
	return found, ok
}
