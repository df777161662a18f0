package store

import (
	"context"
	"database/sql"
	"maps"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/office/db"
)

const selectTalliedOrgans = `
SELECT organ_id
FROM entry
UNION
SELECT organ_id
FROM daily
ORDER BY organ_id`

const selectCurrentOfOrgan = `
SELECT register, fields
FROM entry
WHERE organ_id = $1 AND state = 'current'`

const selectTallySums = `
SELECT code, on_day, until_on, sum(n)
FROM tally
WHERE organ_id = $1
GROUP BY code, on_day, until_on`

const selectDays = `
SELECT code, on_day, NULL, n
FROM daily
WHERE organ_id = $1 AND n <> 0`

// A lineOfCode is what tallies have in common that are added up.
type lineOfCode struct {
	dayOfCode
	until calendar.Date
}

// tallies counts every entry anew and holds the lines, and their sums by day,
// against it: every figure of every report is the sum of its records.
func (v *Verified) tallies(ctx context.Context, tx *db.Tx) error {
	var scheme int64
	if err := tx.QueryRow(ctx, selectScheme).Scan(&scheme); err != nil || scheme != register.Scheme {
		return err // counted anew when the program starts
	}
	organs, err := scanIDs(tx.Query(ctx, selectTalliedOrgans))
	if err != nil {
		return err
	}
	for _, id := range organs {
		lines, days, err := countedAnew(ctx, tx, id)
		if err != nil {
			return err
		}
		for _, kept := range []struct {
			query string
			want  map[lineOfCode]int64
		}{{selectTallySums, lines}, {selectDays, days}} {
			have, err := sumsByLine(tx.Query(ctx, kept.query, int64(id)))
			if err != nil {
				return err
			}
			if !maps.Equal(have, kept.want) {
				v.Breaks = append(v.Breaks, spoilt("机关%s计入数字的记录与登记不符", id))
			}
		}
	}
	return nil
}

// countedAnew is what an organ's entries count: the lines, and their sums by day.
func countedAnew(ctx context.Context, tx *db.Tx, id organ.ID) (lines, days map[lineOfCode]int64, _ error) {
	rows, err := tx.Query(ctx, selectCurrentOfOrgan, int64(id))
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	lines = map[lineOfCode]int64{}
	c := &tallying{days: map[dayOfCode]int64{}, groups: map[string]bool{}}
	for rows.Next() {
		var key register.Key
		var fields string
		if err := rows.Scan((*string)(&key), &fields); err != nil {
			return nil, nil, err
		}
		d, ok := register.Of(key)
		values, err := readValues(fields)
		if !ok || err != nil {
			continue // a break of the entry itself
		}
		for _, t := range spannedTallies(d, values) {
			lines[lineOfCode{dayOfCode{string(t.Code), t.Day}, t.Until}] += t.N
			c.count(t, 1)
		}
	}
	days = make(map[lineOfCode]int64, len(c.days))
	for day, n := range c.days {
		if n != 0 {
			days[lineOfCode{dayOfCode: day}] = n
		}
	}
	return lines, days, rows.Err()
}

func sumsByLine(rows *sql.Rows, err error) (map[lineOfCode]int64, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	sums := map[lineOfCode]int64{}
	for rows.Next() {
		var l lineOfCode
		var n int64
		if err := rows.Scan(&l.code, &l.day, &l.until, &n); err != nil {
			return nil, err
		}
		sums[l] = n
	}
	return sums, rows.Err()
}
