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

// markChapters finds the headings of the six chapters. Of several for one chapter
// those numbered as the form numbers it count, for parts of chapter 一 bear the
// same words; where none is, those without a number or with another. A heading met
// twice (a table of contents, then the text) counts where it stands last before
// the next chapter's; headings out of order stay marked, for the checks to tell.
func markChapters(lines []textLine) {
	w := words()
	at := map[string][]int{}
	style := map[string]numbering{}
	formal := false
	for i := range lines {
		key := chapterOf(w, lines[i].text)
		if key == "" {
			continue
		}
		n := numberingOf(lines[i].text)
		formal = formal || n == numberedAsForm
		if n > style[key] || at[key] == nil {
			style[key], at[key] = n, nil
		}
		if n == style[key] {
			at[key] = append(at[key], i)
		}
	}
	for key, places := range at {
		if formal && style[key] == numberedAsPart {
			continue
		}
		for n, i := range places {
			if (n+1 == len(places) || !isContents(lines, i)) && (n == 0 || isContents(lines, places[0])) {
				lines[i].chapter = key
			}
		}
	}
}

// A numbering is how a heading is numbered, from what parts of a chapter have to
// what chapters have.
type numbering uint8

const (
	numberedAsPart numbering = iota // （一） 1. ①
	unnumbered
	numberedAsForm // 一、
)

func numberingOf(heading string) numbering {
	n := numberLength(heading)
	switch c, _ := utf8.DecodeRuneInString(heading); {
	case n == 0 && len(cutNumbering(heading)) == len(heading):
		return unnumbered
	case n > 0 && c >= firstHan:
		if next, _ := utf8.DecodeRuneInString(heading[n:]); next != '）' && next != ')' {
			return numberedAsForm
		}
	}
	return numberedAsPart
}

// isContents says that the line stands in a table of contents: another chapter's
// heading follows at once.
func isContents(lines []textLine, i int) bool {
	for _, j := range []int{i + 1, i - 1} {
		if j >= 0 && j < len(lines) && chapterOf(words(), lines[j].text) != "" && chapterOf(words(), lines[j].text) != chapterOf(words(), lines[i].text) {
			return true
		}
	}
	return false
}

// chapterOf returns the key of the chapter whose heading the line is, or "".
func chapterOf(w *lexicon, text string) string {
	text = cutPart(text)
	if len(text) < 12 || len(text) > 160 {
		return ""
	}
	if n := numberLength(text); !w.openings.has(foldedOpening(text)) && (n == 0 || w.chapter[text[:n]] == nil) {
		return ""
	}
	bare := cutTrailingNote(text)
	folded := fold(bare)
	if key, ok := w.chapters[folded]; ok {
		return key
	}
	numbered := w.chapter[bare[:numberLength(bare)]]
	if numbered == nil {
		return ""
	}
	runes := []rune(folded)
	best, like, m := "", 0.72, markOf(runes)
	for _, c := range numbered {
		if ceiling(m, c.mark, len(runes), len(c.words)) <= like {
			continue
		}
		if s := likeness(runes, c.words, like); s > like {
			best, like = c.key, s
		}
	}
	if best == "" && numberingOf(bare) == numberedAsForm && !strings.ContainsAny(bare, "，；。") {
		return chapterByWords(bare[:numberLength(bare)], folded)
	}
	return best
}

// cutTrailingNote drops a bracketed note and leader dots behind a heading.
func cutTrailingNote(s string) string {
	s = strings.TrimRight(s, " .…·0123456789:：。")
	if strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")") {
		if open := strings.LastIndexAny(s, "（("); open > 9 {
			return s[:open]
		}
	}
	return s
}

func firstChapter(lines []textLine) int {
	for i := range lines {
		if lines[i].chapter != "" {
			return i
		}
	}
	return len(lines)
}

// A title is the report's title and what it says.
type title struct {
	text  string
	organ string
	year  int
	line  int // index of its (last) line, -1 when it is only the file's property
}

// score prefers a title that names year and organ: the name of the column a page
// stands in reads like a title too, and a field of the page repeats it.
func (t *title) score(marked, isField bool) int {
	s := 0
	if isField {
		s--
	}
	if t.year > 0 {
		s += 4
	}
	if t.organ != "" {
		s += 2
	}
	if marked {
		s++
	}
	return s
}

// titleLines bounds how far down a title is looked for.
const titleLines = 60

// readTitle finds the title: the line before the first chapter that names an
// annual report, of several the one the file marks as a heading.
func readTitle(doc *paper.Document, lines []textLine, first int) title {
	best, bestScore := title{line: -1}, -1
	for i := 0; i < min(first, titleLines, len(lines)); i++ {
		text, last := titleAt(lines, i)
		if text == "" {
			continue
		}
		text, isField := cutFieldName(text)
		t := parseTitle(text)
		t.line = last
		if t.year == 0 && last+1 < first && isYear(lines[last+1].text) {
			t = parseTitle(text + lines[last+1].text)
			t.line = last + 1
		}
		if t.organ == "" && i > 0 && looksLikeOrgan(lines[i-1].text) {
			t.organ = despace(lines[i-1].text)
			t.text = t.organ + t.text
		}
		if s := t.score(lines[i].heading, isField); s > bestScore {
			best, bestScore = t, s
		}
	}
	if best.line < 0 && isTitle(doc.Title) {
		best = parseTitle(cutSiteName(doc.Title))
		best.line = -1
	}
	if best.text == "" && first < len(lines) {
		best = announcedTitle(lines[:first])
	}
	return best
}

