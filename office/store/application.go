package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
)

// A CaseRow is a case as a list shows it: what follows from its events, and
// nothing personal but the masked name.
type CaseRow struct {
	ID          int64
	Organ       organ.ID
	Number      string
	State       application.State
	Next        application.Role
	Kind        application.Kind
	Channel     application.Channel
	Title       string
	Party       string        // of the first applicant, masked
	ReceivedOn  calendar.Date // zero until it is settled
	DueOn       calendar.Date // zero while the clock waits for the applicant
	AlarmOn     calendar.Date // the nearest day of a lesser period, zero for none
	Provisional bool
	Waiting     bool // a consultation is open
	Late        bool
	DecidedOn   calendar.Date
	Outcome     application.Outcome // "" while it is open
	Unit        string
	Handler     account.ID
	Group       int64
	AskedUnits  string        // the inner offices whose opinion is awaited, each between bars
	AskDueOn    calendar.Date // the earliest last day for one, zero for none
	Entry       int64         // the entry of the register that counts it, 0 until it is received
	OpenedAt    time.Time
	ErasedAt    time.Time
	Version     int64

	round int64 // of the query code
}

// IsAsked says that the opinion of an inner office is awaited.
func (c CaseRow) IsAsked(unit string) bool { return strings.Contains(c.AskedUnits, askedUnit(unit)) }

// IsDue says that the reply is due on the day, or overdue.
func (c CaseRow) IsDue(today calendar.Date) bool { return !c.DueOn.IsZero() && c.DueOn <= today }

// Subject returns what a step on the case names.
func (c CaseRow) Subject() Subject {
	return Subject{Kind: CaseKind, Organ: c.Organ, ID: c.ID, Version: c.Version}
}

// A Case is a case with all that happened.
type Case struct {
	CaseRow
	Course application.Case // what the events made of it
	Events []CaseEvent
	Files  []CaseFile
	Lacks  []string // what a transferred case has still to be completed with
}

// A CaseEvent is an event with who recorded it, and when.
type CaseEvent struct {
	application.Event
	Seq  int64
	At   time.Time
	Name string
}

const applicationColumns = `
SELECT id, organ_id, number, state, next, kind, channel, title, sealed, received_on, due_on, alarm_on, provisional, waiting, late,
  decided_on, code, unit, handler, group_id, entry_id, asked_units, ask_due_on, opened_at, erased_at, version, code_round`

const selectApplication = applicationColumns + `
FROM application
WHERE organ_id = $1 AND id = $2`

const selectApplicationNumbered = applicationColumns + `
FROM application
WHERE number = $1
ORDER BY id
LIMIT 20`

const selectApplicationEvents = `
SELECT seq, at, on_day, account, name, role, step, body
FROM application_event
WHERE application_id = $1
ORDER BY seq`

const selectApplicationOfEntry = `
SELECT id
FROM application
WHERE entry_id = $1
UNION ALL
SELECT application_id
FROM application_remedy
WHERE entry_id = $1
UNION ALL
SELECT application_id
FROM application_fee
WHERE entry_id = $1`

// selectSamePerson counts what one applicant asked of the organ in a time.
const selectSamePerson = `
SELECT count(*)
FROM application
WHERE organ_id = $1 AND person = $2 AND person <> '' AND opened_at >= $3 AND opened_at < $4`

const selectSameAsked = applicationColumns + `
FROM application
WHERE organ_id = $1 AND asked = $2 AND id <> $3
ORDER BY opened_at DESC, id DESC
LIMIT 20`

