package portal

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"

	"gongkai/law/calendar"
	"gongkai/office/store"
	"gongkai/web"
)

// A wordsPage is a page of words only.
type wordsPage struct{ web.Page }

// words is the handler of a page of words only.
func (p *Portal) words(name, title string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		page := &wordsPage{web.Page{Title: title, Crumb: []web.Link{homeLink, {Text: title}}}}
		return p.area.Render(w, r, http.StatusOK, name, page)
	}
}

// A mapPage is the map of the site for people.
type mapPage struct {
	web.Page
	Organs []store.Organ
}

const mapShown = 2000

func (p *Portal) siteMap(w http.ResponseWriter, r *http.Request) error {
	organs, err := p.store.Organs(r.Context())
	if err != nil {
		return err
	}
	organs = existing(organs)
	page := &mapPage{web.Page{Title: "网站地图", Crumb: []web.Link{homeLink, {Text: "网站地图"}}}, organs[:min(len(organs), mapShown)]}
	return p.area.Render(w, r, http.StatusOK, "map", page)
}

// origin is the site's public address, as far as it is known.
func (p *Portal) origin(r *http.Request) string {
	if p.server.Origin != "" {
		return p.server.Origin
	}
	return "http://" + r.Host
}

// maxSitemap is how many addresses a sitemap may hold (sitemaps.org).
const maxSitemap = 50_000

// sitemap is the map of the site for machines.
func (p *Portal) sitemap(w http.ResponseWriter, r *http.Request) error {
	organs, err := p.store.Organs(r.Context())
	if err != nil {
		return err
	}
	versions, err := p.store.Latest(r.Context())
	if err != nil {
		return err
	}
	type address struct {
		Loc     string `xml:"loc"`
		Changed string `xml:"lastmod,omitempty"`
	}
	set := struct {
		XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []address `xml:"url"`
	}{}
	origin := p.origin(r)
	for _, path := range []string{"/", "/organs", "/reports", "/apply", "/apply/guide", "/track", "/open", "/open/dictionary", "/open/coverage", "/open/versions", "/accessibility", "/privacy"} {
		set.URLs = append(set.URLs, address{Loc: origin + path})
	}
	for _, v := range versions {
		set.URLs = append(set.URLs, address{origin + reportPath(v.Organ, v.Year), calendar.BeijingDate(v.PublishedAt).String()})
	}
	for _, o := range organs {
		for _, c := range columns {
			if !strings.Contains(c.end, "#") {
				set.URLs = append(set.URLs, address{Loc: origin + organPath(o.ID) + c.end})
			}
		}
	}
	set.URLs = set.URLs[:min(len(set.URLs), maxSitemap)]
	body, err := xml.MarshalIndent(set, "", " ")
	if err != nil {
		return fmt.Errorf("write the sitemap: %w", err)
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	_, err = w.Write(append([]byte(xml.Header), body...))
	return err
}

// robots lets everybody read the portal and nobody the desk.
func (p *Portal) robots(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	var b strings.Builder
	b.WriteString("User-agent: *\nDisallow: /desk/\n")
	if p.server.Origin != "" {
		b.WriteString("Sitemap: " + p.server.Origin + "/sitemap.xml\n")
	}
	_, err := w.Write([]byte(b.String()))
	return err
}
