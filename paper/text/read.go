package text

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// MaxLine is the longest line that is looked at for cells, in bytes; a longer
// one is prose.
const MaxLine = 64 << 10

// itemsOf is how many cells and paragraphs a text of the size is read to. Two
// bytes become a cell of 120, so a small text made of nothing else must not take
// more memory than it is worth; an honest cell takes ten bytes.
func itemsOf(size int) int {
	const small, items = 1 << 20, 50_000
	return items + max(0, size-small)/8
}

// Read reads a text file in any of the encodings paper.Decode knows. It never
// fails on text; bytes that are no text at all (most of them control
// characters) are refused.
func Read(data []byte) (*paper.Document, error) {
	var broken paper.Document
	s := broken.Decode(data)
	if looksBinary(s) {
		return nil, paper.Unreadable("这不是文本文件，内容无法识别。", "请用原来的格式（如.docx、.pdf、.html）打开后重新保存，再读取。", nil)
	}
	doc := Lines(paper.WithoutReadings(s))
	doc.Notices = append(broken.Notices, doc.Notices...)
	return doc, nil
}

// Lines reads text that is already decoded.
func Lines(s string) *paper.Document {
	r := reader{doc: &paper.Document{Blocks: make([]paper.Block, 0, 64)}, most: itemsOf(len(s))}
	s = withPipes(s)
	r.cells = make([]paper.Cell, 0, min(strings.Count(s, "|")+strings.Count(s, "\t"), mostStored))
	for s != "" && r.items <= r.most {
		line, rest, _ := strings.Cut(s, "\n")
		s, r.rest = rest, rest
		r.line(strings.TrimSuffix(line, "\r"))
	}
	if r.items > r.most {
		r.doc.Note(paper.TooLarge, 0, fmt.Sprintf("文本的格和段落超过%d项，其后的内容没有读取。", r.most))
	}
	r.flushPending()
	r.endTable()
	keepGrids(r.doc)
	return r.doc
}

// reader gathers lines into paragraphs and loose tables.
type reader struct {
	doc     *paper.Document
	cells   []paper.Cell // the store that rows' cells are cut from
	rowFrom int          // where the open row begins in cells
	rows    []paper.Row
	pending string // a line that a following "|" would make a cell
	// tabbed says that the line before was a tab-led cell, so that a line
	// without a tab continues it.
	tabbed bool
	rest   string // the text behind the line at hand
	// open says that the row of a whole line is not ended yet, for a line that a
	// blank cell broke off goes on with it.
	open bool
	// trails says that the line before ended a cell and had no border, so that a
	// pipe in front of the next ends a blank cell.
	trails bool
	// bordered says that each row of the table begins with a pipe on a line of its
	// own.
	bordered bool
	// alternates says that cells and pipes stand on lines of their own, in turn.
	alternates bool
	items      int // cells and paragraphs so far
	most       int // to which they are read
}

func (r *reader) line(line string) {
	if mayHideMarks(line) {
		line = strings.Trim(line, "\f\u200b\ufeff")
	}
	trimmed := trim(line)
	trails := r.trails && goesOn(trimmed)
	if r.open && !trails {
		r.endRow()
		r.open = false
	}
	r.trails = false
	switch {
	case trimmed == "":
		r.blankLine(line)
	case strings.IndexByte(trimmed, '\t') >= 0:
		r.tabs(line)
	case line[0] == '\t':
		r.flushPending()
		r.add(trimmed)
		r.tabbed = true
	case r.tabbed && strings.IndexByte(trimmed, '|') < 0 && len(r.cells[len(r.cells)-1].Text) < MaxLine:
		r.cells[len(r.cells)-1].Text += "\n" + trimmed
	case trails && !isBar(trimmed):
		r.add("")
		r.split(trim(trimmed[1:]))
		r.trails = trimmed[len(trimmed)-1] == '|'
	case strings.IndexByte(trimmed, '|') >= 0:
		r.pipes(trimmed)
	case isDrawnRule(trimmed):
	case len(trimmed) > MaxLine:
		r.paragraph(trimmed)
	case isPageNumber(trimmed):
	case isPictureName(trimmed):
		r.flushPending()
		r.endTable()
		r.doc.Blocks = append(r.doc.Blocks, paper.Block{Kind: paper.Picture, Text: trimmed})
	default:
		r.plain(trimmed)
	}
}

// trim is strings.TrimSpace, with a short way for most texts.
func trim(s string) string {
	if paper.IsTight(s) {
		return s
	}
	return strings.TrimSpace(s)
}

// mayHideMarks says that a line may begin or end with a form feed, a zero-width
// space or a byte order mark, by its first and last byte; most lines do not.
func mayHideMarks(line string) bool {
	if line == "" {
		return false
	}
	switch line[0] {
	case '\f', "\u200b"[0], "\ufeff"[0]:
		return true
	}
	switch line[len(line)-1] {
	case '\f', "\u200b"[2], "\ufeff"[2]:
		return true
	}
	return false
}

