package csv

import (
	"bytes"
	"fmt"
	"strings"

	"gongkai/paper"
)

// maxBytes is the largest file Read takes, against files made to exhaust it.
const maxBytes = 64 << 20

// fieldsOf is how many fields a file of the size is read to: a field of one byte
// must not take more memory than it is worth. Reports have some hundred; tables
// to be imported are read by [ReadSheet], which keeps less of a field.
func fieldsOf(size int) int {
	const small, fields = 1 << 20, 100_000
	return fields + max(0, size-small)/4
}

// rowsOf is how many rows a file of the size is read to, by the same measure.
func rowsOf(size int) int {
	const small, rows = 1 << 20, 40_000
	return min(paper.MaxRows, rows+max(0, size-small)/20)
}

// Read reads a CSV file. Rows become tables, lines of text around them
// paragraphs, as [paper.Document.AddSheet] tells them apart.
func Read(data []byte) (*paper.Document, error) {
	p := parser{doc: &paper.Document{}, most: fieldsOf(len(data)), mostRows: rowsOf(len(data))}
	if err := p.open(data); err != nil {
		return nil, err
	}
	p.doc.AddSheet(sheetRows(p.rows()))
	return p.doc, nil
}

// open sets the parser to the beginning of the text.
func (p *parser) open(data []byte) error {
	if err := refuse(data); err != nil {
		return err
	}
	text := p.doc.Decode(data)
	if strings.TrimSpace(text) == "" {
		return paper.Unreadable("文件是空的。", "请确认保存时内容没有丢失，再重新提供。", nil)
	}
	p.separator, p.text = separatorOf(text)
	return nil
}

// ReadSheet reads a CSV file as it stands, as registers are: every line with
// its number, counted as spreadsheet programs count, which show a line with a
// break inside quotes as one. A line of blank fields is left out.
func ReadSheet(data []byte) (*paper.Sheet, error) {
	p := parser{doc: &paper.Document{}, most: paper.MaxFilled, mostRows: paper.MaxLines}
	if err := p.open(data); err != nil {
		return nil, err
	}
	sheet := &paper.Sheet{}
	for i, record := range p.rows() {
		filled := 0
		for c, field := range record {
			record[c] = unguarded(field)
			if strings.TrimSpace(field) != "" {
				filled = c + 1
			}
		}
		if filled > 0 {
			sheet.Lines = append(sheet.Lines, paper.Line{Number: i + 1, Cells: record[:filled]})
		}
	}
	sheet.Notices = p.doc.Notices
	return sheet, nil
}

// refuse names the files that are often called .csv and are not.
func refuse(data []byte) error {
	switch {
	case len(data) > maxBytes:
		return paper.Unreadable(fmt.Sprintf("文件有%d兆字节，超过%d兆字节的上限。", len(data)>>20, maxBytes>>20), "请拆分后再提供。", nil)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return paper.Unreadable("这是压缩包或 Excel、Word 文件，不是 CSV。", "请把扩展名改回 .xlsx 或 .docx 后再提供。", nil)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return paper.Unreadable("这是旧版 Excel 或 Word 文件，不是 CSV。", "请用 WPS 或 Excel 另存为 .xlsx 后再提供。", nil)
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return paper.Unreadable("这是 PDF 文件，不是 CSV。", "请把扩展名改回 .pdf 后再提供。", nil)
	}
	return nil
}

// sheetRows turns fields into rows of cells.
func sheetRows(records [][]string) []paper.SheetRow {
	widest := 0
	for _, record := range records {
		widest = max(widest, len(record))
	}
	rows := make([]paper.SheetRow, len(records))
	for i, record := range records {
		cells := make([]paper.Cell, len(record))
		for c, field := range record {
			cells[c].Text = unguarded(field)
		}
		rows[i].Cells = cells
		rows[i].Text = len(record) == 1 && widest > 1
	}
	return rows
}
