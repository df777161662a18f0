package report

import (
	"strings"
	"unicode/utf8"

	"gongkai/paper"
	"gongkai/paper/text"
)

// A form is one way in which a report reaches the reader: as a real grid, or as
// text in one of the flattenings met on the web.
type form struct {
	name string
	// showsBlanks says that a blank cell can be seen wherever it stands.
	showsBlanks bool
	// fills says that short rows are filled with blank cells, so that a cell
	// taken away moves the others on the paper itself.
	fills  bool
	render func(s *specimen) *paper.Document
}

var forms = []form{
	{name: "grid", showsBlanks: true, render: (*specimen).grid},
	{name: "page of a site", showsBlanks: true, render: (*specimen).site},
	{name: "page with a column to spare", showsBlanks: true, fills: true, render: (*specimen).spacedSite},
	{name: "Word", showsBlanks: true, render: (*specimen).word},
	{name: "workbook", showsBlanks: true, fills: true, render: (*specimen).workbook},
	{name: "tab-led cells", showsBlanks: true, render: flattened(tabLed)},
	{name: "cell and pipe", showsBlanks: true, render: flattened(cellPipe)},
	{name: "cell and pipe, blanks lost", render: flattened(cellPipeWithoutBlanks)},
	{name: "alternating pipes", showsBlanks: true, render: flattened(alternatingPipes)},
	{name: "cellParagraphs", render: flattened(cellParagraphs)},
	{name: "pipe rows", render: flattened(pipeRows)},
	{name: "bordered rows", render: flattened(borderedRows)},
	{name: "pipe rows, spans not padded", render: flattened(bareRows)},
	{name: "pipe rows as shown", render: flattened(shownRows)},
	{name: "pipe rows, a blank on a line of its own", showsBlanks: true, render: flattened(blankLines)},
	{name: "a pipe, then cell and pipe", render: flattened(ledCells)},
	{name: "a pipe, then cell and pipe, labels broken", render: flattenedBroken(ledCells)},
	{name: "layout", render: flattened(layout)},
	{name: "raw", render: flattened(raw)},
}

func (s *specimen) grid() *paper.Document { return &paper.Document{Blocks: s.blocks} }

// flattened renders the blocks as text, each table by the function, and reads
// the text.
func flattened(table func(b *strings.Builder, t *paper.Table)) func(*specimen) *paper.Document {
	return func(s *specimen) *paper.Document { return text.Lines(s.flatten(table)) }
}

// flattenedBroken is flattened with line ends inside labels, as narrow columns have
// them.
func flattenedBroken(table func(b *strings.Builder, t *paper.Table)) func(*specimen) *paper.Document {
	const mark = "⏎"
	return func(s *specimen) *paper.Document {
		for _, t := range s.inOrder() {
			for i := range t.Rows {
				for j := range t.Rows[i].Cells {
					if c := &t.Rows[i].Cells[j]; !isFigure(c) && !areNumbers(c.Text) && utf8.RuneCountInString(c.Text) > 3 && s.random.IntN(4) == 0 {
						head, rest := halvesOf(s.random, c.Text)
						c.Text = head + mark + rest
					}
				}
			}
		}
		return text.Lines(strings.ReplaceAll(s.flatten(table), mark, "\n"))
	}
}

func (s *specimen) flatten(table func(b *strings.Builder, t *paper.Table)) string {
	var b strings.Builder
	for i := range s.blocks {
		if t := s.blocks[i].Table; t != nil {
			flattenNested(&b, t, table)
			continue
		}
		b.WriteString(s.blocks[i].Text + "\n")
	}
	return b.String()
}

// flattenNested flattens a layout table by what its cells hold.
func flattenNested(b *strings.Builder, t *paper.Table, table func(b *strings.Builder, t *paper.Table)) {
	nested := false
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			for _, inner := range cell.Tables {
				nested = true
				table(b, inner)
			}
		}
	}
	if !nested {
		table(b, t)
	}
}

