package web

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"gongkai/law/problem"
)

// A Limit lets each key, an address or an account, do something a number of
// times in a row and then at a steady pace: a bucket that holds Burst tokens
// and gets a new one every Every. Its memory is bounded: keys not seen for as
// long as a bucket takes to fill are forgotten, and under a flood of keys the
// oldest ones.
type Limit struct {
	Burst int
	Every time.Duration

	now func() time.Time

	mu       sync.Mutex
	turned   time.Time
	present  map[string]bucket
	previous map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

// maxKeys is how many keys one half of a limit's memory holds, about 8 MB in
// all.
const maxKeys = 50_000

// NewLimit makes a limit on the clock of the server.
func (s *Server) NewLimit(burst int, every time.Duration) *Limit {
	return &Limit{Burst: burst, Every: every, now: s.Now, present: map[string]bucket{}}
}

// Take takes one token of the key. Where there is none it returns a problem that
// says how long to wait.
func (l *Limit) Take(key string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.turn(now)
	b, ok := l.present[key]
	if !ok {
		if b, ok = l.previous[key]; !ok {
			b = bucket{float64(l.Burst), now}
		}
	}
	if passed := now.Sub(b.at); passed > 0 {
		b.tokens = min(float64(l.Burst), b.tokens+float64(passed)/float64(l.Every))
		b.at = now
	}
	if b.tokens < 1 {
		l.present[key] = b
		return tooMany(time.Duration((1 - b.tokens) * float64(l.Every)))
	}
	b.tokens--
	l.present[key] = b
	return nil
}

// turn forgets the older half of the memory when the younger is old or full.
func (l *Limit) turn(now time.Time) {
	if now.Sub(l.turned) < time.Duration(l.Burst)*l.Every && len(l.present) < maxKeys {
		return
	}
	l.previous, l.present, l.turned = l.present, make(map[string]bucket), now
}

func tooMany(wait time.Duration) error {
	wait = (wait + time.Second - 1).Truncate(time.Second)
	p := problem.TooMany("操作过于频繁")
	if wait > 90*time.Second {
		wait = (wait + time.Minute - 1).Truncate(time.Minute)
		p = p.Try("请在%d分钟后再试", wait/time.Minute)
	} else {
		p = p.Try("请在%d秒后再试", wait/time.Second)
	}
	return &Refusal{Status: p.Kind.Status(), Says: p.Says, Advice: p.Advice, Err: p, Wait: wait}
}

// ByAddress holds a page to the limit for each client's address; of IPv6 for
// each network, as a client has a whole one.
func (s *Server) ByAddress(l *Limit, h Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := l.Take(Network(s.Address(r))); err != nil {
			return err
		}
		return h(w, r)
	}
}

// Network is what a limit counts of an address: of IPv6 its network of 64 bits.
func Network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Is4() {
		return address
	}
	p, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return p.String()
}
