package report

import (
	"slices"
	"strings"

	"gongkai/paper"
)

// A token is one piece of flattened text: a cell, or a line of a paragraph.
type token struct {
	piece
	block   int32
	isValue bool // a number or a sign for none, or a blank cell
	merged  bool // it stood with others in one cell
	isCell  bool // it came from a loose table, which shows blank cells
	rowEnd  bool // the row is known to end behind it
}

// tokens flattens the document's paragraphs and loose tables.
func tokens(doc *paper.Document) []token {
	all := make([]token, 0, pieces(doc))
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if n := len(all); cap(all)-n < 8 && i > 0 { // for the rest at once: growing step by step copies and keeps all
			all = slices.Grow(all, min(n, n/i*(len(doc.Blocks)-i))+16)
		}
		switch {
		case b.Table != nil && b.Table.Loose:
			all = appendCells(all, b.Table, int32(i))
		case b.Table == nil && b.Kind != paper.Picture:
			all = appendLines(all, b.Text, int32(i))
		}
	}
	return all
}

// pieces is about how many tokens a document gives: its loose cells, its
// paragraphs, and some more for those that are cut.
func pieces(doc *paper.Document) int {
	n := len(doc.Blocks) + 16
	for i := range doc.Blocks {
		if t := doc.Blocks[i].Table; t != nil && t.Loose {
			for j := range t.Rows {
				n += len(t.Rows[j].Cells)
			}
		}
	}
	return n
}

func appendCells(all []token, t *paper.Table, block int32) []token {
	for r := range t.Rows {
		cells := t.Rows[r].Cells
		for c := range cells {
			text := trim(cells[c].Text)
			if label, figures := cutLabel(text); label != "" {
				all = appendFigures(append(all, token{piece: piece{text: label}, block: block}), figures, block)
				all[len(all)-1].rowEnd = c == len(cells)-1
				continue
			}
			if areNumbers(text) { // several figures merged into one cell
				from := len(all)
				all = appendFigures(all, strings.Fields(text), block)
				for i := range all[from:] {
					all[from+i].merged = true
				}
				all[len(all)-1].rowEnd = c == len(cells)-1
				continue
			}
			all = append(all, token{piece: piece{text: text}, block: block, isValue: text == "" || isValueLike(text),
				isCell: true, rowEnd: c == len(cells)-1})
		}
	}
	return all
}

func appendLines(all []token, text string, block int32) []token {
	for text != "" {
		lineText, rest, _ := strings.Cut(text, "\n")
		text = rest
		if lineText = trim(lineText); lineText == "" {
			continue
		}
		if label, figures := cutLabel(lineText); label != "" {
			all = appendFigures(append(all, token{piece: piece{text: label}, block: block}), figures, block)
			all[len(all)-1].rowEnd = true
			continue
		}
		if areNumbers(lineText) {
			all = appendFigures(all, strings.Fields(lineText), block)
			all[len(all)-1].rowEnd = true
			continue
		}
		all = append(all, token{piece: piece{text: lineText}, block: block, isValue: isValueLike(lineText)})
	}
	return all
}

func appendFigures(all []token, figures []string, block int32) []token {
	for _, f := range figures {
		all = append(all, token{piece: piece{text: f}, block: block, isValue: true})
	}
	return all
}

// areNumbers says that a cell holds several figures, a row's merged into one.
func areNumbers(text string) bool {
	if len(text) < 3 || len(text) > 400 || strings.IndexByte(text, ' ') < 0 && strings.IndexByte(text, '\n') < 0 {
		return false
	}
	for _, word := range strings.Fields(text) {
		if !isValueLike(word) {
			return false
		}
	}
	return true
}

// holdsNumbers says that a cell holds several figures, with words among them or
// without: the figures of its neighbours, of which none must be read as blank.
func holdsNumbers(text string) bool {
	if areNumbers(text) {
		return true
	}
	if len(text) < 3 || len(text) > 400 || strings.IndexByte(text, ' ') < 0 && strings.IndexByte(text, '\n') < 0 || strings.ContainsAny(text, "(（") {
		return false
	}
	numbers := 0
	for _, word := range strings.Fields(text) {
		if word[0] >= '0' && word[0] <= '9' && isValueLike(word) {
			numbers++
		}
	}
	return numbers > 1
}

