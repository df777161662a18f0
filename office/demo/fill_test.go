package demo

import (
	"testing"
	"time"

	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
)

func TestFill(t *testing.T) {
	s, err := store.Open(t.Context(), dbtest.DSN(t, db.SQLite))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.Now = func() time.Time { return time.Date(2026, 11, 29, 1, 0, 0, 0, time.UTC) }
	began := time.Now()
	if err := Fill(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(began))
	v, err := s.Verify(t.Context())
	t.Logf("%+v %v", v, err)
	logins, err := Logins(t.Context(), s)
	t.Log(logins, err)
}
