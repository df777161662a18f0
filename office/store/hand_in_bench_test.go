package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gongkai/office/db"
	"gongkai/office/store/storetest"
)

// BenchmarkCollect lists the reports on a year of 2,000 organs, each with what it
// handed in, its versions and the reports of five years before.
func BenchmarkCollect(b *testing.B) {
	o := storetest.NewOffice(b, storetest.New(b))
	content := strings.Repeat("年度报告", 8000)
	err := o.DB().Write(b.Context(), func(ctx context.Context, tx *db.Tx) error {
		exec := func(sql string, args ...any) {
			if _, err := tx.Exec(ctx, sql, args...); err != nil {
				b.Fatalf("%s: %v", sql, err)
			}
		}
		for i := range 2000 {
			id := int64(1_000_000 + i)
			name := fmt.Sprintf("青溪县第%d乡人民政府", i)
			exec(`INSERT INTO organ (id, name, short, code, level, body, founded_on, version) VALUES ($1, $2, '', '', 5, 1, '2019-05-15', 1)`, id, name)
			exec(`INSERT INTO organ_link (organ_id, axis, superior_id, from_on, document) VALUES ($1, 'area', $2, '2019-05-15', '')`, id, int64(o.County))
			for year := 2019; year <= 2024; year++ {
				exec(`INSERT INTO filing (id, organ_id, year, state, round, submitter, reviewer, digest, reason, note, content, version) VALUES ($1, $2, $3, 'published', 1, 0, 0, '', '', '', $4, 1)`, id*10+int64(year-2019), id, year, content)
				exec(`INSERT INTO report_version (organ_id, year, n, published_at, published_by, reason, title, content, sha256, months) VALUES ($1, $2, 1, $3, '', '', '', $4, '', '')`, id, year, o.Clock.Now(), content)
			}
			if i%3 != 0 {
				exec(`INSERT INTO hand_in (organ_id, year, n, superior_id, round, at, account, name, note, sha256, answer, answered_at, answered_by, answered_name, reason, content)
VALUES ($1, 2024, 1, $2, 1, $3, 1, '李敏', '', '', $4, $5, 1, '', '', $6)`, id, int64(o.County), o.Clock.Now(), []string{"", "received"}[i%2], o.Clock.Now(), content)
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		c, err := o.Collect(b.Context(), o.County, 2024)
		if err != nil || len(c.Reports) != 2002 {
			b.Fatalf("%d reports, %v", len(c.Reports), err)
		}
	}
}
