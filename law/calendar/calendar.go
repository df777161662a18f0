package calendar

import (
	"maps"
	"slices"

	"gongkai/law"
)

// A Calendar knows which days are worked. It is a value: With and WithLocal
// return another and leave it as it is. The zero Calendar knows no year and
// counts by weekends.
type Calendar struct {
	days  map[Date]special    // the days that differ from the week
	years map[int]arrangement // years with a table
}

// An arrangement is what is known of a year's table.
type arrangement struct {
	published bool
	notice    string // its number
}

// A special day is worked or off against the week, or off with a name.
type special struct {
	year    int // of the table it comes from, 0 for a local day
	working bool
	name    string
}

// National returns the calendar of the arrangements built into the program.
func National() Calendar { return builtIn() }

// With returns the calendar with a year's table in place of the one it had.
func (c Calendar) With(t Table) Calendar {
	days := make(map[Date]special, len(c.days)+len(t.Shifted)+40)
	for d, s := range c.days {
		if s.year != t.Year {
			days[d] = s
		}
	}
	for _, h := range t.Holidays {
		for d := h.First; d <= h.Last; d++ {
			days[d] = special{t.Year, false, h.Name}
		}
	}
	for _, d := range t.Shifted {
		days[d] = special{t.Year, true, ""}
	}
	years := maps.Clone(c.years)
	if years == nil {
		years = map[int]arrangement{}
	}
	years[t.Year] = arrangement{!t.Tentative, t.Notice}
	return Calendar{days, years}
}

// A LocalDay is a day an organ works or has off against the national
// arrangement, such as a festival of an autonomous region.
type LocalDay struct {
	Date    Date
	Working bool
	Name    string // 古尔邦节; may be empty
}

// WithLocal returns the calendar with an organ's own days, which win over the
// national ones. Add them last: With keeps them, but a table added later wins
// on a day both name.
func (c Calendar) WithLocal(days ...LocalDay) Calendar {
	all := maps.Clone(c.days)
	if all == nil {
		all = map[Date]special{}
	}
	for _, d := range days {
		all[d.Date] = special{0, d.Working, d.Name}
	}
	return Calendar{all, c.years}
}

// Known says whether the arrangement of a year is published and in the
// calendar.
func (c Calendar) Known(year int) bool { return c.years[year].published }

// Years lists the years that are Known, the earliest first.
func (c Calendar) Years() (years []int) {
	for year, a := range c.years {
		if a.published {
			years = append(years, year)
		}
	}
	slices.Sort(years)
	return years
}

// Notice returns the number of the notice that arranged a year
// (国办发明电〔2025〕7号), "" for a year that is not Known.
func (c Calendar) Notice(year int) string {
	if a := c.years[year]; a.published {
		return a.notice
	}
	return ""
}

// Provisional says whether what is counted from one date to another touches a
// year that is not Known, so that it must be counted again later.
func (c Calendar) Provisional(from, to Date) bool { return len(c.unknown(from, to)) > 0 }

// unknown returns the years touched that are not known, in order.
func (c Calendar) unknown(from, to Date) []int {
	if to < from {
		from, to = to, from
	}
	var years []int
	for y := from.Year(); y <= to.Year(); y++ {
		if !c.Known(y) {
			years = append(years, y)
		}
	}
	return years
}

// A Ground says what makes a day worked or not.
type Ground uint8

const (
	Weekday   Ground = iota // Monday to Friday, worked
	Weekend                 // Saturday or Sunday, off
	Festival                // given off by the year's arrangement
	Shifted                 // a weekend day worked by the year's arrangement
	LocalOff                // off in this organ only
	LocalWork               // worked in this organ only
)

// A Reason says why a day is worked or not.
type Reason struct {
	Ground Ground
	Name   string // of the festival or the local day, may be ""
	// Provisional says that the day was judged by the week alone because its
	// year's arrangement is not known.
	Provisional bool
}

