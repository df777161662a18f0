package web

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/law/calendar"
)

// A Calendar shows a period that was reckoned day by day, in weeks: which days
// count, which do not and why, and the last. It is drawn by the part "calendar".
type Calendar struct {
	Weeks [][]CalendarDay
	Key   []CalendarKey // what the signs that occur mean
}

// A CalendarDay is one day of the calendar.
type CalendarDay struct {
	Class, Tag, Text string
	Date             calendar.Date
	N                int // 0 where it does not count
	Month            bool
}

// A CalendarKey is a line of the legend.
type CalendarKey struct{ Class, Sign, Text string }

var calendarKeys = []CalendarKey{
	{"start", "收到", "收到的日子，从次日起计算"},
	{"run", "8", "已计入的工作日"},
	{"todo", "9", "将计入的工作日"},
	{"off", "周末", "休息日、节假日，不计入"},
	{"pause", "停", "等待或者征求意见，不计入"},
	{"due", "届满", "最迟答复日"},
}

// Short is the day as the calendar writes it: with its month where one begins.
func (d CalendarDay) Short() string {
	if d.Month {
		return fmt.Sprintf("%d月%d", d.Date.Month(), d.Date.Day())
	}
	return fmt.Sprint(d.Date.Day())
}

// mostCalendarDays is the longest period drawn as a calendar; a longer one is
// told in words alone.
const mostCalendarDays = 200

// NewCalendar draws what was reckoned, whose last day is due unless that is
// zero. It has no weeks where nothing was, or too much.
func NewCalendar(trace []calendar.Counted, due, today calendar.Date) (out Calendar) {
	if len(trace) == 0 || len(trace) > mostCalendarDays {
		return out
	}
	first, last := trace[0].Date-1, trace[len(trace)-1].Date
	seen := map[string]bool{}
	monday := first.AddDays(-int(first.Weekday()+6) % 7)
	var week []CalendarDay
	for day := monday; day <= last || len(week) > 0; day++ {
		cell := CalendarDay{Class: "none off", Date: day}
		switch {
		case day == first:
			cell.Class, cell.Text = "start", "收到"
		case day > first && day <= last:
			cell = calendarDay(trace[day-first-1], due, today)
		}
		seen[cell.Class] = true
		cell.Month = day == first || day.Day() == 1
		if day == today {
			cell.Class += " now"
			cell.Text = strings.TrimSpace(cell.Text + " 今天")
		}
		if week = append(week, cell); len(week) == 7 {
			out.Weeks, week = append(out.Weeks, week), nil
		}
	}
	out.Key = slices.DeleteFunc(slices.Clone(calendarKeys), func(k CalendarKey) bool { return !seen[k.Class] })
	return out
}

// calendarDay is a counted day as a cell of the calendar.
func calendarDay(t calendar.Counted, due, today calendar.Date) CalendarDay {
	cell := CalendarDay{Date: t.Date, Class: "off", Text: offSays(t.Why)}
	switch {
	case t.Counts:
		cell.N, cell.Text, cell.Class = t.N, "", "todo"
		if t.Date <= today {
			cell.Class = "run"
		}
		if strings.Contains(t.Why, "调休") {
			cell.Tag = "班"
		}
	case strings.Contains(t.Why, "不计算"):
		cell.Class, cell.Text = "pause", "停"
	}
	if t.Date == due {
		cell.Class, cell.Text = "due", "届满"
	}
	return cell
}

// offSays is why a day does not count, in the two or three signs of a cell.
func offSays(why string) string {
	if _, after, ok := strings.Cut(why, "（"); ok {
		name, _, _ := strings.Cut(after, "）")
		return name
	}
	return ""
}
