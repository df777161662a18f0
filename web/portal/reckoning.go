package portal

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/web"
)

// A reckoning explains a due date to the applicant, day by day. Nobody who is
// asked for an opinion is named in it.
type reckoning struct {
	Due         calendar.Date // zero while the clock waits for the applicant
	Provisional bool
	Counted     int // working days up to the due date
	Skipped     int // days off
	Waited      int // working days that do not count
	Days        []reckonedDay
	Calendar    web.Calendar
}

// A reckonedDay is one day, or several that are alike.
type reckonedDay struct {
	Days, Count, Why string
}

// reckon reckons the due date of a case, and draws it as of today.
func reckon(c *application.Case, clock *application.Clock, today calendar.Date) reckoning {
	nameless := *c
	nameless.Consultations = slices.Clone(c.Consultations)
	for i := range nameless.Consultations {
		nameless.Consultations[i].Name = ""
	}
	d := nameless.Deadline(clock)
	r := reckoning{Due: d.Due, Provisional: d.Provisional}
	trace := nameless.Trace(clock)
	r.Calendar = web.NewCalendar(trace, d.Due, today)
	for i := 0; i < len(trace); {
		j := i + 1
		for j < len(trace) && trace[j].Counts == trace[i].Counts && trace[j].Why == trace[i].Why {
			j++
		}
		r.add(trace[i], trace[j-1], clock)
		i = j
	}
	return r
}

// add adds days that are alike.
func (r *reckoning) add(first, last calendar.Counted, clock *application.Clock) {
	n := int(last.Date-first.Date) + 1
	row := reckonedDay{Days: first.Date.Chinese(), Count: "不计入", Why: strings.ReplaceAll(first.Why, "（）", "")}
	if n > 1 {
		row.Days += "至" + last.Date.Chinese()
	}
	switch {
	case first.Counts && n > 1:
		row.Count = fmt.Sprintf("第%d至%d日", first.N, last.N)
	case first.Counts:
		row.Count = fmt.Sprintf("第%d日", first.N)
	}
	switch {
	case first.Counts:
		r.Counted += n
	case clock.Days().Works(first.Date):
		r.Waited += n
	default:
		r.Skipped += n
	}
	r.Days = append(r.Days, row)
}
