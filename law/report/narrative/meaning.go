package narrative

import "strconv"

// count puts the figure at token i to the words before it, from token from on,
// or to those behind it. It returns where reading goes on.
func (w *walker) count(from, i int) int {
	n := &w.figures[w.tokens[i].fig]
	w.filed(from, i)
	if i+2 < w.to && w.tokens[i+1].kind == object && w.tokens[i+2].kind == about && w.text.sym[w.tokens[i+2].start] == '左' {
		n.approx = true // 120件申请左右
	}
	w.onlyInWriting(from, i)
	w.absorb(from, i)
	if i > from && w.tokens[i-1].kind == pause {
		from = i // the words before 、 belong to the figure before them: 3件维持、1件纠正
	}
	f := frameOf(w.tokens[from:i])
	w.othersAreRest(&f, i)
	if f.saw(respectively) && w.ofWhich(&f) {
		return w.pairRemedies(i)
	}
	if end := w.paired(from, i, &f); end > i {
		w.before, w.st.given = f, f
		return end
	}
	if w.amongThem(i, &f) {
		f = frame{before: -1}
	}
	if c, ok := w.groupBehind(i, &f); ok {
		w.assert([]cell{c}, i)
		w.st.given, w.before = f, f
		return i + 2
	}
	w.wholeOfShare(&f)
	w.thereWere(&f, i)
	w.verbGoesOn(i, &f)
	if f.n == 0 && !f.any(taboo, foreign, channel, subset, info, concerning) {
		return w.unlabelled(i, &f, n)
	}
	if f.before >= 2 && f.onlyWeakBehind() {
		return w.pair(i, &f)
	}
	return w.labelled(from, i, &f, n)
}

// groupBehind is the group named behind a figure that the reasons stand before:
// 因信息不存在等26件无法提供.
func (w *walker) groupBehind(i int, f *frame) (cell, bool) {
	if !f.saw(etc) || !f.any(because, row, taboo) || i+1 >= w.to || f.any(receive, handle, remedy, act) {
		return cell{}, false
	}
	t := w.tokens[i+1]
	if t.kind != row || !isGroup(t.arg) || i+2 < w.to && w.tokens[i+2].kind != link && w.tokens[i+2].kind != pause {
		return cell{}, false
	}
	return place3(t.arg, totalColumn), true
}

// paired is the end of the figures that belong to names in a way of their own:
// 由…增至, 公开 in a list of results, 分别; i if they do not.
func (w *walker) paired(from, i int, f *frame) int {
	if f.saw(from_) && w.becomes(i) {
		return i + 1
	}
	if c, ok := w.openedBeside(i, f); ok {
		w.assert([]cell{c}, i)
		return i + 1
	}
	if end := w.pairPapers(i, f); end > i {
		return end
	}
	return w.unpaired(from, i, f)
}

// labelled puts the figure at i to what the words before it name.
func (w *walker) labelled(from, i int, f *frame, n *number) int {
	end := max(w.objectBehind(f, i), i+1)
	w.towards(f, i)
	if from < i {
		w.listGoesOn(from, f)
	}
	list := w.cells(f, n)
	if c, ok := w.carriedBehind(i, f); ok {
		list = []cell{c}
		if c.row == carriedOver && f.saw(partYear) && !f.any(lastYear, sumYears) {
			w.st.time = openTime // 12月20日后收到的4件申请结转至下年 only dates the receiving
		}
	} else if w.countsOther(i, f) {
		list = nil
	}
	w.st.publishing = w.goesOnPublishing(from, i, f)
	if f.saw(info) && f.saw(taboo) && (w.st.topic == noTopic || w.st.publishing && w.st.former) {
		w.st.topic = elsewhere // 审核发布政府信息1200条
	}
	if w.ofAnother(from, i, f, n) || len(list) == 1 && list[0].row == totalHandled && w.onTimeOf(from, i, n) {
		list = nil
	}
	w.st.partial, w.st.refused = w.onlyPart(f, list), len(list) == 0
	w.st.ofOld = !f.saw(receive) && (w.st.ofOld || w.opensWithOld(from, i, f))
	if f.saw(share) {
		w.dropSharing(list)
	}
	w.before, w.st.given, w.st.vague, w.st.nounBehind, w.st.counted = *f, *f, n.approx, end, n.unit == cases
	w.assert(list, i)
	return end
}

