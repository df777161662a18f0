package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/db"
)

// An Adoption is an old report taken over from its file, with what the checks
// find in it as the decisions leave it.
type Adoption struct {
	filing.Adoption
	File      Attachment // the original, as it was sent
	ReadOrgan string     // the name the file gives
	Why       string     // why it is this organ's, where the names left a doubt
	At        time.Time
	By        string

	Doubts    []filing.Doubt
	Remaining []filing.Remain
	Next      *report.Report // the report on the year after, or nil
}

// Undecided are the doubts that nobody has decided.
func (a *Adoption) Undecided() []filing.Doubt { return a.Adoption.Undecided(a.Doubts) }

// Unconfirmed counts what remains wrong and nobody has confirmed.
func (a *Adoption) Unconfirmed() int { return filing.Unconfirmed(a.Remaining) }

const selectAdoption = `
SELECT a.read_organ, a.why, a.published_on, a.content, a.at, a.name,
       f.id, f.sha256, f.name, f.media_type, f.size, f.added_at, f.added_by
FROM adoption a
JOIN attachment f ON f.organ_id = a.organ_id AND f.kind = 'filing' AND f.subject_id = a.year AND f.sha256 = a.sha256 AND f.removed_at IS NULL
WHERE a.organ_id = $1 AND a.year = $2
ORDER BY f.added_at
LIMIT 1`

const selectDecisions = `
SELECT code, choice, value, source, was, at, name
FROM cell_decision
WHERE organ_id = $1 AND year = $2
ORDER BY code`

const selectConfirmations = `
SELECT rule, place, says, reason, at, name
FROM finding_confirmation
WHERE organ_id = $1 AND year = $2
ORDER BY rule, place, says`

// adoptionOf loads an adoption without what the checks find; nil where the year
// has none.
func adoptionOf(ctx context.Context, r reader, id organ.ID, year int) (*Adoption, error) {
	a := &Adoption{Adoption: filing.Adoption{Year: year}}
	var content string
	var at, added db.Time
	err := r.QueryRow(ctx, selectAdoption, int64(id), year).Scan(&a.ReadOrgan, &a.Why, &a.Published, &content, &at, &a.By,
		&a.File.ID, &a.File.SHA256, &a.File.Name, &a.File.MediaType, &a.File.Size, &added, &a.File.AddedBy)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read adoption: %w", err)
	}
	a.At, a.File.AddedAt, a.File.Organ, a.File.Subject = at.Time, added.Time, id, int64(year)
	if a.Read, err = report.ParseJSON([]byte(content)); err != nil {
		return nil, fmt.Errorf("read adoption: %w", err)
	}
	if a.Decisions, err = decisionsOf(ctx, r, id, year); err != nil {
		return nil, err
	}
	if a.Confirmed, err = confirmationsOf(ctx, r, id, year); err != nil {
		return nil, err
	}
	chapters, err := chaptersOf(ctx, r, id, year)
	a.Texts = make(map[string]string, len(chapters))
	for key, c := range chapters {
		a.Texts[key] = c.Text
	}
	return a, err
}

func decisionsOf(ctx context.Context, r reader, id organ.ID, year int) (map[report.Code]filing.Decision, error) {
	rows, err := r.Query(ctx, selectDecisions, int64(id), year)
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	defer rows.Close()
	all := make(map[report.Code]filing.Decision)
	for rows.Next() {
		var d filing.Decision
		var value string
		var at db.Time
		if err := rows.Scan((*string)(&d.Code), (*string)(&d.Choice), &value, &d.Source, &d.Was, &at, &d.By); err != nil {
			return nil, fmt.Errorf("read decisions: %w", err)
		}
		if n, ok := report.ParseNumber(value); ok {
			d.Value = n
		} else if d.Choice == filing.Corrected {
			return nil, fmt.Errorf("read decision on %s: %q is no number", d.Code, value)
		}
		d.On = calendar.BeijingDate(at.Time)
		all[d.Code] = d
	}
	return all, rows.Err()
}

