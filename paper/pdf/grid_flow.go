package pdf

import (
	"cmp"
	"slices"
	"unicode"
)

// This file makes tables of text set in columns without any lines as browsers print
// tables that have no borders: rows of any height, each cell in the middle of its
// row. Their tops tell nothing, but browsers write a page cell by cell, so that the
// order of the file tells what stands in one cell and what in one row. Positions
// must agree with it everywhere; whatever leaves a doubt is left as text.

const (
	runGap     = 0.2  // a gap wider than this share of the text's size parts two cells
	wordGap    = 0.32 // and this one two cells with Latin words, between which stand blanks
	pitchSlack = 0.2  // lines of a cell are no further apart than this share more than the closest lines
	knownWidth = 5    // columns from which those at the end of a row may be blank
)

// A flowCell is a cell as the file writes it.
type flowCell struct {
	box
	page   int
	text   string
	last   fragment  // its last line
	bases  []float32 // the heights of its lines
	figure bool
}

// flowedTables finds such tables in the levels that no other table has taken, notes
// them by page and takes their levels.
func flowedTables(levels []level, blocked func(int, float32, float32) bool, found map[int][]*sheetTable, taken map[[2]int]bool) {
	pitch := leastPitch(levels)
	apart := stretchGap(levels, pitch)
	isTaken := func(l level) bool { return taken[[2]int{l.page, l.line}] }
	for from := 0; from < len(levels); {
		to := from + 1
		if isTaken(levels[from]) {
			from = to
			continue
		}
		for to < len(levels) && !isTaken(levels[to]) && !breaksApart(levels[to-1], levels[to], blocked) &&
			(levels[to].page != levels[to-1].page || levels[to].base-levels[to-1].base <= apart) {
			to++
		}
		if t, used := flowedTable(levels[from:to], pitch); t != nil {
			t.page = used[0].page + 1
			found[used[0].page] = append(found[used[0].page], t)
			for _, l := range used {
				taken[[2]int{l.page, l.line}] = true
			}
		}
		from = to
	}
}

// flowedTable returns the table that stands in the levels and the levels it takes, nil
// when there is none beyond doubt. The pitch is the least distance of lines in the
// document.
func flowedTable(levels []level, pitch float32) (*sheetTable, []level) {
	cells, broken := flowCells(levels, pitch)
	columns := figureColumns(cells)
	if len(columns) == 0 {
		return nil, nil
	}
	rows := flowRows(cells)
	columns = addBlankColumns(columns, rows)
	// A heading whose order is broken is left to the text.
	begin := slices.IndexFunc(rows, func(r flowRow) bool { return len(r.cells) > 1 && (!broken || r.firstFigure() >= 0) })
	end := len(rows)
	for end > 0 && rows[end-1].firstFigure() < 0 {
		end--
	}
	if begin < 0 || end <= begin {
		return nil, nil
	}
	used, ok := levelsUsed(levels, rows[begin:end], rows[:begin], rows[end:])
	if !ok {
		return nil, nil
	}
	t := &sheetTable{frame: used[0].box, loose: true}
	above, page := float32(0), -1 // where the last row with figures stands
	for _, row := range rows[begin:end] {
		labels, values, ok := row.parted(columns)
		if !ok {
			return nil, nil
		}
		if len(values) > 0 {
			y := values[0].middleY()
			if row.cells[0].page == page && y <= above {
				return nil, nil
			}
			above, page = y, row.cells[0].page
		}
		t.addFlowRow(labels, values, columns, page >= 0)
	}
	return t, used
}

// levelsUsed are the levels on which the rows of a table stand; none when something
// else stands there too.
func levelsUsed(levels []level, rows []flowRow, others ...[]flowRow) (used []level, ok bool) {
	type place struct {
		page int
		base float32
	}
	stand := map[place]bool{}
	for _, r := range rows {
		for _, c := range r.cells {
			for _, base := range c.bases {
				stand[place{c.page, base}] = true
			}
		}
	}
	for _, l := range levels {
		here := slices.ContainsFunc(l.pieces, func(p fragment) bool {
			return slices.ContainsFunc(p.glyphs, func(g glyph) bool { return stand[place{l.page, g.base}] })
		})
		if here {
			used = append(used, l)
		}
	}
	for _, rows := range others {
		for _, r := range rows {
			for _, c := range r.cells {
				for _, base := range c.bases {
					if slices.ContainsFunc(used, func(l level) bool { return l.page == c.page && abs(l.base-base) < 0.4*l.size }) {
						return nil, false
					}
				}
			}
		}
	}
	return used, len(used) > 0
}

