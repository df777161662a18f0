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

// Speaks says whether a register's entries say what happened in the year, so
// that where they count nothing there was nothing: something of the year is
// recorded. What is only there from years before does not say so.
func Speaks(d *register.Description, sums map[report.Code]int64) bool {
	return slices.ContainsFunc(d.Figures, func(f register.Figure) bool {
		return sums[f.Code] != 0 && (f.Measure == register.Counted || f.Measure == register.InForce && !d.Standing)
	})
}

// computed is the figure of a cell that a register gives. An empty register
// gives none until somebody has confirmed the zero.
func (f Facts) computed(e *report.Edition, code report.Code) (n int64, origin Origin, ok bool) {
	d, ok := counts(e, code)
	if !ok {
		return 0, Missing, false
	}
	n = f.Counted[code]
	if n != 0 || Speaks(d, f.Counted) {
		return n, Counted, true
	}
	if _, confirmed := f.Zeros[d.Key]; confirmed {
		return 0, Confirmed, true
	}
	return 0, Missing, true
}

// Silent lists the registers that record nothing of the year and of which
// nobody has confirmed that nothing happened, in the order of the registers.
// Those without a cell in the form are left out: a report is complete without
// what they tell.
func (f Facts) Silent() (all []*register.Description) {
	edition := Form(f.Year).Name
	for _, d := range register.All() {
		_, confirmed := f.Zeros[d.Key]
		if len(d.FiguresIn(edition)) > 0 && !confirmed && !Speaks(d, f.Counted) {
			all = append(all, d)
		}
	}
	return all
}
