package db_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
)

// tables are made by migrations, so that each test tries those too.
func tables(t *testing.T, d *db.DB, statements ...string) {
	t.Helper()
	text := "-- +goose Up\n"
	for _, statement := range statements {
		text += statement + ";\n"
	}
	folder := fstest.MapFS{
		"sqlite/0001_first.sql":   {Data: []byte(text)},
		"postgres/0001_first.sql": {Data: []byte(text)},
	}
	if _, err := d.Migrate(t.Context(), folder); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
}

func change(t *testing.T, d *db.DB, query string, args ...any) error {
	t.Helper()
	return d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, query, args...)
		return err
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestValues: whatever goes in comes out the same on both engines, in columns
// as the migrations declare them.
func TestValues(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tables(t, d, `CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT NOT NULL, day DATE, at TIMESTAMP, yes BOOLEAN NOT NULL, body TEXT, amount BIGINT)`)
		if d.Engine() == db.Postgres {
			must(t, change(t, d, `ALTER TABLE thing ALTER COLUMN at TYPE TIMESTAMPTZ`))
		}
		type name string
		day, _ := calendar.DateOf(2024, 2, 29)
		at := time.Date(2024, 3, 1, 7, 30, 0, 123456789, time.FixedZone("东八区", 8*60*60))
		body := json.RawMessage(`{"甲":1}`)
		const insert = `INSERT INTO thing (id, name, day, at, yes, body, amount) VALUES ($1, $2, $3, $4, $5, $6, $7)`
		must(t, change(t, d, insert, 1, name("一"), day, at, true, body, int64(1)<<60))
		must(t, change(t, d, insert, int32(2), "二", calendar.Date(0), db.Time{}, false, nil, (*int64)(nil)))
		must(t, change(t, d, insert, 3, "三", day.AddDays(1), db.Time{Time: at.Add(time.Second)}, false, json.RawMessage(nil), 0))

		var got struct {
			name   string
			day    calendar.Date
			at     db.Time
			yes    bool
			body   sql.NullString
			amount sql.NullInt64
		}
		read := func(id int) {
			t.Helper()
			err := d.QueryRow(t.Context(), `SELECT name, day, at, yes, body, amount FROM thing WHERE id = $1`, id).
				Scan(&got.name, &got.day, &got.at, &got.yes, &got.body, &got.amount)
			must(t, err)
		}
		read(1)
		if got.name != "一" || got.day != day || !got.at.Equal(at.Truncate(time.Microsecond)) || got.at.Location() != time.UTC || !got.yes || got.body.String != string(body) || got.amount.Int64 != 1<<60 {
			t.Errorf("row 1 came back as %+v", got)
		}
		read(2)
		if !got.day.IsZero() || !got.at.IsZero() || got.yes || got.body.Valid || got.amount.Valid {
			t.Errorf("row 2 came back as %+v", got)
		}

		var last db.Time
		must(t, d.QueryRow(t.Context(), `SELECT max(at) FROM thing`).Scan(&last))
		if want := at.Add(time.Second).Truncate(time.Microsecond); !last.Equal(want) {
			t.Errorf("max(at) = %v, want %v", last, want)
		}
		counts := []struct {
			where string
			arg   any
			want  int
		}{
			{"at = $1", at, 1}, // SQLite compares texts: an instant of another zone must be found too
			{"at > $1", at.UTC(), 1},
			{"at <= $1", at, 1},
			{"day = $1", day, 1},
			{"day > $1", day, 1},
			{"day >= $1", &day, 2},
			{"yes = $1", true, 1},
			{"name IN " + d.Dialect().List(1), db.ListOf([]name{"一", "二", "“九”"}), 2},
			{"id IN " + d.Dialect().Numbers(1), db.ListOf([]int64{1, 3, 1 << 62}), 2},
			{"id IN " + d.Dialect().Numbers(1), db.ListOf[int64](nil), 0},
		}
		for _, count := range counts {
			var n int
			must(t, d.QueryRow(t.Context(), `SELECT count(*) FROM thing WHERE `+count.where, count.arg).Scan(&n))
			if n != count.want {
				t.Errorf("WHERE %s with %v: %d rows, want %d", count.where, count.arg, n, count.want)
			}
		}
		if err := d.QueryRow(t.Context(), `SELECT $1`, []string{"甲"}).Scan(new(string)); err == nil {
			t.Error("a slice as an argument: no error, want one that says so")
		}
	})
}

