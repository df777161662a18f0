package db_test

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/law/problem"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
)

// TestOpenWrong: a wrong address names what was found and what is expected, and
// no password.
func TestOpenWrong(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	text := filepath.Join(folder, "note.txt")
	must(t, os.WriteFile(text, []byte(strings.Repeat("这不是数据库。", 1000)), 0o600))
	nobody := closedPort(t)
	tests := []struct {
		name, dsn string
		want      []string
	}{
		{"nothing", " ", []string{"没有写数据库地址", "gongkai.db", "postgres://"}},
		{"memory", ":memory:", []string{"只在内存里"}},
		{"memory as file", "file:x?mode=memory", []string{"只在内存里"}},
		{"another engine", "mysql://root:geheim@db/x", []string{"不认识“mysql://”", "postgres://"}},
		{"no folder", filepath.Join(folder, "no", "gongkai.db"), []string{"文件夹不存在", filepath.Join(folder, "no")}},
		{"folder", folder, []string{"是文件夹", filepath.Join(folder, "gongkai.db")}},
		{"in a file", filepath.Join(text, "gongkai.db"), []string{"note.txt"}},
		{"not a database", text, []string{"不是SQLite数据库", "note.txt"}},
		{"settings", "file:" + folder + "/x.db?_synchronous=OFF", []string{"设置"}},
		{"host in file", "file://server/x.db", []string{"主机"}},
		{"bad port", "postgres://u:geheim@h:port/x", []string{"看不懂", "postgres://用户"}},
		{"bad setting", "postgres://u:geheim@h/x?sslmode=perhaps", []string{"看不懂", "postgres://u:***@h/x"}},
		{"nobody there", "postgres://u:geheim@" + nobody + "/x?password=geheim", []string{"连接不上PostgreSQL服务器", nobody, "端口"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := db.Open(t.Context(), test.dsn)
			p := problem.Of(err)
			if p == nil || p.Kind != problem.KindInvalid {
				t.Fatalf("Open(%q) = %v, want an invalid address", test.dsn, err)
			}
			for _, want := range test.want {
				if !strings.Contains(p.Sentence(), want) {
					t.Errorf("Open(%q) says %q, want it to contain %q", test.dsn, p.Sentence(), want)
				}
			}
			if strings.Contains(err.Error(), "geheim") {
				t.Errorf("Open(%q) tells the password: %v", test.dsn, err)
			}
		})
	}
}

// TestOpenServer: what a server refuses.
func TestOpenServer(t *testing.T) {
	t.Parallel()
	dsn := dbtest.DSN(t, db.Postgres)
	wrong := strings.Replace(dsn, "/postgres?", "/no_such_database?", 1)
	if _, err := db.Open(t.Context(), wrong); !strings.Contains(problem.Of(err).Sentence(), "没有“") {
		t.Errorf("a database that is not there: %v", err)
	}
}

// TestOpenFile: every way to name a file means that file, and what is in its
// name stays a name.
func TestOpenFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "公开 50%?x=1&y.db")
	d := dbtest.Open(t, path)
	tables(t, d, `CREATE TABLE thing (id BIGINT PRIMARY KEY)`)
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the file is not where it was named: %v", err)
	}
	escaped := strings.NewReplacer("%", "%25", "?", "%3F", " ", "%20").Replace(path)
	for _, dsn := range []string{"file:" + escaped, "file://" + escaped, "file://localhost" + escaped} {
		again := dbtest.Open(t, dsn)
		if version, err := again.Version(t.Context()); version != 1 || err != nil {
			t.Errorf("Open(%q): version %d, %v; want the same file at version 1", dsn, version, err)
		}
	}
}

// TestSettings: the promises rest on these.
func TestSettings(t *testing.T) {
	t.Parallel()
	d := dbtest.Open(t, dbtest.DSN(t, db.SQLite))
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"} {
		var got string
		must(t, d.QueryRow(t.Context(), `PRAGMA `+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s = %s, want %s", pragma, got, want)
		}
	}
}

// closedPort returns an address of this machine at which nobody listens.
func closedPort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}
