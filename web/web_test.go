package web_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"gongkai/law/problem"
	"gongkai/web"
	"gongkai/web/webtest"
)

// A samplePage uses every part.
type samplePage struct {
	web.Page
	Fields web.Fields
	Pager  web.Pager
	Notice *web.Notice
	Empty  *web.Empty
}

const sampleHTML = `{{define "main"}}<h1>{{phrase "青溪县2024年政府信息公开工作年度报告"}}</h1>{{template "summary" .Fields}}<form>{{range .Fields}}{{template "field" .}}{{end}}</form>{{template "pages" .Pager}}{{template "notice" .Notice}}{{template "empty" .Empty}}{{end}}`

// newServer is a server with an area at / whose pages answer with the errors
// and pages of the tests.
func newServer(t *testing.T, c web.Config) (*web.Server, *web.Area) {
	t.Helper()
	s, err := web.NewServer(c)
	if err != nil {
		t.Fatalf("NewServer: %v", err)
	}
	a, err := s.Area(web.Options{Layout: "portal", Prefix: "/", Files: fstest.MapFS{"sample.html": {Data: []byte(sampleHTML)}},
		Frame: func(*http.Request) web.Page { return web.Page{Nav: []web.Link{{Text: "首页", Address: "/"}}} }})
	if err != nil {
		t.Fatalf("Area: %v", err)
	}
	return s, a
}

