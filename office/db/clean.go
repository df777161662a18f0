package db

import (
	"context"
	"fmt"
	"strings"
)

// Clean clears what was deleted or overwritten from where the engine keeps old
// pages. SQLite zeroes it in the file as it is deleted (secure_delete); its
// write-ahead log is emptied here. PostgreSQL is asked to vacuum the tables; its
// own log and archives are the operator's.
func (d *DB) Clean(ctx context.Context, tables ...string) error {
	if d.Engine() == Postgres {
		if _, err := d.writer.ExecContext(ctx, "VACUUM "+strings.Join(tables, ", ")); err != nil {
			return fmt.Errorf("vacuum: %w", err)
		}
		return nil
	}
	var busy, pages, moved int
	err := d.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	switch {
	case err != nil:
		return fmt.Errorf("empty the write-ahead log: %w", err)
	case busy != 0:
		return fmt.Errorf("empty the write-ahead log: a reader is still using it")
	}
	return nil
}

// Shrink gives back the memory that SQLite's writer keeps of pages it has
// changed; for after a large piece of work.
func (d *DB) Shrink(ctx context.Context) error {
	if d.Engine() != SQLite {
		return nil
	}
	if _, err := d.writer.ExecContext(ctx, "PRAGMA shrink_memory"); err != nil {
		return fmt.Errorf("shrink the cache: %w", err)
	}
	return nil
}
