package db_test

import (
	"context"
	"strings"
	"testing"

	"gongkai/law/problem"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
)

// TestUnwritable: when the database takes no more, a person is told so in words
// that help, nothing is half written, and reading goes on.
func TestUnwritable(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		tables(t, d, `CREATE TABLE thing (id BIGINT PRIMARY KEY, text TEXT)`)
		must(t, change(t, d, `INSERT INTO thing (id, text) VALUES (1, '在')`))
		forbid, says := `SET TRANSACTION READ ONLY`, "数据库服务器现在只读"
		if d.Engine() == db.SQLite {
			forbid, says = `PRAGMA max_page_count = 1`, "磁盘已满" // as if the disk had no more pages
		}
		err := d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			if _, err := tx.Exec(ctx, forbid); err != nil {
				return err
			}
			for id := range 100 {
				if _, err := tx.Exec(ctx, `INSERT INTO thing (id, text) VALUES ($1, $2)`, id+2, strings.Repeat("满", 10_000)); err != nil {
					return err
				}
			}
			return nil
		})
		p := problem.Of(err)
		if !db.Unwritable(err) || p.Kind != problem.KindInternal || p.Sentence() != says+"，现在不能保存，查阅不受影响。本次内容没有保存，请保留好并通知管理员处理后再试。" {
			t.Errorf("Write = %v (%v), want a sentence with %q", p.Sentence(), err, says)
		}
		var n int
		if err := d.QueryRow(t.Context(), `SELECT count(*) FROM thing`).Scan(&n); n != 1 || err != nil {
			t.Errorf("%d rows, %v; want the one from before", n, err)
		}
		if d.Engine() == db.SQLite {
			must(t, change(t, d, `PRAGMA max_page_count = 1000000`))
		}
		must(t, change(t, d, `INSERT INTO thing (id, text) VALUES (2, '又')`)) // the space is back
	})
}

// TestUnreachable: a server that is gone is told as such, for reading and for
// writing.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, dbtest.DSN(t, db.Postgres))
	cut := func() {
		rows, err := d.Query(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = pg_backend_pid()`)
		if err == nil {
			for rows.Next() {
			}
			err = rows.Err()
			rows.Close()
		}
		if err != nil && problem.Of(err).Says != "现在连接不上数据库" && !strings.Contains(err.Error(), "57P01") {
			t.Errorf("a connection cut while reading: %v", err)
		}
	}
	cut()
	err := d.Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `SELECT pg_terminate_backend(pg_backend_pid())`)
		return err
	})
	if problem.Of(err).Says != "现在连接不上数据库" {
		t.Errorf("a connection cut while writing: %v", err)
	}
	must(t, d.Ping(t.Context())) // the pool has made a new one
}
