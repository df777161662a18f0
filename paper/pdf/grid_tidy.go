package pdf

import "slices"

// tidy takes out rows that are no rows: the space a browser leaves at the end
// of a page below the last row, and a row edge drawn in one column only, where
// the frame of a cell over several rows ends beside the row it should end with.
func (t *sheetTable) tidy() {
	for edge := t.rows - 1; edge > 0; edge-- {
		if t.isVoidEdge(edge) {
			t.removeEdge(edge)
		}
	}
	if t.rows > 1 && t.lastRowIsEmpty() && t.isOpen() {
		t.dropLastRow()
	}
}

// isVoidEdge says whether the edge above row r parts no text from text while
// the cells of a row stand across it.
func (t *sheetTable) isVoidEdge(r int) bool {
	var above, below, across bool // hold text
	for _, c := range t.cells {
		switch {
		case c.r0 < r && r < c.r1 && c.c1 == len(t.xs)-1:
			across = true
		case c.text == "" && !c.picture:
		case c.r1 == r:
			above = true
		case c.r0 == r:
			below = true
		case c.r0 == r-1 && c.r1 == r+1:
			across = true
		}
	}
	return across && !(above && below) && t.isBesideEmpty(r)
}

// isBesideEmpty says whether of each two cells that meet at the edge r one can
// give way to the other.
func (t *sheetTable) isBesideEmpty(r int) bool {
	above := cellsAt(t.cells, func(c sheetCell) bool { return c.r1 == r })
	below := cellsAt(t.cells, func(c sheetCell) bool { return c.r0 == r })
	for _, i := range above {
		for _, j := range below {
			a, b := t.cells[i], t.cells[j]
			if overlapColumns(a, b) && !canGive(a, b) && !canGive(b, a) {
				return false
			}
		}
	}
	return true
}

// canGive says whether cell a can be taken up by b: it is empty, and either
// stands on the same columns or fills one row only.
func canGive(a, b sheetCell) bool {
	return a.text == "" && !a.picture && (a.c0 == b.c0 && a.c1 == b.c1 || a.r1-a.r0 == 1)
}

func overlapColumns(a, b sheetCell) bool { return a.c0 < b.c1 && b.c0 < a.c1 }

// removeEdge makes one row of the rows r-1 and r. Of two cells that meet there
// the empty one is taken up by the other.
func (t *sheetTable) removeEdge(r int) {
	gone := map[int]bool{}
	above := cellsAt(t.cells, func(c sheetCell) bool { return c.r1 == r })
	below := cellsAt(t.cells, func(c sheetCell) bool { return c.r0 == r })
	for _, i := range above {
		for _, j := range below {
			a, b := &t.cells[i], &t.cells[j]
			if gone[i] || gone[j] || !overlapColumns(*a, *b) {
				continue
			}
			if canGive(*b, *a) {
				gone[j] = true
				if a.c0 == b.c0 && a.c1 == b.c1 {
					a.r1, a.open = b.r1, b.open
				}
			} else {
				gone[i] = true
				if a.c0 == b.c0 && a.c1 == b.c1 {
					b.r0 = a.r0
				}
			}
		}
	}
	kept := t.cells[:0:0]
	for i, c := range t.cells {
		if gone[i] {
			continue
		}
		if c.r0 >= r {
			c.r0--
		}
		if c.r1 > r {
			c.r1--
		}
		kept = append(kept, c)
	}
	t.cells = kept
	t.ys = slices.Delete(t.ys, r, r+1)
	t.rows--
}

// isOpen says whether no cell of the last row is closed below.
func (t *sheetTable) isOpen() bool {
	return !slices.ContainsFunc(t.cells, func(c sheetCell) bool { return c.r1 == t.rows && !c.open })
}

func (t *sheetTable) lastRowIsEmpty() bool {
	return !slices.ContainsFunc(t.cells, func(c sheetCell) bool {
		return c.r0 == t.rows-1 && (c.text != "" || c.picture)
	})
}

func (t *sheetTable) dropLastRow() {
	last := t.rows - 1
	t.cells = slices.DeleteFunc(t.cells, func(c sheetCell) bool { return c.r0 == last })
	for i := range t.cells {
		t.cells[i].r1 = min(t.cells[i].r1, last)
	}
	t.rows = last
}
