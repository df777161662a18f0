package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"gongkai/office/db"
)

// IsEmpty says that nothing was ever kept: no organ and no account.
func (s *Store) IsEmpty(ctx context.Context) (bool, error) {
	schema, err := s.db.Version(ctx)
	if err != nil {
		return false, err
	}
	for _, name := range tablesAt(schema) {
		var n int64
		if err := s.db.QueryRow(ctx, "SELECT count(*) FROM (SELECT 1 FROM "+name+" LIMIT 1) AS one").Scan(&n); err != nil {
			return false, err
		}
		if n > 0 {
			return false, nil
		}
	}
	return true, nil
}

// Load fills an empty database from a dump of the same migration, all of it or
// nothing; see [OpenEmpty]. from returns the text of a table, nil for a table
// the dump does not have.
func (s *Store) Load(ctx context.Context, from func(name string) (io.ReadCloser, error)) (all []Dumped, err error) {
	schema, err := s.db.Version(ctx)
	if err != nil {
		return nil, err
	}
	empty, err := s.IsEmpty(ctx)
	switch {
	case err != nil:
		return nil, err
	case !empty:
		return nil, errNotEmpty
	}
	err = s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		all = nil
		for _, name := range tablesAt(schema) {
			r, err := from(name)
			if err != nil {
				return err
			}
			if r == nil {
				continue
			}
			table, err := loadTable(ctx, tx, name, r)
			r.Close()
			if err != nil {
				return fmt.Errorf("load %s: %w", name, err)
			}
			all = append(all, table)
		}
		if schema < derivedSince { // [Store.Upgrade] counts
			return nil
		}
		return s.countAnew(ctx, tx)
	})
	s.looked.Store(0)
	if err == nil {
		err = s.analyze(ctx, tablesAt(schema)...)
	}
	return all, err
}

// loadedAtOnce is measured: PostgreSQL is asked over a connection, once for many
// rows; SQLite looks a parameter up among all that stand before it.
func loadedAtOnce(d db.Dialect) int {
	if d.Engine() == db.Postgres {
		return 64
	}
	return 1
}

// A loading fills one table with few statements.
type loading struct {
	tx      *db.Tx
	columns []column
	insert  string        // of one row
	full    *db.Statement // of so many rows at once
	atOnce  int
	args    []any // of the rows gathered
	rows    int64 // read so far
}

func loadTable(ctx context.Context, tx *db.Tx, name string, r io.Reader) (Dumped, error) {
	sum := sha256.New()
	in := io.TeeReader(r, sum)
	decoder := json.NewDecoder(in)
	l := loading{tx: tx}
	if err := decoder.Decode(&l.columns); err != nil {
		return Dumped{}, err
	}
	var err error
	if l.insert, err = insertInto(ctx, tx, name, l.columns); err != nil {
		return Dumped{}, err
	}
	l.atOnce = loadedAtOnce(tx.Dialect())
	if l.full, err = tx.Prepare(ctx, manyRows(l.insert, l.atOnce)); err != nil {
		return Dumped{}, err
	}
	if err := l.all(ctx, decoder); err != nil {
		return Dumped{}, err
	}
	if _, err := io.Copy(io.Discard, in); err != nil {
		return Dumped{}, err
	}
	return Dumped{Name: name, Rows: l.rows, SHA256: hex.EncodeToString(sum.Sum(nil))}, nil
}

// all reads the rows to the end and inserts them.
func (l *loading) all(ctx context.Context, decoder *json.Decoder) error {
	var texts []json.RawMessage
	for decoder.More() {
		texts = texts[:0]
		if err := decoder.Decode(&texts); err != nil {
			return err
		}
		l.rows++
		if err := l.gather(texts); err != nil {
			return fmt.Errorf("row %d%w", l.rows, err)
		}
		if len(l.args) < l.atOnce*len(l.columns) {
			continue
		}
		if err := l.save(ctx, l.full); err != nil {
			return err
		}
	}
	if len(l.args) == 0 {
		return nil
	}
	rest, err := l.tx.Prepare(ctx, manyRows(l.insert, len(l.args)/len(l.columns)))
	if err != nil {
		return err
	}
	return l.save(ctx, rest)
}

func (l *loading) gather(texts []json.RawMessage) error {
	if len(texts) != len(l.columns) {
		return fmt.Errorf(" has %d values for %d columns", len(texts), len(l.columns))
	}
	for i, c := range l.columns {
		arg, err := c.Kind.read(texts[i])
		if err != nil {
			return fmt.Errorf(", %s: %w", c.Name, err)
		}
		l.args = append(l.args, arg)
	}
	return nil
}

func (l *loading) save(ctx context.Context, insert *db.Statement) error {
	n := int64(len(l.args) / len(l.columns))
	if _, err := insert.Exec(ctx, l.args...); err != nil {
		return fmt.Errorf("rows %d to %d: %w", l.rows-n+1, l.rows, err)
	}
	l.args = l.args[:0]
	return nil
}

// insertInto writes the statement that inserts the dump's columns, each of
// which the table must have and call the same kind.
func insertInto(ctx context.Context, tx *db.Tx, name string, columns []column) (string, error) {
	known, err := columnsOf(ctx, tx, name)
	if err != nil {
		return "", err
	}
	if len(columns) == 0 {
		return "", fmt.Errorf("the dump names no columns")
	}
	kinds := make(map[string]columnKind, len(known))
	for _, c := range known {
		kinds[c.Name] = c.Kind
	}
	var names, places []string
	for i, c := range columns {
		if kinds[c.Name] != c.Kind {
			return "", fmt.Errorf("column %s of kind %s is not known", c.Name, c.Kind)
		}
		names = append(names, c.Name)
		places = append(places, fmt.Sprintf("$%d", i+1))
	}
	return "INSERT INTO " + name + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(places, ", ") + ")", nil
}
