package desk_test

import (
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web"
	"gongkai/web/desk"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A room is the desk of a test's office, reached as a browser reaches it.
type room struct {
	*storetest.Office
	t       testing.TB
	server  *web.Server
	desk    *desk.Desk
	cookies map[string]*http.Cookie // of the session, by login
}

const setupCode = "7F3K-2M9Q"

// newRoom opens the desk of storetest's office.
func newRoom(t testing.TB) *room {
	t.Helper()
	return open(t, storetest.NewOffice(t, storetest.New(t)))
}

// eachRoom runs the test on the desk of storetest's office, on both databases.
func eachRoom(t *testing.T, test func(t *testing.T, o *room)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, open(t, storetest.NewOffice(t, s))) })
}

// open opens the desk of an office.
func open(t testing.TB, o *storetest.Office) *room {
	t.Helper()
	server, err := web.NewServer(web.Config{Now: o.Clock.Now, Site: web.SiteOf(o.Store)})
	if err != nil {
		t.Fatalf("NewServer: %v", err)
	}
	folder, err := attachment.NewFolder(t.TempDir(), attachment.DefaultLimits())
	if err != nil {
		t.Fatalf("NewFolder: %v", err)
	}
	d, err := desk.New(server, desk.Config{Store: o.Store, Files: folder, Code: setupCode})
	if err != nil {
		t.Fatalf("desk.New: %v", err)
	}
	return &room{Office: o, t: t, server: server, desk: d, cookies: map[string]*http.Cookie{}}
}

// An answer is what a browser got.
type answer struct {
	status   int
	location string
	body     string
	header   http.Header
}

// get asks for a page in the session of a login; "" is a stranger.
func (o *room) get(login, path string) answer {
	o.t.Helper()
	return o.send(login, httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form in the session of a login; pairs are names and values.
func (o *room) post(login, path string, pairs ...string) answer {
	o.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return o.send(login, r)
}

func (o *room) send(login string, r *http.Request) answer {
	o.t.Helper()
	r.Host = "localhost"
	r.RemoteAddr = "127.0.0.1:40000"
	if c := o.session(login); c != nil {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	o.server.ServeHTTP(w, r)
	body, _ := io.ReadAll(w.Result().Body) // from memory
	return answer{w.Code, w.Header().Get("Location"), string(body), w.Header()}
}

// session is the cookie of a login's session, which is opened when first asked
// for.
func (o *room) session(login string) *http.Cookie {
	o.t.Helper()
	if login == "" {
		return nil
	}
	if o.cookies[login] == nil {
		o.cookies[login] = &http.Cookie{Name: "session", Value: o.SignIn(o.t, login)}
	}
	return o.cookies[login]
}

// golden compares a text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run with -update and read the difference.\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

// TestRoutes keeps the list of pages and who may see them under review.
func TestRoutes(t *testing.T) {
	t.Parallel()
	golden(t, "routes.txt", web.Listing(newRoom(t).desk.Routes()))
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	a := o.get("", "/desk/")
	if a.status != http.StatusSeeOther || a.location != "/desk/sign-in" {
		t.Fatalf("GET /desk/ as a stranger = %d to %q, want 303 to the sign-in page", a.status, a.location)
	}
	a = o.post("", "/desk/sign-in", "login", "limin", "password", string(storetest.Password), "back", "/desk/me")
	if a.status != http.StatusSeeOther || a.location != "/desk/me" || !strings.Contains(a.header.Get("Set-Cookie"), "session=") {
		t.Fatalf("POST /desk/sign-in = %d to %q, %v", a.status, a.location, a.header)
	}
	if a = o.get("limin", "/desk/"); a.status != http.StatusOK || !strings.Contains(a.body, "李敏，经办") {
		t.Fatalf("GET /desk/ as the clerk = %d\n%s", a.status, a.body)
	}
}
