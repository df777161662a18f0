package narrative

// denies tells whether the negation at i speaks of a cell rather than of the
// way something was done.
func (w *walker) denies(i int) bool {
	if i+1 >= w.to {
		return w.tokens[i].end-w.tokens[i].start > 2 || w.noneOf(i) || w.afterColon(i) // 行政诉讼未发生
	}
	k := w.tokens[i+1].kind
	return k != unknown && k != pause
}

// noRemedies tells whether 不涉及 at i says that there were no remedies: 不涉及行政复议
// 和行政诉讼; not that they were of another law.
func (w *walker) noRemedies(i int) bool {
	for _, t := range w.tokens[i+1 : w.to] {
		switch t.kind {
		case remedy:
			return true
		case filler, info, because:
		default:
			return false
		}
	}
	return false
}

// afterColon tells whether 无 is all that is said of what stands before a colon:
// 行政强制：无.
func (w *walker) afterColon(i int) bool {
	return i == w.from && i > 0 && w.tokens[i-1].kind == colon && w.st.label.n > 0
}

// noneOf tells whether 无 at the end of the clause is said of what stands before
// it: 不予公开情况无.
func (w *walker) noneOf(i int) bool {
	if i == w.from || w.text.sym[w.tokens[i].start] != '无' {
		return false
	}
	k := w.tokens[i-1].kind
	return k == filler && rounds(spell(w.text, w.tokens[i-1])) || k == remedy || k == row
}

// deny reads a negation: 未收到申请, 无不予公开情形, 零诉讼. The words behind it, up to
// the end of the clause or the next negation, are what there was none of.
func (w *walker) deny(from, i int) int {
	w.absorb(from, i)
	before := frameOf(w.tokens[from:i])
	colonBefore := i+1 == w.to && w.afterColon(i)
	if colonBefore {
		before = w.st.label
	}
	end := w.scope(i)
	span := w.tokens[i+1 : end]
	if len(span) > 0 && span[0].kind == link && end == w.to && end < len(w.tokens) && w.tokens[end].kind == open {
		return end // 未发生与诉讼（…）有关的费用
	}
	w.recast(span)
	if end < w.to && w.tokens[end].kind == figure {
		return end + 1 // 未按期答复3件 asserts nothing
	}
	w.inWriting(span)
	span = w.withoutStrangers(span)
	trimmed := trimTaboo(span)
	f := frameOf(withoutListed(trimmed))
	if len(trimmed) > 0 && len(trimmed) < len(span) && trimmed[0].start == span[0].start && f.saw(made) && !f.saw(papers) {
		return end // 无废止、失效文件
	}
	if w.tokens[i].arg == unpaidID {
		f.has.add(collect)
	}
	if f.saw(made) && !f.saw(papers) && anyFile(span) {
		return end // 无废止文件
	}
	topic := w.st.topic
	w.absorb(i+1, end)
	if w.st.topic == elsewhere {
		w.st.topic = topic // 没有投诉 turns to nothing
	}
	if w.tokens[i].kind == zero && f.n == 0 && onlyFillers(span) {
		f = before // 诉讼零发生
	}
	if w.tokens[i].kind == negation && w.onlyHappening(span) {
		if w.againNone(&before) {
			w.claim(codes(remedyCell(w.st.remedies[0], totalResult), remedyCell(w.st.remedies[1], totalResult)), "0", w.tokens[i].start, w.tokens[i].end)
			return end
		}
		if f = before; !colonBefore && !f.any(remedy, row) || f.any(outcome, receive, handle, unknown) {
			return end
		}
	}
	if w.st.who == ofArea && before.saw(body) {
		return end // 17个部门未收到申请
	}
	if list := w.absent(&f, &before); len(list) > 0 {
		for k := range list {
			list[k].always = true // what there was none of by the year's end, there was none of in the year
		}
		w.claim(list, "0", w.tokens[i].start, w.tokens[i].end)
		if end == w.to && f.saw(remedy) && !f.saw(outcome) {
			w.st.denied = i + 1
		}
	}
	return end
}

// anyFile tells whether span speaks of documents of no kind of the form.
func anyFile(span []token) bool {
	for _, t := range span {
		if t.kind == filler && t.arg == fileID {
			return true
		}
	}
	return false
}

