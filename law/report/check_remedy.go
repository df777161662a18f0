package report

// remedyRules judge the table of chapter 四.
var remedyRules = []Rule{
	{Name: "remedy_total", Fact: "R05", Severity: Error, Source: form2021Source, Blank: true, At: "remedy.<group>.total",
		Says:  "每组结果维持＋结果纠正＋其他结果＋尚未审结＝总计",
		Try:   "请核对这一组的四项和总计。",
		check: (*checker).remedyTotals},
}

func (k *checker) remedyTotals() {
	b := k.Edition.remedies()
	for i := range b.rows {
		g := &k.Edition.Groups[i]
		k.rowTotal(b, i, "remedy."+g.Key+".total", g.Name())
	}
}