// scanCases reads rows; the ring opens what is sealed.
func (s *Store) scanCases(rows *sql.Rows, err error) (all []CaseRow, _ error) {
	if err != nil {
		return nil, fmt.Errorf("read applications: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var c CaseRow
		var sealed string
		var opened, erased db.Time
		var handler, group, entry sql.NullInt64
		err := rows.Scan(&c.ID, (*int64)(&c.Organ), &c.Number, (*string)(&c.State), (*string)(&c.Next), (*string)(&c.Kind), (*string)(&c.Channel), &c.Title, &sealed,
			&c.ReceivedOn, &c.DueOn, &c.AlarmOn, &c.Provisional, &c.Waiting, &c.Late, &c.DecidedOn, (*string)(&c.Outcome), &c.Unit, &handler, &group, &entry,
			&c.AskedUnits, &c.AskDueOn, &opened, &erased, &c.Version, &c.round)
		if err != nil {
			return nil, fmt.Errorf("read applications: %w", err)
		}
		c.Handler, c.Group, c.Entry = account.ID(handler.Int64), group.Int64, entry.Int64
		c.OpenedAt, c.ErasedAt = opened.Time, erased.Time
		if c.Party, err = s.partyOf(c.ID, sealed); err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, rows.Err()
}

// partyOf opens the name that a list shows, which was masked before it was
// sealed.
func (s *Store) partyOf(id int64, sealed string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	text, err := s.Ring.Open(casePlace(id, "party"), sealed)
	return string(text), err
}

// casePlace names a place in a case that something is sealed for.
func casePlace(id int64, what string) string {
	return "application/" + strconv.FormatInt(id, 10) + "/" + what
}

// Case returns a case of the organ. Its applicants are masked: [Store.Applicants] gives
// them, and tells the audit.
func (s *Store) Case(ctx context.Context, id organ.ID, n int64) (c Case, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		if c, err = s.oneCase(ctx, tx, id, n, ""); err != nil {
			return err
		}
		c.Files, err = s.caseFiles(ctx, tx, n)
		return err
	})
	c.Lacks = c.Course.Lacks()
	c.mask()
	return c, err
}

// mask hides who the applicants and their agent are, also where events say it.
func (c *Case) mask() {
	c.Course.Applicants, c.Course.Agent = maskedApplicants(c.Course.Applicants), maskedAgent(c.Course.Agent)
	for i := range c.Events {
		switch s := c.Events[i].Step.(type) {
		case application.Submit:
			s.Applicants, s.Agent = maskedApplicants(s.Applicants), maskedAgent(s.Agent)
			c.Events[i].Step = s
		case application.Transfer:
			s.Applicants = maskedApplicants(s.Applicants)
			c.Events[i].Step = s
		case application.Complete:
			c.Events[i].Step = application.Complete{Items: s.Items, Delivery: s.Delivery}
		}
	}
}

func maskedApplicants(all []application.Applicant) []application.Applicant {
	all = slices.Clone(all)
	for i, a := range all {
		all[i] = application.Applicant{Kind: a.Kind, Name: maskedName(a.Kind, a.Name)}
	}
	return all
}

func maskedAgent(a *application.Agent) *application.Agent {
	if a == nil {
		return nil
	}
	return &application.Agent{Name: register.MaskName(a.Name), Authority: a.Authority}
}

// maskedName hides a citizen's name; what organizations are called is no
// personal data.
func maskedName(k application.Kind, name string) string {
	if k == application.NaturalPerson {
		return register.MaskName(name)
	}
	return name
}

// oneCase reads and replays a case.
func (s *Store) oneCase(ctx context.Context, r reader, id organ.ID, n int64, lock string) (c Case, err error) {
	rows, err := s.scanCases(r.Query(ctx, selectApplication+lock, int64(id), n))
	switch {
	case err != nil:
		return c, err
	case len(rows) == 0:
		return c, problem.NotFound("没有找到这件申请").Try("请从申请列表中查找")
	}
	c.CaseRow = rows[0]
	if c.Events, err = s.caseEvents(ctx, r, n); err != nil {
		return c, err
	}
	events := make([]application.Event, len(c.Events))
	for i, e := range c.Events {
		events[i] = e.Event
	}
	clock, err := s.clock(ctx, r)
	if err != nil {
		return c, err
	}
	c.Course, err = application.Replay(events, clock)
	return c, err
}

// A sealedStep is the body of an event.
type sealedStep struct {
	Mark application.Mark `json:"mark,omitempty"`
	Step json.RawMessage  `json:"step"`
}

