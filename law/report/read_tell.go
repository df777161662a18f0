package report

import (
	"fmt"
	"slices"
	"strings"
)

// What is told of a file beside the table of chapter 三 that was read: other
// tables, turned ones, rows named and not read.

// tellOthers tells of a second table of chapter 三, and of rows that stand only
// outside the one read.
func (r *reading) tellOthers(table applicationTable, rest []applicationTable) {
	if len(rest) == 0 {
		return
	}
	w := words()
	others, again := 0, []int(nil)
	seen := map[int]bool{}
	for _, row := range table.rows {
		seen[row] = true
	}
	for i := range rest {
		if table.isCopy(&rest[i]) {
			continue // a page shows it to phones and to desks
		}
		if rest[i].isWhole() {
			others++
		}
		for k, row := range rest[i].rows {
			if l := &rest[i].lines[k]; row >= 0 && l.exact >= 0 && !l.foreign && table.differs(row, l.values) {
				again = append(again, row)
			}
			if row < 0 && countValues(rest[i].lines[k].values) > 0 {
				r.losesRows = true
			}
			if row >= 0 && !seen[row] && countValues(rest[i].lines[k].values) > 0 && r.report.Edition.Row(w.rows[row].key) != nil {
				seen[row] = true
				r.warn("row_elsewhere", "application."+w.rows[row].key, "",
					fmt.Sprintf("“%s”一行不在读取的表三里，另有一处写着同样的行名，没有读取。", r.report.Edition.Row(w.rows[row].key).Label))
			}
		}
	}
	if others == 0 && len(again) >= 6 { // another table, in pieces
		others = 1
	}
	for _, row := range again {
		if others == 0 {
			r.warn("row_twice", "application."+w.rows[row].key, "", "这一行另有一处写着不同的数，请核对。")
		}
	}
	if others > 0 {
		r.warn("table_twice", "application", "", fmt.Sprintf("文件里有%d张表三，读取了最完整的一张，请核对。", others+1))
	}
}

// differs says that the table reads other figures in the row than those, which
// are as many as the form has.
func (t *applicationTable) differs(row int, values []string) bool {
	i := slices.Index(t.rows, row)
	return i >= 0 && len(values) >= len(formColumns) && !slices.Equal(dropBlanks(values, len(formColumns)), dropBlanks(t.lines[i].values, len(formColumns)))
}

// isCopy says that another table has the same lines with the same figures.
func (t *applicationTable) isCopy(other *applicationTable) bool {
	return slices.Equal(t.rows, other.rows) && slices.EqualFunc(t.lines, other.lines, func(a, b line) bool {
		return slices.Equal(a.values, b.values) && slices.Equal(a.keys, b.keys)
	})
}

// tellTurned tells of a table whose rows are columns: many rows of the form are
// named one behind the other without a figure between.
func (r *reading) tellTurned() {
	w := words()
	run, turned := 0, false
	for _, g := range r.grids {
		for row := range g.Rows {
			run = 0
			for c := range g.Columns {
				if p := g.At(row, c); p.IsCorner(row, c) && g.piece(p).rowOf(w) >= 0 {
					run++
				}
			}
			turned = turned || run >= 8
		}
	}
	turned = turned || namesRows(w, r.stream)
	for i := range r.stream {
		if namesItems(r.stream[i].text) {
			r.warn("table_turned", "disclosure", "", "文件里有一张行列互换的表二，没有读取，请核对。")
			break
		}
	}
	if turned {
		r.warn("table_turned", "application", "", "文件里有一张行列互换的表三，没有读取，请核对。")
	}
}

// namesRows says that six pieces of flattened text in turn are labels of rows of
// chapter 三, with no figure and no table between them.
func namesRows(w *lexicon, stream []token) bool {
	const fewest = 6
	for from := 0; from < len(stream); {
		if stream[from].isValue {
			from++
			continue
		}
		to := from + 1
		for to < len(stream) && !stream[to].isValue && stream[to].block <= stream[to-1].block+1 {
			to++
		}
		run := 0
		for i := from; i < to && run+to-i >= fewest; i++ {
			if run++; stream[i].rowOf(w) < 0 {
				run = 0
			}
			if run == fewest {
				return true
			}
		}
		from = to
	}
	return false
}

// namesItems says that a line of text is a row of item labels, as a table of
// chapter 二 has whose rows are columns.
func namesItems(text string) bool {
	if len(text) > 300 || strings.IndexByte(text, ' ') < 0 || strings.Contains(text, "。") {
		return false
	}
	n := 0
	for _, word := range strings.Fields(text) {
		if words().itemOf(word) >= 0 {
			n++
		}
	}
	return n > 2
}

// tellUnread names the rows of which no figures were read and nothing was said,
// though the document shows the label or may have lost it: a missing row must not
// be mistaken for one the organ left out.
func (r *reading) tellUnread() {
	var unread []*Row
	for i := range r.report.Edition.Rows {
		if !r.isRead(i) {
			unread = append(unread, &r.report.Edition.Rows[i])
		}
	}
	if len(unread) == 0 {
		return
	}
	if 2*len(unread) > len(r.report.Edition.Rows) {
		r.warn("table_partial", "application", "", fmt.Sprintf("表三有%d行没有读到，请对照原表补录。", len(unread)))
		return
	}
	seen := r.labelsSeen()
	for _, row := range unread {
		switch {
		case seen[words().rowOf(row.Label)]:
			r.warn("row_unread", "application."+row.Key, "", fmt.Sprintf("“%s”一行没有读到数。请对照原表补录。", row.Label))
		case r.losesRows || r.dropsBlanks:
			r.warn("row_unread", "application."+row.Key, "", fmt.Sprintf("“%s”一行没有找到，可能是行名丢失的行，没有读取。", row.Label))
		}
	}
}

// labelsSeen returns the rows that some cell or line of the document names.
func (r *reading) labelsSeen() map[int]bool {
	seen := map[int]bool{}
	w := words()
	see := func(text string) {
		if row := w.rowOf(text); row >= 0 && (len(w.rows[row].labels[0]) > 2 || slices.Contains(w.rows[row].full, foldAll(text))) {
			seen[row] = true
		}
	}
	for _, g := range r.grids {
		for row := range g.Rows {
			for c := range g.Columns {
				if p := g.At(row, c); p.IsCorner(row, c) {
					see(p.Text)
				}
			}
		}
	}
	for _, t := range r.tokens() {
		if !t.isValue {
			see(t.text)
		}
	}
	return seen
}

// isRead says that figures of the row were read, or that a warning names it.
func (r *reading) isRead(row int) bool {
	b := r.report.Edition.applications()
	if r.report.figures[b.at(row, b.totalColumn())].IsThere() {
		return true
	}
	at := "application." + r.report.Edition.Rows[row].Key
	return slices.ContainsFunc(r.report.Warnings, func(w Warning) bool { return w.At != "" && strings.HasPrefix(at, w.At) })
}
