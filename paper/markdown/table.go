package markdown

import (
	"strings"

	"gongkai/paper"
)

// startsTable says whether the line is the first row of a table: a delimiter
// row follows, or, without one, another row that like it begins and ends with a
// pipe.
func (r *reader) startsTable(line string) bool {
	framed := strings.HasPrefix(line, "|")
	if !framed && !hasPipe(line) && !strings.HasPrefix(r.rest, "|") {
		return false
	}
	next := r.peek()
	if isDelimiter(next) {
		return framed || hasPipe(line) || strings.HasPrefix(next, "|")
	}
	return isFramed(line) && isFramed(next)
}

func isFramed(line string) bool {
	return len(line) > 1 && line[0] == '|' && line[len(line)-1] == '|'
}

// hasPipe says whether a pipe without a backslash stands in the line.
func hasPipe(line string) bool {
	for {
		i := strings.IndexByte(line, '|')
		if i < 0 {
			return false
		}
		if i == 0 || line[i-1] != '\\' {
			return true
		}
		line = line[i+1:]
	}
}

// isDelimiter says whether the line is the row of dashes under a header.
func isDelimiter(line string) bool {
	if line == "" || strings.IndexByte("|:-", line[0]) < 0 || strings.Trim(line, "|:- \t") != "" || !strings.Contains(line, "|") || !strings.Contains(line, "-") {
		return false
	}
	for _, cell := range splitRow(line, paper.MaxColumns+1) {
		dashes := strings.TrimSuffix(strings.TrimPrefix(cell, ":"), ":")
		if dashes == "" || strings.Trim(dashes, "-") != "" {
			return false
		}
	}
	return true
}

// table takes the rows from the header on, up to a line that is no row.
func (r *reader) table(line string) {
	t := &paper.Table{}
	r.row(t, line)
	if isDelimiter(r.peek()) {
		t.HeaderRows = 1
		r.take()
	}
	for r.rest != "" {
		line = r.peek()
		if !r.isRow(line) {
			break
		}
		r.take()
		if strings.Contains(line, "---") && isDelimiter(line) {
			continue // the header row of a table pasted below the first
		}
		r.row(t, line)
	}
	r.doc.AddTable(t)
}

// isRow says whether the line goes on with a table. Text without pipes under a
// table would be a row by the specification; people mean a paragraph.
func (r *reader) isRow(line string) bool {
	if line == "" || !hasPipe(line) {
		return false
	}
	level, _ := heading(line)
	return level == 0 && fence(line) == "" && !opensTable(line)
}

func (r *reader) row(t *paper.Table, line string) {
	if r.cells >= maxCells {
		r.tooLarge()
		return
	}
	texts := splitRow(line, paper.MaxColumns+1)
	if len(texts) > paper.MaxColumns {
		texts = texts[:paper.MaxColumns]
		r.tooLarge()
	}
	r.cells += len(texts)
	cells := make([]paper.Cell, len(texts))
	for i, text := range texts {
		text, pictures := inline(text)
		cells[i].Text = strings.TrimSpace(text)
		cells[i].HasPicture = len(pictures) > 0
	}
	t.Rows = append(t.Rows, paper.Row{Cells: cells})
}

// tooLarge notes once that something was left out.
func (r *reader) tooLarge() {
	for _, n := range r.doc.Notices {
		if n.Kind == paper.TooLarge {
			return
		}
	}
	r.doc.Note(paper.TooLarge, 0, "表格的行数或列数超过上限，超出部分没有读取。")
}

// splitRow splits a row at its pipes into at most limit cells. Pipes at both
// ends of the row are a frame; a pipe after a backslash is text.
func splitRow(line string, limit int) []string {
	line = strings.TrimPrefix(strings.TrimSpace(line), "|")
	cells := make([]string, 0, min(strings.Count(line, "|")+1, limit))
	start := 0
	for i := 0; i < len(line) && len(cells) < limit; i++ {
		switch line[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, cellText(line[start:i]))
			start = i + 1
		}
	}
	if rest := strings.TrimSpace(line[start:]); rest != "" && len(cells) < limit {
		cells = append(cells, cellText(rest))
	}
	return cells
}

func cellText(text string) string {
	text = strings.TrimSpace(text)
	if strings.Contains(text, `\|`) {
		text = strings.ReplaceAll(text, `\|`, "|")
	}
	return text
}
