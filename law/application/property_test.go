package application

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"gongkai/law/calendar"
)

// A walk makes random histories that are lawful, step by step, as an office and
// an applicant might.
type walk struct {
	t    *rapid.T
	c    Case
	h    History
	took []Event
	on   calendar.Date
	name int
}

// walkOf draws a lawful history.
func walkOf(t *rapid.T) *walk {
	first := calendar.MustParse("2019-05-15")
	w := &walk{t: t, on: first + calendar.Date(rapid.IntRange(0, 7*365).Draw(t, "received"))}
	w.must(Receive{Channel: rapid.SampledFrom(Channels()).Draw(t, "channel")})
	for range rapid.IntRange(0, 9).Draw(t, "steps") {
		w.on += calendar.Date(rapid.IntRange(0, 12).Draw(t, "days"))
		w.try(w.draw())
	}
	return w
}

// draw proposes a step, lawful or not.
func (w *walk) draw() Step {
	open := w.openNames()
	switch rapid.IntRange(0, 13).Draw(w.t, "step") {
	case 0:
		return RequireCorrection{Until: w.on + calendar.Date(rapid.IntRange(1, 30).Draw(w.t, "until"))}
	case 1:
		return Correct{}
	case 2, 3, 4:
		w.name++
		p := rapid.SampledFrom([]Party{ThirdParty, CoMaker, OtherOrgan}).Draw(w.t, "party")
		s := Consult{Party: p, Name: fmt.Sprintf("甲%d", w.name)}
		if rapid.Bool().Draw(w.t, "known") {
			s.Received = w.on + calendar.Date(rapid.IntRange(0, 8).Draw(w.t, "received"))
		}
		return s
	case 5, 6, 7:
		if len(open) > 0 {
			t := rapid.SampledFrom(open).Draw(w.t, "opinion")
			return Opinion{Party: t.Party, Name: t.Name, Stance: rapid.SampledFrom([]Stance{"", Consents, Objects}).Draw(w.t, "stance")}
		}
		return AskReasons{}
	case 8:
		return Extend{Days: 1 + 19}
	case 9:
		return FeeNotice{}
	case 10:
		return Paid{}
	case 11:
		return Lapse{}
	case 12:
		return Defer{Until: national.Days().After(w.on, rapid.IntRange(1, 80).Draw(w.t, "deferred"))}
	}
	return Reply{Outcome: Granted}
}

func (w *walk) openNames() (open []Consultation) {
	for _, t := range w.c.Consultations {
		if t.OpinionOn.IsZero() {
			open = append(open, t)
		}
	}
	return open
}

// try takes a step where it is lawful.
func (w *walk) try(s Step) bool {
	after, taken, err := w.c.Take(s, Env{On: w.on, Clock: national, History: true})
	if err != nil {
		return false
	}
	w.c, w.took = after, append(w.took, taken.Event)
	w.h = append(w.h, Line{On: w.on, Step: s})
	return true
}

func (w *walk) must(s Step) {
	if !w.try(s) {
		w.t.Fatalf("%v %s is refused", w.on, Line{On: w.on, Step: s})
	}
}

// TestDueByCounting reckons every history a second time: day by day, in another
// way, from the history alone.
func TestDueByCounting(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := walkOf(t)
		if got, want := w.c.Deadline(national).Due, naiveDue(w.h); got != want {
			t.Fatalf("due %v, counted %v of\n%s", got, want, w.h)
		}
	})
}

