package store

import (
	"context"
	"fmt"
	"strings"
)

// selectLatestIn lists the latest version of every report on some years.
const selectLatestIn = "\nSELECT " + versionColumns + `
FROM report_version v
WHERE year BETWEEN $1 AND $2
  AND n = (SELECT max(n) FROM report_version w WHERE w.organ_id = v.organ_id AND w.year = v.year)
ORDER BY year, organ_id
LIMIT $3`

const selectVersionsFrom = "\nSELECT " + versionColumns + `
FROM report_version v
ORDER BY published_at DESC, organ_id, year, n DESC
LIMIT $1 OFFSET $2`

const countVersions = `
SELECT count(*), count(DISTINCT organ_id)
FROM report_version`

// contentColumns begins the statement that reads the contents of some versions.
const contentColumns = "\nSELECT organ_id, year, n, content"

// LatestIn returns the latest version of every report on the years from first to
// last, by year and organ, without content, most of them at most.
func (s *Store) LatestIn(ctx context.Context, first, last, most int) ([]Version, error) {
	return scanVersions(s.db.Query(ctx, selectLatestIn, first, last, most))
}

// Recent returns versions in the order of their publication, the latest first,
// without content: size of them after the first offset.
func (s *Store) Recent(ctx context.Context, size, offset int) ([]Version, error) {
	return scanVersions(s.db.Query(ctx, selectVersionsFrom, size, offset))
}

// VersionsCount counts the published versions and the organs they are of.
func (s *Store) VersionsCount(ctx context.Context) (versions, organs int, err error) {
	if err := s.db.QueryRow(ctx, countVersions).Scan(&versions, &organs); err != nil {
		return 0, 0, fmt.Errorf("count versions: %w", err)
	}
	return versions, organs, nil
}

// Contents fills in the contents of the versions, all in one query: so many at
// a time as one wants in memory.
func (s *Store) Contents(ctx context.Context, versions []Version) error {
	if len(versions) == 0 {
		return nil
	}
	at := make(map[publication]int, len(versions))
	var any filter
	for i, v := range versions {
		at[publication{v.Organ, v.Year, v.N}] = i
		n := len(any.args)
		any.where = append(any.where, fmt.Sprintf("organ_id = $%d AND year = $%d AND n = $%d", n+1, n+2, n+3))
		any.args = append(any.args, int64(v.Organ), v.Year, v.N)
	}
	rows, err := s.db.Query(ctx, contentColumns+"\nFROM report_version\nWHERE "+strings.Join(any.where, "\n   OR "), any.args...)
	if err != nil {
		return fmt.Errorf("read contents: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p publication
		var content string
		if err := rows.Scan((*int64)(&p.organ), &p.year, &p.n, &content); err != nil {
			return fmt.Errorf("read contents: %w", err)
		}
		versions[at[p]].Content = []byte(content)
	}
	return rows.Err()
}
