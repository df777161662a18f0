package docx

import (
	"fmt"
	"math"
	"strings"

	"gongkai/paper"
)

// maxWordColumns is the number of columns Word allows in a table.
const maxWordColumns = 63

// table writes a table over the given width.
func (c *composer) table(t *paper.Table, width int) error {
	g := t.Grid()
	if g.Columns > maxWordColumns {
		return &paper.Error{
			Says: fmt.Sprintf("表格有%d列，超过 Word 文档的上限%d列。", g.Columns, maxWordColumns),
			Try:  "请改存为 XLSX 或 HTML。",
		}
	}
	if g.Columns == 0 {
		return nil
	}
	widths := columnTwips(t.Widths, g.Columns, width)
	c.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>`)
	fmt.Fprintf(c, `<w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>`, width)
	c.tableLook(t.Caption)
	c.WriteString(`</w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(c, `<w:gridCol w:w="%d"/>`, w)
	}
	c.WriteString(`</w:tblGrid>`)
	look := fitTable(g, widths)
	for r := range g.Rows {
		if err := c.row(t, g, r, widths, look); err != nil {
			return err
		}
	}
	c.WriteString(`</w:tbl>`)
	return nil
}

// tableLook repeats in the table what its style says, for programs that do not
// apply table styles, and gives the caption to those who listen.
func (c *composer) tableLook(caption string) {
	c.WriteString(`<w:tblBorders>`)
	for _, edge := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		c.WriteString(`<w:` + edge + ` w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
	}
	c.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>`)
	for _, m := range []struct {
		edge  string
		width int
	}{{"top", edgeMargin}, {"left", sideMargin}, {"bottom", edgeMargin}, {"right", sideMargin}} {
		fmt.Fprintf(c, `<w:%s w:w="%d" w:type="dxa"/>`, m.edge, m.width)
	}
	c.WriteString(`</w:tblCellMar>`)
	if caption != "" {
		c.WriteString(`<w:tblCaption w:val="`)
		escape(&c.Buffer, strings.ReplaceAll(caption, "\n", " "))
		c.WriteString(`"/>`)
	}
}

// columnTwips shares the width out in the given proportions, equally where they
// do not fit the columns; the widths add up exactly.
func columnTwips(relative []float64, columns, width int) []int {
	total := 0.0
	for _, w := range relative {
		if w <= 0 || math.IsInf(w, 0) || math.IsNaN(w) {
			relative = nil
			break
		}
		total += w
	}
	if len(relative) != columns || math.IsInf(total, 0) {
		relative, total = make([]float64, columns), float64(columns)
		for i := range relative {
			relative[i] = 1
		}
	}
	twips := make([]int, columns)
	sum, before := 0.0, 0
	for i, w := range relative {
		sum += w
		edge := int(math.Round(sum / total * float64(width)))
		twips[i], before = edge-before, edge
	}
	return twips
}

func (c *composer) row(t *paper.Table, g *paper.Grid, r int, widths []int, look fit) error {
	fmt.Fprintf(c, `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="%d" w:hRule="atLeast"/>`, look.rows[r])
	if r < t.HeaderRows {
		c.WriteString(`<w:tblHeader/>`)
	}
	c.WriteString(`</w:trPr>`)
	s := setting{
		fit: look, band: t.Rows[r].Band, long: g.Rows > roomyRows,
		keep: g.Rows <= pageRows && r+1 < g.Rows || r < t.HeaderRows,
	}
	for column := 0; column < g.Columns; {
		place := g.At(r, column)
		span := 1
		for column+span < g.Columns && g.At(r, column+span) == place {
			span++
		}
		s.width, s.span, s.first = 0, span, column == 0
		for _, w := range widths[column : column+span] {
			s.width += w
		}
		if err := c.cell(place, r, column, s); err != nil {
			return err
		}
		column += span
	}
	c.WriteString(`</w:tr>`)
	return nil
}

// A setting is where and how a cell is set.
type setting struct {
	fit
	width, span int
	first       bool // in the first column
	band        bool // in a row that opens a band
	long        bool // in a table whose columns hold many figures
	keep        bool // on one page with the row below
}

