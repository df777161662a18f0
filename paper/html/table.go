package html

import (
	"strings"

	"gongkai/paper"
)

// maxNesting bounds tables inside tables; old pages nest about ten deep.
const maxNesting = 50

// What of a table stands open.
type openPart uint8

const (
	nothing openPart = iota
	cellOpen
	captionOpen
)

// A frame is a table being read. The content of its cells stands in
// reader.blocks from start on; ends says where each cell's content ends.
type frame struct {
	open    openPart
	inRow   bool
	start   int
	ends    []int
	strays  []paper.Block
	caption string
	rows    []paper.Row
	row     []paper.Cell // cells of the open row
	cell    paper.Cell   // the open cell
	shown   string       // its data-value, or data-number
	number  string
	inForm  bool // a form began in the open cell
	bare    bool // all cells of the row are empty and have nothing but a width
	flat    bool // the row has no height
	group   int
	hanging int // rows up to here are spanned from above
	heads   int // rows of thead
	inHead  bool
	nested  bool // a cell holds a table
}

// frame returns the innermost open table, or nil.
func (r *reader) frame() *frame {
	if len(r.frames) == 0 {
		return nil
	}
	return &r.frames[len(r.frames)-1]
}

func (r *reader) openTable() {
	if f := r.frame(); f != nil && f.open == nothing && r.ignored == 0 {
		r.closeTable() // as browsers do: a table between cells ends the table
	}
	if len(r.frames) >= maxNesting {
		if r.ignored == 0 {
			r.doc.Note(paper.TooLarge, 0, "表格嵌套超过50层，更深的表格按文字读取。")
		}
		r.ignored++
		return
	}
	r.heading = 0
	if n := len(r.frames); n < cap(r.frames) {
		r.frames = r.frames[:n+1] // keeps the scratch of a table before
		f := &r.frames[n]
		*f = frame{ends: f.ends[:0], row: f.row[:0]}
	} else {
		r.frames = append(r.frames, frame{})
	}
	f := r.frame()
	f.start = len(r.blocks)
}

func (r *reader) openSection() {
	if f := r.frame(); f != nil && r.ignored == 0 {
		r.endSection()
		f.inHead = strings.EqualFold(r.scan.name, "thead") && len(f.rows) == 0
	}
}

// endSection ends the row group; rows that follow make another.
func (r *reader) endSection() {
	r.endRow()
	if f := r.frame(); f != nil && r.ignored == 0 && len(f.rows) > 0 {
		f.group, f.inHead, f.hanging = f.rows[len(f.rows)-1].Group+1, false, 0
	}
}

func (r *reader) openCaption() {
	if f := r.frame(); f != nil && r.ignored == 0 {
		r.endRow()
		f.open = captionOpen
	}
}

func (r *reader) openRow() {
	f := r.frame()
	if f == nil || r.ignored > 0 {
		return
	}
	r.endRow()
	f.inRow, f.bare = true, true
	height, ok := r.scan.attr("height")
	f.flat = ok && parseSpan(height, -1) == 0
}

func (r *reader) openCell() {
	f := r.frame()
	if f == nil || r.ignored > 0 {
		return
	}
	r.endCell()
	if !f.inRow {
		f.inRow, f.bare, f.flat = true, true, false
	}
	r.take()
	f.open = cellOpen
	f.cell, f.shown, f.number, f.inForm = paper.Cell{}, "", "", false
	r.heading = 0
	r.readCellAttributes(f)
}

