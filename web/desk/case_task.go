package desk

import (
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
	all, err := f.desk.store.CaseTasks(ctx, id, f.visit.onlyOwn(id), mine)
	if err != nil {
		return err
	}
	for _, c := range all {
		if t, ok := f.caseTask(c, roles); ok {
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
func (f *finder) caseTask(c store.CaseTask, roles []application.Role) (task, bool) {
	t := task{What: c.Title, Address: caseAddress(c.CaseRow), Due: c.DueOn, isCase: true}
	verb, mine := caseVerb(c.CaseRow), slices.Contains(roles, c.Next)
	t.Why = c.Number + "，申请人" + c.Party + "，" + c.ReceivedOn.Chinese() + "收到。"
	switch {
	case c.State == application.Submitted && slices.Contains(roles, application.ByClerk):
		t.Due = c.AlarmOn
		t.Why = c.Number + "，" + c.Channel.Label() + "收到，还没有与申请人确认；确认之日为收到申请之日。"
	case c.Alarm && slices.Contains(roles, application.ByClerk):
		t.Due, verb = c.AlarmOn, "处理"
		t.Why = c.Number + "，补正、缴费或者征求意见的期限" + c.AlarmOn.Chinese() + "届满。"
	case mine:
	case c.Soon && slices.Contains(roles, application.ByClerk) && c.Next != application.ByApplicant:
		verb = "催办"
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
