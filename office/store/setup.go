package store

import (
	"context"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
)

// A Setup is the beginning of an office: its topmost organ and the three
// administrators (三员), who are three people. Everything else they enter on
// the desk.
type Setup struct {
	Organ  organ.Found
	Admins [3]Admin // system, security, audit
	// Demo says that everything to come is made up: every page will say so.
	Demo bool
}

// An Admin is an administrator of a new office.
type Admin struct {
	Login, Name string
	Password    account.Secret // the initial one, which must be changed at first sign-in
}

// SetupRoles are the roles of [Setup.Admins], in their order.
var SetupRoles = [3]account.Role{account.SystemAdmin, account.SecurityAdmin, account.AuditAdmin}

// SetUp begins the office, in one transaction. It is refused where an account
// exists.
func (s *Store) SetUp(ctx context.Context, v Setup) (organ.ID, error) {
	if err := v.check(); err != nil {
		return 0, err
	}
	var hashes [3]string
	for i, admin := range v.Admins {
		hash, err := s.initialPassword(ctx, admin.Password, account.NormalLogin(admin.Login), admin.Name)
		if err != nil {
			return 0, err
		}
		hashes[i] = hash
	}
	var id organ.ID
	err := s.write(ctx, func(ctx context.Context, tx *Tx) (err error) {
		id, err = tx.setUp(ctx, v, hashes)
		return err
	})
	return id, err
}

func (v Setup) check() error {
	faults := v.Organ.Check()
	for i, admin := range v.Admins {
		for _, fault := range (account.Create{Login: account.NormalLogin(admin.Login), Name: admin.Name, Organ: 1}).Check() {
			faults = append(faults, fault.At(string(SetupRoles[i])+"."+fault.Field))
		}
		for j := range i {
			if account.NormalLogin(v.Admins[j].Login) == account.NormalLogin(admin.Login) {
				faults = append(faults, problem.Invalid("三名管理员的账号名不能相同").Try("请分别填写").At(string(SetupRoles[i])+".login"))
			}
		}
	}
	return refuse(faults)
}

func (t *Tx) setUp(ctx context.Context, v Setup, hashes [3]string) (organ.ID, error) {
	var n int
	if err := t.QueryRow(ctx, countAccounts).Scan(&n); err != nil {
		return 0, err
	}
	if n > 0 {
		return 0, problem.Conflict("这个系统已经设置过").Try("请用账号登录；忘记密码的，请安全管理员重置")
	}
	by := Actor{Operator: true, Name: "初始设置"}
	step := func(on Subject, step Step, hash string) (Subject, error) {
		d, err := doingOf(step)
		if err != nil {
			return on, err
		}
		tk := &taking{Tx: t, by: by, on: on, step: step, hash: hash}
		if err := tk.permit(ctx, t, d); err != nil {
			return on, err
		}
		if err := d.do(ctx, tk); err != nil {
			return on, err
		}
		_, err = tk.append(ctx, d)
		return tk.on, err
	}
	top, err := step(Subject{}, v.Organ, "")
	if err != nil {
		return 0, err
	}
	if _, err := step(Subject{Organ: top.Organ}, SetSite{Site{Name: v.Organ.Name, Sponsor: v.Organ.Name}}, ""); err != nil {
		return 0, err
	}
	if v.Demo {
		if err := t.setSetting(ctx, settingDemo, DemoFilling); err != nil {
			return 0, err
		}
	}
	for i, admin := range v.Admins {
		on, err := step(Subject{}, account.Create{Login: admin.Login, Name: admin.Name, Organ: top.Organ}, hashes[i])
		if err != nil {
			return 0, err
		}
		post := account.Post{Organ: top.Organ, Role: SetupRoles[i], Subtree: true}
		if _, err := step(on, account.Grant{Post: post}, ""); err != nil {
			return 0, err
		}
	}
	return top.Organ, nil
}
