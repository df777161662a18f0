package store_test

import (
	"fmt"
	"testing"

	"gongkai/office/db"
	"gongkai/office/job"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestLargeImport: an import of a thousand rows asks for the statistics to be
// renewed, a smaller one does not, and renewing makes PostgreSQL know the rows.
func TestLargeImport(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		at := store.Subject{Organ: o.Township}
		done := 0
		imported := func(rows int) {
			t.Helper()
			lines := make([]string, rows)
			for i := range lines {
				done++
				lines[i] = fmt.Sprintf("青石罚〔2024〕%d号 青溪县第%d商店 100 2024-03-05", done, done)
			}
			o.MustTake(t, o.Clerk, at, planned(t, o, penaltyFile(t, lines...)))
		}
		imported(999)
		if j, ok := claim(t, s, "a"); ok {
			t.Errorf("999 rows asked for %v", j.Args)
		}
		imported(1000)
		j, ok := claim(t, s, "a")
		if _, is := j.Args.(job.GrownRegister); !ok || !is {
			t.Fatalf("1000 rows asked for %v, want a job.GrownRegister", j.Args)
		}
		check(t, o.Analyze(t.Context()))
		if s.DB().Engine() != db.Postgres {
			return
		}
		var rows float64
		err := s.DB().QueryRow(t.Context(), `SELECT reltuples FROM pg_class WHERE oid = 'entry'::regclass`).Scan(&rows)
		if err != nil || rows != 1999 {
			t.Errorf("PostgreSQL thinks there are %v entries, %v; want 1999", rows, err)
		}
	})
}
