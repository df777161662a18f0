package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestKeptForm: what was typed when the session had ended comes back for whoever
// typed it, and for nobody else.
func TestKeptForm(t *testing.T) {
	t.Parallel()
	eachRoom(t, keptForm)
}

func keptForm(t *testing.T, o *room) {
	path := o.fill("/desk/organs/{organ}/group")
	o.session("limin")
	o.Clock.Advance(time.Hour)
	a := o.post("limin", path, "leader", "周海峰 新来的镇长", "from", "2024-03-05", "password", "geheim")
	back := kept(t, a, path)
	a = o.get("limin", "/desk/sign-in?lapsed=kept&back="+url.QueryEscape(back))
	if !strings.Contains(a.body, "刚才填写的内容已经保留") {
		t.Errorf("the sign-in page does not say that the form is kept:\n%s", words(a.body))
	}
	delete(o.cookies, "limin")
	for _, tt := range []struct {
		who  string
		want bool
	}{{"limin", true}, {"xitong", false}} {
		a := o.get(tt.who, back)
		if a.status != http.StatusOK || strings.Contains(a.body, "周海峰 新来的镇长") != tt.want || strings.Contains(a.body, "geheim") {
			t.Errorf("GET %s as %s = %d, shows what was typed: want %v", back, tt.who, a.status, tt.want)
		}
	}
	if a = o.post("limin", back, "leader", "周海峰 新来的镇长", "from", "2024-03-05"); a.status != http.StatusSeeOther {
		t.Fatalf("POST %s = %d, want 303", back, a.status)
	}
	if a = o.get("limin", back); strings.Contains(a.body, "刚才填写的内容都在下面") {
		t.Error("the form is still kept after it was sent and taken")
	}
}

// kept is where an answer leads after signing in.
func kept(t *testing.T, a answer, path string) string {
	t.Helper()
	u, err := url.Parse(a.location)
	if err != nil || a.status != http.StatusSeeOther || u.Path != "/desk/sign-in" || u.Query().Get("lapsed") != "kept" {
		t.Fatalf("POST with an ended session = %d to %q", a.status, a.location)
	}
	back := u.Query().Get("back")
	if !strings.HasPrefix(back, path+"?kept=") {
		t.Fatalf("back = %q, want %s?kept=…", back, path)
	}
	return back
}

// TestLapsedVerb: a step without a form of its own leads back to its page.
func TestLapsedVerb(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.session("limin")
	o.Clock.Advance(time.Hour)
	r := httptest.NewRequest(http.MethodPost, "/desk/me/sessions/1/end", nil)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Referer", "http://localhost/desk/me")
	if a := o.send("limin", r); a.location != "/desk/sign-in?back=%2Fdesk%2Fme&lapsed=1" {
		t.Errorf("POST with an ended session leads to %q", a.location)
	}
}

// TestTwoTabs: the second of two who change an organ is told who has changed
// what, and keeps what they typed.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	eachRoom(t, twoTabs)
}

func twoTabs(t *testing.T, o *room) {
	path := o.fill("/desk/organs/{organ}/rename")
	form := func(name, version string) []string {
		return []string{"name", name, "short", "石桥", "from", "2024-12-01", "version", version}
	}
	version := versionOn(t, o.get("xitong", path).body)
	if a := o.post("xitong", path, form("青溪县石桥街道办事处", version)...); a.status != http.StatusSeeOther {
		t.Fatalf("the first = %d\n%s", a.status, words(a.body))
	}
	a := o.post("xitong", path, form("青溪县大石桥镇人民政府", version)...)
	for _, want := range []string{"在您打开以后被改过", "赵系", "机关更名", `value="青溪县大石桥镇人民政府"`} {
		if a.status != http.StatusConflict || !strings.Contains(a.body, want) {
			t.Errorf("the second = %d, lacks %q\n%s", a.status, want, words(a.body))
		}
	}
	if a = o.post("xitong", path, form("青溪县大石桥镇人民政府", versionOn(t, a.body))...); a.status != http.StatusSeeOther {
		t.Errorf("the second after looking = %d, want it saved\n%s", a.status, words(a.body))
	}
}

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

func versionOn(t *testing.T, page string) string {
	t.Helper()
	m := versionField.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no version on the page:\n%s", words(page))
	}
	return m[1]
}
