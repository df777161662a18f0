package store_test

import (
	"testing"

	"gongkai/law/application"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// BenchmarkCases measures the lists of an organ that has 100,000 cases, all
// open (≤ 100 ms each).
func BenchmarkCases(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			o := storetest.NewOffice(b, storetest.Open(b, dbtest.DSN(b, engine)))
			o.FillCases(b, 100_000)
			for _, list := range []struct {
				name  string
				query store.CaseQuery
			}{
				{"open", store.CaseQuery{}},
				{"last page", store.CaseQuery{Page: 1800}},
				{"soon", store.CaseQuery{Show: store.ShowSoon}},
				{"overdue", store.CaseQuery{Show: store.ShowOverdue}},
				{"waiting", store.CaseQuery{Show: store.ShowWaiting}},
				{"all", store.CaseQuery{Show: store.ShowAll}},
				{"year", store.CaseQuery{Show: store.ShowAll, Year: 2024}},
				{"kind", store.CaseQuery{Kind: application.NaturalPerson}},
				{"search", store.CaseQuery{Text: "第99990批次"}},
				{"search and year", store.CaseQuery{Show: store.ShowAll, Year: 2025, Text: "第7村"}},
			} {
				list.query.Organ = o.Township
				b.Run(list.name, func(b *testing.B) {
					for b.Loop() {
						if page, err := o.Cases(b.Context(), list.query); err != nil || page.Total == 0 {
							b.Fatal(page.Total, err)
						}
					}
				})
			}
			b.Run("counts", func(b *testing.B) {
				for b.Loop() {
					if n, err := o.CaseCounts(b.Context(), o.Township, 0, ""); err != nil || n.Open == 0 {
						b.Fatal(n, err)
					}
				}
			})
			b.Run("tasks", func(b *testing.B) {
				for b.Loop() {
					if _, err := o.CaseTasks(b.Context(), o.Township, 0, "", []application.Role{application.ByClerk}); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// BenchmarkCase500 measures a case that has 500 events: reading it, and the
// next step on it (≤ 100 ms).
func BenchmarkCase500(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			o := storetest.NewOffice(b, storetest.Open(b, dbtest.DSN(b, engine)))
			c := o.OpenCase(b, storetest.Application())
			for range 500 - len(c.Events) {
				o.MustTake(b, o.Clerk, store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion}, store.CaseStep{Step: application.Comment{Text: "已电话联系，请抓紧办理"}})
			}
			b.Run("read", func(b *testing.B) {
				for b.Loop() {
					o.MustCase(b, c.ID)
				}
			})
			b.Run("step", func(b *testing.B) {
				for b.Loop() {
					o.MustTake(b, o.Clerk, store.Subject{Organ: o.Township, ID: c.ID, Version: store.AnyVersion}, store.CaseStep{Step: application.Comment{Text: "请抓紧"}})
				}
			})
		})
	}
}

// BenchmarkHolidays enters the holidays of a year over 1,000,000 open cases, every
// one of which is due on another day afterwards, in one transaction (≤ 60 s on
// SQLite). It is run once: -benchtime 1x.
func BenchmarkHolidays(b *testing.B) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			o := storetest.NewOffice(b, storetest.Open(b, dbtest.DSN(b, engine)))
			o.Clock.Set("2025-01-20")
			o.FillCases(b, 1_000_000)
			var e store.HolidayEffect
			b.Run("preview", func(b *testing.B) {
				for b.Loop() {
					var err error
					if e, err = o.PreviewHolidays(b.Context(), holidays2025); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(e.Moves), "moved")
			})
			b.Run("take", func(b *testing.B) {
				for b.Loop() {
					o.MustTake(b, o.System, store.Subject{Organ: o.County}, store.SetHolidays{Table: holidays2025, Moved: e.Moves})
				}
			})
		})
	}
}

const holidays2025 = "年份 2025\n通知 国办发明电〔2024〕12号 2024-11-12\n放假 元旦 2025-01-01 2025-01-01\n放假 春节 2025-01-28 2025-02-06\n"
