package markdown

import (
	"strings"

	"gongkai/paper"
)

// Plain returns the text of a Markdown file line by line, without the marks of
// headings, quotations and emphasis. It is for files whose tables are no tables of
// Markdown, but text in which pipes or tabs part the cells: a reader of plain text
// tells such cells by the lines around them.
func Plain(data []byte) string {
	text, _ := paper.Decode(data)
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	r := reader{doc: &paper.Document{}, rest: text}
	r.frontMatter()
	var b strings.Builder
	b.Grow(len(r.rest))
	for rest := r.rest; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		b.WriteString(plainLine(line))
		b.WriteByte('\n')
	}
	return b.String()
}

func plainLine(line string) string {
	if bare := strings.TrimSpace(line); bare != "" && strings.IndexByte("#>`~", bare[0]) >= 0 {
		line = unquoted(line)
		if level, text := heading(line); level > 0 {
			line = text
		}
		if fence(line) != "" {
			return ""
		}
	}
	if strings.Contains(line, `\|`) { // a pipe that parts no cells
		return line
	}
	text, _ := inline(line)
	return strings.ReplaceAll(text, "\n", " ")
}
