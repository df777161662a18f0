package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/db"
)

// A Filing is the report of an organ and year as it is worked on.
type Filing struct {
	filing.Filing
	ID      int64
	Organ   organ.ID
	Version int64
}

// Subject returns what a step on the filing names.
func (f Filing) Subject() Subject {
	return Subject{Kind: FilingKind, Organ: f.Organ, ID: int64(f.Year), Version: f.Version}
}

// A Chapter is the text of a chapter and who wrote it last.
type Chapter struct {
	Text string
	At   time.Time
	Name string
}

// A Checked is a report with what the checks, and people, say of it.
type Checked struct {
	Report   *report.Report
	Findings []report.Finding
	Judged   []filing.Judged // the same findings, each with the word given on it
}

// Errors counts the findings that the form or the law forbids and that nobody
// has explained, Waived all that somebody has.
func (c Checked) Errors() (n int) {
	for _, j := range c.Judged {
		if j.IsOpenError() {
			n++
		}
	}
	return n
}

// Waived counts the findings that somebody has explained.
func (c Checked) Waived() (n int) {
	for _, j := range c.Judged {
		if j.Waiver != nil {
			n++
		}
	}
	return n
}

// A Frozen is the latest published version, held against the records of this
// moment.
type Frozen struct {
	Checked
	Version Version
}

// A Live is the report as the records give it at this moment.
type Live struct {
	Checked
	Filing   Filing // its State is "" when nobody has begun
	Origins  map[report.Code]filing.Origin
	Manual   map[report.Code]filing.ManualFigure
	Chapters map[string]Chapter
	Empty    []string // what has no content yet
	// Published is the version that is public while no new one is worked on, nil
	// otherwise.
	Published *Frozen
	// Waivers are all words ever given on the report, the first first.
	Waivers  []filing.Waiver
	Digest   string
	Previous *report.Report // last year's published report, or nil
	// Group is the leading group valid on 31 December, today where that is to
	// come; nil where none is entered.
	Group *organ.LeadingGroup
	// Facts is what the report was computed from.
	Facts filing.Facts
	// Strays are the cases that the tables do not count as they should.
	Strays []Stray
	// circumstances are what the checks know beyond the report.
	circumstances report.Circumstances
	// Adoption is set where the report was taken over from a file; then it stands
	// for the facts.
	Adoption *Adoption
}

// Shown is what the report's page shows: the published version, or what is
// worked on.
func (l Live) Shown() Checked {
	if l.Published != nil {
		return l.Published.Checked
	}
	return l.Checked
}

// isAdopted says of a row of filing whether it was taken over from a file.
const isAdopted = `EXISTS (SELECT 1 FROM adoption a WHERE a.organ_id = filing.organ_id AND a.year = filing.year)`

const selectFiling = `
SELECT id, state, round, submitter, reviewer, digest, reason, note, version, ` + isAdopted + `
FROM filing
WHERE organ_id = $1 AND year = $2`

const selectFilings = `
SELECT id, year, state, round, submitter, reviewer, digest, reason, note, version, ` + isAdopted + `
FROM filing
WHERE organ_id = $1
ORDER BY year DESC
LIMIT 100`

// PublicOn is the day on which readers first had the version: of an old report
// that was taken over, the day of the original.
func (v Version) PublicOn() calendar.Date {
	if v.Adopted && v.N == 1 && !v.First.IsZero() {
		return v.First
	}
	return calendar.BeijingDate(v.PublishedAt)
}

const selectFilingContent = `
SELECT content
FROM filing
WHERE id = $1`

const selectChapters = `
SELECT chapter, text, at, name
FROM chapter
WHERE organ_id = $1 AND year = $2
ORDER BY chapter`

const selectManual = `
SELECT code, value, paper, at, account, name
FROM manual_figure
WHERE organ_id = $1 AND year = $2
ORDER BY code`

const selectZeros = `
SELECT register, at, account, name
FROM zero_report
WHERE organ_id = $1 AND year = $2
ORDER BY register`

const selectProblems = `
SELECT fields
FROM entry
WHERE organ_id = $1 AND register = 'problem' AND state = 'current' AND on_day <= $3 AND (until_on IS NULL OR until_on >= $2)
ORDER BY on_day, id
LIMIT 300`

// Filing returns the report being worked on; its State is "" when nobody has
// begun it.
func (s *Store) Filing(ctx context.Context, id organ.ID, year int) (Filing, error) {
	return oneFiling(ctx, s.db, id, year, "")
}

func oneFiling(ctx context.Context, r reader, id organ.ID, year int, lock string) (Filing, error) {
	f := Filing{Organ: id, Filing: filing.Filing{Year: year}}
	err := r.QueryRow(ctx, selectFiling+lock, int64(id), year).Scan(&f.ID, (*string)(&f.State), &f.Round, &f.Submitter, &f.Reviewer, &f.Digest, &f.Reason, &f.Note, &f.Version, &f.Adopted)
	if errors.Is(err, sql.ErrNoRows) {
		return Filing{Organ: id, Filing: filing.Filing{Year: year}}, nil
	}
	if err != nil {
		return f, fmt.Errorf("read filing: %w", err)
	}
	return f, nil
}