// stretchGap is how far apart the lines of one table may be: a little more than rows
// of figures usually are. What stands further away is another paragraph.
func stretchGap(levels []level, pitch float32) float32 {
	met, most, usual := map[int]int{}, 0, float32(0)
	for i := 1; i < len(levels); i++ {
		a, b := levels[i-1], levels[i]
		if a.page != b.page || !hasFigures(a) || !hasFigures(b) {
			continue
		}
		down := b.base - a.base
		key := int(down + 0.5)
		if met[key]++; met[key] > most {
			most, usual = met[key], down
		}
	}
	return max(1.4*pitch, usual+0.4*pitch)
}

func hasFigures(l level) bool {
	return slices.ContainsFunc(l.pieces, func(p fragment) bool { return isFigure(p.text) })
}

// leastPitch is the least distance of two lines that begin at one edge.
func leastPitch(levels []level) float32 {
	least := float32(1e6)
	for i := 1; i < len(levels); i++ {
		a, b := levels[i-1], levels[i]
		if down := b.base - a.base; a.page == b.page && down > 0.8*a.size && abs(a.pieces[0].x0-b.pieces[0].x0) <= alignSlack {
			least = min(least, down)
		}
	}
	return least
}

// flowCells puts the glyphs of the levels into cells, in the order of the file. It is
// broken where the second lines of cells side by side come after all the first ones,
// as they do in some headings.
func flowCells(levels []level, pitch float32) (cells []flowCell, broken bool) {
	for _, r := range flowRuns(levels) {
		switch at := continued(cells, &r, pitch); {
		case at < 0:
			cells = append(cells, r)
		case at < len(cells)-1:
			cells = append(cells, r)
			broken = true
		default:
			c := &cells[at]
			c.text, c.last, c.box = joinLines(c.text, r.text), r.last, c.union(r.box)
			c.bases = append(c.bases, r.bases...)
		}
	}
	return cells, broken
}

// continued is the index of the cell whose next line the run is, -1 for none.
func continued(cells []flowCell, r *flowCell, pitch float32) int {
	const back = 16
	for i := len(cells) - 1; i >= max(0, len(cells)-back); i-- {
		if cells[i].goesOn(r, pitch) {
			return i
		}
	}
	return -1
}

// flowRuns cuts the glyphs of the levels, in the order of the file, into what stands
// in one line of one cell.
func flowRuns(levels []level) (runs []flowCell) {
	for from := 0; from < len(levels); {
		to := from
		var glyphs []glyph
		for ; to < len(levels) && levels[to].page == levels[from].page; to++ {
			for _, p := range levels[to].pieces {
				glyphs = append(glyphs, p.glyphs...)
			}
		}
		slices.SortStableFunc(glyphs, func(a, b glyph) int { return cmp.Compare(a.order, b.order) })
		if len(glyphs) > 1 && glyphs[0].order == glyphs[1].order {
			return nil // the order of the file is not known
		}
		begin := 0
		for i := 1; i <= len(glyphs); i++ {
			if i < len(glyphs) && sameRun(glyphs[i-1], glyphs[i]) {
				continue
			}
			l := line{glyphs: glyphs[begin:i:i], box: glyphs[begin].box}
			for _, g := range l.glyphs {
				l.box = l.union(g.box)
			}
			text := l.text(false)
			runs = append(runs, flowCell{box: l.box, page: levels[from].page, text: text, last: fragment{line: l, text: text}, bases: []float32{l.base()}, figure: isFigure(text)})
			begin = i
		}
		from = to
	}
	return runs
}

func sameRun(a, b glyph) bool {
	size, gap := max(a.size(), b.size()), float32(runGap)
	if isNarrow(a.char) && isNarrow(b.char) && !unicode.IsDigit(b.char) {
		gap = wordGap
	}
	return abs(a.base-b.base) < 0.4*size && b.squareFrom(size)-a.squareTo(size) < gap*size && b.x0 >= a.x0
}

// squareFrom and squareTo are where the square of a Chinese character of that size
// begins and ends: files that write 自 as a radical give the box of its ink.
func (g glyph) squareFrom(size float32) float32 {
	if isNarrow(g.char) {
		return g.x0
	}
	return min(g.x0, g.middleX()-size/2)
}

