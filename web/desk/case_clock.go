package desk

import (
	"fmt"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/store"
)

// A caseClock is the reply period as a calendar and in words.
type caseClock struct {
	Sum   string
	Weeks [][]clockDay
	Lines []string // day by day, days alike in one
	Key   []clockDay
}

// A clockDay is one day of the calendar.
type clockDay struct {
	Class, Tag, Text string
	Date             calendar.Date
	N                int // 0 where it does not count
	Month            bool
}

// Short is the day as the calendar writes it: with its month where one begins.
func (d clockDay) Short() string {
	if d.Month {
		return fmt.Sprintf("%d月%d", d.Date.Month(), d.Date.Day())
	}
	return fmt.Sprint(d.Date.Day())
}

// mostClockDays is the longest period drawn as a calendar; a longer one is told
// in words alone.
const mostClockDays = 200

// clockOf draws the reply period of a case.
func clockOf(c *store.Case, k *application.Clock, today calendar.Date) (out caseClock) {
	trace := c.Course.Trace(k)
	if len(trace) == 0 {
		return out
	}
	out.Lines, out.Sum = application.Explain(trace), sumOf(trace, today, c.State.IsOpen())
	if len(trace) > mostClockDays {
		return out
	}
	due := c.Course.Deadline(k).Due
	first, last := trace[0].Date-1, trace[len(trace)-1].Date
	monday := first.AddDays(-int(first.Weekday()+6) % 7)
	var week []clockDay
	for day := monday; day <= last || len(week) > 0; day++ {
		cell := clockDay{Class: "none off", Date: day}
		switch {
		case day == first:
			cell.Class, cell.Text = "start", "收到"
		case day > first && day <= last:
			cell = cellOf(trace[day-first-1], due, today)
		}
		cell.Month = day == first || day.Day() == 1
		if day == today {
			cell.Class += " now"
			cell.Text = strings.TrimSpace(cell.Text + " 今天")
		}
		if week = append(week, cell); len(week) == 7 {
			out.Weeks, week = append(out.Weeks, week), nil
		}
	}
	return out
}

// cellOf is a counted day as a cell of the calendar.
func cellOf(t calendar.Counted, due, today calendar.Date) clockDay {
	cell := clockDay{Date: t.Date, Class: "off", Text: offSays(t.Why)}
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

// sumOf counts the days of the period.
func sumOf(trace []calendar.Counted, today calendar.Date, isOpen bool) string {
	var all, gone, waited int
	for _, t := range trace {
		switch {
		case t.Counts:
			all++
			if t.Date <= today {
				gone++
			}
		case strings.Contains(t.Why, "不计算"):
			waited++
		}
	}
	says := fmt.Sprintf("共计入%d个工作日", all)
	if isOpen {
		says = fmt.Sprintf("%d个工作日，已经过%d个，还剩%d个", all, gone, all-gone)
	}
	if waited > 0 {
		says += fmt.Sprintf("；等待或者征求意见，%d天不计算", waited)
	}
	return says + "。"
}
