package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/db"
)

// An Entry is one entry of a register.
type Entry struct {
	ID        int64
	Organ     organ.ID
	Register  register.Key
	State     register.State
	Values    register.Values
	Day       calendar.Date
	Number    string
	Batch     int64 // the import that entered it, 0 for none
	EnteredAt time.Time
	ChangedAt time.Time
	Version   int64
}

// Subject returns what a step on the entry names.
func (e Entry) Subject() Subject {
	return Subject{Kind: EntryKind, Organ: e.Organ, ID: e.ID, Version: e.Version}
}

// An EntryPage is one page of a register's list.
type EntryPage struct {
	Entries []Entry
	Total   int // of all pages
}

// An EntryVersion is an entry as it stood after one act.
type EntryVersion struct {
	Version int64
	At      time.Time
	Name    string // who did it
	Act     string // register.enter, register.correct, …
	Reason  string
	State   register.State
	Values  register.Values
}

const entryColumns = `
SELECT id, organ_id, register, state, fields, on_day, number, batch_id, entered_at, changed_at, version`

const selectEntry = entryColumns + `
FROM entry
WHERE organ_id = $1 AND id = $2`

const selectEntryNumbered = entryColumns + `
FROM entry
WHERE organ_id = $1 AND register = $2 AND number = $3 AND state = 'current'`

const selectEntryVersions = `
SELECT version, at, name, act, reason, state, fields
FROM entry_version
WHERE entry_id = $1
ORDER BY version`

// sumEntries is how much the entries of a register stand for.
const sumEntries = `
SELECT coalesce(sum(quantity), 0)
FROM entry
WHERE organ_id = $1 AND register = $2 AND state = 'current' AND on_day BETWEEN $3 AND $4`

// A filter gathers the conditions of a list and their arguments.
type filter struct {
	from  string // what is read
	lines string // of it, the lines that count in a figure; "" where that is not asked
	where []string
	args  []any
}

// count is the statement that counts what is found, and how many of the
// arguments it has. Where only a figure is asked for, its lines are enough: they
// are of current entries alone.
func (f *filter) count(isNarrowed bool) (query string, args int) {
	if f.lines != "" && !isNarrowed {
		return "\nSELECT count(*)\nFROM " + f.lines, len(f.args) - len(f.where)
	}
	return "\nSELECT count(*)\nFROM " + f.from + f.String(), len(f.args)
}

// and adds a condition; ? stands for its argument.
func (f *filter) and(condition string, arg any) {
	f.where = append(f.where, f.place(condition, arg))
}

// place is a condition with the place of its argument for ?.
func (f *filter) place(condition string, arg any) string {
	f.args = append(f.args, arg)
	return strings.Replace(condition, "?", "$"+strconv.Itoa(len(f.args)), 1)
}

func (f *filter) String() string { return "\nWHERE " + strings.Join(f.where, "\n  AND ") }

// contains is the argument of a LIKE that finds text anywhere.
func contains(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text) + "%"
}

// An EntryFilter says which entries of an organ's register are wanted. Open is
// for those who may not see personal data: they get it masked, and neither
// search nor order tells of it.
type EntryFilter struct {
	Organ    organ.ID
	Register register.Key
	Query    register.Query
	Open     bool
}

func (f EntryFilter) conditions() *filter {
	c := &filter{from: "entry"}
	q := f.Query
	if q.Counts != "" {
		f.counted(c)
	}
	c.and("organ_id = ?", int64(f.Organ))
	c.and("register = ?", string(f.Register))
	if q.State != "" {
		c.and("state = ?", string(q.State))
	}
	if from, until := q.Period(); !from.IsZero() || !until.IsZero() {
		if !from.IsZero() {
			c.and("on_day >= ?", from)
		}
		if !until.IsZero() {
			c.and("on_day <= ?", until)
		}
	}
	if q.Kind != "" {
		c.and(`kind LIKE ? ESCAPE '\'`, contains(","+q.Kind+","))
	}
	if text := register.SearchText(q.Text); text != "" {
		column := "search"
		if f.Open {
			column = "open_search"
		}
		c.and(column+` LIKE ? ESCAPE '\'`, contains(text))
	}
	return c
}

// counted begins with the lines that count in a figure of the year: they are
// found, counted and ordered by their index, and each leads to its entry.
func (f EntryFilter) counted(c *filter) {
	d, ok := register.Of(f.Register)
	if !ok {
		return
	}
	figure, _ := d.Figure(f.Query.Counts)
	from, until := f.Query.Counted(figure.Measure)
	lines := &filter{}
	lines.and("organ_id = ?", int64(f.Organ))
	lines.and("code = ?", string(f.Query.Counts))
	lines.and("on_day >= ?", from)
	lines.and("on_day <= ?", until)
	if figure.Measure.IsStock() {
		lines.and("(until_on IS NULL OR until_on > ?)", until)
	}
	c.args = lines.args
	c.lines = "(SELECT entry_id, on_day AS counted_on FROM tally" + lines.String() + ") AS line"
	c.from = c.lines + "\nJOIN entry ON id = entry_id"
}

func (f EntryFilter) mask(e *Entry) {
	if d, ok := register.Of(e.Register); f.Open && ok {
		e.Values = d.Masked(e.Values)
	}
}

