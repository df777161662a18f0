package desk

import (
	"embed"
	"net/http"
	"strings"
	"time"

	"gongkai/office/account"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/web"
)

//go:embed *.html
var files embed.FS

// A Config is what the desk works with.
type Config struct {
	Store *store.Store
	Files *attachment.Folder
	// Code is asked for by the first set-up of the office. The program makes it at
	// its start and tells it only to whoever started it; "" closes the set-up.
	Code string
}

// A Desk answers the requests under /desk/.
type Desk struct {
	store  *store.Store
	files  *attachment.Folder
	code   string
	server *web.Server
	area   *web.Area
	routes []route

	sources sources // of old reports

	// How often one may try to sign in or to set up: from one address, behind
	// which a whole office may stand, and to one account.
	byAddress, byLogin *web.Limit

	uploads *web.Room // of files of cases
}

// mostUploads files of cases are received at a time, each up to the limit of
// files; the next one waits.
const (
	mostUploads = 8
	uploadWait  = 15 * time.Second
)

// New adds the desk to the server.
func New(server *web.Server, c Config) (*Desk, error) {
	d := &Desk{store: c.Store, files: c.Files, code: c.Code, server: server,
		byAddress: server.NewLimit(60, 2*time.Second), byLogin: server.NewLimit(10, 30*time.Second),
		uploads: web.NewRoom(mostUploads, uploadWait)}
	area, err := server.Area(web.Options{Layout: "desk", Prefix: "/desk/", Files: files, Frame: d.frame})
	if err != nil {
		return nil, err
	}
	d.area = area
	d.routes = d.table()
	for _, r := range d.routes {
		most := r.most
		if most == 0 {
			most = 1 << 20
		}
		area.HandleLarge(r.pattern, most, d.guard(r))
	}
	return d, nil
}

// Routes lists the pages and who may see them.
func (d *Desk) Routes() []web.Route {
	all := make([]web.Route, len(d.routes))
	for i, r := range d.routes {
		all[i] = web.Route{Pattern: r.pattern, May: string(r.may), Handle: r.handle, Most: r.most}
	}
	return all
}

// frame is what is alike on all pages: navigation, date, person.
func (d *Desk) frame(r *http.Request) web.Page {
	head := &web.DeskHead{Today: d.store.Today()}
	page := web.Page{Desk: head}
	v := visitOf(r)
	if v == nil { // an address that no route knows
		v, _ = d.visit(r)
	}
	if v == nil || v.home.ID == 0 { // a stranger, or one whose session has ended
		return page
	}
	head.Organ, head.Person, head.Roles = v.home.Name, v.Account.Name, v.rolesSay()
	head.Links = []web.Link{{Text: "我的账号", Address: "/desk/me"}}
	head.Foot = []web.Link{{Text: "我的操作记录", Address: "/desk/me/audit"}, {Text: "键盘操作", Address: "/desk/keys"}}
	head.Facts = d.footFacts(r.Context(), v)
	page.Nav = d.nav(r, v)
	return page
}

// nav are the places the person may go to.
func (d *Desk) nav(r *http.Request, v *visit) []web.Link {
	if v.Account.MustChange {
		return []web.Link{{Text: "修改密码", Address: "/desk/password"}}
	}
	at := "/desk/organs/" + v.home.ID.String()
	today := web.Link{Text: "今日", Address: "/desk/"}
	inHand := 0
	if tasks, err := d.tasks(r.Context(), v); err == nil {
		today.Count, inHand = len(tasks.mine()), tasks.cases()
	}
	links := []web.Link{today}
	for _, place := range []struct {
		may     account.Action
		text    string
		address string
	}{
		{account.CaseView, "申请办理", at + "/cases"},
		{account.RegisterView, "登记簿", at + "/registers"},
		{account.ReportView, "年度报告", at + "/reports"},
		{account.OrganView, "机关", "/desk/organs"},
		{account.AccountView, "账号", "/desk/accounts"},
		{account.SiteSet, "网站设置", "/desk/site"},
		{account.SiteSet, "督办设置", "/desk/supervision"},
		{account.CaseHolidays, "节假日安排", "/desk/holidays"},
		{account.CaseRetention, "保存期限", "/desk/retention"},
		{account.SiteRules, "安全规则", "/desk/rules"},
		{account.AuditView, "操作记录", at + "/audit"},
	} {
		if v.May(place.may) {
			link := web.Link{Text: place.text, Address: place.address}
			if place.may == account.CaseView {
				link.Count = inHand
			}
			links = append(links, link)
		}
	}
	return links
}

// rolesSay writes the person's roles as the head shows them: 经办、审核.
func (v *visit) rolesSay() string {
	var says []string
	for _, role := range account.Roles() {
		if v.holds(role) {
			says = append(says, role.Label())
		}
	}
	return strings.Join(says, "、")
}
