package desk

import (
	"fmt"
	"net/http"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A handedLine is a report as it was handed in, with its answer.
type handedLine struct {
	store.HandedIn
	To      string
	Says    string // 等接收, 已接收, 已退回, or that a later one stands in its place
	Address string // where it is read, "" where the page is about it
}

// Answered says that the superior organ has answered.
func (l handedLine) Answered() bool { return l.Answer != filing.Waiting }

// Short is the beginning of the content's hash, as people compare it.
func (l handedLine) Short() string { return l.SHA256[:min(16, len(l.SHA256))] }

// handingOf reads what is known of handing the report in.
func (d *Desk) handingOf(r *http.Request, l *liveReport) (err error) {
	if l.Filing.State == "" {
		return nil
	}
	if l.handing, err = d.store.HandingIn(r.Context(), l.Live); err != nil {
		return err
	}
	if l.handing.Last.N > 0 {
		l.handed, err = d.store.HandedIns(r.Context(), l.Organ.ID, l.Year)
	}
	return err
}

// isHandedIn says that what was signed last is what was handed in last.
func (l *liveReport) isHandedIn() bool {
	return l.handing.Last.N > 0 && l.handing.Last.SHA256 == l.handing.SHA256
}

// isSentBack says that the superior organ has sent the report back, and nothing
// else has been signed since.
func (l *liveReport) isSentBack() bool {
	last := l.handing.Last
	if last.Answer != filing.SentBack {
		return false
	}
	return l.isHandedIn() || l.Filing.State == filing.Drafting && strings.HasSuffix(l.Filing.Note, "退回："+last.Reason)
}

func (l *liveReport) sentBackNote(next string) *web.Notice {
	last := l.handing.Last
	return &web.Notice{Kind: "must", Title: l.handing.Superior.Shown() + "退回了第" + fmt.Sprint(last.N) + "次报送的报告",
		Says: []string{last.Reason + "（" + last.AnsweredBy + "，" + web.Moment(last.AnsweredAt) + "）", next}}
}

// handedBadge says how the report stands with the superior organ.
func (l *liveReport) handedBadge() *badge {
	switch last := l.handing.Last; {
	case last.N == 0:
		return nil
	case l.isSentBack() && l.Filing.State == filing.Drafting:
		return nil // the badge of the course says so
	case l.isSentBack():
		return &badge{"act", "back", "上级已退回"}
	case l.handing.SHA256 != "" && !l.isHandedIn():
		return &badge{"soon", "half", "改后还没有报送"}
	case last.Answer == filing.Received:
		return &badge{"valid", "full", "上级已接收"}
	case last.Answer == filing.Waiting:
		return &badge{"soon", "bars", "已报送，等接收"}
	}
	return nil
}

// handedLines are all reports handed in, the last first.
func (l *liveReport) handedLines() (lines []handedLine) {
	for _, h := range l.handed {
		line := handedLine{HandedIn: h, Says: h.Answer.Label()}
		if h.To == l.handing.Superior.ID {
			line.To = "报送" + l.handing.Superior.Shown()
		}
		if h.Answer == filing.Waiting {
			line.Says = "等接收"
			if h.N < l.handing.Last.N {
				line.Says = "由下一次报送代替"
			}
		}
		lines = append([]handedLine{line}, lines...)
	}
	return lines
}

// handInStep is the handing in among the steps of the course, nil where there is
// no superior organ.
func (l *liveReport) handInStep() *courseStep {
	if l.handing.Superior.ID == 0 || l.Filing.Adopted {
		return nil
	}
	return handInStep(l.Filing, l.handing.Last, l.isHandedIn())
}

// handInStep is how far the handing in has come; isLast says that what was signed
// last is what was handed in last.
func handInStep(f store.Filing, last store.HandedIn, isLast bool) *courseStep {
	s := &courseStep{Label: "报送", Says: "经办人"}
	isSigned := f.State == filing.Signed || f.State == filing.Published
	switch {
	case last.N > 0 && last.Answer == filing.SentBack && (isLast || !isSigned):
		s.Says = "已退回"
		s.Now, s.Next = f.State == filing.Published, !isSigned
	case !isSigned:
		s.Next = true
	case !isLast:
		s.Now = f.State == filing.Published // until then publishing is the step to take
	case last.Answer == filing.Received:
		s.Mark, s.Says = "done", "已接收"
	default:
		s.Mark, s.Says = "done", "等接收"
	}
	return s
}

// handInVerb offers the step, or says why not.
func (l *liveReport) handInVerb(p *reportPage) {
	isSigned := l.Filing.State == filing.Signed || l.Filing.State == filing.Published
	if !isSigned || l.Filing.Adopted || l.handing.Superior.ID == 0 {
		return
	}
	if last := l.handing.Last; l.isHandedIn() && last.To == l.handing.Superior.ID && last.Answer != filing.SentBack {
		return // done, and the record says so
	}
	if !l.may[account.ReportHandIn] {
		p.Cannot = append(p.Cannot, "“报送”：由经办人、签发人办理。")
		return
	}
	primary := true
	for _, v := range p.Verbs {
		primary = primary && !v.Primary
	}
	p.Verbs = append(p.Verbs, verb{Text: "报送", Address: l.Address + "/hand-in", Says: "报送给" + l.handing.Superior.Name + "。报送的就是签发的内容。", Primary: primary})
}

// handInForm is the page of the step.
func (d *Desk) handInForm(r *http.Request) (*formPage, sending, error) {
	l, err := d.live(r)
	if err != nil {
		return nil, sending{}, err
	}
	if err := d.handingOf(r, l); err != nil {
		return nil, sending{}, err
	}
	does := sending{on: l.Filing.Subject(), next: l.Address + "?done=hand-in",
		step: func(typed func(string) string) (store.Step, error) {
			return filing.HandIn{Explanation: typed("explanation")}, nil
		}}
	if err := l.Filing.HandIn(filing.HandIn{Explanation: "…"}, l.handing.HandingIn); err != nil && problem.Of(err).Kind == problem.KindConflict {
		does.elsewhere = l.Address
	}
	p := l.form(fmt.Sprintf("报送：%d年年度报告", l.Year), "报送")
	p.Title, p.Quiet = "报送", l.Organ.Name
	p.Why = "报送以后内容固定保存；上级接收或者退回的，这里看得到。"
	h := l.handing
	if what := l.Filing.NeedsExplanation(h.HandingIn); what != "" {
		p.Fields = web.Fields{{Control: web.AreaControl, Name: "explanation", Label: what, Hint: "上级看得到。", Rows: 3}}
	}
	if h.Superior.ID == 0 {
		return p, does, nil
	}
	says := []string{"报送给" + h.Superior.Name + "。报送的是签发的内容，上级看到的与签发的逐字相同。"}
	due := h.Receipt.Due(l.Year)
	if h.Receipt.Day != "" {
		says = append(says, h.Superior.Shown()+"要求"+due.Chinese()+"以前报送。")
	} else {
		says = append(says, fmt.Sprintf("每年1月31日前提交并向社会公布（%s）。", filing.ToCompetent()))
	}
	if l.Filing.State == filing.Signed && !h.Receipt.First {
		says = append(says, "报送和发布互不等待，可以先发布。")
	}
	if ok, err := d.store.HasReceivers(r.Context(), h.Superior.ID); err != nil {
		return nil, sending{}, err
	} else if !ok {
		says = append(says, h.Superior.Shown()+"在本系统里还没有能接收的人员，报送以后请电话告知。")
	}
	p.Notice = &web.Notice{Says: says}
	return p, does, nil
}
