package desk

import (
	"net/http"
	"strconv"
	"time"

	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// siteForm is what the public pages say of the office.
func (d *Desk) siteForm(r *http.Request) (*formPage, sending, error) {
	s, err := d.store.Site(r.Context())
	if err != nil {
		return nil, sending{}, err
	}
	p := &formPage{Version: s.Version,
		Page: web.Page{Title: "网站设置", Current: "/desk/site"}, Head: "网站设置", Quiet: "显示在公众页面的页眉和页脚。没有填写的不显示。", Notice: done(r),
		Verb: "保存网站设置", Why: "保存后公众页面立即更新。密码、锁定和登录时间由安全管理员在安全规则中设置。",
		Fields: web.Fields{
			{Name: "name", Label: "网站名称", Hint: "主办机关的全称。", Value: s.Name},
			{Name: "sponsor", Label: "主办单位", Value: s.Sponsor, Optional: true},
			{Name: "organizer", Label: "承办单位", Value: s.Organizer, Optional: true},
			{Name: "phone", Label: "联系电话", Value: s.Phone, Mode: "tel", Optional: true, Width: "mid"},
			{Name: "site_code", Label: "政府网站标识码", Hint: "10位数字。", Value: s.SiteCode, Mode: "numeric", Optional: true, Width: "mid"},
			{Name: "icp", Label: "备案号", Value: s.ICP, Optional: true, Width: "mid"},
			{Name: "police_code", Label: "公安备案号", Value: s.PoliceCode, Optional: true, Width: "mid"},
		},
	}
	p.Running, err = d.runningFacts(r.Context())
	return p.keepsAll(), sending{on: siteSubject(r, s.Version), next: "/desk/site?done=site", step: func(typed func(string) string) (store.Step, error) {
		return store.SetSite{Site: store.Site{Name: typed("name"), Sponsor: typed("sponsor"), Organizer: typed("organizer"),
			Phone: typed("phone"), SiteCode: typed("site_code"), ICP: typed("icp"), PoliceCode: typed("police_code")}}, nil
	}}, err
}

// siteSubject is the site, in the chain of the organ for which its administrator
// works.
func siteSubject(r *http.Request, version int64) store.Subject {
	return store.Subject{Kind: store.SiteKind, Organ: visitOf(r).home.ID, Version: version}
}

// rulesForm is the security rules for accounts.
func (d *Desk) rulesForm(r *http.Request) (*formPage, sending, error) {
	rules, version, err := d.store.RulesSeen(r.Context())
	if err != nil {
		return nil, sending{}, err
	}
	p := &formPage{Version: version, Page: web.Page{Title: "安全规则", Current: "/desk/rules"}, Head: "安全规则", Quiet: "等级保护要求有这些规则，数字由本机关定。", Notice: done(r),
		Verb: "保存安全规则", Why: "已经设置的密码到下次修改时才按新规则检查。"}
	for _, f := range ruleFields {
		p.Fields = append(p.Fields, web.Field{Name: f.name, Label: f.label, Hint: f.hint, Value: strconv.Itoa(f.get(rules)), Mode: "numeric", Width: "short"})
	}
	return p.keepsAll(), sending{on: siteSubject(r, version), next: "/desk/rules?done=rules", step: func(typed func(string) string) (store.Step, error) {
		rules, faults := rulesIn(typed)
		if len(faults) > 0 {
			return nil, faults
		}
		return store.SetRules{Rules: rules}, nil
	}}, nil
}

// A ruleField is one rule as a number on the form.
type ruleField struct {
	name, label, hint string
	get               func(account.Rules) int
	set               func(*account.Rules, int)
}

var ruleFields = []ruleField{
	{"min_length", "密码最短长度（字符）", "8至32。", func(r account.Rules) int { return r.MinLength }, func(r *account.Rules, n int) { r.MinLength = n }},
	{"remember", "不得重复的历史密码（个）", "1至24。", func(r account.Rules) int { return r.Remember }, func(r *account.Rules, n int) { r.Remember = n }},
	{"password_days", "密码更换周期（天）", "7至365；0为不要求定期更换。", func(r account.Rules) int { return r.PasswordDays }, func(r *account.Rules, n int) { r.PasswordDays = n }},
	{"initial_days", "初始密码有效期（天）", "1至30。", func(r account.Rules) int { return r.InitialDays }, func(r *account.Rules, n int) { r.InitialDays = n }},
	{"lock.failures", "连续输错多少次锁定（次）", "3至10。", func(r account.Rules) int { return r.Lock.Failures }, func(r *account.Rules, n int) { r.Lock.Failures = n }},
	{"lock.for", "锁定时间（分钟）", "10至1440。", func(r account.Rules) int { return minutes(r.Lock.For) }, func(r *account.Rules, n int) { r.Lock.For = time.Duration(n) * time.Minute }},
	{"idle", "无操作多久退出（分钟）", "5至60。", func(r account.Rules) int { return minutes(r.Idle) }, func(r *account.Rules, n int) { r.Idle = time.Duration(n) * time.Minute }},
	{"absolute", "一次登录最长（分钟）", "30至1440。", func(r account.Rules) int { return minutes(r.Absolute) }, func(r *account.Rules, n int) { r.Absolute = time.Duration(n) * time.Minute }},
}

func minutes(d time.Duration) int { return int(d / time.Minute) }

func rulesIn(typed func(string) string) (rules account.Rules, faults store.Faults) {
	for _, f := range ruleFields {
		n, err := strconv.Atoi(typed(f.name))
		if err != nil || n < 0 || n > 100_000 {
			faults = append(faults, problem.Invalid("“%s”不是整数", shorten(typed(f.name))).Try("请填写数字，%s", f.hint).At(f.name))
			continue
		}
		f.set(&rules, n)
	}
	if len(faults) == 0 {
		faults = rules.Check()
	}
	return rules, faults
}

// shorten keeps what is quoted in a message short.
func shorten(text string) string {
	if r := []rune(text); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return text
}

// registerName is a register's name as a person knows it.
func registerName(key string) string {
	for _, d := range register.All() {
		if string(d.Key) == key {
			return d.Name
		}
	}
	return key
}

// chapterName is the heading of a chapter of the report.
func chapterName(key string) string {
	for _, edition := range report.Editions() {
		for _, c := range edition.Chapters {
			if c.Key == key {
				return c.Heading
			}
		}
	}
	return key
}
