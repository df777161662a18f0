package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/audit"
	"gongkai/office/store"
	"gongkai/web"
)

// An auditPage lists what was done, the latest first.
type auditPage struct {
	web.Page
	Head, Quiet string
	Notice      *web.Notice
	Organs      []web.Option // to choose from; empty where there is one
	Chosen      string
	Lines       []auditLine
	Empty       *web.Empty
	Older       string // address of the page before; "" for none
	Newest      string
	MayVerify   bool
}

// An auditLine is one entry in words.
type auditLine struct {
	Seq     int64
	At      time.Time
	Who     string
	Role    string
	What    string
	About   string
	Details []web.Fact
	Cite    string
	Red     bool // a sign-in that failed
}

// auditSize is how many entries a page shows.
const auditSize = 50

func (d *Desk) audit(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64) // 0: from the end
	entries, err := d.store.AuditPage(r.Context(), v.organ.ID, max(0, before), auditSize+1)
	if err != nil {
		return err
	}
	at := organAddress(v.organ.ID) + "/audit"
	p := &auditPage{Page: web.Page{Title: "操作记录", Current: organAddress(v.home.ID) + "/audit"}, Head: v.organ.Shown() + "的操作记录",
		Quiet: "每一步都记在本机关名下，前后相接，改动或删去一条都能查出。这里不显示登记内容和个人信息。", Notice: done(r)}
	if len(entries) > auditSize {
		entries = entries[:auditSize]
		p.Older = at + "?" + url.Values{"before": {strconv.FormatInt(entries[auditSize-1].Seq, 10)}}.Encode()
	}
	if before > 0 {
		p.Newest = at
	}
	organs, err := d.reached(r.Context(), v, account.AuditView)
	if err != nil {
		return err
	}
	if len(organs) > 1 {
		for _, o := range organs {
			p.Organs = append(p.Organs, web.Option{Value: o.ID.String(), Label: strings.Repeat("　", o.Depth) + o.Name})
		}
		p.Chosen = v.organ.ID.String()
	}
	p.MayVerify = v.May(account.AuditVerify)
	return d.showAudit(w, r, p, entries)
}

// chooseAudit leads from the choice of an organ to its entries.
func (d *Desk) chooseAudit(w http.ResponseWriter, r *http.Request) error {
	id, err := organ.ParseID(r.URL.Query().Get("organ"))
	if err != nil {
		id = visitOf(r).home.ID
	}
	return web.SeeOther(w, r, organAddress(id)+"/audit")
}

// ownAudit lists what the person did.
func (d *Desk) ownAudit(w http.ResponseWriter, r *http.Request) error {
	entries, err := d.store.AuditBy(r.Context(), visitOf(r).Account.ID, 2*auditSize)
	if err != nil {
		return err
	}
	p := &auditPage{Page: web.Page{Title: "我的操作记录", Crumb: []web.Link{{Text: "我的账号", Address: "/desk/me"}, {Text: "我的操作记录"}}},
		Head: "我的操作记录", Quiet: fmt.Sprintf("最近%d步。不是您本人办理的，请立即修改密码并告诉安全管理员。", 2*auditSize)}
	return d.showAudit(w, r, p, entries)
}

func (d *Desk) showAudit(w http.ResponseWriter, r *http.Request, p *auditPage, entries []audit.Entry) error {
	words, err := d.teller(r.Context())
	if err != nil {
		return err
	}
	for _, e := range entries {
		p.Lines = append(p.Lines, words.line(e))
	}
	if len(entries) == 0 {
		p.Empty = &web.Empty{Fact: "还没有操作记录。", Next: "登录、登记、审核、签发、发布和各项设置都会记在这里。"}
	}
	return d.area.Render(w, r, http.StatusOK, "audit", p)
}

// A teller puts entries into words.
type teller struct {
	organs map[organ.ID]string
	people map[int64]string
}

