package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gongkai/paper"
)

const (
	garbledShare = 0.2     // share of unreadable characters from which a page is told of
	scannedText  = 8       // a page of pictures with fewer characters is a scan
	scannedShare = 0.4     // share of the page its pictures cover at least
	largePicture = 1.0 / 6 // share of the page from which a picture may stand for a table
	wholePicture = 0.85    // share from which a picture is the page itself
)

// A pagePart is a table, paragraph or picture with its place on the page.
type pagePart struct {
	y       float32
	table   *sheetTable
	text    *paragraph
	picture bool
}

// assemble makes the document of what the pages show.
func assemble(pages []*pageContent, info docInfo, expired func() bool) (*paper.Document, error) {
	doc := &paper.Document{Title: meaningfulTitle(info.title)}
	if info.author != "" {
		doc.Fields = append(doc.Fields, paper.Field{Name: "Author", Value: info.author})
	}
	if info.pages > len(pages) {
		doc.Note(paper.TooLarge, len(pages)+1, fmt.Sprintf("PDF有%d页，只读取了前%d页。", info.pages, len(pages)))
	}
	scanned := 0
	for _, p := range pages {
		if p.isScanned() {
			scanned++
		}
	}
	if scanned > 0 && scanned == len(pages) {
		return nil, paper.Unreadable("PDF是扫描件，只有图片，没有文字，无法读取。", "请换用原来的DOCX或者电子版PDF，或者先做文字识别。", nil)
	}
	parts, m := partsOf(pages, doc, expired)
	addParts(doc, parts, m, expired)
	if expired() {
		return nil, tooSlow()
	}
	return doc, nil
}

// partsOf finds the tables and paragraphs of each page and notes what cannot be
// read.
func partsOf(pages []*pageContent, doc *paper.Document, expired func() bool) ([][]pagePart, margin) {
	tables := make([][]*sheetTable, len(pages))
	lines := make([][]line, len(pages))
	width := float32(0)
	for i, p := range pages {
		if expired() {
			break
		}
		noteLosses(doc, p)
		rest := p.glyphs
		for _, t := range ruledTables(p) {
			if rest = t.fill(rest, p.pictures); t.hasText() {
				t.tidy()
				tables[i] = append(tables[i], t)
			}
		}
		lines[i] = linesOf(rest)
		p.glyphs, p.rules = nil, nil // half of what a long document takes
		width = max(width, p.width)
	}
	lines = withoutFurniture(pages, lines)
	for page, found := range alignedTables(lines, width, func(page int, y0, y1 float32) bool {
		return slices.ContainsFunc(tables[page], func(t *sheetTable) bool { return t.frame.y0 < y1 && t.frame.y1 > y0 })
	}) {
		tables[page] = append(tables[page], found...)
	}
	m := marginOf(lines, width)
	parts := make([][]pagePart, len(pages))
	for i, p := range pages {
		parts[i] = pageParts(p, lines[i], tables[i], m)
	}
	return parts, m
}

func (t *sheetTable) hasText() bool {
	return slices.ContainsFunc(t.cells, func(c sheetCell) bool { return c.text != "" || c.picture })
}

// pageParts orders what a page shows from top to bottom. Lines above and below
// a table never run together.
func pageParts(p *pageContent, lines []line, tables []*sheetTable, m margin) []pagePart {
	var parts []pagePart
	for _, t := range tables {
		parts = append(parts, pagePart{y: t.frame.y0, table: t})
	}
	for _, b := range p.pictures {
		if share := p.share(b); share >= largePicture && share < wholePicture && !inTable(b, tables) {
			parts = append(parts, pagePart{y: b.y0, picture: true})
		}
	}
	slices.SortStableFunc(parts, func(a, b pagePart) int { return compareY(a.y, b.y) })
	var out []pagePart
	for _, part := range append(parts, pagePart{y: p.height * 2}) {
		n := 0
		for n < len(lines) && lines[n].middleY() < part.y {
			n++
		}
		for _, text := range paragraphsOf(lines[:n], p.number, m) {
			out = append(out, pagePart{y: text.y, text: &text})
		}
		lines = lines[n:]
		if part.table != nil || part.picture {
			out = append(out, part)
		}
	}
	return out
}

