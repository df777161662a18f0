package pdf

import (
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// FuzzRead reads damaged files: nothing may panic or hang, and what is read has
// rows that fit into a grid.
func FuzzRead(f *testing.F) {
	small := newPDF()
	small.SetCompression(false)
	drawCell(small, 50, 50, 100, 20, "a")
	drawCell(small, 150, 50, 100, 20, "1")
	f.Add(bytesOf(f, small))
	plain := fpdf.New("P", "pt", "A5", "")
	plain.AddPage()
	f.Add(bytesOf(f, plain))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj trailer<</Root 1 0 R>>"))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e9 -5]/Contents 4 0 R>>endobj 4 0 obj<</Length 44>>stream\n0 0 m 1e38 0 l S 0 0 9 9 re S 5 0 m 5 99 l S\nendstream endobj trailer<</Root 1 0 R>>"))
	r := NewReader()
	f.Cleanup(func() { _ = r.Close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		started := time.Now()
		doc, err := r.Read(data)
		if took := time.Since(started); took > readDeadline+10*time.Second {
			t.Errorf("took %v", took)
		}
		if err != nil {
			return
		}
		for _, table := range doc.Tables() {
			table.Grid()
		}
	})
}
