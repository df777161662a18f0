package web

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestStream sends an answer that is written as it is made, plain and
// compressed, knows it again, and breaks off when writing fails.
func TestStream(t *testing.T) {
	t.Parallel()
	s, err := NewServer(Config{})
	if err != nil {
		t.Fatal(err)
	}
	modified := time.Date(2025, 3, 10, 8, 0, 0, 7, time.UTC)
	ask := func(fails bool, header ...string) (w *httptest.ResponseRecorder, broken any) {
		r := httptest.NewRequest(http.MethodGet, "/data", nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w = httptest.NewRecorder()
		defer func() { broken = recover() }()
		err := s.Stream(w, r, Stream{ContentType: "text/csv", Name: "a.csv", Hash: "abc", Modified: modified, Write: func(out io.Writer) error {
			io.WriteString(out, "1,2,3\n")
			if fails {
				return errors.New("the database is gone")
			}
			return nil
		}})
		if err != nil {
			t.Errorf("Stream = %v", err)
		}
		return w, nil
	}
	for _, tt := range []struct {
		name, header, value string
		status              int
		tag                 string
	}{
		{"plain", "Accept", "*/*", 200, `"abc"`},
		{"gzip", "Accept-Encoding", "gzip", 200, `"abc-gz"`},
		{"known", "If-None-Match", `"abc"`, 304, `"abc"`},
		{"of gzip", "If-None-Match", `"abc-gz"`, 200, `"abc"`},
		{"since then", "If-Modified-Since", "Mon, 10 Mar 2025 08:00:00 GMT", 304, `"abc"`},
		{"before", "If-Modified-Since", "Mon, 10 Mar 2025 07:59:59 GMT", 200, `"abc"`},
	} {
		w, _ := ask(false, tt.header, tt.value)
		if w.Code != tt.status || w.Header().Get("Etag") != tt.tag {
			t.Errorf("%s: %d, tag %s, want %d, %s", tt.name, w.Code, w.Header().Get("Etag"), tt.status, tt.tag)
		}
		var body io.Reader = w.Body
		if w.Header().Get("Content-Encoding") == "gzip" {
			if body, err = gzip.NewReader(body); err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
		}
		got, err := io.ReadAll(body)
		if want := map[int]string{200: "1,2,3\n", 304: ""}[tt.status]; string(got) != want || err != nil {
			t.Errorf("%s: body %q, %v, want %q", tt.name, got, err, want)
		}
	}
	if w, broken := ask(true); broken != http.ErrAbortHandler {
		t.Errorf("a stream that fails ends with %v and %d, want a broken connection", broken, w.Code)
	}
}
