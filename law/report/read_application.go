package report

import (
	"fmt"
	"slices"
	"strings"
)

// An application table as found in one place of the document: its lines and the
// rows of the form they belong to.
type applicationTable struct {
	lines  []line
	rows   []int
	unsure map[int]bool // lines whose label is not certain
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

// withValues drops lines without any value: groups, headings, wrapped pieces.
func withValues(lines []line) []line {
	return slices.DeleteFunc(lines, func(l line) bool { return len(l.values) == 0 && !l.merged })
}

// parts cuts lines into runs that can be one table: 一 or 二 met again begin
// another, and so does a table that does not go on where the one before ended.
func parts(lines []line) []applicationTable {
	var all []applicationTable
	from, last, table := 0, -1, -1
	for i := range lines {
		row := lines[i].exact
		if row < 0 {
			continue
		}
		if row <= last && (row <= 1 || lines[i].table != table) && !(isOtherRow(row) && isOtherRow(last)) {
			to := i
			for to > from && lines[to-1].exact < 0 && lines[to-1].table == lines[i].table && lines[i].table != table {
				to--
			}
			all = append(all, applicationTable{lines: lines[from:to]})
			from = to
		}
		last, table = row, lines[i].table
	}
	all = append(all, applicationTable{lines: lines[from:]})
	for i := range all {
		all[i].rows, all[i].unsure = align(all[i].lines)
	}
	return all
}

// isOtherRow says that the row is （六） or one of its three. A file that has both
// has lost a label, and the one that stands for all is no sign of another table.
func isOtherRow(row int) bool {
	return row >= 0 && groupOf(words().rows[row].key, rowOtherwiseHandled.Key) == rowOtherwiseHandled.Key
}

// heaviest returns the table that holds most of the form, and the others.
func heaviest(tables []applicationTable) (best applicationTable, rest []applicationTable) {
	at := -1
	for i := range tables {
		if w := tables[i].weight(); w > 0 && (at < 0 || w > tables[at].weight()) {
			at = i
		}
	}
	if at < 0 {
		return applicationTable{}, nil
	}
	return tables[at], slices.Delete(slices.Clone(tables), at, at+1)
}

// isWhole says that the table may be the one of chapter 三: most of its rows can
// be read, or it names many rows below the form's head.
func (t *applicationTable) isWhole() bool {
	named := 0
	for i := range t.lines {
		if t.lines[i].exact >= 0 && !t.lines[i].foreign {
			named++
		}
	}
	return named >= 8 || t.weight() >= 40
}

// setApplication puts the table's figures into the report. Rows that cannot be
// read are refused: their cells stay absent and a warning names them.
func (r *reading) setApplication(t applicationTable) {
	w := words()
	unlabelled := 0
	twice, wide, led := t.rowsTwice(), t.isWide(), t.isLed()
	r.headMoved = slices.ContainsFunc(t.lines, func(l line) bool {
		return l.keys != nil && len(l.keys) == len(l.values) && isMovedHead(l.keys, l.values)
	})
	r.totalMoved = t.mayHaveMovedTotal()
	if t.lines[0].flat && t.rows[0] != 0 {
		r.losesRows = true // the table may have begun above
	}
	for i, row := range t.rows {
		l := &t.lines[i]
		if (countValues(l.values) > 0 || slices.ContainsFunc(l.values, areNumbers)) && (row < 0 || len(l.values) > len(formColumns)+2 || r.dropsBlanks && len(l.values) > len(formColumns)) {
			unlabelled++ // or the figures of such a row behind those of its neighbour
		}
		if l.hidesFigures() {
			r.losesRows = true
		}
		if row < 0 {
			continue
		}
		key := w.rows[row].key
		switch own := r.report.Edition.Row(key); {
		case own == nil:
			key = groupOf(key, rowOtherwiseHandled.Key)
			r.warn("row_foreign", "application."+key, strings.Join(l.values, " "),
				fmt.Sprintf("“%s”一行不属于本报告所用的%s年格式，没有读取。", lastLabel(l), r.report.Edition.Name))
		case twice[row]:
			r.warn("row_twice", "application."+key, strings.Join(l.values, " "),
				fmt.Sprintf("“%s”一行在表三里不止一处，数字不同，没有读取。", own.Label))
		default:
			if t.unsure[i] || t.mayBeWrapped(i) {
				r.warn("label_unclear", "application."+groupOf(key, rowOtherwiseHandled.Key), lastLabel(l), fmt.Sprintf("“%s”按“%s”一行读取，请核对。", lastLabel(l), own.Label))
			}
			l.unclear = l.unclear || wide || led && l.mayBeLed
			r.setRow(key, l)
		}
	}
	if unlabelled > 0 {
		r.warn("row_unlabelled", "application", "", fmt.Sprintf("表三有%d行数字认不出属于哪一行，没有读取。请对照原表补录。", unlabelled))
		r.losesRows = true
	}
}

// groupOf returns the group where the key belongs to it: an unclear label of （六）
// may be the row that is not divided or one of the three.
func groupOf(key, group string) string {
	if strings.HasPrefix(key, group+".") {
		return group
	}
	return key
}

// mayBeWrapped says that a line without figures may be the rest of its
// neighbour's label.
func (t *applicationTable) mayBeWrapped(i int) bool {
	unnamed := func(k int) bool { return k >= 0 && k < len(t.lines) && t.lines[k].exact < 0 }
	mayHold := func(k int) bool { return unnamed(k) && (unnamed(i) || !t.lines[k].isBlank()) }
	return t.lines[i].isBlank() && (mayHold(i-1) || mayHold(i+1))
}

// hidesFigures says that a piece in front of the line's label holds figures, as a
// row does whose own label is not recognised.
func (l *line) hidesFigures() bool {
	for _, piece := range l.labels {
		if !mayHoldSpace(piece) {
			continue // one word
		}
		n := 0
		for _, word := range strings.Fields(piece) {
			if isValueLike(word) {
				n++
			}
		}
		if n > 1 {
			return true
		}
	}
	return false
}

// mayHoldSpace says that white space of some kind may stand in the text; most
// labels have none and need not be cut into words.
func mayHoldSpace(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c <= ' ', c == 0xC2, c == 0xE1, c == 0xE2, c == 0xE3: // first bytes of all white space in UTF-8
			return true
		}
	}
	return false
}