// ofAnother tells whether the figure at i only goes on with a list of what is no
// cell of the form, or counts cases of two years.
func (w *walker) ofAnother(from, i int, f *frame, n *number) bool {
	k := w.tokens[from].kind
	switch {
	case f.saw(lastYear) && f.saw(thisYear) && f.saw(receive) && f.saw(handle): // 去年收到、今年办结的3件
		return true
	case w.st.refused && f.saw(act) && w.st.given.saw(act) && w.st.given.saw(concerning) && !f.any(acting, handle): // 其中涉及行政许可3件，行政处罚2件
		f.has.add(concerning)
		return true
	case w.st.publishing && (f.saw(act) || w.last() < 0 && (f.any(object, volume) || f.rowInfo) && !n.isZero()):
		return true
	case (k == pause || k == link) && w.st.refused && w.before.saw(remedy) && f.saw(remedy) && !f.saw(info): // 土地类行政复议3件、行政诉讼2件
		return true
	}
	return f.any(act, papers) && from < i && w.published(from, f)
}

// onTimeOf tells whether the figure at i, of what was answered in time, is a part of all
// that the sentence said was answered: 答复的61件中，按期答复60件.
func (w *walker) onTimeOf(from, i int, n *number) bool {
	if w.tokens[from].kind != filler || w.text.sym[w.tokens[from].start] != '按' {
		return false
	}
	value, ok := n.count()
	for k := len(w.claims) - 1; ok && k >= 0 && k > len(w.claims)-lookBack && w.claims[k].sentence == w.sentence; k-- {
		if c := &w.claims[k]; c.row == totalHandled && c.column == totalColumn {
			return c.value != value
		}
	}
	return false
}

// amongThem tells whether the figure at i is a part of the applications named
// before it, which the words behind it name: 新收的申请中有1件结转下一年度.
func (w *walker) amongThem(i int, f *frame) bool {
	k := i - 1
	if k > w.from && w.tokens[k].kind == filler && w.text.sym[w.tokens[k].start] == '有' {
		k--
	}
	if k <= w.from || w.tokens[k].kind != filler || w.text.sym[w.tokens[k].start] != '中' {
		return false
	}
	return w.tokens[k-1].kind == object && f.saw(receive) && i+1 < w.to
}

// dropSharing takes back what was said of the cells before in the sentence: it
// is a part of the figure it is measured by, 提交63件，占申请总数（88件）的七成.
func (w *walker) dropSharing(list []cell) {
	for _, c := range list {
		for k := len(w.claims) - 1; k >= 0 && k > len(w.claims)-lookBack; k-- {
			if old := &w.claims[k]; old.sentence == w.sentence && old.cell == c.code {
				old.listed = true
			}
		}
	}
}

// unpaired is the end of a row of figures that 分别 puts to no row of names, i
// if there is none: 三年分别为31件、40件、52件.
func (w *walker) unpaired(from, i int, f *frame) int {
	if f.saw(each) && f.names() > 1 && w.tokens[i-min(1, i)].kind == each {
		if at, end := w.row(i); len(at) > 1 {
			return end // 予以公开、部分公开各9件、3件
		}
	}
	if f.saw(respectively) && f.before < 2 {
		if at, end := w.row(i); len(at) > 1 {
			if k := w.ownAmong(from, i, len(at)); k >= 0 {
				g := f.carriedOn()
				w.st.time, w.st.stray = wholeYear, false
				w.assert(w.cells(&g, &w.figures[w.tokens[at[k]].fig]), at[k])
			}
			return end
		}
	}
	return i
}

// ownAmong is the place of the report's year among the n years that 分别 puts to
// figures, -1 if it is not there: 2023年、2024年分别收到100件、88件.
func (w *walker) ownAmong(from, i, n int) int {
	years, own := 0, -1
	for _, t := range w.tokens[from:i] {
		switch t.kind {
		case respectively:
			if years != n {
				return -1
			}
			return own
		case thisYear:
			own = years
			years++
		case lastYear:
			years++
		case link, pause, filler:
		default:
			return -1
		}
	}
	return -1
}

