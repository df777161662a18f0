package web

import (
	"net/http"
	"net/netip"
	"strings"

	"gongkai/law/problem"
)

// policy lets a page load from its own site and nothing else: no script, style
// or frame from elsewhere and none inside the page, no form to elsewhere.
const policy = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

// headers are sent with every answer.
var headers = map[string]string{
	"Content-Security-Policy":      policy,
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY", // for browsers that do not know frame-ancestors
	"Referrer-Policy":              "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
}

func (s *Server) setHeaders(header http.Header, r *http.Request) {
	for name, value := range headers {
		header[name] = []string{value}
	}
	if s.isHTTPS(r) {
		header.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// isHTTPS says whether the browser's connection is encrypted: ours, that of a
// proxy we believe, or the public address by which the office is known.
func (s *Server) isHTTPS(r *http.Request) bool {
	if r.TLS != nil {
		return true
	}
	if proto := r.Header.Get("X-Forwarded-Proto"); proto != "" && s.isProxy(peer(r)) {
		return proto == "https"
	}
	return s.secure && !isLocal(r)
}

// isLocal says whether the browser speaks to this machine by its own name.
func isLocal(r *http.Request) bool {
	host := r.Host
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && address.IsLoopback()
}

// foreign is the answer to a form that did not come from our own pages.
var foreign = problem.Forbidden("这次提交不是从本网站的页面发出的，没有办理").Try("请回到原来的页面重新提交；如果仍然不行，请换一个浏览器")

// sameOrigin refuses changes that another site asks for in a person's name. The
// browser says where a request comes from (Sec-Fetch-Site, Origin); one that
// says neither and yet carries a cookie is refused too, as it cannot be told
// from a forged one.
func (s *Server) sameOrigin(r *http.Request) error {
	if err := s.cross.Check(r); err != nil {
		return foreign.From(err)
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return nil
	}
	if r.Header.Get("Cookie") != "" && r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == "" {
		return foreign
	}
	return nil
}

// peer is the address at the other end of the connection.
func peer(r *http.Request) netip.Addr {
	end, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return end.Addr().Unmap()
}

func (s *Server) isProxy(a netip.Addr) bool {
	for _, p := range s.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// Address is the client's address. What proxies say of it (X-Forwarded-For) is
// believed from the near end, as far as the proxies are ours.
func (s *Server) Address(r *http.Request) string {
	address := peer(r)
	if !s.isProxy(address) {
		return text(address)
	}
	said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(said) - 1; i >= 0; i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(said[i]))
		if err != nil {
			break
		}
		if address = next.Unmap(); !s.isProxy(address) {
			break
		}
	}
	return text(address)
}

func text(a netip.Addr) string {
	if !a.IsValid() {
		return ""
	}
	return a.WithZone("").String()
}

// The session's cookie. Under __Host- a browser takes it only over encrypted
// connections, for this host alone and for every path.
const (
	sessionCookie      = "__Host-session"
	plainSessionCookie = "session" // on this machine, and where the office allows it
)

// mayBePlain says whether the cookie may go over this unencrypted connection.
func (s *Server) mayBePlain(r *http.Request) bool {
	return !s.isHTTPS(r) && (s.PlainHTTP || isLocal(r))
}

// SetSession gives the browser the token of a session until it is closed; an
// empty token takes it away.
func (s *Server) SetSession(w http.ResponseWriter, r *http.Request, token string) {
	c := &http.Cookie{Name: sessionCookie, Value: token, Path: "/", HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode}
	if s.mayBePlain(r) {
		c.Name, c.Secure = plainSessionCookie, false
	}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// CanSignIn says whether the browser will keep a session on this connection;
// without it people would be signed out at once and not know why.
func (s *Server) CanSignIn(r *http.Request) bool { return s.isHTTPS(r) || s.mayBePlain(r) }

// SessionToken is the token the browser has, "" for none.
func (s *Server) SessionToken(r *http.Request) string {
	name := sessionCookie
	if s.mayBePlain(r) {
		name = plainSessionCookie
	}
	if c, err := r.Cookie(name); err == nil {
		return c.Value
	}
	return ""
}