func (r *reader) readCellAttributes(f *frame) {
	attrs := r.scan.attrs
	f.bare = f.bare && len(attrs) == 1 && strings.EqualFold(attrs[0].name, "width")
	for i := range attrs {
		a := &attrs[i]
		switch len(a.name) {
		case len("scope"):
			if strings.EqualFold(a.name, "scope") {
				f.cell.Header = parseScope(a.value)
			}
		case len("colspan"): // and rowspan
			if strings.EqualFold(a.name, "colspan") && f.cell.ColSpan == 0 {
				f.cell.ColSpan = min(max(1, parseSpan(a.value, 1)), 1000)
			} else if strings.EqualFold(a.name, "rowspan") && f.cell.RowSpan == 0 {
				f.cell.RowSpan = parseSpan(a.value, 1)
				if f.cell.RowSpan == 0 {
					f.cell.RowSpan = paper.MaxRows // to the end of the group
				}
			}
		case len("data-value"):
			if a.name == "data-value" {
				f.shown = a.value
			}
		case len("data-number"):
			if a.name == "data-number" {
				f.number = a.value
			}
		}
	}
}

func parseScope(s string) paper.Scope {
	switch strings.ToLower(s) {
	case "col":
		return paper.ColumnHeader
	case "colgroup":
		return paper.ColumnGroup
	case "row":
		return paper.RowHeader
	case "rowgroup":
		return paper.RowGroup
	}
	return paper.NoHeader
}

// parseSpan reads a number as the HTML standard does: leading white space and a
// plus sign, then digits, and whatever follows them is ignored. Anything else
// is the fallback; numbers are capped at 65534.
func parseSpan(s string, fallback int) int {
	i := passSpace(s, 0)
	if i < len(s) && s[i] == '+' {
		i++
	}
	n, digits := 0, 0
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		n = min(n*10+int(s[i]-'0'), 65534)
		digits++
	}
	if digits == 0 {
		return fallback
	}
	return n
}

// endCell ends the open cell or caption of the innermost table.
func (r *reader) endCell() {
	f := r.frame()
	if f == nil || f.open == nothing || r.ignored > 0 {
		return
	}
	r.heading = 0
	content := r.blocks[f.contentStart():]
	if f.open == captionOpen {
		f.open = nothing
		f.caption = joinText(content)
		r.blocks = r.blocks[:f.contentStart()]
		return
	}
	f.open = nothing
	if len(f.row) >= paper.MaxColumns {
		r.blocks = r.blocks[:f.contentStart()]
		r.noteWide()
		return
	}
	f.cell.Text = f.read(joinText(content))
	f.ends = append(f.ends, len(r.blocks))
	for i := range content {
		f.nested = f.nested || content[i].Table != nil
	}
	f.bare = f.bare && len(content) == 0
	f.flat = f.flat && len(content) == 0
	f.row = append(f.row, f.cell)
}

// noteWide says once that cells were left out.
func (r *reader) noteWide() {
	if !r.wide {
		r.wide = true
		r.doc.Note(paper.TooLarge, 0, "表格的一行超过1024格，其后的格没有读取。")
	}
}

// contentStart is where the content of the open or next cell begins.
func (f *frame) contentStart() int {
	if len(f.ends) > 0 {
		return f.ends[len(f.ends)-1]
	}
	return f.start
}

// joinText returns the text of blocks, a line each. Tables are not part of it.
func joinText(blocks []paper.Block) string {
	text := ""
	for i := range blocks {
		b := &blocks[i]
		switch {
		case b.Kind != paper.Paragraph && b.Kind != paper.Heading:
		case text == "":
			text = b.Text
		default:
			return joinLines(blocks)
		}
	}
	return text
}

func joinLines(blocks []paper.Block) string {
	var lines []string
	for i := range blocks {
		if b := &blocks[i]; b.Kind == paper.Paragraph || b.Kind == paper.Heading {
			lines = append(lines, b.Text)
		}
	}
	return strings.Join(lines, "\n")
}

// read undoes what Write shows instead of a cell's own text. An attribute that
// does not agree with what the cell shows is of another program and not heeded.
func (f *frame) read(text string) string {
	switch {
	case f.shown == dataBlank && text == shownBlank:
		return ""
	case f.shown == dataNotApplicable && text == shownNotApplicable:
		return "/"
	case f.number != "" && text == showNumber(f.number):
		return f.number
	}
	return text
}

