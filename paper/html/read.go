package html

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"gongkai/paper"
)

// maxBytes is the largest page Read takes; a report is below 1 MB.
const maxBytes = 64 << 20

// itemsOf is how many cells and blocks a page of the size is read to. A cell of
// four bytes becomes one of 120, so a small page made of nothing else must not
// take more memory than it is worth; an honest cell takes eight bytes or more.
func itemsOf(size int) int {
	const small, items = 1 << 20, 110_000
	return min(paper.MaxCells, items+max(0, size-small)/8)
}

// Read reads a page: headings, paragraphs, tables and pictures in reading
// order, the title into Title, meta elements into Fields. It returns a
// *paper.Error for what is no web page, and a notice for what it saw but could
// not read.
func Read(data []byte) (*paper.Document, error) {
	if err := refuse(data); err != nil {
		return nil, err
	}
	text, lost := decode(data)
	r := &reader{scan: scanner{src: text}, doc: &paper.Document{}, blocks: make([]paper.Block, 0, 128), most: itemsOf(len(data))}
	r.doc.NoteBroken(text, lost)
	r.read()
	r.doc.CutTables()
	return r.doc, nil
}

// refuse returns an error for files that are no web page.
func refuse(data []byte) error {
	head := bytes.TrimLeft(data[:min(len(data), 1024)], "\xef\xbb\xbf \t\r\n")
	switch {
	case len(data) > maxBytes:
		return paper.Unreadable("网页超过64 MB，无法读取。", "请只保存年度报告所在的网页。", nil)
	case len(head) == 0 && len(data) <= 1024:
		return paper.Unreadable("网页文件是空的。", "请重新保存网页。", nil)
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return paper.Unreadable("这是PDF文件，扩展名却是网页。", "请把扩展名改为.pdf。", nil)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return paper.Unreadable("这是Office文件或压缩包，扩展名却是网页。", "请改回原来的扩展名，或另存为网页。", nil)
	case bytes.HasPrefix(head, []byte("MIME-Version:")):
		return paper.Unreadable("这是单个文件网页（MHT）。", "请用浏览器打开，另存为“网页，仅HTML”。", nil)
	}
	return nil
}

// A reader builds a document from the tokens of a page. It keeps no tree: a
// block begins and ends with any tag of a block, and only tables are remembered
// while they are open, so that no nesting costs more than its bytes.
type reader struct {
	scan scanner
	doc  *paper.Document

	para     paragraph
	shelf    shelf
	heading  int    // level of the open heading, 0 outside one
	id       string // of the open heading
	pres     int    // open pre elements
	pictures []paper.Block

	// blocks are the blocks of the document so far, and behind them the content
	// of the open tables; frames say which is whose.
	blocks  []paper.Block
	frames  []frame
	cells   []paper.Cell // what is left of the piece that rows are cut from
	count   int          // cells, and blocks outside of cells, so far
	most    int          // to which they are read
	ignored int          // open tables beyond maxNesting
	full    bool
	wide    bool // a row had too many cells
}

func (r *reader) read() {
	for !r.full && r.scan.next() {
		switch r.scan.kind {
		case textToken:
			r.para.add(r.scan.text)
		case startToken:
			r.start()
		case endToken:
			r.end()
		}
	}
	r.flush()
	for len(r.frames) > 0 {
		r.closeTable()
	}
	if r.doc.Blocks = r.blocks; cap(r.blocks) > 2*len(r.blocks) {
		r.doc.Blocks = slices.Clone(r.blocks) // the content of tables stretched it
	}
	if r.scan.cut {
		r.doc.Note(paper.Damaged, 0, "网页在标签或注释中间断开，断开之后的内容没有读取。")
	}
}

func (r *reader) start() {
	s := &r.scan
	if len(s.attrs) > 0 && s.tag.canHide() && s.isHidden() {
		if s.tag.isBlock() {
			r.flush()
		}
		s.skip(len(r.frames) > 0)
		return
	}
	switch s.tag {
	case tagOther, tagVoid:
	case tagBr:
		r.para.lineBreak()
	case tagRaw:
		s.rawText()
	case tagRaised:
		r.para.raise()
	case tagStruck:
		r.setApart()
	case tagSkip:
		if f := r.frame(); f != nil && f.open == cellOpen && s.isDrawn() {
			f.cell.HasPicture = true
		}
		s.skip(len(r.frames) > 0)
	case tagHTML:
		lang, _ := s.attr("lang")
		r.doc.Language = strings.Clone(lang)
	case tagMeta:
		r.addField()
	case tagTitle:
		r.addTitle(s.rawText())
	case tagTextarea:
		r.addTextarea(s.rawText())
	case tagInput:
		r.addInput()
	case tagImg:
		r.addPicture()
	case tagPlaintext:
		r.addPlain(s.src[s.pos:])
		s.pos = len(s.src)
	default:
		r.startBlock()
	}
}

func (r *reader) startBlock() {
	r.flush()
	s := &r.scan
	switch s.tag {
	case tagHeading:
		r.heading = int(s.name[1] - '0')
		id, _ := s.attr("id")
		r.id = strings.Clone(id)
	case tagForm:
		if f := r.frame(); f != nil && f.open == cellOpen {
			f.inForm = true
		}
	case tagPre:
		r.pres++
		r.para.pre = true
	case tagTable:
		r.openTable()
	case tagSection:
		r.openSection()
	case tagRow:
		r.openRow()
	case tagCell:
		r.openCell()
	case tagCaption:
		r.openCaption()
	}
}

