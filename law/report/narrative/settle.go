package narrative

import (
	"strconv"
	"strings"
)

// assert puts the figure at token i to the cells.
func (w *walker) assert(list []cell, i int) {
	n := &w.figures[w.tokens[i].fig]
	for _, c := range list {
		if c.row != 0 && c.column == totalColumn {
			if len(list) == 1 || c.row != totalHandled {
				w.st.row, w.st.either = c.row, c.or != ""
			}
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
		if c.code == "" || !w.counts(c) || w.partOf(c, value) {
			continue
		}
		w.claims = append(w.claims, claim{
			cell: c.code, or: c.or, value: value, who: w.st.who, name: w.st.name, governs: w.st.governs, among: w.st.among || w.st.bracket, bodies: w.st.bodies,
			sentence: w.sentence, loose: c.loose, row: c.row, column: c.column, start: start, end: end,
			from: min(w.tokens[w.from].start, start), to: w.tokens[w.to-1].end, weak: w.st.summing && w.st.time != wholeYear,
		})
		if c.row == carriedIn && (w.st.among || w.st.bracket) {
			w.containsCarried()
		}
	}
}

// partOf tells whether the figure is a part of the one 其中 or the bracket speaks
// of, in the same cell: 制发3件（其中新制定2件）.
func (w *walker) partOf(c cell, value string) bool {
	st := &w.st
	if !st.among && !st.bracket || st.antecedent < 0 || c.row == newlyReceived || st.who == ofSelf || st.who == ofOffice {
		return false
	}
	whole := &w.claims[st.antecedent]
	return whole.cell == c.code && whole.value != value && !whole.listed
}

// crowd notes that the sentence gives another organ's figures too.
func (w *walker) crowd() {
	if w.crowded == nil {
		w.crowded = map[int]bool{}
	}
	w.crowded[w.sentence] = w.crowded[w.sentence] || !w.st.among && !w.st.bracket
}

// counts tells whether the clause speaks of the organ's own whole year.
func (w *walker) counts(c cell) bool {
	st := &w.st
	if st.void || st.helping > 0 || st.stray || st.who == ofOthers || st.time == notOwn || st.time == atYearEnd && !c.always && !(st.ends && (c.row != totalHandled || st.newly || st.summing)) {
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
	at := w.st.antecedent
	if at > 0 && w.claims[at].row == totalHandled && w.claims[at-1].start == w.claims[at].start {
		at-- // 受理并答复34件（含上年结转2件）
	}
	c := &w.claims[at]
	if c.row == newlyReceived && c.column == totalColumn {
		c.row, c.cell, c.or = receivedAndCarried, applicationCell(receivedAndCarried, totalColumn), ""
		if w.st.row == newlyReceived {
			w.st.row = receivedAndCarried
		}
	}
}

// settle drops what contradicts itself and what is another organ's after all,
// and gives each cell once, in the order of the text.
func settle(w *walker) []Statement {
	w.dropListed()
	w.dropLoose()
	w.dropOversized()
	w.dropWeak()
	verdicts, at := make([]verdict, 0, min(len(w.claims), 24)), make(map[string]int, min(len(w.claims), 24))
	for i := range w.claims {
		c := &w.claims[i]
		if c.listed {
			continue
		}
		k, ok := at[c.cell]
		if !ok {
			k = len(verdicts)
			verdicts, at[c.cell] = append(verdicts, verdict{}), k
		}
		verdicts[k].hear(c)
	}
	out := make([]Statement, 0, len(verdicts))
	for i := range w.claims {
		c := &w.claims[i]
		if c.listed {
			continue
		}
		if v := &verdicts[at[c.cell]]; v.upholds(c) {
			v.given = true
			out = append(out, Statement{
				At: c.cell, Or: c.or, Value: c.value,
				Text:  w.text.slice(int(c.from), int(c.to)),
				Start: int(w.text.off[c.start]), End: w.text.end(int(c.end) - 1),
			})
		}
	}
	return out
}

// dropLoose drops the figures of loose words where a firmer one gives another:
// 办理61件，办结54件.
func (w *walker) dropLoose() {
	firm := ""
	for i := range w.claims {
		if c := &w.claims[i]; c.row == totalHandled && c.column == totalColumn && !c.loose && !c.listed {
			firm = c.value
		}
	}
	w.widenLoose()
	kept := w.claims[:0]
	for _, c := range w.claims {
		if !c.loose || firm == "" || c.value == firm {
			kept = append(kept, c)
		}
	}
	w.claims = kept
}

// dropOversized drops the outcomes of a remedy where one is more than all its
// cases: then they are of several remedies together.
func (w *walker) dropOversized() {
	for i := range w.claims {
		whole := &w.claims[i]
		group, ok := strings.CutSuffix(whole.cell, ".total")
		if !ok || !strings.HasPrefix(group, "remedy.") {
			continue
		}
		var parts []*claim
		over := false
		for k := range w.claims[i+1 : min(len(w.claims), i+12)] {
			c := &w.claims[i+1+k]
			if c.sentence == whole.sentence && strings.HasPrefix(c.cell, group+".") && c.cell != whole.cell {
				parts = append(parts, c)
				over = over || len(c.value) > len(whole.value) || len(c.value) == len(whole.value) && c.value > whole.value
			}
		}
		for _, c := range parts {
			c.listed = c.listed || over
		}
	}
}

// dropWeak drops the figures of sums to the year's end where the text gives
// another for the cell: 截至年底累计受理3906件，2024年受理412件.
func (w *walker) dropWeak() {
	var firm map[string]bool
	for i := len(w.claims) - 1; i >= 0; i-- {
		if !w.claims[i].weak {
			continue
		}
		if firm == nil {
			firm = map[string]bool{}
			for k := range w.claims {
				if c := &w.claims[k]; !c.weak && !c.listed {
					firm[c.cell] = true
				}
			}
		}
		w.claims[i].listed = w.claims[i].listed || firm[w.claims[i].cell]
	}
}

// widenLoose takes 办理, and 申请总量, for all there was to handle where the new applications
// and those carried in that make it up follow: 办理811件，其中上年结转19件、新收792件.
func (w *walker) widenLoose() {
	for i := range w.claims {
		c := &w.claims[i]
		whole := c.row == newlyReceived && c.column == totalColumn
		if !c.loose && !whole {
			continue
		}
		var fresh, carried *claim
		for k := i + 1; k < min(len(w.claims), i+4); k++ {
			part := &w.claims[k]
			switch {
			case part.sentence != c.sentence || part.column != totalColumn:
			case part.row == newlyReceived:
				fresh = part
			case part.row == carriedIn:
				carried = part
			}
		}
		if fresh != nil && carried != nil && addsUp(fresh.value, carried.value, c.value) && (whole || w.leaves(c.sentence)) {
			c.row, c.cell, c.or, c.loose = receivedAndCarried, applicationCell(receivedAndCarried, totalColumn), "", false
		}
	}
}

// addsUp tells whether a and b make up sum.
func addsUp(a, b, sum string) bool {
	x, errA := strconv.Atoi(a)
	y, errB := strconv.Atoi(b)
	return errA == nil && errB == nil && strconv.Itoa(x+y) == sum
}

// leaves tells whether the sentence or the next one carries applications over.
func (w *walker) leaves(sentence int) bool {
	for i := range w.claims {
		if c := &w.claims[i]; (c.sentence == sentence || c.sentence == sentence+1) && c.row == carriedOver && c.value != "0" {
			return true
		}
	}
	return false
}

// verdict weighs all that was claimed of one cell.
type verdict struct {
	self, area, other opinion // 本机关's own figure; 全市's; the rest
	part              bool    // 本机关 stood behind 其中: set against a whole
	given             bool    // already answered
}

// opinion is the figure one kind of speaker gives.
type opinion struct {
	value   string
	divided bool
}

func (o *opinion) add(value string) {
	o.divided = o.divided || o.value != "" && o.value != value
	o.value = value
}

func (v *verdict) hear(c *claim) {
	switch c.who {
	case ofSelf, ofOffice:
		v.self.add(c.value)
		v.part = v.part || c.among
	case ofArea:
		v.area.add(c.value)
	default:
		v.other.add(c.value)
	}
}

// upholds tells whether c is the figure of its cell: what is said of the organ
// itself goes before what is said of its area, and before a larger whole it is
// given as a part of; else all must agree.
func (v *verdict) upholds(c *claim) bool {
	if v.given || v.self.divided {
		return false
	}
	if v.self.value == "" {
		return !v.area.divided && !v.other.divided && (v.area.value == "" || v.other.value == "" || v.area.value == v.other.value)
	}
	if c.value != v.self.value {
		return false
	}
	return v.part || v.other.value == "" || !v.other.divided && v.other.value == v.self.value
}

// rulesPrefix is of the cells only a government has, which is no part of a list.
const rulesPrefix = "disclosure.rules."

// dropListed marks the figures of named organs that are one of several in their
// sentence.
func (w *walker) dropListed() {
	for from := 0; from < len(w.claims); {
		to, name, apart, governs := from, int32(-1), false, false
		crowded, several := w.crowded[w.claims[from].sentence]
		mixed := crowded || !several
		for ; to < len(w.claims) && w.claims[to].sentence == w.claims[from].sentence; to++ {
			c := &w.claims[to]
			switch {
			case c.who == ofArea:
				several, mixed = true, true
			case c.who == ofNamed && c.name >= 0:
				apart = apart || !c.among
				mixed = mixed || name >= 0 && name != c.name && !(governs && c.governs)
				several = several || mixed && name >= 0 && name != c.name && !(governs && c.governs)
				name, governs = c.name, c.governs
			}
		}
		for i := from; i < to && several; i++ {
			c := &w.claims[i]
			c.listed = c.listed || (crowded || apart) && c.bodies || c.who == ofNamed && c.name >= 0 && (mixed || !c.governs) && !strings.HasPrefix(c.cell, rulesPrefix)
		}
		from = to
	}
}
