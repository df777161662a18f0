package markdown

import (
	"strings"

	"gongkai/paper"
)

// Limits on the cells of all tables and on the lines outside of them, against
// files made to exhaust the reader. A statutory report has about 300 of either.
const (
	maxCells = 140_000
	maxLines = 70_000
)

// A Fragment reads the HTML of one table.
type Fragment func(html []byte) (*paper.Document, error)

// Read reads a Markdown file. A table written in HTML becomes a paragraph that
// holds its source.
func Read(data []byte) (*paper.Document, error) {
	return ReadWith(data, nil)
}

// ReadWith is Read with a reader for the tables written in HTML, which
// converters use for merged cells; the blocks and notices it finds are put in
// place of the HTML. A fragment it cannot read stays a paragraph.
func ReadWith(data []byte, html Fragment) (*paper.Document, error) {
	doc := &paper.Document{}
	text := doc.Decode(data)
	if strings.TrimSpace(text) == "" {
		return nil, paper.Unreadable("文件是空的。", "请确认保存时内容没有丢失，再重新提供。", nil)
	}
	if strings.Contains(text[:min(len(text), 512)], "\x00") {
		return nil, paper.Unreadable("这不是文本文件。", "请用文本编辑器另存为 .md 后再提供。", nil)
	}
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	r := reader{doc: doc, rest: text, html: html}
	r.frontMatter()
	r.blocks()
	return r.doc, nil
}

// A reader walks over the lines of a file.
type reader struct {
	doc       *paper.Document
	rest      string // the lines not yet taken
	paragraph []string
	html      Fragment
	cells     int
}

// take takes the next line without the white space and quotation marks around.
func (r *reader) take() string {
	line, rest, _ := strings.Cut(r.rest, "\n")
	r.rest = rest
	return unquoted(line)
}

// peek is the line that take will take.
func (r *reader) peek() string {
	line, _, _ := strings.Cut(r.rest, "\n")
	return unquoted(line)
}

// unquoted takes the marks of quotations (>) off a line.
func unquoted(line string) string {
	line = strings.TrimSpace(line)
	for len(line) > 0 && line[0] == '>' && (len(line) == 1 || strings.IndexByte(" \t>", line[1]) >= 0) {
		line = strings.TrimLeft(line[1:], " \t")
	}
	return line
}

func (r *reader) blocks() {
	for lines := 0; r.rest != "" && lines < maxLines; lines++ {
		r.line(r.take())
	}
	r.flush()
	if r.rest != "" {
		r.doc.Note(paper.TooLarge, 0, "文件超过10万行，其后的内容没有读取。")
	}
}

func (r *reader) line(line string) {
	switch {
	case line == "":
		r.flush()
	case strings.IndexByte("#`~<-=*_+0123456789", line[0]) >= 0 || opensTable(line):
		r.marked(line)
	default:
		r.plain(line)
	}
}

// marked takes a line whose beginning may mean more than text. The order is
// that in which Markdown prefers one meaning to another.
func (r *reader) marked(line string) {
	if level, text := heading(line); level > 0 {
		r.flush()
		r.heading(level, text)
		return
	}
	if mark := fence(line); mark != "" {
		r.flush()
		r.fenced(mark, strings.TrimSpace(strings.TrimLeft(line, mark[:1])))
		return
	}
	switch {
	case strings.HasPrefix(line, "<!--"):
		r.flush()
		r.comment(line)
	case opensTable(line):
		r.flush()
		r.htmlTable(line)
	case isUnderline(line) && r.underlined(line):
	case isRule(line):
		r.flush()
	default:
		r.item(line)
	}
}

// plain takes a line of text or, if the next line says so, the header of a
// table.
func (r *reader) plain(line string) {
	if r.startsTable(line) {
		r.flush()
		r.table(line)
		return
	}
	r.paragraph = append(r.paragraph, line)
}

// item takes a line that may begin with the mark of a list. Bullets say nothing
// and go; numbers are text and stay.
func (r *reader) item(line string) {
	switch text, isBullet := bullet(line); {
	case r.startsTable(line):
		r.flush()
		r.table(line)
	case isBullet:
		r.flush()
		r.plain(text)
	default:
		if isNumbered(line) {
			r.flush()
		}
		r.paragraph = append(r.paragraph, line)
	}
}

// flush ends the paragraph.
func (r *reader) flush() {
	if len(r.paragraph) == 0 {
		return
	}
	text, pictures := inline(strings.Join(r.paragraph, "\n"))
	r.paragraph = r.paragraph[:0]
	r.doc.Add(strings.TrimSpace(text))
	r.pictures(pictures)
}

func (r *reader) heading(level int, text string) {
	text, pictures := inline(text)
	if text = strings.TrimSpace(text); text != "" {
		r.doc.Blocks = append(r.doc.Blocks, paper.Block{Kind: paper.Heading, Level: level, Text: text})
	}
	r.pictures(pictures)
}

func (r *reader) pictures(alternatives []string) {
	for _, text := range alternatives {
		r.doc.Blocks = append(r.doc.Blocks, paper.Block{Kind: paper.Picture, Text: text})
	}
}

// underlined makes the paragraph a heading if the line below it says so. A long
// paragraph stays one: the line under it was meant as a rule.
func (r *reader) underlined(line string) bool {
	const longest = 180 // bytes, 60 Chinese characters
	if len(r.paragraph) != 1 || len(r.paragraph[0]) > longest || strings.HasSuffix(r.paragraph[0], "。") {
		return false
	}
	text := r.paragraph[0]
	r.paragraph = r.paragraph[:0]
	level := 1
	if line[0] == '-' {
		level = 2
	}
	r.heading(level, text)
	return true
}

// fenced takes the lines up to the closing fence as they are. A fence marked as
// Markdown is wrapping that chat programs put around a document: its lines are
// read on as usual.
func (r *reader) fenced(mark, language string) {
	if language = strings.ToLower(language); language == "markdown" || language == "md" {
		return
	}
	var lines []string
	for r.rest != "" {
		line, rest, _ := strings.Cut(r.rest, "\n")
		r.rest = rest
		if closing := strings.TrimSpace(line); strings.HasPrefix(closing, mark) && strings.Trim(closing, mark[:1]) == "" {
			break
		}
		lines = append(lines, line)
	}
	r.doc.Add(strings.Trim(strings.Join(lines, "\n"), "\n"))
}

// comment leaves out HTML comments; what follows on the last line is read on.
func (r *reader) comment(line string) {
	for {
		_, after, closed := strings.Cut(line, "-->")
		after = strings.TrimSpace(after)
		switch {
		case closed && strings.HasPrefix(after, "<!--"):
			line = after
		case closed && after != "":
			r.line(after)
			return
		case closed || r.rest == "":
			return
		default:
			line = r.take()
		}
	}
}

// htmlTable takes the lines of a table written in HTML and of the tables nested
// in it.
func (r *reader) htmlTable(line string) {
	lines, depth := []string{line}, tableDepth(line)
	for depth > 0 && r.rest != "" {
		line = r.take()
		lines = append(lines, line)
		depth += tableDepth(line)
	}
	source := strings.Join(lines, "\n")
	if r.html != nil {
		if d, err := r.html([]byte(source)); err == nil {
			r.doc.Blocks = append(r.doc.Blocks, d.Blocks...)
			r.doc.Notices = append(r.doc.Notices, d.Notices...)
			return
		}
	}
	r.doc.Add(source)
}
