package portal

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/law/report"
	"gongkai/web"
)

// A chart is a table whose rows have bars beside the numbers: what became of the
// applications, who made them, what was disclosed in each month.
type chart struct {
	Caption, Small string
	Head           string // of the first column
	Year           string // of the numbers
	Last           int    // the year of the hollow bars, 0 for none
	Bars           []bar
}

// A bar is one row of the chart. Widths are percentages as SVG has them.
type bar struct {
	Label      string
	Value, Was string
	Width      string
	WasWidth   string
}

// A row is a label and its numbers, before the bars are drawn.
type row struct {
	label  string
	n, was report.Number
}

// results are the six results with the rows that make them.
var results = []struct {
	label string
	group string
}{
	{"予以公开", "granted"}, {"部分公开", "partly_granted"}, {"不予公开", "withheld"},
	{"无法提供", "unavailable"}, {"不予处理", "not_processed"}, {"其他处理", "otherwise_handled"},
}

// groupTotal adds the 总计 of the rows of a group.
func groupTotal(r *report.Report, group string) report.Number { return groupSum(r, group, "total") }

// groupSum adds one column of the rows of a group.
func groupSum(r *report.Report, group, column string) (sum report.Number) {
	if r == nil || r.Edition == nil {
		return sum
	}
	for _, row := range r.Edition.Rows {
		if row.Key == group || strings.HasPrefix(row.Key, group+".") {
			sum = sum.Add(r.Figure(report.Code("application." + row.Key + "." + column)).OrZero())
		}
	}
	return sum
}

// resultsOf is the chart of a report's results, beside last year's; nil where
// nothing was handled in either year.
func resultsOf(now, last *report.Report) *chart {
	c := beside(now, last)
	c.Caption, c.Head = "办结的申请，按结果", "结果"
	c.Small = fmt.Sprintf("%d年，共%s件", now.Year, shown(now.Figure("application.total_handled.total").OrZero()))
	var rows []row
	for _, res := range results {
		rows = append(rows, row{res.label, groupTotal(now, res.group), groupTotal(last, res.group)})
	}
	return c.drawn(rows)
}

// applicantsOf is the chart of who made the new applications, beside last
// year's; nil where there were none in either year.
func applicantsOf(now, last *report.Report) *chart {
	if now.Edition == nil {
		return nil
	}
	c := beside(now, last)
	c.Caption, c.Head = "新收的申请，按申请人", "申请人"
	c.Small = fmt.Sprintf("%d年，共%s件", now.Year, shown(received(now)))
	var rows []row
	for _, column := range now.Edition.Columns {
		if column.Key == "total" {
			continue
		}
		code := report.Code("application.newly_received." + column.Key)
		one := row{label: column.Label, n: now.Figure(code).OrZero()}
		if last != nil {
			one.was = last.Figure(code).OrZero()
		}
		rows = append(rows, one)
	}
	return c.drawn(rows)
}

// monthsOf is the chart of what was disclosed in each month, as frozen with the
// version; nil where it has none.
func monthsOf(year int, months []int64) *chart {
	c := &chart{Caption: "主动公开的信息，按月", Head: "月份", Year: "条"}
	var rows []row
	total := int64(0)
	for i, n := range months {
		rows = append(rows, row{label: strconv.Itoa(i+1) + "月", n: report.Count(n)})
		total += n
	}
	c.Small = fmt.Sprintf("%d年，共%s条", year, shown(report.Count(total)))
	return c.drawn(rows)
}

// beside is a chart of two years, of which the earlier may be missing.
func beside(now, last *report.Report) *chart {
	c := &chart{Year: strconv.Itoa(now.Year)}
	if last != nil {
		c.Last = last.Year
	}
	return c
}

// drawn gives the chart its bars; nil where all of them would be nothing.
func (c *chart) drawn(rows []row) *chart {
	most := int64(0)
	for _, r := range rows {
		most = max(most, r.n.Int64(), r.was.Int64())
	}
	if most == 0 {
		return nil
	}
	most = roundUp(most)
	for _, r := range rows {
		c.Bars = append(c.Bars, bar{r.label, shown(r.n), shown(r.was), percent(r.n.Int64(), most), percent(r.was.Int64(), most)})
	}
	return c
}

func shown(n report.Number) string { return web.Thousands(n.String()) }

func percent(n, of int64) string {
	return strconv.FormatFloat(float64(max(0, n))*100/float64(of), 'f', 1, 64) + "%"
}

// roundUp is the next number that ends an axis well: 80 for 71, 200 for 181.
func roundUp(n int64) int64 {
	step := int64(1)
	for step*10 < n {
		step *= 10
	}
	return (n + step - 1) / step * step
}

func received(r *report.Report) report.Number {
	return r.Figure("application.newly_received.total").OrZero()
}