// TestWrite: all or nothing, alone, and never around its own transaction.
func TestWrite(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tables(t, d, `CREATE TABLE thing (id BIGINT PRIMARY KEY)`)
		stop := errors.New("stop")
		err := d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, `INSERT INTO thing (id) VALUES ($1)`, 1); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Errorf("Write = %v, want the error of its function", err)
		}
		err = d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			tx.Exec(ctx, `INSERT INTO thing (id) VALUES ($1)`, 2)
			tx.Exec(ctx, `INSERT INTO nothing (id) VALUES ($1)`, 2)
			return nil
		})
		if err == nil {
			t.Error("a failed statement was passed over and the transaction committed")
		}
		err = d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, `INSERT INTO thing (id) VALUES ($1)`, 3); err != nil {
				return err
			}
			return d.Write(ctx, func(context.Context, *db.Tx) error { return nil })
		})
		if err == nil {
			t.Error("Write inside Write: no error, want one")
		}
		if err := d.QueryRow(t.Context(), `SELECT id FROM thing`).Scan(new(int)); !errors.Is(err, sql.ErrNoRows) {
			t.Errorf("a row remains of what was given up (%v)", err)
		}
		if _, err := d.Query(t.Context(), `INSERT INTO thing (id) VALUES (4) RETURNING id`); err == nil {
			t.Error("a statement that writes ran outside Write")
		}
	})
}

// TestManyWriters: 200 at once count to 200, by reading first and writing then.
func TestManyWriters(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tables(t, d, `CREATE TABLE counter (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)`)
		must(t, change(t, d, `INSERT INTO counter (id, n) VALUES (1, 0)`))
		var wg sync.WaitGroup
		for range 200 {
			wg.Go(func() {
				err := d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					var n int
					if err := tx.QueryRow(ctx, `SELECT n FROM counter WHERE id = 1`+tx.Dialect().ForUpdate()).Scan(&n); err != nil {
						return err
					}
					_, err := tx.Exec(ctx, `UPDATE counter SET n = $1 WHERE id = 1`, n+1)
					return err
				})
				if err != nil {
					t.Errorf("Write: %v", err)
				}
			})
		}
		wg.Wait()
		var n int
		must(t, d.QueryRow(t.Context(), `SELECT n FROM counter`).Scan(&n))
		if n != 200 {
			t.Errorf("200 writers counted to %d", n)
		}
	})
}

// TestDeadlock: of two transactions that wait for each other one is tried
// again, and both succeed. SQLite's never wait for each other.
func TestDeadlock(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tables(t, d, `CREATE TABLE counter (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)`)
		must(t, change(t, d, `INSERT INTO counter (id, n) VALUES (1, 0), (2, 0)`))
		var runs atomic.Int64
		var wg sync.WaitGroup
		for _, order := range [][2]int{{1, 2}, {2, 1}} {
			wg.Go(func() {
				err := d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
					runs.Add(1)
					for _, id := range order {
						if _, err := tx.Exec(ctx, `UPDATE counter SET n = n + 1 WHERE id = $1`, id); err != nil {
							return err
						}
						time.Sleep(20 * time.Millisecond) // long enough to cross the other
					}
					return nil
				})
				if err != nil {
					t.Errorf("Write: %v", err)
				}
			})
		}
		wg.Wait()
		var n int
		must(t, d.QueryRow(t.Context(), `SELECT sum(n) FROM counter`).Scan(&n))
		if n != 4 {
			t.Errorf("after %d runs the counters sum to %d, want 4", runs.Load(), n)
		}
	})
}

