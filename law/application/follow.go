package application

import (
	"gongkai/law"
	"gongkai/law/calendar"
)

// A Follow is what has to be done because of a step. It is a value; letters,
// notices and reminders are made by others, once for each case, step and
// event.
type Follow struct {
	Do   Doing
	What string        // the letter's name, or what is told
	To   Role          // who gets it; "" for a third party or another organ, named in Name
	Name string        // of the party
	On   calendar.Date // of a reminder: the day it is for
	Cite law.Citation
}

// Doing is the kind of thing to do.
type Doing string

// What is done.
const (
	SendLetter Doing = "letter" // 文书
	Tell       Doing = "notify" // 通知
	Remind     Doing = "remind" // 提醒
)

// follows returns what has to be done after an event.
func (c *Case) follows(before *Case, e *Event, k *Clock) []Follow {
	if e.Mark == Again {
		return []Follow{{Do: Tell, What: "再次收到，已经如实登记，不影响期限", To: ByClerk}}
	}
	all := c.letters(e)
	all = append(all, c.notices(e)...)
	if !c.State.IsOpen() {
		return all
	}
	if d := c.Deadline(k); d.Due != before.due(k) && !d.Due.IsZero() {
		all = append(all, Follow{Do: Remind, What: "答复到期", To: ByClerk, On: d.Due, Cite: replies})
	}
	return append(all, c.reminders(before, k)...)
}

// reminders are the secondary clocks that began to run.
func (c *Case) reminders(before *Case, k *Clock) (all []Follow) {
	ran := before.Secondaries(k)
	for _, s := range c.Secondaries(k) {
		isNew := true
		for _, old := range ran {
			isNew = isNew && (old.Key != s.Key || old.What != s.What || old.Due != s.Due)
		}
		if isNew {
			all = append(all, Follow{Do: Remind, What: s.What, To: ByClerk, On: s.Due, Cite: s.Cite})
		}
	}
	return all
}

// letters are the papers that a step calls for.
func (c *Case) letters(e *Event) []Follow {
	toApplicant := func(what string, cite law.Citation) Follow {
		return Follow{Do: SendLetter, What: what, To: ByApplicant, Cite: cite}
	}
	switch s := e.Step.(type) {
	case Receive:
		_, cite := c.Channel.Rule()
		return []Follow{toApplicant("登记回执", cite)}
	case RequireCorrection:
		return []Follow{toApplicant("补正告知书", once)}
	case Lapse:
		return []Follow{toApplicant("不再处理告知书", abandoned)}
	case AskReasons:
		return []Follow{toApplicant("说明理由告知书", reasonsAsk)}
	case Defer:
		return []Follow{toApplicant("延迟答复告知书", deferral)}
	case Extend:
		return []Follow{toApplicant("延期答复告知书", extension)}
	case FeeNotice:
		return []Follow{toApplicant("收费通知书", law.FeeMeasure)}
	case Reply, AmendReply:
		return append([]Follow{toApplicant("答复书", replies)}, c.overridden()...)
	case Deliver:
		return []Follow{{Do: SendLetter, What: "送达回证", To: ByClerk, Cite: workSystem}}
	case Consult:
		return []Follow{
			{Do: SendLetter, What: s.Party.letter(), Name: s.Name, Cite: citeOf(s, Processing)},
			toApplicant("征求意见告知书", excluded),
		}
	}
	return nil
}

func (p Party) letter() string {
	switch p {
	case ThirdParty:
		return "第三方意见征询书"
	case CoMaker:
		return "共同制作机关意见征询书"
	}
	return "协办函"
}

// overridden tells third parties that object what is disclosed all the same.
func (c *Case) overridden() (all []Follow) {
	if !c.Results[len(c.Results)-1].Outcome.Gives() {
		return nil
	}
	for _, t := range c.Consultations {
		if t.Party == ThirdParty && t.Stance == Objects {
			all = append(all, Follow{Do: SendLetter, What: "第三方告知书", Name: t.Name, Cite: law.OGI.Art(32, "将决定公开的政府信息内容和理由书面告知第三方")})
		}
	}
	return all
}

// notices tell somebody that it is their turn, or what happened.
func (c *Case) notices(e *Event) []Follow {
	tell := func(to Role, what string) []Follow { return []Follow{{Do: Tell, What: what, To: to}} }
	switch s := e.Step.(type) {
	case Submit:
		return tell(ByClerk, "收到新的申请")
	case Assign:
		return tell(ByUnit, "分来一件申请")
	case Return:
		return tell(c.Next(), "退回："+s.Reason)
	case AskUnits:
		return tell(ByUnit, "请对一件申请提出意见")
	case UnitOpinion:
		return tell(ByClerk, "收到"+s.Unit+"的意见")
	case Correct:
		return tell(ByClerk, "申请人已经补正，期限重新计算")
	case Paid:
		return tell(ByClerk, "费用已经缴清，期限重新计算")
	case GiveReasons:
		return tell(ByClerk, "申请人已经说明理由")
	case Opinion:
		return tell(ByClerk, "收到"+s.Party.Label()+s.Name+"的意见")
	case Silence:
		return tell(ByClerk, s.Party.Label()+s.Name+"逾期未提出意见")
	case ProposeLapse:
		return tell(ByClerk, "申请人的期限已经届满，请核实后决定是否不再处理")
	case Draft:
		return tell(ByReviewer, "答复待审核")
	case Review:
		return tell(ByApprover, "答复待签发")
	case Approve:
		return tell(ByClerk, "答复已经签发，请发出")
	case Withdraw:
		return tell(ByClerk, "申请人撤回申请")
	case Reopen:
		return tell(ByClerk, "案件重新办理")
	}
	return nil
}
