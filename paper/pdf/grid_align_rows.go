package pdf

import (
	"slices"
	"strings"
)

// readRows puts the pieces into rows, from the top. It returns false where a
// piece may as well begin a row as continue one.
func (a *alignment) readRows() bool {
	a.open = make([]*alignedCell, len(a.lefts))
	for i, l := range a.levels {
		goesOn := make([]bool, len(l.pieces))
		starts := i == 0
		for j, p := range l.pieces {
			goesOn[j] = a.mayContinue(p, i)
			starts = starts || !goesOn[j]
		}
		if starts && !a.settleStart(l, goesOn) {
			return false
		}
		if starts {
			a.rows++
		}
		for j, p := range l.pieces {
			if goesOn[j] {
				a.goOn(p, i)
			} else {
				a.begin(p, i)
			}
		}
	}
	for c := range a.open {
		a.close(c)
	}
	return a.rows > 1
}

// settleStart decides which pieces of a level where a row begins begin with it.
// Cells are aligned at their top, so the label of the row begins beside its
// first figure. A label that may as well continue the one above, or is missing,
// tells that this table is set otherwise: then nothing is certain.
func (a *alignment) settleStart(l level, goesOn []bool) bool {
	first := slices.IndexFunc(l.pieces, func(p fragment) bool { return isFigure(p.text) })
	if first < 0 {
		for j, p := range l.pieces {
			if !goesOn[j] {
				continue
			}
			// What begins to the right of a cell that had its row for itself
			// begins another row, and the cell with it.
			alone := a.open[p.column].alone && slices.Contains(goesOn[j:], false)
			goesOn[j] = !alone && (a.figuresMet || p.column < a.label)
		}
		return true
	}
	a.figuresMet = true
	if first == 0 {
		if a.label > 0 {
			return false
		}
	} else if goesOn[first-1] {
		return false
	}
	for j := first; j < len(goesOn); j++ {
		goesOn[j] = false
	}
	return true
}

// mayContinue says whether the piece can be the next line of the cell above it:
// that line stands right above and has no room for the piece's first word.
func (a *alignment) mayContinue(p fragment, level int) bool {
	c := a.open[p.column]
	if c == nil || c.level != level-1 || enumerated.MatchString(p.text) {
		return false
	}
	return firstWordWidth(p.line) > a.roomFor(c.last)-c.last.width()-0.15*p.size()
}

// roomFor is the width a line has in the columns that p covers.
func (a *alignment) roomFor(p fragment) float32 {
	room := a.rooms[p.column]
	for c := p.column + 1; c < len(a.lefts) && p.width() > room+0.5; c++ {
		room = a.lefts[c] - p.x0 + a.rooms[c]
	}
	return room
}

// isGlued says whether no line may end between two neighbouring characters.
func isGlued(a, b rune) bool {
	return isNarrow(a) && isNarrow(b) || strings.ContainsRune(lineOpeners, a) || strings.ContainsRune(lineClosers, b)
}

// Straight quotes are among both: nobody knows which they are.
const (
	lineOpeners = "\"'“‘（《〈【〔([{"
	lineClosers = "\"'”’）》〉】〕)]}，。、；：？！,.;:?!%"
)

// firstWordWidth is the width of what cannot be parted at the begin of a line:
// a Latin word or figure, or a character with the marks that must not end or
// begin a line.
func firstWordWidth(l line) float32 {
	i := 0
	for i+1 < len(l.glyphs) && isGlued(l.glyphs[i].char, l.glyphs[i+1].char) {
		i++
	}
	return l.glyphs[i].x1 - l.glyphs[0].x0
}

func (a *alignment) goOn(p fragment, level int) {
	c := a.open[p.column]
	c.cell.text = joinLines(c.cell.text, p.text)
	c.last, c.level = p, level
}

func (a *alignment) begin(p fragment, level int) {
	a.close(p.column)
	row := a.rows - 1
	a.open[p.column] = &alignedCell{
		cell: sheetCell{r0: row, r1: row + 1, c0: p.column, c1: p.column + 1, text: p.text},
		last: p, level: level, alone: len(a.levels[level].pieces) == 1,
	}
}

func (a *alignment) close(column int) {
	if c := a.open[column]; c != nil {
		a.cells = append(a.cells, c.cell)
	}
	a.open[column] = nil
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
// one, and the rest of the row slips to the left.
func (a *alignment) isSlipped() bool {
	rows := a.byRow()
	figures, labels := map[int]bool{}, map[int]bool{}
	for _, row := range rows {
		first := slices.IndexFunc(row, func(c sheetCell) bool { return isFigure(c.text) })
		for i, c := range row {
			switch {
			case first >= 0 && i < first:
				labels[c.c0] = true
			case first >= 0 && isFigure(c.text):
				figures[c.c0] = true
			}
		}
	}
	for c := range labels {
		if figures[c] {
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
// of a label, which its figures show, stay; where the row has none or ends
// early, nothing is made up.
func (a *alignment) fillSlipped() {
	rows := a.byRow()
	a.cells = nil
	for r, row := range rows {
		at := 0
		for i, c := range row {
			if i > 0 && (isFigure(c.text) || isFigure(row[i-1].text)) {
				for range c.c0 - row[i-1].c0 - 1 {
					a.cells = append(a.cells, sheetCell{r0: r, r1: r + 1, c0: at, c1: at + 1})
					at++
				}
			}
			c.c0, c.c1 = at, at+1
			a.cells = append(a.cells, c)
			at++
		}
	}
}
