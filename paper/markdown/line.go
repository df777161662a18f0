package markdown

import (
	"strings"
	"unicode/utf8"
)

// heading takes the marks off a heading; level is 0 if the line is none. The
// space after the marks may be missing before Chinese text, unless the line has
// another mark, as a topic (#公开#) has.
func heading(line string) (level int, text string) {
	text = strings.TrimLeft(line, "#")
	level = len(line) - len(text)
	if level == 0 || level > 6 {
		return 0, ""
	}
	if text != "" && text[0] != ' ' && text[0] != '\t' {
		if text[0] < utf8.RuneSelf || strings.Contains(text, "#") {
			return 0, ""
		}
	}
	text = strings.TrimSpace(text)
	if bare := strings.TrimRight(text, "#"); bare == "" || strings.HasSuffix(bare, " ") {
		text = strings.TrimSpace(bare)
	}
	return level, text
}

// fence returns the mark of a line that opens a fenced block, or "".
func fence(line string) string {
	for _, c := range [...]string{"`", "~"} {
		n := len(line) - len(strings.TrimLeft(line, c))
		if n >= 3 && (c == "~" || !strings.Contains(line[n:], "`")) {
			return line[:n]
		}
	}
	return ""
}

// isUnderline says whether the line may mark the one above as a heading.
func isUnderline(line string) bool {
	return len(line) >= 2 && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "")
}

// isRule says whether the line is a thematic break: three or more *, - or _, or
// an underline that belongs to no heading.
func isRule(line string) bool {
	c := line[0]
	if c != '*' && c != '-' && c != '_' && c != '=' {
		return false
	}
	n := 0
	for i := range len(line) {
		switch line[i] {
		case c:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}

// bullet takes the mark off an item of a bulleted list. A mark alone is text: a
// dash stands for a blank.
func bullet(line string) (text string, ok bool) {
	if len(line) < 3 || strings.IndexByte("-*+", line[0]) < 0 || line[1] != ' ' && line[1] != '\t' {
		return line, false
	}
	return strings.TrimSpace(line[2:]), true
}

// isNumbered says whether the line is an item of a numbered list.
func isNumbered(line string) bool {
	n := len(line) - len(strings.TrimLeft(line, "0123456789"))
	return n > 0 && n < 10 && n+1 < len(line) && (line[n] == '.' || line[n] == ')') && line[n+1] == ' '
}

func opensTable(line string) bool { return countTag(line, "<table") > 0 }

// tableDepth is how many tables the line opens and does not close.
func tableDepth(line string) int { return countTag(line, "<table") - countTag(line, "</table") }

// countTag counts a tag in lower or upper case.
func countTag(line, tag string) int {
	return strings.Count(line, tag) + strings.Count(line, strings.ToUpper(tag))
}