func confirmationsOf(ctx context.Context, r reader, id organ.ID, year int) (all []filing.Confirmation, _ error) {
	rows, err := r.Query(ctx, selectConfirmations, int64(id), year)
	if err != nil {
		return nil, fmt.Errorf("read confirmations: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c filing.Confirmation
		var at db.Time
		if err := rows.Scan(&c.Rule, &c.At, &c.Says, &c.Reason, &at, &c.By); err != nil {
			return nil, fmt.Errorf("read confirmations: %w", err)
		}
		c.On = calendar.BeijingDate(at.Time)
		all = append(all, c)
	}
	return all, rows.Err()
}

// adopted makes of an adopted filing what [liveReport] computes of others. No
// register is asked.
func (l *Live) adopted(ctx context.Context, r reader, o Organ) error {
	year := l.Filing.Year
	a, err := adoptionOf(ctx, r, o.ID, year)
	switch {
	case err != nil:
		return err
	case a == nil:
		return fmt.Errorf("the adoption of %s %d has no file", o.ID, year)
	}
	if l.Chapters, err = chaptersOf(ctx, r, o.ID, year); err != nil {
		return err
	}
	if l.Previous, err = neighbour(ctx, r, o.ID, year-1); err != nil {
		return err
	}
	if a.Next, err = neighbour(ctx, r, o.ID, year+1); err != nil {
		return err
	}
	l.Adoption, l.Report = a, a.Report()
	l.Facts = filing.Facts{Organ: l.Report.Organ, Year: year, Previous: l.Previous}
	l.Findings = a.Judge(l.Report, report.Circumstances{Previous: l.Previous, Recorded: organ.Organ{Name: l.Report.Organ, Level: o.Level, Body: o.Body}}, a.Next)
	l.Judged = filing.Judge(l.Report, l.Findings, nil)
	l.Report.Warnings = nil // they are told by the doubts
	a.Doubts, a.Remaining = a.Adoption.Doubts(l.Findings), a.Adoption.Remaining(l.Findings)
	l.Origins = make(map[report.Code]filing.Origin)
	for _, code := range l.Report.Edition.Codes() {
		l.Origins[code] = filing.TakenOver
	}
	l.Digest = filing.Digest(l.Report)
	return nil
}

// neighbour is the report on a year to compare another with: what is published,
// else an old report that is being taken over; nil where there is neither.
func neighbour(ctx context.Context, r reader, id organ.ID, year int) (*report.Report, error) {
	published, err := publishedReport(ctx, r, id, year)
	if published != nil || err != nil {
		return published, err
	}
	a, err := adoptionOf(ctx, r, id, year)
	if a == nil || err != nil {
		return nil, err
	}
	return a.Report(), nil
}

const countNamed = `
SELECT count(*)
FROM organ_name
WHERE organ_id <> $1 AND name = $2`

// recordsOf is what the records say of whose reports are an organ's, for a
// report under a name.
func recordsOf(ctx context.Context, r reader, o Organ, name string) (filing.Records, error) {
	rec := filing.Records{Name: o.Name, Founded: o.Founded, Names: []filing.Known{{Name: o.Name}}}
	var another int
	if err := r.QueryRow(ctx, countNamed, int64(o.ID), name).Scan(&another); err != nil {
		return rec, fmt.Errorf("look for organs of a name: %w", err)
	}
	rec.Another = another > 0
	before, err := organsOf(r.Query(ctx, selectPredecessors, int64(o.ID)))
	if err != nil {
		return rec, err
	}
	rec.Predecessors = len(before)
	for _, p := range append([]Organ{o}, before...) {
		of := p.Name
		if p.ID == o.ID {
			of = ""
		} else {
			rec.Names = append(rec.Names, filing.Known{Name: p.Name, Of: of})
		}
		names, err := namesOf(ctx, r, p.ID)
		if err != nil {
			return rec, err
		}
		for _, n := range names {
			rec.Names = append(rec.Names, filing.Known{Name: n.Name, Of: of})
		}
	}
	return rec, nil
}

// Records returns what the records say of whose old reports are an organ's, for
// one under a name.
func (s *Store) Records(ctx context.Context, id organ.ID, name string) (filing.Records, error) {
	o, err := oneOrgan(ctx, s.db, id)
	if err != nil {
		return filing.Records{}, err
	}
	return recordsOf(ctx, s.db, o, name)
}

// OpeningStocks compares the published report on a year with what the register
// of rules and normative documents counts at the end of it.
func (s *Store) OpeningStocks(ctx context.Context, id organ.ID, year int) (stocks []filing.OpeningStock, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		published, err := publishedReport(ctx, tx, id, year)
		if err != nil || published == nil {
			return err
		}
		counted, err := countedOf(ctx, tx, id, year, 0)
		stocks = filing.OpeningStocks(published, counted)
		return err
	})
	return stocks, err
}
