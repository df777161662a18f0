package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/db"
)

const selectWaivers = `
SELECT id, rule, place, mark, says, reason, at, account, name, withdrawn_at, withdrawn_by, withdrawn_why
FROM waiver
WHERE organ_id = $1 AND year = $2
ORDER BY at, id`

const insertWaiver = `
INSERT INTO waiver (id, organ_id, year, rule, place, mark, says, reason, at, account, name, withdrawn_at, withdrawn_by, withdrawn_why)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, NULL, '', '')`

const withdrawWaiver = `
UPDATE waiver
SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_why = $5
WHERE organ_id = $1 AND id = $2 AND withdrawn_at IS NULL`

const insertVersionWaiver = `
INSERT INTO version_waiver (organ_id, year, n, line, rule, place, says, reason, at, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

const selectVersionWaivers = `
SELECT n, rule, place, says, reason, at, name
FROM version_waiver
WHERE organ_id = $1 AND year = $2
ORDER BY n, line`

// A FrozenWaiver is a word that held for a finding when a version was published.
type FrozenWaiver struct {
	N          int // the version
	Rule, At   string
	Says       string // the finding
	Reason, By string
	On         time.Time
}

// VersionWaivers returns the words that stand beside the versions of a report,
// the first version first.
func (s *Store) VersionWaivers(ctx context.Context, id organ.ID, year int) (all []FrozenWaiver, _ error) {
	rows, err := s.db.Query(ctx, selectVersionWaivers, int64(id), year)
	if err != nil {
		return nil, fmt.Errorf("read waivers of versions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var w FrozenWaiver
		var at db.Time
		if err := rows.Scan(&w.N, &w.Rule, &w.At, &w.Says, &w.Reason, &at, &w.By); err != nil {
			return nil, fmt.Errorf("read waivers of versions: %w", err)
		}
		w.On = at.Time
		all = append(all, w)
	}
	return all, rows.Err()
}

// waiversOf returns every word ever given on the report, the first first.
func waiversOf(ctx context.Context, r reader, id organ.ID, year int) ([]filing.Waiver, error) {
	kept, err := keptWaivers(r.Query(ctx, selectWaivers, int64(id), year))
	all := make([]filing.Waiver, len(kept))
	for i, w := range kept {
		all[i] = w.Waiver
	}
	return all, err
}

// A keptWaiver is a word with the moment at which it was given.
type keptWaiver struct {
	filing.Waiver
	at time.Time
}

func keptWaivers(rows *sql.Rows, err error) (all []keptWaiver, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read waivers: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var w keptWaiver
		var at, ended db.Time
		if err := rows.Scan(&w.ID, &w.Rule, &w.At, &w.Mark, &w.Says, &w.Reason, &at, &w.Account, &w.By, &ended, &w.EndedBy, &w.Why); err != nil {
			return nil, fmt.Errorf("read waivers: %w", err)
		}
		w.at, w.On = at.Time, calendar.BeijingDate(at.Time)
		if !ended.Time.IsZero() {
			w.Ended = calendar.BeijingDate(ended.Time)
		}
		all = append(all, w)
	}
	return all, rows.Err()
}

// What the audit keeps of the steps, so that the table can be held against it.
type (
	auditedWaiver struct {
		Waiver int64  `json:"waiver"`
		Rule   string `json:"rule"`
		Place  string `json:"place"`
		Mark   string `json:"mark"`
		Reason string `json:"reason"`
	}
	auditedUnwaive struct {
		Withdrawn int64  `json:"withdrawn"`
		Reason    string `json:"reason"`
	}
)

// takeWaive keeps why a finding of this moment stands.
func takeWaive(ctx context.Context, t *taking) error {
	w := t.step.(filing.Waive)
	f, err := t.explained(ctx)
	if err != nil {
		return err
	}
	l, err := liveReport(ctx, t, t.on.Organ, f.Year, "", moment{today: t.Today})
	if err != nil {
		return err
	}
	j, err := w.Check(l.Shown().Judged)
	if err != nil {
		if had := j.Waiver; had != nil && had.Account == int64(t.by.Account) && had.Reason == words(w.Reason) {
			t.repeated = true
			return nil
		}
		return err
	}
	if f, err = t.subjectFiling(ctx); err != nil {
		return err
	}
	id := t.store.newID()
	t.says = auditedWaiver{id, j.Rule, j.At, j.Mark, words(w.Reason)}
	if err := t.change(ctx, insertWaiver, id, int64(t.on.Organ), f.Year, j.Rule, j.At, j.Mark, j.Says, words(w.Reason), t.Now, int64(t.by.Account), t.by.Name); err != nil {
		return err
	}
	return t.change(ctx, touchFiling, f.ID)
}

// takeUnwaive takes a word back and keeps it in the history.
func takeUnwaive(ctx context.Context, t *taking) error {
	u := t.step.(filing.Unwaive)
	f, err := t.explained(ctx)
	if err != nil {
		return err
	}
	waivers, err := waiversOf(ctx, t, t.on.Organ, f.Year)
	if err != nil {
		return err
	}
	w, ok := waiverIn(waivers, u.Waiver)
	if !ok {
		return noWaiver
	}
	if err := u.Check(w); err != nil {
		if w.EndedBy == t.by.Name && w.Why == words(u.Reason) {
			t.repeated = true
			return nil
		}
		return err
	}
	if f, err = t.subjectFiling(ctx); err != nil {
		return err
	}
	t.says = auditedUnwaive{w.ID, words(u.Reason)}
	if err := t.change(ctx, withdrawWaiver, int64(t.on.Organ), w.ID, t.Now, t.by.Name, words(u.Reason)); err != nil {
		return err
	}
	return t.change(ctx, touchFiling, f.ID)
}

var noWaiver = problem.NotFound("没有找到这条说明").Try("请从报告的说明记录进入")

func waiverIn(all []filing.Waiver, id int64) (filing.Waiver, bool) {
	for _, w := range all {
		if w.ID == id {
			return w, true
		}
	}
	return filing.Waiver{}, false
}

// explained is the report of the step, where words may be given on it now.
func (t *taking) explained(ctx context.Context) (Filing, error) {
	f, err := t.presentFiling(ctx)
	if err != nil {
		return f, err
	}
	return f, f.Explains()
}

// freezeWaivers keeps beside a version the words that hold for what it says, and
// returns their hash.
func (t *taking) freezeWaivers(ctx context.Context, f Filing, r *report.Report, l Live) (string, error) {
	kept, err := keptWaivers(t.Query(ctx, selectWaivers, int64(t.on.Organ), f.Year))
	if err != nil {
		return "", err
	}
	given := make([]filing.Waiver, len(kept))
	at := map[int64]time.Time{}
	for i, w := range kept {
		given[i], at[w.ID] = w.Waiver, w.at
	}
	var words []byte
	for line, j := range filing.Judge(r, l.Facts.Check(r, l.circumstances), given) {
		if w := j.Waiver; w != nil {
			err := t.change(ctx, insertVersionWaiver, int64(t.on.Organ), f.Year, f.Round, line, j.Rule, j.At, j.Says, w.Reason, at[w.ID], w.By)
			if err != nil {
				return "", fmt.Errorf("freeze waivers: %w", err)
			}
			words = append(words, wordLine(line, j.Rule, j.At, j.Says, w.Reason, at[w.ID], w.By)...)
		}
	}
	return hashOf(words), nil
}

// wordLine is a word beside a version as its hash has it.
func wordLine(line int, rule, place, says, reason string, at time.Time, by string) []byte {
	return fmt.Appendf(nil, "%d\x00%s\x00%s\x00%s\x00%s\x00%d\x00%s\n", line, rule, place, says, reason, at.UnixMicro(), by)
}

// words are a reason as it is kept.
func words(typed string) string { return strings.TrimSpace(typed) }
