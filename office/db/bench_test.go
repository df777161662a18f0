package db_test

import (
	"context"
	"testing"

	"gongkai/office/db"
	"gongkai/office/db/dbtest"
)

// BenchmarkPointRead reads one row by its key, from many goroutines.
func BenchmarkPointRead(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			d := dbtest.Open(b, dbtest.DSN(b, engine))
			fill(b, d)
			b.SetParallelism(4)
			b.RunParallel(func(pb *testing.PB) {
				for id := 0; pb.Next(); id = (id + 7) % 1000 {
					var text string
					if err := d.QueryRow(b.Context(), `SELECT text FROM thing WHERE id = $1`, id).Scan(&text); err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reads/s")
		})
	}
}

// BenchmarkWrite commits one row a transaction, each on the disk before it
// counts.
func BenchmarkWrite(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			d := dbtest.Open(b, dbtest.DSN(b, engine))
			fill(b, d)
			b.SetParallelism(16)
			b.RunParallel(func(pb *testing.PB) {
				for id := 0; pb.Next(); id = (id + 7) % 1000 {
					err := d.Write(b.Context(), func(ctx context.Context, tx *db.Tx) error {
						_, err := tx.Exec(ctx, `UPDATE thing SET text = $2 WHERE id = $1`, id, "改")
						return err
					})
					if err != nil {
						b.Error(err)
						return
					}
				}
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commits/s")
		})
	}
}

func fill(b *testing.B, d *db.DB) {
	b.Helper()
	err := d.Write(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `CREATE TABLE thing (id BIGINT PRIMARY KEY, text TEXT NOT NULL)`); err != nil {
			return err
		}
		for id := range 1000 {
			if _, err := tx.Exec(ctx, `INSERT INTO thing (id, text) VALUES ($1, '一行')`, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
}
