package report

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/paper"
)

// Read finds the report in a document. It never fails: a document without a
// report gives a Report without cells, and warnings that say what was not found.
// The file's name, the checks and the figures asserted by the narrative are the
// caller's to add.
func Read(doc *paper.Document) *Report {
	r := &reading{doc: doc, report: &Report{}}
	for i := range doc.Notices {
		n := &doc.Notices[i]
		r.warn(string(n.Kind), "", pageName(n.Page), n.Says)
	}
	if t := longTable(doc); t != nil {
		r.readLong(t)
		return r.report
	}
	r.collectGrids()
	r.frame()
	r.tables()
	return r.report
}

func pageName(page int) string {
	if page == 0 {
		return ""
	}
	return fmt.Sprintf("第%d页", page)
}

// reading is the work of reading one document.
type reading struct {
	doc    *paper.Document
	report *Report
	grids  []gridTable
	stream []token // flattened text, filled when first needed
	// dropsBlanks says that the text has lost blank cells somewhere, so that a
	// blank cell at the end of a row may only pad it.
	dropsBlanks bool
	// twice counts the items of chapter 二 met with different figures.
	twice int
	// headMoved says that some row of chapter 三 adds up only by the form's order and not
	// by its head's.
	headMoved bool
	// totalMoved says that no row of chapter 三 adds up to its last figure.
	totalMoved bool
	// losesRows says that figures stand in the text whose row is not known.
	losesRows bool
	// showsBlanks says that blank cells stand between figures, so that one at the
	// end of a row is most likely one too.
	showsBlanks bool
}

func (r *reading) warn(code, at, found, says string) { r.report.warn(code, at, found, says) }

func (r *reading) collectGrids() {
	for i := range r.doc.Blocks {
		if t := r.doc.Blocks[i].Table; t != nil && !t.Loose {
			r.addGrid(t, i, 0)
		}
	}
}

// maxNesting bounds how deep tables inside tables are followed.
const maxNesting = 16

func (r *reading) addGrid(t *paper.Table, block, depth int) {
	g := t.Grid()
	if g.Cut {
		r.warn("too_large", "", "", "一张表格超过可读取的行数或列数，只读取了一部分。")
	}
	if hasHeadRow(g) {
		g = g.WithoutBlankColumns()
	}
	r.grids = append(r.grids, newGridTable(g, block))
	if depth == maxNesting {
		return
	}
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			for _, inner := range t.Rows[i].Cells[j].Tables {
				r.addGrid(inner, block, depth+1)
			}
		}
	}
}

// hasHeadRow says that some row names columns, so that a column without any text
// is none of the form's.
func hasHeadRow(g *paper.Grid) bool {
	for row := 0; row < min(g.Rows, 40); row++ {
		words := 0
		for c := 0; c < g.Columns; c++ {
			if p := g.At(row, c); p.IsCorner(row, c) && len(p.Text) > 5 && !isValueLike(trim(p.Text)) {
				words++
			}
		}
		if words > 1 {
			return true
		}
	}
	return false
}

// tokens returns the flattened text of the document.
func (r *reading) tokens() []token {
	if r.stream == nil {
		r.stream = r.leaveFlatYears(tokens(r.doc))
	}
	return r.stream
}

// tables reads the three tables: each from the grids or from flattened text,
// wherever more of it is found.
func (r *reading) tables() {
	r.leaveYears()
	items := gridItems(r.grids)
	if len(items) < 3 {
		if flat := streamItems(r.tokens()); len(flat) > len(items) {
			items = flat
		}
	}
	table, rest := heaviest(parts(applicationLines(r.grids)))
	if table.weight() < 40 {
		if lines, _, _ := streamLines(r.tokens()); len(lines) > 0 {
			if flat, others := heaviest(parts(lines)); flat.weight() > table.weight() {
				table, rest = flat, append(others, table)
				r.dropsBlanks = losesBlanks(lines)
			}
		}
	}
	remedy, found := r.gridRemedy()
	if len(remedy.values) == 0 && !remedy.twice {
		if flat, ok := r.streamRemedy(); ok {
			remedy, found = flat, true
		}
	}
	r.showsBlanks = showsBlanks(items, table.lines)
	r.chooseEdition(items, table)
	r.fill(items, table, remedy, found)
	r.tellOthers(table, rest)
	r.tellTurned()
	if table.weight() > 0 {
		r.tellUnread()
	}
}