func (g glyph) squareTo(size float32) float32 {
	if isNarrow(g.char) {
		return g.x1
	}
	return max(g.x1, g.middleX()+size/2)
}

// goesOn says whether the run is the next line of the cell.
func (c *flowCell) goesOn(r *flowCell, pitch float32) bool {
	down := r.last.base() - c.last.base()
	size := c.last.size()
	aligned := abs(r.x0-c.last.x0) <= alignSlack || abs(r.middleX()-c.last.middleX()) <= alignSlack
	return r.page == c.page && aligned && down > 0.8*size && down <= pitch+pitchSlack*size &&
		!c.figure && !r.figure && !enumerated.MatchString(r.text)
}

// figureColumns returns the columns of the figures, from left to right; none where
// figures do not stand one below another.
func figureColumns(cells []flowCell) (columns []box) {
	var figures []box
	for i := range cells {
		if cells[i].figure {
			figures = append(figures, cells[i].box)
		}
	}
	if len(figures) < leastFigures {
		return nil
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

// A flowRow is the cells that the file writes one to the right of another.
type flowRow struct {
	cells   []flowCell
	heading bool // stands above the first figures
}

func flowRows(cells []flowCell) (rows []flowRow) {
	met := false
	for _, c := range cells {
		met = met || c.figure
		if n := len(rows); n > 0 {
			row := &rows[n-1]
			if last := row.cells[len(row.cells)-1]; last.page == c.page && c.x0 >= last.x1-alignSlack {
				row.cells = append(row.cells, c)
				row.heading = !met
				continue
			}
		}
		rows = append(rows, flowRow{cells: []flowCell{c}, heading: !met})
	}
	return rows
}

// firstFigure is the index of the first figure, -1 for none.
func (r *flowRow) firstFigure() int {
	return slices.IndexFunc(r.cells, func(c flowCell) bool { return c.figure })
}

// addBlankColumns adds the columns that have a heading and no figure, so that blanks
// can be counted. Of headings one above another the lowest is the column's own.
func addBlankColumns(columns []box, rows []flowRow) []box {
	first := columns[0]
	var more []box
	for _, row := range rows {
		for _, c := range row.cells {
			if !row.heading || c.x0 < first.x1 || meets(columns, c.box) {
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

func meets(columns []box, b box) bool {
	return slices.ContainsFunc(columns, func(c box) bool { return b.x0 < c.x1 && c.x0 < b.x1 })
}

// parted parts a row into labels and the values behind them. A row is none where the
// values do not stand at one height, beside the label, each in a column of its own.
func (r *flowRow) parted(columns []box) (labels, values []flowCell, ok bool) {
	first := r.firstFigure()
	if first < 0 {
		return r.cells, nil, true
	}
	labels, values = r.cells[:first], r.cells[first:]
	for len(labels) > 0 && !r.heading && columnOf(columns, labels[len(labels)-1].box) >= 0 { // words where a figure should be
		values = r.cells[len(labels)-1:]
		labels = labels[:len(labels)-1]
	}
	last := -1
	for _, v := range values {
		column := columnOf(columns, v.box)
		if column <= last || abs(v.last.base()-values[0].last.base()) > alignSlack {
			return nil, nil, false
		}
		last = column
	}
	if len(labels) > 0 {
		l, v := labels[len(labels)-1], values[0]
		if l.x1 > columns[0].x1 || v.middleY() < l.y0-alignSlack || v.middleY() > l.y1+alignSlack {
			return nil, nil, false
		}
	}
	return labels, values, true
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

// addFlowRow adds a row of labels and values. Columns without a value are blank, in a
// numbered row without any too. In a narrow table columns may mean one thing in one
// row and another in the next: there the values stand as they come.
func (t *sheetTable) addFlowRow(labels, values []flowCell, columns []box, met bool) {
	at := 0
	add := func(text string) {
		t.cells = append(t.cells, sheetCell{r0: t.rows, r1: t.rows + 1, c0: at, c1: at + 1, text: text})
		at++
	}
	for _, l := range labels {
		add(l.text)
	}
	wide := len(columns) >= knownWidth
	isBlankRow := met && wide && len(labels) > 0 && enumerated.MatchString(labels[len(labels)-1].text)
	if len(values) > 0 || isBlankRow {
		next := 0
		for _, v := range values {
			for column := columnOf(columns, v.box); wide && next < column; next++ {
				add("")
			}
			add(v.text)
			next++
		}
		for ; wide && next < len(columns); next++ {
			add("")
		}
	}
	t.rows++
}