// maxLabelWords bounds how many words a label and the groups in front of it have.
const maxLabelWords = 4

// cutLabel parts a text that holds a label of the form and a row's cells with
// spaces between, some of them figures, which nothing else tells from prose.
func cutLabel(text string) (label string, cells []string) {
	if len(text) > 400 || strings.IndexByte(text, ' ') < 0 || strings.Contains(text, "。") {
		return "", nil
	}
	parts := strings.Fields(text)
	w := words()
	for n := min(len(parts)-1, maxLabelWords); n > 0; n-- {
		if !slices.ContainsFunc(parts[n:], isValueLike) || slices.ContainsFunc(parts[n:], isPunctuated) {
			continue
		}
		label = strings.Join(parts[:n], "")
		if w.rowOf(label) >= 0 || n == 1 && w.itemOf(label) >= 0 {
			return label, parts[n:]
		}
	}
	return "", nil
}

// isPunctuated says that a word holds more than a cell does: signs that part
// cells or sentences.
func isPunctuated(word string) bool {
	return !isValueLike(word) && strings.ContainsAny(word, ";；,，、|｜│：:")
}

// isBlank says that the token is a cell that shows nothing.
func (t *token) isBlank() bool { return t.text == "" }

// streamLines finds the lines of chapter 三 in flattened text, and where among
// the tokens the table ends.
func streamLines(all []token) (lines []line, from, to int) {
	w := words()
	from = startOfTable(w, all, behindHeading(w, all))
	if from < 0 {
		from = startOfTable(w, all, 0)
	}
	if from < 0 {
		return nil, 0, 0
	}
	s := lineStream{words: w, lines: make([]line, 0, 48), labels: make([]*token, 0, 64), values: make([]string, 0, 256)}
	i := from
	for ; i < len(all); i++ {
		if s.isEnd(all, i) {
			break
		}
		s.take(&all[i])
	}
	s.finish()
	if len(s.lines) > 0 && len(s.lines[0].labels) == 0 && slices.ContainsFunc(s.labels, func(t *token) bool { return t.rowOf(w) >= 0 }) {
		for k := range s.lines { // figures stand in front of their labels
			s.lines[k].unclear = true
		}
	}
	return withValues(s.lines), from, i
}

// startOfTable returns where the table of chapter 三 begins: at its head, or at
// its first row.
func startOfTable(w *lexicon, all []token, from int) int {
	for i := from; i < len(all); i++ {
		t := &all[i]
		if len(t.text) < 9 || len(t.text) > 300 {
			continue
		}
		switch t.folded() {
		case "自然人", "本年新收政府信息公开申请数量", "结转下年度继续办理":
			return i
		}
		if namesReconciliation(t.text) {
			return i
		}
	}
	return -1
}

// behindHeading returns where the text behind the last heading of chapter 三
// begins, for figures in chapter 一 may bear the names of rows.
func behindHeading(w *lexicon, all []token) int {
	for i := len(all) - 1; i >= 0; i-- {
		if text := all[i].text; !all[i].isValue && len(text) > 12 && len(text) < 160 && chapterOf(w, text) == Application {
			return i
		}
	}
	return 0
}

// lineStream gathers tokens into lines: words in front of figures are the label,
// figures behind it the values.
type lineStream struct {
	words  *lexicon
	lines  []line
	labels []*token
	values []string // the open row's, behind those of the lines
	ended  bool     // the row of the values is known to have ended
	run    []string // all words since the last figures
	heads  bool     // some of them belong to a head
	sense  headSense
	table  int
}

