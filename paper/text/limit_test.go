package text_test

import (
	"strings"
	"testing"
	"time"

	"gongkai/paper"
	"gongkai/paper/text"
)

// TestReadBounded reads texts made of nothing but cells, paragraphs, or lines
// that continue one cell.
func TestReadBounded(t *testing.T) {
	t.Parallel()
	const size = 1 << 20
	tests := []struct {
		name, unit string
		cut        bool
	}{
		{"paragraphs", "a\n", true},
		{"pipes", "|\n", true},
		{"one row", "a|", true},
		{"rows", "a\tb\n", true},
		{"newlines", "\n", false},
		{"lines of one cell", "b\n", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			source := strings.Repeat(tt.unit, size/len(tt.unit))
			if tt.name == "lines of one cell" {
				source = "\ta\n" + source
			}
			began := time.Now()
			d, err := text.Read([]byte(source))
			if err != nil {
				t.Fatal(err)
			}
			if cut := len(d.Notices) == 1 && d.Notices[0].Kind == paper.TooLarge; cut != tt.cut {
				t.Errorf("notices %v, want one: %v", d.Notices, tt.cut)
			}
			cells := len(d.Blocks)
			for _, table := range d.Tables() {
				for _, row := range table.Rows {
					cells += len(row.Cells)
				}
			}
			if cells > 50_010 {
				t.Errorf("%d cells and blocks, want at most 50,000", cells)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
