package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/audit"
	"gongkai/office/db"
)

// Asking is who asks: applicants, agent and whatever of a case names them.
type Asking struct {
	Applicants []application.Applicant
	Agent      *application.Agent
}

// Applicants returns who asks in a case, unmasked, for a person whose posts
// allow it, and notes in the audit that they were looked at.
func (s *Store) Applicants(ctx context.Context, by Actor, id organ.ID, n int64) (a Asking, err error) {
	err = s.write(ctx, func(ctx context.Context, tx *Tx) error {
		t := &taking{Tx: tx, by: by, on: Subject{Kind: CaseKind, Organ: id, ID: n, Version: AnyVersion}}
		d := doing{action: account.CaseApplicant}
		if err := t.permit(ctx, tx, d); err != nil {
			return err
		}
		c, err := s.oneCase(ctx, tx, id, n, "")
		if err != nil {
			return err
		}
		if !c.ErasedAt.IsZero() {
			return erasedCase
		}
		a = Asking{c.Course.Applicants, c.Course.Agent}
		_, err = tx.appendEntry(ctx, audit.Entry{
			Organ: id, Actor: int64(by.Account), Name: t.by.Name, Role: string(t.role), Kind: string(CaseKind), Subject: n,
			Action: string(d.action), Step: json.RawMessage(`{}`),
		})
		return err
	})
	return a, err
}

// LookedAtFile notes in the audit that a person is given a file of a case, which
// may show who asks; it refuses whom [Store.Applicants] refuses.
func (s *Store) LookedAtFile(ctx context.Context, by Actor, c CaseRow, f CaseFile) error {
	return s.write(ctx, func(ctx context.Context, tx *Tx) error {
		return tx.lookedAt(ctx, by, c, account.CaseApplicant, struct {
			File  int64     `json:"file"`
			Class FileClass `json:"class"`
		}{f.ID, f.Class})
	})
}

// LookedAtSlip notes in the audit that a person is given the slip of a case, whose
// code opens it to whoever knows it.
func (s *Store) LookedAtSlip(ctx context.Context, by Actor, c CaseRow) error {
	return s.write(ctx, func(ctx context.Context, tx *Tx) error {
		return tx.lookedAt(ctx, by, c, account.CaseView, struct {
			Slip bool `json:"slip"`
		}{true})
	})
}

// selectLookedAt finds whether somebody has been noted to look at a case since a
// moment.
const selectLookedAt = `
SELECT count(*)
FROM audit
WHERE organ_id = $1 AND kind = 'case' AND subject = $2 AND account = $3 AND action = 'case.view' AND step = '{}' AND at >= $4`

// LookedAtCase notes in the audit that a person reads the page of a case. It names
// nobody, but what was asked may tell of somebody. Once a day is enough for who
// works on it and opens it between all steps.
func (s *Store) LookedAtCase(ctx context.Context, by Actor, c CaseRow) error {
	day := s.Now().In(beijingZone)
	since := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, beijingZone)
	var n int
	if err := s.db.QueryRow(ctx, selectLookedAt, int64(c.Organ), c.ID, int64(by.Account), since).Scan(&n); err != nil || n > 0 {
		return err
	}
	return s.write(ctx, func(ctx context.Context, tx *Tx) error {
		return tx.lookedAt(ctx, by, c, account.CaseView, struct{}{})
	})
}

// lookedAt notes that a person has read something of a case, if their posts allow
// the action.
func (t *Tx) lookedAt(ctx context.Context, by Actor, c CaseRow, act account.Action, what any) error {
	look := &taking{Tx: t, by: by, on: Subject{Kind: CaseKind, Organ: c.Organ, ID: c.ID, Version: AnyVersion}}
	if err := look.permit(ctx, t, doing{action: act}); err != nil {
		return err
	}
	step, err := json.Marshal(what)
	if err != nil {
		return err
	}
	_, err = t.appendEntry(ctx, audit.Entry{
		Organ: c.Organ, Actor: int64(by.Account), Name: look.by.Name, Role: string(look.role), Kind: string(CaseKind), Subject: c.ID,
		Action: string(act), Step: step,
	})
	return err
}

