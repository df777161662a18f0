package application

import (
	"testing"

	"gongkai/law/calendar"
)

// national is the clock of the country.
var national = NewClock(calendar.National())

// TestExchangeExample is the history of the exchange format.
func TestExchangeExample(t *testing.T) {
	t.Parallel()
	const text = `2024-01-29 receive channel=online
2024-02-05 require-correction until=2024-02-26
2024-02-20 correct
2024-02-27 consult third-party=甲公司
2024-03-11 opinion third-party=甲公司 objects
2024-03-15 extend days=20
2024-04-02 fee-notice
2024-04-09 paid
2024-04-30 reply outcome=partly_granted
`
	h, err := ParseHistory([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := h.String(); got != text {
		t.Errorf("printed = %q, want %q", got, text)
	}
	c, err := h.Run(national)
	if err != nil {
		t.Fatal(err)
	}
	d := c.Deadline(national)
	if c.State != Replied || d.Due.String() != "2024-05-09" || d.DecidedOn.String() != "2024-04-30" || d.Late || d.Provisional {
		t.Errorf("state %s, deadline %+v", c.State, d)
	}
	trace := c.Trace(national)
	want := calendar.Counted{Date: calendar.MustParse("2024-02-21"), Counts: true, N: 1, Why: "工作日"}
	if len(trace) == 0 || trace[0] != want {
		t.Errorf("trace begins %+v, want %+v", trace[:min(1, len(trace))], want)
	}
	for _, day := range trace {
		t.Log(day.Date, day.Counts, day.N, day.Why)
	}
}
