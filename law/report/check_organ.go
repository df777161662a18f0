package report

import "fmt"

// form2021Source is the document that orders the form in use.
const form2021Source = "国办公开办函〔2021〕30号"

// organRules judge the report as a whole: its year, its dates, whose it is.
var organRules = []Rule{
	{Name: "previous_year", Severity: Info, Source: form2021Source, At: "year",
		Says:  "用来对比的报告应是上一年度的",
		Try:   "请给出上一年度的报告。",
		check: (*checker).previousYear},
}

// previousYear tells that nothing was compared with a report that is not last
// year's.
func (k *checker) previousYear() {
	if k.Previous == nil || k.followsPrevious() {
		return
	}
	if k.Previous.Edition == nil || k.Edition == nil {
		return
	}
	k.add(Finding{At: "year", Says: fmt.Sprintf("对比的报告是%d年度的，不是%d年度的，跨年数据没有核对。", k.Previous.Year, k.Year-1)})
}

// followsPrevious says that there is a report on the year before to compare
// with. A report whose year is unknown is taken as what the caller says it is.
func (k *checker) followsPrevious() bool {
	p := k.Previous
	if p == nil || p.Edition == nil || k.Edition == nil {
		return false
	}
	return p.Year == 0 || k.Year == 0 || p.Year == k.Year-1
}
