package store

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
)

// An Actor is who does a step: the person of an Account, the program itself
// (Program, its timer), or a person at the machine's command line (Operator), or an Applicant.
// The zero Actor is nobody.
type Actor struct {
	Account  account.ID
	Name     string
	Session  int64 // the session it is done in, 0 for none
	Program  bool
	Operator bool
	// Applicant says that it is whoever asks for information: with the query code
	// of the case that the step is about, or opening one.
	Applicant bool
	Code      string
}

// A Kind says what a step is about.
type Kind string

const (
	OrganKind   Kind = "organ"   // an organ and what it says of itself
	AccountKind Kind = "account" // a person
	EntryKind   Kind = "entry"   // an entry of a register
	BatchKind   Kind = "batch"   // an import
	FilingKind  Kind = "filing"  // the annual report of a year
	CaseKind    Kind = "case"    // an application for information
	SiteKind    Kind = "site"    // the settings of the site
)

// A Subject is what a step is about. ID is the organ's, account's, entry's or
// import's own, and the year for a report. Version is the version the person
// saw; it is compared with the present one. 0 stands for something that does
// not exist yet and AnyVersion asks for no comparison.
type Subject struct {
	Kind    Kind
	Organ   organ.ID // whose records it belongs to
	ID      int64
	Version int64
}

// AnyVersion is for a step that is right whatever was changed meanwhile.
const AnyVersion = -1

// A Step is one of the steps of packages organ, register, filing and account,
// or [SetSite], [SetRules], [FillDemo].
type Step any

// Taken says what a step has left in the records.
type Taken struct {
	Subject Subject // with the ID and version it has now
	Seq     int64   // of the audit entry in the organ's chain
	At      time.Time
}

// A doing is how one kind of step is done.
type doing struct {
	action account.Action
	// at says which organ's permission is asked; nil is the subject's organ.
	at func(Subject) organ.ID
	// cite is the article the step rests on, as text, "" for none.
	cite string
	do   func(context.Context, *taking) error
}

// A taking is one step under way.
type taking struct {
	*Tx
	by   Actor
	role account.Role
	on   Subject
	step Step
	hash string // of the step's new password, made before the transaction
	// says is what the audit keeps of the step, where that is not the step as
	// JSON.
	says any
	// repeated is set by a step whose form was sent twice: the first has been
	// done, this one changes nothing and is not told to the audit.
	repeated bool
	// linked is the entry of the register that the step takes over to a case, 0 for
	// none.
	linked int64
}

// Take does one step and returns what it has left. A step that the person's
// posts, the law or a meanwhile changed record forbid is a problem and leaves
// nothing.
func (s *Store) Take(ctx context.Context, by Actor, on Subject, step Step) (Taken, error) {
	d, err := doingOf(step)
	if err != nil {
		return Taken{}, err
	}
	if isOnAccount(d.action) {
		on.Kind = AccountKind
	}
	// Asked here so that nobody makes the program hash passwords for nothing, and
	// again in the transaction, where it counts.
	if err := (&taking{by: by, on: on, step: step}).permit(ctx, s.db, d); err != nil {
		return Taken{}, err
	}
	hash, err := s.prepare(ctx, on, step)
	if err != nil {
		return Taken{}, err
	}
	var taken Taken
	err = s.write(ctx, func(ctx context.Context, tx *Tx) error {
		t := &taking{Tx: tx, by: by, on: on, step: step, hash: hash}
		if err := t.permit(ctx, tx, d); err != nil {
			return err
		}
		if err := d.do(ctx, t); err != nil {
			return err
		}
		if t.repeated {
			taken = Taken{Subject: t.on, At: tx.Now}
			return nil
		}
		seq, err := t.append(ctx, d)
		taken = Taken{Subject: t.on, Seq: seq, At: tx.Now}
		return err
	})
	return taken, err
}

