package store

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"gongkai/law/calendar"
	"gongkai/office/account"
	"gongkai/office/db"
	"gongkai/office/delivery"
	"gongkai/office/seal"
	"gongkai/office/store/migrations"
)

// A Store is the office's records in one database. It is safe for use by many
// goroutines.
type Store struct {
	// Now is the only clock. A transaction reads it once.
	Now func() time.Time
	// Hasher makes and checks the hashes of passwords.
	Hasher *account.Hasher
	// Ring seals what is personal in cases. Without one, cases can be neither
	// opened nor read.
	Ring *seal.Ring
	// Ways are those by which the office can send messages.
	Ways map[delivery.Way]bool

	db         *db.DB
	generation atomic.Uint64
	looked     atomic.Int64 // when generation was last read, in Unix milliseconds
	lastID     atomic.Int64
	clocks     atomic.Pointer[clockOfCalendar]
}

// Open opens the database that dsn names (a file for SQLite, or a postgres://
// address) and brings its tables up to date. Errors are for the operator, in
// Chinese where the setting is at fault.
func Open(ctx context.Context, dsn string) (*Store, error) {
	return OpenIf(ctx, dsn, func(context.Context, *Store) error { return nil })
}

func migrationFiles() fs.FS { return migrations.Files }

// New returns the Store of a database whose tables are up to date.
func New(d *db.DB) *Store {
	return &Store{Now: time.Now, Hasher: account.NewHasher(2), Ring: new(seal.Ring), db: d}
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// DB returns the database, for its health and its figures.
func (s *Store) DB() *db.DB { return s.db }

// Today is the Beijing date of this moment.
func (s *Store) Today() calendar.Date { return calendar.BeijingDate(s.Now()) }

// NewID makes a number for a form whose step makes something: put into the
// step's [Subject.ID], it keeps a form sent twice from making two.
func (s *Store) NewID() int64 { return s.newID() }

// newID makes a key that no other row has: milliseconds, and twenty bits that
// are random or count on within one millisecond.
func (s *Store) newID() int64 {
	for {
		last := s.lastID.Load()
		id := s.Now().UnixMilli()<<20 | int64(rand.Uint32()&(1<<20-1))
		if id <= last && last>>20 >= id>>20 {
			id = last + 1
		}
		if s.lastID.CompareAndSwap(last, id) {
			return id
		}
	}
}

// A Tx is one transaction that changes the records.
type Tx struct {
	*db.Tx
	Now   time.Time     // the moment of everything in it
	Today calendar.Date // its Beijing date

	store   *Store
	changed bool // a record was changed
	audited bool // and said so in the audit
	public  bool // and the public pages show it
}

// write runs fn in one transaction and refuses to commit one that changed
// records and told the audit nothing.
func (s *Store) write(ctx context.Context, fn func(context.Context, *Tx) error) error {
	public := false
	err := s.db.Write(ctx, func(ctx context.Context, dbTx *db.Tx) error {
		now := s.Now().UTC().Truncate(time.Microsecond)
		tx := &Tx{Tx: dbTx, Now: now, Today: calendar.BeijingDate(now), store: s}
		if err := fn(ctx, tx); err != nil {
			return err
		}
		if tx.changed && !tx.audited {
			return fmt.Errorf("a transaction changed records without an audit entry")
		}
		if public = tx.public; public {
			return tx.nextGeneration(ctx)
		}
		return nil
	})
	if err == nil && public {
		s.looked.Store(0)
	}
	return err
}

// change runs a statement that changes records.
func (t *Tx) change(ctx context.Context, query string, args ...any) error {
	t.changed = true
	_, err := t.Exec(ctx, query, args...)
	return err
}

// changeOne runs a statement that has to change exactly one row; ok is false
// when it changed none.
func (t *Tx) changeOne(ctx context.Context, query string, args ...any) (ok bool, err error) {
	t.changed = true
	result, err := t.Exec(ctx, query, args...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}
