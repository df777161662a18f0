package html

import (
	"html"
	"strings"
)

// phraseEnds are the words after which the title of an official document may be
// broken on a narrow screen; between them its words stay whole.
var phraseEnds = []string{"人民政府", "办公室", "办公厅", "委员会", "年", "信息公开"}

// phrases writes a title with a place to break after each of its phrases, so that
// 2024年政府信息公开 does not break inside 政府.
func (p *page) phrases(title string) {
	for i, line := range strings.Split(title, "\n") {
		if i > 0 {
			p.out.WriteString("<br>")
		}
		from := 0
		for at := range line {
			if at > from && endsPhrase(line[from:at]) && !startsWith(line[at:], "度", "报") { // 年度, 年报
				p.out.WriteString(html.EscapeString(line[from:at]) + "<wbr>")
				from = at
			}
		}
		p.out.WriteString(html.EscapeString(line[from:]))
	}
}

func startsWith(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func endsPhrase(s string) bool {
	for _, end := range phraseEnds {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}
