package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/db"
)

// settingHolidays holds the tables of years that an administrator entered, as
// text, the latest last.
const settingHolidays = "holidays"

// A clockOfCalendar is the clock of the calendar that the tables make.
type clockOfCalendar struct {
	tables string
	clock  *application.Clock
}

// clock returns what days are reckoned with: the national calendar and the
// tables entered in this office.
func (s *Store) clock(ctx context.Context, r reader) (*application.Clock, error) {
	var tables []string
	if _, err := readSetting(ctx, r, settingHolidays, &tables); err != nil {
		return nil, err
	}
	key := fmt.Sprint(len(tables), tables)
	if kept := s.clocks.Load(); kept != nil && kept.tables == key {
		return kept.clock, nil
	}
	c, err := calendarOf(tables)
	if err != nil {
		return nil, err
	}
	clock := application.NewClock(c)
	s.clocks.Store(&clockOfCalendar{key, clock})
	return clock, nil
}

func calendarOf(tables []string) (calendar.Calendar, error) {
	c := calendar.National()
	for _, text := range tables {
		table, err := calendar.ReadTable(text)
		if err != nil {
			return c, fmt.Errorf("read the holidays entered: %w", err)
		}
		c = c.With(table)
	}
	return c, nil
}

// Clock returns what the office reckons days with.
func (s *Store) Clock(ctx context.Context) (*application.Clock, error) { return s.clock(ctx, s.db) }

// A keptEvent is what the reply period depends on of an event: no names and no
// text.
type keptEvent struct {
	Name string           `json:"s"`
	On   calendar.Date    `json:"d"`
	Mark application.Mark `json:"m,omitempty"`
	Step json.RawMessage  `json:"p,omitempty"`
}

// moving are the steps that the reply period depends on, or the state that
// they are taken in.
var moving = map[string]bool{
	"submit": true, "receive": true, "transfer": true, "require-correction": true, "correct": true, "lapse": true, "ask-reasons": true, "defer": true,
	"consult": true, "opinion": true, "silence": true, "extend": true, "fee-notice": true, "paid": true, "reply": true, "withdraw": true,
	"amend-reply": true, "reopen": true, "ask-units": true, "unit-opinion": true,
}

// clockOf writes what the reply period depends on of a case's events. A party
// is named by its place.
func clockOf(events []CaseEvent) (string, error) {
	parties := map[string]string{}
	var kept []keptEvent
	for _, e := range events {
		name := e.Event.Name()
		if !moving[name] {
			continue
		}
		step, err := bareStep(e.Step, parties)
		if err != nil {
			return "", err
		}
		kept = append(kept, keptEvent{name, e.On, e.Mark, step})
	}
	text, err := json.Marshal(kept)
	return string(text), err
}

// bareStep is a step without what is, or may be, personal.
func bareStep(s application.Step, parties map[string]string) (json.RawMessage, error) {
	text, err := application.Encode(s)
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, err
	}
	step := application.Name(s)
	for key, value := range fields {
		switch {
		case key == "name":
			party := fmt.Sprint(fields["party"], value)
			if parties[party] == "" {
				parties[party] = strconv.Itoa(len(parties) + 1)
			}
			fields[key] = parties[party]
		case application.IsPersonal(step, key):
			delete(fields, key)
		}
	}
	return json.Marshal(fields)
}

// clockCase is the case as far as its reply period goes.
func clockCase(kept string, clock *application.Clock) (c application.Case, err error) {
	var events []keptEvent
	if err := json.Unmarshal([]byte(kept), &events); err != nil {
		return c, fmt.Errorf("read the days of an application: %w", err)
	}
	all := make([]application.Event, len(events))
	for i, e := range events {
		step, err := application.Decode(e.Name, e.Step)
		if err != nil {
			return c, err
		}
		all[i] = application.Event{On: e.On, Mark: e.Mark, Step: step}
	}
	return application.Replay(all, clock)
}

