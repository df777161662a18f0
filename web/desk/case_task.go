package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gongkai/law/application"
	"gongkai/law/organ"
	"gongkai/office/store"
)

// cases finds what is to do with applications: what waits for one of the
// person's posts, and for the clerk everything that is nearly due.
func (f *finder) cases(ctx context.Context, id organ.ID) error {
	roles := f.visit.caseRoles(id)
	if len(roles) == 0 {
		return nil
	}
	mine := roles
	if len(mine) > 3 { // who holds all posts is the clerk's deputy too
		mine = mine[:3]
	}
	all, err := f.desk.store.CaseTasks(ctx, id, f.visit.onlyOwn(id), f.visit.unitAt(id), mine)
	if err != nil {
		return err
	}
	for _, c := range all {
		if t, ok := f.caseTask(c, roles, f.visit.unitAt(id)); ok {
			f.list = append(f.list, t)
		}
	}
	if slices.Contains(roles, application.ByClerk) {
		return f.erasures(ctx, id)
	}
	return nil
}

// erasures asks the clerk to look at the cases that will be erased, once, by the
// first day.
func (f *finder) erasures(ctx context.Context, id organ.ID) error {
	due, err := f.desk.store.CasesDue(ctx, id)
	due = slices.DeleteFunc(due, store.DueCase.Kept)
	if err != nil || len(due) == 0 {
		return err
	}
	t := task{What: fmt.Sprintf("核对%d件将要删除个人信息的申请", len(due)), Address: casesAddress(id) + "/due", Due: due[0].EraseOn,
		Why: "保存期限届满，从" + due[0].EraseOn.Chinese() + "起自动删除，不能恢复。还需要的，请暂缓删除。"}
	for _, c := range due {
		t.Due = min(t.Due, c.EraseOn)
	}
	f.list = append(f.list, t)
	return nil
}

// caseTask says what a case asks of a person, false for nothing.
func (f *finder) caseTask(c store.CaseTask, roles []application.Role, unit string) (task, bool) {
	t := task{What: c.Title, Address: caseAddress(c.CaseRow), Due: c.DueOn, isCase: true}
	verb, mine := caseVerb(c.CaseRow), slices.Contains(roles, c.Next)
	t.Why = c.Number + "，申请人" + c.Party + "，" + c.ReceivedOn.Chinese() + "收到。"
	switch {
	case c.State == application.Replied:
		t.Due, verb = 0, "送达"
		t.Why = c.Number + "，" + c.DecidedOn.Chinese() + "发出答复，还没有送达的凭证。"
	case unit != "" && c.IsAsked(unit) && c.Handler != f.visit.Account.ID:
		t.Due, t.Address, verb = c.AskDueOn, t.Address+"/unit-opinion", "提出意见："
		t.Why = c.Number + "，请" + unit + "提出意见。"
	case unit != "" && c.Unit == unit && c.Handler == 0 && !slices.Contains(roles, application.ByClerk):
		verb = "认领"
	case c.State == application.Submitted && slices.Contains(roles, application.ByClerk):
		t.Due = c.AlarmOn
		t.Why = c.Number + "，" + c.Channel.Label() + "收到，还没有与申请人确认；确认之日为收到申请之日。"
	case c.Alarm && slices.Contains(roles, application.ByClerk):
		t.Due, verb = c.AlarmOn, "处理"
		t.Why = c.Number + "，补正、缴费、征求意见或者内设机构提出意见的期限" + c.AlarmOn.Chinese() + "届满。"
	case mine:
	case c.Soon && slices.Contains(roles, application.ByClerk) && c.Next != application.ByApplicant:
		verb = "催办"
	case c.IsDue(f.today) && slices.Contains(roles, application.ByApprover) && c.Next != application.ByApplicant:
		verb = "督办"
		t.Why += "由" + cmp.Or(c.Next.Label(), "经办") + "办理。"
	default:
		return t, false
	}
	t.What = verb + "“" + c.Title + "”"
	return t, true
}

// caseVerb is what the one who has to act does next.
func caseVerb(c store.CaseRow) string {
	switch {
	case c.State == application.Submitted:
		return "确认收到"
	case c.Next == application.ByReviewer:
		return "审核答复"
	case c.Next == application.ByApprover:
		return "签发答复"
	case c.Next == application.ByUnit:
		return "承办"
	}
	return "办理"
}

// cases are the tasks about applications.
func (l taskList) cases() (n int) {
	for _, t := range l.mine() {
		if t.isCase {
			n++
		}
	}
	return n
}
