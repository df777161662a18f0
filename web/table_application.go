package web

import (
	"slices"

	"gongkai/law/report"
)

// reconciliation is what the form writes into the corner of table 三.
const reconciliation = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

// application is table 三: the kinds of applicants across, what became of their
// applications down, with the groups of results upright at the left.
func (l *layout) application() *Table {
	t := &Table{Class: "t3", Columns: []string{"g", "g", "l"}, Head: l.applicants()}
	for range l.edition.Columns {
		t.Columns = append(t.Columns, "c")
	}
	var rows []*report.Row
	for i := range l.edition.Rows {
		if l.hasRow(&l.edition.Rows[i]) {
			rows = append(rows, &l.edition.Rows[i])
		}
	}
	for i, row := range rows {
		if i == 0 || bodyOf(rows[i-1].Part) != bodyOf(row.Part) {
			t.Bodies = append(t.Bodies, nil)
		}
		last := len(t.Bodies) - 1
		t.Bodies[last] = append(t.Bodies[last], l.applications(rows, i))
	}
	return t
}

func (l *layout) hasRow(row *report.Row) bool {
	return l.whole || slices.ContainsFunc(l.edition.Columns, func(c report.Column) bool {
		return l.report.Figure(applicationCode(row, c)).IsThere()
	})
}

func applicationCode(row *report.Row, c report.Column) report.Code {
	return report.Code("application." + row.Key + "." + c.Key)
}

// bodyOf numbers the parts of the table: received, handled, carried over.
func bodyOf(p report.Part) int {
	switch p {
	case report.Received, report.CarriedIn:
		return 1
	case report.CarriedOver:
		return 3
	}
	return 2
}

func (l *layout) applicants() []TableRow {
	columns := l.edition.Columns
	last := len(columns) - 1
	corner := head("col", reconciliation, 3, 3)
	corner.Class = "check"
	kinds := TableRow{}
	for _, c := range columns[1:last] {
		kinds.Cells = append(kinds.Cells, head("col", c.Label, 1, 1))
	}
	return []TableRow{
		{Cells: []TableCell{corner, head("colgroup", "申请人情况", len(columns), 1)}},
		{Cells: []TableCell{head("col", columns[0].Label, 1, 2), head("colgroup", "法人或其他组织", last-1, 1), head("col", columns[last].Label, 1, 2)}},
		kinds,
	}
}

// applications is one row, with the headers of the groups that begin at it.
func (l *layout) applications(rows []*report.Row, i int) TableRow {
	row := rows[i]
	out := TableRow{}
	if row.Part == report.TotalHandled || row.Part == report.CarriedOver {
		out.Class = "sum"
	}
	for depth, label := range row.Path {
		if n := groupRows(rows, i, depth); n > 0 {
			group := TableCell{Scope: "rowgroup", Class: "v", Text: label, Rows: n, Vertical: true}
			if depth > 0 {
				group.Class = "v in1"
			}
			out.Cells = append(out.Cells, group)
		}
	}
	label := head("row", row.Label, 3-len(row.Path), 1)
	label.Class = []string{"", "in1", "in2"}[len(row.Path)]
	out.Cells = append(out.Cells, label)
	for _, column := range l.edition.Columns {
		cell, _ := l.figure(applicationCode(row, column), column.Kind)
		if column.Key == "total" {
			cell.AddClass("tot")
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// groupRows is how many rows from i on stand in its group at the depth; 0 when
// the row before stands in it too.
func groupRows(rows []*report.Row, i, depth int) int {
	same := func(j int) bool {
		return len(rows[j].Path) > depth && slices.Equal(rows[j].Path[:depth+1], rows[i].Path[:depth+1])
	}
	if i > 0 && same(i-1) {
		return 0
	}
	n := 1
	for i+n < len(rows) && same(i+n) {
		n++
	}
	return n
}

// remedy is table 四: one line of figures under three rows of headers.
func (l *layout) remedy() *Table {
	t := &Table{Class: "t4", Head: make([]TableRow, 3)}
	var groups []report.Group
	for _, g := range l.edition.Groups {
		if l.whole || l.report.Figure(remedyCode(g, l.edition.Outcomes[0])).IsThere() {
			groups = append(groups, g)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	width := len(l.edition.Outcomes)
	figures := TableRow{}
	for i, g := range groups {
		rows, below := 1, 2
		switch {
		case g.Over == "":
			t.Head[0].Cells = append(t.Head[0].Cells, head("colgroup", g.Label, width, 1))
			rows, below = 2, 1
		default:
			if i == 0 || groups[i-1].Over != g.Over {
				t.Head[0].Cells = append(t.Head[0].Cells, head("colgroup", g.Over, width*under(groups[i:]), 1))
			}
			t.Head[1].Cells = append(t.Head[1].Cells, head("colgroup", g.Label, width, 1))
		}
		for _, o := range l.edition.Outcomes {
			t.Head[below].Cells = append(t.Head[below].Cells, head("col", o.Label, 1, rows))
			cell, _ := l.figure(remedyCode(g, o), o.Kind)
			if o.Key == "total" {
				cell.AddClass("tot")
			}
			figures.Cells = append(figures.Cells, cell)
		}
	}
	t.Bodies = [][]TableRow{{figures}}
	return t
}

func remedyCode(g report.Group, o report.Column) report.Code {
	return report.Code("remedy." + g.Key + "." + o.Key)
}

// under is how many groups from the first on stand under one heading.
func under(groups []report.Group) int {
	n := 1
	for n < len(groups) && groups[n].Over == groups[0].Over {
		n++
	}
	return n
}
