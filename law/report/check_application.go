package report

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/law"
)

// applicationRules judge the table of chapter 三.
var applicationRules = []Rule{
	{Name: "missing_row", Fact: "R14", Severity: Error, Cite: law.Form2021, At: "application.<row>",
		Says:  "第三部分的表应有格式规定的每一行",
		Try:   "请按格式补上这一行，没有的填0。",
		check: (*checker).missingRows},
	{Name: "row_total", Fact: "R02", Severity: Error, Cite: law.Form2021, Blank: true, At: "application.<row>.total",
		Says:  "每行六类申请人之和＝总计",
		Try:   "请核对这一行六类申请人的数字和总计。",
		check: (*checker).rowTotals},
	{Name: "handled_total", Fact: "R03", Severity: Error, Cite: law.Form2021, Blank: true, At: "application.total_handled.<column>",
		Says:  "每列各项办理结果之和＝（七）总计",
		Try:   "请核对这一列（一）至（六）各项和（七）总计。",
		check: (*checker).handledTotals},
	{Name: "balance", Fact: "R01", Severity: Error, Cite: law.Form2021, Blank: true, At: "application.carried_over.<column>",
		Says:  "每列本年新收＋上年结转＝办理结果总计＋结转下年度（表内勾稽关系）",
		Try:   "请核对这一列的新收、结转和办理结果。",
		check: (*checker).balance},
	{Name: "carry_over", Fact: "R04", Severity: Error, Cite: law.Form2021, At: "application.carried_in.<column>",
		Says:  "上年结转＝上一年度报告的结转下年度继续办理（分列不符的为“请核对”）",
		Try:   "请与上一年度报告核对；上年数字有误的，在报告中说明。",
		check: (*checker).carryOver},
}

// missingRows finds the rows of the edition that are not in a table which is
// there. A row that is there and was refused by the reader has a warning of its
// own and is not missing; nor can be told which is when there are rows of figures
// that belong to none.
func (k *checker) missingRows() {
	b := k.Edition.applications()
	if !k.hasApplications() || k.hasUnlabelled() {
		return
	}
	for i := range k.Edition.Rows {
		if (block{b.at(i, 0), 1, b.width}).isThere(k.Report) {
			continue
		}
		row := &k.Edition.Rows[i]
		at := "application." + row.Key
		if k.isRefused(at) {
			continue
		}
		k.add(Finding{At: at, Says: fmt.Sprintf("表中没有“%s”一行。", row.Name())})
	}
}

// hasApplications says that the file has the table of chapter 三, even if none
// of its rows could be read.
func (k *checker) hasApplications() bool {
	if k.Edition == nil {
		return false
	}
	if k.Edition.applications().isThere(k.Report) {
		return true
	}
	for _, w := range k.Warnings {
		if strings.HasPrefix(w.At, "application.") {
			return true
		}
	}
	return false
}

// hasUnlabelled says that the reader met rows of the table whose labels it does not
// know.
func (k *checker) hasUnlabelled() bool {
	return slices.ContainsFunc(k.Warnings, func(w Warning) bool { return w.Code == "row_unlabelled" })
}

// isRefused says that the reader met the row and warned of it, of a cell in it or
// of its group.
func (k *checker) isRefused(at string) bool {
	for _, w := range k.Warnings {
		if w.Code == "label_unclear" {
			continue // a row that was read, with a label to look at
		}
		inGroup := strings.Contains(w.At, ".") && strings.HasPrefix(at, w.At+".")
		if w.At == at || inGroup || strings.HasPrefix(w.At, at+".") {
			return true
		}
	}
	return false
}

func (k *checker) rowTotals() {
	b := k.Edition.applications()
	for i := range b.rows {
		k.rowTotal(b, i, k.Edition.Rows[i].Name)
	}
}

// rowTotal judges one row of a table whose last column is the sum of the others.
func (k *checker) rowTotal(b block, row int, name func() string) {
	left, ok := b.added(k.Report, row)
	i := b.at(row, b.totalColumn())
	total := k.figures[i]
	if !ok || !total.IsThere() || left == total.OrZero() {
		return
	}
	k.add(Finding{Rule: k.blankIf(total.IsNull()), At: string(k.Edition.codes[i]), Left: left.side(), Right: total.orNil(),
		Says: fmt.Sprintf("%s：各列之和%s，总计%s，%s。", name(), equation(b.parts(k.Report, row)...), k.shown(i), k.short(i, left))})
}