// titleAt returns the title that begins at the line, and the line it ends at. A
// title broken over two or three lines is joined.
func titleAt(lines []textLine, i int) (string, int) {
	text := ""
	for j := i; j < min(i+3, len(lines)); j++ {
		l := cutPageFacts(lines[j].text)
		if lines[j].chapter != "" || utf8.RuneCountInString(l) > 60 || isTrail(l) {
			return "", 0
		}
		if j > i && (!continuesTitle(l) && !isRestOfTitle(text, l) || isWholeTitle(text, l)) {
			return "", 0
		}
		text += l
		if isTitle(text) {
			return text, j
		}
	}
	return "", 0
}

// isWholeTitle says that a line by itself names organ and year and an annual
// report, so that words in front of it are the page's.
func isWholeTitle(before, line string) bool {
	const least = 4 // characters of a name that is not the end of one, as 教育局 may be
	if !isTitle(line) {
		return false
	}
	t := parseTitle(line)
	if t.year == 0 || t.organ == "" {
		return false
	}
	return utf8.RuneCountInString(t.organ) >= least && !strings.HasPrefix(t.organ, "办公") || areFields(before)
}

var pageFacts = newPhrases("发布日期", "发布时间", "公开日期", "信息来源", "来源：", "来源:", "浏览次数", "字号：", "字体：")

// cutPageFacts drops what a page sets behind its title on the same line: date,
// source, counters.
func cutPageFacts(line string) string {
	if at := pageFacts.index(line); at > 0 {
		return trim(line[:at])
	}
	return line
}

// continuesTitle says that a line can be the second part of a title broken over
// lines.
func continuesTitle(line string) bool {
	folded := foldAll(line)
	for _, word := range []string{"工作年度报告", "年度报告", "工作年报", "年报", "工作报告", "政府信息公开", "信息公开", "政务公开", "年政府信息公开"} {
		if strings.HasPrefix(folded, word) {
			return true
		}
	}
	_, _, year := findYear(folded)
	return year > 0 && isTitle(line)
}

// isRestOfTitle says that a line ends the words of a title that the one before has
// begun, as where paper is too narrow for the last character.
func isRestOfTitle(begun, line string) bool {
	end, rest := foldAll(begun), foldAll(line)
	for _, words := range []string{"政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作年报", "政务公开工作年度报告"} {
		if head, ok := strings.CutSuffix(words, rest); ok && rest != "" && head != "" && strings.HasSuffix(end, head) {
			return true
		}
	}
	return false
}

// isTitle says that the text is a title of an annual report.
func isTitle(text string) bool {
	if text == "" || len(text) > 240 || strings.ContainsAny(text, "。，；,;") {
		return false
	}
	folded := foldAll(text)
	if !strings.Contains(folded, "公开") || strings.Contains(folded, "索引号") || strings.Contains(folded, "发布机构") {
		return false // a line of the page's metadata
	}
	for _, end := range []string{"年度报告", "年报", "工作报告"} {
		if at := strings.LastIndex(folded, end); at >= 0 {
			rest := folded[at+len(end):]
			return utf8.RuneCountInString(rest) <= 8 && !strings.HasPrefix(folded, "根据") && !strings.HasPrefix(folded, "现")
		}
	}
	return false
}

// cutSiteName drops the name of the site behind a page's title.
func cutSiteName(s string) string {
	for _, sep := range []string{"_", " - ", "－", "|", "--"} {
		if head, _, found := strings.Cut(s, sep); found && isTitle(head) {
			return trim(head)
		}
	}
	return trim(s)
}

// parseTitle reads organ and year out of a title.
func parseTitle(text string) title {
	text = trim(text)
	plain := strings.Map(halfWidth, Simplify(despace(text)))
	t := title{text: text}
	rest := plain
	if at, length, year := findYear(plain); year > 0 {
		t.year = year
		rest = plain[:at] + plain[at+length:]
	}
	for _, mark := range []string{"政府信息公开", "信息公开", "政务公开", "政府信息", "年度报告"} {
		if head, _, found := strings.Cut(rest, mark); found {
			t.organ = strings.Trim(head, "()《》<>“”\"关于的:,.-[]〔〕")
			break
		}
	}
	if !looksLikeName(t.organ) {
		t.organ = ""
	}
	return t
}

func looksLikeName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 40 && !strings.ContainsAny(s, "。;,、:")
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

// yearOf decides the year reported on: the title's, else the statistical
// period's, else the one the text before chapter 一 names most plainly.
func (r *reading) yearOf(t title, lines []textLine) int {
	if t.year > 0 {
		return t.year
	}
	if year := yearOfDate(r.report.Dates.From); year > 0 {
		return year
	}
	if _, _, year := findYear(strings.Map(halfWidth, despace(r.doc.Title))); year > 0 && isTitle(r.doc.Title) {
		return year
	}
	for i := range lines {
		if text := Simplify(lines[i].text); strings.Contains(text, "年报") || strings.Contains(text, "年度报告") {
			if _, _, year := findYear(strings.Map(halfWidth, despace(text))); year > 0 {
				return year
			}
		}
	}
	return 0
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
