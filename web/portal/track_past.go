package portal

import (
	"fmt"
	"slices"

	"gongkai/law/application"
	"gongkai/office/store"
)

// pastOf tells what happened, the latest first, in words to the applicant. What
// is done inside the office is left out, and nobody is named.
func pastOf(c *store.Case) (all []happened) {
	for _, e := range c.Events {
		says, notes := told(e.Event)
		if says == "" {
			continue
		}
		h := happened{On: e.On, Says: says}
		for _, note := range notes {
			if note != "" {
				h.Notes = append(h.Notes, note)
			}
		}
		all = append(all, h)
	}
	slices.Reverse(all)
	return all
}

// told says an event to the applicant, "" for what is not theirs to know.
func told(e application.Event) (says string, notes []string) {
	switch s := e.Step.(type) {
	case application.Submit:
		return "您提交了申请（" + s.Channel.Label() + "）。", nil
	case application.Receive:
		return "受理机关收到申请。", nil
	case application.Register:
		return "申请已登记，编号" + s.Number + "。", nil
	case application.ChangeDelivery:
		return "您把获取方式改为" + s.Delivery.Label() + "。", nil
	case application.RequireCorrection:
		return "受理机关请您补正，期限到" + s.Until.Chinese() + "。", []string{s.What}
	case application.Correct:
		return "收到您的补正，答复期限重新计算。", []string{s.Note}
	case application.Lapse:
		return "逾期没有收到您的补正或者缴费，申请不再处理。", nil
	case application.AskReasons:
		return "受理机关请您说明理由。", []string{s.Why}
	case application.GiveReasons:
		return "收到您说明的理由。", []string{s.Said}
	case application.Defer:
		return "受理机关确定延迟到" + s.Until.Chinese() + "答复。", []string{s.Why}
	case application.Extend:
		return fmt.Sprintf("答复期限延长%d个工作日。", s.Days), []string{s.Why}
	case application.FeeNotice:
		if s.Cents == 0 {
			return "受理机关发出收费通知。", nil
		}
		return "受理机关发出收费通知，应收" + application.Yuan(s.Cents) + "元。", nil
	case application.SplitOff:
		return fmt.Sprintf("经您同意，%d项内容另行编号，编号%s，收到日期不变。", len(s.Items), s.To), nil
	case application.SplitFrom:
		return "这件申请从" + s.From + "分出，收到日期不变。", nil
	case application.Paid:
		return "费用已经缴清，答复期限重新计算。", nil
	}
	return toldOfOthers(e), toldNotes(e)
}

// toldOfOthers says of consultations and replies what the applicant may know.
func toldOfOthers(e application.Event) string {
	switch s := e.Step.(type) {
	case application.Consult:
		return "征求" + s.Party.Label() + "意见，征求意见的时间不计入答复期限。"
	case application.Opinion:
		return "收到" + s.Party.Label() + "的意见，继续计算期限。"
	case application.Silence:
		return s.Party.Label() + "逾期没有提出意见，继续计算期限。"
	case application.Reply:
		return "受理机关发出答复。"
	case application.AmendReply:
		return "受理机关更改了答复。"
	case application.Deliver:
		return "答复已送达。"
	case application.Withdraw:
		return "您撤回了申请。"
	case application.Reopen:
		return "申请重新办理（" + s.Cause.Label() + "）。"
	case application.Comment:
		if e.Actor.Role == application.ByApplicant {
			return "您给受理机关留言。"
		}
	}
	return ""
}

// toldNotes are the words of the applicant's own messages.
func toldNotes(e application.Event) []string {
	if s, ok := e.Step.(application.Comment); ok && e.Actor.Role == application.ByApplicant {
		return []string{s.Text}
	}
	return nil
}
