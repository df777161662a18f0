package docx

import (
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// The measures of a title: its characters are 22 points wide.
const (
	titleHalf  = 220                   // twips of half a character
	titleWidth = textWidth / titleHalf // halves of characters on a line
)

// breakTitle puts a line end into a title that needs two lines: GB/T 9704 asks
// that a broken title keep its words whole and its lines balanced, which no
// program does by itself. The title of a report is read back without it.
func breakTitle(text string) string {
	total := halfWidths(text)
	if total <= titleWidth || total > 2*titleWidth || strings.ContainsAny(text, "\n\t") {
		return text
	}
	runes := []rune(text)
	for _, i := range paper.TitleBreaks(runes) {
		first := halfWidths(string(runes[:i]))
		if second := total - first; max(first, second) <= titleWidth && min(first, second) >= total*28/100 {
			return string(runes[:i]) + "\n" + string(runes[i:])
		}
	}
	return text
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