// SamePerson counts the applications that the first applicant of a case has
// handed in to the organ in the Beijing month of a moment, the case included.
func (s *Store) SamePerson(ctx context.Context, c Case, at time.Time) (n int, err error) {
	here := at.In(beijingZone)
	first := time.Date(here.Year(), here.Month(), 1, 0, 0, 0, 0, beijingZone)
	var mark string
	if err := s.db.QueryRow(ctx, selectPersonMark, c.ID).Scan(&mark); err != nil {
		return 0, fmt.Errorf("count applications: %w", err)
	}
	err = s.db.QueryRow(ctx, selectSamePerson, int64(c.Organ), mark, first, first.AddDate(0, 1, 0)).Scan(&n)
	return n, err
}

// Earlier counts what the applicant of a case asked of the organ in the same
// month before it, for a fee by items.
func (s *Store) Earlier(ctx context.Context, c Case) (n int, err error) {
	here := c.OpenedAt.In(beijingZone)
	first := time.Date(here.Year(), here.Month(), 1, 0, 0, 0, 0, beijingZone)
	var mark string
	if err := s.db.QueryRow(ctx, selectPersonMark, c.ID).Scan(&mark); err != nil {
		return 0, fmt.Errorf("count applications: %w", err)
	}
	err = s.db.QueryRow(ctx, selectSamePerson, int64(c.Organ), mark, first, c.OpenedAt).Scan(&n)
	return n, err
}

const selectPersonMark = `
SELECT person
FROM application
WHERE id = $1`

const selectAskedMark = `
SELECT asked
FROM application
WHERE id = $1`

// SameAsked lists cases of the organ that ask for the same in the same words.
func (s *Store) SameAsked(ctx context.Context, c Case) ([]CaseRow, error) {
	var mark string
	err := s.db.QueryRow(ctx, selectAskedMark, c.ID).Scan(&mark)
	if err != nil || mark == "" {
		return nil, err
	}
	return s.scanCases(s.db.Query(ctx, selectSameAsked, int64(c.Organ), mark, c.ID))
}

// A draft is what somebody has typed into the public form and not sent. Its
// token is known to that browser alone.

const upsertDraft = `
INSERT INTO application_draft (token_hash, organ_id, sealed, kept_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (token_hash) DO UPDATE SET organ_id = excluded.organ_id, sealed = excluded.sealed, kept_at = excluded.kept_at`

const selectDraft = `
SELECT sealed
FROM application_draft
WHERE token_hash = $1 AND kept_at >= $2`

const deleteDraft = `
DELETE FROM application_draft
WHERE token_hash = $1`

const deleteOldDrafts = `
DELETE FROM application_draft
WHERE kept_at < $1`

// How long what was not sent is kept; the form tells the citizen the last day of
// each.
const (
	// DraftsKept is how long a draft can be gone on with.
	DraftsKept = 15 * 24 * time.Hour
	// FilesKept is how long a file stays that no record refers to: its upload may
	// have been the first half of something a person is still doing.
	FilesKept = 7 * 24 * time.Hour
)

// KeptUntil is the last whole day, in Beijing, of what is kept for a time from a
// moment on.
func KeptUntil(from time.Time, kept time.Duration) calendar.Date {
	return calendar.BeijingDate(from.Add(kept)).AddDays(-1)
}

// MostDraft bounds a draft, in bytes.
const MostDraft = 200_000

// KeepDraft keeps what was typed under a token.
func (s *Store) KeepDraft(ctx context.Context, token string, id organ.ID, typed []byte) error {
	if len(typed) > MostDraft {
		return fmt.Errorf("a draft of %d bytes", len(typed))
	}
	hash := draftHash(token)
	sealed, err := s.Ring.Seal("draft/"+hash, typed)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, upsertDraft, hash, int64(id), sealed, s.Now())
		return err
	})
}

func draftHash(token string) string { return hashOf([]byte(token)) }

// Draft returns what was kept under a token; ok is false for nothing.
func (s *Store) Draft(ctx context.Context, token string) (typed []byte, ok bool, err error) {
	var sealed string
	err = s.db.QueryRow(ctx, selectDraft, draftHash(token), s.Now().Add(-DraftsKept)).Scan(&sealed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("read draft: %w", err)
	}
	typed, err = s.Ring.Open("draft/"+draftHash(token), sealed)
	return typed, err == nil, err
}

// DropDraft removes a draft once it was sent.
func (s *Store) DropDraft(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, deleteDraft, draftHash(token))
		return err
	})
}

// SweepDrafts removes drafts that nobody has gone on with.
func (s *Store) SweepDrafts(ctx context.Context) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, deleteOldDrafts, s.Now().Add(-DraftsKept))
		return err
	})
}
