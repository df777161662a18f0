package report

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/paper"
)

// An itemLine is one item of the table of chapter 二 as found: the head above
// its figures and the figures.
type itemLine struct {
	item   int // index in lexicon.items
	head   []string
	values []string
	merged bool
	flat   bool // it comes from flattened text
}

// gridItems finds the items of chapter 二 in the grids.
func gridItems(grids []gridTable) []itemLine {
	w := words()
	var lines []itemLine
	var places []*paper.Place
	for _, g := range grids {
		var head []string
		for row := 0; row < g.Rows; row++ {
			places = g.rowPlaces(row, places)
			at := slices.IndexFunc(places, func(p *paper.Place) bool { return p.Text != "" })
			if at < 0 || len(places) < 2 {
				continue
			}
			first := g.piece(places[at])
			item := w.itemNamed(first.text, first.folded())
			if item < 0 {
				if first.folded() == "信息内容" || looksLikeHead(places[1:]) {
					head = placeTexts(places[1:])
				}
				continue
			}
			l := itemLine{item: item, head: head}
			for _, p := range places[at+1:] {
				l.values = append(l.values, figureText(p))
				l.merged = l.merged || p.Row != row || p.Height > 1
			}
			lines = append(lines, l)
		}
	}
	return lines
}

func placeTexts(places []*paper.Place) []string {
	texts := make([]string, 0, len(places))
	for _, p := range places {
		texts = append(texts, cutLabelNote(trim(p.Text)))
	}
	return texts
}

func looksLikeHead(places []*paper.Place) bool {
	for _, p := range places {
		if text := trim(p.Text); text != "" && (len(text) < 9 || isValueLike(text)) {
			return false
		}
	}
	return len(places) > 0 && trim(places[0].Text) != ""
}

// fewestItems are so many that a table without any figure is one of chapter 二, of
// which flattening has lost the blank cells.
const fewestItems = 4

// streamItems finds the items of chapter 二 in flattened text.
func streamItems(all []token) []itemLine {
	w := words()
	s := itemStream{}
	for i := range all {
		t := &all[i]
		if s.begun && len(t.text) < 240 && !t.isValue {
			if folded := t.folded(); folded == "申请人情况" || w.chapters[folded] == Application || w.chapters[folded] == Remedy || namesReconciliation(t.text) {
				break
			}
		}
		s.take(w, t)
	}
	s.finish()
	if len(s.lines) > 0 || len(s.bare) >= fewestItems {
		s.lines = append(s.lines, s.bare...)
	}
	if s.ahead > 1 || s.ahead > 0 && len(s.bare) > 0 { // figures stand in front of their labels everywhere
		for i := range s.lines {
			s.lines[i].merged = true
		}
	}
	return s.lines
}

// itemStream gathers tokens into items: the words behind 信息内容 are the head,
// the figures behind an item's label its values.
type itemStream struct {
	lines  []itemLine
	bare   []itemLine // items without figures
	head   []string
	inHead bool
	before bool // figures stand between the head and its first item
	ahead  int  // bands where they do
	begun  bool
	open   *itemLine
	ended  bool
}

func (s *itemStream) take(w *lexicon, t *token) {
	switch {
	case t.isValue:
		switch {
		case s.open != nil && !s.ended:
			s.open.values = append(s.open.values, t.text)
		case s.open == nil && s.inHead && len(s.head) > 0 && t.text != "":
			if !s.before {
				s.ahead++
			}
			s.before = true
		}
	case len(t.text) < 60 && strings.HasPrefix(t.foldedAll(), "第二十条第"):
		s.finish()
		s.begun, s.inHead, s.before, s.head = true, true, false, nil
	case len(t.text) < 240 && strings.HasPrefix(t.folded(), "信息内容") && !strings.ContainsAny(t.text, "，。；"):
		s.finish()
		_, behind, _ := strings.Cut(Simplify(t.text), "信息内容") // of a head on one line
		s.begun, s.inHead, s.before, s.head = true, true, false, strings.Fields(behind)
	case !s.begun:
	default:
		s.word(w, t)
	}
	if t.rowEnd && s.open != nil && (t.isCell || len(s.open.values) > 0) {
		s.ended = true
	}
}

func (s *itemStream) word(w *lexicon, t *token) {
	if item := w.itemNamed(t.text, t.folded()); item >= 0 {
		s.finish()
		s.inHead = false
		s.open = &itemLine{item: item, head: s.head, flat: true, merged: s.before}
		return
	}
	switch {
	case s.inHead && len(cutLabelNote(t.text)) < 90:
		s.head = append(s.head, cutLabelNote(t.text))
	case s.open != nil && !s.ended && len(t.text) <= 30 && !w.isPieceOfItem(t.text) && !isPieceOfBand(t.text):
		s.open.values = append(s.open.values, t.text) // words where a figure must stand
	default:
		s.finish()
	}
}

