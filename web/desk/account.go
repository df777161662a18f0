package desk

import (
	"context"
	"net/http"
	"strings"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// An accountsPage lists accounts: of one organ, or of all that the person may
// see.
type accountsPage struct {
	web.Page
	Notice    *web.Notice
	Head      string
	Quiet     string
	Accounts  []accountLine
	Empty     *web.Empty
	CreateAt  string // where to create one; "" where the person may not
	WithOrgan bool
}

// An accountLine is one account of the list.
type accountLine struct {
	store.Account
	Organ   string
	Address string
	Posts   []postLine
	State   accountState
}

// An accountState is a state in a word with its shape.
type accountState struct{ Text, Mark, Badge string }

func (d *Desk) stateOf(a store.Account) accountState {
	switch {
	case a.Disabled:
		return accountState{"已停用", "strike", "gone"}
	case a.LockedUntil.After(d.store.Now()):
		return accountState{"已锁定", "tri", "soon"}
	case len(a.Posts) == 0:
		return accountState{"没有岗位", "", "soon"}
	case a.MustChange:
		return accountState{"未改初始密码", "half", "soon"}
	}
	return accountState{"在用", "full", "valid"}
}

// accounts lists the accounts at every organ that the person reaches.
func (d *Desk) accounts(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	organs, err := d.reached(r.Context(), v, account.AccountView)
	if err != nil {
		return err
	}
	all, err := d.store.Accounts(r.Context(), 0)
	if err != nil {
		return err
	}
	p := &accountsPage{Page: web.Page{Title: "账号", Current: "/desk/accounts"}, Notice: done(r), Head: "账号", WithOrgan: true,
		Quiet: "系统管理员新建账号，安全管理员授予岗位，两件事分开办理。"}
	if v.May(account.AccountCreate) {
		p.CreateAt = organAddress(v.home.ID) + "/accounts/new"
	}
	return d.listAccounts(w, r, p, all, organs)
}

// organAccounts lists the accounts of one organ.
func (d *Desk) organAccounts(w http.ResponseWriter, r *http.Request) error {
	v := visitOf(r)
	all, err := d.store.Accounts(r.Context(), v.organ.ID)
	if err != nil {
		return err
	}
	p := &accountsPage{Page: accountHead(v.organ, v.organ.Shown()), Notice: done(r), Head: v.organ.Shown() + "的账号", Quiet: v.organ.Name}
	p.Crumb = []web.Link{{Text: "账号", Address: "/desk/accounts"}, {Text: v.organ.Shown()}}
	if v.organ.Ended.IsZero() && d.store.May(r.Context(), v.Account.ID, account.AccountCreate, v.organ.ID) == nil {
		p.CreateAt = organAddress(v.organ.ID) + "/accounts/new"
	}
	return d.listAccounts(w, r, p, all, []store.Organ{v.organ})
}

func (d *Desk) listAccounts(w http.ResponseWriter, r *http.Request, p *accountsPage, all []store.Account, organs []store.Organ) error {
	names, err := d.organNames(r.Context())
	if err != nil {
		return err
	}
	of := map[organ.ID][]store.Account{}
	for _, a := range all {
		of[a.Account.Organ] = append(of[a.Account.Organ], a)
	}
	for _, o := range organs {
		for _, a := range of[o.ID] {
			p.Accounts = append(p.Accounts, accountLine{a, o.Shown(), accountAddress(a), postLines(a.Posts, names), d.stateOf(a)})
		}
	}
	if len(p.Accounts) == 0 {
		p.Empty = &web.Empty{Fact: "还没有账号。", Next: "由系统管理员新建，经办、审核、签发人员各要一个。"}
	}
	return d.area.Render(w, r, http.StatusOK, "accounts", p)
}

func accountHead(o store.Organ, title string) web.Page {
	return web.Page{Title: title, Current: "/desk/accounts",
		Crumb: []web.Link{{Text: "账号", Address: "/desk/accounts"}, {Text: o.Shown(), Address: organAddress(o.ID) + "/accounts"}, {Text: title}}}
}

// An accountPage is one account with its posts and what may be done with it.
type accountPage struct {
	web.Page
	Notice  *web.Notice
	Person  store.Account
	Organ   string
	State   accountState
	Locked  time.Time // until when; zero when it is not locked
	Posts   []heldPost
	Address string
	Verbs   []verb
	Why     string // why there are no verbs
}

// A heldPost is a post with the form that revokes it.
type heldPost struct {
	postLine
	OrganID string
	RoleID  string
	May     bool // be revoked by the person
}

// account is the account that the address names.
func (d *Desk) accountAsked(r *http.Request) (store.Account, error) {
	id, err := account.ParseID(r.PathValue("account"))
	if err != nil {
		return store.Account{}, err
	}
	a, err := d.store.Account(r.Context(), id)
	if err == nil && a.Organ != visitOf(r).organ.ID {
		return a, problem.NotFound("没有这个账号").Try("请从账号列表进入")
	}
	return a, err
}

func (d *Desk) account(w http.ResponseWriter, r *http.Request) error {
	a, err := d.accountAsked(r)
	if err != nil {
		return err
	}
	v, ctx := visitOf(r), r.Context()
	names, err := d.organNames(ctx)
	if err != nil {
		return err
	}
	p := &accountPage{Page: accountHead(v.organ, a.Name), Notice: done(r), Person: a, Organ: v.organ.Name, State: d.stateOf(a), Address: accountAddress(a)}
	if a.LockedUntil.After(d.store.Now()) {
		p.Locked = a.LockedUntil
	}
	isOwn := a.ID == v.Account.ID
	for i, line := range postLines(a.Posts, names) {
		post := a.Posts[i]
		p.Posts = append(p.Posts, heldPost{line, post.Organ.String(), string(post.Role), !isOwn && d.store.May(ctx, v.Account.ID, account.AccountPost, post.Organ) == nil})
	}
	p.Verbs, p.Why = d.accountVerbs(ctx, v, a, p.Address)
	return d.area.Render(w, r, http.StatusOK, "account", p)
}

// accountVerbs are what the person may do with the account now, or why nothing.
func (d *Desk) accountVerbs(ctx context.Context, v *visit, a store.Account, at string) (verbs []verb, why string) {
	if a.ID == v.Account.ID {
		return nil, "这是您自己的账号：岗位、重置、停用要由另一名安全管理员办理；密码在“我的账号”修改。"
	}
	isLocked := a.LockedUntil.After(d.store.Now())
	for _, l := range []struct {
		may  account.Action
		fits bool
		verb
	}{
		{account.AccountPost, !a.Disabled, verb{Text: "授予岗位", Address: at + "/posts", Primary: len(a.Posts) == 0}},
		{account.AccountUnlock, isLocked, verb{Text: "解除锁定", Address: at + "/unlock", Says: "先核实是不是本人在登录。"}},
		{account.AccountReset, !a.Disabled, verb{Text: "重置密码", Address: at + "/reset", Says: "给一个新的初始密码，现在的登录都会结束。"}},
		{account.AccountDisable, !a.Disabled, verb{Text: "停用账号", Address: at + "/disable", Says: "离岗、调离的应当及时停用。记录都保留。"}},
		{account.AccountEnable, a.Disabled, verb{Text: "启用账号", Address: at + "/enable"}},
	} {
		if l.fits && d.store.May(ctx, v.Account.ID, l.may, a.Organ) == nil {
			verbs = append(verbs, l.verb)
		}
	}
	if len(verbs) == 0 {
		why = "授予岗位、重置密码、停用账号由安全管理员办理。"
	}
	return verbs, why
}

// The forms on accounts.

func (d *Desk) createForm(r *http.Request) *formPage {
	o := visitOf(r).organ
	return &formPage{
		Page: accountHead(o, "新建账号"), Head: "新建账号", Quiet: o.Name, Verb: "新建账号，显示初始密码",
		Why: "建好后没有岗位，请安全管理员授予。", Back: web.Link{Text: "返回账号列表", Address: organAddress(o.ID) + "/accounts"},
		Fields: web.Fields{
			{Name: "name", Label: "姓名", Width: "mid"},
			{Name: "login", Label: "账号名", Hint: "小写字母开头，3至32个字符，可用姓名的拼音，如limin。", Complete: "off", Width: "mid"},
			{Control: web.SelectControl, Name: "organ", Label: "所在机关", Value: o.ID.String()},
		},
	}
}

// withOrgans fills in the organs to choose from.
func (d *Desk) withOrgans(r *http.Request, p *formPage, a account.Action) (*formPage, error) {
	organs, err := d.reached(r.Context(), visitOf(r), a)
	if err != nil {
		return nil, err
	}
	for i := range p.Fields {
		if p.Fields[i].Name == "organ" {
			p.Fields[i].Options = choices(organs, "请选择")
		}
	}
	return p, nil
}

func (d *Desk) showCreate(w http.ResponseWriter, r *http.Request) error {
	p, err := d.withOrgans(r, d.createForm(r), account.AccountCreate)
	if err != nil {
		return err
	}
	return d.showForm(w, r, p)
}

func (d *Desk) create(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, err := d.withOrgans(r, d.createForm(r), account.AccountCreate)
	if err != nil {
		return err
	}
	c := account.Create{Login: account.NormalLogin(typed("login")), Name: typed("name"), Organ: organIn(typed, "organ"), Password: account.InitialPassword()}
	if faults := c.Check(); len(faults) > 0 {
		return d.refuseForm(w, r, p, typed, store.Faults(faults))
	}
	taken, err := d.store.Take(r.Context(), visitOf(r).Actor(), store.Subject{Organ: c.Organ}, c)
	if err != nil {
		return d.refuseForm(w, r, p, typed, err)
	}
	return d.showSecrets(w, r, &secretPage{
		Page: web.Page{Title: "初始密码", Current: "/desk/accounts"}, Head: c.Name + "的账号已建好，请发放初始密码",
		Says:   []string{"初始密码只在这一页显示一次，请打印或抄写后当面交给本人。接下来请安全管理员授予岗位。"},
		Next:   web.Link{Text: "返回账号列表", Address: organAddress(taken.Subject.Organ) + "/accounts"},
		People: []newcomer{{"", c.Name, c.Login, string(c.Password)}},
	})
}

// accountFormPage is the page of a form on one account.
func accountFormPage(o store.Organ, a store.Account, title, verb string, fields web.Fields) *formPage {
	p := &formPage{Page: accountHead(o, title), Head: title + "：" + a.Name, Quiet: o.Name + "，账号" + a.Login, Verb: verb, Fields: fields, Version: a.Version,
		Back: web.Link{Text: "返回" + a.Name + "的账号", Address: accountAddress(a)}}
	p.Crumb = append(p.Crumb[:2:2], web.Link{Text: a.Name, Address: accountAddress(a)}, web.Link{Text: title})
	return p
}

// An accountForm is one of the forms on one account that ask for a reason.
type accountForm struct {
	may              account.Action
	title, verb, why string
	done             string
	step             func(reason string) store.Step
}

var reasonHint = "会记入操作记录，如：本人电话申请，已核实身份。"

var (
	unlockForm = accountForm{may: account.AccountUnlock, title: "解除锁定", verb: "解除锁定", done: "unlock",
		step: func(reason string) store.Step { return account.Unlock{Reason: reason} }}
	disableForm = accountForm{may: account.AccountDisable, title: "停用账号", verb: "停用账号", done: "disable",
		why:  "停用后不能登录，正在进行的登录立即结束。经手的记录都保留，以后可以再启用。",
		step: func(reason string) store.Step { return account.Disable{Reason: reason} }}
	enableForm = accountForm{may: account.AccountEnable, title: "启用账号", verb: "启用账号", done: "enable",
		why:  "岗位不变，密码不变。忘记密码的，启用后重置。",
		step: func(reason string) store.Step { return account.Enable{Reason: reason} }}
	resetForm = accountForm{may: account.AccountReset, title: "重置密码", verb: "重置密码，显示初始密码",
		why: "现在的密码失效，正在进行的登录立即结束。"}
)

func (d *Desk) reasonPage(r *http.Request, f accountForm) (*formPage, store.Account, error) {
	a, err := d.accountAsked(r)
	if err != nil {
		return nil, a, err
	}
	p := accountFormPage(visitOf(r).organ, a, f.title, f.verb, web.Fields{{Control: web.AreaControl, Name: "reason", Label: "理由", Hint: reasonHint, Rows: 3}})
	p.Why = f.why
	switch {
	case f.may == account.AccountDisable && a.Disabled:
		p.stop(a.Name + "的账号已经停用。")
	case f.may == account.AccountEnable && !a.Disabled:
		p.stop(a.Name + "的账号没有停用。")
	}
	return p, a, nil
}

// onAccount is the account with the version that a page shows.
func onAccount(a store.Account) store.Subject {
	return store.Subject{Kind: store.AccountKind, Organ: a.Organ, ID: int64(a.ID), Version: a.Version}
}

// reasonForm makes the page of a form that asks for a reason.
func (d *Desk) reasonForm(f accountForm) formMaker {
	return func(r *http.Request) (*formPage, sending, error) {
		p, a, err := d.reasonPage(r, f)
		if err != nil {
			return nil, sending{}, err
		}
		return p, sending{on: onAccount(a), step: because(f.step), next: accountAddress(a) + "?done=" + f.done}, nil
	}
}

func (d *Desk) showReset(w http.ResponseWriter, r *http.Request) error {
	p, _, err := d.reasonPage(r, resetForm)
	if err != nil {
		return err
	}
	return d.showForm(w, r, p)
}

// reset answers with the password, which is shown only once.
func (d *Desk) reset(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p, a, err := d.reasonPage(r, resetForm)
	if err != nil {
		return err
	}
	step := account.Reset{Reason: typed("reason"), Password: account.InitialPassword()}
	if faults := step.Check(); len(faults) > 0 {
		return d.refuseForm(w, r, p, typed, store.Faults(faults))
	}
	if _, err := d.store.Take(r.Context(), visitOf(r).Actor(), seen(onAccount(a), typed), step); err != nil {
		return d.refuseForm(w, r, p, typed, err)
	}
	return d.showSecrets(w, r, &secretPage{
		Page: web.Page{Title: "初始密码", Current: "/desk/accounts"}, Head: a.Name + "的密码已重置，请发放初始密码",
		Says: []string{"初始密码只在这一页显示一次，请打印或抄写后当面交给本人。"},
		Next: web.Link{Text: "返回" + a.Name + "的账号", Address: accountAddress(a)}, People: []newcomer{{rolesOf(a), a.Name, a.Login, string(step.Password)}},
	})
}

func rolesOf(a store.Account) (says string) {
	for i, p := range a.Posts {
		if i > 0 {
			says += "、"
		}
		says += p.Role.Label()
	}
	return says
}

func (d *Desk) grantPage(r *http.Request) (*formPage, sending, error) {
	a, err := d.accountAsked(r)
	if err != nil {
		return nil, sending{}, err
	}
	roles := make([]web.Option, 0, 7)
	for _, role := range account.Roles() {
		if !role.IsNobodys() {
			roles = append(roles, web.Option{Value: string(role), Label: role.Label(), Hint: roleDoes[role]})
		}
	}
	units, err := d.unitOptions(r.Context(), a.Organ)
	if err != nil {
		return nil, sending{}, err
	}
	p := accountFormPage(visitOf(r).organ, a, "授予岗位", "授予岗位", web.Fields{
		{Control: web.RadioControl, Name: "role", Label: "岗位", Options: roles},
		{Control: web.SelectControl, Name: "organ", Label: "在哪个机关", Value: a.Organ.String()},
		{Control: web.SelectControl, Name: "unit", Label: "内设机构", Hint: "“承办”岗位才选：可以认领分给这个机构的申请，代它提出意见。", Options: units, Optional: true},
		{Control: web.CheckControl, Name: "subtree", Label: "下级机关也适用", Hint: "管理员和查看岗位可以选。经办、审核、签发只在本机关办理，选了也只能查看下级。"},
	})
	p.Why = "授予后立即有效。三个管理员应当分设，不兼任经办、审核、签发、查看。"
	p, err = d.withOrgans(r, p, account.AccountPost)
	return p, sending{on: onAccount(a), step: grantIn, next: accountAddress(a) + "?done=post"}, err
}

func grantIn(typed func(string) string) (store.Step, error) {
	post := account.Post{Organ: organIn(typed, "organ"), Role: account.Role(typed("role")), Subtree: typed("subtree") != "", Unit: typed("unit")}
	if err := account.CanHold(nil, post); err != nil { // with what is held, in the step
		return nil, chosen(post, err)
	}
	return account.Grant{Post: post}, nil
}

// unitOptions are the inner offices of an organ that exist, behind none.
func (d *Desk) unitOptions(ctx context.Context, id organ.ID) ([]web.Option, error) {
	all := []web.Option{{Label: "不指定"}}
	units, err := d.store.Units(ctx, id)
	for _, u := range units {
		if u.Until.IsZero() {
			all = append(all, web.Option{Value: u.Name, Label: u.Name})
		}
	}
	return all, err
}

// unitDuties says for which information each inner office answers, as the office
// has entered it (职责分工).
func (d *Desk) unitDuties(ctx context.Context, id organ.ID) (string, error) {
	units, err := d.store.Units(ctx, id)
	var all []string
	for _, u := range units {
		if duties := strings.TrimSpace(u.Duties); u.Until.IsZero() && duties != "" {
			all = append(all, u.Name+"负责公开："+strings.TrimRight(duties, "。"))
		}
	}
	if len(all) == 0 {
		return "", err
	}
	return strings.Join(all, "；") + "。", err
}

// chosen says that nothing was chosen, where the law can only say that there is
// no such post.
func chosen(post account.Post, err error) error {
	if post.Role == "" {
		return problem.Invalid("没有选择岗位").Try("请选择一项").At("role")
	}
	return err
}

func (d *Desk) revoke(w http.ResponseWriter, r *http.Request) error {
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	a, err := d.accountAsked(r)
	if err != nil {
		return err
	}
	on := seen(onAccount(a), typed)
	post := account.Post{Organ: organIn(typed, "organ"), Role: account.Role(typed("role"))}
	if on.Version == a.Version && !holdsAt(a, post.Organ, post.Role) { // otherwise the step says who has taken it away
		return problem.Conflict("%s没有这个岗位", a.Name).Try("请回到账号页面查看")
	}
	step := account.Revoke{Post: post}
	if _, err := d.store.Take(r.Context(), visitOf(r).Actor(), on, step); err != nil {
		return err
	}
	return web.SeeOther(w, r, accountAddress(a)+"?done=revoke")
}
