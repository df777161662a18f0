package report

import (
	"slices"
	"strconv"

	"gongkai/paper"
)

// A gridTable is a table with its spans expanded, and the block it stands in.
type gridTable struct {
	*paper.Grid
	block  int
	pieces []piece // of the places, by their corner
}

// mostPieces bounds what is kept of one grid; no form has half as many cells.
const mostPieces = 1024

func newGridTable(g *paper.Grid, block int) gridTable {
	return gridTable{g, block, make([]piece, min(g.Rows*g.Columns, mostPieces))}
}

// piece returns the text of a place.
func (g gridTable) piece(p *paper.Place) *piece {
	at := p.Row*g.Columns + p.Column
	if at >= len(g.pieces) {
		return &piece{text: p.Text}
	}
	g.pieces[at].text = p.Text
	return &g.pieces[at]
}

// rowPlaces returns the cells that cover a row, left to right, each once.
func (g gridTable) rowPlaces(row int, places []*paper.Place) []*paper.Place {
	places = places[:0]
	for c := 0; c < g.Columns; {
		p := g.At(row, c)
		if p == nil {
			c++
			continue
		}
		places = append(places, p)
		c = p.Column + p.Width
	}
	return places
}

// pictured stands for what a cell shows that holds a picture and no text.
const pictured = "（图片）"

// figureText returns what a cell for a figure shows.
func figureText(p *paper.Place) string {
	text := trim(p.Text)
	if text == "" && p.HasPicture {
		return pictured
	}
	return text
}

// A head is what the rows above the figures say about the columns.
type head struct {
	keys    []string // column keys, left to right; "" for a column the form does not have
	starts  []int    // grid column each begins at
	width   int      // columns of the table it was found in
	foreign bool     // the table has a head, but not the form's
}

// applicationLines finds the lines of chapter 三 in the grids.
func applicationLines(grids []gridTable) []line {
	w := words()
	var lines []line
	var h head
	var places []*paper.Place
	for table, g := range grids {
		own := headOf(g)
		switch {
		case own.keys != nil || own.foreign:
			h = own
		case h.width != g.Columns: // a continued table keeps its columns
			h = head{foreign: true}
		}
		from, named := len(lines), false
		for row := 0; row < g.Rows; row++ {
			places = g.rowPlaces(row, places)
			if l, ok := lineOf(w, g, places, row, h); ok && (named || len(l.labels) > 0 || h.keys != nil || len(lines) > 0) {
				l.table = table
				lines = append(lines, l)
				named = named || l.exact >= 0
			}
		}
		if !named && h.keys == nil { // some other table's words
			lines = lines[:from]
		}
		lines = lines[:from+len(joinWrapped(w, lines[from:]))]
	}
	return lines
}

