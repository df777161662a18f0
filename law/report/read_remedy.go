package report

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/paper"
)

// remedyFigures are the figures of the table of chapter 四, in the order of the
// form.
type remedyFigures struct {
	values []string // 15, or 5 of one group
	codes  []Code
	// assumed says that no head of the form stands above the figures, so that
	// they were taken in the order of the form.
	assumed bool
	twice   bool   // there are several tables or rows with different figures
	flat    bool   // they come from flattened text
	found   string // what stands there when it cannot be read
}

// remedyCodes returns the codes of the cells of chapter 四. They are shared and
// must not be changed.
func remedyCodes(e *Edition) []Code { return slices.Clip(e.codes[e.remedies().first:]) }

// gridRemedy finds the figures of chapter 四 in the grids: in one table of 15
// columns, or in a table for each group.
func (r *reading) gridRemedy() (remedyFigures, bool) {
	var all remedyFigures
	seen, unread := false, false
	group := ""
	for _, g := range r.grids {
		below := outcomeRow(g)
		if below < 0 {
			all.twice = all.twice || isTurnedRemedy(g) || hasRemedyRow(g)
			continue
		}
		seen = true
		all.twice = all.twice || standsBelowAnother(g, below)
		if own := groupIn(textBefore(r.doc, g.block)); own != "" {
			group = own
		}
		codes := codesAbove(g, below, group)
		rows := figuresBelow(g, below)
		values, several := r.oneRow(rows)
		several = several || r.leavesOwnYear(g, below, rows)
		switch {
		case several:
			all.twice = true
		case values == nil:
			unread = unread || len(withText(rows)) > 0 || hasFiguresBelow(g, below)
		case len(codes) == len(values) && codes != nil:
			all.add(codes, values)
		case len(values) == 15 && isOutcomeOrder(outcomesIn(g, below)):
			all.assumed = true
			all.add(remedyCodes(Form2021), values)
		default:
			all.found = strings.Join(values, " ")
			unread = true
		}
	}
	all.twice = all.twice || unread && len(all.values) > 0 // the one not read may be the year's
	return all, seen
}

// hasFiguresBelow says that figures stand below the head, too few for a row.
func hasFiguresBelow(g gridTable, below int) bool {
	for row := below + 1; row < g.Rows; row++ {
		for c := range g.Columns {
			if p := g.At(row, c); p.IsCorner(row, c) && isValueLike(trim(p.Text)) {
				return true
			}
		}
	}
	return false
}

// isTurnedRemedy says that the table names the outcomes one below the other: it
// is one of chapter 四 whose columns are rows, beside which no other can be trusted.
func isTurnedRemedy(g gridTable) bool {
	n := 0
	for row := range min(g.Rows, 40) {
		n += min(1, len(outcomesIn(g, row)))
	}
	return n >= 2*len(formOutcomes)
}

// hasRemedyRow says that a table without the head of chapter 四 has a row of its width
// and of nothing but figures: it may be the year's, beside one that has the head.
func hasRemedyRow(g gridTable) bool {
	if g.Columns != len(outcomeOrder) {
		return false
	}
	for row := range min(g.Rows, 12) {
		figures := 0
		for c := range g.Columns {
			if p := g.At(row, c); p != nil && p.IsCorner(row, c) && isValueLike(trim(p.Text)) {
				figures++
			} else if p == nil || trim(p.Text) != "" {
				figures = 0
				break
			}
		}
		if figures >= len(formOutcomes) {
			return true
		}
	}
	return false
}

// add takes a group's figures, or a table's. Figures met again with others are
// told.
func (f *remedyFigures) add(codes []Code, values []string) {
	for i, code := range codes {
		if at := slices.Index(f.codes, code); at < 0 {
			f.codes, f.values = append(f.codes, code), append(f.values, values[i])
		} else if f.values[at] != values[i] {
			f.twice = true
		}
	}
}

// A remedyRow is one row of figures with the words in front of it.
type remedyRow struct {
	label  string
	values []string
}

