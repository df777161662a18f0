package store

import (
	"context"
	"fmt"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/db"
)

// selectStanding lists the entries that stand under codes on a day, each once.
const selectStanding = entryColumns + `
FROM entry
WHERE id IN (SELECT t.entry_id FROM tally t WHERE t.organ_id = $1 AND t.on_day <= $2 AND (t.until_on IS NULL OR t.until_on > $2) AND t.code IN ($3))
ORDER BY on_day, id
LIMIT 500`

// A Rehearsal is the report of a year before it is finished, with what is
// missing and what will carry over (年终演练).
type Rehearsal struct {
	Live
	// Day is the day as of which it is: today in the running year, else 31
	// December or the organ's last day.
	Day calendar.Date
	// Applications are open on the day, Remedies not settled, the earliest first;
	// of each at most 500.
	Applications, Remedies []Entry
	Lacks                  []filing.Lack
	// Cases are the open cases of the organ by the entry that counts them, and those
	// with a pending remedy by the entry that counts it.
	Cases map[int64]OpenCaseRow
}

// Rehearse computes the report on a year as if the year had ended on a day of
// it, and all that is missing, from the records of one moment.
func (s *Store) Rehearse(ctx context.Context, id organ.ID, day calendar.Date) (h Rehearsal, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		h = Rehearsal{Day: day}
		today := s.Today()
		if h.Live, err = liveReport(ctx, tx, id, day.Year(), "", moment{today, day}); err != nil {
			return err
		}
		if h.Applications, err = standing(ctx, tx, id, day, filing.CarriedApplications(day.Year())); err != nil {
			return err
		}
		if h.Remedies, err = standing(ctx, tx, id, day, filing.PendingRemedies(day.Year())); err != nil {
			return err
		}
		o, err := outlook(ctx, tx, id, day, today)
		if err != nil {
			return err
		}
		if day.Year() == today.Year() { // later the report's own findings tell them
			unconfirmed, err := unconfirmedOf(ctx, tx, id, day.Year())
			if err != nil {
				return err
			}
			h.Strays = append(h.Strays, unconfirmed...)
		}
		for _, stray := range h.Strays {
			o.Cases = append(o.Cases, filing.CaseLack{Case: stray.Case, Entry: stray.Entry, Register: stray.Book, Stray: stray.Stray})
		}
		if h.Cases, err = openCases(ctx, tx, id); err != nil {
			return err
		}
		h.Lacks = h.Facts.Lacks(h.Report, o)
		return nil
	})
	return h, err
}

// standing returns the entries that stand under the codes on a day.
func standing(ctx context.Context, r reader, id organ.ID, day calendar.Date, codes []report.Code) ([]Entry, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	args := []any{int64(id), day}
	var list strings.Builder
	for i, code := range codes {
		fmt.Fprintf(&list, ", $%d", i+3)
		args = append(args, string(code))
	}
	return scanEntries(r.Query(ctx, strings.Replace(selectStanding, "($3)", "("+strings.TrimPrefix(list.String(), ", ")+")", 1), args...))
}

// outlook is what a rehearsal knows beyond the facts. Silent accounts are those
// of today: an account that was silent last year is no matter any more.
func outlook(ctx context.Context, r reader, id organ.ID, day, today calendar.Date) (o filing.Outlook, err error) {
	at, err := oneOrgan(ctx, r, id)
	if err != nil {
		return o, err
	}
	o = filing.Outlook{Today: day, Life: filing.Life{Founded: at.Founded, Ended: at.Ended}, Calendar: calendar.National()}
	if at.Ended.IsZero() {
		if o.Media, err = silentAccounts(ctx, r, id, today); err != nil {
			return o, err
		}
	}
	names, err := namesOf(ctx, r, id)
	if err != nil {
		return o, err
	}
	for _, n := range names {
		o.Names = append(o.Names, filing.Renamed{On: n.From, Name: n.Name})
	}
	successors, err := organsOf(r.Query(ctx, selectSuccessors, int64(id)))
	if err != nil {
		return o, err
	}
	for _, s := range successors {
		o.Into = append(o.Into, s.Name)
	}
	predecessors, err := organsOf(r.Query(ctx, selectPredecessors, int64(id)))
	for _, p := range predecessors {
		if p.Ended.Year() == day.Year() {
			o.From = append(o.From, p.Name)
		}
	}
	return o, err
}

// An OpenCaseRow is an open case as a rehearsal lists it.
type OpenCaseRow struct {
	ID    int64
	DueOn calendar.Date     // zero while the clock waits for the applicant
	State application.State // "" where the entry counts a remedy
}

const selectOpenCases = `
SELECT id, entry_id, due_on, state
FROM application
WHERE organ_id = $1 AND entry_id IS NOT NULL AND ` + openStates + `
ORDER BY due_on NULLS LAST, id
LIMIT 1000`

const selectPendingRemedies = `
SELECT r.application_id, r.entry_id, NULL, ''
FROM application_remedy r
JOIN entry e ON e.id = r.entry_id
WHERE e.organ_id = $1 AND e.register = 'remedy' AND e.state = 'current' AND e.until_on IS NULL
ORDER BY r.entry_id
LIMIT 1000`

func openCases(ctx context.Context, r reader, id organ.ID) (map[int64]OpenCaseRow, error) {
	all := map[int64]OpenCaseRow{}
	for _, query := range []string{selectOpenCases, selectPendingRemedies} {
		if err := casesByEntry(ctx, r, id, query, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func casesByEntry(ctx context.Context, r reader, id organ.ID, query string, into map[int64]OpenCaseRow) error {
	rows, err := r.Query(ctx, query, int64(id))
	if err != nil {
		return fmt.Errorf("read open applications: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c OpenCaseRow
		var entry int64
		if err := rows.Scan(&c.ID, &entry, &c.DueOn, (*string)(&c.State)); err != nil {
			return fmt.Errorf("read open applications: %w", err)
		}
		into[entry] = c
	}
	return rows.Err()
}