// joinWrapped joins neighbouring lines whose labels make one label together: it
// was broken over two rows of the table, with the figures in one of them.
func joinWrapped(w *lexicon, lines []line) []line {
	out := lines[:0]
	for _, l := range lines {
		if n := len(out) - 1; n >= 0 && (l.exact < 0 || out[n].exact < 0) && len(l.labels) > 0 && len(out[n].labels) > 0 && (l.isBlank() || out[n].isBlank()) {
			whole := out[n].labels[len(out[n].labels)-1] + l.labels[len(l.labels)-1]
			if row := w.rowOf(whole); row >= 0 && (l.exact < 0 || l.exact == row) && (out[n].exact < 0 || out[n].exact == row) {
				if l.isBlank() {
					l = out[n]
				}
				l.labels, l.exact = append(l.labels[:len(l.labels)-1:len(l.labels)-1], whole), row
				out[n] = l
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// isBlank says that the line shows no figure.
func (l *line) isBlank() bool {
	return !slices.ContainsFunc(l.values, func(v string) bool { return v != "" })
}

// lineOf reads one row of a grid. ok is false when no cell of it is like a label
// of the form.
func lineOf(w *lexicon, g gridTable, places []*paper.Place, row int, h head) (line, bool) {
	label, exact := labelAmong(w, g, places)
	if label < 0 {
		return unlabelled(places, row, h)
	}
	l := line{exact: exact, foreign: h.foreign}
	for _, p := range places[:label+1] {
		if p.Text != "" {
			l.labels = append(l.labels, p.Text)
		}
	}
	l.take(places[label+1:], row, h)
	return l, len(places) > label+1
}

// labelAmong returns the last cell in front of the figures that names a row, exactly or nearly, and the row
// it names exactly, -1 for none. Groups' labels stand in front of it; words where
// a figure must stand are unlike any label.
func labelAmong(w *lexicon, g gridTable, places []*paper.Place) (label, exact int) {
	figures := figuresFrom(places)
	for i := figures - 1; i >= 0; i-- {
		p := g.piece(places[i])
		if !mayNameRow(p.text) {
			continue
		}
		if i > 0 && isHeadWord(w, p) && g.piece(places[i-1]).outcomeOf(w) != "" {
			return -1, -1 // a head of chapter 四
		}
		if at := p.rowOf(w); at >= 0 {
			return i, at
		}
		if !w.groups[p.folded()] && p.isNearRow(w) {
			return i, -1
		}
	}
	return -1, -1
}

// figuresFrom returns where a row's figures begin: at the first behind words. A
// number in front of all words is the row's own.
func figuresFrom(places []*paper.Place) int {
	words := false
	for i, p := range places {
		switch text := trim(p.Text); {
		case text == "":
		case !isValueLike(text):
			words = true
		case words:
			return i
		}
	}
	return len(places)
}

// unlabelled keeps a row of figures whose label is lost or not recognised, so that
// its loss is told. A row that only counts the columns (栏次) is none.
func unlabelled(places []*paper.Place, row int, h head) (line, bool) {
	l := line{exact: -1, foreign: h.foreign}
	from := figuresFrom(places)
	if from == len(places) {
		from = 0 // no words in front
	}
	for from > 0 && places[from-1].Text == "" { // a blank figure, or a blank label, which the head tells
		from--
	}
	for _, p := range places[:from] {
		if p.Text != "" {
			l.labels = append(l.labels, p.Text)
		}
	}
	l.take(places[from:], row, h)
	return l, len(places) > 1 && (countValues(l.values) > 0 || slices.ContainsFunc(l.values, areNumbers)) && !isCount(l.values)
}

// isCount says that the values are 1, 2, 3 and so on.
func isCount(values []string) bool {
	n := 0
	for _, v := range values {
		if v == "" {
			continue
		}
		if n++; v != strconv.Itoa(n) {
			return false
		}
	}
	return n > 2
}

// take sorts the cells behind a label into the columns of the head.
func (l *line) take(places []*paper.Place, row int, h head) {
	for _, p := range places {
		if p.Row != row || p.Height > 1 {
			l.merged = true
		}
		l.values = append(l.values, figureText(p))
	}
	if h.keys == nil {
		return
	}
	if len(places) == len(h.keys) {
		l.keys = h.keys
		l.foreign = !h.isAbove(places)
		return
	}
	l.takeByPosition(places, h)
	l.unclear = l.keys == nil // the head is known, and the row does not fit it
}

// isAbove says that each cell lies below its column, all perhaps moved alike by
// a label that spans too much or too little.
func (h *head) isAbove(places []*paper.Place) bool {
	for i, p := range places {
		if p.Column-h.starts[i] != places[0].Column-h.starts[0] {
			return false
		}
	}
	return true
}

// takeByPosition takes for each column of the head the cell below it. Each cell
// must lie under one column only; otherwise the row is left as it is and will
// be refused.
func (l *line) takeByPosition(places []*paper.Place, h head) {
	values := make([]string, 0, len(h.keys))
	next := 0
	for i, start := range h.starts {
		for next < len(places) && places[next].Column+places[next].Width <= start {
			if places[next].Text != "" {
				return // a figure left of its column
			}
			next++
		}
		if next == len(places) || places[next].Column > start {
			return
		}
		p := places[next]
		if i+1 < len(h.starts) && p.Column+p.Width > h.starts[i+1] {
			return
		}
		values = append(values, figureText(p))
		next++
	}
	for _, p := range places[next:] {
		if p.Text != "" {
			return
		}
	}
	l.values, l.keys = values, h.keys
}

// headOf reads the head of a grid: for each column of figures the lowest head
// cell that names it.
func headOf(g gridTable) head {
	w := words()
	h := head{width: g.Columns}
	first := firstLabelled(w, g)
	keys := make([]string, g.Columns)
	starts := make([]*paper.Place, g.Columns)
	found := 0
	for row := 0; row < first; row++ {
		for c := 0; c < g.Columns; c++ {
			p := g.At(row, c)
			if !p.IsCorner(row, c) {
				continue
			}
			if key := w.columnOf(p.Text); key != "" && keys[c] == "" && p.Width <= 2 {
				keys[c], starts[c] = key, p
				found++
			}
		}
	}
	if found < len(formColumns) {
		h.foreign = first > 0 && found > 0 || first > 0 && hasWords(g, first)
		return h
	}
	seen := make(map[string]bool, found)
	for c, key := range keys {
		if key == "" && len(h.keys) > 0 && isForeignColumn(g, first, c) {
			h.keys, h.starts = append(h.keys, ""), append(h.starts, c)
		}
		if key == "" {
			continue
		}
		if seen[key] { // a head that names a column twice is no head
			return head{width: g.Columns, foreign: true}
		}
		seen[key] = true
		h.keys, h.starts = append(h.keys, key), append(h.starts, c)
	}
	return h
}

// isForeignColumn says that the lowest head cell of a column begins there and
// names something the form does not have, such as 小计.
func isForeignColumn(g gridTable, first, column int) bool {
	p := g.At(first-1, column)
	return p != nil && p.Column == column && p.Width == 1 && p.Text != ""
}

// firstLabelled returns the first row that is named like a row of the form.
func firstLabelled(w *lexicon, g gridTable) int {
	var places []*paper.Place
	for row := 0; row < g.Rows && row < 40; row++ {
		places = g.rowPlaces(row, places)
		if at, _ := labelAmong(w, g, places); at >= 0 && len(places) > 1 && !isHeadWord(w, g.piece(places[at])) {
			return row
		}
	}
	return min(g.Rows, 40)
}

// isHeadWord says that the text may be a column's head as well as a row's label
// (其他, 总计) and has no numbering to tell.
func isHeadWord(w *lexicon, p *piece) bool { return w.heads[p.foldedAll()] }

func hasWords(g gridTable, rows int) bool {
	for row := 0; row < rows; row++ {
		for c := 1; c < g.Columns; c++ {
			if p := g.At(row, c); p.IsCorner(row, c) && p.Text != "" && !isValueLike(p.Text) {
				return true
			}
		}
	}
	return false
}
