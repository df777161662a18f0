package report

import (
	"fmt"

	"gongkai/law"
)

// remedyRules judge the table of chapter 四.
var remedyRules = []Rule{
	{Name: "remedy_total", Fact: "R05", Severity: Error, Cite: law.Form2021, Blank: true, At: "remedy.<group>.total",
		Says:  "每组结果维持＋结果纠正＋其他结果＋尚未审结＝总计",
		Try:   "请核对这一组的四项和总计。",
		check: (*checker).remedyTotals},
	{Name: "pending_lost", Fact: "R21", Severity: Caution, Cite: law.Form2021, At: "remedy.<group>.total",
		Says:  "上一年度尚未审结的，本年度应有结果或者仍未审结：各组总计不少于上一年度的尚未审结",
		Try:   "请与上一年度报告逐件核对；上年数字有误的，在报告中说明。",
		check: (*checker).pendingLost},
	{Name: "remedy_path", Fact: "R23", Severity: Info, Cite: law.Reconsideration.Item(23, 1, 4, "申请政府信息公开，行政机关不予公开"), Since: 2024,
		At:    "remedy.litigation_direct.total",
		Says:  "2024年起，对不予公开应先申请行政复议，未经复议直接起诉的需要核对",
		Try:   "请核对这些案件是否针对不予公开的答复。",
		check: (*checker).remedyPath},
}

func (k *checker) remedyTotals() {
	b := k.Edition.remedies()
	for i := range b.rows {
		k.rowTotal(b, i, k.Edition.Groups[i].Name)
	}
}

// pendingLost finds groups in which what was pending last year cannot all be in this
// year's figures.
func (k *checker) pendingLost() {
	if !k.followsPrevious() {
		return
	}
	b := k.Edition.remedies()
	for i, g := range k.Edition.Groups {
		before, ok := k.Previous.counted(Code("remedy." + g.Key + ".pending"))
		now, also := b.counts(k.Report, i, b.totalColumn())
		if !ok || !also || before.Cmp(now) <= 0 {
			continue
		}
		k.add(Finding{At: "remedy." + g.Key + ".total", Left: before.side(), Right: now.side(),
			Says: fmt.Sprintf("%s：上一年度尚未审结%s件，本年度总计%s件，少%s件。", g.Name(), before.show(), now.show(), gap(before, now))})
	}
}

// remedyPath points out suits brought without reconsideration in a year in which
// something was withheld: against a refusal the way leads through
// reconsideration first. Suits against other replies may be direct.
func (k *checker) remedyPath() {
	const at = "remedy.litigation_direct.total"
	direct, ok := k.counted(at)
	withheld, also := k.counted("application.withheld.total")
	if !ok || !also || direct.Sign() <= 0 || withheld.Sign() <= 0 {
		return
	}
	k.add(Finding{At: at, Left: direct.side(), Right: withheld.side(),
		Says: fmt.Sprintf("未经复议直接起诉%s件，本年度不予公开%s件；2024年起，对不予公开应先申请行政复议。", direct.show(), withheld.show())})
}