func (s *Store) caseEvents(ctx context.Context, r reader, n int64) (all []CaseEvent, _ error) {
	rows, err := r.Query(ctx, selectApplicationEvents, n)
	if err != nil {
		return nil, fmt.Errorf("read events: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var e CaseEvent
		var at db.Time
		var name, body string
		if err := rows.Scan(&e.Seq, &at, &e.On, &e.Actor.Account, &e.Name, (*string)(&e.Actor.Role), &name, &body); err != nil {
			return nil, fmt.Errorf("read events: %w", err)
		}
		e.At = at.Time
		text, err := s.Ring.Open(casePlace(n, strconv.FormatInt(e.Seq, 10)), body)
		if err != nil {
			return nil, err
		}
		var kept sealedStep
		if err := json.Unmarshal(text, &kept); err != nil {
			return nil, fmt.Errorf("read event %d of application %d: %w", e.Seq, n, err)
		}
		e.Mark = kept.Mark
		if e.Step, err = application.Decode(name, kept.Step); err != nil {
			return nil, fmt.Errorf("read event %d of application %d: %w", e.Seq, n, err)
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

// queryCodeLetters makes 50 bits, which at ten tries an hour nobody guesses.
const queryCodeLetters = 10

// QueryCode returns the code by which the applicant follows the case. It
// stands nowhere: it follows from the key file and the case.
func (s *Store) QueryCode(c CaseRow) string {
	return s.Ring.Code("query", strconv.FormatInt(c.ID, 10)+"/"+strconv.FormatInt(c.round, 10), queryCodeLetters)
}

// Follow returns the case of that number and query code; for the applicant.
// Whether the number is unknown or the code is wrong cannot be told apart, nor
// by how long it takes.
func (s *Store) Follow(ctx context.Context, number, code string) (c Case, err error) {
	unknown := problem.NotFound("没有找到这件申请，或者查询码不对").Try("请核对回执上的编号和查询码；遗失的，请带身份证明到受理机关查询").At("code")
	rows, err := s.scanCases(s.db.Query(ctx, selectApplicationNumbered, register.Application.Field("number").Tidy(number)))
	if err != nil {
		return c, err
	}
	code = tidyCode(code)
	var found *CaseRow
	for i := range rows {
		if s.Ring.Same(s.QueryCode(rows[i]), code) {
			found = &rows[i]
		}
	}
	if len(rows) == 0 {
		s.Ring.Same(s.QueryCode(CaseRow{}), code)
	}
	if found == nil || !found.ErasedAt.IsZero() {
		return c, unknown
	}
	return s.Case(ctx, found.Organ, found.ID)
}

// tidyCode forgives small letters, spaces and hyphens.
func tidyCode(code string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == ' ', c == '-', c == '　', c == '—':
			return -1
		case c >= '０' && c <= '９':
			return c - '０' + '0'
		}
		return c
	}, strings.ToUpper(strings.TrimSpace(code)))
}

// A CaseQuery says which cases a list shows.
type CaseQuery struct {
	Organ   organ.ID
	Handler account.ID // only those that this person has; 0 for all
	Unit    string     // of Handler: with what it may take or is asked for, "" for none
	Show    CaseShow
	Kind    application.Kind
	Outcome application.Outcome
	Year    int // of receipt, 0 for all
	Remedy  RemedyShow
	Text    string // in number, title and inner office
	Page    int
}

// A CaseShow is one of the lists of cases.
type CaseShow string

// The lists.
const (
	ShowOpen    CaseShow = ""        // 在办, the nearest due date first
	ShowSoon    CaseShow = "soon"    // 三个工作日内到期
	ShowOverdue CaseShow = "overdue" // 已逾期
	ShowAsked   CaseShow = "asked"   // 等内设机构意见
	ShowWaiting CaseShow = "waiting" // 等申请人或者征求意见
	ShowDecided CaseShow = "decided" // 已办结
	ShowAll     CaseShow = "all"
)

// A RemedyShow narrows a list of cases to those that were gone against.
type RemedyShow string

// The cases with a reconsideration or suit, with one that is pending, and with one
// that found the organ wrong.
const (
	WithRemedy     RemedyShow = "any"
	PendingRemedy  RemedyShow = "pending"
	OverturnedCase RemedyShow = "overturned"
)

// remedyConditions are the conditions of each, by the entries that count them.
var remedyConditions = map[RemedyShow]string{
	WithRemedy:     remedyOf(""),
	PendingRemedy:  remedyOf(" AND e.until_on IS NULL"),
	OverturnedCase: remedyOf(" AND EXISTS (SELECT 1 FROM tally t WHERE t.entry_id = e.id AND t.code LIKE 'remedy.%.overturned')"),
}

func remedyOf(further string) string {
	return "EXISTS (SELECT 1 FROM application_remedy r JOIN entry e ON e.id = r.entry_id WHERE r.application_id = application.id AND e.state = 'current'" + further + ")"
}

// CasePageSize is how many cases a page of the list has.
const CasePageSize = 50

// A CasePage is one page of a list of cases.
type CasePage struct {
	Cases []CaseRow
	Total int
}

// openStates is the condition of an open case.
const openStates = "state IN ('Submitted', 'Processing', 'Correcting', 'AwaitingPayment')"

// orderDue is when a case is due as the index of open cases has it: those that
// wait for the applicant come last.
const orderDue = "COALESCE(due_on, '9999-12-31')"

func (q CaseQuery) conditions(today, soon calendar.Date) *filter {
	c := &filter{from: "application"}
	c.and("organ_id = ?", int64(q.Organ))
	switch q.Show {
	case ShowOpen:
		c.where = append(c.where, openStates)
	case ShowSoon:
		c.where = append(c.where, openStates)
		c.and(orderDue+" <= ?", soon)
		c.and(orderDue+" >= ?", today)
	case ShowOverdue:
		c.where = append(c.where, openStates)
		c.and(orderDue+" < ?", today)
	case ShowAsked:
		c.where = append(c.where, openStates, "asked_units <> ''")
	case ShowWaiting:
		c.where = append(c.where, openStates, "(waiting OR due_on IS NULL)")
	case ShowDecided:
		c.where = append(c.where, "state IN ('Replied', 'Closed')")
	}
	switch {
	case q.Handler != 0 && q.Unit != "":
		c.where = append(c.where, "("+c.place("handler = ?", int64(q.Handler))+" OR "+c.place("unit = ?", q.Unit)+" AND handler IS NULL OR "+
			c.place(`asked_units LIKE ? ESCAPE '\'`, contains(askedUnit(q.Unit)))+")")
	case q.Handler != 0:
		c.and("handler = ?", int64(q.Handler))
	}
	if q.Kind != "" {
		c.and("kind = ?", string(q.Kind))
	}
	if q.Outcome != "" {
		c.and("code = ?", string(q.Outcome))
	}
	if q.Year != 0 {
		first, _ := calendar.DateOf(q.Year, 1, 1)
		last, _ := calendar.DateOf(q.Year, 12, 31)
		c.and("received_on >= ?", first)
		c.and("received_on <= ?", last)
	}
	if q.Remedy != "" {
		c.where = append(c.where, remedyConditions[q.Remedy])
	}
	return c
}

const selectFoundCases = `
SELECT id
FROM application
WHERE organ_id = $1 AND search LIKE $2 ESCAPE '\'
LIMIT $3`

// fewFound is how many cases are few enough to be named one by one.
const fewFound = 2000

// find narrows a list to the cases that hold a text. They are looked for once, by
// themselves, in the index that holds the text; a page and its count ask for
// them by name. Only where very many hold it are they looked for each time: the
// plus keeps the engines from fetching them one by one.
func (c *filter) find(ctx context.Context, r reader, id organ.ID, text string) error {
	found, err := scanIDs(r.Query(ctx, selectFoundCases, int64(id), contains(text), fewFound+1))
	switch {
	case err != nil:
		return fmt.Errorf("look for applications: %w", err)
	case len(found) == 0:
		c.where = append(c.where, "1 = 0")
		return nil
	case len(found) > fewFound:
		c.and(`+id IN (SELECT id FROM application WHERE organ_id = $1 AND search LIKE ? ESCAPE '\')`, contains(text))
		return nil
	}
	places := make([]string, len(found))
	for i, n := range found {
		places[i] = c.place("?", int64(n))
	}
	c.where[0] = "+organ_id = $1" // the cases are fetched by name, not by an index of the organ
	c.where = append(c.where, "id IN ("+strings.Join(places, ", ")+")")
	return nil
}

// order puts what is due first first in lists of open cases, the latest first
// in the others.
func (q CaseQuery) order() string {
	if q.Show == ShowDecided || q.Show == ShowAll {
		return "\nORDER BY opened_at DESC, id DESC"
	}
	return "\nORDER BY " + orderDue + ", id"
}

// Cases returns one page of a list of cases.
func (s *Store) Cases(ctx context.Context, q CaseQuery) (page CasePage, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		today, soon, err := s.soon(ctx, tx)
		if err != nil {
			return err
		}
		c := q.conditions(today, soon)
		if text := register.SearchText(q.Text); text != "" {
			if err := c.find(ctx, tx, q.Organ, text); err != nil {
				return err
			}
		}
		n, before := len(c.args), (max(1, q.Page)-1)*CasePageSize
		limit := fmt.Sprintf("\nLIMIT $%d OFFSET $%d", n+1, n+2)
		// The pages before are turned in the index, without reading their cases.
		shown := "SELECT id\nFROM application" + c.String() + q.order() + limit
		page.Cases, err = s.scanCases(tx.Query(ctx, applicationColumns+"\nFROM application\nWHERE id IN ("+shown+")"+q.order(), append(c.args, CasePageSize, before)...))
		if found := len(page.Cases); err != nil || found < CasePageSize && (found > 0 || before == 0) {
			page.Total = before + found // the last page says how many there are
			return err
		}
		if err = tx.QueryRow(ctx, "\nSELECT count(*)\nFROM application"+c.String(), c.args...).Scan(&page.Total); err != nil {
			err = fmt.Errorf("count applications: %w", err)
		}
		return err
	})
	return page, err
}

