package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/paper"
)

// cellsOf is a table as a reader should find it: each cell's text and spans.
func cellsOf(t *paper.Table) []string {
	var all []string
	for r, row := range t.Rows {
		for i := range row.Cells {
			c := &row.Cells[i]
			all = append(all, fmt.Sprintf("row %d: %q %d×%d", r, strings.ReplaceAll(cellText(c), "\n", ""), max(1, c.ColSpan), max(1, c.RowSpan)))
		}
	}
	return all
}

func TestWrittenTablesReadBackExactly(t *testing.T) {
	t.Parallel()
	d := sampleReport()
	got, err := Read(write(t, d))
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	want := d.Tables()
	if len(got.Tables()) != len(want) {
		t.Fatalf("%d tables, want %d", len(got.Tables()), len(want))
	}
	for i, table := range got.Tables() {
		g, w := cellsOf(table), cellsOf(want[i])
		if !slices.Equal(g, w) {
			t.Errorf("table %d\n got %s\nwant %s", i, strings.Join(g, "\n     "), strings.Join(w, "\n     "))
		}
	}
}
