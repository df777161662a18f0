package narrative

import "strings"

// towards gives a carrying over its direction from behind the figure: 结转1件至下年.
func (w *walker) towards(f *frame, i int) {
	if f.n == 0 || f.atoms[f.n-1].kind != carry {
		return
	}
	for k := i + 1; k < w.to && k < i+3; k++ {
		switch t := w.tokens[k]; t.kind {
		case nextYear, carryOut:
			f.atoms[f.n-1].kind = carryOut
			f.has.drop(carry)
			f.has.add(carryOut)
			return
		case filler, carry:
		default:
			return
		}
	}
}

// objectBehind lets 两件申请 stand for 申请两件. It returns the token behind the
// noun, zero if there is none.
func (w *walker) objectBehind(f *frame, i int) int {
	if i+1 == w.to || f.n != 1 {
		return 0
	}
	head, of := w.headBehind(i)
	t := w.tokens[head]
	switch verb := f.atoms[0].kind; {
	case t.kind == object && (verb == receive || verb == handle):
		f.has.add(object)
		if of.kind == column {
			f.atoms[1], f.n = atom{kind: column, arg: of.arg}, 2
			f.has.add(column)
		}
	case t.kind == papers && w.sawBehind(i, taboo):
		return 0 // 制定的2件规范性文件已备案
	case (t.kind == handlingFee || t.kind == charge) && verb == collect, t.kind == act && (verb == acting || verb == handle), t.kind == papers && verb == made:
		f.atoms[1], f.n = atom{kind: t.kind, arg: t.arg}, 2
		f.has.add(t.kind)
	default:
		return 0
	}
	w.turn(t)
	return head + 1
}

// verbGoesOn gives the verb of the figure before to one that stands without,
// both with their nouns behind: 受理3件企业提交的申请和16件个人提交的申请.
func (w *walker) verbGoesOn(i int, f *frame) {
	if f.n > 0 || i == 0 || w.tokens[i-1].kind != link && w.tokens[i-1].kind != pause || w.st.nounBehind != i-1 {
		return
	}
	for _, k := range []kind{receive, made, acting, handle} {
		if verbs := w.before.of(k); len(verbs) == 1 {
			f.atoms[0], f.n = verbs[0], 1
			f.has.add(k)
			return
		}
	}
}

// onlyInWriting takes the narrowing out of 书面, and of the one way by which all
// came, where the sentence sets no other against it: 受理书面申请2件, 通过网络共受理1件.
func (w *walker) onlyInWriting(from, i int) {
	at := -1
	for k := from; k < i; k++ {
		if w.tokens[k].kind == channel {
			through := k > from && w.tokens[k-1].kind == filler && w.tokens[k-1].arg == mannerID && sees(w.tokens[k:i], total)
			if at >= 0 || spell(w.text, w.tokens[k]) != "书面" && !through {
				return
			}
			at = k
		}
	}
	if at < 0 || w.st.among {
		return
	}
	for k := i + 1; k < min(len(w.tokens), i+longestClause) && w.tokens[k].kind != stop; k++ {
		if w.tokens[k].kind == channel {
			return
		}
	}
	if w.st.ways {
		return
	}
	w.tokens[at].kind, w.tokens[at].arg = filler, 0
}

// wholeOfShare lets the year's total a share is measured by stand for the
// applications: 占全年总量58件的34%.
func (w *walker) wholeOfShare(f *frame) {
	if f.n > 0 || !f.saw(share) || !f.saw(total) || !f.any(thisYear, whole) || w.st.topic != onApplications || !w.st.given.saw(object) || f.any(unknown, body) {
		return
	}
	f.atoms[0], f.n = atom{kind: object}, 1
	f.has.add(object)
}

// thereWere lets 共有7件申请 stand for 申请共7件, where nothing is said of them.
func (w *walker) thereWere(f *frame, i int) {
	if f.n > 0 || i+1 >= w.to || w.tokens[i+1].kind != object || !f.any(total, thisYear, sum, whole) || f.any(among, including, rest, body, unknown) {
		return
	}
	for _, t := range w.tokens[i+2 : w.to] {
		if (t.kind != filler || t.arg != 0) && t.kind != own && !(t.kind == receive && t.arg == weakID) {
			return // 共有66件申请提交至我委 names no more
		}
	}
	t := w.tokens[i+1]
	f.atoms[0], f.n = atom{kind: object, arg: t.arg}, 1
	f.has.add(object)
	f.has.add(total)
	f.has.drop(sum)
	w.turn(t)
}

