package store_test

import (
	"context"
	"strconv"
	"testing"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

const insertOneOfMany = `
INSERT INTO application (id, organ_id, number, state, next, kind, channel, title, received_on, due_on, provisional, waiting, late, decided_on, code, unit, clock, sealed,
  person, asked, code_round, search, opened_at, changed_at, version)
VALUES ($1, $2, $3, $4, $5, 'natural_person', 'online', '申请', $6, $7, FALSE, FALSE, FALSE, $8, '', '', '[]', '', '', '', 0, '', $9, $9, 1)`

// fillCases makes a hundred thousand cases of the township: one in ten is open,
// one in a hundred is overdue, one in two hundred is not delivered.
func fillCases(b *testing.B, o *storetest.Office) {
	b.Helper()
	err := o.DB().Write(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		received, later := calendar.MustParse("2025-01-06"), calendar.MustParse("2025-03-20")
		for i := range 100_000 {
			state, next, due, decided := "Replied", "", received, any(received)
			if i%10 == 0 {
				state, next, due, decided = "Processing", "clerk", later, nil
			}
			if i%100 == 0 {
				due = received
			}
			if i%200 == 1 {
				next = "clerk"
			}
			if _, err := tx.Exec(ctx, insertOneOfMany, i+1, int64(o.Township), strconv.Itoa(i+1), state, next, received, due, decided, o.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkManyCases measures what today's page and the superior ask of a
// hundred thousand cases.
func BenchmarkManyCases(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			o := storetest.NewOffice(b, storetest.Open(b, dbtest.DSN(b, engine)))
			s := o.Store
			o.Clock.Set("2025-03-03")
			fillCases(b, o)
			b.Run("OverdueBelow", func(b *testing.B) {
				for b.Loop() {
					if all, total, err := s.OverdueBelow(b.Context(), o.County, 1); err != nil || len(all) != store.CasePageSize || total != 1000 {
						b.Fatalf("%d of %d, %v", len(all), total, err)
					}
				}
			})
			b.Run("CaseTasks", func(b *testing.B) {
				for b.Loop() {
					if all, err := s.CaseTasks(b.Context(), o.Township, 0, "", []application.Role{application.ByClerk}); err != nil || len(all) != 80 {
						b.Fatalf("%d tasks, %v", len(all), err)
					}
				}
			})
			b.Run("CaseCounts", func(b *testing.B) {
				for b.Loop() {
					if n, err := s.CaseCounts(b.Context(), o.Township, 0, ""); err != nil || n.Overdue != 1000 {
						b.Fatalf("%+v, %v", n, err)
					}
				}
			})
		})
	}
}
