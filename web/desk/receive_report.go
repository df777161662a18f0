package desk

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"gongkai/law/organ"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A handedPage is one report as it was handed in.
type handedPage struct {
	web.Page
	Notice   *web.Notice
	Heading  string
	Organ    string
	Badge    badge
	Says     []string // by whom and when, what was explained, what became of it
	Parts    []reportPart
	Findings []foundLine
	Errors   int
	Hints    int
	Waived   int
	Handed   []handedLine
	Files    []web.Link
	N        int
	Answer   bool   // it waits, and the person may answer
	Cannot   string // why the person may not
	Address  string
	SHA256   string
}

// handedOf reads the report of the address as it was handed in.
func (d *Desk) handedOf(r *http.Request) (*liveReport, store.HandedIn, error) {
	year, err := yearOf(r)
	if err != nil {
		return nil, store.HandedIn{}, err
	}
	id, err := organ.ParseID(r.PathValue("below"))
	if err != nil {
		return nil, store.HandedIn{}, err
	}
	n, _ := strconv.Atoi(r.URL.Query().Get("n"))
	superior := visitOf(r).organ.ID
	live, h, err := d.store.HandedReport(r.Context(), superior, id, year, max(n, 0))
	if err != nil {
		return nil, h, err
	}
	o, err := d.store.Organ(r.Context(), id)
	if err != nil {
		return nil, h, err
	}
	l := &liveReport{Live: live, Organ: o, Address: belowAddress(superior, year) + "/" + id.String(), Year: year, now: live.Report, may: map[account.Action]bool{}}
	return l, h, nil
}

func (d *Desk) showHanded(w http.ResponseWriter, r *http.Request) error {
	l, h, err := d.handedOf(r)
	if err != nil {
		return err
	}
	v := visitOf(r)
	all, err := d.store.HandedIns(r.Context(), l.Organ.ID, l.Year)
	if err != nil {
		return err
	}
	last := all[len(all)-1]
	p := &handedPage{Heading: l.Report.Title, Organ: l.Organ.Name, Address: l.Address, N: h.N, SHA256: h.SHA256, Notice: receiveDone(r),
		Findings: l.findings(""), Errors: l.Errors(), Waived: l.Waived()}
	p.Hints = len(p.Findings) - p.Errors - p.Waived
	p.Page = l.handedHead(v.organ.ID, l.Organ.Shown())
	p.Badge, p.Says = handedSays(h, last)
	tables := l.tables(true, nil)
	for _, c := range l.Report.Edition.Chapters {
		part := reportPart{ID: c.Key, Heading: c.Number + "、" + c.Heading, Table: tables[c.Key], Refs: l.refsOf(c.Key)}
		if part.Table == nil {
			part.Text = l.textOf(c.Key, "")
		}
		p.Parts = append(p.Parts, part)
	}
	for i := len(all) - 1; i >= 0 && len(all) > 1; i-- {
		if all[i].To != v.organ.ID { // handed to another, before the organ was moved
			continue
		}
		line := handedLine{HandedIn: all[i], Says: all[i].Answer.Label(), To: "版本" + strconv.Itoa(all[i].Round)}
		if all[i].N != h.N {
			line.Address = l.Address + "?n=" + strconv.Itoa(all[i].N)
		}
		p.Handed = append(p.Handed, line)
	}
	for _, f := range draftFormats {
		p.Files = append(p.Files, web.Link{Text: f.label, Address: l.Address + "/" + f.ext + "?n=" + strconv.Itoa(h.N)})
	}
	if h.N == last.N && h.Answer == filing.Waiting {
		p.Answer = d.store.May(r.Context(), v.Account.ID, account.ReportReceive, v.organ.ID) == nil
		if !p.Answer {
			p.Cannot = "接收、退回由" + v.organ.Shown() + "的审核人、签发人办理。"
		}
	}
	return d.area.Render(w, r, http.StatusOK, "handed", p)
}

// handedHead is a page below the list of reports handed in.
func (l *liveReport) handedHead(superior organ.ID, title string) web.Page {
	reports := organAddress(superior) + "/reports"
	return web.Page{Title: fmt.Sprintf("%s - %d年年度报告", title, l.Year), Column: "年度报告", Current: reports,
		Crumb: []web.Link{{Text: "年度报告", Address: reports}, {Text: fmt.Sprintf("%d年报送情况", l.Year), Address: belowAddress(superior, l.Year)}, {Text: title}}}
}

