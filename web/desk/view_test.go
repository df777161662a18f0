package desk

import (
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// views are the pages with the structs they are executed with.
var views = map[string]any{
	"account": &accountPage{}, "accounts": &accountsPage{}, "audit": &auditPage{}, "form": &formPage{}, "keys": &keysPage{}, "me": &mePage{},
	"organ": &organPage{}, "organs": &organsPage{}, "secret": &secretPage{}, "setup": &setupPage{}, "sign_in": &signInPage{}, "today": &todayPage{}, "verify": &verifyPage{},
	"entry": &entryPage{}, "entry_form": &entryFormPage{}, "import": &importsPage{}, "import_try": &tryPage{}, "register": &registerPage{}, "register_all": &registersPage{}, "report": &reportPage{}, "report_all": &reportsPage{}, "report_zero": &zeroPage{}, "report_waiver": &waiversPage{}, "report_rehearsal": &rehearsalPage{},
	"history": &historyPage{}, "check": &checkPage{}, "check_all": &checkAllPage{}, "stock": &stockPage{},
	"case_due": &duePage{}, "retention": &retentionPage{},
	"case": &caseView{}, "case_letter": &letterPage{}, "case_list": &casesPage{}, "case_new": &intakePage{}, "case_slip": &slipPage{}, "holiday": &holidayPage{}, "below": &belowPage{}, "handed": &handedPage{}, "transfer": &transferPage{}, "case_together": &togetherPage{}, "supervision": &overduePage{},
}

// TestViews checks every template against the struct it is executed with, so
// that no branch names a field that is not there.
func TestViews(t *testing.T) {
	t.Parallel()
	server, err := web.NewServer(web.Config{})
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(server, Config{Store: &store.Store{}})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range d.area.Views().Names() {
		page := views[name]
		if name == "problem" {
			continue // package web's own
		}
		if page == nil {
			t.Errorf("%s.html has no struct in the table of the test", name)
			continue
		}
		if err := templatecheck.CheckHTML(d.area.Views().Template(name), page); err != nil {
			t.Errorf("%s.html: %v", name, err)
		}
	}
}

func TestLocal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ address, want string }{
		{"/desk/organs?kept=1", "/desk/organs?kept=1"},
		{"", "/desk/"},
		{"https://evil.example/desk/", "/desk/"},
		{"//evil.example/desk/", "/desk/"},
		{`/desk/\evil.example`, "/desk/"},
		{"/desk/\r\nSet-Cookie: a=b", "/desk/"},
		{"/reports/1", "/desk/"},
		{"/desk/sign-in?back=/desk/sign-in", "/desk/"},
	} {
		if got := local(tt.address); got != tt.want {
			t.Errorf("local(%q) = %q, want %q", tt.address, got, tt.want)
		}
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ typed, want string }{
		{" 李敏\t", "李敏"},
		{"一\r\n二\n", "一\n二"},
		{"a\x00b\x1bc", "abc"},
		{"\xff\xfe", ""},
		{"😀", "😀"},
	} {
		if got := clean(tt.typed); got != tt.want {
			t.Errorf("clean(%q) = %q, want %q", tt.typed, got, tt.want)
		}
	}
}

// TestDuties keeps a line for every role that a person may hold.
func TestDuties(t *testing.T) {
	t.Parallel()
	for _, role := range account.Roles() {
		if !role.IsNobodys() && strings.TrimSpace(roleDoes[role]) == "" {
			t.Errorf("nothing says what %q does", role)
		}
	}
}
