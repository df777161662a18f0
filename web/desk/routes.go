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
	}
	return rows
}
