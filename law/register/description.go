package register

import (
	"slices"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Key names a register for ever: in addresses, in the database and in the
// audit record.
type Key string

// A Description is one register stated as data.
type Description struct {
	Key   Key
	Name  string // what it records: 行政处罚决定
	Noun  string // what one entry is counted in: 件
	Deed  string // what the line above the list counts: 处理决定
	Basis []law.Citation
	// Fields are in the order of the entry form and of exported columns.
	Fields []Field

	// The fields that fill the columns of a [Row], by their keys; "" where the
	// register has none. Number, which no two entries of an organ share, and
	// Day, which decides the year, every register has.
	Number, Day, Until, Party, Kind, Amount string
	// With are the fields that, with Number, no two entries of an organ share,
	// where the number alone does not say which is meant: a meeting is known by
	// its title and its day.
	With []string
	// Lacked is one of them that entries made before it was asked for may lack: an
	// entry without it is the same as one with it. "" where there is none.
	Lacked string

	// Tallies says where an entry counts, each line under one of the codes of
	// Figures; nil where the register counts nothing. Figures are the sums that
	// the report takes from the register, cells and facts.
	Tallies func(v Values) []Tally
	Figures []Figure

	// Standing says that what is there from years before, as documents in force
	// are, does not tell that nothing else happened this year.
	Standing bool

	// Span says which days an entry speaks for, both ends included, and whether
	// it is a period's total. A total may not lie over single entries or another
	// total of the same group, for what it counts would count twice. Nil where
	// entries are always single.
	Span func(v Values) Span

	// Check looks at fields together: what it returns is told at their fields.
	// It is called with values each of which is in order by itself, and may be
	// nil.
	Check func(d *Description, v Values, today calendar.Date) []*problem.Error
}

// registers lists every register in the order in which people see them.
var registers = []*Description{
	Item, Normative, Licence, Penalty, Coercion, Fee, Application, ProcessingFee, Remedy,
	MediaAccount, MediaPost, Complaint, Activity, Problem,
}

// All returns the registers in the order in which people see them.
func All() []*Description { return slices.Clone(registers) }

// Of returns the register of that key, and false where there is none.
func Of(key Key) (*Description, bool) {
	for _, d := range registers {
		if d.Key == key {
			return d, true
		}
	}
	return nil, false
}

// Title returns the heading of the register's pages: 行政处罚决定登记簿.
func (d *Description) Title() string { return d.Name + "登记簿" }

// Field returns the field of that key, nil where there is none.
func (d *Description) Field(key string) *Field {
	for i := range d.Fields {
		if d.Fields[i].Key == key {
			return &d.Fields[i]
		}
	}
	return nil
}

// Columns returns the fields that the list of entries shows, in its order.
func (d *Description) Columns() []*Field {
	var columns []*Field
	for i := range d.Fields {
		if d.Fields[i].List {
			columns = append(columns, &d.Fields[i])
		}
	}
	return columns
}

// A Kind says what a field holds and how it is typed, kept and shown.
type Kind string

// The kinds of fields.
const (
	Text     Kind = "text"      // one line
	LongText Kind = "long_text" // several lines
	Date     Kind = "date"      // kept as 2024-03-05
	Money    Kind = "money"     // kept in 分 as an integer
	Number   Kind = "number"    // an integer, not negative
	Choice   Kind = "choice"    // one of Field.Choices, kept by its key
	Choices  Kind = "choices"   // several of them, kept in their order, joined by commas
	YesNo    Kind = "yes_no"    // kept as yes or no
)

// A Field is one thing a register records about each entry.
type Field struct {
	Key      string // for ever, as the register's own
	Label    string // 处罚决定日期: beside the input and at the head of the column
	Hint     string // how to fill it in, "" when the label says all
	Example  string // for the import template
	Kind     Kind
	Required bool
	// Single says that a period's total has no such thing: there the field must
	// stay blank, though it is required of single entries.
	Single bool
	// Max is the most characters of text, and the largest Number or Money (in
	// 分); 0 is the limit of the kind.
	Max int64
	// Future says that a Date may lie after today, as the end of a period may.
	Future  bool
	Choices []Option // of a Choice and of Choices
	Also    []string // other labels met at the head of a column
	Cite    law.Citation
	// Implied says what a file that has no column of a Choice means, by the heads
	// of its other columns; "" where that is not known. It may be nil.
	Implied func(head []string) string

	List   bool // a column of the list
	Search bool // found by the list's search
	Public bool // may be published with the entry, masked where it is personal
	// Personal says whether the field names a natural person in an entry of
	// these values; nil says it never does.
	Personal func(v Values) bool

	// Tidy brings text into its one written form before it is checked, for
	// example the brackets of a document number; nil leaves it.
	Tidy func(text string) string
	// Check refuses a value, already tidied, that is no such thing; nil takes
	// every one. The problem needs no field.
	Check func(text string) *problem.Error
}

// An Option is one of the values a field may have.
type Option struct {
	Key   string // as it is kept
	Label string
	Group string   // the heading above it, "" for none
	Also  []string // other words people write for it
}

// Option returns the option of that key, nil where there is none.
func (f *Field) Option(key string) *Option {
	for i := range f.Choices {
		if f.Choices[i].Key == key {
			return &f.Choices[i]
		}
	}
	return nil
}