// onlyPart tells whether the figures that follow are of some applications
// only: 收到不动产登记申请12件，办结12件.
func (w *walker) onlyPart(f *frame, list []cell) bool {
	if f.saw(receive) && !f.saw(object) && (f.saw(taboo) || f.tail || f.files) && len(list) == 0 {
		return true // 收到行政许可申请186件，受理180件
	}
	if !f.saw(receive) || !f.saw(object) {
		return w.st.partial
	}
	return len(list) == 0 && (f.narrowed() || f.strange || f.any(concerning, foreign, subset))
}

// opens tells whether f begins with a word of one of the kinds.
func opens(f *frame, ks ...kind) bool {
	for _, k := range ks {
		if f.n > 0 && f.atoms[0].kind == k {
			return true
		}
	}
	return false
}

// unlabelled gives a figure without words before it to the words behind it, or
// to a label left open by the clause before: 一件予以公开, 申请总量（39件）.
func (w *walker) unlabelled(i int, f *frame, n *number) int {
	if !f.any(unknown, body, ordinal) {
		w.st.orphan = i + 1
	}
	end := i + 1
	for end < w.to && w.tokens[end].kind != figure && w.tokens[end].kind != pause {
		if w.tokens[end].kind == negation {
			if n.spoken { // 一件…也没有
				return i + 1
			}
			break
		}
		if w.tokens[end].kind == link && end+1 < w.to && w.text.sym[w.tokens[end+1].start] == '告' {
			break // 不予公开并告知查询途径
		}
		end++
	}
	right := frameOf(w.tokens[i+1 : end])
	if right.n > 0 {
		if c, ok := w.doneTo(i, &right); ok {
			w.absorb(i+1, end)
			w.assert([]cell{c}, i)
			return end
		}
		if f.saw(unknown) || right.saw(respectively) && end < w.to && w.tokens[end].kind == figure || !w.inManner(i+1, end, &right) && !w.rightward(&right, f) {
			return i + 1
		}
		w.absorb(i+1, end)
		if right.saw(handle) && f.saw(rest) && w.st.topic == noTopic {
			w.st.topic = onApplications
		}
		list := w.cells(&right, n)
		if right.saw(carryOut) || right.n == 1 && right.saw(carry) { // why they were carried over does not matter
			list = []cell{overCell()}
			if w.st.topic == elsewhere && w.st.prior != onApplications && !w.st.former {
				list = nil // 受理工单12件，2件结转下年
			}
		}
		w.assert(list, i)
		return end
	}
	if end > i+1 && end < w.to && w.tokens[end].kind == pause && w.carriedBeyond(end, &right) {
		w.assert([]cell{overCell()}, i)
		return end
	}
	if c, ok := w.totalled(f, n); ok {
		w.assert([]cell{c}, i)
		return i + 1
	}
	if right.any(unknown, partYear, subset, channel) {
		return i + 1 // 有41件集中在第三季度
	}
	w.takeOver(i, f, n)
	return i + 1
}

// carriedBeyond tells whether the second of two things said of a figure, at the pause
// at k, is that it is carried over: 1件经批准延期、转入下年度办理.
func (w *walker) carriedBeyond(k int, right *frame) bool {
	if right.any(negation, foreign, each) {
		return false
	}
	for k++; k < w.to; k++ {
		switch w.tokens[k].kind {
		case carryOut:
			return !sees(w.tokens[k:w.to], figure)
		case filler:
		default:
			return false
		}
	}
	return false
}

// takeOver gives the figure the name another clause left for it.
func (w *walker) takeOver(i int, f *frame, n *number) {
	if n.approx && w.st.label.n > 0 && f.n == 0 && !f.any(among, including, rest) {
		w.st.vague, w.st.given = true, w.st.label // 申请量突破200件，达到214件
		return
	}
	label := w.inherited(i, f, n).carriedOn()
	if label.saw(each) && label.saw(column) && label.saw(receive) && label.saw(object) && f.any(total, sum) {
		label.withoutColumns() // 收到的申请均由自然人提出，共24件
	}
	if label.n == 1 && label.atoms[0].kind == volume && w.st.given.n > 0 && w.st.vague {
		label.tail = false // 申请量持续攀升
	}
	if label.n == 0 || f.any(unknown, body, change, rest, lastYear) {
		return
	}
	label.has[0] |= f.has[0]
	label.has[1] |= f.has[1]
	list := w.cells(&label, n)
	if len(list) > 0 {
		w.st.orphan, w.st.given = 0, label
		w.st.filled = i == w.from && i > 0 && w.tokens[i-1].kind == open
	}
	if w.st.label.saw(share) {
		w.dropSharing(list)
	}
	w.assert(list, i)
}

