package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"gongkai/office/account"
	"gongkai/web/webtest"
)

// TestMarkup looks at the HTML of every page there is to get, as whoever may see
// it, and of every form that comes back with errors.
func TestMarkup(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	look := func(name string, a answer) {
		if a.status == http.StatusSeeOther || a.header.Get("Content-Disposition") != "" || !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			return
		}
		for _, fault := range webtest.Faults(a.body) {
			t.Errorf("%s: %s", name, fault)
		}
	}
	for _, row := range o.desk.Routes() {
		method, pattern, _ := strings.Cut(row.Pattern, " ")
		if strings.HasSuffix(pattern, "sign-out") {
			continue
		}
		if method == http.MethodPost { // empty, so that most come back with errors
			who := o.oneWhoMay(account.Action(row.May), strings.Contains(pattern, "{organ}"))
			look(row.Pattern+" as "+who, o.post(who, o.fill(pattern)))
			continue
		}
		for _, login := range append([]string{""}, logins...) {
			look(row.Pattern+" as "+login, o.get(login, o.fill(pattern)))
		}
	}
	look("404", o.get("limin", "/desk/nowhere"))
}
