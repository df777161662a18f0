package csv

import (
	"strings"

	"gongkai/paper"
)

// A parser splits text into fields by RFC 4180, leniently: text after a
// closing quote belongs to the field, and a quote that is never closed is an
// ordinary character.
type parser struct {
	text      string
	separator string
	doc       *paper.Document
	literal   bool // no closing quote follows: quotes are ordinary characters
	fields    int
	most      int // fields
	mostRows  int
}

// rows returns the fields of every line, up to the limits.
func (p *parser) rows() [][]string {
	var rows [][]string
	for p.text != "" {
		row, cut := p.row()
		rows = append(rows, row)
		p.fields += len(row)
		if cut || p.fields >= p.most || len(rows) >= p.mostRows {
			if cut || p.text != "" {
				p.doc.Note(paper.TooLarge, 0, "文件的行数或列数超过上限，超出部分没有读取。")
			}
			break
		}
	}
	return rows
}

// row takes one line. It is cut where it has more columns than a table may.
func (p *parser) row() (row []string, cut bool) {
	if p.endOfLine() { // an empty line has no fields
		return nil, false
	}
	for {
		if len(row) == paper.MaxColumns {
			return row, true
		}
		row = append(row, p.field())
		if p.text == "" || p.endOfLine() {
			return row, false
		}
		p.text = p.text[len(p.separator):]
	}
}

func (p *parser) endOfLine() bool {
	for _, end := range [...]string{"\r\n", "\n", "\r"} {
		if rest, ok := strings.CutPrefix(p.text, end); ok {
			p.text = rest
			return true
		}
	}
	return false
}

func (p *parser) field() string {
	if strings.HasPrefix(p.text, `"`) && !p.literal {
		if field, ok := p.quoted(); ok {
			return field
		}
		p.literal = true
		p.doc.Note(paper.Repaired, 0, "文件中有没有成对的引号，已按普通字符读取。")
	}
	return p.plain()
}

// plain takes the text up to the next separator or end of line.
func (p *parser) plain() string {
	end := 0
	for end < len(p.text) {
		if c := p.text[end]; c == '\n' || c == '\r' ||
			c == p.separator[0] && strings.HasPrefix(p.text[end:], p.separator) {
			break
		}
		end++
	}
	field := p.text[:end]
	p.text = p.text[end:]
	return field
}

// quoted takes a field in quotes, in which "" stands for one.
func (p *parser) quoted() (string, bool) {
	rest, doubled := p.text[1:], false
	for at := 0; ; {
		i := strings.IndexByte(rest[at:], '"')
		if i < 0 {
			return "", false
		}
		at += i
		if !strings.HasPrefix(rest[at+1:], `"`) {
			field := rest[:at]
			p.text = rest[at+1:]
			if doubled {
				field = strings.ReplaceAll(field, `""`, `"`)
			}
			return lineFeeds(field) + p.plain(), true
		}
		doubled = true
		at += 2
	}
}

func lineFeeds(field string) string {
	if !strings.Contains(field, "\r") {
		return field
	}
	return strings.ReplaceAll(strings.ReplaceAll(field, "\r\n", "\n"), "\r", "\n")
}

// separators in the order in which they win a draw.
var separators = []string{",", "\t", ";", "，"}

// separatorOf guesses the separator from the first lines: the one that as many
// lines as possible have equally often. A first line "sep=;", which Excel
// writes, decides and is not part of the text.
func separatorOf(text string) (separator, rest string) {
	if line, after, ok := strings.Cut(text, "\n"); ok {
		if s, ok := strings.CutPrefix(strings.TrimRight(line, "\r"), "sep="); ok && s != "" && len(s) <= 3 {
			return s, after
		}
	}
	best, score := ",", 0
	for _, s := range separators {
		n := agreement(text, s)
		if s == "，" { // also a punctuation mark of narratives
			n /= 2
		}
		if n > score {
			best, score = s, n
		}
	}
	return best, text
}

// agreement is how often the separator stands outside quotes in the lines that
// agree on its number, looking at the first 200 lines or 64 KB.
func agreement(text, separator string) int {
	text = text[:min(len(text), 64<<10)]
	lines := make(map[int]int) // separators in a line → lines that have as many
	for n := 0; n < 200 && text != ""; n++ {
		var line string
		line, text = cutLine(text)
		if count := strings.Count(line, separator); count > 0 {
			lines[count]++
		}
	}
	best := 0
	for count, n := range lines {
		best = max(best, count*n)
	}
	return best
}

// cutLine cuts the first line off text and drops what stands in quotes.
func cutLine(text string) (line, rest string) {
	var outside strings.Builder
	for {
		i := strings.IndexAny(text, "\"\n\r")
		if i < 0 {
			return outside.String() + text, ""
		}
		outside.WriteString(text[:i])
		if text[i] != '"' {
			return outside.String(), text[i+1:]
		}
		end := strings.IndexByte(text[i+1:], '"')
		if end < 0 {
			return outside.String(), text[i+1:]
		}
		text = text[i+1+end+1:]
	}
}
