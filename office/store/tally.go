package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
)

const insertTally = `
INSERT INTO tally (entry_id, place, organ_id, code, on_day, until_on, n)
VALUES ($1, $2, $3, $4, $5, $6, $7)`

const upsertDaily = `
INSERT INTO daily (organ_id, code, on_day, n)
VALUES ($1, $2, $3, $4)
ON CONFLICT (organ_id, code, on_day) DO UPDATE
SET n = daily.n + excluded.n`

const deleteTallies = `
DELETE FROM tally
WHERE entry_id IN ($1)`

const selectTallies = `
SELECT code, on_day, until_on, n
FROM tally
WHERE entry_id IN ($1)`

// selectCounted adds up the codes of an organ over the days of a year, and
// selectStocks those of which there is a stock, at its end and at the end of the
// year before. Each looks up its codes one after the other: what other years
// counted is not read.
var (
	selectCounted = `
SELECT code, sum(n), 0
FROM daily
WHERE organ_id = $1 AND on_day BETWEEN $2 AND $3 AND code IN (` + codesOf(false) + `)
GROUP BY code`

	selectStocks = `
SELECT code, sum(n), coalesce(sum(CASE WHEN on_day < $2 THEN n END), 0)
FROM daily
WHERE organ_id = $1 AND on_day <= $3 AND code IN (` + codesOf(true) + `)
GROUP BY code`
)

// codesOf lists the codes of the registers that are stocks, or are not, for a
// statement.
func codesOf(stock bool) string {
	var codes []string
	for _, d := range register.All() {
		for _, f := range d.Figures {
			if f.Measure.IsStock() == stock {
				codes = append(codes, "'"+string(f.Code)+"'")
			}
		}
	}
	return strings.Join(codes, ", ")
}

const selectSum = `
SELECT coalesce(sum(n), 0)
FROM daily
WHERE organ_id = $1 AND code = $2 AND on_day BETWEEN $3 AND $4`

// selectTotalOverSingle finds an entry that a period's total stands for too.
const selectTotalOverSingle = `
SELECT e.number, e.on_day, t.on_day, t.until_on
FROM tally t
JOIN tally s ON s.organ_id = t.organ_id AND s.code = $3 AND s.on_day >= t.on_day AND s.on_day < t.until_on
JOIN entry e ON e.id = s.entry_id
WHERE t.organ_id = $1 AND t.code = $2
LIMIT 1`

const selectTotalOverTotal = `
SELECT e.number, e.on_day, t.on_day, t.until_on
FROM tally t
JOIN tally s ON s.organ_id = t.organ_id AND s.code = t.code AND s.entry_id > t.entry_id AND s.on_day < t.until_on AND s.until_on > t.on_day
JOIN entry e ON e.id = s.entry_id
WHERE t.organ_id = $1 AND t.code = $2
LIMIT 1`

// The codes under which the days an entry speaks for are kept.
const (
	spanSingle = "span.single."
	spanTotal  = "span.total."
)

// A tallying gathers what entries of one organ and register newly count and no
// longer count, and saves it with few statements.
type tallying struct {
	*bulk
	rows   []any // arguments of insertTally, row after row
	days   map[dayOfCode]int64
	groups map[string]bool // of spans that were touched
}

type dayOfCode struct {
	code string
	day  calendar.Date
}

func (b *bulk) tallying() *tallying {
	return &tallying{bulk: b, days: map[dayOfCode]int64{}, groups: map[string]bool{}}
}

// retally makes an entry count as it now stands: was and now are its values
// while it counted and counts, nil for not.
func (t *taking) retally(ctx context.Context, d *register.Description, id int64, was, now register.Values) error {
	c := (&bulk{taking: t, d: d}).tallying()
	if was != nil {
		if err := c.remove(ctx, id); err != nil {
			return err
		}
	}
	if now != nil {
		c.add(id, now)
	}
	return c.save(ctx)
}

// retallyAll does the same for everything gathered.
func (b *bulk) retallyAll(ctx context.Context) error {
	c := b.tallying()
	if err := c.remove(ctx, b.gone...); err != nil {
		return err
	}
	for i, id := range b.entered {
		c.add(id, b.counted[i])
	}
	return c.save(ctx)
}

// add notes where an entry counts.
func (c *tallying) add(id int64, v register.Values) {
	for place, t := range spannedTallies(c.d, v) {
		c.rows = append(c.rows, id, place, int64(c.on.Organ), string(t.Code), t.Day, noDay(t.Until), t.N)
		c.count(t, 1)
	}
}

// count adds a line to its days, or takes it off.
func (c *tallying) count(t register.Tally, sign int64) {
	code := string(t.Code)
	for _, span := range []string{spanTotal, spanSingle} {
		if group, ok := strings.CutPrefix(code, span); ok {
			c.groups[group] = true
			return
		}
	}
	c.days[dayOfCode{code, t.Day}] += sign * t.N
	if !t.Until.IsZero() {
		c.days[dayOfCode{code, t.Until}] -= sign * t.N
	}
}

// spannedTallies are the tallies of an entry and, where its register has totals,
// the days it speaks for.
func spannedTallies(d *register.Description, v register.Values) []register.Tally {
	all := d.TalliesOf(v)
	if d.Span == nil {
		return all
	}
	s := d.Span(v)
	if s.From.IsZero() {
		return all
	}
	code := spanSingle
	if s.Total {
		code = spanTotal
	}
	return append(all, register.Tally{Code: report.Code(code + string(d.Key) + "." + s.Group), Day: s.From, Until: s.Until.AddDays(1), N: 1})
}

