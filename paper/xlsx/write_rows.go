package xlsx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"gongkai/paper"
)

// A Sheet says how [WriteRows] writes its one worksheet.
type Sheet struct {
	Title, Author string    // of the file
	Name          string    // of the worksheet
	Widths        []float64 // of the columns, in characters; a column without one gets 14
	HeaderRows    int       // rows that stay in sight and are printed on each page
}

// WriteRows writes a workbook of one worksheet row by row, without holding the
// rows together: a register may have very many. Spans mean nothing. Text is
// written as text and never becomes a formula. The same rows always give the
// same bytes.
func WriteRows(w io.Writer, sheet Sheet, rows iter.Seq[[]paper.Cell]) error {
	b := &binder{names: map[string]bool{"history": true}, styles: newStyleSheet()}
	table := &paper.Table{Sheet: sheet.Name}
	b.sheets = []boundSheet{{name: b.name(table, 1), headerRows: sheet.HeaderRows}}
	z := zip.NewWriter(w)
	var styles part // known only when all rows are written
	for _, p := range b.parts(&paper.Document{Title: sheet.Title, Author: sheet.Author}) {
		switch p.name {
		case "xl/styles.xml":
			styles = p
		case "xl/worksheets/sheet1.xml":
			if err := b.stream(z, p.name, sheet, rows); err != nil {
				return err
			}
		default:
			if err := writePart(z, p.name, p.content); err != nil {
				return err
			}
		}
	}
	if b.err != nil {
		return fmt.Errorf("write xlsx: %w", b.err)
	}
	head, _, _ := strings.Cut(styles.content, "\n")
	if err := writePart(z, styles.name, head+"\n"+b.styles.xml()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

func writePart(z *zip.Writer, name, content string) error {
	out, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err == nil {
		_, err = io.WriteString(out, content)
	}
	if err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

// stream writes the worksheet.
func (b *binder) stream(z *zip.Writer, name string, sheet Sheet, rows iter.Seq[[]paper.Cell]) error {
	part, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	out := bufio.NewWriterSize(part, 64<<10)
	out.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + sheet.head())
	row := 0
	var x strings.Builder
	for cells := range rows {
		x.Reset()
		b.row(&x, row, cells, row < sheet.HeaderRows)
		if _, err := out.WriteString(x.String()); err != nil {
			return fmt.Errorf("write xlsx: %w", err)
		}
		row++
	}
	if row > lastRow && b.err == nil {
		b.err = fmt.Errorf("sheet %q has %d rows, a workbook holds %d", sheet.Name, row, lastRow)
	}
	out.WriteString(`</sheetData>` + pageSetup(true, false, sheet.Title) + `</worksheet>`)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

func (s Sheet) head() string {
	const usual = 14
	var x strings.Builder
	x.WriteString(`<worksheet xmlns="` + sheetNamespace + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">`)
	if n := s.HeaderRows; n > 0 {
		fmt.Fprintf(&x, `<pane ySplit="%d" topLeftCell="A%d" activePane="bottomLeft" state="frozen"/>`, n, n+1)
	}
	fmt.Fprintf(&x, `</sheetView></sheetViews><sheetFormatPr defaultColWidth="%d" defaultRowHeight="15"/>`, usual)
	if len(s.Widths) > 0 {
		x.WriteString(`<cols>`)
		for i, width := range s.Widths {
			fmt.Fprintf(&x, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, min(max(width, narrowest), widest))
		}
		x.WriteString(`</cols>`)
	}
	x.WriteString(`<sheetData>`)
	return x.String()
}

func (b *binder) row(x *strings.Builder, row int, cells []paper.Cell, isHeader bool) {
	fmt.Fprintf(x, `<row r="%d">`, row+1)
	for c := range cells {
		l := look{font: font{name: song, size: tableFontSize}, boxed: true, wrap: true, down: "top", across: "left"}
		switch {
		case isHeader:
			l.font.bold, l.fill, l.across, l.down = true, headerFill, "center", ""
		case cells[c].Value == paper.NumberValue:
			l.across, l.wrap = "right", false
		}
		b.value(x, address(row, c), &cells[c], l)
	}
	x.WriteString(`</row>`)
}
