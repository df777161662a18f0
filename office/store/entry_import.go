package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
)

// An Import is [register.Import] with what the file holds.
type Import struct {
	register.Import
	Batch *register.Batch `json:"-"`
}

// A Batch is an import that was done.
type Batch struct {
	ID        int64
	Organ     organ.ID
	Register  register.Key
	File      string // its name
	SHA256    string
	Entered   int
	Corrected int
	At        time.Time
	Account   account.ID
	Name      string
	UndoneAt  time.Time // zero while it holds
	UndoneBy  string
	Why       string // of the undoing
}

// Subject returns what undoing the import names.
func (b Batch) Subject() Subject {
	return Subject{Kind: BatchKind, Organ: b.Organ, ID: b.ID, Version: AnyVersion}
}

// selectEntriesNumbered goes on with the list of numbers.
const selectEntriesNumbered = entryColumns + `
FROM entry
WHERE organ_id = $1 AND register = $2`

const batchColumns = `
SELECT id, organ_id, register, file, sha256, entered, corrected, at, account, name, undone_at, undone_by, undone_why
FROM batch`

const selectBatches = batchColumns + `
WHERE organ_id = $1 AND register = $2
ORDER BY at DESC, id DESC
LIMIT 200`

const selectBatch = batchColumns + `
WHERE id = $1`

const insertBatch = `
INSERT INTO batch (id, organ_id, register, file, sha256, entered, corrected, at, account, name)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

const updateBatchUndone = `
UPDATE batch
SET undone_at = $2, undone_by = $3, undone_why = $4
WHERE id = $1 AND undone_at IS NULL`

// upsertCorrected corrects many entries in one statement; all of them are
// there, and one that has moved on from the version before $15 is left as it is.
const upsertCorrected = `
INSERT INTO entry (id, organ_id, register, state, number, on_day, until_on, party, kind, amount, quantity,
                   search, open_search, fields, entered_at, changed_at, version)
VALUES ($1, $2, $3, 'current', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15)
ON CONFLICT (id) DO UPDATE
SET number = excluded.number, on_day = excluded.on_day, until_on = excluded.until_on, party = excluded.party,
    kind = excluded.kind, amount = excluded.amount, quantity = excluded.quantity, search = excluded.search,
    open_search = excluded.open_search, fields = excluded.fields, changed_at = excluded.changed_at, version = excluded.version
WHERE entry.version = excluded.version - 1 AND entry.state = 'current'`

const insertBatchVersion = `
INSERT INTO entry_version (entry_id, version, at, account, name, act, reason, state, fields, batch_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

// PlanImport says what the import of a file would do; nothing is done.
func (s *Store) PlanImport(ctx context.Context, id organ.ID, key register.Key, b *register.Batch) (run *register.DryRun, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		run, err = planImport(ctx, tx, tx.Dialect(), id, key, b)
		return err
	})
	return run, err
}

func planImport(ctx context.Context, r reader, dialect db.Dialect, id organ.ID, key register.Key, b *register.Batch) (*register.DryRun, error) {
	o, err := oneOrgan(ctx, r, id)
	if err != nil {
		return nil, err
	}
	at := *b
	at.Keeper = o.Keeper()
	query := selectEntriesNumbered + "\n  AND number" + dialect.OneOf(3)
	return at.Against(func(numbers []string) (map[string]register.Existing, error) {
		entries, err := scanEntries(r.Query(ctx, query, int64(id), string(key), db.ListOf(numbers)))
		found := make(map[string]register.Existing, len(entries))
		for _, e := range entries {
			if had, ok := found[e.Number]; ok && (had.State == register.Current || e.State != register.Current && had.ID > e.ID) {
				continue // of several only one is not withdrawn; else the latest
			}
			found[e.Number] = register.Existing{ID: e.ID, Version: e.Version, State: e.State, Values: e.Values}
		}
		return found, err
	})
}

// Imports returns what was imported into an organ's register, the latest first.
func (s *Store) Imports(ctx context.Context, id organ.ID, key register.Key) ([]Batch, error) {
	return scanBatches(s.db.Query(ctx, selectBatches, int64(id), string(key)))
}

// Import returns one import of the organ.
func (s *Store) Import(ctx context.Context, id organ.ID, n int64) (Batch, error) {
	b, ok, err := oneBatch(ctx, s.db, n, "")
	if err == nil && (!ok || b.Organ != id) {
		return Batch{}, noBatch
	}
	return b, err
}

var noBatch = problem.NotFound("没有找到这次导入").Try("请从登记簿的导入记录中查找")

func oneBatch(ctx context.Context, r reader, n int64, lock string) (b Batch, ok bool, err error) {
	all, err := scanBatches(r.Query(ctx, selectBatch+lock, n))
	if err != nil || len(all) == 0 {
		return b, false, err
	}
	return all[0], true, nil
}

