package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"

	"gongkai/law/problem"
)

// Migrate brings the tables to the state this program needs and returns the
// names of the migrations it ran, none when there was nothing to do. The folder
// has two sub-folders, sqlite and postgres, with goose's files, as
// 0001_organ.sql. Processes that start together migrate once and all go on; a
// database that is newer than the program is refused, for an older program
// would not keep what the newer one has written.
func (d *DB) Migrate(ctx context.Context, folder fs.FS) (done []string, err error) {
	return d.MigrateTo(ctx, folder, 0)
}

// MigrateTo is Migrate up to the migration of a number, 0 for the last.
func (d *DB) MigrateTo(ctx context.Context, folder fs.FS, version int64) (done []string, err error) {
	own, err := fs.Sub(folder, string(d.Engine()))
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(d.gooseDialect(), d.writer, own, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	err = d.alone(ctx, func() error {
		done, err = up(ctx, provider, version)
		return err
	})
	return done, told(err)
}

// Version returns the number of the last migration the database has seen, 0
// for an empty one.
func (d *DB) Version(ctx context.Context) (int64, error) {
	var version int64
	err := d.QueryRow(ctx, d.hasVersions()).Scan(&version)
	if err != nil || version == 0 {
		return 0, told(err)
	}
	err = d.QueryRow(ctx, `SELECT max(version_id) FROM goose_db_version`).Scan(&version)
	return version, told(err)
}

// hasVersions counts the table that goose keeps its versions in: 0 or 1.
func (d *DB) hasVersions() string {
	if d.Engine() == Postgres {
		return `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'goose_db_version'`
	}
	return `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'`
}

func (d *DB) gooseDialect() goose.Dialect {
	if d.Engine() == Postgres {
		return goose.DialectPostgres
	}
	return goose.DialectSQLite3
}

func up(ctx context.Context, provider *goose.Provider, version int64) (done []string, err error) {
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for the version of the database: %w", err)
	}
	if current > target {
		return nil, problem.Invalid("数据库的版本是%d，比本程序认识的%d新", current, target).
			Try("请用写过这个数据库的新版程序启动；要退回旧版，请用旧版的备份恢复")
	}
	if version == 0 {
		version = target
	}
	results, err := provider.UpTo(ctx, version)
	var partly *goose.PartialError
	if errors.As(err, &partly) {
		return nil, fmt.Errorf("migrate %s: %w", path.Base(partly.Failed.Source.Path), partly.Err)
	}
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	for _, result := range results {
		done = append(done, path.Base(result.Source.Path))
	}
	return done, nil
}

// alone runs fn while no other process, and no other DB, migrates the same
// database. The lock ends with the process that holds it, however it ends.
func (d *DB) alone(ctx context.Context, fn func() error) error {
	if d.Engine() == Postgres {
		return d.aloneOnServer(ctx, fn)
	}
	return d.aloneOnFile(ctx, fn)
}

// aloneOnServer waits for an advisory lock of the server on a connection of its
// own.
func (d *DB) aloneOnServer(ctx context.Context, fn func() error) error {
	const lock = `SELECT %s(hashtextextended('gongkai migrate ' || current_schema(), 0))`
	conn, err := d.writer.Conn(ctx)
	if err != nil {
		return fmt.Errorf("lock for migrating: %w", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, fmt.Sprintf(lock, "pg_advisory_lock")); err != nil {
		return fmt.Errorf("lock for migrating: %w", err)
	}
	err = fn()
	_, unlocked := conn.ExecContext(context.WithoutCancel(ctx), fmt.Sprintf(lock, "pg_advisory_unlock"))
	return errors.Join(err, unlocked)
}

// migrateTimeout bounds how long one process waits for another's migration.
const migrateTimeout = 10 * time.Minute

// aloneOnFile holds the write lock of an empty SQLite file beside the database,
// name-migrate. The database's own lock will not do: each migration takes and
// frees it.
func (d *DB) aloneOnFile(ctx context.Context, fn func() error) error {
	beside := url.URL{Scheme: "file", Path: filepath.ToSlash(d.path) + "-migrate"}
	beside.RawQuery = url.Values{"_txlock": {"exclusive"}, "_busy_timeout": {fmt.Sprint(migrateTimeout.Milliseconds())}}.Encode()
	pool, err := sql.Open("sqlite", beside.String())
	if err != nil {
		return fmt.Errorf("lock for migrating: %w", err)
	}
	defer pool.Close()
	lock, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("lock for migrating: %w", err)
	}
	defer lock.Rollback() // nothing was written
	return fn()
}