// TestRead: one moment, whatever is written meanwhile.
func TestRead(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tables(t, d, `CREATE TABLE thing (id BIGINT PRIMARY KEY)`)
		for round := range 3 { // the later ones use prepared statements
			err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				var before, after int
				if err := tx.QueryRow(ctx, `SELECT count(*) FROM thing`).Scan(&before); err != nil {
					return err
				}
				must(t, change(t, d, `INSERT INTO thing (id) VALUES ($1)`, round))
				rows, err := tx.Query(ctx, `SELECT id FROM thing ORDER BY id`)
				if err != nil {
					return err
				}
				defer rows.Close()
				for rows.Next() {
					after++
				}
				if before != round || after != round {
					t.Errorf("round %d: saw %d rows, then %d", round, before, after)
				}
				return rows.Err()
			})
			must(t, err)
		}
		err := d.Read(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO thing (id) VALUES (9)`)
			return err
		})
		if err == nil {
			t.Error("Read wrote")
		}
	})
}

// TestConstraints: both engines name a broken rule alike, inside Write and
// after it.
func TestConstraints(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tables(t, d,
			`CREATE TABLE organ (id BIGINT PRIMARY KEY, code TEXT UNIQUE, name TEXT, level TEXT CHECK (level IN ('city', 'county')))`,
			`CREATE TABLE post (account BIGINT NOT NULL, role TEXT NOT NULL, organ BIGINT REFERENCES organ (id), PRIMARY KEY (account, role))`,
			`CREATE UNIQUE INDEX organ_name_folded ON organ (lower(name))`)
		must(t, change(t, d, `INSERT INTO organ (id, code, name) VALUES (1, 'a', 'Ab')`))
		must(t, change(t, d, `INSERT INTO post (account, role, organ) VALUES (1, 'clerk', 1)`))
		tests := []struct {
			name, statement, unique string
			foreign, check          bool
		}{
			{name: "key", statement: `INSERT INTO organ (id) VALUES (1)`, unique: "organ.id"},
			{name: "column", statement: `INSERT INTO organ (id, code) VALUES (2, 'a')`, unique: "organ.code"},
			{name: "two columns", statement: `INSERT INTO post (account, role) VALUES (1, 'clerk')`, unique: "post.account, post.role"},
			{name: "expression", statement: `INSERT INTO organ (id, name) VALUES (2, 'aB')`, unique: "organ_name_folded"},
			{name: "missing parent", statement: `INSERT INTO post (account, role, organ) VALUES (2, 'clerk', 7)`, foreign: true},
			{name: "parent in use", statement: `DELETE FROM organ WHERE id = 1`, foreign: true},
			{name: "check", statement: `INSERT INTO organ (id, level) VALUES (3, 'town')`, check: true},
			{name: "syntax", statement: `INSERT INTO nowhere (id) VALUES (3)`},
		}
		for _, test := range tests {
			err := change(t, d, test.statement)
			key, _ := db.IsUnique(err)
			if err == nil || key != test.unique || db.IsForeignKey(err) != test.foreign || db.IsCheck(err) != test.check || db.Unwritable(err) {
				t.Errorf("%s: unique %q, foreign key %v, check %v; want %q, %v, %v (%v)", test.name, key, db.IsForeignKey(err), db.IsCheck(err), test.unique, test.foreign, test.check, err)
			}
			wantConflict := test.unique != "" || test.foreign
			if isConflict := problem.Of(err).Kind == problem.KindConflict; isConflict != wantConflict {
				t.Errorf("%s: told as %v, want a conflict: %v", test.name, problem.Of(err), wantConflict)
			}
		}
	})
}

// TestServerAnew sees that a server which has dropped every connection of the
// pool keeps nobody from writing.
func TestServerAnew(t *testing.T) {
	t.Parallel()
	const name = "TestServerAnew"
	d := dbtest.Open(t, dbtest.DSN(t, db.Postgres)+"&application_name="+name)
	sleep := func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `SELECT pg_sleep(0.1)`)
		return err
	}
	var wg sync.WaitGroup
	for range 8 { // at once, so that the pool holds as many connections
		wg.Go(func() {
			if err := d.Write(t.Context(), sleep); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	other := dbtest.Open(t, dbtest.DSN(t, db.Postgres))
	var dropped int
	err := other.QueryRow(t.Context(), `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1`, name).Scan(&dropped)
	if err != nil || dropped < 2 {
		t.Fatalf("dropped %d connections, %v", dropped, err)
	}
	for left := 1; left > 0; { // until the server has closed them
		if err := other.QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE application_name = $1`, name).Scan(&left); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		if err := d.Write(t.Context(), sleep); err != nil {
			t.Errorf("after %d connections were dropped: %v", dropped, err)
		}
	}
}

// TestWriteAgain: what the writer has compiled is used again, also after a
// statement that failed, after rows that were left unread, and after the table
// has got another column.
func TestWriteAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tables(t, d, `CREATE TABLE thing (id BIGINT PRIMARY KEY)`)
		write := func(id int) error {
			return d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
				rows, err := tx.Query(ctx, `SELECT id FROM thing ORDER BY id`)
				if err != nil {
					return err
				}
				rows.Next() // and no further
				if err := rows.Close(); err != nil {
					return err
				}
				var n int
				if err := tx.QueryRow(ctx, `SELECT count(*) FROM thing WHERE id = $1`, id).Scan(&n); err != nil {
					return err
				}
				_, err = tx.Exec(ctx, `INSERT INTO thing (id) VALUES ($1)`, id)
				return err
			})
		}
		for _, step := range []struct {
			id int
			ok bool
		}{{1, true}, {2, true}, {2, false}, {3, true}, {1, false}, {4, true}} {
			if err := write(step.id); (err == nil) != step.ok {
				t.Errorf("write %d: %v, want success %v", step.id, err, step.ok)
			}
		}
		must(t, change(t, d, `ALTER TABLE thing ADD COLUMN name TEXT`))
		must(t, write(5))
		var ids, sum int
		must(t, d.QueryRow(t.Context(), `SELECT count(*), sum(id) FROM thing`).Scan(&ids, &sum))
		if ids != 5 || sum != 15 {
			t.Errorf("%d things with the sum %d are there, want 1 to 5", ids, sum)
		}
	})
}
