package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"gongkai/paper"
	"gongkai/paper/docx"
	"gongkai/paper/xlsx"
)

// Specimens as files of Word and WPS, and as workbooks.

// zipped makes the archive that such a file is, of names and contents in turn.
func zipped(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// A wordFile writes document.xml in the ways of several programs.
type wordFile struct {
	random   *rand.Rand
	b        strings.Builder
	split    bool // text is split over runs
	tracked  bool // other figures were replaced
	controls bool // cells, rows and runs stand in content controls
	hMerge   bool // columns are merged as old programs do
}

const wordRoot = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>`

func (s *specimen) word() *paper.Document {
	r := s.random
	w := &wordFile{random: r, split: r.IntN(2) == 0, tracked: r.IntN(3) == 0, controls: r.IntN(3) == 0, hMerge: r.IntN(4) == 0}
	w.b.WriteString(wordRoot)
	around := r.IntN(4)
	w.b.WriteString([]string{"", "", "<w:tbl><w:tr><w:tc>", "<w:sdt><w:sdtContent>"}[around])
	for i := range s.blocks {
		if t := s.blocks[i].Table; t != nil {
			w.placed(t)
			continue
		}
		w.paragraph(s.blocks[i].Text)
	}
	w.b.WriteString([]string{"", "", "<w:p/></w:tc></w:tr></w:tbl>", "</w:sdtContent></w:sdt>"}[around])
	w.b.WriteString("</w:body></w:document>")
	doc, err := docx.Read(zipped("word/document.xml", w.b.String()))
	if err != nil {
		panic(err)
	}
	return doc
}

// placed writes a table in the flow, or in a text box.
func (w *wordFile) placed(t *paper.Table) {
	if w.random.IntN(6) > 0 {
		w.table(t)
		return
	}
	w.b.WriteString(`<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`)
	w.table(t)
	w.b.WriteString(`<w:p/></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>`)
	w.table(t)
	w.b.WriteString(`<w:p/></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`)
}

// table writes the rows with a cell for each place that a cell above covers.
func (w *wordFile) table(t *paper.Table) {
	g := t.Grid()
	w.b.WriteString("<w:tbl><w:tblPr/>")
	for row := range g.Rows {
		w.b.WriteString("<w:tr>")
		for c := 0; c < g.Columns; {
			p := g.At(row, c)
			if p == nil {
				c++
				continue
			}
			w.cell(p, row)
			c = p.Column + p.Width
		}
		w.b.WriteString("</w:tr>")
	}
	w.b.WriteString("</w:tbl>")
}

func (w *wordFile) cell(p *paper.Place, row int) {
	control := w.controls && w.random.IntN(4) == 0
	if control {
		w.b.WriteString("<w:sdt><w:sdtPr/><w:sdtContent>")
	}
	cells, span := 1, p.Width
	if w.hMerge && span > 1 {
		cells, span = span, 1
	}
	for i := range cells {
		w.b.WriteString("<w:tc><w:tcPr>")
		if span > 1 {
			fmt.Fprintf(&w.b, `<w:gridSpan w:val="%d"/>`, span)
		}
		if cells > 1 {
			fmt.Fprintf(&w.b, `<w:hMerge w:val="%s"/>`, []string{"continue", "restart"}[min(1, max(0, 1-i))])
		}
		if p.Height > 1 {
			w.b.WriteString([]string{`<w:vMerge w:val="restart"/>`, `<w:vMerge/>`}[min(1, row-p.Row)])
		}
		w.b.WriteString("</w:tcPr>")
		switch {
		case len(p.Tables) > 0:
			for _, inner := range p.Tables {
				w.table(inner)
			}
			w.b.WriteString("<w:p/>")
		case row == p.Row && i == 0:
			w.content(p.Cell)
		default:
			w.b.WriteString("<w:p/>")
		}
		w.b.WriteString("</w:tc>")
	}
	if control {
		w.b.WriteString("</w:sdtContent></w:sdt>")
	}
}

func (w *wordFile) content(c *paper.Cell) {
	if isFigure(c) && w.tracked && w.random.IntN(3) == 0 {
		fmt.Fprintf(&w.b, `<w:p><w:del w:id="1"><w:r><w:delText>%d</w:delText></w:r></w:del><w:ins w:id="2">%s</w:ins></w:p>`, w.random.IntN(99), w.runs(c.Text))
		return
	}
	w.paragraph(c.Text)
}

func (w *wordFile) paragraph(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		w.b.WriteString(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr>` + w.runs(line) + "</w:p>")
	}
}

