package portal

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"time"

	"gongkai/law/calendar"
)

// A feed tells feed readers of reports newly published and revised (RFC 4287).
type feed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []feedLink  `xml:"link"`
	Entries []feedEntry `xml:"entry"`
}

// A feedLink is one of the addresses of the feed or of an entry.
type feedLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

// A feedEntry is one published version.
type feedEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Author  string     `xml:"author>name"`
	Updated string     `xml:"updated"`
	Link    []feedLink `xml:"link"`
	Summary string     `xml:"summary"`
}

const feedShown = 50

func (p *Portal) feed(w http.ResponseWriter, r *http.Request) error {
	all, err := p.recent(r, feedShown, 0)
	if err != nil {
		return err
	}
	origin := p.origin(r)
	f := feed{Lang: "zh-CN", ID: origin + "/feed.atom", Title: p.server.Site(r.Context()).Organ + "政府信息公开年度报告", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links: []feedLink{{"self", "application/atom+xml", origin + "/feed.atom"}, {"alternate", "text/html", origin + "/reports"}}}
	for i, l := range all {
		e := feedEntry{ID: origin + l.VersionPath(), Title: l.Title, Author: l.Organ.Name, Updated: l.PublishedAt.UTC().Format(time.RFC3339),
			Link: []feedLink{{"alternate", "text/html", origin + l.VersionPath()}}, Summary: calendar.BeijingDate(l.PublishedAt).Chinese() + "公布。"}
		if l.N > 1 {
			e.Title = fmt.Sprintf("%s（订正，第%d版）", l.Title, l.N)
			e.Summary = fmt.Sprintf("%s订正，原因：%s。", calendar.BeijingDate(l.PublishedAt).Chinese(), l.Reason)
		}
		if i == 0 {
			f.Updated = e.Updated
		}
		f.Entries = append(f.Entries, e)
	}
	body, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return fmt.Errorf("write the feed: %w", err)
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, err = w.Write(append([]byte(xml.Header), body...))
	return err
}
