package application

import (
	"slices"
	"strings"

	"gongkai/law/calendar"
)

// Trace explains the deadline: every day from the one after the application as
// it stands was received, up to the due date or, while the clock stands still,
// to the day it stopped. Each says whether it counts, the number it has and
// why. A completed payment begins a fresh count within the trace.
func (c *Case) Trace(k *Clock) []calendar.Counted {
	if c.rules == nil {
		return nil
	}
	last, stops := c.due(k), c.ledger.stops
	switch {
	case last.IsZero() && len(stops) == 0:
		return nil
	case last.IsZero():
		last = stops[len(stops)-1].from
	}
	t := tracer{c: c, k: k, spans: c.spans(k, nil)}
	c.name(t.spans)
	first := c.ledger.opened + 1
	if !c.rules.ExcludeStartDay {
		first--
	}
	days := make([]calendar.Counted, 0, max(0, last-first+1))
	for d := first; d <= last; d++ {
		days = append(days, t.day(d))
	}
	return days
}

// name says of every span whose opinion was awaited.
func (c *Case) name(spans []span) {
	for i := range spans {
		spans[i].why = "等待申请人，不计算"
		if of := spans[i].of; of >= 0 {
			t := &c.Consultations[of]
			spans[i].why = "征求" + t.Party.Label() + "意见（" + t.Name + "），不计算"
		}
	}
}

// A tracer walks day by day.
type tracer struct {
	c     *Case
	k     *Clock
	spans []span
	n     int
}

func (t *tracer) day(d calendar.Date) calendar.Counted {
	l := &t.c.ledger
	working, reason := t.k.days.Calendar().Working(d)
	day := calendar.Counted{Date: d, N: t.n, Why: reason.String()}
	if reason.Provisional {
		day.Why += "（暂定）"
	}
	if s := l.stopOn(d); s != nil {
		day.Why = s.why + "，不计算"
		if d == s.to && s.restarts {
			t.n, day.N = 0, 0
			day.Why = "收到缴费，从次一工作日起重新计算"
		}
		return day
	}
	switch {
	case !working:
	case t.excluded(d) != "":
		day.Why = t.excluded(d)
	case d > l.start && t.n >= int(l.period+l.extra):
		day.Why = "延迟答复的期限以内"
		if l.period == 0 {
			day.Why = "指定的重新答复期限以内"
		}
	default:
		t.n++
		day.Counts, day.N = true, t.n
	}
	return day
}

// excluded says what keeps a day out of the count, "" for nothing. Of several
// consultations all are named.
func (t *tracer) excluded(d calendar.Date) string {
	i := slices.IndexFunc(t.spans, func(s span) bool { return d > s.from && d <= s.to })
	if i < 0 {
		return ""
	}
	why := t.spans[i].why
	for _, s := range t.spans[i+1:] {
		if d > s.from && d <= s.to && !strings.Contains(why, s.why) {
			why = strings.TrimSuffix(why, "，不计算") + "，" + s.why
		}
	}
	return why
}

// stopOn returns the stop in which a day lies, nil for none. The day on which
// the notice left still belongs to the office, unless it was paid on it: then the
// count begins anew.
func (l *ledger) stopOn(d calendar.Date) *stop {
	for i := range l.stops {
		s := &l.stops[i]
		isWithin := d > s.from && (d <= s.to || s.to.IsZero())
		if isWithin || s.restarts && d == s.from && d == s.to {
			return s
		}
	}
	return nil
}
