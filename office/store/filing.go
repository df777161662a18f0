package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
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

// A Live is the report as the records give it at this moment.
type Live struct {
	Filing   Filing // its State is "" when nobody has begun
	Report   *report.Report
	Origins  map[report.Code]filing.Origin
	Manual   map[report.Code]filing.ManualFigure
	Chapters map[string]Chapter
	Findings []report.Finding
	Empty    []string // what has no content yet
	Digest   string
	Previous *report.Report // last year's published report, or nil
	// Group is the leading group valid on 31 December, today where that is to
	// come; nil where none is entered.
	Group *organ.LeadingGroup
	// Facts is what the report was computed from.
	Facts filing.Facts
	// Adoption is set where the report was taken over from a file; then it stands
	// for the facts.
	Adoption *Adoption
}

// Errors counts the findings that the form or the law forbids.
func (l Live) Errors() (n int) {
	for _, f := range l.Findings {
		if f.Severity == report.Error {
			n++
		}
	}
	return n
}

// A Version is a published version of a report. Content never changes.
type Version struct {
	Organ       organ.ID
	Year        int
	N           int
	PublishedAt time.Time
	PublishedBy string
	Reason      string // why a revision was published; "" for the first
	Title       string
	SHA256      string // of Content
	// Adopted says that it is an old report taken over from its file, which was
	// first made public on First; zero where that is not known.
	Adopted bool
	First   calendar.Date
	Content []byte // the report in the exchange format; nil in lists
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

const versionColumns = `v.organ_id, v.year, v.n, v.published_at, v.published_by, v.reason, v.title, v.sha256,
       EXISTS (SELECT 1 FROM adoption a WHERE a.organ_id = v.organ_id AND a.year = v.year),
       (SELECT a.published_on FROM adoption a WHERE a.organ_id = v.organ_id AND a.year = v.year)`

const selectVersion = `
SELECT ` + versionColumns + `, v.content
FROM report_version v
WHERE organ_id = $1 AND year = $2 AND n = $3`

const selectLatest = `
SELECT ` + versionColumns + `, v.content
FROM report_version v
WHERE organ_id = $1 AND year = $2
ORDER BY n DESC
LIMIT 1`

const selectVersionsOf = `
SELECT ` + versionColumns + `
FROM report_version v
WHERE organ_id = $1
ORDER BY year DESC, n DESC
LIMIT 1000`

// selectLatestAll lists the latest version of every report.
const selectLatestAll = `
SELECT ` + versionColumns + `
FROM report_version v
WHERE n = (SELECT max(n) FROM report_version w WHERE w.organ_id = v.organ_id AND w.year = v.year)
ORDER BY year DESC, published_at DESC, organ_id
LIMIT 50000`

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
		l, err = liveReport(ctx, tx, id, year, "", s.Today())
		return err
	})
	return l, err
}

// liveReport computes the report inside a transaction. The date under it is
// that of the day it was signed, which is given by the step of signing; until
// then there is none.
func liveReport(ctx context.Context, r reader, id organ.ID, year int, lock string, today calendar.Date) (l Live, err error) {
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
	facts, err := factsOf(ctx, r, o, year, today, &l)
	if err != nil {
		return l, err
	}
	l.Facts = facts
	l.Report, l.Origins = filing.Live(facts)
	l.Findings = l.Report.Check(report.Circumstances{
		Previous: l.Previous, Recorded: organ.Organ{Name: facts.Organ, Level: o.Level, Body: o.Body},
	})
	l.Empty = filing.Empty(l.Report)
	l.Digest = filing.Digest(l.Report)
	return l, nil
}

func factsOf(ctx context.Context, r reader, o Organ, year int, today calendar.Date, l *Live) (facts filing.Facts, err error) {
	lastDay, _ := calendar.DateOf(year, 12, 31)
	facts.Year = year
	if facts.Organ, err = nameOn(ctx, r, o, min(lastDay, today)); err != nil {
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
	if l.Group, err = groupOn(ctx, r, o.ID, min(lastDay, today)); err != nil {
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
	facts.Counted, err = countedOf(ctx, r, o.ID, year)
	return facts, err
}

// countedOf computes every figure that a register gives.
func countedOf(ctx context.Context, r reader, id organ.ID, year int) (map[report.Code]int64, error) {
	sums, err := sumsOf(ctx, r, id, year)
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

// publishedReport returns the latest published report on a year, nil where
// there is none.
func publishedReport(ctx context.Context, r reader, id organ.ID, year int) (*report.Report, error) {
	v, err := scanVersion(r.QueryRow(ctx, selectLatest, int64(id), year))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return report.ParseJSON(v.Content)
}

// Published returns version n of a report, the latest for 0.
func (s *Store) Published(ctx context.Context, id organ.ID, year, n int) (Version, error) {
	query, args := selectLatest, []any{int64(id), year}
	if n != 0 {
		query, args = selectVersion, append(args, n)
	}
	v, err := scanVersion(s.db.QueryRow(ctx, query, args...)) // a row not scanned keeps its connection for ever
	if errors.Is(err, sql.ErrNoRows) {
		return Version{}, problem.NotFound("没有找到这份年度报告").Try("可能还没有发布，请从年度报告列表中查找")
	}
	return v, err
}

func scanVersion(row db.Row) (v Version, err error) {
	var at db.Time
	var content string
	err = row.Scan((*int64)(&v.Organ), &v.Year, &v.N, &at, &v.PublishedBy, &v.Reason, &v.Title, &v.SHA256, &v.Adopted, &v.First, &content)
	v.PublishedAt, v.Content = at.Time, []byte(content)
	return v, err
}

// Versions returns every published version of an organ's reports, the latest
// first, without content.
func (s *Store) Versions(ctx context.Context, id organ.ID) ([]Version, error) {
	return scanVersions(s.db.Query(ctx, selectVersionsOf, int64(id)))
}

// Latest returns the latest version of every published report, the latest year
// first, without content.
func (s *Store) Latest(ctx context.Context) ([]Version, error) {
	return scanVersions(s.db.Query(ctx, selectLatestAll))
}

func scanVersions(rows *sql.Rows, err error) (all []Version, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read versions: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var v Version
		var at db.Time
		if err := rows.Scan((*int64)(&v.Organ), &v.Year, &v.N, &at, &v.PublishedBy, &v.Reason, &v.Title, &v.SHA256, &v.Adopted, &v.First); err != nil {
			return nil, fmt.Errorf("read versions: %w", err)
		}
		v.PublishedAt = at.Time
		all = append(all, v)
	}
	return all, rows.Err()
}
