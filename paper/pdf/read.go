package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"time"

	"gongkai/paper"
)

const (
	maxPages     = 2000
	maxFileBytes = 40 << 20 // an engine holds the file and what it makes of it
	readDeadline = 20 * time.Second
)

// A Reader reads PDF files. It starts its engine at the first Read and keeps at
// most two instances of it. It is safe for concurrent use: a third Read waits.
// The zero value is not ready; use NewReader.
type Reader struct {
	slots chan *engine // one place for each engine; nil where none is made yet

	starting sync.Mutex
	factory  *engineFactory
	closed   bool
}

// NewReader returns a Reader. It costs nothing until the first Read.
func NewReader() *Reader {
	r := &Reader{slots: make(chan *engine, engineMaximum)}
	for range engineMaximum {
		r.slots <- nil
	}
	return r
}

// Close waits for the reads under way and ends the engines. Read must not be
// called after it.
func (r *Reader) Close() error {
	for range engineMaximum {
		if e := <-r.slots; e != nil {
			_ = e.owner.Close()
		}
	}
	r.starting.Lock()
	defer r.starting.Unlock()
	if r.closed = true; r.factory == nil {
		return nil
	}
	return r.factory.close()
}

// shared is the engine of the package's Read; it lives as long as the process.
var shared = sync.OnceValue(NewReader)

// Read reads a PDF with an engine that all calls of Read in the process share
// and that is never closed. A server that wants to end it has its own Reader.
func Read(data []byte) (*paper.Document, error) { return shared().Read(data) }

// Read reads the text, the ruled tables and the places of pictures of a PDF.
// Its errors are for people; see paper.Error.
func (r *Reader) Read(data []byte) (*paper.Document, error) {
	if err := looksReadable(data); err != nil {
		return nil, err
	}
	e, err := r.borrow()
	if err != nil {
		return nil, err
	}
	defer func() { r.giveBack(e) }()
	started := time.Now()
	inTime := e.watch(readDeadline)
	pages, info, err := readPages(e, data)
	if !inTime() {
		return nil, tooSlow()
	}
	if err != nil {
		return nil, err
	}
	return assemble(pages, info, func() bool { return time.Since(started) > readDeadline })
}

func tooSlow() error {
	says := fmt.Sprintf("PDF太复杂，%d秒内没有读完。", int(readDeadline.Seconds()))
	return paper.Unreadable(says, "请用WPS或Word打开后另存为DOCX再试。", errEngineStopped)
}

func looksReadable(data []byte) error {
	if len(data) > maxFileBytes {
		return paper.Unreadable(fmt.Sprintf("PDF有%d MB，超过%d MB的上限。", len(data)>>20, maxFileBytes>>20), "请压缩图片或拆分后再试。", nil)
	}
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return paper.Unreadable("文件不是PDF：开头没有%PDF标记。", "请核对文件的格式，或重新导出PDF。", nil)
	}
	return nil
}

func (r *Reader) borrow() (*engine, error) {
	e := <-r.slots
	if e != nil {
		return e, nil
	}
	factory, err := r.start()
	if err == nil {
		e, err = factory.newEngine()
	}
	if err != nil {
		r.slots <- nil
		return nil, paper.Unreadable("PDF读取引擎没有启动。", "请稍后再试，或改用DOCX、HTML格式的报告。", err)
	}
	return e, nil
}

func (r *Reader) giveBack(e *engine) {
	if e.isWorn() {
		_ = e.owner.Close()
		e = nil
	}
	r.slots <- e
}

func (r *Reader) start() (*engineFactory, error) {
	r.starting.Lock()
	defer r.starting.Unlock()
	if r.closed {
		return nil, errors.New("pdf reader is closed")
	}
	if r.factory != nil {
		return r.factory, nil
	}
	factory, err := newEngineFactory()
	if err != nil {
		return nil, err
	}
	r.factory = factory
	return factory, nil
}

// A docInfo is what the file says about itself.
type docInfo struct {
	title, author string
	pages         int // pages in the file, of which at most maxPages are read
}

func readPages(e *engine, data []byte) ([]*pageContent, docInfo, error) {
	at := e.put(data)
	if at == 0 {
		return nil, docInfo{}, tooBig(e)
	}
	defer e.call("free", at)
	doc := e.call("FPDF_LoadMemDocument", at, uint64(len(data)), 0)
	if doc == 0 {
		return nil, docInfo{}, openError(e)
	}
	defer e.call("FPDF_CloseDocument", doc)
	info := docInfo{
		title:  e.metaText(doc, "Title"),
		author: e.metaText(doc, "Author"),
		pages:  int(int32(e.call("FPDF_GetPageCount", doc))),
	}
	var pages []*pageContent
	glyphs := 0
	for i := range min(max(0, info.pages), maxPages) {
		p := extractPage(e, doc, i)
		if e.err != nil {
			return nil, info, tooBig(e)
		}
		pages = append(pages, p)
		if glyphs += len(p.glyphs); glyphs > maxGlyphs {
			break
		}
	}
	return pages, info, nil
}

func tooBig(e *engine) error {
	return paper.Unreadable("PDF已损坏，或内容太大，读取引擎中断。", "请用WPS或Word打开后另存为PDF或DOCX再试。", e.err)
}

// Codes of FPDF_GetLastError.
const (
	codePassword = 4
	codeSecurity = 5
)

func openError(e *engine) error {
	switch code := e.call("FPDF_GetLastError"); {
	case e.err != nil:
		return tooBig(e)
	case code == codePassword:
		return paper.Unreadable("PDF设了打开密码，无法读取。", "请取消密码后再试。", nil)
	case code == codeSecurity:
		return paper.Unreadable("PDF用了不支持的加密方式，无法读取。", "请取消加密后再试。", nil)
	default:
		return paper.Unreadable("PDF已损坏，无法打开。", "请重新导出PDF，或改用DOCX、HTML格式。", fmt.Errorf("pdfium error %d", code))
	}
}
