package main

import (
	"bufio"
	"bytes"
	"errors"
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

// each calls f with every report of the batch, lines read by parse, and note with
// what else is to be told of it.
func (b *batch) each(parse func([]byte) (*report.Report, error), f func(*report.Report) error, note func(says string)) error {
	switch {
	case b.failed != nil:
		r := unreadable(b.source, b.failed)
		if b.first > 0 {
			r.File = b.source.line(b.first)
		}
		return f(r)
	case b.lines == nil:
		return readAll(b.source, f, note)
	}
	return guarded(func() error { return b.eachLine(parse, f, note) })
}

func (b *batch) eachLine(parse func([]byte) (*report.Report, error), f func(*report.Report) error, note func(says string)) error {
	rest, reports, others := b.lines, 0, 0
	for n := b.first; len(rest) > 0; n++ {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte{'\n'})
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		r, err := parse(line)
		switch {
		case errors.Is(err, report.ErrOtherSchema):
			others++
			continue
		case err != nil:
			r = unreadable(b.source, err)
		}
		reports++
		r.File = b.source.line(n)
		if err := f(r); err != nil {
			return err
		}
	}
	if reports == 0 && b.first == 1 { // what does not begin with reports is none
		return errNoReports()
	}
	if others > 0 {
		note(otherLines(b.source, others))
	}
	return nil
}

// feedBatches cuts all files into batches, in their order.
func feedBatches(files []string, put func(*batch) error) error {
	return walk(files, func(s source) error {
		if ext := strings.ToLower(filepath.Ext(s.path)); s.told == "" && (ext == ".jsonl" || ext == ".ndjson") {
			return feedLines(s, put)
		}
		return put(&batch{source: s})
	})
}

// eachBatch works on the batches of all files on several goroutines, each with a
// worker of its own, and hands every worker over when all is done.
func eachBatch[W any](files []string, start func() W, take func(W, *batch), done func(W) error) error {
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
	err := feedBatches(files, func(b *batch) error {
		batches <- b
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
func feedLines(s source, put func(*batch) error) error {
	file, err := openLines(s.path)
	if err != nil {
		return put(&batch{source: s, failed: err})
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
			return put(&batch{source: s, first: first, failed: lineUnread(err)})
		}
		end := len(block)
		if !last {
			end = bytes.LastIndexByte(block, '\n') + 1
		}
		if end == 0 && len(block) > maxLine {
			return put(&batch{source: s, first: first, failed: lineUnread(bufio.ErrTooLong)})
		}
		if end > 0 {
			lines := block[:end:end]
			if err := put(&batch{source: s, lines: lines, first: first}); err != nil {
				return err
			}
			first += bytes.Count(lines, []byte{'\n'})
		}
		if last {
			return nil
		}
		carry = block[end:]
	}
}
