package desk

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/delivery"
	"gongkai/office/store"
	"gongkai/web"
)

// A caseView is all that is known of a case and what may be done with it.
type caseView struct {
	web.Page
	Notice        *web.Notice
	Case          store.Case
	Address       string
	Nth           int // which of the applicant's this month
	Stage         string
	Due           caseDue
	Sentence      string
	Items         []caseItem
	Counting      caseClock
	Secondaries   []caseSecondary
	Consultations []caseConsultation
	Units         []unitAsked // opinions of inner offices
	Group         caseGroup
	Files         []caseFileLine
	Removed       []caseFileLine
	Upload        web.Fields
	Notices       []caseNotice
	Same          []caseLine // that ask for the same in the same words
	History       []caseAct
	Steps         []caseButton
	Not           []caseWhyNot
	Asking        *store.Asking // set only where the person asked to see it
	Kept          string        // until when it is kept, "" while it is open or for ever
	Hold          store.CaseHold
	May           struct{ File, Upload, Letters, Download, Applicant, Slip, Hold bool }
	Letter        bool
	Remedies      []caseRemedy
	Overturned    string   // what may have to be decided anew, "" for nothing
	Link          string   // where a remedy of the register is taken over, "" for none
	Lacks         []string // what a transferred case has to be completed with
	Register      string   // the address of the entry it was transferred from, "" for none
}

// A caseItem is one item and how it is answered, or is to be.
type caseItem struct {
	N                       int
	Asked, Outcome, Grounds string
	Reasons                 string
}

// A caseSecondary is a clock beside that of the reply.
type caseSecondary struct {
	What, Who, Due, Cite string
	Past                 bool
}

// A caseConsultation is one letter that asked for an opinion.
type caseConsultation struct {
	Party, Name, Sent, Opinion, Reason string
}

// A caseFileLine is a file of the case.
type caseFileLine struct {
	store.CaseFile
	Address, SizeSays string
}

// A caseNotice is a message that went to the applicant.
type caseNotice struct {
	Way, Text, State string
	WrittenAt        time.Time
	Failed           bool
}

// A caseAct is one event of the history.
type caseAct struct {
	On     calendar.Date
	At     time.Time
	Says   string
	Who    string
	Mark   string
	Detail string
}

func (d *Desk) showCase(w http.ResponseWriter, r *http.Request) error {
	c, err := d.caseOf(r)
	if err != nil {
		return err
	}
	switch err := d.store.LookedAtCase(r.Context(), visitOf(r).Actor(), c.CaseRow); {
	case err == nil:
	case web.IsTold(problem.Of(err)):
		d.server.LogFailure(r, err) // a full disk keeps nobody from reading
	default:
		return err
	}
	p, err := d.caseView(r, c)
	if err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "case", p)
}

// showApplicant shows the case with who asks, and notes that it was looked at.
func (d *Desk) showApplicant(w http.ResponseWriter, r *http.Request) error {
	c, err := d.casePersonal(r)
	if err != nil {
		return err
	}
	asking, err := d.store.Applicants(r.Context(), visitOf(r).Actor(), c.Organ, c.ID)
	if err != nil {
		return err
	}
	p, err := d.caseView(r, c)
	if err != nil {
		return err
	}
	p.Asking = &asking
	w.Header().Set("Cache-Control", "no-store")
	return d.area.Render(w, r, http.StatusOK, "case", p)
}