// becomes tells whether a word like 增至 follows the figure at i in its clause.
func (w *walker) becomes(i int) bool {
	for _, t := range w.tokens[i+1 : w.to] {
		if t.kind == become {
			return true
		}
	}
	return false
}

// inherited is the name a figure takes over that has none of its own: behind
// 调整为 and 其中本年度 that of the figure before, in a bracket or behind 共, 为 that
// which the clause before left open.
func (w *walker) inherited(i int, f *frame, n *number) *frame {
	switch {
	case n.unit == yuan && (f.any(total, sum) || i == w.from && w.st.counted) && w.st.given.any(handlingFee, charge):
		g := w.st.given // 收取信息处理费3件，共计300元
		g.keepMoney()
		return &g
	case n.unit == yuan && f.any(total, sum) && w.st.topic == onHandlingFee && w.st.fee && !w.st.given.saw(taboo):
		g := &frame{before: -1, n: 1}
		g.atoms[0] = atom{kind: handlingFee} // 收取信息处理费分别为100元和240元，合计340元
		g.has.add(handlingFee)
		return g
	case n.unit == yuan && f.any(total, sum) && w.st.topic == onCharges && !w.st.former && w.st.given.saw(unknown):
		g := &frame{before: -1, n: 1}
		g.atoms[0] = atom{kind: charge} // 行政事业性收费：耕地开垦费…、登记费…，共计398万元
		g.has.add(charge)
		return g
	case f.saw(become) && w.before.n > 0:
		return &w.before
	case f.saw(become):
		return &w.st.given
	case f.saw(among) && f.saw(thisYear):
		return &w.st.given
	case f.saw(thisYear) && w.st.given.any(lastYear, partYear, sumYears):
		return &w.st.given
	case f.saw(whole) && f.any(total, sum) && w.st.given.saw(receive) && (w.st.given.saw(object) || w.st.topic == onApplications):
		return &w.st.given // 甲局收到申请15件，乙局22件，全县共计129件
	case f.saw(among) && f.saw(own):
		return &w.st.given // 全市收到申请29件，其中本机关18件
	case f.any(among, including):
		return &frame{}
	case f.saw(thisYear) && w.st.head.n == 1 && (w.st.head.saw(volume) || n.unit == yuan && w.st.head.saw(charge)) && w.st.label.n == 0:
		return &w.st.head // 申请量：2023年11件；2024年13件
	case f.saw(thisYear) && w.st.label.n == 1 && w.st.label.saw(volume):
		w.st.label.tail = false
		return &w.st.label // 申请量连年下降：2023年25件、2024年21件
	}
	if i == w.from && w.from > 0 && (w.tokens[w.from-1].kind == open || w.tokens[w.from-1].kind == closing) {
		return &w.st.label
	}
	if s := w.text.sym[w.tokens[i].start-min(1, w.tokens[i].start)]; s == '为' || s == '共' || s == '计' || s == '是' || s == '达' || s == '到' || s == '有' || s == '仅' || s == ':' {
		if w.st.label.n == 0 && (w.st.given.saw(change) || w.st.vague) {
			return &w.st.given // 较上年减少3件，为21件
		}
		return &w.st.label
	}
	return &frame{}
}

// withoutColumns leaves of the names in f those that are no column.
func (f *frame) withoutColumns() {
	kept := f.atoms[:0]
	for _, a := range f.atoms[:f.n] {
		if a.kind != column && (a.kind != receive || a.arg != weakID) {
			kept = append(kept, a)
		}
	}
	f.n = len(kept)
	f.has.drop(column)
	f.tail = false
}

// keepMoney leaves of the names in f those of money.
func (f *frame) keepMoney() {
	kept := f.atoms[:0]
	for _, a := range f.atoms[:f.n] {
		if a.kind == handlingFee || a.kind == charge {
			a.linked, a.apart = false, false
			kept = append(kept, a)
		}
	}
	f.n = len(kept)
}