// blankLine ends a row of tab-led cells; a tab alone is a blank cell there.
func (r *reader) blankLine(line string) {
	if line == "\t" || (len(line) > 0 && line[0] == '\t') {
		r.flushPending()
		r.add("")
		r.tabbed = true
		return
	}
	r.flushPending()
	if r.tabbed {
		r.endRow()
		r.tabbed = false
	}
}

// plain handles a line without pipes: columns set apart by spaces, or a line
// that a pipe on the next line may turn into a cell, or prose.
func (r *reader) plain(line string) {
	const mostLines = 6 // of a cell
	if r.bordered && r.pending != "" && strings.Count(r.pending, "\n") < mostLines-2 {
		r.pending += "\n" + line // of one cell, or of two paragraphs
		return
	}
	r.flushPending()
	if cells := columns(line); cells != nil {
		r.endRow()
		for _, c := range cells {
			r.add(c)
		}
		r.endRow()
		return
	}
	r.pending = line
}

// tabs handles a row of cells with tabs between them.
func (r *reader) tabs(line string) {
	r.flushPending()
	r.tabbed = false
	r.endRow()
	for more := true; more; { // what stands behind the last tab is a cell too
		var cell string
		cell, line, more = strings.Cut(line, "\t")
		r.add(trim(cell))
	}
	r.endRow()
}

// pipes handles a line with at least one pipe.
func (r *reader) pipes(line string) {
	r.tabbed = false
	if isBar(line) {
		r.bar()
		return
	}
	r.open = false
	r.trails = line[0] != '|' && line[len(line)-1] == '|'
	if r.bordered && r.pending != "" && line[0] != '|' { // the cell began on a line above
		line, r.pending = strings.ReplaceAll(r.pending, "\n", " ")+" "+line, ""
	}
	if r.pending != "" && strings.Trim(line, "| ") == "" {
		r.add(r.pending)
		r.pending = ""
		line = strings.TrimPrefix(line, "|")
	}
	r.flushPending()
	if isMarkdownRule(line) {
		return
	}
	if r.bordered && strings.HasPrefix(line, "| ") {
		r.endRow()
		r.split(trim(line[1:]))
		return
	}
	if line[0] == '|' && strings.Trim(line, "| ") != "" && !strings.HasPrefix(line, "||") {
		line = trim(line[1:]) // a border at the left edge
		r.endRow()
		r.split(line)
		r.endRow()
		return
	}
	inner := strings.TrimRight(line, "| ")
	if strings.IndexByte(inner, '|') >= 0 { // a whole row on one line
		r.endRow()
		r.split(line)
		if r.open = r.trails && goesOn(firstLine(r.rest)); !r.open {
			r.endRow()
		}
		return
	}
	r.split(line)
}

// bar handles a line that is a pipe alone: it ends the cell on the line before, or
// a blank one, or is the border at the left of the row that begins behind it.
func (r *reader) bar() {
	begins := r.pending != "" || len(r.rows) == 0 && len(r.cells) == r.rowFrom
	switch {
	case begins && !r.alternates && r.isBorder():
		r.flushPending()
		r.bordered = true
	case r.pending != "": // cell and pipe on alternating lines
		r.add(r.pending)
		r.pending, r.alternates = "", true
	case r.bordered:
		r.endRow()
	default:
		r.add("")
		r.trails = true
	}
}

// isBorder says that the next text behind a pipe has a pipe on its own line, so
// that the one in front of it ends no cell.
func (r *reader) isBorder() bool {
	const most, mostOfCell = 16, 3 // lines looked at, and of a cell's text
	rest, lines := r.rest, 0
	for range most {
		line := firstLine(rest)
		switch {
		case isBar(line) && lines > 0:
			return false
		case line == "", isBar(line):
		case strings.IndexByte(line, '|') >= 0:
			return line[0] != '|'
		default:
			if lines++; lines > mostOfCell {
				return false
			}
		}
		_, rest, _ = strings.Cut(rest, "\n")
	}
	return false
}

// goesOn says that the line, behind one that ended a cell, goes on with its row: a
// pipe in front of a figure, or alone, ends a blank cell.
func goesOn(line string) bool {
	if line == "" || line[0] != '|' {
		return false
	}
	cell, _, _ := strings.Cut(line[1:], "|")
	cell = trim(cell)
	return isBar(line) || cell != "" && strings.Trim(cell, figureSigns) == ""
}

// figureSigns are what a figure is written with, units among them.
const figureSigns = "0123456789０１２３４５６７８９.,，．+-－—−/％% 亿万元件条项个"

// firstLine returns the first line of s without the space around it.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return trim(line)
}

func isBar(line string) bool { return line == "|" }

