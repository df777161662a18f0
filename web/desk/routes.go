package desk

import (
	"gongkai/office/account"
	"gongkai/web"
)

// A route is one row of the table of pages.
type route struct {
	pattern string // METHOD /path as net/http has them
	// may is the action a person needs: at the organ that {organ} names, or by any
	// post where the address names none. It may be anyone or person.
	may    account.Action
	handle web.Handler
	most   int64 // the largest body; 0 means one megabyte
	// sealed says that the files of the form may be an applicant's: they are
	// received into memory, so that none lies unsealed on the disk.
	sealed bool
}

// Who may see a page without a post.
const (
	anyone account.Action = "anyone" // also without signing in
	person account.Action = "person" // whoever has signed in
)

// table is every page of the desk. A form is shown by GET at the address to
// which it is sent.
func (d *Desk) table() []route {
	rows := []route{
		{pattern: "GET /desk", may: anyone, handle: toToday},
		{pattern: "GET /desk/{$}", may: person, handle: d.today},
		{pattern: "GET /desk/sign-in", may: anyone, handle: d.showSignIn},
		{pattern: "POST /desk/sign-in", may: anyone, handle: d.server.ByAddress(d.byAddress, d.signIn)},
		{pattern: "POST /desk/sign-out", may: anyone, handle: d.signOut},
		{pattern: "GET /desk/setup", may: anyone, handle: d.showSetup},
		{pattern: "POST /desk/setup", may: anyone, handle: d.server.ByAddress(d.byAddress, d.setUp)},

		{pattern: "GET /desk/password", may: person, handle: d.showPassword},
		{pattern: "POST /desk/password", may: person, handle: d.changePassword},
		{pattern: "GET /desk/me", may: person, handle: d.me},
		{pattern: "POST /desk/me/sessions/{session}/end", may: person, handle: d.endSession},
		{pattern: "GET /desk/me/audit", may: person, handle: d.ownAudit},
		{pattern: "GET /desk/keys", may: anyone, handle: d.keys},

		{pattern: "GET /desk/organs", may: account.OrganView, handle: d.organs},
		{pattern: "GET /desk/organs/new", may: account.OrganFound, handle: d.showFound},
		{pattern: "POST /desk/organs/new", may: account.OrganFound, handle: d.found},
		{pattern: "GET /desk/organs/{organ}", may: account.OrganView, handle: d.organ},

		{pattern: "GET /desk/accounts", may: account.AccountView, handle: d.accounts},
		{pattern: "GET /desk/organs/{organ}/accounts", may: account.AccountView, handle: d.organAccounts},
		{pattern: "GET /desk/organs/{organ}/accounts/new", may: account.AccountCreate, handle: d.showCreate},
		{pattern: "POST /desk/organs/{organ}/accounts/new", may: account.AccountCreate, handle: d.create},
		{pattern: "GET /desk/organs/{organ}/accounts/{account}", may: account.AccountView, handle: d.account},
		{pattern: "POST /desk/organs/{organ}/accounts/{account}/posts/revoke", may: account.AccountPost, handle: d.revoke},

		{pattern: "GET /desk/audit", may: account.AuditView, handle: d.chooseAudit},
		{pattern: "POST /desk/audit/verify", may: account.AuditVerify, handle: d.verify},
		{pattern: "GET /desk/organs/{organ}/audit", may: account.AuditView, handle: d.audit},
	}
	rows = append(rows, d.form("/desk/site", account.SiteSet, d.siteForm)...)
	rows = append(rows, d.form("/desk/rules", account.SiteRules, d.rulesForm)...)
	rows = append(rows, d.form("/desk/organs/{organ}/accounts/{account}/posts", account.AccountPost, d.grantPage)...)
	rows = append(rows, d.registerRoutes()...)
	rows = append(rows, d.reportRoutes()...)
	rows = append(rows, d.historyRoutes()...)
	rows = append(rows, d.receiveRoutes()...)
	rows = append(rows, d.caseRoutes()...)
	rows = append(rows, d.transferRoutes()...)
	rows = append(rows, d.supervisionRoutes()...)
	for path, f := range organForms {
		rows = append(rows, d.form("/desk/organs/{organ}/"+path, f.may, d.organForm(f))...)
	}
	for path, f := range accountForms {
		rows = append(rows, d.form("/desk/organs/{organ}/accounts/{account}/"+path, f.may, d.reasonForm(f))...)
	}
	rows = append(rows, both("/desk/organs/{organ}/accounts/{account}/reset", account.AccountReset, d.showReset, d.reset)...)
	return rows
}

// The forms that are alike, by the ends of their addresses.
var (
	organForms = map[string]organForm{
		"rename": renameForm, "code": codeForm, "move": moveForm, "end": endForm,
		"group": groupForm, "guide": guideForm, "units/{part}": unitForm, "staff/{part}": staffForm,
	}
	accountForms = map[string]accountForm{"unlock": unlockForm, "disable": disableForm, "enable": enableForm}
)

// both are the rows of a form: showing it and taking it.
func both(path string, may account.Action, show, take web.Handler) []route {
	return []route{{pattern: "GET " + path, may: may, handle: show}, {pattern: "POST " + path, may: may, handle: take}}
}
