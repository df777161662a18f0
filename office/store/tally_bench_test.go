package store_test

import (
	"context"
	"testing"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

const insertDay = `
INSERT INTO daily (organ_id, code, on_day, n)
VALUES ($1, $2, $3, $4)`

// BenchmarkFullYears measures the live report of an organ that counts something
// under every code on every day of three years: no number of entries makes it
// slower, for the report adds up days (≤ 150 ms). Beside it the report of an
// organ without any entry (≤ 20 ms).
func BenchmarkFullYears(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			o := storetest.NewOffice(b, storetest.Open(b, dbtest.DSN(b, engine)))
			o.MustTake(b, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024})
			live := func(b *testing.B) {
				for b.Loop() {
					if _, err := o.LiveReport(b.Context(), o.Township, 2024); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.Run("nothing", live)
			fillDays(b, o)
			b.Run("every day", live)
		})
	}
}

// BenchmarkEveryRegister measures what a clerk of an organ asks for that has
// imported 100,000 entries into each of its registers: the live report (≤ 150 ms),
// the line above a list, the list, and what a figure opens to (≤ 50 ms each).
func BenchmarkEveryRegister(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			o := storetest.NewOffice(b, storetest.Open(b, dbtest.DSN(b, engine)))
			o.Fill(b, 100_000)
			o.MustTake(b, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024})
			for name, do := range map[string]func() error{
				"report": func() error {
					l, err := o.LiveReport(b.Context(), o.Township, 2024)
					if err == nil && l.Facts.Counted["fact.item.published"] == 0 {
						b.Fatal("nothing counted")
					}
					return err
				},
				"quantity": func() error {
					_, err := o.Quantity(b.Context(), o.Township, "item", 2024)
					return err
				},
				"list": func() error { return entries(b, o, "item", register.Query{Page: 1}) },
				"drill": func() error {
					return entries(b, o, "item", register.Query{Year: 2024, Counts: "fact.item.published", State: register.Current, Page: 1})
				},
				"drill into a stock": func() error {
					return entries(b, o, "normative", register.Query{Year: 2024, Counts: "disclosure.normative.in_force", State: register.Current, Page: 1})
				},
			} {
				b.Run(name, func(b *testing.B) {
					for b.Loop() {
						if err := do(); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}

// entries asks for one page of a list that must not be empty.
func entries(b *testing.B, o *storetest.Office, key register.Key, q register.Query) error {
	page, err := o.Entries(b.Context(), store.EntryFilter{Organ: o.Township, Register: key, Query: q})
	if err == nil && page.Total == 0 {
		b.Fatalf("nothing in %s", key)
	}
	return err
}

func fillDays(b *testing.B, o *storetest.Office) {
	from, until := calendar.MustParse("2022-01-01"), calendar.MustParse("2024-12-31")
	err := o.DB().Write(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		for _, d := range register.All() {
			for _, f := range d.Figures {
				for day := from; day <= until; day++ {
					if _, err := tx.Exec(ctx, insertDay, int64(o.Township), string(f.Code), day, 3); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := o.Analyze(b.Context()); err != nil {
		b.Fatal(err)
	}
}