// order is the ORDER BY of a sort; the id makes it total.
func (f EntryFilter) order() string {
	q := f.Query
	if f.Open && q.Sort == register.SortParty {
		q.Sort = register.SortDay
	}
	column := map[register.Sort]string{
		register.SortDay: "on_day", register.SortNumber: "number", register.SortParty: "party",
		register.SortAmount: "amount", register.SortEntered: "entered_at",
	}[q.Sort]
	id := "id"
	switch {
	case q.Counts != "" && (column == "" || column == "on_day"):
		column, id = "counted_on", "entry_id"
	case column == "":
		column = "on_day"
	}
	way := " DESC"
	if q.Ascending {
		way = ""
	}
	nulls := ""
	if column == "amount" {
		nulls = " NULLS LAST"
	}
	return "\nORDER BY " + column + way + nulls + ", " + id + way
}

// Entries returns one page of a register's list.
func (s *Store) Entries(ctx context.Context, f EntryFilter) (page EntryPage, err error) {
	c := f.conditions()
	offset := (max(1, f.Query.Page) - 1) * register.PageSize
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		n := len(c.args)
		limit := fmt.Sprintf("\nLIMIT $%d OFFSET $%d", n+1, n+2)
		page.Entries, err = scanEntries(tx.Query(ctx, entryColumns+"\nFROM "+c.from+c.String()+f.order()+limit, append(c.args, register.PageSize, offset)...))
		if err != nil {
			return err
		}
		for i := range page.Entries {
			f.mask(&page.Entries[i])
		}
		// A page that is not full is the last, and all there is need not be counted.
		if n := len(page.Entries); n < register.PageSize && (n > 0 || offset == 0) {
			page.Total = offset + n
			return nil
		}
		count, n := c.count(f.Query.NarrowsFigure())
		if err := tx.QueryRow(ctx, count, c.args[:n]...).Scan(&page.Total); err != nil {
			return fmt.Errorf("count entries: %w", err)
		}
		return nil
	})
	return page, err
}

// EachEntry calls do with every entry of the filter, in its order, all of one
// moment; pages do not matter.
func (s *Store) EachEntry(ctx context.Context, f EntryFilter, do func(Entry) error) error {
	c := f.conditions()
	return s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		rows, err := tx.Query(ctx, entryColumns+"\nFROM "+c.from+c.String()+f.order(), c.args...)
		if err != nil {
			return fmt.Errorf("read entries: %w", err)
		}
		defer rows.Close()
		for rows.Next() {
			e, err := scanEntry(rows)
			if err != nil {
				return err
			}
			f.mask(&e)
			if err := do(e); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

// Entry returns one entry of the organ.
func (s *Store) Entry(ctx context.Context, id organ.ID, n int64) (Entry, error) {
	return oneEntry(ctx, s.db, id, n)
}

func oneEntry(ctx context.Context, r reader, id organ.ID, n int64) (Entry, error) {
	all, err := scanEntries(r.Query(ctx, selectEntry, int64(id), n))
	switch {
	case err != nil:
		return Entry{}, err
	case len(all) == 0:
		return Entry{}, problem.NotFound("没有找到这条登记").Try("请从登记簿中查找")
	}
	return all[0], nil
}

// EntryNumbered returns the organ's current entry of a number; ok is false
// where there is none.
func (s *Store) EntryNumbered(ctx context.Context, id organ.ID, key register.Key, number string) (e Entry, ok bool, err error) {
	return entryNumbered(ctx, s.db, id, key, number)
}

func entryNumbered(ctx context.Context, r reader, id organ.ID, key register.Key, number string) (Entry, bool, error) {
	all, err := scanEntries(r.Query(ctx, selectEntryNumbered, int64(id), string(key), number))
	if err != nil || len(all) == 0 {
		return Entry{}, false, err
	}
	return all[0], true, nil
}

func scanEntries(rows *sql.Rows, err error) (all []Entry, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read entries: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

func scanEntry(rows *sql.Rows) (e Entry, err error) {
	var fields string
	var batch sql.NullInt64
	var entered, changed db.Time
	err = rows.Scan(&e.ID, (*int64)(&e.Organ), (*string)(&e.Register), (*string)(&e.State), &fields, &e.Day, &e.Number, &batch, &entered, &changed, &e.Version)
	if err != nil {
		return e, fmt.Errorf("read entry: %w", err)
	}
	e.Batch, e.EnteredAt, e.ChangedAt = batch.Int64, entered.Time, changed.Time
	e.Values, err = readValues(fields)
	return e, err
}

func readValues(fields string) (v register.Values, err error) {
	if err = json.Unmarshal([]byte(fields), &v); err != nil {
		return nil, fmt.Errorf("read fields of entry: %w", err)
	}
	return v, nil
}

// EntryHistory returns every version of the entry, the first first.
func (s *Store) EntryHistory(ctx context.Context, id organ.ID, n int64) ([]EntryVersion, error) {
	if _, err := s.Entry(ctx, id, n); err != nil {
		return nil, err
	}
	return entryVersions(ctx, s.db, n)
}

func entryVersions(ctx context.Context, r reader, n int64) (all []EntryVersion, _ error) {
	rows, err := r.Query(ctx, selectEntryVersions, n)
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var v EntryVersion
		var at db.Time
		var fields string
		if err := rows.Scan(&v.Version, &at, &v.Name, &v.Act, &v.Reason, (*string)(&v.State), &fields); err != nil {
			return nil, fmt.Errorf("read history: %w", err)
		}
		v.At = at.Time
		if v.Values, err = readValues(fields); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// Quantity is how many pieces the entries of a year stand for, without those
// withdrawn.
func (s *Store) Quantity(ctx context.Context, id organ.ID, key register.Key, year int) (n int64, err error) {
	from, until := register.Counted.Period(year)
	if err := s.db.QueryRow(ctx, sumEntries, int64(id), string(key), from, until).Scan(&n); err != nil {
		return 0, fmt.Errorf("count entries: %w", err)
	}
	return n, nil
}
