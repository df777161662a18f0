package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/db"
)

// selectSigned is when a report was last signed: from then on records do not
// change it.
const selectSigned = `
SELECT at
FROM audit
WHERE organ_id = $1 AND kind = 'filing' AND subject = $2 AND action = 'report.sign'
ORDER BY seq DESC
LIMIT 1`

// selectChangedSince lists the entries changed since a moment, each with its
// version of that moment and its last. Entries that were never corrected and
// count only after the year are left out: most of what a new year brings.
const selectChangedSince = `
SELECT e.id, e.register, e.state, e.fields, w.state, w.fields, l.at, l.name, l.act, l.reason
FROM entry e
JOIN entry_version l ON l.entry_id = e.id AND l.version = e.version
LEFT JOIN entry_version w ON w.entry_id = e.id AND w.version = (SELECT max(x.version) FROM entry_version x WHERE x.entry_id = e.id AND x.at <= $2)
WHERE e.organ_id = $1 AND e.changed_at > $2
  AND (e.version > 1 OR EXISTS (SELECT 1 FROM tally t WHERE t.entry_id = e.id AND t.on_day <= $3))
ORDER BY e.changed_at, e.id`

// A LateEntry is an entry that was made or changed after the report was signed
// and that the report's year concerns.
type LateEntry struct {
	ID       int64
	Register *register.Description
	Number   string // without personal data
	State    register.State
	IsNew    bool // it was not there when the report was signed
	At       time.Time
	By       string
	Act      string // register.enter, register.correct, …
	Reason   string
	// Moves are the figures of the year that it moves, and by how much, in the
	// order of their codes; none where what it counts has stayed.
	Moves []Move
}

// A Move is by how much a figure is moved.
type Move struct {
	Code report.Code
	By   int64
}

// Late is what was entered and changed after a report was signed: it is told
// and never counted in what is signed.
type Late struct {
	Since   time.Time // the signature; zero where there is none
	Total   int
	Entries []LateEntry // the first [MostLate]
}

// MostLate is how many of them are told one by one.
const MostLate = 50

// Late returns what was entered and changed after the report on a year was last
// signed.
func (s *Store) Late(ctx context.Context, id organ.ID, year int) (l Late, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		l = Late{}
		var at db.Time
		err := tx.QueryRow(ctx, selectSigned, int64(id), year).Scan(&at)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return nil
		case err != nil:
			return fmt.Errorf("read signature: %w", err)
		}
		l.Since = at.Time
		return l.read(ctx, tx, id, year)
	})
	return l, err
}

func (l *Late) read(ctx context.Context, r reader, id organ.ID, year int) error {
	last, _ := calendar.DateOf(year, 12, 31)
	rows, err := r.Query(ctx, selectChangedSince, int64(id), l.Since, last)
	if err != nil {
		return fmt.Errorf("read late entries: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e LateEntry
		var key register.Key
		var fields string
		var wasState, wasFields sql.NullString
		var at db.Time
		if err := rows.Scan(&e.ID, (*string)(&key), (*string)(&e.State), &fields, &wasState, &wasFields, &at, &e.By, &e.Act, &e.Reason); err != nil {
			return fmt.Errorf("read late entries: %w", err)
		}
		d, ok := register.Of(key)
		if !ok {
			continue
		}
		e.Register, e.At, e.IsNew = d, at.Time, !wasFields.Valid
		concerns, err := e.compare(fields, wasState.String, wasFields.String, year)
		if err != nil {
			return err
		}
		if !concerns {
			continue
		}
		if l.Total++; l.Total <= MostLate {
			l.Entries = append(l.Entries, e)
		}
	}
	return rows.Err()
}

// compare tells how the entry moves the figures of the year. It is no concern of
// a year in which it neither counted nor counts.
func (e *LateEntry) compare(fields, wasState, wasFields string, year int) (concerns bool, _ error) {
	now, err := countingValues(fields, string(e.State))
	if err != nil {
		return false, err
	}
	was, err := countingValues(wasFields, wasState)
	if err != nil {
		return false, err
	}
	all, err := readValues(fields)
	if err != nil {
		return false, err
	}
	e.Number = cmp.Or(e.Register.Masked(all)[e.Register.Number], all[e.Register.Number])
	before, after := e.Register.CountsIn(was, year), e.Register.CountsIn(now, year)
	moved := maps.Clone(after)
	for code, n := range before {
		moved[code] -= n
	}
	for _, code := range slices.SortedFunc(maps.Keys(moved), func(a, b report.Code) int { return strings.Compare(string(a), string(b)) }) {
		if moved[code] != 0 {
			e.Moves = append(e.Moves, Move{code, moved[code]})
		}
	}
	return len(before)+len(after) > 0, nil
}

// countingValues are what an entry records while it counts, nil while it does
// not or was not there.
func countingValues(fields, state string) (register.Values, error) {
	if fields == "" || state != string(register.Current) {
		return nil, nil
	}
	return readValues(fields)
}
