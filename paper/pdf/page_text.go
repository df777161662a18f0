package pdf

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/paper"
)

// A margin is where the lines of a page begin and end.
type margin struct{ left, right float32 }

// A paragraph is lines of one page that run on.
type paragraph struct {
	page  int
	y     float32 // of its first line
	text  string
	first line
	last  line
	wide  bool // holds gaps of columns and must not be joined
}

// paragraphsOf joins the lines of a page into paragraphs.
func paragraphsOf(lines []line, page int, m margin) []paragraph {
	var out []paragraph
	for i, l := range lines {
		l.isIndented = l.x0 > m.left+0.8*l.size()
		text := l.text(true)
		if n := len(out); n > 0 && i > 0 && out[n-1].runsOn(l, m) && !hasColumns(text) {
			p := &out[n-1]
			p.text = joinLines(p.text, text)
			p.last = l
			continue
		}
		out = append(out, paragraph{page: page, y: l.y0, text: text, first: l, last: l, wide: hasColumns(text)})
	}
	return out
}

var columnGap = regexp.MustCompile(`\S {2,}\S`)

func hasColumns(text string) bool { return columnGap.MatchString(text) }

// isFull says whether the first word of next had no room left on the line.
func (l line) isFull(next line, m margin) bool {
	return m.right-l.x1 < firstWordWidth(next)+0.6*l.size()
}

// newItem is the begin of a chapter or item, which after the end of a sentence
// begins a paragraph even where nothing else shows it.
var newItem = regexp.MustCompile(`^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)`)

// runsOn says whether the line next continues the paragraph: the line above is
// full, next is not indented, of the same size and not set off.
func (p paragraph) runsOn(next line, m margin) bool {
	if next.base()-p.last.base() > 3*p.last.size() {
		return false
	}
	if isCentred(p.last, m) && isCentred(next, m) && p.page == 1 {
		return !p.wide && p.last.isAlike(next)
	}
	return p.goesOn(next, m)
}

// goesOn says whether the line next, wherever it stands, may continue the
// paragraph.
func (p paragraph) goesOn(next line, m margin) bool {
	if p.wide || next.isIndented || !p.last.isAlike(next) || !p.last.isFull(next, m) {
		return false
	}
	return !newItem.MatchString(next.text(false)) || !endsSentence(p.text) && !p.last.isSetOff(next)
}

// isSetOff says that next begins where no second line of a paragraph would:
// right of the line above, or farther left than that line's indent can be. A
// short document has no full lines to tell the margins by; its centred subtitle
// then seems to fill the page.
func (l line) isSetOff(next line) bool {
	return next.x0 > l.x0+0.8*l.size() || l.x0-next.x0 > 2.6*l.size()
}

func endsSentence(s string) bool {
	return strings.HasSuffix(s, "。") || strings.HasSuffix(s, "；") || strings.HasSuffix(s, "：")
}

// isAlike says whether two lines are set in one size.
func (l line) isAlike(o line) bool { return abs(l.size()-o.size()) < 0.15*l.size() }

// isCentred says whether a line stands in the middle, off both margins.
func isCentred(l line, m margin) bool {
	left, right := l.x0-m.left, m.right-l.x1
	return min(left, right) > 1.2*l.size() && abs(left-right) < l.size()
}

// marginOf is where most lines of the document begin and end.
func marginOf(pages [][]line, width float32) margin {
	var lefts, rights []float32
	for _, lines := range pages {
		for _, l := range lines {
			if l.width() > width/3 {
				lefts, rights = append(lefts, l.x0), append(rights, l.x1)
			}
		}
	}
	if len(lefts) == 0 {
		return margin{0, width}
	}
	slices.Sort(lefts)
	slices.Sort(rights)
	return margin{lefts[len(lefts)/10], rights[len(rights)*9/10]}
}

func (p paragraph) block() paper.Block {
	return paper.Block{Kind: paper.Paragraph, Text: p.text, Page: p.page}
}
