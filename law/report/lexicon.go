package report

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A lexicon holds the words of every edition, folded, for finding rows and
// columns by best match.
type lexicon struct {
	rows     []lexiconRow   // the rows of all editions in one order
	exact    map[string]int // folded row label → index in rows
	groups   map[string]bool
	heads    map[string]bool // folded words that stand in a table's head
	bandHead map[string]bool // folded heads of the columns of chapter 二 and 四
	columns  columnWords
	outcomes columnWords
	items    []lexiconItem
	itemAt   map[string]int
	chapters map[string]string // folded heading → chapter key
	chapter  map[string][]chapterWords
	openings hanSet      // first characters of the folded headings
	leading  [][2]string // groupNames, folded without and with their numbers
}

type lexiconRow struct {
	key    string
	labels [][]rune
	marks  []mark   // of labels
	full   []string // the labels with their numbers
}

// columnWords are the names of the columns of one table.
type columnWords struct {
	keys   map[string]string // folded name → key
	labels []columnLabel     // each column's own name, for near misses
}

type columnLabel struct {
	key   string
	words []rune
	mark  mark
}

// A lexiconItem is one item of the table of chapter 二 under one key, with the
// bands of all editions it stands in.
type lexiconItem struct {
	key    string
	labels [][]rune
	marks  []mark // of labels
	bands  []itemBand
}

type itemBand struct {
	edition *Edition
	band    *Band
	heads   [][][]rune // for each column its labels, folded
}

type chapterWords struct {
	key   string
	words []rune
	mark  mark
}

// words is built at first use: every edition is defined by then.
var words = sync.OnceValue(func() *lexicon {
	l := &lexicon{exact: map[string]int{}, groups: map[string]bool{}, heads: map[string]bool{}, bandHead: map[string]bool{},
		columns: newColumnWords(formColumns), outcomes: newColumnWords(formOutcomes), itemAt: map[string]int{},
		chapters: map[string]string{}, chapter: map[string][]chapterWords{}}
	for _, e := range editions {
		l.addRows(e)
		l.addItems(e)
		for _, c := range e.Columns {
			eachLabel(c.Label, c.Also, func(s string) { l.columns.keys[fold(s)], l.heads[fold(s)] = c.Key, true })
		}
		for _, c := range e.Outcomes {
			eachLabel(c.Label, c.Also, func(s string) { l.outcomes.keys[fold(s)], l.bandHead[fold(s)] = c.Key, true })
		}
		for _, b := range e.Bands {
			for _, c := range b.Columns {
				eachLabel(c.Label, c.Also, func(s string) { l.bandHead[fold(s)] = true })
			}
		}
		for _, c := range e.Chapters {
			eachLabel(c.Heading, c.Also, func(s string) {
				words := []rune(fold(s))
				l.chapters[string(words)] = c.Key
				l.chapter[c.Number] = append(l.chapter[c.Number], chapterWords{c.Key, words, markOf(words)})
				l.openings.add(words[0])
			})
		}
	}
	for _, s := range []string{"申请人情况", "法人或其他组织", reconciliation, "（本列)数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "信息内容"} {
		l.heads[fold(s)] = true
	}
	for i := range l.rows {
		r := &l.rows[i]
		r.marks = marksOf(r.labels)
		for _, label := range r.labels {
			l.exact[string(label)] = i
		}
	}
	for _, g := range groupNames {
		l.leading = append(l.leading, [2]string{fold(g), foldAll(g)})
	}
	for i := range l.items {
		l.items[i].marks = marksOf(l.items[i].labels)
	}
	return l
})

func eachLabel(label string, also []string, f func(string)) {
	f(label)
	for _, s := range also {
		f(s)
	}
}

// addRows merges an edition's rows into the common order: a row not met before
// goes behind the one it follows in its edition.
func (l *lexicon) addRows(e *Edition) {
	at := 0
	for _, row := range e.Rows {
		for _, g := range row.Path {
			l.groups[fold(g)] = true
		}
		i := slices.IndexFunc(l.rows, func(r lexiconRow) bool { return r.key == row.Key })
		if i < 0 {
			i = at
			l.rows = slices.Insert(l.rows, i, lexiconRow{key: row.Key})
		}
		eachLabel(row.Label, row.Also, func(s string) {
			addLabel(&l.rows[i].labels, s)
			l.rows[i].full = append(l.rows[i].full, foldAll(s))
		})
		at = i + 1
	}
}

func (l *lexicon) addItems(e *Edition) {
	for b := range e.Bands {
		band := &e.Bands[b]
		for _, item := range band.Items {
			i := slices.IndexFunc(l.items, func(have lexiconItem) bool { return have.key == item.Key })
			if i < 0 {
				i = len(l.items)
				l.items = append(l.items, lexiconItem{key: item.Key})
			}
			eachLabel(item.Label, item.Also, func(s string) {
				addLabel(&l.items[i].labels, s)
				l.itemAt[fold(s)] = i
			})
			l.items[i].bands = append(l.items[i].bands, newItemBand(e, band))
		}
	}
}

