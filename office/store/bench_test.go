package store_test

import (
	"fmt"
	"testing"

	"gongkai/law/register"
	"gongkai/law/report/filing"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// benchOffice is an office with 100,000 entries, a third of them in 2024, and a
// report under way.
func benchOffice(b *testing.B, engine db.Engine) *storetest.Office {
	b.Helper()
	o := storetest.NewOffice(b, storetest.Open(b, dbtest.DSN(b, engine)))
	lines := make([]string, 100_000)
	for i := range lines {
		lines[i] = fmt.Sprintf("青石罚〔%d〕%d号 青溪县第%d商店 %d %d-%02d-%02d", 2022+i%3, i+1, i, 100+i%900, 2022+i%3, i%12+1, i%28+1)
	}
	at := store.Subject{Organ: o.Township}
	o.MustTake(b, o.Clerk, at, planned(b, o, penaltyFile(b, lines...)))
	o.MustTake(b, o.Clerk, at, filing.Begin{Year: 2024})
	if err := o.Analyze(b.Context()); err != nil { // as the job does that the import has asked for
		b.Fatal(err)
	}
	return o
}

// BenchmarkRegister measures what the pages of a large register ask for: the
// live report (≤ 100 ms), the list that a figure opens to (≤ 50 ms), a search.
func BenchmarkRegister(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			o := benchOffice(b, engine)
			b.Run("report", func(b *testing.B) {
				for b.Loop() {
					if _, err := o.LiveReport(b.Context(), o.Township, 2024); err != nil {
						b.Fatal(err)
					}
				}
			})
			for _, list := range []struct {
				name  string
				query register.Query
			}{
				{"drill", register.Query{Year: 2024, Counts: "disclosure.penalty.decisions", State: register.Current, Page: 1}},
				{"last page", register.Query{Page: 2000}},
				{"by number", register.Query{Sort: register.SortNumber, Page: 1}},
				{"search", register.Query{Text: "第99998商店", Page: 1}},
			} {
				b.Run(list.name, func(b *testing.B) {
					for b.Loop() {
						page, err := o.Entries(b.Context(), store.EntryFilter{Organ: o.Township, Register: "penalty", Query: list.query})
						if err != nil || page.Total == 0 {
							b.Fatal(page.Total, err)
						}
					}
				})
			}
		})
	}
}