// isWide says that most rows of the table have more figures than the form has
// columns, and no head tells them apart, so that a row of seven has lost one.
func (t *applicationTable) isWide() bool {
	wide := 0
	for i := range t.lines {
		l := &t.lines[i]
		if n := len(formColumns); l.flat && len(l.values) > n || !l.flat && l.keys == nil && len(dropBlanks(l.values, n)) > n {
			wide++
		}
	}
	return 2*wide > len(t.lines)
}

// mayHaveMovedTotal says that no row of several figures adds up to its last: in one
// whose total is wrong, another figure may be half of all by chance.
func (t *applicationTable) mayHaveMovedTotal() bool {
	return !slices.ContainsFunc(t.lines, func(l line) bool {
		figures := 0
		for _, v := range l.values {
			if isSome(v) && isValueLike(v) {
				figures++
			}
		}
		return figures > 2 && addsUp(l.values)
	})
}

// isLed says that a blank cell stands between a row's label and its seven figures, as
// where a flattened row shows all that its label's cell spans.
func (t *applicationTable) isLed() bool {
	return slices.ContainsFunc(t.lines, func(l line) bool { return l.flat && len(l.values) > len(formColumns) && l.values[0] == "" })
}

// rowsTwice returns the rows that several lines name exactly and give different
// figures.
func (t *applicationTable) rowsTwice() map[int]bool {
	twice := map[int]bool{}
	first := make([]*line, len(words().rows))
	for i := range t.lines {
		l := &t.lines[i]
		if l.exact < 0 {
			continue
		}
		if other := first[l.exact]; other == nil {
			first[l.exact] = l
		} else if !slices.Equal(other.values, l.values) {
			twice[l.exact] = true
		}
	}
	return twice
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
		keys = applicantKeys
	}
	row := r.report.Edition.rowIndex(key)
	label := r.report.Edition.Rows[row].Label
	switch {
	case len(values) != len(keys) || l.merged:
		r.warn("row_short", at, strings.Join(l.values, " "),
			fmt.Sprintf("“%s”一行有%d个格，应有%d个，无法判断各数属于哪一列，没有读取。", label, len(l.values), len(columns)))
		return
	case slices.ContainsFunc(values, holdsNumbers):
		r.warn("row_short", at, strings.Join(values, " "), fmt.Sprintf("“%s”一行有几个数并在一格里，没有读取。", label))
		return
	case l.unclear:
		r.warn("columns_unclear", at, strings.Join(l.values, " "),
			fmt.Sprintf("“%s”一行的表头与法定格式的列不同或顺序不同，无法判断各数属于哪一列，没有读取。", label))
		return
	case l.flat && r.totalMoved && slices.Equal(keys, applicantKeys) && totalElsewhere(values) >= 0:
		r.warn("columns_unclear", at, strings.Join(l.values, " "),
			fmt.Sprintf("“%s”一行的总计像是在“%s”一列，无法判断各数属于哪一列，没有读取。", label, r.report.Edition.Columns[totalElsewhere(values)].Label))
		return
	case l.flat && (r.mayBeMoved(values) || r.mayBeFilled(at, values)):
		r.warn("row_short", at, strings.Join(l.values, " "),
			fmt.Sprintf("“%s”一行可能丢失了空格，无法判断各数属于哪一列，没有读取。", label))
		return
	case l.foreign:
		r.warn("columns_by_position", at, "", fmt.Sprintf("“%s”一行的表头不是法定格式的表头，按七列的顺序读取，请核对。", label))
	}
	if !l.flat && (slices.Equal(keys, applicantKeys) && isShifted(values, len(values)) || isBesideHead(keys, values)) {
		r.warn("row_doubtful", at, strings.Join(values, " "), fmt.Sprintf("“%s”一行没有总计，最后一个数像是总计，请核对各数有没有错格。", label))
	}
	if isMovedHead(keys, values) || r.headMoved && !l.flat && !provesHead(keys, values) {
		r.warn("columns_doubtful", at, strings.Join(values, " "), fmt.Sprintf("“%s”一行的表头像是错位：按表头的顺序各数之和不等于总计，按法定格式的顺序则相等（本行或者其他行如此），请核对。", label))
	}
	b := r.report.Edition.applications()
	for i, column := range keys {
		if column != "" {
			cell := b.at(row, slices.Index(applicantKeys, column))
			r.setFigure(cell, r.report.Edition.codes[cell], values[i])
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

// applicantKeys are the keys of the seven columns, which every edition has.
var applicantKeys = columnKeys(formColumns)

func columnKeys(columns []Column) []string {
	keys := make([]string, len(columns))
	for i := range columns {
		keys[i] = columns[i].Key
	}
	return keys
}
