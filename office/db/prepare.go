package db

import (
	"context"
	"database/sql"
)

// A Statement is compiled once and run many times in its transaction, with
// which it ends.
type Statement struct {
	tx   *Tx
	stmt *sql.Stmt
}

// Prepare compiles a statement that changes rows.
func (t *Tx) Prepare(ctx context.Context, query string) (*Statement, error) {
	stmt, err := t.tx.PrepareContext(ctx, query)
	t.note(err)
	return &Statement{t, stmt}, err
}

// Exec runs the statement, as [Tx.Exec] does.
func (s *Statement) Exec(ctx context.Context, args ...any) (sql.Result, error) {
	values, err := s.tx.db.dialect.values(args)
	if err != nil {
		return nil, err
	}
	result, err := s.stmt.ExecContext(ctx, values...)
	s.tx.note(err)
	return result, err
}
