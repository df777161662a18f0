package html

import (
	"strings"
	"testing"

	"gongkai/paper"
)

// TestLongFigures: columns of fixed width are made wider for figures that would
// run into the next column.
func TestLongFigures(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		figure string
		long   bool
	}{{"114069", false}, {"1140690", true}, {"9876543210", true}, {"-114069", true}} {
		var head, row paper.Row
		for range 15 {
			head.Cells = append(head.Cells, paper.Cell{Text: "总计", Header: paper.ColumnHeader})
			row.Cells = append(row.Cells, paper.Cell{Value: paper.NumberValue, Number: tt.figure})
		}
		doc := &paper.Document{}
		doc.AddTable(&paper.Table{HeaderRows: 1, Rows: []paper.Row{head, row}})
		if got := strings.Contains(write(t, doc), `<table class="across long `); got != tt.long {
			t.Errorf("a table of %s is long: %v, want %v", tt.figure, got, tt.long)
		}
	}
}
