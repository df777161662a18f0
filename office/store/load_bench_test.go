package store_test

import (
	"bytes"
	"io"
	"testing"

	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
)

// BenchmarkLoad measures restoring an office with 100,000 entries.
func BenchmarkLoad(b *testing.B) {
	texts := map[string]*bytes.Buffer{}
	all, _, err := benchOffice(b, db.SQLite).Dump(b.Context(), func(name string) (io.Writer, error) {
		texts[name] = &bytes.Buffer{}
		return texts[name], nil
	})
	if err != nil {
		b.Fatal(err)
	}
	var rows, size int64
	for _, d := range all {
		rows += d.Rows
		size += int64(texts[d.Name].Len())
	}
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				b.StopTimer()
				s, err := store.OpenEmpty(b.Context(), dbtest.DSN(b, engine), 0)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				_, err = s.Load(b.Context(), func(name string) (io.ReadCloser, error) {
					return io.NopCloser(bytes.NewReader(texts[name].Bytes())), nil
				})
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				s.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
