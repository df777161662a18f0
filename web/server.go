package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"gongkai/law/problem"
	"gongkai/web/static"
)

// A Config says how the server stands in the world. Every field is useful at its
// zero value.
type Config struct {
	// Site gives the words of header and footer; nil means none are set.
	Site func(context.Context) Site
	// Log gets one line a request and the causes of failures; nil drops them.
	Log *slog.Logger
	// Now is the clock; nil is the real one.
	Now func() time.Time
	// Origin is the public address, https://www.qingxi.example, without a path; ""
	// where it is not known. It is needed where a proxy changes the host.
	Origin string
	// Proxies are the networks whose word on the client's address is believed.
	Proxies []netip.Prefix
	// PlainHTTP lets people sign in over connections that are not encrypted, for
	// offices whose network ends at the door.
	PlainHTTP bool
	// Overlay holds templates and static files that stand in the place of ours;
	// nil for none.
	Overlay fs.FS
	// Observe is told of every request, for metrics; may be nil.
	Observe func(pattern string, status int, took time.Duration)
}

// A Server answers the requests of all areas.
type Server struct {
	Config
	mux    *http.ServeMux
	assets *assets
	areas  []*Area
	cross  *http.CrossOriginProtection
	secure bool // the public address is encrypted
}

// NewServer makes a server without pages: areas add them.
func NewServer(c Config) (*Server, error) {
	s := &Server{Config: c, mux: http.NewServeMux(), cross: http.NewCrossOriginProtection()}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Site == nil {
		s.Site = func(context.Context) Site { return Site{} }
	}
	if c.Origin != "" {
		u, err := url.Parse(c.Origin)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || strings.Trim(u.Path, "/") != "" {
			return nil, problem.Invalid("公开网址“%s”不对", c.Origin).Try("请写成 https://www.example.gov.cn，不带路径").At("origin")
		}
		s.Origin, s.secure = u.Scheme+"://"+u.Host, u.Scheme == "https"
		if err := s.cross.AddTrustedOrigin(s.Origin); err != nil {
			return nil, fmt.Errorf("trust the public address: %w", err)
		}
	}
	folders := []fs.FS{static.Files}
	if c.Overlay != nil {
		if own, err := fs.Sub(c.Overlay, "static"); err == nil {
			folders = append(folders, own)
		}
	}
	var err error
	if s.assets, err = newAssets(folders...); err != nil {
		return nil, err
	}
	s.handle("GET "+assetPrefix+"{name}", s.assets.serve)
	s.handle("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) error {
		s.assets.answers["favicon.ico"].write(w, r)
		return nil
	})
	return s, nil
}

// handle adds what belongs to no area.
func (s *Server) handle(pattern string, h Handler) {
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// Mount adds a handler outside all areas, such as the metrics.
func (s *Server) Mount(pattern string, h http.Handler) { s.mux.Handle(pattern, h) }

// maxBody is how large a body may be where the handler asks for no more.
const maxBody = 1 << 20

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	note := &note{number: requestNumber(), began: s.Now()}
	r = r.WithContext(context.WithValue(r.Context(), noteKey{}, note))
	rec := &recorder{ResponseWriter: w}
	defer s.finish(rec, r, note)
	defer s.catch(rec, r)
	s.setHeaders(rec.Header(), r)
	if err := s.sameOrigin(r); err != nil {
		s.fail(rec, r, err)
		return
	}
	if s.switchDisplay(rec, r) {
		return
	}
	handler, pattern := s.mux.Handler(r)
	if note.pattern = pattern; pattern == "" {
		s.noPage(rec, r, handler)
		return
	}
	s.mux.ServeHTTP(rec, r)
}

// noPage answers what no pattern takes: a path nobody knows, or one that does
// not take the method. The multiplexer's own answer knows which.
func (s *Server) noPage(w http.ResponseWriter, r *http.Request, answer http.Handler) {
	asked := &recorder{ResponseWriter: &nowhere{header: http.Header{}}}
	answer.ServeHTTP(asked, r)
	switch asked.status {
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", asked.Header().Get("Allow"))
		s.fail(w, r, &Refusal{Status: http.StatusMethodNotAllowed, Says: "这个网址不能这样使用", Advice: "请回到原来的页面，从页面上的链接或者按钮进入"})
	case http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		answer.ServeHTTP(w, r)
	default:
		s.fail(w, r, errNoPage)
	}
}

// errNoPage is the one answer for what does not exist and for what outsiders
// must not know of.
var errNoPage = problem.NotFound("网址可能写错了，也可能内容没有公布").Try("请核对网址，或者从下面的链接进入")

// NoPage is the answer for everything that is not there or not public; nothing
// tells the two apart.
func NoPage() error { return errNoPage }

// nowhere swallows an answer that is only looked at.
type nowhere struct{ header http.Header }

func (n *nowhere) Header() http.Header         { return n.header }
func (n *nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (n *nowhere) WriteHeader(int)             {}

// HTTP returns an http.Server with the time limits we hold clients to. A slow
// client may take minutes over a large file, but not over a request's head.
func (s *Server) HTTP(address string) *http.Server {
	return &http.Server{
		Addr: address, Handler: s,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       5 * time.Minute,
		WriteTimeout:      5 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
}

// areaOf is the area whose pages answer for a path.
func (s *Server) areaOf(path string) *Area {
	var best *Area
	for _, a := range s.areas {
		under := strings.HasPrefix(path, a.prefix) || path == strings.TrimSuffix(a.prefix, "/")
		if under && (best == nil || len(a.prefix) > len(best.prefix)) {
			best = a
		}
	}
	return best
}

// isGone says that the client has gone away.
func isGone(r *http.Request, err error) bool {
	return errors.Is(err, context.Canceled) && r.Context().Err() != nil
}
