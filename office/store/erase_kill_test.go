package store_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestKillErasing kills the program while it erases: every case is whole or
// erased, the chains hold, and the next run does the rest.
func TestKillErasing(t *testing.T) {
	t.Parallel()
	const day = "2026-03-02"
	if dsn := os.Getenv("ERASE_CHILD"); dsn != "" {
		s := storetest.Open(t, dsn)
		s.Now = storetest.NewClock(day).Now
		fmt.Println("begins")
		_, err := s.EraseDue(t.Context())
		check(t, err)
		return
	}
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			dsn := dbtest.DSN(t, engine)
			s := storetest.Open(t, dsn)
			o := storetest.NewOffice(t, s)
			const cases = 12
			for range cases {
				fullCase(t, o)
			}
			keepFor(t, o, 1)
			o.Clock.Set(day)
			halfway := 0
			for n := range 5 {
				killErasing(t, dsn, time.Duration(n)*30*time.Millisecond)
				mustVerify(t, o)
				if n := erasedCases(t, o); 0 < n && n < cases {
					halfway++
				}
			}
			t.Logf("%d of 5 kills left some erased and some not", halfway)
			if _, err := s.EraseDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			mustVerify(t, o)
			if n := erasedCases(t, o); n != cases {
				t.Errorf("%d of %d cases erased in the end", n, cases)
			}
			texts, _ := dump(t, s)
			for name, text := range texts {
				if strings.Contains(text.String(), "欧阳") {
					t.Errorf("table %s holds the name", name)
				}
			}
		})
	}
}

func killErasing(t *testing.T, dsn string, after time.Duration) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKillErasing$", "-test.count=1")
	child.Env = append(os.Environ(), "ERASE_CHILD="+dsn)
	out, err := child.StdoutPipe()
	check(t, err)
	check(t, child.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() && lines.Text() != "begins" {
	}
	time.Sleep(after + rand.N(10*time.Millisecond)) // some moment while it erases
	child.Process.Kill()
	child.Wait() // it was killed, and says so
}

// erasedCases counts the cases that are erased; each is whole or has nothing.
func erasedCases(t *testing.T, o *storetest.Office) (n int) {
	t.Helper()
	page, err := o.Cases(t.Context(), store.CaseQuery{Organ: o.Township, Show: store.ShowAll})
	check(t, err)
	for _, row := range page.Cases {
		c := o.MustCase(t, row.ID)
		e, err := o.Entry(t.Context(), o.Township, c.Entry)
		check(t, err)
		isErased := !c.ErasedAt.IsZero()
		if isErased {
			n++
		}
		if isErased != (len(c.Files) == 0) || isErased != (c.Party == "") || isErased != (e.Values["applicant"] == "") || isErased != (c.Course.Items[0].Asked == "") {
			t.Errorf("case %d is neither whole nor erased: %+v", c.ID, c.CaseRow)
		}
	}
	return n
}

// TestRestoredErasesAgain: a backup from before holds what was erased since; the
// next run erases it again.
func TestRestoredErasesAgain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		c := fullCase(t, o)
		keepFor(t, o, 1)
		backup, _ := dump(t, s)
		o.Clock.Set("2026-03-02")
		mustErase(t, o, 1)
		for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
			t.Run("restored to "+string(engine), func(t *testing.T) {
				again := storetest.Open(t, dbtest.DSN(t, engine))
				again.Now = o.Clock.Now
				_, err := again.Load(t.Context(), func(name string) (io.ReadCloser, error) {
					return io.NopCloser(bytes.NewReader(backup[name].Bytes())), nil
				})
				check(t, err)
				restored := &storetest.Office{Store: again, Clock: o.Clock, Township: o.Township}
				if restored.MustCase(t, c.ID).Party == "" {
					t.Error("the backup is erased already")
				}
				mustErase(t, restored, 1)
				mustVerify(t, restored)
				texts, _ := dump(t, again)
				for name, text := range texts {
					if strings.Contains(text.String(), "欧阳晓峰") {
						t.Errorf("table %s holds the name", name)
					}
				}
			})
		}
	})
}

// TestErasedSpoilt: what is left of an erased case is proved like any other.
func TestErasedSpoilt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := storetest.NewOffice(t, s)
		erased, whole := fullCase(t, o), o.OpenCase(t, storetest.Application())
		keepFor(t, o, 1)
		o.Clock.Set("2026-03-02")
		mustErase(t, o, 1)
		for _, spoiling := range []struct{ statement, back string }{
			{"UPDATE application SET decided_on = '2025-01-07' WHERE id = %d", "UPDATE application SET decided_on = '2025-01-06' WHERE id = %d"},
			{"UPDATE application SET title = 'x' WHERE id = %d", "UPDATE application SET title = '（申请内容已按保存期限删除）' WHERE id = %d"},
			{"UPDATE application_event SET on_day = '2025-01-07' WHERE application_id = %d AND seq = 3", "UPDATE application_event SET on_day = '2025-01-06' WHERE application_id = %d AND seq = 3"},
		} {
			spoil(t, s, fmt.Sprintf(spoiling.statement, erased.ID))
			if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) == 0 {
				t.Errorf("%s is not found, %v", spoiling.statement, err)
			}
			spoil(t, s, fmt.Sprintf(spoiling.back, erased.ID))
			mustVerify(t, o)
		}
		// Nobody erases by hand, and nobody changes the history of what is not erased.
		spoil(t, s, fmt.Sprintf("UPDATE application SET erased_at = changed_at WHERE id = %d", whole.ID))
		if v, err := s.Verify(t.Context()); err != nil || len(v.Breaks) == 0 {
			t.Errorf("a case marked as erased is not found, %v", err)
		}
		spoil(t, s, fmt.Sprintf("UPDATE application SET erased_at = NULL WHERE id = %d", whole.ID))
		if err := tried(t, s, fmt.Sprintf("UPDATE entry_version SET fields = '{}' WHERE entry_id = %d", whole.Entry)); err == nil || !strings.Contains(err.Error(), "only appended to") {
			t.Errorf("the history of a case was changed: %v", err)
		}
		if err := tried(t, s, fmt.Sprintf("UPDATE entry_version SET reason = '' WHERE entry_id = %d", erased.Entry)); err == nil || !strings.Contains(err.Error(), "only appended to") {
			t.Errorf("the reason in the history of an erased case was changed: %v", err)
		}
	})
}
