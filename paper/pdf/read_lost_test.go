package pdf

import (
	"strings"
	"testing"

	"gongkai/paper"
)

// TestReadLosesPages reads files some pages of which ask for more memory than an
// engine has.
func TestReadLosesPages(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		bombs []bool // by page
		lost  int    // of which a notice tells
		fails bool
	}{
		{"one of three", []bool{false, true, false}, 1, false},
		{"the first and the last", []bool{true, false, true}, 2, false},
		{"the only one", []bool{true}, 0, true},
		{"all", []bool{true, true}, 0, true},
		{"too many", []bool{false, true, true, true, true, false}, 0, true},
	}
	bomb := strings.Repeat("0 0 m 9 9 l S\n", 2_000_000)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newPDF()
			for i, isBomb := range tt.bombs {
				if i > 0 {
					f.AddPage()
				}
				if isBomb {
					f.RawWriteStr(bomb)
				} else {
					f.Text(50, 400, "text "+tt.name[:i+1])
				}
			}
			doc, err := Read(bytesOf(t, f))
			if tt.fails {
				if !paper.IsUnreadable(err) {
					t.Errorf("Read = %v, want an error for people", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(doc.Notices) != tt.lost || doc.Notices[0].Kind != paper.TooLarge {
				t.Errorf("notices %v, want %d of pages left out", doc.Notices, tt.lost)
			}
			if got, want := len(doc.Blocks), len(tt.bombs)-tt.lost; got != want {
				t.Errorf("%d paragraphs, want %d", got, want)
			}
		})
	}
}
