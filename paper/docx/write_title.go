package docx

import (
	"fmt"
	"strings"
)

// The measures of a title: its characters are 22 points wide.
const (
	titleHalf  = 220                   // twips of half a character
	titleWidth = textWidth / titleHalf // halves of characters on a line
)

// titleEnds are the words after which a title may be broken: GB/T 9704 asks
// that a broken title keep its words whole and its lines balanced.
var titleEnds = []string{"年", "政府", "信息", "公开", "工作", "办公室", "委员会", "局"}

// titleIndent narrows a title of two lines, so that it breaks after a word near
// its middle. The text is left alone: a line end put into it would come back as
// part of the title.
func titleIndent(text string) string {
	total := halfWidths(text)
	if total <= titleWidth || total > 2*titleWidth || strings.ContainsAny(text, "\n\t") {
		return ""
	}
	width := 0
	for i, r := range text {
		if width > titleWidth {
			break
		}
		if width >= total-width && endsAny(text[:i]) {
			// Room for less than one more character, for digits may be wider than half.
			line := min(width*titleHalf+titleHalf*9/5, textWidth)
			side := (textWidth - line) / 2
			return fmt.Sprintf(`<w:ind w:left="%d" w:right="%d"/>`, side, side)
		}
		width += halfWidths(string(r))
	}
	return ""
}

func endsAny(text string) bool {
	for _, end := range titleEnds {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}
