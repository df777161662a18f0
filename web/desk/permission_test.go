package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"gongkai/law/organ"
	"gongkai/office/account"
)

// logins are the people of storetest's office, by what they may do.
var logins = []string{"xitong", "anquan", "shenji", "limin", "wangjing", "zhouhaifeng", "chenxia", "hewen", "sunhao"}

// fill puts the township, its people and things that may exist into a path.
func (o *room) fill(path string) string {
	for name, value := range map[string]string{
		"{$}": "", "{organ}": o.Township.String(), "{account}": o.Nobody.Account.String(), "{part}": "new", "{session}": "1",
		"{register}": "penalty", "{year}": "2024", "{entry}": "1", "{batch}": "1", "{import}": "1", "{attachment}": "1", "{file}": "1", "{chapter}": "overall", "{table}": "disclosure", "{format}": "html", "{below}": o.Other.String(), "{finding}": "abc", "{waiver}": "1", "{case}": "1", "{step}": "comment", "{act}": "draft",
	} {
		path = strings.ReplaceAll(path, name, value)
	}
	return path
}

// may says by the permission table alone whether the posts open a page.
func (o *room) may(posts []account.Post, may account.Action, atTownship bool) bool {
	if may == "person" || may == "anyone" {
		return true
	}
	if atTownship {
		return account.Reaches(posts, may, o.Township, func(above, _ organ.ID) bool { return above == o.County })
	}
	for _, p := range posts {
		if account.May(p.Role, may) {
			return true
		}
	}
	return false
}

// posts are everybody's posts, by login.
func (o *room) posts() map[string][]account.Post {
	o.t.Helper()
	all, err := o.Accounts(o.t.Context(), 0)
	if err != nil {
		o.t.Fatal(err)
	}
	posts := map[string][]account.Post{}
	for _, a := range all {
		posts[a.Login] = a.Posts
	}
	return posts
}

// oneWhoMay is somebody to whom a page is open.
func (o *room) oneWhoMay(may account.Action, atTownship bool) string {
	posts := o.posts()
	for _, login := range logins {
		if o.may(posts[login], may, atTownship) {
			return login
		}
	}
	return ""
}

// TestPermissions asks for every page as everybody: strangers are led to the
// sign-in page, people without the permission are told whom to ask, and nobody
// else is refused.
func TestPermissions(t *testing.T) {
	t.Parallel()
	o := furnish(t, newRoom(t))
	people := o.posts()
	for _, row := range o.desk.Routes() {
		method, pattern, _ := strings.Cut(row.Pattern, " ")
		s := sights["GET "+pattern]
		s.old = false // people are asked of one township
		path, _ := o.address("GET "+pattern, s)
		if strings.Contains(path, "{") {
			t.Errorf("%s: the test does not know a part of the path", row.Pattern)
			continue
		}
		if row.May == "anyone" {
			continue
		}
		o.strangerIsLed(method, path)
		for _, login := range logins {
			may := o.may(people[login], account.Action(row.May), strings.Contains(pattern, "{organ}"))
			if may && method == http.MethodPost {
				continue // would be done
			}
			a := o.ask(login, method, path)
			switch {
			case may && a.status == http.StatusForbidden, a.status >= 500:
				t.Errorf("%s as %s = %d, want it allowed", row.Pattern, login, a.status)
			case !may && (a.status != http.StatusForbidden || !strings.Contains(a.body, "请联系安全管理员钱安")):
				t.Errorf("%s as %s = %d, want 403 that names whom to ask", row.Pattern, login, a.status)
			case !may && strings.Contains(a.body+a.header.Get("Content-Disposition"), "周大明"):
				t.Errorf("%s tells %s of a person", row.Pattern, login)
			}
		}
	}
}

func (o *room) ask(login, method, path string) answer {
	o.t.Helper()
	if method == http.MethodPost {
		return o.post(login, path)
	}
	return o.get(login, path)
}

func (o *room) strangerIsLed(method, path string) {
	o.t.Helper()
	a := o.ask("", method, path)
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.location, "/desk/sign-in") {
		o.t.Errorf("%s %s as a stranger = %d to %q, want 303 to the sign-in page", method, path, a.status, a.location)
	}
	if strings.Contains(a.body, "李敏") {
		o.t.Errorf("%s %s tells a stranger of people", method, path)
	}
}

// nonsense is what people and machines type into fields.
var nonsense = []string{
	"", strings.Repeat("长", 5000), "a\x00b\x07c", "😀👨‍👩‍👧", "'; DROP TABLE organ; --", `"><script>alert(1)</script>`, "\xff\xfe", "{{.}}", "％ｓ", "../../etc/passwd", "\u202eabc",
}

// TestNonsense types nonsense into every field of every form: it is kept or
// refused, shown as it is, and never our own fault.
func TestNonsense(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	names := []string{"name", "short", "from", "until", "document", "code", "axis", "superior", "how", "successors", "leader", "deputy", "member", "office", "duties",
		"postcode", "fax", "email", "website", "apply_at", "by_counter", "by_mail", "by_online", "by_fax", "places", "overseer", "overseer_phone", "reconsiderer", "note", "phone", "address", "hours", "unit", "duty", "login", "organ", "role", "reason", "version", "min_length", "idle", "site_code", "old", "password", "again", "back", "kept",
		"table", "channel", "kind", "identity", "item.1", "count", "case", "how", "on", "confirmed_on", "delivery", "form", "text", "moved", "years", "basis", "due"}
	for _, row := range o.desk.Routes() {
		method, pattern, _ := strings.Cut(row.Pattern, " ")
		if method != http.MethodPost || strings.HasSuffix(pattern, "sign-out") || strings.HasSuffix(pattern, "/end") && strings.Contains(pattern, "session") {
			continue
		}
		who := o.oneWhoMay(account.Action(row.May), strings.Contains(pattern, "{organ}"))
		for _, text := range nonsense {
			var form []string
			for _, name := range names {
				form = append(form, name, text)
			}
			a := o.post(who, o.fill(pattern), form...)
			if a.status >= 500 || a.status == http.StatusForbidden || strings.Contains(a.body, "<script>alert") {
				t.Fatalf("%s as %s with %.20q = %d\n%s", row.Pattern, who, text, a.status, words(a.body))
			}
		}
	}
}
