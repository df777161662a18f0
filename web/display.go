package web

import (
	"net/http"
	"net/url"
	"strings"
)

// A Display is how pages are shown: a class of the html element.
type Display string

const (
	Standard Display = ""         // as the office has designed it
	Large    Display = "large"    // 大字, for the old and for weak eyes
	Contrast Display = "contrast" // 高对比
)

// A DisplayLink is one of the three ways to show the page, in the header.
type DisplayLink struct {
	Label, Address string
	Current        bool
}

var displays = []struct {
	display Display
	label   string
	word    string // in the address
}{{Standard, "标准", "standard"}, {Large, "大字", "large"}, {Contrast, "高对比", "contrast"}}

const displayCookie = "display"

// displayOf reads the cookie.
func displayOf(r *http.Request) Display {
	if c, err := r.Cookie(displayCookie); err == nil {
		if d := Display(c.Value); d == Large || d == Contrast {
			return d
		}
	}
	return Standard
}

// displayLinks are the links that switch the display of the page asked for.
func displayLinks(r *http.Request) []DisplayLink {
	now := displayOf(r)
	query := r.URL.Query()
	links := make([]DisplayLink, 0, len(displays))
	for _, d := range displays {
		query.Set("display", d.word)
		links = append(links, DisplayLink{d.label, "?" + query.Encode(), d.display == now})
	}
	return links
}

// switchDisplay answers a link that switches the display: it sets the cookie and
// leads back to the same page. It reports false for every other request.
func (s *Server) switchDisplay(w http.ResponseWriter, r *http.Request) bool {
	if r.Method != http.MethodGet || !strings.Contains(r.URL.RawQuery, "display=") {
		return false
	}
	query := r.URL.Query()
	for _, d := range displays {
		if query.Get("display") != d.word {
			continue
		}
		c := &http.Cookie{Name: displayCookie, Value: string(d.display), Path: "/", MaxAge: 365 * 24 * 60 * 60,
			HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: s.isHTTPS(r)}
		if d.display == Standard {
			c.MaxAge = -1
		}
		http.SetCookie(w, c)
		query.Del("display")
		back := url.URL{Path: localPath(r.URL.Path), RawQuery: query.Encode()}
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, back.String(), http.StatusSeeOther)
		return true
	}
	return false
}

// localPath keeps a path from naming another host, as //elsewhere would.
func localPath(path string) string { return "/" + strings.TrimLeft(path, `/\`) }
