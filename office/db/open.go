package db

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"gongkai/law/problem"
)

// What a database address may look like, for every message about a wrong one.
const expected = "数据库地址应为SQLite文件的路径（如 gongkai.db、/var/lib/gongkai/gongkai.db），" +
	"或者 postgres://用户:密码@主机:5432/库名"

// openTimeout bounds how long a server may take to answer the first time.
const openTimeout = 15 * time.Second

// Open opens the database at an address: the path of a SQLite file, also as
// file:…, which is made if it is not there (its folder is not), or a
// postgres:// address. A wrong address, a folder that is missing and a server
// that does not answer are problems in Chinese; they never show a password.
func Open(ctx context.Context, dsn string) (*DB, error) { return open(ctx, dsn, openSQLite) }

// OpenExisting is Open for a database that has to be there: it makes no file.
func OpenExisting(ctx context.Context, dsn string) (*DB, error) {
	return open(ctx, dsn, func(ctx context.Context, path string) (*DB, error) {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, problem.Invalid("没有数据库文件“%s”", path).Try("请核对数据库地址")
		}
		return openSQLite(ctx, path)
	})
}

// An opener opens the SQLite file at a path.
type opener func(ctx context.Context, path string) (*DB, error)

func open(ctx context.Context, dsn string, file opener) (*DB, error) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	scheme, rest, hasScheme := strings.Cut(dsn, ":")
	switch {
	case strings.TrimSpace(dsn) == "":
		return nil, problem.Invalid("没有写数据库地址").Try(expected)
	case strings.Contains(dsn, ":memory:") || strings.Contains(dsn, "mode=memory"):
		return nil, problem.Invalid("数据库地址“%s”只在内存里，停机后什么也不留", dsn).Try(expected)
	case scheme == "postgres" || scheme == "postgresql":
		return openPostgres(ctx, dsn)
	case strings.Contains(dsn, "://") && scheme != "file":
		return nil, problem.Invalid("不认识“%s://”开头的数据库地址", scheme).Try(expected)
	case hasScheme && scheme == "file":
		return openFileAddress(ctx, dsn, rest, file)
	}
	return file(ctx, dsn)
}

// openFileAddress opens file:name, file:/path and file:///path. Settings of
// SQLite in the address are refused: they would undo what the package promises.
func openFileAddress(ctx context.Context, dsn, rest string, file opener) (*DB, error) {
	if strings.ContainsAny(rest, "?#") {
		return nil, problem.Invalid("数据库地址“%s”带有“?”或“#”开头的设置，本程序不接受", dsn).Try(expected)
	}
	if local, ok := strings.CutPrefix(rest, "//"); ok {
		rest = strings.TrimPrefix(local, "localhost")
		if !strings.HasPrefix(rest, "/") {
			return nil, problem.Invalid("数据库地址“%s”里写了主机，SQLite文件只能在本机", dsn).Try(expected)
		}
	}
	path, err := url.PathUnescape(rest)
	if err != nil || path == "" {
		return nil, problem.Invalid("数据库地址“%s”里没有文件的路径", dsn).Try(expected)
	}
	return file(ctx, path)
}
