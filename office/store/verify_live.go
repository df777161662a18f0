package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/db"
)

const selectEntriesWithVersion = `
SELECT e.organ_id, e.id, e.register, e.state, e.number, e.on_day, e.until_on, e.party, e.kind, e.amount, e.quantity, e.fields, v.state, v.fields
FROM entry e
LEFT JOIN entry_version v ON v.entry_id = e.id AND v.version = e.version
ORDER BY e.organ_id, e.id`

const selectEntryOrgans = `
SELECT DISTINCT organ_id
FROM entry
ORDER BY organ_id`

const selectEntrySteps = `
SELECT subject, action, step
FROM audit
WHERE organ_id = $1 AND (kind = 'entry' AND action IN ('register.enter', 'register.correct') OR kind = 'case' AND action = 'case.erase')
ORDER BY seq`

// selectTypedVersions lists the versions that one step each has made; those of
// an import have the step of the whole.
const selectTypedVersions = `
SELECT v.entry_id, v.version, v.fields
FROM entry_version v
JOIN entry e ON e.id = v.entry_id
WHERE e.organ_id = $1 AND v.batch_id IS NULL AND v.act IN ('register.enter', 'register.correct')
ORDER BY v.entry_id, v.version`

const selectDraftSteps = `
SELECT organ_id, subject, action, step
FROM audit
WHERE action IN ('report.figure', 'report.write', 'report.zero', 'report.adopt', 'report.decide', 'report.discard')
ORDER BY organ_id, seq`

const selectAllManual = `
SELECT organ_id, year, code, value, paper
FROM manual_figure
ORDER BY organ_id, year, code`

const selectAllZeros = `
SELECT organ_id, year, register, ''
FROM zero_report
ORDER BY organ_id, year, register`

const selectAllChapters = `
SELECT organ_id, year, chapter, text
FROM chapter
ORDER BY organ_id, year, chapter`

// live compares what the office works with against what its steps have left:
// every entry with the last version of its history and with its own fields,
// what figures are summed from with the entries, every version with the audit,
// the figures, zeros and chapters of drafts, the words on their findings and what
// was handed in with the audit.
func (v *Verified) live(ctx context.Context, s *Store, tx *db.Tx) error {
	if err := v.entries(ctx, tx); err != nil {
		return fmt.Errorf("verify entries: %w", err)
	}
	if err := v.history(ctx, s, tx); err != nil {
		return fmt.Errorf("verify history: %w", err)
	}
	if err := v.tallies(ctx, tx); err != nil {
		return fmt.Errorf("verify tallies: %w", err)
	}
	if err := v.drafts(ctx, tx); err != nil {
		return fmt.Errorf("verify drafts: %w", err)
	}
	if err := v.waivers(ctx, tx); err != nil {
		return fmt.Errorf("verify waivers: %w", err)
	}
	if err := v.handIns(ctx, tx); err != nil {
		return fmt.Errorf("verify reports handed in: %w", err)
	}
	return nil
}

// An entryName names an entry in a break.
type entryName struct {
	organ organ.ID
	id    int64
}

func (n entryName) String() string { return fmt.Sprintf("机关%s的登记%d", n.organ, n.id) }

func (v *Verified) entries(ctx context.Context, tx *db.Tx) error {
	rows, err := tx.Query(ctx, selectEntriesWithVersion)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			n                     entryName
			key, state, fields    string
			r                     register.Row
			amount                sql.NullInt64
			lastState, lastFields sql.NullString
		)
		err := rows.Scan((*int64)(&n.organ), &n.id, &key, &state, &r.Number, &r.Day, &r.Until, &r.Party, &r.Kind, &amount, &r.Count, &fields, &lastState, &lastFields)
		if err != nil {
			return err
		}
		if amount.Valid {
			r.Amount = &amount.Int64
		}
		v.Records++
		switch {
		case lastState.String != state || lastFields.String != fields:
			v.Breaks = append(v.Breaks, spoilt("%s与它的历史不符", n))
		case !isRowOf(r, register.Key(key), fields):
			v.Breaks = append(v.Breaks, spoilt("%s用来查找和计数的内容与登记的内容不符", n))
		}
	}
	return rows.Err()
}

