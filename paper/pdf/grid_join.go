package pdf

import (
	"regexp"
	"slices"
	"unicode"
)

// joinTables joins a table that begins a page to the one that ends the page
// before, when both stand on the same column edges. It says whether it did.
func (t *sheetTable) join(next *sheetTable) bool {
	if t.loose || next.loose || len(t.cells) > maxJoined || !sameEdges(t, next) {
		return false
	}
	t.unite(next)
	dropped := repeatedHeader(t, next)
	seam := t.rows
	offset := t.rows - dropped
	var fresh []sheetCell
	for _, c := range next.cells {
		if c.r1 <= dropped {
			continue
		}
		c.r0, c.r1 = max(c.r0, dropped)+offset, c.r1+offset
		fresh = append(fresh, c)
	}
	t.rows += next.rows - dropped
	t.stitch(fresh, seam)
	t.page, t.ys = next.page, next.ys
	t.frame = next.frame
	return true
}

// sameEdges says whether two tables stand on the same columns: outer edges
// equal, and the inner edges of the one with fewer found in the other.
func sameEdges(a, b *sheetTable) bool {
	const slack = 2.5
	if abs(a.xs[0]-b.xs[0]) > slack || abs(a.xs[len(a.xs)-1]-b.xs[len(b.xs)-1]) > slack {
		return false
	}
	few, many := a.xs, b.xs
	if len(few) > len(many) {
		few, many = many, few
	}
	for _, x := range few {
		if abs(many[nearest(many, x)]-x) > slack {
			return false
		}
	}
	return true
}

// unite puts both tables on the column edges of the one with more.
func (t *sheetTable) unite(next *sheetTable) {
	many := t.xs
	if len(next.xs) > len(many) {
		many = next.xs
	}
	for _, s := range [...]*sheetTable{t, next} {
		for i := range s.cells {
			c := &s.cells[i]
			c.c0, c.c1 = nearest(many, s.xs[c.c0]), nearest(many, s.xs[c.c1])
		}
		s.xs = many
	}
}

// repeatedHeader counts the first rows of next that repeat those of t, cell for
// cell. Only whole rows count: none of their cells may reach further down.
func repeatedHeader(t, next *sheetTable) int {
	best := 0
	for rows := 1; rows <= min(6, next.rows, t.rows-1); rows++ {
		a, ok := headerCells(t, rows)
		b, fine := headerCells(next, rows)
		if ok && fine && slices.Equal(a, b) && hasWords(a) {
			best = rows
		}
	}
	return best
}

type repeatedCell struct {
	r0, r1, c0, c1 int
	text           string
}

// headerCells returns the cells of the first rows; false when one of them
// reaches below.
func headerCells(t *sheetTable, rows int) ([]repeatedCell, bool) {
	var cells []repeatedCell
	for _, c := range t.cells {
		if c.r0 >= rows {
			continue
		}
		if c.r1 > rows {
			return nil, false
		}
		cells = append(cells, repeatedCell{c.r0, c.r1, c.c0, c.c1, c.text})
	}
	return cells, true
}

var someWords = regexp.MustCompile(`\p{Han}{2}|[A-Za-z]{3}`)

// hasWords says whether most cells hold words, as those of a header do.
func hasWords(cells []repeatedCell) bool {
	words := 0
	for _, c := range cells {
		if someWords.MatchString(c.text) {
			words++
		}
	}
	return words*2 > len(cells)
}

// enumerated is text that begins an item, and so never continues another.
var enumerated = regexp.MustCompile(`^\s*([（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+[、．.]|\d+[、．.][^\d])`)

// stitch appends the cells of the next page and heals what the page break cut.
func (t *sheetTable) stitch(fresh []sheetCell, seam int) {
	above := cellsAt(t.cells, func(c sheetCell) bool { return c.r1 == seam })
	below := cellsAt(fresh, func(c sheetCell) bool { return c.r0 == seam })
	if t.cutRow(above, fresh, below) {
		t.healRow(above, fresh, below)
		return
	}
	merged := map[int]bool{}
	for _, c := range below[:t.groupsThatGoOn(above, fresh, below)] {
		t.lengthen(cellOver(t.cells, above, fresh[c]), fresh[c])
		merged[c] = true
	}
	heading := t.cutHeading(above, fresh, below)
	for _, c := range below { // a cut through some cells of a row only
		a := cellOver(t.cells, above, fresh[c])
		if a < 0 || merged[c] || enumerated.MatchString(fresh[c].text) {
			continue
		}
		if t.cells[a].open && len(above) != len(below) && !contradict(t.cells[a].text, fresh[c].text) ||
			heading && continuesHeading(t.cells[a].text, fresh[c].text) {
			t.lengthen(a, fresh[c])
			merged[c] = true
		}
	}
	for _, i := range above {
		t.cells[i].open = t.cells[i].open && t.cells[i].r1 > seam
	}
	for i, c := range fresh {
		if !merged[i] {
			t.cells = append(t.cells, c)
		}
	}
}

// lengthen lets the cell with index i go on into the cell below.
func (t *sheetTable) lengthen(i int, below sheetCell) {
	c := &t.cells[i]
	c.r1, c.open = below.r1, below.open
	if below.text != "" {
		c.tail = below.tail
	}
	if c.text != below.text {
		c.text = joinLines(c.text, below.text)
	}
	c.picture = c.picture || below.picture
}

// continuesHeading says whether a heading cell goes on below.
func continuesHeading(above, below string) bool {
	return someWords.MatchString(above) && !startsWithDigit(below)
}

