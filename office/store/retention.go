package store

import (
	"context"
	"fmt"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
)

// settingRetention holds how long cases are kept, in the order in which it
// takes effect.
const settingRetention = "retention"

// SetRetention says from a day on how long cases are kept (保存期限). Due is how
// many cases the person was told will be erased on that day.
type SetRetention struct {
	application.Retention
	Due int
}

// Retentions returns how long cases are kept, with the version for the next
// [SetRetention]; none keeps them for ever.
func (s *Store) Retentions(ctx context.Context) (all application.Retentions, version int64, err error) {
	version, err = readSetting(ctx, s.db, settingRetention, &all)
	return all, version, err
}

// A RetentionEffect is what a setting would do, by what is known today.
type RetentionEffect struct {
	Due  int // cases erased on the day it takes effect
	Next int // and within the year after
	Held int // of both, those that are held
}

// ended are the cases past their time: those whose latest record is of a day or
// before. A reopened case is open again.
const ended = `
FROM application
WHERE erased_at IS NULL AND state IN ('Replied', 'Closed') AND decided_on <= $1
  AND NOT EXISTS (SELECT 1 FROM application_event e WHERE e.application_id = application.id AND e.on_day > $1)`

const held = `EXISTS (SELECT 1 FROM application_hold h WHERE h.application_id = application.id AND h.lifted_at IS NULL)`

const countEnded = `
SELECT count(*) FILTER (WHERE NOT ` + held + `), count(*) FILTER (WHERE ` + held + `)` + ended

// PreviewRetention says what a setting would do, and does nothing.
func (s *Store) PreviewRetention(ctx context.Context, r application.Retention) (e RetentionEffect, err error) {
	if err := refuse(r.Check(s.Today())); err != nil {
		return e, err
	}
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		e, err = retentionEffect(ctx, tx, r)
		return err
	})
	return e, err
}

func retentionEffect(ctx context.Context, r reader, rule application.Retention) (e RetentionEffect, err error) {
	if rule.Years == 0 {
		return e, nil
	}
	if err := r.QueryRow(ctx, countEnded, rule.Before(rule.From)).Scan(&e.Due, &e.Held); err != nil {
		return e, fmt.Errorf("count cases past their time: %w", err)
	}
	err = r.QueryRow(ctx, countEnded, rule.Before(rule.From.AddDays(daysOfYear))).Scan(&e.Next, &e.Held)
	e.Next -= e.Due
	return e, err
}

const daysOfYear = 365

func takeSetRetention(ctx context.Context, t *taking) error {
	v := t.step.(SetRetention)
	if err := refuse(v.Check(t.Today)); err != nil {
		return err
	}
	e, err := retentionEffect(ctx, t, v.Retention)
	switch {
	case err != nil:
		return err
	case e.Due != v.Due:
		return problem.Conflict("预览以后，到期的申请由%d件变为%d件", v.Due, e.Due).Try("请重新预览后再设定")
	}
	var all application.Retentions
	if _, err := readSetting(ctx, t, settingRetention, &all); err != nil {
		return err
	}
	t.says = v.Retention
	return t.replaceSetting(ctx, settingRetention, "保存期限", account.CaseRetention, all.With(v.Retention))
}

// retentionDoing finds how a step on keeping and erasing is done.
func retentionDoing(step Step) (doing, bool) {
	switch step.(type) {
	case SetRetention:
		return doing{account.CaseRetention, atTop, "", takeSetRetention}, true
	case application.Hold:
		return doing{account.CaseHold, nil, "", takeHold}, true
	case application.Lift:
		return doing{account.CaseHold, nil, "", takeLift}, true
	case EraseCase:
		return doing{account.CaseErase, nil, application.ErasedFor().String(), takeEraseCase}, true
	}
	return doing{}, false
}

// A DueCase is a case whose time is over, or will be within the days of
// [application.RetentionNotice].
type DueCase struct {
	CaseRow
	LastOn  calendar.Date // of the latest record, from which its time is counted
	EraseOn calendar.Date
	Hold    string // why it is held, "" where it is not
	Remedy  string // the number of an open reconsideration or lawsuit about it
}

