// Package portal is the public face (公众门户): the organs and their annual
// reports, for everyone, without signing in and without script. Every report
// has an address for ever, the latest version and each earlier one, as a page
// and as files. Here people apply for information (申请公开) and follow what
// becomes of it (办理查询).
//
// The package promises to show what was published and nothing else: what is not
// public answers like what does not exist. Pages are kept whole, with their
// compressed bytes, until something public changes or the day does. A case is
// shown to nobody but whoever has its query code, and never says who applied or
// who was consulted.
package portal

import (
	"context"
	"embed"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/store"
	"gongkai/web"
)

//go:embed *.html
var files embed.FS

// A Portal answers for the public pages.
type Portal struct {
	store  *store.Store
	server *web.Server
	area   *web.Area
	pages  *web.Cache
	files  *web.Cache
	sizes  sizes
	// limit holds each address to a pace of downloads, streams all of them to a
	// number at a time.
	limit   *web.Limit
	streams chan struct{}
	disk    *attachment.Folder // the files of applications, sealed
	uploads *web.Room          // forms with files, held in memory
	paces   paces
}

// paces hold each address to a pace, by what it does.
type paces struct {
	post   *web.Limit // forms sent
	open   *web.Limit // applications made
	file   *web.Limit // files sent
	follow *web.Limit // query codes tried, by address
	number *web.Limit // and by the number they are tried for
}

func newPaces(s *web.Server) paces {
	return paces{
		post: s.NewLimit(60, 10*time.Second), open: s.NewLimit(20, 3*time.Minute), file: s.NewLimit(20, time.Minute),
		follow: s.NewLimit(20, time.Minute), number: s.NewLimit(10, 6*time.Minute),
	}
}

// How much memory finished pages and files of reports may take.
const (
	mostPages = 24 << 20
	mostFiles = 24 << 20
)

// mostUploads forms with files are held in memory at a time, each up to
// [mostForm]; the next one waits.
const (
	mostUploads = 24
	uploadWait  = 15 * time.Second
)

// New adds the portal to the server. Files of applications are kept in disk.
func New(server *web.Server, s *store.Store, disk *attachment.Folder) (*Portal, error) {
	p := &Portal{store: s, server: server, disk: disk, uploads: web.NewRoom(mostUploads, uploadWait), paces: newPaces(server), limit: server.NewLimit(openBurst, openSeconds*time.Second), streams: make(chan struct{}, openTogether)}
	p.pages = web.NewCache(mostPages, func() string {
		return strconv.FormatUint(s.Generation(context.Background()), 36) + " " + s.Today().String()
	})
	p.files = web.NewCache(mostFiles, func() string { return "" }) // a published version never changes
	var err error
	p.area, err = server.Area(web.Options{Layout: "portal", Prefix: "/", Files: files, Frame: frame})
	if err != nil {
		return nil, err
	}
	for _, r := range p.Routes() {
		if r.Most > 0 {
			p.area.HandleLarge(r.Pattern, r.Most, r.Handle)
			continue
		}
		p.area.Handle(r.Pattern, r.Handle)
	}
	return p, nil
}

// Area is the portal's area, whose templates tests look at.
func (p *Portal) Area() *web.Area { return p.area }

// anyone may use every page of the portal.
const anyone = "anyone"

// queryCode is what one has shown for the pages of a case.
const queryCode = "query code"

