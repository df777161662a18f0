package portal_test

import (
	"bytes"
	"image"
	"image/png"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/office/store"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// A citizen is somebody at a browser of their own: cookies are kept, and every
// page must be well formed.
type citizen struct {
	t       testing.TB
	h       http.Handler
	cookies map[string]string
	status  int
	where   string
	body    string
	header  http.Header
	watch   *webtest.Watched // looks while bodies are read; nil for none
}

func (s *site) citizen(t testing.TB) *citizen {
	return &citizen{t: t, h: s.Handler, cookies: map[string]string{}}
}

// do sends a request and follows where it leads.
func (c *citizen) do(method, path, contentType string, body []byte) {
	c.t.Helper()
	for range 5 {
		r := httptest.NewRequest(method, path, bytes.NewReader(body))
		if c.watch != nil && len(body) > 0 {
			c.watch.Reader = bytes.NewReader(body)
			r.Body = io.NopCloser(c.watch)
		}
		r.Header.Set("Content-Type", contentType)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Host = "127.0.0.1"
		for name, value := range c.cookies {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		w := httptest.NewRecorder()
		c.h.ServeHTTP(w, r)
		for _, cookie := range w.Result().Cookies() {
			if c.cookies[cookie.Name] = cookie.Value; cookie.MaxAge < 0 {
				delete(c.cookies, cookie.Name)
			}
		}
		c.status, c.where, c.body, c.header = w.Code, path, w.Body.String(), w.Header()
		if w.Code != http.StatusSeeOther {
			break
		}
		method, path, body = http.MethodGet, w.Header().Get("Location"), nil
	}
	if strings.HasPrefix(c.header.Get("Content-Type"), "text/html") {
		for _, fault := range webtest.Faults(c.body) {
			c.t.Errorf("%s: %s", c.where, fault)
		}
	}
}

func (c *citizen) visit(path string) { c.t.Helper(); c.do(http.MethodGet, path, "", nil) }

func (c *citizen) post(path string, values url.Values) {
	c.t.Helper()
	c.do(http.MethodPost, path, "application/x-www-form-urlencoded", []byte(values.Encode()))
}

// upload sends a form with a file.
func (c *citizen) upload(path string, values url.Values, field, name string, content []byte) {
	c.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for key, all := range values {
		for _, value := range all {
			m.WriteField(key, value)
		}
	}
	part, err := m.CreateFormFile(field, name)
	if err != nil {
		c.t.Fatal(err)
	}
	part.Write(content)
	m.Close()
	c.do(http.MethodPost, path, m.FormDataContentType(), b.Bytes())
}

// form are the values of the form on the page, with some changed.
func (c *citizen) form(change map[string]string) url.Values {
	c.t.Helper()
	f, ok := webtest.MainForm(c.body)
	if !ok {
		c.t.Fatalf("%s has no form", c.where)
	}
	values := url.Values{}
	for _, field := range f.Fields {
		if field.Kind != "file" {
			values.Set(field.Name, field.Value)
		}
	}
	for name, value := range change {
		values.Set(name, value)
	}
	return values
}

func (c *citizen) wants(status int, contains ...string) {
	c.t.Helper()
	if c.status != status {
		c.t.Fatalf("%s = %d, want %d", c.where, c.status, status)
	}
	for _, words := range contains {
		if !strings.Contains(c.body, words) {
			c.t.Errorf("%s does not contain %q", c.where, words)
		}
	}
}

func (c *citizen) lacks(words ...string) {
	c.t.Helper()
	for _, w := range words {
		if strings.Contains(c.body, w) {
			c.t.Errorf("%s contains %q", c.where, w)
		}
	}
}

var asked = regexp.MustCompile(`([一二三四五六七八九十]+)(加|减)([一二三四五六七八九十]+)等于几`)

// answer answers the question on the page as a person does.
func (c *citizen) answer() string {
	c.t.Helper()
	m := asked.FindStringSubmatch(c.body)
	if m == nil {
		c.t.Fatalf("%s asks nothing", c.where)
	}
	count := func(word string) int { return strings.Index("零一二三四五六七八九十", word) / len("零") }
	if m[2] == "减" {
		return strconv.Itoa(count(m[1]) - count(m[3]))
	}
	return strconv.Itoa(count(m[1]) + count(m[3]))
}

// filled is a form without faults, to the township.
func (s *site) filled() map[string]string {
	return map[string]string{
		"organ": s.Township.String(), "what-1": "向阳村2023年第4批次征地补偿安置方案", "kind": "natural_person", "name": "周明", "identity": "000000199001010000",
		"phone": "13800000000", "form": "电子文件", "delivery": "online",
	}
}

// with are values with some changed.
func with(values map[string]string, change ...string) map[string]string {
	all := maps.Clone(values)
	for i := 0; i < len(change); i += 2 {
		all[change[i]] = change[i+1]
	}
	return all
}

// applied sends an application and stands at the receipt.
func (s *site) applied(t testing.TB) *citizen {
	t.Helper()
	c := s.citizen(t)
	c.visit("/apply")
	s.Clock.Advance(time.Minute)
	c.post("/apply", c.form(with(s.filled(), "answer", c.answer())))
	c.wants(http.StatusOK, "申请已收到")
	return c
}

var (
	numberOn = regexp.MustCompile(`<dt>编号</dt><dd><b>([^<]+)`)
	codeOn   = regexp.MustCompile(`<dt>查询码</dt><dd><b class="mono">([^<]+)`)
)

// receipt is the number and the query code on the page.
func (c *citizen) receipt() (number, code string) {
	c.t.Helper()
	n, q := numberOn.FindStringSubmatch(c.body), codeOn.FindStringSubmatch(c.body)
	if n == nil || q == nil {
		c.t.Fatalf("%s is no receipt", c.where)
	}
	return n[1], q[1]
}

// office is an office without published reports, with the portal over it.
func newSite(t testing.TB, s *store.Store) *site {
	t.Helper()
	o := storetest.NewOffice(t, s)
	return &site{Office: o, Handler: serve(t, s)}
}

// picture is a small photograph.
func picture(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// only is the one case of the township.
func (s *site) only(t testing.TB) store.Case {
	t.Helper()
	page, err := s.Cases(t.Context(), store.CaseQuery{Organ: s.Township, Show: store.ShowAll})
	if err != nil || page.Total != 1 {
		t.Fatalf("%d cases, %v, want 1", page.Total, err)
	}
	return s.MustCase(t, page.Cases[0].ID)
}