// endRow ends the open row. Rows that only set the widths of columns, as Word
// writes them, are no rows of the table.
func (r *reader) endRow() {
	f := r.frame()
	if f == nil || r.ignored > 0 {
		return
	}
	r.endCell()
	if !f.inRow {
		return
	}
	f.inRow = false
	// A row into which a cell hangs from above stays: without it the cell would
	// reach one row too far.
	if len(f.row) > 0 && (f.flat || f.bare && len(f.rows) >= f.hanging) {
		f.ends = f.ends[:len(f.ends)-len(f.row)]
		r.blocks = r.blocks[:f.contentStart()]
		f.row = f.row[:0]
		return
	}
	if f.rows == nil {
		f.rows = make([]paper.Row, 0, 16)
	}
	for i := range f.row {
		f.hanging = max(f.hanging, len(f.rows)+f.row[i].RowSpan)
	}
	f.rows = append(f.rows, paper.Row{Cells: r.cut(f.row), Group: f.group})
	if f.inHead {
		f.heads = len(f.rows)
	}
	f.row = f.row[:0]
}

const pieceOfCells = 128

// cut copies the cells of a row out of a larger piece.
func (r *reader) cut(row []paper.Cell) []paper.Cell {
	if len(row) == 0 {
		return nil
	}
	if len(r.cells) < len(row) {
		r.cells = make([]paper.Cell, max(pieceOfCells, len(row)))
	}
	n := copy(r.cells, row)
	cells := r.cells[:n:n]
	r.cells = r.cells[n:]
	return cells
}

func (r *reader) endTable() {
	if r.ignored > 0 {
		r.ignored--
		return
	}
	if len(r.frames) > 0 {
		r.closeTable()
	}
}

// closeTable ends the innermost table and puts it, or what it lays out, into
// the cell or document around it.
func (r *reader) closeTable() {
	r.ignored = 0
	r.endRow()
	f := r.frame()
	f.settleSpans()
	f.dropEmptyRows()
	table := &paper.Table{Caption: f.caption, HeaderRows: f.heads, Rows: f.rows}
	content := r.blocks[f.start:]
	if f.isLayout(content) {
		r.blocks = r.blocks[:f.start+len(f.unwrap(content))]
	} else {
		if f.nested {
			f.keepNested(content)
		}
		r.blocks = r.blocks[:f.start]
		if len(f.rows) > 0 {
			r.blocks = append(r.blocks, paper.Block{Kind: paper.TableBlock, Table: table})
		}
	}
	start, strays := f.start, f.strays
	r.frames = r.frames[:len(r.frames)-1]
	r.putStrays(start, strays)
}

// putStrays puts what stood between a table's cells before the table at start.
func (r *reader) putStrays(start int, strays []paper.Block) {
	if len(strays) == 0 {
		return
	}
	tail := append([]paper.Block(nil), r.blocks[start:]...)
	r.blocks = r.blocks[:start]
	for _, b := range append(strays, tail...) {
		r.put(b)
	}
}

// settleSpans ends row spans at the end of their row group, as browsers do.
func (f *frame) settleSpans() {
	end := len(f.rows)
	for i := len(f.rows) - 1; i >= 0; i-- {
		if i+1 < len(f.rows) && f.rows[i+1].Group != f.rows[i].Group {
			end = i + 1
		}
		for k := range f.rows[i].Cells {
			if c := &f.rows[i].Cells[k]; c.RowSpan > end-i {
				c.RowSpan = end - i
			}
		}
	}
}

// dropEmptyRows removes rows without cells into which no cell hangs down.
func (f *frame) dropEmptyRows() {
	hanging := 0 // rows up to here are spanned
	kept := f.rows[:0]
	heads := f.heads
	for i, row := range f.rows {
		if len(row.Cells) == 0 && i >= hanging {
			if i < f.heads {
				heads--
			}
			continue
		}
		for k := range row.Cells {
			hanging = max(hanging, i+row.Cells[k].RowSpan)
		}
		kept = append(kept, row)
	}
	f.rows, f.heads = kept, heads
}
