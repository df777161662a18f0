package xlsx

import (
	"fmt"
	"math"
	"strings"

	"gongkai/paper"
)

// Widths of a printed page in characters, and of columns.
const (
	portraitWidth  = 88.0
	landscapeWidth = 132.0
	narrowest      = 4.0
	widest         = 60.0
	portraitMost   = 10 // columns; a table of more is printed across the page
	tableFontSize  = 10.5
	tableLine      = 15.0 // height of a line in points
)

// table writes the sheet of a table.
func (b *binder) table(t *paper.Table) string {
	if t.Loose {
		t = withoutSpans(t)
	}
	g := t.Grid()
	if g.Cut && b.err == nil {
		b.err = fmt.Errorf("table %q exceeds %d columns or %d rows", t.Caption, paper.MaxColumns, paper.MaxRows)
	}
	s := tableSheet{binder: b, table: t, grid: g}
	s.columns()
	s.heights()
	return s.xml()
}

// withoutSpans is a loose table as it stands: its spans mean nothing.
func withoutSpans(t *paper.Table) *paper.Table {
	plain := *t
	plain.Rows = make([]paper.Row, len(t.Rows))
	for r, row := range t.Rows {
		row.Cells = append([]paper.Cell(nil), row.Cells...)
		for c := range row.Cells {
			row.Cells[c].ColSpan, row.Cells[c].RowSpan = 0, 0
		}
		plain.Rows[r] = row
	}
	return &plain
}

type tableSheet struct {
	*binder
	table  *paper.Table
	grid   *paper.Grid
	widths []float64 // of columns, in characters
	height []float64 // of rows, in points
}

func (s *tableSheet) isLandscape() bool { return s.grid.Columns > portraitMost }

// isOnePage says whether the table is printed on one page: it nearly fits, and
// a merged label cut in two by the end of a page cannot be read.
func (s *tableSheet) isOnePage() bool {
	page := 720.0 // points of A4 between the margins
	if s.isLandscape() {
		page = 470
	}
	sum := 0.0
	for _, h := range s.height {
		sum += h
	}
	return sum <= 1.5*page
}

// columns shares the width of the page among the columns: as the table says, or
// by their longest texts.
func (s *tableSheet) columns() {
	page := portraitWidth
	if s.isLandscape() {
		page = landscapeWidth
	}
	relative := s.table.Widths
	if len(relative) < s.grid.Columns {
		relative = s.naturalWidths()
	}
	sum := 0.0
	for _, w := range relative[:s.grid.Columns] {
		sum += max(w, 0)
	}
	s.widths = make([]float64, s.grid.Columns)
	for c := range s.widths {
		share := 1 / float64(len(s.widths))
		if sum > 0 {
			share = max(relative[c], 0) / sum
		}
		s.widths[c] = min(max(page*share, narrowest), widest)
	}
}

// naturalWidths are the widths the texts ask for, within reason.
func (s *tableSheet) naturalWidths() []float64 {
	widths := make([]float64, s.grid.Columns)
	for r := range s.grid.Rows {
		for c := range s.grid.Columns {
			p := s.grid.At(r, c)
			if !p.IsCorner(r, c) || p.Width > 1 {
				continue
			}
			asked := textUnits(p.Text) + 2
			if p.Vertical {
				asked = 4
			}
			widths[c] = max(widths[c], min(asked, 40), 8)
		}
	}
	return widths
}

// heights gives every row the height its texts need; what a merged cell needs
// beyond its rows, they share. Programs do not grow rows for merged cells by
// themselves.
func (s *tableSheet) heights() {
	s.height = make([]float64, s.grid.Rows)
	for r := range s.height {
		s.height[r] = tableLine + 7
	}
	for r := range s.grid.Rows {
		for c := range s.grid.Columns {
			p := s.grid.At(r, c)
			if p == nil || p.Row+p.Height-1 != r || p.Column != c {
				continue
			}
			missing := s.asked(p)
			for k := p.Row; k <= r; k++ {
				missing -= s.height[k]
			}
			share := max(missing, 0) / float64(p.Height)
			for k := p.Row; k <= r; k++ {
				s.height[k] = min(s.height[k]+share, tallest)
			}
		}
	}
}

