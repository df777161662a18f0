package paper

import "slices"

// A Document is what a file holds, in reading order.
type Document struct {
	// Title is the document's title: of the file's own properties when read
	// (HTML title element, DOCX core properties), "" when there is none. The
	// title printed in the text is a block like any other.
	Title string
	// Author is the body that publishes the document; writers put it into the
	// file's properties.
	Author string
	// Language is a BCP 47 tag; writers use zh-CN when it is empty.
	Language string
	// Fields are named facts that stand outside the text: meta elements of a
	// page, document properties, `name: value` lines above a title.
	Fields []Field
	// Blocks are the content in reading order.
	Blocks []Block
	// Notices say what the reader saw but could not read.
	Notices []Notice
}

// A Field is one named fact about a document, such as 发布机构.
type Field struct{ Name, Value string }

// Kind says what a Block is.
type Kind uint8

const (
	// Paragraph is running text; Block.Text holds it. A line break inside the
	// paragraph is "\n".
	Paragraph Kind = iota
	// Heading is a heading the file itself marks as one; Block.Level is 1–6.
	Heading
	// TableBlock is a table; Block.Table holds it.
	TableBlock
	// Picture is an image that may stand for text; Block.Text is its
	// alternative text, "" when it has none.
	Picture
)

// Role says what a block is for, so that writers can set it as offices do
// (GB/T 9704). Readers leave it at Body.
type Role uint8

const (
	// Body is ordinary text.
	Body Role = iota
	// DocumentTitle is the title of the whole document.
	DocumentTitle
	// Subtitle stands under the title: organ, dates, period.
	Subtitle
	// Chapter is a heading of the first order: 一、…
	Chapter
	// Signature is the name of the signing organ (署名).
	Signature
	// SignatureDate is the date under the signature (成文日期).
	SignatureDate
	// TableNote is a key or note that belongs to the table before it.
	TableNote
)

// A Block is one piece of a document: a paragraph, a heading, a table or a
// picture.
type Block struct {
	Kind  Kind
	Role  Role
	Level int    // of a Heading, 1 is the highest
	Text  string // of a Paragraph, Heading or Picture
	Table *Table // of a TableBlock, otherwise nil
	Page  int    // the page or sheet it begins on, counted from 1; 0 when the format has none
	// ID is an address inside the document (an HTML id, a PDF destination);
	// writers that have no addresses ignore it.
	ID string
}

// NoticeKind names what a reader could not read. The words are part of the
// exchange format's warning codes; never rename one.
type NoticeKind string

const (
	// ScannedPage is a page that holds a picture and no text.
	ScannedPage NoticeKind = "scanned_page"
	// PictureTable is a picture that stands where text or a table is expected.
	PictureTable NoticeKind = "picture"
	// TooLarge is content left out because it exceeds a limit of the reader.
	TooLarge NoticeKind = "too_large"
	// Damaged is content left out because the file is damaged there.
	Damaged NoticeKind = "damaged"
	// Repaired is content read although the file breaks the format's rules.
	Repaired NoticeKind = "repaired"
	// Hidden is content the file hides from people, which is not read.
	Hidden NoticeKind = "hidden"
)

// A Notice says, in one Chinese sentence, what a reader saw but could not read.
type Notice struct {
	Kind NoticeKind
	Page int // 0 when the format has no pages
	Says string
}

// Add appends a paragraph and is the usual way for readers to build a
// document. Text is kept as it is; an empty text adds nothing.
func (d *Document) Add(text string) {
	if text != "" {
		d.Blocks = append(d.Blocks, Block{Kind: Paragraph, Text: text})
	}
}

// AddTable appends a table; a table without rows adds nothing.
func (d *Document) AddTable(t *Table) {
	if t != nil && len(t.Rows) > 0 {
		d.Blocks = append(d.Blocks, Block{Kind: TableBlock, Table: t})
	}
}

// Note appends a notice.
func (d *Document) Note(kind NoticeKind, page int, says string) {
	d.Notices = append(d.Notices, Notice{Kind: kind, Page: page, Says: says})
}

// CutTables leaves out, with a notice, tables whose grids would have more than
// MaxCells places together with those of the tables before. Readers of formats
// that have spans call it at their end: a few bytes make a cell of a thousand
// places.
func (d *Document) CutTables() {
	left, cut := MaxCells, false
	d.Blocks = slices.DeleteFunc(d.Blocks, func(b Block) bool {
		if b.Table == nil {
			return false
		}
		n := b.Table.places()
		if n > left {
			cut = true
			return true
		}
		left -= n
		return false
	})
	if cut {
		d.Note(TooLarge, 0, "表格合并单元格展开后格数过多，超出部分没有读取。")
	}
}

// Tables returns the document's tables in reading order, each followed by the
// tables nested in its cells.
func (d *Document) Tables() []*Table {
	var all []*Table
	for i := range d.Blocks {
		if t := d.Blocks[i].Table; t != nil {
			all = appendNested(all, t)
		}
	}
	return all
}

func appendNested(all []*Table, t *Table) []*Table {
	all = append(all, t)
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			for _, inner := range cell.Tables {
				all = appendNested(all, inner)
			}
		}
	}
	return all
}
