package pdf

import (
	"fmt"
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

// TestReadUntoldCharacters asks that characters whose font does not tell their meaning
// are shown as unknown and told of: PDFium gives their numbers in the font, which may
// look like blanks or like other digits.
func TestReadUntoldCharacters(t *testing.T) {
	t.Parallel()
	const content = "BT /F1 12 Tf 50 700 Td <0005002400310024> Tj ET"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Some/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
		"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+Some/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 600/FontDescriptor 7 0 R>>",
		"<</Type/FontDescriptor/FontName/AAAAAA+Some/Flags 4/FontBBox[0 0 600 800]/Ascent 800/Descent -200/ItalicAngle 0/CapHeight 700/StemV 80>>",
	}
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	for i, object := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	b.WriteString("trailer\n<</Root 1 0 R>>\n")
	doc := mustRead(t, []byte(b.String()))
	for _, block := range doc.Blocks {
		if strings.ContainsAny(block.Text, "0123456789$") {
			t.Errorf("guessed %q", block.Text)
		}
	}
	if len(doc.Notices) != 1 || doc.Notices[0].Kind != paper.Damaged {
		t.Errorf("notices %v, want one of damage", doc.Notices)
	}
}
