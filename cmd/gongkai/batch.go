package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"

	"gongkai/law/report"
)

// A batch is some reports to take in at once: a file, or a stretch of the lines
// of a JSON Lines file, so that one large file keeps every processor busy.
type batch struct {
	source source
	lines  []byte // whole lines; nil for a file of another kind
	first  int    // number of the first line, from 1
	failed error  // what kept the file from being read, from line first on
}

// batchSize is how many bytes of JSON Lines make a batch.
const batchSize = 1 << 20

// each calls f with the figures of every report of the batch, and note with what
// else is to be told of it. File holds the name a person knows.
func (b *batch) each(f func(*report.Report) error, note func(says string)) error {
	if b.failed != nil {
		r := unreadable(b.source, b.failed)
		r.File = b.line(b.first)
		return f(r)
	}
	if b.lines == nil {
		return readAll(b.source, func(r *report.Report) error {
			r.File = b.source.shown(r.File)
			return f(r)
		}, note)
	}
	rest, others := b.lines, 0
	for n := b.first; len(rest) > 0; n++ {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line, rest = rest[:end], rest[end+1:]
		} else {
			rest = nil
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		r, err := report.ParseFigures(line)
		switch {
		case errors.Is(err, report.ErrOtherSchema):
			others++
			continue
		case err != nil:
			r = unreadable(b.source, err)
		}
		r.File = b.line(n)
		if err := f(r); err != nil {
			return err
		}
	}
	if others > 0 {
		note(otherLines(b.source, others))
	}
	return nil
}

// line is the name of a line for a person, of the whole file for line 0.
func (b *batch) line(n int) string {
	if n == 0 {
		return b.source.path
	}
	return fmt.Sprintf("%s第%d行", b.source.path, n)
}

// eachBatch works on the batches of all files on several goroutines, each with a
// worker of its own, and hands every worker over when all is done.
func eachBatch[W any](files []string, tell func(source), start func() W, take func(W, *batch), done func(W) error) error {
	batches := make(chan *batch, 2)
	finished := make(chan W)
	n := runtime.GOMAXPROCS(0)
	for range n {
		go func() {
			worker := start()
			for b := range batches {
				take(worker, b)
			}
			finished <- worker
		}()
	}
	err := walk(files, func(s source) error {
		ext := strings.ToLower(filepath.Ext(s.path))
		switch {
		case s.told != "":
			tell(s)
		case ext == ".jsonl", ext == ".ndjson":
			feedLines(s, batches)
		default:
			batches <- &batch{source: s}
		}
		return nil
	})
	close(batches)
	for range n {
		if failed := done(<-finished); err == nil {
			err = failed
		}
	}
	return err
}

// feedLines cuts a JSON Lines file into batches at line ends. What cannot be
// read becomes a batch that says so.
func feedLines(s source, batches chan<- *batch) {
	file, err := openLines(s.path)
	if err != nil {
		batches <- &batch{source: s, failed: err}
		return
	}
	defer file.Close()
	first := 1
	var carry []byte
	for {
		block := make([]byte, len(carry)+batchSize)
		copy(block, carry)
		n, err := io.ReadFull(file, block[len(carry):])
		block = block[:len(carry)+n]
		carry = nil
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			batches <- &batch{source: s, first: first, failed: lineUnread(err)}
			return
		}
		end := len(block)
		if !last {
			end = bytes.LastIndexByte(block, '\n') + 1
		}
		if end == 0 && len(block) > maxLine {
			batches <- &batch{source: s, first: first, failed: lineUnread(bufio.ErrTooLong)}
			return
		}
		if end > 0 {
			lines := block[:end:end]
			batches <- &batch{source: s, lines: lines, first: first}
			first += bytes.Count(lines, []byte{'\n'})
		}
		if last {
			return
		}
		carry = block[end:]
	}
}