// oneRow chooses the row of figures to read: the only one, or the only one whose
// label names the year reported on where all name a year.
func (r *reading) oneRow(rows []remedyRow) (values []string, several bool) {
	if written := withText(rows); len(written) > 0 {
		rows = written
	}
	if len(rows) == 0 {
		return nil, false
	}
	same, dated := true, true
	var ofYear []remedyRow
	for _, row := range rows {
		same = same && slices.Equal(row.values, rows[0].values)
		if _, _, year := findYear(strings.Map(halfWidth, despace(row.label))); year == 0 {
			dated = false
		} else if year == r.report.Year {
			ofYear = append(ofYear, row)
		}
	}
	switch {
	case same:
		return rows[0].values, false
	case dated && len(ofYear) == 1:
		return ofYear[0].values, false
	}
	return nil, true
}

// leavesOwnYear says that the rows of figures are of another year, while below the
// head the year reported on is named, whose figures could not be told apart.
func (r *reading) leavesOwnYear(g gridTable, below int, rows []remedyRow) bool {
	isOther := func(row remedyRow) bool {
		year := r.captionYear(row.label)
		return year != 0 && year != r.report.Year
	}
	if !slices.ContainsFunc(rows, isOther) || slices.ContainsFunc(rows, func(row remedyRow) bool { return !isOther(row) }) {
		return false
	}
	for row := below + 1; row < g.Rows; row++ {
		for c := range g.Columns {
			if p := g.At(row, c); p.IsCorner(row, c) && r.captionYear(p.Text) == r.report.Year {
				return true
			}
		}
	}
	r.tellYear(Remedy, rows[0].label, r.captionYear(rows[0].label), false)
	return false
}

// withText returns the rows that show anything. Word and WPS leave an empty row
// below the figures where columns were merged.
func withText(rows []remedyRow) []remedyRow {
	return slices.DeleteFunc(slices.Clone(rows), func(row remedyRow) bool {
		return row.label == "" && strings.Join(row.values, "") == ""
	})
}

