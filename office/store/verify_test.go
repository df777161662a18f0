package store_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report/filing"
	"gongkai/office/db"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// published returns an office with an entry in its register and one published
// report.
func published(t *testing.T, s *store.Store) *storetest.Office {
	t.Helper()
	o := storetest.NewOffice(t, s)
	o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青溪罚〔2024〕1号", "2024-03-05"))
	o.Publish(t, 2024)
	draft := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2020}).Subject
	o.MustTake(t, o.Clerk, draft, filing.EnterFigure{Code: "disclosure.rules.made", Typed: "0", Paper: "2020年台账"})
	on := store.Subject{Kind: store.FilingKind, Organ: o.Township, ID: 2024, Version: store.AnyVersion}
	waive(t, o, on, "fee_not_stated", "本机关不收取费用")
	return o
}

// TestVerify: whatever is done to the records around the one door is found.
func TestVerify(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := published(t, s)
		v, err := o.Verify(t.Context())
		if err != nil || len(v.Breaks) > 0 || v.Chains != 3 || v.Versions != 1 || v.Entries < 10 {
			t.Fatalf("Verify = %+v, %v; want whole", v, err)
		}
		tests := []struct{ spoil, restore, says string }{
			{`UPDATE audit SET name = name || ' ' WHERE seq = 2 AND organ_id = ` + number(o.Township), `UPDATE audit SET name = trim(name) WHERE seq = 2 AND organ_id = ` + number(o.Township), "第2条"},
			{`UPDATE audit_head SET seq = seq + 1`, `UPDATE audit_head SET seq = seq - 1`, "缺少第"},
			{`UPDATE entry SET state = 'withdrawn'`, `UPDATE entry SET state = 'current'`, "与它的历史不符"},
			{`UPDATE entry SET quantity = 2`, `UPDATE entry SET quantity = 1`, "与登记的内容不符"},
			{`UPDATE manual_figure SET value = '9' WHERE code = 'disclosure.rules.made'`, `UPDATE manual_figure SET value = '0' WHERE code = 'disclosure.rules.made'`, "disclosure.rules.made与操作记录不符"},
			{`UPDATE manual_figure SET year = 2023`, `UPDATE manual_figure SET year = 2020`, "填写过，现在不在数据库里"},
			{`UPDATE daily SET n = n + 1`, `UPDATE daily SET n = n - 1`, "计入数字的记录与登记不符"},
			{`UPDATE tally SET n = 7`, `UPDATE tally SET n = 1`, "计入数字的记录与登记不符"},
			{`UPDATE zero_report SET register = 'penalty' WHERE register = 'licence'`, `UPDATE zero_report SET register = 'licence' WHERE register = 'penalty'`, "与操作记录不符"},
			{`UPDATE chapter SET text = text || '。'`, `UPDATE chapter SET text = substr(text, 1, length(text) - 1)`, "与操作记录不符"},
			{`UPDATE report_version SET content = content || ' '`, `UPDATE report_version SET content = trim(content)`, "发布以后被改过"},
			{`UPDATE report_version SET months = '1,0,0,0,0,0,0,0,0,0,0,0'`, `UPDATE report_version SET months = ''`, "各月公开的条数与操作记录不符"},
			{`UPDATE report_version SET n = 2`, `UPDATE report_version SET n = 1`, "没有发布的操作记录"},
			{`UPDATE report_version SET organ_id = ` + number(o.Other), `UPDATE report_version SET organ_id = ` + number(o.Township), "现在不在数据库里"},
			{`UPDATE waiver SET reason = reason || ' '`, `UPDATE waiver SET reason = trim(reason)`, "说明"},
			{`UPDATE waiver SET withdrawn_why = '误报'`, `UPDATE waiver SET withdrawn_why = ''`, "与操作记录不符"},
			{`UPDATE waiver SET id = -id`, `UPDATE waiver SET id = -id`, "有操作记录，现在不在数据库里"},
		}
		unguard(t, s)
		for _, test := range tests {
			spoil(t, s, test.spoil)
			v, err := o.Verify(t.Context())
			if err != nil || len(v.Breaks) == 0 || !strings.Contains(says(v.Breaks), test.says) {
				t.Errorf("after %s: %v, %v; want %q", test.spoil, says(v.Breaks), err, test.says)
			}
			spoil(t, s, test.restore)
		}
		if v, err := o.Verify(t.Context()); err != nil || len(v.Breaks) > 0 {
			t.Errorf("after all was put right: %v, %v", says(v.Breaks), err)
		}
	})
}

// TestGuards: the database itself refuses to change what is only appended to.
func TestGuards(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		published(t, s)
		for _, table := range []string{"audit", "report_version"} {
			for _, statement := range []string{"DELETE FROM " + table, "UPDATE " + table + " SET organ_id = organ_id"} {
				err := s.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					_, err := tx.Exec(ctx, statement)
					return err
				})
				if err == nil || !strings.Contains(err.Error(), "only appended to") {
					t.Errorf("%s: %v, want it refused", statement, err)
				}
			}
		}
	})
}

func number(id organ.ID) string { return strconv.FormatInt(int64(id), 10) }

// unguard takes the triggers away, as somebody with the password could.
func unguard(t *testing.T, s *store.Store) {
	t.Helper()
	for _, table := range []string{"audit", "report_version"} {
		drop := "DROP TRIGGER " + table + "_no_update"
		if s.DB().Engine() == db.Postgres {
			drop += " ON " + table
		}
		spoil(t, s, drop)
	}
}

func spoil(t *testing.T, s *store.Store, statement string) {
	t.Helper()
	if err := tried(t, s, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// tried runs a statement past every rule.
func tried(t *testing.T, s *store.Store, statement string) error {
	t.Helper()
	return s.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, statement)
		return err
	})
}

func says(breaks []error) string {
	var all []string
	for _, b := range breaks {
		all = append(all, problem.Of(b).Sentence())
	}
	return strings.Join(all, "\n")
}