// doingOf finds how a step is done. Package filing's steps share one way, as
// do those of a register.
func doingOf(step Step) (doing, error) {
	switch v := step.(type) {
	case organ.Found:
		return doing{account.OrganFound, func(on Subject) organ.ID {
			if v.Superior != 0 {
				return v.Superior
			}
			return theTop
		}, organ.WorkBody.String(), takeFound}, nil
	case organ.Rename:
		return doing{account.OrganRename, nil, "", takeRename}, nil
	case organ.SetCode:
		return doing{account.OrganRename, nil, "", takeSetCode}, nil
	case organ.Move:
		return doing{account.OrganLink, nil, organ.SuperiorOffice.String(), takeMove}, nil
	case organ.Succeed:
		return doing{account.OrganSucceed, nil, "", takeSucceed}, nil
	case organ.SetLeadingGroup:
		return doing{account.OrganGroup, nil, "", takeLeadingGroup}, nil
	case organ.SetUnit:
		return doing{account.OrganUnit, nil, organ.WorkBody.String(), takeUnit}, nil
	case organ.SetStaffer:
		return doing{account.OrganStaff, nil, "", takeStaffer}, nil
	case organ.SetGuide:
		return doing{account.OrganGuide, nil, organ.GuideContents.String(), takeGuide}, nil
	case SetSite:
		return doing{account.SiteSet, atTop, "", takeSite}, nil
	case SetRules:
		return doing{account.SiteRules, atTop, "", takeRules}, nil
	case SetSupervision:
		return doing{account.SiteSet, atTop, "", takeSupervision}, nil
	case FillDemo:
		return doing{account.SiteSet, atTop, "", takeFillDemo}, nil
	}
	if d, ok := accountDoing(step); ok {
		return d, nil
	}
	if d, ok := entryDoing(step); ok {
		return d, nil
	}
	if d, ok := filingDoing(step); ok {
		return d, nil
	}
	if d, ok := caseDoing(step); ok {
		return d, nil
	}
	return doing{}, fmt.Errorf("take %T: no such step", step)
}

// theTop asks for permission at the topmost organ, for what concerns everybody.
const theTop organ.ID = -1

func atTop(Subject) organ.ID { return theTop }

// isOnAccount says that an action is done to an account that exists.
func isOnAccount(a account.Action) bool {
	switch a {
	case account.AccountPost, account.AccountReset, account.AccountUnlock, account.AccountDisable,
		account.AccountEnable, account.AccountPassword, account.AccountSession:
		return true
	}
	return false
}

// operator is what a person at the command line may do, who could as well
// write to the file: set the office up and let its people in again.
var operator = map[account.Action]bool{
	account.OrganFound: true, account.SiteSet: true, account.AccountCreate: true, account.AccountPost: true,
	account.AccountReset: true, account.AccountUnlock: true, account.AccountDisable: true, account.AccountEnable: true,
}

// permit sees whether the actor may do the step, by the posts held at this
// moment, and notes by which role.
func (t *taking) permit(ctx context.Context, r reader, d doing) error {
	if t.by.Account == 0 {
		return t.permitProgram(d)
	}
	if isOnAccount(d.action) {
		if err := account.CheckSubject(d.action, t.by.Account, account.ID(t.on.ID)); err != nil {
			return err
		}
	}
	person, err := activeAccount(ctx, r, t.by.Account)
	if err != nil {
		return err
	}
	t.by.Name = person.Name
	if d.action == account.AccountPassword || d.action == account.AccountSession {
		return nil // one's own affair, whatever posts one holds; CheckSubject has seen to it
	}
	if person.MustChange {
		return problem.Forbidden("您还在使用初始密码").Try("请先修改密码")
	}
	at := t.on.Organ
	if d.at != nil {
		at = d.at(t.on)
	}
	if at == theTop {
		if at, err = topOrgan(ctx, r); err != nil {
			return err
		}
	}
	t.role, err = permitted(ctx, r, t.by.Account, d.action, at, account.Reaches)
	if err != nil {
		return err
	}
	return t.permitFurther(ctx, r, d)
}

func (t *taking) permitProgram(d doing) error {
	t.role = account.Timer
	if t.by.Applicant {
		t.role = account.Applicant
	}
	switch {
	case t.by.Applicant && account.May(account.Applicant, d.action):
		return nil
	case !t.by.Program && !t.by.Operator:
		return needsSignIn
	case t.by.Operator && operator[d.action], t.by.Program && account.May(account.Timer, d.action):
		return nil
	}
	return problem.Forbidden("程序自己不能“%s”", d.action.Label())
}

