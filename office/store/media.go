package store

import (
	"context"
	"database/sql"
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/office/db"
)

// selectAccountsInUse lists the new-media accounts in use on a day.
const selectAccountsInUse = `
SELECT fields
FROM entry
WHERE organ_id = $1 AND register = 'media_account' AND state = 'current' AND on_day <= $2 AND (until_on IS NULL OR until_on > $2)
ORDER BY on_day, id
LIMIT 200`

// selectMediaPosts lists the posts of a span, the latest first: so many that the last
// of each account is among them.
const selectMediaPosts = `
SELECT fields
FROM entry
WHERE organ_id = $1 AND register = 'media_post' AND state = 'current' AND on_day BETWEEN $2 AND $3
ORDER BY on_day DESC, id DESC
LIMIT 3000`

// SilentAccounts finds the new-media accounts of an organ that have said nothing
// for too long, or nearly.
func (s *Store) SilentAccounts(ctx context.Context, id organ.ID) (all []register.AccountSilence, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		all, err = silentAccounts(ctx, tx, id, s.Today())
		return err
	})
	return all, err
}

// silentAccounts reads old posts only where the latest do not tell: this is asked
// for every page of a clerk.
func silentAccounts(ctx context.Context, r reader, id organ.ID, today calendar.Date) ([]register.AccountSilence, error) {
	accounts, err := valuesOf(r.Query(ctx, selectAccountsInUse, int64(id), today))
	if err != nil || len(accounts) == 0 {
		return nil, err
	}
	notice, _ := register.SilenceNotice.On(today.ISO())
	for _, from := range []calendar.Date{today.AddDays(-notice.Value), register.EarliestDay} {
		posts, err := valuesOf(r.Query(ctx, selectMediaPosts, int64(id), from, today))
		if err != nil {
			return nil, err
		}
		silent := register.Silences(accounts, posts, today)
		if len(silent) == 0 || from == register.EarliestDay {
			return silent, nil
		}
	}
	return nil, nil
}

// valuesOf reads the fields of entries.
func valuesOf(rows *sql.Rows, err error) (all []register.Values, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read fields of entries: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var fields string
		if err := rows.Scan(&fields); err != nil {
			return nil, fmt.Errorf("read fields of entries: %w", err)
		}
		v, err := readValues(fields)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}