// alarmOf is the nearest last day of a lesser period, zero for none. That the
// office may still ask for a correction is no alarm.
func alarmOf(c *application.Case, clock *application.Clock) (nearest calendar.Date) {
	for _, s := range c.Secondaries(clock) {
		if s.Key != "correction_notice" && (nearest.IsZero() || s.Due < nearest) {
			nearest = s.Due
		}
	}
	return nearest
}

// SetHolidays enters the holiday arrangement of a year (导入节假日安排): cases that are
// open are reckoned anew in the same transaction, decided ones never. Moved is what
// the person was shown before confirming.
type SetHolidays struct {
	Table string
	Moved int
}

// A HolidayEffect is what a table would do to the open cases.
type HolidayEffect struct {
	Table calendar.Table
	Known bool // the program had a table of that year
	Open  int
	Moved []MovedCase // the first hundred
	Moves int         // all of them
	// Overdue are the cases that would be overdue today and are not.
	Overdue int
}

// A MovedCase is a case whose due date changes.
type MovedCase struct {
	Number   string
	From, To calendar.Date
}

// mostMovedShown bounds the list of a preview.
const mostMovedShown = 100

const selectOpenClocks = `
SELECT id, number, due_on, alarm_on, provisional, clock
FROM application
WHERE ` + openStates + ` AND id > $1
ORDER BY id
LIMIT $2`

// updateClocks gives cases the same days; there are more of them than one.
const updateClocks = `
UPDATE application
SET due_on = $1, alarm_on = $2, provisional = $3, version = version + 1
WHERE id IN ($4)`

// PreviewHolidays says what a table would do, and does nothing.
func (s *Store) PreviewHolidays(ctx context.Context, text string) (e HolidayEffect, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		_, clock, err := s.withTable(ctx, tx, text, &e)
		if err != nil {
			return err
		}
		return s.reckonAll(ctx, tx, clock, s.Today(), &e, nil)
	})
	return e, err
}

// withTable returns the tables and the clock with one more.
func (s *Store) withTable(ctx context.Context, r reader, text string, e *HolidayEffect) (tables []string, clock *application.Clock, err error) {
	if e.Table, err = calendar.ReadTable(text); err != nil {
		return nil, nil, err
	}
	if _, err := readSetting(ctx, r, settingHolidays, &tables); err != nil {
		return nil, nil, err
	}
	before, err := calendarOf(tables)
	if err != nil {
		return nil, nil, err
	}
	e.Known = before.Known(e.Table.Year)
	tables = append(tables, text)
	c, err := calendarOf(tables)
	return tables, application.NewClock(c), err
}

// A dueRow is what an open case's row says of its days.
type dueRow struct {
	reckoned
	id     int64
	number string
	clock  string
}

// A reckoned is what follows for a case from its events and the calendar.
type reckoned struct {
	due, alarm  calendar.Date
	provisional bool
}

// clocksAtOnce is how many cases are read at a time.
const clocksAtOnce = 20_000

// reckonAll reckons every open case by a clock and tells save, some thousand at a
// time, of those that change.
func (s *Store) reckonAll(ctx context.Context, r reader, clock *application.Clock, today calendar.Date, e *HolidayEffect, save func([]dueRow) error) error {
	for last := int64(0); ; {
		rows, err := openClocks(ctx, r, last)
		if err != nil || len(rows) == 0 {
			return err
		}
		last = rows[len(rows)-1].id
		after, err := reckonEach(rows, clock)
		if err != nil {
			return err
		}
		var changed []dueRow
		for i, row := range rows {
			if e.count(row, after[i], today); row.reckoned != after[i] {
				changed = append(changed, dueRow{id: row.id, reckoned: after[i]})
			}
		}
		if save == nil || len(changed) == 0 {
			continue
		}
		if err := save(changed); err != nil {
			return err
		}
	}
}

