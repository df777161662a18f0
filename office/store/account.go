package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/db"
)

// An Account is a person as the list of accounts shows them.
type Account struct {
	account.Account
	Posts       []account.Post
	LockedUntil time.Time // zero when it is not locked
	CreatedAt   time.Time
	PasswordAt  time.Time
	Version     int64
}

const accountColumns = `
SELECT id, login, name, organ_id, must_change, disabled_at, locked_until, created_at, password_at, version
FROM account`

const selectAccount = accountColumns + `
WHERE id = $1`

const selectAccounts = accountColumns + `
ORDER BY organ_id, login
LIMIT 5000`

const selectAccountsOf = accountColumns + `
WHERE organ_id = $1
ORDER BY login
LIMIT 5000`

const countAccounts = `
SELECT count(*)
FROM account`

const selectPosts = `
SELECT organ_id, role, subtree, unit
FROM post
WHERE account_id = $1
ORDER BY organ_id, role`

const insertAccount = `
INSERT INTO account (id, login, name, organ_id, password, password_at, must_change, failures, created_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $6, 1)`

const insertPost = `
INSERT INTO post (account_id, organ_id, role, subtree, unit, granted_at)
VALUES ($1, $2, $3, $4, $5, $6)`

const deletePost = `
DELETE FROM post
WHERE account_id = $1 AND organ_id = $2 AND role = $3`

const selectPassword = `
SELECT login, name, password
FROM account
WHERE id = $1`

const selectOldPasswords = `
SELECT password
FROM old_password
WHERE account_id = $1
ORDER BY until_at DESC
LIMIT $2`

const insertOldPassword = `
INSERT INTO old_password (account_id, until_at, password)
SELECT id, $2, password
FROM account
WHERE id = $1`

const updatePassword = `
UPDATE account
SET password = $2, password_at = $3, must_change = $4, failures = 0, locked_until = NULL, version = version + 1
WHERE id = $1`

const updateUnlocked = `
UPDATE account
SET failures = 0, locked_until = NULL, version = version + 1
WHERE id = $1`

const updateDisabled = `
UPDATE account
SET disabled_at = $2, version = version + 1
WHERE id = $1`

const touchAccount = `
UPDATE account
SET version = version + 1
WHERE id = $1`

// Account returns one account with its posts.
func (s *Store) Account(ctx context.Context, id account.ID) (Account, error) {
	return oneAccount(ctx, s.db, id)
}

// Accounts returns the accounts of an organ, of all organs for 0, with their
// posts.
func (s *Store) Accounts(ctx context.Context, id organ.ID) (all []Account, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		query, args := selectAccounts, []any(nil)
		if id != 0 {
			query, args = selectAccountsOf, []any{int64(id)}
		}
		rows, err := tx.Query(ctx, query, args...)
		if err != nil {
			return err
		}
		if all, err = scanAccounts(rows); err != nil {
			return err
		}
		posts, err := allPosts(ctx, tx)
		for i := range all {
			all[i].Posts = posts[all[i].ID]
		}
		return err
	})
	return all, err
}

const selectAllPosts = `
SELECT account_id, organ_id, role, subtree, unit
FROM post
ORDER BY account_id, organ_id, role`

func allPosts(ctx context.Context, r reader) (map[account.ID][]account.Post, error) {
	rows, err := r.Query(ctx, selectAllPosts)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	posts := make(map[account.ID][]account.Post)
	for rows.Next() {
		var id account.ID
		var p account.Post
		if err := rows.Scan((*int64)(&id), (*int64)(&p.Organ), (*string)(&p.Role), &p.Subtree, &p.Unit); err != nil {
			return nil, err
		}
		posts[id] = append(posts[id], p)
	}
	return posts, rows.Err()
}

// Accountless says that nobody can sign in yet: the office is to be set up.
func (s *Store) Accountless(ctx context.Context) (bool, error) {
	var n int
	err := s.db.QueryRow(ctx, countAccounts).Scan(&n)
	return n == 0, err
}

func oneAccount(ctx context.Context, r reader, id account.ID) (Account, error) {
	rows, err := r.Query(ctx, selectAccount, int64(id))
	if err != nil {
		return Account{}, fmt.Errorf("read account: %w", err)
	}
	return theAccount(ctx, r, id, rows)
}

// theAccount reads the one account of the rows, with its posts.
func theAccount(ctx context.Context, r reader, id account.ID, rows *sql.Rows) (Account, error) {
	all, err := scanAccounts(rows)
	switch {
	case err != nil:
		return Account{}, fmt.Errorf("read account: %w", err)
	case len(all) == 0:
		return Account{}, problem.NotFound("没有这个账号").Try("请从账号列表进入")
	}
	all[0].Posts, err = postsOf(ctx, r, id)
	return all[0], err
}

