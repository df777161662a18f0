package web

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"slices"
)

// A Handler answers a request or returns why it did not: a *problem.Error, a
// *[Refusal], or any other error, which is our own fault. It must not have
// written anything when it returns an error.
type Handler func(http.ResponseWriter, *http.Request) error

// Options make an area.
type Options struct {
	Layout string // portal or desk
	Prefix string // of its addresses, ending in a slash
	Files  fs.FS  // its templates
	// Frame gives what is alike on all pages of the area, its navigation first of
	// all; nil for nothing.
	Frame func(*http.Request) Page
	// Functions for its templates beyond those of every template; may be nil.
	Functions template.FuncMap
}

// An Area is a part of the site with a layout and pages of its own: the portal,
// the desk.
type Area struct {
	server *Server
	prefix string
	frame  func(*http.Request) Page
	views  *Views
}

// Area adds an area to the server.
func (s *Server) Area(o Options) (*Area, error) {
	funcs := s.funcs()
	maps.Copy(funcs, o.Functions)
	views, err := parseViews(o.Layout, o.Files, s.Overlay, funcs)
	if err != nil {
		return nil, err
	}
	a := &Area{server: s, prefix: o.Prefix, frame: o.Frame, views: views}
	if a.frame == nil {
		a.frame = func(*http.Request) Page { return Page{} }
	}
	s.areas = append(s.areas, a)
	return a, nil
}

// Views are the area's templates.
func (a *Area) Views() *Views { return a.views }

// Handle adds a page: a method and a path as net/http has them. Its body may
// hold one megabyte.
func (a *Area) Handle(pattern string, h Handler) { a.HandleLarge(pattern, maxBody, h) }

// HandleLarge adds a page whose body may be larger, such as one that takes
// files.
func (a *Area) HandleLarge(pattern string, most int64, h Handler) {
	a.server.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, most)
		if err := h(w, r); err != nil {
			a.fail(w, r, err)
		}
	})
}

// Render executes the template of that name with the page and sends it. page is
// a pointer to a struct that embeds [Page].
func (a *Area) Render(w http.ResponseWriter, r *http.Request, status int, name string, page paged) error {
	body, err := a.execute(r, name, a.views.layout, page)
	if err != nil {
		return err
	}
	keep(w.Header(), r)
	writeOnce(w, r, status, "text/html; charset=utf-8", body)
	return nil
}

// Fragment executes one block of a page's template, for a request that replaces
// a part of the page.
func (a *Area) Fragment(w http.ResponseWriter, r *http.Request, status int, name, block string, page paged) error {
	body, err := a.execute(r, name, block, page)
	if err != nil {
		return err
	}
	keep(w.Header(), r)
	writeOnce(w, r, status, "text/html; charset=utf-8", body)
	return nil
}

func (a *Area) execute(r *http.Request, name, block string, page paged) ([]byte, error) {
	t := a.views.pages[name]
	if t == nil {
		return nil, fmt.Errorf("no template %q in the area %s", name, a.prefix)
	}
	p := page.page()
	p.over(a.frame(r))
	p.Site = a.server.Site(r.Context())
	p.Display, p.Displays = displayOf(r), displayLinks(r)
	var b bytes.Buffer
	b.Grow(32 << 10)
	if err := t.ExecuteTemplate(&b, block, page); err != nil {
		return nil, fmt.Errorf("execute the template %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// keep says that a page is asked for anew each time, unless its handler said
// otherwise; pages for one person are not to be stored at all.
func keep(header http.Header, r *http.Request) {
	if header.Get("Cache-Control") != "" {
		return
	}
	header.Set("Cache-Control", "no-store")
	if r.Header.Get("Cookie") == "" && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		header.Set("Cache-Control", "no-cache")
	}
}

// A Route is one row of an area's table: who may use it stands beside the
// address, so that no page can be added without saying so.
type Route struct {
	Pattern string // METHOD /path
	May     string // "anyone", or the action a person needs
	Handle  Handler
	Most    int64 // the largest body; 0 means one megabyte
}

// Listing writes a table of routes as text in the order of the addresses, for a
// golden file.
func Listing(routes []Route) string {
	lines := make([]string, len(routes))
	for i, r := range routes {
		lines[i] = fmt.Sprintf("%-44s %s\n", r.Pattern, r.May)
	}
	slices.SortFunc(lines, func(a, b string) int { return bytes.Compare(byPath(a), byPath(b)) })
	var b bytes.Buffer
	for _, line := range lines {
		b.WriteString(line)
	}
	return b.String()
}

// byPath is a line with its path in front of the method.
func byPath(line string) []byte {
	method, path, _ := bytes.Cut([]byte(line), []byte(" "))
	return append(append(bytes.Clone(path), ' '), method...)
}