// Filings returns every report an organ has begun, the latest year first.
func (s *Store) Filings(ctx context.Context, id organ.ID) (all []Filing, _ error) {
	rows, err := s.db.Query(ctx, selectFilings, int64(id))
	if err != nil {
		return nil, fmt.Errorf("read filings: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		f := Filing{Organ: id}
		if err := rows.Scan(&f.ID, &f.Year, (*string)(&f.State), &f.Round, &f.Submitter, &f.Reviewer, &f.Digest, &f.Reason, &f.Note, &f.Version, &f.Adopted); err != nil {
			return nil, fmt.Errorf("read filings: %w", err)
		}
		all = append(all, f)
	}
	return all, rows.Err()
}

// LiveReport computes an organ's report on a year from the records of one
// moment.
func (s *Store) LiveReport(ctx context.Context, id organ.ID, year int) (l Live, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		l, err = liveReport(ctx, tx, id, year, "", moment{today: s.Today()})
		return err
	})
	return l, err
}

// ReportOn computes an organ's report as if the year had ended on a day of it:
// what is counted up to the day, and the stock, the name and the leading group
// of the day. What people typed and confirmed is as it is now.
func (s *Store) ReportOn(ctx context.Context, id organ.ID, day calendar.Date) (l Live, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		l, err = liveReport(ctx, tx, id, day.Year(), "", moment{s.Today(), day})
		return err
	})
	return l, err
}

// A moment is when a report is computed and, where day is not zero, the day of
// its year as of which it is.
type moment struct{ today, day calendar.Date }

// last is the day whose name and leading group the report on a year has.
func (m moment) last(year int) calendar.Date {
	if !m.day.IsZero() {
		return m.day
	}
	end, _ := calendar.DateOf(year, 12, 31)
	return min(end, m.today)
}

// liveReport computes the report inside a transaction. The date under it is
// that of the day it was signed, which is given by the step of signing; until
// then there is none.
func liveReport(ctx context.Context, r reader, id organ.ID, year int, lock string, at moment) (l Live, err error) {
	o, err := oneOrgan(ctx, r, id)
	if err != nil {
		return l, err
	}
	if l.Filing, err = oneFiling(ctx, r, id, year, lock); err != nil {
		return l, err
	}
	if l.Filing.Adopted {
		return l, l.adopted(ctx, r, o)
	}
	facts, err := factsOf(ctx, r, o, year, at, &l)
	if err != nil {
		return l, err
	}
	l.Facts = facts
	l.Report, l.Origins = filing.Live(facts)
	l.circumstances = report.Circumstances{Previous: l.Previous, Recorded: organ.Organ{Name: facts.Organ, Level: o.Level, Body: o.Body}}
	if l.Waivers, err = waiversOf(ctx, r, id, year); err != nil {
		return l, err
	}
	if l.Strays, err = straysOf(ctx, r, id, year, at.last(year), l.Previous != nil); err != nil {
		return l, err
	}
	if at.today.Year() > year {
		unconfirmed, err := unconfirmedOf(ctx, r, id, year)
		if err != nil {
			return l, err
		}
		l.Strays = append(l.Strays, unconfirmed...)
	}
	for _, s := range l.Strays {
		l.circumstances.Strays = append(l.circumstances.Strays, s.Stray)
	}
	l.Checked = l.check(l.Report, l.circumstances)
	l.Empty = filing.Empty(l.Report)
	l.Digest = filing.Digest(l.Report)
	if l.Filing.State == filing.Published {
		err = l.freeze(ctx, r)
	}
	return l, err
}

// check judges a report and puts the words beside the findings.
func (l *Live) check(r *report.Report, c report.Circumstances) Checked {
	findings := l.Facts.Check(r, c)
	return Checked{r, findings, filing.Judge(r, findings, l.Waivers)}
}

// Writing is the report as it would be with another text in a chapter, for a
// text that is not saved.
func (l *Live) Writing(chapter, text string) Checked {
	facts := l.Facts
	facts.Narrative = maps.Clone(facts.Narrative)
	facts.Narrative[chapter] = text
	r, _ := filing.Live(facts)
	return l.check(r, l.circumstances)
}

// freeze reads the published version and holds it against the records.
func (l *Live) freeze(ctx context.Context, r reader) error {
	v, err := scanVersion(r.QueryRow(ctx, selectLatest, int64(l.Filing.Organ), l.Filing.Year))
	if err != nil {
		return err
	}
	was, err := filing.Frozen(v.Content)
	if err != nil {
		return fmt.Errorf("read version %d: %w", v.N, err)
	}
	c := l.circumstances
	c.Registers = l.Report
	l.Published = &Frozen{l.check(was, c), v}
	return nil
}