// recast gives words their meaning behind a negation: of 复议申请 and 依申请公开情况
// there were none.
func (w *walker) recast(span []token) {
	for k := range span {
		switch t := &span[k]; {
		case t.kind == decide && t.arg == filedID:
			t.kind, t.arg = remedy, reconsiderationID
		case t.kind == filler && t.arg == lawID && spell(w.text, *t) == "依申请公开情况":
			t.kind, t.arg = object, modeID
		case t.kind == foreign && k+1 < len(span) && span[k+1].kind == carryOut && spell(w.text, *t) == "办件":
			t.kind, t.arg = filler, 0
		}
	}
}

// deniedOn carries the negation at the end of the clause before on through a
// clause that only goes on with its list of remedies: 未发生行政复议，提起行政诉讼情况.
func (w *walker) deniedOn(from, to int) bool {
	i := w.st.denied - 1
	w.st.denied = 0
	if i < 0 || to-from > 8 {
		return false
	}
	for _, t := range w.tokens[from:to] {
		if t.kind != remedy && t.kind != filler && t.kind != info && t.kind != pause && t.kind != link && t.kind != because {
			return false
		}
	}
	f := frameOf(w.tokens[from:to])
	last := w.tokens[to-1]
	if f.n == 0 || last.kind != filler || !rounds(spell(w.text, last)) {
		return false
	}
	w.absorb(from, to)
	w.claim(w.nilRemedies(&f), "0", w.tokens[i].start, w.tokens[i].end)
	return true
}

// rounds tells whether a word ends a list of what there was none of.
func rounds(word string) bool {
	switch word {
	case "情况", "情形", "现象", "状况", "问题", "事项", "案件", "发生", "出现":
		return true
	}
	return false
}

// onlyHappening tells whether span is empty or says no more than 发生.
func (w *walker) onlyHappening(span []token) bool {
	for _, t := range span {
		switch spell(w.text, t) {
		case "发生", "出现", "产生", "存在":
		default:
			return false
		}
	}
	return true
}

// againNone tells whether a clause says that of the remedies just counted for
// another year there were none in this one: 2023年发生复议1件、诉讼1件，今年均未发生.
func (w *walker) againNone(before *frame) bool {
	r := w.st.remedies
	return before.n == 0 && before.saw(thisYear) && !before.saw(unknown) && w.st.given.saw(remedy) && r[0] != 0 && r[1] != 0
}

// onlyFillers tells whether the words of span change nothing.
func onlyFillers(span []token) bool {
	for _, t := range span {
		if t.kind != filler {
			return false
		}
	}
	return true
}

// scope is where the reach of the negation at i ends. 一起 in 未发生一起 is no
// figure of its own.
func (w *walker) scope(i int) int {
	for k := i + 1; k < w.to; k++ {
		t := w.tokens[k]
		switch t.kind {
		case negation, zero:
			if k > i+1 {
				return k
			}
		case pause:
			if w.tokens[i].kind == zero || k+1 < w.to && w.tokens[k+1].kind == filler && w.text.sym[w.tokens[k+1].start] == '有' {
				return k // 无复议、有诉讼1件
			}
		case figure:
			if n := w.figures[t.fig]; !n.spoken || n.digits != "1" {
				return k
			}
		}
	}
	return w.to
}

// trimTaboo cuts a list at a member the form has no cell for: 收费及减免.
func trimTaboo(span []token) []token {
	if len(span) > 2 && span[0].kind == taboo && (span[1].kind == link || span[1].kind == pause) && span[2].kind == made {
		return span[2:] // 无修改、废止
	}
	if sees(span, papers) && sees(span, made) {
		span = withoutTaboo(span)
	}
	outcomes := false
	for i, t := range span {
		outcomes = outcomes || t.kind == outcome
		switch {
		case t.kind != taboo || i == 0:
		case span[i-1].kind == link || span[i-1].kind == pause:
			return span[:i-1]
		case outcomes && i > 1 && span[i-1].kind == remedy && (span[i-2].kind == link || span[i-2].kind == pause):
			return span[:i-2] // 无复议纠错、诉讼败诉
		}
	}
	return span
}

// inWriting takes the narrowing out of 书面: of written applications there were
// none means of all.
func (w *walker) inWriting(span []token) {
	for k := range span {
		if t := &span[k]; t.kind == channel && spell(w.text, *t) == "书面" && !listMember(span, k) {
			t.kind, t.arg = filler, 0
		}
	}
}

