package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/audit"
)

// A CaseSeen is a case with the version that the person saw.
type CaseSeen struct{ ID, Version int64 }

// JoinCases puts the case of the subject and others that ask for the same
// together (并案办理).
type JoinCases struct {
	With   []CaseSeen
	Reason string
}

// LeaveCases takes the case out of its group. A case that remains alone is no
// group any more.
type LeaveCases struct{ Reason string }

// SplitCase gives some items of the case a number of their own (分别编号).
type SplitCase struct {
	Items   []int
	Consent string
}

// CasesAlike brings other cases of a group to where the case of the subject has
// come: draft, review, approve or reply, each on its own, all or none.
type CasesAlike struct {
	Do   string // the step, by its name
	With []CaseAlike
}

// A CaseAlike is one of the cases, with the number of its letter where it is
// replied.
type CaseAlike struct {
	CaseSeen
	Number string
}

// mostTogether bounds the cases that are handled together at once.
const mostTogether = 100

// togetherDoing finds how what concerns several cases is done.
func togetherDoing(step Step) doing {
	switch v := step.(type) {
	case JoinCases:
		return doing{account.CaseGroup, nil, application.Cite(application.JoinGroup{}).String(), takeJoinCases}
	case LeaveCases:
		return doing{account.CaseGroup, nil, application.Cite(application.LeaveGroup{}).String(), takeLeaveCases}
	case CasesAlike:
		for _, s := range application.Steps() {
			if application.Name(s) == v.Do {
				return doing{account.CaseStep, nil, citeOf(s), takeCasesAlike}
			}
		}
		return doing{account.CaseStep, nil, "", takeCasesAlike}
	}
	return doing{account.CaseGroup, nil, citeOf(application.SplitOff{}), takeSplitCase}
}

const selectGroup = `
SELECT id
FROM application
WHERE organ_id = $1 AND group_id = $2
ORDER BY id
LIMIT $3`

