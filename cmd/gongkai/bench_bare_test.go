package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	stdcsv "encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	xhtml "golang.org/x/net/html"

	"gongkai/paper/text"
)

// The bare decoders: what any program must at least do to get at the text of a
// format, by the library most would take.

// readText is our own reader: the standard library has none that tells
// encodings, paragraphs and cells apart.
func readText(data []byte) error {
	_, err := text.Read(data)
	return err
}

// scanText cuts lines into words and checks the encoding, as a script would.
func scanText(data []byte) error {
	if !utf8.Valid(data) {
		return errors.New("not UTF-8")
	}
	words := 0
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		words += len(strings.Fields(lines.Text()))
	}
	if words == 0 {
		return errors.New("no text")
	}
	return nil
}

// parseHTML builds the tree, without which rows and spans cannot be told.
func parseHTML(data []byte) error {
	_, err := xhtml.Parse(bytes.NewReader(data))
	return err
}

// tokenizeHTML parts a page into tags, attributes and text, and no more.
func tokenizeHTML(data []byte) error {
	z := xhtml.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			if z.Err() == io.EOF {
				return nil
			}
			return z.Err()
		case xhtml.TextToken:
			z.Text()
		case xhtml.StartTagToken, xhtml.SelfClosingTagToken:
			for _, more := z.TagName(); more; {
				_, _, more = z.TagAttr()
			}
		}
	}
}

func tokenizeDOCX(data []byte) error { return tokenizeParts(data, "word/document.xml") }

func tokenizeXLSX(data []byte) error { return tokenizeParts(data, "xl/") }

// tokenizeParts unpacks the parts of an Office file whose names begin so and
// parts them into XML tokens.
func tokenizeParts(data []byte, prefix string) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	for _, part := range archive.File {
		if !strings.HasPrefix(part.Name, prefix) || !strings.HasSuffix(part.Name, ".xml") {
			continue
		}
		if err := tokenizePart(part); err != nil {
			return err
		}
	}
	return nil
}

func tokenizePart(part *zip.File) error {
	in, err := part.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	for x := xml.NewDecoder(in); ; {
		switch _, err := x.RawToken(); {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
	}
}

func recordsOfCSV(data []byte) error {
	r := stdcsv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	_, err := r.ReadAll()
	return err
}

func decodeJSON(data []byte) error {
	var v map[string]any
	return json.Unmarshal(data, &v)
}

// textOfPDF starts go-pdfium, with as many instances as our reader has engines,
// and returns the reading of the plain text of all pages.
func textOfPDF(b *testing.B) func([]byte) error {
	b.Helper()
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if dir, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "gongkai")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	const instances = 2
	pool, err := webassembly.Init(webassembly.Config{MinIdle: instances, MaxIdle: instances, MaxTotal: instances,
		ReuseWorkers: true, RuntimeConfig: config, Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { pool.Close() })
	return func(data []byte) error {
		p, err := pool.GetInstance(30 * time.Second)
		if err != nil {
			return err
		}
		defer p.Close()
		doc, err := p.OpenDocument(&requests.OpenDocument{File: &data})
		if err != nil {
			return err
		}
		defer p.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document})
		pages, err := p.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
		if err != nil {
			return err
		}
		for i := range pages.PageCount {
			page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}}
			if _, err := p.GetPageText(&requests.GetPageText{Page: page}); err != nil {
				return err
			}
		}
		return nil
	}
}
