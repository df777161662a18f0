// Package file reads a file of any of the formats into a Document. Which format
// it is in is told by how the file begins, where that says it, else by its
// name's extension: offices send web pages called .doc and workbooks called
// .docx.
package file

import (
	"bytes"
	"path"
	"strings"

	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/docx"
	"gongkai/paper/html"
	"gongkai/paper/markdown"
	"gongkai/paper/pdf"
	"gongkai/paper/text"
	"gongkai/paper/xlsx"
)

// A Reader reads the bytes of one format.
type Reader func([]byte) (*paper.Document, error)

// readers are the formats by file extension.
var readers = map[string]Reader{
	".html": html.Read, ".htm": html.Read, ".shtml": html.Read, ".xhtml": html.Read,
	".docx": docx.Read, ".pdf": pdf.Read, ".xlsx": xlsx.Read, ".csv": csv.Read, ".tsv": csv.Read,
	".txt": readText, ".text": readText, ".md": readMarkdown, ".markdown": readMarkdown,
}

// readText reads a text file, as Markdown where it shows headings or tables of it: what
// converters write is often saved as text.
func readText(data []byte) (*paper.Document, error) {
	if isMarkdown(data) {
		return readMarkdown(data)
	}
	return text.Read(data)
}

// isMarkdown says that lines are marked as headings, or that a row of dashes stands
// below the head of a table.
func isMarkdown(data []byte) bool {
	const fewest = 2 // headings
	for i := 0; ; i++ {
		dash := bytes.IndexByte(data[i:], '-')
		if dash < 0 {
			break
		}
		if i += dash; isRuleAt(data, i) {
			return true
		}
	}
	if bytes.HasPrefix(data, []byte("# ")) {
		return true
	}
	n := 0
	if bytes.IndexByte(data, '#') < 0 { // as in most texts
		return false
	}
	for _, mark := range []string{"\n# ", "\n## ", "\n### "} {
		n += bytes.Count(data, []byte(mark))
	}
	return n >= fewest
}

// isRuleAt says that the dash at byte i is the first of the rule below the head of a
// table: |---, | :-.
func isRuleAt(data []byte, i int) bool {
	at := i - 1
	if at >= 0 && data[at] == ':' {
		at--
	} else if !bytes.HasPrefix(data[i:], []byte("---")) {
		return false
	}
	if at >= 0 && data[at] == ' ' {
		at--
	}
	return at >= 0 && data[at] == '|'
}

// readMarkdown reads Markdown whose tables may be written in HTML, or be flattened
// text as in a text file.
func readMarkdown(data []byte) (*paper.Document, error) {
	doc, err := markdown.ReadWith(data, html.Read)
	if err != nil || !hasLooseCells(doc) {
		return doc, err
	}
	flat := text.Lines(markdown.Plain(data))
	if len(flat.Tables()) == 0 {
		return doc, nil
	}
	flat.Title, flat.Fields = doc.Title, doc.Fields
	flat.Notices = append(doc.Notices, flat.Notices...)
	return flat, nil
}

// hasLooseCells says that pipes or tabs part cells in the text outside the tables.
func hasLooseCells(doc *paper.Document) bool {
	const fewest = 3 // lines; a pipe may stand in a title
	n := 0
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; b.Table == nil && strings.ContainsAny(b.Text, "|\t") {
			for line := range strings.SplitSeq(b.Text, "\n") {
				if strings.ContainsAny(line, "|\t") {
					n++
				}
			}
		}
	}
	return n >= fewest
}

// Known says that files of the name's extension are read.
func Known(name string) bool { return readers[extension(name)] != nil }

// Of chooses the reader for a file, nil for one of no format that is known. What
// is known and cannot be read, such as a picture, has a reader that says so.
func Of(name string, data []byte) Reader {
	read := choose(name, data)
	if read == nil {
		return nil
	}
	return func(data []byte) (*paper.Document, error) {
		doc, err := read(data)
		if doc != nil {
			doc.PlainHan()
		}
		return doc, err
	}
}

func choose(name string, data []byte) Reader {
	head := data[:min(len(data), 512)]
	switch {
	case bytes.Contains(head[:min(len(head), 64)], []byte("%PDF-")):
		return pdf.Read
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return office(name, data)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")): // an old or encrypted Office file
		if ext := extension(name); ext == ".xls" || ext == ".xlsx" || ext == ".et" {
			return xlsx.Read
		}
		return docx.Read
	}
	if says := refuse(head); says != nil {
		return says
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \r\n\t")
	if opensWith(head, "<!doctype html") || opensWith(head, "<html") {
		return html.Read
	}
	return readers[extension(name)]
}

func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// opensWith says that the data begins with the word, in capitals or not.
func opensWith(data []byte, word string) bool {
	return len(data) >= len(word) && strings.EqualFold(string(data[:len(word)]), word)
}

// office chooses between Word and Excel by the parts an archive names, whatever
// the file is called.
func office(name string, data []byte) Reader {
	isWord := bytes.Contains(data, []byte("word/document.xml"))
	isExcel := bytes.Contains(data, []byte("xl/workbook"))
	if isExcel && !isWord || isExcel == isWord && extension(name) == ".xlsx" {
		return xlsx.Read
	}
	return docx.Read
}
