package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"gongkai/law/application"
	"gongkai/law/problem"
	"gongkai/office/db"
)

const insertHold = `
INSERT INTO application_hold (id, application_id, reason, held_at, held_by, lifted_by)
VALUES ($1, $2, $3, $4, $5, '')`

const liftHold = `
UPDATE application_hold
SET lifted_at = $2, lifted_by = $3
WHERE application_id = $1 AND lifted_at IS NULL`

const selectHold = `
SELECT id, reason, held_at, held_by
FROM application_hold
WHERE application_id = $1 AND lifted_at IS NULL`

const selectHolds = `
SELECT id, application_id, reason
FROM application_hold
WHERE lifted_at IS NULL`

// A CaseHold (暂缓删除) keeps a case beyond its time. The zero CaseHold is none.
type CaseHold struct {
	Reason string
	At     time.Time
	By     string
}

func holdPlace(n, hold int64) string { return casePlace(n, fmt.Sprintf("hold/%d", hold)) }

// CaseHold returns the hold of a case, the zero CaseHold for none.
func (s *Store) CaseHold(ctx context.Context, c CaseRow) (CaseHold, error) {
	return s.caseHold(ctx, s.db, c.ID)
}

func (s *Store) caseHold(ctx context.Context, r reader, n int64) (h CaseHold, err error) {
	var id int64
	var sealed string
	var at db.Time
	err = r.QueryRow(ctx, selectHold, n).Scan(&id, &sealed, &at, &h.By)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return CaseHold{}, nil
	case err != nil:
		return h, fmt.Errorf("read hold: %w", err)
	}
	text, err := s.Ring.Open(holdPlace(n, id), sealed)
	h.At, h.Reason = at.Time, string(text)
	return h, err
}

// openHolds returns why cases are held.
func (s *Store) openHolds(ctx context.Context, tx *db.Tx, cases []CaseRow) (map[int64]string, error) {
	rows, err := tx.Query(ctx, selectHolds+"\n  AND application_id IN "+tx.Dialect().Numbers(1), db.ListOf(idsOf(cases)))
	if err != nil {
		return nil, fmt.Errorf("read holds: %w", err)
	}
	defer rows.Close()
	holds := make(map[int64]string)
	for rows.Next() {
		var id, n int64
		var sealed string
		if err := rows.Scan(&id, &n, &sealed); err != nil {
			return nil, fmt.Errorf("read holds: %w", err)
		}
		text, err := s.Ring.Open(holdPlace(n, id), sealed)
		if err != nil {
			return nil, err
		}
		holds[n] = string(text)
	}
	return holds, rows.Err()
}

// An auditedHold is what the audit keeps of a hold: a mark of its reason, which
// tells nothing without the key.
type auditedHold struct {
	Held   bool   `json:"held"`
	Reason string `json:"reason,omitempty"`
}

func takeHold(ctx context.Context, t *taking) error {
	hold := t.step.(application.Hold)
	if p := hold.Check(); p != nil {
		return p
	}
	c, err := t.subjectCase(ctx)
	if err != nil {
		return err
	}
	id, reason := t.store.newID(), strings.TrimSpace(hold.Reason)
	switch held, err := t.store.caseHold(ctx, t, c.ID); {
	case err != nil:
		return err
	case held.By != "":
		return t.heldBefore(held, c, reason)
	}
	sealed, err := t.store.Ring.Seal(holdPlace(c.ID, id), []byte(reason))
	if err != nil {
		return err
	}
	if err := t.change(ctx, insertHold, id, c.ID, sealed, t.Now, t.by.Name); err != nil {
		return err
	}
	t.says = auditedHold{true, t.store.Ring.Mark("hold", reason)}
	return t.touchCase(ctx, &c)
}

// heldBefore tells the second of two people that the case is held; a form sent
// twice has done what it was to do.
func (t *taking) heldBefore(h CaseHold, c Case, reason string) error {
	if h.Reason == reason && h.By == t.by.Name {
		t.repeated, t.on.Version = true, c.Version
		return nil
	}
	return overtaken("这件申请", h.By, h.At, "暂缓删除，理由是“"+h.Reason+"”")
}

func takeLift(ctx context.Context, t *taking) error {
	c, err := t.subjectCase(ctx)
	if err != nil {
		return err
	}
	ok, err := t.changeOne(ctx, liftHold, c.ID, t.Now, t.by.Name)
	switch {
	case err != nil:
		return err
	case !ok:
		return problem.Conflict("这件申请没有暂缓删除").Try("可能已由他人解除，请返回案件核对")
	}
	t.says = auditedHold{}
	return t.touchCase(ctx, &c)
}
