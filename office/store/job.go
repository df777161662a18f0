package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"gongkai/office/job"
)

// A Job is one claimed job. It belongs to its worker until its lease ends.
type Job struct {
	ID     int64
	Args   job.Args
	Tries  int // this one included
	worker string
}

// The queue is a table: a job is written in the transaction that asks for it
// and claimed by one worker of any process, for as long as its lease runs. One
// that is not renewed, because its process has died, is claimed again.

const insertJob = `
INSERT INTO job (id, kind, key, args, due_at, tries, taken_by, dead, says)
VALUES ($1, $2, $3, $4, $5, 0, '', FALSE, '')
ON CONFLICT (kind, key) DO NOTHING`

// selectDueJob lets a queue without work be asked without a transaction that
// writes.
const selectDueJob = `
SELECT id
FROM job
WHERE done_at IS NULL AND NOT dead AND due_at <= $1 AND (taken_until IS NULL OR taken_until <= $1)
ORDER BY due_at, id
LIMIT 1`

// claimJob asks for the lease once more: another process may have got it
// meanwhile.
const claimJob = `
UPDATE job
SET taken_by = $2, taken_until = $3, tries = tries + 1
WHERE id = $4 AND done_at IS NULL AND NOT dead AND (taken_until IS NULL OR taken_until <= $1)
RETURNING kind, args, tries`

const renewJob = `
UPDATE job
SET taken_until = $3
WHERE id = $1 AND taken_by = $2 AND done_at IS NULL`

const finishJob = `
UPDATE job
SET done_at = $3, taken_by = '', taken_until = NULL, says = ''
WHERE id = $1 AND taken_by = $2 AND done_at IS NULL`

const retryJob = `
UPDATE job
SET due_at = $3, dead = $4, says = $5, tries = tries - $6, taken_by = '', taken_until = NULL
WHERE id = $1 AND taken_by = $2 AND done_at IS NULL`

const deleteDoneJobs = `
DELETE FROM job
WHERE done_at < $1`

const countJobs = `
SELECT count(*) FILTER (WHERE NOT dead), count(*) FILTER (WHERE dead)
FROM job
WHERE done_at IS NULL`

// enqueue asks for a job in the transaction of a step: it will be done if, and
// only if, the step is. A job asked for before is not done again.
func (t *Tx) enqueue(ctx context.Context, a job.Args, due time.Time) error {
	args, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("enqueue %s: %w", a.Kind(), err)
	}
	if _, err := t.Exec(ctx, insertJob, t.store.newID(), a.Kind(), a.Key(), string(args), due); err != nil {
		return fmt.Errorf("enqueue %s: %w", a.Kind(), err)
	}
	return nil
}

// Enqueue asks for a job that no step asks for, such as one of the timetable.
func (s *Store) Enqueue(ctx context.Context, a job.Args, due time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx *Tx) error { return tx.enqueue(ctx, a, due) })
}

// ClaimJob gives the worker, named so that no other has its name, the job that
// has been due longest, for as long as the lease; ok is false when none is due.
// A job whose kind the program does not know is put off: a newer program may be
// running beside this one.
func (s *Store) ClaimJob(ctx context.Context, worker string, lease time.Duration) (j Job, ok bool, err error) {
	var id int64
	err = s.db.QueryRow(ctx, selectDueJob, s.Now()).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return Job{}, false, nil
	}
	if err != nil {
		return Job{}, false, fmt.Errorf("look for a job: %w", err)
	}
	var kind, args string
	err = s.write(ctx, func(ctx context.Context, tx *Tx) error {
		j = Job{ID: id, worker: worker}
		return tx.QueryRow(ctx, claimJob, tx.Now, worker, tx.Now.Add(lease), id).Scan(&kind, &args, &j.Tries)
	})
	if errors.Is(err, sql.ErrNoRows) { // another worker was quicker
		return Job{}, false, nil
	}
	if err != nil {
		return Job{}, false, fmt.Errorf("claim a job: %w", err)
	}
	if j.Args, err = job.Read(kind, []byte(args)); err != nil {
		return Job{}, false, s.RetryJob(ctx, j, time.Hour, err)
	}
	return j, true, nil
}

// RenewJob keeps a claimed job for another lease. ok is false when it is no
// longer the worker's.
func (s *Store) RenewJob(ctx context.Context, j Job, lease time.Duration) (ok bool, err error) {
	return s.endJob(ctx, renewJob, j, s.Now().Add(lease))
}

// FinishJob says that a claimed job is done.
func (s *Store) FinishJob(ctx context.Context, j Job) error {
	_, err := s.endJob(ctx, finishJob, j, s.Now())
	return err
}

// RetryJob puts a claimed job off that could not be done, with the reason.
func (s *Store) RetryJob(ctx context.Context, j Job, after time.Duration, why error) error {
	_, err := s.endJob(ctx, retryJob, j, s.Now().Add(after), false, reason(why), 0)
	return err
}

// ReleaseJob gives a claimed job back as if it had not been tried, because the
// program stops.
func (s *Store) ReleaseJob(ctx context.Context, j Job) error {
	_, err := s.endJob(ctx, retryJob, j, s.Now(), false, "", 1)
	return err
}

// BuryJob gives a claimed job up for good, with the reason. It stays in the
// table and in the metrics.
func (s *Store) BuryJob(ctx context.Context, j Job, why error) error {
	_, err := s.endJob(ctx, retryJob, j, s.Now(), true, reason(why), 0)
	return err
}

// endJob runs a statement on the job if it is still the worker's.
func (s *Store) endJob(ctx context.Context, query string, j Job, args ...any) (ok bool, err error) {
	err = s.write(ctx, func(ctx context.Context, tx *Tx) error {
		result, err := tx.Exec(ctx, query, append([]any{j.ID, j.worker}, args...)...)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		ok = n == 1
		return err
	})
	if err != nil {
		return false, fmt.Errorf("note how job %d went: %w", j.ID, err)
	}
	return ok, nil
}

// SweepJobs removes the jobs done before a time. Their keys may then be asked
// for anew.
func (s *Store) SweepJobs(ctx context.Context, before time.Time) error {
	return s.write(ctx, func(ctx context.Context, tx *Tx) error {
		_, err := tx.Exec(ctx, deleteDoneJobs, before)
		return err
	})
}

// Jobs counts the jobs to be done and those given up.
func (s *Store) Jobs(ctx context.Context) (waiting, dead int64, err error) {
	err = s.db.QueryRow(ctx, countJobs).Scan(&waiting, &dead)
	return waiting, dead, err
}

// maxReason bounds what is kept of an error, in bytes.
const maxReason = 500

func reason(err error) string {
	text := err.Error()
	if len(text) <= maxReason {
		return text
	}
	cut := maxReason
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut]
}
