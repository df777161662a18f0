package docx

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"gongkai/paper"
)

// parts are the parts of the package that are the same in every document: the
// styles of GB/T 9704-2012, the page numbers, the fonts and what stands in for
// them where they are not installed.
//
//go:embed parts/*.xml
var parts embed.FS

// fixed maps names in the package to embedded parts, in the order written.
var fixed = []struct{ name, file string }{
	{"[Content_Types].xml", "content_types.xml"},
	{"_rels/.rels", "package_rels.xml"},
	{"word/_rels/document.xml.rels", "document_rels.xml"},
	{"word/styles.xml", "styles.xml"},
	{"word/settings.xml", "settings.xml"},
	{"word/fontTable.xml", "fontTable.xml"},
	{"word/footer1.xml", "footer_odd.xml"},
	{"word/footer2.xml", "footer_even.xml"},
}

const (
	xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordURI   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relURI    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// The page of GB/T 9704-2012 in twips, the twentieth part of a point: A4 with
// margins of 37, 35, 28 and 26 mm, 22 lines, the page number 7 mm below the
// text. 28 characters of 16 points are wider than the text by 6 points, so the
// styles of running text set them closer by a quarter of a point; a grid of
// characters would do the same in Word, but LibreOffice spreads them out.
const (
	textWidth = 8845
	section   = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>` +
		`<w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1304" w:gutter="0"/>` +
		`<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>`
)

// Write writes d as a Word document on the page of GB/T 9704-2012. Characters
// that XML does not allow are left out. Equal documents give equal bytes.
func Write(w io.Writer, d *paper.Document) error {
	body, err := compose(d)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	for _, p := range fixed {
		data, err := parts.ReadFile("parts/" + p.file)
		if err != nil {
			return fmt.Errorf("read the part %s: %w", p.file, err)
		}
		if err := addPart(archive, p.name, data); err != nil {
			return err
		}
	}
	if err := addPart(archive, "docProps/core.xml", properties(d)); err != nil {
		return err
	}
	if err := addPart(archive, mainPart, body); err != nil {
		return err
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("finish the archive: %w", err)
	}
	return nil
}

// addPart adds a part under the first time a zip archive can hold, so that the
// bytes depend on the document alone.
func addPart(archive *zip.Writer, name string, data []byte) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
	part, err := archive.CreateHeader(header)
	if err == nil {
		_, err = part.Write(data)
	}
	if err != nil {
		return fmt.Errorf("write the part %s: %w", name, err)
	}
	return nil
}

// properties is the part that says what the document is called and who
// publishes it.
func properties(d *paper.Document) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHeader + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`)
	language := d.Language
	if language == "" {
		language = "zh-CN"
	}
	for _, p := range []struct{ name, value string }{
		{"dc:title", d.Title}, {"dc:creator", d.Author}, {"dc:language", language},
	} {
		if p.value != "" {
			fmt.Fprintf(&b, "<%s>", p.name)
			escape(&b, p.value)
			fmt.Fprintf(&b, "</%s>", p.name)
		}
	}
	b.WriteString("</cp:coreProperties>\n")
	return b.Bytes()
}

// compose writes the main part.
func compose(d *paper.Document) ([]byte, error) {
	c := &composer{}
	c.WriteString(xmlHeader + `<w:document xmlns:w="` + wordURI + `" xmlns:r="` + relURI + `"><w:body>`)
	for i := range d.Blocks {
		if err := c.block(d.Blocks, i); err != nil {
			return nil, err
		}
	}
	c.WriteString(section + "</w:body></w:document>\n")
	return c.Bytes(), nil
}

// escape writes text as XML character data, without characters XML forbids.
func escape(b *bytes.Buffer, text string) {
	text = strings.ToValidUTF8(text, "\ufffd")
	from := 0
	for i, r := range text {
		with := ""
		switch {
		case r == '&':
			with = "&amp;"
		case r == '<':
			with = "&lt;"
		case r == '>':
			with = "&gt;"
		case r == '"':
			with = "&quot;"
		case isCharacter(r):
			continue
		}
		b.WriteString(text[from:i])
		b.WriteString(with)
		from = i + utf8.RuneLen(r)
	}
	b.WriteString(text[from:])
}
