package docx

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/paper"
)

// A tableReader collects the rows of one table.
type tableReader struct {
	*paper.Table
	open []merged // cells of the row above that may go on, by column
	// frames are the blocks in the only cell of each row; nil once a row has several.
	frames [][]paper.Block
	framed bool // no row has several cells
	cells  int  // of the row above, to guess the size of the next
	cut    bool // said that columns are left out
}

// merged is a cell that may be continued in the next row.
type merged struct{ column, width, row, cell int }

// A place is what the properties of a cell say about its position.
type place struct {
	width   int
	down    merge // vertically
	right   merge // horizontally, as old files do
	deleted bool
	column  int
}

type merge uint8

const (
	unmerged merge = iota
	restart
	goesOn
)

// table reads a table.
func (r *reader) table() *paper.Table {
	t := tableReader{Table: &paper.Table{}, framed: true}
	r.rows(&t)
	if t.holdsTables() {
		for _, blocks := range t.frames {
			for _, b := range blocks {
				r.push(b)
			}
		}
		return &paper.Table{}
	}
	return t.Table
}

// holdsTables says that the table is a frame: one cell a row, with other tables of
// rows and columns in them, which belong to the flow as the text beside them does.
func (t *tableReader) holdsTables() bool {
	return t.framed && slices.ContainsFunc(t.frames, func(blocks []paper.Block) bool {
		return slices.ContainsFunc(blocks, func(b paper.Block) bool {
			return b.Table != nil && len(b.Table.Rows) > 1 && slices.ContainsFunc(b.Table.Rows, func(r paper.Row) bool { return len(r.Cells) > 1 })
		})
	})
}

// rows reads the children of a table, or of a content control around rows.
func (r *reader) rows(t *tableReader) {
	for r.x.child() {
		switch r.x.el {
		case elTr:
			r.row(t)
		case elTblPr:
			r.tableProperties(t)
		case elTblGrid:
			r.columnWidths(t)
		case elInline:
			r.rows(t)
		case elAlternate:
			r.alternate(func() { r.rows(t) })
		default:
			r.x.skip()
		}
	}
}

func (r *reader) tableProperties(t *tableReader) {
	for r.x.child() {
		if r.x.el == elTblCaption {
			t.Caption = r.x.attr("val")
		}
		r.x.skip()
	}
}

// columnWidths reads the grid; widths count only when every column has one.
func (r *reader) columnWidths(t *tableReader) {
	var widths []float64
	whole := true
	for r.x.child() {
		if r.x.el == elGridCol {
			w := number(r.x, "w", 0)
			whole = whole && w > 0 && len(widths) < paper.MaxColumns
			if whole {
				widths = append(widths, float64(w))
			}
		}
		r.x.skip()
	}
	if whole {
		t.Widths = widths
	}
}

// A row being read.
type row struct {
	cells    []paper.Cell
	places   []place
	next     int // the column the next cell begins in
	gone     bool
	isHeader bool
	cut      bool          // cells beyond the last column a grid may have are left out
	inside   []paper.Block // of the first cell
}

func (r *reader) row(t *tableReader) {
	w := row{cells: make([]paper.Cell, 0, t.cells), places: make([]place, 0, t.cells)}
	r.take(1, 0)
	r.inRow(&w)
	if w.gone || r.x.err != nil {
		return
	}
	t.add(&w)
	if w.cut && !t.cut {
		t.cut = true
		r.doc.Note(paper.TooLarge, 0, fmt.Sprintf("表格超过%d列，超出部分没有读取。", paper.MaxColumns))
	}
}

func (r *reader) inRow(w *row) {
	for r.x.child() {
		switch r.x.el {
		case elTc:
			r.cell(w)
		case elTrPr:
			r.rowProperties(w)
		case elInline:
			r.inRow(w)
		case elAlternate:
			r.alternate(func() { r.inRow(w) })
		default:
			r.x.skip()
		}
	}
}

func (r *reader) rowProperties(w *row) {
	for r.x.child() {
		switch r.x.el {
		case elDel:
			w.gone = true
		case elHidden:
			w.gone = w.gone || toggle(r.x) == on
		case elTblHeader:
			w.isHeader = toggle(r.x) == on
		case elGridBefore:
			if n := span(r.x); number(r.x, "val", 0) > 0 {
				w.put(paper.Cell{}, place{width: n})
			}
		}
		r.x.skip()
	}
}

