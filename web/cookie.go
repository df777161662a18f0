package web

import (
	"net/http"
	"time"
)

// The cookies of the portal. Over encrypted connections their names begin with
// __Host-, so that a browser takes them for this host alone.
const hostPrefix = "__Host-"

// SetCookie gives the browser a value for a time; 0 is until it is closed. An
// empty value takes the cookie away. No script can read it and no other site
// makes the browser send it along.
func (s *Server) SetCookie(w http.ResponseWriter, r *http.Request, name, value string, keep time.Duration) {
	c := &http.Cookie{Name: s.cookieName(r, name), Value: value, Path: "/", HttpOnly: true, Secure: s.isHTTPS(r), SameSite: http.SameSiteLaxMode, MaxAge: int(keep.Seconds())}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// Cookie is the value that the browser was given, "" for none.
func (s *Server) Cookie(r *http.Request, name string) string {
	if c, err := r.Cookie(s.cookieName(r, name)); err == nil {
		return c.Value
	}
	return ""
}

func (s *Server) cookieName(r *http.Request, name string) string {
	if s.isHTTPS(r) {
		return hostPrefix + name
	}
	return name
}
