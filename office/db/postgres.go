package db

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"gongkai/law/problem"
)

// oldestPostgres is the oldest version whose statements we use, as
// server_version_num gives it.
const oldestPostgres = 120_000

// postgresConns is the size of each of the two pools. More transactions than
// a few per processor only wait for each other inside the server.
func postgresConns() int { return min(max(8, 4*runtime.GOMAXPROCS(0)), 32) }

func openPostgres(ctx context.Context, dsn string) (*DB, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, problem.Invalid("数据库地址“%s”看不懂", masked(dsn)).Try(expected).From(maskedError(err, dsn))
	}
	config.RuntimeParams["timezone"] = "UTC"
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "gongkai"
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	if config.ValidateConnect == nil && len(config.Fallbacks) > 0 { // several servers: the one that takes changes
		config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	reading := config.Copy()
	reading.RuntimeParams["default_transaction_read_only"] = "on"
	if config.ValidateConnect != nil { // which of several takes changes cannot be asked on a reading connection
		reading.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsPrimary
	}
	d := &DB{dialect: Dialect{Postgres}, writer: postgresPool(config), reader: postgresPool(reading)}
	err = d.suits(ctx)
	if err == nil {
		err = d.Ping(ctx)
	}
	if err != nil {
		d.Close()
		return nil, postgresOpening(dsn, err)
	}
	return d, nil
}

func postgresPool(config *pgx.ConnConfig) *sql.DB {
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(postgresConns())
	pool.SetMaxIdleConns(postgresConns() / 2)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	pool.SetConnMaxLifetime(time.Hour)
	return pool
}

// suits asks the server whether it is one we can work with.
func (d *DB) suits(ctx context.Context) error {
	var version int
	var encoding string
	err := d.writer.QueryRowContext(ctx, `SELECT current_setting('server_version_num')::int, current_setting('server_encoding')`).Scan(&version, &encoding)
	switch {
	case err != nil:
		return err
	case version < oldestPostgres:
		return problem.Invalid("PostgreSQL的版本是%d，太旧", version/10_000).Try("请用%d以上的版本", oldestPostgres/10_000)
	case encoding != "UTF8":
		return problem.Invalid("数据库的编码是%s，不是UTF8", encoding).Try("请新建编码为UTF8的数据库（createdb -E UTF8 -T template0）")
	}
	return nil
}

// postgresOpening says why a server cannot be used.
func postgresOpening(dsn string, err error) error {
	if p := (*problem.Error)(nil); errors.As(err, &p) {
		return p
	}
	cause := maskedError(err, dsn)
	var said *pgconn.PgError
	if errors.As(err, &said) {
		switch said.Code {
		case "3D000":
			return problem.Invalid("PostgreSQL服务器上没有“%s”里写的数据库", masked(dsn)).Try("请先建立数据库（createdb -E UTF8），或者改写地址").From(cause)
		case "28P01", "28000":
			return problem.Invalid("PostgreSQL服务器不接受“%s”里的用户或密码", masked(dsn)).Try("请核对用户、密码和服务器的pg_hba.conf").From(cause)
		case "53300":
			return problem.Invalid("PostgreSQL服务器“%s”的连接已满", masked(dsn)).Try("请调大max_connections，本程序最多用%d个", 2*postgresConns()).From(cause)
		case "57P03":
			return problem.Invalid("PostgreSQL服务器“%s”正在启动或恢复", masked(dsn)).Try("请等它就绪再启动").From(cause)
		}
	}
	if found := (*net.DNSError)(nil); errors.As(err, &found) {
		return problem.Invalid("找不到“%s”里写的主机", masked(dsn)).Try("请核对主机名；" + expected).From(cause)
	}
	return problem.Invalid("连接不上PostgreSQL服务器“%s”", masked(dsn)).Try("请确认服务器已启动、主机和端口写对、网络相通").From(cause)
}

// masked returns the address without its password.
func masked(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		scheme, _, _ := strings.Cut(dsn, "://")
		return scheme + "://…"
	}
	if u.User != nil {
		if _, has := u.User.Password(); has {
			u.User = url.UserPassword(u.User.Username(), "***")
		}
	}
	query := u.Query()
	for _, key := range []string{"password", "sslpassword"} {
		if query.Has(key) {
			query.Set(key, "***")
		}
	}
	u.RawQuery = query.Encode()
	return strings.ReplaceAll(u.String(), "%2A%2A%2A", "***")
}

// maskedError drops the text of an error that quotes the address.
func maskedError(err error, dsn string) error {
	if u, parseErr := url.Parse(dsn); parseErr == nil && u.User != nil {
		if secret, _ := u.User.Password(); secret == "" || !strings.Contains(err.Error(), secret) {
			return err
		}
	}
	return errors.New("connect: details are withheld, they quote the password")
}