func (d *Desk) caseView(r *http.Request, c store.Case) (*caseView, error) {
	ctx, v, today := r.Context(), visitOf(r), d.store.Today()
	clock, err := d.store.Clock(ctx)
	if err != nil {
		return nil, err
	}
	p := &caseView{Page: casePage(c.Organ, c.Number), Notice: caseDone(r), Case: c, Address: caseAddress(c.CaseRow), Due: dueOf(c.CaseRow, clock.Days(), today),
		Sentence: c.Course.Deadline(clock).Sentence(c.State), Items: caseItems(c), Counting: clockOf(&c, clock, today), Upload: d.caseUpload(), History: caseHistory(c),
		Letter: letterResult(c) != nil}
	if c.State == application.Processing {
		p.Stage = c.Course.Stage.Label()
	}
	for _, s := range c.Course.Secondaries(clock) {
		if s.Key == "correction_notice" && s.Due < today {
			continue // that no correction was asked for is no fault
		}
		line := caseSecondary{What: s.What, Who: s.Who.Label(), Due: s.Due.Chinese(), Past: s.Due < today}
		if !s.Cite.IsZero() {
			line.Cite = s.Cite.String()
		}
		p.Secondaries = append(p.Secondaries, line)
	}
	for _, t := range c.Course.Consultations {
		p.Consultations = append(p.Consultations, consultationOf(t))
	}
	for _, f := range c.Files {
		line := caseFileLine{f, fmt.Sprintf("%s/files/%d", p.Address, f.ID), web.Size(int(f.Size))}
		if f.RemovedAt.IsZero() {
			p.Files = append(p.Files, line)
		} else {
			p.Removed = append(p.Removed, line)
		}
	}
	may := func(a account.Action) bool {
		return c.ErasedAt.IsZero() && d.store.May(ctx, v.Account.ID, a, c.Organ) == nil
	}
	p.May.Letters = !v.isAskedOnly(&c)
	p.May.Upload = may(account.CaseFile)
	p.Units = unitsAsked(&c, today, p.Address)
	if v.isAskedOnly(&c) {
		may = func(account.Action) bool { return false }
	}
	p.May.Hold = !c.State.IsOpen() && may(account.CaseHold)
	p.May.File, p.May.Download, p.May.Applicant, p.May.Slip = may(account.CaseFile), may(account.CaseApplicant), may(account.CaseApplicant), may(account.CaseOpen)
	if c.ErasedAt.IsZero() {
		if p.Nth, err = d.store.SamePerson(ctx, c, c.OpenedAt); err != nil {
			return nil, err
		}
		p.Steps, p.Not = d.caseSteps(v, &c, clock)
		p.Lacks = c.Lacks
		if err := d.caseKept(r, p); err != nil {
			return nil, err
		}
	} else {
		p.Letter, p.Consultations = false, nil
	}
	if c.Course.Transferred && may(account.RegisterView) {
		p.Register = organAddress(c.Organ) + "/registers/application/" + strconv.FormatInt(c.Entry, 10)
	}
	if p.Group, err = d.groupOf(r, p, &c, clock); err != nil {
		return nil, err
	}
	return p, d.caseBeside(r, c, p, clock)
}

// caseKept says until when the case is kept, and whether it is held.
func (d *Desk) caseKept(r *http.Request, p *caseView) (err error) {
	if p.Hold, err = d.store.CaseHold(r.Context(), p.Case.CaseRow); err != nil {
		return err
	}
	on, ok, err := d.store.ErasedOn(r.Context(), p.Case)
	if ok {
		p.Kept = "保存期限到" + on.AddDays(-1).Chinese() + "届满。"
	}
	return err
}

// caseBeside reads what stands beside the case: messages and cases like it.
func (d *Desk) caseBeside(r *http.Request, c store.Case, p *caseView, clock *application.Clock) error {
	notices, err := d.store.Notices(r.Context(), c.CaseRow)
	if err != nil {
		return err
	}
	for _, n := range notices {
		line := caseNotice{Way: waySays(n.Way), Text: n.Message.Text, WrittenAt: n.WrittenAt, State: "等待发出"}
		switch {
		case !n.SentAt.IsZero():
			line.State = "已发出"
		case !n.FailedAt.IsZero():
			line.State, line.Failed = "没有发出，请改用其他方式告知", true
		}
		p.Notices = append(p.Notices, line)
	}
	if err := d.remediesOf(r, &c, p); err != nil {
		return err
	}
	same, err := d.store.SameAsked(r.Context(), c)
	for _, s := range same {
		if s.Group != 0 && s.Group == c.Group {
			continue // told among the cases of the group
		}
		p.Same = append(p.Same, caseLine{s, caseAddress(s), dueOf(s, clock.Days(), d.store.Today()), answerOf(s)})
	}
	return err
}

func waySays(w delivery.Way) string {
	if w == delivery.SMS {
		return "短信"
	}
	return "电子邮件"
}

// caseDone tells what was done before the case is shown.
func caseDone(r *http.Request) *web.Notice {
	switch done := r.URL.Query().Get("done"); done {
	case "":
		return nil
	case "attached":
		return &web.Notice{Kind: "ok", Says: []string{"材料已保存。"}}
	case "held":
		return &web.Notice{Kind: "ok", Says: []string{"已暂缓删除。"}}
	case "lifted":
		return &web.Notice{Kind: "ok", Says: []string{"已解除暂缓删除。"}}
	case "together":
		return &web.Notice{Kind: "ok", Says: []string{"选中的各件都已办理，每件各有记录。"}}
	case "join-group":
		return &web.Notice{Kind: "ok", Says: []string{"已经并案。"}}
	case "leave-group":
		return &web.Notice{Kind: "ok", Says: []string{"已经退出并案。"}}
	case "split-off":
		return &web.Notice{Kind: "ok", Says: []string{"已经分别编号，新的编号在“相关的申请”里。请把它的登记回执（有查询码）交给申请人；材料留在原编号。"}}
	case "removed":
		return &web.Notice{Kind: "ok", Says: []string{"材料已移除。"}}
	case application.Name(application.Transfer{}):
		return &web.Notice{Kind: "ok", Says: []string{"已转入申请办理。以前办过的补正、收费、征求意见等，请如实补记。"}}
	default:
		if f := caseFormOf(done); f != nil {
			return &web.Notice{Kind: "ok", Says: []string{"“" + f.verb() + "”已记录。"}}
		}
	}
	return nil
}

