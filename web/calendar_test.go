package web_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/web"
)

// TestCalendar draws the period of an application that was paused over the
// national holiday of 2025: each day by its sign, weeks from Monday.
func TestCalendar(t *testing.T) {
	t.Parallel()
	k := application.NewClock(calendar.National())
	h, err := application.ParseHistory([]byte("2025-09-22 receive channel=counter\n2025-09-25 consult third-party=甲 received=2025-09-25\n2025-09-28 opinion third-party=甲 consents\n"))
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := h.Run(k)
	if err != nil {
		t.Fatal(err)
	}
	trace, due := c.Trace(k), c.Deadline(k).Due
	drawn := web.NewCalendar(trace, due, calendar.MustParse("2025-10-09"))
	var b strings.Builder
	for _, week := range drawn.Weeks {
		if len(week) != 7 || week[0].Date.Weekday() != 1 {
			t.Errorf("a week of %d days begins on a %s", len(week), week[0].Date.WeekdayName())
		}
		for _, d := range week {
			fmt.Fprintf(&b, "%s:%s%s%d ", d.Short(), d.Tag, d.Text, d.N)
		}
		b.WriteString("\n")
	}
	want := `9月22:收到0 23:1 24:2 25:3 26:停0 27:周末0 28:停0 
29:4 30:5 10月1:国庆节、中秋节0 2:国庆节、中秋节0 3:国庆节、中秋节0 4:国庆节、中秋节0 5:国庆节、中秋节0 
`
	if !strings.HasPrefix(b.String(), want) {
		t.Errorf("drawn as\n%s\nwant it to begin\n%s", b.String(), want)
	}
	if !strings.Contains(b.String(), "9:今天") || !strings.Contains(b.String(), "班") || !strings.Contains(b.String(), "届满20") || len(drawn.Key) != 6 {
		t.Errorf("drawn as\n%s\nwith the legend %v", b.String(), drawn.Key)
	}
	if none := web.NewCalendar(nil, 0, due); len(none.Weeks)+len(none.Key) != 0 {
		t.Errorf("nothing is drawn as %v", none)
	}
}
