package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"gongkai/law"
	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/db"
)

// A TransferEntries makes cases of open entries of the register of applications
// (转入申请办理), all of them or none. Each keeps its number, its day of receipt and
// what it counts; from then on it follows from its case.
type TransferEntries struct {
	Entries []EntryTransfer
}

// An EntryTransfer is one entry, as the person saw it, with what was typed
// because the register does not say it. Case is the number that the case is to
// get, so that a form sent twice makes one; 0 where that cannot happen.
type EntryTransfer struct {
	Entry, Version int64
	Case           int64
	Items          []application.Item    // only where the register does not say what was asked
	Contact        application.Applicant // how to reach the applicant; its name and kind are the register's
	Delivery       application.Delivery
	Extended       law.WorkingDays // by how much the reply period was extended
}

// MostTransfers bounds how many entries are listed, and transferred, at once.
const MostTransfers = 500

// An OpenEntry is an entry that can be made a case, with what is known before.
type OpenEntry struct {
	Entry
	DueOn calendar.Date // zero where the period cannot be reckoned
	// Why says why it cannot be transferred as it stands, nil where it can.
	Why *problem.Error
	// Extended says that the period was extended, by how much has to be typed.
	Extended bool
}

const insertTransfer = `
INSERT INTO application_transfer (application_id, organ_id, entry_id, on_day)
VALUES ($1, $2, $3, $4)`

// selectOpenEntries lists the open entries of an organ that are no cases; it matches
// the index of migration 11.
const selectOpenEntries = entryColumns + `
FROM entry` + whereWaiting + `
ORDER BY on_day, id
LIMIT $2`

const countOpenEntries = `
SELECT count(*)
FROM entry` + whereWaiting

const whereWaiting = `
WHERE organ_id = $1 AND register = 'application' AND state = 'current' AND until_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM application a WHERE a.entry_id = entry.id)`

// CountOpenEntries counts the applications that wait for their reply in the
// register and not as cases, and says whether the organ handles its applications as cases.
func (s *Store) CountOpenEntries(ctx context.Context, id organ.ID) (n int, hasCases bool, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		if err := tx.QueryRow(ctx, countOpenEntries, int64(id)).Scan(&n); err != nil || n == 0 {
			return err
		}
		first, err := firstCase(ctx, tx, id)
		hasCases = !first.IsZero()
		return err
	})
	return n, hasCases, err
}

// OpenEntries lists the applications that wait for their reply in the register,
// the earliest first, with what transferring would make of each. At most
// [MostTransfers] are given.
func (s *Store) OpenEntries(ctx context.Context, id organ.ID) (all []OpenEntry, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		entries, err := scanEntries(tx.Query(ctx, selectOpenEntries, int64(id), MostTransfers))
		if err != nil {
			return err
		}
		clock, err := s.clock(ctx, tx)
		if err != nil {
			return err
		}
		for _, e := range entries {
			all = append(all, s.openEntry(e, clock))
		}
		return nil
	})
	return all, err
}

// OpenEntry returns one of them, or the problem that it is none.
func (s *Store) OpenEntry(ctx context.Context, id organ.ID, n int64) (o OpenEntry, err error) {
	err = s.db.Read(ctx, func(ctx context.Context, tx *db.Tx) error {
		e, err := oneEntry(ctx, tx, id, n)
		if err != nil {
			return err
		}
		clock, err := s.clock(ctx, tx)
		if err != nil {
			return err
		}
		o = s.openEntry(e, clock)
		return transferable(ctx, tx, e)
	})
	return o, err
}

// openEntry says what a transfer would make of an entry.
func (s *Store) openEntry(e Entry, clock *application.Clock) OpenEntry {
	o := OpenEntry{Entry: e, Extended: e.Values["extended"] == "yes"}
	today := s.Today()
	var none application.Case
	c, _, err := none.Take(EntryTransfer{}.step(e), application.Env{On: e.Values.Date("received_on"), Today: today, Clock: clock, Actor: application.Actor{Role: application.ByClerk}})
	switch {
	case err != nil:
		o.Why = problem.Of(err)
	case o.Extended:
		o.Why = problem.Refused("登记了延期，没有登记延长几个工作日").Try("请单独转入，填写延长的天数")
		o.DueOn = c.Deadline(clock).Due
	default:
		o.DueOn = c.Deadline(clock).Due
	}
	return o
}

// step is the step that takes an entry up.
func (e EntryTransfer) step(of Entry) application.Transfer {
	v := of.Values
	a := e.Contact
	a.Kind, a.Name = application.Kind(v["kind"]), v["applicant"]
	items := e.Items
	if v["asked"] != "" {
		items = []application.Item{{N: 1, Asked: v["asked"]}}
	}
	return application.Transfer{
		Channel: caseChannel(v["channel"]), Number: of.Number, Applicants: []application.Applicant{a}, Items: items,
		Delivery: e.Delivery, Unit: v["unit"], Extended: e.Extended, Note: v["note"],
	}
}

// caseChannel is the channel that an option of the register is. What came
// through our own portal is a case from the first.
func caseChannel(key string) application.Channel {
	if key == string(application.Online) {
		return application.OtherSite
	}
	return application.Channel(key)
}

