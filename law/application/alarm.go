package application

import (
	"gongkai/law"
	"gongkai/law/calendar"
)

// A Secondary is a clock beside that of the reply: somebody has to do something
// by a day.
type Secondary struct {
	Key  string        // correction_notice, opinion, …; never change one
	What string        // what has to be done, in Chinese
	Who  Role          // who has to do it; the applicant for what the office awaits
	From calendar.Date // the day it is reckoned from
	Due  calendar.Date // the last day
	Cite law.Citation  // zero where the program only reminds
}

// Secondaries returns the secondary clocks that run, the nearest first in the
// order of the procedure.
func (c *Case) Secondaries(k *Clock) (all []Secondary) {
	rules := c.rules
	if rules == nil {
		rules, _ = k.Rules(c.SubmittedOn)
	}
	switch {
	case rules == nil:
	case c.State == Submitted:
		cite := law.OGI.Item(31, 0, 2, "应当于收到申请的当日与申请人确认")
		if c.Channel != Letter {
			cite = law.Citation{}
		}
		all = append(all, Secondary{"confirmation", "与申请人确认收到申请", ByClerk, c.SubmittedOn, k.days.After(c.SubmittedOn, int(rules.Confirmation)), cite})
	case c.State == Correcting:
		all = append(all, Secondary{"correction", "申请人补正", ByApplicant, c.Correction.AskedOn, c.Correction.Until, abandoned})
	case c.State == AwaitingPayment:
		all = append(all, Secondary{"payment", "申请人缴费", ByApplicant, c.Fee.NoticedOn, c.paymentDue(k), law.FeeMeasure})
	case c.State == Processing && c.Correction == nil && len(c.Reopened) == 0 && c.Stage != Approved:
		all = append(all, Secondary{"correction_notice", "内容不明确的，告知申请人补正", ByClerk, c.ReceivedOn, c.correctionNoticeDue(k), once})
	}
	if c.State.IsOpen() {
		all = append(all, c.opinionClocks(k)...)
		all = append(all, c.unitClocks()...)
	}
	return all
}

func (c *Case) opinionClocks(k *Clock) (all []Secondary) {
	for i := range c.Consultations {
		t := &c.Consultations[i]
		if !t.IsOpen() {
			continue
		}
		s := Secondary{Key: "opinion", What: t.Party.Label() + t.Name + "提出意见", From: max(t.SentOn, t.ReceivedOn), Due: c.opinionDue(t, k)}
		switch t.Party {
		case ThirdParty:
			s.Cite = law.OGI.Art(32, "自收到征求意见书之日起15个工作日内提出意见")
		case CoMaker:
			s.Cite = law.OGI.Art(34, "自收到征求意见书之日起15个工作日内提出意见")
		}
		all = append(all, s)
	}
	return all
}

// A Row is what a list shows of a case.
type Row struct {
	State    State
	Stage    Stage
	Next     Role // who has to act, "" for nobody
	Due      calendar.Date
	Standing Standing
	Left     int // working days left for the reply, negative when it is overdue; 0 where Due is zero
	Overdue  bool
	// Alarm is the secondary clock that ends first and needs the office's
	// attention on the day: it has passed, or ends within two working days.
	Alarm       *Secondary
	Provisional bool
	Late        bool
	Outcome     Outcome // as it counts, "" for none
	DecidedOn   calendar.Date
}

// alarmDays is how many working days before its end a secondary clock shows.
const alarmDays = 2

// Row returns what a list shows of a case on a day.
func (c *Case) Row(k *Clock, today calendar.Date) Row {
	d := c.Deadline(k)
	r := Row{
		State: c.State, Stage: c.Stage, Next: c.Next(), Due: d.Due, Standing: d.Standing, Overdue: d.Overdue(today),
		Provisional: d.Provisional, Late: d.Late, Outcome: c.Outcome(), DecidedOn: d.DecidedOn,
	}
	if !d.Due.IsZero() {
		r.Left = k.days.Between(today, d.Due) - k.days.Between(d.Due, today)
	}
	for _, s := range c.Secondaries(k) {
		ends := k.days.Between(today, s.Due) <= alarmDays
		// What the office may do, as asking for a correction, is over when it is.
		over := s.Key == "correction_notice" && today > s.Due
		if ends && !over && (r.Alarm == nil || s.Due < r.Alarm.Due) {
			r.Alarm = &s
		}
	}
	return r
}
