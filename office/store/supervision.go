package store

import (
	"context"
	"fmt"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/account"
)

// SetSupervision sets the days of reminding and supervising.
type SetSupervision struct{ Rules application.Supervision }

// DefaultSoon is how many working days before its due date a case is due soon
// until an office says otherwise.
var DefaultSoon = application.DefaultSupervision().Soon

const settingSupervision = "supervision"

// Supervision returns the days of reminding and supervising with their version,
// 0 where an office has set none.
func (s *Store) Supervision(ctx context.Context) (application.Supervision, int64, error) {
	return supervisionOf(ctx, s.db)
}

func supervisionOf(ctx context.Context, r reader) (rules application.Supervision, version int64, err error) {
	rules = application.DefaultSupervision()
	version, err = readSetting(ctx, r, settingSupervision, &rules)
	return rules, version, err
}

func takeSupervision(ctx context.Context, t *taking) error {
	set := t.step.(SetSupervision)
	if err := refuse(set.Rules.Check()); err != nil {
		return err
	}
	return t.replaceSetting(ctx, settingSupervision, "督办设置", account.SiteSet, set.Rules)
}

// An OverdueCase is what a superior sees of a case below that is overdue: no
// title, no applicant, no way to it.
type OverdueCase struct {
	Organ  organ.ID
	Name   string // of the organ
	Number string
	DueOn  calendar.Date
	Days   int // working days overdue
}

// selectOverdueBelow goes through the organs below, and of each to the cases
// that are overdue alone.
const selectOverdueBelow = `
WITH RECURSIVE below (id, depth) AS (
    SELECT l.organ_id, 1
    FROM organ_link l
    WHERE l.superior_id = $1 AND l.axis = 'area' AND l.until_on IS NULL
    UNION ALL
    SELECT l.organ_id, below.depth + 1
    FROM organ_link l
    JOIN below ON l.superior_id = below.id
    WHERE l.axis = 'area' AND l.until_on IS NULL AND below.depth < 30
)
SELECT o.id, o.name, application.number, application.due_on, count(*) OVER ()
FROM below
JOIN organ o ON o.id = below.id
JOIN application ON application.organ_id = below.id
WHERE application.decided_on IS NULL AND application.due_on < $2 AND application.` + openStates + `
ORDER BY application.due_on, application.id
LIMIT $3 OFFSET $4`

// OverdueBelow returns the cases of the organs below that have been overdue for
// as many working days as the office lets pass before the superior sees them, the
// longest first: [CasePageSize] of them on a page, counted from 1, and how many
// there are in all. Behind the last page stands the last one.
func (s *Store) OverdueBelow(ctx context.Context, id organ.ID, page int) (all []OverdueCase, total int, err error) {
	clock, err := s.clock(ctx, s.db)
	if err != nil {
		return nil, 0, err
	}
	rules, _, err := s.Supervision(ctx)
	if err != nil {
		return nil, 0, err
	}
	before := overdueBefore(clock, s.Today(), rules.Superior)
	all, total, err = s.overdueBelow(ctx, id, before, clock, page)
	if err != nil || len(all) > 0 || page <= 1 {
		return all, total, err
	}
	if _, total, err = s.overdueBelow(ctx, id, before, clock, 1); err != nil || total == 0 {
		return nil, total, err
	}
	return s.overdueBelow(ctx, id, before, clock, (total+CasePageSize-1)/CasePageSize)
}

func (s *Store) overdueBelow(ctx context.Context, id organ.ID, before calendar.Date, clock *application.Clock, page int) (all []OverdueCase, total int, err error) {
	rows, err := s.db.Query(ctx, selectOverdueBelow, int64(id), before, CasePageSize, (max(page, 1)-1)*CasePageSize)
	if err != nil {
		return nil, 0, fmt.Errorf("read overdue applications: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c OverdueCase
		if err := rows.Scan((*int64)(&c.Organ), &c.Name, &c.Number, &c.DueOn, &total); err != nil {
			return nil, 0, fmt.Errorf("read overdue applications: %w", err)
		}
		c.Days = clock.Days().Between(c.DueOn, s.Today())
		all = append(all, c)
	}
	return all, total, rows.Err()
}

// overdueBefore is the day before which a case was due that is n working days
// overdue today.
func overdueBefore(clock *application.Clock, today calendar.Date, n int) calendar.Date {
	day := today
	for clock.Days().Between(day, today) < n {
		day--
	}
	return day + 1
}
