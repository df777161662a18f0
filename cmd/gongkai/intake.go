package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongkai/law/report"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/docx"
	"gongkai/paper/html"
	"gongkai/paper/markdown"
	"gongkai/paper/pdf"
	"gongkai/paper/text"
	"gongkai/paper/xlsx"
)

// readers are the formats the program reads, by file extension.
var readers = map[string]func([]byte) (*paper.Document, error){
	".html": html.Read, ".htm": html.Read, ".shtml": html.Read, ".xhtml": html.Read, ".mht": nil,
	".docx": docx.Read, ".pdf": pdf.Read, ".xlsx": xlsx.Read, ".csv": csv.Read, ".tsv": csv.Read,
	".txt": text.Read, ".text": text.Read, ".md": markdown.Read, ".markdown": markdown.Read,
}

// known says that a file of a directory is looked at.
func known(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return readers[ext] != nil || ext == ".json" || ext == ".jsonl" || ext == ".ndjson"
}

// maxFile bounds the size of one file other than JSON Lines, in bytes.
const maxFile = 256 << 20

// A source is one file to read: where it lies, and its name in the output,
// relative to the argument it came from.
type source struct {
	path string
	name string
}

// walk calls f for every file the arguments name, directories in path order.
// Files in a directory that are no reports are told on standard error.
func walk(args []string, skipped func(string), f func(source) error) error {
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			if err := f(source{path: arg, name: filepath.Base(arg)}); err != nil {
				return err
			}
			continue
		}
		if !info.IsDir() {
			if err := f(source{path: arg, name: filepath.Base(arg)}); err != nil {
				return err
			}
			continue
		}
		if err := walkDir(arg, skipped, f); err != nil {
			return err
		}
	}
	return nil
}

func walkDir(root string, skipped func(string), f func(source) error) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			skipped(fmt.Sprintf("%s：打不开，已跳过。", path))
			return nil
		}
		name := d.Name()
		switch {
		case d.IsDir(), !known(path), strings.HasPrefix(name, "~$"):
			return nil
		case strings.HasSuffix(name, ".truth.json"), name == "manifest.json", name == "SOURCES.json":
			skipped(fmt.Sprintf("%s：不是年度报告，已跳过。", path))
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			rel = path
		}
		return f(source{path: path, name: filepath.ToSlash(rel)})
	})
}

// errNotReport is a JSON file of another schema.
var errNotReport = errors.New("not a report")

// read reads one file into a report. The report always has its file's name; one
// that could not be read has no edition, no cells and a warning.
func read(s source) *report.Report {
	data, err := load(s.path)
	if err == nil {
		return parse(s, data)
	}
	return unreadable(s, err)
}

// load reads a file within the limit.
func load(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, paper.Unreadable("没有这个文件。", "请核对文件名和所在的文件夹。", err)
	case err != nil:
		return nil, paper.Unreadable("文件打不开。", "请检查文件的访问权限。", err)
	case info.IsDir():
		return nil, paper.Unreadable("这是一个文件夹。", "请指明其中的文件。", nil)
	case info.Size() > maxFile:
		return nil, paper.Unreadable(fmt.Sprintf("文件有%d MB，超过%d MB，没有读取。", info.Size()>>20, maxFile>>20), "请核对是不是年度报告。", nil)
	case info.Size() == 0:
		return nil, paper.Unreadable("文件是空的。", "请重新取得文件。", nil)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, paper.Unreadable("文件读不出来。", "请检查磁盘或者网络。", err)
	}
	return data, nil
}

// parse reads a file's bytes by its format: by its first bytes where these say
// it, else by its extension.
func parse(s source, data []byte) *report.Report {
	reader := readerOf(s.path, data)
	if reader == nil {
		return unreadable(s, paper.Unreadable("不认识这种文件。", "可以读取HTML、DOCX、PDF、XLSX、CSV、文本、Markdown和本程序的JSON。", nil))
	}
	doc, err := reader(data)
	if err != nil {
		return unreadable(s, err)
	}
	r := report.Read(doc)
	r.File = s.name
	listen(r)
	return r
}

// readerOf chooses the reader for a file.
func readerOf(path string, data []byte) func([]byte) (*paper.Document, error) {
	head := string(data[:min(len(data), 512)])
	switch {
	case strings.Contains(head[:min(len(head), 64)], "%PDF-"):
		return pdf.Read
	case strings.HasPrefix(head, "PK\x03\x04"):
		if strings.EqualFold(filepath.Ext(path), ".xlsx") {
			return xlsx.Read
		}
		return docx.Read
	case strings.HasPrefix(head, "\xd0\xcf\x11\xe0"): // an old or encrypted Office file
		if ext := strings.ToLower(filepath.Ext(path)); ext == ".xls" || ext == ".xlsx" || ext == ".et" {
			return xlsx.Read
		}
		return docx.Read
	}
	reader := readers[strings.ToLower(filepath.Ext(path))]
	lower := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(head, "\xef\xbb\xbf"), " \r\n\t"))
	if strings.HasPrefix(lower, "<!doctype html") || strings.HasPrefix(lower, "<html") {
		return html.Read
	}
	return reader
}

// unreadable is the report of a file that could not be read.
func unreadable(s source, err error) *report.Report {
	says := "文件读取时出错。请重新取得文件，或者另存为.docx、.pdf再试。"
	if paper.IsUnreadable(err) {
		says = err.Error()
	}
	r := &report.Report{File: s.name}
	r.Warnings = append(r.Warnings, report.Warning{Code: "unreadable", Says: says})
	return r
}

// readAll reads every report of a file: one of most files, one a line of JSON
// Lines. It returns an error for a file that cannot be read at all.
func readAll(s source, f func(*report.Report) error) error {
	switch strings.ToLower(filepath.Ext(s.path)) {
	case ".json":
		data, err := load(s.path)
		if err != nil {
			return err
		}
		r, err := report.ParseJSON(data)
		if err != nil {
			return err
		}
		r.File = s.name
		return f(r)
	case ".jsonl", ".ndjson":
		return readLines(s, f)
	}
	return f(read(s))
}
