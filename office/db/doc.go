// Package db is the way to the two databases, SQLite in one file and
// PostgreSQL, and holds the few ways they differ; it knows no table.
//
//	d, err := db.Open(ctx, "gongkai.db") // or postgres://user@host/name
//	…
//	err = d.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
//		_, err := tx.Exec(ctx, `UPDATE organ SET name = $1 WHERE id = $2`, name, id)
//		return err
//	})
//
// It promises: what Write has acknowledged survives a killed process and a
// power cut; a function given to Write is one transaction, one given to Read
// sees one moment; instants go in and come out as UTC microseconds on either
// engine, so they compare and sort alike; a statement that changes something is
// refused outside Write; and an error a person has to know about (a full disk,
// a wrong address) is a *problem.Error in Chinese. On PostgreSQL a transaction
// is READ COMMITTED: what must not change under a rule is read with
// [Dialect.ForUpdate], or its change compared and set.
//
// SQL and its tables are left to package store.
package db
