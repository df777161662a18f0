package report

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"gongkai/paper"
)

// A damage changes the paper as offices, web editors and converters do, and the
// truth with it where the paper then says something else.
type damage struct {
	name string
	do   func(s *specimen)
}

var damages = []damage{
	{"drop a cell", dropCell},
	{"drop blank cells", dropBlankCells},
	{"repeat a cell", repeatCell},
	{"drop a label", func(s *specimen) { s.editLabel(func(*paper.Cell) bool { return true }) }},
	{"blank a label", func(s *specimen) { s.editLabel(func(c *paper.Cell) bool { c.Text = ""; return false }) }},
	{"garble a label", func(s *specimen) { s.editLabel(s.garble) }},
	{"garble many labels", garbleMany},
	{"number dropped", func(s *specimen) { s.editLabels(cutNumbering) }},
	{"notes behind labels", noteLabels},
	{"label over two cells", labelOverCells},
	{"label over two rows", labelOverRows},
	{"swap two rows", swapRows},
	{"drop a row", dropRow},
	{"add a foreign row", addForeignRow},
	{"add a column count row", addCountRow},
	{"total row elsewhere", moveTotalRow},
	{"permute columns with heads", func(s *specimen) { permuteColumns(s, true) }},
	{"permute heads only", func(s *specimen) { permuteColumns(s, false) }},
	{"permute disclosure heads", permuteDisclosure},
	{"permute remedy heads", permuteRemedy},
	{"add a column", addColumn},
	{"drop head rows", dropHead},
	{"split the table", splitTable},
	{"figures in one cell", mergeFigures},
	{"wrong spans", wrongSpan},
	{"words in a cell", wordsInCell},
	{"dressed figures", dressFigures},
	{"side by side", sideBySide},
	{"last year's table", lastYear},
	{"table by department", byDepartment},
	{"summary of two columns", summary},
	{"transpose", transpose},
	{"text between rows", textBetween},
	{"remedy in three tables", remedyInThree},
	{"remedy of two years", remedyTwoYears},
}

func damageNamed(name string) damage {
	return damages[slices.IndexFunc(damages, func(d damage) bool { return strings.Contains(d.name, name) })]
}

func isFigure(c *paper.Cell) bool { return c.ID != "" }

func isLabel(c *paper.Cell) bool { return c.Header == paper.RowHeader }

// figureRows returns the rows of the table that hold figures.
func figureRows(t *paper.Table) []int {
	var rows []int
	for i := range t.Rows {
		if slices.ContainsFunc(t.Rows[i].Cells, func(c paper.Cell) bool { return isFigure(&c) }) {
			rows = append(rows, i)
		}
	}
	return rows
}

// table picks one of the three tables, chapter 三 most often.
func (s *specimen) table() *paper.Table {
	return s.tables[[]string{Application, Application, Application, Disclosure, Remedy}[s.random.IntN(5)]]
}

func pick[T any](r *rand.Rand, list []T) (_ T, ok bool) {
	if len(list) == 0 {
		var none T
		return none, false
	}
	return list[r.IntN(len(list))], true
}

// figureAt picks a row and one of its figures.
func (s *specimen) figureAt(t *paper.Table) (row *paper.Row, at int) {
	i, ok := pick(s.random, figureRows(t))
	if !ok {
		return nil, 0
	}
	row = &t.Rows[i]
	var figures []int
	for j := range row.Cells {
		if isFigure(&row.Cells[j]) {
			figures = append(figures, j)
		}
	}
	at, _ = pick(s.random, figures)
	return row, at
}

func dropCell(s *specimen) {
	if row, at := s.figureAt(s.table()); row != nil && !s.cut {
		s.cut = true
		delete(s.truth, Code(row.Cells[at].ID))
		s.optional[Code(row.Cells[at].ID)] = at == len(row.Cells)-1
		row.Cells = slices.Delete(row.Cells, at, at+1)
	}
}

func repeatCell(s *specimen) {
	// A row with a blank would look like a whole one where blanks are lost.
	row, at := s.figureAt(s.table())
	if row != nil && !s.cut && !slices.ContainsFunc(row.Cells, func(c paper.Cell) bool { return isFigure(&c) && c.Text == "" }) {
		s.cut = true
		row.Cells = slices.Insert(row.Cells, at, row.Cells[at])
	}
}

