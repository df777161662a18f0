package demo

import (
	"fmt"
	"testing"
	"time"

	"gongkai/law/report"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
)

func TestFill(t *testing.T) {
	s, err := store.Open(t.Context(), dbtest.DSN(t, db.SQLite))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.Now = func() time.Time { return time.Date(2026, 11, 29, 1, 0, 0, 0, time.UTC) }
	began := time.Now()
	if err := Fill(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(began))
	organs, _ := s.Organs(t.Context())
	kinds := map[string]int{}
	for _, o := range organs {
		for year := 2023; year < 2027; year++ {
			l, err := s.LiveReport(t.Context(), o.ID, year)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range l.Findings {
				kinds[fmt.Sprint(year, f.Rule, f.Severity)]++
				if f.Severity != report.Info || year == 2026 && l.Filing.State != "" {
					t.Log(o.Short, year, l.Filing.State, f.Rule, f.Severity, f.Says)
				}
			}
			if year < 2026 && len(l.Empty) > 0 {
				t.Log(o.Short, year, l.Filing.State, l.Empty)
			}
		}
	}
	t.Log(kinds)
}
