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
		Says: fmt.Sprintf("未经复议直接起诉%s件，本年度不予公开%s件。", direct.show(), withheld.show())})
}
