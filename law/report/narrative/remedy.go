package narrative

import "strings"

// remedyCells is what f names in table four.
func (w *walker) remedyCells(f *frame, n *number) []cell {
	if f.saw(decide) && !w.decided(f) || w.st.deciding && !f.namesSuit() {
		return nil
	}
	if f.n == 0 {
		list := codes(remedyCell(w.st.remedy, totalResult))
		w.dropSharing(list) // those before were of every law
		return list
	}
	if k := f.atoms[f.n-1].kind; k == receive || k == handle {
		return nil // 复议收案12件
	}
	if f.ofOtherCause() {
		w.st.deciding = true // its outcomes too are of other cases
		return nil
	}
	outcomes, groups := f.of(outcome), groupsOf(f)
	if len(outcomes) > 0 {
		return w.outcomeCells(f, n, outcomes, groups)
	}
	if len(groups) > 0 && groups[0].apart && !f.any(info, object, acting, handle) && !w.st.here && !n.isZero() {
		return nil // 民事诉讼
	}
	if len(groups) > 1 && (!allLinked(groups) && !((f.saw(each) || n.isZero()) && !groups[1].apart) || !f.shared(n)) {
		return nil
	}
	if !w.st.qualified && !w.section && !f.saw(info) && !n.isZero() && groups[0].arg < directID {
		return nil
	}
	var out []cell
	for _, g := range groups {
		out = append(out, cell{code: remedyCell(g.arg, totalResult)})
	}
	return out
}

// filed takes 行政复议申请 for the cases against the organ where the words say what
// they came of and not that the organ received them.
func (w *walker) filed(from, to int) {
	law, taken := false, false
	for k := from; k < to; k++ {
		switch t := &w.tokens[k]; {
		case t.kind == receive && spell(w.text, *t) == "受理":
			taken = !w.figures[w.tokens[to].fig].isZero() // of what there was none of nobody was the judge
		case t.kind == filler && t.arg == defendantID:
			taken = false
		case t.kind == decide && taken:
			return
		case t.kind == remedy && taken:
			w.st.deciding = true // 受理复议案件 is what the organ that decides does
			return
		case t.kind == receive, t.kind == handle && t.arg == looseID:
			return
		case t.kind == info, t.kind == object:
			law = true
		case t.kind == decide && t.arg == filedID && law && w.st.who != ofArea:
			t.kind, t.arg = remedy, reconsiderationID
		}
	}
}

// unrelated takes back the remedies of the sentence where the clause says that
// they are of another law: 均不涉及政府信息公开.
func (w *walker) unrelated(to int) {
	said, law := false, false
	for _, t := range w.tokens[w.from:to] {
		said = said || t.kind == apartFrom
		law = law || t.kind == info || t.kind == object
	}
	if said && law {
		w.dropRemedies()
	}
}

// dropRemedies takes back the cases the sentence counted: they are of every law.
func (w *walker) dropRemedies() {
	for k := len(w.claims) - 1; k >= 0 && k > len(w.claims)-lookBack && w.claims[k].sentence == w.sentence; k-- {
		if c := &w.claims[k]; c.value != "0" && strings.HasPrefix(c.cell, "remedy.") {
			c.listed = true
		}
	}
}

// ofOtherCause tells whether f names another business as the cause of its cases:
// 因行政处罚引发行政诉讼2件.
func (f *frame) ofOtherCause() bool {
	if f.any(info, object, handle) {
		return false
	}
	for i, a := range f.atoms[:f.n] {
		switch {
		case a.kind == act, a.kind == row && a.arg == petition:
			return true
		case a.kind == remedy && a.caused && a.apart && i == 0:
			return true
		}
	}
	return false
}

// decided tells whether f gives the outcome of the cases just counted: 被申请复议
// 3件，复议机关维持2件.
func (w *walker) decided(f *frame) bool {
	k := w.last()
	return f.n == 1 && f.saw(outcome) && !f.atoms[0].apart && k >= 0 && strings.HasPrefix(w.claims[k].cell, "remedy.")
}

// namesSuit tells whether f names a kind of litigation by the words of the form,
// which are of no other business: 复议后起诉.
func (f *frame) namesSuit() bool {
	for _, a := range f.of(remedy) {
		if a.arg == directID || a.arg == afterID {
			return true
		}
	}
	return false
}

// outcomeCells: 维持3件, of the remedy spoken of.
func (w *walker) outcomeCells(f *frame, n *number, outcomes, groups []atom) []cell {
	group := w.st.remedy
	if a := w.st.antecedent; a >= 0 && w.st.among && len(groups) == 0 {
		if g := groupAt(w.claims[a].cell); g != 0 {
			group = g // 其中 is of the cases just counted
		}
	}
	if len(groups) > 1 || !w.on(onRemedies) || len(outcomes) > 1 && !f.shared(n) {
		return nil
	}
	w.st.topic = onRemedies
	if len(groups) == 1 {
		group = groups[0].arg
	}
	if !w.st.qualified && !w.section && !n.isZero() && group < directID {
		return nil
	}
	var out []cell
	for _, o := range outcomes {
		out = append(out, cell{code: remedyCell(group, o.arg)})
	}
	return out
}

// groupAt is the remedy a cell gives the sum of, zero if it gives none.
func groupAt(code string) uint8 {
	for g := range remedyCodes {
		if len(remedyCodes[g]) > totalResult && remedyCodes[g][totalResult] == code {
			return uint8(g)
		}
	}
	return 0
}

// groupsOf lists the remedies f names; 行政诉讼 before 未经复议直接起诉 is only the
// heading of it.
func groupsOf(f *frame) []atom {
	all := f.of(remedy)
	named := false
	for _, a := range all {
		named = named || a.arg == directID || a.arg == afterID
	}
	out := all[:0:0]
	for _, a := range all {
		if !named || a.arg != litigationID {
			out = append(out, a)
		}
	}
	return out
}

// ofWhich tells whether f picks the cases of this law out of all remedies:
// 行政应诉36件，其中涉及政府信息公开的2件.
func (w *walker) ofWhich(f *frame) bool {
	if h := w.st.given.of(handle); len(h) == 1 && h[0].arg == looseID && w.st.remedy == reconsiderationID {
		return false // 办理行政复议案件152件 is what the organ that decides does; not 办理行政复议答复案件
	}
	return f.n == 0 && f.saw(info) && !w.st.given.saw(receive) && !f.any(taboo, decide, foreign, channel) && (w.st.among || f.saw(link) && w.st.given.saw(remedy)) && w.st.topic == onRemedies
}

// pairRemedies gives one figure each to the remedies the sentence named:
// 复议3件、诉讼11件，其中涉及政府信息公开的分别为1件和4件.
func (w *walker) pairRemedies(i int) int {
	at, end := w.row(i)
	if len(at) != 2 || w.st.remedies != [2]uint8{reconsiderationID, litigationID} {
		return end
	}
	w.dropRemedies()
	for k, group := range w.st.remedies {
		w.assert(codes(remedyCell(group, totalResult)), at[k])
	}
	return end
}