func (r *reading) fill(items []itemLine, table applicationTable, remedy remedyFigures, found bool) {
	if len(items) > 0 {
		r.setDisclosure(items)
	} else {
		r.warnTable("disclosure", "表二（主动公开政府信息情况）")
	}
	if table.weight() > 0 {
		r.setApplication(table)
	} else {
		r.warnTable("application", "表三（收到和处理政府信息公开申请情况）")
	}
	if found {
		r.setRemedy(remedy)
	} else {
		r.warnTable("remedy", "表四（行政复议、行政诉讼情况）")
	}
}

// warnTable says that a table is not there, and why when the document tells.
func (r *reading) warnTable(at, name string) {
	if n := r.pictures(); n > 0 {
		r.warn("table_missing", at, "", fmt.Sprintf("没有找到%s。文件里有%d张图片，表格可能是图片，无法读取。请提供文字版。", name, n))
		return
	}
	r.warn("table_missing", at, "", "没有找到"+name+"。")
}

// pictures counts images that may stand for a table.
func (r *reading) pictures() int {
	n := 0
	for i := range r.doc.Blocks {
		if r.doc.Blocks[i].Kind == paper.Picture {
			n++
		}
	}
	for _, g := range r.grids {
		for row := range g.Rows {
			for c := range g.Columns {
				if p := g.At(row, c); p.IsCorner(row, c) && p.HasPicture {
					n++
				}
			}
		}
	}
	return n
}

// showsBlanks says that some row has a blank in front of a figure, or that several rows
// of chapter 三 show nothing but their seven blanks.
func showsBlanks(items []itemLine, lines []line) bool {
	between := func(values []string) bool {
		at := slices.Index(values, "")
		return at >= 0 && slices.ContainsFunc(values[at:], func(v string) bool { return v != "" })
	}
	const fewest = 5
	blank := 0
	for i := range lines {
		if l := &lines[i]; l.exact >= 0 && len(l.values) == len(formColumns) && isAllBlank(l.values) {
			blank++
		}
	}
	return blank >= fewest || slices.ContainsFunc(items, func(l itemLine) bool { return between(l.values) }) ||
		slices.ContainsFunc(lines, func(l line) bool { return between(l.values) })
}

// losesBlanks says that some row shows one to six figures and no blank cell, as
// text does from which blank cells were dropped.
func losesBlanks(lines []line) bool {
	for i := range lines {
		if v := lines[i].values; lines[i].exact >= 0 && len(v) > 0 && len(v) < len(formColumns) && !strings.Contains("\x00"+strings.Join(v, "\x00")+"\x00", "\x00\x00") {
			return true
		}
	}
	return false
}

// chooseEdition decides the edition from the head of the table of chapter 二,
// and between a form and its variant by the rows of （六）. Without that table
// the rows of （六） decide alone and a warning says so.
func (r *reading) chooseEdition(items []itemLine, table applicationTable) {
	family, sure := familyOf(items)
	undivided, divided := otherRows(table)
	if !sure {
		if family == "" {
			family = r.familyNamed(undivided && !divided)
		}
		r.warn("edition_assumed", "", "", fmt.Sprintf("表二的表头不全，按%s年格式读取，请核对。", family))
	}
	r.report.Edition = EditionNamed(family)
	if family == Form2021.Name && !divided && table.weight() > 0 && (undivided || !namesOther(table)) {
		r.report.Edition = FormHybrid
	}
	r.report.figures = make([]Figure, len(r.report.Edition.codes))
}

