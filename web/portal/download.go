package portal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/docx"
	"gongkai/paper/html"
	"gongkai/paper/pdf"
	"gongkai/paper/xlsx"
	"gongkai/web"
)

// A format is one of the files a report can be had as.
type format struct {
	ext, label, contentType string
	inline                  bool // browsers show it
	write                   func(io.Writer, *report.Report) error
}

// formats are in the order of the page. JSON is the published version itself,
// byte for byte, to which its hash belongs.
var formats = []format{
	{"docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false, composed(docx.Write)},
	{"pdf", "PDF", "application/pdf", true, composed(pdf.Write)},
	{"xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false, composed(xlsx.Write)},
	{"csv", "CSV", "text/csv; charset=utf-8", false, func(w io.Writer, r *report.Report) error { return csv.Write(w, r.Long()) }},
	{"html", "网页", "text/html; charset=utf-8", true, composed(html.Write)},
	{"json", "JSON", "application/json; charset=utf-8", true, nil},
}

func composed(write func(io.Writer, *paper.Document) error) func(io.Writer, *report.Report) error {
	return func(w io.Writer, r *report.Report) error { return write(w, r.Compose()) }
}

func formatOf(ext string) *format {
	for i := range formats {
		if formats[i].ext == ext {
			return &formats[i]
		}
	}
	return nil
}

// file makes the file of a version.
func (f *format) file(v store.Version, rep *report.Report) ([]byte, error) {
	if f.write == nil {
		return v.Content, nil
	}
	var b bytes.Buffer
	if err := f.write(&b, rep); err != nil {
		return nil, fmt.Errorf("write the report %s %d v%d as %s: %w", v.Organ, v.Year, v.N, f.ext, err)
	}
	return b.Bytes(), nil
}

// A download is a file offered on the page.
type download struct {
	Label, Address string
	Size           string
}

// Sizes are the sizes of files by the hash of their version. A version never
// changes, so they are reckoned once.
type sizes struct {
	mu    sync.Mutex
	known map[string][]int
}

// maxSizes bounds the memory of sizes: beyond it all are reckoned anew.
const maxSizes = 20_000

// downloads offers the files of a version with their sizes.
func (p *Portal) downloads(ctx context.Context, v store.Version, rep *report.Report) ([]download, error) {
	rep, err := p.filed(ctx, rep)
	if err != nil {
		return nil, err
	}
	lengths, err := p.sizes.of(v, rep)
	if err != nil {
		return nil, err
	}
	all := make([]download, len(formats))
	for i, f := range formats {
		all[i] = download{f.label, versionPath(v.Organ, v.Year, v.N) + "." + f.ext, web.Size(lengths[i])}
	}
	return all, nil
}

// filed is the report as its files show it. JSON is not made from it.
func (p *Portal) filed(ctx context.Context, rep *report.Report) (*report.Report, error) {
	demo, err := p.store.Demo(ctx)
	if err != nil || demo == store.NoDemo {
		return rep, err
	}
	return web.MadeUp(rep), nil
}

func (s *sizes) of(v store.Version, rep *report.Report) ([]int, error) {
	s.mu.Lock()
	lengths, ok := s.known[v.SHA256]
	s.mu.Unlock()
	if ok {
		return lengths, nil
	}
	for i := range formats {
		data, err := formats[i].file(v, rep)
		if err != nil {
			return nil, err
		}
		lengths = append(lengths, len(data))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || len(s.known) >= maxSizes {
		s.known = map[string][]int{}
	}
	s.known[v.SHA256] = lengths
	return lengths, nil
}

// download sends a file. The address of the latest version is that of a
// different version tomorrow, so the file is kept under its own.
func (p *Portal) download(w http.ResponseWriter, r *http.Request, year string, n int, ext string) error {
	f := formatOf(ext)
	if f == nil {
		return web.NoPage()
	}
	if n == 0 {
		_, v, err := p.published(r, year, 0)
		if err != nil {
			return err
		}
		n = v.N
		r = r.Clone(r.Context())
		r.URL.Path = versionPath(v.Organ, v.Year, v.N) + "." + ext
	}
	return p.files.Keep(func(w http.ResponseWriter, r *http.Request) error {
		return p.send(w, r, year, n, f)
	})(w, r)
}

func (p *Portal) send(w http.ResponseWriter, r *http.Request, year string, n int, f *format) error {
	_, v, err := p.published(r, year, n)
	if err != nil {
		return err
	}
	rep, err := readVersion(v)
	if err == nil {
		rep, err = p.filed(r.Context(), rep)
	}
	if err != nil {
		return err
	}
	data, err := f.file(v, rep)
	if err != nil {
		return err
	}
	header := w.Header()
	header.Set("Content-Type", f.contentType)
	header.Set("Last-Modified", v.PublishedAt.UTC().Format(http.TimeFormat))
	how := "attachment"
	if f.inline {
		how = "inline"
	}
	header.Set("Content-Disposition", how+"; filename*=UTF-8''"+url.PathEscape(strings.Join(strings.Fields(v.Title), "")+"."+f.ext))
	// Published data is for everyone, programs on other sites included.
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if f.ext == "html" {
		header.Set("Content-Security-Policy", fileSecurity(data))
	}
	_, err = w.Write(data)
	return err
}

// fileSecurity lets a file of the report program, which carries its own sheet,
// use that sheet and nothing else.
func fileSecurity(page []byte) string {
	_, rest, _ := bytes.Cut(page, []byte("<style>"))
	sheet, _, _ := bytes.Cut(rest, []byte("</style>"))
	sum := sha256.Sum256(sheet)
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
}
