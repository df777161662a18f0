package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/report/filing"
	"gongkai/office/db"
)

// A HandedIn is a report as it was handed to the superior organ. Content never
// changes.
type HandedIn struct {
	filing.Handed
	Organ      organ.ID
	Year       int
	At         time.Time
	Account    int64
	AnsweredAt time.Time // zero while it waits
	answeredBy int64
	Content    []byte // the report in the exchange format; nil in lists
}

const handedColumns = `organ_id, year, n, superior_id, round, at, account, name, note, sha256, answer, answered_at, answered_by, answered_name, reason`

const selectHandedIns = `
SELECT ` + handedColumns + `
FROM hand_in
WHERE organ_id = $1 AND year = $2
ORDER BY n
LIMIT 1000`

const selectHandedIn = `
SELECT ` + handedColumns + `, content
FROM hand_in
WHERE organ_id = $1 AND year = $2 AND n = $3`

const selectLastHandedIn = `
SELECT ` + handedColumns + `
FROM hand_in
WHERE organ_id = $1 AND year = $2
ORDER BY n DESC
LIMIT 1`

// selectHandedTo lists what was handed in last to a superior organ.
const selectHandedTo = `
SELECT ` + handedColumns + `
FROM hand_in h
WHERE superior_id = $1 AND year = $2
  AND n = (SELECT max(n) FROM hand_in i WHERE i.organ_id = h.organ_id AND i.year = h.year)
ORDER BY organ_id
LIMIT 20000`

const selectFilingsOfYear = `
SELECT organ_id, state, ` + isAdopted + `
FROM filing
WHERE year = $1
ORDER BY organ_id
LIMIT 50000`

const selectVersionsOfYear = `
SELECT organ_id, max(n)
FROM report_version
WHERE year = $1
GROUP BY organ_id
ORDER BY organ_id`

// selectFormerlyBelow lists the organs that belonged to one on the area axis at
// some time since a day and have ended.
const selectFormerlyBelow = organColumns + `
WHERE o.ended_on IS NOT NULL
  AND EXISTS (SELECT 1 FROM organ_link l WHERE l.organ_id = o.id AND l.axis = 'area' AND l.superior_id = $1 AND l.until_on > $2)
ORDER BY o.level, o.body, o.founded_on, o.id
LIMIT 2000`

const selectReceipt = `
SELECT receive_first, due_day
FROM receipt_rule
WHERE organ_id = $1 AND since_year <= $2
ORDER BY since_year DESC
LIMIT 1`

const selectReceipts = `
SELECT since_year, receive_first, due_day, at, name
FROM receipt_rule
WHERE organ_id = $1
ORDER BY since_year DESC
LIMIT 50`

const countBelow = `
SELECT count(*)
FROM organ_link
WHERE superior_id = $1 AND until_on IS NULL`

// HandedIns returns every report that an organ has handed in on a year, the
// first first, without content.
func (s *Store) HandedIns(ctx context.Context, id organ.ID, year int) (all []HandedIn, _ error) {
	return scanHandedIns(s.db.Query(ctx, selectHandedIns, int64(id), year))
}

// HandedIn returns one of them, with its content.
func (s *Store) HandedIn(ctx context.Context, id organ.ID, year, n int) (h HandedIn, _ error) {
	var content string
	err := h.scan(s.db.QueryRow(ctx, selectHandedIn, int64(id), year, n).Scan, &content)
	if errors.Is(err, sql.ErrNoRows) {
		return h, noHandIn
	}
	h.Content = []byte(content)
	return h, err
}

var noHandIn = problem.NotFound("没有找到报送的这份报告").Try("可能还没有报送，请从报送情况进入")

func (h *HandedIn) scan(read func(...any) error, more ...any) error {
	var at, answered db.Time
	into := append([]any{(*int64)(&h.Organ), &h.Year, &h.N, (*int64)(&h.To), &h.Round, &at, &h.Account, &h.By, &h.Note, &h.SHA256,
		(*string)(&h.Answer), &answered, &h.answeredBy, &h.AnsweredBy, &h.Reason}, more...)
	if err := read(into...); err != nil {
		return err
	}
	h.At, h.AnsweredAt, h.On = at.Time, answered.Time, calendar.BeijingDate(at.Time)
	if !answered.Time.IsZero() {
		h.Answered = calendar.BeijingDate(answered.Time)
	}
	return nil
}

