package store_test

import (
	"bytes"
	"io"
	"testing"

	"gongkai/law/report/filing"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

func dump(t *testing.T, s *store.Store) (map[string]*bytes.Buffer, []store.Dumped) {
	t.Helper()
	texts := map[string]*bytes.Buffer{}
	all, _, err := s.Dump(t.Context(), func(name string) (io.Writer, error) {
		texts[name] = &bytes.Buffer{}
		return texts[name], nil
	})
	if err != nil {
		t.Fatalf("Dump: %v", err)
	}
	return texts, all
}

// TestDump takes an office from each engine to each: the texts must be the same
// and the chains whole.
func TestDump(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		on := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青石罚〔2024〕1号", "2024-03-05")).Subject
		o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, filing.Begin{Year: 2024})
		texts, all := dump(t, s)
		for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
			t.Run("to "+string(engine), func(t *testing.T) {
				next := storetest.Open(t, dbtest.DSN(t, engine))
				loaded, err := next.Load(t.Context(), func(name string) (io.ReadCloser, error) {
					return io.NopCloser(bytes.NewReader(texts[name].Bytes())), nil
				})
				if err != nil {
					t.Fatalf("Load: %v", err)
				}
				for i := range all {
					if loaded[i] != all[i] {
						t.Errorf("loaded %+v, dumped %+v", loaded[i], all[i])
					}
				}
				again, _ := dump(t, next)
				for name, text := range texts {
					if !bytes.Equal(again[name].Bytes(), text.Bytes()) {
						t.Errorf("%s differs after the way there and back:\n%s\n%s", name, text, again[name])
					}
				}
				states, err := next.VerifyAudit(t.Context())
				for _, c := range states {
					if err != nil || c.Break != nil {
						t.Errorf("chain %s: %v %v", c.Organ, c.Break, err)
					}
				}
				if e, err := next.Entry(t.Context(), o.Township, on.ID); err != nil || e.Number != "青石罚〔2024〕1号" {
					t.Errorf("Entry = %+v, %v", e, err)
				}
				if _, err := next.Load(t.Context(), nil); kindOf(err) != "refused" {
					t.Errorf("loaded into a database with records: %v", err)
				}
			})
		}
	})
}