// familyNamed decides the edition where no item of chapter 二 is found: by the heads
// of its columns, wherever the text has them, else by （六）.
func (r *reading) familyNamed(undivided bool) string {
	for _, t := range r.tokens() {
		if len(t.text) < len("现行有效件数") || t.isValue {
			continue
		}
		switch folded := t.foldedAll(); {
		case strings.Contains(folded, "本年新制作数量"), strings.Contains(folded, "上一年项目数量"):
			return Form2019.Name
		case strings.Contains(folded, "本年制发件数"), strings.Contains(folded, "现行有效件数"):
			return Form2021.Name
		}
	}
	if undivided {
		return Form2019.Name
	}
	return Form2021.Name
}

// otherRows says whether the table has （六） in one row, and in three.
func otherRows(t applicationTable) (undivided, divided bool) {
	for _, row := range t.rows {
		if row < 0 {
			continue
		}
		switch key := words().rows[row].key; {
		case key == "otherwise_handled":
			undivided = true
		case strings.HasPrefix(key, "otherwise_handled."):
			divided = true
		}
	}
	return undivided, divided
}

// namesOther says that some line names the group （六） as the one around it:
// then its three rows are lost, and the form is the official one.
func namesOther(t applicationTable) bool {
	for i := range t.lines {
		for _, label := range t.lines[i].labels {
			if fold(label) == fold(otherHandling) {
				return true
			}
		}
	}
	return false
}

// mayBeFilled says that the blank at the end of a flattened row may only fill
// it. Where the text shows blank cells it is taken for one, with a warning.
func (r *reading) mayBeFilled(at string, values []string) bool {
	hasSums := !strings.HasPrefix(at, Disclosure+".") // which tell a moved row by themselves
	switch {
	case values[len(values)-1] != "", isAllBlank(values) && !r.dropsBlanks:
		return false
	case hasSums && slices.Contains(values[:len(values)-1], "") && !r.dropsBlanks:
		return false
	}
	if r.dropsBlanks || !r.showsBlanks {
		return true
	}
	r.warn("blank_assumed", at, strings.Join(values, " "), fmt.Sprintf("“%s”一行最后一格没有数，按空格读取，请核对前面有没有缺格。", r.rowLabel(at)))
	return false
}

func isAllBlank(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return v != "" })
}

func (r *reading) rowLabel(at string) string {
	_, key, _ := strings.Cut(at, ".")
	if row := r.report.Edition.Row(key); row != nil {
		return row.Label
	}
	for _, item := range words().items {
		if item.key == key {
			return string(item.labels[0])
		}
	}
	return at
}

// setCell reads the text of one cell into the report.
func (r *reading) setCell(code Code, text string) {
	at, known := r.report.Edition.index[code]
	if !known {
		at = -1
	}
	r.setFigure(at, code, text)
}

// setFigure is setCell for the cell at an index of the edition, -1 for one that it
// does not have.
func (r *reading) setFigure(at int, code Code, text string) {
	if text == pictured {
		r.warn("cell_picture", string(code), "", fmt.Sprintf("“%s”一格里是图片，没有读取，请对照原表补录。", r.report.Edition.Label(code)))
		return
	}
	kind := CountCell
	if at >= 0 {
		kind = r.report.Edition.kinds[at]
	}
	v := readValue(text, kind)
	if v.unitless {
		r.warn("unit_unknown", string(code), text, fmt.Sprintf("“%s”写的是“%s”，没有写明是元还是万元，没有读取。", r.report.Edition.Label(code), text))
		r.report.setRaw(code, text)
		return
	}
	if v.pointed && v.Mark == Reported {
		r.warn("number_unclear", string(code), text, fmt.Sprintf("“%s”写的是“%s”，按%s读取，请核对。", r.report.Edition.Label(code), text, v.Number))
	}
	if at >= 0 {
		r.report.figures[at] = v.Figure
	}
	if v.raw != "" {
		r.report.setRaw(code, v.raw)
	}
}
