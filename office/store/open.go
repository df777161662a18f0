package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"gongkai/law/problem"
	"gongkai/office/db"
	"gongkai/office/store/migrations"
)

// Migrate brings the tables of the database at an address up to date, makes
// them in an empty one, and returns the names of the migrations it ran.
func Migrate(ctx context.Context, dsn string) (done []string, err error) {
	d, err := db.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Migrate(ctx, migrationFiles())
}

// OpenAsIs opens a database for a look from outside: it changes no tables, makes
// no file, and refuses a database that is not as this program keeps it.
func OpenAsIs(ctx context.Context, dsn string) (*Store, error) {
	d, err := db.OpenExisting(ctx, dsn)
	if err != nil {
		return nil, err
	}
	version, err := d.Version(ctx)
	if err == nil {
		err = asIs(version)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return New(d), nil
}

func asIs(version int64) error {
	wanted, err := SchemaVersion()
	switch {
	case err != nil:
		return err
	case version == 0:
		return problem.Invalid("这个数据库里没有本程序的表").Try("请核对数据库地址；新的数据库先用 gongkai serve 或 gongkai migrate 建表")
	case version < wanted:
		return problem.Invalid("数据库的版本是%d，本程序需要%d", version, wanted).Try("请先备份，再运行 gongkai migrate 或 gongkai serve 升级")
	case version > wanted:
		return problem.Invalid("数据库的版本是%d，比本程序认识的%d新", version, wanted).Try("请用写过这个数据库的新版程序")
	}
	return nil
}

// SchemaVersion is the number of this program's last migration.
func SchemaVersion() (last int64, err error) {
	names, err := fs.Glob(migrations.Files, string(db.SQLite)+"/*.sql")
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		number, _, _ := strings.Cut(path.Base(name), "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("migration %s: %w", name, err)
		}
		last = max(last, n)
	}
	return last, nil
}

// OpenEmpty opens a database for [Store.Load] with the tables of an earlier
// migration, 0 for the last. One that holds records is refused.
func OpenEmpty(ctx context.Context, dsn string, schema int64) (*Store, error) {
	d, err := db.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	s := New(d)
	if err := s.makeEmpty(ctx, schema); err != nil {
		d.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) makeEmpty(ctx context.Context, schema int64) error {
	version, err := s.db.Version(ctx)
	if err != nil {
		return err
	}
	if version > 0 { // left by a restore that failed
		if err := s.isFreeFor(ctx, version, schema); err != nil {
			return err
		}
	}
	_, err = s.db.MigrateTo(ctx, migrationFiles(), schema)
	return err
}

// isFreeFor says why tables of a migration cannot take the records of another:
// there are records in them, or they are further, and tables go forward only.
func (s *Store) isFreeFor(ctx context.Context, version, schema int64) error {
	if last, err := SchemaVersion(); err != nil || version > last {
		return errors.Join(err, asIs(version))
	}
	empty, err := s.IsEmpty(ctx)
	switch {
	case err != nil:
		return err
	case !empty:
		return errNotEmpty
	case schema > 0 && version > schema:
		return problem.Refused("目标数据库的表已是版本%d，备份是版本%d的，放不进去", version, schema).Try("请指定一个没有建过表的新数据库，恢复以后会自动升级")
	}
	return nil
}

var errNotEmpty = problem.Refused("目标数据库里已有数据，不能恢复到里面").Try("请指定一个新的数据库")

// OpenIf is [Open] for records that fit allows. It is asked before anything is
// changed, and not where there are no tables yet; its error comes back as it is.
func OpenIf(ctx context.Context, dsn string, fit func(context.Context, *Store) error) (*Store, error) {
	d, err := db.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	s := New(d)
	version, err := d.Version(ctx)
	if err == nil && version > 0 {
		err = fit(ctx, s)
	}
	if err == nil {
		err = s.Upgrade(ctx)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return s, nil
}

// Upgrade brings tables of an earlier migration up to date, and what entries
// count with them.
func (s *Store) Upgrade(ctx context.Context) error {
	if _, err := s.db.Migrate(ctx, migrationFiles()); err != nil {
		return err
	}
	return s.recount(ctx)
}
