package web

import (
	"bytes"
	"container/list"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// A Cache keeps finished public pages with their compressed bytes. A page is
// made again when the generation of what it tells has changed; of many that ask
// for it at once only one waits for the making. Its memory is bounded, the pages
// longest not asked for go first.
type Cache struct {
	generation func() string
	most       int

	mu    sync.Mutex
	size  int
	pages map[string]*list.Element // of *kept
	order *list.List               // the latest in front
	made  map[string]*making
}

// A kept is one page in the cache.
type kept struct {
	key        string
	generation string
	answer     *answer
}

// A making is a page being made, for which others wait.
type making struct {
	done   chan struct{}
	answer *answer // nil when it failed or may not be kept
}

// NewCache makes a cache of at most that many bytes. generation names the state
// of everything the pages tell, the day included where they tell it.
func NewCache(most int, generation func() string) *Cache {
	return &Cache{generation: generation, most: most, pages: map[string]*list.Element{}, order: list.New(), made: map[string]*making{}}
}

// Keep returns a handler whose pages are kept. parameters are those of the query
// that make a difference; others are taken away before h sees them.
func (c *Cache) Keep(h Handler, parameters ...string) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if r.URL.RawQuery != "" {
			r = only(r, parameters)
		}
		key := string(displayOf(r)) + " " + r.URL.Path
		if r.URL.RawQuery != "" {
			key += "?" + r.URL.RawQuery
		}
		generation := c.generation()
		a, m, mine := c.find(key, generation)
		switch {
		case a != nil:
			a.write(w, r)
			return nil
		case mine:
			return c.make(w, r, h, key, generation, m)
		}
		select {
		case <-m.done:
		case <-r.Context().Done():
			return r.Context().Err()
		}
		if m.answer != nil {
			m.answer.write(w, r)
			return nil
		}
		return h(w, r) // what failed for another is answered to each by itself
	}
}

// only returns the request with the parameters that count, in one order.
func only(r *http.Request, parameters []string) *http.Request {
	query := r.URL.Query()
	for name, values := range query {
		if !slices.Contains(parameters, name) || values[0] == "" {
			query.Del(name)
			continue
		}
		query[name] = values[:1]
	}
	out := r.Clone(r.Context())
	out.URL.RawQuery = query.Encode()
	return out
}

// find returns the page, or the making of it and whether it is the caller's.
func (c *Cache) find(key, generation string) (*answer, *making, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.pages[key]; e != nil {
		if k := e.Value.(*kept); k.generation == generation {
			c.order.MoveToFront(e)
			return k.answer, nil, false
		}
		c.drop(e)
	}
	if m := c.made[key+" "+generation]; m != nil {
		return nil, m, false
	}
	m := &making{done: make(chan struct{})}
	c.made[key+" "+generation] = m
	return nil, m, true
}

// make makes the page, answers with it and keeps it.
func (c *Cache) make(w http.ResponseWriter, r *http.Request, h Handler, key, generation string, m *making) error {
	defer func() { // also after a panic, or those who wait would wait for ever
		c.mu.Lock()
		delete(c.made, key+" "+generation)
		c.mu.Unlock()
		close(m.done)
	}()
	whole := r.Clone(r.Context()) // the page as it is, not for this browser alone
	whole.Method = http.MethodGet
	for _, name := range []string{"Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range"} {
		whole.Header.Del(name)
	}
	made := &capture{header: http.Header{}}
	if err := h(made, whole); err != nil {
		return err
	}
	if made.status != http.StatusOK {
		made.replay(w, r)
		return nil
	}
	made.header.Del("Content-Length")
	made.header.Set("Cache-Control", "no-cache")
	addVary(made.header, "Cookie")
	m.answer = finish(made.header, made.body.Bytes())
	c.put(&kept{key, generation, m.answer})
	m.answer.write(w, r)
	return nil
}

func (c *Cache) put(k *kept) {
	if k.answer.size() > c.most/4 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.pages[k.key]; e != nil {
		c.drop(e)
	}
	c.pages[k.key] = c.order.PushFront(k)
	c.size += k.answer.size() + len(k.key)
	for c.size > c.most {
		c.drop(c.order.Back())
	}
}

func (c *Cache) drop(e *list.Element) {
	k := c.order.Remove(e).(*kept)
	delete(c.pages, k.key)
	c.size -= k.answer.size() + len(k.key)
}

// A capture holds an answer instead of sending it.
type capture struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header returns the header being built.
func (c *capture) Header() http.Header { return c.header }

// WriteHeader notes the status.
func (c *capture) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
}

// Write takes a piece of the body.
func (c *capture) Write(b []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	return c.body.Write(b)
}

// replay sends what was held.
func (c *capture) replay(w http.ResponseWriter, r *http.Request) {
	for name, values := range c.header {
		if !strings.EqualFold(name, "Content-Length") {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(max(c.status, http.StatusOK))
	if r.Method != http.MethodHead {
		w.Write(c.body.Bytes()) // a broken connection is the browser's affair
	}
}