// ask sends a request; header is pairs of names and values.
func ask(h http.Handler, method, target, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for pair := range slices.Chunk(header, 2) {
		r.Header.Add(pair[0], pair[1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestParts(t *testing.T) {
	t.Parallel()
	s, a := newServer(t, web.Config{})
	a.Handle("GET /sample", func(w http.ResponseWriter, r *http.Request) error {
		options := []web.Option{{Value: "a", Label: "甲"}, {Value: "b", Label: "乙", Hint: "说明"}}
		fields := web.Fields{
			{Name: "text", Label: "文号", Hint: "写全称", Optional: true}, {Control: web.AreaControl, Name: "area", Label: "理由"},
			{Control: web.DateControl, Name: "date", Label: "日期"}, {Control: web.SelectControl, Name: "select", Label: "种类", Options: options},
			{Control: web.RadioControl, Name: "radio", Label: "身份", Options: options}, {Control: web.CheckControl, Name: "check", Label: "已核对"},
			{Control: web.FileControl, Name: "file", Label: "附件", Accept: ".pdf"}, {Control: web.PasswordControl, Name: "password", Label: "口令"},
			{Control: web.HiddenControl, Name: "hidden", Value: "7"},
		}.Fill(func(name string) string { return `<"` + name })
		var wrong []*problem.Error
		for _, f := range fields[:8] {
			wrong = append(wrong, problem.Invalid("%s不对", f.Label).Try("请改正").At(f.Name))
		}
		if rest := fields.Blame(append(wrong, problem.Invalid("别处").At("none"))...); len(rest) != 1 {
			t.Errorf("Blame left %d, want 1", len(rest))
		}
		return a.Render(w, r, http.StatusUnprocessableEntity, "sample", &samplePage{Page: web.Page{Title: "样张", Crumb: []web.Link{{Text: "首页", Address: "/"}, {Text: "样张"}}},
			Fields: fields, Pager: web.NewPager(480, 5, 10, "件", url.URL{Path: "/sample", RawQuery: "q=1"}),
			Notice: &web.Notice{Kind: "must", Title: "已退回", Says: []string{"请修改"}}, Empty: &web.Empty{Fact: "没有。"}})
	})
	w := ask(s, "GET", "/sample", "")
	body := w.Body.String()
	for _, fault := range webtest.Faults(body) {
		t.Error(fault)
	}
	for _, words := range []string{"有8处需要补充", `<a href="#radio-1">身份：身份不对。请改正。</a>`, `value="&lt;&#34;text"`, "480件，第41—50件", "/sample?page=6&amp;q=1", "2024年<wbr>政府信息公开<wbr>工作年度报告"} {
		if !strings.Contains(body, words) {
			t.Errorf("the page does not contain %q", words)
		}
	}
	for _, words := range []string{`<"password`, "&lt;&#34;password", "&lt;&#34;file"} {
		if strings.Contains(body, words) {
			t.Errorf("the page contains %q", words)
		}
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s, a := newServer(t, web.Config{Log: slog.New(slog.NewJSONHandler(&log, nil))})
	tests := []struct {
		name   string
		err    error
		status int
		says   string
	}{
		{"invalid", problem.Invalid("金额不对").At("fine"), 422, "金额不对。"},
		{"signin", problem.SignIn("登录已经过期"), 401, "登录已经过期。"},
		{"forbidden", problem.Forbidden("没有岗位"), 403, "没有岗位。"},
		{"missing", problem.NotFound("没有这件"), 404, "没有这件。"},
		{"conflict", problem.Conflict("李敏改过"), 409, "李敏改过。"},
		{"large", problem.TooLarge("12 MB"), 413, "12 MB。"},
		{"many", problem.TooMany("太多"), 429, "太多。"},
		{"internal", errors.New("disk I/O error"), 500, "系统出现错误（编号 "},
		{"full", &problem.Error{Kind: problem.KindInternal, Says: "磁盘已满，现在不能保存", Err: errors.New("disk I/O error")}, 500, "磁盘已满，现在不能保存。"},
		{"broken", web.BadRequest(errors.New("broken form")), 400, "没有看懂这个请求。"},
		{"unavailable", web.Unavailable(errors.New("no database"), time.Minute), 503, "现在不能办理。"},
		{"deadline", context.DeadlineExceeded, 503, "现在不能办理。"},
	}
	for _, tt := range tests {
		a.Handle("GET /"+tt.name, func(http.ResponseWriter, *http.Request) error { return tt.err })
	}
	a.Handle("GET /panic", func(http.ResponseWriter, *http.Request) error { panic("out of order") })
	tests = append(tests, struct {
		name   string
		err    error
		status int
		says   string
	}{"panic", nil, 500, "系统出现错误（编号 "})
	for _, tt := range tests {
		w := ask(s, "GET", "/"+tt.name, "")
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) || strings.Contains(w.Body.String(), "I/O") {
			t.Errorf("%s = %d, want %d with %q:\n%s", tt.name, w.Code, tt.status, tt.says, w.Body.String())
		}
		for _, fault := range webtest.Faults(w.Body.String()) {
			t.Errorf("%s: %s", tt.name, fault)
		}
		j := ask(s, "GET", "/"+tt.name, "", "Accept", "application/json")
		if j.Code != tt.status || j.Header().Get("Content-Type") != "application/problem+json; charset=utf-8" || !strings.Contains(j.Body.String(), `"status":`+strconv.Itoa(tt.status)) {
			t.Errorf("%s as JSON = %d %s", tt.name, j.Code, j.Body)
		}
	}
	for _, words := range []string{"disk I/O error", "out of order", `"pattern":"GET /internal"`} {
		if !strings.Contains(log.String(), words) {
			t.Errorf("the log does not contain %q", words)
		}
	}
	if w := ask(s, "POST", "/invalid", ""); w.Code != 405 || w.Header().Get("Allow") == "" || !strings.Contains(w.Body.String(), "这个网址不能这样使用") {
		t.Errorf("POST to a page = %d %v", w.Code, w.Header())
	}
}

func TestSameOrigin(t *testing.T) {
	t.Parallel()
	s, a := newServer(t, web.Config{Origin: "https://www.qingxi.example"})
	a.Handle("POST /do", func(w http.ResponseWriter, r *http.Request) error { return web.SeeOther(w, r, "/done") })
	tests := []struct {
		name   string
		header []string
		status int
	}{
		{"本站的页面", []string{"Sec-Fetch-Site", "same-origin", "Cookie", "session=x"}, 303},
		{"别站的页面", []string{"Sec-Fetch-Site", "cross-site", "Cookie", "session=x"}, 403},
		{"旧浏览器，本站", []string{"Origin", "http://example.com", "Cookie", "session=x"}, 303},
		{"旧浏览器，别站", []string{"Origin", "https://evil.example", "Cookie", "session=x"}, 403},
		{"代理改了主机名", []string{"Origin", "https://www.qingxi.example", "Cookie", "session=x"}, 303},
		{"什么都不说，带cookie", []string{"Cookie", "session=x"}, 403},
		{"什么都不说，没有cookie", nil, 303},
	}
	for _, tt := range tests {
		if w := ask(s, "POST", "/do", "", tt.header...); w.Code != tt.status {
			t.Errorf("%s = %d, want %d", tt.name, w.Code, tt.status)
		}
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	s, _ := newServer(t, web.Config{Origin: "https://www.qingxi.example"})
	for _, path := range []string{"/none", "/favicon.ico"} {
		h := ask(s, "GET", path, "").Header()
		if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'self'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: Content-Security-Policy = %q", path, csp)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000"} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %s = %q, want %q", path, name, got, want)
			}
		}
	}
}

func TestStatic(t *testing.T) {
	t.Parallel()
	s, _ := newServer(t, web.Config{})
	_, rest, _ := strings.Cut(ask(s, "GET", "/none", "").Body.String(), `rel="stylesheet" href="`)
	path, _, _ := strings.Cut(rest, `"`)
	w := ask(s, "GET", path, "", "Accept-Encoding", "br, gzip")
	if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Header().Get("Content-Encoding") != "gzip" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("GET %s = %d %v", path, w.Code, w.Header())
	}
	if w := ask(s, "GET", path, "", "Accept-Encoding", "gzip;q=0"); w.Header().Get("Content-Encoding") != "" {
		t.Errorf("gzip;q=0 got %v", w.Header())
	}
	if w := ask(s, "GET", "/static/none.css", ""); w.Code != 404 {
		t.Errorf("a file that is not there = %d", w.Code)
	}
}

func TestDisplay(t *testing.T) {
	t.Parallel()
	s, _ := newServer(t, web.Config{})
	w := ask(s, "GET", "/reports?display=large&q=1", "")
	if w.Code != 303 || w.Header().Get("Location") != "/reports?q=1" || !strings.Contains(w.Header().Get("Set-Cookie"), "display=large") {
		t.Errorf("大字 = %d %v", w.Code, w.Header())
	}
	if w := ask(s, "GET", "//evil.example/?display=large", ""); strings.HasPrefix(w.Header().Get("Location"), "//") {
		t.Errorf("led away to %q", w.Header().Get("Location"))
	}
	if w := ask(s, "GET", "/none", "", "Cookie", "display=contrast"); !strings.Contains(w.Body.String(), `class="contrast"`) {
		t.Error("高对比 is not shown")
	}
}

func TestBody(t *testing.T) {
	t.Parallel()
	s, a := newServer(t, web.Config{})
	read := func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.Copy(io.Discard, r.Body)
		return err
	}
	a.Handle("POST /small", read)
	a.HandleLarge("POST /large", 3<<20, read)
	two := strings.Repeat("x", 2<<20)
	if w := ask(s, "POST", "/small", two); w.Code != 413 || !strings.Contains(w.Body.String(), "提交的内容超过1.0 MB") {
		t.Errorf("2 MB to a page for 1 MB = %d %s", w.Code, w.Body)
	}
	if w := ask(s, "POST", "/large", two); w.Code != 200 {
		t.Errorf("2 MB to a page for 3 MB = %d", w.Code)
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	s, _ := newServer(t, web.Config{Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	tests := []struct{ name, peer, said, want string }{
		{"直接", "203.0.113.9:1", "", "203.0.113.9"},
		{"陌生人自称", "203.0.113.9:1", "1.1.1.1", "203.0.113.9"},
		{"经过代理", "10.0.0.2:1", "198.51.100.7", "198.51.100.7"},
		{"两层代理", "10.0.0.2:1", "198.51.100.7, 10.0.0.3", "198.51.100.7"},
		{"伪造在前", "10.0.0.2:1", "1.1.1.1, 198.51.100.7", "198.51.100.7"},
		{"乱写", "10.0.0.2:1", "x", "10.0.0.2"},
	}
	for _, tt := range tests {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = tt.peer
		if tt.said != "" {
			r.Header.Set("X-Forwarded-For", tt.said)
		}
		if got := s.Address(r); got != tt.want {
			t.Errorf("%s: Address = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 2, 11, 0, 0, 0, 0, time.UTC)
	s, _ := newServer(t, web.Config{Now: func() time.Time { return now }})
	l := s.NewLimit(3, time.Minute)
	for i := range 3 {
		if err := l.Take("a"); err != nil {
			t.Fatalf("token %d: %v", i+1, err)
		}
	}
	err := l.Take("a")
	if p := problem.Of(err); p == nil || p.Kind != problem.KindTooMany || !strings.Contains(p.Advice, "60秒") {
		t.Errorf("the fourth = %v", err)
	}
	if err := l.Take("b"); err != nil {
		t.Errorf("another key: %v", err)
	}
	now = now.Add(time.Minute)
	if err := l.Take("a"); err != nil {
		t.Errorf("a minute later: %v", err)
	}
	if l.Take("a") == nil {
		t.Error("a minute gave two tokens")
	}
	for i := range 300_000 {
		l.Take(strconv.Itoa(i))
	}
}

func TestSession(t *testing.T) {
	t.Parallel()
	s, a := newServer(t, web.Config{})
	a.Handle("GET /in", func(w http.ResponseWriter, r *http.Request) error {
		s.SetSession(w, r, "secret")
		return nil
	})
	tests := []struct{ name, url, want string }{
		{"加密", "https://www.qingxi.example/in", "__Host-session=secret; Path=/; HttpOnly; Secure; SameSite=Lax"},
		{"本机", "http://localhost:8080/in", "session=secret; Path=/; HttpOnly; SameSite=Lax"},
		{"未加密", "http://192.0.2.1/in", "__Host-session=secret; Path=/; HttpOnly; Secure; SameSite=Lax"},
	}
	for _, tt := range tests {
		if got := ask(s, "GET", tt.url, "").Header().Get("Set-Cookie"); got != tt.want {
			t.Errorf("%s: Set-Cookie = %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCache(t *testing.T) {
	t.Parallel()
	var generation, made atomic.Int64
	c := web.NewCache(1<<20, func() string { return strconv.FormatInt(generation.Load(), 10) })
	s, a := newServer(t, web.Config{})
	gate := make(chan struct{})
	a.Handle("GET /page", c.Keep(func(w http.ResponseWriter, r *http.Request) error {
		made.Add(1)
		<-gate
		if r.URL.Query().Get("q") == "bad" {
			return problem.NotFound("没有")
		}
		_, err := w.Write([]byte(strings.Repeat("公", 1000) + r.URL.RawQuery))
		return err
	}, "q"))
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if w := ask(s, "GET", "/page?x=1", ""); w.Code != 200 {
				t.Errorf("GET = %d", w.Code)
			}
		})
	}
	time.Sleep(20 * time.Millisecond)
	close(gate)
	all.Wait()
	ask(s, "GET", "/page?y=2", "")
	if n := made.Load(); n != 1 {
		t.Errorf("51 requests made the page %d times, want 1", n)
	}
	if w := ask(s, "GET", "/page?q=2&x=1", ""); !strings.HasSuffix(w.Body.String(), "q=2") || made.Load() != 2 {
		t.Errorf("q=2: %d times, %.20q", made.Load(), w.Body)
	}
	generation.Add(1)
	ask(s, "GET", "/page", "")
	if n := made.Load(); n != 3 {
		t.Errorf("after a change made %d times, want 3", n)
	}
	for range 2 {
		if w := ask(s, "GET", "/page?q=bad", ""); w.Code != 404 || w.Header().Get("Etag") != "" {
			t.Errorf("bad = %d %v", w.Code, w.Header())
		}
	}
	if n := made.Load(); n != 5 {
		t.Errorf("a failure was kept: made %d times, want 5", n)
	}
	for i := range 2000 { // bounded: the pages longest not asked for go
		ask(s, "GET", "/page?q="+strconv.Itoa(i), "")
	}
	before := made.Load()
	if ask(s, "GET", "/page?q=0", ""); made.Load() != before+1 {
		t.Error("the cache kept more than it may")
	}
}

func TestOverlay(t *testing.T) {
	t.Parallel()
	overlay := fstest.MapFS{
		"parts/problem.html": {Data: []byte(`{{define "problem"}}<h1>{{.Head}}</h1><p>本地的话</p>{{end}}`)},
		"static/look.css":    {Data: []byte("body{}")},
	}
	s, _ := newServer(t, web.Config{Overlay: overlay})
	if body := ask(s, "GET", "/none", "").Body.String(); !strings.Contains(body, "本地的话") {
		t.Error("the operator's template is not used")
	}
	if body := ask(s, "GET", "/static/look.css", "").Body.String(); body != "body{}" {
		t.Errorf("the operator's sheet is not used: %.40q", body)
	}
	if _, err := web.NewServer(web.Config{Origin: "www.qingxi.example/x"}); err == nil || !strings.Contains(err.Error(), "https://") {
		t.Errorf("a wrong public address: %v", err)
	}
}