// caseItems are the items with the decisions of the latest reply, else of the
// draft.
func caseItems(c store.Case) (all []caseItem) {
	var decisions []application.Decision
	if c.Course.Proposal != nil {
		decisions = c.Course.Proposal.Decisions
	} else if last := letterResult(c); last != nil {
		decisions = last.Decisions
	}
	for i, item := range c.Course.Items {
		line := caseItem{N: item.N, Asked: item.Asked}
		if i < len(decisions) {
			one := decisions[i]
			grounds := one.Articles
			if one.Statute != "" {
				grounds = append(append([]string{}, grounds...), one.Statute)
			}
			line.Outcome, line.Grounds, line.Reasons = one.Outcome.Label(), strings.Join(grounds, "；"), one.Reasons
		}
		all = append(all, line)
	}
	return all
}

func consultationOf(t application.Consultation) caseConsultation {
	line := caseConsultation{Party: t.Party.Label(), Name: t.Name, Sent: t.SentOn.Chinese() + "发出", Opinion: "等待答复", Reason: t.Reason}
	if !t.ReceivedOn.IsZero() {
		line.Sent += "，" + t.ReceivedOn.Chinese() + "收到"
	}
	switch {
	case !t.OpinionOn.IsZero():
		line.Opinion = t.OpinionOn.Chinese() + "，" + t.Stance.Label()
	case !t.SilentOn.IsZero():
		line.Opinion = "逾期未提出意见"
		if t.Stance == application.Consents {
			line.Opinion += "，视为同意公开"
		}
	}
	return line
}

func caseHistory(c store.Case) (all []caseAct) {
	for _, e := range c.Events {
		act := caseAct{On: e.On, At: e.At, Says: application.Says(e.Step), Who: e.Name, Mark: "full", Detail: e.Mark.Label()}
		if act.Who == "" {
			act.Who = e.Actor.Role.Label()
		}
		if e.Mark == application.Late {
			act.Mark = "tri red"
		}
		note := stepNote(e.Step)
		if !c.ErasedAt.IsZero() {
			note = ""
		}
		if act.Detail != "" && note != "" {
			act.Detail += "。" + note
		} else {
			act.Detail += note
		}
		all = append(all, act)
	}
	return all
}

// stepNote is what a person wrote with a step.
func stepNote(s application.Step) string {
	switch s := s.(type) {
	case application.Receive:
		return s.How
	case application.Transfer:
		return s.Note
	case application.Assign:
		return strings.Trim(s.Unit+"　"+s.Note, "　")
	case application.Return:
		return s.Reason
	case application.RequireCorrection:
		return s.What
	case application.Correct:
		return s.Note
	case application.Lapse:
		return s.Looked
	case application.AskReasons:
		return s.Why
	case application.GiveReasons:
		return s.Said
	case application.Defer:
		return s.Why
	case application.Extend:
		return s.Why
	case application.Opinion:
		return s.Reason
	case application.AskUnits:
		return s.What
	case application.UnitOpinion:
		return s.Text
	case application.JoinGroup:
		return s.Reason
	case application.LeaveGroup:
		return s.Reason
	case application.SplitOff:
		return "申请人同意：" + s.Consent
	case application.FeeNotice:
		return feeSays(s)
	case application.Search:
		return fmt.Sprintf("在%s，由%s，检索“%s”：%s", s.Where, s.By, s.Terms, s.Result)
	case application.Weigh:
		return "损害：" + s.Harm + "；公共利益：" + s.Public
	case application.Draft:
		return s.Note
	case application.Review:
		return s.Note
	case application.Reply:
		return s.Number
	case application.Deliver:
		return strings.Trim(s.How+"　"+s.Proof, "　")
	case application.AmendReply:
		return s.Reason
	case application.Withdraw:
		return s.Reason
	case application.Reopen:
		return s.Note
	case application.Archive:
		return s.File
	case application.Settle:
		return s.Cause
	case application.AmendContest:
		return amendNote(s)
	case application.Chase:
		return strings.Trim(s.Whom+"　"+s.Note, "　")
	case application.Comment:
		return s.Text
	}
	return ""
}

// Extended says that there is a letter about an extension.
func (p *caseView) Extended() bool { return isExtended(&p.Case) }

func amendNote(s application.AmendContest) string {
	if s.Strike {
		return "不再计入：" + s.Reason
	}
	note := s.Group.Label() + "，" + s.Number + "，" + s.AcceptedOn.Chinese() + "收到"
	if s.Outcome != "" {
		note += "，" + s.Outcome.Label() + "，" + s.ConcludedOn.Chinese() + "审结"
	}
	return note + "。理由：" + s.Reason
}
