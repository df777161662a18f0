package html

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// A tableForm is a table being written: its grid and what the grid says of its
// form.
type tableForm struct {
	*paper.Table
	grid    *paper.Grid
	columns map[*paper.Cell]int // grid column each cell begins in
	heads   int                 // rows of thead
	labels  int                 // leading columns that hold row headers
	narrow  []bool              // of them, those set vertically
	zero    bool                // some cell holds a zero, a blank, …
	blank   bool
	na      bool
	longest int // characters of the longest number, as shown
}

// form looks at a table before it is written.
func form(t *paper.Table) *tableForm {
	f := &tableForm{Table: t, grid: t.Grid(), columns: map[*paper.Cell]int{}}
	f.heads = f.headRows()
	f.narrow = make([]bool, f.grid.Columns)
	for r := range f.grid.Rows {
		for c := range f.grid.Columns {
			if p := f.grid.At(r, c); p.IsCorner(r, c) {
				f.columns[p.Cell] = c
				f.look(p)
			}
		}
	}
	if f.labels >= f.grid.Columns {
		f.labels = 0
	}
	return f
}

func (f *tableForm) look(p *paper.Place) {
	if isRowHeader(p.Cell) && p.Row >= f.heads && !f.Rows[p.Row].Band {
		f.labels = max(f.labels, p.Column+p.Width)
		f.narrow[p.Column] = f.narrow[p.Column] || p.Vertical
	}
	switch {
	case p.Value == paper.NumberValue:
		f.zero = f.zero || p.Number == "0"
		if showsNumber(p.Cell) {
			f.longest = max(f.longest, utf8.RuneCountInString(showNumber(p.Number)))
		}
	case p.Value == paper.BlankValue:
		f.blank = f.blank || p.Text == ""
	case p.Value == paper.NotApplicableValue:
		f.na = true
	}
}

func isRowHeader(c *paper.Cell) bool {
	return c.Header == paper.RowHeader || c.Header == paper.RowGroup
}

// headRows is how many rows make the thead. A cell that hangs from a head row
// into the body would be cut there, so then there is no thead.
func (f *tableForm) headRows() int {
	n := min(f.HeaderRows, len(f.Rows))
	if n < 0 || f.hangsInto(n) {
		return 0
	}
	return n
}

// hangsInto says whether a cell from above covers a place of the row.
func (f *tableForm) hangsInto(row int) bool {
	for c := range f.grid.Columns {
		if p := f.grid.At(row, c); p != nil && p.Row < row {
			return true
		}
	}
	return false
}

// opensGroup says whether a tbody begins at the row.
func (f *tableForm) opensGroup(row int) bool {
	return row == f.heads || row > f.heads && f.Rows[row].Group != f.Rows[row-1].Group && !f.hangsInto(row)
}

// class names the way the table is set: .form has label columns of fixed width
// beside columns of figures, .across is one line of many figures, .even has
// columns alike; any other table is set by its content. A table of .many columns
// is never squeezed, and columns of fixed width give .long figures more room: no
// figure runs into the next.
func (f *tableForm) class() string {
	var names []string
	switch {
	case f.labels >= 2 && f.labels <= 3 && f.grid.Columns-f.labels >= 4:
		names = append(names, "form")
		if f.narrow[0] {
			names = append(names, "deep")
		}
		if f.longest > usualFigure {
			names = append(names, "long")
		}
	case f.labels == 0 && f.grid.Columns >= 12:
		names = append(names, "across")
		if f.longest > usualFigure {
			names = append(names, "long")
		}
	default:
		if f.labels == 1 {
			names = append(names, "even")
		}
		if f.grid.Columns > 5 {
			names = append(names, "many")
		}
	}
	if f.grid.Rows <= maxWhole {
		names = append(names, "whole")
	}
	return strings.Join(names, " ")
}

// usualFigure is how many characters the columns of fixed width are made for.
const usualFigure = len("114,069")

// maxWhole is how many rows of a table fit on one sheet of paper.
const maxWhole = 34

// table writes a table in a frame that scrolls sideways and can be reached by
// keyboard.
func (p *page) table(b *paper.Block) {
	if b.Table == nil || len(b.Table.Rows) == 0 {
		return
	}
	f := form(b.Table)
	p.put("<div class=\"scroll\" role=\"region\" tabindex=\"0\"")
	p.id(b.ID)
	if name := strings.ReplaceAll(f.name(p.heading), "\n", ""); name != "" {
		p.put(` aria-label="`, html.EscapeString(name), `（可左右滚动）"`)
	} else {
		p.put(` aria-label="表格（可左右滚动）"`)
	}
	p.put(">\n")
	p.grid(f)
	p.put("</div>\n")
	p.key(f)
}

