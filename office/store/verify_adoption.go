package store

import (
	"context"
	"encoding/json"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/report/filing"
	"gongkai/office/db"
)

// The names of what an adoption leaves, in breaks.
const (
	readPart      = "由原文件读取的内容"
	decidedPart   = "核对"
	confirmedPart = "确认"
	datePart      = "原公布日期"
)

const selectAllAdopted = `
SELECT organ_id, year, '` + readPart + `', content
FROM adoption
ORDER BY organ_id, year`

const selectAllDecisions = `
SELECT organ_id, year, '` + decidedPart + `' || code, value, choice
FROM cell_decision
ORDER BY organ_id, year, code`

const selectAllConfirmations = `
SELECT organ_id, year, '` + confirmedPart + `' || rule || ' ' || place || ' ' || says, reason
FROM finding_confirmation
ORDER BY organ_id, year, rule, place, says`

const selectAllOriginalDates = `
SELECT organ_id, year, published_on
FROM adoption
WHERE published_on IS NOT NULL
ORDER BY organ_id, year`

// noteAdoptionStep notes what a step on an old report has left: what was read of
// the file, the decisions on cells, what was confirmed, the day of publication.
func noteAdoptionStep(said map[draftPart]string, id organ.ID, year int, step string) {
	var s struct {
		Content   string              `json:"content"`
		Published calendar.Date       `json:"published"`
		Day       calendar.Date       `json:"day"`
		Cells     []decidedCell       `json:"cells"`
		Findings  []filing.FindingKey `json:"findings"`
		Reason    string              `json:"reason"`
	}
	if json.Unmarshal([]byte(step), &s) != nil {
		return // a spoilt step is a break of its chain
	}
	if s.Content != "" {
		said[draftPart{id, year, readPart}] = s.Content
	}
	for _, day := range []calendar.Date{s.Published, s.Day} {
		if !day.IsZero() {
			said[draftPart{id, year, datePart}] = day.String()
		}
	}
	for _, c := range s.Cells {
		said[draftPart{id, year, decidedPart + string(c.Code)}] = c.Value + " " + string(c.Choice)
	}
	for _, f := range s.Findings {
		said[draftPart{id, year, confirmedPart + f.Rule + " " + f.At + " " + f.Says}] = hashOf([]byte(s.Reason))
	}
}

// datesOfOriginals compares the days on which originals were made public.
func (v *Verified) datesOfOriginals(ctx context.Context, tx *db.Tx, said map[draftPart]string) error {
	rows, err := tx.Query(ctx, selectAllOriginalDates)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		p := draftPart{key: datePart}
		var day calendar.Date
		if err := rows.Scan((*int64)(&p.organ), &p.year, &day); err != nil {
			return err
		}
		if said[p] != day.String() {
			v.Breaks = append(v.Breaks, spoilt("%s与操作记录不符", p))
		}
		delete(said, p)
	}
	return rows.Err()
}