// handedSays tells of one report handed in.
func handedSays(h, last store.HandedIn) (badge, []string) {
	says := []string{fmt.Sprintf("第%d次报送　%s，%s", h.N, h.By, web.Moment(h.At))}
	if h.Note != "" {
		says = append(says, "对问题的说明："+h.Note)
	}
	switch {
	case h.Answer == filing.SentBack:
		return badge{"act", "back", "已退回"}, append(says, h.AnsweredBy+"，"+web.Moment(h.AnsweredAt)+"退回，理由："+h.Reason)
	case h.Answer == filing.Received:
		return badge{"valid", "full", "已接收"}, append(says, h.AnsweredBy+"，"+web.Moment(h.AnsweredAt)+"接收")
	case h.N < last.N:
		return badge{"gone", "", "已重新报送"}, append(says, "又报送过，请看最近一次报送的。")
	}
	return badge{"soon", "square", "待接收"}, says
}

// handedFile sends what was handed in as a file: the content as JSON byte for byte,
// the other formats made from it.
func (d *Desk) handedFile(w http.ResponseWriter, r *http.Request) error {
	l, h, err := d.handedOf(r)
	if err != nil {
		return err
	}
	for _, f := range draftFormats {
		if f.ext == r.PathValue("format") {
			return d.sendHanded(w, r, f, l, h)
		}
	}
	return web.NoPage()
}

// answerForm is the page of an answer; its version is the number of the report that
// the person sees.
func (d *Desk) answerForm(r *http.Request, verb, done string, step func(superior organ.ID, n int, typed func(string) string) store.Step) (*formPage, sending, error) {
	l, h, err := d.handedOf(r)
	if err != nil {
		return nil, sending{}, err
	}
	at := visitOf(r).organ.ID
	p := &formPage{Head: fmt.Sprintf("%s：%s%d年年度报告", verb, l.Organ.Shown(), l.Year), Quiet: l.Organ.Name, Verb: verb, Version: int64(h.N),
		Page: l.handedHead(at, verb), Back: web.Link{Text: "返回报送的报告", Address: l.Address}}
	_, says := handedSays(h, h)
	says = append(says, fmt.Sprintf("核对有%d处错误、%d处提示，%d处已经说明。", l.Errors(), len(l.Findings)-l.Errors()-l.Waived(), l.Waived()))
	p.Notice = &web.Notice{Says: says}
	does := sending{on: store.Subject{Kind: store.FilingKind, Organ: l.Organ.ID, ID: int64(l.Year), Version: store.AnyVersion}, next: l.Address + "?done=" + done,
		step: func(typed func(string) string) (store.Step, error) {
			return step(at, int(versionIn(typed, p.Version)), typed), nil
		}}
	if h.Answer != filing.Waiting {
		does.elsewhere = l.Address
	}
	return p, does, nil
}

func (d *Desk) receiveForm(r *http.Request) (*formPage, sending, error) {
	p, does, err := d.answerForm(r, "接收", "receive", func(superior organ.ID, n int, _ func(string) string) store.Step {
		return filing.Receive{Superior: superior, N: n}
	})
	if err == nil {
		p.Why = "接收以后不能改为退回；以后发现有误的，请通知其订正。"
	}
	return p, does, err
}

func (d *Desk) sendBackForm(r *http.Request) (*formPage, sending, error) {
	p, does, err := d.answerForm(r, "退回", "send-back", func(superior organ.ID, n int, typed func(string) string) store.Step {
		return filing.SendBack{Superior: superior, N: n, Reason: typed("reason")}
	})
	if err == nil {
		p.Fields = web.Fields{{Control: web.AreaControl, Name: "reason", Label: "退回的理由", Hint: "写明哪里要改、为什么，报送的机关会看到。", Rows: 4}}
		p.Why = "还没有发布的，退回经办人修改，重新审核、签发、报送；已经发布的，由其订正。这一次报送的内容保留。"
	}
	return p, does, err
}

// sendHanded writes one of the files.
func (d *Desk) sendHanded(w http.ResponseWriter, r *http.Request, f draftFormat, l *liveReport, h store.HandedIn) error {
	shown, err := d.filed(r.Context(), l.Report)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if f.ext == "json" {
		file.Write(h.Content)
	} else if err := f.write(&file, shown); err != nil {
		return fmt.Errorf("write report handed in: %w", err)
	}
	saveAs(w, f.mediaType, fmt.Sprintf("%s（第%d次报送）.%s", l.Report.Title, h.N, f.ext))
	if _, err := file.WriteTo(w); err != nil {
		panic(http.ErrAbortHandler) // the browser has gone
	}
	return nil
}