// short says by how much a total misses what it should be, or what belongs into a
// cell that holds no number.
func (k *checker) short(i int, want Number) string {
	if k.figures[i].IsNull() {
		return "应为" + want.show()
	}
	return "差" + gap(want, k.figures[i].Number).show() + "件"
}

// handledTotals sums the rows that are there: a row that is missing is told by
// missing_row. When the reader refused a row the sum lacks its figures: then only
// a sum that is too large already says anything, and that is uncertain.
func (k *checker) handledTotals() {
	b := k.Edition.applications()
	for column := range b.width {
		k.handledTotal(b, column)
	}
}

func (k *checker) handledTotal(b block, column int) {
	all := k.Edition.rowOf(TotalHandled)
	right, ok := b.counts(k.Report, all, column)
	if !ok {
		return
	}
	results := make([]Number, 0, 32) // more than any form has
	severity, unlabelled := k.rule.Severity, k.hasUnlabelled()
	for i := range k.Edition.Rows {
		row := &k.Edition.Rows[i]
		if row.Part != Result {
			continue
		}
		if n, ok := b.counts(k.Report, i, column); ok {
			results = append(results, n)
		} else if unlabelled || k.isRefused("application."+row.Key) {
			severity = Uncertain
		}
	}
	left := sum(results)
	if left == right || len(results) == 0 || severity == Uncertain && left.Cmp(right) < 0 {
		return
	}
	i := b.at(all, column)
	says := fmt.Sprintf("%s：各项办理结果%s，（七）总计%s，%s。", k.Edition.Columns[column].Label, equation(results...), k.shown(i), k.short(i, left))
	if severity == Uncertain {
		says += "有的行没有读出，未计入。"
	}
	k.add(Finding{Rule: k.blankIf(k.figures[i].IsNull()), At: string(k.Edition.codes[i]),
		Left: left.side(), Right: k.figures[i].orNil(), Severity: severity, Says: says})
}

// balance is the form's own reconciliation, printed in the corner of its table:
// 第一项加第二项之和，等于第三项加第四项之和.
func (k *checker) balance() {
	b := k.Edition.applications()
	for column := range b.width {
		k.balanceOf(b, column)
	}
}

func (k *checker) balanceOf(b block, column int) {
	var n [4]Number
	null := false
	for i, part := range []Part{Received, CarriedIn, TotalHandled, CarriedOver} {
		row := k.Edition.rowOf(part)
		var ok bool
		if n[i], ok = b.counts(k.Report, row, column); !ok {
			return
		}
		null = null || k.figures[b.at(row, column)].IsNull()
	}
	left, right := n[0].Add(n[1]), n[2].Add(n[3])
	if left == right {
		return
	}
	says := fmt.Sprintf("%s：%s＝%s，%s＝%s，差%s件。", k.Edition.Columns[column].Label,
		addends(n[:2]), left.show(), addends(n[2:]), right.show(), gap(left, right))
	if null {
		says += "其中有空白格。"
	}
	k.add(Finding{Rule: k.blankIf(null), At: string(k.Edition.codes[b.at(k.Edition.rowOf(CarriedOver), column)]),
		Left: left.side(), Right: right.side(), Says: says})
}

// carryOver compares what was carried in with what last year's report carried
// over. Applicants are sometimes assigned to another column later, so a column
// alone is a warning.
func (k *checker) carryOver() {
	if !k.followsPrevious() {
		return
	}
	now, before := k.Edition.applications(), k.Previous.Edition.applications()
	in, over := k.Edition.rowOf(CarriedIn), k.Previous.Edition.rowOf(CarriedOver)
	for column, c := range k.Edition.Columns {
		left, ok := before.counts(k.Previous, over, column)
		right, also := now.counts(k.Report, in, column)
		if !ok || !also || left == right {
			continue
		}
		severity := Caution
		if column == now.totalColumn() {
			severity = Error
		}
		i := now.at(in, column)
		k.add(Finding{At: string(k.Edition.codes[i]), Left: left.side(), Right: k.figures[i].orNil(), Severity: severity,
			Says: fmt.Sprintf("%s：上一年度报告结转下年度%s，本年度上年结转%s，差%s件。", c.Label,
				counting("", k.Previous.figures[before.at(over, column)], left), counting("", k.figures[i], right), gap(left, right))})
	}
}
