package desk

import (
	"crypto/subtle"
	"net/http"
	"strconv"
	"strings"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A setupPage asks for what an office begins with.
type setupPage struct {
	web.Page
	Notice *web.Notice
	All    web.Fields // in the order of the page, for the summary
	Organ  web.Fields
	Admins []setupAdmin
	Code   web.Field
}

// A setupAdmin is the part of the form for one administrator.
type setupAdmin struct {
	Role   string
	Duties string
	Fields web.Fields
}

// A secretPage shows initial passwords, once.
type secretPage struct {
	web.Page
	Head   string
	Says   []string
	People []newcomer
	Days   int // after which a password that was not used lapses
	Next   web.Link
}

// A newcomer is a person with an initial password.
type newcomer struct {
	Role, Name, Login string
	Password          string
}

// duties are what each administrator does, in the order of store.SetupRoles.
var duties = [3]string{
	"维护机关、网站设置，新建账号；不能授予岗位，看不到业务内容。",
	"授予和撤销岗位，重置密码，解除锁定，停用账号；不能新建账号。",
	"查看和核验操作记录；不能改任何内容。",
}

func (d *Desk) showSetup(w http.ResponseWriter, r *http.Request) error {
	if err := d.maySetUp(r); err != nil {
		return err
	}
	return d.area.Render(w, r, http.StatusOK, "setup", newSetupPage(func(string) string { return "" }))
}

// maySetUp says whether the office is still to be set up.
func (d *Desk) maySetUp(r *http.Request) error {
	empty, err := d.store.Accountless(r.Context())
	switch {
	case err != nil:
		return err
	case !empty || d.code == "":
		return problem.Conflict("这个系统已经设置过").Try("请用账号登录；忘记密码的，请安全管理员重置")
	}
	return nil
}

func newSetupPage(typed func(string) string) *setupPage {
	p := &setupPage{Page: web.Page{Title: "初始设置"}}
	all := append(organFields(), web.Field{Name: "from", Label: "现名称从哪一天起使用", Hint: "如2019年5月15日。不清楚的，填写机构改革后挂牌的日期。", Width: "mid"})
	for i, role := range store.SetupRoles {
		all = append(all,
			web.Field{Name: string(role) + ".name", Label: role.Label() + "姓名", Width: "mid"},
			web.Field{Name: string(role) + ".login", Label: role.Label() + "账号", Hint: "小写字母开头，可用姓名的拼音，如" + [3]string{"zhaoli", "qianan", "sunyue"}[i] + "。", Complete: "off", Width: "mid"})
	}
	all = append(all, web.Field{Name: "code", Label: "设置码", Hint: "启动程序时显示在命令行窗口中，只用一次。", Complete: "off", Width: "mid"}).Fill(typed)
	p.show(all)
	return p
}

// show parts the fields into those of the organ, of each administrator and the
// code.
func (p *setupPage) show(all web.Fields) {
	n := len(all) - 7
	p.All, p.Organ, p.Code = all, all[:n], all[len(all)-1]
	p.Admins = nil
	for i, role := range store.SetupRoles {
		p.Admins = append(p.Admins, setupAdmin{role.Label(), duties[i], all[n+2*i : n+2*i+2]})
	}
}

// organFields are the name, level and sort of an organ.
func organFields() web.Fields {
	return web.Fields{
		{Name: "name", Label: "机关全称", Hint: "与公章一致，如青溪县人民政府。"},
		{Name: "short", Label: "简称", Hint: "列表和表格中用，如青溪县。", Optional: true, Width: "mid"},
		{Control: web.SelectControl, Name: "level", Label: "层级", Options: levels(), Width: "mid"},
		{Control: web.SelectControl, Name: "body", Label: "类别", Options: bodies(), Width: "mid"},
	}
}

func levels() []web.Option {
	options := []web.Option{{Value: "", Label: "请选择"}}
	for l := organ.Province; l <= organ.Township; l++ {
		options = append(options, web.Option{Value: strconv.Itoa(int(l)), Label: l.Label()})
	}
	return options
}

func bodies() []web.Option {
	options := []web.Option{{Value: "", Label: "请选择"}}
	for b := organ.Government; b <= organ.Vertical; b++ {
		options = append(options, web.Option{Value: strconv.Itoa(int(b)), Label: b.Label()})
	}
	return options
}

// foundIn reads the organ typed. What cannot be read is told beside what the
// law says of the rest.
func foundIn(typed func(string) string) (organ.Found, []*problem.Error) {
	from, wrong := dayIn(typed, "from")
	f := organ.Found{
		Name: typed("name"), Short: typed("short"), Code: typed("code"), From: from, Document: typed("document"),
		Level: organ.Level(numberIn(typed, "level", int(organ.Township))), Body: organ.Body(numberIn(typed, "body", int(organ.Vertical))),
	}
	return f, first(wrong, f.Check())
}

// numberIn reads one of the numbers 1 to most; 0 for everything else.
func numberIn(typed func(string) string, field string, most int) int {
	n, err := strconv.Atoi(typed(field))
	if err != nil || n < 1 || n > most {
		return 0
	}
	return n
}

func (d *Desk) setUp(w http.ResponseWriter, r *http.Request) error {
	if err := d.maySetUp(r); err != nil {
		return err
	}
	typed, err := typedIn(r)
	if err != nil {
		return err
	}
	p := newSetupPage(typed)
	setup, err := d.setupIn(typed)
	if err == nil {
		_, err = d.store.SetUp(r.Context(), setup)
	}
	if err != nil {
		notice, code, ok := d.blame(r, err, p.All)
		if !ok {
			return err
		}
		p.Notice = notice
		p.show(p.All)
		return d.area.Render(w, r, code, "setup", p)
	}
	return d.showSecrets(w, r, &secretPage{
		Page: web.Page{Title: "初始密码"}, Head: "初始设置已完成，请发放三名管理员的初始密码",
		Says: []string{"初始密码只在这一页显示一次。请打印后裁开，当面交给本人；三个管理员应当是三个人。"},
		Next: web.Link{Text: "登录工作台", Address: "/desk/sign-in"}, People: setupPeople(setup),
	})
}

func setupPeople(s store.Setup) (people []newcomer) {
	for i, a := range s.Admins {
		people = append(people, newcomer{store.SetupRoles[i].Label(), a.Name, account.NormalLogin(a.Login), string(a.Password)})
	}
	return people
}

// setupIn reads the form and tells all that is wrong with it at once.
func (d *Desk) setupIn(typed func(string) string) (store.Setup, error) {
	f, faults := foundIn(func(name string) string {
		if name == "code" { // the form's own field of this name is the set-up's
			return ""
		}
		return typed(name)
	})
	s := store.Setup{Organ: f}
	for i, role := range store.SetupRoles {
		s.Admins[i] = store.Admin{Login: typed(string(role) + ".login"), Name: typed(string(role) + ".name"), Password: account.InitialPassword()}
		for _, fault := range (account.Create{Login: account.NormalLogin(s.Admins[i].Login), Name: s.Admins[i].Name, Organ: 1}).Check() {
			faults = append(faults, fault.At(string(role)+"."+fault.Field))
		}
	}
	if subtle.ConstantTimeCompare([]byte(strings.ToUpper(typed("code"))), []byte(d.code)) != 1 {
		faults = append(faults, problem.Invalid("设置码不正确").Try("请看启动程序的命令行窗口；找不到的，重新启动程序会显示新的").At("code"))
	}
	if len(faults) > 0 {
		return s, store.Faults(faults)
	}
	return s, nil
}

// showSecrets shows initial passwords on the answer to the POST: they stand
// nowhere else, so there is no page to lead on to.
func (d *Desk) showSecrets(w http.ResponseWriter, r *http.Request, p *secretPage) error {
	rules, err := d.store.Rules(r.Context())
	if err != nil {
		return err
	}
	p.Days = rules.InitialDays
	return d.area.Render(w, r, http.StatusOK, "secret", p)
}