// cellsAt returns the indexes of the chosen cells from left to right.
func cellsAt(cells []sheetCell, chosen func(sheetCell) bool) []int {
	var at []int
	for i, c := range cells {
		if chosen(c) {
			at = append(at, i)
		}
	}
	slices.SortFunc(at, func(a, b int) int { return cells[a].c0 - cells[b].c0 })
	return at
}

// cellOver finds the cell above that stands on the same columns.
func cellOver(cells []sheetCell, above []int, c sheetCell) int {
	for _, i := range above {
		if cells[i].c0 == c.c0 && cells[i].c1 == c.c1 {
			return i
		}
	}
	return -1
}

// groupsThatGoOn counts the cells, from the left, that continue groups of the
// page before. Groups stand before the labels of their rows: where no label
// follows, these are no groups.
func (t *sheetTable) groupsThatGoOn(above []int, fresh []sheetCell, below []int) int {
	n := 0
	for ; n < len(below)-1; n++ {
		a := cellOver(t.cells, above, fresh[below[n]])
		if a < 0 || !continuesGroup(t.cells[a], fresh[below[n]]) {
			break
		}
	}
	if n > 0 && !someHan.MatchString(fresh[below[n]].text) {
		return 0
	}
	return n
}

var someHan = regexp.MustCompile(`\p{Han}|[A-Za-z]`)

// contradict says whether two texts cannot be one: a figure and words.
func contradict(above, below string) bool {
	return isFigure(below) && above != "" && !isFigure(above) || isFigure(above) && someWords.MatchString(below)
}

// continuesGroup says whether the cell below belongs to the group cell above: a
// page break leaves the rest of a cell that spans rows empty or puts the rest
// of its text there.
func continuesGroup(above, below sheetCell) bool {
	spans := above.r1-above.r0 > 1 || below.r1-below.r0 > 1
	if !spans || contradict(above.text, below.text) {
		return false
	}
	if below.text == above.text { // repeated for the reader's sake
		return true
	}
	return below.text == "" || !enumerated.MatchString(below.text) && !startsWithDigit(below.text) || above.text == ""
}

func startsWithDigit(s string) bool {
	for _, r := range s {
		return unicode.IsDigit(r)
	}
	return false
}

// cutRow says whether the last row of a page and the first of the next are one.
// That is so when both stand on the same columns, nothing below begins an item,
// and every text below may be the rest of the text above it. A text below an
// empty cell may be so only where the drawing leaves that cell open.
func (t *sheetTable) cutRow(above []int, fresh []sheetCell, below []int) bool {
	filled, open := 0, len(below) > 0
	wrapped := true
	for _, i := range below {
		c := fresh[i]
		at := cellOver(t.cells, above, c)
		if at < 0 {
			return false
		}
		a := t.cells[at]
		if enumerated.MatchString(c.text) && a.text != "" || contradict(a.text, c.text) {
			return false
		}
		open = open && a.open
		if c.text != "" && a.r1-a.r0 == 1 && c.r1-c.r0 == 1 { // groups are judged elsewhere
			filled++
			wrapped = wrapped && (t.mayWrap(fresh, a, c) || a.text == "" && a.open)
		}
	}
	return wrapped && (open || filled > 0)
}

// mayWrap says whether the text of the cell below may be the rest of the text
// above: the last line above had no room for its first word. The padding of
// cells is not known; Word's is the widest in use, but prints may be enlarged: then
// lines tell that have been broken in the same column.
func (t *sheetTable) mayWrap(fresh []sheetCell, above, below sheetCell) bool {
	if above.text == "" {
		return false
	}
	wide := above.tail + below.head
	if wide > t.xs[above.c1]-t.xs[above.c0]-usualPadding-1.5 {
		return true
	}
	var widest, wrap float32
	for _, cells := range [...][]sheetCell{t.cells, fresh} {
		for i := range cells {
			c := &cells[i]
			if c.c0 != above.c0 || c.c1 != above.c1 {
				continue
			}
			widest = max(widest, c.widest)
			if c.wrap > 0 && (wrap == 0 || c.wrap < wrap) {
				wrap = c.wrap
			}
		}
	}
	return wrap > 0 && wide > wrap-exactSlack && wide > widest+exactSlack
}

// cutHeading says whether the page break stands inside a heading of several
// rows: neither row holds a figure, and cells below part a cell above.
func (t *sheetTable) cutHeading(above []int, fresh []sheetCell, below []int) bool {
	parts := false
	for _, i := range above {
		if isFigure(t.cells[i].text) {
			return false
		}
	}
	for _, i := range below {
		if isFigure(fresh[i].text) {
			return false
		}
		parts = parts || cellOver(t.cells, above, fresh[i]) < 0
	}
	return parts
}

// healRow puts the texts of the first row below into the last row above.
func (t *sheetTable) healRow(above []int, fresh []sheetCell, below []int) {
	healed := map[int]bool{}
	for _, i := range below {
		c := fresh[i]
		a := cellOver(t.cells, above, c)
		whole := joinLines(t.cells[a].text, c.text)
		c.r1 = max(t.cells[a].r1, c.r1-1)
		t.lengthen(a, c)
		t.cells[a].text = whole
		healed[i] = true
	}
	for i, c := range fresh { // the row is gone: everything below moves up
		if !healed[i] {
			c.r0--
			c.r1--
			t.cells = append(t.cells, c)
		}
	}
	t.rows--
}
