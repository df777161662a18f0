package report

import (
	"slices"

	"gongkai/paper"
)

// Damages to columns and heads, and tables broken by pages.

// flatHead gives the table of chapter 三 a head of one row.
func (s *specimen) flatHead() *paper.Row {
	t := s.tables[Application]
	rows := figureRows(t)
	if len(rows) == 0 {
		return nil
	}
	head := paper.Row{Cells: []paper.Cell{{Text: []string{"", "项目", reconciliation}[s.random.IntN(3)], ColSpan: labelColumns}}}
	for _, c := range formColumns {
		head.Cells = append(head.Cells, paper.Cell{Text: c.Label})
	}
	t.Rows = append([]paper.Row{head}, t.Rows[rows[0]:]...)
	return &t.Rows[0]
}

// permuteColumns changes the order of the applicant columns of chapter 三: with
// their figures, or the heads alone, after which each figure belongs to the head
// that stands above it.
func permuteColumns(s *specimen, withFigures bool) {
	t := s.tables[Application]
	if s.moved || !s.isWhole(Application) {
		return
	}
	s.moved = true
	order, heads := s.random.Perm(len(formColumns)), []paper.Cell(nil)
	if s.random.IntN(2) == 0 {
		heads = s.flatHead().Cells[1:]
	} else { // the five kinds of organisations among themselves
		five := s.random.Perm(5)
		order = []int{0, five[0] + 1, five[1] + 1, five[2] + 1, five[3] + 1, five[4] + 1, 6}
		heads = append([]paper.Cell{{}}, t.Rows[2].Cells...)
		defer func() { t.Rows[2].Cells = heads[1:6] }()
	}
	permuteFirst(heads, order)
	s.permuteRows(t, order, withFigures)
}

func (s *specimen) permuteRows(t *paper.Table, order []int, withFigures bool) {
	for _, i := range figureRows(t) {
		cells := t.Rows[i].Cells
		from := slices.IndexFunc(cells, func(c paper.Cell) bool { return isFigure(&c) })
		figures := cells[from : from+len(order)]
		if withFigures {
			permuteFirst(figures, order)
			continue
		}
		ids, truths := make([]string, len(order)), make([]string, len(order))
		for k := range order {
			ids[k], truths[k] = figures[order[k]].ID, s.truth[Code(figures[k].ID)]
		}
		for k := range figures {
			figures[k].ID = ids[k]
			s.truth[Code(ids[k])] = truths[k]
		}
	}
}

// permuteFirst puts into each place the cell that order names; order may be
// longer than the list.
func permuteFirst(cells []paper.Cell, order []int) {
	old := slices.Clone(cells)
	for i, from := range order {
		if i < len(cells) && from < len(old) {
			cells[i] = old[from]
		}
	}
}

// isWhole says that the table has its head and all figures in every row.
func (s *specimen) isWhole(chapter string) bool {
	t := s.tables[chapter]
	want := map[string]int{Application: 7, Remedy: 15}[chapter]
	rows := figureRows(t)
	if len(rows) == 0 || rows[0] != 3 || len(t.Rows[0].Cells) > 2 || len(t.Rows[2].Cells) < 5 {
		return false
	}
	for _, i := range rows {
		n, run := 0, true
		for j := range t.Rows[i].Cells {
			if isFigure(&t.Rows[i].Cells[j]) {
				n++
			} else if n > 0 {
				run = false
			}
		}
		if n != want || !run {
			return false
		}
	}
	return true
}

// permuteDisclosure exchanges two heads of a band of chapter 二, with the figures
// below or without.
func permuteDisclosure(s *specimen) {
	t := s.tables[Disclosure]
	if s.moved {
		return
	}
	withFigures := s.random.IntN(2) == 0
	for i := 0; i < len(t.Rows); i++ {
		cells := t.Rows[i].Cells
		if len(cells) != 4 || cells[0].Text != "信息内容" || s.random.IntN(2) == 0 {
			continue
		}
		cells[1].Text, cells[2].Text = cells[2].Text, cells[1].Text
		for k := i + 1; k < len(t.Rows) && !t.Rows[k].Band; k++ {
			row := t.Rows[k].Cells
			if len(row) != 4 || !isFigure(&row[1]) || !isFigure(&row[2]) {
				continue
			}
			if withFigures {
				row[1], row[2] = row[2], row[1]
				continue
			}
			a, b := Code(row[1].ID), Code(row[2].ID)
			row[1].ID, row[2].ID = string(b), string(a)
			s.truth[a], s.truth[b] = s.truth[b], s.truth[a]
		}
	}
}

// permuteRemedy exchanges two outcomes of one group of chapter 四, or the two
// groups of suits.
func permuteRemedy(s *specimen) {
	t := s.tables[Remedy]
	if s.moved || !s.isWhole(Remedy) {
		return
	}
	s.moved = true
	order := make([]int, 15)
	for i := range order {
		order[i] = i
	}
	if s.random.IntN(2) == 0 {
		a, b := s.random.IntN(5), s.random.IntN(5)
		order[a], order[b] = b, a
		permuteFirst(t.Rows[1].Cells[:5], order[:5])
	} else {
		copy(order[5:10], []int{10, 11, 12, 13, 14})
		copy(order[10:], []int{5, 6, 7, 8, 9})
		cells := t.Rows[1].Cells
		cells[5].Text, cells[6].Text = cells[6].Text, cells[5].Text
	}
	s.permuteRows(t, order, s.random.IntN(2) == 0)
}

