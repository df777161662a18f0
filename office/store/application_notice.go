package store

import (
	"context"
	"fmt"

	"gongkai/law/application"
	"gongkai/office/delivery"
)

// notify writes what the applicant is to be told of a step, by each way that
// the applicant has given and the office has. A notice names the number of the
// case, and nothing that others may not read.
func (t *taking) notify(ctx context.Context, c *Case, follows []application.Follow) error {
	seq := len(c.Events)
	for i, f := range follows {
		text := noticeOf(c, f)
		if text == "" {
			continue
		}
		for _, to := range t.store.waysTo(&c.Course) {
			to.Message.Subject = "政府信息公开申请" + c.Number
			to.Message.Text = text
			key := fmt.Sprintf("case/%d/%d/%d/%s", c.ID, seq, i, to.Way)
			if err := t.writeMessage(ctx, c, key, to.Way, to.Message); err != nil {
				return err
			}
		}
	}
	return nil
}

// noticeOf is what the applicant is told, "" for what concerns only the office.
func noticeOf(c *Case, f application.Follow) string {
	if f.Do != application.SendLetter || f.To != application.ByApplicant {
		return ""
	}
	text := fmt.Sprintf("您的政府信息公开申请（编号%s）有新的进展：%s。", c.Number, f.What)
	if !c.DueOn.IsZero() && c.State.IsOpen() {
		text += fmt.Sprintf("预计最迟%s答复。", c.DueOn.Chinese())
	}
	return text + "请凭编号和查询码到本网站“办理查询”查看。请勿回复本消息。"
}

// A wayTo is an address of the applicant.
type wayTo struct {
	Way     delivery.Way
	Message delivery.Message
}

// waysTo are the ways to the applicant, or the agent, that the office can send by.
func (s *Store) waysTo(c *application.Case) (all []wayTo) {
	if len(c.Applicants) == 0 {
		return nil
	}
	a := c.Applicants[0]
	phone := a.Phone
	if c.Agent != nil && c.Agent.Phone != "" {
		phone = c.Agent.Phone
	}
	if a.Email != "" && s.Ways[delivery.Email] {
		all = append(all, wayTo{delivery.Email, delivery.Message{To: a.Email}})
	}
	if phone != "" && s.Ways[delivery.SMS] && delivery.IsMobile(phone) {
		all = append(all, wayTo{delivery.SMS, delivery.Message{To: phone}})
	}
	return all
}
