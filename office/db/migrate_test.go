package db_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"gongkai/law/problem"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
)

// steps are migrations that must each run once: the second would double a row,
// and no key forbids it.
func steps(n int) fstest.MapFS {
	folder := make(fstest.MapFS)
	for i := 1; i <= n; i++ {
		text := fmt.Sprintf("-- +goose Up\nINSERT INTO step (n) VALUES (%d);\n", i)
		if i == 1 {
			text = "-- +goose Up\nCREATE TABLE step (n BIGINT);\nINSERT INTO step (n) VALUES (1);\n"
		}
		for _, engine := range []string{"sqlite", "postgres"} {
			folder[fmt.Sprintf("%s/%04d_step.sql", engine, i)] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return folder
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if version, err := d.Version(t.Context()); version != 0 || err != nil {
			t.Errorf("an empty database has version %d, %v; want 0", version, err)
		}
		for _, test := range []struct{ upTo, wantDone int }{{2, 2}, {2, 0}, {5, 3}} {
			done, err := d.Migrate(t.Context(), steps(test.upTo))
			must(t, err)
			if len(done) != test.wantDone {
				t.Errorf("migrating to %d ran %v, want %d migrations", test.upTo, done, test.wantDone)
			}
		}
		_, err := d.Migrate(t.Context(), steps(4))
		if p := problem.Of(err); p == nil || !strings.Contains(p.Sentence(), "数据库的版本是5，比本程序认识的4新") {
			t.Errorf("a database newer than the program: %v, want it refused", err)
		}
		broken := steps(6)
		for name, file := range broken {
			if strings.Contains(name, "0006") {
				file.Data = []byte("-- +goose Up\nINSERT INTO step (n) VALUES (6);\nINSERT INTO nothing (n) VALUES (6);\n")
			}
		}
		if _, err := d.Migrate(t.Context(), broken); err == nil || !strings.Contains(err.Error(), "0006_step.sql") {
			t.Errorf("a broken migration: %v, want an error with its name", err)
		}
		wantSteps(t, d, 5)
	})
}

// TestMigrateTogether: many that start at once migrate once and all go on.
func TestMigrateTogether(t *testing.T) {
	t.Parallel()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			dsn := dbtest.DSN(t, engine)
			var wg sync.WaitGroup
			for range 5 {
				wg.Go(func() {
					d, err := db.Open(t.Context(), dsn)
					if err != nil {
						t.Errorf("Open: %v", err)
						return
					}
					defer d.Close()
					if _, err := d.Migrate(t.Context(), steps(20)); err != nil {
						t.Errorf("Migrate: %v", err)
					}
				})
			}
			wg.Wait()
			wantSteps(t, dbtest.Open(t, dsn), 20)
		})
	}
}

// TestMigrateProcesses does the same with processes, which share no memory.
func TestMigrateProcesses(t *testing.T) {
	t.Parallel()
	if dsn := os.Getenv("MIGRATE_IN_CHILD"); dsn != "" {
		_, err := dbtest.Open(t, dsn).Migrate(t.Context(), steps(20))
		must(t, err)
		return
	}
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			dsn := dbtest.DSN(t, engine)
			var wg sync.WaitGroup
			for range 3 {
				wg.Go(func() {
					child := exec.Command(os.Args[0], "-test.run=^TestMigrateProcesses$", "-test.count=1")
					child.Env = append(os.Environ(), "MIGRATE_IN_CHILD="+dsn)
					if out, err := child.CombinedOutput(); err != nil || !bytes.Contains(out, []byte("PASS")) {
						t.Errorf("a process of three: %v\n%s", err, out)
					}
				})
			}
			wg.Wait()
			wantSteps(t, dbtest.Open(t, dsn), 20)
		})
	}
}

func wantSteps(t *testing.T, d *db.DB, want int) {
	t.Helper()
	var rows, last int
	must(t, d.QueryRow(t.Context(), `SELECT count(*), max(n) FROM step`).Scan(&rows, &last))
	if rows != want || last != want {
		t.Errorf("%d steps up to %d, want each of %d once", rows, last, want)
	}
}
