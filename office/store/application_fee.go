package store

import (
	"context"
	"fmt"
	"strconv"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/db"
)

// A fee notice of a case is counted by an entry of the register of processing fees
// that follows from it, as the case itself and its remedies are.

const insertFee = `
INSERT INTO application_fee (application_id, n, entry_id)
VALUES ($1, $2, $3)`

const selectFees = `
SELECT entry_id
FROM application_fee
WHERE application_id = $1
ORDER BY n`

// selectLooseFees lists the entries about an application that are of no case: they
// were typed before it was one.
const selectLooseFees = entryColumns + `
FROM entry
WHERE organ_id = $1 AND register = 'processing_fee' AND state = 'current' AND fields LIKE $2 ESCAPE '\'
  AND NOT EXISTS (SELECT 1 FROM application_fee f WHERE f.entry_id = entry.id)
ORDER BY on_day, id`

// projectFees brings the entries that count the fee notices of a case up to date.
// A notice whose amount nobody recorded has none.
func (t *taking) projectFees(ctx context.Context, c *Case) error {
	fees := c.fees()
	if len(fees) == 0 {
		return nil
	}
	entries, err := entryIDs(t.Query(ctx, selectFees, c.ID))
	if err != nil {
		return err
	}
	for i, fee := range fees {
		if i < len(entries) {
			err = t.followFee(ctx, c, entries[i], i, fee)
		} else {
			err = t.newFee(ctx, c, i, fee)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fees are the notices of a case that have an amount.
func (c *Case) fees() (all []application.Fee) {
	events := make([]application.Event, len(c.Events))
	for i, e := range c.Events {
		events[i] = e.Event
	}
	for _, fee := range application.Fees(events) {
		if fee.Cents > 0 {
			all = append(all, fee)
		}
	}
	return all
}

// newFee enters a notice, or takes over the entry that was typed of it: of the same
// application and the same day.
func (t *taking) newFee(ctx context.Context, c *Case, i int, fee application.Fee) error {
	loose, err := scanEntries(t.Query(ctx, selectLooseFees, int64(t.on.Organ), contains(`"application":"`+c.Number+`"`)))
	if err != nil {
		return err
	}
	for _, e := range loose {
		if e.Values["application"] != c.Number || e.Values.Date("notified_on") != fee.NoticedOn {
			continue
		}
		if err := t.change(ctx, insertFee, c.ID, i+1, e.ID); err != nil {
			return err
		}
		return t.followFee(ctx, c, e.ID, i, fee)
	}
	id := t.store.newID()
	v := feeValues(c, i, fee)
	if err := t.enterFollowing(ctx, register.ProcessingFee, id, v); err != nil {
		return err
	}
	return t.change(ctx, insertFee, c.ID, i+1, id)
}

func (t *taking) followFee(ctx context.Context, c *Case, id int64, i int, fee application.Fee) error {
	e, err := oneEntry(ctx, t, t.on.Organ, id)
	if err != nil {
		return err
	}
	v := feeValues(c, i, fee)
	v["number"] = e.Values["number"] // of a notice that was typed
	return t.correctFollowing(ctx, register.ProcessingFee, e, v, fromCase)
}

// feeStandards are the register's words for how a fee was reckoned.
var feeStandards = map[application.FeeMode]string{application.ByItem: "items", application.ByPage: "pages"}

// feeValues are the fields of the entry that counts the notice at place i. The notice
// has no number of its own: it has that of the case.
func feeValues(c *Case, i int, fee application.Fee) register.Values {
	v := register.Values{
		"number": c.Number, "application": c.Number, "notified_on": fee.NoticedOn.String(), "charged": strconv.FormatInt(fee.Cents, 10), "note": "由申请办理得出",
	}
	if i > 0 {
		v["number"] = fmt.Sprintf("%s（第%d次收费）", c.Number, i+1)
	}
	if standard := feeStandards[fee.Mode]; standard != "" {
		v["standard"] = standard
	}
	switch {
	case fee.Waived:
		v["waived"], v["why_waived"] = v["charged"], "免缴，理由见申请办理记录"
	case !fee.PaidOn.IsZero():
		v["paid_on"] = fee.PaidOn.String()
	}
	return v
}

// takesFees refuses entries about a case: the fee is asked for in it, and would
// count twice.
func (t *taking) takesFees(ctx context.Context, v register.Values) error {
	if v["application"] == "" {
		return nil
	}
	ids, err := scanIDs(t.Query(ctx, selectCaseNumbered, int64(t.on.Organ), v["application"]))
	if err != nil || len(ids) == 0 {
		return err
	}
	return problem.Refused("“%s”在“申请办理”中办理，它的收费通知不能直接登记", v["application"]).
		Try("请打开这件申请，办理“发出收费通知”，会自动计入年度报告").At("application")
}

// feesOf holds the entries that count the fee notices of a case against it.
func (v *Verified) feesOf(ctx context.Context, tx *db.Tx, id organ.ID, c *Case, breaks func(string)) error {
	entries, err := entryIDs(tx.Query(ctx, selectFees, c.ID))
	if err != nil {
		return err
	}
	fees := c.fees()
	if len(entries) != len(fees) {
		breaks("信息处理费的登记与%s的办理记录件数不符")
		return nil
	}
	for i, fee := range fees {
		e, err := oneEntry(ctx, tx, id, entries[i])
		if err != nil {
			return fmt.Errorf("read entry %d: %w", entries[i], err)
		}
		want := feeValues(c, i, fee)
		want["number"] = e.Values["number"]
		if e.State != register.Current || !e.Values.Equal(want) {
			breaks("信息处理费的登记与%s的办理记录不符")
			return nil
		}
	}
	return nil
}