// Routes are all addresses of the portal.
func (p *Portal) Routes() []web.Route {
	return []web.Route{
		{Pattern: "GET /{$}", May: anyone, Handle: p.pages.Keep(p.home)},
		{Pattern: "GET /organs", May: anyone, Handle: p.pages.Keep(p.organs, "q")},
		{Pattern: "GET /organs/{organ}", May: anyone, Handle: p.pages.Keep(p.organ)},
		{Pattern: "GET /organs/{organ}/guide", May: anyone, Handle: p.pages.Keep(p.guide)},
		{Pattern: "GET /organs/{organ}/system", May: anyone, Handle: p.pages.Keep(p.system)},
		{Pattern: "GET /organs/{organ}/catalog", May: anyone, Handle: p.catalog},
		{Pattern: "GET /organs/{organ}/catalog.csv", May: anyone, Handle: p.server.ByAddress(p.limit, p.catalogCSV)},
		{Pattern: "GET /organs/{organ}/apply", May: anyone, Handle: p.apply},
		{Pattern: "GET /apply", May: anyone, Handle: p.apply},
		{Pattern: "POST /apply", May: anyone, Handle: p.server.ByAddress(p.paces.post, p.uploads.Keep(p.sendForm)), Most: mostForm},
		{Pattern: "GET /apply/receipt", May: anyone, Handle: p.receipt},
		{Pattern: "GET /apply/guide", May: anyone, Handle: p.pages.Keep(p.applyGuide)},
		{Pattern: "GET /apply/form.docx", May: anyone, Handle: p.server.ByAddress(p.limit, p.blankWord())},
		{Pattern: "GET /apply/form.pdf", May: anyone, Handle: p.server.ByAddress(p.limit, p.blankPDF())},
		{Pattern: "GET /track", May: anyone, Handle: p.track},
		{Pattern: "POST /track", May: anyone, Handle: p.server.ByAddress(p.paces.follow, p.find)},
		{Pattern: "POST /track/leave", May: anyone, Handle: p.leave},
		{Pattern: "GET /track/case", May: queryCode, Handle: p.ofCase(p.caseShown)},
		{Pattern: "GET /track/case/{act}", May: queryCode, Handle: p.ofCase(p.actForm)},
		{Pattern: "POST /track/case/{act}", May: queryCode, Handle: p.server.ByAddress(p.paces.post, p.uploads.Keep(p.ofCase(p.act))), Most: mostForm},
		{Pattern: "GET /track/files/{file}", May: queryCode, Handle: p.ofCase(p.caseFile)},
		{Pattern: "GET /organs/{organ}/reports", May: anyone, Handle: p.pages.Keep(p.organReports)},
		{Pattern: "GET /reports", May: anyone, Handle: p.pages.Keep(p.reports, "year", "q", "page")},
		{Pattern: "GET /reports/{organ}/{year}", May: anyone, Handle: p.latest},
		{Pattern: "GET /reports/{organ}/{year}/{version}", May: anyone, Handle: p.version},
		{Pattern: "GET /reports/{organ}/{year}/compare", May: anyone, Handle: p.pages.Keep(p.compare, "with")},
		{Pattern: "GET /open", May: anyone, Handle: p.pages.Keep(p.open)},
		{Pattern: "GET /open/dictionary", May: anyone, Handle: p.pages.Keep(p.dictionary)},
		{Pattern: "GET /open/dictionary.csv", May: anyone, Handle: p.pages.Keep(p.dictionaryCSV, "bom")},
		{Pattern: "GET /open/coverage", May: anyone, Handle: p.coverage},
		{Pattern: "GET /open/coverage.csv", May: anyone, Handle: p.server.ByAddress(p.limit, p.coverageCSV)},
		{Pattern: "GET /open/versions", May: anyone, Handle: p.pages.Keep(p.versions, "page")},
		{Pattern: "GET /open/versions.csv", May: anyone, Handle: p.server.ByAddress(p.limit, p.versionsCSV)},
		{Pattern: "GET /open/schema.json", May: anyone, Handle: p.pages.Keep(p.schema)},
		{Pattern: "GET /open/table-schema.json", May: anyone, Handle: p.pages.Keep(p.tableSchema)},
		{Pattern: "GET /open/data.csv", May: anyone, Handle: p.server.ByAddress(p.limit, p.dataCSV)},
		{Pattern: "GET /open/data.jsonl", May: anyone, Handle: p.server.ByAddress(p.limit, p.dataLines)},
		{Pattern: "GET /open/cells/{organ}/{code}", May: anyone, Handle: p.pages.Keep(p.cell)},
		{Pattern: "GET /accessibility", May: anyone, Handle: p.pages.Keep(p.words("accessibility", "无障碍声明"))},
		{Pattern: "GET /privacy", May: anyone, Handle: p.pages.Keep(p.words("privacy", "隐私说明"))},
		{Pattern: "GET /map", May: anyone, Handle: p.pages.Keep(p.siteMap)},
		{Pattern: "GET /feed.atom", May: anyone, Handle: p.pages.Keep(p.feed)},
		{Pattern: "GET /sitemap.xml", May: anyone, Handle: p.sitemap},
		{Pattern: "GET /robots.txt", May: anyone, Handle: p.robots},
	}
}

// frame is what all public pages have.
func frame(*http.Request) web.Page {
	return web.Page{Nav: []web.Link{
		{Text: "首页", Address: "/"},
		{Text: "公开平台", Address: "/organs"},
		{Text: "年度报告", Address: "/reports"},
		{Text: "申请公开", Address: "/apply"},
		{Text: "办理查询", Address: "/track"},
		{Text: "开放数据", Address: "/open"},
	}}
}

// homeLink begins every crumb.
var homeLink = web.Link{Text: "首页", Address: "/"}

// hidden turns every “not found” into the one answer that tells nothing.
func hidden(err error) error {
	if err != nil && problem.Of(err).Kind == problem.KindNotFound {
		return web.NoPage()
	}
	return err
}

// organOf reads the organ from the address.
func (p *Portal) organOf(r *http.Request) (store.Organ, error) {
	word := r.PathValue("organ")
	id, err := organ.ParseID(word)
	if err != nil || word != id.String() {
		return store.Organ{}, web.NoPage()
	}
	o, err := p.store.Organ(r.Context(), id)
	return o, hidden(err)
}

// client is whom a limit counts: the address, of IPv6 the network.
func (p *Portal) client(r *http.Request) string { return web.Network(p.server.Address(r)) }

// isTold parts what a person is told from what is our own fault.
func isTold(err error) (*problem.Error, error) {
	var told *problem.Error
	if errors.As(err, &told) && told.Kind != problem.KindInternal {
		return told, err
	}
	return nil, err
}

// yearOf reads a year as addresses have it.
func yearOf(word string) (int, bool) {
	year, err := strconv.Atoi(word)
	return year, err == nil && year >= 2000 && year <= 9999 && len(word) == 4
}

// The addresses of an organ, a report and a version of it.
func organPath(id organ.ID) string { return "/organs/" + id.String() }

func reportPath(id organ.ID, year int) string {
	return "/reports/" + id.String() + "/" + strconv.Itoa(year)
}

func versionPath(id organ.ID, year, n int) string {
	return reportPath(id, year) + "/v" + strconv.Itoa(n)
}

// matches says whether a name holds what was typed, blanks aside.
func matches(query string, names ...string) bool {
	for _, name := range names {
		if strings.Contains(name, query) {
			return true
		}
	}
	return false
}
