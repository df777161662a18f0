package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/audit"
	"gongkai/office/db"
)

// A Session is one sign-in of a person.
type Session struct {
	ID        int64
	Account   account.Account
	Posts     []account.Post
	StartedAt time.Time
	SeenAt    time.Time
	Address   string
	Agent     string // what the browser calls itself
}

// Actor returns who acts in the session.
func (s Session) Actor() Actor {
	return Actor{Account: s.Account.ID, Name: s.Account.Name, Session: s.ID}
}

// May says whether one of the session's posts carries the action at all.
func (s Session) May(a account.Action) bool {
	for _, p := range s.Posts {
		if account.May(p.Role, a) {
			return true
		}
	}
	return false
}

const selectSignIn = `
SELECT id, name, organ_id, password, password_at, must_change, failures, locked_until, disabled_at
FROM account
WHERE login = $1`

const updateFailed = `
UPDATE account
SET failures = failures + 1, locked_until = $2
WHERE id = $1`

// updateSignedIn counts for a sign-in only where the password is still the one
// that was verified, and nobody has disabled or locked the account meanwhile.
const updateSignedIn = `
UPDATE account
SET failures = 0, locked_until = NULL, password = $3
WHERE id = $1 AND password = $2 AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= $4)`

const selectFailures = `
SELECT failures
FROM account
WHERE id = $1`

const insertSession = `
INSERT INTO session (id, token_hash, account_id, started_at, seen_at, address, agent)
VALUES ($1, $2, $3, $4, $4, $5, $6)`

const selectSession = `
SELECT s.id, s.account_id, s.started_at, s.seen_at, s.ended_at, s.address, s.agent, a.password_at
FROM session s
JOIN account a ON a.id = s.account_id
WHERE s.token_hash = $1`

const selectSessions = `
SELECT id, started_at, seen_at, address, agent
FROM session
WHERE account_id = $1 AND ended_at IS NULL AND seen_at > $2
ORDER BY seen_at DESC
LIMIT 50`

const touchSession = `
UPDATE session
SET seen_at = $2
WHERE id = $1 AND ended_at IS NULL`

const endSession = `
UPDATE session
SET ended_at = $3
WHERE id = $1 AND account_id = $2 AND ended_at IS NULL`

// endAllSessions ends an account's sessions but the one of $3.
const endAllSessions = `
UPDATE session
SET ended_at = $2
WHERE account_id = $1 AND ended_at IS NULL AND id <> $3`

const deleteOldSessions = `
DELETE FROM session
WHERE seen_at < $1`

// touchEvery is how often the use of a session is written down.
const touchEvery = time.Minute

// The actions of signing in, beside those of the permission table.
const (
	signedIn     = "account.sign_in"
	signInFailed = "account.sign_in_failed"
	signedOut    = "account.sign_out"
)

// signingIn is an account as signing in needs it.
type signingIn struct {
	account.Account
	hash           string
	set            time.Time
	failures       int
	locked         time.Time
	address, agent string
}

// SignIn opens a session and returns its token, which stands nowhere else. A
// wrong login, a wrong password and a disabled account are told alike and take
// equally long.
func (s *Store) SignIn(ctx context.Context, login string, password account.Secret, address, agent string) (token string, _ Session, err error) {
	a, err := s.signingIn(ctx, account.NormalLogin(login))
	if err != nil {
		return "", Session{}, err
	}
	a.address, a.agent = address, shorten(agent, 200)
	now := s.Now()
	ok, again, err := s.Hasher.Verify(ctx, a.hash, password)
	switch {
	case err != nil:
		return "", Session{}, err
	case a.ID == 0 || a.Disabled:
		return "", Session{}, account.Rejected()
	case a.locked.After(now):
		return "", Session{}, account.Locked(a.locked, now)
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return "", Session{}, err
	}
	if !ok {
		return "", Session{}, s.refuseSignIn(ctx, a, rules)
	}
	if err := rules.Lapsed(a.set, a.MustChange, now); err != nil {
		return "", Session{}, err
	}
	fresh := a.hash
	if again {
		if fresh, err = s.Hasher.Hash(ctx, password); err != nil {
			return "", Session{}, err
		}
	}
	token = account.NewToken()
	if err := s.openSession(ctx, a, fresh, token); err != nil {
		return "", Session{}, err
	}
	session, err := s.Session(ctx, token)
	return token, session, err
}

func (s *Store) signingIn(ctx context.Context, login string) (a signingIn, err error) {
	var set, locked, disabled db.Time
	a.Login = login
	err = s.db.QueryRow(ctx, selectSignIn, login).Scan((*int64)(&a.ID), &a.Name, (*int64)(&a.Organ), &a.hash, &set, &a.MustChange, &a.failures, &locked, &disabled)
	if errors.Is(err, sql.ErrNoRows) {
		return signingIn{}, nil
	}
	a.set, a.locked, a.Disabled = set.Time, locked.Time, !disabled.IsZero()
	return a, err
}

