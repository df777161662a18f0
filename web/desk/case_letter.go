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

// A letterPage is the reply, or another letter to the applicant, as a document to
// print.
type letterPage struct {
	web.Page
	Organ   string
	Case    store.Case
	Head    string
	Of      string // which of the documents, for the address
	Number  string
	HasNo   bool   // it carries a number of its own
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

// The documents of a case beside the reply, by the word in the address.
const (
	correctionLetter = "correction"
	extensionLetter  = "extension"
)

func (d *Desk) letterPage(r *http.Request) (*letterPage, error) {
	c, err := d.casePersonal(r)
	if err != nil {
		return nil, err
	}
	at := caseAddress(c.CaseRow)
	p := &letterPage{Organ: visitOf(r).organ.Name, Case: c, To: c.Party, Address: at, Of: r.URL.Query().Get("of")}
	switch {
	case !c.ErasedAt.IsZero():
		return nil, noLetter
	case p.Of == correctionLetter && c.Course.Correction != nil:
		p.correction()
	case p.Of == extensionLetter && isExtended(&c):
		err = d.extension(r, p)
	case p.Of == "" && letterResult(c) != nil:
		err = d.reply(r, p)
	default:
		return nil, noLetter
	}
	p.Page = casePage(c.Organ, p.Head, web.Link{Text: c.Number, Address: at})
	return p, err
}

var noLetter = problem.NotFound("这件申请还没有这份文书").Try("请先在案件页面办理；答复书要先拟答复")

// reply writes the reply.
func (d *Desk) reply(r *http.Request, p *letterPage) error {
	result := letterResult(p.Case)
	body, err := d.reconsiderer(r, p.Case)
	if err != nil {
		return err
	}
	p.Head, p.Number, p.HasNo, p.On = "政府信息公开申请答复书", result.Number, true, result.On
	p.Opening, p.Parts, p.Remedy = received(p.Case)+"经审查，现答复如下：", letterParts(p.Case, result.Decisions), remedies(result.Decisions, body)
	switch {
	case !result.On.IsZero():
	case p.Case.Course.Stage == application.Approved:
		p.Draft = "已经签发，还没有发出；发出时填写文号和日期。"
	default:
		p.Draft = "草稿，还没有签发、发出。"
	}
	return nil
}

// correction writes the notice that asked for a correction. It has no remedy of
// its own.
func (p *letterPage) correction() {
	asked := p.Case.Course.Correction
	p.Head, p.On = "政府信息公开申请补正告知书", asked.AskedOn
	p.Opening = received(p.Case) + "申请内容不明确，根据" + application.Cite(application.RequireCorrection{}).String() + "，请对下列事项作出补正："
	p.Parts = []string{asked.What, "请在" + asked.Until.Chinese() + "以前补正（含当日）。无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。答复期限自本机关收到补正的申请之日起计算。"}
}

// extension writes the notice of an extension, with the day that follows.
func (d *Desk) extension(r *http.Request, p *letterPage) error {
	clock, err := d.store.Clock(r.Context())
	if err != nil {
		return err
	}
	e := p.Case.Course.Extension
	p.Head, p.On = "政府信息公开申请延期答复告知书", e.On
	says := fmt.Sprintf("因%s，不能在原定期限内答复。根据%s，经本机关政府信息公开工作机构负责人同意，答复期限延长%d个工作日", strings.TrimRight(e.Why, "。"), application.Cite(application.Extend{}), e.Days)
	if due := p.Case.Course.Deadline(clock).Due; !due.IsZero() && !e.Late {
		says += "，最迟于" + due.Chinese() + "答复"
	}
	p.Opening, p.Parts = received(p.Case), []string{says + "。"}
	if e.Late {
		p.Draft = "延长是在期限届满以后决定的，期限没有改变。"
	}
	return nil
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

func received(c store.Case) string {
	return fmt.Sprintf("本机关于%s收到你（单位）通过%s提出的政府信息公开申请，编号%s。", c.ReceivedOn.Chinese(), c.Channel.Label(), c.Number)
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

// isExtended says that the reply period was extended in the case itself, so that there
// is a letter of it.
func isExtended(c *store.Case) bool {
	return c.Course.Extension != nil && !c.Course.Extension.On.IsZero()
}
