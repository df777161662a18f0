package pdf

import "testing"

// TestReadFramedWords asks that frames around words in cells part nothing, be their
// lines whole or dashed.
func TestReadFramedWords(t *testing.T) {
	t.Parallel()
	for _, dashed := range []bool{false, true} {
		f := newPDF()
		drawTable(f, func(x, y, w, h float64) {
			f.Rect(x, y, w, h, "D")
			if dashed {
				f.SetDashPattern([]float64{2, 2}, 0)
			}
			f.Rect(x+4, y+4, 30, 16, "D")
			f.SetDashPattern(nil, 0)
		})
		tables := mustRead(t, bytesOf(t, f)).Tables()
		if len(tables) != 1 || len(tables[0].Rows) != 4 || len(tables[0].Rows[3].Cells) != 3 || tables[0].Rows[3].Cells[1].Text != "d2" {
			t.Errorf("dashed %v: read %d tables, want one of 4 × 3: %+v", dashed, len(tables), tables)
		}
	}
}

// TestReadOpenTable reads a table without lines at its sides, one of whose rows has no
// upright lines either, below a chapter's heading under a line as wide.
func TestReadOpenTable(t *testing.T) {
	t.Parallel()
	f := newPDF()
	const left, right = 50.0, 350.0
	level := func(y float64) { f.Line(left, y, right, y) }
	level(40)
	f.Text(left, 55, "Heading")
	for i, row := range []string{"band", "a1", "a2", "other band", "b1", "b2"} {
		top := 62 + 20*float64(i)
		level(top)
		f.Text(left+4, top+14, row)
		if len(row) == 2 {
			f.Line(150, top, 150, top+20)
			f.Line(250, top, 250, top+20)
			f.Text(160, top+14, "1")
			f.Text(260, top+14, "2")
		}
	}
	level(182)
	f.Text(left, 240, "Text below the table.")
	doc := mustRead(t, bytesOf(t, f))
	tables := doc.Tables()
	if len(tables) != 1 {
		t.Fatalf("read %d tables, want one", len(tables))
	}
	rows := tables[0].Rows
	if n := len(rows); n != 5 || rows[0].Cells[0].Text != "a1" || len(rows[4].Cells) != 3 || rows[4].Cells[2].Text != "2" || rows[2].Cells[0].Text != "other band" {
		t.Errorf("rows %+v", rows)
	}
	if doc.Blocks[0].Text != "Heading" {
		t.Errorf("the heading is %+v", doc.Blocks[0])
	}
}