// inOrder are the tables in one order: in the map's, chance falls another way each
// time and a case cannot be met again.
func (s *specimen) inOrder() (tables []*paper.Table) {
	for _, chapter := range slices.Sorted(maps.Keys(s.tables)) {
		tables = append(tables, s.tables[chapter])
	}
	return tables
}

func dropBlankCells(s *specimen) {
	if s.cut {
		return
	}
	s.cut = true
	for _, t := range s.inOrder() {
		for i := range t.Rows {
			t.Rows[i].Cells = slices.DeleteFunc(t.Rows[i].Cells, func(c paper.Cell) bool {
				if gone := isFigure(&c) && c.Text == ""; !gone {
					return false
				}
				delete(s.truth, Code(c.ID))
				s.optional[Code(c.ID)] = true
				return true
			})
		}
	}
}

// editLabel changes one row's label; f says whether it goes away.
func (s *specimen) editLabel(f func(c *paper.Cell) bool) {
	t := s.table()
	i, ok := pick(s.random, figureRows(t))
	if !ok {
		return
	}
	cells := t.Rows[i].Cells
	for j := range cells {
		if isLabel(&cells[j]) {
			if f(&cells[j]) {
				t.Rows[i].Cells = slices.Delete(cells, j, j+1)
			}
			return
		}
	}
}

func (s *specimen) editLabels(f func(string) string) {
	for _, t := range s.inOrder() {
		for i := range t.Rows {
			for j := range t.Rows[i].Cells {
				if c := &t.Rows[i].Cells[j]; isLabel(c) || c.Header == paper.RowGroup {
					c.Text = f(c.Text)
				}
			}
		}
	}
}

// noteLabels says behind labels and heads what to count there, as local guides do.
func noteLabels(s *specimen) {
	for _, t := range s.inOrder() {
		for i := range t.Rows {
			for j := range t.Rows[i].Cells {
				c := &t.Rows[i].Cells[j]
				if c.ID == "" && c.Text != "" && !strings.HasSuffix(c.Text, "）") && s.random.IntN(3) == 0 {
					c.Text += []string{"（指本年度内办结的件数）", "(含以本机关名义制发的,下同)", "（设区的市填写）"}[s.random.IntN(3)]
				}
			}
		}
	}
}

// garble replaces one to four characters, as bad recognition does.
func (s *specimen) garble(c *paper.Cell) bool {
	runes := []rune(c.Text)
	for range 1 + s.random.IntN(4) {
		if len(runes) > 0 {
			runes[s.random.IntN(len(runes))] = []rune("囗曰未木已巳不丕口请数属于其他公开信息机关申")[s.random.IntN(22)]
		}
	}
	c.Text = string(runes)
	return false
}

func garbleMany(s *specimen) {
	for range 6 {
		s.editLabel(s.garble)
	}
}

func labelOverCells(s *specimen) {
	t := s.table()
	i, ok := pick(s.random, figureRows(t))
	if !ok {
		return
	}
	row := &t.Rows[i]
	for j := range row.Cells {
		if c := &row.Cells[j]; isLabel(c) && len([]rune(c.Text)) > 4 {
			head, rest := s.halves(c.Text)
			second := paper.Cell{Text: rest}
			if c.ColSpan > 1 {
				c.ColSpan--
			}
			c.Text = head
			row.Cells = slices.Insert(row.Cells, j+1, second)
			return
		}
	}
}

func (s *specimen) halves(text string) (head, rest string) {
	runes := []rune(text)
	cut := 2 + s.random.IntN(len(runes)-3)
	return string(runes[:cut]), string(runes[cut:])
}

// labelOverRows puts the second half of a label into a row of its own, with
// blank cells for figures, as PDF tables do.
func labelOverRows(s *specimen) {
	t := s.tables[Application]
	i, ok := pick(s.random, figureRows(t))
	if !ok {
		return
	}
	row := &t.Rows[i]
	for j := range row.Cells {
		if c := &row.Cells[j]; isLabel(c) && len([]rune(c.Text)) > 4 {
			var rest string
			c.Text, rest = s.halves(c.Text)
			second := paper.Row{Cells: []paper.Cell{{Text: rest, ColSpan: c.ColSpan}}}
			for range len(row.Cells) - j - 1 {
				second.Cells = append(second.Cells, paper.Cell{})
			}
			growSpans(t, i)
			t.Rows = slices.Insert(t.Rows, i+1, second)
			return
		}
	}
}

