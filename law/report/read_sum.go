package report

import "slices"

// What the sums of the form tell about figures that may stand in a wrong column.

// mayBeMoved says that cells may be lost among the values, so that one which only
// fills the row stands for one of them: by the sum of the row.
func (r *reading) mayBeMoved(values []string) bool {
	return r.dropsBlanks && (!addsUp(values) || slices.ContainsFunc(values, areWords)) || isShifted(values, len(values))
}

// isShifted says that a cell may have fallen out of a row whose last cell is
// blank: the sums of its groups, each of size cells with their total last, do not
// hold as they stand, and would if one cell were put back.
func isShifted(values []string, size int) bool {
	n := len(values)
	if values[n-1] != "" {
		return false
	}
	numbers := make([]Number, n)
	for i, v := range values {
		numbers[i] = readValue(v, CountCell).OrZero()
	}
	if size == n && endsInSum(values) {
		return true
	}
	if failing := sumsFailing(numbers, size); failing != 1 {
		return failing > 1
	}
	for i := range n - 1 {
		moved := slices.Insert(slices.Clone(numbers[:n-1]), i, Number{})
		if sumsHold(moved, size, i) {
			return true
		}
	}
	return false
}

// isBesideHead says that the row adds up only if its cells are moved by one column:
// it stands beside its head, with a blank taken for its first figure or its last, or
// with a figure of it in a column that the form does not have.
func isBesideHead(keys, values []string) bool {
	n := len(values) - 1
	further := slices.Contains(keys, "")
	if !further && values[0] != "" && values[n] != "" || totalHolds(keys, values) {
		return false
	}
	return (further || values[n] == "") && totalHolds(keys, append([]string{""}, values[:n]...)) ||
		(further || values[0] == "") && totalHolds(keys, append(slices.Clone(values[1:]), "")) ||
		further && addsUpWithin(values)
}

// addsUpWithin says that seven of the values, in their order, add up to the last of
// them: the others may be what the further columns hold, wherever the head has them.
func addsUpWithin(values []string) bool {
	const mostFurther = 3
	more := len(values) - len(applicantKeys)
	if more <= 0 || more > mostFurther {
		return more == 0 && readValue(values[len(values)-1], CountCell).OrZero().Sign() > 0 && addsUp(values)
	}
	for i := range values {
		if addsUpWithin(slices.Delete(slices.Clone(values), i, i+1)) {
			return true
		}
	}
	return false
}

// isMovedHead says that the head names the columns in another order than the form,
// and the row adds up by the form's order only: most likely the head's cells are
// moved, not the figures.
func isMovedHead(keys, values []string) bool {
	return len(keys) == len(applicantKeys) && !slices.Contains(keys, "") && !slices.Equal(keys, applicantKeys) && addsUp(values) && !totalHolds(keys, values)
}

// totalElsewhere is the column, before the last, whose figure is the sum of all
// others where the last figure is not: most likely the columns stand in another
// order than the form's. It is -1 for rows with fewer than four figures, in which
// that may be chance.
func totalElsewhere(values []string) int {
	if len(values) < 2 || !slices.ContainsFunc(values, isSome) || addsUp(values) {
		return -1
	}
	sum, figures := Number{}, 0
	for _, v := range values {
		if n := readValue(v, CountCell).OrZero(); n.Sign() != 0 {
			sum, figures = sum.Add(n), figures+1
		}
	}
	if figures < 4 {
		return -1
	}
	for i, v := range values[:len(values)-1] {
		if n := readValue(v, CountCell).OrZero(); n.Add(n) == sum {
			return i
		}
	}
	return -1
}

// isSome says that a value is written as a figure other than nought.
func isSome(value string) bool { return value != "" && value != "0" }

// provesHead says that the row shows figures and adds up under the head as it stands.
func provesHead(keys, values []string) bool {
	at := slices.Index(keys, "total")
	return at >= 0 && readValue(values[at], CountCell).OrZero().Sign() > 0 && totalHolds(keys, values)
}

// totalHolds says that the figure below 总计 is the sum of the others of the form.
func totalHolds(keys, values []string) bool {
	total := slices.Index(keys, "total")
	if total < 0 {
		return true
	}
	rest := make([]string, 0, len(values))
	for i, key := range keys {
		if key != "" && i != total {
			rest = append(rest, values[i])
		}
	}
	return addsUp(append(rest, values[total]))
}

// endsInSum says that the last figure, with blanks behind it, is the sum of those
// in front: the row's total, moved out of its column.
func endsInSum(values []string) bool {
	var figures []string
	for _, v := range values {
		if v != "" {
			figures = append(figures, v)
		}
	}
	n := len(figures)
	return n > 1 && readValue(figures[n-1], CountCell).OrZero().Sign() > 0 && addsUp(figures)
}

// sumsFailing counts the groups whose sums do not hold.
func sumsFailing(numbers []Number, size int) int {
	n := 0
	for group := range slices.Chunk(numbers, size) {
		if !sumsHold(group, size, -1) {
			n++
		}
	}
	return n
}

// sumsHold says that in each group the last number is the sum of the others; the
// number at open may be any that is not negative.
func sumsHold(numbers []Number, size, open int) bool {
	for from := 0; from < len(numbers); from += size {
		last := from + size - 1
		rest := numbers[last]
		for i := from; i < last; i++ {
			rest = rest.Sub(numbers[i])
		}
		switch {
		case open == last:
		case open >= from && open < last:
			if rest.Sign() < 0 {
				return false
			}
		case rest.Sign() != 0:
			return false
		}
	}
	return true
}

// addsUp says that the last value is the sum of the others.
func addsUp(values []string) bool {
	sum := Number{}
	for _, v := range values[:len(values)-1] {
		sum = sum.Add(readValue(v, CountCell).OrZero())
	}
	return sum == readValue(values[len(values)-1], CountCell).OrZero()
}
