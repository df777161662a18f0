package desk

import (
	"fmt"
	"net/http"

	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/web"
)

// isBlank says that nobody has put anything into the draft.
func (l *liveReport) isBlank() bool {
	for _, c := range l.Chapters {
		if c.Text != "" {
			return false
		}
	}
	return len(l.Manual)+len(l.Facts.Zeros)+len(l.Waivers) == 0 && l.Adoption == nil && l.Filing.Round == 1
}

// abandonVerb offers to drop a draft begun by mistake.
func (l *liveReport) abandonVerb(p *reportPage) {
	if l.Filing.State == filing.Drafting && l.isBlank() && l.may[account.ReportDiscard] {
		p.Verbs = append(p.Verbs, verb{Text: "撤销填报", Address: l.Address + "/abandon", Says: "开错了年份的，撤销后恢复到没有开始。"})
	}
}

func (d *Desk) abandonForm(r *http.Request) (*formPage, sending, error) {
	l, err := d.live(r)
	if err != nil {
		return nil, sending{}, err
	}
	p := l.form(fmt.Sprintf("撤销填报：%d年年度报告", l.Year), "撤销填报")
	p.Title, p.Quiet = "撤销填报", l.Organ.Name
	p.Notice = &web.Notice{Says: []string{"这一年恢复到没有开始，以后可以重新开始填报。登记簿的登记不受影响。谁在什么时候撤销，留在操作记录里。"}}
	does := sending{on: l.Filing.Subject(), step: always(filing.Abandon{}), next: l.Address + "?done=abandoned",
		isDone: l.Filing.State == ""} // somebody has done so, and that is what was asked for
	if l.Filing.State != filing.Drafting || !l.isBlank() {
		does.elsewhere = l.Address
	}
	return p, does, nil
}
