package register

import (
	"strconv"

	"gongkai/law/calendar"
)

// A Counts is how many entries of a register the line above its list tells of.
type Counts struct {
	Today              calendar.Date
	ThisYear, LastYear int64 // dated in the year of Today and the year before, not withdrawn
	Withdrawn          int64 // dated in the year of Today
}

// A Told is one number of that line, with the query that lists what it counts.
type Told struct {
	Label string // 2024年处理决定
	Value string // 1,234
	Noun  string // 件
	Query Query
}

// Summary returns the line above the list: this year's entries, which the
// report will count, last year's, and those withdrawn.
func (d *Description) Summary(c Counts) []Told {
	year := c.Today.Year()
	told := func(year int, what string, n int64, state State) Told {
		return Told{
			Label: strconv.Itoa(year) + "年" + what, Value: grouped(strconv.FormatInt(n, 10)), Noun: d.Noun,
			Query: Query{Year: year, State: state, Sort: SortDay, Page: 1},
		}
	}
	return []Told{
		told(year, d.Deed, c.ThisYear, Current),
		told(year-1, d.Deed, c.LastYear, Current),
		told(year, "作废", c.Withdrawn, Withdrawn),
	}
}
