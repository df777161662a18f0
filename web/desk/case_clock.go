package desk

import (
	"fmt"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/store"
	"gongkai/web"
)

// A caseClock is the reply period as a calendar and in words.
type caseClock struct {
	Sum      string
	Calendar web.Calendar
	Lines    []string // day by day, days alike in one
}

// clockOf draws the reply period of a case.
func clockOf(c *store.Case, k *application.Clock, today calendar.Date) (out caseClock) {
	trace := c.Course.Trace(k)
	if len(trace) == 0 {
		return out
	}
	due := c.Course.Deadline(k).Due
	return caseClock{Sum: sumOf(trace, today, c.State.IsOpen(), due.IsZero()), Calendar: web.NewCalendar(trace, due, today), Lines: application.Explain(trace)}
}

// sumOf counts the days of the period. One that stands still has no days left.
func sumOf(trace []calendar.Counted, today calendar.Date, isOpen, stands bool) string {
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
	switch {
	case stands:
		says = fmt.Sprintf("停止以前已经过%d个工作日", all)
	case isOpen:
		says = fmt.Sprintf("%d个工作日，已经过%d个，还剩%d个", all, gone, all-gone)
	}
	if waited > 0 {
		says += fmt.Sprintf("；等待或者征求意见，%d天不计算", waited)
	}
	return says + "。"
}
