package report

import (
	"slices"
	"strings"
)

// streamRemedy finds the figures of chapter 四 in flattened text: a run of
// exactly fifteen behind the head.
func (r *reading) streamRemedy() (remedyFigures, bool) {
	all := r.tokens()
	head := remedyHead(all)
	if head < 0 {
		return remedyFigures{}, false
	}
	s := remedyStream{codes: remedyCodes(Form2021), others: figuresAbove(all[:head])}
	for i := head; i < len(all); i++ {
		if isBehindRemedy(&all[i]) {
			break
		}
		s.take(&all[i])
	}
	s.finish()
	f := remedyFigures{found: s.found, flat: true}
	values, several := r.oneRow(s.rows)
	switch {
	case several || values != nil && s.others:
		f.twice = true
	case values != nil && !s.inOrder():
		f.found = strings.Join(values, " ")
	case values != nil:
		f.codes, f.values, f.assumed = s.codes, values, len(s.outcomes) != len(s.codes) && !s.spellsHead()
	}
	return f, true
}

// isBehindRemedy says that the token is the heading of a chapter behind 四.
func isBehindRemedy(t *token) bool {
	if t.isValue {
		return false
	}
	key := words().chapters[t.folded()]
	return key == Problems || key == Other
}

// figuresAbove says that a row of figures stands between the heading of chapter 四
// and the head, so that another table may be there that has lost its own.
func figuresAbove(all []token) bool {
	run := 0
	for i := len(all) - 1; i >= 0; i-- {
		t := &all[i]
		if t.isValue && t.text != "" {
			if run++; run >= len(formOutcomes) {
				return true
			}
			continue
		}
		if run = 0; !t.isValue && chapterOf(words(), t.text) != "" {
			return false
		}
	}
	return false
}

// remedyStream gathers tokens into rows of fifteen figures.
type remedyStream struct {
	codes    []Code
	rows     []remedyRow
	run      []string
	single   int  // outcomes with one figure behind, as in a table whose columns are rows
	merged   bool // figures of the run stood together in one cell
	label    string
	outcomes []string // named in front of the first row
	words    string   // in front of the first row, folded
	groups   []string
	found    string // the longest run that is no row
	others   bool   // some run that is no row may be another table's
}

func (s *remedyStream) take(t *token) {
	if t.isValue {
		s.run = append(s.run, t.text)
		s.merged = s.merged || t.merged
		if t.rowEnd {
			s.finish()
		}
		return
	}
	s.finish()
	s.label = t.text
	if len(s.rows) > 0 {
		return
	}
	if folded := t.foldedAll(); len(s.words)+len(folded) < mostHeadWords {
		s.words += folded
	}
	if s.name(t.text) {
		return
	}
	for _, word := range strings.Fields(t.text) {
		s.name(word)
	}
}

// name notes the outcome or the group that words of the head name; a word that
// is a part of an outcome's label names nothing.
func (s *remedyStream) name(text string) (whole bool) {
	folded := foldAll(text)
	switch key := groupIn(text); {
	case key != "" && len(folded) <= 24:
		s.groups = append(s.groups, key)
		return true
	}
	for _, o := range formOutcomes {
		if folded == o.Label || slices.Contains(o.Also, folded) && !strings.Contains(o.Label, folded) {
			s.outcomes = append(s.outcomes, o.Key)
			return true
		}
	}
	return false
}

func (s *remedyStream) finish() {
	run := dropBlanks(s.run, len(s.codes))
	merged := s.merged && slices.Contains(run, "")
	s.run, s.merged = nil, false
	if len(run) == len(s.codes) && !merged {
		s.rows = append(s.rows, remedyRow{s.label, run})
		return
	}
	s.found = longer(s.found, run)
	if countValues(run) == 1 && words().outcomeOf(s.label) != "" {
		s.single++
	}
	s.others = s.others || countValues(run) > 1 || s.single >= len(formOutcomes)
}

// inOrder says that what the head names does not contradict the form's order.
func (s *remedyStream) inOrder() bool {
	var order []string
	for _, g := range formGroups {
		order = append(order, g.Key)
	}
	direct, after := strings.Index(s.words, "未经复议直接起诉"), strings.Index(s.words, "复议后起诉")
	if direct > after && after >= 0 { // also where their labels are broken into pieces
		return false
	}
	return isWithin(s.groups, order) && (len(s.outcomes) != len(s.codes) || isOutcomeOrder(s.outcomes))
}

// mostHeadWords bounds the words of the head, which has 76 characters, in bytes.
const mostHeadWords = 512

// spellsHead says that the words of the head, broken into pieces, are all the form's
// outcomes in their order, with nothing but the groups between.
func (s *remedyStream) spellsHead() bool {
	if len(s.groups) != len(formGroups) {
		return false
	}
	words := strings.NewReplacer("未经复议直接起诉", "", "复议后起诉", "", "行政复议", "", "行政诉讼", "").Replace(s.words)
	for range formGroups {
		for _, o := range formOutcomes {
			behind, found := strings.CutPrefix(words, fold(o.Label))
			if !found {
				return false
			}
			words = behind
		}
	}
	return words == ""
}

func longer(found string, run []string) string {
	if s := strings.TrimSpace(strings.Join(run, " ")); len(s) > len(found) {
		return s
	}
	return found
}

// remedyHead returns where the head of the table of chapter 四 begins, or -1.
func remedyHead(all []token) int {
	for i := range all {
		if t := &all[i]; len(t.text) >= 12 && len(t.text) < 60 && !t.isValue {
			switch t.foldedAll() {
			case "行政复议", "行政复议行政诉讼", "未经复议直接起诉", "未经复议直接起诉复议后起诉":
				return i
			}
		}
	}
	return -1
}
