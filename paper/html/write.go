package html

import (
	"bufio"
	_ "embed"
	"fmt"
	"html"
	"io"
	"strings"

	"gongkai/paper"
)

//go:embed report.css
var sheet string

// Write writes d as one page that needs no other file: valid HTML, without
// script, for screens from 320 pixels up, for assistive technology and for A4.
//
// Read gives back the blocks of d: its paragraphs, its headings, and its tables
// with their spans and texts. A blank cell is shown as 未填, a cell that does
// not apply as a hatched ／, a number with thousands separators; attributes of
// the cell let Read undo that, and only where they agree with what is shown.
// The key below a table is no part of the document and is not read.
func Write(w io.Writer, d *paper.Document) error {
	p := &page{out: bufio.NewWriterSize(w, 32<<10), ids: map[string]bool{}}
	p.write(d)
	return p.out.Flush()
}

// A page is being written. Its writer keeps the first error until Flush.
type page struct {
	out *bufio.Writer
	ids map[string]bool // taken
	// The heading under which the page stands, to name what is below it.
	heading   string
	headingID string
	level     int
}

// put writes markup.
func (p *page) put(markup ...string) {
	for _, s := range markup {
		p.out.WriteString(s)
	}
}

// text writes words, with their line breaks.
func (p *page) text(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			p.out.WriteString("<br>")
		}
		p.out.WriteString(html.EscapeString(line))
	}
}

// id writes an id attribute unless the id is taken or no id at all.
func (p *page) id(id string) {
	if id == "" || p.ids[id] || strings.ContainsAny(id, " \t\r\n\f") {
		return
	}
	p.ids[id] = true
	p.put(` id="`, html.EscapeString(id), `"`)
}

func (p *page) write(d *paper.Document) {
	parts := divide(d)
	p.head(d, parts.title)
	p.put("<body>\n<main>\n")
	if len(parts.title)+len(parts.subtitles) > 0 {
		p.put("<div class=\"head\">\n")
		for i := range parts.title {
			p.put("<h1")
			p.id(parts.title[i].ID)
			p.put(">")
			p.phrases(parts.title[i].Text)
			p.put("</h1>\n")
		}
		for i := range parts.subtitles {
			p.paragraph(&parts.subtitles[i])
		}
		p.put("</div>\n")
	}
	for i := range parts.chapters {
		p.chapter(&parts.chapters[i], i+1)
	}
	p.put("</main>\n</body>\n</html>\n")
}

func (p *page) head(d *paper.Document, title []paper.Block) {
	language, name := d.Language, d.Title
	if language == "" {
		language = "zh-CN"
	}
	if name == "" && len(title) > 0 {
		name = strings.ReplaceAll(title[0].Text, "\n", "")
	}
	if name == "" {
		name = "文档"
	}
	p.put("<!DOCTYPE html>\n<html lang=\"", html.EscapeString(language), "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		// The page loads nothing and runs nothing, whatever text it holds.
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
		"<title>", html.EscapeString(name), "</title>\n")
	p.field(authorField, d.Author)
	for _, f := range d.Fields {
		switch strings.ToLower(f.Name) {
		case "viewport", "charset", "referrer", "theme-color", "color-scheme", strings.ToLower(authorField):
		default:
			p.field(f.Name, f.Value)
		}
	}
	p.put("<style>\n", sheet, "</style>\n</head>\n")
}

func (p *page) field(name, value string) {
	if value != "" {
		p.put(`<meta name="`, html.EscapeString(name), `" content="`, html.EscapeString(value), "\">\n")
	}
}

// Parts are a document divided as the page shows it.
type parts struct {
	title     []paper.Block // none or one
	subtitles []paper.Block
	chapters  []chapter
}

// A chapter is a heading, nil before the first one, and what stands below it.
type chapter struct {
	heading *paper.Block
	blocks  []paper.Block
}

