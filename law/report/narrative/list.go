package narrative

// othersAreRest takes 其他 for 其余 where the words behind the figure say what was
// done: 其他14件均按时答复.
func (w *walker) othersAreRest(f *frame, i int) {
	if f.n == 1 && f.atoms[0].kind == object && f.saw(rest) && !f.atoms[0].apart {
		f.n = 0 // 其余申请27件均已答复
		f.has.drop(object)
	}
	if f.n != 1 || f.atoms[0].kind != other || f.atoms[0].apart || i+1 >= w.to {
		return
	}
	behind := frameOf(w.tokens[i+1 : w.to])
	if behind.n == 0 || behind.atoms[0].kind != handle || !behind.any(done, each) && !w.st.excepted {
		return
	}
	f.n = 0
	f.has.drop(other)
	f.has.add(rest)
}

// openedBeside recognises 公开22件 in a list of results, where it is 予以公开.
func (w *walker) openedBeside(i int, f *frame) (cell, bool) {
	results := f.n == 1 && f.atoms[0].kind == handle && !f.atoms[0].apart && !f.tail // 办理结果为公开18件
	if f.n > 0 && !results || !f.saw(taboo) || f.any(unknown, foreign, channel, subset, info, body, sumYears) || w.st.topic == elsewhere || w.st.partial {
		return cell{}, false
	}
	at := i - 1
	for at > w.from && (w.tokens[at].kind == filler || w.tokens[at].kind == total) {
		at-- // 公开的共2件
	}
	if t := w.tokens[at]; t.kind != taboo || t.arg != openID && t.arg != openAllID {
		return cell{}, false
	}
	last := w.last()
	if w.tokens[at].arg == openAllID && w.st.topic == onApplications && !f.any(info, papers) && last >= 0 && w.claims[last].row != 0 {
		return place3(granted, totalColumn), true
	}
	if f.saw(among) && w.st.topic == onApplications && at > w.from && w.tokens[at-1].kind == among {
		return place3(granted, totalColumn), true // 答复25起，其中公开2起
	}
	behind := i + 1
	for behind < len(w.tokens) && (w.tokens[behind].kind == comma || w.tokens[behind].kind == pause || w.tokens[behind].kind == semicolon) {
		behind++
	}
	if behind == i+1 || behind == len(w.tokens) || w.tokens[behind].kind != row {
		return cell{}, false
	}
	told := w.st.topic == onApplications && last >= 0 && w.claims[last].column == totalColumn
	return place3(granted, totalColumn), told || w.tokens[behind].arg == partlyGranted
}

// row lists the figures of the list that starts at i and where it ends.
func (w *walker) row(i int) (at []int, end int) {
	at, end = []int{i}, i+1
	for k := i + 1; k < w.to; k++ {
		if t := w.tokens[k]; t.kind == figure {
			at = append(at, k)
			end = k + 1
		} else if t.kind != link && t.kind != pause && t.kind != filler {
			break
		}
	}
	return at, end
}

// listGoesOn carries the verb on through a list of what was received: 收到国家赔偿
// 申请1件、政府信息公开申请7件.
func (w *walker) listGoesOn(from int, f *frame) {
	if g := &w.st.given; f.n == 1 && f.atoms[0].kind == act && g.saw(acting) && g.saw(act) && !g.saw(taboo) {
		f.atoms[0].apart = false // 作出税务行政许可决定9件，税务行政处罚决定2件
		f.has.add(acting)
	}
	if w.tokens[from].kind != pause && w.tokens[from].kind != link {
		w.verb = none
	}
	for _, k := range []kind{receive, handle} {
		if len(f.of(k)) == 1 && f.of(k)[0].arg != weakID {
			w.verb = k
		}
	}
	if w.tokens[from].kind == pause && f.n == 1 && f.saw(object) && w.verb != none {
		f.atoms[0], f.atoms[1], f.n = atom{kind: w.verb, apart: f.atoms[0].apart}, f.atoms[0], 2
		f.has.add(w.verb)
	}
}

// published tells whether a figure goes on a list of what was published or
// listed: 公示行政许可信息1320条、行政处罚信息88条.
func (w *walker) published(from int, f *frame) bool {
	k := w.tokens[from].kind
	return (k == pause || k == link) && (w.before.saw(taboo) && !w.before.saw(acting) || w.st.refused && w.before.saw(act)) && !opens(f, acting, handle, made)
}

// goesOnPublishing tells whether the figure at i is of things put before the
// public, or goes on with a list of them without a verb of its own: 主动公开文件
// 2件，重大决策3条，行政许可0宗.
func (w *walker) goesOnPublishing(from, i int, f *frame) bool {
	if f.saw(taboo) && putsOut(w.tokens[from:i]) {
		return true
	}
	if f.any(acting, handle, receive, made, collect, remedy) || f.saw(object) && !(w.st.publishing && w.last() < 0) {
		return false
	}
	for _, t := range w.tokens[from:i] {
		if t.kind == taboo && (t.arg == publishID || t.arg == openID) {
			return true
		}
		if t.kind == act && t.end-t.start > 5 && !(w.st.publishing && w.st.given.lists(t.arg)) {
			return false // 行政处罚决定 is what was made
		}
	}
	return w.st.publishing && !f.any(own, whole, body, thisYear)
}

// putsOut tells whether tokens begin with what was put before the public, whatever verb
// belongs to its name: 公开行政许可办理结果, 公开现行有效规章.
func putsOut(tokens []token) bool {
	out := false
	for _, t := range tokens {
		switch {
		case t.kind == taboo && (t.arg == publishID || t.arg == openID):
			out = true
		case t.kind == act, t.kind == papers:
			return out
		case (t.kind == made || t.kind == handle && t.arg == looseID) && out, t.kind == filler, t.kind == thisYear, t.kind == own, t.kind == total, t.kind == unknown, t.kind == body, t.kind == whole, t.kind == channel, t.kind == pause:
		default:
			return false
		}
	}
	return false
}

// lists tells whether f, of things published, goes on with decisions of kind arg: of
// another kind, or of any kind where it named decisions and not 行政处罚信息.
func (f *frame) lists(arg uint8) bool {
	for _, a := range f.of(act) {
		if a.arg != arg || !f.items {
			return true
		}
	}
	return false
}

// pairPapers gives one figure each to the two kinds of documents the sentence
// named: 出台规章2件、规范性文件14件，分别废止0件和6件.
func (w *walker) pairPapers(i int, f *frame) int {
	if !f.saw(respectively) || f.n != 1 || f.atoms[0].kind != made || w.st.topic != onPapers || w.st.kinds[0] == 0 || w.st.kinds[0] == w.st.kinds[1] {
		return i
	}
	at, end := w.row(i)
	if len(at) != 2 {
		return i
	}
	for k, kind := range w.st.kinds {
		verb := f.atoms[0].arg
		w.assert([]cell{{code: papersCodes[kind][verb], always: verb == inForceID || verb == publicTotalID}}, at[k])
	}
	return end
}

// pair gives one figure each to the names before 分别.
func (w *walker) pair(i int, f *frame) int {
	at, end := w.row(i)
	f.has.add(each)
	list := w.cells(f, &w.figures[w.tokens[i].fig])
	if k := f.n - 1; len(list) == len(at)-1 && f.atoms[k].kind == carry && f.saw(handle) {
		list = append(list, overCell()) // 新收、办结、结转数分别为
	}
	if len(list) != len(at) {
		return end
	}
	for k, c := range list {
		w.assert([]cell{c}, at[k])
	}
	return end
}
