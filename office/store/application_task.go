package store

import (
	"context"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/db"
)

// A CaseTask is a case that asks somebody for something.
type CaseTask struct {
	CaseRow
	Soon  bool // its reply is due within three working days, or overdue
	Alarm bool // a lesser period ends within one working day, or has ended
}

// alarmDays is how many working days before its last day a lesser period is
// brought before a person.
const alarmDays = 1

// mostCaseTasks bounds what a person is shown of cases at once; the list of
// cases has the rest.
const mostCaseTasks = 60

const selectCaseTasks = applicationColumns + `
FROM application
WHERE organ_id = $1 AND ` + openStates + ` AND (handler = $2 OR $2 = 0) AND (due_on <= $3 OR alarm_on <= $4 OR next = $5 OR next = $6 OR next = $7)
ORDER BY ` + orderDue + `, id
LIMIT $8`

// CaseTasks lists the open cases of an organ that are due soon, overdue, near
// the end of a lesser period, or wait for one of the roles; only those of a
// person where handler is not 0. At most sixty are given, the most urgent first.
func (s *Store) CaseTasks(ctx context.Context, id organ.ID, handler account.ID, roles []application.Role) (all []CaseTask, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		today, soon, err := s.soon(ctx, tx)
		if err != nil {
			return err
		}
		clock, err := s.clock(ctx, tx)
		if err != nil {
			return err
		}
		alarm := clock.Days().After(today, alarmDays)
		waits := [3]string{"-", "-", "-"} // no role
		for i, role := range roles[:min(len(roles), len(waits))] {
			waits[i] = string(role)
		}
		rows, err := s.scanCases(tx.Query(ctx, selectCaseTasks, int64(id), int64(handler), soon, alarm, waits[0], waits[1], waits[2], mostCaseTasks))
		for _, c := range rows {
			all = append(all, CaseTask{c, !c.DueOn.IsZero() && c.DueOn <= soon, !c.AlarmOn.IsZero() && c.AlarmOn <= alarm})
		}
		return err
	})
	return all, err
}