// span reads a number of grid columns.
func span(x *scanner) int {
	return max(1, min(number(x, "val", 1), paper.MaxColumns))
}

// cell reads a cell: its blocks go onto the reader's stack and come off it as
// text, nested tables and pictures.
func (r *reader) cell(w *row) {
	at := place{width: 1}
	inside := story{first: len(r.blocks)}
	for r.x.child() {
		if r.x.el == elTcPr {
			r.cellProperties(&at)
		} else {
			r.flowChild(&inside)
		}
	}
	r.settle(&inside)
	r.take(1, 0)
	cell := r.cellOf(r.blocks[inside.first:])
	if len(w.cells) == 0 {
		w.inside = slices.Clone(r.blocks[inside.first:])
	}
	clear(r.blocks[inside.first:])
	r.blocks = r.blocks[:inside.first]
	if !at.deleted {
		w.put(cell, at)
	}
}

func (r *reader) cellProperties(at *place) {
	for r.x.child() {
		switch r.x.el {
		case elGridSpan:
			at.width = span(r.x)
		case elVMerge:
			at.down = mergeOf(r.x.attr("val"))
		case elHMerge:
			at.right = mergeOf(r.x.attr("val"))
		case elCellDel:
			at.deleted = true
		case elCellMerge: // a tracked merge
			switch r.x.attr("vMerge") {
			case "cont":
				at.down = goesOn
			case "rest":
				at.down = restart
			}
		}
		r.x.skip()
	}
}

func mergeOf(val string) merge {
	if val == "restart" {
		return restart
	}
	return goesOn // also without a value
}

// cellOf makes a cell of the blocks in it.
func (r *reader) cellOf(blocks []paper.Block) paper.Cell {
	var cell paper.Cell
	texts := make([]string, 0, 4)
	for _, b := range blocks {
		text := b.Text
		switch b.Kind {
		case paper.Picture:
			cell.HasPicture = true
			continue
		case paper.TableBlock:
			cell.Tables = append(cell.Tables, b.Table)
			text = frameText(b.Table)
			r.take(0, len(text)) // frames in frames repeat it
		}
		if text != "" {
			texts = append(texts, text)
		}
	}
	cell.Text = strings.Join(texts, "\n")
	return cell
}

// frameText is the text of a table of one single cell, which is a frame.
func frameText(t *paper.Table) string {
	if len(t.Rows) == 1 && len(t.Rows[0].Cells) == 1 {
		return t.Rows[0].Cells[0].Text
	}
	return ""
}

// put appends a cell to the row; one that horizontally continues the cell
// before widens it instead.
func (w *row) put(cell paper.Cell, at place) {
	at.column = w.next
	w.next += at.width
	if last := len(w.places) - 1; at.right == goesOn && last >= 0 && w.places[last].right != unmerged {
		w.places[last].width += at.width
		return
	}
	if at.column >= paper.MaxColumns {
		w.cut = true
		return
	}
	w.cells = append(w.cells, cell)
	w.places = append(w.places, at)
}

// add appends a finished row: cells that continue the one above lengthen it and
// leave this row. A cell that says it continues but fits no cell above is a
// cell of its own, as Word treats it.
func (t *tableReader) add(w *row) {
	at := len(t.Rows)
	t.cells = len(w.cells)
	if t.framed = t.framed && len(w.cells) == 1; t.framed {
		t.frames = append(t.frames, w.inside)
	} else {
		t.frames = nil
	}
	open := make([]merged, 0, len(t.open))
	kept := w.cells[:0]
	above := 0
	for i, p := range w.places {
		for above < len(t.open) && t.open[above].column < p.column {
			above++
		}
		if p.down == goesOn && above < len(t.open) && t.open[above].column == p.column && t.open[above].width == p.width {
			m := t.open[above]
			c := &t.Rows[m.row].Cells[m.cell]
			c.RowSpan = max(1, c.RowSpan) + 1
			open = append(open, m)
			continue
		}
		cell := w.cells[i]
		if p.width > 1 {
			cell.ColSpan = min(p.width, paper.MaxColumns)
		}
		if p.down != unmerged {
			open = append(open, merged{p.column, p.width, at, len(kept)})
		}
		kept = append(kept, cell)
	}
	t.open = open
	if w.isHeader && t.HeaderRows == at {
		t.HeaderRows++
	}
	t.Rows = append(t.Rows, paper.Row{Cells: kept})
}
