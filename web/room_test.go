package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gongkai/law/problem"
	"gongkai/web"
)

// TestRoom: a large form waits for a place, a small one needs none.
func TestRoom(t *testing.T) {
	t.Parallel()
	room := web.NewRoom(1, 20*time.Millisecond)
	inside, leave := make(chan bool), make(chan bool)
	slow := room.Keep(func(http.ResponseWriter, *http.Request) error { inside <- true; <-leave; return nil })
	quick := room.Keep(func(http.ResponseWriter, *http.Request) error { return nil })
	request := func(length int64) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(""))
		r.ContentLength = length
		return r
	}
	ended := make(chan error)
	go func() { ended <- slow(nil, request(5<<20)) }()
	<-inside
	for _, length := range []int64{2 << 20, -1} {
		if p := problem.Of(quick(nil, request(length))); p == nil || p.Kind != problem.KindTooMany {
			t.Errorf("a form of %d bytes in a full room: %v", length, p)
		}
	}
	if err := quick(nil, request(1000)); err != nil {
		t.Errorf("a small form: %v", err)
	}
	close(leave)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := quick(nil, request(2<<20)); err != nil {
		t.Errorf("a large form in an empty room: %v", err)
	}
}
