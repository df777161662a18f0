package application

import (
	"gongkai/law/problem"
)

// Supervision (督办) is when what is nearly due or overdue is brought before
// whom, in working days. No law sets these days: they are the office's own.
type Supervision struct {
	// Soon is how many working days before its due date a case is due soon.
	Soon int `json:"soon"`
	// Superior is how many working days a case is overdue when the superior organ
	// sees it.
	Superior int `json:"superior"`
	// Unit is how long an inner office has for its opinion, unless the request says
	// another day.
	Unit int `json:"unit"`
}

// DefaultSupervision is what holds until an office sets days of its own.
func DefaultSupervision() Supervision { return Supervision{Soon: 3, Superior: 5, Unit: 5} }

// Check returns what is wrong with the days.
func (s Supervision) Check() (faults []*problem.Error) {
	for _, f := range []struct {
		field, label string
		value, most  int
	}{
		{"soon", "到期前提醒", s.Soon, 15}, {"superior", "逾期后上级可见", s.Superior, 60}, {"unit", "内设机构提出意见", s.Unit, 15},
	} {
		if f.value < 1 || f.value > f.most {
			faults = append(faults, problem.Invalid("“%s”为%d个工作日", f.label, f.value).Try("请填写1至%d的整数", f.most).At(f.field))
		}
	}
	return faults
}
