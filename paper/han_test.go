package paper

import (
	"reflect"
	"testing"
	"unicode"
)

func TestPlainHan(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"radicals of both blocks", "青溪县⼈⺠政府2024年⼯作⻚⾯", "青溪县人民政府2024年工作页面"},
		{"compatibility ideographs", "\uf9b5如\uf92c木", "例如郎木"},
		{"nothing to do", "“公开”3件（其中…）", "“公开”3件（其中…）"},
		{"at the end", "⽇", "日"},
		{"broken", "\xe2\xba", "\xe2\xba"},
	}
	for _, tt := range tests {
		if got := PlainHan(tt.text); got != tt.want {
			t.Errorf("%s: PlainHan(%q) = %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

// TestSupplement asks that the table pairs each radical with one character of the
// common block, in their order.
func TestSupplement(t *testing.T) {
	t.Parallel()
	last := rune(0)
	for i, r := range []rune(supplement) {
		if i%2 == 0 {
			if r < 0x2E80 || r > 0x2EF3 || r <= last {
				t.Errorf("%q stands in the place of a radical", r)
			}
			last = r
		} else if !unicode.Is(unicode.Han, r) || r >= 0x2E80 && r <= 0x2FDF {
			t.Errorf("%q stands in the place of a character", r)
		}
	}
}

func TestDocumentPlainHan(t *testing.T) {
	t.Parallel()
	table := func(word string) *Table {
		return &Table{Caption: word, Rows: []Row{{Cells: []Cell{{Text: word, Tables: []*Table{{Rows: []Row{{Cells: []Cell{{Text: word}}}}}}}}}}}
	}
	document := func(word string) *Document {
		return &Document{Title: word, Author: word, Fields: []Field{{word, word}}, Blocks: []Block{{Text: word}, {Table: table(word)}}}
	}
	d := document("⼈⺠")
	d.PlainHan()
	if want := document("人民"); !reflect.DeepEqual(d, want) {
		t.Errorf("PlainHan() = %+v, want %+v", d, want)
	}
}
