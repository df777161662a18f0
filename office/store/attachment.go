package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/db"
)

// An Attachment is a file that belongs to a record.
type Attachment struct {
	ID        int64
	Organ     organ.ID
	Subject   int64
	SHA256    string
	Name      string
	MediaType string
	Size      int64
	AddedAt   time.Time
	AddedBy   string
	RemovedAt time.Time // zero while it is there
	Why       string    // of the removal
}

const attachmentColumns = `
SELECT id, organ_id, subject_id, sha256, name, media_type, size, added_at, added_by, removed_at, removed_why
FROM attachment`

const selectAttachments = attachmentColumns + `
WHERE organ_id = $1 AND kind = $2 AND subject_id = $3
ORDER BY added_at, id
LIMIT 200`

const selectAttachment = attachmentColumns + `
WHERE organ_id = $1 AND id = $2 AND removed_at IS NULL`

// selectHashesOfRecords lists the files that records refer to.
const selectHashesOfRecords = `
SELECT sha256
FROM attachment
UNION
SELECT sha256
FROM batch`

const selectHashesOfUploads = selectHashesOfRecords + `
UNION
SELECT sha256
FROM upload`

const selectHashes = selectHashesOfUploads + `
UNION
SELECT sha256
FROM application_file
ORDER BY sha256`

// Attachments returns the files of an entry, those removed among them.
func (s *Store) Attachments(ctx context.Context, id organ.ID, entry int64) ([]Attachment, error) {
	return scanAttachments(s.db.Query(ctx, selectAttachments, int64(id), string(EntryKind), entry))
}

// Attachment returns one file of the organ that has not been removed.
func (s *Store) Attachment(ctx context.Context, id organ.ID, n int64) (Attachment, error) {
	all, err := scanAttachments(s.db.Query(ctx, selectAttachment, int64(id), n))
	switch {
	case err != nil:
		return Attachment{}, err
	case len(all) == 0:
		return Attachment{}, problem.NotFound("没有找到这个附件").Try("可能已被移除，请返回登记查看")
	}
	return all[0], nil
}

// Files returns the hash of every file that a record has or had, those that were
// imported among them.
func (s *Store) Files(ctx context.Context) ([]string, error) { return filesOf(ctx, s.db, selectHashes) }

func filesOf(ctx context.Context, r reader, query string) (hashes []string, _ error) {
	rows, err := r.Query(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("read files: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var hash string
		if err := rows.Scan(&hash); err != nil {
			return nil, fmt.Errorf("read files: %w", err)
		}
		hashes = append(hashes, hash)
	}
	return hashes, rows.Err()
}

func scanAttachments(rows *sql.Rows, err error) (all []Attachment, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read attachments: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a Attachment
		var added, removed db.Time
		if err := rows.Scan(&a.ID, (*int64)(&a.Organ), &a.Subject, &a.SHA256, &a.Name, &a.MediaType, &a.Size, &added, &a.AddedBy, &removed, &a.Why); err != nil {
			return nil, fmt.Errorf("read attachments: %w", err)
		}
		a.AddedAt, a.RemovedAt = added.Time, removed.Time
		all = append(all, a)
	}
	return all, rows.Err()
}
