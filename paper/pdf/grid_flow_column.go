package pdf

import (
	"cmp"
	"slices"
)

// figureColumns returns the columns of the figures, from left to right; none where
// figures do not stand one below another. A figure alone in its row may stand in the
// middle of several columns and makes none of its own where other rows have more.
func figureColumns(rows []flowRow) (columns []box) {
	var figures, alone []box
	for i := range rows {
		own := rows[i].figures()
		if len(own) == 1 {
			alone = append(alone, own...)
		} else {
			figures = append(figures, own...)
		}
	}
	if len(figures)+len(alone) < leastFigures {
		return nil
	}
	if len(figures) == 0 {
		figures = alone
	}
	slices.SortFunc(figures, func(a, b box) int { return cmp.Compare(a.x0, b.x0) })
	for from := 0; from < len(figures); {
		column, to := figures[from], from+1
		for to < len(figures) && figures[to].x0 < column.x1 {
			column = column.union(figures[to])
			to++
		}
		if !areAligned(figures[from:to]) {
			return nil
		}
		columns = append(columns, column)
		from = to
	}
	return columns
}

// figures are the boxes of the row's figures.
func (r *flowRow) figures() (boxes []box) {
	for i := range r.cells {
		if r.cells[i].figure {
			boxes = append(boxes, r.cells[i].box)
		}
	}
	return boxes
}

// areAligned says whether boxes share their left edge, their middle or their right
// edge.
func areAligned(boxes []box) bool {
	for _, at := range []func(box) float32{func(b box) float32 { return b.x0 }, box.middleX, func(b box) float32 { return b.x1 }} {
		least, most := at(boxes[0]), at(boxes[0])
		for _, b := range boxes {
			least, most = min(least, at(b)), max(most, at(b))
		}
		if most-least <= alignSlack {
			return true
		}
	}
	return false
}

// addBlankColumns adds the columns that have a heading and no figure, so that blanks
// can be counted. Of headings one above another the lowest is the column's own. Above
// labels there is none.
func addBlankColumns(columns []box, rows []flowRow) []box {
	first := columns[0]
	var more []box
	for _, row := range rows {
		for _, c := range row.cells {
			if !row.heading || meets(columns, c.box) || c.x0 < first.x1 && (len(row.cells) < knownWidth || aboveLabels(c.box, rows)) {
				continue
			}
			more = slices.DeleteFunc(more, func(b box) bool { return meets([]box{b}, c.box) })
			more = append(more, c.box)
		}
	}
	columns = append(slices.Clone(columns), more...)
	slices.SortFunc(columns, func(a, b box) int { return cmp.Compare(a.x0, b.x0) })
	return columns
}

// aboveLabels says whether words stand in front of figures below the box.
func aboveLabels(b box, rows []flowRow) bool {
	return slices.ContainsFunc(rows, func(r flowRow) bool {
		return slices.ContainsFunc(r.cells[:max(0, r.firstFigure())], func(c flowCell) bool { return meets([]box{b}, c.box) })
	})
}

// areWide says whether the columns are those of a wide table, which mean one thing in
// all rows: all have a head, or some row has as many figures. In a narrow table they
// may mean one thing in one row and another in the next.
func areWide(columns []box, rows []flowRow, heads []flowHead) bool {
	return len(columns) >= knownWidth && (heads != nil || slices.ContainsFunc(rows, func(r flowRow) bool { return len(r.figures()) >= knownWidth }))
}

func meets(columns []box, b box) bool {
	return slices.ContainsFunc(columns, func(c box) bool { return b.x0 < c.x1 && c.x0 < b.x1 })
}

// A flowHead is the head of a column: a cell of a row.
type flowHead struct {
	row  int
	cell flowCell
}

// headsOf returns the head of each column, the lowest cell above its figures, nil when
// some column has none of its own.
func headsOf(columns []box, rows []flowRow) []flowHead {
	if len(columns) < knownWidth {
		return nil
	}
	heads := make([]flowHead, len(columns))
	for i := range rows {
		if !rows[i].heading {
			break
		}
		for _, c := range rows[i].cells {
			for k := range columns {
				if h := &heads[k].cell; meets(columns[k:k+1], c.box) && (c.page > h.page || c.y1 > h.y1) {
					heads[k] = flowHead{i, c}
				}
			}
		}
	}
	for k, h := range heads {
		if h.cell.text == "" || columnOf(columns, h.cell.box) != k {
			return nil
		}
	}
	return heads
}

// withHeads puts the heads of the columns into one row, the last of the heading, in the
// order of the columns: the file may have them in another.
func withHeads(rows []flowRow, heads []flowHead) (out []flowRow) {
	if !slices.ContainsFunc(heads, func(h flowHead) bool { return h.row != heads[0].row }) {
		return rows
	}
	row := flowRow{heading: true}
	for _, h := range heads {
		row.cells = append(row.cells, h.cell)
	}
	for i := range rows {
		if !rows[i].heading {
			return append(append(out, row), rows[i:]...)
		}
		var others []flowCell
		for _, c := range rows[i].cells {
			if !slices.ContainsFunc(heads, func(h flowHead) bool { return h.cell.page == c.page && h.cell.box == c.box }) {
				others = append(others, c)
			}
		}
		if len(others) > 0 {
			out = append(out, flowRow{cells: others, heading: true})
		}
	}
	return append(out, row)
}

// columnOf is the only column that meets the box, -1 when none or several do.
func columnOf(columns []box, b box) int {
	at := -1
	for i := range columns {
		if !meets(columns[i:i+1], b) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	return at
}
