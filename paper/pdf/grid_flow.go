package pdf

import (
	"regexp"
	"slices"
)

// This file makes tables of text set in columns without any lines as browsers print
// tables that have no borders: rows of any height, each cell in the middle of its
// row. Their tops tell nothing, but browsers write a page cell by cell, so that the
// order of the file tells what stands in one cell and what in one row. Positions
// must agree with it everywhere; whatever leaves a doubt is left as text.

const (
	runGap     = 0.2  // a gap wider than this share of the text's size parts two cells
	wordGap    = 0.32 // and this one two cells with Latin words, between which stand blanks
	closeGap   = 0.06 // a smaller one parts cells only where the columns of the figures tell so, too
	pitchSlack = 0.1  // lines of a cell are no further apart than this share more than the closest lines
	knownWidth = 5    // columns from which those at the end of a row may be blank
)

// flowedTables finds such tables in the levels that no other table has taken, notes
// them by page and takes their levels. It takes the whole of what stands close together
// or, when parted, what stands before the heading of a chapter.
func flowedTables(levels []level, parted bool, blocked func(int, float32, float32) bool, found map[int][]*sheetTable, taken map[[2]int]bool) {
	if !slices.ContainsFunc(levels, func(l level) bool { return len(l.pieces) > 1 && hasFigures(l) }) {
		return
	}
	pitch := textPitch(levels)
	apart := stretchGap(levels, pitch)
	isTaken := func(l level) bool { return taken[[2]int{l.page, l.line}] }
	for from := 0; from < len(levels); {
		to := from + 1
		if isTaken(levels[from]) {
			from = to
			continue
		}
		for to < len(levels) && !isTaken(levels[to]) && !isBlocked(levels[to-1], levels[to], blocked) &&
			(levels[to].page != levels[to-1].page || levels[to].base-levels[to-1].base <= apart) {
			to++
		}
		if heads := chapterLevels(levels[from:to], true, pitch); len(heads) > 0 {
			to = from + heads[0]
		}
		t, used := flowedTable(levels[from:to], pitch)
		if t == nil && parted {
			t, used, to = tableAbove(levels, from, to, pitch)
		}
		if t != nil {
			t.page = used[0].page + 1
			found[used[0].page] = append(found[used[0].page], t)
			for _, l := range used {
				taken[[2]int{l.page, l.line}] = true
			}
		}
		from = to
	}
}

// newChapter is the numeral of a chapter, whose heading may stand right between two
// tables; rows may begin with one, too.
var newChapter = regexp.MustCompile(`^[一二三四五六七八九十]+、`)

const maxChapters = 12 // headings in one stretch at which a table is looked for

// tableAbove returns the table that stands in the levels from one to another above the
// heading of a chapter, the lowest there is, and the levels it takes, nil for none. It
// says where to look on.
func tableAbove(levels []level, from, to int, pitch float32) (t *sheetTable, used []level, next int) {
	chapters := chapterLevels(levels[from:to], false, pitch)
	for _, n := range slices.Backward(chapters) {
		if t, used = flowedTable(levels[from:from+n], pitch); t != nil {
			return t, used, from + n
		}
	}
	if len(chapters) > 0 {
		return nil, nil, from + chapters[0]
	}
	return nil, nil, to
}

// chapterLevels are the levels but the first at which a chapter's heading has a row for
// itself: all of them, or those above the heads of a table.
func chapterLevels(levels []level, aboveHeads bool, pitch float32) (at []int) {
	cells, _ := flowCells(levels, pitch)
	rows := flowRows(cells)
	for n, row := range rows {
		c := &row.cells[0]
		if len(row.cells) > 1 || !newChapter.MatchString(c.text) {
			continue
		}
		if aboveHeads && (n+1 == len(rows) || len(rows[n+1].cells) < 2 || rows[n+1].firstFigure() >= 0) {
			continue
		}
		i := slices.IndexFunc(levels, func(l level) bool { return l.page == c.page && l.holds(c.first.glyphs[0]) })
		if i > 0 && len(at) < maxChapters {
			at = append(at, i)
		}
	}
	return at
}

func (l *level) holds(g glyph) bool {
	return slices.ContainsFunc(l.pieces, func(p fragment) bool { return slices.Contains(p.glyphs, g) })
}

