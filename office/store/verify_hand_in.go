package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"gongkai/law/organ"
	"gongkai/office/db"
)

const selectHandInSteps = `
SELECT organ_id, subject, action, step
FROM audit
WHERE action IN ('report.hand_in', 'report.receive', 'report.send_back')
ORDER BY organ_id, seq`

const selectAllHandIns = `
SELECT organ_id, year, n, superior_id, round, note, sha256, answer, reason, content
FROM hand_in
ORDER BY organ_id, year, n`

// A handInName names a report handed in.
type handInName struct {
	organ   organ.ID
	year, n int
}

func (n handInName) String() string {
	return fmt.Sprintf("机关%s的%d年度报告第%d次报送", n.organ, n.year, n.n)
}

// handIns holds every report handed in, and its answer, against the audit.
func (v *Verified) handIns(ctx context.Context, tx *db.Tx) error {
	said, answers, err := handInSteps(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := tx.Query(ctx, selectAllHandIns)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name handInName
		var h auditedHandIn
		var a auditedAnswer
		var content sql.RawBytes
		if err := rows.Scan((*int64)(&name.organ), &name.year, &h.N, (*int64)(&h.Superior), &h.Round, &h.Note, &h.SHA256, (*string)(&a.Answer), &a.Reason, &content); err != nil {
			return err
		}
		name.n = h.N
		if a.Answer != "" {
			a.N = h.N
		}
		switch {
		case hashOf(content) != h.SHA256:
			v.Breaks = append(v.Breaks, spoilt("%s的内容与校验值不符，报送以后被改过", name))
		case said[name] != h:
			v.Breaks = append(v.Breaks, spoilt("%s与操作记录不符", name))
		case answers[name] != a:
			v.Breaks = append(v.Breaks, spoilt("%s的接收或者退回与操作记录不符", name))
		}
		delete(said, name)
	}
	for name := range said {
		v.Breaks = append(v.Breaks, spoilt("%s有操作记录，现在不在数据库里", name))
	}
	return rows.Err()
}

func handInSteps(ctx context.Context, tx *db.Tx) (map[handInName]auditedHandIn, map[handInName]auditedAnswer, error) {
	rows, err := tx.Query(ctx, selectHandInSteps)
	if err != nil {
		return nil, nil, fmt.Errorf("read hand-in steps: %w", err)
	}
	defer rows.Close()
	said, answers := map[handInName]auditedHandIn{}, map[handInName]auditedAnswer{}
	for rows.Next() {
		var name handInName
		var action, step string
		if err := rows.Scan((*int64)(&name.organ), &name.year, &action, &step); err != nil {
			return nil, nil, err
		}
		var h auditedHandIn
		var a auditedAnswer
		if json.Unmarshal([]byte(step), &h) != nil || json.Unmarshal([]byte(step), &a) != nil {
			continue // a spoilt step is a break of its chain
		}
		if name.n = h.N; action == "report.hand_in" {
			said[name] = h
		} else {
			answers[name] = a
		}
	}
	return said, answers, rows.Err()
}
