package desk

import (
	"fmt"
	"net/http"

	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// passwordPage is the form with which one changes one's own password.
func (d *Desk) passwordPage(r *http.Request) (*formPage, error) {
	rules, err := d.store.Rules(r.Context())
	if err != nil {
		return nil, err
	}
	v := visitOf(r)
	p := &formPage{
		Page: web.Page{Title: "修改密码", Current: "/desk/password", Crumb: []web.Link{{Text: "我的账号", Address: "/desk/me"}, {Text: "修改密码"}}},
		Head: "修改密码", Verb: "修改密码", Why: "修改后，您在其他地方的登录都会结束。",
		Back: web.Link{Text: "返回我的账号", Address: "/desk/me"},
		Fields: web.Fields{
			{Control: web.PasswordControl, Name: "old", Label: "现在的密码", Complete: "current-password", Width: "mid"},
			{Control: web.PasswordControl, Name: "password", Label: "新密码", Complete: "new-password", Width: "mid",
				Hint: fmt.Sprintf("至少%d个字符，大写字母、小写字母、数字、符号四类中至少三类；不能与最近%d次用过的相同。", rules.MinLength, rules.Remember)},
			{Control: web.PasswordControl, Name: "again", Label: "再输入一次新密码", Complete: "new-password", Width: "mid"},
		},
	}
	if v.Account.MustChange {
		p.Notice = &web.Notice{Kind: "must", Says: []string{"请先修改密码，再继续办理。初始密码和到期的密码都要修改。"}}
		p.Crumb, p.Back = nil, web.Link{}
	}
	return p, nil
}

func (d *Desk) showPassword(w http.ResponseWriter, r *http.Request) error {
	p, err := d.passwordPage(r)
	if err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "form", p)
}

func (d *Desk) changePassword(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, err := d.passwordPage(r)
	if err != nil {
		return err
	}
	v := visitOf(r)
	if err := passwordsMatch(r); err != nil {
		return d.refuseForm(w, r, p, typed, err)
	}
	next := "/desk/me?done=password"
	if v.Account.MustChange {
		next = local(r.URL.Query().Get("back"))
	}
	// As it was typed: a password may begin or end with anything.
	step := account.ChangePassword{Old: account.Secret(r.PostForm.Get("old")), New: account.Secret(r.PostForm.Get("password"))}
	return d.takeForm(w, r, p, typed, ownAccount(v), step, next)
}

func passwordsMatch(r *http.Request) error {
	var faults store.Faults
	for _, f := range []struct{ name, label string }{{"old", "现在的密码"}, {"password", "新密码"}, {"again", "第二次输入的新密码"}} {
		if r.PostForm.Get(f.name) == "" {
			faults = append(faults, problem.Invalid("没有填写%s", f.label).Try("请填写").At(f.name))
		}
	}
	if len(faults) > 0 {
		return faults
	}
	if r.PostForm.Get("password") != r.PostForm.Get("again") {
		return problem.Invalid("两次输入的新密码不一样").Try("请重新输入").At("again")
	}
	return nil
}

// ownAccount is the subject of what people do with their own account.
func ownAccount(v *visit) store.Subject {
	return store.Subject{Kind: store.AccountKind, Organ: v.Account.Organ, ID: int64(v.Account.ID), Version: store.AnyVersion}
}