// refuseSignIn counts a failure and locks the account when there were too many.
func (s *Store) refuseSignIn(ctx context.Context, a signingIn, rules account.Rules) error {
	until, err := s.fail(ctx, a, rules)
	switch {
	case err != nil:
		return err
	case !until.IsZero():
		return account.Locked(until, s.Now())
	}
	return account.Rejected()
}

// countFailure counts a wrong password typed while signed in.
func (s *Store) countFailure(ctx context.Context, id account.ID) error {
	a, err := s.Account(ctx, id)
	if err != nil {
		return err
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return err
	}
	_, err = s.fail(ctx, signingIn{Account: a.Account}, rules)
	return err
}

// fail counts a failure and returns until when the account is locked by it.
func (s *Store) fail(ctx context.Context, a signingIn, rules account.Rules) (until time.Time, err error) {
	err = s.write(ctx, func(ctx context.Context, tx *Tx) error {
		if err := tx.QueryRow(ctx, selectFailures+tx.Dialect().ForUpdate(), int64(a.ID)).Scan(&a.failures); err != nil {
			return err
		}
		until = rules.Lock.After(a.failures+1, tx.Now)
		if err := tx.change(ctx, updateFailed, int64(a.ID), db.Time{Time: until}); err != nil {
			return err
		}
		return tx.note(ctx, a, signInFailed)
	})
	return until, err
}

// note appends an entry about signing in or out.
func (t *Tx) note(ctx context.Context, a signingIn, action string) error {
	step, err := json.Marshal(struct {
		Address string `json:"address"`
		Agent   string `json:"agent"`
	}{a.address, a.agent})
	if err != nil {
		return err
	}
	_, err = t.appendEntry(ctx, audit.Entry{
		Organ: a.Organ, Actor: int64(a.ID), Name: a.Name, Kind: string(AccountKind), Subject: int64(a.ID), Action: action, Step: step,
	})
	return err
}

func (s *Store) openSession(ctx context.Context, a signingIn, fresh, token string) error {
	hash, _ := account.TokenHash(token)
	return s.write(ctx, func(ctx context.Context, tx *Tx) error {
		ok, err := tx.changeOne(ctx, updateSignedIn, int64(a.ID), a.hash, fresh, tx.Now)
		switch {
		case err != nil:
			return err
		case !ok:
			return account.Rejected()
		}
		if err := tx.change(ctx, insertSession, s.newID(), hash, int64(a.ID), tx.Now, a.address, a.agent); err != nil {
			return err
		}
		return tx.note(ctx, a, signedIn)
	})
}

// Session returns the session of a token, or a problem of kind SignIn when
// there is none or it has ended. Where it was idle too long, or was ended by its
// person a short while ago, the Session tells whose it was, and nothing else, so
// that what that person typed can be kept.
func (s *Store) Session(ctx context.Context, token string) (Session, error) {
	hash, ok := account.TokenHash(token)
	if !ok {
		return Session{}, needsSignIn
	}
	var v Session
	var started, seen, ended, set db.Time
	err := s.db.QueryRow(ctx, selectSession, hash).Scan(&v.ID, (*int64)(&v.Account.ID), &started, &seen, &ended, &v.Address, &v.Agent, &set)
	if errors.Is(err, sql.ErrNoRows) {
		return Session{}, needsSignIn
	}
	if err != nil {
		return Session{}, fmt.Errorf("read session: %w", err)
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return Session{}, err
	}
	now := s.Now()
	person, err := activeAccount(ctx, s.db, v.Account.ID)
	if err != nil {
		return Session{}, err
	}
	switch lapsed := (Session{Account: account.Account{ID: v.Account.ID}}); {
	case !ended.IsZero() && (set.After(started.Time) || now.Sub(ended.Time) > formsKept):
		// After a new password an old token says nothing of who holds it.
		return Session{}, problem.SignIn("登录已结束").Try("请重新登录")
	case !ended.IsZero():
		return lapsed, problem.SignIn("登录已结束").Try("请重新登录；刚才填写的内容会保留")
	case !rules.IsAlive(started.Time, seen.Time, now):
		return lapsed, problem.SignIn("登录已超时").Try("请重新登录；刚才填写的内容会保留")
	}
	v.Account, v.Posts, v.StartedAt, v.SeenAt = person.Account, person.Posts, started.Time, seen.Time
	v.Account.MustChange = rules.MustChange(set.Time, person.MustChange, now)
	if now.Sub(seen.Time) >= touchEvery {
		v.SeenAt = now
		return v, s.touch(ctx, v.ID)
	}
	return v, nil
}

