package desk

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/paper"
	"gongkai/web"
)

// sources are the originals of old reports that were read lately. Reading a PDF
// takes a second, and every page of the check shows a part of one.
type sources struct {
	mu   sync.Mutex
	read map[string]*source // by hash
}

// A source is an original with its chapters.
type source struct {
	doc      *paper.Document
	sections map[string]report.Section
}

// maxSources bounds the memory of sources: beyond it all are read anew.
const maxSources = 8

// source reads the original of an adoption, nil where it cannot be read any
// more: the check then shows none and offers the file.
func (d *Desk) source(a store.Attachment) *source {
	d.sources.mu.Lock()
	s, known := d.sources.read[a.SHA256]
	d.sources.mu.Unlock()
	if known {
		return s
	}
	s = d.readSource(a)
	d.sources.mu.Lock()
	defer d.sources.mu.Unlock()
	if d.sources.read == nil || len(d.sources.read) >= maxSources {
		d.sources.read = map[string]*source{}
	}
	d.sources.read[a.SHA256] = s
	return s
}

func (d *Desk) readSource(a store.Attachment) *source {
	f, err := d.files.Open(a.SHA256)
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, d.fileLimits().Bytes+1))
	if err != nil {
		return nil
	}
	o, err := readOld(a.Name, data)
	if err != nil || o.doc == nil {
		return nil
	}
	return &source{o.doc, report.Sections(o.doc)}
}

// A sourceView is the part of an original beside a chapter. Everything in it is
// text, which the page's template escapes.
type sourceView struct {
	Name    string
	Address string // of the file
	Size    string
	Blocks  []sourceBlock
	Whole   bool // the chapter was not found: this is all of it
	Cut     bool // there is more than is shown
}

// A sourceBlock is a paragraph, a picture or a table of the original.
type sourceBlock struct {
	Heading, Picture bool
	Text             []string
	Table            *sourceTable
}

// A sourceTable is a table as it was read. Cells of a loose one stand one after
// the other.
type sourceTable struct {
	Name string
	Rows [][]sourceCell
}

// A sourceCell is one cell; a header has a Scope.
type sourceCell struct {
	Scope         string
	Text          string
	Columns, Rows int
}

// How much of an original a page shows.
const (
	mostBlocks = 300
	mostCells  = 6000
)

// view is the part of the source that belongs to a chapter, all of it where the
// chapter has no heading there.
func (s *source) view(a store.Attachment, address, chapter string) *sourceView {
	v := &sourceView{Name: a.Name, Address: address, Size: web.Size(int(a.Size))}
	if s == nil {
		return v
	}
	blocks := s.doc.Blocks
	if section, ok := s.sections[chapter]; ok {
		blocks = blocks[section.From:min(section.To, len(blocks))]
	} else {
		v.Whole = true
	}
	cells := 0
	for i := range blocks {
		if len(v.Blocks) == mostBlocks || cells > mostCells {
			v.Cut = true
			break
		}
		v.add(&blocks[i], &cells)
	}
	return v
}

func (v *sourceView) add(b *paper.Block, cells *int) {
	switch {
	case b.Table != nil:
		v.addTable(b.Table, cells, 0)
	case b.Kind == paper.Picture:
		v.Blocks = append(v.Blocks, sourceBlock{Picture: true, Text: paragraphs(b.Text)})
	default:
		if text := paragraphs(b.Text); len(text) > 0 {
			v.Blocks = append(v.Blocks, sourceBlock{Heading: b.Kind == paper.Heading, Text: text})
		}
	}
}

// addTable adds a table and those nested in its cells.
func (v *sourceView) addTable(t *paper.Table, cells *int, depth int) {
	table := &sourceTable{Name: fmt.Sprintf("原文件的表格%d", v.tables()+1)}
	var nested []*paper.Table
	for i := range t.Rows {
		if *cells > mostCells {
			v.Cut = true
			break
		}
		row := make([]sourceCell, 0, len(t.Rows[i].Cells))
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			row = append(row, sourceCell{Scope: scopeOf(i, j, c.Text), Text: c.Text, Columns: min(c.ColSpan, 1000), Rows: min(c.RowSpan, 1000)})
			nested = append(nested, c.Tables...)
		}
		*cells += len(row)
		if len(row) > 0 {
			table.Rows = append(table.Rows, row)
		}
	}
	if len(table.Rows) > 0 {
		v.Blocks = append(v.Blocks, sourceBlock{Table: table})
	}
	if depth < 4 {
		for _, inner := range nested {
			v.addTable(inner, cells, depth+1)
		}
	}
}

func (v *sourceView) tables() (n int) {
	for _, b := range v.Blocks {
		if b.Table != nil {
			n++
		}
	}
	return n
}

// scopeOf makes headers of the first row and of words that begin a row.
func scopeOf(row, cell int, text string) string {
	switch {
	case row == 0:
		return "col"
	case cell == 0 && strings.Trim(text, "0123456789 -/.") != "":
		return "row"
	}
	return ""
}

// sourceFile sends the original, to be kept by the browser.
func (d *Desk) sourceFile(w http.ResponseWriter, r *http.Request) error {
	l, err := d.adopted(r)
	if err != nil {
		return err
	}
	f, err := d.files.Open(l.Adoption.File.SHA256)
	if err != nil {
		return err
	}
	defer f.Close()
	saveAs(w, l.Adoption.File.MediaType, l.Adoption.File.Name)
	http.ServeContent(w, r, "", l.Adoption.File.AddedAt, f)
	return nil
}
