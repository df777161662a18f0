package application

import (
	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
)

// Outcome returns the row of table 三 in which the case counts, "" while it has
// no result: that of the first reply, or of the one that replaced it before the
// report of its year was frozen.
func (c *Case) Outcome() Outcome {
	first := c.first()
	if first == nil {
		return ""
	}
	outcome := first.Outcome
	for _, r := range c.Results[1:] {
		if !r.Beside {
			outcome = r.Outcome
		}
	}
	return outcome.inForm(first.On)
}

// Redecisions returns the results that are shown beside table 三.
func (c *Case) Redecisions() (all []Result) {
	for _, r := range c.Results {
		if r.Beside {
			all = append(all, r)
		}
	}
	return all
}

// NewIn returns the year in which the case is newly received, 0 while the day
// of receipt is not settled. Corrections, fees and consultations never change
// it.
func (c *Case) NewIn() int {
	if c.ReceivedOn.IsZero() {
		return 0
	}
	return c.ReceivedOn.Year()
}

// ResultIn returns the year in which the result counts, 0 while there is none:
// that of the day on which the first reply left the organ.
func (c *Case) ResultIn() int {
	if first := c.first(); first != nil {
		return first.On.Year()
	}
	return 0
}

// CarriedOver says whether the case was open at the end of a day: received, and
// without its first result.
func (c *Case) CarriedOver(day calendar.Date) bool {
	first := c.first()
	return !c.ReceivedOn.IsZero() && c.ReceivedOn <= day && (first == nil || first.On > day)
}

// Kind returns the kind of applicant that the case counts under: that of the
// first applicant, "" where none is known.
func (c *Case) Kind() Kind {
	if len(c.Applicants) == 0 {
		return ""
	}
	return c.Applicants[0].Kind
}

// Tallies returns where the case counts in table 三, as a register's entry does;
// none before its day of receipt is settled, nor without a kind of applicant.
// A case withdrawn before that day was never received.
func (c *Case) Tallies() []register.Tally {
	if c.ReceivedOn.IsZero() || c.Kind() == "" {
		return nil
	}
	var until calendar.Date
	first := c.first()
	if first != nil {
		until = first.On
	}
	all := []register.Tally{
		{Code: c.cell("newly_received"), Day: c.ReceivedOn, N: 1},
		{Code: c.cell("carried_in"), Day: c.ReceivedOn, Until: until, N: 1},
		{Code: c.cell("carried_over"), Day: c.ReceivedOn, Until: until, N: 1},
	}
	if first != nil {
		all = append(all, register.Tally{Code: c.cell(string(c.Outcome())), Day: until, N: 1})
	}
	return all
}

func (c *Case) cell(row string) report.Code {
	return report.Code("application." + row + "." + string(c.Kind()))
}