func scanHandedIns(rows *sql.Rows, err error) (all []HandedIn, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read reports handed in: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var h HandedIn
		if err := h.scan(rows.Scan); err != nil {
			return nil, fmt.Errorf("read reports handed in: %w", err)
		}
		all = append(all, h)
	}
	return all, rows.Err()
}

// lastHandedIn is what was handed in last; its N is 0 where nothing was.
func lastHandedIn(ctx context.Context, r reader, id organ.ID, year int) (h HandedIn, _ error) {
	err := h.scan(r.QueryRow(ctx, selectLastHandedIn, int64(id), year).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return HandedIn{Organ: id, Year: year}, nil
	}
	return h, err
}

// Overseer is the organ to which the organ hands its reports in, 0 for none.
func (o Organ) Overseer() organ.ID {
	id, _ := filing.Overseer(o.Body, o.Superior, o.Line)
	return id
}

// A HandingIn is what an organ and its superior know of handing one report in.
type HandingIn struct {
	filing.HandingIn
	Superior Organ // its ID is 0 where there is none
	Last     HandedIn
	Receipt  filing.Receipt // what the superior organ asks for
	// Refused says why the report may not be published yet, nil where nothing
	// keeps it.
	Refused error
	content string // what was signed, "" before that
}

// HandingIn returns what is known of handing in the report l.
func (s *Store) HandingIn(ctx context.Context, l Live) (h HandingIn, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		h, err = handingIn(ctx, tx, l.Filing, s.Today())
		return err
	})
	if err != nil {
		return h, err
	}
	return h, h.judge(&l)
}

// Handing is [Store.HandingIn] without the open findings, for lists.
func (s *Store) Handing(ctx context.Context, f Filing) (h HandingIn, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		h, err = handingIn(ctx, tx, f, s.Today())
		return err
	})
	return h, err
}

// judge counts the open findings on what was signed.
func (h *HandingIn) judge(l *Live) error {
	if h.content == "" || l.Filing.Adopted {
		return nil
	}
	signed, err := filing.Frozen([]byte(h.content))
	if err != nil {
		return fmt.Errorf("read what was signed: %w", err)
	}
	h.Errors = l.check(signed, l.circumstances).Errors()
	return nil
}

// handingIn reads what is known of handing in a report, but for its open findings.
func handingIn(ctx context.Context, r reader, f Filing, today calendar.Date) (h HandingIn, err error) {
	o, err := oneOrgan(ctx, r, f.Organ)
	if err != nil {
		return h, err
	}
	if h.Last, err = lastHandedIn(ctx, r, f.Organ, f.Year); err != nil {
		return h, err
	}
	h.HandingIn = filing.HandingIn{Superior: o.Overseer(), Ended: o.Ended, Last: h.Last.Handed}
	if !o.Ended.IsZero() {
		heirs, err := organsOf(r.Query(ctx, selectSuccessors, int64(o.ID)))
		if err != nil {
			return h, err
		}
		for _, heir := range heirs {
			h.Successors = append(h.Successors, heir.Name)
		}
	}
	if f.State == filing.Signed || f.State == filing.Published {
		if err := r.QueryRow(ctx, selectFilingContent, f.ID).Scan(&h.content); err != nil {
			return h, fmt.Errorf("read what was signed: %w", err)
		}
		h.SHA256 = hashOf([]byte(h.content))
	}
	if h.HandingIn.Superior == 0 {
		return h, nil
	}
	if h.Superior, err = oneOrgan(ctx, r, h.HandingIn.Superior); err != nil {
		return h, err
	}
	if h.Receipt, err = receiptOf(ctx, r, h.Superior.ID, f.Year); err != nil {
		return h, err
	}
	if !f.Adopted {
		due, _ := filing.DueToPublish(o.Level, o.Body, f.Year)
		h.Refused = h.Receipt.AwaitsReceipt(h.Last.Handed, h.SHA256, today, due)
	}
	return h, nil
}

// Receipt returns what a superior organ asks of the reports on a year handed to it.
func (s *Store) Receipt(ctx context.Context, superior organ.ID, year int) (filing.Receipt, error) {
	return receiptOf(ctx, s.db, superior, year)
}

