package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"gongkai/law/problem"
)

// A Demo says whether the records are a demonstration's: made up by the program,
// and said to be so on every page.
type Demo string

// The states of a demonstration. Records of an office are in none of them.
const (
	NoDemo      Demo = ""
	DemoFilling Demo = "filling" // begun and not done, or broken off
	DemoFilled  Demo = "filled"
)

// FillDemo says that all of a demonstration has been entered. That it is one is
// said when the office is set up, and for ever; see [Setup].
type FillDemo struct{}

// MarshalJSON writes for the audit what the step says.
func (FillDemo) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]Demo{"demo": DemoFilled})
}

const selectAbout = `
SELECT key, value
FROM setting
WHERE key IN ('site', 'demo')
ORDER BY key`

const countOrgans = `
SELECT count(*)
FROM organ`

// Demo returns whether the records are a demonstration's.
func (s *Store) Demo(ctx context.Context) (demo Demo, err error) {
	_, err = readSetting(ctx, s.db, settingDemo, &demo)
	return demo, err
}

// Holds counts the organs and the accounts there are.
func (s *Store) Holds(ctx context.Context) (organs, accounts int, err error) {
	err = errors.Join(s.db.QueryRow(ctx, countOrgans).Scan(&organs), s.db.QueryRow(ctx, countAccounts).Scan(&accounts))
	return organs, accounts, err
}

// Site returns what the public pages say of the office.
func (s *Store) Site(ctx context.Context) (site Site, err error) {
	rows, err := s.db.Query(ctx, selectAbout)
	if err != nil {
		return site, fmt.Errorf("read site: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var key, value string
		if err := rows.Scan(&key, &value); err != nil {
			return site, fmt.Errorf("read site: %w", err)
		}
		into := any(&site)
		if key == settingDemo {
			into = &site.Demo
		} else {
			site.Version = settingVersion(value)
		}
		if err := json.Unmarshal([]byte(value), into); err != nil {
			return site, fmt.Errorf("read setting %s: %w", key, err)
		}
	}
	return site, rows.Err()
}

func takeFillDemo(ctx context.Context, t *taking) error {
	var now Demo
	if _, err := readSetting(ctx, t, settingDemo, &now); err != nil {
		return err
	}
	if now != DemoFilling {
		return problem.Conflict("没有正在填充的演示数据")
	}
	t.public = true
	t.on = Subject{Kind: SiteKind, Organ: t.on.Organ}
	return t.setSetting(ctx, settingDemo, DemoFilled)
}