func scanBatches(rows *sql.Rows, err error) (all []Batch, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read imports: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var b Batch
		var at, undone db.Time
		err := rows.Scan(&b.ID, (*int64)(&b.Organ), (*string)(&b.Register), &b.File, &b.SHA256, &b.Entered, &b.Corrected, &at, (*int64)(&b.Account), &b.Name, &undone, &b.UndoneBy, &b.Why)
		if err != nil {
			return nil, fmt.Errorf("read imports: %w", err)
		}
		b.At, b.UndoneAt = at.Time, undone.Time
		all = append(all, b)
	}
	return all, rows.Err()
}

// importDoing finds how a step on an import is done.
func importDoing(step Step) (doing, bool) {
	switch step.(type) {
	case Import:
		return doing{account.RegisterImport, nil, "", takeImport}, true
	case register.UndoImport:
		return doing{account.RegisterUndoImport, nil, "", takeUndoImport}, true
	}
	return doing{}, false
}

// takeImport does the whole of a dry run or nothing. The dry run is made again
// here, so that what is done is what the person has seen.
func takeImport(ctx context.Context, t *taking) error {
	i := t.step.(Import)
	d, err := described(i.Register)
	if err != nil {
		return err
	}
	id := t.on.ID
	if id == 0 {
		id = t.store.newID()
	}
	b, done, err := oneBatch(ctx, t, id, "")
	if err != nil {
		return err
	}
	if done {
		return t.again(BatchKind, b.Organ, b.Account, b.Register == d.Key)
	}
	run, err := planImport(ctx, t, t.Dialect(), t.on.Organ, d.Key, i.Batch)
	if err != nil {
		return err
	}
	if p := i.Confirms(run); p != nil {
		return p
	}
	if err := t.importBesideCases(ctx, d, run); err != nil {
		return err
	}
	t.on = Subject{Kind: BatchKind, Organ: t.on.Organ, ID: id, Version: 1}
	err = t.change(ctx, insertBatch, id, int64(t.on.Organ), string(d.Key), i.File, i.SHA256, len(run.New), len(run.Changed), t.Now, int64(t.by.Account), t.by.Name)
	if err != nil {
		return err
	}
	entries := bulk{taking: t, d: d, batch: id, act: account.RegisterImport}
	for k := range run.New {
		entries.enter(run.New[k].Values())
	}
	for k := range run.Changed {
		p := &run.Changed[k]
		entries.correct(p.ID, p.Version, p.Values())
	}
	return entries.save(ctx)
}

// importBesideCases refuses an import that would count what cases count.
func (t *taking) importBesideCases(ctx context.Context, d *register.Description, run *register.DryRun) error {
	for k := range run.New {
		if err := t.besideCases(ctx, d, 0, nil, run.New[k].Values()); err != nil {
			return err
		}
	}
	for k := range run.Changed {
		p := &run.Changed[k]
		if err := t.besideCases(ctx, d, p.ID, p.Former(), p.Values()); err != nil {
			return err
		}
	}
	return nil
}

// Keeper is what registers ask of the organ.
func (o Organ) Keeper() register.Keeper {
	return register.Keeper{Organ: organ.Organ{Name: o.Name, Level: o.Level, Body: o.Body}, Founded: o.Founded, Ended: o.Ended, How: o.How}
}

// takes refuses what the organ of the step cannot have.
func (t *taking) takes(ctx context.Context, d *register.Description, v register.Values) error {
	o, err := oneOrgan(ctx, t, t.on.Organ)
	if err != nil {
		return err
	}
	if p := o.Keeper().Fault(d, v); p != nil {
		return p
	}
	return nil
}

// again is for a form sent twice: what the first has made stands, and the
// second makes nothing.
func (t *taking) again(kind Kind, at organ.ID, by account.ID, isSame bool) error {
	if at != t.on.Organ || by != t.by.Account || !isSame {
		return problem.Conflict("这张表单已经用过").Try("请重新打开页面填写")
	}
	t.on.Kind, t.on.Version, t.repeated = kind, 1, true
	return nil
}

// A bulk gathers entries to be made and corrected, and saves them with few
// statements.
type bulk struct {
	*taking
	d         *register.Description
	batch     int64
	act       account.Action
	reason    string
	made      []any // arguments of the statements, row after row
	corrected []any
	versions  []any
	entered   []int64 // with the values of the same place in counted
	counted   []register.Values
	gone      []int64 // what counted otherwise before, or does no longer
	changes   int64
	err       error
}