// Group returns the cases of a group, their applicants masked.
func (s *Store) Group(ctx context.Context, id organ.ID, group int64) (all []Case, _ error) {
	ids, err := scanNumbers(s.db.Query(ctx, selectGroup, int64(id), group, mostTogether))
	if err != nil || group == 0 {
		return nil, err
	}
	for _, n := range ids {
		c, err := s.Case(ctx, id, n)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

const selectGroupRows = applicationColumns + `
FROM application
WHERE organ_id = $1 AND group_id = $2
ORDER BY id
LIMIT $3`

// GroupRows returns the cases of a group as lists show them.
func (s *Store) GroupRows(ctx context.Context, id organ.ID, group int64) ([]CaseRow, error) {
	return s.scanCases(s.db.Query(ctx, selectGroupRows, int64(id), group, mostTogether))
}

// Numbered returns the cases of the organ that have the numbers, for links.
func (s *Store) Numbered(ctx context.Context, id organ.ID, numbers []string) (all []CaseRow, _ error) {
	for _, number := range numbers {
		if number = register.Application.Field("number").Tidy(number); number == "" {
			continue
		}
		rows, err := s.scanCases(s.db.Query(ctx, selectApplicationNumbered, number))
		if err != nil {
			return nil, err
		}
		for _, c := range rows {
			if c.Organ == id {
				all = append(all, c)
			}
		}
	}
	return all, nil
}

// onCases takes steps on several cases of the subject's organ, in the order of
// their numbers inside the program so that two people never wait for each
// other; the audit is told of every case. Refusals are collected: nothing is
// done unless everything can be.
func (t *taking) onCases(ctx context.Context, d doing, all []CaseSeen, steps func(*Case) ([]CaseStep, error)) error {
	slices.SortFunc(all, func(a, b CaseSeen) int { return cmp.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b CaseSeen) bool { return a.ID == b.ID })
	var refusals []string
	subject := t.on
	var says any = auditedCase{Steps: []auditedStep{}}
	for i, seen := range all {
		t.says = nil
		t.on = Subject{Kind: CaseKind, Organ: subject.Organ, ID: seen.ID, Version: seen.Version}
		number, err := t.onOne(ctx, steps)
		switch p := problem.Of(err); {
		case err == nil && t.says == nil: // nothing to do
			continue
		case err == nil:
		case p.Kind == problem.KindInvalid && p.Field != "" && p.Field != "number": // of all of them
			return err
		case p.Kind == problem.KindInvalid, p.Kind == problem.KindRefused, p.Kind == problem.KindForbidden, p.Kind == problem.KindConflict, p.Kind == problem.KindNotFound:
			refusals = append(refusals, cmp.Or(number, fmt.Sprintf("选择的第%d件", i+1))+"："+strings.TrimSuffix(p.Sentence(), "。"))
			continue
		default:
			return err
		}
		if seen.ID == subject.ID {
			subject, says = t.on, t.says
			continue
		}
		if err := t.sayCase(ctx, d); err != nil {
			return err
		}
	}
	t.on, t.says = subject, says
	if len(refusals) > 0 {
		return problem.Refused("有%d件不能办理，所以各件都没有办理。%s", len(refusals), strings.Join(refusals, "；")).Try("请去掉这些申请再办理其余各件")
	}
	return nil
}

// onOne takes the steps on the case of the subject and returns its number.
func (t *taking) onOne(ctx context.Context, steps func(*Case) ([]CaseStep, error)) (number string, err error) {
	c, err := t.subjectCase(ctx)
	if err != nil {
		return c.Number, err
	}
	all, err := steps(&c)
	if err != nil || len(all) == 0 {
		return c.Number, err
	}
	return c.Number, t.run(ctx, &c, all)
}

// sayCase tells the audit what was done to a case beside the subject.
func (t *taking) sayCase(ctx context.Context, d doing) error {
	step, err := json.Marshal(t.says)
	if err != nil {
		return err
	}
	_, err = t.appendEntry(ctx, audit.Entry{
		Organ: t.on.Organ, Actor: int64(t.by.Account), Name: t.by.Name, Role: string(t.role), Kind: string(CaseKind), Subject: t.on.ID,
		Action: string(d.action), Step: step, Cite: d.cite,
	})
	return err
}

func scanNumbers(rows *sql.Rows, err error) (numbers []int64, _ error) {
	ids, err := scanIDs(rows, err)
	for _, id := range ids {
		numbers = append(numbers, int64(id))
	}
	return numbers, err
}

func takeJoinCases(ctx context.Context, t *taking) error {
	join := t.step.(JoinCases)
	switch n := len(join.With); {
	case n == 0:
		return problem.Invalid("没有选择与哪些申请并案").Try("请至少选择一件").At("with")
	case n >= mostTogether:
		return problem.Invalid("一次选了%d件，最多%d件", n, mostTogether-1).Try("请分几次并案").At("with")
	}
	subject, err := t.store.oneCase(ctx, t, t.on.Organ, t.on.ID, "")
	if err != nil {
		return err
	}
	group := subject.Group
	for _, seen := range join.With {
		if c, err := t.store.oneCase(ctx, t, t.on.Organ, seen.ID, ""); err == nil {
			group = cmp.Or(group, c.Group)
		}
	}
	group = cmp.Or(group, t.store.newID())
	all := append(slices.Clone(join.With), CaseSeen{t.on.ID, t.on.Version})
	joined := 0
	err = t.onCases(ctx, togetherDoing(join), all, func(c *Case) ([]CaseStep, error) {
		if c.Group == group {
			return nil, nil // there already; the others come to it
		}
		joined++
		return []CaseStep{{Step: application.JoinGroup{Group: group, Reason: join.Reason}}}, nil
	})
	if err == nil && joined == 0 {
		return problem.Conflict("选择的申请已经并案").Try("请核对编号")
	}
	return err
}

func takeLeaveCases(ctx context.Context, t *taking) error {
	leave := t.step.(LeaveCases)
	c, err := t.store.oneCase(ctx, t, t.on.Organ, t.on.ID, "")
	if err != nil {
		return err
	}
	var rest []int64
	if c.Group != 0 {
		ids, err := scanNumbers(t.Query(ctx, selectGroup, int64(t.on.Organ), c.Group, mostTogether))
		if err != nil {
			return err
		}
		rest = slices.DeleteFunc(ids, func(id int64) bool { return id == c.ID })
	}
	all := []CaseSeen{{t.on.ID, t.on.Version}}
	if len(rest) == 1 {
		all = append(all, CaseSeen{rest[0], AnyVersion})
	}
	return t.onCases(ctx, togetherDoing(leave), all, func(one *Case) ([]CaseStep, error) {
		switch {
		case one.ID == c.ID:
			return []CaseStep{{Step: application.LeaveGroup{Reason: leave.Reason}}}, nil
		case !one.State.IsOpen() || one.State == application.Submitted:
			return nil, nil
		}
		return []CaseStep{{Step: application.LeaveGroup{Reason: "同组只剩这一件"}}}, nil
	})
}

func takeCasesAlike(ctx context.Context, t *taking) error {
	alike := t.step.(CasesAlike)
	switch n := len(alike.With); {
	case n == 0:
		return problem.Invalid("没有选择申请").Try("请至少选择一件").At("with")
	case n > mostTogether:
		return problem.Invalid("一次选了%d件，最多%d件", n, mostTogether).Try("请分几次办理").At("with")
	}
	from, err := t.subjectCase(ctx)
	if err != nil {
		return err
	}
	numbers, all := map[int64]string{}, []CaseSeen{}
	for _, with := range alike.With {
		if with.ID == from.ID {
			return problem.Invalid("%s是照着办的那一件", from.Number).Try("请选择其他申请").At("with")
		}
		numbers[with.ID] = with.Number
		all = append(all, with.CaseSeen)
	}
	t.on = Subject{Kind: CaseKind, Organ: t.on.Organ, ID: all[0].ID, Version: all[0].Version} // the first is the one that the step's audit entry is about
	return t.onCases(ctx, togetherDoing(alike), all, func(c *Case) ([]CaseStep, error) { return stepsAlike(c, &from, alike.Do, numbers[c.ID]) })
}

func stepsAlike(c, from *Case, do, number string) (all []CaseStep, _ error) {
	steps, p := c.Course.Alike(&from.Course, do, number)
	if p != nil {
		return nil, p
	}
	for _, s := range steps {
		all = append(all, CaseStep{Step: s})
	}
	return all, nil
}

func takeSplitCase(ctx context.Context, t *taking) error {
	split := t.step.(SplitCase)
	c, err := t.subjectCase(ctx)
	if err != nil {
		return err
	}
	o, err := oneOrgan(ctx, t, t.on.Organ)
	if err != nil {
		return err
	}
	on := c.Course.SubmittedOn
	if on.IsZero() {
		on = c.ReceivedOn
	}
	number, err := t.nextNumber(ctx, o, on)
	if err != nil {
		return err
	}
	items := c.Course.Items
	if err := t.run(ctx, &c, []CaseStep{{Step: application.SplitOff{Items: split.Items, To: number, Consent: split.Consent}}}); err != nil {
		return err
	}
	subject, says := t.on, t.says
	t.on = Subject{Kind: CaseKind, Organ: subject.Organ, ID: t.store.newID(), Version: 1}
	if err := t.change(ctx, insertApplication, t.on.ID, int64(t.on.Organ), number, t.Now); err != nil {
		return err
	}
	child := &Case{CaseRow: CaseRow{ID: t.on.ID, Organ: t.on.Organ, Number: number, OpenedAt: t.Now}}
	if err := t.run(ctx, child, splitSteps(&c, items, split.Items, number, t.Today)); err != nil {
		return err
	}
	if err := t.sayCase(ctx, togetherDoing(split)); err != nil {
		return err
	}
	t.on, t.says = subject, says
	return nil
}

// splitSteps make the case that is split off: the same applicants, the same day
// of receipt, the items chosen, given to whoever has the first.
func splitSteps(c *Case, items []application.Item, chosen []int, number string, today calendar.Date) []CaseStep {
	var submit, receive CaseStep
	for _, e := range c.Events {
		switch s := e.Step.(type) {
		case application.Submit:
			s.Items, s.Delivery = nil, c.Course.Delivery
			for _, item := range items {
				if slices.Contains(chosen, item.N) {
					s.Items = append(s.Items, application.Item{N: len(s.Items) + 1, Asked: item.Asked})
				}
			}
			submit = CaseStep{Step: s, On: e.On}
		case application.Receive:
			receive = CaseStep{Step: s, On: e.On, follows: true}
		}
	}
	all := []CaseStep{submit, receive, {Step: application.Register{Number: number}, On: today, follows: true},
		{Step: application.SplitFrom{From: c.Number}, On: today, follows: true}}
	if c.Course.DeliverTo != "" {
		all = append(all, CaseStep{Step: application.ChangeDelivery{Delivery: c.Course.Delivery, Address: c.Course.DeliverTo}})
	}
	if c.Unit != "" || c.Handler != 0 {
		all = append(all, CaseStep{Step: application.Assign{Unit: c.Unit, Account: int64(c.Handler)}})
	}
	return all
}
