package db

import (
	"context"
	"errors"
	"net"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"gongkai/law/problem"
)

// IsUnique says whether err means that a row with the same key exists, and
// which key: the columns as "organ.code" or "post.account, post.role", or the
// name of the index where it is one of expressions. Both engines give the same.
func IsUnique(err error) (key string, is bool) {
	if said, ok := postgresSaid(err); ok && said.Code == "23505" {
		return postgresKey(said), true
	}
	if code, said, ok := sqliteSaid(err); ok {
		switch code {
		case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
			return sqliteKey(said), true
		}
	}
	return "", false
}

// IsForeignKey says whether err means that a row refers to one that is not
// there, or that one is still referred to.
func IsForeignKey(err error) bool { return is(err, "23503", sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY) }

// IsCheck says whether err means that a value breaks a CHECK of its table.
func IsCheck(err error) bool { return is(err, "23514", sqlite3.SQLITE_CONSTRAINT_CHECK) }

func is(err error, state string, extended int) bool {
	if said, ok := postgresSaid(err); ok {
		return said.Code == state
	}
	code, _, ok := sqliteSaid(err)
	return ok && code == extended
}

// Unwritable says whether err means that the database takes no changes now
// while reading goes on: a full or read-only disk, a server that became a
// standby. Such errors leave this package as a problem with a sentence that
// says so.
func Unwritable(err error) bool { return unwritable(err) != nil }

func unwritable(err error) *problem.Error {
	if err == nil {
		return nil
	}
	why := ""
	if said, ok := postgresSaid(err); ok {
		switch said.Code {
		case "53100":
			why = "数据库服务器的磁盘已满"
		case "25006":
			why = "数据库服务器现在只读"
		case "58030":
			why = "数据库服务器读写磁盘出错"
		}
	}
	if code, _, ok := sqliteSaid(err); ok {
		switch code & 0xff {
		case sqlite3.SQLITE_FULL:
			why = "磁盘已满"
		case sqlite3.SQLITE_READONLY:
			why = "数据库文件现在只读"
		case sqlite3.SQLITE_IOERR:
			why = "读写磁盘出错"
		case sqlite3.SQLITE_CANTOPEN:
			why = "数据库文件无法打开写入"
		}
	}
	if why == "" {
		return nil
	}
	p := problem.Internal(err)
	p.Says = why + "，现在不能保存，查阅不受影响"
	p.Advice = "本次内容没有保存，请保留好并通知管理员处理后再试"
	return p
}

// errNotBegun marks a transaction of which nothing has happened.
var errNotBegun = errors.New("begin writing")

// foundDead says that a connection of the pool had been closed by the server
// since it was last used. The pool has dropped it, and another may be alive.
func foundDead(err error) bool {
	if !errors.Is(err, errNotBegun) || !unreachable(err) {
		return false
	}
	var connecting *pgconn.ConnectError
	return !errors.As(err, &connecting)
}

// lost says whether a transaction failed only because of another one, so that
// it may succeed when tried again from its beginning.
func lost(err error) bool {
	if p := (*problem.Error)(nil); errors.As(err, &p) {
		return false // a rule has spoken
	}
	if said, ok := postgresSaid(err); ok {
		return said.Code == "40001" || said.Code == "40P01"
	}
	if code, _, ok := sqliteSaid(err); ok {
		return code&0xff == sqlite3.SQLITE_BUSY || code&0xff == sqlite3.SQLITE_LOCKED
	}
	return pgconn.SafeToRetry(err) // nothing had been sent
}

// told turns an error that a person has to know about into a problem, once,
// where a transaction ends. The cause stays in the chain, for IsUnique and its
// like. Anything else remains what it was.
func told(err error) error {
	if p := (*problem.Error)(nil); err == nil || errors.As(err, &p) {
		return err
	}
	if p := unwritable(err); p != nil {
		return p
	}
	if _, ok := IsUnique(err); ok {
		return problem.Conflict("已经有相同的一条").Try("请刷新页面核对后再试").From(err)
	}
	switch {
	case IsForeignKey(err):
		return problem.Conflict("所指的内容已不存在，或者仍被使用").Try("请刷新页面核对后再试").From(err)
	case lost(err):
		p := problem.Internal(err)
		p.Says, p.Advice = "系统正忙，这次没有保存", "请稍后再试一次"
		return p
	case unreachable(err):
		p := problem.Internal(err)
		p.Says, p.Advice = "现在连接不上数据库", "请稍后再试；一直如此请联系管理员"
		return p
	}
	return err
}

func unreachable(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if said, ok := postgresSaid(err); ok {
		return strings.HasPrefix(said.Code, "08") || strings.HasPrefix(said.Code, "57P") || said.Code == "53300"
	}
	var connecting *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connecting) || errors.As(err, &network)
}

func postgresSaid(err error) (*pgconn.PgError, bool) {
	var said *pgconn.PgError
	ok := errors.As(err, &said)
	return said, ok
}

// sqliteSaid returns the extended code and the text of SQLite's error.
func sqliteSaid(err error) (code int, text string, ok bool) {
	var said *sqlite.Error
	if !errors.As(err, &said) {
		return 0, "", false
	}
	return said.Code(), said.Error(), true
}

var (
	sqliteColumns   = regexp.MustCompile(`constraint failed: ([\w., ]+?)(?: \(\d+\))?$`)
	sqliteIndex     = regexp.MustCompile(`index '([^']+)'`)
	postgresColumns = regexp.MustCompile(`\(([\w, ]+)\)=\(`) // the words around it may be in any language
)

func sqliteKey(said string) string {
	if m := sqliteIndex.FindStringSubmatch(said); m != nil {
		return m[1]
	}
	if m := sqliteColumns.FindStringSubmatch(said); m != nil {
		return m[1]
	}
	return said
}

func postgresKey(said *pgconn.PgError) string {
	m := postgresColumns.FindStringSubmatch(said.Detail)
	if m == nil {
		return said.ConstraintName
	}
	columns := strings.Split(m[1], ", ")
	for i, column := range columns {
		columns[i] = said.TableName + "." + column
	}
	return strings.Join(columns, ", ")
}
