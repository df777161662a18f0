package pdf

import (
	"regexp"
	"slices"
)

// This file makes tables of text set in columns without any lines, as
// LibreOffice prints tables that have no borders. Nothing but positions tells
// the cells, so it takes only tables whose cells all begin exactly at a few left
// edges and at the top of their rows. Whatever leaves a doubt is left as text.
//
// What it builds on: the cells of a row share its top, rows follow one another
// without gaps, a row is as high as its highest cell, a page break cuts rows
// between lines, a cell over rows has its text at its top, and columns without
// widths share the page equally.

const (
	pieceGap     = 0.72 // a gap wider than this share of the text's size parts two cells
	alignSlack   = 1.6  // points by which the left edges of one column may differ
	exactSlack   = 0.6  // and by which those of columns may differ whose number is known by their width
	usualPadding = 10.8 // points between the texts of full neighbouring cells in Word's default
	leastAligned = 4    // levels of an aligned table at least
	maxAligned   = 64   // columns of one at most
	leastFigures = 4    // figures of an aligned table, unless its columns fill the page
)

// A fragment is the part of a line that stands in one cell.
type fragment struct {
	line
	column int
	text   string
}

// A level is one line of a page, cut into pieces.
type level struct {
	page   int // index into the pages
	line   int // index into the lines of the page
	pieces []fragment
	box
	base, size float32
}

// alignedTables finds aligned tables in the text of all pages, takes their lines
// out and returns the tables by page. A table may run over pages; it belongs to
// the page it begins on. All pages are of the width given.
func alignedTables(lines [][]line, width float32, blocked func(page int, y0, y1 float32) bool) map[int][]*sheetTable {
	found := map[int][]*sheetTable{}
	taken := map[[2]int]bool{}
	levels := levelsOf(lines)
	room := roomOf(levels, width)
	flowedTables(levels, false, blocked, found, taken)
	isTaken := func(l level) bool { return taken[[2]int{l.page, l.line}] }
	for from := 0; from < len(levels); {
		if isTaken(levels[from]) {
			from++
			continue
		}
		to := regionEnd(levels, from, blocked)
		if n := slices.IndexFunc(levels[from:to], isTaken); n >= 0 {
			to = from + n
		}
		if to-from < leastAligned {
			from++
			continue
		}
		a := &alignment{levels: levels[from:to], room: room, spaceBelow: room.below(levels, to)}
		t := a.table()
		if t == nil {
			from = to
			continue
		}
		first := levels[from]
		t.page = first.page + 1
		found[first.page] = append(found[first.page], t)
		for _, l := range levels[from:to] {
			taken[[2]int{l.page, l.line}] = true
		}
		from = to
	}
	flowedTables(levels, true, blocked, found, taken)
	for page := range lines {
		kept := lines[page][:0:0]
		for i, l := range lines[page] {
			if !taken[[2]int{page, i}] {
				kept = append(kept, l)
			}
		}
		lines[page] = kept
	}
	return found
}

func levelsOf(lines [][]line) []level {
	var levels []level
	for page := range lines {
		for i, l := range lines[page] {
			levels = append(levels, level{page: page, line: i, pieces: piecesOf(l), box: l.box, base: l.base(), size: l.size()})
		}
	}
	return levels
}

// piecesOf cuts a line at its wide gaps.
func piecesOf(l line) []fragment {
	var pieces []fragment
	begin := 0
	for i := 1; i <= len(l.glyphs); i++ {
		if i < len(l.glyphs) && l.glyphs[i].x0-l.glyphs[i-1].x1 < pieceGap*l.size() {
			continue
		}
		part := line{glyphs: l.glyphs[begin:i], box: l.glyphs[begin].box}
		for _, g := range part.glyphs {
			part.box = part.union(g.box)
		}
		pieces = append(pieces, fragment{line: part, text: part.text(false)})
		begin = i
	}
	return pieces
}

// regionEnd returns the end of the table that may begin at the level from: a
// line across the second column ends it, and so does a wide vertical gap or a
// table with lines.
func regionEnd(levels []level, from int, blocked func(int, float32, float32) bool) int {
	start := from
	for start < len(levels) && start < from+2 && len(levels[start].pieces) < 2 {
		start++
	}
	if start == len(levels) || len(levels[start].pieces) < 2 {
		return from
	}
	left, second := levels[start].pieces[0].x0, levels[start].pieces[1].x0
	to := from
	for ; to < len(levels); to++ {
		l := levels[to]
		if to > from && breaksApart(levels[to-1], l, blocked) {
			break
		}
		first := l.pieces[0]
		if len(l.pieces) == 1 && abs(first.x0-left) < 3*alignSlack && first.x1 > second-alignSlack {
			break
		}
		if first.x0 < left-3*alignSlack {
			break
		}
		for _, p := range l.pieces {
			if p.x0 > left+3*alignSlack {
				second = min(second, p.x0)
			}
		}
	}
	for i := from; i < start; i++ { // the lines above the first with columns must fit too
		if p := levels[i].pieces[0]; p.x1 > second-alignSlack || abs(p.x0-left) > alignSlack {
			return from
		}
	}
	return to
}

// breaksApart says whether something stands between two levels.
func breaksApart(a, b level, blocked func(int, float32, float32) bool) bool {
	return a.page == b.page && b.base-a.base > 2.6*max(a.size, b.size) || isBlocked(a, b, blocked)
}

