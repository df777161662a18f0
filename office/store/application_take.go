package store

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
)

// An OpenCase records an application that came: submitted, received where its
// channel settles the day, and registered under the next number, all at once.
// The step's Subject.ID keeps a form sent twice from making two cases.
type OpenCase struct {
	Submit application.Submit
	// On is the day it arrived; zero is today. Through the portal it is always
	// today.
	On calendar.Date
	// How says how the day of receipt was confirmed with the applicant, where the
	// channel needs it; "" leaves the case waiting for it. ConfirmedOn is the day,
	// zero for On.
	How         string
	ConfirmedOn calendar.Date
}

// A CaseStep is a step of package application with the day on which it
// happened; zero is today.
type CaseStep struct {
	Step application.Step
	On   calendar.Date

	// follows says that the program takes the step because of the one before: the
	// portal's slip confirms the receipt and gives the number.
	follows bool
}

// caseDoing finds how a step on a case is done.
func caseDoing(step Step) (doing, bool) {
	switch v := step.(type) {
	case JoinCases, LeaveCases, SplitCase, CasesAlike:
		return togetherDoing(step), true
	case OpenCase:
		return doing{account.CaseOpen, nil, application.Cite(application.Submit{}).String(), takeOpenCase}, true
	case TransferEntries:
		return doing{account.CaseTransfer, nil, application.Cite(application.Transfer{}).String(), takeTransferEntries}, true
	case LinkRemedy:
		return doing{account.CaseStep, nil, citeOf(application.Contest{}), takeLinkRemedy}, true
	case CaseStep:
		return doing{account.CaseStep, nil, citeOf(v.Step), takeCaseStep}, true
	}
	return caseFileDoing(step)
}

// citeOf is the provision of a step as the audit keeps it.
func citeOf(s application.Step) string {
	if cite := application.Cite(s); !cite.IsZero() {
		return cite.String()
	}
	return ""
}

const insertApplication = `
INSERT INTO application (id, organ_id, number, state, next, kind, channel, title, provisional, waiting, late, code, unit, clock, sealed, person, asked,
  code_round, search, opened_at, changed_at, version)
VALUES ($1, $2, $3, '', '', '', '', '', FALSE, FALSE, FALSE, '', '', '', '', '', '', 0, '', $4, $4, 0)`

const updateApplication = `
UPDATE application
SET state = $3, next = $4, kind = $5, channel = $6, title = $7, received_on = $8, due_on = $9, alarm_on = $10, provisional = $11, waiting = $12, late = $13,
  decided_on = $14, code = $15, unit = $16, handler = $17, entry_id = $18, clock = $19, sealed = $20, person = $21, asked = $22, search = $23, changed_at = $24,
  group_id = $25, asked_units = $26, ask_due_on = $27,
  version = version + 1
WHERE id = $1 AND version = $2`

