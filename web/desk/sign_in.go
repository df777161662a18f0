package desk

import (
	"net/http"

	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/web"
)

// A signInPage asks for login and password.
type signInPage struct {
	web.Page
	Notice *web.Notice
	Fields web.Fields
	Back   string
}

func signInFields() web.Fields {
	return web.Fields{
		{Name: "login", Label: "账号", Complete: "username", Width: "mid"},
		{Control: web.PasswordControl, Name: "password", Label: "密码", Complete: "current-password", Width: "mid"},
	}
}

func (d *Desk) showSignIn(w http.ResponseWriter, r *http.Request) error {
	if empty, err := d.store.Accountless(r.Context()); err != nil || empty {
		if err != nil {
			return err
		}
		return web.SeeOther(w, r, "/desk/setup")
	}
	back := local(r.URL.Query().Get("back"))
	if v := visitOf(r); v.Account.ID != 0 && v.ID != 0 {
		return web.SeeOther(w, r, back)
	}
	p := &signInPage{Page: web.Page{Title: "登录"}, Fields: signInFields(), Back: back, Notice: d.whySignIn(r)}
	return d.area.Render(w, r, http.StatusOK, "sign_in", p)
}

// whySignIn says why a person finds themselves on this page.
func (d *Desk) whySignIn(r *http.Request) *web.Notice {
	if !d.server.CanSignIn(r) {
		return &web.Notice{Kind: "must", Says: []string{insecure.Sentence()}}
	}
	switch r.URL.Query().Get("lapsed") {
	case "kept":
		return &web.Notice{Title: "登录已超时", Says: []string{"刚才填写的内容已经保留1小时，还没有提交。登录后会回到原来的页面，核对后再提交。"}}
	case "1":
		return &web.Notice{Title: "登录已超时", Says: []string{"刚才的操作没有办理。登录后会回到原来的页面，请再办理一次。"}}
	case "2":
		return &web.Notice{Title: "登录已超时", Says: []string{"登录后会回到原来的页面。"}}
	case "out":
		return &web.Notice{Kind: "ok", Says: []string{"已经退出登录。"}}
	}
	return nil
}

var insecure = problem.Forbidden("这个网址没有加密，密码会被别人看到，不能登录").Try("请改用 https 开头的网址；仍然不行的，请联系系统管理员")

func (d *Desk) signIn(w http.ResponseWriter, r *http.Request) error {
	if !d.server.CanSignIn(r) {
		return insecure
	}
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	login := account.NormalLogin(typed("login"))
	back := local(r.PostForm.Get("back"))
	err = missing(typed("login"), r.PostForm.Get("password"))
	if err == nil {
		err = d.byLogin.Take(login)
	}
	if err == nil {
		var token string
		token, _, err = d.store.SignIn(r.Context(), login, account.Secret(r.PostForm.Get("password")), d.server.Address(r), clean(r.UserAgent()))
		if err == nil {
			d.server.SetSession(w, r, token)
			return web.SeeOther(w, r, back)
		}
	}
	return d.refuseSignIn(w, r, typed, back, err)
}

// missing says what was not filled in.
func missing(login, password string) error {
	switch {
	case login == "":
		return problem.Invalid("没有填写账号").Try("请填写账号").At("login")
	case password == "":
		return problem.Invalid("没有填写密码").Try("请填写密码").At("password")
	}
	return nil
}

func (d *Desk) refuseSignIn(w http.ResponseWriter, r *http.Request, typed func(string) string, back string, err error) error {
	known := problem.Of(err)
	switch known.Kind {
	case problem.KindInvalid, problem.KindSignIn, problem.KindTooMany:
	default:
		return err
	}
	if known.Field == "" {
		known = known.At("login")
	}
	p := &signInPage{Page: web.Page{Title: "登录"}, Fields: signInFields().Fill(typed), Back: back}
	p.Fields.Blame(known)
	return d.area.Render(w, r, known.Kind.Status(), "sign_in", p)
}

// signOut ends the session; without one there is nothing to end.
func (d *Desk) signOut(w http.ResponseWriter, r *http.Request) error {
	if v := visitOf(r); v.ID != 0 {
		if err := d.store.SignOut(r.Context(), v.Session); err != nil {
			return err
		}
	}
	d.server.SetSession(w, r, "")
	return web.SeeOther(w, r, "/desk/sign-in?lapsed=out")
}
