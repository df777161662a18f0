package filing

import (
	"slices"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
)

// A Zero is a named person's word that nothing happened of what a register
// records in a year (零报告).
type Zero struct {
	By      string
	Account int64
	On      calendar.Date
}

// ConfirmZeros says of registers without entries that nothing happened: their
// cells become 0, which an empty register alone never is.
type ConfirmZeros struct{ Registers []register.Key }

// Check refuses what is no register of figures, and an empty list.
func (s ConfirmZeros) Check() error {
	if len(s.Registers) == 0 {
		return problem.Invalid("没有勾选任何一项").Try("请勾选确实没有发生的事项").At("register")
	}
	for _, key := range s.Registers {
		if d, ok := register.Of(key); !ok || len(d.Figures) == 0 {
			return problem.Invalid("“%s”不是计入年度报告的登记簿", shorten(string(key))).At("register")
		}
	}
	return nil
}

// speaks says whether a register's entries say what happened in the year, so
// that where they count nothing there was nothing: something of the year is
// recorded. What is only there from years before does not say so.
func (f Facts) speaks(d *register.Description) bool {
	return slices.ContainsFunc(d.Figures, func(g register.Figure) bool {
		return f.Counted[g.Code] != 0 && (g.Measure == register.Counted || g.Measure == register.InForce && !d.Standing)
	})
}

// computed is the figure of a cell that a register gives. An empty register
// gives none until somebody has confirmed the zero.
func (f Facts) computed(e *report.Edition, code report.Code) (n int64, origin Origin, ok bool) {
	d, ok := counts(e, code)
	if !ok {
		return 0, Missing, false
	}
	switch n = f.Counted[code]; {
	case n != 0 || f.speaks(d):
		return n, Counted, true
	case f.knows(d):
		return 0, Confirmed, true
	}
	return 0, Missing, true
}

// A Silence is a register that records nothing of the year and of which nobody
// has confirmed that nothing happened.
type Silence struct {
	*register.Description
	// Cells is how many cells of the form wait for it; a report is complete
	// without those that have none, which chapters alone tell.
	Cells int
}

// Silent lists the registers that are silent, in the order of the registers.
func (f Facts) Silent() (all []Silence) {
	edition := Form(f.Year).Name
	for _, d := range register.All() {
		if !f.knows(d) {
			all = append(all, Silence{d, len(d.FiguresIn(edition))})
		}
	}
	return all
}

// Zeroed is a register of which somebody has said that nothing happened.
type Zeroed struct {
	*register.Description
	Zero
	// Overtaken says that entries have come since, which count by themselves.
	Overtaken bool
}

// Zeroed lists what was said, in the order of the registers.
func (f Facts) Zeroed() (all []Zeroed) {
	for _, d := range register.All() {
		if z, ok := f.Zeros[d.Key]; ok {
			all = append(all, Zeroed{d, z, f.speaks(d)})
		}
	}
	return all
}

// knows says that the register tells what happened in the year, or that a
// person said that nothing did.
func (f Facts) knows(d *register.Description) bool {
	_, confirmed := f.Zeros[d.Key]
	return confirmed || f.speaks(d)
}
