package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// A DB is one open database. It is safe for use by many goroutines.
//
// It keeps two pools, so that nothing that reads can hold up, or do, what
// writes. SQLite's writer is a single connection: one transaction writes at a
// time, and the others wait their turn here instead of failing as busy.
type DB struct {
	dialect    Dialect
	path       string // of the SQLite file, "" on PostgreSQL
	writer     *sql.DB
	reader     *sql.DB
	statements *statements // of the readers; nil on PostgreSQL, whose driver keeps its own
	written    *statements // of the writer; nil likewise
}

// Dialect returns what differs between the engines in the text of a statement.
func (d *DB) Dialect() Dialect { return d.dialect }

// Engine returns the kind of database.
func (d *DB) Engine() Engine { return d.dialect.engine }

// Stats returns the state of the pools, for the metrics.
func (d *DB) Stats() (writer, reader sql.DBStats) { return d.writer.Stats(), d.reader.Stats() }

// Ping asks whether the database answers to readers.
func (d *DB) Ping(ctx context.Context) error {
	var one int
	return d.QueryRow(ctx, `SELECT 1`).Scan(&one)
}

// Close waits for the statements that are running and closes the database.
func (d *DB) Close() error {
	d.statements.close()
	d.written.close()
	return errors.Join(d.reader.Close(), d.writer.Close())
}

// A Tx is one transaction, used by one goroutine, until the function that was
// given it returns.
type Tx struct {
	db     *DB
	tx     *sql.Tx
	wanted map[string]bool // statements worth preparing when the connection is free
	reads  bool
	failed error // the first failed statement
}

// Dialect returns what differs between the engines in the text of a statement.
func (t *Tx) Dialect() Dialect { return t.db.dialect }

// Exec runs a statement that returns no rows. After an error the transaction
// is lost on either engine: return it.
func (t *Tx) Exec(ctx context.Context, query string, args ...any) (sql.Result, error) {
	values, err := t.db.dialect.values(args)
	if err != nil {
		return nil, err
	}
	var result sql.Result
	if stmt := t.prepared(query); stmt != nil {
		result, err = t.tx.StmtContext(ctx, stmt).ExecContext(ctx, values...)
	} else {
		result, err = t.tx.ExecContext(ctx, query, values...)
	}
	t.note(err)
	return result, err
}

// Query runs a statement that returns rows; close them and ask for their Err.
func (t *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	values, err := t.db.dialect.values(args)
	if err != nil {
		return nil, err
	}
	var rows *sql.Rows
	if stmt := t.prepared(query); stmt != nil {
		rows, err = t.tx.StmtContext(ctx, stmt).QueryContext(ctx, values...)
	} else {
		rows, err = t.tx.QueryContext(ctx, query, values...)
	}
	t.note(err)
	return rows, err
}

// QueryRow runs a statement of whose rows at most one is wanted.
func (t *Tx) QueryRow(ctx context.Context, query string, args ...any) Row {
	values, err := t.db.dialect.values(args)
	if err != nil {
		return Row{err: err}
	}
	if stmt := t.prepared(query); stmt != nil {
		return Row{row: t.tx.StmtContext(ctx, stmt).QueryRowContext(ctx, values...), tx: t}
	}
	return Row{row: t.tx.QueryRowContext(ctx, query, values...), tx: t}
}

// A Row is what QueryRow found.
type Row struct {
	row *sql.Row
	tx  *Tx   // which is to know of an error
	err error // why nothing was asked
}

// Scan copies the columns of the row; sql.ErrNoRows when there is none.
func (r Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	err := r.row.Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if r.tx == nil { // Write and Read tell their errors themselves
		return told(err)
	}
	r.tx.note(err)
	return err
}

// prepared returns the statement of the reader or the writer, or nil. One not
// yet prepared is noted for later: preparing needs a connection of its own, and
// every one of the pool may be waiting for that at this moment.
func (t *Tx) prepared(query string) *sql.Stmt {
	kept := t.db.written
	if t.reads {
		kept = t.db.statements
	}
	if kept == nil {
		return nil
	}
	stmt := kept.known(query)
	if stmt == nil {
		if t.wanted == nil {
			t.wanted = make(map[string]bool)
		}
		t.wanted[query] = true
	}
	return stmt
}

func (t *Tx) note(err error) {
	if t.failed == nil {
		t.failed = err
	}
}

