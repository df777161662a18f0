package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// readRows puts the pieces into rows, from the top. It returns false where a
// piece may as well begin a row as continue one.
func (a *alignment) readRows() bool {
	a.open = make([]*alignedCell, len(a.lefts))
	a.alone = map[string]bool{}
	for i, l := range a.levels {
		goesOn := make([]bool, len(l.pieces))
		starts := i == 0
		for j, p := range l.pieces {
			goesOn[j] = a.mayContinue(p, i)
			starts = starts || !goesOn[j]
		}
		if starts && !a.settleStart(i, goesOn) {
			return false
		}
		if starts {
			a.rows++
			a.rowStart = i
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
func (a *alignment) settleStart(at int, goesOn []bool) bool {
	l := a.levels[at]
	a.endHighest(at, goesOn)
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
		if a.label > 0 && !(a.full && a.beginsBare(at)) {
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

// endHighest ends the cell that alone stands on the level above the one where a
// row begins: a row is as high as the highest of its cells, so the row above
// would have ended earlier if that cell went on.
func (a *alignment) endHighest(at int, goesOn []bool) {
	if at == 0 || a.rowStart >= at-1 || len(a.levels[at-1].pieces) != 1 {
		return
	}
	column := a.levels[at-1].pieces[0].column
	for j, p := range a.levels[at].pieces {
		if p.column == column {
			goesOn[j] = false
		}
	}
}

// beginsBare says whether a row without a label begins at the level: no cell left
// of the figures ends right above, so that the row could be the rest of one that
// began higher, or words do so right above one of the figures.
func (a *alignment) beginsBare(at int) bool {
	endsAbove := func(c *alignedCell) bool { return c != nil && c.level == at-1 }
	if !slices.ContainsFunc(a.open[:a.label], endsAbove) {
		return true
	}
	return slices.ContainsFunc(a.levels[at].pieces, func(p fragment) bool {
		c := a.open[p.column]
		return endsAbove(c) && !isFigure(c.last.text)
	})
}

// mayContinue says whether the piece can be the next line of the cell above it:
// that line stands right above and has no room for the piece's first word.
func (a *alignment) mayContinue(p fragment, level int) bool {
	c := a.open[p.column]
	if c == nil || c.level != level-1 || enumerated.MatchString(p.text) {
		return false
	}
	if len(a.levels[level].pieces) == 1 && a.alone[writtenAs(p.text)] {
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
	alone := len(a.levels[level].pieces) == 1
	if alone && writtenAs(p.text) != "" {
		a.alone[writtenAs(p.text)] = true
	}
	a.open[p.column] = &alignedCell{
		cell: sheetCell{r0: row, r1: row + 1, c0: p.column, c1: p.column + 1, text: p.text},
		last: p, level: level, alone: alone,
	}
}

var someNumeral = regexp.MustCompile(`[一二三四五六七八九十\d]+`)

// writtenAs is the same for lines that differ in a numeral only, such as
// 第二十条第（五）项 and 第二十条第（六）项; "" for lines without one.
func writtenAs(text string) string {
	if utf8.RuneCountInString(text) < 5 || !someNumeral.MatchString(text) {
		return ""
	}
	return someNumeral.ReplaceAllString(text, "#")
}

func (a *alignment) close(column int) {
	if c := a.open[column]; c != nil {
		a.cells = append(a.cells, c.cell)
	}
	a.open[column] = nil
}
