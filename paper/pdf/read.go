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
	maxLost      = 3        // pages that may break their engine
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
	started := time.Now()
	pages, info, err := r.pages(data, started)
	if err != nil {
		return nil, err
	}
	return assemble(pages, info, func() bool { return time.Since(started) > readDeadline })
}

// pages reads all pages. A page that breaks its engine is left out, and another
// engine goes on behind it; a file with more than maxLost such pages is given up.
func (r *Reader) pages(data []byte, started time.Time) ([]*pageContent, docInfo, error) {
	job := &reading{data: data, allowance: allowanceOf(len(data))}
	for lost := 0; ; lost++ {
		e, err := r.borrow()
		if err != nil {
			return nil, job.info, err
		}
		inTime := e.watch(readDeadline - time.Since(started))
		e.memory.most = job.memory
		err = job.readOn(e)
		done, failed := inTime(), e.err
		r.giveBack(e)
		switch {
		case !done:
			return nil, job.info, tooSlow()
		case err != nil:
			return nil, job.info, err
		case failed == nil:
			return job.pages, job.info, nil
		case lost == maxLost || job.info.pages <= lost+1 && lost == len(job.pages):
			return nil, job.info, tooBig(failed)
		}
		job.pages = append(job.pages, &pageContent{number: len(job.pages) + 1, lost: true})
	}
}

func tooSlow() error {
	says := fmt.Sprintf("PDF内容过于复杂，%d秒内没有读完。", int(readDeadline.Seconds()))
	return paper.Unreadable(says, "请用WPS或Word打开，另存为DOCX后再试。", errEngineStopped)
}

func looksReadable(data []byte) error {
	if len(data) > maxFileBytes {
		return paper.Unreadable(fmt.Sprintf("PDF有%dMB，超过%dMB的上限。", len(data)>>20, maxFileBytes>>20), "请压缩其中的图片，或者拆分后再试。", nil)
	}
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return paper.Unreadable("文件开头没有PDF的标记，不是PDF文件。", "请核对文件的格式，或者重新导出PDF。", nil)
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
		return nil, paper.Unreadable("读取PDF的程序没有启动。", "请稍后再试，或者改用DOCX、HTML格式的报告。", err)
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

// An allowance is what a document may take: the memory of its engine, and how
// much of its pages is kept.
type allowance struct {
	memory uint64
	marks  int // characters, rules and pictures
}

// allowanceOf grows with the file. PDFium begins with 18 MB. A report takes 3 to
// 8 of them, 31 pages of 1.7 MB take 11, 179 pages of 9 MB take 23; and a printed
// register holds 280 characters in 1,000 bytes at most.
func allowanceOf(size int) allowance {
	const small = 1 << 20
	more := max(0, size-small)
	return allowance{
		memory: uint64(min(engineMemory, 18<<20+16*more)),
		marks:  min(1_000_000, 300_000+more/8),
	}
}

// A reading is a document with the pages read so far.
type reading struct {
	allowance
	data  []byte
	pages []*pageContent
	info  docInfo
}

// readOn reads the pages not yet read. A page that breaks the engine ends it
// without an error: the engine knows.
func (j *reading) readOn(e *engine) error {
	at := e.put(j.data)
	if at == 0 {
		return tooBig(e.err)
	}
	defer e.call("free", at)
	doc := e.call("FPDF_LoadMemDocument", at, uint64(len(j.data)), 0)
	if doc == 0 {
		return openError(e)
	}
	defer e.call("FPDF_CloseDocument", doc)
	j.info = docInfo{
		title:  e.metaText(doc, "Title"),
		author: e.metaText(doc, "Author"),
		pages:  int(int32(e.call("FPDF_GetPageCount", doc))),
	}
	if e.err != nil {
		return tooBig(e.err)
	}
	for i := len(j.pages); i < min(j.info.pages, maxPages) && j.marks > 0; i++ {
		p := extractPage(e, doc, i)
		if e.err != nil {
			return nil
		}
		j.pages = append(j.pages, p)
		j.marks -= p.marks()
	}
	return nil
}

func tooBig(cause error) error {
	return paper.Unreadable("PDF已损坏或者内容过多，没有读取。", "请用WPS或Word打开，另存为PDF或DOCX后再试。", cause)
}

// Codes of FPDF_GetLastError.
const (
	codePassword = 4
	codeSecurity = 5
)

func openError(e *engine) error {
	switch code := e.call("FPDF_GetLastError"); {
	case e.err != nil:
		return tooBig(e.err)
	case code == codePassword:
		return paper.Unreadable("PDF设有打开密码，无法读取。", "请取消密码后再试。", nil)
	case code == codeSecurity:
		return paper.Unreadable("PDF的加密方式不受支持，无法读取。", "请取消加密后再试。", nil)
	default:
		return paper.Unreadable("PDF已损坏，无法打开。", "请重新导出PDF，或者改用DOCX、HTML格式的报告。", fmt.Errorf("pdfium error %d", code))
	}
}