// headBehind is the token of the noun the figure at i counts, behind words on
// who asked and by which way, and the one column those name: 3件群众通过网络提交的申请.
func (w *walker) headBehind(i int) (head int, of token) {
	for k := i + 1; k < w.to && k < i+12; k++ {
		switch t := w.tokens[k]; t.kind {
		case object:
			return k, of
		case filler, joined, channel, info:
		case column:
			if of.kind != none {
				return i + 1, token{}
			}
			of = t
		case receive:
			if t.arg != weakID {
				return i + 1, token{}
			}
		default:
			return i + 1, token{}
		}
	}
	return i + 1, token{}
}

// countsOther tells whether the figure at i, of a verb without an object, counts
// what is named behind it and is none of the form's: 制定5项制度.
func (w *walker) countsOther(i int, f *frame) bool {
	for _, a := range f.atoms[:f.n] {
		switch a.kind {
		case receive, handle, made, acting, collect:
		default:
			return false
		}
	}
	if f.any(object, info) || i+1 >= w.to || w.tokens[i+1].start != w.tokens[i].end {
		return false
	}
	k := i + 1
	for k+1 < w.to && w.tokens[k].kind == filler && spell(w.text, w.tokens[k]) == "的" {
		k++
	}
	switch t := w.tokens[k]; t.kind {
	case unknown, foreign, info, body, column:
		return true
	}
	return false
}

// opensWithOld tells whether the figure at i makes last year's applications what
// the sentence goes on about: 上年结转的4件申请，答复3件.
func (w *walker) opensWithOld(from, i int, f *frame) bool {
	return from == w.from && f.n == 1 && f.atoms[0].kind == carryIn && !f.any(alongside, including, among) && i+1 < w.to && w.tokens[i+1].kind == object &&
		(i+2 == w.to || i+3 == w.to && w.text.sym[w.tokens[i+2].start] == '中')
}

// carriedBehind is the carrying over that the words behind the figure at i put
// what was received to: 12月收到的2件申请结转至下年办理.
func (w *walker) carriedBehind(i int, f *frame) (cell, bool) {
	if !f.saw(receive) || f.any(carryIn, carryOut, row) {
		return cell{}, false
	}
	for _, t := range w.tokens[i+1 : w.to] {
		switch t.kind {
		case carryOut:
			return overCell(), true
		case carryIn:
			return cell{code: applicationCell(carriedIn, totalColumn), row: carriedIn, column: totalColumn, always: true}, true
		case object, filler, handle, nextYear, done, each:
		default:
			return cell{}, false
		}
	}
	return cell{}, false
}

// doneTo recognises what was done to some applications, however they are
// described: 对2件不属于政府信息的申请作出不予处理决定.
func (w *walker) doneTo(i int, right *frame) (cell, bool) {
	rows := right.of(row)
	if i == 0 || w.tokens[i-1].kind != filler || w.text.sym[w.tokens[i-1].start] != '对' || len(rows) != 1 || right.n < 2 || right.n > 4 || right.atoms[0].kind != object || rows[0].apart || right.tail || right.any(negation, foreign, subset, channel, respectively, etc) {
		return cell{}, false
	}
	for k, a := range right.atoms[1:right.n] {
		if a.kind != row && a.kind != acting && !(a.kind == handle && k+2 == right.n) || a.apart {
			return cell{}, false // 作出予以公开答复
		}
	}
	return place3(rows[0].arg, totalColumn), true
}

// sawBehind tells whether a word of kind k stands behind token i in the clause.
func (w *walker) sawBehind(i int, k kind) bool {
	for _, t := range w.tokens[i+1 : w.to] {
		if t.kind == k {
			return true
		}
	}
	return false
}

// inManner tells whether the words behind a figure say no more than that the
// cases were dealt with, in whatever orderly way: 19件已按规定的时限和程序进行了答复.
func (w *walker) inManner(from, to int, right *frame) bool {
	if right.n == 2 && right.atoms[0].kind == acting && right.atoms[1].kind == handle && !right.atoms[1].apart {
		right.atoms[0], right.n = right.atoms[1], 1 // 作出答复
	}
	if right.n != 1 || right.atoms[0].kind != handle || right.atoms[0].arg == looseID || right.tail ||
		right.any(taboo, channel, foreign, subset, body, negation, because, concerning, among) {
		return false
	}
	for _, t := range w.tokens[from:to] {
		switch {
		case t.kind == unknown:
			return false
		case t.kind == thisYear, t.kind == filler && orderly(spell(w.text, t)):
			right.atoms[0].apart = false
			return true
		}
	}
	return false
}