// soon returns today and the last day that is soon.
func (s *Store) soon(ctx context.Context, r reader) (today, soon calendar.Date, err error) {
	clock, err := s.clock(ctx, r)
	if err != nil {
		return 0, 0, err
	}
	rules, _, err := supervisionOf(ctx, r)
	today = s.Today()
	return today, clock.Days().After(today, rules.Soon), err
}

// CaseCounts says how many cases each list of an organ has.
type CaseCounts struct {
	Open, Soon, Overdue, Asked, Waiting int
}

const fromOpenCases = `
FROM application
WHERE organ_id = $1 AND ` + openStates + ` AND (handler = $4 OR $4 = 0 OR $5 <> '' AND (unit = $5 AND handler IS NULL OR asked_units LIKE $6 ESCAPE '\'))`

// selectCaseCounts reads all open cases once, for the three numbers that no index
// holds: PostgreSQL goes through the whole table for each time of asking. The two
// others are a range of the index.
const selectCaseCounts = `
SELECT n.open,
  (SELECT count(*)` + fromOpenCases + ` AND ` + orderDue + ` >= $2 AND ` + orderDue + ` <= $3),
  (SELECT count(*)` + fromOpenCases + ` AND ` + orderDue + ` < $2),
  n.asked, n.waiting
FROM (SELECT count(*) AS open, count(*) FILTER (WHERE asked_units <> '') AS asked, count(*) FILTER (WHERE waiting OR due_on IS NULL) AS waiting` + fromOpenCases + `) AS n`