// outcomesIn returns the outcomes that a row of the head names, left to right.
func outcomesIn(g gridTable, row int) []string {
	var keys []string
	for c := 0; c < g.Columns; c++ {
		if p := g.At(row, c); p != nil && p.Column == c {
			if key := g.piece(p).outcomeOf(words()); key != "" {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// isOutcomeOrder says that outcomes do not contradict the form's order.
func isOutcomeOrder(keys []string) bool { return isWithin(keys, outcomeOrder) }

// outcomeOrder are the outcomes in the order of the form: those of one group, and
// again for the others.
var outcomeOrder = slices.Repeat(columnKeys(formOutcomes), len(formGroups))

// outcomeRow returns the lowest row that names outcomes, or -1.
func outcomeRow(g gridTable) int {
	lowest := -1
	for row := 0; row < g.Rows && row < 12; row++ {
		if namesOutcomes(g, row) {
			lowest = row
		}
	}
	return lowest
}

func namesOutcomes(g gridTable, row int) bool {
	w := words()
	n := 0
	for c := 0; c < g.Columns; c++ {
		p := g.At(row, c)
		if p == nil || p.Column != c {
			continue
		}
		switch g.piece(p).outcomeOf(w) {
		case "upheld", "overturned", "pending":
			n++
		}
	}
	return n >= 2
}

// standsBelowAnother says that figures stand between another head and the one given,
// as where a sheet has one year's table below the other's.
func standsBelowAnother(g gridTable, below int) bool {
	var places []*paper.Place
	for row, named := 0, false; row < below; row++ {
		if named = named || namesOutcomes(g, row); !named {
			continue
		}
		figures := 0
		places = g.rowPlaces(row, places)
		for _, p := range places {
			if isValueLike(trim(p.Text)) {
				figures++
			}
		}
		if figures >= len(formOutcomes) {
			return true
		}
	}
	return false
}

// textBefore returns the text of the block before the one given, a heading that
// may name the group or the year, but for lines that belong to the table.
func textBefore(doc *paper.Document, block int) string {
	for i := block - 1; i >= 0; i-- {
		if doc.Blocks[i].Table != nil {
			return ""
		}
		if text := trim(doc.Blocks[i].Text); text != "" && !isTableTop(text) {
			return text
		}
	}
	return ""
}

// groupIn returns the key of the group a text names, "" when it names none or
// several.
func groupIn(text string) string {
	folded := foldAll(text)
	switch {
	case len(folded) > 90:
		return ""
	case strings.Contains(folded, "未经复议直接起诉"):
		return "litigation_direct"
	case strings.Contains(folded, "复议后起诉"):
		return "litigation_after_reconsideration"
	case strings.Contains(folded, "行政复议") && !strings.Contains(folded, "诉讼"):
		return "reconsideration"
	}
	return ""
}

// codesAbove reads for each column the group and the outcome above it; group is
// that of a table for one group alone. It returns nil when a column has no
// outcome or two columns have the same.
func codesAbove(g gridTable, below int, group string) []Code {
	w := words()
	var codes []Code
	seen := make(map[Code]bool)
	left := make([]string, below+1) // the group named to the left in each row, for spans that formats lose
	for c := 0; c < g.Columns; c++ {
		key, outcome := "", ""
		for row := below; row >= 0; row-- {
			p := g.At(row, c)
			if p == nil {
				continue
			}
			if outcome == "" {
				outcome = g.piece(p).outcomeOf(w)
			}
			if p.Text != "" {
				left[row] = groupIn(p.Text)
			}
			if left[row] != "" && key == "" {
				key = left[row]
			}
		}
		if key == "" {
			key = group
		}
		if outcome == "" && c == 0 && len(codes) == 0 {
			continue // a column of row labels
		}
		code := Code("remedy." + key + "." + outcome)
		if key == "" || outcome == "" || seen[code] {
			return nil
		}
		seen[code] = true
		codes = append(codes, code)
	}
	return codes
}

// figuresBelow returns the rows below the head that hold figures or blanks in
// every column.
func figuresBelow(g gridTable, below int) []remedyRow {
	var rows []remedyRow
	var places []*paper.Place
	for row := below + 1; row < g.Rows; row++ {
		places = g.rowPlaces(row, places)
		own := remedyRow{values: make([]string, 0, len(places))}
		for i, p := range places {
			text := figureText(p)
			if i == 0 && len(places)%5 == 1 && !isValueLike(text) {
				own.label = text
				continue
			}
			if p.Row == row && p.Height == 1 {
				own.values = append(own.values, text)
			}
		}
		if len(own.values) >= 5 {
			rows = append(rows, own)
		}
	}
	return rows
}

// setRemedy puts the figures of chapter 四 into the report, or refuses the table.
func (r *reading) setRemedy(f remedyFigures) {
	switch {
	case f.twice:
		r.warn("table_twice", "remedy", f.found, "表四不止一张，或者不止一行数，无法判断哪一行是本年的，没有读取。")
		return
	case len(f.values) == 0 || slices.ContainsFunc(f.values, holdsNumbers) || f.flat && (r.mayBeFilled("remedy", f.values) || r.dropsBlanks && !f.addsUp() || !r.showsBlanks && isShifted(f.values, len(formOutcomes))):
		r.warn("table_unread", "remedy", f.found, "表四的数不是15个，或与表头的顺序不符，无法判断各数属于哪一列，没有读取。")
		return
	case f.assumed:
		r.warn("columns_by_position", "remedy", "", "表四的表头不完整，按法定格式的15列顺序读取，请核对。")
	}
	if isShifted(f.values, len(formOutcomes)) {
		r.warn("row_doubtful", "remedy", strings.Join(f.values, " "), "表四的总计与各项之和不符，最后一格又没有数，请核对前面有没有缺格。")
	}
	for i, code := range f.codes {
		r.setCell(code, f.values[i])
	}
	for _, g := range r.report.Edition.Groups {
		if !r.report.Figure(Code("remedy." + g.Key + ".total")).IsThere() {
			r.warn("row_missing", "remedy."+g.Key, f.found, fmt.Sprintf("表四没有读到“%s”一组。", g.Name()))
		}
	}
}

// addsUp says that each group's total is the sum of its outcomes.
func (f *remedyFigures) addsUp() bool {
	for group := range slices.Chunk(f.values, len(formOutcomes)) {
		if !addsUp(group) {
			return false
		}
	}
	return true
}
