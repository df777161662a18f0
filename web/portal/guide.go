package portal

import (
	"net/http"
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/store"
	"gongkai/web"
)

// A guidePage is the public guide (公开指南), composed of what the organ has
// recorded and of what the Regulations say to everyone. What is not recorded is
// left out.
type guidePage struct {
	organPage
	From     calendar.Date // the version; zero where none is recorded
	Ways     []way
	Places   []string
	Contents []law.Citation // what an application says
	Rules    []rule
	Remedies []law.Citation
	Notes    []string
	Superior *store.Organ
	Empty    *web.Empty
}

// A way is a channel on which applications are taken, and the address to use.
type way struct {
	Label    string
	At       []string // where: address, post code, number
	Link     string   // to follow, "" for none
	Received string   // which day counts
	Cite     law.Citation
}

// A rule is what the Regulations say to an applicant.
type rule struct {
	Label string
	Says  []law.Citation
}

// contentsOfApplication are what an application has to say.
var contentsOfApplication = []law.Citation{
	law.OGI.Item(29, 2, 1, "申请人的姓名或者名称、身份证明、联系方式"),
	law.OGI.Item(29, 2, 2, "申请公开的政府信息的名称、文号或者便于行政机关查询的其他特征性描述"),
	law.OGI.Item(29, 2, 3, "申请公开的政府信息的形式要求，包括获取信息的方式、途径"),
}

// rulesForApplicants are what an applicant may expect.
var rulesForApplicants = []rule{
	{"申请的形式", []law.Citation{
		law.OGI.Para(29, 1, "采用包括信件、数据电文在内的书面形式；采用书面形式确有困难的，申请人可以口头提出，由受理该申请的政府信息公开工作机构代为填写政府信息公开申请"),
		law.OGI.Art(43, "申请公开政府信息的公民存在阅读困难或者视听障碍的，行政机关应当为其提供必要的帮助"),
	}},
	{"答复的期限", []law.Citation{
		law.OGI.Para(33, 1, "能够当场答复的，应当当场予以答复"),
		law.OGI.Para(33, 2, "不能当场答复的，应当自收到申请之日起20个工作日内予以答复；需要延长答复期限的，应当经政府信息公开工作机构负责人同意并告知申请人，延长的期限最长不得超过20个工作日"),
		law.OGI.Para(33, 3, "征求第三方和其他机关意见所需时间不计算在前款规定的期限内"),
	}},
	{"费用", []law.Citation{
		law.OGI.Para(42, 1, "行政机关依申请提供政府信息，不收取费用。但是，申请人申请公开政府信息的数量、频次明显超过合理范围的，行政机关可以收取信息处理费"),
	}},
}

// remedies are where one turns when the organ does not do as it should.
var remedies = []law.Citation{
	law.OGI.Para(47, 2, "认为行政机关未按照要求主动公开政府信息或者对政府信息公开申请不依法答复处理的，可以向政府信息公开工作主管部门提出"),
	law.OGI.Art(51, "认为行政机关在政府信息公开工作中侵犯其合法权益的，可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼"),
}

func (p *Portal) guide(w http.ResponseWriter, r *http.Request) error {
	head, err := p.organPage(r, "/guide")
	if err != nil {
		return err
	}
	page := &guidePage{organPage: *head}
	if page.Ended != nil {
		return p.area.Render(w, r, http.StatusOK, "guide", page)
	}
	page.Contents, page.Rules, page.Remedies = contentsOfApplication, rulesForApplicants, remedies
	if page.Organ.Superior != 0 {
		above, err := p.store.Organ(r.Context(), page.Organ.Superior)
		if err != nil {
			return err
		}
		page.Superior = &above
	}
	if g := page.Guide; g != nil {
		page.From, page.Places, page.Notes = g.From, paragraphs(g.Places), paragraphs(g.Note)
		page.Ways = waysOf(*g, page.Work)
	}
	if page.Guide == nil && page.Work == nil {
		page.Empty = &web.Empty{Fact: "本机关还没有登记怎样联系和怎样申请。", Next: "下面是《政府信息公开条例》对所有机关的规定。"}
	}
	return p.area.Render(w, r, http.StatusOK, "guide", page)
}

// waysOf are the channels that are open, each with what is recorded of where it
// leads.
func waysOf(g organ.Guide, office *organ.Unit) (ways []way) {
	if office == nil {
		office = &organ.Unit{}
	}
	for _, c := range organ.Channels() {
		if !g.Has(c) {
			continue
		}
		one := way{Label: c.Label()}
		one.Received, one.Cite = c.ReceivedOn()
		switch c {
		case organ.Counter:
			one.At = known(office.Name, office.Address, office.Hours)
		case organ.Mail:
			one.At = known(office.Address, strings.TrimSpace(g.Postcode+" "+office.Name), "信封上注明“政府信息公开申请”")
		case organ.Online:
			one.At, one.Link = []string{g.ApplyAt}, g.ApplyAt
		case organ.Email:
			one.At, one.Link = []string{g.Email}, "mailto:"+g.Email
		case organ.Fax:
			one.At = []string{g.Fax}
		}
		ways = append(ways, one)
	}
	return ways
}

// known leaves out what is not recorded.
func known(texts ...string) (all []string) {
	for _, text := range texts {
		if text != "" {
			all = append(all, text)
		}
	}
	return all
}