// split cuts a line at its pipes: each single pipe ends a cell, a run of two or
// more pads a short row and ends it.
func (r *reader) split(line string) {
	for line != "" {
		cut := strings.IndexByte(line, '|')
		if cut < 0 {
			r.add(trim(line))
			return
		}
		run := cut
		for run < len(line) && line[run] == '|' {
			run++
		}
		text := trim(line[:cut])
		if text != "" || run-cut == 1 {
			r.add(text)
		}
		if run-cut > 1 {
			r.endRow()
		}
		line = strings.TrimLeft(line[run:], " \t")
	}
}

// The cells that a text seems to have are made at once, up to mostStored; if there
// are more, cellStore at a time.
const cellStore, mostStored = 64, 1024

func (r *reader) add(text string) {
	if r.items++; r.items > r.most {
		return
	}
	if len(r.cells) == cap(r.cells) { // only the open row moves to the new store
		row := r.cells[r.rowFrom:]
		r.cells = append(make([]paper.Cell, 0, len(row)+max(len(row), cellStore)), row...)
		r.rowFrom = 0
	}
	r.cells = append(r.cells, paper.Cell{Text: text})
}

func (r *reader) endRow() {
	if len(r.cells) > r.rowFrom {
		r.rows = append(r.rows, paper.Row{Cells: r.cells[r.rowFrom:len(r.cells):len(r.cells)]})
		r.rowFrom = len(r.cells)
	}
}

func (r *reader) endTable() {
	r.endRow()
	if len(r.rows) > 0 {
		r.doc.AddTable(&paper.Table{Loose: true, Rows: r.rows})
		r.rows = nil
	}
	r.bordered, r.alternates = false, false
}

// keepGrids marks the tables of a text as grids where all rows show theirs: in each
// table they have as many cells, blank ones where a merged cell of several columns
// goes on. One table that does not leaves them all loose, for a row of the one kind
// may belong to a table of the other.
func keepGrids(doc *paper.Document) {
	const widest, fewestRows = 40, 3 // cells whose rows are not known stand in one
	filled := false
	for _, t := range doc.Tables() {
		for i := range t.Rows {
			if n := len(t.Rows[i].Cells); n != len(t.Rows[0].Cells) || n > widest {
				return
			}
			filled = filled || len(t.Rows) >= fewestRows && isFilled(t.Rows[i].Cells)
		}
	}
	for _, t := range doc.Tables() {
		t.Loose = !filled
	}
}

// isFilled says that a row has more blank cells than a row shows by itself.
func isFilled(cells []paper.Cell) bool {
	const fewest = 4
	blanks := 0
	for i := range cells {
		if cells[i].Text == "" {
			blanks++
		}
	}
	return len(cells) >= fewest && 2*blanks >= len(cells) && blanks < len(cells)
}

func (r *reader) flushPending() {
	for rest := r.pending; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		r.pending = ""
		r.paragraph(line)
	}
}

func (r *reader) paragraph(line string) {
	r.tabbed = false
	r.endTable()
	r.items++
	r.doc.Add(line)
}

// looksBinary says that a tenth of the text is control characters or broken
// bytes.
func looksBinary(s string) bool {
	odd := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			odd++
		}
	}
	if odd*10 > len(s) || len(s) <= 16 {
		return odd*10 > len(s)
	}
	broken := paper.CountBroken(s)
	return broken > 0 && broken*10 > utf8.RuneCountInString(s)
}

// isMarkdownRule says that the line is the rule under a Markdown table's head.
func isMarkdownRule(line string) bool {
	return strings.Contains(line, "-") && strings.Trim(line, "|-: ") == ""
}

// isDrawnRule says that the line rules a drawn table off: +---+---+.
func isDrawnRule(line string) bool {
	return line[0] == '+' && strings.Count(line, "+") > 1 && strings.ContainsAny(line, "-=") && strings.Trim(line, "+-= ") == ""
}

// isPictureName says that the line is all that text keeps of a picture: the name or
// the address of its file.
func isPictureName(line string) bool {
	const longest = 300
	at := strings.LastIndexByte(line, '.')
	if at <= 0 || len(line)-at > 5 || len(line) > longest || strings.ContainsAny(line, " ，。；") {
		return false
	}
	switch strings.ToLower(line[at+1:]) {
	case "jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff":
		return true
	}
	return false
}

// isPageNumber says that the line is a page number with dashes at both sides.
func isPageNumber(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	if !isDash(first) || !isDash(last) {
		return false
	}
	inner := strings.Trim(line, "-—–－ ")
	if inner == "" || len(inner) > 4 || len(inner) == len(line) {
		return false
	}
	for i := 0; i < len(inner); i++ {
		if inner[i] < '0' || inner[i] > '9' {
			return false
		}
	}
	return true
}

func isDash(c rune) bool { return c == '-' || c == '—' || c == '–' || c == '－' }