// Kept says that it will not be erased as things are.
func (d DueCase) Kept() bool { return d.Hold != "" || d.Remedy != "" }

// MostDue bounds a list of cases to be erased.
const MostDue = 200

const selectDue = applicationColumns + ended + `
  AND organ_id = $2
ORDER BY decided_on, id
LIMIT $3`

// CasesDue lists the cases of an organ that will be erased from today until the
// end of the notice, those that are held among them, at most [MostDue].
func (s *Store) CasesDue(ctx context.Context, id organ.ID) (due []DueCase, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		due, err = s.casesDue(ctx, tx, id)
		return err
	})
	return due, err
}

func (s *Store) casesDue(ctx context.Context, tx *db.Tx, id organ.ID) (due []DueCase, err error) {
	var rules application.Retentions
	if _, err := readSetting(ctx, tx, settingRetention, &rules); err != nil {
		return nil, err
	}
	today := s.Today()
	until := today.AddDays(application.RetentionNotice)
	last, ok := rules.Within(today, until)
	if !ok {
		return nil, nil
	}
	cases, err := s.scanCases(tx.Query(ctx, selectDue, last, int64(id), MostDue))
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	days, err := lastDays(ctx, tx, cases)
	if err != nil {
		return nil, err
	}
	holds, err := s.openHolds(ctx, tx, cases)
	if err != nil {
		return nil, err
	}
	remedies, err := openRemedies(ctx, tx, id, "")
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		on, ok := rules.ErasedOn(days[c.ID], today)
		if ok && on <= until {
			due = append(due, DueCase{c, days[c.ID], on, holds[c.ID], remedies[c.Number]})
		}
	}
	return due, nil
}

const selectLastDays = `
SELECT application_id, on_day
FROM application_event`

func lastDays(ctx context.Context, tx *db.Tx, cases []CaseRow) (map[int64]calendar.Date, error) {
	rows, err := tx.Query(ctx, selectLastDays+"\nWHERE application_id IN "+tx.Dialect().Numbers(1), db.ListOf(idsOf(cases)))
	if err != nil {
		return nil, fmt.Errorf("read last days: %w", err)
	}
	defer rows.Close()
	days := make(map[int64]calendar.Date)
	for rows.Next() {
		var id int64
		var on calendar.Date
		if err := rows.Scan(&id, &on); err != nil {
			return nil, fmt.Errorf("read last days: %w", err)
		}
		days[id] = max(days[id], on)
	}
	return days, rows.Err()
}

func idsOf(cases []CaseRow) (ids []int64) {
	for _, c := range cases {
		ids = append(ids, c.ID)
	}
	return ids
}

// selectRemediesNaming lists the reconsiderations and lawsuits of an organ that name
// an application.
const selectRemediesNaming = `
SELECT fields
FROM entry
WHERE organ_id = $1 AND register = 'remedy' AND state = 'current' AND fields LIKE $2 ESCAPE '\'`

// openRemedies returns by the number of an application the number of a
// reconsideration or lawsuit about it that is not concluded; for one
// application, or for all where number is "".
func openRemedies(ctx context.Context, r reader, id organ.ID, number string) (map[string]string, error) {
	rows, err := r.Query(ctx, selectRemediesNaming, int64(id), contains(`"application":"`+number))
	if err != nil {
		return nil, fmt.Errorf("read remedies: %w", err)
	}
	defer rows.Close()
	open := make(map[string]string)
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, fmt.Errorf("read remedies: %w", err)
		}
		v, err := readValues(text)
		if err != nil {
			return nil, err
		}
		if v["concluded_on"] == "" {
			open[register.Application.Field("number").Tidy(v["application"])] = strings.TrimSpace(v["number"])
		}
	}
	return open, rows.Err()
}

// ErasedOn returns the day on which a case will be erased as things are; ok is
// false while it is open, and where nothing says so.
func (s *Store) ErasedOn(ctx context.Context, c Case) (on calendar.Date, ok bool, err error) {
	if c.State.IsOpen() || !c.ErasedAt.IsZero() {
		return 0, false, nil
	}
	all, _, err := s.Retentions(ctx)
	on, ok = all.ErasedOn(c.Course.LastOn, s.Today())
	return on, ok, err
}
