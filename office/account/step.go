package account

import (
	"slices"

	"gongkai/law/organ"
	"gongkai/law/problem"
)

// The steps on accounts. The audit keeps them as JSON, so a password never is
// part of that. Check tells every fault of what was typed. Left to the store,
// which knows the account: [CheckSubject] for all, [CanHold] for Grant,
// [Hasher.Check] for ChangePassword. A password is hashed before the
// transaction begins: it takes 40 ms, and SQLite has one writer.

// Create makes an account without posts; the security administrator grants
// them. Its password is an initial one, see [InitialPassword].
type Create struct {
	Login    string   `json:"login"`
	Name     string   `json:"name"`
	Organ    organ.ID `json:"organ"`
	Password Secret   `json:"-"`
}

// Grant gives the account a post.
type Grant struct {
	Post Post `json:"granted"`
}

// Revoke takes a post from the account.
type Revoke struct {
	Post Post `json:"revoked"`
}

// Reset gives the account an initial password, ends its sessions and unlocks
// it.
type Reset struct {
	Reason   string `json:"reason"`
	Password Secret `json:"-"`
}

// Unlock lets a locked account sign in before its time.
type Unlock struct {
	Reason string `json:"reason"`
}

// Disable ends the account's sessions and lets it sign in no more.
type Disable struct {
	Reason string `json:"reason"`
}

// Enable lets a disabled account sign in again.
type Enable struct {
	Reason string `json:"reason"`
}

// ChangePassword gives one's own account a password of one's choice and ends
// its other sessions. Old is what was typed as the present password.
type ChangePassword struct {
	Old Secret `json:"-"`
	New Secret `json:"-"`
}

// EndSession ends one of one's own sessions.
type EndSession struct {
	Session int64 `json:"session"`
}

// Action returns [AccountCreate].
func (Create) Action() string { return string(AccountCreate) }

// Action returns [AccountPost].
func (Grant) Action() string { return string(AccountPost) }

// Action returns [AccountPost].
func (Revoke) Action() string { return string(AccountPost) }

// Action returns [AccountReset].
func (Reset) Action() string { return string(AccountReset) }

// Action returns [AccountUnlock].
func (Unlock) Action() string { return string(AccountUnlock) }

// Action returns [AccountDisable].
func (Disable) Action() string { return string(AccountDisable) }

// Action returns [AccountEnable].
func (Enable) Action() string { return string(AccountEnable) }

// Action returns [AccountPassword].
func (ChangePassword) Action() string { return string(AccountPassword) }

// Action returns [AccountSession].
func (EndSession) Action() string { return string(AccountSession) }

// Check tells the faults of the login, in its normal form, of the name and of
// the organ.
func (c Create) Check() []*problem.Error {
	var noOrgan *problem.Error
	if c.Organ == 0 {
		noOrgan = problem.Invalid("没有指明所在机关").Try("请选择机关").At("organ")
	}
	return faults(loginFault(c.Login), nameFault(c.Name), noOrgan)
}

// Check tells the fault of the reason.
func (r Reset) Check() []*problem.Error { return faults(reasonFault(r.Reason)) }

// Check tells the fault of the reason.
func (u Unlock) Check() []*problem.Error { return faults(reasonFault(u.Reason)) }

// Check tells the fault of the reason.
func (d Disable) Check() []*problem.Error { return faults(reasonFault(d.Reason)) }

// Check tells the fault of the reason.
func (e Enable) Check() []*problem.Error { return faults(reasonFault(e.Reason)) }

// faults leaves out what is no fault.
func faults(found ...*problem.Error) []*problem.Error {
	return slices.DeleteFunc(found, func(p *problem.Error) bool { return p == nil })
}
