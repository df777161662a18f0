package attachment

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/law/problem"
)

// The kinds in which reports are published and no other file is accepted. They
// are only ever sent to be kept, so that no browser runs what a page holds.
var pageFile = kind{"网页", "application/octet-stream", []string{"html", "htm", "shtml", "xhtml"}}

// plain are the extensions of other text that the program reads reports from.
var plain = []string{"md", "markdown", "json", "tsv", "text"}

// SourceExtensions lists the extensions of the files a report is read from, for
// the accept attribute of a form's field.
func SourceExtensions() []string {
	return []string{".html", ".htm", ".docx", ".pdf", ".xlsx", ".csv", ".txt", ".md", ".json"}
}

// CheckSource is [Check] for a file that a report is read from: web pages,
// Markdown and JSON are accepted too.
func CheckSource(ctx context.Context, l Limits, name string, r io.ReaderAt, size int64) (mediaType string, err error) {
	ext := extension(name)
	isPage := slices.Contains(pageFile.extensions, ext)
	switch {
	case size <= 0, size > l.Bytes, !isPage && !slices.Contains(plain, ext):
		return Check(ctx, l, name, r, size)
	case isPage:
		return pageFile.media, checkPage(r, size)
	}
	k, err := checkText(ctx, r, size)
	return k.media, err
}

// checkPage refuses what is called a page and is something else. The rest is
// for the reader, which takes a page as browsers do.
func checkPage(r io.ReaderAt, size int64) error {
	head := make([]byte, min(headBytes, size))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read attachment: %w", err)
	}
	label := foreignLabel(head)
	switch {
	case strings.HasPrefix(label, "网页（HTML）"), strings.HasPrefix(label, "XML"):
		return nil
	case label != "":
		return refuseSource(label)
	case bytes.IndexByte(head, 0) >= 0:
		return at(problem.Invalid("扩展名是网页，内容不是文字"), "请核对文件，或者重新保存网页")
	}
	return nil
}

func refuseSource(label string) error {
	return at(problem.Invalid("文件的内容是%s，不是年度报告", label), "可以导入HTML、Word（.docx）、PDF、Excel（.xlsx）、CSV、文本、Markdown和本程序的JSON")
}

// AcceptSource is [Folder.Accept] for a file that a report is read from.
func (f *Folder) AcceptSource(ctx context.Context, name string, size int64, r io.Reader) (Accepted, error) {
	return f.accept(ctx, name, size, r, CheckSource)
}
