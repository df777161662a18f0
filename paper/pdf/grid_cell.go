package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

const unevenGap = 0.03 // share of the type's size by which the distances of digits of one figure differ

const overflowReach = 60 // points below a table's drawing where its text may go on

// fill moves the glyphs and pictures that stand in the table's cells into them
// and returns the glyphs left over.
func (t *sheetTable) fill(glyphs []glyph, pictures []box) []glyph {
	place := t.placeMap()
	rest := glyphs[:0:0]
	glyphs = t.takeOverflow(glyphs)
	for begin := 0; begin < len(glyphs); {
		run := t.figureRun(glyphs[begin:])
		begin += len(run)
		if i := t.cellAt(place, (run[0].x0+run[len(run)-1].x1)/2, run[0].middleY()); i >= 0 {
			t.cells[i].glyphs = append(t.cells[i].glyphs, run...)
		} else {
			rest = append(rest, run...)
		}
	}
	for _, p := range pictures {
		if i := t.cellAt(place, p.middleX(), p.middleY()); i >= 0 {
			t.cells[i].picture = true
		}
	}
	for i := range t.cells {
		t.cells[i].setText()
	}
	return rest
}

// setText makes the cell's text of its glyphs.
func (c *sheetCell) setText() {
	if len(c.glyphs) > 0 {
		c.text = textOfCell(c.glyphs)
		lines := linesOf(c.glyphs)
		c.head = firstWordWidth(lines[0])
		c.tail = lines[len(lines)-1].width()
		for i := range lines {
			c.widest = max(c.widest, lines[i].width())
			if i+1 == len(lines) {
				break
			}
			if wide := lines[i].width() + firstWordWidth(lines[i+1]); c.wrap == 0 || wide < c.wrap {
				c.wrap = wide
			}
		}
	}
	c.glyphs = nil
}

// figureRun is the first glyph with the digits that stand close behind it when
// it is a digit too. A figure too wide for its cell must not lose its end to the
// neighbour, nor take in the neighbour's that runs into it: the digits of one figure
// stand at even distances.
func (t *sheetTable) figureRun(glyphs []glyph) []glyph {
	n := 1
	for ; n < len(glyphs); n++ {
		a, b := glyphs[n-1], glyphs[n]
		gap := b.x0 - a.x1
		if !unicode.IsDigit(a.char) || !unicode.IsDigit(b.char) || a.base != b.base || gap < -1 || gap > 0.12*a.size() {
			break
		}
		even := float32(0)
		if n > 1 {
			even = glyphs[1].x0 - glyphs[0].x1
		}
		if abs(gap-even) > unevenGap*a.size() && between(t.xs, a.middleX()) != between(t.xs, b.middleX()) {
			break
		}
	}
	return glyphs[:n]
}

// takeOverflow gives the cells that are open below the lines of text that stand
// under them outside the drawing, and returns the other glyphs. Browsers end the
// lines of a cell cut by a page break before its text.
func (t *sheetTable) takeOverflow(glyphs []glyph) []glyph {
	var under []glyph
	for _, g := range glyphs {
		if y := g.middleY(); y > t.frame.y1 && y < t.frame.y1+overflowReach {
			under = append(under, g)
		}
	}
	if len(under) == 0 || !slices.ContainsFunc(t.cells, func(c sheetCell) bool { return c.open }) {
		return glyphs
	}
	taken := map[glyph]bool{}
	bottom := t.frame.y1
	for _, l := range linesOf(under) {
		cells := make([]int, len(l.glyphs))
		for i, g := range l.glyphs {
			cells[i] = t.openCellAt(g.middleX())
		}
		if l.base()-bottom > 2*l.size() || slices.Contains(cells, -1) || looksLikeFurniture(l.text(true)) {
			break
		}
		for i, g := range l.glyphs {
			t.cells[cells[i]].glyphs = append(t.cells[cells[i]].glyphs, g)
			taken[g] = true
		}
		bottom = l.base()
	}
	return slices.DeleteFunc(slices.Clone(glyphs), func(g glyph) bool { return taken[g] })
}

func (t *sheetTable) openCellAt(x float32) int {
	if x < t.frame.x0 || x > t.frame.x1 {
		return -1
	}
	column := between(t.xs, x)
	return slices.IndexFunc(t.cells, func(c sheetCell) bool { return c.open && c.c0 <= column && column < c.c1 })
}

// placeMap gives for each place of the grid the index of its cell.
func (t *sheetTable) placeMap() []int {
	nx := len(t.xs) - 1
	place := make([]int, nx*t.rows)
	for i, c := range t.cells {
		for r := c.r0; r < c.r1; r++ {
			for x := c.c0; x < c.c1; x++ {
				place[r*nx+x] = i
			}
		}
	}
	return place
}

func (t *sheetTable) cellAt(place []int, x, y float32) int {
	if !t.frame.contains(x, y) {
		return -1
	}
	column, row := between(t.xs, x), between(t.ys, y)
	if column < 0 || row < 0 {
		return -1
	}
	return place[row*(len(t.xs)-1)+column]
}

// between returns i such that edges[i] ≤ v < edges[i+1], the first or last
// stretch for a v just outside.
func between(edges []float32, v float32) int {
	i, _ := slices.BinarySearch(edges, v)
	return min(max(i-1, 0), len(edges)-2)
}

// textOfCell joins the glyphs of one cell into its text. Lines are joined without
// a blank, also the lines of a number broken in a narrow column; a blank stands
// only between Latin words and between figures that stand apart.
func textOfCell(glyphs []glyph) string {
	if len(glyphs) == 0 {
		return ""
	}
	if isVertical(glyphs) {
		return verticalText(glyphs)
	}
	text := ""
	for _, line := range linesOf(glyphs) {
		text = joinLines(text, line.text(false))
	}
	return text
}

// joinLines joins two lines of one text: with a blank between Latin words, which
// are told from codes broken in a narrow cell (#REF!) by their small letters.
func joinLines(a, b string) string {
	if a != "" && b != "" && isLatinLetter(rune(a[len(a)-1])) && isLatinLetter(rune(b[0])) &&
		(unicode.IsLower(rune(a[len(a)-1])) || unicode.IsLower(rune(b[0])) || len(b) > 1 && unicode.IsLower(rune(b[1]))) {
		return a + " " + b
	}
	return a + b
}

func isLatinLetter(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }

// isVertical says whether the glyphs are set in two or more columns of one
// character below the other, as Word's vertical cells are.
func isVertical(glyphs []glyph) bool {
	down, across := 0, 0
	for i := 1; i < len(glyphs); i++ {
		a, b := glyphs[i-1], glyphs[i]
		size := max(a.width(), a.height())
		dx, dy := b.middleX()-a.middleX(), b.middleY()-a.middleY()
		switch {
		case abs(dx) < size/3 && dy > size/2:
			down++
		case abs(dy) < size/3 && dx > 0:
			across++
		}
	}
	return down > 2 && across == 0
}

// verticalText reads columns from right to left.
func verticalText(glyphs []glyph) string {
	sorted := slices.Clone(glyphs)
	slices.SortStableFunc(sorted, func(a, b glyph) int { return cmp.Compare(b.middleX(), a.middleX()) })
	var b strings.Builder
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[0].middleX()-sorted[n].middleX() < sorted[0].width()/2 {
			n++
		}
		column := sorted[:n]
		slices.SortStableFunc(column, func(a, b glyph) int { return cmp.Compare(a.y0, b.y0) })
		for _, g := range column {
			b.WriteRune(g.char)
		}
		sorted = sorted[n:]
	}
	return b.String()
}

func abs(v float32) float32 { return max(v, -v) }
