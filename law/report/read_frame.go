package report

import (
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// A textLine is one line of the document's running text.
type textLine struct {
	text    string
	block   int
	chapter string // the key of the chapter it is the heading of, or ""
	loose   bool   // it is a row of flattened cells, joined
	heading bool
}

// frame reads what stands around the tables: title, organ, year, dates, chapters
// and their text.
func (r *reading) frame() {
	lines := textLines(r.doc)
	markChapters(lines)
	first := firstChapter(lines)
	title := readTitle(r.doc, lines, first)
	r.report.Title = title.text
	sign := readSignature(lines, first, title.line)
	r.report.Dates = readDates(r.doc, lines, sign)
	r.report.Year = r.yearOf(title, lines)
	publisher := publisherOf(r.doc, r.grids, lines)
	r.report.Organ = fullestName(title.organ, sign.organ, publisher)
	r.narrate(lines, title, sign, first)
	if r.report.Year == 0 {
		r.warn("year_unknown", "", r.report.Title, "没有读到报告年度。请在标题里写明年度，如“2024年政府信息公开工作年度报告”。")
	}
}

func textLines(doc *paper.Document) []textLine {
	lines := make([]textLine, 0, len(doc.Blocks)+64)
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		switch {
		case b.Table != nil && b.Table.Loose:
			var rows strings.Builder // the texts of all that have several cells
			rows.Grow(sizeOf(b.Table))
			for j := range b.Table.Rows {
				if text := joinCells(&rows, b.Table.Rows[j].Cells); text != "" {
					lines = append(lines, textLine{text: text, block: i, loose: true})
				}
			}
		case b.Table != nil && isFrame(b.Table):
			for j := range b.Table.Rows {
				lines = appendTextLines(lines, b.Table.Rows[j].Cells[0].Text, textLine{block: i})
			}
		case b.Table == nil && b.Kind != paper.Picture:
			lines = appendTextLines(lines, b.Text, textLine{block: i, heading: b.Kind == paper.Heading})
		}
	}
	return lines
}

// appendTextLines adds the lines of a text, alike but for that.
func appendTextLines(lines []textLine, rest string, line textLine) []textLine {
	for rest != "" {
		line.text, rest, _ = strings.Cut(rest, "\n")
		if line.text = trim(line.text); line.text != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// isFrame says that a table only frames text: no row has a second cell.
func isFrame(t *paper.Table) bool {
	for i := range t.Rows {
		if len(t.Rows[i].Cells) != 1 || len(t.Rows[i].Cells[0].Tables) > 0 {
			return false
		}
	}
	return true
}

// joinCells returns the texts of a row's cells as one line, which is written to b.
func joinCells(b *strings.Builder, cells []paper.Cell) string {
	if len(cells) == 1 {
		return trim(strings.ReplaceAll(cells[0].Text, "\n", ""))
	}
	from := b.Len()
	for i := range cells {
		if text := trim(cells[i].Text); text != "" {
			if b.Len() > from {
				b.WriteByte(' ')
			}
			b.WriteString(text)
		}
	}
	return b.String()[from:]
}

// sizeOf is how many bytes the joined rows of a table take at most.
func sizeOf(t *paper.Table) int {
	n := 0
	for i := range t.Rows {
		if cells := t.Rows[i].Cells; len(cells) > 1 {
			for j := range cells {
				n += len(cells[j].Text) + 1
			}
		}
	}
	return n
}

// despace drops spaces, which titles set wide and PDF text scatter.
func despace(s string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case ' ', '\u3000', '\u00a0', '\t', '\n', '\r', '\u200b':
			return -1
		}
		return c
	}, s)
}

// narrate cuts the running text into the preface and the six chapters.
func (r *reading) narrate(lines []textLine, t title, s signature, first int) {
	text := map[string][]string{}
	chapter := Preface
	for i := range lines {
		l := &lines[i]
		if l.chapter != "" {
			chapter = l.chapter
			r.report.Chapters = append(r.report.Chapters, chapter)
			continue
		}
		if i <= t.line || i == s.organLine || i == s.dateLine || s.dateLine >= 0 && i > s.dateLine && s.dateLine > first {
			continue
		}
		if chapter == Preface && isDateline(l.text) {
			continue
		}
		if hasTable(chapter) && !isSentence(l) || chapter == Preface && l.loose || isOfTable(l) {
			continue
		}
		text[chapter] = append(text[chapter], l.text)
	}
	r.report.Narrative = make(map[string]string, len(text))
	for key, lines := range text {
		r.report.Narrative[key] = strings.Join(lines, "\n")
	}
}

// isDateline says that a line under the title gives only dates: 发布日期, 统计期限.
func isDateline(text string) bool {
	return len(text) < 200 && !strings.Contains(text, "。") &&
		(strings.HasPrefix(text, "发布日期") || strings.HasPrefix(text, "发布时间") || strings.HasPrefix(text, "统计期限"))
}

// isOfTable says that a line outside the chapters with tables is a piece of one all
// the same: its heading is lost, or the file has no chapters.
func isOfTable(l *textLine) bool {
	const longest = 120 // bytes of a label
	if len(l.text) > longest && !l.loose || strings.ContainsAny(l.text, "。；") {
		return false
	}
	if l.loose {
		return !strings.ContainsAny(l.text, "，：,:")
	}
	w := words()
	folded := foldAll(l.text)
	_, isItem := w.itemAt[folded]
	return isItem || isValueLike(l.text) || w.heads[folded] || w.bandHead[folded] || w.groups[fold(l.text)] || w.rowOf(l.text) >= 0 ||
		strings.HasPrefix(folded, "第二十条第") || namesReconciliation(l.text)
}

func hasTable(chapter string) bool {
	return chapter == Disclosure || chapter == Application || chapter == Remedy
}

// isSentence tells text from the pieces of a flattened table.
func isSentence(l *textLine) bool {
	ends := strings.Contains(l.text, "。") || !l.loose && utf8.RuneCountInString(l.text) > 20 && strings.ContainsAny(l.text, "，；") && !words().isRowLabel(l.text)
	return ends && !namesReconciliation(l.text)
}
