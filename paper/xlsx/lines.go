package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/paper"
)

// lineLimits are for [ReadSheets], which keeps no more than the text of cells.
var lineLimits = limits{unpacked: 512 << 20, cells: paper.MaxFilled, strings: paper.MaxFilled, stringBytes: 96 << 20}

// ReadSheets reads the visible worksheets as they stand, as registers are: every
// row with its number and every cell in its own column, a merged cell at its
// upper left corner. Dates are read whole, 2024-03-05, also where their cells do
// not show the year.
func ReadSheets(data []byte) ([]*paper.Sheet, error) {
	b, err := openBook(data, lineLimits)
	if err != nil {
		return nil, unreadable(err)
	}
	b.fullDates = true
	var sheets []*paper.Sheet
	for i, entry := range b.sheets {
		if entry.part == "" || strings.HasPrefix(entry.name, "WpsReserved_") {
			continue
		}
		sheet, err := b.readLines(entry, i+1)
		if err != nil {
			return nil, unreadable(fmt.Errorf("read sheet %q: %w", entry.name, err))
		}
		if len(sheet.Lines)+len(sheet.Notices) > 0 {
			sheets = append(sheets, sheet)
		}
	}
	if len(sheets) == 0 {
		return nil, paper.Unreadable("工作簿里没有内容。", "请确认保存时内容没有丢失，再重新提供。", nil)
	}
	if b.missingStrings {
		sheets[0].Notices = append(sheets[0].Notices, paper.Notice{Kind: paper.TooLarge, Says: "工作簿中的文字超过上限，超出部分没有读取。"})
	}
	return sheets, nil
}

// readLines reads one worksheet. Of a hidden one only a notice is kept.
func (b *book) readLines(entry sheetEntry, number int) (*paper.Sheet, error) {
	r := sheetReader{book: b, sheet: &sheet{}, lines: &lineSheet{}}
	if err := r.read(entry.part); err != nil {
		return nil, err
	}
	out := &paper.Sheet{Name: entry.name}
	if entry.hidden {
		if len(r.lines.lines) > 0 {
			out.Notices = append(out.Notices, paper.Notice{Kind: paper.Hidden, Page: number,
				Says: fmt.Sprintf("工作表“%s”是隐藏的，没有读取；如需读取，请取消隐藏。", entry.name)})
		}
		return out, nil
	}
	r.lines.hang(r.sheet.merges)
	out.Lines = r.lines.lines
	var told paper.Document
	noteSheet(&told, r.sheet, number, entry.name)
	out.Notices = told.Notices
	return out, nil
}

// A lineSheet gathers the lines of a worksheet.
type lineSheet struct {
	lines []paper.Line
	chunk []string // memory for the cells of several lines
	size  int      // of the text kept
}

// keepInLine stores the text of a cell in its column.
func (r *sheetReader) keepInLine(column int, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	l := r.lines
	isNew := len(l.lines) == 0 || l.lines[len(l.lines)-1].Number != r.row
	add := column + 1 // places of the line this cell adds
	if !isNew {
		add -= len(l.lines[len(l.lines)-1].Cells)
	}
	l.size += len(text)
	if column >= paper.MaxColumns || r.book.cells+add > r.book.limits.cells || isNew && len(l.lines) >= paper.MaxLines || l.size > r.book.limits.stringBytes {
		r.sheet.isCut = true
		return
	}
	r.book.cells += add
	if isNew {
		l.lines = append(l.lines, paper.Line{Number: r.row})
	}
	line := &l.lines[len(l.lines)-1]
	line.Cells = l.grow(line.Cells, column+1)
	line.Cells[column] = text
}

// grow makes a line n cells long. Lines share memory in chunks, in which the
// last one can grow in place.
func (l *lineSheet) grow(cells []string, n int) []string {
	if n <= cap(cells) {
		return cells[:n]
	}
	const chunk = 4096
	width := max(n, 2*len(cells))
	if len(l.lines) > 1 {
		width = max(width, min(len(l.lines[len(l.lines)-2].Cells), 64))
	}
	if cap(l.chunk)-len(l.chunk) < width {
		l.chunk = make([]string, 0, max(chunk, width))
	}
	from := len(l.chunk)
	l.chunk = l.chunk[:from+width]
	copy(l.chunk[from:], cells)
	return l.chunk[from : from+n : from+width]
}

// hang marks the lines into which merged cells of lines above reach.
func (l *lineSheet) hang(merges []area) {
	slices.SortFunc(merges, func(a, b area) int { return a.top - b.top })
	until := 0 // the last row that the areas beginning above reach
	for i := range l.lines {
		line := &l.lines[i]
		for len(merges) > 0 && merges[0].top < line.Number {
			until = max(until, merges[0].bottom)
			merges = merges[1:]
		}
		line.Hangs = line.Number <= until
	}
}
