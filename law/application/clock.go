package application

import (
	"slices"

	"gongkai/law"
	"gongkai/law/calendar"
)

// Rules are the periods of the procedure that hold for a case. They are those
// of the day of receipt: an amendment does not change what is under way.
type Rules struct {
	From calendar.Date // the first day of receipt they hold for

	Reply, ExtensionLimit, CorrectionNotice law.WorkingDays
	ThirdParty, CoMaker, OtherOrgan         law.WorkingDays
	Payment, Confirmation, Reopened         law.WorkingDays

	ExcludeStartDay, ExtendOnDueDay, ExtensionSpent bool
	CorrectionRestarts, PaymentRestarts             bool
}

// A Clock is what days are reckoned with: the working days of a calendar and
// the periods of the law for an organ. Make one for many cases; it never
// changes and may be used by several goroutines.
type Clock struct {
	days  *calendar.Counter
	rules []Rules // the latest first
}

// NewClock returns the clock of an organ, given as its own name in dated
// parameters and those of its superiors, nearest first; none is the national
// rule.
func NewClock(c calendar.Calendar, organs ...string) *Clock {
	k := &Clock{days: calendar.NewCounter(c)}
	for _, from := range turningDays() {
		if r, ok := rulesOn(from, organs); ok {
			k.rules = append(k.rules, r)
		}
	}
	return k
}

// Days returns the counter of working days.
func (k *Clock) Days() *calendar.Counter { return k.days }

// Rules returns the periods for a case received on a day, and false for one
// received before the Regulations of 2019 were in force: their text of 2007 is
// not at hand.
func (k *Clock) Rules(received calendar.Date) (*Rules, bool) {
	for i := range k.rules {
		if k.rules[i].From <= received {
			return &k.rules[i], true
		}
	}
	return nil, false
}

// Supports says whether the Regulations of 2019 hold for a case received on a
// day.
func (k *Clock) Supports(received calendar.Date) bool {
	_, ok := k.Rules(received)
	return ok
}

// periods and switches are the parameters that Rules holds.
var (
	periods = []*law.Dated[law.WorkingDays]{
		&law.ReplyPeriod, &law.ExtensionLimit, &law.CorrectionNotice, &law.ThirdPartyOpinion, &law.CoMakerOpinion,
		&law.OtherOrganAlarm, &law.PaymentPeriod, &law.ConfirmationAlarm, &law.ReopenedPeriod,
	}
	switches = []*law.Dated[bool]{
		&law.ExcludeStartDay, &law.ExtendOnDueDay, &law.ExtensionSpent, &law.CorrectionRestarts, &law.PaymentRestarts,
	}
)

// turningDays lists the days on which one of the parameters changes, the latest
// first.
func turningDays() (days []law.Day) {
	for _, p := range periods {
		for _, row := range p.Rows {
			days = append(days, row.From)
		}
	}
	for _, p := range switches {
		for _, row := range p.Rows {
			days = append(days, row.From)
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	slices.Reverse(days)
	return days
}

// rulesOn reads every parameter on a day; false where one has no row yet.
func rulesOn(day law.Day, organs []string) (r Rules, ok bool) {
	r.From = calendar.MustParse(string(day))
	into := []*law.WorkingDays{
		&r.Reply, &r.ExtensionLimit, &r.CorrectionNotice, &r.ThirdParty, &r.CoMaker,
		&r.OtherOrgan, &r.Payment, &r.Confirmation, &r.Reopened,
	}
	for i, p := range periods {
		row, ok := p.On(day, organs...)
		if !ok {
			return r, false
		}
		*into[i] = row.Value
	}
	flags := []*bool{&r.ExcludeStartDay, &r.ExtendOnDueDay, &r.ExtensionSpent, &r.CorrectionRestarts, &r.PaymentRestarts}
	for i, p := range switches {
		row, ok := p.On(day, organs...)
		if !ok {
			return r, false
		}
		*flags[i] = row.Value
	}
	return r, true
}