// asked is the height a cell asks for.
func (s *tableSheet) asked(p *paper.Place) float64 {
	text := cellText(p.Cell)
	if p.Vertical {
		return tableLine*textUnits(text)/2 + 7
	}
	width := -1.5 - 2*float64(p.Indent)
	for _, w := range s.widths[p.Column : p.Column+p.Width] {
		width += w
	}
	return tableLine*lines(text, width) + 7
}

func (s *tableSheet) xml() string {
	var x strings.Builder
	x.WriteString(`<worksheet xmlns="` + sheetNamespace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>` + s.view() + `</sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>`)
	for c, w := range s.widths {
		fmt.Fprintf(&x, `<col min="%d" max="%d" width="%.2f" customWidth="1"/>`, c+1, c+1, w)
	}
	x.WriteString(`</cols><sheetData>`)
	var merges []string
	for r := range s.grid.Rows {
		fmt.Fprintf(&x, `<row r="%d" ht="%.2f" customHeight="1">`, r+1, math.Round(s.height[r]*4)/4)
		for c := range s.grid.Columns {
			p := s.grid.At(r, c)
			s.place(&x, p, r, c)
			if p.IsCorner(r, c) && p.Height*p.Width > 1 {
				merges = append(merges, address(r, c)+":"+address(r+p.Height-1, c+p.Width-1))
			}
		}
		x.WriteString(`</row>`)
	}
	x.WriteString(`</sheetData>`)
	writeMerges(&x, merges)
	x.WriteString(pageSetup(s.isLandscape(), s.isOnePage(), s.table.Caption))
	x.WriteString(`</worksheet>`)
	return x.String()
}

// view keeps the header rows in sight.
func (s *tableSheet) view() string {
	n := headerRows(s.table)
	if n == 0 {
		return `<sheetView showGridLines="0" workbookViewId="0"/>`
	}
	return fmt.Sprintf(`<sheetView showGridLines="0" workbookViewId="0"><pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/></sheetView>`, n, n+1)
}

// place writes what stands at one place of the grid. The places a merged cell
// covers carry its look, for they draw its borders.
func (s *tableSheet) place(x *strings.Builder, p *paper.Place, row, column int) {
	switch {
	case p == nil:
	case p.IsCorner(row, column):
		s.value(x, address(row, column), p.Cell, s.look(p))
	default:
		fmt.Fprintf(x, `<c r="%s" s="%d"/>`, address(row, column), s.styles.index(s.look(p)))
	}
}

func (s *tableSheet) look(p *paper.Place) look {
	l := look{font: font{name: fangsong, size: tableFontSize}, boxed: true, wrap: !p.Vertical && p.Value != paper.NumberValue, upright: p.Vertical, across: across(p)}
	switch {
	case p.Header == paper.ColumnHeader || p.Header == paper.ColumnGroup:
		l.font = font{name: song, size: tableFontSize, bold: true}
		l.fill = headerFill
	case s.table.Rows[p.Row].Band:
		l.font = font{name: song, size: tableFontSize, bold: true}
		l.fill = headerFill
	case p.Header != paper.NoHeader:
		l.font.name = song
		l.fill = bandFill
	}
	if p.Strong {
		l.font.bold = true
	}
	l.hatched = p.Value == paper.NotApplicableValue
	switch l.across {
	case "left":
		l.indent = p.Indent
	case "right":
		l.indent = 1 // off the line at the right
	}
	return l
}

// across is the horizontal alignment of a cell. Left to the writer, words are
// centred and numbers stand at the right; row headers and sentences stand at the
// left, where they are read more easily.
func across(p *paper.Place) string {
	const long = 24 // in characters, 12 Chinese ones
	switch {
	case p.Align == paper.AlignLeft:
		return "left"
	case p.Align == paper.AlignCenter, p.Vertical:
		return "center"
	case p.Align == paper.AlignRight, p.Value == paper.NumberValue:
		return "right"
	case p.Header == paper.RowHeader && p.Row > 0:
		return "left"
	case p.Header == paper.NoHeader && p.Value == paper.PlainText && textUnits(p.Text) > 2*long:
		return "left"
	}
	return "center"
}
