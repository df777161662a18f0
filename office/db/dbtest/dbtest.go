// Package dbtest gives a test an empty database of its own on either engine,
// so that tests run in parallel. SQLite is always there, in the test's folder;
// PostgreSQL is where the environment names a server in GONGKAI_TEST_POSTGRES,
// and then it must answer. It knows no table: package storetest adds them.
package dbtest

import (
	"crypto/rand"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/office/db"
)

// Each runs the test in parallel on an empty database of each engine.
func Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			test(t, Open(t, DSN(t, engine)))
		})
	}
}

// Open opens the database at an address and closes it after the test.
func Open(t testing.TB, dsn string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), dsn)
	if err != nil {
		t.Fatalf("db.Open: %v", err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return d
}

// DSN returns the address of an empty database that is there until the test
// ends. Call it before Open, so that the database outlives its users. The test
// is skipped where it needs a server and none is named.
func DSN(t testing.TB, engine db.Engine) string {
	t.Helper()
	if engine == db.SQLite {
		return filepath.Join(t.TempDir(), "gongkai.db")
	}
	server := os.Getenv("GONGKAI_TEST_POSTGRES")
	if server == "" {
		t.Skip("no PostgreSQL server in GONGKAI_TEST_POSTGRES")
	}
	address, err := url.Parse(server)
	if err != nil {
		t.Fatalf("GONGKAI_TEST_POSTGRES is not an address: %v", err)
	}
	schema := "test_" + strings.ToLower(rand.Text())
	run(t, server, `CREATE SCHEMA `+schema)
	t.Cleanup(func() { run(t, server, `DROP SCHEMA `+schema+` CASCADE`) })
	query := address.Query()
	query.Set("search_path", schema)
	address.RawQuery = query.Encode()
	return address.String()
}
