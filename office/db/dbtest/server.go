package dbtest

import (
	"context"
	"testing"

	"gongkai/office/db"
)

// run runs one statement on a server, on a connection of its own: a test's
// context has ended when the test cleans up.
func run(t testing.TB, dsn, statement string) {
	t.Helper()
	ctx := context.Background()
	server, err := db.Open(ctx, dsn)
	if err != nil {
		t.Fatalf("open GONGKAI_TEST_POSTGRES: %v", err)
	}
	defer server.Close()
	err = server.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, statement)
		return err
	})
	if err != nil {
		t.Errorf("%s: %v", statement, err)
	}
}