func (w *wordFile) runs(text string) string {
	run := func(s string) string {
		return `<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">` + html.EscapeString(s) + "</w:t></w:r>"
	}
	if !w.split || utf8.RuneCountInString(text) < 2 {
		return run(text)
	}
	head, rest := halvesOf(w.random, text)
	between := []string{`<w:proofErr w:type="spellStart"/>`, `<w:bookmarkStart w:id="0" w:name="_GoBack"/>`, "", `<w:commentRangeStart w:id="1"/>`}[w.random.IntN(4)]
	return run(head) + between + []string{run(rest), "<w:smartTag>" + run(rest) + "</w:smartTag>", "<w:sdt><w:sdtContent>" + run(rest) + "</w:sdtContent></w:sdt>"}[w.random.IntN(3)]
}

// workbook writes everything on one sheet or each table on its own, with or without
// a margin, figures as numbers or as text.
func (s *specimen) workbook() *paper.Document {
	r := s.random
	single, right, down := r.IntN(2) == 0, r.IntN(3), r.IntN(3)
	texts := r.IntN(3)
	var sheets []string
	b := &sheet{right: right, row: down, texts: texts, random: r}
	end := func() {
		if b.rows.Len() > 0 {
			sheets = append(sheets, b.xml())
		}
		b = &sheet{right: right, row: down, texts: texts, random: r}
	}
	for i := range s.blocks {
		if t := s.blocks[i].Table; t != nil {
			b.table(t)
			if !single {
				end()
			}
			continue
		}
		b.line(s.blocks[i].Text)
	}
	end()
	parts := []string{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`}
	book, rels := "", ""
	for i, sheet := range sheets {
		parts = append(parts, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), sheet)
		book += fmt.Sprintf(`<sheet name="Sheet%d" sheetId="%d" r:id="rId%d"/>`, i+1, i+1, i+1)
		rels += fmt.Sprintf(`<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
	}
	parts = append(parts, "xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`+book+`</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels+`</Relationships>`)
	doc, err := xlsx.Read(zipped(parts...))
	if err != nil {
		panic(err)
	}
	return doc
}

type sheet struct {
	random *rand.Rand
	rows   strings.Builder
	merges string
	row    int // rows written
	right  int // columns left free
	texts  int // 0: figures are numbers, 1: text, 2: either
}

func (b *sheet) name(row, column int) string { return fmt.Sprintf("%c%d", 'A'+b.right+column, row) }

func (b *sheet) line(text string) {
	b.row += 1 + b.random.IntN(2)
	fmt.Fprintf(&b.rows, `<row r="%d">%s</row>`, b.row, b.cell(b.row, 0, text, false))
}

func (b *sheet) cell(row, column int, text string, figure bool) string {
	if figure && (b.texts == 0 || b.texts == 2 && b.random.IntN(2) == 0) && strings.Trim(text, "0123456789") == "" {
		return fmt.Sprintf(`<c r="%s"><v>%s</v></c>`, b.name(row, column), text)
	}
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, b.name(row, column), html.EscapeString(text))
}

func (b *sheet) table(t *paper.Table) {
	nested := false
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			for _, inner := range c.Tables { // sheets have no tables in cells
				b.table(inner)
				b.row++
				nested = true
			}
		}
	}
	if nested {
		return
	}
	g := t.Grid()
	from := b.row + 1
	for row := range g.Rows {
		b.row++
		fmt.Fprintf(&b.rows, `<row r="%d">`, b.row)
		for c := range g.Columns {
			p := g.At(row, c)
			if !p.IsCorner(row, c) {
				continue
			}
			if p.Text != "" {
				b.rows.WriteString(b.cell(b.row, c, p.Text, isFigure(p.Cell)))
			} else {
				fmt.Fprintf(&b.rows, `<c r="%s"/>`, b.name(b.row, c))
			}
			if p.Width > 1 || p.Height > 1 {
				b.merges += fmt.Sprintf(`<mergeCell ref="%s:%s"/>`, b.name(from+p.Row, p.Column), b.name(from+p.Row+p.Height-1, p.Column+p.Width-1))
			}
		}
		b.rows.WriteString("</row>")
	}
}

func (b *sheet) xml() string {
	s := `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + b.rows.String() + "</sheetData>"
	if b.merges != "" {
		s += "<mergeCells>" + b.merges + "</mergeCells>"
	}
	return s + "</worksheet>"
}
