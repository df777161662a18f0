package report

import (
	"fmt"

	"gongkai/law"
	"gongkai/law/problem"
)

// rollUpRules judge a superior's report against those of its subordinates; only
// a roll-up can.
var rollUpRules = []Rule{
	{Name: "child_sum", Fact: "R22", Severity: Caution, Cite: law.Form2021, At: "<cell>",
		Says: "上级公布的数字＝本级机关和各下级机关之和（缺下级报告，或者隶属关系是从名称推断的，为“待确认”）",
		Try:  "请核对是否有下级机关漏报、重报，或者上级汇总有误。"},
}

// Against compares the published report of a superior with the sum of those
// below it, its own office's included, cell by cell. A cell is judged when every
// report added has it. Where the forms divide （六）其他处理 differently its rows
// are compared as a group. The findings are uncertain while organs are missing
// or the subordination was read from names.
func (u *RollUp) Against(published *Report) ([]Finding, error) {
	if u.year != 0 && published.Year != 0 && published.Year != u.year {
		return nil, problem.Invalid("%s是%d年度的报告，下级的报告是%d年度的", published.File, published.Year, u.year).
			Try("请给出同一年度的报告")
	}
	s := u.settle()
	severity := rollUpRules[0].Severity
	if len(u.tree.parents) == 0 || len(u.missing(s.above)) > 0 {
		severity = Uncertain
	}
	k := &checker{Report: published, rule: &rollUpRules[0]}
	s.judge(published, func(code Code, left, right Number) {
		if left == right {
			return
		}
		k.add(Finding{At: string(code), Left: &left, Right: k.tableSide(code, right), Severity: severity,
			Says: fmt.Sprintf("%s：下级合计%s，上级公布%s，差%s%s。", k.name(code), left.show(), right.show(), gap(left, right), k.unit(code))})
	})
	return k.findings, nil
}

// Judged is how many figures Against compares with the published report: those
// that it and every report added have.
func (u *RollUp) Judged(published *Report) int {
	n := 0
	u.settle().judge(published, func(Code, Number, Number) { n++ })
	return n
}

// judge calls f for every figure that the published report and every report
// added have.
func (s settlement) judge(published *Report, f func(code Code, left, right Number)) {
	for _, code := range published.comparable() {
		if !published.Edition.Has(code) && !s.hasCell(code) {
			continue // the group's rows are compared one by one
		}
		left, ok := s.total(code)
		if right, also := published.counted(code); ok && also {
			f(code, left, right)
		}
	}
}

// comparable are the cells of the report and, for every column, the sum of the
// rows of （六）, which editions divide differently.
func (r *Report) comparable() []Code {
	if r.Edition == nil {
		return nil
	}
	codes := append([]Code(nil), r.Edition.codes...)
	for _, column := range r.Edition.Columns {
		if code := Code("application.otherwise_handled." + column.Key); !r.Edition.Has(code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// total is the cell, or the sum that has a code, over all reports added; ok is
// false when one of them lacks it.
func (s settlement) total(code Code) (total Number, ok bool) {
	for e, t := range s.sums {
		if t.reports == 0 {
			continue
		}
		cells := []Code{code}
		if !e.Has(code) {
			cells = e.summed(code)
		}
		for _, cell := range cells {
			c := t.cells[e.index[cell]]
			if c.absent > 0 {
				return Number{}, false
			}
			total = total.Add(c.sum)
		}
		if len(cells) == 0 {
			return Number{}, false
		}
		ok = true
	}
	return total, ok
}

// hasCell says that some report's form has the code as a cell of its own.
func (s settlement) hasCell(code Code) bool {
	for e, t := range s.sums {
		if t.reports > 0 && e.Has(code) {
			return true
		}
	}
	return false
}
