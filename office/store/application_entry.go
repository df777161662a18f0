package store

import (
	"context"
	"encoding/json"

	"gongkai/law/application"
	"gongkai/law/calendar"
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
		return t.asProgram(func() error {
			if err := t.enter(ctx, register.Application, c.Entry, v, 0); err != nil {
				return err
			}
			return t.sayEntry(ctx, account.RegisterEnter, c.Entry, v, nil)
		})
	}
	e, err := oneEntry(ctx, t, t.on.Organ, c.Entry)
	if err != nil || e.Values.Equal(v) {
		return err
	}
	var changed []string
	for _, change := range register.Application.Changes(e.Values, v) {
		changed = append(changed, change.Key)
	}
	return t.asProgram(func() error {
		if err := t.correct(ctx, register.Application, e, v, fromCase); err != nil {
			return err
		}
		return t.sayEntry(ctx, account.RegisterCorrect, c.Entry, v, changed)
	})
}

// fromCase is the reason of every change that a case makes in its entry.
const fromCase = "随申请办理自动更新"

// asProgram does what nobody has asked for in the program's own name.
func (t *taking) asProgram(do func() error) error {
	by := t.by
	t.by = Actor{Name: account.Timer.Label(), Program: true}
	defer func() { t.by = by }()
	return do()
}

// sayEntry tells the audit of the entry that follows from a case.
func (t *taking) sayEntry(ctx context.Context, act account.Action, id int64, v register.Values, changed []string) error {
	said := auditedEntry{Register: register.Application.Key, Values: digestOf(v), Changed: changed}
	if act == account.RegisterCorrect {
		said.Reason = fromCase
	}
	step, err := json.Marshal(said)
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

// fromNoCase refuses to change by hand what follows from a case.
func (t *taking) fromNoCase(ctx context.Context, entry int64) error {
	id, err := caseOfEntry(ctx, t, entry)
	if err != nil || id == 0 {
		return err
	}
	return problem.Refused("这条登记由申请办理得出，不能直接更改或作废").Try("请到“申请办理”中办理这件申请，登记会随着更新")
}

const selectFirstCase = `
SELECT min(received_on)
FROM application
WHERE organ_id = $1`

// takesApplications refuses entries for the time in which the organ handles its
// applications in the program: they would count twice.
func (t *taking) takesApplications(ctx context.Context, d *register.Description, v register.Values) error {
	if d.Key != register.Application.Key {
		return nil
	}
	var first calendar.Date
	if err := t.QueryRow(ctx, selectFirstCase, int64(t.on.Organ)).Scan(&first); err != nil {
		return err
	}
	on := v.Date("received_on")
	if first.IsZero() || on < first {
		return nil
	}
	return problem.Refused("本机关从%s起在“申请办理”中办理申请，这以后收到的不能直接登记：%s收到", first.Chinese(), on.Chinese()).
		Try("请在“申请办理”中登记这件申请，会自动计入年度报告").At("received_on")
}