// naiveDue walks the days of a history one by one.
func naiveDue(h History) calendar.Date {
	c := calendar.National()
	works := func(d calendar.Date) bool { ok, _ := c.Working(d); return ok }
	after := func(d calendar.Date, n int) calendar.Date {
		for n > 0 {
			d++
			if works(d) {
				n--
			}
		}
		return d
	}
	var start, until calendar.Date
	period, stands, late := 20, false, false
	type letter struct{ sent, cap, came calendar.Date }
	letters := map[string]*letter{}
	for i, l := range h {
		if _, replied := l.Step.(Reply); replied {
			break // what comes later changes nothing
		}
		switch s := l.Step.(type) {
		case Receive:
			start = l.On
		case RequireCorrection:
			stands = true
		case FeeNotice:
			stands, late = true, l.On > naiveDue(h[:i])
		case Correct, Paid:
			if _, paid := s.(Paid); !paid || !late { // a notice after the reply was due gives no fresh count
				start, period, until = l.On, 20, 0
			}
			stands, late = false, false
		case Extend:
			period = 40
		case Defer:
			until = s.Until
		case Consult:
			letters[s.Name] = &letter{sent: l.On, cap: after(max(l.On, s.Received), 15)}
		case Opinion:
			letters[s.Name].came = l.On
			if s.Party == OtherOrgan {
				letters[s.Name].cap = l.On
			}
		}
	}
	if stands {
		return 0
	}
	d := start
	for n := 0; n < period; {
		d++
		out := false
		for _, x := range letters {
			end := x.cap
			if !x.came.IsZero() {
				end = min(end, x.came)
			}
			out = out || d > x.sent && d <= end
		}
		if works(d) && !out {
			n++
		}
	}
	return max(d, until)
}

// TestDueIsWorked: a reply is never due on a day off; the trace ends on the due
// day, numbers every counted day, and counts the whole period.
func TestDueIsWorked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := walkOf(t)
		d, trace := w.c.Deadline(national), w.c.Trace(national)
		for i, day := range trace {
			if i > 0 && day.Date != trace[i-1].Date+1 || day.Why == "" || day.Counts && !national.Days().Works(day.Date) {
				t.Fatalf("day %d of the trace is %+v\n%s", i, day, w.h)
			}
		}
		if d.Due.IsZero() {
			return
		}
		if !national.Days().Works(d.Due) {
			t.Fatalf("due %v, a day off\n%s", d.Due, w.h)
		}
		last := trace[len(trace)-1]
		if last.Date != d.Due || last.N != int(w.c.ledger.period+w.c.ledger.extra) {
			t.Fatalf("the trace ends %+v, due %v\n%s", last, d.Due, w.h)
		}
	})
}

// TestConsultingNeverShortens: one more consultation never brings the due date
// forward, nor does a longer one.
func TestConsultingNeverShortens(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := walkOf(t)
		before := w.c.due(national)
		if w.c.State != Processing {
			return
		}
		name := "末"
		party := rapid.SampledFrom([]Party{ThirdParty, CoMaker, OtherOrgan}).Draw(t, "party")
		w.must(Consult{Party: party, Name: name})
		if asked := w.c.due(national); asked < before {
			t.Fatalf("due %v before asking, %v after\n%s", before, asked, w.h)
		}
		due := calendar.Date(0)
		for range 4 {
			w.on += calendar.Date(rapid.IntRange(0, 9).Draw(t, "later"))
			after, _, err := w.c.Take(Opinion{Party: party, Name: name}, Env{On: w.on, Clock: national, History: true})
			if err != nil {
				t.Fatal(err)
			}
			if now := after.due(national); now < max(before, due) {
				t.Fatalf("an opinion on %v makes the due date %v; it was %v without asking and %v with an earlier one\n%s", w.on, now, before, due, w.h)
			}
			due = after.due(national)
		}
	})
}

// TestOverlapCountsOnce: consulting a second party inside the time of the first
// changes nothing, and the order of the answers does not matter.
func TestOverlapCountsOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sent := calendar.MustParse("2023-12-01") + calendar.Date(rapid.IntRange(0, 400).Draw(t, "sent"))
		length := rapid.IntRange(1, 14).Draw(t, "length")
		from := rapid.IntRange(0, length).Draw(t, "from")
		to := rapid.IntRange(from, length).Draw(t, "to")
		line := func(n int, s Step) Line { return Line{On: sent + calendar.Date(n), Step: s} }
		one := History{line(-1, Receive{Channel: Counter}), line(0, Consult{Party: ThirdParty, Name: "甲"}), line(length, Opinion{Party: ThirdParty, Name: "甲"})}
		two := append(slices.Clone(one), line(from, Consult{Party: CoMaker, Name: "乙"}), line(to, Opinion{Party: CoMaker, Name: "乙"}))
		slices.SortStableFunc(two, func(a, b Line) int { return int(a.On - b.On) })
		alone, _, err := one.Run(national)
		both, _, err2 := two.Run(national)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if a, b := alone.due(national), both.due(national); a != b {
			t.Fatalf("due %v with one, %v with two\n%s", a, b, two)
		}
	})
}

