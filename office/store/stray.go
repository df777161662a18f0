package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/account"
	"gongkai/office/db"
)

// A Stray is a case, or an entry of a register, that the tables of a year do not count
// as they should.
type Stray struct {
	report.Stray
	Number string
	Case   int64 // 0 for what is no case
	Entry  int64 // with its register, 0 for none
	Book   register.Key
}

// The rules that strays break.
const (
	uncountedRule = "case_uncounted"
	lostRule      = "carried_lost"
)

// mostStrays bounds how many are told one by one.
const mostStrays = 50

// selectUncounted lists the cases that ended and are counted nowhere; it matches
// the index of migration 11.
const selectUncounted = `
SELECT id, number, channel, decided_on, code
FROM application
WHERE organ_id = $1 AND received_on IS NOT NULL AND decided_on IS NOT NULL AND (code = '' OR kind = '') AND decided_on >= $2 AND decided_on <= $3
ORDER BY id
LIMIT $4`

// selectUnconfirmed lists the cases of a year whose day of receipt nobody has
// settled.
const selectUnconfirmed = `
SELECT id, number, channel, decided_on, code
FROM application
WHERE organ_id = $1 AND state = 'Submitted' AND opened_at >= $2 AND opened_at < $3
ORDER BY id
LIMIT $4`

// The entries of a register that a published report may have carried over otherwise
// than they stand now, each with its version of that moment. Each statement has an
// index of its own, of migration 11.
const (
	selectCarriedApplications = carriedChanges + `
  AND e.register = 'application' AND e.changed_at > $2 AND (e.entered_at <= $2 OR e.on_day <= $3)
ORDER BY e.on_day, e.id`

	selectCarriedRemedies = carriedChanges + `
  AND e.register = 'remedy' AND e.changed_at > $2 AND (e.entered_at <= $2 OR e.on_day <= $3)
ORDER BY e.on_day, e.id`

	carriedChanges = `
SELECT e.id, e.state, e.fields, w.state, w.fields, l.at, l.name, l.act
FROM entry e
JOIN entry_version l ON l.entry_id = e.id AND l.version = e.version
LEFT JOIN entry_version w ON w.entry_id = e.id AND w.version = (SELECT max(x.version) FROM entry_version x WHERE x.entry_id = e.id AND x.at <= $2)
WHERE e.organ_id = $1`
)

// straysOf lists what the tables of a year do not count as they should, as of a day:
// cases that ended without a code, and where last year's published report handed on
// anything, what it handed on and the records do not, or the other way round.
func straysOf(ctx context.Context, r reader, id organ.ID, year int, day calendar.Date, handedOn bool) (all []Stray, err error) {
	first, _ := calendar.DateOf(year, 1, 1)
	ended, err := uncounted(r.Query(ctx, selectUncounted, int64(id), first, day, mostStrays))
	if err != nil {
		return nil, err
	}
	for _, c := range ended {
		lacks := "没有办理结果"
		if c.Outcome != "" {
			lacks = "没有申请人类别"
		}
		all = append(all, strayCase(c, "application.total_handled.total", "", fmt.Sprintf("%s已在%s办结，%s，没有计入办理结果。", c.Number, c.DecidedOn.Chinese(), lacks)))
	}
	if !handedOn {
		return all, nil
	}
	lost, err := lostBetween(ctx, r, id, year)
	return append(all, lost...), err
}

// unconfirmedOf lists the cases of a year that count nowhere because their day of
// receipt is not settled: a fault when the year is over.
func unconfirmedOf(ctx context.Context, r reader, id organ.ID, year int) (all []Stray, _ error) {
	begins := time.Date(year, 1, 1, 0, 0, 0, 0, beijingZone)
	waiting, err := uncounted(r.Query(ctx, selectUnconfirmed, int64(id), begins, begins.AddDate(1, 0, 0), mostStrays))
	for _, c := range waiting {
		all = append(all, strayCase(c, "application.newly_received.total", report.Caution, fmt.Sprintf("%s（%s）还没有确认收到申请之日，没有计入本年新收。", c.Number, c.Channel.Label())))
	}
	return all, err
}

