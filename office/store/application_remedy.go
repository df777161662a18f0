package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
)

// A LinkRemedy takes a reconsideration or suit that the register of remedies has over
// to the case it is about: the entry follows from the case from then on.
type LinkRemedy struct {
	Entry, Version int64
}

const insertRemedy = `
INSERT INTO application_remedy (application_id, n, entry_id)
VALUES ($1, $2, $3)`

const selectRemedies = `
SELECT entry_id
FROM application_remedy
WHERE application_id = $1
ORDER BY n`

// selectLooseRemedies lists the pending entries of the register of remedies that
// are of no case.
const selectLooseRemedies = entryColumns + `
FROM entry
WHERE organ_id = $1 AND register = 'remedy' AND state = 'current' AND until_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM application_remedy r WHERE r.entry_id = entry.id)
ORDER BY on_day DESC, id DESC
LIMIT 200`

const selectCaseNumbered = `
SELECT id
FROM application
WHERE organ_id = $1 AND number = $2`

// RemedyEntries returns the entries that count the remedies of a case, in their
// order.
func (s *Store) RemedyEntries(ctx context.Context, n int64) ([]int64, error) {
	return entryIDs(s.db.Query(ctx, selectRemedies, n))
}

func entryIDs(rows *sql.Rows, err error) (all []int64, _ error) {
	ids, err := scanIDs(rows, err)
	for _, id := range ids {
		all = append(all, int64(id))
	}
	return all, err
}

// LooseRemedies lists the pending reconsiderations and suits of the register that
// are of no case, those that name the case first. At most 200 are given.
func (s *Store) LooseRemedies(ctx context.Context, c CaseRow) ([]Entry, error) {
	all, err := scanEntries(s.db.Query(ctx, selectLooseRemedies, int64(c.Organ)))
	all = slices.DeleteFunc(all, func(e Entry) bool { of := e.Values["application"]; return of != "" && of != c.Number })
	slices.SortStableFunc(all, func(a, b Entry) int { return len(b.Values["application"]) - len(a.Values["application"]) })
	return all, err
}