// withoutStrangers cuts the end of a list of what there was none of where the form
// knows nothing of it: 行政复议、行政诉讼及国家赔偿案件.
func (w *walker) withoutStrangers(span []token) []token {
	for i := len(span) - 1; i > 0; i-- {
		switch t := span[i]; t.kind {
		case unknown, filler, foreign:
		case link, pause:
			strange, before := false, frameOf(span[:i])
			for _, u := range span[i+1:] {
				strange = strange || u.kind == unknown || u.kind == foreign
			}
			if k := span[i-1].kind; strange && (k == remedy || k == object || k == papers || k == filler && i > 1 && span[i-2].kind == remedy) && !before.any(concerning, subset) {
				return span[:i]
			}
			return span
		default:
			return span
		}
	}
	return span
}

// withoutTaboo drops the members in the middle of a list of what was done with
// documents that the form has no cell for: 制发、修改、废止的规范性文件.
func withoutTaboo(span []token) []token {
	out := make([]token, 0, len(span))
	for i := 0; i < len(span); i++ {
		if span[i].kind == taboo && i > 0 && i+1 < len(span) && (span[i-1].kind == pause || span[i-1].kind == link) {
			switch span[i+1].kind {
			case pause, link:
				i++
				continue
			case papers: // 制发、废止、修改规范性文件
				out = out[:len(out)-1]
				continue
			}
		}
		out = append(out, span[i])
	}
	return out
}

// withoutListed drops the members of a list that are another business, where
// the form's own words are left: 举报、投诉、行政复议和诉讼.
func withoutListed(span []token) []token {
	drop := -1
	for i, t := range span {
		switch {
		case t.kind == foreign && (listMember(span, i) || i > 0 && span[i-1].kind == remedy):
			drop = i
		case t.kind == foreign, t.kind == taboo:
			return span
		}
	}
	if drop < 0 {
		return span
	}
	out := make([]token, 0, len(span))
	named := false
	for _, t := range span {
		if t.kind == foreign {
			continue
		}
		named = named || t.kind == remedy || t.kind == object
		out = append(out, t)
	}
	if !named {
		return span
	}
	return out
}

// listMember tells whether token i stands between the marks of a list.
func listMember(span []token, i int) bool {
	k := i - 1
	for k >= 0 && span[k].kind == filler {
		k--
	}
	before := k >= 0 && (span[k].kind == pause || span[k].kind == link)
	for k := i + 1; k < len(span); k++ {
		switch span[k].kind {
		case filler, etc:
		case pause, link:
			return true
		default:
			return false
		}
	}
	return before
}

// listsCost tells whether money stands in one list with the other names of f.
func (f *frame) listsCost() bool {
	for i, a := range f.atoms[:f.n] {
		if a.kind == cost && (a.linked || i > 0 && f.atoms[i-1].kind == collect && f.atoms[i-1].linked || i+1 < f.n && f.atoms[i+1].linked) {
			return true
		}
	}
	return false
}

var zeroNumber = number{digits: "0"}

// absent is what there was none of; before are the words before the negation.
func (w *walker) absent(f, before *frame) []cell {
	if f.full || f.tail || f.saw(concerning) && !f.any(remedy, row, charge) && !(f.saw(info) && f.any(collect, cost)) || f.any(taboo, foreign, decide, change, share) || f.saw(channel) && !f.everyWay || before.saw(channel) && f.saw(object) {
		return nil
	}
	switch {
	case f.saw(cost) && f.saw(remedy) && !f.listsCost(): // 未发生与诉讼有关的费用
		return nil
	case f.any(collect, cost) && f.saw(remedy) && !f.any(charge, handlingFee, outcome): // 没有申请、复议及收费
		return append(append(w.nilRemedies(f), w.nilBeside(f)...), w.nilMoney(f, before)...)
	case f.saw(charge) && f.saw(act) && !f.any(remedy, object):
		f.has.add(each)
		return append(w.nilMoney(f, before), w.actCells(f)...)
	case f.any(charge, handlingFee, collect, cost):
		return w.nilMoney(f, before)
	case f.any(remedy, outcome):
		return append(w.nilRemedies(f), w.nilBeside(f)...)
	case f.any(act):
		f.items = false // 不存在行政处罚事项
		f.has.add(each)
		return w.actCells(f)
	case f.any(papers, made):
		return w.paperCells(f, &zeroNumber)
	}
	return w.nilApplications(f, before)
}

