package portal_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"gongkai/office/store/storetest"
	"gongkai/web"
	"gongkai/web/portal"
	"gongkai/web/webtest"
)

// A sight is a page of the portal as a citizen meets it.
type sight struct {
	path    string // in the office of [published]; "" for that of the pattern
	nothing int    // the status with nothing yet; 0 means 200
	many    bool   // longer when there is more
	isFile  bool   // for machines
	varies  bool   // has a question of its own each time
	other   bool   // of a case or sent by a form: apply_test.go and track_test.go look at it
}

// sights are all pages of the portal. TestSights fails when its own table has
// one that is not here.
var sights = map[string]sight{
	"GET /{$}":                              {path: "/", many: true},
	"GET /organs":                           {},
	"GET /organs/{organ}":                   {nothing: 404, many: true},
	"GET /organs/{organ}/guide":             {nothing: 404},
	"GET /organs/{organ}/system":            {nothing: 404},
	"GET /organs/{organ}/catalog.csv":       {nothing: 404, isFile: true},
	"GET /organs/{organ}/catalog":           {nothing: 404},
	"GET /organs/{organ}/reports":           {nothing: 404, many: true},
	"GET /reports":                          {many: true},
	"GET /reports/{organ}/{year}":           {nothing: 404},
	"GET /reports/{organ}/{year}/{version}": {nothing: 404},
	"GET /reports/{organ}/{year}/compare":   {nothing: 404, many: true},
	"GET /open":                             {many: true},
	"GET /open/dictionary":                  {},
	"GET /open/dictionary.csv":              {isFile: true},
	"GET /open/coverage":                    {many: true},
	"GET /open/coverage.csv":                {isFile: true},
	"GET /open/versions":                    {many: true},
	"GET /open/versions.csv":                {isFile: true},
	"GET /open/schema.json":                 {isFile: true},
	"GET /open/table-schema.json":           {isFile: true},
	"GET /open/data.csv":                    {isFile: true},
	"GET /open/data.jsonl":                  {isFile: true},
	"GET /open/cells/{organ}/{code}":        {nothing: 404, many: true},
	"GET /apply":                            {varies: true},
	"GET /organs/{organ}/apply":             {nothing: 404, varies: true},
	"POST /apply":                           {other: true},
	"GET /apply/receipt":                    {other: true},
	"GET /apply/guide":                      {},
	"GET /apply/form.docx":                  {isFile: true},
	"GET /apply/form.pdf":                   {isFile: true},
	"GET /track":                            {},
	"POST /track":                           {other: true},
	"POST /track/leave":                     {other: true},
	"GET /track/case":                       {other: true},
	"GET /track/case/{act}":                 {other: true},
	"POST /track/case/{act}":                {other: true},
	"GET /track/files/{file}":               {other: true},
	"GET /accessibility":                    {},
	"GET /privacy":                          {},
	"GET /map":                              {},
	"GET /feed.atom":                        {isFile: true},
	"GET /robots.txt":                       {isFile: true},
	"GET /sitemap.xml":                      {isFile: true},
}

// each calls the test for every page of the portal.
func (s *site) each(t *testing.T, test func(pattern, path string, s sight)) {
	t.Helper()
	server, err := web.NewServer(web.Config{Now: s.Now})
	if err != nil {
		t.Fatal(err)
	}
	p, err := portal.New(server, s.Store, folder(t))
	if err != nil {
		t.Fatal(err)
	}
	routes := p.Routes()
	for _, row := range routes {
		seen, ok := sights[row.Pattern]
		if !ok {
			t.Errorf("%s: a new page needs its states in the table sights", row.Pattern)
			continue
		}
		if seen.other {
			continue
		}
		path := seen.path
		if path == "" {
			path = strings.NewReplacer("{organ}", s.Township.String(), "{year}", "2024", "{version}", "v1", "{code}", "application.newly_received.total").Replace(strings.TrimPrefix(row.Pattern, "GET "))
		}
		test(row.Pattern, path, seen)
	}
	if len(routes) != len(sights) {
		t.Errorf("sights knows %d pages, the portal has %d", len(sights), len(routes))
	}
}

// more publishes the reports of the years before.
func (s *site) more(t *testing.T) {
	for year := 2021; year < 2023; year++ {
		s.publish(t, year, nil)
	}
}

