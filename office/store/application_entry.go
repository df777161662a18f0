package store

import (
	"context"
	"encoding/json"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/office/account"
	"gongkai/office/audit"
)

// A case is counted by an entry of the register of applications, which follows
// from it: lists, figures, drill-down, stocks and their proof are those of
// every register. Nobody types such an entry, and nobody corrects it.

// project brings the entry that counts a case up to date. A case counts from
// the day of its receipt on.
func (t *taking) project(ctx context.Context, c *Case) error {
	if c.ReceivedOn.IsZero() {
		return nil
	}
	v := caseValues(c)
	if c.Entry == 0 {
		c.Entry = t.store.newID()
		return t.enterFollowing(ctx, register.Application, c.Entry, v)
	}
	e, err := oneEntry(ctx, t, t.on.Organ, c.Entry)
	if err != nil {
		return err
	}
	reason := fromCase
	if len(c.Events) == 1 { // an entry from before the case
		reason = fromTransfer
	}
	return t.correctFollowing(ctx, register.Application, e, v, reason)
}

// enterFollowing enters what follows from a case: nobody has typed it.
func (t *taking) enterFollowing(ctx context.Context, d *register.Description, id int64, v register.Values) error {
	return t.asProgram(func() error {
		if err := t.enter(ctx, d, id, v, 0); err != nil {
			return err
		}
		return t.sayEntry(ctx, account.RegisterEnter, d, id, v, nil, "")
	})
}

// correctFollowing brings an entry that follows from a case up to date.
func (t *taking) correctFollowing(ctx context.Context, d *register.Description, e Entry, v register.Values, reason string) error {
	if e.Values.Equal(v) {
		return nil
	}
	return t.asProgram(func() error {
		if err := t.correct(ctx, d, e, v, reason); err != nil {
			return err
		}
		return t.sayEntry(ctx, account.RegisterCorrect, d, e.ID, v, changedKeys(d, e.Values, v), reason)
	})
}

// fromCase is the reason of every change that a case makes in its entry.
const (
	fromCase     = "随申请办理自动更新"
	fromTransfer = "转入申请办理，以后随案件自动更新"
)

// asProgram does what nobody has asked for in the program's own name.
func (t *taking) asProgram(do func() error) error {
	by := t.by
	t.by = Actor{Name: account.Timer.Label(), Program: true}
	defer func() { t.by = by }()
	return do()
}

// sayEntry tells the audit of an entry that follows from a case.
func (t *taking) sayEntry(ctx context.Context, act account.Action, d *register.Description, id int64, v register.Values, changed []string, reason string) error {
	step, err := json.Marshal(auditedEntry{Register: d.Key, Values: t.store.digestOf(id, v), Changed: changed, Reason: reason})
	if err != nil {
		return err
	}
	_, err = t.appendEntry(ctx, audit.Entry{
		Organ: t.on.Organ, Name: t.by.Name, Role: string(account.Timer), Kind: string(EntryKind), Subject: id, Action: string(act), Step: step,
	})
	return err
}

// caseValues are the fields of the entry that counts a case: what is personal
// is masked.
func caseValues(c *Case) register.Values {
	v := register.Values{
		"number": c.Number, "kind": string(c.Kind), "applicant": c.Party, "asked": c.Title,
		"channel": registerChannel(c.Channel), "received_on": c.ReceivedOn.String(),
		"unit": c.Unit, "note": "由申请办理得出",
	}
	if len(c.Course.Results) > 0 {
		v["result"], v["replied_on"], v["reply_number"] = string(c.Course.Outcome()), c.Course.Results[0].On.String(), c.Course.Results[0].Number
	}
	if c.Course.Extension != nil && !c.Course.Extension.Late {
		v["extended"] = "yes"
	}
	for key, text := range v {
		if text == "" {
			delete(v, key)
		}
	}
	return v
}

// registerChannel is the option of the register that a channel is.
func registerChannel(c application.Channel) string {
	switch c {
	case application.OtherSite:
		return "online"
	case application.OtherChannel, "":
		return "other"
	}
	return string(c)
}

// besideCases refuses what a person enters or changes by hand in a register where
// a case says it, or would have to. was is nil for a new entry, whose id is 0.
func (t *taking) besideCases(ctx context.Context, d *register.Description, id int64, was, now register.Values) error {
	if id != 0 && (d.Key == register.Application.Key || d.Key == register.Remedy.Key || d.Key == register.ProcessingFee.Key) {
		if err := t.fromNoCase(ctx, id); err != nil {
			return err
		}
	}
	switch {
	case d.Key == register.Application.Key && now["received_on"] != was["received_on"]:
		return t.takesApplications(ctx, now)
	case d.Key == register.Remedy.Key && now["application"] != was["application"]:
		return t.takesRemedies(ctx, now)
	case d.Key == register.ProcessingFee.Key && now["application"] != was["application"]:
		return t.takesFees(ctx, now)
	}
	return nil
}

// fromNoCase refuses to change by hand what follows from a case.
func (t *taking) fromNoCase(ctx context.Context, entry int64) error {
	id, err := caseOfEntry(ctx, t, entry)
	if err != nil || id == 0 {
		return err
	}
	return problem.Refused("这条登记由申请办理得出，不能直接更改或作废").Try("请到“申请办理”中办理这件申请，登记会随着更新")
}

// selectFirstCase is the day from which an organ handles its applications here:
// that of the first it received as a case, or on which it transferred one.
const selectFirstCase = `
SELECT min(day)
FROM (SELECT day
  FROM (SELECT a.received_on AS day
    FROM application a
    WHERE a.organ_id = $1 AND a.received_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM application_transfer t WHERE t.application_id = a.id)
    ORDER BY a.received_on
    LIMIT 1) AS received
  UNION ALL
  SELECT min(t.on_day)
  FROM application_transfer t
  WHERE t.organ_id = $1) AS starts`

// takesApplications refuses entries for the time in which the organ handles its
// applications in the program: they would count twice.
func (t *taking) takesApplications(ctx context.Context, v register.Values) error {
	first, err := firstCase(ctx, t, t.on.Organ)
	if err != nil {
		return err
	}
	on := v.Date("received_on")
	if first.IsZero() || on < first {
		return nil
	}
	return problem.Refused("本机关从%s起在“申请办理”中办理申请，这以后收到的不能直接登记：%s收到", first.Chinese(), on.Chinese()).
		Try("请在“申请办理”中登记这件申请，会自动计入年度报告").At("received_on")
}

// firstCase is the day from which the organ handles its applications here, zero
// for not yet.
func firstCase(ctx context.Context, r reader, id organ.ID) (first calendar.Date, err error) {
	err = r.QueryRow(ctx, selectFirstCase, int64(id)).Scan(&first)
	return first, err
}

// isOpenApplication says that an entry is of an application that waits for its
// reply in the register.
func (e *Entry) isOpenApplication() bool {
	return e.Register == register.Application.Key && e.State == register.Current && e.Values["replied_on"] == ""
}
