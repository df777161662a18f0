package demo

import (
	"context"
	"fmt"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/store"
)

// Password is what everybody of the demonstration signs in with.
const Password account.Secret = "Jichuan-kanyikan-8"

// initial is the password that everybody was given first.
const initial account.Secret = "Jichuan-kaishi-6"

// adminLogins are how the three administrators sign in.
var adminLogins = [3]string{"jichuan-xitong", "jichuan-anquan", "jichuan-shenji"}

// meet gives the organs their people.
func (f *filling) meet() {
	f.offices = offices()
	names := newNames()
	for i := range f.admins {
		f.admins[i] = names.next()
		f.admins[i].login = adminLogins[i]
	}
	f.viewer = names.next()
	for _, o := range f.offices {
		f.by[o.key] = o
		o.chief, o.deputy, o.head, o.staff = names.next(), names.next(), names.next(), names.next()
		o.next = names.next()
		for range len(o.units) {
			o.members = append(o.members, names.next())
		}
		o.clerk, o.reviewer, o.approver = o.staff, o.head, o.deputy
	}
	for _, at := range inquirers {
		f.by[at.key].handler = names.next()
	}
	f.by[county].counter = names.next()
}

// begin sets the county up: its organs, its accounts and their posts.
func (f *filling) begin(ctx context.Context) error {
	day := workday(dateOf(firstYear, 1, 3))
	f.at = momentOf(day, 40)
	if err := f.setUp(ctx); err != nil {
		return err
	}
	for i, o := range f.offices[1:] {
		f.walk(momentOf(day, 70+6*i))
		if err := f.found(ctx, o); err != nil {
			return err
		}
	}
	day = workday(day + 1)
	for i, o := range f.offices {
		f.walk(momentOf(day, 20+12*i))
		if err := f.employ(ctx, o); err != nil {
			return err
		}
	}
	return f.enrol(ctx, &f.viewer, f.of(county), account.Post{Role: account.Viewer, Subtree: true})
}

// setUp enters the county and the three administrators, who choose their
// passwords. Those of a demonstration need no changing every few weeks.
func (f *filling) setUp(ctx context.Context) error {
	o := f.offices[0]
	setup := store.Setup{Organ: organ.Found{Name: o.name, Short: o.short, Level: o.level, Body: o.body, From: calendar.MustParse(o.founded)}, Demo: true}
	for i, a := range f.admins {
		setup.Admins[i] = store.Admin{Login: a.login, Name: a.name, Password: initial}
	}
	var err error
	if o.id, err = f.s.SetUp(ctx, setup); err != nil {
		return err
	}
	known, err := f.s.Accounts(ctx, o.id)
	if err != nil {
		return err
	}
	for _, a := range known {
		for i := range f.admins {
			if f.admins[i].login == a.Login {
				f.admins[i].actor = store.Actor{Account: a.ID, Name: a.Name}
			}
		}
	}
	for i := range f.admins {
		if err := f.choose(ctx, &f.admins[i], o); err != nil {
			return err
		}
	}
	rules := account.DefaultRules()
	rules.PasswordDays, rules.Idle = 0, time.Hour
	if err := f.take(ctx, f.admins[1], o.subject(store.SiteKind), store.SetRules{Rules: rules}); err != nil {
		return err
	}
	return f.take(ctx, f.admins[0], o.subject(store.SiteKind), store.SetSite{Site: store.Site{
		Name: o.name, Sponsor: o.name + "办公室", Organizer: "霁川县大数据中心", Phone: "0000-8600000（虚构）",
	}})
}

// take does a step that a person of the county has to succeed with.
func (f *filling) take(ctx context.Context, by person, on store.Subject, step store.Step) error {
	if _, err := f.s.Take(ctx, by.actor, on, step); err != nil {
		return fmt.Errorf("%s takes %T at %s: %w", by.name, step, on.Organ, err)
	}
	return nil
}

func (f *filling) found(ctx context.Context, o *office) error {
	taken, err := f.s.Take(ctx, f.admins[0].actor, store.Subject{}, organ.Found{
		Name: o.name, Short: o.short, Level: o.level, Body: o.body, Superior: f.of(county).id, From: calendar.MustParse(o.founded), Document: o.document,
	})
	if err != nil {
		return fmt.Errorf("found %s: %w", o.name, err)
	}
	o.id = taken.Subject.Organ
	if o.line == "" {
		return nil
	}
	return f.take(ctx, f.admins[0], o.subject(store.OrganKind), organ.Move{Axis: organ.Line, Superior: f.of(o.line).id, From: calendar.MustParse(o.founded), Document: o.document})
}

// employ gives the three people of a report's course their accounts and posts.
func (f *filling) employ(ctx context.Context, o *office) error {
	for i, p := range []*person{&o.clerk, &o.reviewer, &o.approver} {
		if err := f.enrol(ctx, p, o, account.Post{Role: courseRoles[i]}); err != nil {
			return err
		}
	}
	return nil
}

// enrol makes an account, as the system administrator does, grants its post, as
// the security administrator does, and has its holder choose the password.
func (f *filling) enrol(ctx context.Context, p *person, o *office, post account.Post) error {
	taken, err := f.s.Take(ctx, f.admins[0].actor, store.Subject{}, account.Create{Login: p.login, Name: p.name, Organ: o.id, Password: initial})
	if err != nil {
		return fmt.Errorf("make account %s: %w", p.login, err)
	}
	p.actor = store.Actor{Account: account.ID(taken.Subject.ID), Name: p.name}
	post.Organ = o.id
	if err := f.take(ctx, f.admins[1], taken.Subject, account.Grant{Post: post}); err != nil {
		return err
	}
	return f.choose(ctx, p, o)
}

// choose changes a first password into the one of the demonstration.
func (f *filling) choose(ctx context.Context, p *person, o *office) error {
	on := o.subject(store.AccountKind)
	on.ID = int64(p.actor.Account)
	return f.take(ctx, *p, on, account.ChangePassword{Old: initial, New: Password})
}