// TestSights asks for every page with nothing yet, with a published report, and
// with more; in a session of the desk that has ended they are the same.
func TestSights(t *testing.T) {
	t.Parallel()
	empty := &site{Office: &storetest.Office{Store: storetest.New(t)}}
	empty.Handler = serve(t, empty.Store)
	empty.each(t, func(pattern, path string, s sight) {
		want := http.StatusOK
		if s.nothing != 0 {
			want = s.nothing
		}
		if w := get(empty.Handler, path); w.Code != want {
			t.Errorf("%s with nothing yet = %d, want %d", pattern, w.Code, want)
		}
	})
	full := published(t)
	for _, state := range []string{"one", "more"} {
		full.each(t, func(pattern, path string, s sight) {
			w := get(full.Handler, path)
			if w.Code != http.StatusOK {
				t.Errorf("%s with %s = %d, want 200", pattern, state, w.Code)
			}
			if again := get(full.Handler, path, "Cookie", "session=ended"); again.Body.String() != w.Body.String() && !s.varies {
				t.Errorf("%s with %s is another page in a session that has ended", pattern, state)
			}
			if s.isFile {
				return
			}
			for _, fault := range webtest.Faults(w.Body.String()) {
				t.Errorf("%s with %s: %s", pattern, state, fault)
			}
		})
		if state == "one" {
			full.more(t)
		}
	}
}

// TestPortalInBrowser shows every page to Chromium, on the screen and on paper,
// in large letters and in high contrast. Rooms that have many pages have a
// browser of their own, as one runs for minutes only.
func TestPortalInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	empty := &site{Office: &storetest.Office{Store: storetest.New(t)}}
	empty.Handler = serve(t, empty.Store)
	full := published(t)
	for _, room := range []string{"/organs", "/open", "/reports", "/"} {
		t.Run(strings.Trim(room, "/")+"room", func(t *testing.T) {
			empty.look(t, "nothing", room, func(s sight) bool { return s.many && s.nothing == 0 })
			b := full.look(t, "one", room, func(s sight) bool { return true })
			full.others(b, room)
		})
	}
	full.more(t)
	for _, room := range []string{"/organs", "/open", "/reports", "/"} {
		t.Run(strings.Trim(room, "/")+"more", func(t *testing.T) {
			full.look(t, "more", room, func(s sight) bool { return s.many })
		})
	}
}

// look shows the pages of a room that are wanted; with one of everything also on
// paper.
func (s *site) look(t *testing.T, state, room string, wanted func(sight) bool) *webtest.Browser {
	b := webtest.Open(t, s.Handler)
	s.each(t, func(pattern, path string, seen sight) {
		if seen.isFile || !wanted(seen) || roomOf(pattern) != room {
			return
		}
		b.Visit(path)
		b.Look(state + "-" + named(pattern))
		if state == "one" {
			b.Print(state + "-" + named(pattern))
		}
	})
	return b
}

// roomOf is the part of the portal that a page belongs to.
func roomOf(pattern string) string {
	for _, room := range []string{"/organs", "/open", "/reports"} {
		if strings.HasPrefix(pattern, "GET "+room) {
			return room
		}
	}
	return "/"
}

// others shows what a room says when something is wrong or not there.
func (s *site) others(b *webtest.Browser, room string) {
	town, other, merged := "/organs/"+s.Township.String(), "/organs/"+s.Other.String(), "/organs/"+s.Merged.String()
	nothing := "?q=" + url.QueryEscape("没有")
	for _, page := range []struct{ room, path, name string }{
		{"/organs", "/organs" + nothing, "none-found"}, {"/organs", "/organs/00000000", "not-found"}, {"/organs", merged, "merged"}, {"/organs", merged + "/guide", "merged-guide"},
		{"/organs", other + "/guide", "no-guide"}, {"/organs", other + "/system", "no-system"}, {"/organs", other + "/catalog", "no-items"},
		{"/organs", town + "/catalog" + nothing, "no-item-found"}, {"/organs", other + "/reports", "no-report"},
		{"/open", "/open/coverage?year=24", "not-understood"}, {"/open", "/open/coverage?year=2024&organ=" + s.County.String(), "chosen"},
		{"/open", "/open/cells/" + s.Other.String() + "/remedy.reconsideration.total", "no-cell"}, {"/open", "/open/data.csv?table=x", "refused"},
	} {
		if page.room == room {
			b.Visit(page.path)
			b.Look(page.name)
		}
	}
	if room != "/reports" {
		return
	}
	for _, display := range []string{"large", "contrast"} {
		b.Visit("/reports/" + s.Township.String() + "/" + strconv.Itoa(2024))
		b.Press(map[string]string{"large": "大字", "contrast": "高对比"}[display])
		b.Look(display)
	}
}

// named is a page's name for its pictures.
func named(pattern string) string {
	name := strings.NewReplacer("GET /", "", "{$}", "home", "/{organ}/{year}", "-report", "organs/{organ}", "organ", "{", "", "}", "").Replace(pattern)
	return strings.ReplaceAll(name, "/", "-")
}
