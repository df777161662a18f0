package xlsx

import (
	"strings"

	"gongkai/paper"
)

// Limits of one worksheet.
const (
	maxMerges    = 50_000
	lastColumn   = 16_384
	lastRow      = 1_048_576
	maxBlankTail = 3 // boxed blank rows kept below the last row with content
)

// A sheet is what a worksheet part holds: its filled cells row by row, and the
// merged areas.
type sheet struct {
	rows         []sheetRow
	cells        []sheetCell // of all rows
	merges       []area
	hasDrawing   bool
	isCut        bool // cells, rows or merges beyond the limits were left out
	uncalculated bool // a formula has no saved result
}

// A sheetRow is a row that has filled cells or boxes.
type sheetRow struct {
	number     int // from 1
	start, end int // of its filled cells
	boxed      bool
}

// A sheetCell is a cell that holds text, or a picture.
type sheetCell struct {
	column  int // from 0
	text    string
	boxed   bool
	picture bool
}

// An area is a merged area, both corners included; rows from 1, columns from 0.
type area struct{ top, left, bottom, right int }

// A sheetReader reads worksheets of one workbook, one after the other.
type sheetReader struct {
	book  *book
	sheet *sheet
	scan  *scanner
	row   int        // number of the row being read
	col   int        // column of the next cell without an address
	tail  int        // blank boxed rows since the last filled one
	lines *lineSheet // not nil to read the sheet as it stands
}

// read reads the part.
func (r *sheetReader) read(part string) error {
	s, in, err := r.book.archive.open(part)
	if err != nil || s == nil {
		return err
	}
	defer in.Close()
	r.scan = s
	for {
		kind, err := s.next()
		if err != nil || kind == endOfFile {
			return err
		}
		if kind == startTag {
			if err := r.start(); err != nil {
				return err
			}
		}
	}
}

func (r *sheetReader) start() error {
	switch string(r.scan.name) {
	case "row":
		r.startRow()
	case "c":
		return r.readCell()
	case "mergeCell":
		r.merge(r.scan.attr("ref"))
	case "drawing":
		r.sheet.hasDrawing = true
	}
	return nil
}

// startRow opens a row. Numbers that do not rise are no numbers.
func (r *sheetReader) startRow() {
	number := r.scan.attrInt("r")
	if number <= r.row || number > lastRow {
		number = r.row + 1
	}
	r.row, r.col = number, 0
}

// readCell reads one cell, from its start tag to its end.
func (r *sheetReader) readCell() error {
	column, _, ok := parseAddress(r.scan.attr("r"))
	if !ok || column < r.col {
		column = r.col
	}
	r.col = column + 1
	cell, err := r.book.readCell(r.scan)
	if err != nil || r.row == 0 {
		return err
	}
	r.sheet.uncalculated = r.sheet.uncalculated || cell.uncalculated
	if r.lines != nil {
		r.keepInLine(column, cell.text)
		return nil
	}
	r.keep(sheetCell{column, cell.text, cell.boxed, cell.picture})
	return nil
}

// keep stores a filled cell, and of a blank one that it is boxed.
func (r *sheetReader) keep(c sheetCell) {
	filled := c.picture || strings.TrimSpace(c.text) != ""
	if !filled && !c.boxed {
		return
	}
	s := r.sheet
	if len(s.rows) == 0 || s.rows[len(s.rows)-1].number != r.row {
		if !filled && (r.tail >= maxBlankTail || len(s.rows) == 0) {
			return
		}
		if len(s.rows) >= paper.MaxRows {
			s.isCut = true
			return
		}
		s.rows = append(s.rows, sheetRow{number: r.row, start: len(s.cells), end: len(s.cells)})
		r.tail++
	}
	row := &s.rows[len(s.rows)-1]
	row.boxed = row.boxed || c.boxed
	if !filled {
		return
	}
	r.book.text += len(c.text)
	if r.book.cells >= r.book.limits.cells || r.book.text > r.book.limits.stringBytes {
		s.isCut = true
		return
	}
	r.book.cells++
	r.tail = 0
	s.cells = append(s.cells, c)
	row.end = len(s.cells)
}

func (r *sheetReader) merge(ref []byte) {
	from, to, ok := strings.Cut(string(ref), ":")
	if !ok {
		return
	}
	left, top, ok1 := parseAddress([]byte(from))
	right, bottom, ok2 := parseAddress([]byte(to))
	if !ok1 || !ok2 || right < left || bottom < top {
		return
	}
	if len(r.sheet.merges) >= maxMerges {
		r.sheet.isCut = true
		return
	}
	r.sheet.merges = append(r.sheet.merges, area{top, left, bottom, right})
}

// parseAddress reads an address such as B12: column from 0, row from 1.
func parseAddress(ref []byte) (column, row int, ok bool) {
	i := 0
	for i < len(ref) && i < 4 {
		c := ref[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		column = column*26 + int(c-'a') + 1
		i++
	}
	row = parseIndex(ref[i:])
	return column - 1, row, i > 0 && column <= lastColumn && row > 0 && row <= lastRow
}
