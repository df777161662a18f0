package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/db"
)

// A Site is what the public pages say of the office that runs them. Fields not
// filled in are left out of the pages.
type Site struct {
	Name       string `json:"name"`      // 青溪县人民政府
	Sponsor    string `json:"sponsor"`   // 主办单位
	Organizer  string `json:"organizer"` // 承办单位
	Phone      string `json:"phone"`
	SiteCode   string `json:"site_code"`   // 政府网站标识码
	ICP        string `json:"icp"`         // 备案号
	PoliceCode string `json:"police_code"` // 公安备案号
	Demo       Demo   `json:"-"`           // set by [Setup] alone

	Version int64 `json:"-"` // of what is set; 0 for nothing yet
}

// SetSite replaces what the public pages say of the office.
type SetSite struct{ Site Site }

// SetRules replaces the security rules for accounts.
type SetRules struct{ Rules account.Rules }

const maxSetting = 80

func (s SetSite) check() []*problem.Error {
	var faults []*problem.Error
	for _, f := range []struct{ field, label, text string }{
		{"name", "网站名称", s.Site.Name}, {"sponsor", "主办单位", s.Site.Sponsor}, {"organizer", "承办单位", s.Site.Organizer},
		{"phone", "联系电话", s.Site.Phone}, {"site_code", "政府网站标识码", s.Site.SiteCode}, {"icp", "备案号", s.Site.ICP}, {"police_code", "公安备案号", s.Site.PoliceCode},
	} {
		if n := utf8.RuneCountInString(f.text); n > maxSetting {
			faults = append(faults, problem.Invalid("%s有%d个字，最多%d个字", f.label, n, maxSetting).Try("请缩短").At(f.field))
		}
	}
	if s.Site.Name == "" {
		faults = append(faults, problem.Invalid("没有填写网站名称").Try("请填写主办机关的全称").At("name"))
	}
	return faults
}

const (
	settingSite       = "site"
	settingDemo       = "demo"
	settingRules      = "rules"
	settingGeneration = "generation"
	settingTree       = "tree" // the row for which changes of the tree queue
)

const selectSetting = `
SELECT value
FROM setting
WHERE key = $1`

const upsertSetting = `
INSERT INTO setting (key, value)
VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value`

// replaceSetting changes nothing where another value stands than $3, "" for
// none.
const replaceSetting = `
INSERT INTO setting (key, value)
VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
WHERE setting.value = $3`

// Rules returns the security rules in force.
func (s *Store) Rules(ctx context.Context) (account.Rules, error) {
	rules, _, err := s.RulesSeen(ctx)
	return rules, err
}

// RulesSeen returns the security rules in force with their version, 0 where an
// office has set none.
func (s *Store) RulesSeen(ctx context.Context) (rules account.Rules, version int64, err error) {
	rules = account.DefaultRules()
	version, err = readSetting(ctx, s.db, settingRules, &rules)
	return rules, version, err
}

// A reader is what reads rows: the database or a transaction.
type reader interface {
	Query(context.Context, string, ...any) (*sql.Rows, error)
	QueryRow(context.Context, string, ...any) db.Row
}

// readSetting fills value with the setting and returns its version; one that
// was never set leaves it, and has version 0.
func readSetting(ctx context.Context, r reader, key string, value any) (version int64, err error) {
	text, err := settingText(ctx, r, key)
	if err != nil || text == "" {
		return 0, err
	}
	if err := json.Unmarshal([]byte(text), value); err != nil {
		return 0, fmt.Errorf("read setting %s: %w", key, err)
	}
	return settingVersion(text), nil
}

// settingText returns a setting as it is kept, "" for one that was never set.
func settingText(ctx context.Context, r reader, key string) (text string, err error) {
	err = r.QueryRow(ctx, selectSetting, key).Scan(&text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read setting %s: %w", key, err)
	}
	return text, nil
}

// settingVersion makes a version of what is set: a setting is small, and one
// that was changed and changed back is the one the person saw.
func settingVersion(text string) int64 {
	if text == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(text))
	return int64(binary.BigEndian.Uint64(sum[:]) >> 1)
}

// replaceSetting sets what the step is about, unless somebody has set it since
// the person saw it.
func (t *taking) replaceSetting(ctx context.Context, key, label string, action account.Action, value any) error {
	seen := t.on.Version
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	t.on = Subject{Kind: SiteKind, Organ: t.on.Organ, Version: settingVersion(string(text))}
	if seen == AnyVersion {
		return t.change(ctx, upsertSetting, key, string(text))
	}
	present, err := settingText(ctx, t, key)
	switch {
	case err != nil:
		return err
	case settingVersion(present) != seen:
		return t.overtakenSetting(ctx, label, action)
	}
	ok, err := t.changeOne(ctx, replaceSetting, key, string(text), present)
	if err == nil && !ok { // in this very moment
		return t.overtakenSetting(ctx, label, action)
	}
	return err
}

// setSetting sets what nobody else sets at the same time.
func (t *Tx) setSetting(ctx context.Context, key string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return t.change(ctx, upsertSetting, key, string(text))
}

// nextGeneration says that the public pages show something else from now on.
func (t *Tx) nextGeneration(ctx context.Context) error {
	_, err := t.Exec(ctx, upsertSetting, settingGeneration, strconv.FormatInt(t.store.newID(), 10))
	return err
}

// generationAge is how long a process may show pages as they were before
// another process published.
const generationAge = time.Second

// Generation is a number that changes when what the public pages show has
// changed. Pages kept under it are fresh: at once for what this process did,
// within a second for what another did. A database that does not answer leaves
// the number as it is, so that kept pages stay readable.
func (s *Store) Generation(ctx context.Context) uint64 {
	now := s.Now().UnixMilli()
	looked := s.looked.Load()
	if now-looked < generationAge.Milliseconds() || !s.looked.CompareAndSwap(looked, now) {
		return s.generation.Load()
	}
	var n uint64
	if _, err := readSetting(ctx, s.db, settingGeneration, &n); err == nil {
		s.generation.Store(n)
	}
	return s.generation.Load()
}
