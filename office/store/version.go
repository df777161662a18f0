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
	"gongkai/law/report"
	"gongkai/office/db"
)

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
	// Months are the items of information disclosed in each month of the year,
	// as the register had them when the version was published; nil where it had
	// none.
	Months  []int64
	Content []byte // the report in the exchange format; nil in lists
}

const versionColumns = `v.organ_id, v.year, v.n, v.published_at, v.published_by, v.reason, v.title, v.sha256, v.months,
       EXISTS (SELECT 1 FROM adoption a WHERE a.organ_id = v.organ_id AND a.year = v.year),
       (SELECT a.published_on FROM adoption a WHERE a.organ_id = v.organ_id AND a.year = v.year)`

const selectVersion = "\nSELECT " + versionColumns + `, v.content
FROM report_version v
WHERE organ_id = $1 AND year = $2 AND n = $3`

const selectLatest = "\nSELECT " + versionColumns + `, v.content
FROM report_version v
WHERE organ_id = $1 AND year = $2
ORDER BY n DESC
LIMIT 1`

const selectVersionsOf = "\nSELECT " + versionColumns + `
FROM report_version v
WHERE organ_id = $1
ORDER BY year DESC, n DESC
LIMIT 1000`

// selectLatestAll lists the latest version of every report.
const selectLatestAll = "\nSELECT " + versionColumns + `
FROM report_version v
WHERE n = (SELECT max(n) FROM report_version w WHERE w.organ_id = v.organ_id AND w.year = v.year)
ORDER BY year DESC, published_at DESC, organ_id
LIMIT 50000`

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
	var months, content string
	err = row.Scan((*int64)(&v.Organ), &v.Year, &v.N, &at, &v.PublishedBy, &v.Reason, &v.Title, &v.SHA256, &months, &v.Adopted, &v.First, &content)
	v.PublishedAt, v.Months, v.Content = at.Time, readMonths(months), []byte(content)
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
		var months string
		if err := rows.Scan((*int64)(&v.Organ), &v.Year, &v.N, &at, &v.PublishedBy, &v.Reason, &v.Title, &v.SHA256, &months, &v.Adopted, &v.First); err != nil {
			return nil, fmt.Errorf("read versions: %w", err)
		}
		v.PublishedAt, v.Months = at.Time, readMonths(months)
		all = append(all, v)
	}
	return all, rows.Err()
}
