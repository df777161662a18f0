package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"gongkai/web"
)

type helloPage struct {
	web.Page
	Fields web.Fields
	Pager  web.Pager
	Notice *web.Notice
	Empty  *web.Empty
}

func TestSmoke(t *testing.T) {
	t.Parallel()
	s, err := web.NewServer(web.Config{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Area(web.Options{Layout: "desk", Prefix: "/", Files: fstest.MapFS{"hello.html": {Data: []byte(`{{define "main"}}<h1>你好</h1>{{template "summary" .Fields}}{{template "field" .Fields.Of "x"}}{{template "pages" .Pager}}{{template "notice" .Notice}}{{template "empty" .Empty}}{{end}}`)}}})
	if err != nil {
		t.Fatal(err)
	}
	a.Handle("GET /hello", func(w http.ResponseWriter, r *http.Request) error {
		return a.Render(w, r, 200, "hello", &helloPage{Page: web.Page{Title: "你好", Desk: &web.DeskHead{Person: "李敏"}}, Fields: web.Fields{{Name: "x", Label: "文号", Hint: "如", Error: "请填写"}}})
	})
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/hello", nil))
	t.Log(w.Code, w.Header(), w.Body.String())
	w = httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/none", nil))
	t.Log(w.Code, w.Body.String())
}