// isEnd says that the table is over: the next chapter begins, or the table of
// chapter 四.
func (s *lineStream) isEnd(all []token, i int) bool {
	text := all[i].text
	if len(text) < 9 || len(text) > 120 || all[i].isValue {
		return false
	}
	folded := all[i].folded()
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
	case isPageBreak(t.text):
		s.ended = len(s.values) > 0
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

// isPageBreak says that a line only tells that the table goes on, or a page's
// number: no cell, and no row goes on behind it.
func isPageBreak(text string) bool {
	if len(text) > 60 {
		return false
	}
	switch folded := foldAll(text); folded {
	case "续表", "续上表", "接上表", "接上页", "转下页", "下页续":
		return true
	default:
		return strings.HasPrefix(folded, "第") && strings.Contains(folded, "页") && strings.ContainsAny(folded, "0123456789")
	}
}

// isOddValue says that words stand where a figure must: in the middle of a row
// of figures, or in a row's cell behind its label, and unlike any label.
func (s *lineStream) isOddValue(t *token) bool {
	if s.ended || len(s.labels) == 0 || len(s.values) >= len(formColumns) || len(t.text) > 30 {
		return false
	}
	if len(s.values) == 0 {
		if last := s.labels[len(s.labels)-1]; last.rowOf(s.words) < 0 && !s.words.isNearLabel(last.folded()) {
			return false
		}
	}
	return !s.words.isLabelLike(t.folded())
}

func (s *lineStream) label(t *token) {
	if len(s.values) > 0 {
		s.finish()
	}
	s.run = append(s.run, t.text)
	if s.isHead(t) {
		s.heads = true
		s.labels = s.labels[:0]
		return
	}
	s.labels = append(s.labels, t)
}

// isHead says that the text is a cell of the table's head. 其他 and 总计 without
// a number are heads unless a row's figures follow, which align decides by the
// order of the rows; here only heads that cannot be rows are dropped.
func (s *lineStream) isHead(t *token) bool {
	folded := t.foldedAll()
	return folded != "其他" && folded != "总计" && s.words.heads[folded] || namesReconciliation(t.text)
}

// finish ends the row of the values gathered.
func (s *lineStream) finish() {
	s.ended = false
	if len(s.values) == 0 {
		return
	}
	if s.isHeadWithBlanks() {
		s.labels, s.values = s.labels[:0], s.values[:0]
		return
	}
	s.look()
	if s.endsInHead() {
		s.labels = s.labels[:0] // the last word of the head is no label
	}
	l := line{labels: texts(s.labels), values: slices.Clip(dropBlanks(s.values, len(formColumns))), exact: -1,
		foreign: s.sense == headLost, unclear: s.sense == headOther, flat: true, table: s.table}
	if n := len(s.labels); n > 0 {
		l.exact = s.labels[n-1].rowOf(s.words)
	}
	s.lines = append(s.lines, l)
	s.labels, s.values, s.run, s.heads = s.labels[:0], s.values[len(s.values):], s.run[:0], false
}

func texts(tokens []*token) []string {
	all := make([]string, len(tokens))
	for i, t := range tokens {
		all[i] = t.text
	}
	return all
}

// endsInHead says that the last word in front of the values belongs to a head.
func (s *lineStream) endsInHead() bool {
	n := len(s.labels)
	return s.heads && n > 0 && s.words.heads[s.labels[n-1].foldedAll()]
}

// isHeadWithBlanks says that the blanks stand in the head, behind its last word,
// where cells hang down from the row above.
func (s *lineStream) isHeadWithBlanks() bool {
	return s.endsInHead() && !slices.ContainsFunc(s.values, func(v string) bool { return v != "" })
}

// look reads the head that the words in front of a row may hold: in front of the
// first row, where heads of the form stand, and where several words stand that
// the form does not know.
func (s *lineStream) look() {
	first := len(s.lines) == 0
	if !first && !s.heads && s.strangers() < 2 || len(s.run) == 0 {
		return
	}
	if !first {
		s.table++
	}
	s.sense = senseOf(s.words, s.run[:len(s.run)-1])
}

// strangers counts the short words in front of a row's label that are none of
// the form's.
func (s *lineStream) strangers() int {
	n := 0
	for _, word := range s.run[:max(0, len(s.run)-1)] {
		if !s.words.isLabelLike(fold(word)) {
			n++
		}
	}
	return n
}
