package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"

	"gongkai/paper"
)

// Limits on what one file may hold. A cell takes about 120 bytes, so these keep
// a hostile file of one megabyte below 64 MB.
const (
	maxItems     = 150_000 // paragraphs, pictures, rows and cells
	maxTextBytes = 8 << 20
)

var errTooMuch = errors.New("the document holds more than the reader takes")

// A reader turns the parts of one file into a document.
type reader struct {
	x       *scanner
	parts   *container
	main    string // name of the main part
	styles  *styleSheet
	numbers *numbering // nil until a paragraph is numbered
	doc     *paper.Document

	blocks  []paper.Block // a stack: blocks of the body and of the cells open now
	text    []byte        // a stack: text of the paragraphs open now
	items   int
	bytes   int
	patched bool // a text held bytes that are no UTF-8
	embeds  bool // said that another file is embedded
}

// Read reads a Word document. An error is a [*paper.Error].
func Read(data []byte) (*paper.Document, error) {
	if err := foreign(data); err != nil {
		return nil, err
	}
	parts, err := openContainer(data)
	if err != nil {
		return nil, err
	}
	r := &reader{parts: parts, doc: &paper.Document{}}
	if r.main, err = parts.body(); err != nil {
		return nil, err
	}
	r.styles = r.readStyles()
	if err := r.readBody(); err != nil {
		return nil, err
	}
	r.readProperties()
	if r.patched {
		r.doc.Note(paper.Repaired, 0, "文中有编码错误的字符，已用“\ufffd”代替。")
	}
	return r.doc, nil
}

// readBody reads the main part.
func (r *reader) readBody() error {
	src, err := open(r.parts.part(r.main), maxBody)
	if err != nil {
		return bodyError(err)
	}
	defer src.Close()
	decoded, err := inUTF8(src)
	if err != nil {
		return bodyError(err)
	}
	r.x = newScanner(decoded)
	if r.x.next() != startTag || r.x.el != elDocument {
		if r.x.err == nil {
			return paper.Unreadable("文件里的正文不是 Word 文档的正文。", trySaveAgain, nil)
		}
		return bodyError(r.x.err)
	}
	r.x.keepSpace = r.x.attr("space") == "preserve"
	for r.x.child() {
		if r.x.el == elBody {
			body := story{first: len(r.blocks)}
			r.flow(&body)
			r.settle(&body)
		} else {
			r.x.skip()
		}
	}
	r.x.next() // what follows the root must be nothing
	r.doc.Blocks = r.blocks
	r.doc.CutTables()
	if errors.Is(r.x.err, errTooMuch) {
		r.doc.Note(paper.TooLarge, 0, "文档内容过多，超出部分没有读取。")
		return nil
	}
	if r.x.err != nil {
		return bodyError(r.x.err)
	}
	return nil
}

// bodyError tells a person why the main part cannot be read.
func bodyError(err error) error {
	switch {
	case errors.Is(err, errTooLarge):
		return paper.Unreadable("文档解压后过大，超过 64 MB，不像正常的文档，没有读取。", "请删去与正文无关的内容，另存为 .docx 后再试。", err)
	case errors.Is(err, errLocked):
		return paper.Unreadable("文件设有密码，无法读取。", "请取消密码后再试。", err)
	case errors.Is(err, errDeep):
		return paper.Unreadable("文档内容嵌套过深，不像正常的文档，没有读取。", trySaveAgain, err)
	case errors.Is(err, errDTD), errors.Is(err, errEntity):
		return paper.Unreadable("文档正文使用了不允许的实体定义，没有读取。", trySaveAgain, err)
	}
	return paper.Unreadable("这个 DOCX 文件的正文已损坏，读不下去。", "请用 Word 或 WPS 修复并另存为 .docx 后再试。", err)
}

// inUTF8 returns src in UTF-8. Parts may be in UTF-16, which begins with a mark.
func inUTF8(src io.Reader) (io.Reader, error) {
	var mark [2]byte
	n, err := io.ReadFull(src, mark[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, err
	}
	whole := io.MultiReader(bytes.NewReader(mark[:n]), src)
	if mark == [2]byte{0xff, 0xfe} || mark == [2]byte{0xfe, 0xff} {
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(whole), nil
	}
	return whole, nil
}

// take counts what is read against the limits.
func (r *reader) take(items, size int) {
	r.items += items
	r.bytes += size
	if r.items > maxItems || r.bytes > maxTextBytes {
		r.x.fail(errTooMuch)
	}
}

// support scans a part beside the body with each; a damaged one is noted, and
// what was read of it holds.
func (r *reader) support(f *zip.File, says string, each func(*scanner)) {
	if f == nil {
		return
	}
	src, err := open(f, maxSupport)
	if err != nil {
		r.doc.Note(paper.Damaged, 0, says)
		return
	}
	defer src.Close()
	decoded, err := inUTF8(src)
	if err != nil {
		r.doc.Note(paper.Damaged, 0, says)
		return
	}
	x := newScanner(decoded)
	if x.next() == startTag {
		each(x)
	}
	if x.err != nil {
		r.doc.Note(paper.Damaged, 0, says)
	}
}
