package report

import (
	"fmt"
	"slices"
	"strings"
)

// An application table as found in one place of the document: its lines and the
// rows of the form they belong to.
type applicationTable struct {
	lines []line
	rows  []int
}

// weight says how much of the form the table holds: the rows that can be read.
func (t *applicationTable) weight() int {
	n := 0
	for i, row := range t.rows {
		if row >= 0 && len(t.lines[i].values) >= len(formColumns) {
			n += 4
		} else if row >= 0 {
			n++
		}
	}
	return n
}

// labelOnly drops lines without any value: groups, headings, wrapped pieces.
func withValues(lines []line) []line {
	return slices.DeleteFunc(lines, func(l line) bool { return len(l.values) == 0 && !l.merged })
}

// parts cuts lines into runs that can be one table: a line that names a row at
// or above the last one named begins a new run.
func parts(lines []line) []applicationTable {
	var all []applicationTable
	from, last := 0, -1
	for i := range lines {
		row := lines[i].exact
		if row < 0 {
			continue
		}
		if row <= last && row <= 1 { // 一 or 二 again: another table
			all = append(all, applicationTable{lines: lines[from:i]})
			from = i
		}
		last = row
	}
	all = append(all, applicationTable{lines: lines[from:]})
	for i := range all {
		all[i].rows = align(all[i].lines)
	}
	return all
}

// heaviest returns the table that holds most of the form.
func heaviest(tables []applicationTable) (best applicationTable, others int) {
	at := -1
	for i := range tables {
		if w := tables[i].weight(); w > 0 && (at < 0 || w > tables[at].weight()) {
			at = i
		}
	}
	if at < 0 {
		return applicationTable{}, 0
	}
	for i := range tables {
		if i != at && tables[i].weight() >= 40 {
			others++
		}
	}
	return tables[at], others
}

// setApplication puts the table's figures into the report. Rows that cannot be
// read are refused: their cells stay absent and a warning names them.
func (r *reading) setApplication(t applicationTable) {
	w := words()
	unlabelled := 0
	for i, row := range t.rows {
		l := &t.lines[i]
		if row < 0 {
			if countValues(l.values) >= 2 {
				unlabelled++
			}
			continue
		}
		key := w.rows[row].key
		if r.report.Edition.Row(key) == nil {
			r.warn("row_foreign", "application."+key, strings.Join(l.values, " "),
				fmt.Sprintf("“%s”一行不属于本报告所用的%s年格式，没有读取。", lastLabel(l), r.report.Edition.Name))
			continue
		}
		r.setRow(key, l)
	}
	if unlabelled > 0 {
		r.warn("row_unlabelled", "application", "", fmt.Sprintf("表三有%d行数字认不出属于哪一行，没有读取。请对照原表补录。", unlabelled))
		r.warnUnread(t)
	}
}

// warnUnread names the rows that may be the unlabelled ones, so that a missing
// row is not mistaken for one the organ left out.
func (r *reading) warnUnread(t applicationTable) {
	w := words()
	seen := make(map[string]bool)
	for _, row := range t.rows {
		if row >= 0 {
			seen[w.rows[row].key] = true
		}
	}
	for _, row := range r.report.Edition.Rows {
		if !seen[row.Key] {
			r.warn("row_unread", "application."+row.Key, "", fmt.Sprintf("“%s”一行没有找到，可能是行名丢失的行，没有读取。", row.Label))
		}
	}
}

func countValues(values []string) int {
	n := 0
	for _, v := range values {
		if v != "" && isValueLike(v) {
			n++
		}
	}
	return n
}

func lastLabel(l *line) string {
	if len(l.labels) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(l.labels[len(l.labels)-1]), "")
}

// setRow puts one row's figures into the report, or refuses it.
func (r *reading) setRow(key string, l *line) {
	at := "application." + key
	columns := r.report.Edition.Columns
	keys := l.keys
	values := l.values
	if keys == nil {
		values = dropBlanks(values, len(columns))
		keys = columnKeys(columns)
	}
	if len(values) != len(keys) || l.merged {
		label := r.report.Edition.Row(key).Label
		r.warn("row_short", at, strings.Join(l.values, " "),
			fmt.Sprintf("“%s”一行有%d个格，应有%d个，无法判断各数属于哪一列，没有读取。", label, len(l.values), len(columns)))
		return
	}
	if l.keys == nil && l.foreign {
		r.warn("columns_by_position", at, "", fmt.Sprintf("“%s”一行的表头不是法定格式的表头，按七列的顺序读取，请核对。", r.report.Edition.Row(key).Label))
	}
	for i, column := range keys {
		if column != "" {
			r.setCell(Code(at+"."+column), values[i])
		}
	}
}

// dropBlanks drops blank cells behind the nth: they pad a row up to the width
// of its table.
func dropBlanks(values []string, n int) []string {
	for len(values) > n && values[len(values)-1] == "" {
		values = values[:len(values)-1]
	}
	return values
}

func columnKeys(columns []Column) []string {
	keys := make([]string, len(columns))
	for i := range columns {
		keys[i] = columns[i].Key
	}
	return keys
}