// orderly tells whether a word opens a manner of doing right by the law: 按照…,
// 依法; not 按期, which sets some cases against those that were late.
func orderly(word string) bool {
	return strings.HasPrefix(word, "依") || strings.HasPrefix(word, "按") && !strings.HasPrefix(word, "按期") && !strings.HasPrefix(word, "按时")
}

// rightward tells whether the words behind a figure may name its cell.
func (w *walker) rightward(right, left *frame) bool {
	a := right.atoms[0]
	if right.saw(carryOut) && !right.any(negation, carryIn, receive, row) {
		return true
	}
	switch a.kind {
	case carryIn:
		return true
	case carry: // 其余3件按程序结转
		return left.saw(rest) && right.n == 1 && !a.apart && !right.tail && !right.any(negation, taboo)
	case acting: // 9件作出不予公开决定
		return right.n == 2 && right.atoms[1].kind == row && !right.atoms[1].apart
	case remedy: // 1件有关政府信息公开事务的行政复议
		if right.n == 2 && right.atoms[1].kind == outcome && !a.apart && !right.atoms[1].apart && !right.tail {
			return true // 其中1件复议被纠正
		}
		return (!a.apart || right.saw(info) && !right.head) && right.names() == 1
	case row, outcome, column, act:
		return !a.apart && (right.names() == 1 || len(right.of(row)) == right.names())
	case handle:
		if right.n == 1 && !a.apart && !right.tail && a.arg == 0 && w.text.sym[w.tokens[w.to-1].end-1] == '中' && !right.any(taboo, subset) {
			return true // 38件答复中
		}
		if right.n == 2 && right.atoms[1].kind == object && a.arg == 0 && !a.apart && !right.atoms[1].apart && !right.tail && !right.any(taboo, subset, concerning) {
			return true // 22件办结申请中
		}
		return !a.apart && (right.any(done, each) || left.saw(rest) || a.arg == 0 && right.n == 1 && !right.tail && !right.any(taboo, subset) && w.restGoesOver())
	case receive: // 21件为本年新收
		if right.n == 3 && right.atoms[1].kind == object && right.atoms[2].kind == handle && right.any(done, each) && !right.atoms[1].apart {
			right.n = 2 // 41件本年度新收申请均已办结
		}
		return a.arg == newID && (right.n == 1 || right.n == 2 && right.atoms[1].kind == object) && !a.apart && !right.tail
	case object: // 对5件申请予以公开
		if last := right.atoms[right.n-1]; right.n <= 3 && last.kind == handle && last.arg == 0 && !last.apart && !right.tail && w.dated() && !right.any(taboo, channel, subset) {
			return right.n == 2 || right.atoms[1].kind == acting // 对45件申请作出了答复
		}
		if right.n == 2 && a.arg == bareID && right.atoms[1].kind == remedy && !right.atoms[1].apart && !right.atoms[1].linked && !right.tail && !right.head {
			return true // 有3件申请行政复议
		}
		if right.n == 3 && left.saw(rest) && right.atoms[1].kind == column && right.atoms[2].kind == receive && right.atoms[2].arg == weakID && !right.atoms[1].apart && !right.tail {
			return true // 其余63件申请均由自然人提出
		}
		return right.n > 1 && right.n < 4 && right.atoms[1].kind == row && !right.atoms[1].apart && !right.tail && !right.head &&
			(right.n == 2 || right.atoms[2].kind == row && !right.atoms[2].apart && !right.atoms[2].linked && right.saw(because))
	}
	return false
}

// restGoesOver tells whether the next clause carries the rest of the applications over,
// so that the figure before is of those dealt with: 其中15件按时办结，1件结转下年.
func (w *walker) restGoesOver() bool {
	if !w.st.among || w.to >= len(w.tokens) || w.tokens[w.to].kind != comma {
		return false
	}
	counted := false
	for _, t := range w.tokens[w.to+1 : min(len(w.tokens), w.to+12)] {
		switch {
		case t.kind == figure:
			counted = true
		case t.kind == carryOut:
			return counted
		case t.kind >= comma:
			return false
		}
	}
	return false
}

// cell is one place a figure may be put to.
type cell struct {
	code   string
	or     string
	scale  int // of money: 0 元, 4 万元
	money  bool
	loose  bool // gives way to a firmer word: 办理 to 办结
	row    uint8
	column uint8
	always bool // also right 截至 the year's end
}
