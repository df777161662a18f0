package store_test

import (
	"testing"
	"time"

	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestNoteBackup: the last note is what is told, whoever wrote it, and stands in
// a chain that verifies.
func TestNoteBackup(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		if b, err := s.LastBackup(t.Context()); err != nil || b != (store.Backup{}) {
			t.Fatalf("LastBackup of an office without one = %+v, %v", b, err)
		}
		for _, want := range []store.Backup{
			{By: "程序", Written: true, Rows: 120, Files: 3, Tried: true},
			{By: "命令行", Written: true, Rows: 121, Files: 3, Missing: 1},
			{By: "程序", Failure: "磁盘满了"},
		} {
			o.Clock.Advance(time.Hour)
			if err := s.NoteBackup(t.Context(), want); err != nil {
				t.Fatalf("NoteBackup(%+v): %v", want, err)
			}
			want.At = o.Clock.Now()
			got, err := s.LastBackup(t.Context())
			if got.At.Equal(want.At) {
				got.At = want.At
			}
			if err != nil || got != want {
				t.Errorf("LastBackup = %+v, %v, want %+v", got, err, want)
			}
		}
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) > 0 || v.Chains != 4 {
			t.Errorf("Verify = %+v, %v, want whole, with the program's own chain", v, err)
		}
	})
}