// cell writes the part of a cell that lies in row r: its text at its corner, a
// continuation below it, an empty cell where the table has none.
func (c *composer) cell(p *paper.Place, r, column int, s setting) error {
	fmt.Fprintf(c, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, s.width)
	if s.span > 1 {
		fmt.Fprintf(c, `<w:gridSpan w:val="%d"/>`, s.span)
	}
	isCorner := p.IsCorner(r, column)
	switch {
	case p != nil && !isCorner:
		c.WriteString(`<w:vMerge/>`)
	case p != nil && p.Height > 1:
		c.WriteString(`<w:vMerge w:val="restart"/>`)
	}
	if p != nil && p.Value == paper.NotApplicableValue {
		c.WriteString(`<w:shd w:val="thinDiagStripe" w:color="BFBAB2" w:fill="auto"/>`)
	}
	if p != nil && p.Value == paper.NumberValue && s.figure < s.size {
		fmt.Fprintf(c, `<w:tcMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tcMar>`, figureMargin, figureMargin)
	}
	if p != nil && p.Vertical {
		c.WriteString(`<w:textDirection w:val="tbRlV"/>`)
	}
	c.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
	var err error
	if isCorner {
		err = c.cellContent(p.Cell, s)
	} else {
		c.WriteString(`<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>`)
	}
	c.WriteString(`</w:tc>`)
	return err
}

func (c *composer) cellContent(cell *paper.Cell, s setting) error {
	c.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + cellStyle(cell, s) + `"/>`)
	if s.keep {
		c.WriteString(`<w:keepNext/>`)
	}
	size, scale := s.size, 100
	if cell.Value == paper.NumberValue {
		size, scale = s.figure, s.scale
	}
	if size != usualSize {
		fmt.Fprintf(c, `<w:spacing w:line="%d" w:lineRule="exact"/>`, linePitch(size))
	}
	if cell.Indent > 0 && s.first { // elsewhere the columns show the depth
		steps := min(cell.Indent, 8)
		fmt.Fprintf(c, `<w:ind w:leftChars="%d" w:left="%d"/>`, steps*100, steps*210)
	}
	if inset := labelInset(cell, s.width-2*sideMargin, size); inset > 0 {
		fmt.Fprintf(c, `<w:ind w:left="%d" w:right="%d"/>`, inset, inset)
	}
	c.WriteString(`<w:jc w:val="` + alignment(cell, s) + `"/></w:pPr>`)
	text := cellText(cell)
	if cell.Value == paper.BlankValue && text == "" {
		c.blankMark(size)
	}
	c.run(runProperties(cell.Strong, size, scale), text)
	c.WriteString(`</w:p>`)
	for _, inner := range cell.Tables {
		if frame := frameText(inner); frame != "" && strings.Contains(text, frame) {
			continue // a frame whose text is written already
		}
		if err := c.table(inner, max(s.width-120, 200)); err != nil {
			return err
		}
		c.WriteString(`<w:p><w:pPr><w:pStyle w:val="TableGap"/></w:pPr></w:p>`)
	}
	return nil
}

// blankMark shows that nothing was reported: a word in a frame, which readers
// take for none (frame and all, see run).
func (c *composer) blankMark(size int) {
	fmt.Fprintf(c, `<w:r><w:rPr><w:color w:val="544F49"/><w:sz w:val="%d"/><w:szCs w:val="%d"/><w:bdr w:val="dashed" w:sz="4" w:space="0" w:color="8A847B"/></w:rPr><w:t>%s</w:t></w:r>`,
		min(size, blankSize), min(size, blankSize), paper.BlankMark)
}

// blankSize is the size of the blank mark in half points, small enough for two
// characters in each column of the form.
const blankSize = 16

// runProperties is what sets a run apart from the text of tables.
func runProperties(strong bool, size, scale int) string {
	properties := ""
	if strong {
		properties = `<w:b/><w:bCs/>`
	}
	if scale < 100 {
		properties += fmt.Sprintf(`<w:w w:val="%d"/>`, scale)
	}
	if size != usualSize {
		properties += fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, size, size)
	}
	if properties == "" {
		return ""
	}
	return `<w:rPr>` + properties + `</w:rPr>`
}

// cellText is what is printed in a cell.
func cellText(cell *paper.Cell) string {
	switch {
	case cell.Value == paper.BlankValue:
		return ""
	case cell.Value == paper.NotApplicableValue && cell.Text == "":
		return "/"
	case cell.Value == paper.NumberValue && cell.Number != "":
		return cell.Number
	case cell.HasPicture && cell.Text == "":
		return pictureText("")
	}
	return cell.Text
}

func cellStyle(cell *paper.Cell, s setting) string {
	if s.band || cell.Header == paper.ColumnHeader || cell.Header == paper.ColumnGroup {
		return "TableHeader"
	}
	return "TableText"
}

// alignment is the alignment asked for, or what is usual: names of rows to the
// left, the figures of a long table to the right so that their places line up,
// all else in the middle.
func alignment(cell *paper.Cell, s setting) string {
	switch cell.Align {
	case paper.AlignLeft:
		return "left"
	case paper.AlignCenter:
		return "center"
	case paper.AlignRight:
		return "right"
	}
	isRow := cell.Header == paper.RowHeader || cell.Header == paper.RowGroup
	switch {
	case isRow && !cell.Vertical && !s.band:
		return "left"
	case cell.Value == paper.NumberValue && s.long:
		return "right"
	}
	return "center"
}
