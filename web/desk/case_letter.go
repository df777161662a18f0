package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/office/store"
	"gongkai/web"
)

// A letterPage is the reply as a document to print.
type letterPage struct {
	web.Page
	Organ   string
	Case    store.Case
	Number  string
	To      string // the applicant, masked until it is asked for
	Named   bool
	Opening string
	Parts   []string
	Remedy  []string
	On      calendar.Date // zero for a draft
	Draft   string        // said above a letter that has not been sent
	Address string
}

// letterResult is the latest reply, the one that the letter writes; nil for
// none.
func letterResult(c store.Case) *application.Result {
	for i := len(c.Course.Results) - 1; i >= 0; i-- {
		if r := &c.Course.Results[i]; r.IsReply && len(r.Decisions) > 0 {
			return r
		}
	}
	if c.Course.Proposal != nil { // not sent yet
		return &application.Result{Decisions: c.Course.Proposal.Decisions}
	}
	return nil
}

func (d *Desk) letter(w http.ResponseWriter, r *http.Request) error {
	p, err := d.letterPage(r)
	if err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "case_letter", p)
}

// namedLetter is the letter with the applicant's name; that it was looked at is
// noted.
func (d *Desk) namedLetter(w http.ResponseWriter, r *http.Request) error {
	p, err := d.letterPage(r)
	if err != nil {
		return err
	}
	asking, err := d.store.Applicants(r.Context(), visitOf(r).Actor(), p.Case.Organ, p.Case.ID)
	if err != nil {
		return err
	}
	var names []string
	for _, a := range asking.Applicants {
		names = append(names, a.Name)
	}
	p.To, p.Named = strings.Join(names, "、"), true
	w.Header().Set("Cache-Control", "no-store")
	return d.area.Render(w, r, http.StatusOK, "case_letter", p)
}

func (d *Desk) letterPage(r *http.Request) (*letterPage, error) {
	c, err := d.caseOf(r)
	if err != nil {
		return nil, err
	}
	result := letterResult(c)
	if result == nil || !c.ErasedAt.IsZero() {
		return nil, problem.NotFound("这件申请还没有拟答复").Try("请先在案件页面拟答复")
	}
	body, err := d.reconsiderer(r, c)
	if err != nil {
		return nil, err
	}
	at := caseAddress(c.CaseRow)
	p := &letterPage{Page: casePage(c.Organ, "答复书", web.Link{Text: c.Number, Address: at}), Organ: visitOf(r).organ.Name, Case: c, Number: result.Number, To: c.Party,
		Opening: opening(c), Parts: letterParts(c, result.Decisions), Remedy: remedies(result.Decisions, body), On: result.On, Address: at}
	if result.On.IsZero() {
		p.Draft = "草稿，还没有签发、发出。"
		if c.Course.Stage == application.Approved {
			p.Draft = "已经签发，还没有发出；发出时填写文号和日期。"
		}
	}
	return p, nil
}

// reconsiderer is the body that decides on reconsideration: what the organ's
// guide names, else the government above it.
func (d *Desk) reconsiderer(r *http.Request, c store.Case) (string, error) {
	guide, err := d.store.Guide(r.Context(), c.Organ, d.store.Today())
	switch {
	case err != nil:
		return "", err
	case guide != nil && guide.Reconsiderer != "":
		return guide.Reconsiderer, nil
	}
	if above := visitOf(r).organ.Superior; above != 0 {
		o, err := d.store.Organ(r.Context(), above)
		return o.Name, err
	}
	return "上一级行政机关", nil
}

func opening(c store.Case) string {
	return fmt.Sprintf("本机关于%s收到你（单位）通过%s提出的政府信息公开申请，编号%s。经审查，现答复如下：", c.ReceivedOn.Chinese(), c.Channel.Label(), c.Number)
}

// letterParts are the answers to the items, one paragraph each.
func letterParts(c store.Case, decisions []application.Decision) (parts []string) {
	for i, one := range decisions {
		asked := ""
		if i < len(c.Course.Items) {
			asked = c.Course.Items[i].Asked
		}
		says := "你（单位）申请公开的“" + asked + "”"
		if len(decisions) > 1 {
			says = chineseOrdinal(i+1) + "、" + says
		}
		grounds := slices.Clone(one.Articles)
		if one.Statute != "" {
			grounds = append(grounds, one.Statute)
		}
		if len(grounds) > 0 {
			says += "，根据" + strings.Join(grounds, "、")
		}
		says += "，本机关决定：" + decisionSays(one.Outcome) + "。"
		if one.Reasons != "" {
			says += strings.TrimRight(one.Reasons, "。") + "。"
		}
		parts = append(parts, says)
	}
	return parts
}

// decisionSays is an outcome as a letter words it: 不予公开（属于国家秘密）.
func decisionSays(o application.Outcome) string {
	group, row, ok := strings.Cut(o.Label(), "：")
	if !ok {
		return group
	}
	return group + "（" + row + "）"
}

var numerals = []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// chineseOrdinal writes 1 to 99 in Chinese: 三, 十, 二十一.
func chineseOrdinal(n int) string {
	switch {
	case n < 10:
		return numerals[n]
	case n < 20:
		return "十" + numerals[n%10]
	case n < 100:
		return numerals[n/10] + "十" + numerals[n%10]
	}
	return fmt.Sprint(n)
}

// remedies tell the applicant how to contest the decisions: reconsideration
// first where something is refused under articles 14 to 16 (行政复议法第二十三条),
// otherwise reconsideration or suit.
func remedies(decisions []application.Decision, body string) (says []string) {
	var first, free []string
	for _, one := range decisions {
		if one.Outcome.Refuses() {
			first = append(first, chineseOrdinal(one.Item))
		} else {
			free = append(free, chineseOrdinal(one.Item))
		}
	}
	of := func(items []string) string {
		if len(items) == len(decisions) {
			return "本答复"
		}
		return "本答复第" + strings.Join(items, "、") + "项"
	}
	if len(first) > 0 {
		says = append(says, fmt.Sprintf("对%s不予公开的决定不服的，应当自收到本答复之日起60日内先向%s申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向人民法院提起行政诉讼。", of(first), body))
	}
	if len(free) > 0 {
		says = append(says, fmt.Sprintf("对%s不服的，可以自收到本答复之日起60日内向%s申请行政复议，或者自收到本答复之日起六个月内向人民法院提起行政诉讼。", of(free), body))
	}
	return says
}