func newItemBand(e *Edition, band *Band) itemBand {
	b := itemBand{edition: e, band: band}
	for _, c := range band.Columns {
		var labels [][]rune
		eachLabel(c.Label, c.Also, func(s string) { addLabel(&labels, s) })
		b.heads = append(b.heads, labels)
	}
	return b
}

func addLabel(labels *[][]rune, s string) {
	folded := []rune(fold(s))
	if !slices.ContainsFunc(*labels, func(have []rune) bool { return slices.Equal(have, folded) }) {
		*labels = append(*labels, folded)
	}
}

// rowOf returns the row whose label is exactly the text, or -1.
func (l *lexicon) rowOf(text string) int {
	if !mayNameRow(text) {
		return -1
	}
	return l.rowNamed(text, fold(text))
}

// mayNameRow says that the text is no longer and no shorter than labels are.
func mayNameRow(text string) bool { return len(text) >= 6 && len(text) <= 240 }

// rowNamed is rowOf for a text that is folded already and
// may name a row.
func (l *lexicon) rowNamed(text, folded string) int {
	if i, ok := l.exact[folded]; ok {
		if l.isOtherNumber(i, text) {
			return -1
		}
		return i
	}
	rest, cut := l.cutGroups(cutDigits(folded))
	if !cut && len(rest) == len(folded) {
		return l.rowWithNote(text)
	}
	return slices.IndexFunc(l.rows, func(r lexiconRow) bool { return slices.Contains(r.full, rest) })
}

// rowWithNote is rowNamed for a label with a note in brackets behind it.
func (l *lexicon) rowWithNote(text string) int {
	bare := cutLabelNote(text)
	if len(bare) == len(text) {
		return -1
	}
	i, ok := l.exact[fold(bare)]
	if !ok || l.isOtherNumber(i, bare) {
		return -1
	}
	return i
}

// cutDigits drops the digits in front.
func cutDigits(s string) string {
	for s != "" && s[0] >= '0' && s[0] <= '9' {
		s = s[1:]
	}
	return s
}

// isPieceOfBand says that the text is a part of a band's name, 第二十条第（五）项.
func isPieceOfBand(text string) bool {
	return strings.ContainsAny(text, "第条项（(") && strings.Trim(text, "第二十条项（）()一五六八九 ") == ""
}

// isPieceOfItem says that the text is a part of an item's label that is broken
// over several cells, or holds a label.
func (l *lexicon) isPieceOfItem(text string) bool {
	folded := fold(text)
	if folded == "" {
		return false
	}
	return slices.ContainsFunc(l.items, func(item lexiconItem) bool {
		return slices.ContainsFunc(item.labels, func(label []rune) bool {
			return strings.Contains(string(label), folded) || strings.Contains(folded, string(label))
		})
	})
}

// isOtherNumber says that the label is a word that several rows may bear, 其他 or
// 总计, with a number the form does not give it: （六）其他 is not 3.其他.
func (l *lexicon) isOtherNumber(row int, text string) bool {
	r := &l.rows[row]
	return len(r.labels[0]) <= 2 && len(cutNumbering(text)) < len(text) && !slices.Contains(r.full, foldAll(text))
}

// cutGroups drops the names of groups that flattening leaves in front of a row's
// label, as in （三）不予公开1.属于国家秘密.
func (l *lexicon) cutGroups(folded string) (rest string, cut bool) {
	rest = folded
	for _, names := range l.leading {
		for _, name := range names {
			if behind, has := strings.CutPrefix(rest, name); has && behind != "" {
				rest, cut = behind, true
				break
			}
		}
	}
	return rest, cut
}

var groupNames = []string{handledResults, withheldGroup, unavailable, notProcessed, otherHandling}

// isNearRow says that the folded text is like some row's label, at least as
// much as said.
func (l *lexicon) isNearRow(folded []rune, least float64) bool {
	m := markOf(folded)
	for i := range l.rows {
		if bestLikenessFrom(folded, m, l.rows[i].labels, l.rows[i].marks, least) >= least {
			return true
		}
	}
	return false
}

// isRowLabel says that the text is a row's label, or much like one.
func (l *lexicon) isRowLabel(text string) bool {
	return l.rowOf(text) >= 0 || l.isNearLabel(fold(text))
}

// isNearLabel says that the folded text is much like a row's label.
func (l *lexicon) isNearLabel(folded string) bool {
	runes := []rune(folded)
	return len(runes) >= 4 && len(runes) <= 60 && l.isNearRow(runes, 0.6)
}

// bestLikeness is the likeness of the folded text to the label it is most like.
func bestLikeness(folded []rune, labels [][]rune) float64 {
	best := 0.0
	for _, label := range labels {
		best = max(best, likeness(folded, label, best))
	}
	return best
}

// bestLikenessFrom is bestLikeness where it is at least as large as said; where it
// is less, so is the result. Nearly all labels are told apart by their marks.
func bestLikenessFrom(folded []rune, m mark, labels [][]rune, marks []mark, least float64) float64 {
	best := 0.0
	for i, label := range labels {
		if c := ceiling(m, marks[i], len(folded), len(label)); c >= least && c > best {
			best = max(best, likeness(folded, label, max(least, best)))
		}
	}
	return best
}

