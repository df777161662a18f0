package portal

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/law/report"
	"gongkai/web"
)

// A chart is a table whose rows have bars: what became of the applications.
type chart struct {
	Year  int
	Total string
	Last  int // the year of the hollow bars, 0 for none
	Bars  []bar
}

// A bar is one row of the chart. Widths are percentages as SVG has them.
type bar struct {
	Label      string
	Value, Was string
	Width      string
	WasWidth   string
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
func groupTotal(r *report.Report, group string) (sum report.Number) {
	if r == nil || r.Edition == nil {
		return sum
	}
	for _, row := range r.Edition.Rows {
		if row.Key == group || strings.HasPrefix(row.Key, group+".") {
			sum = sum.Add(r.Figure(report.Code("application." + row.Key + ".total")).OrZero())
		}
	}
	return sum
}

// resultsOf is the chart of a report, beside last year's; nil where nothing was
// handled in either year.
func resultsOf(now, last *report.Report) *chart {
	c := &chart{Year: now.Year, Total: shown(now.Figure("application.total_handled.total").OrZero())}
	if last != nil {
		c.Last = last.Year
	}
	most := int64(0)
	for _, res := range results {
		most = max(most, groupTotal(now, res.group).Int64(), groupTotal(last, res.group).Int64())
	}
	if most == 0 {
		return nil
	}
	most = roundUp(most)
	for _, res := range results {
		n, was := groupTotal(now, res.group), groupTotal(last, res.group)
		c.Bars = append(c.Bars, bar{res.label, shown(n), shown(was), percent(n.Int64(), most), percent(was.Int64(), most)})
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

// A series is the columns of up to five years.
type series struct {
	Title   string // says every value
	Columns []column
	Span    string // 2020—2024年
}

// A column is one year of a series, placed in a drawing 380 wide.
type column struct {
	Year                    int
	Value                   string
	X, Middle, Y, High, Top string
	Past                    bool
}

// ground is where the columns of a series stand, tallest how high they may be.
const (
	ground  = 150.0
	tallest = 118.0
)

// seriesOf draws the applications received in each year; nil where fewer than
// two years are known or none was received.
func seriesOf(reports []*report.Report) *series {
	most := int64(0)
	for _, r := range reports {
		most = max(most, received(r).Int64())
	}
	if len(reports) < 2 || most == 0 {
		return nil
	}
	s := &series{Span: fmt.Sprintf("%d—%d年", reports[0].Year, reports[len(reports)-1].Year)}
	var words []string
	for i, r := range reports {
		n := received(r)
		high := float64(n.Int64()) / float64(most) * tallest
		x := 20 + 72*float64(i)
		s.Columns = append(s.Columns, column{Year: r.Year, Value: shown(n), X: tenth(x), Middle: tenth(x + 20),
			Y: tenth(ground - high), High: tenth(high), Top: tenth(ground - high - 8), Past: i < len(reports)-1})
		words = append(words, fmt.Sprintf("%d年%s件", r.Year, shown(n)))
	}
	s.Title = "新收申请走势：" + strings.Join(words, "，")
	return s
}

func tenth(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

func received(r *report.Report) report.Number {
	return r.Figure("application.newly_received.total").OrZero()
}
