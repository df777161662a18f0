package paper

// A Sheet is a worksheet or a CSV file as it stands, for registers: every row
// with its number and every cell in its own column, nothing told apart, trimmed
// or joined. A long register is read into far less memory than as a [Document].
type Sheet struct {
	Name    string // "" for a file that has no sheets
	Lines   []Line // without those that are blank
	Notices []Notice
}

// A Line is one row of a sheet.
type Line struct {
	Number int      // as the spreadsheet program shows it, from 1
	Cells  []string // by column from the first; blanks at the end are left out
	// Hangs says that a merged cell of a row above reaches into this one, so
	// that a blank in it may mean the value above.
	Hangs bool
}

// Cell returns the text of a column, counted from 0, and "" beyond the last.
func (l *Line) Cell(column int) string {
	if column < 0 || column >= len(l.Cells) {
		return ""
	}
	return l.Cells[column]
}

// MaxLines is the most lines a [Sheet] is read to: a register of 100,000
// entries with its headings and notes.
const MaxLines = MaxRows + 1_000

// MaxFilled is the most filled cells of the sheets of a file: thirty columns of
// MaxRows lines.
const MaxFilled = 3_000_000
