package csv

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"

	"gongkai/paper"
)

// Write writes t for spreadsheet programs: UTF-8 with a byte order mark, CRLF.
// A merged cell stands at its upper left corner; the places it covers are
// empty. Text that a program would take for a formula gets an apostrophe in
// front, which [Read] takes away again; numbers are written as they are.
func Write(w io.Writer, t *paper.Table) error {
	out := bufio.NewWriter(w)
	out.WriteString("\ufeff")
	if t.Loose {
		writeLoose(out, t)
	} else if err := writeGrid(out, t); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// WriteRows writes rows as [Write] does, without holding them together: a
// register may have very many. Spans mean nothing.
func WriteRows(w io.Writer, rows iter.Seq[[]paper.Cell]) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return WritePlainRows(w, rows)
}

// WritePlainRows is WriteRows without the byte order mark, for programs.
func WritePlainRows(w io.Writer, rows iter.Seq[[]paper.Cell]) error {
	out := bufio.NewWriter(w)
	for row := range rows {
		writeCells(out, row)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func writeGrid(out *bufio.Writer, t *paper.Table) error {
	g := t.Grid()
	if g.Cut {
		return fmt.Errorf("write csv: table %q exceeds %d columns or %d rows", t.Caption, paper.MaxColumns, paper.MaxRows)
	}
	for r := range g.Rows {
		for c := range g.Columns {
			if c > 0 {
				out.WriteByte(',')
			}
			if place := g.At(r, c); place.IsCorner(r, c) {
				writeField(out, fieldOf(place.Cell), g.Columns == 1)
			} else if g.Columns == 1 {
				out.WriteString(`""`)
			}
		}
		out.WriteString("\r\n")
	}
	return nil
}

func writeLoose(out *bufio.Writer, t *paper.Table) {
	for _, row := range t.Rows {
		writeCells(out, row.Cells)
	}
}

func writeCells(out *bufio.Writer, cells []paper.Cell) {
	for c := range cells {
		if c > 0 {
			out.WriteByte(',')
		}
		writeField(out, fieldOf(&cells[c]), len(cells) == 1)
	}
	out.WriteString("\r\n")
}

// fieldOf is what a cell shows.
func fieldOf(c *paper.Cell) string {
	switch {
	case c.Value == paper.BlankValue:
		return ""
	case c.Value == paper.NumberValue && c.Number != "":
		return c.Number
	case c.Value == paper.NumberValue:
		return c.Text
	case c.Value == paper.NotApplicableValue && c.Text == "":
		return "/"
	}
	return guarded(c.Text)
}

// writeField writes one field. Alone in its line an empty field needs quotes,
// for an empty line has no fields.
func writeField(out *bufio.Writer, field string, alone bool) {
	if !strings.ContainsAny(field, "\",;\t\r\n，") && (field != "" || !alone) {
		out.WriteString(field)
		return
	}
	out.WriteByte('"')
	out.WriteString(strings.ReplaceAll(field, `"`, `""`))
	out.WriteByte('"')
}

// guarded puts an apostrophe before text that begins as a formula does, and
// before text that begins with apostrophes and then so, which makes unguarded
// its exact inverse.
func guarded(text string) string {
	if beginsFormula(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// unguarded takes away the apostrophe that guarded adds.
func unguarded(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && beginsFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return text
}

// beginsFormula knows the characters with which spreadsheet programs begin to
// calculate, the full-width ones of Chinese input included.
func beginsFormula(text string) bool {
	for _, start := range [...]string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}