// addColumn adds a column the form does not have to chapter 三: numbers of rows,
// notes, or sums, with a head or without.
func addColumn(s *specimen) {
	t := s.tables[Application]
	kind, _ := pick(s.random, []string{"小计", "序号", "备注", "上年同期"})
	side := s.random.IntN(3) // left of the labels, behind the figures, between them
	at := s.random.IntN(8)
	if side == 1 {
		at = 7
	}
	rows := figureRows(t)
	if len(rows) == 0 {
		return
	}
	if side > 0 && s.random.IntN(2) == 0 && s.isWhole(Application) && !s.moved {
		s.moved = true
		s.flatHead()
		rows = figureRows(t)
	}
	if side > 0 && rows[0] > 1 {
		at = 7 // a head of several rows can only be added to at its end
	}
	s.cut = true
	hasHead := s.random.IntN(2) == 0
	for n, i := range rows {
		insertCell(&t.Rows[i], side, at, paper.Cell{Text: s.columnText(kind, n)})
	}
	if rows[0] == 0 {
		return
	}
	head := paper.Cell{RowSpan: rows[0]}
	if hasHead {
		head.Text = kind
	}
	switch {
	case side == 0:
		t.Rows[0].Cells = slices.Insert(t.Rows[0].Cells, 0, head)
	case rows[0] == 1 && len(t.Rows[0].Cells) == 8:
		t.Rows[0].Cells = slices.Insert(t.Rows[0].Cells, 1+at, head)
	default: // above the row below the head's lowest
		t.Rows[0].Cells = append(t.Rows[0].Cells, head)
	}
}

func (s *specimen) columnText(kind string, row int) string {
	switch {
	case kind == "备注" && s.random.IntN(4) > 0:
		return ""
	case kind == "备注":
		return "见说明"
	case kind == "序号":
		return []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}[row%9]
	}
	return s.fresh()
}

func insertCell(row *paper.Row, side, at int, cell paper.Cell) {
	if side == 0 {
		row.Cells = slices.Insert(row.Cells, 0, cell)
		return
	}
	from := slices.IndexFunc(row.Cells, func(c paper.Cell) bool { return isFigure(&c) })
	row.Cells = slices.Insert(row.Cells, min(from+at, len(row.Cells)), cell)
}

func dropHead(s *specimen) {
	t := s.table()
	rows := figureRows(t)
	if len(rows) == 0 || rows[0] == 0 {
		return
	}
	if s.random.IntN(3) == 0 { // the lowest row of the head only
		t.Rows = slices.Delete(t.Rows, rows[0]-1, rows[0])
		return
	}
	t.Rows = slices.Delete(t.Rows, 0, rows[0])
}

// splitTable breaks a table as a page does: with the head again or without, with
// the names of the open groups again or without.
func splitTable(s *specimen) {
	chapter := []string{Application, Application, Disclosure}[s.random.IntN(3)]
	t := s.tables[chapter]
	rows := figureRows(t)
	if len(rows) < 4 || !s.isBlock(t) {
		return
	}
	s.moved = true
	cut := rows[1+s.random.IntN(len(rows)-2)]
	head, groups := s.random.IntN(2) == 0, s.random.IntN(2) == 0
	second := &paper.Table{}
	if head {
		second.Rows = cloneRows(t.Rows[:rows[0]])
	}
	open := openGroups(t, cut)
	second.Rows = append(second.Rows, cloneRows(t.Rows[cut:])...)
	first := &second.Rows[len(second.Rows)-len(t.Rows)+cut]
	if groups {
		first.Cells = append(open, first.Cells...)
	} else if len(open) > 0 { // the label covers the columns of the groups
		for j := range first.Cells {
			if isLabel(&first.Cells[j]) {
				first.Cells[j].ColSpan = labelColumns
			}
		}
	}
	t.Rows = t.Rows[:cut:cut]
	between := []paper.Block{{Text: "— 3 —"}, {Kind: paper.TableBlock, Table: second}}
	if s.random.IntN(2) == 0 {
		between = between[1:]
	}
	s.insertBehind(t, between...)
}

func cloneRows(rows []paper.Row) []paper.Row {
	out := make([]paper.Row, len(rows))
	for i := range rows {
		out[i] = rows[i]
		out[i].Cells = slices.Clone(rows[i].Cells)
	}
	return out
}

// openGroups shortens the groups that cover the row to end above it and returns
// what is left of them.
func openGroups(t *paper.Table, row int) []paper.Cell {
	var open []paper.Cell
	for i := range row {
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			if rest := i + c.RowSpan - row; c.Header == paper.RowGroup && rest > 0 {
				left := *c
				left.RowSpan, c.RowSpan = rest, row-i
				open = append(open, left)
			}
		}
	}
	return open
}

// isBlock says that the table stands by itself, not inside a layout table.
func (s *specimen) isBlock(t *paper.Table) bool {
	return slices.ContainsFunc(s.blocks, func(b paper.Block) bool { return b.Table == t })
}

// insertBehind puts blocks behind the table's, insertBefore in front of it.
func (s *specimen) insertBehind(t *paper.Table, blocks ...paper.Block) {
	if i := slices.IndexFunc(s.blocks, func(b paper.Block) bool { return b.Table == t }); i >= 0 {
		s.blocks = slices.Insert(s.blocks, i+1, blocks...)
	}
}

func (s *specimen) insertBefore(t *paper.Table, blocks ...paper.Block) {
	if i := slices.IndexFunc(s.blocks, func(b paper.Block) bool { return b.Table == t }); i >= 0 {
		s.blocks = slices.Insert(s.blocks, i, blocks...)
	}
}
