package report

import (
	"slices"
	"strings"

	"gongkai/paper"
)

// Damages to spans and cells, and other tables beside those of the form.

// mergeFigures writes the figures of a row into one cell.
func mergeFigures(s *specimen) {
	t := s.table()
	i, ok := pick(s.random, figureRows(t))
	if !ok {
		return
	}
	row := &t.Rows[i]
	from := slices.IndexFunc(row.Cells, func(c paper.Cell) bool { return isFigure(&c) })
	var texts []string
	for _, c := range row.Cells[from:] {
		if c.Text != "" {
			texts = append(texts, c.Text)
		}
	}
	if len(texts) < 2 {
		return
	}
	one := row.Cells[from]
	one.Text, one.ID = strings.Join(texts, []string{" ", "\n", "  "}[s.random.IntN(3)]), ""
	one.ColSpan = []int{len(row.Cells) - from, 1}[s.random.IntN(2)]
	row.Cells = append(row.Cells[:from:from], one)
}

func wrongSpan(s *specimen) {
	t := s.table()
	if len(t.Rows) == 0 {
		return
	}
	i := s.random.IntN(len(t.Rows))
	var at []int
	for j := range t.Rows[i].Cells {
		if c := &t.Rows[i].Cells[j]; c.RowSpan > 1 || c.ColSpan > 1 || s.random.IntN(4) == 0 {
			at = append(at, j)
		}
	}
	j, ok := pick(s.random, at)
	if !ok {
		return
	}
	c := &t.Rows[i].Cells[j]
	by := []int{-1, 1, 2}[s.random.IntN(3)]
	if c.RowSpan > 1 || s.random.IntN(2) == 0 {
		c.RowSpan = max(1, max(1, c.RowSpan)+by)
	} else {
		c.ColSpan = max(1, max(1, c.ColSpan)+by)
	}
}

func wordsInCell(s *specimen) {
	for range 1 + s.random.IntN(4) {
		if row, at := s.figureAt(s.table()); row != nil {
			c := &row.Cells[at]
			c.Text, _ = pick(s.random, []string{"若干", "约30", "O", "l2", "#REF!", "/", "—", "无", "-", "详见附件", "不适用", "3或4", "十二", "1-2", "2024年"})
			s.truth[Code(c.ID)] = ""
		}
	}
}

// dressFigures writes figures as offices do: with units, signs, separators.
func dressFigures(s *specimen) {
	wide := func(n string) string {
		return strings.Map(func(c rune) rune { return c + 0xFEE0 }, n)
	}
	for range 8 {
		row, at := s.figureAt(s.table())
		if row == nil {
			continue
		}
		c := &row.Cells[at]
		n := s.truth[Code(c.ID)]
		if n == "" || c.Text != n || strings.HasPrefix(c.ID, "disclosure.fees") || strings.HasPrefix(c.ID, "disclosure.procurement") {
			continue
		}
		switch s.random.IntN(5) {
		case 0:
			c.Text = n + "件"
		case 1:
			c.Text = wide(n)
		case 2:
			c.Text = "+" + n
		case 3:
			if len(n) == 4 {
				c.Text = n[:1] + "," + n[1:]
			}
		case 4:
			c.Text = n + "（其中依法转送" + s.fresh() + "件）"
		}
	}
}

// sideBySide puts two tables next to each other into one row of a layout table.
func sideBySide(s *specimen) {
	a, b := s.tables[Application], s.tables[Remedy]
	if s.random.IntN(2) == 0 {
		a = s.tables[Disclosure]
	}
	outer := &paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Tables: []*paper.Table{a}}, {Tables: []*paper.Table{b}}}}}}
	i := slices.IndexFunc(s.blocks, func(block paper.Block) bool { return block.Table == a })
	j := slices.IndexFunc(s.blocks, func(block paper.Block) bool { return block.Table == b })
	if i < 0 || j < 0 {
		return
	}
	s.blocks[i].Table = outer
	s.blocks = slices.Delete(s.blocks, j, j+1)
}

// lastYear puts last year's table of the same kind in front of the year's or
// behind it.
func lastYear(s *specimen) {
	t := s.table()
	old := &paper.Table{Rows: cloneRows(t.Rows)}
	for i := range old.Rows {
		for j := range old.Rows[i].Cells {
			if c := &old.Rows[i].Cells[j]; isFigure(c) {
				c.ID, c.Text = "", s.fresh()
			}
		}
	}
	if rows := len(old.Rows); s.random.IntN(2) == 0 && rows > 12 { // only a part of it
		old.Rows = old.Rows[:6+s.random.IntN(rows-6)]
	}
	blocks := []paper.Block{{Text: "2023年情况"}, {Kind: paper.TableBlock, Table: old}, {Text: "2024年情况"}}
	if s.random.IntN(3) == 0 {
		s.insertBehind(t, blocks[0], blocks[1])
		return
	}
	s.insertBefore(t, blocks...)
}

