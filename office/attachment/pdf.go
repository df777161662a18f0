package attachment

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"gongkai/law/problem"
)

// tailBytes is how far before its end a PDF says that it ends; mail and signing
// programs add to it.
const tailBytes = 64 << 10

// checkPDF asks that a PDF was sent to its end, and that nothing in it acts:
// scripts, programs that it starts, files it carries. Every byte is looked at,
// for a reader of PDF begins wherever the table at the end sends it, be it in
// the middle of a picture or a comment; what is packed as a stream of objects
// is unpacked and looked at too.
func checkPDF(ctx context.Context, l Limits, r io.ReaderAt, size int64) error {
	tail := make([]byte, min(tailBytes, size))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read attachment: %w", err)
	}
	if !bytes.Contains(tail, []byte("%%EOF")) {
		return at(problem.Invalid("PDF文档不完整，没有结尾"), "请重新导出或者下载后再上传")
	}
	p := pdfCheck{limits: l, file: r, size: size, block: make([]byte, 64<<10), input: &counted{ctx: ctx, left: 2*size + readAhead}}
	whole := &cancelled{ctx, io.NewSectionReader(r, 0, size)}
	err := p.scan(whole, p.block, p.unpack)
	switch {
	case err != nil:
		return err
	case p.sealed && p.encrypted:
		return at(problem.Invalid("PDF文档设有密码或者权限保护，里面有没有脚本无法检查"), "请取消保护后重新上传，或者打印为新的PDF")
	case p.sealed:
		return at(problem.Invalid("PDF文档里有打不开的部分，有没有脚本无法检查"), "请打印为新的PDF后上传")
	}
	return nil
}

// readAhead is how much more than the file may be read to unpack it: each stream
// is read some bytes beyond its end.
const readAhead = 32 << 20

// A pdfCheck is one PDF being looked at.
type pdfCheck struct {
	limits    Limits
	file      io.ReaderAt
	size      int64
	block     []byte        // of the file
	input     *counted      // what is unpacked, all streams together
	buffer    *bufio.Reader // of the input
	unpacked  int64         // what comes out of it
	zlib      io.ReadCloser
	output    []byte // a block of it
	encrypted bool
	sealed    bool // a stream of objects cannot be unpacked
}

// scan looks at all words of a text. Where a stream begins, unpack is told; it
// is nil in a text that was unpacked, which holds no streams.
func (p *pdfCheck) scan(r io.Reader, block []byte, unpack func(*pdfWords, int64) error) error {
	w := pdfWords{}
	for offset := int64(0); ; {
		n, err := r.Read(block)
		for i, b := range block[:n] {
			if !w.take(b) {
				continue
			}
			if err := w.found.problem(); err != nil {
				return err
			}
			if w.atStream && unpack != nil {
				if err := unpack(&w, offset+int64(i)); err != nil {
					return err
				}
			}
		}
		offset += int64(n)
		switch {
		case errors.Is(err, io.EOF):
			w.take(' ')
			p.encrypted = p.encrypted || w.encrypted
			return w.found.problem()
		case err != nil:
			return err
		}
	}
}

// unpack looks into the stream that begins after an offset, if it may hold
// objects.
func (p *pdfCheck) unpack(w *pdfWords, offset int64) error {
	d := w.dict
	w.dict = pdfDict{}
	switch {
	case !d.isObjects && !d.hasFirst, !d.hasFilter: // seen as it is
		return nil
	case d.otherFilter || d.predictor:
		p.sealed = p.sealed || d.isObjects
		return nil
	}
	p.input.r = io.NewSectionReader(p.file, offset, p.size-offset)
	err := p.inflate()
	if p.input.left < 0 { // whatever else is wrong
		return overlapping
	}
	var said *problem.Error
	switch {
	case err == nil, errors.Is(err, zlib.ErrChecksum), errors.As(err, &said), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	p.sealed = p.sealed || d.isObjects // damaged, or encrypted
	return nil
}

// emptyStream lets the reader of streams be made before the first.
const emptyStream = "\x78\x9c\x01\x00\x00\xff\xff\x00\x00\x00\x01"

// inflate looks at what comes out of the input. Its buffers serve all streams:
// a file may say that it has a great many.
func (p *pdfCheck) inflate() (err error) {
	if p.zlib == nil {
		p.buffer, p.output = bufio.NewReader(nil), make([]byte, 16<<10)
		if p.zlib, err = zlib.NewReader(strings.NewReader(emptyStream)); err != nil {
			return err
		}
	}
	p.buffer.Reset(p.input)
	for range 3 { // the ends of line before the stream
		if first, err := p.buffer.Peek(1); err == nil && isPDFSpace(first[0]) {
			p.buffer.Discard(1) // it is there
		}
	}
	if err := p.zlib.(zlib.Resetter).Reset(p.buffer, nil); err != nil {
		return err
	}
	return p.scan(pdfOutput{p}, p.output, nil)
}

// A pdfOutput is what comes out of a stream, counted over all of them.
type pdfOutput struct{ p *pdfCheck }

func (o pdfOutput) Read(b []byte) (int, error) {
	n, err := o.p.zlib.Read(b)
	if o.p.unpacked += int64(n); o.p.unpacked > o.p.limits.Unpacked {
		return n, tooMuchPacked(o.p.limits)
	}
	return n, err
}

func tooMuchPacked(l Limits) error {
	return at(problem.TooLarge("文件解压后超过%dMB的上限", l.Unpacked/megabyte), "请拆分文件，或者打印为新的PDF后上传")
}

var overlapping = at(problem.TooLarge("PDF文档里压缩的部分互相重叠"), "请打印为新的PDF后上传")

// counted bounds what is read of all streams together: each may reach to the
// end of the file and give nothing.
type counted struct {
	ctx  context.Context
	r    io.Reader
	left int64
}

func (c *counted) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, fmt.Errorf("check attachment: %w", err)
	}
	n, err := c.r.Read(b)
	if c.left -= int64(n); c.left < 0 {
		return n, overlapping
	}
	return n, err
}
