package db

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"gongkai/law/problem"
)

// busyTimeout is how long a connection waits for another process, such as a
// backup, before the file counts as busy.
const busyTimeout = 10 * time.Second

// sqliteReaders is the number of reading connections: more than processors,
// for some wait for the disk. Each costs up to 2 MB of page cache.
func sqliteReaders() int { return min(max(4, 2*runtime.GOMAXPROCS(0)), 16) }

func openSQLite(ctx context.Context, path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, problem.Invalid("数据库地址“%s”不是可用的路径", path).Try(expected).From(err)
	}
	if err := placeFor(path); err != nil {
		return nil, err
	}
	makePrivate(path)
	d := &DB{dialect: Dialect{SQLite}, path: path, statements: newStatements(), written: newStatements()}
	if d.writer, err = sqlitePool(path, true, 1); err != nil {
		return nil, err
	}
	if d.reader, err = sqlitePool(path, false, sqliteReaders()); err != nil {
		return nil, err
	}
	// The first connection turns the file into WAL mode, which readers may not.
	err = d.writer.PingContext(ctx)
	if err == nil {
		err = d.Ping(ctx)
	}
	if err != nil {
		d.Close()
		return nil, sqliteOpening(path, err)
	}
	return d, nil
}

// placeFor says what keeps a SQLite file from being where it is to be.
func placeFor(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return problem.Invalid("数据库地址“%s”是文件夹，不是文件", path).Try("请写到文件名，如 %s", filepath.Join(path, "gongkai.db"))
	}
	folder := filepath.Dir(path)
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return problem.Invalid("数据库文件“%s”所在的文件夹不存在", path).Try("请先建立文件夹 %s，或者改写地址", folder)
	case err != nil:
		return problem.Invalid("数据库文件“%s”所在的文件夹无法查看", path).Try("请检查文件夹 %s 的权限", folder).From(err)
	case !info.IsDir():
		return problem.Invalid("数据库文件“%s”的上一级“%s”不是文件夹", path, folder).Try(expected)
	}
	return nil
}

// makePrivate makes the file, if it is not there, for its owner alone; SQLite
// gives its other files the same rights. What else is wrong SQLite will tell.
func makePrivate(path string) {
	if f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
		f.Close()
	}
}

// writerCacheKB is what the writer may keep of the pages that it changes: an
// import or a change of holidays touches thousands all over the indices, and
// SQLite's own 2 MB make it write and read each of them many times.
const writerCacheKB = 16 << 10

// sqlitePool opens a pool of n connections. The writer's transactions take the
// lock as they begin: one that took it later could find it gone and would have
// read in vain. A commit is synced to the disk before it is acknowledged. What is
// deleted is overwritten with zeros: erased personal data must not stay in free
// pages.
func sqlitePool(path string, writes bool, n int) (*sql.DB, error) {
	settings := url.Values{
		"_busy_timeout": {strconv.FormatInt(busyTimeout.Milliseconds(), 10)},
		"_foreign_keys": {"on"},
		"_synchronous":  {"FULL"},
		"_dqs":          {"0"},
		"_defensive":    {"1"},
		"_error_rc":     {"1"},
		"_pragma":       {"temp_store(MEMORY)", "secure_delete(ON)"},
	}
	if writes {
		settings.Set("_txlock", "immediate")
		settings.Add("_pragma", "cache_size(-"+strconv.Itoa(writerCacheKB)+")")
		settings.Set("_journal_mode", "WAL")
	} else {
		settings.Set("_query_only", "on")
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: settings.Encode()}
	pool, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	return pool, nil
}

func sqliteOpening(path string, err error) error {
	var failed *sqlite.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch failed.Code() & 0xff {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return problem.Invalid("文件“%s”不是SQLite数据库，或者已经损坏", path).Try("请核对数据库地址；文件损坏的，用 gongkai restore 从备份恢复").From(err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH:
		return problem.Invalid("数据库文件“%s”无法打开写入", path).Try("请检查文件和文件夹的权限：运行本程序的用户要能读写").From(err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return problem.Invalid("数据库文件“%s”被别的程序占用", path).Try("请停下占用它的程序再启动").From(err)
	}
	if p := unwritable(err); p != nil {
		return p
	}
	return problem.Invalid("数据库文件“%s”无法打开", path).Try("请检查磁盘和权限").From(err)
}