func (s *itemStream) finish() {
	switch {
	case s.open == nil:
	case len(s.open.values) > 0:
		s.lines = append(s.lines, *s.open)
	default:
		s.bare = append(s.bare, *s.open)
	}
	s.open, s.ended = nil, false
}

// familyOf decides which edition's table of chapter 二 the lines belong to: the
// one whose column heads are most like theirs in sum. sure is false when
// another edition is as like.
func familyOf(lines []itemLine) (name string, sure bool) {
	sums, most := map[string]float64{}, map[string]float64{}
	for i := range lines {
		for _, b := range words().items[lines[i].item].bands {
			if e := b.edition.Name; b.edition.Variant == "" {
				like := headLikeness(lines[i].head, &b)
				sums[e] += like
				most[e] = max(most[e], like)
			}
		}
	}
	best, second := 0.0, 0.0
	for _, e := range editions {
		if e.Variant != "" {
			continue
		}
		switch s := sums[e.Name]; {
		case s > best:
			name, best, second = e.Name, s, best
		case s > second:
			second = s
		}
	}
	return name, best > second+0.2 && most[name] > 0.6
}

// headLikeness compares the head found with a band's columns: 1 when every
// column is named as the edition names it.
func headLikeness(head []string, b *itemBand) float64 {
	head = dropBlanks(head, 0)
	if len(head) == 0 {
		return 0
	}
	if len(head) != len(b.heads) { // wrapped over several pieces
		return likeness([]rune(fold(strings.Join(head, ""))), b.joinedHead(), 0) * 0.9
	}
	sum := 0.0
	for i, labels := range b.heads {
		sum += bestLikeness([]rune(fold(head[i])), labels)
	}
	return sum / float64(len(b.heads))
}

func (b *itemBand) joinedHead() []rune {
	var all []rune
	for _, labels := range b.heads {
		all = append(all, labels[0]...)
	}
	return all
}

// columnOrder returns for each value the column of the band it belongs to, and
// what the head tells about them: a head that names the columns in another order
// moves the figures with it.
func columnOrder(head []string, b *itemBand) ([]int, headSense) {
	order := make([]int, len(b.heads))
	for i := range order {
		order[i] = i
	}
	head = headCells(head, len(b.heads))
	switch {
	case len(head) == 0:
		return order, headLost
	case len(head) != len(b.heads):
		return order, b.wrapped(foldAll(strings.Join(head, "")))
	case len(head) == 1:
		return order, senseAbove(headLikeness(head, b))
	}
	named, other := make([]int, len(head)), false
	seen := map[int]bool{}
	for i := range head {
		folded := []rune(fold(head[i]))
		best, like := i, bestLikeness(folded, b.heads[i])
		for j := range b.heads {
			if like >= 0.8 {
				break // none can be more like
			}
			if s := bestLikeness(folded, b.heads[j]); s > like+0.2 {
				best, like, other = j, s, true
			}
		}
		if like >= 0.8 {
			named[i], seen[best] = best, true
		}
	}
	switch {
	case other && len(seen) == len(head):
		return named, headForm
	case other:
		return order, headOther
	}
	return order, senseAbove(headLikeness(head, b))
}

// headCells returns the cells of a head without its corner; where it holds as
// many words as the band has columns, the words.
func headCells(head []string, columns int) []string {
	if at := slices.IndexFunc(head, func(s string) bool { return strings.Contains(fold(s), "信息内容") }); at >= 0 {
		_, behind, _ := strings.Cut(Simplify(head[at]), "信息内容")
		head = append([]string{trim(behind)}, head[at+1:]...)
		if head[0] == "" {
			head = head[1:]
		}
	}
	head = dropBlanks(head, 0)
	if len(head) == columns {
		return head
	}
	if words := strings.Fields(strings.Join(head, " ")); len(words) == columns {
		return words
	}
	return head
}

func senseAbove(like float64) headSense {
	if like < 0.5 {
		return headLost
	}
	return headForm
}

// wrapped judges a head whose cells are broken into pieces, or that has more
// cells than the band has columns.
func (b *itemBand) wrapped(joined string) headSense {
	at, found := 0, 0
	for _, labels := range b.heads {
		i := strings.Index(joined, string(labels[0]))
		if i < 0 {
			continue
		}
		if i < at {
			return headOther
		}
		at, found = i, found+1
	}
	switch like := likeness([]rune(joined), b.joinedHead(), 0); {
	case like >= 0.9:
		return headForm
	case found == len(b.heads):
		return headOther // and further columns
	}
	return headLost
}