func (f *tableForm) name(heading string) string {
	if f.Caption != "" {
		return f.Caption
	}
	return heading
}

func (p *page) grid(f *tableForm) {
	p.put("<table")
	if class := f.class(); class != "" {
		p.put(` class="`, class, `"`)
	}
	if f.Caption == "" && p.headingID != "" {
		p.put(` aria-labelledby="`, html.EscapeString(p.headingID), `"`)
	}
	p.put(">\n")
	if f.Caption != "" {
		p.put("<caption")
		if strings.Contains(p.heading, f.Caption) {
			p.put(` class="vh"`) // the heading above shows it
		}
		p.put(">")
		p.text(f.Caption)
		p.put("</caption>\n")
	}
	p.columnGroup(f)
	if f.heads > 0 {
		p.put("<thead>\n")
	}
	for i := range f.Rows {
		if f.opensGroup(i) {
			if i > f.heads {
				p.put("</tbody>\n")
			} else if f.heads > 0 {
				p.put("</thead>\n")
			}
			p.put("<tbody>\n")
		}
		p.row(f, i)
	}
	if f.heads == len(f.Rows) {
		p.put("</thead>\n</table>\n")
		return
	}
	p.put("</tbody>\n</table>\n")
}

// columnGroup tells label columns (g narrow, l wide) from columns of figures.
func (p *page) columnGroup(f *tableForm) {
	if !strings.HasPrefix(f.class(), "form") {
		return
	}
	p.put("<colgroup>")
	for c := range f.grid.Columns {
		switch {
		case c >= f.labels:
			p.put(`<col class="c">`)
		case f.narrow[c]:
			p.put(`<col class="g">`)
		default:
			p.put(`<col class="l">`)
		}
	}
	p.put("</colgroup>\n")
}

func (p *page) row(f *tableForm, i int) {
	row := &f.Rows[i]
	switch {
	case row.Band:
		p.put(`<tr class="band-row">`)
	case i >= f.heads && isLabelRow(row), i > 0 && f.Rows[i-1].Band && isLabelRow(row):
		p.put(`<tr class="label-row">`)
	default:
		p.put("<tr>")
	}
	for k := range row.Cells {
		p.cell(f, i, &row.Cells[k])
	}
	p.put("</tr>\n")
}

// isLabelRow says whether a row only heads columns.
func isLabelRow(row *paper.Row) bool {
	for i := range row.Cells {
		if h := row.Cells[i].Header; h != paper.ColumnHeader && h != paper.ColumnGroup {
			return false
		}
	}
	return len(row.Cells) > 0
}

func (p *page) cell(f *tableForm, row int, c *paper.Cell) {
	name := "td"
	if c.Header != paper.NoHeader {
		name = "th"
	}
	p.put("<", name)
	p.id(c.ID)
	if class := f.cellClass(row, c); class != "" {
		p.put(` class="`, class, `"`)
	}
	p.cellAttributes(c)
	p.put(">")
	switch {
	case c.Vertical:
		p.put("<span>")
		p.text(c.Text)
		p.put("</span>")
	case c.Value == paper.PlainText && c.HasPicture && c.Text == "":
		p.put("（图片）")
	default:
		p.value(c)
	}
	for _, inner := range c.Tables {
		p.grid(form(inner))
	}
	p.put("</", name, ">")
}

func (p *page) cellAttributes(c *paper.Cell) {
	if c.ColSpan > 1 {
		p.put(fmt.Sprintf(` colspan="%d"`, c.ColSpan))
	}
	if c.RowSpan > 1 {
		p.put(fmt.Sprintf(` rowspan="%d"`, c.RowSpan))
	}
	if scope := scopeWords[c.Header]; scope != "" {
		p.put(` scope="`, scope, `"`)
	}
	switch {
	case c.Value == paper.BlankValue && c.Text == "":
		p.put(` data-value="`, dataBlank, `"`)
	case isStruck(c):
		p.put(` data-value="`, dataNotApplicable, `"`)
	case c.Value == paper.NumberValue && showsNumber(c) && showNumber(c.Number) != c.Number:
		p.put(` data-number="`, html.EscapeString(c.Number), `"`)
	}
}