func scanAccounts(rows *sql.Rows) (all []Account, err error) {
	defer rows.Close()
	for rows.Next() {
		var a Account
		var disabled, locked, created, set db.Time
		if err := rows.Scan((*int64)(&a.ID), &a.Login, &a.Name, (*int64)(&a.Organ), &a.MustChange, &disabled, &locked, &created, &set, &a.Version); err != nil {
			return nil, err
		}
		a.Disabled = !disabled.IsZero()
		a.LockedUntil, a.CreatedAt, a.PasswordAt = locked.Time, created.Time, set.Time
		all = append(all, a)
	}
	return all, rows.Err()
}

// activeAccount returns an account that may act.
func activeAccount(ctx context.Context, r reader, id account.ID) (Account, error) {
	a, err := oneAccount(ctx, r, id)
	if err == nil && a.Disabled {
		return a, problem.SignIn("您的账号已停用").Try("请联系安全管理员")
	}
	return a, err
}

func postsOf(ctx context.Context, r reader, id account.ID) (posts []account.Post, _ error) {
	rows, err := r.Query(ctx, selectPosts, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read posts: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p account.Post
		if err := rows.Scan((*int64)(&p.Organ), (*string)(&p.Role), &p.Subtree, &p.Unit); err != nil {
			return nil, fmt.Errorf("read posts: %w", err)
		}
		posts = append(posts, p)
	}
	return posts, rows.Err()
}

// accountDoing finds how a step on an account is done.
func accountDoing(step Step) (doing, bool) {
	switch v := step.(type) {
	case account.Create:
		return doing{account.AccountCreate, func(Subject) organ.ID { return v.Organ }, "", takeCreate}, true
	case account.Grant:
		return doing{account.AccountPost, func(Subject) organ.ID { return v.Post.Organ }, "", takeGrant}, true
	case account.Revoke:
		return doing{account.AccountPost, func(Subject) organ.ID { return v.Post.Organ }, "", takeRevoke}, true
	case account.Reset:
		return doing{account.AccountReset, nil, "", takeReset}, true
	case account.Unlock:
		return doing{account.AccountUnlock, nil, "", takeUnlock}, true
	case account.Disable:
		return doing{account.AccountDisable, nil, "", takeDisable}, true
	case account.Enable:
		return doing{account.AccountEnable, nil, "", takeEnable}, true
	case account.ChangePassword:
		return doing{account.AccountPassword, nil, "", takeChangePassword}, true
	case account.EndSession:
		return doing{account.AccountSession, nil, "", takeEndSession}, true
	}
	return doing{}, false
}

func takeCreate(ctx context.Context, t *taking) error {
	c := t.step.(account.Create)
	c.Login = account.NormalLogin(c.Login)
	if err := refuse(c.Check()); err != nil {
		return err
	}
	if _, err := oneOrgan(ctx, t, c.Organ); err != nil {
		return err
	}
	t.on = Subject{Kind: AccountKind, Organ: c.Organ, ID: t.store.newID(), Version: 1}
	t.says = c
	err := t.change(ctx, insertAccount, t.on.ID, c.Login, c.Name, int64(c.Organ), t.hash, t.Now, true)
	if _, twice := db.IsUnique(err); twice {
		return problem.Conflict("已有账号“%s”", c.Login).Try("请换一个账号名").At("login")
	}
	return err
}

// subjectAccount loads the account that the step is about and takes its organ
// for the chain.
func (t *taking) subjectAccount(ctx context.Context) (Account, error) {
	rows, err := t.Query(ctx, selectAccount+t.Dialect().ForUpdate(), t.on.ID)
	if err != nil {
		return Account{}, fmt.Errorf("read account: %w", err)
	}
	a, err := theAccount(ctx, t, account.ID(t.on.ID), rows)
	if err != nil {
		return a, err
	}
	if t.on.Organ != a.Organ {
		return a, problem.NotFound("没有这个账号").Try("请从账号列表进入")
	}
	if t.on.Version != AnyVersion && t.on.Version != a.Version {
		return a, t.overtakenSteps(ctx, a.Name+"的账号“"+a.Login+"”", AccountKind, int64(a.ID), a.Version-t.on.Version)
	}
	t.on.Version = a.Version + 1
	return a, nil
}

func takeGrant(ctx context.Context, t *taking) error {
	g := t.step.(account.Grant)
	a, err := t.subjectAccount(ctx)
	if err != nil {
		return err
	}
	if err := account.CanHold(a.Posts, g.Post); err != nil {
		return err
	}
	if _, err := oneOrgan(ctx, t, g.Post.Organ); err != nil {
		return err
	}
	if err := t.change(ctx, insertPost, t.on.ID, int64(g.Post.Organ), string(g.Post.Role), g.Post.Subtree, g.Post.Unit, t.Now); err != nil {
		return err
	}
	return t.change(ctx, touchAccount, t.on.ID)
}

