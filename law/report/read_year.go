package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Offices print last year's table beside this year's, with the year above it and
// nothing else to tell them apart.

// A yearTable is a table over which another year stands than the one reported on.
type yearTable struct {
	grid    int // index in reading.grids
	caption string
	year    int
}

// leaveYears leaves aside the tables over which another year stands, where the
// rows they have stand in a table without that, too. Where they do not, the year
// may be a slip of the pen: the table is read and the year told.
func (r *reading) leaveYears() {
	var others []yearTable
	for i, g := range r.grids {
		y := r.tableYear(g)
		if n := len(others); y.year == 0 && y.caption == "" && n > 0 && others[n-1].grid == i-1 && goesOnFrom(r.grids[i-1], g) {
			y = others[n-1]
		}
		if y.year != 0 && y.year != r.report.Year {
			y.grid = i
			others = append(others, y)
		}
	}
	if len(others) == 0 || r.report.Year == 0 {
		return
	}
	isOther := func(i int) bool {
		return slices.ContainsFunc(others, func(y yearTable) bool { return y.grid == i })
	}
	var rest, kept []gridTable
	for i, g := range r.grids {
		if !isOther(i) {
			rest = append(rest, g)
		}
	}
	have := rowsShown(rest)
	for i, g := range r.grids {
		at := slices.IndexFunc(others, func(y yearTable) bool { return y.grid == i })
		if at < 0 {
			kept = append(kept, g)
			continue
		}
		rows := rowsShown([]gridTable{g})
		aside := len(rows) > 0
		for row := range rows {
			aside = aside && have[row]
		}
		if !aside {
			kept = append(kept, g)
		}
		if len(rows) > 0 {
			r.tellYear(tableOf(rows), others[at].caption, others[at].year, aside)
		}
	}
	r.grids = kept
}

// goesOnFrom says that a table continues the one before it: they share no row.
func goesOnFrom(before, g gridTable) bool {
	if before.Columns != g.Columns {
		return false
	}
	had := rowsShown([]gridTable{before})
	for row := range rowsShown([]gridTable{g}) {
		if had[row] {
			return false
		}
	}
	return true
}

// tellYear tells, once for a table and a year, that another year stands over it.
func (r *reading) tellYear(table, caption string, year int, aside bool) {
	name := map[string]string{Disclosure: "表二", Application: "表三", Remedy: "表四"}[table]
	says := fmt.Sprintf("%s上方写的是%d年，报告年度是%d年，请核对这张表是不是本年度的。", name, year, r.report.Year)
	if aside {
		says = fmt.Sprintf("文件里有一张写明%d年的%s，不是本年度的，没有读取。", year, name)
	}
	if !slices.ContainsFunc(r.report.Warnings, func(w Warning) bool { return w.At == table && w.Says == says }) {
		r.warn("table_other_year", table, caption, says)
	}
}

// rowsShown are the rows of the form that tables have, by table and row.
func rowsShown(grids []gridTable) map[string]bool {
	w := words()
	rows := map[string]bool{}
	for _, item := range gridItems(grids) {
		rows[fmt.Sprintf("%s.%d", Disclosure, item.item)] = true
	}
	for _, part := range parts(applicationLines(grids)) {
		for k, row := range part.rows {
			if row >= 0 && countValues(part.lines[k].values) > 0 {
				rows[Application+"."+w.rows[row].key] = true
			}
		}
	}
	for _, g := range grids {
		if outcomeRow(g) >= 0 {
			rows[Remedy] = true
		}
	}
	return rows
}

// tableOf is the table of which most of the rows are.
func tableOf(rows map[string]bool) string {
	count := map[string]int{}
	for row := range rows {
		table, _, _ := strings.Cut(row, ".")
		count[table]++
	}
	most := Remedy
	for _, table := range []string{Application, Disclosure} {
		if count[table] > count[most] {
			most = table
		}
	}
	return most
}

