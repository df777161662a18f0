package narrative

// speaker notes whose figures follow.
func (w *walker) speaker(i int) {
	t, st := w.tokens[i], &w.st
	if t.kind == own && t.arg != areaID && !st.among && st.helping > 0 && st.helping <= w.from && !w.helps() {
		st.helping = 0 // 协助区政府办理7件，我局收到4件
	}
	if t.kind == body && w.speaksNot(i) {
		return
	}
	switch {
	case t.kind == whole && st.area != 0 && w.text.sym[t.start] == '全' && st.area != w.text.sym[t.start+1]:
		st.stray = true // 我市居全省第4位
	case t.kind == own && t.arg == areaID, t.kind == whole:
		st.who, st.bodies = ofArea, false
		if w.text.sym[t.start] != '各' {
			st.area = w.text.sym[t.start+1]
		}
	case t.kind == own && t.arg == officeID:
		st.who = ofOffice
	case t.kind == own && i > 0 && w.tokens[i-1].kind == body && w.tokens[i-1].end == t.start && w.ofLevel(t):
		st.who = ofOthers // 市政府本级
	case t.kind == own:
		st.who = ofSelf
	case t.arg == selfID:
		st.who = ofNamed
		if st.among || st.bracket {
			st.who = ofOthers
		}
		st.name = -1
	case t.arg == listedID:
		if st.who == ofArea && !st.among && !st.bracket && !ofSystem(w.text.sym[t.start]) && !w.ofLevel(t) && w.besideArea(i) {
			st.bodies = true
			return // 全市各部门
		}
		st.who = ofOthers
	case st.who == ofOthers && !st.among && !st.bracket && w.namedFirst(t):
		st.who = ofNamed
	case st.among || st.bracket || st.who == ofArea || st.who == ofOthers:
		st.who = ofOthers
	case st.who == ofNamed && w.besideBody(i):
		st.who = ofOthers // 规划局、住建局分别收到
	case st.who != ofSelf && st.who != ofOffice:
		st.who, st.name, st.governs = ofNamed, t.start, w.ofGovernment(i)
	}
}

// whatItIs tells whether the body at i is only what the organ says it is.
func (w *walker) whatItIs(i int) bool {
	for k := w.from + 1; k < i; k++ {
		if t := w.tokens[k]; t.kind == filler && w.tokens[k-1].kind == own && (w.text.sym[t.start] == '为' || w.text.sym[t.start] == '是' || w.text.sym[t.start] == '属') {
			return true
		}
	}
	return false
}

// placed tells whether 在 or 由 puts the organ at i into a phrase of place or of who
// did it: 在县委、县政府领导下.
func (w *walker) placed(i int) bool {
	for _, t := range w.tokens[w.from:i] {
		if s := w.text.sym[t.start]; t.kind == filler && s == '在' || t.kind == from_ && s == '由' {
			return true
		}
	}
	return false
}

// worksBehind tells whether the organ at i is said to receive or to deal with
// applications: 指导各镇办理申请.
func (w *walker) worksBehind(i int) bool {
	if i > w.from && (w.tokens[i-1].kind == concerning || w.tokens[i-1].kind == assist) {
		return false
	}
	return sees(w.tokens[i:w.to], handle) || sees(w.tokens[i:w.to], receive)
}

// helps tells whether the clause speaks of work for another organ.
func (w *walker) helps() bool {
	for _, t := range w.tokens[w.from:w.to] {
		if t.kind == assist {
			return true
		}
	}
	return false
}

