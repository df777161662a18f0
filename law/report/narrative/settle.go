package narrative

// assert puts the figure at token i to the cells.
func (w *walker) assert(list []cell, i int) {
	n := &w.figures[w.tokens[i].fig]
	for _, c := range list {
		if c.row != 0 && c.column == totalColumn {
			w.st.row, w.st.either = c.row, c.or != ""
			w.st.newly = w.st.newly || c.row == newlyReceived
			w.st.topic = onApplications
		}
		value, ok := n.count()
		if c.money {
			value, ok = n.money(c.scale)
		}
		if !ok || c.code == "" {
			continue
		}
		w.claim([]cell{c}, value, w.tokens[i].start, w.tokens[i].end)
	}
}

// claim notes that the clause gives value for the cells, if the clause speaks
// of the organ's own whole year.
func (w *walker) claim(list []cell, value string, start, end int32) {
	for _, c := range list {
		if w.st.who == ofOthers && c.code != "" {
			w.crowd()
		}
		if c.code == "" || !w.counts(c) {
			continue
		}
		w.claims = append(w.claims, claim{
			cell: c.code, or: c.or, value: value, who: w.st.who, name: w.st.name, among: w.st.among || w.st.bracket,
			sentence: w.sentence, row: c.row, column: c.column, start: start, end: end,
			from: min(w.tokens[w.from].start, start), to: w.tokens[w.to-1].end,
		})
		if c.row == carriedIn && (w.st.among || w.st.bracket) {
			w.containsCarried()
		}
	}
}

// crowd notes that the sentence gives another organ's figures too.
func (w *walker) crowd() {
	if w.crowded == nil {
		w.crowded = map[int]bool{}
	}
	w.crowded[w.sentence] = true
}

// counts tells whether the clause speaks of the organ's own whole year.
func (w *walker) counts(c cell) bool {
	st := &w.st
	if st.void || st.stray || st.who == ofOthers || st.time == notOwn || st.time == atYearEnd && !c.always {
		return false
	}
	return !w.problems || st.time == wholeYear
}

// containsCarried corrects the figure that 其中 or a bracket speaks of: with
// 上年结转 inside it is new and carried in together.
func (w *walker) containsCarried() {
	if !w.st.bracket && w.st.antecedent < 0 {
		return
	}
	if w.st.antecedent < 0 {
		w.st.inside = true // the figure follows the bracket
		return
	}
	c := &w.claims[w.st.antecedent]
	if c.row == newlyReceived && c.column == totalColumn {
		c.row, c.cell, c.or = receivedAndCarried, applicationCell(receivedAndCarried, totalColumn), ""
		if w.st.row == newlyReceived {
			w.st.row = receivedAndCarried
		}
	}
}

// settle drops what contradicts itself and what is another organ's after all,
// and gives each cell once.
func settle(w *walker) []Statement {
	out := []Statement{}
	for i := range w.claims {
		c := &w.claims[i]
		if w.overruled(i) || repeatedBefore(w, i) {
			continue
		}
		out = append(out, Statement{
			At: c.cell, Or: c.or, Value: c.value,
			Text:  w.text.slice(int(c.from), int(c.to)),
			Start: int(w.text.off[c.start]), End: w.text.end(int(c.end) - 1),
		})
	}
	return out
}

// repeatedBefore tells whether a claim that stands says the same already.
func repeatedBefore(w *walker, i int) bool {
	for k := range w.claims[:i] {
		if w.claims[k].cell == w.claims[i].cell && !w.overruled(k) {
			return true
		}
	}
	return false
}

// overruled tells whether claim i falls: to a claim that speaks of the organ
// more closely, or together with one that contradicts it.
func (w *walker) overruled(i int) bool {
	c := &w.claims[i]
	if c.who == ofNamed && c.name >= 0 && w.listed(c) {
		return true
	}
	for k := range w.claims {
		d := &w.claims[k]
		if k == i || d.cell != c.cell || d.value == c.value || d.who == ofNamed && d.name >= 0 && w.listed(d) {
			continue
		}
		if !closer(c, d) {
			return true
		}
	}
	return false
}

// listed tells whether the named organ is one of several in its sentence.
func (w *walker) listed(c *claim) bool {
	if w.crowded[c.sentence] {
		return true
	}
	for i := range w.claims {
		d := &w.claims[i]
		if d.sentence == c.sentence && (d.who == ofNamed && d.name != c.name || d.who == ofArea) {
			return true
		}
	}
	return false
}

// closer tells whether a speaks of the organ itself where b speaks of an area
// or, before 其中, of a larger whole.
func closer(a, b *claim) bool {
	if a.who != ofSelf && a.who != ofOffice {
		return false
	}
	return b.who == ofArea || b.who == unsaid && a.among
}
