package paper

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// table builds a table from lines of cells such as "a 2x1" (columns x rows).
func table(lines ...[]Cell) *Table {
	t := &Table{}
	for _, cells := range lines {
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	return t
}

func c(text string, w, h int) Cell { return Cell{Text: text, ColSpan: w, RowSpan: h} }

func draw(g *Grid) string {
	var b strings.Builder
	for r := range g.Rows {
		for col := range g.Columns {
			if p := g.At(r, col); p != nil {
				b.WriteString(p.Text)
			} else {
				b.WriteByte('.')
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestGrid(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		in   *Table
		want string
	}{
		{"plain", table([]Cell{c("a", 1, 1), c("b", 0, 0)}, []Cell{c("c", 1, 1), c("d", 1, 1)}), "ab\ncd\n"},
		{"spans", table([]Cell{c("a", 2, 2), c("b", 1, 1)}, []Cell{c("c", 1, 1)}, []Cell{c("d", 3, 1)}), "aab\naac\nddd\n"},
		{"ragged", table([]Cell{c("a", 1, 1)}, []Cell{c("b", 1, 1), c("c", 1, 1)}), "a.\nbc\n"},
		{"a row span beyond the end", table([]Cell{c("a", 1, 9), c("b", 1, 1)}), "ab\n"},
		{"a span stops before a hanging cell", table([]Cell{c("a", 1, 1), c("b", 1, 2), c("c", 1, 1)}, []Cell{c("d", 3, 1)}), "abc.\ndb..\n"},
		{"empty", table(), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := draw(tt.in.Grid()); got != tt.want {
				t.Errorf("grid:\n%swant:\n%s", got, tt.want)
			}
		})
	}
}

func TestGridLimits(t *testing.T) {
	t.Parallel()
	wide := make([]Cell, 10_000)
	for name, in := range map[string]*Table{
		"spans of 10⁹":                       table([]Cell{c("a", 1e9, 1e9), c("b", 1e9, 1e9)}, []Cell{c("c", 1e9, 1)}),
		"10,000 columns":                     table(wide, wide),
		"a row span in each of 100,000 rows": {Rows: slices.Repeat([]Row{{Cells: []Cell{c("a", 1, 1e9)}}}, 100_000)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			g := in.Grid()
			if !g.Cut || g.Columns > MaxColumns || g.Rows*g.Columns > MaxCells {
				t.Errorf("grid of %d × %d, cut %v; want it cut to the limits", g.Rows, g.Columns, g.Cut)
			}
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestTablesNested(t *testing.T) {
	t.Parallel()
	inner := table([]Cell{c("x", 1, 1)})
	outer := table([]Cell{{Text: "a", Tables: []*Table{inner}}})
	d := &Document{}
	d.Add("text")
	d.AddTable(outer)
	d.AddTable(nil)
	if got := d.Tables(); len(got) != 2 || got[0] != outer || got[1] != inner {
		t.Errorf("Tables() = %v, want the outer and the inner table", got)
	}
}