// mostWithNote bounds a label with the note that offices set behind it, in bytes.
const mostWithNote = 480

// partNotes are the words with which a note begins that makes another row of it: a
// part, or another year.
var partNotes = []string{"其中", "上年", "上一年", "去年", "较", "比", "同比", "累计", "历年"}

// cutLabelNote drops the note in brackets that local guides add behind a label or
// the head of a column to say what to count there. A note that names a unit stays.
func cutLabelNote(text string) string {
	end, size := utf8.DecodeLastRuneInString(text)
	if end != '）' && end != ')' || strings.Contains(text, "元") {
		return text
	}
	open := strings.IndexAny(text, "（(")
	if open < len("规章") || open > len(text)-2*size || !isOneBracket(text[open:]) {
		return text
	}
	note := foldAll(text[open : len(text)-size])
	if isYear(text[open:]) || slices.ContainsFunc(partNotes, func(s string) bool { return strings.HasPrefix(note, s) }) {
		return text
	}
	return trim(text[:open])
}

// isOneBracket says that the bracket a text begins with is closed by its last
// character: one note, not the number of a label of its own and what follows.
func isOneBracket(text string) bool {
	depth := 0
	for i, c := range text {
		switch c {
		case '（', '(':
			depth++
		case '）', ')':
			if depth--; depth == 0 {
				return i+utf8.RuneLen(c) == len(text)
			}
		}
	}
	return false
}

// itemOf returns the item of chapter 二 that the text names, or -1.
func (l *lexicon) itemOf(text string) int { return l.itemNamed(text, fold(text)) }

// itemNamed is itemOf for a text that is folded already.
func (l *lexicon) itemNamed(text, folded string) int {
	if len(text) < 6 || len(text) > mostWithNote {
		return -1
	}
	if i, ok := l.itemAt[folded]; ok {
		return i
	}
	if bare := cutLabelNote(text); len(bare) < len(text) {
		if i, ok := l.itemAt[fold(bare)]; ok {
			return i
		}
	}
	if len(text) > 96 {
		return -1
	}
	runes := []rune(folded)
	if len(runes) < 4 || len(runes) > 14 || strings.ContainsAny(folded, "0123456789") { // figures beside a label
		return -1
	}
	best, like, m := -1, 0.69, markOf(runes)
	for i := range l.items {
		if s := bestLikenessFrom(runes, m, l.items[i].labels, l.items[i].marks, like); s > like {
			best, like = i, s
		}
	}
	return best
}

// columnOf returns the key of the applicant column that a head cell names, ""
// when it names none.
func (l *lexicon) columnOf(text string) string { return l.columns.nearest(text) }

// outcomeOf returns the key of the outcome column that a head cell names.
func (l *lexicon) outcomeOf(text string) string { return l.outcomes.nearest(text) }

func newColumnWords(columns []Column) columnWords {
	w := columnWords{keys: map[string]string{}}
	for _, c := range columns {
		words := []rune(fold(c.Label))
		w.labels = append(w.labels, columnLabel{c.Key, words, markOf(words)})
	}
	return w
}

func (w *columnWords) nearest(text string) string {
	if len(text) > 90 || isASCII(text) { // a figure or nothing, as most cells
		return ""
	}
	folded := fold(text)
	if key, ok := w.keys[folded]; ok {
		return key
	}
	runes := []rune(folded)
	if len(runes) < 4 {
		return ""
	}
	key, like, m := "", 0.64, markOf(runes)
	for i := range w.labels {
		c := &w.labels[i]
		if ceiling(m, c.mark, len(runes), len(c.words)) <= like {
			continue
		}
		if s := likeness(runes, c.words, like); s > like {
			key, like = c.key, s
		}
	}
	return key
}

func isASCII(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isLabelLike says that a piece of flattened text, folded, is a label, a group or a head
// of the table of chapter 三, or a part of one, and so no figure.
func (l *lexicon) isLabelLike(folded string) bool {
	if folded == "" {
		return false
	}
	if _, ok := l.exact[folded]; ok || l.groups[folded] || l.heads[folded] {
		return true
	}
	runes := []rune(folded)
	if len(runes) > 8 {
		return true
	}
	if len(runes) < 2 { // a label set vertically, one character a line
		return runes[0] > 0x2E7F
	}
	if strings.Contains(allHeads, folded) {
		return true
	}
	for g := range l.groups {
		if strings.Contains(g, folded) {
			return true
		}
	}
	for i := range l.rows {
		if containsRunes(l.rows[i].labels[0], runes) {
			return true
		}
	}
	return l.isNearRow(runes, 0.6)
}

func containsRunes(in, part []rune) bool {
	for ; len(in) >= len(part); in = in[1:] {
		if slices.Equal(in[:len(part)], part) {
			return true
		}
	}
	return false
}