func takeRevoke(ctx context.Context, t *taking) error {
	r := t.step.(account.Revoke)
	if _, err := t.subjectAccount(ctx); err != nil {
		return err
	}
	ok, err := t.changeOne(ctx, deletePost, t.on.ID, int64(r.Post.Organ), string(r.Post.Role))
	switch {
	case err != nil:
		return err
	case !ok:
		return problem.Conflict("这个账号没有“%s”岗位", r.Post.Role.Label()).Try("可能已被撤销，请刷新页面查看")
	}
	return t.change(ctx, touchAccount, t.on.ID)
}

func takeReset(ctx context.Context, t *taking) error {
	if err := refuse(t.step.(account.Reset).Check()); err != nil {
		return err
	}
	if _, err := t.subjectAccount(ctx); err != nil {
		return err
	}
	if err := t.setPassword(ctx, true); err != nil {
		return err
	}
	return t.change(ctx, endAllSessions, t.on.ID, t.Now, int64(0))
}

func (t *taking) setPassword(ctx context.Context, initial bool) error {
	if err := t.change(ctx, insertOldPassword, t.on.ID, t.Now); err != nil {
		return err
	}
	return t.change(ctx, updatePassword, t.on.ID, t.hash, t.Now, initial)
}

func takeUnlock(ctx context.Context, t *taking) error {
	if err := refuse(t.step.(account.Unlock).Check()); err != nil {
		return err
	}
	if _, err := t.subjectAccount(ctx); err != nil {
		return err
	}
	return t.change(ctx, updateUnlocked, t.on.ID)
}

func takeDisable(ctx context.Context, t *taking) error {
	if err := refuse(t.step.(account.Disable).Check()); err != nil {
		return err
	}
	a, err := t.subjectAccount(ctx)
	switch {
	case err != nil:
		return err
	case a.Disabled:
		return problem.Conflict("账号“%s”已经停用", a.Login)
	}
	if err := t.change(ctx, updateDisabled, t.on.ID, t.Now); err != nil {
		return err
	}
	return t.change(ctx, endAllSessions, t.on.ID, t.Now, int64(0))
}

func takeEnable(ctx context.Context, t *taking) error {
	if err := refuse(t.step.(account.Enable).Check()); err != nil {
		return err
	}
	a, err := t.subjectAccount(ctx)
	switch {
	case err != nil:
		return err
	case !a.Disabled:
		return problem.Conflict("账号“%s”没有停用", a.Login)
	}
	return t.change(ctx, updateDisabled, t.on.ID, nil)
}

// initialPassword sees that a password somebody else is given keeps the rules,
// and returns its hash.
func (s *Store) initialPassword(ctx context.Context, password account.Secret, login, name string) (string, error) {
	rules, err := s.Rules(ctx)
	if err != nil {
		return "", err
	}
	if err := refuse(rules.CheckPassword(password, login, name)); err != nil {
		return "", err
	}
	return s.Hasher.Hash(ctx, password)
}

// chosenPassword sees that the old password is right and the new one may be
// chosen, and returns its hash.
func (s *Store) chosenPassword(ctx context.Context, id account.ID, v account.ChangePassword) (string, error) {
	a, err := s.Account(ctx, id)
	if err != nil {
		return "", err
	}
	if now := s.Now(); a.LockedUntil.After(now) {
		return "", account.Locked(a.LockedUntil, now)
	}
	var login, name, hash string
	if err := s.db.QueryRow(ctx, selectPassword, int64(id)).Scan(&login, &name, &hash); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return "", problem.NotFound("没有这个账号")
		}
		return "", err
	}
	ok, _, err := s.Hasher.Verify(ctx, hash, v.Old)
	switch {
	case err != nil:
		return "", err
	case !ok:
		if err := s.countFailure(ctx, id); err != nil {
			return "", err
		}
		return "", problem.Invalid("现在的密码不正确").Try("请重新输入；忘记密码的，请安全管理员重置").At("old")
	}
	rules, err := s.Rules(ctx)
	if err != nil {
		return "", err
	}
	previous, err := s.oldPasswords(ctx, id, rules.Remember)
	if err != nil {
		return "", err
	}
	faults, err := s.Hasher.Check(ctx, rules, v.New, login, name, append([]string{hash}, previous...)...)
	switch {
	case err != nil:
		return "", err
	case len(faults) > 0:
		return "", Faults(faults)
	}
	return s.Hasher.Hash(ctx, v.New)
}

func (s *Store) oldPasswords(ctx context.Context, id account.ID, n int) (hashes []string, _ error) {
	rows, err := s.db.Query(ctx, selectOldPasswords, int64(id), n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var hash string
		if err := rows.Scan(&hash); err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, rows.Err()
}

func takeChangePassword(ctx context.Context, t *taking) error {
	if _, err := t.subjectAccount(ctx); err != nil {
		return err
	}
	if err := t.setPassword(ctx, false); err != nil {
		return err
	}
	return t.change(ctx, endAllSessions, t.on.ID, t.Now, t.by.Session)
}