func uncounted(rows *sql.Rows, err error) (all []CaseRow, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read applications that are not counted: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c CaseRow
		if err := rows.Scan(&c.ID, &c.Number, (*string)(&c.Channel), &c.DecidedOn, (*string)(&c.Outcome)); err != nil {
			return nil, fmt.Errorf("read applications that are not counted: %w", err)
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

func strayCase(c CaseRow, at report.Code, severity report.Severity, says string) Stray {
	return Stray{Stray: report.Stray{Rule: uncountedRule, At: at, Severity: severity, Says: says}, Number: c.Number, Case: c.ID}
}

// lostBetween compares what the published report on the year before handed on with
// the records as they are, entry by entry.
func lostBetween(ctx context.Context, r reader, id organ.ID, year int) (all []Stray, err error) {
	var at db.Time
	err = r.QueryRow(ctx, selectSigned, int64(id), year-1).Scan(&at)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read signature: %w", err)
	}
	for _, book := range []struct {
		d     *register.Description
		query string
	}{{register.Application, selectCarriedApplications}, {register.Remedy, selectCarriedRemedies}} {
		some, err := carriedChanged(ctx, r, id, book.d, book.query, year, at.Time)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	for i := range all {
		if all[i].Case, err = caseOfEntry(ctx, r, all[i].Entry); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func carriedChanged(ctx context.Context, r reader, id organ.ID, d *register.Description, query string, year int, signed time.Time) (all []Stray, _ error) {
	last, _ := calendar.DateOf(year-1, 12, 31)
	rows, err := r.Query(ctx, query, int64(id), signed, last)
	if err != nil {
		return nil, fmt.Errorf("read what was carried over: %w", err)
	}
	defer rows.Close()
	for rows.Next() && len(all) < mostStrays {
		var e LateEntry
		var fields string
		var wasState, wasFields sql.NullString
		var at db.Time
		if err := rows.Scan(&e.ID, (*string)(&e.State), &fields, &wasState, &wasFields, &at, &e.By, &e.Act); err != nil {
			return nil, fmt.Errorf("read what was carried over: %w", err)
		}
		e.Register, e.At, e.IsNew = d, at.Time, !wasFields.Valid
		if _, err := e.compare(fields, wasState.String, wasFields.String, year-1); err != nil {
			return nil, err
		}
		for _, m := range e.Moves {
			if code := handedTo(m.Code); code != "" {
				all = append(all, e.stray(m, code, year))
			}
		}
	}
	return all, rows.Err()
}

// handedTo is the cell of the next year that a cell of what a year hands on is
// told beside, "" for other cells.
func handedTo(code report.Code) report.Code {
	if kind, ok := strings.CutPrefix(string(code), "application.carried_over."); ok {
		return report.Code("application.carried_in." + kind)
	}
	if group, ok := strings.CutSuffix(string(code), ".pending"); ok && strings.HasPrefix(group, report.Remedy+".") {
		return report.Code(group + ".total")
	}
	return ""
}

// stray says how what was handed on has changed.
func (e *LateEntry) stray(m Move, at report.Code, year int) Stray {
	row, column := "结转下年度", application.Kind(strings.TrimPrefix(string(m.Code), "application.carried_over.")).Label()
	if e.Register.Key == register.Remedy.Key {
		row, column = "尚未审结", register.Remedy.Field("group").Option(strings.TrimSuffix(strings.TrimPrefix(string(m.Code), report.Remedy+"."), ".pending")).Label
	}
	says := fmt.Sprintf("%s计入了%d年度报告的%s（%s），%s%s“%s”以后不再计入。", e.Number, year-1, row, column, calendar.BeijingDate(e.At).Chinese(), e.By, account.Action(e.Act).Label())
	if m.By > 0 {
		says = fmt.Sprintf("%s没有计入%d年度报告的%s（%s），%s%s“%s”以后应当计入。", e.Number, year-1, row, column, calendar.BeijingDate(e.At).Chinese(), e.By, account.Action(e.Act).Label())
	}
	return Stray{Stray: report.Stray{Rule: lostRule, At: at, Says: says}, Number: e.Number, Entry: e.ID, Book: e.Register.Key}
}
