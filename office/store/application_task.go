package store

import (
	"context"
	"slices"

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

// mostUndelivered bounds the replies to be delivered that are shown at once.
const mostUndelivered = 20

const selectCaseTasks = applicationColumns + `
FROM application
WHERE organ_id = $1 AND ` + openStates + ` AND (handler = $2 OR $2 = 0 OR $9 <> '' AND (unit = $9 AND handler IS NULL OR asked_units LIKE $10 ESCAPE '\'))
  AND (due_on <= $3 OR alarm_on <= $4 OR next = $5 OR next = $6 OR next = $7
    OR $9 <> '' AND (unit = $9 AND handler IS NULL OR asked_units LIKE $10 ESCAPE '\'))
ORDER BY ` + orderDue + `, id
LIMIT $8`

// selectUndelivered finds replies that no proof of delivery is there for.
const selectUndelivered = applicationColumns + `
FROM application
WHERE organ_id = $1 AND state = 'Replied' AND next = 'clerk' AND (handler = $2 OR $2 = 0)
ORDER BY decided_on, id
LIMIT $3`

// CaseTasks lists the open cases of an organ that are due soon, overdue, near
// the end of a lesser period, or wait for one of the roles; only those that a
// person has, may take for the inner office or is asked about where handler is
// not 0. At most sixty are given, the most urgent first; behind them, for the
// clerk, replies that are not delivered.
func (s *Store) CaseTasks(ctx context.Context, id organ.ID, handler account.ID, unit string, roles []application.Role) (all []CaseTask, err error) {
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
		rows, err := s.scanCases(tx.Query(ctx, selectCaseTasks, int64(id), int64(handler), soon, alarm, waits[0], waits[1], waits[2], mostCaseTasks, unit, contains(askedUnit(unit))))
		for _, c := range rows {
			all = append(all, CaseTask{c, !c.DueOn.IsZero() && c.DueOn <= soon, !c.AlarmOn.IsZero() && c.AlarmOn <= alarm})
		}
		if err != nil || !slices.Contains(roles, application.ByClerk) {
			return err
		}
		rows, err = s.scanCases(tx.Query(ctx, selectUndelivered, int64(id), int64(handler), mostUndelivered))
		for _, c := range rows {
			all = append(all, CaseTask{CaseRow: c})
		}
		return err
	})
	return all, err
}