// setDisclosure puts the items' figures into the report, or refuses them.
func (r *reading) setDisclosure(lines []itemLine) {
	done := make(map[int]bool)
	for i := range lines {
		l := &lines[i]
		item := &words().items[l.item]
		if done[l.item] {
			continue
		}
		b := bandIn(item, r.report.Edition)
		if b == nil {
			r.warn("row_foreign", "disclosure."+item.key, strings.Join(l.values, " "),
				fmt.Sprintf("“%s”不属于%s年格式的表二，没有读取。", string(item.labels[0]), r.report.Edition.Name))
			continue
		}
		done[l.item] = true
		r.setItem(item, b, r.chooseLine(lines, l.item, b))
	}
	if r.twice > 0 { // a row may stand in the other table only
		r.warn("table_twice", "disclosure", "", "文件里不止一张表二，数字不同，请核对。")
	}
	r.warnMissingItems(done, len(lines) > 0 && lines[0].flat)
}

// chooseLine returns the first line of the item under a head of the form; of
// none, the first. Others that give different figures are told.
func (r *reading) chooseLine(lines []itemLine, item int, b *itemBand) *itemLine {
	var chosen *itemLine
	like, twice := false, false
	for i := range lines {
		l := &lines[i]
		if l.item != item {
			continue
		}
		_, sense := columnOrder(l.head, b)
		under := sense == headForm
		twice = twice || chosen != nil && !slices.Equal(dropBlanks(l.values, 0), dropBlanks(chosen.values, 0))
		if chosen == nil || under && !like && len(l.values) > 0 {
			chosen, like = l, under
		}
	}
	if twice {
		r.twice++
		name := string(words().items[item].labels[0])
		r.warn("row_twice", "disclosure."+words().items[item].key, strings.Join(chosen.values, " "),
			fmt.Sprintf("表二“%s”不止一处，数字不同，读取了第一处，请核对。", name))
	}
	return chosen
}

func bandIn(item *lexiconItem, e *Edition) *itemBand {
	for i := range item.bands {
		if item.bands[i].edition == e {
			return &item.bands[i]
		}
	}
	return nil
}

// isNoCell says that the text is more than a cell of figures, or a part of a label.
func isNoCell(text string) bool {
	return holdsNumbers(text) || text != "" && !isValueLike(text) && words().isPieceOfItem(text)
}

// areWords says that the text is no figure and no blank. Where the text has lost blank
// cells, words at the end of a row may be the next label's.
func areWords(text string) bool { return text != "" && !isValueLike(text) }

func (r *reading) setItem(item *lexiconItem, b *itemBand, l *itemLine) {
	at := "disclosure." + item.key
	columns := b.band.Columns
	values := dropBlanks(l.values, len(columns))
	order, sense := columnOrder(l.head, b)
	name := string(item.labels[0])
	switch {
	case len(values) != len(columns) || l.merged || slices.ContainsFunc(values, isNoCell) || l.flat && len(columns) > 1 && (r.mayBeFilled(at, values) || r.dropsBlanks && slices.ContainsFunc(values, areWords)):
		r.warn("row_short", at, strings.Join(l.values, " "),
			fmt.Sprintf("表二“%s”有%d个数，应有%d个，无法判断各数属于哪一列，没有读取。", name, countValues(l.values), len(columns)))
		return
	case sense == headOther:
		r.warn("columns_unclear", at, strings.Join(l.head, " "),
			fmt.Sprintf("表二“%s”的表头与法定格式的列不同或顺序不同，无法判断各数属于哪一列，没有读取。", name))
		return
	case sense == headLost:
		r.warn("columns_by_position", at, strings.Join(l.head, " "),
			fmt.Sprintf("表二“%s”的表头不全，按列的顺序读取，请核对。", name))
	}
	for i, text := range values {
		c := columns[order[i]]
		if c.Kind == YuanCell {
			text = withHeadUnit(text, l.head, i)
		}
		r.setCell(r.report.Edition.code(at, c.Key), text)
	}
}

// withHeadUnit gives a bare amount the unit that its column's head names.
func withHeadUnit(text string, head []string, column int) string {
	if column >= len(head) || text == "" {
		return text
	}
	h := head[column]
	for _, unit := range []string{"亿元", "万元", "元"} {
		if strings.Contains(Simplify(h), unit) && readValue(text, YuanCell).unitless {
			return text + unit
		}
	}
	return text
}

// warnMissingItems names the items of the edition that the table does not show.
func (r *reading) warnMissingItems(done map[int]bool, flat bool) {
	if len(done) == 0 {
		return
	}
	missing := false
	for i := range words().items {
		item := &words().items[i]
		if !done[i] && bandIn(item, r.report.Edition) != nil {
			missing = true
			r.warn("row_missing", "disclosure."+item.key, "", fmt.Sprintf("表二没有找到“%s”一行。", string(item.labels[0])))
		}
	}
	if missing && (r.dropsBlanks || flat && !r.showsBlanks) { // a figure may stand behind its neighbour's label
		r.warn("row_doubtful", "disclosure", "", "表二缺少行，数字可能写在相邻的行名后面，请逐行核对。")
	}
}