// flowedTable returns the table that stands in the levels and the levels it takes, nil
// when there is none beyond doubt. The pitch is the least distance of lines in the
// document.
func flowedTable(levels []level, pitch float32) (*sheetTable, []level) {
	cells, broken := flowCells(levels, pitch)
	rows := flowRows(cells)
	columns := figureColumns(rows)
	if len(columns) == 0 || !haveNoRoom(cells, columns) {
		return nil, nil
	}
	rows = withoutPageCuts(rows)
	columns = addBlankColumns(columns, rows)
	heads := headsOf(columns, rows)
	wide := areWide(columns, rows, heads)
	// A heading whose order is broken is left to the text.
	begin := slices.IndexFunc(rows, func(r flowRow) bool { return len(r.cells) > 1 && (!broken || heads != nil || r.firstFigure() >= 0) })
	end := len(rows)
	for end > 0 && rows[end-1].firstFigure() < 0 {
		end--
	}
	for _, h := range heads {
		begin = min(begin, h.row)
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
	for _, row := range withHeads(rows[begin:end], heads) {
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
		t.addFlowRow(labels, values, columns, wide, page >= 0)
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
		for _, cell := range r.cells {
			for _, c := range append(cell.rest, cell) {
				for _, base := range c.bases {
					stand[place{c.page, base}] = true
				}
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
		if down < 0.9*pitch { // cells of one row
			continue
		}
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
			if last := row.cells[len(row.cells)-1]; last.page == c.page && c.x0 >= last.x1-alignSlack && (met || c.middleY() < last.y1) {
				row.cells = append(row.cells, c)
				row.heading = !met
				continue
			}
		}
		rows = append(rows, flowRow{cells: []flowCell{c}, heading: !met})
	}
	return rows
}

// withoutPageCuts joins the rest of a label, which alone of its row stands on the next
// page, to what stands on the page before.
func withoutPageCuts(rows []flowRow) []flowRow {
	out := rows[:0:0]
	for _, row := range rows {
		if n := len(out) - 1; n >= 0 && len(row.cells) == 1 {
			above := &out[n]
			if first := above.firstFigure(); first > 0 && above.cells[first-1].isCutAbove(&row.cells[0]) {
				label := &above.cells[first-1]
				label.text = joinLines(label.text, row.cells[0].text)
				label.rest = append(label.rest, row.cells[0])
				continue
			}
		}
		out = append(out, row)
	}
	return out
}

// isCutAbove says whether o, on the next page, may be the rest of the cell: it stands
// below it, and the cell's last line had no room for its first word.
func (c *flowCell) isCutAbove(o *flowCell) bool {
	aligned := abs(o.x0-c.x0) <= alignSlack || abs(o.middleX()-c.middleX()) <= alignSlack
	return o.page == c.page+1 && aligned && !o.figure && !enumerated.MatchString(o.text) &&
		c.last.width()+firstWordWidth(o.first.line) > max(c.widest, o.widest)+exactSlack
}

// firstFigure is the index of the first figure, -1 for none.
func (r *flowRow) firstFigure() int {
	return slices.IndexFunc(r.cells, func(c flowCell) bool { return c.figure })
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
	isAlone := len(values) == 1 && columnOf(columns, values[0].box) < 0
	for _, v := range values {
		column := columnOf(columns, v.box)
		if !isAlone && column <= last || abs(v.base()-values[0].base()) > 0.4*v.last.size() {
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

// addFlowRow adds a row of labels and values. In a wide table columns without a value are
// blank, in a numbered row without any too; in another the values stand as they come.
func (t *sheetTable) addFlowRow(labels, values []flowCell, columns []box, wide, met bool) {
	at := 0
	add := func(text string) {
		t.cells = append(t.cells, sheetCell{r0: t.rows, r1: t.rows + 1, c0: at, c1: at + 1, text: text})
		at++
	}
	for _, l := range labels {
		add(l.text)
	}
	isBlankRow := met && wide && len(labels) > 0 && enumerated.MatchString(labels[len(labels)-1].text)
	if len(values) == 1 && columnOf(columns, values[0].box) < 0 {
		add(values[0].text)
	} else if len(values) > 0 || isBlankRow {
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
