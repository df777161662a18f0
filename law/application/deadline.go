package application

import (
	"gongkai/law"
	"gongkai/law/calendar"
)

// A ledger is what the steps have written down for the reply period. It holds
// days that things happened on, never a due date.
type ledger struct {
	// opened is day 0 of the application as it stands: its receipt, that of its
	// correction, its reopening. start is day 0 of the count, later than opened
	// after a payment.
	opened, start calendar.Date
	period        law.WorkingDays
	extra         law.WorkingDays // of the extension in force
	until         calendar.Date   // the day set by a deferral or by a decision, zero for none
	stops         []stop
}

// A stop is a time in which the clock stood still for the applicant: the
// working days after from up to and including to are not counted. to is zero
// while it lasts.
type stop struct {
	from, to calendar.Date
	restarts bool
	why      string
}

// restart begins a fresh count.
func (l *ledger) restart(on calendar.Date, r *Rules) {
	l.start, l.period, l.until = on, r.Reply, 0
	if r.ExtensionSpent {
		l.extra = 0
	}
}

// reopen begins the count of an application that was received, corrected or
// sent back on a day.
func (l *ledger) reopen(on calendar.Date, r *Rules) {
	l.restart(on, r)
	l.opened = on
	l.stops = nil
}

// A Standing says whom the clock waits for, "" when it runs.
type Standing string

// What the clock waits for.
const (
	ForConfirmation Standing = "confirmation" // the day of receipt is not settled
	ForCorrection   Standing = "correction"
	ForPayment      Standing = "payment"
)

// Label returns the Chinese words, "" when the clock runs.
func (s Standing) Label() string {
	switch s {
	case ForConfirmation:
		return "等待确认收到申请之日"
	case ForCorrection:
		return "等待申请人补正"
	case ForPayment:
		return "等待申请人缴费"
	}
	return ""
}

// A Deadline is when the reply is due.
type Deadline struct {
	// Due is the last day for the reply, zero while the clock stands still for
	// the applicant. After a reply it is what it was when the reply was sent.
	Due      calendar.Date
	Standing Standing
	// Provisional says that days of a year without a published holiday
	// arrangement were counted by weekends.
	Provisional bool
	// DecidedOn is the day of the reply, or the day on which the case ended
	// without one; zero while it is open.
	DecidedOn calendar.Date
	// Late says that it was decided after Due.
	Late bool
}

// Deadline reckons when the reply is due.
func (c *Case) Deadline(k *Clock) Deadline {
	d := Deadline{Due: c.due(k), Standing: c.standing(), DecidedOn: c.decidedOn()}
	if !d.Due.IsZero() {
		d.Provisional = k.days.Provisional(c.ledger.start, d.Due)
		d.Late = d.DecidedOn > d.Due
	}
	return d
}

// Overdue says whether no reply has been given on a day after the due date.
func (d Deadline) Overdue(today calendar.Date) bool {
	return !d.Due.IsZero() && d.DecidedOn.IsZero() && today > d.Due
}

func (c *Case) standing() Standing {
	switch c.State {
	case Submitted:
		return ForConfirmation
	case Correcting:
		return ForCorrection
	case AwaitingPayment:
		return ForPayment
	}
	return ""
}

// decidedOn is the day of the reply that the period was for, or of the end
// without one: the first since the case was last reopened.
func (c *Case) decidedOn() calendar.Date {
	if c.State.IsOpen() {
		return 0
	}
	for i := range c.Results {
		if c.Results[i].Round == len(c.Reopened) {
			return c.Results[i].On
		}
	}
	return 0
}

// waited says that the case stands still for the applicant, or stood so when it
// ended.
func (c *Case) waited() bool {
	return c.State == Submitted || c.State == "" || len(c.ledger.stops) > 0 && c.ledger.stops[len(c.ledger.stops)-1].to.IsZero()
}

// due returns the last day for the reply, zero while the clock stands still.
func (c *Case) due(k *Clock) calendar.Date {
	if c.waited() || c.rules == nil {
		return 0
	}
	return c.reckon(k)
}

// reckon counts the working days of the period from its start, without those
// of consultations.
func (c *Case) reckon(k *Clock) calendar.Date {
	l := &c.ledger
	at, left := l.start, int(l.period+l.extra)
	if !c.rules.ExcludeStartDay {
		at--
	}
	var room [8]span
	for _, s := range c.spans(k, room[:0]) {
		if s.to <= at {
			continue
		}
		if s.from > at {
			counted := k.days.Between(at, s.from)
			if counted >= left {
				break
			}
			left -= counted
		}
		at = s.to
	}
	return max(k.days.After(at, left), l.until)
}

// A span is a time that is not counted: the days after from up to and
// including to.
type span struct {
	from, to calendar.Date
	of       int // of the list of consultations, -1 for another reason
	why      string
}

// spans appends what is not counted after the start, in the order of its first
// days. Spans may overlap.
func (c *Case) spans(k *Clock, all []span) []span {
	for i := range c.Consultations {
		all = insert(all, span{from: c.Consultations[i].SentOn, to: c.excludedUntil(&c.Consultations[i], k), of: i})
	}
	for _, s := range c.ledger.stops {
		if !s.restarts && !s.to.IsZero() {
			all = insert(all, span{from: s.from, to: s.to, of: -1})
		}
	}
	return all
}

// insert keeps spans in order; there are seldom more than three.
func insert(all []span, s span) []span {
	all = append(all, s)
	for i := len(all) - 1; i > 0 && all[i].from < all[i-1].from; i-- {
		all[i], all[i-1] = all[i-1], all[i]
	}
	return all
}

// excludedUntil is the last day that a consultation keeps out of the count: the
// day the opinion arrived, at the latest the last day on which it was due.
// While it is open, its full period is kept out; for an organ that is no
// co-maker the law sets no period, so the alarm's stands for it until the
// opinion is there.
func (c *Case) excludedUntil(t *Consultation, k *Clock) calendar.Date {
	due := c.opinionDue(t, k)
	switch {
	case t.OpinionOn.IsZero():
		return due
	case t.Party == OtherOrgan:
		return t.OpinionOn
	}
	return min(t.OpinionOn, due)
}

// opinionDue is the last day for an opinion, for an organ that is no co-maker
// the day of the alarm.
func (c *Case) opinionDue(t *Consultation, k *Clock) calendar.Date {
	from := t.SentOn
	if !t.ReceivedOn.IsZero() {
		from = t.ReceivedOn
	}
	return k.days.After(from, int(c.rules.opinion(t.Party)))
}

func (r *Rules) opinion(p Party) law.WorkingDays {
	switch p {
	case ThirdParty:
		return r.ThirdParty
	case CoMaker:
		return r.CoMaker
	}
	return r.OtherOrgan
}