func (r *reader) end() {
	t := r.scan.tag
	if !t.isBlock() {
		switch t {
		case tagBr: // browsers take </br> for <br>
			r.para.lineBreak()
		case tagRaised:
			r.para.lower()
		case tagStruck:
			r.setApart()
		}
		return
	}
	r.flush()
	switch t {
	case tagHeading:
		r.heading, r.id = 0, ""
	case tagForm:
		if f := r.frame(); f != nil {
			f.inForm = false
		}
	case tagPre:
		r.pres = max(0, r.pres-1)
		r.para.pre = r.pres > 0
	case tagTable:
		r.endTable()
	case tagSection:
		r.endSection()
	case tagRow:
		r.endRow()
	case tagCell, tagCaption:
		r.endCell()
	}
}

// flush ends the paragraph.
func (r *reader) flush() {
	if len(r.para.text) > 0 || r.para.space {
		if text := r.para.take(); len(text) > 0 {
			b := paper.Block{Kind: paper.Paragraph, Text: r.shelf.keep(text)}
			if r.heading > 0 {
				b.Kind, b.Level, b.ID = paper.Heading, r.heading, r.id
			}
			r.put(b)
		}
	}
	if len(r.pictures) > 0 {
		r.blocks = slices.Grow(r.blocks, len(r.pictures))
		for _, b := range r.pictures {
			r.put(b)
		}
		r.pictures = r.pictures[:0]
	}
}

// put adds a block where it belongs. What stands in a table but in none of its
// cells is shown before the table.
func (r *reader) put(b paper.Block) {
	if f := r.frame(); f != nil && f.open == nothing {
		f.strays = append(f.strays, b)
		return
	}
	if len(r.frames) == 0 {
		r.take()
	}
	r.blocks = append(r.blocks, b)
}

// take counts a cell or block; beyond the most that are read the page ends.
func (r *reader) take() {
	if r.count++; r.count > r.most && !r.full {
		r.doc.Note(paper.TooLarge, 0, fmt.Sprintf("网页的段落和表格超过%d项，其后的内容没有读取。", r.most))
		r.full = true
	}
}

func (r *reader) addTitle(raw string) {
	if r.doc.Title == "" {
		r.doc.Title = plainText(raw)
	}
}

// plainText returns the text of a fragment without markup.
func plainText(raw string) string {
	var p paragraph
	p.add(raw)
	return string(p.take())
}

func (r *reader) addField() {
	name, _ := r.scan.attr("name")
	value, _ := r.scan.attr("content")
	if value = strings.TrimSpace(value); name == "" || value == "" {
		return
	}
	// Cloned, so that a field does not keep the whole page.
	name, value = strings.Clone(name), strings.Clone(value)
	r.doc.Fields = append(r.doc.Fields, paper.Field{Name: name, Value: value})
	if r.doc.Author == "" && strings.EqualFold(name, authorField) {
		r.doc.Author = value
	}
}

// authorField is the meta element in which government sites name the body that
// publishes a page.
const authorField = "ContentSource"

// isFilledIn says whether a field of a form stands where a figure is filled in:
// in a cell, the form around the table. A form inside a cell is the site's,
// such as its search.
func (r *reader) isFilledIn() bool {
	f := r.frame()
	return f != nil && f.open == cellOpen && !f.inForm
}

func (r *reader) addTextarea(raw string) {
	if !r.isFilledIn() {
		return
	}
	was := r.para.pre
	r.para.pre = true
	r.para.add(strings.TrimPrefix(raw, "\n"))
	r.para.pre = was
}

func (r *reader) addInput() {
	if !r.isFilledIn() {
		return
	}
	switch kind, _ := r.scan.attr("type"); strings.ToLower(kind) {
	case "", "text", "number", "tel", "date", "month", "email", "url":
		value, _ := r.scan.attr("value")
		r.para.addText(value)
	}
}

// setApart keeps a figure that is struck through from the one beside it in its cell,
// by which it may be replaced.
func (r *reader) setApart() {
	if f := r.frame(); f != nil && f.open == cellOpen {
		r.para.addSpace(' ')
	}
}

// addPlain adds the rest of the page as text with its line breaks.
func (r *reader) addPlain(text string) {
	r.flush()
	r.para.pre = true
	r.para.addText(text)
}

// addPicture adds an image; icons and spacers are none.
func (r *reader) addPicture() {
	s := &r.scan
	if f := r.frame(); f != nil && f.open == cellOpen {
		f.cell.HasPicture = f.cell.HasPicture || !s.isSmall(maxSpacer)
		return
	}
	if !s.isHidden() && !s.isSmall(maxIcon) {
		alt, _ := s.attr("alt")
		r.pictures = append(r.pictures, paper.Block{Kind: paper.Picture, Text: strings.Clone(strings.TrimSpace(alt))})
	}
	if r.count+len(r.pictures) > r.most {
		r.flush() // the page is full: wait for no end of the paragraph
	}
}

// Sizes in pixels up to which an image is no picture: in running text an icon,
// in a cell a spacer.
const (
	maxIcon   = 48
	maxSpacer = 4
)

func (s *scanner) isSmall(limit int) bool {
	for _, name := range []string{"width", "height"} {
		value, ok := s.attr(name)
		if n := parseSpan(value, -1); ok && n >= 0 && n <= limit && !strings.Contains(value, "%") {
			return true
		}
	}
	return false
}
