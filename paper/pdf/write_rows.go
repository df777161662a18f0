package pdf

import (
	"fmt"
	"strings"

	"gongkai/paper"
)

// A tablePrinting is a table on its way to the pages.
type tablePrinting struct {
	*tablePiece
	composer *composer
	owners   map[*paper.Place]*element
}

// newPrinting builds the table's structure: rows, and cells in their rows.
func (t *tablePiece) newPrinting(c *composer) *tablePrinting {
	owners := make(map[*paper.Place]*element, len(t.places))
	table := c.root.child("Table")
	var row *element
	last := -1
	for _, p := range t.places {
		if p.Row != last {
			row, last = table.child("TR"), p.Row
		}
		owners[p] = row.child("TD")
		describeCell(owners[p], p)
	}
	return &tablePrinting{tablePiece: t, composer: c, owners: owners}
}

// describeCell tells screen readers what a cell spans and heads.
func describeCell(e *element, p *paper.Place) {
	var b strings.Builder
	if p.Height > 1 {
		fmt.Fprintf(&b, "/RowSpan %d", p.Height)
	}
	if p.Width > 1 {
		fmt.Fprintf(&b, "/ColSpan %d", p.Width)
	}
	switch p.Header {
	case paper.ColumnHeader, paper.ColumnGroup:
		e.tag = "TH"
		b.WriteString("/Scope/Column")
	case paper.RowHeader, paper.RowGroup:
		e.tag = "TH"
		b.WriteString("/Scope/Row")
	}
	if b.Len() > 0 {
		e.attrs = "/O/Table" + b.String()
	}
}

// part prints the rows from first up to but not including end at the
// composer's place. A repeated part is furniture of the page.
func (t *tablePrinting) part(first, end int, repeated bool) {
	top := t.composer.y - t.y[first]
	t.composer.sheet().rule(t.strokes(first, end, top))
	for r := first; r < end; r++ {
		for c := 0; c < t.grid.Columns; c++ {
			p := t.grid.At(r, c)
			if p == nil || c != p.Column || r != max(p.Row, first) {
				continue
			}
			if p.Value == paper.NotApplicableValue {
				t.composer.sheet().hatch(t.x[p.Column], top+t.y[r], t.x[p.Column+p.Width], top+t.y[min(end, p.Row+p.Height)])
			}
			owner := t.owners[p]
			if repeated || r != p.Row {
				owner = nil
			}
			t.cell(p, owner, top+t.y[r], top+t.y[min(end, p.Row+p.Height)])
		}
	}
	t.composer.y += t.y[end] - t.y[first]
}

// cell prints a cell's text in the middle of the part that stands on this
// page: a group that runs over a page names itself on both.
func (t *tablePrinting) cell(p *paper.Place, owner *element, top, bottom float64) {
	cell := t.cells[p]
	size, pad := cell.size, 2*t.pad
	if room := bottom - top - pad; cell.need-pad > room+0.01 {
		if owner == nil {
			return // it names itself on the page before
		}
		size = max(smallest/2, size*room/(cell.need-pad))
	}
	if cell.upright {
		t.upright(p, owner, size, (top+bottom)/2)
		return
	}
	pitch := size * tablePitch
	y := (top + bottom - float64(len(cell.lines))*pitch) / 2
	for _, line := range cell.lines {
		run := glyphRun{baseline: baseline(y, pitch, size), size: size, bold: cell.bold, tabular: cell.tabular}
		run.x = t.lineStart(p, cell, line)
		if cell.framed {
			t.composer.sheet().frame(run.x-framePad, y, run.x+line.width+framePad, y+pitch)
		}
		t.composer.sheet().print(owner, run, line.text)
		y += pitch
	}
}

// lineStart is where a line begins by the cell's alignment.
func (t *tablePrinting) lineStart(p *paper.Place, cell *tableCell, line textLine) float64 {
	left, right := t.x[p.Column], t.x[p.Column+p.Width]
	width := line.width
	if cell.tabular {
		width = t.figureWidth(line.text, cell.size)
	}
	switch cell.align {
	case paper.AlignLeft:
		return left + cell.inset
	case paper.AlignRight:
		return right - cell.inset - width
	}
	return (left + right - width) / 2
}

// upright prints a text one character below the other.
func (t *tablePrinting) upright(p *paper.Place, owner *element, size, middle float64) {
	cell := t.cells[p]
	text := cell.lines[0].text
	y := middle - uprightHeight(text)*size/2
	for _, r := range text {
		shape := uprightShape(r)
		advance := uprightAdvance(r) * uprightGap * size
		x := (t.x[p.Column] + t.x[p.Column+p.Width] - float64(t.face.advance(shape))*size/1000) / 2
		top := y
		if opensBracket(r) {
			top = y + advance - size // its shape fills the lower half of the square
		}
		run := glyphRun{x: x, baseline: top + 0.88*size, size: size, bold: cell.bold, upright: true}
		t.composer.sheet().print(owner, run, string(r))
		y += advance
	}
}

func opensBracket(r rune) bool { return strings.ContainsRune("（({｛〔【《〈「『“‘", r) }

// strokes are the rules around every cell of some rows, each as long as it
// runs without a gap; top is where row 0 would begin.
func (t *tablePrinting) strokes(first, end int, top float64) []stroke {
	var all []stroke
	for r := first; r <= end; r++ {
		y := round(top + t.y[r])
		for c := 0; c < t.grid.Columns; c++ {
			from := c
			for c < t.grid.Columns && (r == first || r == end || t.parted(r-1, c, r, c)) {
				c++
			}
			if c > from {
				all = append(all, stroke{t.x[from], y, t.x[c], y})
			}
		}
	}
	for c := 0; c <= t.grid.Columns; c++ {
		for r := first; r < end; r++ {
			from := r
			for r < end && (c == 0 || c == t.grid.Columns || t.parted(r, c-1, r, c)) {
				r++
			}
			if r > from {
				all = append(all, stroke{t.x[c], round(top + t.y[from]), t.x[c], round(top + t.y[r])})
			}
		}
	}
	return all
}

// parted says whether a rule divides two neighbouring places.
func (t *tablePrinting) parted(r0, c0, r1, c1 int) bool {
	a := t.grid.At(r0, c0)
	return a == nil || a != t.grid.At(r1, c1)
}