func receiptOf(ctx context.Context, r reader, superior organ.ID, year int) (rule filing.Receipt, _ error) {
	err := r.QueryRow(ctx, selectReceipt, int64(superior), year).Scan(&rule.First, &rule.Day)
	if errors.Is(err, sql.ErrNoRows) {
		return filing.Receipt{}, nil
	}
	return rule, err
}

// A ReceiptSet is a setting of a superior organ with who made it.
type ReceiptSet struct {
	filing.SetReceipt
	At time.Time
	By string
}

// Receipts returns what a superior organ has set, the latest year first.
func (s *Store) Receipts(ctx context.Context, superior organ.ID) (all []ReceiptSet, _ error) {
	rows, err := s.db.Query(ctx, selectReceipts, int64(superior))
	if err != nil {
		return nil, fmt.Errorf("read receipt rules: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var r ReceiptSet
		var at db.Time
		if err := rows.Scan(&r.Since, &r.First, &r.Day, &at, &r.By); err != nil {
			return nil, fmt.Errorf("read receipt rules: %w", err)
		}
		r.At = at.Time
		all = append(all, r)
	}
	return all, rows.Err()
}

// Oversees says that organs hand their reports to this one.
func (s *Store) Oversees(ctx context.Context, id organ.ID) (bool, error) {
	var n int
	err := s.db.QueryRow(ctx, countBelow, int64(id)).Scan(&n)
	return n > 0, err
}

// A Below is one of the organs that hand their reports to a superior organ, with
// how far its report on a year has come.
type Below struct {
	Organ
	Course   filing.Course
	Last     HandedIn
	Progress filing.Progress
}

// Collected are the reports on a year of all organs that hand theirs to one.
type Collected struct {
	Receipt filing.Receipt
	Due     calendar.Date
	Reports []Below // in the order in which they ask to act
}

// Collect returns how far the reports on a year have come of all organs that hand
// theirs to a superior organ.
func (s *Store) Collect(ctx context.Context, superior organ.ID, year int) (c Collected, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		c = Collected{}
		if c.Receipt, err = receiptOf(ctx, tx, superior, year); err != nil {
			return err
		}
		c.Due = c.Receipt.Due(year)
		if c.Reports, err = below(ctx, tx, superior, year); err != nil {
			return err
		}
		return c.read(ctx, tx, superior, year, s.Today())
	})
	return c, err
}

// below are the organs that hand their reports on a year to a superior organ, those
// that ended in it or later among them; not those founded after it.
func below(ctx context.Context, r reader, superior organ.ID, year int) (all []Below, _ error) {
	organs, err := organsOf(r.Query(ctx, selectOrgans))
	if err != nil {
		return nil, err
	}
	first, _ := calendar.DateOf(year, 1, 1)
	gone, err := organsOf(r.Query(ctx, selectFormerlyBelow, int64(superior), first))
	if err != nil {
		return nil, err
	}
	for _, o := range organs {
		if o.Overseer() == superior && o.Founded.Year() <= year {
			all = append(all, Below{Organ: o})
		}
	}
	for _, o := range gone {
		all = append(all, Below{Organ: o})
	}
	return all, nil
}

// read fills in how far each report has come, and puts them in order.
func (c *Collected) read(ctx context.Context, r reader, superior organ.ID, year int, today calendar.Date) error {
	courses, err := coursesOf(ctx, r, year)
	if err != nil {
		return err
	}
	handed, err := scanHandedIns(r.Query(ctx, selectHandedTo, int64(superior), year))
	if err != nil {
		return err
	}
	last := make(map[organ.ID]HandedIn, len(handed))
	for _, h := range handed {
		last[h.Organ] = h
	}
	for i := range c.Reports {
		b := &c.Reports[i]
		b.Course, b.Last = courses[b.ID], last[b.ID]
		b.Course.Ended, b.Course.Last = !b.Ended.IsZero(), b.Last.Handed
		b.Progress = b.Course.Progress(today, c.Due)
	}
	place := map[filing.Progress]int{}
	for i, p := range filing.Progresses() {
		place[p] = i
	}
	slices.SortStableFunc(c.Reports, func(a, b Below) int {
		if a.Progress == filing.ToAnswer && b.Progress == filing.ToAnswer {
			return a.Last.At.Compare(b.Last.At) // who has waited longest
		}
		return place[a.Progress] - place[b.Progress]
	})
	return nil
}

