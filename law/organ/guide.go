package organ

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// GuideContents is what the public guide (政府信息公开指南) has to say.
var GuideContents = law.OGI.Para(12, 2, "政府信息的分类、编排体系、获取方式和政府信息公开工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式等内容")

// A Channel is a way by which applications may be made (申请渠道).
type Channel string

// The channels of article 31, in its order.
const (
	Counter Channel = "counter"
	Mail    Channel = "mail"
	Online  Channel = "online"
	Email   Channel = "email"
	Fax     Channel = "fax"
)

// Channels lists the channels in the order in which the guide tells of them.
func Channels() []Channel { return []Channel{Counter, Mail, Online, Email, Fax} }

// Label returns the channel's Chinese name.
func (c Channel) Label() string {
	switch c {
	case Counter:
		return "当面提交"
	case Mail:
		return "邮寄"
	case Online:
		return "网上提交"
	case Email:
		return "电子邮件"
	case Fax:
		return "传真"
	}
	return string(c)
}

// Field is where the channel is chosen.
func (c Channel) Field() string { return "by_" + string(c) }

// ReceivedOn says which day counts as that of receipt on the channel, and where
// it is written.
func (c Channel) ReceivedOn() (string, law.Citation) {
	switch c {
	case Counter:
		return "提交之日为收到申请之日", law.OGI.Item(31, 0, 1, "以提交之日为收到申请之日")
	case Mail:
		return "签收之日为收到申请之日；平常信函等无需签收的，以当日与您确认之日为准", law.OGI.Item(31, 0, 2, "以行政机关签收之日为收到申请之日")
	}
	return "与您确认之日为收到申请之日", law.OGI.Item(31, 0, 3, "以双方确认之日为收到申请之日")
}

// A Guide is one version of what an organ says in its public guide of how it is
// reached and overseen, beyond what is recorded of its information office. It
// holds from a day until the next version. Empty fields are not told.
type Guide struct {
	From          calendar.Date
	Postcode      string
	Fax           string
	Email         string
	Website       string // where the organ discloses on its own, https://…
	Channels      []Channel
	ApplyAt       string // the address of the online form, https://…
	Places        string // reading places (查阅场所), one a line
	Overseer      string // the competent department (政府信息公开工作主管部门)
	OverseerPhone string
	Reconsiderer  string // to which one applies for reconsideration (行政复议机关)
	Note          string // what else people should know
}

// Has says whether applications are taken on the channel.
func (g Guide) Has(c Channel) bool { return slices.Contains(g.Channels, c) }

// InformationOffice returns the office that does the daily work of disclosure on
// a day, the earliest of several; nil where none is recorded.
func InformationOffice(units []Unit, on calendar.Date) *Unit {
	for i, u := range units {
		if u.WorkBody && u.StandsOn(on) {
			return &units[i]
		}
	}
	return nil
}

// StandsOn says whether the office exists on a day.
func (u Unit) StandsOn(on calendar.Date) bool {
	return u.From <= on && (u.Until.IsZero() || u.Until > on)
}

// StandsOn says whether the person is on the staff on a day.
func (s Staffer) StandsOn(on calendar.Date) bool {
	return s.From <= on && (s.Until.IsZero() || s.Until > on)
}

// Lacks lists what the guide has to say and what is not recorded, in words, with
// the information office as recorded. Nil for both lists everything.
func Lacks(g *Guide, office *Unit) (lacking []string) {
	need := func(has bool, what string) {
		if !has {
			lacking = append(lacking, what)
		}
	}
	if office == nil {
		lacking = append(lacking, "政府信息公开工作机构")
		office = &Unit{}
	} else {
		need(office.Address != "", "办公地址")
		need(office.Hours != "", "办公时间")
		need(office.Phone != "", "联系电话")
	}
	if g == nil {
		return append(lacking, "传真号码", "互联网联系方式", "申请渠道", "主管部门")
	}
	need(g.Fax != "", "传真号码")
	need(g.Email != "" || g.Website != "", "互联网联系方式")
	need(len(g.Channels) > 0, "申请渠道")
	need(!g.Has(Mail) || g.Postcode != "", "邮政编码")
	need(g.Overseer != "", "主管部门")
	return lacking
}

// SetGuide enters a version of the public guide. A version of the same day
// replaces the one entered before; both stay in the records.
type SetGuide struct{ Guide }

// The most characters of the guide's texts.
const (
	maxContact = 60
	maxURL     = 200
)

// Check says what is wrong with the guide entered.
func (s SetGuide) Check() []*problem.Error {
	faults := dayFaults(s.From, "")
	if s.Postcode != "" && (len(s.Postcode) != 6 || strings.Trim(s.Postcode, "0123456789") != "") {
		faults = append(faults, problem.Invalid("邮政编码“%s”不是6位数字", short(s.Postcode)).Try("请核对后填写").At("postcode"))
	}
	if name, host, ok := strings.Cut(s.Email, "@"); s.Email != "" && (!ok || name == "" || !strings.Contains(host, ".") || strings.ContainsAny(s.Email, " \t<>,，;；")) {
		faults = append(faults, problem.Invalid("“%s”不是一个电子邮箱", short(s.Email)).Try("请填写一个邮箱，如gkb@example.gov.cn").At("email"))
	}
	for field, address := range map[string]string{"website": s.Website, "apply_at": s.ApplyAt} {
		if address != "" && !isWeb(address) {
			faults = append(faults, problem.Invalid("“%s”不是网址", short(address)).Try("请从https://写起，最多%d个字", maxURL).At(field))
		}
	}
	for field, text := range map[string]string{"fax": s.Fax, "email": s.Email, "overseer": s.Overseer, "overseer_phone": s.OverseerPhone, "reconsiderer": s.Reconsiderer} {
		if n := utf8.RuneCountInString(text); n > maxContact {
			faults = append(faults, problem.Invalid("这一项有%d个字，最多%d个字", n, maxContact).Try("请缩短").At(field))
		}
	}
	for field, text := range map[string]string{"places": s.Places, "note": s.Note} {
		if n := utf8.RuneCountInString(text); n > maxDuties {
			faults = append(faults, problem.Invalid("这一项有%d个字，最多%d个字", n, maxDuties).Try("请缩短").At(field))
		}
	}
	faults = append(faults, s.channelFaults()...)
	slices.SortStableFunc(faults, func(a, b *problem.Error) int { return strings.Compare(a.Field, b.Field) })
	return faults
}

// channelFaults refuses a channel that nobody can use because its address is not
// told.
func (s SetGuide) channelFaults() (faults []*problem.Error) {
	for _, c := range s.Channels {
		if !slices.Contains(Channels(), c) {
			faults = append(faults, problem.Invalid("没有“%s”这个申请渠道", short(string(c))).Try("请从列出的渠道中选择").At(Counter.Field()))
		}
	}
	for _, need := range []struct {
		channel     Channel
		text, field string
		label       string
	}{{Mail, s.Postcode, "postcode", "邮政编码"}, {Online, s.ApplyAt, "apply_at", "网上申请的网址"}, {Email, s.Email, "email", "电子邮箱"}, {Fax, s.Fax, "fax", "传真号码"}} {
		if s.Has(need.channel) && need.text == "" {
			faults = append(faults, problem.Invalid("开通了“%s”，没有填写%s", need.channel.Label(), need.label).Try("请填写，或者不选这个渠道").At(need.field))
		}
	}
	return faults
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && utf8.RuneCountInString(address) <= maxURL && !strings.ContainsAny(address, " \t\"<>")
}

// short keeps a text told back to its writer within a line.
func short(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