func compareY(a, b float32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func inTable(b box, tables []*sheetTable) bool {
	return slices.ContainsFunc(tables, func(t *sheetTable) bool { return t.frame.contains(b.middleX(), b.middleY()) })
}

// share is the part of the page a box covers.
func (p *pageContent) share(b box) float32 {
	b = box{max(b.x0, 0), max(b.y0, 0), min(b.x1, p.width), min(b.y1, p.height)}
	if p.width <= 0 || p.height <= 0 || b.width() <= 0 || b.height() <= 0 {
		return 0
	}
	return b.width() * b.height() / (p.width * p.height)
}

func (p *pageContent) isScanned() bool {
	covered := float32(0)
	for _, b := range p.pictures {
		covered += p.share(b)
	}
	return len(p.glyphs) < scannedText && covered >= scannedShare
}

// noteLosses says what of a page cannot be read.
func noteLosses(doc *paper.Document, p *pageContent) {
	if p.isScanned() {
		doc.Note(paper.ScannedPage, p.number, fmt.Sprintf("第%d页是扫描图片，没有文字，无法读取。", p.number))
		return
	}
	if p.lost {
		doc.Note(paper.TooLarge, p.number, fmt.Sprintf("第%d页已损坏或者内容过多，没有读取，请核对原件。", p.number))
		return
	}
	if p.cut {
		doc.Note(paper.TooLarge, p.number, fmt.Sprintf("第%d页的文字或者线条过多，只读取了一部分。", p.number))
	}
	if slices.ContainsFunc(p.pictures, func(b box) bool { return p.share(b) >= wholePicture }) {
		doc.Note(paper.PictureTable, p.number, fmt.Sprintf("第%d页的文字印在整页图片上，可能是扫描后识别的，请核对原件。", p.number))
	}
	if n := len(p.glyphs); n > 0 && (p.unmapped > 0 || float64(p.garbled) > garbledShare*float64(n)) {
		doc.Note(paper.Damaged, p.number, fmt.Sprintf("第%d页有%d个字没有编码，文字不可靠，请核对原件。", p.number, p.garbled))
	}
}

// addParts puts the parts of all pages into the document, joining tables and
// paragraphs that run over page breaks.
func addParts(doc *paper.Document, pages [][]pagePart, m margin, expired func() bool) {
	var table *sheetTable // the table at the end of what is added, not yet added itself
	var firstPage int
	var text *paragraph
	flush := func() {
		if table != nil {
			doc.Blocks = append(doc.Blocks, table.block(firstPage))
			table = nil
		}
		if text != nil {
			doc.Blocks = append(doc.Blocks, text.block())
			text = nil
		}
	}
	for number, parts := range pages {
		if expired() {
			return
		}
		for i, part := range parts {
			switch {
			case part.picture:
				flush()
				doc.Blocks = append(doc.Blocks, paper.Block{Kind: paper.Picture, Page: number + 1})
				doc.Note(paper.PictureTable, number+1, fmt.Sprintf("第%d页有一幅大图，图中的文字或者表格无法读取。", number+1))
			case part.table != nil:
				if i == 0 && table != nil && table.page == number && table.join(part.table) {
					continue
				}
				flush()
				table, firstPage = part.table, number+1
			default:
				if i == 0 && text != nil && !part.text.wide && text.goesOn(part.text.first, m) {
					text.text = joinLines(text.text, part.text.text)
					text.last = part.text.last
					continue
				}
				flush()
				text = part.text
			}
		}
	}
	flush()
}

// block turns the table into the model's.
func (t *sheetTable) block(page int) paper.Block {
	out := &paper.Table{Rows: make([]paper.Row, t.rows), Loose: t.loose}
	slices.SortFunc(t.cells, func(a, b sheetCell) int {
		if a.r0 != b.r0 {
			return a.r0 - b.r0
		}
		return a.c0 - b.c0
	})
	for i := 1; i < len(t.xs); i++ {
		out.Widths = append(out.Widths, float64(t.xs[i]-t.xs[i-1]))
	}
	for _, c := range t.cells {
		row := &out.Rows[c.r0]
		row.Cells = append(row.Cells, paper.Cell{Text: c.text, ColSpan: c.c1 - c.c0, RowSpan: c.r1 - c.r0, HasPicture: c.picture})
	}
	return paper.Block{Kind: paper.TableBlock, Table: out, Page: page}
}

var officeTitle = regexp.MustCompile(`(?i)^microsoft (word|excel|powerpoint) - |\.(docx?|wps|pdf|xlsx?|html?)$`)

// meaningfulTitle is the file's title when it is one, and not the name of a
// file or of a program.
func meaningfulTitle(title string) string {
	title = strings.TrimSpace(officeTitle.ReplaceAllString(strings.TrimSpace(title), ""))
	hasHan := strings.ContainsFunc(title, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	if !hasHan || strings.HasPrefix(title, "无标题") || strings.HasPrefix(title, "未命名") || title == "文档1" || title == "幻灯片1" {
		return ""
	}
	return title
}