// CaseCounts counts the open cases of an organ, or those that a person has, may
// take for an inner office or is asked about.
func (s *Store) CaseCounts(ctx context.Context, id organ.ID, handler account.ID, unit string) (n CaseCounts, err error) {
	today, soon, err := s.soon(ctx, s.db)
	if err != nil {
		return n, err
	}
	err = s.db.QueryRow(ctx, selectCaseCounts, int64(id), today, soon, int64(handler), unit, contains(askedUnit(unit))).Scan(&n.Open, &n.Soon, &n.Overdue, &n.Asked, &n.Waiting)
	if err != nil {
		err = fmt.Errorf("count applications: %w", err)
	}
	return n, err
}

// CaseOfEntry returns the case that an entry of a register counts, or counts a remedy
// of; 0 for none.
func (s *Store) CaseOfEntry(ctx context.Context, entry int64) (int64, error) {
	return caseOfEntry(ctx, s.db, entry)
}

func caseOfEntry(ctx context.Context, r reader, entry int64) (id int64, err error) {
	err = r.QueryRow(ctx, selectApplicationOfEntry, entry).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// titleOf is what a list calls a case: its first item, shortened, and how many
// there are. Long numbers in it may be somebody's.
func titleOf(items []application.Item) string {
	if len(items) == 0 {
		return "（没有写明申请内容）"
	}
	title := []rune(longNumber.ReplaceAllString(strings.Join(strings.Fields(items[0].Asked), " "), "…"))
	text := string(title[:min(len(title), maxTitle)])
	if len(title) > maxTitle {
		text += "…"
	}
	if len(items) > 1 {
		text += fmt.Sprintf("等%d项", len(items))
	}
	return cmp.Or(text, "（没有写明申请内容）")
}

// maxTitle is how many characters of what is asked a list shows.
const maxTitle = 60
