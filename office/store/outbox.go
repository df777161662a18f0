package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gongkai/office/db"
	"gongkai/office/delivery"
	"gongkai/office/job"
)

const insertMessage = `
INSERT INTO outbox (id, organ_id, application_id, key, way, sealed, written_at, tries, says)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, '')
ON CONFLICT (key) DO NOTHING`

const selectMessage = `
SELECT way, sealed, sent_at, failed_at
FROM outbox
WHERE id = $1`

const selectMessages = `
SELECT id, way, sealed, written_at, sent_at, failed_at, tries, says
FROM outbox
WHERE application_id = $1
ORDER BY id`

const markSent = `
UPDATE outbox
SET sent_at = $2, tries = tries + 1, says = ''
WHERE id = $1 AND sent_at IS NULL`

const markTried = `
UPDATE outbox
SET tries = tries + 1, says = $2, failed_at = $3
WHERE id = $1 AND sent_at IS NULL`

// A Notice is a message about a case to an address outside, as its file shows
// it. It is written in the transaction of the step it tells of: there is one if,
// and only if, the step was taken, however often its form was sent.
type Notice struct {
	ID        int64
	Way       delivery.Way
	Message   delivery.Message
	WrittenAt time.Time
	SentAt    time.Time // zero until the next station has taken it
	FailedAt  time.Time // zero unless it was given up
	Tries     int
	Says      string // why the last try failed
}

// writeMessage puts a message into the outbox and asks for its sending. key
// names it for ever: asked for twice, it is written once.
func (t *Tx) writeMessage(ctx context.Context, c *Case, key string, way delivery.Way, m delivery.Message) error {
	id := t.store.newID()
	m.ID = "gongkai-" + strconv.FormatInt(id, 36)
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	sealed, err := t.store.Ring.Seal(messagePlace(id), text)
	if err != nil {
		return err
	}
	result, err := t.Exec(ctx, insertMessage, id, int64(c.Organ), c.ID, key, string(way), sealed, t.Now)
	if err != nil {
		return fmt.Errorf("write message: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return t.enqueue(ctx, job.SendMessage{ID: id}, t.Now)
}

func messagePlace(id int64) string { return "outbox/" + strconv.FormatInt(id, 10) }

// Message returns a message that is still to be sent; ok is false for one that
// was sent or given up, or is not there.
func (s *Store) Message(ctx context.Context, id int64) (way delivery.Way, m delivery.Message, ok bool, err error) {
	var sealed string
	var sent, failed db.Time
	err = s.db.QueryRow(ctx, selectMessage, id).Scan((*string)(&way), &sealed, &sent, &failed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", m, false, nil
	case err != nil:
		return "", m, false, fmt.Errorf("read message: %w", err)
	case !sent.IsZero() || !failed.IsZero():
		return way, m, false, nil
	}
	m, err = s.openMessage(id, sealed)
	return way, m, err == nil, err
}

// openMessage opens a message; of an erased case nothing is left of it.
func (s *Store) openMessage(id int64, sealed string) (m delivery.Message, err error) {
	if sealed == "" {
		return m, nil
	}
	text, err := s.Ring.Open(messagePlace(id), sealed)
	if err != nil {
		return m, err
	}
	return m, json.Unmarshal(text, &m)
}

// MessageSent notes that the next station has taken the message.
func (s *Store) MessageSent(ctx context.Context, id int64) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, markSent, id, s.Now())
		return err
	})
}

// MessageFailed notes why a try failed, and whether the message was given up.
func (s *Store) MessageFailed(ctx context.Context, id int64, cause error, givenUp bool) error {
	var failed any
	if givenUp {
		failed = s.Now()
	}
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, markTried, id, cause.Error(), failed)
		return err
	})
}

// Notices returns the messages of a case in the order in which they were
// written.
func (s *Store) Notices(ctx context.Context, c CaseRow) (all []Notice, _ error) {
	rows, err := s.db.Query(ctx, selectMessages, c.ID)
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var n Notice
		var sealed string
		var written, sent, failed db.Time
		if err := rows.Scan(&n.ID, (*string)(&n.Way), &sealed, &written, &sent, &failed, &n.Tries, &n.Says); err != nil {
			return nil, fmt.Errorf("read messages: %w", err)
		}
		n.WrittenAt, n.SentAt, n.FailedAt = written.Time, sent.Time, failed.Time
		if n.Message, err = s.openMessage(n.ID, sealed); err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, rows.Err()
}