// totalled recognises 共计162件 behind the figures it adds up: new and carried
// in together, or the results.
func (w *walker) totalled(f *frame, n *number) (cell, bool) {
	value, ok := n.count()
	if !ok || !f.any(total, sum) || f.any(among, including, body, unknown) {
		return cell{}, false
	}
	received, carried, results := 0, 0, 0
	rows := map[uint8]int{}
	for i := len(w.claims) - 1; i >= 0 && w.claims[i].sentence == w.sentence && i > len(w.claims)-64; i-- {
		c := &w.claims[i]
		if c.column != totalColumn {
			continue
		}
		v, _ := strconv.Atoi(c.value)
		switch {
		case c.row == newlyReceived:
			received = v
		case c.row == carriedIn:
			carried = v
		case c.row == granted || c.row == partlyGranted || isGroup(c.row):
			rows[c.row], results = v, results+v
		}
	}
	switch {
	case received > 0 && carried > 0 && value == strconv.Itoa(received+carried):
		return place3(receivedAndCarried, totalColumn), true
	case len(rows) > 1 && value == strconv.Itoa(results):
		return place3(totalHandled, totalColumn), true
	}
	return cell{}, false
}

// cells is what the words of f name for figure n, none when in doubt.
func (w *walker) cells(f *frame, n *number) []cell {
	if !f.full && !f.tail && f.saw(etc) {
		if g := w.groupFor(f); g != nil {
			return g
		}
	}
	if f.aside && !f.shared(n) {
		return nil
	}
	if f.saw(concerning) && !f.any(remedy, info, row) && (f.saw(object) || !f.saw(column)) {
		return nil
	}
	if f.full || f.tail || (f.saw(taboo) || f.saw(subset) && !(n.unit == yuan && f.saw(handlingFee)) || f.saw(decide) && !w.decided(f)) && !w.ofWhich(f) || f.any(change) && !f.saw(become) {
		return nil
	}
	if f.n > 0 && w.from > 1 && w.tokens[w.from-1].kind == comma && w.goesWithBefore(f) {
		return nil
	}
	if f.saw(sum) && !f.saw(each) && f.names() > 1 && !f.any(carryIn, due) {
		return nil
	}
	if n.unit == yuan || n.isZero() && f.any(charge, handlingFee, collect, amount) {
		return w.moneyCells(f, n)
	}
	switch {
	case f.any(charge, handlingFee, collect, cost, amount):
		return nil
	case f.any(remedy, outcome) || f.n == 0 && w.ofWhich(f):
		return w.remedyCells(f, n)
	case f.any(procure, projects):
		return w.procureCells(f)
	case f.saw(act):
		return w.actCells(f)
	case f.any(papers, made):
		return w.paperCells(f, n)
	}
	return w.applicationCells(f, n)
}

// goesWithBefore tells whether the clause before gave no more than a name of the same
// kind as the one f begins with, so that the figure is of both: 复议，诉讼共23件.
func (w *walker) goesWithBefore(f *frame) bool {
	l, k := &w.st.label, f.atoms[0].kind
	if k != row && k != remedy && k != act || w.tokens[w.from].kind != k || w.tokens[w.from-2].kind != k ||
		l.n == 0 || l.tail || l.atoms[l.n-1].kind != k || f.saw(each) {
		return false
	}
	for i := w.from - 2; i >= 0 && w.tokens[i].kind < comma; i-- {
		if w.tokens[i].kind == figure {
			return false
		}
	}
	return true
}

// groupFor is the group named behind examples of its reasons: 因信息不存在等原因
// 无法提供.
func (w *walker) groupFor(f *frame) []cell {
	rows := f.of(row)
	if len(rows) == 0 || f.atoms[f.n-1].kind != row && f.atoms[f.n-1].kind != object {
		return nil
	}
	last := rows[len(rows)-1]
	for _, r := range rows[:len(rows)-1] {
		if isGroup(r.arg) || r.arg < withheld {
			return nil
		}
	}
	if !isGroup(last.arg) || last.linked {
		return nil
	}
	return []cell{place3(last.arg, totalColumn)}
}

func codes(list ...string) []cell {
	out := make([]cell, 0, len(list))
	for _, c := range list {
		if c != "" {
			out = append(out, cell{code: c})
		}
	}
	return out
}
