package paper

// A Table is rows of cells, each of which may span several columns and rows.
type Table struct {
	// Caption names the table; writers show it where the format has a place.
	Caption string
	// Sheet is the short name used for a spreadsheet tab (at most 31
	// characters); empty falls back to Caption.
	Sheet string
	// Widths are the relative widths of the columns; nil means equal.
	Widths []float64
	// HeaderRows is how many of the first rows are repeated on each new page.
	HeaderRows int
	Rows       []Row
	// Loose marks a table whose column positions are lost, as flattened text
	// leaves it: Rows hold the pieces in reading order, a row ends where the
	// text shows an end, and blank cells stand only where the text shows them.
	// Spans mean nothing in a loose table.
	Loose bool
}

// BlankMark is what writers show, in a frame, where a cell that should hold a number
// holds nothing. In a frame only it means that: as a word it is one.
const BlankMark = "未填"

// A Row is one row of a table.
type Row struct {
	Cells []Cell
	// Band marks a row that opens a band of the table, such as 第二十条第（一）项.
	Band bool
	// Group numbers the row groups (HTML tbody) from 0; writers without groups
	// ignore it.
	Group int
}

// A Cell is one cell as the author sees it: a merged cell is one Cell at its
// upper left corner.
type Cell struct {
	Text    string
	ColSpan int // columns covered; 0 and 1 both mean one
	RowSpan int // rows covered; 0 and 1 both mean one
	// Tables are tables nested in the cell, in order. Their text is not part of
	// Text.
	Tables []*Table
	// HasPicture says that the cell holds an image.
	HasPicture bool

	// The fields below are for writers; readers leave them at zero.

	Header   Scope // column or row header, or none
	Vertical bool  // set one character below the other
	Align    Align
	Value    Value  // how the cell is to be shown and stored; zero is plain text
	Strong   bool   // a total
	ID       string // an address inside the document, unique
	Number   string // the exact decimal text of a numeric cell, e.g. "-3" or "0.092"
	Indent   int    // steps of indentation of a row header
}

// Scope says of which cells a cell is the header.
type Scope uint8

const (
	// NoHeader is a cell that holds data.
	NoHeader Scope = iota
	// ColumnHeader heads the column below it, ColumnGroup several columns.
	ColumnHeader
	ColumnGroup
	// RowHeader heads the row to its right, RowGroup several rows.
	RowHeader
	RowGroup
)

// Align is the horizontal alignment of a cell; the zero value leaves it to the
// writer: headers and words centred, numbers to the right.
type Align uint8

const (
	// AlignAuto leaves the alignment to the writer.
	AlignAuto Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Value keeps apart what looks alike on paper: a number, a zero, a cell left
// blank, and a cell that does not apply.
type Value uint8

const (
	// PlainText is a cell of words.
	PlainText Value = iota
	// NumberValue is a number; Cell.Number holds it exactly.
	NumberValue
	// BlankValue is a cell its author left blank. It is not zero.
	BlankValue
	// NotApplicableValue is a cell to which the form has no figure.
	NotApplicableValue
)

// Columns returns the number of grid columns the cells of one row cover.
func (r Row) Columns() int {
	n := 0
	for i := range r.Cells {
		n += max(1, r.Cells[i].ColSpan)
	}
	return n
}
