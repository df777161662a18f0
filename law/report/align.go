package report

import "slices"

// A line is one row of a table of chapter 三 as found: its label in pieces, the
// texts of the cells behind it, and the columns they belong to.
type line struct {
	labels []string
	values []string
	// keys names the column of each value by the table's head; nil when no head
	// of the form stands above the row.
	keys []string
	// foreign says that the row stands under a head that is not the form's.
	foreign bool
	// merged says that a cell covers several rows or columns of figures, so that
	// values cannot be told apart.
	merged bool
	exact  int // the row named exactly by the last label, -1 for none
	// unclear says that the head above the row is the form's in another order or
	// with further columns, so that figures without a place cannot be told apart.
	unclear bool
	// flat says that the row comes from flattened text, where blank cells may be
	// lost and the ends of rows be filled with others.
	flat bool
	// mayBeLed says that a flattened row has blank cells at both ends, one of which may
	// go with the label.
	mayBeLed bool
	// table numbers the tables that the lines come from, in reading order.
	table int
}

// enoughLikeness is the least likeness of a label to count as that row's.
const enoughLikeness = 0.45

// align finds for each line its row of the form. Labels that name their rows
// exactly, each another, decide wherever the rows stand; otherwise it is the
// assignment, ascending in both, whose labels are most alike in sum. A line that
// fits nowhere gets -1. unsure names the lines whose label is like another row's
// too, or not very like its own.
func align(lines []line) (rows []int, unsure map[int]bool) {
	w := words()
	rows = make([]int, len(lines))
	seen := make([]bool, len(w.rows))
	for i := range lines {
		row := lines[i].exact
		if row < 0 || seen[row] || isCommon(w, &lines[i]) && !isInOrder(lines, i) {
			return alignByLikeness(w, lines)
		}
		rows[i], seen[row] = row, true
	}
	return rows, nil
}

// isCommon says that the line's label is a word that other rows may bear too, 其他
// or 总计, without the number that the form gives it.
func isCommon(w *lexicon, l *line) bool {
	row := &w.rows[l.exact]
	return len(row.labels[0]) <= 2 && !slices.Contains(row.full, foldAll(lastLabel(l)))
}

// isInOrder says that the line's row comes behind the one of the line before and
// in front of the one of the next.
func isInOrder(lines []line, i int) bool {
	return (i == 0 || lines[i-1].exact < lines[i].exact) && (i+1 == len(lines) || lines[i+1].exact > lines[i].exact)
}

func alignByLikeness(w *lexicon, lines []line) (rows []int, unsure map[int]bool) {
	n, m := len(lines), len(w.rows)
	score := make([]float64, n*m)
	for i := range lines {
		scoreLine(w, &lines[i], score[i*m:(i+1)*m])
	}
	best := make([]float64, (n+1)*(m+1)) // best[i][j]: lines i…, rows j…
	at := func(i, j int) int { return i*(m+1) + j }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			b := max(best[at(i+1, j)], best[at(i, j+1)])
			if s := score[i*m+j]; s >= enoughLikeness {
				b = max(b, s+best[at(i+1, j+1)])
			}
			best[at(i, j)] = b
		}
	}
	rows, unsure = make([]int, n), map[int]bool{}
	i, j := 0, 0
	for i < n {
		switch {
		case j == m:
			rows[i] = -1
			i++
		case score[i*m+j] >= enoughLikeness && best[at(i, j)] == score[i*m+j]+best[at(i+1, j+1)]:
			rows[i] = j
			if !isSure(score[i*m:(i+1)*m], j) {
				unsure[i] = true
			}
			i, j = i+1, j+1
		case best[at(i, j)] == best[at(i, j+1)]:
			j++
		default:
			rows[i] = -1
			i++
		}
	}
	return rows, unsure
}

// isSure says that a label is much like its row's and less like every other.
func isSure(score []float64, row int) bool {
	margin := 0.1
	if score[row] >= 0.9 {
		margin = 0.03
	}
	for j, s := range score {
		if j != row && s > score[row]-margin {
			return false
		}
	}
	return score[row] >= 0.7
}

// maxPieces bounds how many pieces of text a label may be broken into.
const maxPieces = 8

// scoreLine fills in how like the line's label is to the label of each row. A
// label broken into pieces is tried whole and without its first pieces, which
// may belong to a group's label.
func scoreLine(w *lexicon, l *line, score []float64) {
	if l.exact >= 0 {
		score[l.exact] = 1
	} else if w.groups[fold(lastLabel(l))] {
		return // the row's own label is lost
	}
	joined := ""
	for k := len(l.labels) - 1; k >= 0 && len(l.labels)-k <= maxPieces; k-- {
		if k == len(l.labels)-1 && l.exact >= 0 {
			joined = l.labels[k]
			continue
		}
		joined = l.labels[k] + joined
		if len(joined) > 300 {
			return
		}
		folded := []rune(fold(joined))
		if len(folded) == 0 {
			continue
		}
		m := markOf(folded)
		for j := range w.rows { // what stays below enoughLikeness is not looked at
			score[j] = max(score[j], bestLikenessFrom(folded, m, w.rows[j].labels, w.rows[j].marks, enoughLikeness)*0.98)
		}
		if i, ok := w.exact[string(folded)]; ok {
			score[i] = 1
			if w.isOtherNumber(i, joined) {
				score[i] = enoughLikeness
			}
		}
	}
}