// remove takes off what entries have counted.
func (c *tallying) remove(ctx context.Context, ids ...int64) error {
	for part := range slices.Chunk(ids, rowsAtOnce) {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		if err := c.takeOff(c.Query(ctx, forMany(selectTallies, len(part)), args...)); err != nil {
			return fmt.Errorf("read tallies: %w", err)
		}
		if err := c.change(ctx, forMany(deleteTallies, len(part)), args...); err != nil {
			return fmt.Errorf("delete tallies: %w", err)
		}
	}
	return nil
}

func (c *tallying) takeOff(rows *sql.Rows, err error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var t register.Tally
		if err := rows.Scan((*string)(&t.Code), &t.Day, &t.Until, &t.N); err != nil {
			return err
		}
		c.count(t, -1)
	}
	return rows.Err()
}

// forMany gives a statement for one of ($1) that for n.
func forMany(one string, n int) string {
	var list strings.Builder
	for i := range n {
		fmt.Fprintf(&list, ", $%d", i+1)
	}
	return strings.Replace(one, "($1)", "("+strings.TrimPrefix(list.String(), ", ")+")", 1)
}

// save writes what was gathered and refuses what would count twice.
func (c *tallying) save(ctx context.Context) error {
	if _, err := c.insert(ctx, insertTally, c.rows); err != nil {
		return fmt.Errorf("save tallies: %w", err)
	}
	order := slices.SortedFunc(maps.Keys(c.days), func(x, y dayOfCode) int {
		return cmp.Or(strings.Compare(x.code, y.code), cmp.Compare(x.day, y.day))
	})
	var args []any
	for _, d := range order {
		if n := c.days[d]; n != 0 {
			args = append(args, int64(c.on.Organ), d.code, d.day, n)
		}
	}
	if _, err := c.insert(ctx, upsertDaily, args); err != nil {
		return fmt.Errorf("save daily sums: %w", err)
	}
	for _, group := range slices.Sorted(maps.Keys(c.groups)) {
		if err := c.overlapping(ctx, group); err != nil {
			return err
		}
	}
	return nil
}

// overlapping refuses a period's total over what is entered singly, and over
// another total.
func (c *tallying) overlapping(ctx context.Context, group string) error {
	total, single := spanTotal+group, spanSingle+group
	for _, q := range []struct {
		text string
		args []any
	}{
		{selectTotalOverSingle, []any{int64(c.on.Organ), total, single}},
		{selectTotalOverTotal, []any{int64(c.on.Organ), total}},
	} {
		var number string
		var day, from, until calendar.Date
		err := c.QueryRow(ctx, q.text, q.args...).Scan(&number, &day, &from, &until)
		switch {
		case err == nil:
			return problem.Conflict("%s至%s已按期间合计登记，其中又有“%s”（%s），会重复计数", from.Chinese(), until.AddDays(-1).Chinese(), number, day.Chinese()).
				Try("逐件登记和期间合计只能用一种：请改合计的起止日期，或作废其中一条").At(c.d.Day)
		case !errors.Is(err, sql.ErrNoRows):
			return fmt.Errorf("look for overlapping totals: %w", err)
		}
	}
	return nil
}

// A sums is what the codes of an organ add up to in a year.
type sums map[report.Code]sum

// A sum is what a code counts in the year, or its stock at the end; before is
// the stock at the end of the year before.
type sum struct{ n, before int64 }

// of is the sum by a measure; nothing counted is 0.
func (s sums) of(f register.Figure) int64 {
	if f.Measure == register.InForceBefore {
		return s[f.Code].before
	}
	return s[f.Code].n
}

// sumsOf adds up everything an organ has counted until the end of a year, or of
// a day in it that is not zero.
func sumsOf(ctx context.Context, r reader, id organ.ID, year int, day calendar.Date) (sums, error) {
	from, until := register.Counted.PeriodTo(year, day)
	all := sums{}
	for _, query := range []string{selectCounted, selectStocks} {
		if err := all.add(r.Query(ctx, query, int64(id), from, until)); err != nil {
			return nil, fmt.Errorf("read sums: %w", err)
		}
	}
	return all, nil
}

func (s sums) add(rows *sql.Rows, err error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		var n sum
		if err := rows.Scan(&code, &n.n, &n.before); err != nil {
			return err
		}
		s[report.Code(code)] = n
	}
	return rows.Err()
}

// Figure computes a figure of a register for an organ and year.
func (s *Store) Figure(ctx context.Context, id organ.ID, f register.Figure, year int) (n int64, err error) {
	return s.FigureOn(ctx, id, f, year, 0)
}

// FigureOn computes a figure as it was on a day of the year; a zero day is the
// whole year.
func (s *Store) FigureOn(ctx context.Context, id organ.ID, f register.Figure, year int, day calendar.Date) (n int64, err error) {
	from, until := f.Measure.PeriodTo(year, day)
	if err := s.db.QueryRow(ctx, selectSum, int64(id), string(f.Code), from, until).Scan(&n); err != nil {
		return 0, fmt.Errorf("figure %s: %w", f.Code, err)
	}
	return n, nil
}
