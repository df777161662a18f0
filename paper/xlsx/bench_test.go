package xlsx_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/paper/xlsx"
)

func BenchmarkRead(b *testing.B) {
	data := write(b, report())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := xlsx.Read(data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

// BenchmarkReadExcelize is what the library we do not use takes for the texts
// of the same workbook.
func BenchmarkReadExcelize(b *testing.B) {
	data := write(b, report())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			b.Fatal(err)
		}
		for _, sheet := range f.GetSheetList() {
			if _, err := f.GetRows(sheet); err != nil {
				b.Fatal(err)
			}
			if _, err := f.GetMergeCells(sheet); err != nil {
				b.Fatal(err)
			}
		}
		f.Close()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

func BenchmarkWrite(b *testing.B) {
	d := report()
	b.ReportAllocs()
	for b.Loop() {
		if err := xlsx.Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
