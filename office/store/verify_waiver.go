package store

import (
	"context"
	"encoding/json"
	"fmt"

	"gongkai/law/organ"
	"gongkai/office/db"
)

const selectWaiverSteps = `
SELECT organ_id, subject, step
FROM audit
WHERE action = 'report.waive'
ORDER BY organ_id, seq`

const selectAllWaivers = `
SELECT organ_id, year, id, rule, place, mark, reason, withdrawn_why
FROM waiver
ORDER BY organ_id, id`

// A keptWord is what the audit says of a word on a finding: what it is about,
// why it stands and, once taken back, why.
type keptWord struct {
	organ            organ.ID
	year             int
	about, why, back string
}

// A waiverName names a word in a break.
type waiverName struct {
	organ organ.ID
	year  int
	id    int64
}

func (n waiverName) String() string {
	return fmt.Sprintf("机关%s的%d年度报告对核对问题的说明%d", n.organ, n.year, n.id)
}

// waivers holds every word on a finding, and its withdrawal, against the audit.
func (v *Verified) waivers(ctx context.Context, tx *db.Tx) error {
	said, err := waiverSteps(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, selectAllWaivers)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var w keptWord
		var id int64
		var rule, place, mark string
		if err := rows.Scan((*int64)(&w.organ), &w.year, &id, &rule, &place, &mark, &w.why, &w.back); err != nil {
			return err
		}
		w.about = about(rule, place, mark)
		if said[id] != w {
			v.Breaks = append(v.Breaks, spoilt("%s与操作记录不符", waiverName{w.organ, w.year, id}))
		}
		delete(said, id)
	}
	for id, w := range said {
		v.Breaks = append(v.Breaks, spoilt("%s有操作记录，现在不在数据库里", waiverName{w.organ, w.year, id}))
	}
	return rows.Err()
}

func about(rule, place, mark string) string { return rule + " " + place + " " + mark }

func waiverSteps(ctx context.Context, tx *db.Tx) (map[int64]keptWord, error) {
	rows, err := tx.Query(ctx, selectWaiverSteps)
	if err != nil {
		return nil, fmt.Errorf("read waiver steps: %w", err)
	}
	defer rows.Close()
	said := make(map[int64]keptWord)
	for rows.Next() {
		var w keptWord
		var step string
		if err := rows.Scan((*int64)(&w.organ), &w.year, &step); err != nil {
			return nil, err
		}
		var given auditedWaiver
		var back auditedUnwaive
		if json.Unmarshal([]byte(step), &given) != nil || json.Unmarshal([]byte(step), &back) != nil {
			continue // a spoilt step is a break of its chain
		}
		if back.Withdrawn != 0 {
			w = said[back.Withdrawn]
			w.back = back.Reason
			said[back.Withdrawn] = w
			continue
		}
		w.about, w.why = about(given.Rule, given.Place, given.Mark), given.Reason
		said[given.Waiver] = w
	}
	return said, rows.Err()
}
