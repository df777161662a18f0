package pdf

import (
	"path/filepath"
	"testing"
)

// BenchmarkRead reads the real reports, one after the other and on all cores.
func BenchmarkRead(b *testing.B) {
	files, bytes := benchReports(b)
	r := NewReader()
	defer r.Close()
	read := func(data []byte) {
		if _, err := r.Read(data); err != nil {
			b.Error(err)
		}
	}
	read(files[0]) // starts the engine
	b.Run("one", func(b *testing.B) {
		b.SetBytes(bytes / int64(len(files)))
		n := 0
		for b.Loop() {
			read(files[n%len(files)])
			n++
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
	})
	b.Run("parallel", func(b *testing.B) {
		b.SetBytes(bytes / int64(len(files)))
		b.RunParallel(func(pb *testing.PB) {
			for n := 0; pb.Next(); n++ {
				read(files[n%len(files)])
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
	})
}

// BenchmarkBareText is what PDFium alone needs to read the same files' text: the
// measure of what positions, lines and tables cost.
func BenchmarkBareText(b *testing.B) {
	files, bytes := benchReports(b)
	r := NewReader()
	defer r.Close()
	e, err := r.borrow()
	if err != nil {
		b.Fatal(err)
	}
	defer func() { r.giveBack(e) }()
	b.SetBytes(bytes / int64(len(files)))
	n := 0
	for b.Loop() {
		bareText(e, files[n%len(files)])
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
}

func bareText(e *engine, data []byte) {
	at := e.put(data)
	doc := e.call("FPDF_LoadMemDocument", at, uint64(len(data)), 0)
	for i := range e.call("FPDF_GetPageCount", doc) {
		page := e.call("FPDF_LoadPage", doc, i)
		text := e.call("FPDFText_LoadPage", page)
		count := e.call("FPDFText_CountChars", text)
		buffer := e.call("malloc", 2*count+2)
		e.call("FPDFText_GetText", text, 0, count, buffer)
		e.call("free", buffer)
		e.call("FPDFText_ClosePage", text)
		e.call("FPDF_ClosePage", page)
	}
	e.call("FPDF_CloseDocument", doc)
	e.call("free", at)
}

func benchReports(b *testing.B) (files [][]byte, size int64) {
	b.Helper()
	names, _ := filepath.Glob(filepath.Join(sharedFolder(b), "reports", "dev", "*.pdf"))
	for _, name := range names {
		data := readFile(b, name)
		files, size = append(files, data), size+int64(len(data))
	}
	if len(files) == 0 {
		b.Skip("no reports in PDF")
	}
	return files, size
}