// projectRemedies brings the entries that count the remedies of a case up to date, as
// project does the entry that counts the case.
func (t *taking) projectRemedies(ctx context.Context, c *Case) error {
	if len(c.Course.Remedies) == 0 {
		return nil
	}
	entries, err := entryIDs(t.Query(ctx, selectRemedies, c.ID))
	if err != nil {
		return err
	}
	for i, r := range c.Course.Remedies {
		v := remedyValues(c, r)
		if i < len(entries) {
			err = t.followRemedy(ctx, entries[i], v, r.Struck)
		} else {
			err = t.newRemedy(ctx, c, i+1, v)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// newRemedy enters a remedy, or takes over the entry that the step links.
func (t *taking) newRemedy(ctx context.Context, c *Case, n int, v register.Values) error {
	id := t.linked
	if id != 0 {
		if err := t.followRemedy(ctx, id, v, false); err != nil {
			return err
		}
	} else {
		other, isThere, err := entryNumbered(ctx, t, t.on.Organ, register.Remedy.Key, v["number"])
		switch {
		case err != nil:
			return err
		case isThere:
			return t.alreadyEntered(ctx, other)
		}
		id = t.store.newID()
		if err := t.enterFollowing(ctx, register.Remedy, id, v); err != nil {
			return err
		}
	}
	return t.change(ctx, insertRemedy, c.ID, n, id)
}

func (t *taking) alreadyEntered(ctx context.Context, e Entry) error {
	switch of, err := caseOfEntry(ctx, t, e.ID); {
	case err != nil:
		return err
	case of != 0:
		return problem.Conflict("案号“%s”已经登记在另一件申请里", e.Number).Try("请核对案号；一个案号只登记一次").At("number")
	}
	return problem.Conflict("案号“%s”已经在“行政复议和行政诉讼”登记簿中登记", e.Number).
		Try("是针对这件申请的，请办理“关联登记簿中的复议诉讼”；不是的，请核对案号").At("number")
}

// followRemedy changes an entry to what its remedy is now.
func (t *taking) followRemedy(ctx context.Context, id int64, v register.Values, struck bool) error {
	e, err := oneEntry(ctx, t, t.on.Organ, id)
	if err != nil {
		return err
	}
	switch {
	case struck && e.State == register.Current:
		return t.asProgram(func() error {
			if err := t.retally(ctx, register.Remedy, id, e.Values, nil); err != nil {
				return err
			}
			if err := t.setState(ctx, e, register.Withdrawn, account.RegisterWithdraw, fromCase); err != nil {
				return err
			}
			return t.sayEntry(ctx, account.RegisterWithdraw, register.Remedy, id, e.Values, nil, fromCase)
		})
	case struck:
		return nil
	}
	return t.correctFollowing(ctx, register.Remedy, e, v, fromCase)
}

func changedKeys(d *register.Description, was, now register.Values) (keys []string) {
	for _, c := range d.Changes(was, now) {
		keys = append(keys, c.Key)
	}
	return keys
}

// remedyValues are the fields of the entry that counts a remedy of a case.
func remedyValues(c *Case, r application.Remedy) register.Values {
	v := register.Values{
		"number": r.Number, "group": string(r.Group), "party": c.Party, "application": c.Number, "body": r.Body,
		"accepted_on": dayText(r.AcceptedOn), "outcome": string(r.Outcome), "concluded_on": dayText(r.ConcludedOn), "cause": r.Cause,
		"note": "由申请办理得出",
	}
	for key, text := range v {
		if text == "" {
			delete(v, key)
		}
	}
	return v
}

func dayText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// takesRemedies refuses entries about a case: they are recorded in it, and would
// count twice.
func (t *taking) takesRemedies(ctx context.Context, v register.Values) error {
	if v["application"] == "" {
		return nil
	}
	ids, err := scanIDs(t.Query(ctx, selectCaseNumbered, int64(t.on.Organ), v["application"]))
	if err != nil || len(ids) == 0 {
		return err
	}
	return problem.Refused("“%s”在“申请办理”中办理，它的复议诉讼不能直接登记", v["application"]).
		Try("请打开这件申请，办理“登记复议诉讼”，会自动计入年度报告").At("application")
}

func takeLinkRemedy(ctx context.Context, t *taking) error {
	link := t.step.(LinkRemedy)
	c, err := t.subjectCase(ctx)
	if err != nil {
		return err
	}
	of := t.on
	t.on = Subject{Kind: EntryKind, Organ: of.Organ, ID: link.Entry, Version: AnyVersion}
	e, _, err := t.subjectEntry(ctx, register.Remedy.Key)
	if err != nil {
		return err
	}
	if other, err := caseOfEntry(ctx, t, e.ID); err != nil || other != 0 {
		return t.linkedBefore(of, other, e, err)
	}
	if err := linkable(e, c.CaseRow); err != nil {
		return err
	}
	if link.Version != AnyVersion && link.Version != e.Version {
		t.on.Version = link.Version
		return t.overtakenEntry(ctx, register.Remedy, e)
	}
	t.on, t.linked = of, e.ID
	v := e.Values
	steps := []CaseStep{{Step: application.Contest{Group: application.RemedyGroup(v["group"]), Number: v["number"], Body: v["body"]}, On: v.Date("accepted_on")}}
	return t.run(ctx, &c, steps)
}

// linkedBefore tells that an entry is of a case already; of this one, the form was sent
// twice.
func (t *taking) linkedBefore(of Subject, other int64, e Entry, err error) error {
	switch {
	case err != nil:
		return err
	case other == of.ID:
		t.on, t.repeated = of, true
		return nil
	}
	return problem.Conflict("“%s”已经属于另一件申请", e.Number).Try("请在登记簿中打开它，查看是哪一件")
}

func linkable(e Entry, c CaseRow) error {
	about := e.Values["application"]
	switch {
	case e.State == register.Withdrawn:
		return problem.Refused("“%s”已经作废，不能关联", e.Number).Try("如果作废有误，请先在登记簿中恢复")
	case e.Values["concluded_on"] != "":
		return problem.Refused("“%s”已经在%s审结，不能关联", e.Number, e.Values.Date("concluded_on").Chinese()).Try("它作为登记簿的历史保留，照常计入年度报告")
	case about != "" && about != c.Number:
		return problem.Refused("“%s”登记的申请编号是“%s”，不是“%s”", e.Number, about, c.Number).Try("请打开那一件申请；编号登记有误的，请先在登记簿中更改")
	}
	return nil
}

// remediesOf holds the entries that count the remedies of a case against it.
func (v *Verified) remediesOf(ctx context.Context, tx *db.Tx, id organ.ID, c *Case, breaks func(string)) error {
	entries, err := entryIDs(tx.Query(ctx, selectRemedies, c.ID))
	if err != nil {
		return err
	}
	if len(entries) != len(c.Course.Remedies) {
		breaks("计入年度报告的复议诉讼与%s的办理记录件数不符")
		return nil
	}
	for i, r := range c.Course.Remedies {
		e, err := oneEntry(ctx, tx, id, entries[i])
		if err != nil {
			return fmt.Errorf("read entry %d: %w", entries[i], err)
		}
		if r.Struck != (e.State == register.Withdrawn) || !r.Struck && !e.Values.Equal(remedyValues(c, r)) {
			breaks("计入年度报告的复议诉讼与%s的办理记录不符")
			return nil
		}
	}
	return nil
}
