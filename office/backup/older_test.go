package backup_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/office/backup"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// at returns the records of a database whose tables are those of a migration.
func at(t *testing.T, dsn string, schema int64) *store.Store {
	t.Helper()
	s, err := store.OpenEmpty(t.Context(), dsn, schema)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// recorded is something in every register that tables wait for.
var recorded = map[report.Code]int64{
	"disclosure.normative.issued": 1, "disclosure.licensing.decisions": 1, "disclosure.penalty.decisions": 1, "disclosure.coercion.decisions": 1,
	"disclosure.fees.amount": 1, "application.newly_received.natural_person": 1, "application.granted.natural_person": 1, "remedy.reconsideration.upheld": 1,
}

// records are the seven entries that make it, the application answered being one,
// and that of enterAsIn2024.
const records = 8

// older returns a backup of an office, with a published report, an entry and an
// attachment, whose tables are those of an earlier migration.
func older(t *testing.T, engine db.Engine, schema int64) (name string, m backup.Manifest) {
	t.Helper()
	s := at(t, dbtest.DSN(t, engine), schema)
	storetest.AddLater(t, s, schema)
	o := storetest.NewOffice(t, s)
	o.Record(t, 2024, recorded) // that zeros were confirmed stands in no earlier table
	o.Publish(t, 2024)
	enterAsIn2024(t, o)
	files := newFolder(t)
	attach(t, o, files)
	storetest.TakeLater(t, s, schema)
	name = filepath.Join(t.TempDir(), "older.zip")
	m, err := backup.Write(t.Context(), o.Store, files, name)
	if err != nil || m.Schema != schema || len(m.Files) != 1 {
		t.Fatalf("Write at schema %d = %+v, %v", schema, m, err)
	}
	return name, m
}

// enterAsIn2024 writes an entry with the columns that every migration knows.
func enterAsIn2024(t *testing.T, o *storetest.Office) {
	t.Helper()
	err := o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `
INSERT INTO entry (id, organ_id, register, state, number, on_day, party, kind, quantity, search, open_search, fields, entered_at, changed_at, version)
VALUES (7, $1, 'penalty', 'current', '', '2024-03-05', '', '', 1, '', '', '{"decided_on":"2024-03-05"}', $2, $2, 1)`, int64(o.Township), o.Clock.Now())
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
INSERT INTO entry_version (entry_id, version, at, account, name, act, reason, state, fields)
VALUES (7, 1, $1, 1, '李敏', 'register.import', '', 'current', '{"decided_on":"2024-03-05"}')`, o.Clock.Now())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestOlder restores a backup of every earlier migration from each engine to
// each: all of it is there, and the tables are those of this program.
func TestOlder(t *testing.T) {
	t.Parallel()
	last, err := store.SchemaVersion()
	if err != nil {
		t.Fatal(err)
	}
	engines := []db.Engine{db.SQLite, db.Postgres}
	for schema := int64(1); schema < last; schema++ {
		for _, from := range engines {
			t.Run(fmt.Sprintf("%d from %s", schema, from), func(t *testing.T) {
				t.Parallel()
				name, m := older(t, from, schema)
				for _, to := range engines {
					t.Run("to "+string(to), func(t *testing.T) { restored(t, name, m, to) })
				}
			})
		}
	}
}

func restored(t *testing.T, name string, m backup.Manifest, to db.Engine) {
	a, err := backup.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	s, err := store.OpenEmpty(t.Context(), dbtest.DSN(t, to), a.Schema)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	files := newFolder(t)
	if err := a.Restore(t.Context(), s, files); err != nil {
		t.Fatalf("Restore: %v", err)
	}
	if version, err := s.DB().Version(t.Context()); err != nil || version != m.Schema {
		t.Errorf("restored into tables of version %d, %v; want %d", version, err, m.Schema)
	}
	v, err := a.Verify(t.Context(), s, files)
	if err != nil || len(v.Breaks) > 0 || v.Versions != 1 || v.Records != records {
		t.Errorf("Verify = %+v, %v", v, err)
	}
	last, _ := store.SchemaVersion()
	if version, err := s.DB().Version(t.Context()); err != nil || version != last {
		t.Errorf("the tables are of version %d after all, %v; want %d", version, err, last)
	}
	again, err := backup.Write(t.Context(), s, files, filepath.Join(t.TempDir(), "again.zip"))
	if err != nil || again.Schema != last || again.Rows() != m.Rows() {
		t.Errorf("a backup of what was restored: version %d with %d rows, %v; want %d with %d", again.Schema, again.Rows(), err, last, m.Rows())
	}
}

// TestOlderIntoNewer: tables that are further than the backup cannot take it,
// and one that a failed restore has left can.
func TestOlderIntoNewer(t *testing.T) {
	t.Parallel()
	last, err := store.SchemaVersion()
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		has, backup int64
		says        string
	}{
		"further":            {last, 1, "目标数据库的表已是版本"},
		"left by a restore":  {1, 1, ""},
		"earlier and empty":  {1, last, ""},
		"of a newer program": {last + 9, 1, "比本程序认识的"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dsn := dbtest.DSN(t, db.SQLite)
			had := at(t, dsn, min(test.has, last))
			if test.has > last {
				laterThan(t, had.DB(), test.has)
			}
			s, err := store.OpenEmpty(t.Context(), dsn, test.backup)
			if err == nil {
				s.Close()
			}
			var p *problem.Error
			if test.says == "" && err != nil || test.says != "" && (!errors.As(err, &p) || !strings.Contains(p.Says, test.says) || p.Advice == "") {
				t.Errorf("OpenEmpty at %d for a backup of %d = %v, want “%s”", test.has, test.backup, err, test.says)
			}
		})
	}
}

// laterThan makes a database look as a newer program has left it.
func laterThan(t *testing.T, d *db.DB, version int64) {
	t.Helper()
	err := d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, $2)`, version, true)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
