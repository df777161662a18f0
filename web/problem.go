package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gongkai/law/problem"
)

// A Refusal is an answer about the request itself rather than the matter.
type Refusal struct {
	Status int    // 400, 405, 429, 503
	Says   string // without a final 。
	Advice string
	Err    error         // for the log
	Wait   time.Duration // after which to try again; 0 when unknown
}

// Error returns what the log says.
func (f *Refusal) Error() string {
	if f.Err != nil {
		return f.Says + "：" + f.Err.Error()
	}
	return f.Says
}

// Unwrap returns the cause.
func (f *Refusal) Unwrap() error { return f.Err }

// BadRequest is for a request that cannot be understood, such as a broken form.
func BadRequest(err error) error {
	return &Refusal{Status: http.StatusBadRequest, Says: "没有看懂这个请求", Advice: "请回到原来的页面重新操作", Err: err}
}

// Unavailable is for what cannot be done for the moment.
func Unavailable(err error, wait time.Duration) error {
	return &Refusal{Status: http.StatusServiceUnavailable, Says: "现在不能办理", Advice: "请稍后再试，已经提交成功的内容不受影响", Err: err, Wait: wait}
}

// A problemPage is the page of an error.
type problemPage struct {
	Page
	Head  string
	Says  []string
	Note  string // number of the request, for the telephone
	Links []Link
}

// An outcome is an error as the client gets it.
type outcome struct {
	status int
	head   string
	says   []string
	field  string
	wait   time.Duration
	cause  error // to be logged; nil when the client is to blame
}

// heads are the first words of an error's page.
var heads = map[int]string{
	http.StatusBadRequest:            "没有看懂这个请求",
	http.StatusUnauthorized:          "请先登录",
	http.StatusForbidden:             "没有办理权限",
	http.StatusNotFound:              "没有找到这个页面",
	http.StatusMethodNotAllowed:      "这个网址不能这样使用",
	http.StatusConflict:              "现在不能这样办理",
	http.StatusRequestEntityTooLarge: "提交的内容太大",
	http.StatusUnprocessableEntity:   "填写的内容需要修改",
	http.StatusTooManyRequests:       "操作过于频繁",
	http.StatusInternalServerError:   "系统出现错误",
	http.StatusServiceUnavailable:    "暂时不能访问",
}

// outcomeOf decides what the client is told of an error.
func outcomeOf(r *http.Request, err error) outcome {
	var (
		refusal *Refusal
		large   *http.MaxBytesError
		known   *problem.Error
	)
	switch {
	case errors.As(err, &refusal):
		o := outcome{status: refusal.Status, says: sentences(refusal.Says, refusal.Advice), wait: refusal.Wait}
		if refusal.Status >= 500 {
			o.cause = err
		}
		return o
	case errors.As(err, &large):
		p := problem.TooLarge("提交的内容超过%s", Size(int(large.Limit))).Try("请减少内容，或者把文件缩小后重新提交")
		return told(p)
	case errors.As(err, &known) && known.Kind != problem.KindInternal:
		return told(known)
	case known != nil && IsTold(known):
		return outcome{status: known.Kind.Status(), head: "现在不能办理", cause: err, says: []string{known.Sentence()}}
	case errors.Is(err, context.DeadlineExceeded):
		return outcomeOf(r, Unavailable(err, 0))
	}
	return outcome{status: http.StatusInternalServerError, cause: err,
		says: []string{"系统出现错误（编号 " + Number(r) + "），请稍后重试或联系管理员。"}}
}

// IsTold says that a problem is our own fault and says what it is: the disk is
// full, the database does not answer.
func IsTold(p *problem.Error) bool {
	return p.Kind == problem.KindInternal && p.Says != problem.Internal(nil).Says
}

func told(p *problem.Error) outcome {
	o := outcome{status: p.Kind.Status(), field: p.Field, says: []string{p.Sentence()}}
	if p.Kind == problem.KindTooMany {
		o.wait = time.Minute
	}
	return o
}

func sentences(parts ...string) (all []string) {
	for _, s := range parts {
		if s != "" {
			all = append(all, s+"。")
		}
	}
	return all
}

// fail answers with an error in the area the path belongs to.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if isGone(r, err) {
		return
	}
	o := outcomeOf(r, err)
	if o.cause != nil {
		s.LogFailure(r, o.cause)
	}
	header := w.Header()
	for _, name := range []string{"Etag", "Last-Modified", "Content-Encoding", "Content-Disposition", "Content-Length"} {
		header.Del(name)
	}
	header.Set("Cache-Control", "no-store")
	if o.wait > 0 {
		header.Set("Retry-After", strconv.Itoa(int(o.wait.Seconds())))
	}
	o.head = cmp.Or(o.head, heads[o.status], http.StatusText(o.status))
	if wantsJSON(r) {
		writeOnce(w, r, o.status, "application/problem+json; charset=utf-8", o.json(r))
		return
	}
	if area := s.areaOf(r.URL.Path); area != nil {
		body, failed := area.execute(r, problemView, area.views.layout, area.problemPage(r, o))
		if failed == nil {
			writeOnce(w, r, o.status, "text/html; charset=utf-8", body)
			return
		}
		s.LogFailure(r, failed)
	}
	writeOnce(w, r, o.status, "text/plain; charset=utf-8", []byte(strings.Join(o.says, "")+"\n"))
}

func (a *Area) fail(w http.ResponseWriter, r *http.Request, err error) { a.server.fail(w, r, err) }

func (a *Area) problemPage(r *http.Request, o outcome) *problemPage {
	p := &problemPage{Page: Page{Title: o.head}, Head: o.head, Says: o.says}
	if o.status != http.StatusNotFound { // the same page for everything that is not there
		p.Note = "编号 " + Number(r)
	}
	for _, link := range a.frame(r).Nav {
		p.Links = append(p.Links, Link{Text: link.Text, Address: link.Address})
	}
	return p
}

// json is the error as RFC 9457 has it.
func (o outcome) json(r *http.Request) []byte {
	body, _ := json.Marshal(struct { // strings and numbers: cannot fail
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
		Field  string `json:"field,omitempty"`
		Number string `json:"number"`
	}{o.head, o.status, strings.Join(o.says, ""), o.field, Number(r)})
	return append(body, '\n')
}

// wantsJSON says whether the client asks for JSON rather than for a page.
func wantsJSON(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	json := strings.Index(accept, "application/json")
	if json < 0 {
		json = strings.Index(accept, "application/problem+json")
	}
	html := strings.Index(accept, "text/html")
	return json >= 0 && (html < 0 || json < html)
}
