package filing

import (
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
)

// An OpeningStock is what an adopted report says of the documents in force at
// the end of its year, and what the register lacks of it.
type OpeningStock struct {
	Kind     string // of the register: rule, normative
	Label    string // 规章
	Code     report.Code
	Reported int64 // 现行有效 in the report
	Recorded int64 // what the register counts on that day
}

// Missing is how many documents the register lacks: those entered singly or
// with an earlier stock are taken off, so that none counts twice. 0 where it
// has as many, or more.
func (s OpeningStock) Missing() int64 { return max(0, s.Reported-s.Recorded) }

// Excess is how many more the register counts than the report: an older
// document entered singly and not yet taken off the stock.
func (s OpeningStock) Excess() int64 { return max(0, s.Recorded-s.Reported) }

// OpeningStocks compares a published report with the register of rules and
// normative documents as it counts on 31 December of its year. Editions without
// 现行有效 give none.
func OpeningStocks(r *report.Report, counted map[report.Code]int64) (all []OpeningStock) {
	for _, kind := range []struct{ key, group string }{{"rule", "rules"}, {"normative", "normative"}} {
		code := report.Code("disclosure." + kind.group + ".in_force")
		f := r.Figure(code)
		if f.Mark != report.Reported || !f.Number.IsInteger() || f.Number.Sign() < 0 {
			continue
		}
		all = append(all, OpeningStock{Kind: kind.key, Label: register.Normative.Field("kind").Option(kind.key).Label, Code: code,
			Reported: f.Number.Int64(), Recorded: counted[code]})
	}
	return all
}

// Enter is the entry that brings the register up to the report, with the report
// as its source.
func (s OpeningStock) Enter(year int) register.Enter {
	day, _ := calendar.DateOf(year, 12, 31)
	return register.Enter{Register: register.Normative.Key, Values: register.Values{
		"number": fmt.Sprintf("%d年底存量（%s）", year, s.Label), "title": fmt.Sprintf("%d年底以前制发、现行有效的%s", year, s.Label),
		"kind": s.Kind, "issued_on": day.String(), "stock": fmt.Sprint(s.Missing()), "source": fmt.Sprintf("%d年度报告", year),
	}}
}
