package application

import (
	"testing"

	"gongkai/law/calendar"
)

// benchHistory is the history of the exchange format, up to the payment.
const benchHistory = `2024-01-29 receive channel=online
2024-02-05 require-correction until=2024-02-26
2024-02-20 correct
2024-02-27 consult third-party=甲公司
2024-03-11 opinion third-party=甲公司 objects
2024-03-15 extend days=20
`

func benchCase(b *testing.B) (Case, []Event) {
	b.Helper()
	h, err := ParseHistory([]byte(benchHistory))
	if err != nil {
		b.Fatal(err)
	}
	c, events, err := h.Run(national)
	if err != nil {
		b.Fatal(err)
	}
	return c, events
}

// BenchmarkDeadline: at most 2 µs.
func BenchmarkDeadline(b *testing.B) {
	c, _ := benchCase(b)
	for b.Loop() {
		c.Deadline(national)
	}
}

// BenchmarkReplayDeadline folds the events too, as recomputing a million cases
// does.
func BenchmarkReplayDeadline(b *testing.B) {
	_, events := benchCase(b)
	for b.Loop() {
		c, err := Replay(events, national)
		if err != nil {
			b.Fatal(err)
		}
		c.Deadline(national)
	}
}

// BenchmarkTrace: at most 50 µs.
func BenchmarkTrace(b *testing.B) {
	c, _ := benchCase(b)
	for b.Loop() {
		c.Trace(national)
	}
}

// BenchmarkHistory reads and takes a history as the command does.
func BenchmarkHistory(b *testing.B) {
	for b.Loop() {
		h, err := ParseHistory([]byte(benchHistory))
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := h.Run(national); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewClock(b *testing.B) {
	c := calendar.National()
	for b.Loop() {
		NewClock(c)
	}
}
