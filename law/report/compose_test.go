package report

import (
	"testing"

	"gongkai/paper"

	"pgregory.net/rapid"
)

// TestComposeReadsBack composes reports and reads the documents without any
// file between: every cell is the same, also the blank and the absent.
func TestComposeReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawWholeRows(t)
		back := Read(r.Compose())
		if back.Edition != r.Edition {
			t.Fatalf("edition %v, want %v", back.Edition, r.Edition)
		}
		for _, code := range r.Edition.Codes() {
			if got, want := back.Figure(code), r.Figure(code); got != want {
				t.Fatalf("%s = %+v, want %+v", code, got, want)
			}
		}
		if back.Year != r.Year || back.Organ != r.Organ {
			t.Fatalf("%d %q, want %d %q", back.Year, back.Organ, r.Year, r.Organ)
		}
	})
}

// drawWholeRows draws a report as organs publish them: rows are whole, the
// tables are there.
func drawWholeRows(t *rapid.T) *Report {
	e := rapid.SampledFrom(Editions()).Draw(t, "edition")
	r := New(e)
	r.Organ, r.Year = "青溪县人民政府", rapid.IntRange(2019, 2030).Draw(t, "year")
	for _, code := range e.Codes() {
		switch rapid.IntRange(0, 9).Draw(t, string(code)) {
		case 0:
			r.Set(code, Figure{Mark: Blank})
		case 1:
			r.Set(code, Figure{Mark: NotApplicable})
			r.setRaw(code, "—")
		case 2:
			r.Set(code, Figure{Mark: Text})
			r.setRaw(code, "约30")
		default:
			r.Set(code, Reports(Count(rapid.Int64Range(0, 99_999_999).Draw(t, "n"))))
		}
	}
	return r
}

func TestComposeShape(t *testing.T) {
	t.Parallel()
	r := New(Form2021)
	for _, code := range Form2021.Codes() {
		r.Set(code, Reports(Count(0)))
	}
	tables := r.Compose().Tables()
	if len(tables) != 3 {
		t.Fatalf("%d tables, want 3", len(tables))
	}
	for i, want := range []struct{ rows, columns int }{{14, 4}, {28, 10}, {4, 15}} {
		g := tables[i].Grid()
		if g.Rows != want.rows || g.Columns != want.columns {
			t.Errorf("table %d is %d × %d, want %d × %d", i, g.Rows, g.Columns, want.rows, want.columns)
		}
		for row := range g.Rows {
			for c := range g.Columns {
				if g.At(row, c) == nil {
					t.Errorf("table %d has a hole at %d, %d", i, row, c)
				}
			}
		}
	}
	three := tables[1].Rows
	for row, span := range map[int]int{5: 22, 7: 8, 15: 3, 18: 5, 23: 3} {
		found := false
		for _, c := range three[row].Cells {
			found = found || c.Header == paper.RowGroup && c.RowSpan == span
		}
		if !found {
			t.Errorf("row %d opens no group of %d rows", row, span)
		}
	}
}