// tableYear is the year that stands over a table, in the line before it or in a
// first row of one cell; 0 if none does.
func (r *reading) tableYear(g gridTable) yearTable {
	if g.Rows > 1 {
		if p := g.At(0, 0); p != nil && p.Width == g.Columns && p.Height == 1 {
			if year := r.captionYear(p.Text); year != 0 {
				return yearTable{caption: trim(p.Text), year: year}
			}
		}
	}
	before := textBefore(r.doc, g.block)
	return yearTable{caption: before, year: r.captionYear(before)}
}

// isTableTop says that a line belongs to the table below it: it gives the unit,
// or opens the first band of the table of chapter 二.
func isTableTop(text string) bool {
	return utf8.RuneCountInString(text) < 16 && !strings.Contains(text, "年") && (strings.Contains(text, "单位") || strings.HasPrefix(text, "第二十条"))
}

// leaveFlatYears does the same for flattened text, where a table ends with the
// line over the next: one that names the year reported on, or a chapter.
func (r *reading) leaveFlatYears(all []token) []token {
	if r.report.Year == 0 {
		return all
	}
	w, own := words(), false
	for i := 0; i < len(all); i++ {
		year := 0
		if !all[i].isValue {
			year = r.captionYear(all[i].text)
		}
		if year == 0 || year == r.report.Year {
			own = own || year != 0
			continue
		}
		table := tableBelow(w, all[i+1:])
		if table == "" {
			continue
		}
		own = own || slices.ContainsFunc(all[i:], func(t token) bool { return !t.isValue && r.captionYear(t.text) == r.report.Year })
		r.tellYear(table, all[i].text, year, own)
		if !own {
			continue
		}
		end := i + 1
		for end < len(all) && (all[end].isValue || r.captionYear(all[end].text) != r.report.Year && w.chapters[all[end].folded()] == "") {
			end++
		}
		all = slices.Delete(all, i, end)
		i--
	}
	return all
}

// tableBelow is the table whose head begins within the next lines, "" if none
// does.
func tableBelow(w *lexicon, next []token) string {
	for i := range next[:min(len(next), 4)] {
		t := &next[i]
		switch folded := t.folded(); {
		case t.isValue || w.chapters[folded] != "":
			return ""
		case folded == "信息内容" || strings.HasPrefix(folded, "第二十条"):
			return Disclosure
		case folded == "申请人情况" || namesReconciliation(t.text):
			return Application
		case w.outcomes.keys[folded] != "" || folded == "行政复议":
			return Remedy
		}
	}
	return ""
}

// captionYear is the year that a short line names as that of what stands below:
// 2023年, （2023年度）, 2023年情况, 上年度. It is 0 for dates, periods, numbers of
// documents and two years.
func (r *reading) captionYear(text string) int {
	const longest = 60 // in bytes: twenty characters
	if len(text) > longest || !strings.Contains(text, "年") && len(text) != 4 || !mayNameYear(text) {
		return 0
	}
	text = strings.Map(halfWidth, despace(text))
	if isLastYear[strings.Trim(text, "()[]:【】")] {
		return r.report.Year - 1
	}
	at, length, year := findYear(text)
	rest := text[at+length:]
	if year == 0 || strings.ContainsAny(text, "。;〔《") || rest != "" && (rest[0] >= '0' && rest[0] <= '9') {
		return 0
	}
	if word := text[at : at+length]; !strings.HasSuffix(word, "年") && !strings.HasSuffix(word, "年度") && len(text) != len(word) {
		return 0
	}
	if strings.HasPrefix(rest, "以来") || strings.HasPrefix(rest, "至") || strings.HasPrefix(rest, "起") {
		return 0
	}
	if _, _, second := findYear(rest); second != 0 {
		return 0
	}
	return year
}

// mayNameYear says that a text has a character that a year begins with; most
// labels have none.
func mayNameYear(text string) bool {
	return strings.IndexByte(text, '2') >= 0 || strings.Contains(text, "二") || strings.Contains(text, "２") || strings.Contains(text, "上") || strings.Contains(text, "去")
}

// isLastYear are the lines that say of a table that it is last year's.
var isLastYear = map[string]bool{"上年": true, "上年度": true, "上一年": true, "上一年度": true, "去年": true, "上年情况": true, "上年度情况": true, "上一年度情况": true, "上年数据": true, "上年度数据": true, "上一年度数据": true}