// permitFurther keeps an administrator from giving away, or getting hold of,
// more than they reach: a post over a subtree, or the account of a person who
// has posts elsewhere.
func (t *taking) permitFurther(ctx context.Context, r reader, d doing) error {
	if g, ok := t.step.(account.Grant); ok && g.Post.Subtree {
		_, err := permitted(ctx, r, t.by.Account, d.action, g.Post.Organ, account.ReachesAll)
		return err
	}
	switch t.step.(type) {
	case account.Reset, account.Unlock, account.Disable, account.Enable:
		posts, err := postsOf(ctx, r, account.ID(t.on.ID))
		if err != nil {
			return err
		}
		for _, post := range posts {
			if _, err := permitted(ctx, r, t.by.Account, d.action, post.Organ, account.Reaches); err != nil {
				return err
			}
		}
	}
	return nil
}

type reaching func(posts []account.Post, a account.Action, at organ.ID, isBelow func(ancestor, organ organ.ID) bool) bool

// permitted returns the role by which the account may do the action at the
// organ, or a problem. What is above the organ is only looked up for a post
// elsewhere.
func permitted(ctx context.Context, r reader, id account.ID, a account.Action, at organ.ID, reaches reaching) (account.Role, error) {
	posts, err := postsOf(ctx, r, id)
	if err != nil {
		return "", err
	}
	above := sync.OnceValues(func() (map[organ.ID]bool, error) { return aboveOf(ctx, r, at) })
	isBelow := func(ancestor, _ organ.ID) bool {
		known, failed := above()
		err = failed
		return known[ancestor]
	}
	for _, post := range posts {
		switch reached := reaches([]account.Post{post}, a, at, isBelow); {
		case err != nil:
			return "", err
		case reached:
			return post.Role, nil
		}
	}
	return "", problem.Forbidden("您的岗位不能“%s”", a.Label()).Try("需要办理的，请联系有相应岗位的人员，或请安全管理员授予岗位")
}

// May says whether the account may do the action at the organ, for pages that
// offer only what is possible. Take asks again.
func (s *Store) May(ctx context.Context, id account.ID, a account.Action, at organ.ID) error {
	if _, err := activeAccount(ctx, s.db, id); err != nil {
		return err
	}
	_, err := permitted(ctx, s.db, id, a, at, account.Reaches)
	return err
}

// prepare does before the transaction what takes long, for SQLite has one
// writer: it returns the hash of the step's new password, if it has one.
func (s *Store) prepare(ctx context.Context, on Subject, step Step) (hash string, err error) {
	switch v := step.(type) {
	case account.Create:
		return s.initialPassword(ctx, v.Password, account.NormalLogin(v.Login), v.Name)
	case account.Reset:
		a, err := s.Account(ctx, account.ID(on.ID))
		if err != nil {
			return "", err
		}
		return s.initialPassword(ctx, v.Password, a.Login, a.Name)
	case account.ChangePassword:
		return s.chosenPassword(ctx, account.ID(on.ID), v)
	}
	return "", nil
}

// kept returns what the audit keeps of the step.
func (t *taking) kept() (json.RawMessage, error) {
	what := t.says
	if what == nil {
		what = t.step
	}
	text, err := json.Marshal(what)
	if err != nil {
		return nil, fmt.Errorf("write step %T: %w", t.step, err)
	}
	return text, nil
}

// refuse returns the first of several faults; the others stand in its fields
// for the page, see [Faults].
func refuse(faults []*problem.Error) error {
	if len(faults) == 0 {
		return nil
	}
	return Faults(faults)
}

// Faults are all problems of what was typed, each at its field.
type Faults []*problem.Error

// Error tells the first.
func (f Faults) Error() string { return f[0].Error() }

// Unwrap gives the problems to errors.As, the first first.
func (f Faults) Unwrap() []error {
	all := make([]error, len(f))
	for i, p := range f {
		all[i] = p
	}
	return all
}
