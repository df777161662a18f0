package desk

import (
	"net/http"
	"strconv"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A mePage is one's own account: posts, sessions, password.
type mePage struct {
	web.Page
	Notice   *web.Notice
	Person   account.Account
	Posts    []postLine
	Sessions []sessionLine
}

// A postLine is one post as lists show it.
type postLine struct {
	Role, Organ string
	Subtree     bool
	Unit        string // the inner office of a handler
	Does        string // what the post may do
}

// A sessionLine is one sign-in.
type sessionLine struct {
	store.Session
	Browser string
	Current bool
}

func (d *Desk) me(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	p := &mePage{Page: web.Page{Title: "我的账号"}, Person: v.Account, Notice: done(r)}
	names, err := d.organNames(r.Context())
	if err != nil {
		return err
	}
	p.Posts = postLines(v.Posts, names)
	sessions, err := d.store.Sessions(r.Context(), v.Account.ID)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		p.Sessions = append(p.Sessions, sessionLine{s, browser(s.Agent), s.ID == v.ID})
	}
	return d.area.Render(w, r, http.StatusOK, "me", p)
}

func postLines(posts []account.Post, names map[organ.ID]string) (lines []postLine) {
	for _, post := range posts {
		lines = append(lines, postLine{post.Role.Label(), names[post.Organ], post.Subtree, post.Unit, roleDoes[post.Role]})
	}
	return lines
}

// roleDoes says in a line what a role is for.
var roleDoes = map[account.Role]string{
	account.Clerk:         "在登记簿登记，办理申请，填报年度报告",
	account.Handler:       "办理分给本人的申请，看不到其他申请",
	account.Reviewer:      "审核年度报告和申请的答复，可以退回",
	account.Approver:      "签发、发布年度报告，签发申请的答复，可以退回",
	account.Viewer:        "查看登记簿和年度报告，看不到个人信息",
	account.SystemAdmin:   "维护机关和网站设置，导入放假安排，新建账号",
	account.SecurityAdmin: "授予岗位，重置密码，停用账号",
	account.AuditAdmin:    "查看和核验操作记录",
}

// browser says in a word or two what the browser calls itself in a line.
func browser(agent string) string {
	for _, known := range []struct{ mark, name string }{
		{"MicroMessenger", "微信"}, {"Edg/", "Edge 浏览器"}, {"QQBrowser", "QQ 浏览器"}, {"360", "360 浏览器"}, {"Firefox/", "Firefox 浏览器"},
		{"Chrome/", "Chrome 浏览器"}, {"Safari/", "Safari 浏览器"},
	} {
		if strings.Contains(agent, known.mark) {
			return known.name + system(agent)
		}
	}
	return "其他浏览器"
}

func system(agent string) string {
	for _, known := range []struct{ mark, name string }{
		{"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"Mac OS", "macOS"}, {"Linux", "Linux"},
	} {
		if strings.Contains(agent, known.mark) {
			return "，" + known.name
		}
	}
	return ""
}

func (d *Desk) endSession(w http.ResponseWriter, r *http.Request) error {
	n, err := strconv.ParseInt(r.PathValue("session"), 10, 64)
	if err != nil {
		return problem.NotFound("没有这次登录").Try("请从“我的账号”进入")
	}
	v := visitOf(r)
	if _, err := d.store.Take(r.Context(), v.Actor(), ownAccount(v), account.EndSession{Session: n}); err != nil {
		return err
	}
	return web.SeeOther(w, r, "/desk/me?done=session")
}

// dones are what pages say after a step was done; the address carries the key.
var dones = map[string]string{
	"password": "密码已修改，您在其他地方的登录都已结束。",
	"session":  "这次登录已结束。",
	"organ":    "机关资料已保存。",
	"group":    "领导小组已保存。",
	"guide":    "公开指南已保存。",
	"unit":     "内设机构已保存。",
	"staff":    "工作人员已保存。",
	"site":     "网站设置已保存，公众页面已经更新。",
	"rules":    "安全规则已保存，对以后的登录和密码有效。",
	"post":     "岗位已授予，立即有效。",
	"revoke":   "岗位已撤销，立即有效。",
	"unlock":   "锁定已解除。",
	"disable":  "账号已停用，登录都已结束。",
	"enable":   "账号已启用。",
}

// done is what the page says of the step that led to it.
func done(r *http.Request) *web.Notice {
	if says := dones[r.URL.Query().Get("done")]; says != "" {
		return &web.Notice{Kind: "ok", Says: []string{says}}
	}
	return nil
}
