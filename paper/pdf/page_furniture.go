package pdf

import (
	"regexp"
	"strconv"
	"strings"
)

const (
	edgeZone   = 0.12 // share of a page's height where page numbers stand
	headerZone = 0.09 // and where running headers and footers stand
)

var (
	dressedNumber = regexp.MustCompile(`^(?:[-—–－―~·•]+\s*(\d{1,4})\s*[-—–－―~·•]+|第\s*(\d{1,4})\s*页(?:\s*[/，,]?\s*共\s*\d+\s*页)?|(\d{1,4})\s*/\s*\d{1,4}|[Pp]age\s*(\d+).*)$`)
	bareNumber    = regexp.MustCompile(`^\d{1,4}$`)
	// printedByBrowser is what browsers print into the margins: the date and
	// the title above, the address and the page number below.
	printedByBrowser = regexp.MustCompile(`^\d{1,4}/\d{1,2}/\d{1,4},? \d{1,2}:\d{2}|^(file|https?)://.*\d+/\d+$`)
	anyDigits        = regexp.MustCompile(`\d+`)
)

// withoutFurniture takes page numbers, running headers and footers out of the
// lines of each page. Only lines near the upper or lower end of a page are
// looked at, and running text must repeat on most pages.
func withoutFurniture(pages []*pageContent, lines [][]line) [][]line {
	offset, steady := numberOffset(pages, lines)
	seen := map[string]int{}
	for i, p := range pages {
		own := map[string]bool{}
		for _, l := range lines[i] {
			if l.isNearEnd(p, headerZone) {
				own[furnitureKey(l, p)] = true
			}
		}
		for key := range own {
			seen[key]++
		}
	}
	out := make([][]line, len(lines))
	for i, p := range pages {
		for _, l := range lines[i] {
			text := l.text(true)
			switch {
			case l.isNearEnd(p, edgeZone) && dressedNumber.MatchString(text):
			case l.isNearEnd(p, edgeZone) && steady && isNumber(text, p.number+offset):
			case l.isNearEnd(p, headerZone) && printedByBrowser.MatchString(text):
			case len(pages) > 1 && l.isNearEnd(p, headerZone) && seen[furnitureKey(l, p)] >= 2 && seen[furnitureKey(l, p)]*2 > len(pages):
			default:
				out[i] = append(out[i], l)
			}
		}
	}
	return out
}

func (l line) isNearEnd(p *pageContent, zone float32) bool {
	return l.y1 < zone*p.height || l.y0 > (1-zone)*p.height
}

// looksLikeFurniture says whether a line by itself can be a page number or what
// a browser prints below a page.
func looksLikeFurniture(text string) bool {
	return dressedNumber.MatchString(text) || bareNumber.MatchString(text) || printedByBrowser.MatchString(text)
}

// furnitureKey is the same for a running line on all its pages: its words
// without figures, and whether it stands above or below.
func furnitureKey(l line, p *pageContent) string {
	key := anyDigits.ReplaceAllString(l.text(false), "#")
	if l.y0 > p.height/2 {
		return "below " + key
	}
	return "above " + key
}

func isNumber(text string, n int) bool {
	return bareNumber.MatchString(text) && strings.TrimLeft(text, "0") == strconv.Itoa(n)
}

// numberOffset finds the difference between printed page numbers and the
// counting of pages when bare numbers are page numbers at all: the same on all
// pages that show one.
func numberOffset(pages []*pageContent, lines [][]line) (offset int, steady bool) {
	for i, p := range pages {
		for _, l := range lines[i] {
			text := l.text(false)
			if !l.isNearEnd(p, edgeZone) || !bareNumber.MatchString(text) {
				continue
			}
			n, _ := strconv.Atoi(text)
			if steady && n-p.number != offset {
				return 0, false
			}
			offset, steady = n-p.number, true
		}
	}
	return offset, steady && (len(pages) > 1 || offset == 0)
}
