package portal

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/report"
)

// A series is the columns of one figure over up to five years.
type series struct {
	ID      string // of its title
	Label   string // 新收
	Address string // of the cell over all years
	Title   string // what the drawing shows
	Says    string // every value in words
	Columns []column
}

// A column is one year of a series, placed in a drawing 380 wide. A year whose
// report was not published, or has no such figure, has no bar but a word.
type column struct {
	Year                    int
	Value                   string
	X, Middle, Y, High, Top string
	Past, Missing           bool
}

// A course is how the applications went over the years: each series as a
// drawing, and all as one table.
type course struct {
	Span   string // 2020—2024年
	Series []*series
	Rows   []courseRow
}

// A courseRow is one year of the table.
type courseRow struct {
	Year   int
	Values []string
}

// ground is where the columns of a series stand, tallest how high they may be.
const (
	ground  = 150.0
	tallest = 118.0
)

// courses are the figures that a course shows.
var courses = []struct {
	id, label string
	code      report.Code
}{
	{"received", "新收", "application.newly_received.total"},
	{"handled", "办结", "application.total_handled.total"},
	{"carried", "结转下年", "application.carried_over.total"},
}

// courseOf draws the years in a row, of which some may be nil: no report on them
// was published. Nil where fewer than two are there, or there never were
// applications.
func courseOf(id organ.ID, first int, reports []*report.Report) *course {
	for len(reports) > 0 && reports[0] == nil {
		first, reports = first+1, reports[1:]
	}
	known := 0
	for _, r := range reports {
		if r != nil {
			known++
		}
	}
	if known < 2 {
		return nil
	}
	c := &course{Span: fmt.Sprintf("%d—%d年", first, first+len(reports)-1), Rows: make([]courseRow, len(reports))}
	most := int64(0)
	for i, r := range reports {
		c.Rows[i].Year = first + i
		for _, of := range courses {
			n := numberOf(r, of.code)
			most = max(most, n.Int64())
			c.Rows[i].Values = append(c.Rows[i].Values, valueOf(r, of.code))
		}
	}
	if most == 0 {
		return nil
	}
	for _, of := range courses {
		s := seriesOf(first, reports, of.id, of.label, of.code, most)
		s.Address = cellPath(id, of.code)
		c.Series = append(c.Series, s)
	}
	return c
}

// seriesOf draws one figure; most is the largest of all series, so that they can
// be compared.
func seriesOf(first int, reports []*report.Report, id, label string, code report.Code, most int64) *series {
	s := &series{ID: id, Label: label, Title: label + "申请逐年走势"}
	var words []string
	for i, r := range reports {
		value := valueOf(r, code)
		high := float64(numberOf(r, code).Int64()) / float64(most) * tallest
		x := 20 + 72*float64(i)
		s.Columns = append(s.Columns, column{Year: first + i, Value: value, X: tenth(x), Middle: tenth(x + 20),
			Y: tenth(ground - high), High: tenth(high), Top: tenth(ground - high - 8), Past: i < len(reports)-1, Missing: !isNumber(r, code)})
		words = append(words, strconv.Itoa(first+i)+"年"+value)
	}
	s.Says = strings.Join(words, "，") + "。单位：件。"
	return s
}

func tenth(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

func isNumber(r *report.Report, code report.Code) bool {
	return r != nil && r.Figure(code).Mark == report.Reported
}

// numberOf is a figure as a drawing has it: nothing counts as 0.
func numberOf(r *report.Report, code report.Code) report.Number {
	if r == nil {
		return report.Number{}
	}
	return r.Figure(code).OrZero()
}

// valueOf is a figure in a table over years.
func valueOf(r *report.Report, code report.Code) string {
	if r == nil {
		return "未公布"
	}
	return words(r, code)
}
