package storetest

import (
	"context"
	"io/fs"
	"path"
	"strconv"
	"testing"

	"gongkai/office/db"
	"gongkai/office/store"
	"gongkai/office/store/migrations"
)

// added are the columns that later migrations add to tables there were before.
var added = []struct {
	schema        int64
	table, column string
}{{6, "report_version", "months"}, {13, "post", "unit"}, {13, "application", "asked_units"}, {13, "application", "ask_due_on"}}

// inTheWay hold such columns, and a later trigger one that the first tables lack.
var inTheWay = []struct {
	schema int64
	engine db.Engine
	drop   string
}{
	{13, db.SQLite, "DROP INDEX application_open"},
	{3, db.SQLite, "DROP TRIGGER entry_version_no_update"},
}

// TakeLater takes away the columns that [AddLater] has added to tables of the
// schema, so that a backup has its columns and no others.
func TakeLater(t testing.TB, s *store.Store, schema int64) {
	t.Helper()
	var all []string
	for _, w := range inTheWay {
		if schema < w.schema && s.DB().Engine() == w.engine {
			all = append(all, w.drop)
		}
	}
	for _, c := range added {
		if schema < c.schema {
			all = append(all, "ALTER TABLE "+c.table+" DROP COLUMN "+c.column)
		}
	}
	for _, statement := range all {
		err := s.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, statement)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// AddLater makes the tables and columns of migrations later than schema, which the
// steps of this program need. They are in no backup of the earlier tables.
func AddLater(t testing.TB, s *store.Store, schema int64) {
	t.Helper()
	d := s.DB()
	const altered = 3 // the last migration that changes a table there was before
	names, err := fs.Glob(migrations.Files, string(d.Dialect().Engine())+"/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		number, err := strconv.ParseInt(path.Base(name)[:4], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		if number <= max(schema, altered) {
			continue
		}
		text, err := fs.ReadFile(migrations.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		err = d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, string(text))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
