package paper

import (
	"testing"
)

func TestCutTables(t *testing.T) {
	t.Parallel()
	wide := func(rows int) *Table {
		out := &Table{Rows: make([]Row, rows)}
		for i := range out.Rows {
			out.Rows[i].Cells = []Cell{{Text: "a", ColSpan: MaxColumns}}
		}
		return out
	}
	nested := table([]Cell{{Text: "b", Tables: []*Table{wide(1000)}}})
	loose := wide(1000)
	loose.Loose = true
	d := &Document{}
	d.AddTable(wide(1900))
	d.Add("text")
	d.AddTable(nested)
	d.AddTable(loose)
	d.AddTable(wide(1))
	d.CutTables()
	if len(d.Blocks) != 4 || d.Blocks[2].Table != loose || len(d.Notices) != 1 || d.Notices[0].Kind != TooLarge {
		t.Errorf("CutTables left %d blocks, notices %v; want 4 without the nested table, and one notice", len(d.Blocks), d.Notices)
	}
}
