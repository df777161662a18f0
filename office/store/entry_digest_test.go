package store_test

import (
	"strings"
	"testing"

	"gongkai/law/register"
	"gongkai/office/audit"
	"gongkai/office/db"
	"gongkai/office/seal"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestEntryDigest: what the audit keeps of an entry tells nothing of it to who has
// not the office's key, and proves its history to who has; what was digested
// without a key is verified as before.
func TestEntryDigest(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		ring := s.Ring
		s.Ring = new(seal.Ring)
		old := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青溪罚〔2024〕1号", "2024-03-05")).Subject
		s.Ring = ring
		mustVerify(t, o)
		one := o.MustTake(t, o.Clerk, store.Subject{Organ: o.Township}, penalty("青溪罚〔2024〕2号", "2024-03-05")).Subject
		now := penalty("青溪罚〔2024〕1号", "2024-03-06")
		o.MustTake(t, o.Clerk, old, register.Correct{Register: "penalty", Values: now.Values, Reason: "日期写错了"})
		mustVerify(t, o)
		digest := func(on store.Subject) string {
			entries, err := s.AuditOf(t.Context(), store.Subject{Kind: store.EntryKind, Organ: o.Township, ID: on.ID})
			if err != nil || len(entries) == 0 {
				t.Fatal(entries, err)
			}
			return valuesOf(entries[len(entries)-1])
		}
		for _, on := range []store.Subject{old, one} {
			if text := digest(on); !strings.HasPrefix(text, "hmac:") || len(text) != len("hmac:")+64 {
				t.Errorf("the audit keeps %q, want a digest with a key", text)
			}
		}
		s.Ring = new(seal.Ring)
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 || v.SealedEntries != 2 {
			t.Errorf("without the keys: %+v, %v; want two that cannot be held", v, err)
		}
		s.Ring = ring
		drop := "DROP TRIGGER entry_version_no_update"
		if s.DB().Engine() == db.Postgres {
			drop += " ON entry_version"
		}
		spoil(t, s, drop)
		spoil(t, s, `UPDATE entry_version SET fields = replace(fields, '2024-03-06', '2024-03-07')`)
		if v, err := s.Verify(t.Context()); err != nil || !strings.Contains(says(v.Breaks), "历史与操作记录不符") {
			t.Errorf("a spoilt history: %v, %v", says(v.Breaks), err)
		}
	})
}

func valuesOf(e audit.Entry) string {
	_, rest, _ := strings.Cut(string(e.Step), `"values":"`)
	text, _, _ := strings.Cut(rest, `"`)
	return text
}
