package pdf

import (
	"strings"

	"gongkai/paper"
)

// Measures of a cell, in parts of the type size.
const (
	tablePitch = 1.25 // from line to line
	sidePad    = 0.35 // left and right, less in narrow columns
	uprightGap = 1.05 // from character to character in a vertical cell
)

// smallest is the type, in points, below which nothing is reduced.
const smallest = 5

// A tableCell is a cell's text made ready.
type tableCell struct {
	lines   []textLine
	upright bool // one character below the other; lines holds one line
	size    float64
	need    float64 // height with padding
	align   paper.Align
	tabular bool
	bold    bool
	inset   float64 // from the side the text is aligned to
	framed  bool    // it holds the mark of a blank cell
}

// cellText is what is printed in a cell.
func cellText(c *paper.Cell) string {
	text := c.Text
	switch {
	case c.Value == paper.BlankValue:
		text = ""
	case c.Value == paper.NotApplicableValue && text == "":
		text = "/"
	case c.Value == paper.NumberValue && text == "":
		text = c.Number
	}
	for _, inner := range c.Tables {
		for r := range inner.Rows {
			var cells []string
			for i := range inner.Rows[r].Cells {
				cells = append(cells, cellText(&inner.Rows[r].Cells[i]))
			}
			text += "\n" + strings.Join(cells, "　")
		}
	}
	return strings.Trim(cleanText(text), " \n\u3000")
}

// setCell breaks a cell's text into lines of its width.
func (t *tablePiece) setCell(p *paper.Place) *tableCell {
	text := cellText(p.Cell)
	room, side := t.textRoom(p)
	cell := &tableCell{size: t.size, bold: p.Strong || t.rows[p.Row].Band, tabular: p.Value == paper.NumberValue}
	cell.inset = side
	if p.Vertical && t.setUpright(cell, text, room) {
		return cell
	}
	if p.Value == paper.BlankValue && text == "" {
		return t.setBlank(cell, room)
	}
	if cell.tabular { // a number is never broken
		cell.size = min(t.figures, max(smallest, t.fittingSize(text, room)))
		room = max(room, t.figureWidth(text, cell.size))
	}
	// A column of its own, as groups have to the left, is a step already.
	indent := float64(min(max(0, p.Indent-p.Column), 4)) * t.size
	if cell.align = cellAlign(p.Cell); cell.align == paper.AlignLeft {
		cell.inset += min(indent, room/2)
		room -= min(indent, room/2)
	}
	if cell.align == paper.AlignAuto && p.Header != paper.NoHeader {
		cell.lines = balanceLabel(t.face, text, cell.size, room)
	} else {
		cell.lines = breakLines(t.face, text, cell.size, room, 0)
	}
	if cell.align == paper.AlignAuto {
		cell.align = paper.AlignCenter
		if len(cell.lines) > 2 && p.Header == paper.NoHeader {
			cell.align = paper.AlignLeft
		}
	}
	if p.Height > 1 { // such a cell is not divided between pages
		most := (textHeight/2 - 2*t.pad) / (tablePitch * float64(len(cell.lines)))
		cell.size = min(cell.size, max(smallest/2, most))
	}
	cell.need = float64(len(cell.lines))*cell.size*tablePitch + 2*t.pad
	return cell
}

// Measures of the mark of a blank cell, in points: how far its frame stands from
// the word, and from the rules of the cell at least.
const (
	framePad    = 1.5
	frameMargin = 2
)

// setBlank sets the mark of a cell that holds nothing, a word in a frame. Readers
// of our pages know it by the frame.
func (t *tablePiece) setBlank(cell *tableCell, room float64) *tableCell {
	cell.framed, cell.align, cell.bold = true, paper.AlignCenter, false
	cell.size = min(0.8*t.size, (room-2*framePad-2*frameMargin)/2)
	if cell.size < smallest {
		cell.framed, cell.size = false, t.size
		cell.lines = breakLines(t.face, "", cell.size, room, 0)
	} else {
		cell.lines = breakLines(t.face, paper.BlankMark, cell.size, room, 0)
	}
	cell.need = max(t.size*tablePitch, cell.size*tablePitch+2*frameMargin) + 2*t.pad
	return cell
}

// textRoom is the width a cell leaves for its text, and the room at its sides.
func (t *tablePiece) textRoom(p *paper.Place) (room, side float64) {
	width := t.x[p.Column+p.Width] - t.x[p.Column]
	side = min(sidePad*t.size, width/16)
	return width - 2*side, side
}

// fittingSize is the size of type in which a number fits into the room, at
// most the table's.
func (t *tablePiece) fittingSize(text string, room float64) float64 {
	wide := t.figureWidth(text, t.size)
	if wide <= room {
		return t.size
	}
	return t.size * room / wide
}

// figureSize is the size of all figures of a table: small enough for nearly
// every cell, so that no row mixes sizes. One number longer than that is set
// smaller alone.
func (t *tablePiece) figureSize() float64 {
	const least = 6.5
	size := t.size
	for _, p := range t.places {
		if p.Value == paper.NumberValue {
			room, _ := t.textRoom(p)
			size = min(size, t.fittingSize(cellText(p.Cell), room))
		}
	}
	return max(size, least)
}

// cellAlign is the alignment of a cell: as its author wants it, labels to the
// left, figures in a block of their own.
func cellAlign(c *paper.Cell) paper.Align {
	switch {
	case c.Align != paper.AlignAuto:
		return c.Align
	case c.Header == paper.RowHeader:
		return paper.AlignLeft
	case c.Value == paper.NumberValue:
		return paper.AlignRight
	}
	return paper.AlignAuto
}

// setUpright sets a text one character below the other; not one that is too
// tall for that.
func (t *tablePiece) setUpright(cell *tableCell, text string, room float64) bool {
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == ' ' {
			return -1
		}
		return r
	}, text)
	cell.need = uprightHeight(text)*cell.size + 2*t.pad
	if cell.need > textHeight/2 || room < cell.size*0.9 {
		return false
	}
	cell.upright, cell.align = true, paper.AlignCenter
	cell.lines = []textLine{{text: text, last: true}}
	return true
}

// uprightHeight is the height of a vertical line in parts of the type size.
func uprightHeight(text string) float64 {
	height := 0.0
	for _, r := range text {
		height += uprightAdvance(r) * uprightGap
	}
	return height
}

// figureWidth is the width of a number, its digits as wide as the widest.
func (t *tablePiece) figureWidth(text string, size float64) float64 {
	sum := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			sum += digitWidth
		} else {
			sum += t.face.advance(r)
		}
	}
	return float64(sum) * size / 1000
}

// alignNumbers sets the figures of a column flush right, as a block in the
// middle of the column; a band of the table begins a block of its own.
func (t *tablePiece) alignNumbers() {
	type block struct{ first, width, band int }
	widest := make(map[block]float64)
	blocks := make(map[*paper.Place]block)
	row, band := -1, 0
	for _, p := range t.places {
		if p.Row != row && t.rows[p.Row].Band {
			band++
		}
		row = p.Row
		if p.Value != paper.NumberValue || p.Align != paper.AlignAuto || len(t.cells[p].lines) != 1 || t.cells[p].upright {
			continue
		}
		key := block{p.Column, p.Width, band}
		blocks[p] = key
		widest[key] = max(widest[key], t.figureWidth(t.cells[p].lines[0].text, t.cells[p].size))
	}
	for p, key := range blocks {
		room := t.x[p.Column+p.Width] - t.x[p.Column]
		t.cells[p].inset = max(0, (room-widest[key])/2)
	}
}
