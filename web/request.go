package web

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// A note is what the server keeps of a request while it lasts.
type note struct {
	number  string
	pattern string
	began   time.Time
}

type noteKey struct{}

func noteOf(r *http.Request) *note {
	if n, ok := r.Context().Value(noteKey{}).(*note); ok {
		return n
	}
	return &note{}
}

// Number is the request's number, which the page of a failure shows and every
// line of the log about it has.
func Number(r *http.Request) string { return noteOf(r).number }

// digits of request numbers: none that can be misread on the telephone.
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

func requestNumber() string {
	var b [6]byte
	rand.Read(b[:]) // never fails
	for i := range b {
		b[i] = digits[b[i]%32]
	}
	return string(b[:])
}

// A recorder watches what is sent.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int
}

// WriteHeader notes the status.
func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 {
		rec.status = status
	}
	rec.ResponseWriter.WriteHeader(status)
}

// Write counts.
func (rec *recorder) Write(b []byte) (int, error) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	n, err := rec.ResponseWriter.Write(b)
	rec.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }

// catch turns a panic into a numbered page. The panic that ends a connection on
// purpose goes on.
func (s *Server) catch(w *recorder, r *http.Request) {
	fault := recover()
	if fault == nil {
		return
	}
	if fault == http.ErrAbortHandler {
		panic(fault)
	}
	err := fmt.Errorf("panic: %v", fault)
	s.Log.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String("request", Number(r)),
		slog.String("pattern", noteOf(r).pattern), slog.Any("panic", fault), slog.String("stack", string(debug.Stack())))
	if w.status == 0 {
		s.fail(w, r, err)
	}
}

// finish logs one line a request: no address, no query, no name of a person.
func (s *Server) finish(w *recorder, r *http.Request, n *note) {
	took := s.Now().Sub(n.began)
	if s.Observe != nil {
		s.Observe(n.pattern, w.status, took)
	}
	s.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("request", n.number),
		slog.String("method", r.Method), slog.String("pattern", n.pattern), slog.Int("status", w.status),
		slog.Int("bytes", w.bytes), slog.Float64("ms", float64(took.Microseconds())/1000))
}

// LogFailure tells the operator why a request failed.
func (s *Server) LogFailure(r *http.Request, err error) {
	s.Log.LogAttrs(r.Context(), slog.LevelError, "request failed", slog.String("request", Number(r)),
		slog.String("pattern", noteOf(r).pattern), slog.String("error", err.Error()))
}