// isBlocked says whether a page without text or a table with lines stands between two
// levels.
func isBlocked(a, b level, blocked func(int, float32, float32) bool) bool {
	if a.page == b.page {
		return blocked(a.page, a.base, b.base)
	}
	return b.page > a.page+1 || blocked(a.page, a.base, 1e6) || blocked(b.page, 0, b.base)
}

// An alignment is a region whose pieces are being fitted into columns.
type alignment struct {
	levels     []level
	room       pageRoom
	spaceBelow float32   // between the last level and what follows
	lefts      []float32 // left edge of each column
	rooms      []float32 // width a line of the column can take
	label      int       // columns before the first with figures
	cells      []sheetCell
	open       []*alignedCell // the cell being read in each column
	rows       int
	rowStart   int             // level the row being read begins at
	alone      map[string]bool // how the lines are written that have a row for themselves
	figures    int
	even       bool // all columns are of one width
	full       bool // and fill the page between its margins, so that their number is known
	figuresMet bool // the rows read so far are more than the heading
}

// An alignedCell is a cell while its lines are read.
type alignedCell struct {
	cell  sheetCell
	last  fragment
	level int
	alone bool // its row began with this cell only
}

// table returns the table, or nil when the region is none beyond doubt.
func (a *alignment) table() *sheetTable {
	if !a.findColumns() || !a.readRows() || !a.isCertain() {
		return nil
	}
	t := &sheetTable{rows: a.rows, frame: a.levels[0].box, xs: append(slices.Clone(a.lefts), a.lefts[len(a.lefts)-1]+a.rooms[len(a.rooms)-1])}
	if t.loose = a.isSlipped(); t.loose && !a.even {
		return nil // blanks could not be counted
	} else if t.loose {
		a.fillSlipped()
	} else {
		a.fillBlanks()
	}
	t.cells = a.cells
	return t
}

var someFigure = regexp.MustCompile(`^[-－−]?[\d０-９][\d０-９,，.．]*(件|元|万元|%)?$|^[/—-]$`)

func isFigure(text string) bool { return someFigure.MatchString(text) }

// findColumns finds the left edges, checks that every piece stands at one, that
// none reaches into a piece of the next column, and that there are figures or
// columns that leave no doubt.
func (a *alignment) findColumns() bool {
	var at []float32
	for _, l := range a.levels {
		for _, p := range l.pieces {
			at = append(at, p.x0)
		}
	}
	if !a.findLefts(at) {
		return false
	}
	a.label = len(a.lefts)
	for i := range a.levels {
		for j := range a.levels[i].pieces {
			p := &a.levels[i].pieces[j]
			p.column = nearest(a.lefts, p.x0)
			if isFigure(p.text) {
				a.figures++
				a.label = min(a.label, p.column)
			}
		}
	}
	return (a.full || a.figures >= leastFigures) && a.measureRooms()
}

// findLefts finds the left edges of the columns from those of all pieces. An
// edge met once is chance, unless the columns are of one width: then it counts,
// and so does a column that no piece begins at.
func (a *alignment) findLefts(at []float32) bool {
	slices.Sort(at)
	rare := false
	for i := 0; i < len(at); {
		n := i + 1
		for n < len(at) && at[n]-at[i] <= alignSlack {
			n++
		}
		rare = rare || n-i < 2
		a.lefts = append(a.lefts, at[i])
		i = n
	}
	if len(a.lefts) < 3 || len(a.lefts) > maxAligned {
		return false
	}
	step := a.lefts[len(a.lefts)-1]
	for i := 1; i < len(a.lefts); i++ {
		step = min(step, a.lefts[i]-a.lefts[i-1])
	}
	count := int((a.lefts[len(a.lefts)-1]-a.lefts[0])/step+0.5) + 1
	even := step >= 12 && count <= maxAligned
	for _, left := range a.lefts {
		steps := (left - a.lefts[0]) / step
		even = even && abs(steps-float32(int(steps+0.5)))*step <= alignSlack
	}
	if a.even = even; !even {
		return !rare
	}
	a.spread(count, at)
	return true
}

// spread sets the left edges of count columns of one width: of as many as fill
// the page where columns of that width do.
func (a *alignment) spread(count int, at []float32) {
	first, last := a.lefts[0], a.lefts[len(a.lefts)-1]
	step := (last - first) / float32(count-1)
	if n := a.room.columns(first, step, at); n >= count {
		a.full = true
		count = n
	}
	if count == len(a.lefts) {
		return
	}
	a.lefts = nil
	for i := range count {
		a.lefts = append(a.lefts, first+float32(i)*step)
	}
}

// measureRooms finds how wide the lines of each column can be.
func (a *alignment) measureRooms() bool {
	a.rooms = make([]float32, len(a.lefts))
	for _, l := range a.levels {
		for _, p := range l.pieces {
			a.rooms[p.column] = max(a.rooms[p.column], p.x1-p.x0)
		}
	}
	padding := float32(usualPadding)
	for _, l := range a.levels {
		for i, p := range l.pieces {
			if i+1 < len(l.pieces) {
				padding = min(padding, l.pieces[i+1].x0-p.x1)
			}
		}
	}
	for i := range a.rooms[:len(a.rooms)-1] {
		width := a.lefts[i+1] - a.lefts[i]
		if width < 12 {
			return false
		}
		a.rooms[i] = width - padding
	}
	a.rooms[len(a.rooms)-1] = max(a.rooms[len(a.rooms)-1], a.rooms[max(0, len(a.rooms)-2)])
	return true
}