func (w *walker) nilMoney(f, before *frame) []cell {
	if before.any(taboo, row) || w.st.former && w.st.given.saw(taboo) && !f.filed && !before.filed {
		return nil // 撤回申请后未收取
	}
	onFee := w.st.topic == onHandlingFee || f.saw(handlingFee)
	switch {
	case f.saw(charge) && f.saw(handlingFee):
		return codes(feesCell, processingFeeCell)
	case f.saw(charge):
		return codes(feesCell)
	case onFee && f.any(collect, handlingFee):
		return codes(processingFeeCell)
	case f.saw(collect) && (f.filed || before.filed):
		return codes(processingFeeCell) // 未向申请人收取费用
	case f.saw(collect) && (f.saw(info) || before.saw(info)):
		return codes(processingFeeCell)
	case f.saw(collect) && (before.saw(object) || w.st.topic == onApplications || w.st.topic == onRemedies && w.st.qualified):
		return codes(processingFeeCell)
	case f.saw(collect) && f.saw(cost) && f.of(cost)[0].arg == copyID: // no charge of the state
	case f.saw(collect) && w.st.topic == onCharges:
		return codes(feesCell)
	case f.saw(cost) && f.n == 1 && !f.head && w.st.topic == onApplications:
		return codes(processingFeeCell) // 未产生任何费用
	}
	return nil
}

// nilRemedies: of the remedies, or of the outcome of one.
func (w *walker) nilRemedies(f *frame) []cell {
	groups := groupsOf(f)
	if !f.saw(outcome) && f.ofOtherCause() && !w.st.qualified && w.st.given.saw(act) {
		return nil // 行政处罚46件，未发生因处罚引起的复议
	}
	if !f.saw(outcome) {
		var out []cell
		for _, g := range groups {
			out = append(out, cell{code: remedyCell(g.arg, totalResult)})
		}
		return out
	}
	return w.outcomeCells(f, &zeroNumber, f.of(outcome), groups)
}

// nilBeside: applications in one list with remedies, 未收到申请、复议和诉讼; not those
// the remedies are about.
func (w *walker) nilBeside(f *frame) []cell {
	for i, a := range f.atoms[:f.n] {
		if a.kind == object && !a.caused && i+1 < f.n && f.atoms[i+1].kind == remedy && f.atoms[i+1].linked {
			return []cell{place3(newlyReceived, totalColumn)}
		}
	}
	return nil
}

func (w *walker) nilApplications(f, before *frame) []cell {
	if f.head || w.st.topic == elsewhere && !f.any(object, volume) || (f.saw(subset) || f.saw(joined) && f.of(joined)[0].arg != anyoneID) && !f.saw(row) {
		return nil
	}
	var out []cell
	columns := f.of(column)
	if len(columns) == 0 {
		for _, a := range reasons(f, f.of(row)) {
			if a.arg > withheld && a.arg < unavailable && len(f.of(row)) == 1 && w.st.topic != onApplications {
				continue // 公开的信息未涉及国家秘密
			}
			out = append(out, place3(a.arg, totalColumn))
		}
	}
	for i, a := range f.atoms[:f.n] {
		switch a.kind {
		case carryIn:
			out = append(out, place3(carriedIn, totalColumn))
		case carryOut:
			out = append(out, overCell())
		case object, volume:
			out = append(out, w.nilObject(f, i)...)
		}
	}
	if len(out) == 0 && len(columns) == 0 && f.saw(receive) && (before.saw(object) || w.st.topic == onApplications) && !f.any(handle, unknown) {
		out = append(out, place3(newlyReceived, totalColumn))
	}
	return out
}

// takesBoth tells whether f joins receiving and handling in one verb: of what was not
// 收到和处理 there was none.
func (f *frame) takesBoth() bool {
	return f.n > 2 && f.atoms[0].kind == receive && f.atoms[1].kind == handle && f.atoms[1].linked && !f.atoms[1].apart && len(f.of(handle)) == 1
}

// nilObject: there were no applications, unless they only say of what there
// was none: 未对申请不予公开, 无结转下年度申请.
func (w *walker) nilObject(f *frame, i int) []cell {
	a := f.atoms[i]
	if a.caused || a.apart || f.any(due, carry) || f.saw(handle) && !f.takesBoth() {
		return nil
	}
	if f.any(carryIn, carryOut) {
		return nil
	}
	if f.saw(row) && !(i+1 < f.n && f.atoms[i+1].linked) {
		return nil
	}
	columns := f.of(column)
	if len(columns) == 0 {
		return []cell{place3(newlyReceived, totalColumn)}
	}
	var out []cell
	for _, c := range columns {
		out = append(out, place3(newlyReceived, c.arg))
	}
	return out
}