// transferable refuses an entry that is no application waiting for its reply.
func transferable(ctx context.Context, r reader, e Entry) error {
	if e.Register != register.Application.Key {
		return problem.NotFound("没有找到这条登记").Try("请从登记簿中查找")
	}
	of, err := caseOfEntry(ctx, r, e.ID)
	switch {
	case err != nil:
		return err
	case of != 0:
		return problem.Conflict("“%s”已经转入申请办理", e.Number).Try("请在“申请办理”中查找这个编号")
	case e.State == register.Withdrawn:
		return problem.Refused("“%s”已经作废，不能转入", e.Number).Try("如果作废有误，请先在登记簿中恢复")
	case !e.isOpenApplication():
		return problem.Refused("“%s”已经在%s答复，不用转入", e.Number, e.Values.Date("replied_on").Chinese()).Try("它作为登记簿的历史保留，照常计入答复的年度")
	}
	return nil
}

func takeTransferEntries(ctx context.Context, t *taking) error {
	step := t.step.(TransferEntries)
	o, err := oneOrgan(ctx, t, t.on.Organ)
	if err != nil {
		return err
	}
	if err := o.takesCases(); err != nil {
		return err
	}
	switch n := len(step.Entries); {
	case n == 0:
		return problem.Invalid("没有选择要转入的登记").Try("请从列表中选择")
	case n > MostTransfers:
		return problem.TooLarge("一次转入%d件，最多%d件", n, MostTransfers).Try("请分几次转入")
	}
	var last int64
	if err := t.QueryRow(ctx, lockSerial, int64(o.ID), t.Today.Year()).Scan(&last); err != nil {
		return fmt.Errorf("lock the numbers of applications: %w", err)
	}
	if done, err := t.transferredBefore(ctx, step); done || err != nil {
		return err
	}
	for i, e := range step.Entries {
		if i > 0 { // what Take tells the audit of the last, told of the one before
			if _, err := t.append(ctx, doing{action: account.CaseTransfer, cite: citeOf(application.Transfer{})}); err != nil {
				return err
			}
		}
		if err := t.transfer(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// transferredBefore says whether every case of the form is there already: it was
// sent twice.
func (t *taking) transferredBefore(ctx context.Context, step TransferEntries) (bool, error) {
	for _, e := range step.Entries {
		id, err := caseOfEntry(ctx, t, e.Entry)
		if err != nil || id == 0 || id != e.Case {
			return false, err
		}
		t.on = Subject{Kind: CaseKind, Organ: t.on.Organ, ID: id, Version: 1}
	}
	t.repeated = true
	return true, nil
}

// transfer makes a case of one entry.
func (t *taking) transfer(ctx context.Context, e EntryTransfer) error {
	t.on = Subject{Kind: EntryKind, Organ: t.on.Organ, ID: e.Entry, Version: AnyVersion}
	of, _, err := t.subjectEntry(ctx, register.Application.Key)
	if err != nil {
		return err
	}
	if err := transferable(ctx, t, of); err != nil {
		return err
	}
	if e.Version != AnyVersion && e.Version != of.Version {
		t.on.Version = e.Version
		return t.overtakenEntry(ctx, register.Application, of)
	}
	if p := e.fits(of); p != nil {
		return p
	}
	id := cmp.Or(e.Case, t.store.newID())
	t.on = Subject{Kind: CaseKind, Organ: of.Organ, ID: id, Version: 1}
	if err := t.change(ctx, insertApplication, id, int64(of.Organ), of.Number, t.Now); err != nil {
		return numberedCase(of.Number, err)
	}
	c := &Case{CaseRow: CaseRow{ID: id, Organ: of.Organ, Number: of.Number, OpenedAt: t.Now, Entry: of.ID}}
	if err := t.run(ctx, c, []CaseStep{{Step: e.step(of), On: of.Values.Date("received_on")}}); err != nil {
		return told(of.Number, err)
	}
	return t.change(ctx, insertTransfer, id, int64(of.Organ), of.ID, t.Today)
}

// fits refuses what was typed where the register says otherwise.
func (e EntryTransfer) fits(of Entry) *problem.Error {
	extended := of.Values["extended"] == "yes"
	switch {
	case extended && e.Extended == 0:
		return problem.Invalid("“%s”登记了延期，没有写延长几个工作日", of.Number).Try("请填写延期答复告知书上的天数").At("extended")
	case !extended && e.Extended != 0:
		return problem.Invalid("“%s”没有登记延期", of.Number).Try("延期过的，请先在登记簿中更改“是否延期”").At("extended")
	case of.Values["asked"] != "" && len(e.Items) > 0:
		return problem.Invalid("“%s”已经登记申请公开的内容", of.Number).Try("内容有误的，请先在登记簿中更改").At("item.1")
	}
	return nil
}

// numberedCase tells of a case that has the number already.
func numberedCase(number string, err error) error {
	if _, twice := db.IsUnique(err); !twice {
		return err
	}
	return problem.Conflict("编号“%s”已经用于另一件申请", number).Try("请先在登记簿中核对编号")
}

// told names the entry that a problem of the law is about.
func told(number string, err error) error {
	var p *problem.Error
	if !errors.As(err, &p) || p.Kind == problem.KindInternal {
		return err
	}
	named := *p
	named.Says = "“" + number + "”：" + p.Says
	return &named
}