func (b *bulk) enter(v register.Values) {
	r, fields := b.d.Row(v), b.fields(v)
	id := b.store.newID()
	b.made = append(b.made, id, int64(b.on.Organ), string(b.d.Key), r.Number, r.Day, noDay(r.Until), r.Party, r.Kind, orNull(r.Amount), r.Count,
		r.Search, r.OpenSearch, fields, b.batch, b.Now)
	b.version(id, 1, register.Current, fields)
	b.entered, b.counted = append(b.entered, id), append(b.counted, v)
}

// correct takes the version that the entry has.
func (b *bulk) correct(id, version int64, v register.Values) {
	r, fields := b.d.Row(v), b.fields(v)
	b.corrected = append(b.corrected, id, int64(b.on.Organ), string(b.d.Key), r.Number, r.Day, noDay(r.Until), r.Party, r.Kind, orNull(r.Amount), r.Count,
		r.Search, r.OpenSearch, fields, b.Now, version+1)
	b.version(id, version+1, register.Current, fields)
	b.entered, b.counted, b.gone = append(b.entered, id), append(b.counted, v), append(b.gone, id)
	b.changes++
}

func (b *bulk) version(id, version int64, state register.State, fields string) {
	var of any
	if b.batch != 0 {
		of = b.batch
	}
	b.versions = append(b.versions, id, version, b.Now, int64(b.by.Account), b.by.Name, string(b.act), b.reason, string(state), fields, of)
}

func (b *bulk) fields(v register.Values) string {
	text, err := json.Marshal(v)
	b.err = errors.Join(b.err, err)
	return string(text)
}

// save writes everything that was gathered.
func (b *bulk) save(ctx context.Context) error {
	if b.err != nil {
		return b.err
	}
	if _, err := b.insert(ctx, insertEntry, b.made); err != nil {
		if _, twice := db.IsUnique(err); twice {
			return problem.Conflict("试导入以后，有人登记了文件中的%s，没有导入任何内容", b.d.Field(b.d.Number).Label).Try("请重新试导入，核对后再确认")
		}
		return err
	}
	n, err := b.insert(ctx, upsertCorrected, b.corrected)
	switch {
	case err != nil:
		return err
	case n != b.changes:
		return problem.Conflict("有人刚刚改动了其中的登记，没有写入任何内容").Try("请重新打开页面，核对后再确认")
	}
	if _, err := b.insert(ctx, insertBatchVersion, b.versions); err != nil {
		return err
	}
	if err := b.retallyAll(ctx); err != nil {
		return err
	}
	return b.grown(ctx)
}

// rowsAtOnce is measured: SQLite looks a parameter up among all that stand
// before it, so that long statements cost more than many.
const rowsAtOnce = 16

// insert runs an INSERT of one row for many rows; args are those of all rows.
func (b *bulk) insert(ctx context.Context, one string, args []any) (changed int64, err error) {
	width := widthOf(one)
	for len(args) > 0 {
		n := min(len(args), width*rowsAtOnce)
		b.changed = true
		result, err := b.Exec(ctx, manyRows(one, n/width), args[:n]...)
		if err != nil {
			return changed, err
		}
		k, err := result.RowsAffected()
		if err != nil {
			return changed, err
		}
		changed, args = changed+k, args[n:]
	}
	return changed, nil
}

// manyRows repeats the row of an INSERT with the parameters counted on.
func manyRows(one string, rows int) string {
	head, row, tail := rowOf(one)
	width := widthOf(one)
	var text strings.Builder
	text.Grow(len(one) + rows*(len(row)+2*width))
	text.WriteString(head)
	for k := range rows {
		if k > 0 {
			text.WriteString(",\n")
		}
		writeRow(&text, row, k*width)
	}
	text.WriteString(tail)
	return text.String()
}

// rowOf parts an INSERT into what stands before, the row in brackets, and what
// stands behind.
func rowOf(insert string) (head, row, tail string) {
	const values = "VALUES "
	at := strings.Index(insert, values) + len(values)
	end := at + strings.IndexByte(insert[at:], ')') + 1
	return insert[:at], insert[at:end], insert[end:]
}

// widthOf is the number of the row's last parameter.
func widthOf(insert string) (last int) {
	_, row, _ := rowOf(insert)
	for part := range strings.SplitSeq(row, "$") {
		last = max(last, number(part))
	}
	return last
}

// writeRow writes a row with offset added to the numbers of its parameters.
func writeRow(text *strings.Builder, row string, offset int) {
	for i := 0; i < len(row); i++ {
		text.WriteByte(row[i])
		if row[i] != '$' {
			continue
		}
		n := number(row[i+1:])
		fmt.Fprint(text, n+offset)
		for i+1 < len(row) && row[i+1] >= '0' && row[i+1] <= '9' {
			i++
		}
	}
}

// number is the number that a text begins with, 0 for none.
func number(text string) (n int) {
	for i := 0; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
		n = 10*n + int(text[i]-'0')
	}
	return n
}
