package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"gongkai/office/attachment"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// A scriptT lets a script use what was made for tests.
type scriptT struct {
	testing.TB
	ts *testscript.TestScript
}

func (s scriptT) Helper()                        {}
func (s scriptT) Context() context.Context       { return context.Background() }
func (s scriptT) Fatalf(format string, a ...any) { s.ts.Fatalf(format, a...) }
func (s scriptT) Errorf(format string, a ...any) { s.ts.Fatalf(format, a...) }

// address returns a database's address as the script's folder has it.
func address(ts *testscript.TestScript, dsn string) string {
	if strings.Contains(dsn, "://") {
		return dsn
	}
	return ts.MkAbs(dsn)
}

// makeOffice fills a database with an office that has published its report on
// 2024 and attached one file.
func makeOffice(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: office DATABASE FILES")
	}
	ctx := context.Background()
	s, err := store.Open(ctx, address(ts, args[0]))
	ts.Check(err)
	defer s.Close()
	t := scriptT{ts: ts}
	o := storetest.NewOffice(t, s)
	o.Publish(t, 2024)
	files, err := attachment.NewFolder(ts.MkAbs(args[1]), attachment.DefaultLimits())
	ts.Check(err)
	a, err := files.Accept(ctx, "决定书.txt", -1, strings.NewReader("当场处罚决定书"))
	ts.Check(err)
	ts.Setenv("SHA256", a.SHA256)
	runSQL(ts, false, []string{args[0], fmt.Sprintf(`
INSERT INTO attachment (id, organ_id, kind, subject_id, sha256, name, media_type, size, added_at, added_by, removed_why)
VALUES (1, %d, 'entry', 1, '%s', '决定书.txt', 'text/plain', %d, '2025-01-06 02:00:00.000000', '李敏', '')`, o.Township, a.SHA256, a.Size)})
}

func runSQL(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql DATABASE STATEMENT")
	}
	ctx := context.Background()
	d, err := db.OpenExisting(ctx, address(ts, args[0]))
	ts.Check(err)
	defer d.Close()
	ts.Check(d.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, args[1])
		return err
	}))
}

func emptyPostgres(t *testing.T, ts *testscript.TestScript, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: postgres VARIABLE")
	}
	ts.Setenv(args[0], dbtest.DSN(t, db.Postgres))
}

func freePort(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: port VARIABLE")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer l.Close()
	ts.Setenv(args[0], strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
}

// fetch waits as long as nobody listens.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: fetch STATUS URL [HEADER…]")
	}
	r, err := http.NewRequest(http.MethodGet, args[1], nil)
	ts.Check(err)
	for _, header := range args[2:] {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Set(name, value)
	}
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		answer, err := http.DefaultClient.Do(r)
		if err != nil && time.Since(began) < 10*time.Second {
			continue
		}
		ts.Check(err)
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		ts.Check(err)
		if got := strconv.Itoa(answer.StatusCode); got != args[0] {
			ts.Fatalf("%s: status %s, want %s\n%s", args[1], got, args[0], body)
		}
		if _, err := ts.Stdout().Write(body); err != nil {
			ts.Fatalf("%v", err)
		}
		return
	}
}