func (d *Desk) teller(ctx context.Context) (t teller, err error) {
	if t.organs, err = d.organNames(ctx); err != nil {
		return t, err
	}
	all, err := d.store.Accounts(ctx, 0)
	t.people = make(map[int64]string, len(all))
	for _, a := range all {
		t.people[int64(a.ID)] = a.Name + "（" + a.Login + "）"
	}
	return t, err
}

func (t teller) line(e audit.Entry) auditLine {
	l := auditLine{Seq: e.Seq, At: e.At, Who: e.Name, What: actionLabel(e), About: t.about(e), Cite: e.Cite, Red: e.Action == "account.sign_in_failed"}
	if e.Role != "" {
		l.Role = account.Role(e.Role).Label()
	}
	if e.Actor == 0 && l.Who == "" {
		l.Who = "程序"
	}
	l.Details = t.details(e)
	return l
}

// actionLabel says what was done; granting and revoking are one action, but two
// steps.
func actionLabel(e audit.Entry) string {
	switch {
	case strings.HasPrefix(string(e.Step), `{"granted":`):
		return "授予岗位"
	case strings.HasPrefix(string(e.Step), `{"revoked":`):
		return "撤销岗位"
	case strings.Contains(string(e.Step), `"withdrawn":`) && e.Action == string(account.ReportWaive):
		return "撤回说明"
	}
	switch e.Action {
	case "account.sign_in":
		return "登录"
	case "account.sign_in_failed":
		return "登录失败"
	case "account.sign_out":
		return "退出登录"
	}
	return account.Action(e.Action).Label()
}

// about names what the step was about.
func (t teller) about(e audit.Entry) string {
	switch store.Kind(e.Kind) {
	case store.OrganKind:
		return t.organs[organ.ID(e.Subject)]
	case store.AccountKind:
		if name := t.people[e.Subject]; name != "" {
			return name
		}
		return "账号"
	case store.FilingKind:
		return strconv.FormatInt(e.Subject, 10) + "年年度报告"
	case store.EntryKind:
		return "登记（编号" + strconv.FormatInt(e.Subject, 10) + "）"
	case store.BatchKind:
		return "一批导入（编号" + strconv.FormatInt(e.Subject, 10) + "）"
	case store.SiteKind:
		return "网站"
	}
	return "—"
}

// told are the fields of steps that are told, with their names and in the order
// of telling. Everything else, the content of registers and reports above all,
// is not for the eyes of administrators.
var told = []struct{ field, label string }{
	{"year", "年度"}, {"register", "登记簿"}, {"chapter", "部分"}, {"rule", "核对规则"}, {"name", "名称"}, {"short", "简称"}, {"login", "账号名"}, {"role", "岗位"}, {"organ", "机关"},
	{"subtree", "含下级"}, {"level", "层级"}, {"body", "类别"}, {"code", "代码"}, {"axis", "关系"}, {"superior", "上级"}, {"how", "方式"}, {"successors", "承接机关"},
	{"from", "生效日期"}, {"until", "截止日期"}, {"document", "依据文件"}, {"office", "办公室"}, {"phone", "电话"}, {"sponsor", "主办单位"}, {"organizer", "承办单位"},
	{"site_code", "网站标识码"}, {"icp", "备案号"}, {"police_code", "公安备案号"}, {"min_length", "密码最短长度"}, {"remember", "不得重复的历史密码"},
	{"password_days", "密码更换天数"}, {"initial_days", "初始密码有效天数"}, {"failures", "允许失败次数"}, {"file", "文件"}, {"slip", "登记回执"}, {"rows", "行数"}, {"paper", "依据"},
	{"explanation", "说明"}, {"reason", "理由"}, {"address", "网络地址"},
}

// harmless are the fields told of steps on registers and reports, whose others
// are personal data or matters of the business.
var harmless = []string{"reason", "year", "explanation", "chapter", "paper", "rows", "register", "code", "rule"}

