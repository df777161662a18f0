package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/audit"
)

// overtaken is what the second of two people is told.
func overtaken(what, who string, when time.Time, changes string) error {
	says := who + "，" + beijing(when)
	if changes != "" {
		says += "，" + changes
	}
	return overtakenBy(what, says)
}

func overtakenBy(what, says string) error {
	return problem.Conflict("%s在您打开以后又被改过：%s", what, says).Try("您填写的内容都在下面，请核对后再保存")
}

var beijingZone = time.FixedZone("Asia/Shanghai", 8*60*60)

func beijing(t time.Time) string { return t.In(beijingZone).Format("1月2日15:04") }

// mostTold is how many steps that came between are told one by one.
const mostTold = 3

// overtakenSteps tells which steps came between the version that the person saw
// and the present one, the earliest first. Every step on an organ or an account
// raises its version by one and stands in the audit.
func (t *taking) overtakenSteps(ctx context.Context, what string, kind Kind, id, between int64) error {
	if between < 1 { // a version that never was
		return problem.Conflict("%s在您打开以后又被改过", what).Try("您填写的内容都在下面，请核对后再保存")
	}
	last, err := auditEntries(t.Query(ctx, selectAuditSteps, int64(t.on.Organ), string(kind), id, min(between, mostTold)))
	if err != nil {
		return err
	}
	slices.Reverse(last)
	var told []string
	for _, e := range last {
		says, err := t.wording(ctx, e)
		if err != nil {
			return err
		}
		told = append(told, cmp.Or(e.Name, "程序")+"，"+beijing(e.At)+"，"+says)
	}
	says := strings.Join(told, "；")
	if between > mostTold {
		says = fmt.Sprintf("共%d次，最近%d次是%s", between, len(last), says)
	}
	return overtakenBy(what, says)
}

// overtakenSetting tells who has set the site's settings, or the rules, last.
func (t *taking) overtakenSetting(ctx context.Context, what string, action account.Action) error {
	last, err := auditEntries(t.Query(ctx, selectAuditSite, string(action)))
	if err != nil || len(last) == 0 {
		return errors.Join(err, overtakenBy(what, "请刷新页面查看"))
	}
	return overtaken(what, last[0].Name, last[0].At, "")
}

// A keptStep is what is told of a step as the audit keeps it.
type keptStep struct {
	Name     string
	Code     *string
	Axis     organ.Axis
	Superior string // an organ's ID; no organ has that of a link ended
	From     calendar.Date
	Seats    []organ.Seat
	Granted  *account.Post
	Revoked  *account.Post
	Reason   string
}

// wording says in a few words what a step on an organ or an account did.
func (t *taking) wording(ctx context.Context, e audit.Entry) (string, error) {
	var s keptStep
	if err := json.Unmarshal(e.Step, &s); err != nil {
		return "", fmt.Errorf("read step from audit: %w", err)
	}
	label := account.Action(e.Action).Label()
	switch {
	case s.Granted != nil:
		return "授予“" + s.Granted.Role.Label() + "”岗位", nil
	case s.Revoked != nil:
		return "撤销“" + s.Revoked.Role.Label() + "”岗位", nil
	case s.Code != nil:
		return "更正代码：改为“" + *s.Code + "”", nil
	case s.Axis != "":
		return t.wordingOfMove(ctx, label, s)
	case len(s.Seats) > 0:
		return label + "：" + s.From.Chinese() + "起的名单，" + s.Seats[0].Position.Label() + s.Seats[0].Name, nil
	case account.Action(e.Action) == account.OrganRename:
		return label + "：改为“" + s.Name + "”", nil
	case s.Name != "":
		return label + "：“" + s.Name + "”", nil
	case s.Reason != "":
		return label + "：" + s.Reason, nil
	}
	return label, nil
}

func (t *taking) wordingOfMove(ctx context.Context, label string, s keptStep) (string, error) {
	id, err := organ.ParseID(s.Superior)
	if err != nil {
		return label + "：解除" + s.Axis.Label(), nil
	}
	above, err := oneOrgan(ctx, t, id)
	return label + "：" + s.Axis.Label() + "改为“" + above.Name + "”", err
}