// byDepartment adds a table with the form's row labels and other columns.
func byDepartment(s *specimen) {
	t := s.tables[Application]
	n := 1 + s.random.IntN(8)
	head := paper.Row{Cells: []paper.Cell{{Text: "办理情况"}}}
	for i := range n {
		head.Cells = append(head.Cells, paper.Cell{Text: []string{"教育局", "民政局", "财政局", "公安局", "司法局", "审计局", "统计局", "总计"}[(i+8-n)%8]})
	}
	other := &paper.Table{Rows: []paper.Row{head}}
	for _, row := range s.edition.Rows {
		if s.random.IntN(3) > 0 {
			continue
		}
		r := paper.Row{Cells: []paper.Cell{{Text: row.Label}}}
		for range n {
			r.Cells = append(r.Cells, paper.Cell{Text: s.fresh()})
		}
		other.Rows = append(other.Rows, r)
	}
	s.addBeside(t, other, "各部门办理情况如下：")
}

func (s *specimen) addBeside(t, other *paper.Table, caption string) {
	blocks := []paper.Block{{Text: caption}, {Kind: paper.TableBlock, Table: other}}
	switch s.random.IntN(3) {
	case 0:
		s.insertBefore(t, blocks...)
	case 1:
		s.insertBehind(t, blocks...)
	default: // in chapter 一, far from the table
		if i := slices.IndexFunc(s.blocks, func(b paper.Block) bool { return b.ID == Disclosure }); i >= 0 {
			s.blocks = slices.Insert(s.blocks, i, blocks...)
		}
	}
}

func summary(s *specimen) {
	other := &paper.Table{}
	for _, label := range []string{"本年新收政府信息公开申请数量", "予以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他处理", "总计", "行政许可", "行政处罚", "结转下年度继续办理"} {
		if s.random.IntN(3) > 0 {
			other.Rows = append(other.Rows, paper.Row{Cells: []paper.Cell{{Text: label}, {Text: s.fresh()}}})
		}
	}
	s.addBeside(s.tables[Application], other, "简要情况：")
}

func transpose(s *specimen) {
	t := s.table()
	g := t.Grid()
	turned := make([]paper.Row, g.Columns)
	for c := range turned {
		for r := range g.Rows {
			if p := g.At(r, c); p.IsCorner(r, c) {
				cell := *p.Cell
				cell.RowSpan, cell.ColSpan = p.Width, p.Height
				turned[c].Cells = append(turned[c].Cells, cell)
			}
		}
	}
	t.Rows = turned
}

func textBetween(s *specimen) {
	t := s.tables[Application]
	rows := figureRows(t)
	if len(rows) < 4 || !s.isBlock(t) {
		return
	}
	s.moved = true
	cut := rows[1+s.random.IntN(len(rows)-2)]
	openGroups(t, cut)
	second := &paper.Table{Rows: cloneRows(t.Rows[cut:])}
	t.Rows = t.Rows[:cut:cut]
	line, _ := pick(s.random, []string{"注：本表数据截至12月31日。", "3", "收到申请12件。", "（续表）", "第 3 页 共 5 页", "12", "续上表"})
	s.insertBehind(t, paper.Block{Text: line}, paper.Block{Kind: paper.TableBlock, Table: second})
}

// remedyInThree gives each group of chapter 四 a table of its own.
func remedyInThree(s *specimen) {
	t := s.tables[Remedy]
	if s.moved || !s.isWhole(Remedy) || !s.isBlock(t) {
		return
	}
	var blocks []paper.Block
	for i, g := range s.edition.Groups {
		own := &paper.Table{Rows: []paper.Row{{}, {}}}
		for _, o := range s.edition.Outcomes {
			own.Rows[0].Cells = append(own.Rows[0].Cells, paper.Cell{Text: o.Label})
		}
		own.Rows[1].Cells = slices.Clone(t.Rows[3].Cells[5*i : 5*i+5])
		blocks = append(blocks, paper.Block{Text: g.Name()}, paper.Block{Kind: paper.TableBlock, Table: own})
	}
	s.random.Shuffle(3, func(i, j int) {
		blocks[2*i], blocks[2*j] = blocks[2*j], blocks[2*i]
		blocks[2*i+1], blocks[2*j+1] = blocks[2*j+1], blocks[2*i+1]
	})
	s.insertBehind(t, blocks...)
	t.Rows = nil
	s.blocks = slices.DeleteFunc(s.blocks, func(b paper.Block) bool { return b.Table == t })
}

// remedyTwoYears gives the table of chapter 四 a second row of figures.
func remedyTwoYears(s *specimen) {
	t := s.tables[Remedy]
	if !s.isWhole(Remedy) || len(t.Rows[0].Cells) != 2 {
		return
	}
	old := paper.Row{}
	for range 15 {
		old.Cells = append(old.Cells, paper.Cell{Text: s.fresh()})
	}
	at := 3 + s.random.IntN(2)
	if s.random.IntN(3) > 0 {
		t.Rows[0].Cells = slices.Insert(t.Rows[0].Cells, 0, paper.Cell{Text: "年度", RowSpan: 3})
		old.Cells = slices.Insert(old.Cells, 0, paper.Cell{Text: "2023年"})
		t.Rows[3].Cells = slices.Insert(t.Rows[3].Cells, 0, paper.Cell{Text: "2024年"})
	}
	t.Rows = slices.Insert(t.Rows, at, old)
}
