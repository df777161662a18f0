package report

import (
	"strings"

	"gongkai/paper"
)

// A token is one piece of flattened text: a cell, or a line of a paragraph.
type token struct {
	text    string
	block   int
	isValue bool // a number or a sign for none, or a blank cell
	isCell  bool // it came from a loose table, which shows blank cells
	rowEnd  bool // the row is known to end behind it
}

// tokens flattens the document's paragraphs and loose tables.
func tokens(doc *paper.Document) []token {
	all := make([]token, 0, 512)
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		switch {
		case b.Table != nil && b.Table.Loose:
			all = appendCells(all, b.Table, i)
		case b.Table == nil && b.Kind != paper.Picture:
			all = appendLines(all, b.Text, i)
		}
	}
	return all
}

func appendCells(all []token, t *paper.Table, block int) []token {
	for r := range t.Rows {
		cells := t.Rows[r].Cells
		for c := range cells {
			text := trim(cells[c].Text)
			all = append(all, token{text: text, block: block, isValue: text == "" || isValueLike(text),
				isCell: true, rowEnd: c == len(cells)-1})
		}
	}
	return all
}

func appendLines(all []token, text string, block int) []token {
	for text != "" {
		lineText, rest, _ := strings.Cut(text, "\n")
		text = rest
		if lineText = trim(lineText); lineText != "" {
			all = append(all, token{text: lineText, block: block, isValue: isValueLike(lineText)})
		}
	}
	return all
}

// isBlank says that the token is a cell that shows nothing.
func (t *token) isBlank() bool { return t.text == "" }

// streamLines finds the lines of chapter 三 in flattened text, and where among
// the tokens the table ends.
func streamLines(all []token) (lines []line, from, to int) {
	w := words()
	from = startOfTable(w, all)
	if from < 0 {
		return nil, 0, 0
	}
	s := lineStream{words: w}
	i := from
	for ; i < len(all); i++ {
		if s.isEnd(all, i) {
			break
		}
		s.take(&all[i])
	}
	s.finish()
	return withValues(s.lines), from, i
}

// startOfTable returns where the table of chapter 三 begins: at its head, or at
// its first row.
func startOfTable(w *lexicon, all []token) int {
	for i := range all {
		text := all[i].text
		if len(text) < 9 || len(text) > 300 {
			continue
		}
		switch folded := fold(text); {
		case folded == "自然人", strings.Contains(folded, "勾稽关系"):
			return i
		case folded == "本年新收政府信息公开申请数量", folded == "结转下年度继续办理":
			return i
		}
	}
	return -1
}

// lineStream gathers tokens into lines: words in front of figures are the label,
// figures behind it the values.
type lineStream struct {
	words  *lexicon
	lines  []line
	labels []string
	values []string
	ended  bool // the row of the values is known to have ended
}

// isEnd says that the table is over: the next chapter begins, or the table of
// chapter 四.
func (s *lineStream) isEnd(all []token, i int) bool {
	text := all[i].text
	if len(text) < 9 || len(text) > 120 || all[i].isValue {
		return false
	}
	folded := fold(text)
	if folded == "行政复议" {
		return true
	}
	key := s.words.chapters[folded]
	return key == Remedy || key == Problems || key == Other
}

func (s *lineStream) take(t *token) {
	switch {
	case t.isBlank():
		if len(s.labels) == 0 && len(s.values) == 0 {
			break // a merged cell in front of the row's label
		}
		if !s.ended {
			s.values = append(s.values, "")
		}
	case t.isValue && !s.isNumbering(t):
		if s.ended {
			s.finish()
		}
		s.values = append(s.values, t.text)
	case s.isOddValue(t):
		s.values = append(s.values, t.text)
	default:
		s.label(t)
	}
	if t.rowEnd && len(s.values) > 0 {
		s.ended = true
	}
}

// isNumbering says that a sign like "—" or "无" cannot be meant: there is no
// label in front of it. Numbers always count.
func (s *lineStream) isNumbering(t *token) bool {
	return len(s.labels) == 0 && len(s.values) == 0 && t.text[0] > '9'
}

// isOddValue says that words stand where a figure must: in the middle of a row
// of figures, or in a row's cell behind its label, and unlike any label.
func (s *lineStream) isOddValue(t *token) bool {
	if s.ended || len(s.labels) == 0 || len(s.values) >= len(formColumns) || len(t.text) > 30 {
		return false
	}
	if len(s.values) == 0 && !s.words.isRowLabel(s.labels[len(s.labels)-1]) {
		return false
	}
	return !s.words.isLabelLike(t.text)
}

func (s *lineStream) label(t *token) {
	if len(s.values) > 0 {
		s.finish()
	}
	if s.isHead(t.text) {
		s.labels = s.labels[:0:0]
		return
	}
	s.labels = append(s.labels, t.text)
}

// isHead says that the text is a cell of the table's head. 其他 and 总计 without
// a number are heads unless a row's figures follow, which align decides by the
// order of the rows; here only heads that cannot be rows are dropped.
func (s *lineStream) isHead(text string) bool {
	folded := foldAll(text)
	return folded != "其他" && folded != "总计" && s.words.heads[folded] || strings.Contains(folded, "勾稽关系")
}

// finish ends the row of the values gathered.
func (s *lineStream) finish() {
	s.ended = false
	if len(s.values) == 0 {
		return
	}
	l := line{labels: s.labels, values: dropBlanks(s.values, len(formColumns)), exact: -1}
	if n := len(l.labels); n > 0 {
		l.exact = s.words.rowOf(l.labels[n-1])
	}
	s.lines = append(s.lines, l)
	s.labels, s.values = nil, nil
}