// reckonEach reckons cases on every processor.
func reckonEach(rows []dueRow, clock *application.Clock) ([]reckoned, error) {
	after := make([]reckoned, len(rows))
	part := max(1, (len(rows)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	errs := make([]error, (len(rows)+part-1)/part)
	var wait sync.WaitGroup
	for n := range errs {
		wait.Go(func() {
			for i := n * part; i < min(len(rows), (n+1)*part) && errs[n] == nil; i++ {
				after[i], errs[n] = reckon(rows[i], clock)
			}
		})
	}
	wait.Wait()
	return after, errors.Join(errs...)
}

func reckon(row dueRow, clock *application.Clock) (after reckoned, err error) {
	c, err := clockCase(row.clock, clock)
	if err != nil {
		return after, fmt.Errorf("application %d: %w", row.id, err)
	}
	d := c.Deadline(clock)
	return reckoned{d.Due, alarmOf(&c, clock), d.Provisional}, nil
}

func openClocks(ctx context.Context, r reader, after int64) (all []dueRow, _ error) {
	rows, err := r.Query(ctx, selectOpenClocks, after, clocksAtOnce)
	if err != nil {
		return nil, fmt.Errorf("read open applications: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var d dueRow
		if err := rows.Scan(&d.id, &d.number, &d.due, &d.alarm, &d.provisional, &d.clock); err != nil {
			return nil, fmt.Errorf("read open applications: %w", err)
		}
		all = append(all, d)
	}
	return all, rows.Err()
}

// count counts what reckoning anew does to one case.
func (e *HolidayEffect) count(row dueRow, after reckoned, today calendar.Date) {
	e.Open++
	if after.due == row.due {
		return
	}
	e.Moves++
	if len(e.Moved) < mostMovedShown {
		e.Moved = append(e.Moved, MovedCase{row.number, row.due, after.due})
	}
	if after.isOverdue(today) && !row.isOverdue(today) {
		e.Overdue++
	}
}

func (r reckoned) isOverdue(today calendar.Date) bool { return !r.due.IsZero() && r.due < today }

// updatedAtOnce bounds the cases of one statement.
const updatedAtOnce = 500

// saveClocks writes the days of cases, those with the same days together.
func (t *taking) saveClocks(ctx context.Context, rows []dueRow) error {
	alike := make(map[reckoned][]int64)
	for _, row := range rows {
		alike[row.reckoned] = append(alike[row.reckoned], row.id)
	}
	for days, ids := range alike {
		for some := range slices.Chunk(ids, updatedAtOnce) {
			args := []any{noDay(days.due), noDay(days.alarm), days.provisional}
			var places []string
			for _, id := range some {
				args = append(args, id)
				places = append(places, "$"+strconv.Itoa(len(args)))
			}
			if err := t.change(ctx, strings.Replace(updateClocks, "$4", strings.Join(places, ", "), 1), args...); err != nil {
				return err
			}
		}
	}
	return nil
}

func takeSetHolidays(ctx context.Context, t *taking) error {
	h := t.step.(SetHolidays)
	var e HolidayEffect
	tables, clock, err := t.store.withTable(ctx, t, h.Table, &e)
	if err != nil {
		return err
	}
	t.on = Subject{Kind: SiteKind, Organ: t.on.Organ}
	err = t.store.reckonAll(ctx, t, clock, t.Today, &e, func(rows []dueRow) error { return t.saveClocks(ctx, rows) })
	switch {
	case err != nil:
		return err
	case e.Moves != h.Moved:
		return problem.Conflict("预览以后，期限会变的申请由%d件变为%d件", h.Moved, e.Moves).Try("请重新预览后再导入")
	}
	t.says = struct {
		Year   int    `json:"year"`
		Table  string `json:"table"`
		Moved  int    `json:"moved"`
		Nearer int    `json:"overdue"`
	}{e.Table.Year, h.Table, e.Moves, e.Overdue}
	t.public = true // dates on the applicants' pages change
	return t.setSetting(ctx, settingHolidays, tables)
}

// holidayDoing finds how holidays are entered.
func holidayDoing(step Step) (doing, bool) {
	if _, ok := step.(SetHolidays); ok {
		return doing{account.CaseHolidays, atTop, "", takeSetHolidays}, true
	}
	return retentionDoing(step)
}