// details are the step's fields in words.
func (t teller) details(e audit.Entry) (facts []web.Fact) {
	var step map[string]any
	if json.Unmarshal(e.Step, &step) != nil {
		return nil
	}
	business := e.Kind == string(store.EntryKind) || e.Kind == string(store.BatchKind) || e.Kind == string(store.FilingKind)
	values := map[string]string{}
	t.collect(step, business, values)
	for _, f := range told {
		if text := values[f.field]; text != "" {
			facts = append(facts, web.Fact{Name: f.label, Value: text})
		}
	}
	return facts
}

// collect says the step's values by the names of their fields in lower case.
func (t teller) collect(step map[string]any, business bool, values map[string]string) {
	for key, value := range step {
		field := strings.ToLower(key)
		inner, isInner := value.(map[string]any)
		switch {
		case isInner && !business:
			t.collect(inner, business, values)
		case isInner, business && !slices.Contains(harmless, field):
		default:
			values[field] = t.say(field, value)
		}
	}
}

// say writes one value in words; "" for nothing worth telling.
func (t teller) say(field string, value any) string {
	switch v := value.(type) {
	case string:
		return t.sayText(field, v)
	case bool:
		if v {
			return "是"
		}
	case float64:
		return sayNumber(field, int(v))
	case []any:
		var all []string
		for _, one := range v {
			if text := t.say(field, one); text != "" {
				all = append(all, text)
			}
		}
		return strings.Join(all, "、")
	}
	return ""
}

func (t teller) sayText(field, text string) string {
	switch field {
	case "organ", "superior", "successors":
		if id, err := organ.ParseID(text); err == nil {
			return t.organs[id]
		}
		return ""
	case "from", "until":
		if day, err := calendar.Parse(text); err == nil {
			return day.Chinese()
		}
	case "role":
		return account.Role(text).Label()
	case "axis":
		return organ.Axis(text).Label()
	case "how":
		return organ.Ending(text).Label()
	case "register":
		return registerName(text)
	case "chapter":
		return chapterName(text)
	case "rule":
		return ruleSays(text)
	}
	return text
}

func sayNumber(field string, n int) string {
	switch {
	case field == "level" && n >= 0 && n <= int(organ.Township):
		return organ.Level(n).Label()
	case field == "body" && n >= 0 && n <= int(organ.Vertical):
		return organ.Body(n).Label()
	}
	return strconv.Itoa(n)
}

// A verifyPage tells what verifying the chains has found.
type verifyPage struct {
	web.Page
	At     time.Time
	Chains []chainLine
	Broken int
	Total  int64
}

// A chainLine is one organ's chain.
type chainLine struct {
	Organ   string
	Entries int64
	Says    string // what is broken; "" for a whole chain
}

// verify recomputes every chain. Nothing is changed, but it takes its time, so
// that it is asked for by a button; the answer stands on its own page.
func (d *Desk) verify(w http.ResponseWriter, r *http.Request) error {
	states, err := d.store.VerifyAudit(r.Context())
	if err != nil {
		return err
	}
	v := visitOf(r)
	mine, err := d.reached(r.Context(), v, account.AuditVerify)
	if err != nil {
		return err
	}
	p := &verifyPage{At: d.store.Now()}
	for _, o := range mine {
		i := slices.IndexFunc(states, func(s store.ChainState) bool { return s.Organ == o.ID })
		if i < 0 {
			continue
		}
		line := chainLine{Organ: o.Name, Entries: states[i].Entries}
		if states[i].Break != nil {
			p.Broken++
			line.Says = states[i].Break.Error()
		}
		p.Total += line.Entries
		p.Chains = append(p.Chains, line)
	}
	at := organAddress(v.home.ID) + "/audit"
	p.Page = web.Page{Title: "核验结果", Current: at, Crumb: []web.Link{{Text: "操作记录", Address: at}, {Text: "核验结果"}}}
	return d.area.Render(w, r, http.StatusOK, "verify", p)
}