// Query runs one statement that reads, outside any transaction.
func (d *DB) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := outside(ctx); err != nil {
		return nil, err
	}
	values, err := d.dialect.values(args)
	if err != nil {
		return nil, err
	}
	var rows *sql.Rows
	if stmt := d.statements.prepare(ctx, d.reader, query); stmt != nil {
		rows, err = stmt.QueryContext(ctx, values...)
	} else {
		rows, err = d.reader.QueryContext(ctx, query, values...)
	}
	return rows, told(err)
}

// QueryRow runs one statement that reads at most one row, outside any
// transaction.
func (d *DB) QueryRow(ctx context.Context, query string, args ...any) Row {
	if err := outside(ctx); err != nil {
		return Row{err: err}
	}
	values, err := d.dialect.values(args)
	if err != nil {
		return Row{err: err}
	}
	if stmt := d.statements.prepare(ctx, d.reader, query); stmt != nil {
		return Row{row: stmt.QueryRowContext(ctx, values...)}
	}
	return Row{row: d.reader.QueryRowContext(ctx, query, values...)}
}

// inside marks the context of a running Write.
type inside struct{}

// outside refuses to use the database around the transaction that is open: on
// SQLite a second Write would wait for the first for ever, and what is read
// beside it is another moment.
func outside(ctx context.Context) error {
	if ctx.Value(inside{}) != nil {
		return errors.New("db used inside Write: use its tx")
	}
	return nil
}

// Read runs fn in a transaction that sees one moment of the database and
// changes nothing.
func (d *DB) Read(ctx context.Context, fn func(context.Context, *Tx) error) error {
	if err := outside(ctx); err != nil {
		return err
	}
	tx, err := d.reader.BeginTx(ctx, d.dialect.reading())
	if err != nil {
		return told(fmt.Errorf("begin reading: %w", err))
	}
	t := &Tx{db: d, tx: tx, reads: true}
	defer func() {
		tx.Rollback() // nothing was changed; the error adds nothing
		for query := range t.wanted {
			d.statements.prepare(ctx, d.reader, query)
		}
	}()
	return told(fn(ctx, t))
}

// deadConnections is more than the pool can hold. A server that was started
// anew leaves all of them dead, and each tells so only when it is used.
const deadConnections = 64

// How often, and for how long, a transaction is tried again that lost against
// another.
const (
	attempts   = 8
	firstPause = 2 * time.Millisecond
	lastPause  = 250 * time.Millisecond
)

// Write runs fn in one transaction and commits it; when fn returns an error,
// nothing has happened. Only tx may be used inside.
//
// fn may run more than once: a transaction that lost against another one (a
// deadlock, a serialization failure, a busy file) is rolled back and tried
// again. So fn must have no effect but on tx, and set what it returns anew
// each time.
func (d *DB) Write(ctx context.Context, fn func(context.Context, *Tx) error) error {
	if err := outside(ctx); err != nil {
		return err
	}
	pause := firstPause
	for attempt, dead := 1, 0; ; attempt++ {
		err := d.write(ctx, fn)
		if foundDead(err) && dead < deadConnections {
			dead++
			attempt--
			continue
		}
		if err == nil || attempt == attempts || !lost(err) {
			return told(err)
		}
		select {
		case <-ctx.Done():
			return told(err)
		case <-time.After(pause/2 + rand.N(pause)):
		}
		pause = min(2*pause, lastPause)
	}
}

func (d *DB) write(ctx context.Context, fn func(context.Context, *Tx) error) (err error) {
	tx, err := d.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%w: %w", errNotBegun, err)
	}
	defer tx.Rollback() // does nothing after Commit; frees the connection if fn panics
	t := &Tx{db: d, tx: tx}
	if err := fn(context.WithValue(ctx, inside{}, true), t); err != nil {
		return err
	}
	if t.failed != nil { // SQLite would commit what PostgreSQL has given up
		return fmt.Errorf("a statement failed and the transaction went on: %w", t.failed)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	for query := range t.wanted {
		d.written.prepare(ctx, d.writer, query)
	}
	return nil
}

// Prepares says whether the engine can compile a statement: both know then
// whether its tables and columns exist. Nothing is run.
func (d *DB) Prepares(ctx context.Context, query string) error {
	stmt, err := d.reader.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	return stmt.Close()
}