// eachRow calls f with the cells of each row, and with the cells that a grid
// shows there: one for each cell that covers the row, blank where it began in a
// row above.
func eachRow(t *paper.Table, f func(own, shown []string, width int)) {
	g := t.Grid()
	for r := range t.Rows {
		var own, shown []string
		for _, c := range t.Rows[r].Cells {
			own = append(own, oneLine(c.Text))
		}
		for c := 0; c < g.Columns; {
			p := g.At(r, c)
			if p == nil {
				c++
				continue
			}
			if p.Row == r {
				shown = append(shown, oneLine(p.Text))
			} else {
				shown = append(shown, "")
			}
			c = p.Column + p.Width
		}
		f(own, shown, g.Columns)
	}
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

func tabLed(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(_, shown []string, _ int) {
		for _, c := range shown {
			b.WriteString("\t" + c + "\n")
		}
		b.WriteString("\n")
	})
	b.WriteString("\n")
}

func cellPipe(b *strings.Builder, t *paper.Table) { pipeCells(b, t, true) }

func cellPipeWithoutBlanks(b *strings.Builder, t *paper.Table) { pipeCells(b, t, false) }

func pipeCells(b *strings.Builder, t *paper.Table, blanks bool) {
	eachRow(t, func(own, _ []string, width int) {
		for _, c := range own {
			if c != "" {
				b.WriteString(c + " |\n")
			} else if blanks {
				b.WriteString("|\n")
			}
		}
		if width > len(own) {
			b.WriteString(strings.Repeat("|", width-len(own)) + "\n")
		}
	})
}

func alternatingPipes(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) {
		for _, c := range own {
			if c != "" {
				b.WriteString(c + "\n")
			}
			b.WriteString("|\n")
		}
	})
}

func cellParagraphs(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) {
		for _, c := range own {
			if c != "" {
				b.WriteString(c + "\n\n")
			}
		}
	})
}

func pipeRows(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, width int) {
		b.WriteString(strings.Join(own, " | ") + " |" + strings.Repeat("|", max(0, width-len(own))) + "\n")
	})
}

func borderedRows(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, width int) {
		b.WriteString("| " + strings.Join(own, " | ") + " |" + strings.Repeat("|", max(0, width-len(own))) + "\n")
	})
}

func bareRows(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) { b.WriteString(strings.Join(own, " | ") + " |\n") })
}

// shownRows begins a row with a blank for each cell that covers it from above.
func shownRows(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(_, shown []string, _ int) {
		b.WriteString(strings.TrimLeft(strings.Join(shown, " | ")+" |\n", " "))
	})
}

// blankLines breaks the line for a cell that holds only an empty paragraph.
func blankLines(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) {
		for i, c := range own {
			switch {
			case c == "" && i > 0:
				b.WriteString("\n|")
			case c == "":
				b.WriteString("|")
			case i > 0:
				b.WriteString(" " + c + " |")
			default:
				b.WriteString(c + " |")
			}
		}
		b.WriteString("\n")
	})
}

// ledCells begins each row with a pipe, and each cell's text on a new line, as
// texts of cells in paragraphs are left.
func ledCells(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, width int) {
		b.WriteString("|")
		for _, c := range own {
			if c != "" {
				b.WriteString("\n" + c)
			}
			b.WriteString(" |")
		}
		if width > len(own) {
			b.WriteString("\n" + strings.Repeat("|", width-len(own)))
		}
		b.WriteString("\n")
	})
}

func raw(b *strings.Builder, t *paper.Table) {
	eachRow(t, func(own, _ []string, _ int) {
		var shown []string
		for _, c := range own {
			if c != "" {
				shown = append(shown, c)
			}
		}
		b.WriteString(strings.Join(shown, " ") + "\n")
	})
}

// layout sets each cell at its column, as pdftotext -layout does; a blank cell
// leaves nothing but a wider gap.
func layout(b *strings.Builder, t *paper.Table) {
	g := t.Grid()
	for r := range t.Rows {
		line, at := "", 0
		for c := 0; c < g.Columns; {
			p := g.At(r, c)
			if p == nil {
				c++
				continue
			}
			if p.Row == r && p.Text != "" {
				start := p.Column * 14
				if g.Columns-p.Column <= 7 {
					start += 40
				}
				gap := max(2, start-at)
				if line == "" {
					gap = start
				}
				line += strings.Repeat(" ", gap) + oneLine(p.Text)
				at += gap + 2*utf8.RuneCountInString(p.Text)
			}
			c = p.Column + p.Width
		}
		b.WriteString(line + "\n")
	}
}
