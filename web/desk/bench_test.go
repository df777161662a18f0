package desk_test

import (
	"net/http"
	"testing"

	"gongkai/law/report/filing"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// BenchmarkPages measures the pages that a clerk opens of an office with
// 100,000 entries in each register, from request to answer.
func BenchmarkPages(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			o := open(b, storetest.NewOffice(b, storetest.Open(b, dbtest.DSN(b, engine))))
			o.Fill(b, 100_000)
			o.MustTake(b, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024})
			at := o.fill("/desk/organs/{organ}")
			for _, page := range []struct{ name, path string }{
				{"today", "/desk/"},
				{"report", at + "/reports/2024"},
				{"registers", at + "/registers"},
				{"register", at + "/registers/item"},
				{"drill", at + "/registers/item?year=2024&counts=fact.item.published&state=current"},
				{"drill into a stock", at + "/registers/normative?year=2024&counts=disclosure.normative.in_force&state=current"},
				{"search", at + "/registers/item?q=99998"},
			} {
				b.Run(page.name, func(b *testing.B) {
					for b.Loop() {
						if a := o.get("limin", page.path); a.status != http.StatusOK {
							b.Fatalf("%s = %d", page.path, a.status)
						}
					}
				})
			}
		})
	}
}
