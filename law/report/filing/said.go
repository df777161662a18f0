package filing

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gongkai/law/register"
	"gongkai/law/report"
)

// Check judges a report by every rule and, beyond the rules of its form, holds
// what its chapters say of the records against the registers: of the posts and
// the trainings of a year no table tells.
func (f Facts) Check(r *report.Report, c report.Circumstances) []report.Finding {
	return append(f.saidFacts(r), r.Check(c)...)
}

// A phrase is a way in which texts say a fact. Where the words leave a doubt it
// does not fit: nothing said is better than something false.
type phrase struct {
	code report.Code
	says *regexp.Regexp // its group is the figure
}

const (
	figureSaid = `(?:总数|数量|数)?(?:共计|共有|共|总计|合计|累计|达到|达|为|有|了)?([0-9][0-9,，]*(?:\.[0-9]+)?)`
	openness   = `(?:政府信息公开|政务公开|信息公开)(?:工作|专题|业务|推进|培训)*`
)

// phrases are ordered so that what names one platform comes before what names
// them all. Each figure is followed by what it is counted in, so that 410余条
// and 38.6万条 fit none.
var phrases = []phrase{
	{"fact.item.published", saying(`主动公开(?:的)?(?:各类|各项)?(?:政府|政务)?信息`, "条")},
	{"fact.item.channel.website", saying(`(?:通过|在)?政府网站(?:主动)?(?:公开|发布)(?:各类)?(?:政府|政务)?信息`, "条")},
	{"fact.media_post.wechat", saying(`(?:微信公众号|微信公众平台|公众号)(?:“[^”]{1,20}”)?(?:全年)?(?:共|累计)?(?:公开|发布|推送)(?:各类)?(?:政府|政务)?(?:信息|图文|文章|推文|内容)?`, "[条篇]")},
	{"fact.media_post.weibo", saying(`(?:政务)?微博(?:全年)?(?:共|累计)?(?:公开|发布|推送)(?:各类)?(?:政府|政务)?(?:信息|内容)?`, "条")},
	{"fact.media_post.wechat_video", saying(`(?:微信)?视频号(?:全年)?(?:共|累计)?(?:公开|发布|推送)(?:各类)?(?:短视频|视频|信息|内容)?`, "[条个]")},
	{"fact.media_post.douyin", saying(`抖音(?:号)?(?:全年)?(?:共|累计)?(?:公开|发布|推送)(?:各类)?(?:短视频|视频|信息|内容)?`, "[条个]")},
	{"fact.media_post.published", saying(`政务新媒体(?:账号|平台)?(?:全年)?(?:共|累计)?(?:公开|发布|推送)(?:各类)?(?:政府|政务)?信息`, "条")},
	{"fact.media_account.in_use", saying(`政务新媒体(?:账号)?`, "个")},
	{"fact.activity.meeting", saying(`召开`+openness+`(?:会议|会)`, "[次场]")},
	{"fact.activity.training", saying(`(?:举办|组织|开展)`+openness+`(?:班|会|活动)?`, "[次期场]")},
	{"fact.activity.trained", saying(`培训(?:各类)?(?:工作)?(?:人员|干部)?`, "人次")},
	{"fact.complaint.received", saying(`收到(?:对|关于|针对)?(?:本机关)?(?:政府信息公开|信息公开)(?:工作)?(?:的)?投诉(?:举报)?`, "[件次]")},
	{"fact.processing_fee.received", saying(`收取信息处理费`, "元")},
}

func saying(words, noun string) *regexp.Regexp {
	return regexp.MustCompile(words + figureSaid + noun)
}

// elsewhere are words before a figure, in its sentence, that make it doubtful
// whose or of when it is.
var elsewhere = regexp.MustCompile(`上年|去年|上一年|往年|历年|以来|每月|每周|每季|平均|各村|村（|社区|所属|下属|下级|直属|全省|全市|全区|全县|各部门|各单位|各乡镇|计划|目标|其中`)

// otherYear finds a year that a sentence names.
var otherYear = regexp.MustCompile(`([0-9]{4})年`)

// saidFacts finds the facts that a chapter says otherwise than the registers,
// each at its first place. Of what the registers do not know it says nothing.
func (f Facts) saidFacts(r *report.Report) (found []report.Finding) {
	rule, _ := report.RuleNamed("text_mismatch")
	for _, p := range phrases {
		d, figure, ok := register.Computed(p.code)
		if !ok || f.Counted[p.code] == 0 && !f.knows(d) {
			continue
		}
		have, _ := report.ParseNumber(plainText(figure.Unit, f.Counted[p.code]))
		for _, chapter := range WrittenChapters() {
			quote, n, ok := p.in(r.Narrative[chapter], f.Year)
			if !ok || n == have {
				continue
			}
			found = append(found, report.Finding{Rule: rule.Name, At: string(p.code), Left: &n, Right: &have, Severity: report.Caution, Source: rule.Cite.String(),
				Says: fmt.Sprintf("%s：文字“%s”为%s，登记簿为%s，差%s%s。", figure.Name, quote, n, have, apart(n, have), figure.Noun)})
			break
		}
	}
	return found
}

func apart(a, b report.Number) report.Number {
	if d := a.Sub(b); d.Sign() >= 0 {
		return d
	}
	return b.Sub(a)
}

// in reads the first figure of the phrase in a text, with the words it stands
// in.
func (p phrase) in(text string, year int) (quote string, n report.Number, ok bool) {
	for _, at := range p.says.FindAllStringSubmatchIndex(text, -1) {
		start := 0
		for _, end := range []string{"。", "；", "\n"} {
			if i := strings.LastIndex(text[:at[0]], end); i >= 0 {
				start = max(start, i+len(end))
			}
		}
		before := text[start:at[0]]
		if elsewhere.MatchString(before) || namesOtherYear(before, year) {
			continue
		}
		n, ok = report.ParseNumber(strings.NewReplacer(",", "", "，", "").Replace(text[at[2]:at[3]]))
		if ok {
			return text[at[0]:at[1]], n, true
		}
	}
	return "", n, false
}

func namesOtherYear(text string, year int) bool {
	return slices.ContainsFunc(otherYear.FindAllStringSubmatch(text, -1), func(m []string) bool { return m[1] != fmt.Sprint(year) })
}

// quoted finds the words of the text in what a finding says.
var quoted = regexp.MustCompile(`文字“([^”]+(?:“[^”]*”[^”]*)?)”`)

// A Said is a place in a chapter that a finding is about.
type Said struct {
	Chapter    string
	Start, End int // bytes of the chapter's text
	Finding    int // its index
}

// SaidIn finds the sentences that findings are about, in the order of the form.
// A finding whose words cannot be found stands beside no sentence.
func SaidIn(r *report.Report, findings []report.Finding) (all []Said) {
	for i, f := range findings {
		m := quoted.FindStringSubmatch(f.Says)
		if m == nil {
			continue
		}
		for _, chapter := range append([]string{report.Preface}, WrittenChapters()...) {
			if at := strings.Index(r.Narrative[chapter], m[1]); at >= 0 {
				all = append(all, Said{chapter, at, at + len(m[1]), i})
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Said) int {
		return cmp.Or(slices.Index(WrittenChapters(), a.Chapter)-slices.Index(WrittenChapters(), b.Chapter), a.Start-b.Start)
	})
	return all
}
