package xlsx

import (
	"fmt"
	"strings"

	"gongkai/paper"
)

// Read reads the visible worksheets of a workbook in their order, each under a
// heading with its name if there are several. Rows become tables, and lines of
// text around tables paragraphs, as [paper.Document.AddSheet] tells them apart;
// where tables have borders, lines without are text.
//
// Where the first sheet holds a line 见工作表“name” as [Write] writes it, the
// content of that sheet stands in its place.
func Read(data []byte) (*paper.Document, error) {
	b, err := openBook(data, documentLimits)
	if err != nil {
		return nil, unreadable(err)
	}
	d := &paper.Document{}
	if err := b.properties(d); err != nil {
		return nil, unreadable(err)
	}
	sheets, err := b.readSheets(d)
	if err != nil {
		return nil, unreadable(err)
	}
	assemble(d, sheets)
	d.CutTables()
	if b.missingStrings {
		d.Note(paper.TooLarge, 0, "工作簿中的文字超过上限，超出部分没有读取。")
	}
	if len(d.Blocks) == 0 && len(d.Notices) == 0 {
		return nil, paper.Unreadable("工作簿里没有内容。", "请确认保存时内容没有丢失，再重新提供。", nil)
	}
	return d, nil
}

// properties reads the title and the author.
func (b *book) properties(d *paper.Document) error {
	s, in, err := b.archive.open("docProps/core.xml")
	if s == nil || err != nil {
		return err
	}
	defer in.Close()
	const longest = 4096
	var title, author []byte
	var into *[]byte
	for {
		kind, err := s.next()
		switch {
		case err != nil || kind == endOfFile:
			d.Title, d.Author = strings.TrimSpace(string(title)), strings.TrimSpace(string(author))
			return err
		case kind == startTag && s.is("title"):
			into = &title
		case kind == startTag && s.is("creator"):
			into = &author
		case kind == text && into != nil && len(*into) < longest:
			*into = s.appendContent(*into)
		case kind != text:
			into = nil
		}
	}
}

// A page is what a visible worksheet gave.
type page struct {
	name   string
	blocks []paper.Block
}

// readSheets reads all worksheets. Hidden ones are read only to know whether
// there is something to tell.
func (b *book) readSheets(d *paper.Document) ([]page, error) {
	var pages []page
	left := maxCells
	for i, entry := range b.sheets {
		if entry.part == "" || strings.HasPrefix(entry.name, "WpsReserved_") {
			continue
		}
		r := sheetReader{book: b, sheet: &sheet{}}
		if err := r.read(entry.part); err != nil {
			return nil, fmt.Errorf("read sheet %q: %w", entry.name, err)
		}
		if entry.hidden {
			if len(r.sheet.rows) > 0 {
				d.Note(paper.Hidden, i+1, fmt.Sprintf("工作表“%s”是隐藏的，没有读取；如需读取，请取消隐藏。", entry.name))
			}
			continue
		}
		p := page{name: entry.name}
		p.blocks, left = layOut(r.sheet, i+1, left)
		noteSheet(d, r.sheet, i+1, entry.name)
		pages = append(pages, p)
	}
	return pages, nil
}

// layOut makes blocks of a worksheet and returns how many cells are left.
func layOut(s *sheet, number, left int) ([]paper.Block, int) {
	if len(s.rows) == 0 {
		return nil, left
	}
	l := newLayout(s, left)
	var part paper.Document
	part.AddSheet(l.rows())
	left = l.left
	for i := range part.Blocks {
		part.Blocks[i].Page = number
		if t := part.Blocks[i].Table; t != nil {
			added, ok := padRows(t, left)
			left -= added
			s.isCut = s.isCut || !ok
		}
	}
	return part.Blocks, left
}

// noteSheet tells what of a worksheet could not be read.
func noteSheet(d *paper.Document, s *sheet, number int, name string) {
	if s.isCut {
		d.Note(paper.TooLarge, number, fmt.Sprintf("工作表“%s”的行、列或合并单元格超过上限，超出部分没有读取。", name))
	}
	if s.uncalculated {
		d.Note(paper.Damaged, number, fmt.Sprintf("工作表“%s”有公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后再提供。", name))
	}
	if s.hasDrawing && len(s.rows) == 0 {
		d.Note(paper.PictureTable, number, fmt.Sprintf("工作表“%s”只有图片，无法读取文字。", name))
	}
}

// assemble puts the pages into the document, those the first one refers to in
// their places.
func assemble(d *paper.Document, pages []page) {
	byName := map[string]int{}
	for i, p := range pages {
		byName[p.name] = i
	}
	placed := make([]bool, len(pages))
	filled := 0
	for i, p := range pages {
		if len(p.blocks) > 0 {
			filled++
		}
		if i > 0 {
			continue
		}
		for _, b := range p.blocks {
			if k, ok := byName[referred(b)]; ok && k > 0 {
				placed[k] = true
			}
		}
	}
	for i, p := range pages {
		if placed[i] || len(p.blocks) == 0 {
			continue
		}
		refers := false
		for _, done := range placed {
			refers = refers || i == 0 && done
		}
		if filled > 1 && !refers {
			d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Heading, Level: 2, Text: p.name, Page: p.blocks[0].Page})
		}
		d.Blocks = append(d.Blocks, withReferred(p.blocks, pages, byName, i == 0)...)
	}
}

// withReferred replaces lines that refer to a page by its blocks, each page
// once.
func withReferred(blocks []paper.Block, pages []page, byName map[string]int, isFirst bool) []paper.Block {
	if !isFirst {
		return blocks
	}
	var out []paper.Block
	used := map[int]bool{0: true}
	for _, b := range blocks {
		if k, ok := byName[referred(b)]; ok && !used[k] {
			used[k] = true
			out = append(out, pages[k].blocks...)
			continue
		}
		out = append(out, b)
	}
	return out
}

// reference is the line by which the first sheet refers to another.
func reference(name string) string { return "（见工作表“" + name + "”）" }

// referred is the name of the sheet a paragraph refers to, "" if it is no such
// line.
func referred(b paper.Block) string {
	rest, ok := strings.CutPrefix(b.Text, "（见工作表“")
	if !ok || b.Kind != paper.Paragraph {
		return ""
	}
	name, ok := strings.CutSuffix(rest, "”）")
	if !ok {
		return ""
	}
	return name
}