func factsOf(ctx context.Context, r reader, o Organ, year int, at moment, l *Live) (facts filing.Facts, err error) {
	facts.Year = year
	if facts.Organ, err = nameOn(ctx, r, o, at.last(year)); err != nil {
		return facts, err
	}
	if l.Chapters, err = chaptersOf(ctx, r, o.ID, year); err != nil {
		return facts, err
	}
	facts.Narrative = make(map[string]string, len(l.Chapters))
	for key, c := range l.Chapters {
		facts.Narrative[key] = c.Text
	}
	if l.Manual, err = manualOf(ctx, r, o.ID, year); err != nil {
		return facts, err
	}
	facts.Manual = l.Manual
	if l.Group, err = groupOn(ctx, r, o.ID, at.last(year)); err != nil {
		return facts, err
	}
	facts.Group = l.Group
	if l.Previous, err = publishedReport(ctx, r, o.ID, year-1); err != nil {
		return facts, err
	}
	facts.Previous = l.Previous
	if facts.Zeros, err = zerosOf(ctx, r, o.ID, year); err != nil {
		return facts, err
	}
	if facts.Problems, err = problemsOf(ctx, r, o.ID, year, at); err != nil {
		return facts, err
	}
	facts.Counted, err = countedOf(ctx, r, o.ID, year, at.day)
	return facts, err
}

// countedOf computes every figure that a register gives, up to a day where that
// is not zero.
func countedOf(ctx context.Context, r reader, id organ.ID, year int, day calendar.Date) (map[report.Code]int64, error) {
	sums, err := sumsOf(ctx, r, id, year, day)
	if err != nil {
		return nil, err
	}
	counted := make(map[report.Code]int64, len(sums))
	for _, d := range register.All() {
		for _, f := range d.Figures {
			if n := sums.of(f); n != 0 {
				counted[f.Code] = n
			}
		}
	}
	return counted, nil
}

func chaptersOf(ctx context.Context, r reader, id organ.ID, year int) (map[string]Chapter, error) {
	rows, err := r.Query(ctx, selectChapters, int64(id), year)
	if err != nil {
		return nil, fmt.Errorf("read chapters: %w", err)
	}
	defer rows.Close()
	chapters := make(map[string]Chapter)
	for rows.Next() {
		var key string
		var c Chapter
		var at db.Time
		if err := rows.Scan(&key, &c.Text, &at, &c.Name); err != nil {
			return nil, fmt.Errorf("read chapters: %w", err)
		}
		c.At = at.Time
		chapters[key] = c
	}
	return chapters, rows.Err()
}

func manualOf(ctx context.Context, r reader, id organ.ID, year int) (map[report.Code]filing.ManualFigure, error) {
	rows, err := r.Query(ctx, selectManual, int64(id), year)
	if err != nil {
		return nil, fmt.Errorf("read manual figures: %w", err)
	}
	defer rows.Close()
	manual := make(map[report.Code]filing.ManualFigure)
	for rows.Next() {
		var m filing.ManualFigure
		var value string
		var at db.Time
		if err := rows.Scan((*string)(&m.Code), &value, &m.Paper, &at, &m.Account, &m.By); err != nil {
			return nil, fmt.Errorf("read manual figures: %w", err)
		}
		n, ok := report.ParseNumber(value)
		if !ok {
			return nil, fmt.Errorf("read manual figure %s: %q is no number", m.Code, value)
		}
		m.Value, m.On = n, calendar.BeijingDate(at.Time)
		manual[m.Code] = m
	}
	return manual, rows.Err()
}

// problemsOf returns the problems that were open at some time of the year.
func problemsOf(ctx context.Context, r reader, id organ.ID, year int, at moment) ([]register.Values, error) {
	first, _ := calendar.DateOf(year, 1, 1)
	return valuesOf(r.Query(ctx, selectProblems, int64(id), first, at.last(year)))
}

func zerosOf(ctx context.Context, r reader, id organ.ID, year int) (map[register.Key]filing.Zero, error) {
	rows, err := r.Query(ctx, selectZeros, int64(id), year)
	if err != nil {
		return nil, fmt.Errorf("read zero reports: %w", err)
	}
	defer rows.Close()
	zeros := make(map[register.Key]filing.Zero)
	for rows.Next() {
		var key register.Key
		var z filing.Zero
		var at db.Time
		if err := rows.Scan((*string)(&key), &at, &z.Account, &z.By); err != nil {
			return nil, fmt.Errorf("read zero reports: %w", err)
		}
		z.On = calendar.BeijingDate(at.Time)
		zeros[key] = z
	}
	return zeros, rows.Err()
}
