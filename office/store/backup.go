package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gongkai/office/audit"
)

// BackupKind is what the program notes of its backups under, in its own chain.
const BackupKind Kind = "backup"

// A Backup is how a backup went. The zero Backup is none.
type Backup struct {
	At      time.Time `json:"-"` // when it was noted
	By      string    `json:"-"` // 程序, 命令行
	Written bool      `json:"written"`
	Rows    int64     `json:"rows,omitempty"`
	Files   int       `json:"files,omitempty"`
	Missing int       `json:"missing,omitempty"` // attachments that were not there
	// Tried says that it was restored into a database of its own and found
	// whole (试恢复).
	Tried   bool   `json:"tried,omitempty"`
	Failure string `json:"failure,omitempty"` // why it was not written, or not restored
}

const backupAction = "backup.write"

// NoteBackup seals to the program's own chain how a backup went, for the desk to
// show and nobody to make better afterwards.
func (s *Store) NoteBackup(ctx context.Context, b Backup) error {
	step, err := json.Marshal(b)
	if err != nil {
		return err
	}
	return s.write(ctx, func(ctx context.Context, tx *Tx) error {
		_, err := tx.appendEntry(ctx, audit.Entry{Name: b.By, Kind: string(BackupKind), Action: backupAction, Step: step})
		return err
	})
}

// LastBackup returns how the last backup went, the zero Backup for none.
func (s *Store) LastBackup(ctx context.Context) (b Backup, err error) {
	last, err := auditEntries(s.db.Query(ctx, selectAuditLast, int64(0), string(BackupKind), int64(0)))
	if err != nil || len(last) == 0 {
		return b, err
	}
	if err := json.Unmarshal(last[0].Step, &b); err != nil {
		return b, fmt.Errorf("read note of backup: %w", err)
	}
	b.At, b.By = last[0].At, last[0].Name
	return b, nil
}
