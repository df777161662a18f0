package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"gongkai/law/report"
	"gongkai/paper"
)

// A batch is some reports to take in at once: a file, or a stretch of the lines
// of a JSON Lines file, so that one large file keeps every processor busy.
type batch struct {
	source source
	lines  []byte // whole lines; nil for a file of another kind
	first  int    // number of the first line, from 1
}

// batchSize is how many bytes of JSON Lines make a batch.
const batchSize = 1 << 20

// each calls f with the figures of every report of the batch.
func (b *batch) each(f func(*report.Report) error) error {
	if b.lines == nil {
		return readAll(b.source, f)
	}
	rest := b.lines
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
		at := source{path: b.source.path, name: fmt.Sprintf("%s#%d", b.source.name, n)}
		r, err := report.ParseFigures(line)
		switch {
		case errors.Is(err, report.ErrOtherSchema):
			continue
		case err != nil:
			r = unreadable(at, err)
		}
		r.File = at.name
		if err := f(r); err != nil {
			return err
		}
	}
	return nil
}

// eachBatch works on the batches of all files on several goroutines, each with a
// worker of its own, and hands every worker over when all is done.
func eachBatch[W any](files []string, skipped func(string), start func() W, take func(W, *batch), done func(W) error) error {
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
	err := walk(files, skipped, func(s source) error {
		switch strings.ToLower(filepath.Ext(s.path)) {
		case ".jsonl", ".ndjson":
			return feedLines(s, batches)
		}
		batches <- &batch{source: s}
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

// feedLines cuts a JSON Lines file into batches at line ends.
func feedLines(s source, batches chan<- *batch) error {
	file, err := os.Open(s.path)
	if err != nil {
		return paper.Unreadable(fmt.Sprintf("%s打不开。", s.name), "请检查文件名和访问权限。", err)
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
			return paper.Unreadable(fmt.Sprintf("%s读不出来。", s.name), "请检查磁盘或者网络。", err)
		}
		end := len(block)
		if !last {
			end = bytes.LastIndexByte(block, '\n') + 1
		}
		if end == 0 && len(block) > maxLine {
			return paper.Unreadable(fmt.Sprintf("%s第%d行太长。", s.name, first), "请核对是不是JSON Lines。", nil)
		}
		if end > 0 {
			lines := block[:end:end]
			batches <- &batch{source: s, lines: lines, first: first}
			first += bytes.Count(lines, []byte{'\n'})
		}
		if last {
			return nil
		}
		carry = block[end:]
	}
}
