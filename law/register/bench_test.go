package register

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/xlsx"
)

// many yields entries as an office keeps them.
func many(n int) func(yield func(Values, State) bool) {
	return func(yield func(Values, State) bool) {
		for i := range n {
			v := Values{
				"number": fmt.Sprintf("青市监罚〔2024〕%d号", i+1), "case": "某商店销售超过保质期食品案", "party_kind": "organization", "party": "青溪县某某商店",
				"credit_code": "91350100M000100Y43", "facts": "当事人销售超过保质期的食品，货值金额三百元。", "basis": "《食品安全法》第一百二十四条",
				"kinds": "warning,fine", "content": "警告，罚款5000元", "fine": "500000", "decided_on": "2024-03-05", "published_on": "2024-03-12",
			}
			if !yield(v, Current) {
				return
			}
		}
	}
}

const perFile = 10_000

func BenchmarkExport(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := xlsx.WriteRows(io.Discard, xlsx.Sheet{Name: "表", HeaderRows: 1}, Penalty.Export(many(perFile), false)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(perFile)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

func BenchmarkImport(b *testing.B) {
	for _, format := range []string{"xlsx", "csv"} {
		b.Run(format, func(b *testing.B) {
			var file bytes.Buffer
			rows := Penalty.Export(many(perFile), false)
			err := csv.WriteRows(&file, rows)
			if format == "xlsx" {
				file.Reset()
				err = xlsx.WriteRows(&file, xlsx.Sheet{Name: "表", HeaderRows: 1}, rows)
			}
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(file.Len()))
			b.ReportAllocs()
			for b.Loop() {
				imported(b, format, file.Bytes(), perFile)
			}
			b.ReportMetric(float64(perFile)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}

// imported makes the dry run of a file of n new entries.
func imported(b testing.TB, format string, file []byte, n int) *DryRun {
	b.Helper()
	sheets, err := []*paper.Sheet{nil}, error(nil)
	if format == "csv" {
		sheets[0], err = csv.ReadSheet(file)
	} else {
		sheets, err = xlsx.ReadSheets(file)
	}
	if err != nil {
		b.Fatal(err)
	}
	batch, err := Penalty.Import(sheets, today)
	if err != nil {
		b.Fatal(err)
	}
	run, err := batch.Against(nothing)
	if err != nil || len(run.New) != n {
		b.Fatalf("dry run has %d new entries, want %d: %v", len(run.New), n, err)
	}
	return run
}

// TestLargestImport: a file of 100,000 entries passes, one of a line more is
// refused.
func TestLargestImport(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: files of 100,000 entries")
	}
	t.Parallel()
	var file bytes.Buffer
	if err := xlsx.WriteRows(&file, xlsx.Sheet{Name: "表", HeaderRows: 1}, Penalty.Export(many(MaxImport), false)); err != nil {
		t.Fatal(err)
	}
	imported(t, "xlsx", file.Bytes(), MaxImport)
	file.Reset()
	if err := csv.WriteRows(&file, Penalty.Export(many(MaxImport+1), false)); err != nil {
		t.Fatal(err)
	}
	sheet, err := csv.ReadSheet(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Penalty.Import([]*paper.Sheet{sheet}, today); err == nil {
		t.Error("Import of 100,001 entries passes")
	}
}
