package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// An answer is a finished answer that is kept: its bytes, plain and compressed,
// and its headers.
type answer struct {
	header   http.Header // all but those of the body
	plain    []byte
	gzip     []byte // nil where compressing gains nothing
	tag      string // the ETag of the plain bytes
	gzipTag  string
	modified time.Time // whole seconds; zero when unknown
}

func newAnswer(contentType, keep string, body []byte) *answer {
	header := http.Header{"Content-Type": {contentType}, "Cache-Control": {keep}}
	return finish(header, body)
}

// finish hashes and compresses an answer.
func finish(header http.Header, body []byte) *answer {
	sum := sha256.Sum256(body)
	hash := base64.RawURLEncoding.EncodeToString(sum[:12])
	a := &answer{header: header, plain: body, tag: `"` + hash + `"`}
	if isText(header.Get("Content-Type")) && len(body) > 512 {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level exists
		z.Write(body)                                         // into memory: cannot fail
		z.Close()
		a.gzip, a.gzipTag = bytes.Clone(b.Bytes()), `"`+hash+`-gz"`
	}
	if t, err := http.ParseTime(header.Get("Last-Modified")); err == nil {
		a.modified = t
	}
	return a
}

func isText(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || strings.Contains(contentType, "json") ||
		strings.Contains(contentType, "xml") || strings.Contains(contentType, "javascript")
}

// size is about what the answer takes in memory.
func (a *answer) size() int { return len(a.plain) + len(a.gzip) + 1024 }

// write sends the answer, or 304 when the browser has it.
func (a *answer) write(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	for name, values := range a.header {
		header[name] = values
	}
	body, tag := a.plain, a.tag
	if a.gzip != nil {
		addVary(header, "Accept-Encoding")
		if acceptsGzip(r) {
			body, tag = a.gzip, a.gzipTag
			header["Content-Encoding"] = []string{"gzip"}
		}
	}
	header["Etag"] = []string{tag}
	if a.isKnown(r, tag) {
		delete(header, "Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(body) // a broken connection is the browser's affair
	}
}

// isKnown says that the browser's copy is this answer. Of the two conditions
// the hash decides where both are given.
func (a *answer) isKnown(r *http.Request, tag string) bool {
	if tags := r.Header.Get("If-None-Match"); tags != "" {
		for known := range strings.SplitSeq(tags, ",") {
			if known = strings.TrimPrefix(strings.TrimSpace(known), "W/"); known == tag || known == "*" {
				return true
			}
		}
		return false
	}
	if since := r.Header.Get("If-Modified-Since"); since != "" && !a.modified.IsZero() {
		t, err := http.ParseTime(since)
		return err == nil && !a.modified.After(t)
	}
	return false
}

// addVary adds a name to the header Vary without touching a slice that answers
// share.
func addVary(header http.Header, name string) {
	old := header["Vary"]
	for _, v := range old {
		if strings.Contains(v, name) {
			return
		}
	}
	header["Vary"] = append(old[:len(old):len(old)], name)
}

// acceptsGzip says whether the browser takes gzip: it names it without q=0.
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name = strings.TrimSpace(name); name != "gzip" && name != "*" {
			continue
		}
		weight = strings.ReplaceAll(weight, " ", "")
		return !(strings.HasPrefix(weight, "q=0") && strings.Trim(weight, "q=0.") == "")
	}
	return false
}

// zippers compress pages that are not kept.
var zippers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level exists
	return z
}}

// writeOnce sends a page made for this one request.
func writeOnce(w http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) {
	header := w.Header()
	header.Set("Content-Type", contentType)
	if len(body) > 1400 {
		addVary(header, "Accept-Encoding")
		if acceptsGzip(r) {
			var b bytes.Buffer
			z := zippers.Get().(*gzip.Writer)
			z.Reset(&b)
			z.Write(body) // into memory: cannot fail
			z.Close()
			zippers.Put(z)
			body = b.Bytes()
			header.Set("Content-Encoding", "gzip")
		}
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body) // a broken connection is the browser's affair
	}
}
