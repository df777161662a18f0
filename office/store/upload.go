package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
)

const upsertUpload = `
INSERT INTO upload (organ_id, register, account, sha256, name, at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (organ_id, register, account, sha256) DO UPDATE SET name = excluded.name, at = excluded.at`

const selectUpload = `
SELECT name
FROM upload
WHERE organ_id = $1 AND register = $2 AND account = $3 AND sha256 = $4`

const deleteOldUploads = `
DELETE FROM upload
WHERE at < $1`

// uploadsKept is how long a file sent for an import may be tried.
const uploadsKept = 7 * 24 * time.Hour

// KeepUpload notes that a person has sent a file to be imported into an organ's
// register. It is no step: nothing of the records changes.
func (s *Store) KeepUpload(ctx context.Context, id organ.ID, key register.Key, by account.ID, sha256, name string) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, upsertUpload, int64(id), string(key), int64(by), sha256, name, s.Now())
		return err
	})
}

// Upload returns the name of a file that the person has sent to be imported
// into that register; to everybody else there is no such file.
func (s *Store) Upload(ctx context.Context, id organ.ID, key register.Key, by account.ID, sha256 string) (name string, err error) {
	err = s.db.QueryRow(ctx, selectUpload, int64(id), string(key), int64(by), sha256).Scan(&name)
	if errors.Is(err, sql.ErrNoRows) {
		err = problem.NotFound("没有找到试导入的文件").Try("文件由本人选择后保留7天，请重新选择文件试导入")
	}
	return name, err
}