// String returns the reason in the words offices use: 工作日, 休息日（周末）,
// 法定节假日（春节）, 工作日（调休上班）.
func (r Reason) String() string {
	switch r.Ground {
	case Weekend:
		return "休息日（周末）"
	case Festival:
		return "法定节假日（" + r.Name + "）"
	case Shifted:
		return "工作日（调休上班）"
	case LocalOff:
		return bracketed("休息日（本地放假", r.Name)
	case LocalWork:
		return bracketed("工作日（本地上班", r.Name)
	}
	return "工作日"
}

func bracketed(words, name string) string {
	if name != "" {
		words += "：" + name
	}
	return words + "）"
}

// Working says whether a date is a working day (工作日), and why.
func (c Calendar) Working(d Date) (bool, Reason) {
	s, ok := c.days[d]
	switch {
	case ok && s.year == 0 && s.working:
		return true, Reason{Ground: LocalWork, Name: s.name}
	case ok && s.year == 0:
		return false, Reason{Ground: LocalOff, Name: s.name}
	case ok && s.working:
		return true, Reason{Ground: Shifted, Provisional: !c.Known(s.year)}
	case ok:
		return false, Reason{Ground: Festival, Name: s.name, Provisional: !c.Known(s.year)}
	case isWeekend(d):
		return false, Reason{Ground: Weekend, Provisional: !c.Known(d.Year())}
	}
	return true, Reason{Ground: Weekday, Provisional: !c.Known(d.Year())}
}

// works is Working without the reason.
func (c Calendar) works(d Date) bool {
	if s, ok := c.days[d]; ok {
		return s.working
	}
	return !isWeekend(d)
}

// After returns the n-th working day after a date, which is day 0 itself
// whether it is worked or not. It returns the date for n = 0 and the n-th
// working day before it for a negative n.
func (c Calendar) After(d Date, n int) Date {
	if n < 0 {
		return c.Before(d, -n)
	}
	for n > 0 {
		d++
		if c.works(d) {
			n--
		}
	}
	return d
}

// Before returns the n-th working day before a date, the date for n = 0.
func (c Calendar) Before(d Date, n int) Date {
	if n < 0 {
		return c.After(d, -n)
	}
	for n > 0 {
		d--
		if c.works(d) {
			n--
		}
	}
	return d
}

// Between counts the working days after one date up to and including another,
// so that Between(d, After(d, n)) is n. It is 0 where to is not after from.
func (c Calendar) Between(from, to Date) int {
	n := 0
	for d := from + 1; d <= to; d++ {
		if c.works(d) {
			n++
		}
	}
	return n
}

// A Counted is one day of a period as it was counted.
type Counted struct {
	Date   Date   `json:"date"`
	Counts bool   `json:"counts"` // a working day
	N      int    `json:"n"`      // working days counted so far, this one included
	Why    string `json:"why"`    // 工作日, 休息日（周末）, …
}

// Trace returns every day After walks over, the day it returns last.
func (c Calendar) Trace(d Date, n int) []Counted {
	var days []Counted
	for counted := 0; counted < n; {
		d++
		working, why := c.Working(d)
		if working {
			counted++
		}
		days = append(days, Counted{d, working, counted, why.String()})
	}
	return days
}

// RollForward is why a period in calendar days that ends on a day off ends on
// the next working day: the reconsideration law sends us to the rule on
// periods of the Civil Procedure Law, whose text is not at hand. That a
// weekend is a day off (法定休假日) in its sense is our reading.
var RollForward = []law.Citation{
	law.Reconsideration.Art(88, "依照《中华人民共和国民事诉讼法》关于期间、送达的规定执行"),
	law.Unread("民事诉讼法", "2023年修正", "期间开始的日不计算在内；最后一日是法定休假日的，以其后第一日为期间届满的日期"),
}

// Deadline returns the last day of a period in calendar days, such as the 60
// days for a reconsideration: the starting day is not counted, and a last day
// that is off moves to the first working day after it.
func (c Calendar) Deadline(from Date, days int) Date {
	d := from.AddDays(days)
	for !c.works(d) {
		d++
	}
	return d
}