// isRowOf says whether the columns of an entry are those of its fields. What is
// searched follows from the same fields and counts nothing.
func isRowOf(r register.Row, key register.Key, fields string) bool {
	d, ok := register.Of(key)
	values, err := readValues(fields)
	if !ok || err != nil {
		return false
	}
	want := d.Row(values)
	isSame := (r.Amount == nil) == (want.Amount == nil) && (r.Amount == nil || *r.Amount == *want.Amount)
	return isSame && r.Number == want.Number && r.Day == want.Day && r.Until == want.Until && r.Party == want.Party && r.Kind == want.Kind && r.Count == want.Count
}

func (v *Verified) history(ctx context.Context, s *Store, tx *db.Tx) error {
	organs, err := scanIDs(tx.Query(ctx, selectEntryOrgans))
	if err != nil {
		return err
	}
	for _, id := range organs {
		said, err := entrySteps(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := v.versionsOf(ctx, s, tx, id, said); err != nil {
			return err
		}
	}
	return nil
}

func scanIDs(rows *sql.Rows, err error) (ids []organ.ID, _ error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id organ.ID
		if err := rows.Scan((*int64)(&id)); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// An entryContent is an entry with the digest of its fields.
type entryContent struct {
	id     int64
	values string
}

// entrySteps returns what the audit says was entered and corrected, by hash.
func entrySteps(ctx context.Context, tx *db.Tx, id organ.ID) (map[entryContent]bool, error) {
	rows, err := tx.Query(ctx, selectEntrySteps, int64(id))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	said := make(map[entryContent]bool)
	for rows.Next() {
		var c entryContent
		var action, step string
		if err := rows.Scan(&c.id, &action, &step); err != nil {
			return nil, err
		}
		if action == string(account.CaseErase) {
			noteErasure(said, step)
			continue
		}
		var e auditedEntry
		if json.Unmarshal([]byte(step), &e) == nil { // a spoilt step is a break of its chain
			c.values = e.Values
			said[c] = true
		}
	}
	return said, rows.Err()
}

// noteErasure notes what an erasure has left of an entry's history. A spoilt step
// is a break of its chain.
func noteErasure(said map[entryContent]bool, step string) {
	var e auditedErasure
	if json.Unmarshal([]byte(step), &e) != nil {
		return
	}
	for _, one := range e.Entries {
		for _, digest := range one.Values {
			said[entryContent{one.Entry, digest}] = true
		}
	}
}

// versionsOf holds the versions of an organ's entries against what the audit was
// told. Without the keys those cannot be held whose digests have one in them.
func (v *Verified) versionsOf(ctx context.Context, s *Store, tx *db.Tx, id organ.ID, said map[entryContent]bool) error {
	keyed := make(map[int64]bool)
	if s.Ring.IsEmpty() {
		for c := range said {
			keyed[c.id] = keyed[c.id] || strings.HasPrefix(c.values, isKeyed)
		}
	}
	rows, err := tx.Query(ctx, selectTypedVersions, int64(id))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n, version int64
		var fields sql.RawBytes
		if err := rows.Scan(&n, &version, &fields); err != nil {
			return err
		}
		switch {
		case said[entryContent{n, hashOf(fields)}]:
		case keyed[n]:
			v.SealedEntries++
		case s.Ring.IsEmpty() || !said[entryContent{n, s.keyedDigest(n, fields)}]:
			v.Breaks = append(v.Breaks, spoilt("%s的历史与操作记录不符", entryName{id, n}))
		}
	}
	return rows.Err()
}

// A draftPart names a figure or chapter of a report that is worked on.
type draftPart struct {
	organ organ.ID
	year  int
	key   string // a cell code, a chapter, or a register said to be zero
}

func (p draftPart) String() string {
	return fmt.Sprintf("机关%s的%d年度报告草稿中的%s", p.organ, p.year, p.key)
}

func (v *Verified) drafts(ctx context.Context, tx *db.Tx) error {
	said, err := draftSteps(ctx, tx)
	if err != nil {
		return err
	}
	for _, query := range []struct {
		text string
		wide bool // has the paper beside the value
	}{{selectAllManual, true}, {selectAllChapters, false}, {selectAllZeros, false}, {selectAllAdopted, false}, {selectAllDecisions, true}, {selectAllConfirmations, false}} {
		if err := v.draftParts(ctx, tx, query.text, query.wide, said); err != nil {
			return err
		}
	}
	if err := v.datesOfOriginals(ctx, tx, said); err != nil {
		return err
	}
	for p := range said {
		v.Breaks = append(v.Breaks, spoilt("%s填写过，现在不在数据库里", p))
	}
	return nil
}

func (v *Verified) draftParts(ctx context.Context, tx *db.Tx, query string, wide bool, said map[draftPart]string) error {
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var p draftPart
		var content, paper string
		into := []any{(*int64)(&p.organ), &p.year, &p.key, &content}
		if wide {
			into = append(into, &paper)
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		present := hashOf([]byte(content))
		if wide {
			present = content + " " + paper
		}
		if said[p] != present {
			v.Breaks = append(v.Breaks, spoilt("%s与操作记录不符", p))
		}
		delete(said, p)
	}
	return rows.Err()
}

// draftSteps returns what the audit says stands in the drafts: of a figure its
// value and paper, of a chapter the hash of its text.
func draftSteps(ctx context.Context, tx *db.Tx) (map[draftPart]string, error) {
	rows, err := tx.Query(ctx, selectDraftSteps)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	said := make(map[draftPart]string)
	for rows.Next() {
		var id organ.ID
		var year int
		var action, step string
		if err := rows.Scan((*int64)(&id), &year, &action, &step); err != nil {
			return nil, err
		}
		noteDraftStep(said, id, year, account.Action(action), step)
	}
	return said, rows.Err()
}

// noteDraftStep notes what one step has left in a draft. A spoilt step is a break
// of its chain.
func noteDraftStep(said map[draftPart]string, id organ.ID, year int, action account.Action, step string) {
	switch action {
	case account.ReportWrite:
		var c writtenChapter
		if json.Unmarshal([]byte(step), &c) == nil {
			said[draftPart{id, year, c.Chapter}] = c.SHA256
		}
	case account.ReportAdopt, account.ReportDecide:
		noteAdoptionStep(said, id, year, step)
	case account.ReportDiscard:
		maps.DeleteFunc(said, func(p draftPart, _ string) bool { return p.organ == id && p.year == year })
	default:
		for _, key := range zerosIn(step) {
			said[draftPart{id, year, string(key)}] = hashOf(nil)
		}
		for code, content := range figuresIn(step, year) {
			said[draftPart{id, year, string(code)}] = content
		}
	}
}

// zerosIn reads of which registers a step says that nothing happened.
func zerosIn(step string) []register.Key {
	var z filing.ConfirmZeros
	if json.Unmarshal([]byte(step), &z) != nil {
		return nil // a spoilt step is a break of its chain
	}
	return z.Registers
}

// figuresIn reads the figures of a step as they were entered.
func figuresIn(step string, year int) map[report.Code]string {
	var one filing.EnterFigure
	var many filing.EnterFigures
	if json.Unmarshal([]byte(step), &many) != nil || json.Unmarshal([]byte(step), &one) != nil {
		return nil // a spoilt step is a break of its chain
	}
	if one.Code != "" {
		many = filing.EnterFigures{Figures: map[report.Code]string{one.Code: one.Typed}, Paper: one.Paper}
	}
	figures := make(map[report.Code]string)
	for code, typed := range many.Figures {
		if m, err := (filing.EnterFigure{Code: code, Typed: typed, Paper: many.Paper}).Read(year); err == nil {
			figures[code] = m.Value.String() + " " + m.Paper
		}
	}
	return figures
}
