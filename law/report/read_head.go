package report

import (
	"slices"
	"strings"
)

// A headSense is what the head above a flattened table of chapter 三 tells about
// its columns.
type headSense uint8

const (
	// headLost: no head of the form, or not all of it; figures can only be taken
	// by position.
	headLost headSense = iota
	// headForm: the form's head in the form's order.
	headForm
	// headOther: the form's columns in another order or with further ones.
	headOther
)

// headOrders are the orders in which flattening leaves the form's heads: row by
// row, where 总计 stands above the five kinds of organisations, and as one row.
var headOrders = [][]string{
	{"natural_person", "total", "enterprise", "research", "welfare", "legal_service", "other"},
	{"natural_person", "enterprise", "research", "welfare", "legal_service", "other", "total"},
}

// allHeads is what the cells of the form's head say, folded, for telling pieces
// of them from other words.
var allHeads = func() string {
	s := foldAll(reconciliation) + "\n申请人情况法人或其他组织\n"
	for _, c := range formColumns {
		s += foldAll(c.Label)
	}
	return s
}()

// senseOf reads the words in front of a table's first figures.
func senseOf(w *lexicon, run []string) headSense {
	keys, strange := headKeys(w, run, true)
	full := isHeadOrder(keys)
	if !full { // 企业 may be short for 商业企业, or what a line break left of it
		if whole, _ := headKeys(w, run, false); len(whole) < len(keys) {
			keys = whole
		}
	}
	switch {
	case full && !strange:
		return headForm
	case full || len(keys) >= len(formColumns) || !isWithinOrder(keys):
		return headOther
	case !strange && spellsHeads(foldAll(strings.Join(run, ""))):
		if !isSpeltInOrder(foldAll(strings.Join(run, ""))) {
			return headOther
		}
		return headForm
	}
	return headLost
}

// headKeys returns the columns that the words name, in order, and whether words
// stand among them that the form's head does not have. Without pieces, a word
// that is a part of a column's label does not name it.
func headKeys(w *lexicon, run []string, pieces bool) (keys []string, strange bool) {
	name := func(word string) bool {
		key := w.columnOf(word)
		if key == "" || !pieces && isPieceOf(foldAll(word), key) {
			return false
		}
		keys = append(keys, key)
		return true
	}
	for _, word := range run {
		if name(word) {
			continue
		}
		for _, piece := range strings.Fields(word) {
			if folded := foldAll(piece); !name(piece) && folded != "" && len(keys) > 0 && !strings.Contains(allHeads, folded) && !isNoteColumn(folded) {
				strange = true
			}
		}
	}
	return keys, strange
}

// isPieceOf says that the word is a proper part of the column's label.
func isPieceOf(folded, key string) bool {
	return slices.ContainsFunc(formColumns, func(c Column) bool {
		return c.Key == key && c.Label != folded && strings.Contains(c.Label, folded)
	})
}

func isHeadOrder(keys []string) bool {
	return slices.ContainsFunc(headOrders, func(o []string) bool { return slices.Equal(o, keys) })
}

func isWithinOrder(keys []string) bool {
	return slices.ContainsFunc(headOrders, func(o []string) bool { return isWithin(keys, o) })
}

// isNoteColumn says that a column holds words and stands behind the figures.
func isNoteColumn(folded string) bool { return folded == "备注" || folded == "说明" }

// isWithin says that the keys occur in the order, one behind the other.
func isWithin(keys, order []string) bool {
	at := 0
	for _, key := range order {
		if at < len(keys) && keys[at] == key {
			at++
		}
	}
	return at == len(keys)
}

// isSpeltInOrder says that the characters which stand in one head only come in the
// order of the form; 总计 comes behind 自然人 or last.
func isSpeltInOrder(joined string) bool {
	at := strings.Index(joined, "自")
	total := strings.Index(joined, "计")
	for i, c := range []string{"商", "科", "社", "律"} {
		next := strings.Index(joined, c)
		if next < at || i > 0 && total > at && total < next {
			return false
		}
		at = next
	}
	other := strings.LastIndex(joined, "其")
	return other > at && (total < at || total > other) && total > strings.Index(joined, "自")
}

// spellsHeads says that the characters of all heads are there, wherever a
// flattened head broke them apart.
func spellsHeads(joined string) bool {
	have := map[rune]int{}
	for _, c := range joined {
		have[c]++
	}
	for _, column := range formColumns {
		for _, c := range column.Label {
			if have[c]--; have[c] < 0 {
				return false
			}
		}
	}
	return true
}