// coursesOf are the reports of all organs on a year.
func coursesOf(ctx context.Context, r reader, year int) (map[organ.ID]filing.Course, error) {
	all := map[organ.ID]filing.Course{}
	rows, err := r.Query(ctx, selectFilingsOfYear, year)
	if err != nil {
		return nil, fmt.Errorf("read filings of year: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id organ.ID
		var c filing.Course
		if err := rows.Scan((*int64)(&id), (*string)(&c.State), &c.Adopted); err != nil {
			return nil, fmt.Errorf("read filings of year: %w", err)
		}
		all[id] = c
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return all, versionsInto(ctx, r, year, all)
}

func versionsInto(ctx context.Context, r reader, year int, all map[organ.ID]filing.Course) error {
	rows, err := r.Query(ctx, selectVersionsOfYear, year)
	if err != nil {
		return fmt.Errorf("read versions of year: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id organ.ID
		var n int
		if err := rows.Scan((*int64)(&id), &n); err != nil {
			return fmt.Errorf("read versions of year: %w", err)
		}
		c := all[id]
		c.Version = n
		all[id] = c
	}
	return rows.Err()
}

// countReceivers counts the people at an organ who may receive reports.
const countReceivers = `
SELECT count(*)
FROM post p
JOIN account a ON a.id = p.account_id
WHERE p.organ_id = $1 AND p.role IN ('reviewer', 'approver') AND a.disabled_at IS NULL`

const selectToAnswer = `
SELECT year, count(*), min(at)
FROM hand_in h
WHERE superior_id = $1 AND answer = ''
  AND n = (SELECT max(n) FROM hand_in i WHERE i.organ_id = h.organ_id AND i.year = h.year)
GROUP BY year
ORDER BY year DESC
LIMIT 20`

// HasReceivers says that somebody at the organ may receive reports handed to it.
func (s *Store) HasReceivers(ctx context.Context, id organ.ID) (bool, error) {
	var n int
	err := s.db.QueryRow(ctx, countReceivers, int64(id)).Scan(&n)
	return n > 0, err
}

// A Pile is the reports on one year that an organ has not answered.
type Pile struct {
	Year, N int
	Oldest  time.Time
}

// ToAnswer returns what was handed to an organ and waits for its answer, the latest
// year first.
func (s *Store) ToAnswer(ctx context.Context, superior organ.ID) (all []Pile, _ error) {
	rows, err := s.db.Query(ctx, selectToAnswer, int64(superior))
	if err != nil {
		return nil, fmt.Errorf("read reports to answer: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var p Pile
		var at db.Time
		if err := rows.Scan(&p.Year, &p.N, &at); err != nil {
			return nil, fmt.Errorf("read reports to answer: %w", err)
		}
		p.Oldest = at.Time
		all = append(all, p)
	}
	return all, rows.Err()
}

// LastHandedIn returns what was handed in last; its N is 0 where nothing was.
func (s *Store) LastHandedIn(ctx context.Context, id organ.ID, year int) (HandedIn, error) {
	return lastHandedIn(ctx, s.db, id, year)
}

// HandedReport returns what was handed to a superior organ, the last for n 0, with
// what the checks say of it at this moment. Nothing of it leads to the records that
// it was made of: those are its organ's.
func (s *Store) HandedReport(ctx context.Context, superior, id organ.ID, year, n int) (l Live, h HandedIn, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		l = Live{}
		if n == 0 {
			last, err := lastHandedIn(ctx, tx, id, year)
			if err != nil {
				return err
			}
			n = last.N
		}
		var content string
		h = HandedIn{}
		err := h.scan(tx.QueryRow(ctx, selectHandedIn, int64(id), year, n).Scan, &content)
		if errors.Is(err, sql.ErrNoRows) || err == nil && h.To != superior {
			return noHandIn
		}
		if err != nil {
			return err
		}
		h.Content = []byte(content)
		if l, err = liveReport(ctx, tx, id, year, "", moment{today: s.Today()}); err != nil {
			return err
		}
		was, err := filing.Frozen(h.Content)
		if err != nil {
			return fmt.Errorf("read report handed in: %w", err)
		}
		l.Checked = l.check(was, l.circumstances)
		l.Published, l.Origins, l.Manual, l.Chapters, l.Empty = nil, nil, nil, nil, nil
		return nil
	})
	return l, h, err
}
