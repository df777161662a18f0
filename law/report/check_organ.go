package report

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"gongkai/law"
)

// organRules judge the report as a whole: whose it is, its year and its dates.
var organRules = []Rule{
	{Name: "year_mismatch", Fact: "R15", Severity: Error, Cite: law.OGI.Para(49, 1, "上一年度政府信息公开工作年度报告"), At: "year",
		Says:  "标题的年份＝报告年度",
		Try:   "请改正标题或者报告年度。",
		check: (*checker).titleYear},
	{Name: "period", Fact: "R15", Severity: Error, Cite: law.Form2021, At: "period",
		Says:  "统计期限为报告年度的1月1日至12月31日",
		Try:   "请改正统计期限。",
		check: (*checker).period},
	{Name: "signed_early", Fact: "R15", Severity: Caution, Cite: law.OGI.Para(49, 1, "上一年度政府信息公开工作年度报告"), At: "signed",
		Says:  "成文日期在报告年度结束之后",
		Try:   "请核对成文日期和报告年度。",
		check: (*checker).signedEarly},
	{Name: "published_late", Fact: "R16", Severity: Error, Cite: law.OGI.Para(49, 1, "应当在每年1月31日前"), At: "published",
		Says:  "部门在1月31日前、县级以上政府在3月31日前公布；乡镇按本地期限（层级或者日期是推断的，为“待确认”）",
		Try:   "请核对公布日期；确已逾期的，尽快公布并说明。",
		check: (*checker).publishedLate},
	{Name: "edition_year", Fact: "R14", Severity: Caution, Cite: law.Form2021, At: "edition",
		Says:  "2019、2020年度用2019年格式，2021年度起用2021年格式",
		Try:   "请改用这一年度的格式。",
		check: (*checker).editionYear},
	{Name: "previous_year", Fact: "R04", Severity: Info, At: "year",
		Says:  "用来对比的报告应是上一年度的",
		Try:   "请给出上一年度的报告。",
		check: (*checker).previousYear},
}

var yearInTitle = regexp.MustCompile(`20\d\d`)

func (k *checker) titleYear() {
	year, err := strconv.Atoi(yearInTitle.FindString(k.Title))
	if err != nil || k.Year == 0 || year == k.Year {
		return
	}
	k.add(Finding{At: "year", Says: fmt.Sprintf("标题写%d年，报告年度为%d年。", year, k.Year)})
}

func (k *checker) period() {
	from, to := k.Dates.From, k.Dates.To
	if k.Year == 0 || from == "" && to == "" {
		return
	}
	first, last := fmt.Sprintf("%04d-01-01", k.Year), fmt.Sprintf("%04d-12-31", k.Year)
	if from != "" && from != first || to != "" && to != last {
		k.add(Finding{At: "period", Says: fmt.Sprintf("统计期限为%s至%s，报告年度为%d年。",
			chineseDate(cmp.Or(from, first)), chineseDate(cmp.Or(to, last)), k.Year)})
	}
}

func (k *checker) signedEarly() {
	if k.Year == 0 || k.Dates.Signed == "" || k.Dates.Signed > fmt.Sprintf("%04d-12-31", k.Year) {
		return
	}
	k.add(Finding{At: "signed", Says: fmt.Sprintf("成文日期为%s，报告年度%d年还没有结束。", chineseDate(k.Dates.Signed), k.Year)})
}

// editionYear finds an old form used for a new year, or the reverse. An edition
// that the report does not show says nothing.
func (k *checker) editionYear() {
	e := k.Edition
	if e == nil || slices.ContainsFunc(k.Warnings, func(w Warning) bool { return w.Code == "edition_assumed" }) || k.Year == 0 || k.Year >= e.FirstYear && (e.LastYear == 0 || k.Year <= e.LastYear) {
		return
	}
	k.add(Finding{At: "edition", Says: fmt.Sprintf("%d年度的报告用了%s年的格式（%s）。", k.Year, e.Name, e.Source)})
}

// previousYear tells that nothing was compared with a report that is not last
// year's.
func (k *checker) previousYear() {
	if k.Previous == nil || k.Previous.Edition == nil || k.Edition == nil || k.followsPrevious() {
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

// day is the day whose parameters judge the report: the last of its year.
func (k *checker) day() law.Day {
	if k.Year == 0 {
		return "9999-12-31"
	}
	return law.Day(fmt.Sprintf("%04d-12-31", k.Year))
}

// parameter is the parameter's value for the report.
func parameter[T any](k *checker, p law.Dated[T]) T {
	row, _ := p.On(k.day(), slices.DeleteFunc([]string{k.Report.Organ}, func(s string) bool { return s == "" })...)
	return row.Value
}

// chineseDate writes 2026-03-05 as 2026年3月5日, and anything else as it is.
func chineseDate(iso string) string {
	var year, month, day int
	if n, err := fmt.Sscanf(iso, "%4d-%2d-%2d", &year, &month, &day); n != 3 || err != nil {
		return iso
	}
	return fmt.Sprintf("%d年%d月%d日", year, month, day)
}
