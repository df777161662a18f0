package report

import (
	"fmt"
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
	found   string // what stands there when it cannot be read
}

func remedyCodes(e *Edition) []Code {
	var codes []Code
	for _, g := range e.Groups {
		for _, o := range e.Outcomes {
			codes = append(codes, Code("remedy."+g.Key+"."+o.Key))
		}
	}
	return codes
}

// gridRemedy finds the figures of chapter 四 in the grids: in one table of 15
// columns, or in a table for each group.
func gridRemedy(doc *paper.Document, grids []gridTable) (remedyFigures, bool) {
	var all remedyFigures
	seen := false
	group := ""
	for _, g := range grids {
		below := outcomeRow(g)
		if below < 0 {
			continue
		}
		seen = true
		if own := groupIn(textBefore(doc, g.block)); own != "" {
			group = own
		}
		codes := codesAbove(g, below, group)
		values := lastFigures(g, below)
		switch {
		case len(codes) == len(values) && codes != nil:
			all.codes, all.values = append(all.codes, codes...), append(all.values, values...)
		case len(values) == 15:
			return remedyFigures{values: values, codes: remedyCodes(Form2021), assumed: true}, true
		default:
			all.found = strings.Join(values, " ")
		}
		if len(all.values) >= 15 {
			break
		}
	}
	return all, seen
}

// outcomeRow returns the lowest row that names outcomes, or -1.
func outcomeRow(g gridTable) int {
	w := words()
	lowest := -1
	for row := 0; row < g.Rows && row < 12; row++ {
		n := 0
		for c := 0; c < g.Columns; c++ {
			p := g.At(row, c)
			if p == nil || p.Column != c {
				continue
			}
			switch w.outcomeOf(p.Text) {
			case "upheld", "overturned", "pending":
				n++
			}
		}
		if n >= 2 {
			lowest = row
		}
	}
	return lowest
}

// textBefore returns the text of the block before the one given, a heading that
// may name the group.
func textBefore(doc *paper.Document, block int) string {
	for i := block - 1; i >= 0; i-- {
		if doc.Blocks[i].Table != nil {
			return ""
		}
		if text := trim(doc.Blocks[i].Text); text != "" {
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
	for c := 0; c < g.Columns; c++ {
		key, outcome := "", ""
		for row := below; row >= 0; row-- {
			p := g.At(row, c)
			if p == nil {
				continue
			}
			if outcome == "" {
				outcome = w.outcomeOf(p.Text)
			}
			if own := groupIn(p.Text); own != "" && key == "" {
				key = own
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

// lastFigures returns the first row below the head that holds figures or blanks
// in every column.
func lastFigures(g gridTable, below int) []string {
	var places []*paper.Place
	for row := below + 1; row < g.Rows; row++ {
		places = g.rowPlaces(row, places)
		values := make([]string, 0, len(places))
		for i, p := range places {
			text := trim(p.Text)
			if i == 0 && len(places) == 16 && !isValueLike(text) {
				continue
			}
			if p.Row == row && p.Height == 1 {
				values = append(values, text)
			}
		}
		if len(values) >= 5 {
			return values
		}
	}
	return nil
}

// streamRemedy finds the figures of chapter 四 in flattened text: a run of
// exactly fifteen behind the head.
func streamRemedy(all []token) (remedyFigures, bool) {
	head := remedyHead(all)
	if head < 0 {
		return remedyFigures{}, false
	}
	codes := remedyCodes(Form2021)
	var run []string
	found := ""
	named := 0
	for i := head; i < len(all); i++ {
		t := &all[i]
		if t.isValue {
			run = append(run, t.text)
			if t.rowEnd && len(dropBlanks(run, len(codes))) != len(codes) {
				found = longer(found, run)
				run = nil
			} else if t.rowEnd {
				break
			}
			continue
		}
		if len(dropBlanks(run, len(codes))) == len(codes) {
			break
		}
		found = longer(found, run)
		run = nil
		if words().outcomeOf(t.text) != "" {
			named++
		}
		if key := words().chapters[fold(t.text)]; key == Problems || key == Other {
			break
		}
	}
	if values := dropBlanks(run, len(codes)); len(values) == len(codes) {
		return remedyFigures{values: values, codes: codes, assumed: named < 10}, true
	}
	return remedyFigures{found: longer(found, run)}, true
}

func longer(found string, run []string) string {
	if s := strings.TrimSpace(strings.Join(run, " ")); len(s) > len(found) {
		return s
	}
	return found
}

// remedyHead returns where the head of the table of chapter 四 begins, or -1.
func remedyHead(all []token) int {
	for i := range all {
		if text := all[i].text; len(text) >= 12 && len(text) < 60 && !all[i].isValue {
			switch foldAll(text) {
			case "行政复议", "行政复议行政诉讼", "未经复议直接起诉", "未经复议直接起诉复议后起诉":
				return i
			}
		}
	}
	return -1
}

// setRemedy puts the figures of chapter 四 into the report, or refuses the table.
func (r *reading) setRemedy(f remedyFigures) {
	if len(f.values) == 0 || (r.dropsBlanks && f.values[len(f.values)-1] == "") {
		r.warn("table_unread", "remedy", f.found, "表四的数不是15个，无法判断各数属于哪一列，没有读取。")
		return
	}
	if f.assumed {
		r.warn("columns_by_position", "remedy", "", "表四的表头不完整，按法定格式的15列顺序读取，请核对。")
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
