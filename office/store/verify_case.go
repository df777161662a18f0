package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/office/db"
)

const selectCaseOrgans = `
SELECT DISTINCT organ_id
FROM application
ORDER BY organ_id`

const countCases = `
SELECT count(*)
FROM application`

const selectCaseSteps = `
SELECT subject, step
FROM audit
WHERE organ_id = $1 AND kind = 'case' AND action IN ('case.open', 'case.transfer', 'case.step', 'case.erase', 'case.group')
ORDER BY seq`

const selectEntryFields = `
SELECT fields
FROM entry
WHERE id = $1 AND state = 'current'`

// cases replays every case: its events must be those that the audit was told
// of, and its row, its days and the entry that counts it must follow from them.
func (v *Verified) cases(ctx context.Context, s *Store, tx *db.Tx) error {
	if s.Ring.IsEmpty() {
		return tx.QueryRow(ctx, countCases).Scan(&v.Sealed)
	}
	organs, err := scanIDs(tx.Query(ctx, selectCaseOrgans))
	if err != nil {
		return err
	}
	clock, err := s.clock(ctx, tx)
	if err != nil {
		return err
	}
	for _, id := range organs {
		said, err := caseSteps(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := v.casesOf(ctx, s, tx, clock, id, said); err != nil {
			return err
		}
	}
	return nil
}

// A caseEvent names an event of a case.
type caseEvent struct{ id, seq int64 }

// caseSteps returns what the audit says was done, by case and place.
func caseSteps(ctx context.Context, tx *db.Tx, id organ.ID) (map[caseEvent]auditedStep, error) {
	rows, err := tx.Query(ctx, selectCaseSteps, int64(id))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	said := make(map[caseEvent]auditedStep)
	for rows.Next() {
		var n int64
		var text string
		if err := rows.Scan(&n, &text); err != nil {
			return nil, err
		}
		var a auditedCase
		if json.Unmarshal([]byte(text), &a) == nil { // a spoilt step is a break of its chain
			for _, step := range a.Steps {
				key := caseEvent{n, step.Seq}
				if before, ok := said[key]; ok && (before.Step != step.Step || before.On != step.On) {
					step.Body = "" // an erasure changes neither steps nor days
				}
				said[key] = step
			}
		}
	}
	return said, rows.Err()
}

func (v *Verified) casesOf(ctx context.Context, s *Store, tx *db.Tx, clock *application.Clock, id organ.ID, said map[caseEvent]auditedStep) error {
	for last := int64(0); ; {
		ids, err := idsAfter(ctx, tx, id, last)
		if err != nil || len(ids) == 0 {
			return err
		}
		last = ids[len(ids)-1]
		for _, n := range ids {
			v.Records++
			if err := v.oneCase(ctx, s, tx, clock, id, n, said); err != nil {
				return err
			}
		}
	}
}

const selectCaseIDs = `
SELECT id
FROM application
WHERE organ_id = $1 AND id > $2
ORDER BY id
LIMIT 1000`

func idsAfter(ctx context.Context, tx *db.Tx, id organ.ID, last int64) (ids []int64, _ error) {
	rows, err := tx.Query(ctx, selectCaseIDs, int64(id), last)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		ids = append(ids, n)
	}
	return ids, rows.Err()
}

func (v *Verified) oneCase(ctx context.Context, s *Store, tx *db.Tx, clock *application.Clock, id organ.ID, n int64, said map[caseEvent]auditedStep) error {
	name := entryName{id, n}
	breaks := func(format string) { v.Breaks = append(v.Breaks, spoilt(format, caseName(name))) }
	c, err := s.oneCase(ctx, tx, id, n, "")
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		breaks("%s的记录打不开或者读不通")
		return nil
	}
	for _, e := range c.Events {
		if !s.isSaid(c.ID, e, said[caseEvent{n, e.Seq}]) {
			breaks("%s的办理记录与操作记录不符")
			return nil
		}
	}
	if _, more := said[caseEvent{n, int64(len(c.Events)) + 1}]; more {
		breaks("%s的办理记录比操作记录少")
		return nil
	}
	want := caseRowOf(&c, clock)
	if want != c.CaseRow {
		breaks("%s用来查找和推算期限的内容与办理记录不符")
	}
	if err := v.feesOf(ctx, tx, id, &c, breaks); err != nil {
		return err
	}
	if err := v.remediesOf(ctx, tx, id, &c, breaks); err != nil || c.ReceivedOn.IsZero() {
		return err
	}
	if c.Entry == 0 {
		breaks("%s没有计入年度报告的登记")
		return nil
	}
	var fields string
	if err := tx.QueryRow(ctx, selectEntryFields, c.Entry).Scan(&fields); err != nil {
		return fmt.Errorf("read entry %d: %w", c.Entry, err)
	}
	values, err := readValues(fields)
	if err != nil || !values.Equal(caseValues(&c)) {
		breaks("计入年度报告的登记与%s的办理记录不符")
	}
	return nil
}

// A caseName names a case in a break.
type caseName entryName

func (n caseName) String() string {
	return "机关" + n.organ.String() + "的申请" + strconv.FormatInt(n.id, 10)
}

// isSaid says whether the audit was told of the event as it is kept.
func (s *Store) isSaid(id int64, e CaseEvent, told auditedStep) bool {
	body, err := bodyOf(e.Event)
	return err == nil && told == auditedStep{e.Seq, e.Event.Name(), e.On, s.bodyMark(id, e.Seq, body)}
}
