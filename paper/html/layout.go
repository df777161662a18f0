package html

import "gongkai/paper"

// isLayout says whether the table only lays out a page: it holds other tables
// that are no mere figures, or it is a frame around paragraphs.
func (f *frame) isLayout(content []paper.Block) bool {
	if f.nested {
		return !f.holdsFigures(content)
	}
	return len(content) > 1 && f.filledCells() == 1
}

// filledCells counts the cells that hold something.
func (f *frame) filledCells() int {
	n, from := 0, f.start
	for _, end := range f.ends {
		if end > from {
			n++
		}
		from = end
	}
	return n
}

// fewestCells is the size from which a table with text in its own cells is a
// table of data, whatever small tables stand in it.
const fewestCells = 4

// holdsFigures says whether the tables in the cells are only figures of a table
// of data.
func (f *frame) holdsFigures(content []paper.Block) bool {
	texts := 0
	for i := range f.rows {
		for k := range f.rows[i].Cells {
			if f.rows[i].Cells[k].Text != "" {
				texts++
			}
		}
	}
	if texts < fewestCells || len(f.rows) < 2 {
		return false
	}
	for i := range content {
		if t := content[i].Table; t != nil && !isFigures(t) {
			return false
		}
	}
	return true
}

// isFigures says whether t is a line of short values.
func isFigures(t *paper.Table) bool {
	cells, size := 0, 0
	for i := range t.Rows {
		cells += len(t.Rows[i].Cells)
		for k := range t.Rows[i].Cells {
			size += len(t.Rows[i].Cells[k].Text)
		}
	}
	return (len(t.Rows) == 1 || cells == len(t.Rows)) && cells <= 16 && size <= 4*cells+16
}

// keepNested puts the tables in the content of cells into the cells. The text
// of a table of one cell is the text of the cell as well.
func (f *frame) keepNested(content []paper.Block) {
	at, from := 0, f.start
	for i := range f.rows {
		for k := range f.rows[i].Cells {
			c, end := &f.rows[i].Cells[k], f.ends[at]
			for _, b := range content[from-f.start : end-f.start] {
				if b.Table != nil {
					c.Tables = append(c.Tables, b.Table)
					c.Text = joinNested(c.Text, b.Table)
				}
			}
			from = end
			at++
		}
	}
}

func joinNested(text string, t *paper.Table) string {
	if len(t.Rows) != 1 || len(t.Rows[0].Cells) != 1 {
		return text
	}
	if inner := t.Rows[0].Cells[0].Text; text == "" {
		return inner
	} else if inner != "" {
		return text + "\n" + inner
	}
	return text
}

// unwrap returns the content of a layout table in reading order, in place. Rows
// of short labels and values in it, such as the metadata above an article, stay
// a table: one block in the room of the two or more that each row had.
func (f *frame) unwrap(content []paper.Block) []paper.Block {
	out := content[:0]
	var facts []paper.Row
	settle := func() {
		if len(facts) > 0 {
			out = append(out, paper.Block{Kind: paper.TableBlock, Table: &paper.Table{Rows: facts}})
			facts = nil
		}
	}
	at, from := 0, 0
	for _, row := range f.rows {
		if len(row.Cells) == 0 {
			continue
		}
		at += len(row.Cells)
		end := f.ends[at-1] - f.start
		if matter := content[from:end]; isFacts(row, matter) {
			facts = append(facts, row)
		} else if len(matter) > 0 {
			settle()
			out = append(out, matter...)
		}
		from = end
	}
	settle()
	return out
}

// longestFact bounds the text of a cell in a row of labels and values: 80
// Chinese characters.
const longestFact = 240

// isFacts says whether a row of a layout table is labels and values.
func isFacts(row paper.Row, matter []paper.Block) bool {
	filled := 0
	for i := range row.Cells {
		if len(row.Cells[i].Text) > longestFact {
			return false
		}
		if row.Cells[i].Text != "" {
			filled++
		}
	}
	for i := range matter {
		if matter[i].Kind != paper.Paragraph {
			return false
		}
	}
	return filled >= 2
}
