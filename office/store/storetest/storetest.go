// Package storetest gives a test the office's records in a migrated database of
// its own, on SQLite and on PostgreSQL, and an office with people to begin
// with. PostgreSQL is left out, and said so, where GONGKAI_TEST_POSTGRES names
// no server.
package storetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/db"
	"gongkai/office/db/dbtest"
	"gongkai/office/seal"
	"gongkai/office/store"
)

// Each runs the test in parallel on the records of each engine.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			if engine == db.SQLite {
				test(t, New(t))
				return
			}
			test(t, Open(t, dbtest.DSN(t, engine)))
		})
	}
}

// New returns records in a SQLite file, for tests that are not about the
// database. The file is a copy of one that was migrated once for all tests of
// the package.
func New(t testing.TB) *store.Store {
	t.Helper()
	empty, err := migrated()
	if err != nil {
		t.Fatalf("migrate the file that tests copy: %v", err)
	}
	file := dbtest.DSN(t, db.SQLite)
	if err := os.WriteFile(file, empty, 0o600); err != nil {
		t.Fatal(err)
	}
	return Open(t, file)
}

// migrated is the content of a SQLite file with all tables and nothing in them.
var migrated = sync.OnceValues(func() (content []byte, err error) {
	dir, err := os.MkdirTemp("", "storetest")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "gongkai.db")
	s, err := store.Open(context.Background(), file)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

// Open opens the records at an address and closes them after the test.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatalf("store.Open: %v", err)
	}
	s.Ring = ring(t)
	s.Hasher = account.NewOpenHasher() // everybody knows the password
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the records: %v", err)
		}
	})
	return s
}

// ring is the same for every opening of a test's records.
func ring(t testing.TB) *seal.Ring {
	t.Helper()
	r, err := seal.Read([]byte("test aes-256-gcm " + strings.Repeat("5a", 32)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A Clock is a time that a test sets.
type Clock struct{ at atomic.Int64 }

// NewClock stands at ten in the morning, Beijing time, of a day.
func NewClock(day string) *Clock {
	c := &Clock{}
	c.Set(day)
	return c
}

// Set puts the clock to ten in the morning, Beijing time, of a day.
func (c *Clock) Set(day string) {
	d := calendar.MustParse(day)
	c.at.Store(time.Date(d.Year(), time.Month(d.Month()), d.Day(), 2, 0, 0, 0, time.UTC).UnixMicro())
}

// Advance moves the clock on.
func (c *Clock) Advance(by time.Duration) { c.at.Add(by.Microseconds()) }

// Now returns the time; give it to [store.Store.Now].
func (c *Clock) Now() time.Time { return time.UnixMicro(c.at.Load()) }

// Password is what everybody in the test's office signs in with.
const Password account.Secret = "Shanshui-2024-qing"

// An Office is 青溪县 with its township 石桥镇 and a second one, and their
// people. Everybody has changed the initial password to [Password].
type Office struct {
	*store.Store
	Clock *Clock

	County, Township, Other organ.ID

	System, Security, Auditor store.Actor // of the county
	Clerk, Reviewer, Approver store.Actor // of the township
	OtherClerk                store.Actor // of the other township
	Viewer                    store.Actor // at the county, over all below
	Nobody                    store.Actor // of the township, without a post
}

// NewOffice sets an office up on 6 January 2025, through the one door.
func NewOffice(t testing.TB, s *store.Store) *Office {
	t.Helper()
	o := &Office{Store: s, Clock: NewClock("2025-01-06")}
	s.Now = o.Clock.Now
	o.begin(t)
	o.settle(t)
	o.Township = o.found(t, "青溪县石桥镇人民政府", "石桥镇")
	o.Other = o.found(t, "青溪县白石镇人民政府", "白石镇")
	o.Clerk = o.person(t, "limin", "李敏", o.Township, account.Post{Role: account.Clerk})
	o.Reviewer = o.person(t, "wangjing", "王静", o.Township, account.Post{Role: account.Reviewer})
	o.Approver = o.person(t, "zhouhaifeng", "周海峰", o.Township, account.Post{Role: account.Approver})
	o.OtherClerk = o.person(t, "chenxia", "陈霞", o.Other, account.Post{Role: account.Clerk})
	o.Viewer = o.person(t, "hewen", "何文", o.County, account.Post{Role: account.Viewer, Subtree: true})
	o.Nobody = o.person(t, "sunhao", "孙浩", o.Township)
	o.settle(t)
	return o
}

// settle makes everybody's password one of their own choice, without the time
// that choosing takes.
func (o *Office) settle(t testing.TB) {
	t.Helper()
	err := o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE account SET must_change = $1`, false)
		return err
	})
	if err != nil {
		t.Fatalf("settle passwords: %v", err)
	}
}

// Later puts the clock to a day, however far, on which everybody has just chosen
// a password anew.
func (o *Office) Later(t testing.TB, day string) {
	t.Helper()
	o.Clock.Set(day)
	err := o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE account SET password_at = $1`, o.Clock.Now())
		return err
	})
	if err != nil {
		t.Fatalf("choose passwords anew: %v", err)
	}
}

