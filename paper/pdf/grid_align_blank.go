package pdf

import "slices"

const (
	leastItems = 4 // enumerated rows that make a table without any figure one
	leastHeads = 5 // texts beside one another that make a heading above a blank row
)

// A pageRoom is where the text of pages begins and ends and how far apart its
// lines are.
type pageRoom struct {
	width       float32 // of the page
	top, bottom float32
	right       float32 // where running text ends, 0 when none is as wide as half the page
	em          float32 // the size of that text, by which its lines may be shorter or longer
	pitch       float32 // distance of lines, the one met most
}

func roomOf(levels []level, width float32) pageRoom {
	if len(levels) == 0 {
		return pageRoom{}
	}
	room := pageRoom{width: width, top: levels[0].base, bottom: levels[0].base}
	met, most := map[int]int{}, 0
	for i, l := range levels {
		room.top, room.bottom = min(room.top, l.base), max(room.bottom, l.base)
		if len(l.pieces) == 1 && l.width() > width/2 && l.x1 > room.right {
			room.right, room.em = l.x1, l.size
		}
		if i == 0 || levels[i-1].page != l.page {
			continue
		}
		pitch := l.base - levels[i-1].base
		key := int(pitch*10 + 0.5)
		if met[key]++; met[key] > most {
			most, room.pitch = met[key], pitch
		}
	}
	return room
}

// columns returns how many columns of one width fill the page up to a right
// margin like the left one or to the end of running text, as LibreOffice prints
// columns without widths; 0 where they do not, or where text begins beside them.
func (r pageRoom) columns(first, step float32, at []float32) int {
	for _, x := range at {
		if steps := (x - first) / step; abs(steps-float32(int(steps+0.5)))*step > exactSlack {
			return 0
		}
	}
	if n := columnsUpTo(r.width-first, first, step, alignSlack); n > 0 {
		return n
	}
	return columnsUpTo(r.right, first, step, r.em)
}

// columnsUpTo returns how many columns end at the right edge, 0 when none does or
// the slack leaves a choice.
func columnsUpTo(right, first, step, slack float32) int {
	n := int((right-first)/step + 0.5)
	if n > maxAligned || step < 2.5*slack || abs(first+float32(n)*step-right) > slack {
		return 0
	}
	return n
}

// below returns the space between the level before the one with the index to and
// that one, beyond the distance of lines. At a page break it is what both pages
// leave free.
func (r pageRoom) below(levels []level, to int) float32 {
	switch {
	case to == len(levels):
		return 0 // nothing follows that could show it
	case levels[to-1].page == levels[to].page:
		return levels[to].base - levels[to-1].base - r.pitch
	case levels[to-1].page+1 == levels[to].page:
		return r.bottom - levels[to-1].base + levels[to].base - r.top
	}
	return 0
}

// isCertain says whether the rows read are a table beyond doubt. Figures in
// columns tell, and where there are few or none, columns that fill the page and
// either enumerated rows or a heading with an empty row below it.
func (a *alignment) isCertain() bool {
	if a.figures > 0 {
		return true
	}
	items, heads := 0, 0
	for _, row := range a.byRow() {
		if labelColumn(row) >= 0 {
			items++
		}
		heads = max(heads, len(row))
	}
	if items >= leastItems {
		return true
	}
	pitch := a.room.pitch
	if heads < leastHeads || a.spaceBelow < pitch/2 || a.spaceBelow > 2*pitch {
		return false
	}
	a.rows++ // LibreOffice gives an empty row the height of a line
	return true
}

// fillBlanks makes the places without text cells left blank.
func (a *alignment) fillBlanks() {
	full := map[[2]int]bool{}
	for _, c := range a.cells {
		full[[2]int{c.r0, c.c0}] = true
	}
	for r := range a.rows {
		for c := range a.lefts {
			if !full[[2]int{r, c}] {
				a.cells = append(a.cells, sheetCell{r0: r, r1: r + 1, c0: c, c1: c + 1})
			}
		}
	}
}

// isSlipped says whether the columns do not mean the same in all rows: figures
// stand in one row where another has its label. LibreOffice prints so a table
// whose columns have no widths: it gives a cell over three columns the width of
// one, and the rest of the row slips to the left. Where too few figures are left
// to tell, labels that stand in several columns do when the heading, too, has
// slipped over them.
func (a *alignment) isSlipped() bool {
	figures, labels, heads := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, row := range a.byRow() {
		label := labelColumn(row)
		for _, c := range row {
			switch {
			case isFigure(c.text) && label >= 0 && c.c0 > label:
				figures[c.c0] = true
			case label < 0 && len(labels) == 0 && c.c0 > 0:
				heads[c.c0] = true
			}
		}
		if label >= 0 {
			labels[label] = true
		}
	}
	return meet(labels, figures) || len(labels) > 1 && (a.figures == 0 || a.full && meet(heads, labels))
}

// meet says whether two sets of columns have one in common.
func meet(a, b map[int]bool) bool {
	for c := range a {
		if b[c] {
			return true
		}
	}
	return false
}

// byRow returns the cells of each row from left to right.
func (a *alignment) byRow() [][]sheetCell {
	rows := make([][]sheetCell, a.rows)
	for _, c := range a.cells {
		rows[c.r0] = append(rows[c.r0], c)
	}
	for _, row := range rows {
		slices.SortFunc(row, func(a, b sheetCell) int { return a.c0 - b.c0 })
	}
	return rows
}

// fillSlipped makes the rows of a slipped table lists of cells: the blanks right
// of a label, which its figures show, stay. Where the number of columns is known,
// those right of the deepest label are the figures of every row, so that blanks
// at its end are known too; elsewhere nothing is made up.
func (a *alignment) fillSlipped() {
	rows := a.byRow()
	deepest := -1
	for _, row := range rows {
		deepest = max(deepest, labelColumn(row))
	}
	a.cells = nil
	for r, row := range rows {
		at, end := 0, 0
		add := func(c sheetCell) {
			c.r0, c.r1, c.c0, c.c1 = r, r+1, at, at+1
			a.cells = append(a.cells, c)
			at++
		}
		for i, c := range row {
			if i > 0 && (isFigure(c.text) || isFigure(row[i-1].text)) {
				for range c.c0 - end {
					add(sheetCell{})
				}
			}
			end = c.c1
			add(c)
		}
		if label := labelColumn(row); a.full && label >= 0 {
			for range label + len(a.lefts) - deepest - end {
				add(sheetCell{})
			}
		}
	}
}

// labelColumn is the column of the label of a row: of the last enumerated text in
// front of its figures, for words may stand where a figure should, or else of the
// last text there. It is -1 for parts of the heading, which have neither figures
// nor a number.
func labelColumn(row []sheetCell) int {
	first := slices.IndexFunc(row, func(c sheetCell) bool { return isFigure(c.text) })
	texts := row
	if first >= 0 {
		texts = row[:first]
	}
	for _, c := range slices.Backward(texts) {
		if enumerated.MatchString(c.text) {
			return c.c0
		}
	}
	if first < 1 {
		return -1
	}
	return row[first-1].c0
}
