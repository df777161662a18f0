package store

import (
	"cmp"
	"context"
	"fmt"

	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/office/db"
)

const selectScheme = `
SELECT scheme
FROM tally_scheme
WHERE id = 1`

const updateScheme = `
UPDATE tally_scheme
SET scheme = $1
WHERE id = 1`

const deleteAllTallies = `
DELETE FROM tally`

const deleteAllDaily = `
DELETE FROM daily`

const selectTalliedRegisters = `
SELECT DISTINCT organ_id, register
FROM entry
WHERE state = 'current'
ORDER BY organ_id, register`

const selectCurrentEntries = `
SELECT id, fields
FROM entry
WHERE organ_id = $1 AND register = $2 AND state = 'current'
ORDER BY id`

// recount counts anew where the tallies were made by the rules of another
// version of the program, or by none. Of several that start at once one counts.
func (s *Store) recount(ctx context.Context) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *db.Tx) error {
		var scheme int64
		if err := tx.QueryRow(ctx, selectScheme+tx.Dialect().ForUpdate()).Scan(&scheme); err != nil {
			return fmt.Errorf("read tally scheme: %w", err)
		}
		if scheme == register.Scheme {
			return nil
		}
		return s.countAnew(ctx, tx)
	})
}

// countAnew makes the tallies of every entry, and their sums, anew.
func (s *Store) countAnew(ctx context.Context, tx *db.Tx) error {
	for _, clear := range []string{deleteAllTallies, deleteAllDaily} {
		if _, err := tx.Exec(ctx, clear); err != nil {
			return fmt.Errorf("clear tallies: %w", err)
		}
	}
	books, err := talliedRegisters(ctx, tx)
	if err != nil {
		return err
	}
	now := &Tx{Tx: tx, Now: s.Now(), Today: s.Today(), store: s}
	for _, book := range books {
		b := &bulk{taking: &taking{Tx: now, on: Subject{Organ: book.organ}}, d: book.d}
		if err := b.countBook(ctx); err != nil {
			return err
		}
	}
	_, err = tx.Exec(ctx, updateScheme, register.Scheme)
	return err
}

// A talliedRegister is a register that an organ keeps.
type talliedRegister struct {
	organ organ.ID
	d     *register.Description
}

func talliedRegisters(ctx context.Context, tx *db.Tx) (all []talliedRegister, _ error) {
	rows, err := tx.Query(ctx, selectTalliedRegisters)
	if err != nil {
		return nil, fmt.Errorf("read registers to tally: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id organ.ID
		var key register.Key
		if err := rows.Scan((*int64)(&id), (*string)(&key)); err != nil {
			return nil, fmt.Errorf("read registers to tally: %w", err)
		}
		if d, ok := register.Of(key); ok {
			all = append(all, talliedRegister{id, d})
		}
	}
	return all, rows.Err()
}

// countBook tallies every entry of one organ's register. What stands was
// accepted: its spans are not looked at again.
func (b *bulk) countBook(ctx context.Context) error {
	c := b.tallying()
	rows, err := b.Query(ctx, selectCurrentEntries, int64(b.on.Organ), string(b.d.Key))
	if err != nil {
		return fmt.Errorf("read entries to tally: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var fields string
		if err := rows.Scan(&id, &fields); err != nil {
			return fmt.Errorf("read entries to tally: %w", err)
		}
		v, err := readValues(fields)
		if err != nil {
			return err
		}
		c.add(id, v)
	}
	if err := cmp.Or(rows.Err(), rows.Close()); err != nil {
		return fmt.Errorf("read entries to tally: %w", err)
	}
	c.groups = nil
	return c.save(ctx)
}