func (o *Office) begin(t testing.TB) {
	t.Helper()
	from := calendar.MustParse("2019-05-15")
	county, err := o.SetUp(t.Context(), store.Setup{
		Organ: organ.Found{Name: "青溪县人民政府", Short: "青溪县", Level: organ.County, Body: organ.Government, From: from},
		Admins: [3]store.Admin{
			{Login: "xitong", Name: "赵系", Password: Password}, {Login: "anquan", Name: "钱安", Password: Password}, {Login: "shenji", Name: "孙审", Password: Password},
		},
	})
	if err != nil {
		t.Fatalf("SetUp: %v", err)
	}
	o.County = county
	people, err := o.Accounts(t.Context(), county)
	if err != nil || len(people) != 3 {
		t.Fatalf("Accounts = %d people, %v, want the three administrators", len(people), err)
	}
	for _, p := range people {
		actor := store.Actor{Account: p.ID, Name: p.Name}
		switch p.Posts[0].Role {
		case account.SystemAdmin:
			o.System = actor
		case account.SecurityAdmin:
			o.Security = actor
		case account.AuditAdmin:
			o.Auditor = actor
		}
	}
}

// MustTake does a step that has to succeed.
func (o *Office) MustTake(t testing.TB, by store.Actor, on store.Subject, step store.Step) store.Taken {
	t.Helper()
	taken, err := o.Take(context.WithoutCancel(t.Context()), by, on, step)
	if err != nil {
		t.Fatalf("%s takes %T: %v", by.Name, step, err)
	}
	return taken
}

func (o *Office) found(t testing.TB, name, short string) organ.ID {
	t.Helper()
	return o.MustTake(t, o.System, store.Subject{}, organ.Found{
		Name: name, Short: short, Level: organ.Township, Body: organ.Government, Superior: o.County, From: calendar.MustParse("2019-05-15"),
	}).Subject.Organ
}

func (o *Office) person(t testing.TB, login, name string, at organ.ID, posts ...account.Post) store.Actor {
	t.Helper()
	on := o.MustTake(t, o.System, store.Subject{}, account.Create{Login: login, Name: name, Organ: at, Password: Password}).Subject
	for _, post := range posts {
		post.Organ = at
		on = o.MustTake(t, o.Security, on, account.Grant{Post: post}).Subject
	}
	return store.Actor{Account: account.ID(on.ID), Name: name}
}

// SignIn opens a session of a person of the office and returns its token.
func (o *Office) SignIn(t testing.TB, login string) string {
	t.Helper()
	token, _, err := o.Store.SignIn(t.Context(), login, Password, "127.0.0.1", strings.TrimPrefix(t.Name(), "Test"))
	if err != nil {
		t.Fatalf("SignIn(%s): %v", login, err)
	}
	return token
}
