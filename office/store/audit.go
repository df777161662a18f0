package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/audit"
	"gongkai/office/db"
)

const insertHead = `
INSERT INTO audit_head (organ_id, seq, hash)
VALUES ($1, 0, '')
ON CONFLICT (organ_id) DO NOTHING`

const selectHead = `
SELECT seq, hash
FROM audit_head
WHERE organ_id = $1`

const updateHead = `
UPDATE audit_head
SET seq = $2, hash = $3
WHERE organ_id = $1`

const insertAudit = `
INSERT INTO audit (organ_id, seq, at, account, name, role, kind, subject, action, step, cite, prev, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`

const auditColumns = `
SELECT organ_id, seq, at, account, name, role, kind, subject, action, step, cite, prev, hash
FROM audit`

const selectAuditPage = auditColumns + `
WHERE organ_id = $1 AND seq < $2
ORDER BY seq DESC
LIMIT $3`

const selectAuditSubject = auditColumns + `
WHERE organ_id = $1 AND kind = $2 AND subject = $3
ORDER BY seq
LIMIT 500`

const selectAuditLast = auditColumns + `
WHERE organ_id = $1 AND kind = $2 AND subject = $3
ORDER BY seq DESC
LIMIT 1`

// selectAuditSteps leaves out what people do with their own sessions: it stands
// beside the steps on their accounts and changes none.
const selectAuditSteps = auditColumns + `
WHERE organ_id = $1 AND kind = $2 AND subject = $3
  AND action NOT IN ('account.sign_in', 'account.sign_in_failed', 'account.sign_out', 'account.session')
ORDER BY seq DESC
LIMIT $4`

// selectAuditSite finds the steps on the settings of the site, in whatever
// chain: each stands in that of the organ whose administrator took it.
const selectAuditSite = auditColumns + `
WHERE organ_id IN (SELECT organ_id FROM audit_head) AND kind = 'site' AND subject = 0 AND action = $1
ORDER BY at DESC, seq DESC
LIMIT 1`

const selectAuditAccount = auditColumns + `
WHERE account = $1
ORDER BY at DESC, seq DESC
LIMIT $2`

const selectAuditChain = auditColumns + `
WHERE organ_id = $1 AND seq > $2
ORDER BY seq
LIMIT 1000`

// selectChains lists every chain with its end; one whose end is gone is listed
// as empty, which then does not verify.
const selectChains = `
SELECT organ_id, seq, hash
FROM audit_head
UNION ALL
SELECT DISTINCT organ_id, 0, ''
FROM audit
WHERE organ_id NOT IN (SELECT organ_id FROM audit_head)
ORDER BY 1`

// append writes the audit entry of the step at the end of its organ's chain.
func (t *taking) append(ctx context.Context, d doing) (seq int64, err error) {
	step, err := t.kept()
	if err != nil {
		return 0, err
	}
	return t.appendEntry(ctx, audit.Entry{
		Organ: t.on.Organ, Actor: int64(t.by.Account), Name: t.by.Name, Role: string(t.role),
		Kind: string(t.on.Kind), Subject: t.on.ID, Action: string(d.action), Step: step, Cite: d.cite,
	})
}

// appendEntry seals an entry to the end of its organ's chain. Writers of one
// organ queue for the row of its head.
func (t *Tx) appendEntry(ctx context.Context, e audit.Entry) (seq int64, err error) {
	var prev string
	lock := t.Dialect().ForUpdate()
	err = t.QueryRow(ctx, selectHead+lock, int64(e.Organ)).Scan(&seq, &prev)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err = t.Exec(ctx, insertHead, int64(e.Organ)); err != nil {
			return 0, fmt.Errorf("begin audit chain: %w", err)
		}
		err = t.QueryRow(ctx, selectHead+lock, int64(e.Organ)).Scan(&seq, &prev)
	}
	if err != nil {
		return 0, fmt.Errorf("read end of audit chain: %w", err)
	}
	e.Seq, e.At = seq+1, t.Now
	audit.Seal(prev, &e)
	if _, err := t.Exec(ctx, insertAudit, int64(e.Organ), e.Seq, e.At, e.Actor, e.Name, e.Role, e.Kind, e.Subject,
		e.Action, string(e.Step), e.Cite, e.Prev, e.Hash); err != nil {
		return 0, fmt.Errorf("append to audit: %w", err)
	}
	if _, err := t.Exec(ctx, updateHead, int64(e.Organ), e.Seq, e.Hash); err != nil {
		return 0, fmt.Errorf("move end of audit chain: %w", err)
	}
	t.audited = true
	return e.Seq, nil
}

// AuditPage returns at most n entries of an organ's chain before the sequence
// number before (0: from the end), newest first.
func (s *Store) AuditPage(ctx context.Context, id organ.ID, before int64, n int) ([]audit.Entry, error) {
	if before <= 0 {
		before = 1<<63 - 1
	}
	return auditEntries(s.db.Query(ctx, selectAuditPage, int64(id), before, n))
}

// AuditOf returns the entries about one subject, oldest first.
func (s *Store) AuditOf(ctx context.Context, on Subject) ([]audit.Entry, error) {
	return auditEntries(s.db.Query(ctx, selectAuditSubject, int64(on.Organ), string(on.Kind), on.ID))
}

// AuditBy returns the last n entries of what an account did, newest first.
func (s *Store) AuditBy(ctx context.Context, id account.ID, n int) ([]audit.Entry, error) {
	return auditEntries(s.db.Query(ctx, selectAuditAccount, int64(id), n))
}

func auditEntries(rows *sql.Rows, err error) (entries []audit.Entry, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read audit: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var (
			e    audit.Entry
			at   db.Time
			id   int64
			step string
		)
		if err := rows.Scan(&id, &e.Seq, &at, &e.Actor, &e.Name, &e.Role, &e.Kind, &e.Subject, &e.Action, &step, &e.Cite, &e.Prev, &e.Hash); err != nil {
			return nil, fmt.Errorf("read audit: %w", err)
		}
		e.Organ, e.At, e.Step = organ.ID(id), at.Time, json.RawMessage(step)
		entries = append(entries, e)
	}
	return entries, rows.Err()
}

// A ChainState is what verifying one organ's chain has found.
type ChainState struct {
	Organ   organ.ID
	Entries int64
	Break   error // nil for a whole chain
}

// VerifyAudit recomputes every chain from its beginning, and sees that it ends
// where its head says.
func (s *Store) VerifyAudit(ctx context.Context) (states []ChainState, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		states, err = verifyChains(ctx, tx)
		return err
	})
	return states, err
}

type chainHead struct {
	organ organ.ID
	seq   int64
	hash  string
}

func chainHeads(ctx context.Context, r reader) (heads []chainHead, _ error) {
	rows, err := r.Query(ctx, selectChains)
	if err != nil {
		return nil, fmt.Errorf("read audit chains: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var h chainHead
		if err := rows.Scan((*int64)(&h.organ), &h.seq, &h.hash); err != nil {
			return nil, fmt.Errorf("read audit chains: %w", err)
		}
		heads = append(heads, h)
	}
	return heads, rows.Err()
}
