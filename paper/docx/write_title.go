package docx

import (
	"strings"
	"unicode/utf8"
)

// The measures of a title: its characters are 22 points wide.
const (
	titleHalf  = 220                   // twips of half a character
	titleWidth = textWidth / titleHalf // halves of characters on a line
)

// titleEnds are the characters behind which a title may be broken, the best
// first: the year, and what the names of organs end in.
const titleEnds = "年府厅局会室"

// breakTitle puts a line end into a title that needs two lines: GB/T 9704 asks
// that a broken title keep its words whole and its lines balanced, which no
// program does by itself. The title of a report is read back without it.
func breakTitle(text string) string {
	total := halfWidths(text)
	if total <= titleWidth || total > 2*titleWidth || strings.ContainsAny(text, "\n\t") {
		return text
	}
	runes := []rune(text)
	for _, end := range titleEnds {
		for i := len(runes) - 1; i > 0; i-- {
			if runes[i-1] != end || !endsPhrase(runes, i) {
				continue
			}
			first := halfWidths(string(runes[:i]))
			if second := total - first; max(first, second) <= titleWidth && min(first, second) >= total*28/100 {
				return string(runes[:i]) + "\n" + string(runes[i:])
			}
		}
	}
	return text
}

// endsPhrase says that no word goes on at runes[i]: 年／度, 政府／信息公开, 办公室／.
func endsPhrase(runes []rune, i int) bool {
	switch after := runes[i]; {
	case runes[i-1] == '年':
		return after != '度' && after != '报'
	case runes[i-1] == '府':
		return !strings.ContainsRune("信办部网", after)
	default:
		return after != runes[i-1]
	}
}

// joinTitle takes the line ends out of a title: between characters set in a
// square, or beside one, they only share it out over the lines.
func joinTitle(text string) string {
	lines := strings.Split(text, "\n")
	joined := lines[0]
	for _, line := range lines[1:] {
		last, _ := utf8.DecodeLastRuneInString(joined)
		first, _ := utf8.DecodeRuneInString(line)
		if max(last, first) < 0x2E80 {
			joined += "\n"
		}
		joined += line
	}
	return joined
}