// speaksNot tells whether the organ named at i is not the one whose figures the
// clause gives.
func (w *walker) speaksNot(i int) bool {
	t, st := w.tokens[i], &w.st
	switch {
	case t.arg != selfID && w.inNameOf(i):
		st.who = ofOthers // 以区政府名义答复的申请
		return true
	case i > w.from && w.tokens[i-1].kind == filler && w.text.sym[w.tokens[i-1].start] == '向' && sees(w.tokens[i:w.to], remedy): // 向人民法院提起行政诉讼
		return true
	case i == w.from && w.idle && w.text.sym[t.start] == '系' && t.end-t.start == 2: // 系统具备分析功能
		return true
	case w.idle && (!w.leads(i) || w.placed(i)) && !w.worksBehind(i): // 在县委、县政府的领导下
		return true
	case st.who == ofSelf && w.whatItIs(i): // 本单位为公益一类事业单位
		return true
	case st.topic == onRemedies && (st.among || t.arg == listedID) && w.sawBehind(i, outcome): // 其中省政府维持6件
		return true
	case t.end-t.start == 2 && w.ofLevel(t) && i+1 < len(w.tokens): // 县级行政事业性收费
		k := w.tokens[i+1].kind
		return k == charge || k == papers || k == act
	}
	return false
}

// inNameOf tells whether 名义 follows the organ at i, in whose name applications
// were dealt with.
func (w *walker) inNameOf(i int) bool {
	e := int(w.tokens[i].end)
	behind := w.tokens[i:w.to]
	return e+1 < len(w.text.sym) && w.text.sym[e] == '名' && w.text.sym[e+1] == '义' && !sees(behind, papers) && !sees(behind, made)
}

// backToWhole ends a list of parts where the clause sums up again: 其中县政府41件，
// 乡镇62件，共办结98件.
func (w *walker) backToWhole(from, to int) {
	st := &w.st
	if st.who != ofOthers || !st.parts || st.bracket || st.outer == ofOthers || w.tokens[from].kind != total || from+1 >= to || w.tokens[from+1].kind != handle {
		return
	}
	if w.text.sym[w.tokens[from].start] == '共' && !sees(w.tokens[from:to], body) {
		st.who = st.outer
	}
}

// namedFirst tells whether t is the organ that was named before the others.
func (w *walker) namedFirst(t token) bool {
	for k := int32(0); k < t.end-t.start; k++ {
		if at := w.st.name + k; at < 0 || at >= t.start || w.text.sym[at] != w.text.sym[t.start+k] {
			return false
		}
	}
	return true
}

// ofSystem tells whether the name of organs that starts with s is of one
// business, 公安机关, and not of all organs of the area.
func ofSystem(s uint16) bool {
	switch s {
	case '系', '行', '公', '税', '法', '检':
		return true
	}
	return false
}

// ofLevel tells whether t names the organs of one level, 市级 or 区政府本级.
func (w *walker) ofLevel(t token) bool { return w.text.sym[t.end-1] == '级' }

// besideArea tells whether the organs at i are all those of the area: the area
// is named in the same clause, or the clause gives no figures.
func (w *walker) besideArea(i int) bool {
	beside, counted := false, false
	for k := w.from; k < w.to; k++ {
		t := w.tokens[k]
		beside = beside || k < i && (t.kind == whole || t.kind == own && t.arg == areaID)
		counted = counted || k > i && t.kind == figure
	}
	return beside || !counted
}

// besideBody tells whether the organ at i is the second of a list; a
// government and its office are one.
func (w *walker) besideBody(i int) bool {
	alone := i > 1 && w.tokens[i-1].kind == comma && (i == 2 || w.tokens[i-3].kind >= comma)
	return i > 1 && (alone || w.tokens[i-1].kind == pause || w.tokens[i-1].kind == link) && w.tokens[i-2].kind == body &&
		!(w.ofGovernment(i) && w.ofGovernment(i-2))
}

// ofGovernment tells whether the organ at i is a government or its office.
func (w *walker) ofGovernment(i int) bool {
	for _, s := range w.text.sym[w.tokens[i].start:w.tokens[i].end] {
		if s == '府' || s == '办' {
			return true
		}
	}
	return false
}

// elsewhereApplied tells whether the applications at i are of another business:
// 不动产登记申请, 来信申请.
func (w *walker) elsewhereApplied(i int) bool {
	t := w.tokens[i]
	if i == 0 || t.end-t.start != 2 || w.tokens[i-1].end != t.start {
		return false
	}
	before := w.tokens[i-1]
	if before.kind == unknown && i > 1 && w.tokens[i-2].end == before.start {
		before = w.tokens[i-2]
	}
	return before.kind == foreign
}