// TestOrderOfClosing: which of two consultations is answered first does not
// matter, only the days do.
func TestOrderOfClosing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sent := calendar.MustParse("2023-12-01") + calendar.Date(rapid.IntRange(0, 400).Draw(t, "sent"))
		first := sent + calendar.Date(rapid.IntRange(1, 30).Draw(t, "first"))
		second := first + calendar.Date(rapid.IntRange(0, 30).Draw(t, "second"))
		var dues []calendar.Date
		for _, names := range [][2]string{{"甲", "乙"}, {"乙", "甲"}} {
			h := History{
				{On: sent - 2, Step: Receive{Channel: Counter}},
				{On: sent, Step: Consult{Party: ThirdParty, Name: "甲"}}, {On: sent, Step: Consult{Party: ThirdParty, Name: "乙"}},
				{On: first, Step: Opinion{Party: ThirdParty, Name: names[0]}}, {On: second, Step: Opinion{Party: ThirdParty, Name: names[1]}},
			}
			c, _, err := h.Run(national)
			if err != nil {
				t.Fatal(err)
			}
			dues = append(dues, c.due(national))
		}
		if dues[0] != dues[1] {
			t.Fatalf("sent %v, answered %v and %v: due %v or %v by the order", sent, first, second, dues[0], dues[1])
		}
	})
}

// TestHolidayNeverShortens: one day off more never brings the due date forward.
func TestHolidayNeverShortens(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := walkOf(t)
		off := w.h[0].On + calendar.Date(rapid.IntRange(0, 90).Draw(t, "off"))
		more := NewClock(calendar.National().WithLocal(calendar.LocalDay{Date: off, Name: "古尔邦节"}))
		after, err := Replay(w.took, more)
		if err != nil {
			t.Fatal(err)
		}
		if before, now := w.c.due(national), after.due(more); now < before {
			t.Fatalf("due %v, with %v off %v\n%s", before, off, now, w.h)
		}
	})
}

// TestReplay: the case replayed from its events is the case, and every history
// reads as it prints.
func TestReplay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := walkOf(t)
		again, err := Replay(w.took, national)
		if err != nil || again.State != w.c.State || again.Deadline(national) != w.c.Deadline(national) {
			t.Fatalf("replayed %s %+v, %v; want %s %+v\n%s", again.State, again.Deadline(national), err, w.c.State, w.c.Deadline(national), w.h)
		}
		read, err := ParseHistory([]byte(w.h.String()))
		if err != nil || read.String() != w.h.String() || len(read) != len(w.h) {
			t.Fatalf("%q is read as %q, %v", w.h, read, err)
		}
	})
}

// TestReplayAnything: events in any order, with any marks, never end in a panic;
// what cannot be is an error.
func TestReplayAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		first := calendar.MustParse("2019-05-01")
		var events []Event
		for range rapid.IntRange(1, 12).Draw(t, "events") {
			events = append(events, Event{
				On:   first + calendar.Date(rapid.IntRange(0, 3000).Draw(t, "on")),
				Mark: rapid.SampledFrom([]Mark{"", Late, Again, Beside}).Draw(t, "mark"),
				Step: rapid.SampledFrom(append(Steps(), variants()...)).Draw(t, "step"),
			})
		}
		c, err := Replay(events, national)
		if err != nil {
			return
		}
		c.Reckon(national)
		c.Row(national, first)
		c.Tallies()
	})
}
