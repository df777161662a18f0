package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
)

const countChangedSince = `
SELECT count(*)
FROM entry_version v
JOIN entry e ON e.id = v.entry_id
WHERE v.batch_id = $1 AND e.version <> v.version`

const withdrawBatch = `
UPDATE entry
SET state = 'withdrawn', changed_at = $2, version = version + 1
WHERE batch_id = $1`

// selectImported is what an import has made of its entries, and what they
// recorded before.
const selectImported = `
SELECT v.entry_id, v.version, v.fields, f.fields
FROM entry_version v
LEFT JOIN entry_version f ON f.entry_id = v.entry_id AND f.version = v.version - 1
WHERE v.batch_id = $1
ORDER BY v.entry_id`

// takeUndoImport takes an import back as a whole: what it entered is withdrawn,
// what it corrected gets its former values.
func takeUndoImport(ctx context.Context, t *taking) error {
	u := t.step.(register.UndoImport)
	d, err := described(u.Register)
	if err != nil {
		return err
	}
	b, ok, err := oneBatch(ctx, t, u.Import, t.Dialect().ForUpdate())
	switch {
	case err != nil:
		return err
	case !ok || b.Organ != t.on.Organ || b.Register != d.Key:
		return noBatch
	case !b.UndoneAt.IsZero():
		return problem.Conflict("这次导入已由%s于%s撤销", b.UndoneBy, beijing(b.UndoneAt)).Try("请在导入记录中查看")
	}
	var since int
	if err := t.QueryRow(ctx, countChangedSince, b.ID).Scan(&since); err != nil {
		return fmt.Errorf("undo import: %w", err)
	}
	if p := u.Check(calendar.BeijingDate(b.At), t.Today, since); p != nil {
		return p
	}
	t.on = Subject{Kind: BatchKind, Organ: b.Organ, ID: b.ID, Version: 2}
	reason := strings.TrimSpace(u.Reason)
	if err := t.restore(ctx, d, b, reason); err != nil {
		return err
	}
	if err := t.change(ctx, withdrawBatch, b.ID, t.Now); err != nil {
		return err
	}
	ok, err = t.changeOne(ctx, updateBatchUndone, b.ID, t.Now, t.by.Name, reason)
	if err == nil && !ok {
		return problem.Conflict("这次导入已经撤销").Try("请在导入记录中查看")
	}
	return err
}

// restore gives the entries that the import corrected their former values, and
// notes the withdrawal of those it entered.
func (t *taking) restore(ctx context.Context, d *register.Description, b Batch, reason string) error {
	entries := bulk{taking: t, d: d, act: account.RegisterUndoImport, reason: reason}
	rows, err := t.Query(ctx, selectImported, b.ID)
	if err != nil {
		return fmt.Errorf("read what was imported: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, version int64
		var fields string
		var former sql.NullString
		if err := rows.Scan(&id, &version, &fields, &former); err != nil {
			return fmt.Errorf("read what was imported: %w", err)
		}
		if !former.Valid {
			entries.version(id, version+1, register.Withdrawn, fields)
			entries.gone = append(entries.gone, id)
			continue
		}
		v, err := readValues(former.String)
		if err != nil {
			return err
		}
		entries.correct(id, version, v)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return entries.save(ctx)
}
