package docx

import (
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// A fit is the size a table is set in.
type fit struct {
	size   int   // of text, in half points
	figure int   // of numbers, in half points: never larger than size
	scale  int   // width of numbers, per cent of their font's
	height int   // of a row at least, in twips
	rows   []int // what each row needs
}

// fits are the sizes tried for a table that should fill one page, the largest
// first: 小四 is too large for the form, 五号 (10.5 points) is usual.
var fits = []fit{
	{size: 21, height: 340}, {size: 21, height: 300}, {size: 20, height: 290},
	{size: 19, height: 280}, {size: 18, height: 270},
}

const (
	usualSize   = 21
	roomyHeight = 480
	roomyRows   = 18            // a table of no more rows is given air
	pageRows    = 40            // one of no more is set to fill a page by itself
	pageHeight  = 12756 - 2*579 // 225 mm less a heading of two lines
	sideMargin  = 45            // of cells, in twips
	edgeMargin  = 20
	// figureMargin is the side margin of numbers where they are set smaller than
	// the text, so as not to be smaller than they must.
	figureMargin  = 15
	legible       = 14 // half points, below which numbers are condensed first
	mostCondensed = 60 // per cent
	smallest      = 7  // half points
)

// fitTable chooses the size of a table: the largest with which it and its
// heading fit one page, the usual one where none does.
func fitTable(g *paper.Grid, widths []int) fit {
	chosen := fits[0]
	if g.Rows <= roomyRows {
		chosen.height = roomyHeight
	}
	chosen.rows = rowHeights(g, widths, chosen)
	if g.Rows > roomyRows && g.Rows <= pageRows {
		for _, f := range fits {
			if f.rows = rowHeights(g, widths, f); sum(f.rows) <= pageHeight {
				chosen = f
				break
			}
		}
	}
	chosen.setFigures(g, widths)
	return chosen
}

// rowHeights is the height each row needs, as far as the widths of unknown
// fonts can be told.
func rowHeights(g *paper.Grid, widths []int, f fit) []int {
	heights := make([]int, g.Rows)
	for r := range g.Rows {
		heights[r] = f.height
		for c := range g.Columns {
			if p := g.At(r, c); p.IsCorner(r, c) && p.Height == 1 && !p.Vertical {
				width := widthOf(p, widths)
				lines := 1 // numbers are made to stand on one
				if p.Value != paper.NumberValue {
					lines = lineCount(cellText(p.Cell), width-2*labelInset(p.Cell, width, f.size), f.size)
				}
				heights[r] = max(heights[r], lines*linePitch(f.size)+2*edgeMargin)
			}
		}
	}
	for r := range g.Rows {
		for c := range g.Columns {
			if p := g.At(r, c); p.IsCorner(r, c) && p.Vertical {
				stretch(heights[r:r+p.Height], utf8.RuneCountInString(cellText(p.Cell))*f.size*10+linePitch(f.size))
			}
		}
	}
	return heights
}

// stretch raises rows until together they have the height.
func stretch(rows []int, height int) {
	missing := height - sum(rows)
	if missing <= 0 {
		return
	}
	for i := range rows {
		rows[i] += (missing + len(rows) - 1) / len(rows)
	}
}

func sum(all []int) int {
	total := 0
	for _, n := range all {
		total += n
	}
	return total
}

// lineCount is how many lines a text of the size takes in the width.
func lineCount(text string, width, size int) int {
	perLine := max(1, 2*width/(size*10)) // halves of a character
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += max(1, (halfWidths(line)+perLine-1)/perLine)
	}
	return lines
}

// labelInset narrows the label of a column at both sides. Chinese words mostly
// have two characters, so lines of two or four seldom tear one, where three
// would: 商业／企业, 社会／公益／组织.
func labelInset(cell *paper.Cell, width, size int) int {
	text := cellText(cell)
	n, perLine := utf8.RuneCountInString(text), width/(size*10)
	isLabel := cell.Header == paper.ColumnHeader || cell.Header == paper.ColumnGroup
	if !isLabel || cell.Vertical || n > 8 || n <= perLine || n%2 == 1 || perLine < 3 || perLine%2 == 0 || halfWidths(text) != 2*n {
		return 0
	}
	if even := perLine - 1; (n+even-1)/even > (n+perLine-1)/perLine+1 {
		return 0
	}
	// Room for less than one more character, for fonts that are a little wider.
	return (width - (perLine-1)*size*10 - size*9) / 2
}

// linePitch is the distance of lines of the size in a table, in twips.
func linePitch(size int) int { return size * 260 / usualSize }

// widthOf is the width a cell has for text.
func widthOf(p *paper.Place, widths []int) int {
	width := -2 * sideMargin
	for _, w := range widths[p.Column:min(p.Column+p.Width, len(widths))] {
		width += w
	}
	return max(width, 1)
}

// setFigures chooses the size of numbers and how far they are condensed so that
// every number stands on one line: a number broken in two reads as two numbers.
// They are made smaller as long as they stay legible, then condensed, and both
// where that is not enough.
func (f *fit) setFigures(g *paper.Grid, widths []int) {
	f.figure, f.scale = f.size, 100
	for r := range g.Rows {
		for c := range g.Columns {
			p := g.At(r, c)
			if !p.IsCorner(r, c) || p.Value != paper.NumberValue {
				continue
			}
			room, digits := widthOf(p, widths)+2*(sideMargin-figureMargin), max(1, digitWidth(p))
			f.figure = min(f.figure, max(room/digits, min(f.size, legible)))
			f.scale = min(f.scale, max(100*room/(digits*f.figure), mostCondensed))
		}
	}
	for r := range g.Rows {
		for c := range g.Columns {
			if p := g.At(r, c); p.IsCorner(r, c) && p.Value == paper.NumberValue {
				room := 100 * (widthOf(p, widths) + 2*(sideMargin-figureMargin))
				f.figure = max(smallest, min(f.figure, room/max(1, digitWidth(p)*f.scale)))
			}
		}
	}
}

// digitWidth is the width of a number in twips for each half point of its size.
// Digits are half as wide as a character in Chinese fonts, somewhat more in those
// that stand in for them, and up to 0.7 in bold ones.
func digitWidth(p *paper.Place) int {
	n := len(cellText(p.Cell))
	if p.Strong {
		return 7 * n
	}
	return 6 * n
}
