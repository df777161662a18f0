package paper

// Limits on an expanded grid. A statutory table has 10 columns and 29 rows;
// these bounds leave room for registers and stop spans of 10⁹.
const (
	MaxColumns = 1024
	MaxRows    = 100_000
	MaxCells   = 2_000_000
)

// A Grid is a table with its spans expanded: Cell(r, c) is the cell that covers
// the place, wherever its corner is.
type Grid struct {
	Rows, Columns int
	// Cut says that rows, columns or spans beyond the limits were left out.
	Cut    bool
	cells  []int32 // Rows × Columns: one more than the index in places, 0 where nothing is
	places []Place
}

// A Place is one cell of a table with the part of the grid it covers.
type Place struct {
	*Cell
	Row, Column   int // upper left corner, from 0
	Height, Width int // rows and columns covered, at least 1
}

// At returns the cell that covers the place, or nil where the table has none.
func (g *Grid) At(row, column int) *Place {
	if row < 0 || column < 0 || row >= g.Rows || column >= g.Columns {
		return nil
	}
	if at := g.cells[row*g.Columns+column]; at > 0 {
		return &g.places[at-1]
	}
	return nil
}

// IsCorner says whether p begins at the place, so that walking a grid can meet
// each cell once.
func (p *Place) IsCorner(row, column int) bool {
	return p != nil && p.Row == row && p.Column == column
}

// Grid expands the spans of t as browsers do: a cell is put into the first free
// column of its row and keeps the places below it. A RowSpan beyond the last
// row ends there.
func (t *Table) Grid() *Grid {
	rows := t.Rows
	g := &Grid{}
	if len(rows) > MaxRows {
		rows, g.Cut = rows[:MaxRows], true
	}
	width := gridWidth(rows)
	if width > MaxColumns {
		width, g.Cut = MaxColumns, true
	}
	if width > 0 && len(rows) > MaxCells/width {
		rows, g.Cut = rows[:MaxCells/width], true
	}
	g.Rows, g.Columns = len(rows), width
	g.cells = make([]int32, g.Rows*g.Columns) // half of what pointers take
	g.places = make([]Place, 0, cellCount(rows))
	for r := range rows {
		column := 0
		for i := range rows[r].Cells {
			cell := &rows[r].Cells[i]
			for column < width && g.cells[r*width+column] != 0 {
				column++
			}
			if column >= width {
				g.Cut = true
				break
			}
			w := min(max(1, cell.ColSpan), width-column)
			for k := 1; k < w; k++ { // a span stops before a cell hanging down from above
				if g.cells[r*width+column+k] != 0 {
					w = k
				}
			}
			h := min(max(1, cell.RowSpan), g.Rows-r)
			g.places = append(g.places, Place{Cell: cell, Row: r, Column: column, Height: h, Width: w})
			g.coverByLast()
			column += w
		}
	}
	return g
}

// coverByLast lets the last place cover its part of the grid.
func (g *Grid) coverByLast() {
	at := int32(len(g.places))
	p := &g.places[at-1]
	for r := p.Row; r < p.Row+p.Height; r++ {
		line := g.cells[r*g.Columns : (r+1)*g.Columns]
		for c := p.Column; c < p.Column+p.Width; c++ {
			if line[c] == 0 {
				line[c] = at
			}
		}
	}
}

func cellCount(rows []Row) int {
	n := 0
	for i := range rows {
		n += len(rows[i].Cells)
	}
	return n
}

// gridWidth is the widest row, cells hanging down from rows above included. It
// counts where spans begin and end, so that neither a span of 10⁹ nor a row span
// in every row costs more than any other cell.
func gridWidth(rows []Row) int {
	var ends []int // by row: columns no longer kept by a row span from above
	hanging, widest := 0, 0
	for r := range rows {
		if ends != nil {
			hanging -= ends[r]
		}
		width := hanging
		for i := range rows[r].Cells {
			c := &rows[r].Cells[i]
			w := min(max(1, c.ColSpan), MaxColumns+1)
			width = min(width+w, MaxColumns+1)
			if c.RowSpan > 1 {
				if ends == nil {
					ends = make([]int, len(rows)+1)
				}
				hanging += w
				ends[min(r+min(c.RowSpan, MaxRows), len(rows))] += w
			}
		}
		widest = max(widest, width)
	}
	return widest
}

// places is how many places the grid of t has, with those of the tables nested
// in its cells.
func (t *Table) places() int {
	n := 0
	for _, t := range appendNested(nil, t) {
		if !t.Loose {
			n += min(min(len(t.Rows), MaxRows)*min(gridWidth(t.Rows), MaxColumns), MaxCells)
		}
	}
	return n
}

// WithoutBlankColumns returns the grid without the columns in which no cell of
// any row holds text: what merged cells leave behind in formats that have none.
func (g *Grid) WithoutBlankColumns() *Grid {
	keep := make([]int, g.Columns+1) // how many columns are kept left of each
	for c := range g.Columns {
		keep[c+1] = keep[c]
		if !g.isBlankColumn(c) {
			keep[c+1]++
		}
	}
	if keep[g.Columns] == g.Columns {
		return g
	}
	slim := &Grid{Rows: g.Rows, Columns: keep[g.Columns], Cut: g.Cut}
	slim.cells = make([]int32, slim.Rows*slim.Columns)
	slim.places = make([]Place, 0, len(g.places))
	for _, p := range g.places {
		p.Column, p.Width = keep[p.Column], keep[p.Column+p.Width]-keep[p.Column]
		if p.Width > 0 {
			slim.places = append(slim.places, p)
			slim.coverByLast()
		}
	}
	return slim
}

func (g *Grid) isBlankColumn(column int) bool {
	for r := range g.Rows {
		if p := g.At(r, column); p != nil && (p.Text != "" || p.Width > 1) {
			return false
		}
	}
	return true
}