var scopeWords = [...]string{
	paper.NoHeader: "", paper.ColumnHeader: "col", paper.ColumnGroup: "colgroup",
	paper.RowHeader: "row", paper.RowGroup: "rowgroup",
}

// showsNumber says whether the cell's number stands for all it says; words
// around a number, 22（其中修订16件）, are shown as they are.
func showsNumber(c *paper.Cell) bool {
	return c.Text == "" || strings.ReplaceAll(c.Text, ",", "") == c.Number
}

// isStruck says whether a cell that does not apply shows the stroke; one in
// which the author wrote 无 or — keeps that.
func isStruck(c *paper.Cell) bool {
	return c.Value == paper.NotApplicableValue && (c.Text == "" || c.Text == "/" || c.Text == shownNotApplicable)
}

// value writes what a cell shows.
func (p *page) value(c *paper.Cell) {
	switch {
	case c.Value == paper.NumberValue && showsNumber(c):
		if c.Number == "0" {
			p.put(`<span class="z">0</span>`)
			return
		}
		p.text(showNumber(c.Number))
	case c.Value == paper.BlankValue && c.Text == "":
		p.put(`<span class="blank">`, shownBlank, `</span>`)
	case isStruck(c):
		p.put(`<abbr title="不适用">`, shownNotApplicable, `</abbr>`)
	default:
		p.text(c.Text)
	}
}

// cellClass names how a cell is set.
func (f *tableForm) cellClass(row int, c *paper.Cell) string {
	names := append(contentClass(c), f.placeClass(row, c)...)
	if c.Strong {
		names = append(names, "tot")
	}
	if c.Indent > 0 && f.columns[c] == 0 { // in a column behind a group it stands indented already
		names = append(names, fmt.Sprintf("i%d", min(c.Indent, 3)))
	}
	if align := alignWords[c.Align]; align != "" {
		names = append(names, align)
	}
	return strings.Join(names, " ")
}

// contentClass is what a cell's content asks for.
func contentClass(c *paper.Cell) []string {
	switch {
	case c.Vertical:
		return []string{"v"}
	case c.Header != paper.NoHeader:
		return nil
	case c.Value == paper.NotApplicableValue:
		return []string{"na"}
	case c.Value != paper.PlainText || isFigure(c.Text):
		return []string{"n"}
	case utf8.RuneCountInString(c.Text) > longestCentred:
		return []string{"al"}
	}
	return nil
}

// placeClass is what a cell's place asks for: labels that stay while figures
// slide, lines that end with the table.
func (f *tableForm) placeClass(row int, c *paper.Cell) []string {
	var names []string
	column, width, height := f.columns[c], max(1, c.ColSpan), max(1, c.RowSpan)
	isHead := row < f.heads
	if isHead && row == 0 && column == 0 && width == f.labels && height > 1 {
		names = append(names, "corner")
	}
	if isHead && width == 1 && row+height == f.heads {
		names = append(names, "leaf")
	}
	if !isHead && isRowHeader(c) && (column == 1 || column == 2) {
		names = append(names, fmt.Sprintf("in%d", column))
	}
	if height > 1 && row+height >= len(f.Rows) {
		names = append(names, "end")
	}
	if cells := f.Rows[row].Cells; c == &cells[len(cells)-1] && column+width < f.grid.Columns {
		names = append(names, "inner") // a cell of an earlier row stands to its right
	}
	return names
}

// longestCentred is the length up to which words in a cell are centred.
const longestCentred = 20

var alignWords = [...]string{paper.AlignAuto: "", paper.AlignLeft: "al", paper.AlignCenter: "ac", paper.AlignRight: "ar"}

// isFigure says whether text is a number as readers give it.
func isFigure(text string) bool {
	return text != "" && strings.Trim(text, "0123456789.,-+%") == ""
}

// key explains what the table shows for zero, blank and not applicable.
func (p *page) key(f *tableForm) {
	if !f.zero && !f.blank && !f.na {
		return
	}
	p.put("<ul class=\"key\" data-value=\"", dataKey, "\">")
	if f.zero {
		p.put("<li><span class=\"sw\">0</span>没有发生</li>")
	}
	if f.blank {
		p.put("<li><span class=\"blank\">", shownBlank, "</span>没有填报</li>")
	}
	if f.na {
		p.put("<li><span class=\"sw na\">", shownNotApplicable, "</span>不适用</li>")
	}
	p.put("</ul>\n")
}