const insertApplicationEvent = `
INSERT INTO application_event (application_id, seq, at, on_day, account, name, role, step, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const upsertSerial = `
INSERT INTO application_serial (organ_id, year, last)
VALUES ($1, $2, 1)
ON CONFLICT (organ_id, year) DO UPDATE SET last = application_serial.last + 1
RETURNING last`

// lockSerial makes whoever opens a case of the organ wait for the one before, so
// that a form sent twice at once is seen to have been sent.
const lockSerial = `
INSERT INTO application_serial (organ_id, year, last)
VALUES ($1, $2, 0)
ON CONFLICT (organ_id, year) DO UPDATE SET last = application_serial.last
RETURNING last`

const selectApplicationOrgan = `
SELECT organ_id
FROM application
WHERE id = $1`

func takeOpenCase(ctx context.Context, t *taking) error {
	open := t.step.(OpenCase)
	o, err := oneOrgan(ctx, t, t.on.Organ)
	if err != nil {
		return err
	}
	if err := o.takesCases(); err != nil {
		return err
	}
	on := orToday(open.On, t.Today)
	var last int64
	if err := t.QueryRow(ctx, lockSerial, int64(o.ID), on.Year()).Scan(&last); err != nil {
		return fmt.Errorf("number an application: %w", err)
	}
	if t.on.ID == 0 {
		t.on.ID = t.store.newID()
	} else if done, err := t.openedBefore(ctx); done || err != nil {
		return err
	}
	t.on.Kind, t.on.Version = CaseKind, 1
	number, err := t.nextNumber(ctx, o, on)
	if err != nil {
		return err
	}
	if err := t.change(ctx, insertApplication, t.on.ID, int64(t.on.Organ), number, t.Now); err != nil {
		return err
	}
	c := &Case{CaseRow: CaseRow{ID: t.on.ID, Organ: t.on.Organ, Number: number, OpenedAt: t.Now}}
	return t.run(ctx, c, open.steps(number, t.Today))
}

// steps are those that opening a case is made of.
func (o OpenCase) steps(number string, today calendar.Date) []CaseStep {
	on := orToday(o.On, today)
	all := []CaseStep{{Step: o.Submit, On: on}}
	if o.Submit.Channel.NeedsConfirmation() && strings.TrimSpace(o.How) == "" {
		return all // registered once it is received
	}
	return append(all,
		CaseStep{Step: application.Receive{How: o.How}, On: orToday(o.ConfirmedOn, on), follows: true},
		CaseStep{Step: application.Register{Number: number}, On: today, follows: true})
}

func orToday(on, today calendar.Date) calendar.Date {
	if on.IsZero() {
		return today
	}
	return on
}

// openedBefore says whether the form of this number was sent before.
func (t *taking) openedBefore(ctx context.Context) (bool, error) {
	rows, err := t.Query(ctx, selectApplicationOrgan, t.on.ID)
	ids, err := scanIDs(rows, err)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	if ids[0] != t.on.Organ {
		return false, problem.Conflict("这份表单已经用过").Try("请重新打开申请页面")
	}
	t.repeated = true
	t.on.Kind, t.on.Version = CaseKind, 1
	return true, nil
}

// takesCases refuses an organ that has ended.
func (o Organ) takesCases() error {
	if !o.Ended.IsZero() {
		return problem.Refused("“%s”已于%s%s，不再受理申请", o.Name, o.Ended.Chinese(), o.How.Label()).Try("请向承接职责的机关申请")
	}
	return nil
}

// nextNumber gives the next number of the organ and year, 石桥公开申〔2026〕3号, that the
// register of applications has not given before.
func (t *taking) nextNumber(ctx context.Context, o Organ, on calendar.Date) (string, error) {
	for {
		var last int64
		if err := t.QueryRow(ctx, upsertSerial, int64(o.ID), on.Year()).Scan(&last); err != nil {
			return "", fmt.Errorf("number an application: %w", err)
		}
		number := fmt.Sprintf("%s公开申〔%d〕%d号", o.Short, on.Year(), last)
		_, taken, err := entryNumbered(ctx, t, o.ID, register.Application.Key, number)
		if err != nil || !taken {
			return number, err
		}
	}
}

func takeCaseStep(ctx context.Context, t *taking) error {
	c, err := t.subjectCase(ctx)
	if err != nil || t.repeated {
		return err
	}
	step := t.step.(CaseStep)
	switch step.Step.(type) {
	case application.JoinGroup, application.LeaveGroup, application.SplitOff, application.SplitFrom:
		return problem.Refused("“%s”涉及几件申请", application.Verb(step.Step)).Try("请从案件页面“并案办理”“分别编号”办理")
	}
	if receive, ok := step.Step.(application.Receive); ok && c.Course.Number == "" {
		return t.run(ctx, &c, []CaseStep{{Step: receive, On: step.On}, {Step: application.Register{Number: c.Number}, On: t.Today, follows: true}})
	}
	return t.run(ctx, &c, []CaseStep{step})
}

var erasedCase = problem.Refused("这件申请的资料已按保存期限删除，不能再查看和办理").Try("需要的，请查阅纸质档案")

// subjectCase loads the case that the step is about. When somebody has done
// something since the person saw it, the problem says who and what.
func (t *taking) subjectCase(ctx context.Context) (Case, error) {
	c, err := t.store.oneCase(ctx, t, t.on.Organ, t.on.ID, t.Dialect().ForUpdate())
	switch {
	case err != nil:
		return c, err
	case !c.ErasedAt.IsZero():
		return c, erasedCase
	case t.by.Applicant && !t.store.Ring.Same(t.store.QueryCode(c.CaseRow), tidyCode(t.by.Code)):
		return c, problem.NotFound("没有找到这件申请，或者查询码不对").Try("请核对回执上的编号和查询码").At("code")
	case t.isRepeated(&c):
		t.on.Kind, t.on.Version, t.repeated = CaseKind, c.Version, true
		return c, nil
	case t.on.Version != AnyVersion && t.on.Version != c.Version:
		last := c.Events[len(c.Events)-1]
		return c, overtaken("这件申请", last.Name, last.At, "办理了“"+application.Verb(last.Step)+"”")
	}
	t.on.Kind, t.on.Version = CaseKind, c.Version+1
	return c, nil
}

// isRepeated says that the form was sent twice: what it does is what the same
// person has just done to what the form showed.
func (t *taking) isRepeated(c *Case) bool {
	step, ok := t.step.(CaseStep)
	if !ok || t.by.Account == 0 || t.on.Version != c.Version-1 {
		return false
	}
	last := c.Events[len(c.Events)-1]
	if last.Actor.Account != int64(t.by.Account) || last.On != orToday(step.On, t.Today) {
		return false
	}
	was, err := application.Encode(last.Step)
	if err != nil || last.Event.Name() != application.Name(step.Step) {
		return false
	}
	now, err := application.Encode(step.Step)
	return err == nil && bytes.Equal(was, now)
}

// run takes the steps one after the other, writes their events and brings up
// to date what follows from them.
func (t *taking) run(ctx context.Context, c *Case, steps []CaseStep) error {
	clock, err := t.store.clock(ctx, t)
	if err != nil {
		return err
	}
	frozen, err := t.frozenYears(ctx)
	if err != nil {
		return err
	}
	var follows []application.Follow
	var said []auditedStep
	for _, s := range steps {
		role, err := t.caseRole(ctx, &c.Course, s)
		if err != nil {
			return err
		}
		env := application.Env{
			On: orToday(s.On, t.Today), Today: t.Today, Clock: clock,
			Actor:  application.Actor{Role: role, Account: int64(t.by.Account)},
			Frozen: func(year int) bool { return slices.Contains(frozen, year) },
		}
		after, taken, err := c.Course.Take(s.Step, env)
		if err != nil {
			return err
		}
		c.Course = after
		follows = append(follows, taken.Follows...)
		one, err := t.insertEvent(ctx, c, taken.Event)
		if err != nil {
			return err
		}
		said = append(said, one)
	}
	t.says = auditedCase{said}
	if err := t.saveCase(ctx, c, clock); err != nil {
		return err
	}
	return t.notify(ctx, c, follows)
}

// caseRole returns in whose part the actor takes the step: the first of the
// posts held at the organ that the procedure lets take it. Where none does, the
// case says who may.
func (t *taking) caseRole(ctx context.Context, c *application.Case, step CaseStep) (application.Role, error) {
	if step.follows {
		return application.ByTimer, nil
	}
	if t.by.Applicant {
		t.role = account.Applicant
		return application.ByApplicant, nil
	}
	if t.by.Account == 0 {
		return application.ByTimer, nil
	}
	posts, err := postsOf(ctx, t, t.by.Account)
	if err != nil {
		return "", err
	}
	fallback := application.ByClerk
	for _, p := range posts {
		role, ok := caseRoles[p.Role]
		if !ok || p.Organ != t.on.Organ {
			continue
		}
		fallback = role
		if application.Allows(step.Step, role, c.State) {
			t.role = p.Role
			return role, t.onCase(c, role, p.Unit, step.Step)
		}
	}
	return fallback, nil
}

// caseRoles are the roles of the procedure that posts carry.
var caseRoles = map[account.Role]application.Role{
	account.Clerk: application.ByClerk, account.Handler: application.ByUnit,
	account.Reviewer: application.ByReviewer, account.Approver: application.ByApprover,
}

// onCase keeps the people of inner offices to the cases that were given to them.
// An office that was asked for its opinion gives that alone.
func (t *taking) onCase(c *application.Case, role application.Role, unit string, step application.Step) error {
	opinion, isOpinion := step.(application.UnitOpinion)
	switch {
	case role != application.ByUnit, c.Account == int64(t.by.Account):
		return nil
	case isOpinion && unit != "" && opinion.Unit == unit:
		return nil
	case c.Account == 0 && unit != "" && c.Unit == unit:
		return nil
	case c.Account != 0 && unit != "" && c.Unit == unit:
		return problem.Conflict("这件申请已经由别人认领").Try("请与%s的承办人联系，或者由经办人重新分办", unit)
	}
	return problem.Forbidden("这件申请没有分给您办理").Try("需要办理的，请由经办人分办")
}

// askedUnit is an inner office as a row names it.
func askedUnit(unit string) string { return "|" + strings.ReplaceAll(unit, "|", "") + "|" }

// askedOf names the inner offices whose opinion is awaited, and the earliest day.
func askedOf(c *application.Case) (units string, due calendar.Date) {
	if !c.State.IsOpen() {
		return "", 0
	}
	for _, r := range c.OpenRequests() {
		units += askedUnit(r.Unit)
		if due.IsZero() || !r.Until.IsZero() && r.Until < due {
			due = r.Until
		}
	}
	return units, due
}

// An auditedCase is what the audit keeps of steps on a case: which, on which
// day, and a mark of what they say, which without the key tells nothing.
type auditedCase struct {
	Steps []auditedStep `json:"steps"`
}

type auditedStep struct {
	Seq  int64         `json:"seq"`
	Step string        `json:"step"`
	On   calendar.Date `json:"on"`
	Body string        `json:"body"`
}

// bodyMark is what the audit keeps of a sealed body.
func (s *Store) bodyMark(id, seq int64, body []byte) string {
	return s.Ring.Mark("event/"+strconv.FormatInt(id, 10)+"/"+strconv.FormatInt(seq, 10), string(body))
}

func (t *taking) insertEvent(ctx context.Context, c *Case, e application.Event) (said auditedStep, err error) {
	body, err := bodyOf(e)
	if err != nil {
		return said, err
	}
	seq := int64(len(c.Events) + 1)
	sealed, err := t.store.Ring.Seal(casePlace(c.ID, strconv.FormatInt(seq, 10)), body)
	if err != nil {
		return said, err
	}
	c.Events = append(c.Events, CaseEvent{Event: e, Seq: seq, At: t.Now, Name: t.by.Name})
	err = t.change(ctx, insertApplicationEvent, c.ID, seq, t.Now, e.On, e.Actor.Account, t.by.Name, string(e.Actor.Role), e.Name(), sealed)
	return auditedStep{seq, e.Name(), e.On, t.store.bodyMark(c.ID, seq, body)}, err
}

// saveCase brings the row of a case, and the entry that counts it, up to date
// with its events.
func (t *taking) saveCase(ctx context.Context, c *Case, clock *application.Clock) error {
	version := c.Version
	c.CaseRow = caseRowOf(c, clock)
	sealed, err := t.store.Ring.Seal(casePlace(c.ID, "party"), []byte(c.Party))
	if err != nil {
		return err
	}
	if err := t.project(ctx, c); err != nil {
		return err
	}
	if err := t.projectRemedies(ctx, c); err != nil {
		return err
	}
	if err := t.projectFees(ctx, c); err != nil {
		return err
	}
	kept, err := clockOf(c.Events)
	if err != nil {
		return err
	}
	ok, err := t.changeOne(ctx, updateApplication, c.ID, version, string(c.State), string(c.Next), string(c.Kind), string(c.Channel), c.Title,
		noDay(c.ReceivedOn), noDay(c.DueOn), noDay(c.AlarmOn), c.Provisional, c.Waiting, c.Late, noDay(c.DecidedOn), string(c.Outcome),
		c.Unit, orNone(int64(c.Handler)), orNone(c.Entry), kept, sealed, t.store.personMark(c.Course.Applicants), t.store.askedMark(c.Course.Items),
		searchOf(c.CaseRow), t.Now, orNone(c.Group), c.AskedUnits, noDay(c.AskDueOn))
	if err == nil && !ok {
		err = problem.Conflict("这件申请刚刚被办理过").Try("请核对后再办理")
	}
	c.Version = version + 1
	t.on.Version = c.Version
	return err
}

func orNone(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// caseRowOf is the row that follows from a case.
func caseRowOf(c *Case, clock *application.Clock) CaseRow {
	row := c.CaseRow
	d := c.Course.Deadline(clock)
	row.State, row.Next, row.Channel, row.ReceivedOn = c.Course.State, c.Course.Next(), c.Course.Channel, c.Course.ReceivedOn
	row.DueOn, row.Provisional, row.Late, row.DecidedOn = d.Due, d.Provisional, d.Late, d.DecidedOn
	row.AlarmOn = alarmOf(&c.Course, clock)
	row.Title, row.Unit, row.Handler = titleOf(c.Course.Items), c.Course.Unit, account.ID(c.Course.Account)
	row.Waiting = slices.ContainsFunc(c.Course.Consultations, func(t application.Consultation) bool { return t.IsOpen() })
	row.Outcome, row.Group = c.Course.Outcome(), c.Course.Group
	row.AskedUnits, row.AskDueOn = askedOf(&c.Course)
	if len(c.Course.Applicants) > 0 {
		first := c.Course.Applicants[0]
		row.Kind, row.Party = first.Kind, maskedName(first.Kind, first.Name)
		if len(c.Course.Applicants) > 1 {
			row.Party += fmt.Sprintf("等%d人", len(c.Course.Applicants))
		}
	}
	if !row.ErasedAt.IsZero() {
		row.Title, row.Party = erasedTitle, ""
	}
	return row
}

// longNumber is a number that may be somebody's.
var longNumber = regexp.MustCompile(`[0-9０-９]{7,}[0-9Xx]?`)

// maxSearch keeps what is searched within what an index of PostgreSQL takes.
const maxSearch = 200

func searchOf(c CaseRow) string {
	text := []rune(register.SearchText(c.Number + " " + c.Title + " " + c.Unit))
	return string(text[:min(len(text), maxSearch)])
}

// personMark finds the cases of one applicant: by the number of the proof of
// identity, or where there is none by name and telephone.
func (s *Store) personMark(all []application.Applicant) string {
	if len(all) == 0 {
		return ""
	}
	a := all[0]
	if id := strings.ToUpper(strings.Join(strings.Fields(a.Identity), "")); id != "" {
		return s.Ring.Mark("person", "id "+id)
	}
	if a.Name == "" || a.Phone == "" {
		return ""
	}
	return s.Ring.Mark("person", "name "+a.Name+" "+a.Phone)
}

// askedMark finds the cases that ask for the same in the same words.
func (s *Store) askedMark(items []application.Item) string {
	var text strings.Builder
	for _, item := range items {
		text.WriteString(register.SearchText(item.Asked))
		text.WriteByte('\n')
	}
	if text.Len() == 0 {
		return ""
	}
	return s.Ring.Mark("asked", text.String())
}

const selectFrozenYears = `
SELECT DISTINCT year
FROM report_version
WHERE organ_id = $1
ORDER BY year`

// frozenYears lists the years whose report the organ has published.
func (t *taking) frozenYears(ctx context.Context) (years []int, _ error) {
	rows, err := t.Query(ctx, selectFrozenYears, int64(t.on.Organ))
	if err != nil {
		return nil, fmt.Errorf("read published years: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var year int
		if err := rows.Scan(&year); err != nil {
			return nil, fmt.Errorf("read published years: %w", err)
		}
		years = append(years, year)
	}
	return years, rows.Err()
}