var needsSignIn = problem.SignIn("请先登录").Try("请输入账号和密码")

// touch notes that a session is in use. A disk that cannot be written to does
// not keep readers out.
func (s *Store) touch(ctx context.Context, id int64) error {
	err := s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, touchSession, id, s.Now())
		return err
	})
	if db.Unwritable(err) {
		return nil
	}
	return err
}

// Sessions returns an account's open sessions, the last used first.
func (s *Store) Sessions(ctx context.Context, id account.ID) (all []Session, _ error) {
	rules, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, selectSessions, int64(id), s.Now().Add(-rules.Idle))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var v Session
		var started, seen db.Time
		if err := rows.Scan(&v.ID, &started, &seen, &v.Address, &v.Agent); err != nil {
			return nil, err
		}
		v.StartedAt, v.SeenAt = started.Time, seen.Time
		all = append(all, v)
	}
	return all, rows.Err()
}

// SignOut ends the session.
func (s *Store) SignOut(ctx context.Context, v Session) error {
	return s.write(ctx, func(ctx context.Context, tx *Tx) error {
		if err := tx.change(ctx, endSession, v.ID, int64(v.Account.ID), tx.Now); err != nil {
			return err
		}
		return tx.note(ctx, signingIn{Account: v.Account, address: v.Address, agent: v.Agent}, signedOut)
	})
}

func takeEndSession(ctx context.Context, t *taking) error {
	a, err := oneAccount(ctx, t, account.ID(t.on.ID))
	if err != nil {
		return err
	}
	t.on.Organ = a.Organ
	ok, err := t.changeOne(ctx, endSession, t.step.(account.EndSession).Session, t.on.ID, t.Now)
	if err == nil && !ok {
		return problem.Conflict("这次登录已经结束").Try("请刷新页面查看")
	}
	return err
}

// sessionsKept is how long ended sessions stay listed for the audit.
const sessionsKept = 200 * 24 * time.Hour

// SweepSessions forgets sessions, kept forms and tried imports that are long
// over.
func (s *Store) SweepSessions(ctx context.Context) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, deleteOldSessions, s.Now().Add(-sessionsKept)); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, deleteOldForms, s.Now().Add(-formsKept)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, deleteOldUploads, s.Now().Add(-uploadsKept))
		return err
	})
}

func shorten(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n])
}

const insertForm = `
INSERT INTO kept_form (id, account_id, path, body, kept_at)
VALUES ($1, $2, $3, $4, $5)`

const selectForm = `
SELECT path, body
FROM kept_form
WHERE id = $1 AND account_id = $2 AND kept_at > $3`

const deleteForm = `
DELETE FROM kept_form
WHERE id = $1 AND account_id = $2`

const deleteOldForms = `
DELETE FROM kept_form
WHERE kept_at < $1`

// deleteFormsOver keeps an account's last forms, $2 of them.
const deleteFormsOver = `
DELETE FROM kept_form
WHERE account_id = $1
  AND id NOT IN (SELECT id FROM kept_form WHERE account_id = $1 ORDER BY id DESC LIMIT $2)`

// Bounds of what is kept of one form and for one account.
const (
	maxKept   = 512 << 10
	formsEach = 20
)

// formsKept is how long what was typed waits for its person to sign in again.
const formsKept = time.Hour

// KeepForm keeps what an account typed into the form at path when its session
// had ended; body is the form as it was sent. It returns a number to ask for
// it with. path is an address of the desk; what is larger than a form of ours
// can be is refused, and of many forms only the last few are kept.
func (s *Store) KeepForm(ctx context.Context, id account.ID, path, body string) (int64, error) {
	if !strings.HasPrefix(path, "/desk/") || len(path) > 1000 || len(body) > maxKept {
		return 0, problem.TooLarge("刚才填写的内容太多，没有保留").Try("请重新登录后填写")
	}
	n := s.newID()
	err := s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, deleteFormsOver, int64(id), formsEach); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, insertForm, n, int64(id), path, body, s.Now())
		return err
	})
	return n, err
}

// KeptForm returns what was kept; only to the account that typed it.
func (s *Store) KeptForm(ctx context.Context, id account.ID, n int64) (path, body string, err error) {
	err = s.db.QueryRow(ctx, selectForm, n, int64(id), s.Now().Add(-formsKept)).Scan(&path, &body)
	if errors.Is(err, sql.ErrNoRows) {
		err = problem.NotFound("没有保留的内容").Try("内容保留1小时，可能已经提交过")
	}
	return path, body, err
}

// DropForm forgets what was kept once it has been sent again.
func (s *Store) DropForm(ctx context.Context, id account.ID, n int64) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, deleteForm, n, int64(id))
		return err
	})
}