// divide divides a document by roles, and where the blocks have none, as after
// reading a file, by the levels of its headings.
func divide(d *paper.Document) parts {
	var all parts
	for i := range d.Blocks {
		b := &d.Blocks[i]
		beforeText := len(all.chapters) == 0
		switch {
		case beforeText && len(all.title) == 0 && isTitle(b):
			all.title = append(all.title, *b)
		case beforeText && b.Role == paper.Subtitle:
			all.subtitles = append(all.subtitles, *b)
		case isChapter(b):
			all.chapters = append(all.chapters, chapter{heading: b})
		default:
			if beforeText {
				all.chapters = append(all.chapters, chapter{})
			}
			last := &all.chapters[len(all.chapters)-1]
			last.blocks = append(last.blocks, *b)
		}
	}
	return all
}

func isTitle(b *paper.Block) bool {
	return b.Role == paper.DocumentTitle || b.Kind == paper.Heading && b.Level == 1 && b.Role == paper.Body
}

func isChapter(b *paper.Block) bool {
	return b.Role == paper.Chapter || b.Kind == paper.Heading && b.Level <= 2 && b.Role == paper.Body
}

// chapter writes a band, with the heading in the margin, or a block across the
// page when a table needs the width.
func (p *page) chapter(c *chapter, n int) {
	kind := "band"
	for i := range c.blocks {
		if c.blocks[i].Kind == paper.TableBlock {
			kind = "block"
		}
	}
	if p.heading, p.headingID, p.level = "", "", 2; c.heading == nil {
		p.put("<div class=\"", kind, "\">\n")
		p.blocks(c.blocks)
		p.put("</div>\n")
		return
	}
	id := c.heading.ID
	if id == "" || p.ids[id] || strings.ContainsAny(id, " \t\r\n\f") {
		id = p.freeID(n)
	}
	p.heading, p.headingID = c.heading.Text, id
	p.put("<section class=\"", kind, "\" aria-labelledby=\"", html.EscapeString(id), "\">\n<h2")
	p.id(id)
	p.put(">")
	p.text(c.heading.Text)
	p.put("</h2>\n")
	p.blocks(c.blocks)
	p.put("</section>\n")
}

func (p *page) freeID(n int) string {
	for ; ; n++ {
		if id := fmt.Sprintf("s%d", n); !p.ids[id] {
			return id
		}
	}
}

// blocks writes tables, runs of text between them and runs of signatures.
func (p *page) blocks(blocks []paper.Block) {
	for i := 0; i < len(blocks); {
		b := &blocks[i]
		if b.Kind == paper.TableBlock {
			p.table(b)
			i++
			continue
		}
		p.put("<div class=\"prose\">\n")
		for i < len(blocks) && blocks[i].Kind != paper.TableBlock {
			if isSignature(&blocks[i]) {
				i = p.signature(blocks, i)
				continue
			}
			p.paragraph(&blocks[i])
			i++
		}
		p.put("</div>\n")
	}
}

func isSignature(b *paper.Block) bool {
	return b.Role == paper.Signature || b.Role == paper.SignatureDate
}

func (p *page) signature(blocks []paper.Block, i int) int {
	p.put("<div class=\"sign\">\n")
	for i < len(blocks) && blocks[i].Kind != paper.TableBlock && isSignature(&blocks[i]) {
		p.paragraph(&blocks[i])
		i++
	}
	p.put("</div>\n")
	return i
}

// paragraph writes a paragraph or a heading below a chapter. A picture cannot
// be carried along; its words are.
func (p *page) paragraph(b *paper.Block) {
	if strings.TrimSpace(b.Text) == "" {
		return
	}
	name := "p"
	if b.Kind == paper.Heading {
		p.level = min(p.level+1, max(3, min(b.Level, 6))) // levels never skip
		name = fmt.Sprintf("h%d", p.level)
	}
	p.put("<", name)
	if b.Role == paper.TableNote {
		p.put(` class="note"`)
	}
	p.id(b.ID)
	p.put(">")
	p.text(b.Text)
	p.put("</", name, ">\n")
}