// growSpans lengthens by one the groups that cover a row.
func growSpans(t *paper.Table, row int) {
	for i := 0; i <= row; i++ {
		for j := range t.Rows[i].Cells {
			if c := &t.Rows[i].Cells[j]; c.Header == paper.RowGroup && i+max(1, c.RowSpan) > row {
				c.RowSpan = max(1, c.RowSpan) + 1
			}
		}
	}
}

// tail returns where the label of a row begins.
func tail(row *paper.Row) int {
	return slices.IndexFunc(row.Cells, func(c paper.Cell) bool { return isLabel(&c) })
}

// swapRows exchanges two rows with their labels; the groups stay.
func swapRows(s *specimen) {
	t := s.tables[Application]
	rows := figureRows(t)
	if len(rows) < 2 {
		return
	}
	a, b := &t.Rows[rows[s.random.IntN(len(rows))]], &t.Rows[rows[s.random.IntN(len(rows))]]
	i, j := tail(a), tail(b)
	if i < 0 || j < 0 || a == b {
		return
	}
	one, two := slices.Clone(a.Cells[i:]), slices.Clone(b.Cells[j:])
	a.Cells, b.Cells = append(a.Cells[:i:i], two...), append(b.Cells[:j:j], one...)
}

func (s *specimen) forget(row *paper.Row) {
	for i := range row.Cells {
		if isFigure(&row.Cells[i]) {
			delete(s.truth, Code(row.Cells[i].ID))
		}
	}
}

func dropRow(s *specimen) {
	t := s.tables[[]string{Application, Disclosure}[s.random.IntN(2)]]
	i, ok := pick(s.random, figureRows(t))
	if !ok {
		return
	}
	s.forget(&t.Rows[i])
	if slices.ContainsFunc(t.Rows[i].Cells, func(c paper.Cell) bool { return c.Header == paper.RowGroup }) && i+1 < len(t.Rows) {
		at := tail(&t.Rows[i]) // the group's name moves down
		if at < 0 {
			at = 0
		}
		t.Rows[i+1].Cells = append(slices.Clone(t.Rows[i].Cells[:at]), t.Rows[i+1].Cells...)
	}
	t.Rows = slices.Delete(t.Rows, i, i+1)
}

var foreignLabels = []string{"小计", "（三）小计", "（八）其他情形", "其中：", "其中：行政机关", "上年合计", "备注", "5.其他", "9.属于其他不予公开情形", "转送有权机关办理", "其他", "合计", "（四）其他"}

func addForeignRow(s *specimen) {
	t := s.tables[Application]
	rows := figureRows(t)
	i, ok := pick(s.random, rows)
	if !ok {
		return
	}
	label, _ := pick(s.random, foreignLabels)
	row := paper.Row{Cells: []paper.Cell{{Text: label, ColSpan: 1 + s.random.IntN(2)}}}
	for range 7 {
		row.Cells = append(row.Cells, paper.Cell{Text: s.fresh()})
	}
	growSpans(t, i)
	t.Rows = slices.Insert(t.Rows, i+1, row)
}

// addCountRow puts the numbers of the columns below the head (栏次).
func addCountRow(s *specimen) {
	t := s.tables[Application]
	rows := figureRows(t)
	if len(rows) == 0 {
		return
	}
	label, _ := pick(s.random, []string{"栏次", "", "序号", "列次"})
	row := paper.Row{Cells: []paper.Cell{{Text: label, ColSpan: labelColumns}}}
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7"} {
		row.Cells = append(row.Cells, paper.Cell{Text: n})
	}
	t.Rows = slices.Insert(t.Rows, rows[0], row)
}

func moveTotalRow(s *specimen) {
	t := s.tables[Application]
	rows := figureRows(t)
	i := slices.IndexFunc(rows, func(r int) bool {
		return slices.ContainsFunc(t.Rows[r].Cells, func(c paper.Cell) bool { return c.ID == "application.total_handled.total" })
	})
	if i < 0 {
		return
	}
	row := t.Rows[rows[i]]
	if at := tail(&row); at < 0 || at > 0 && slices.ContainsFunc(row.Cells[:at], func(c paper.Cell) bool { return c.RowSpan > 1 }) {
		return
	}
	t.Rows = slices.Delete(t.Rows, rows[i], rows[i]+1)
	to := rows[0]
	if s.random.IntN(2) == 0 {
		to = len(t.Rows)
	}
	t.Rows = slices.Insert(t.Rows, to, row)
}
