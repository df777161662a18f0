package report

import "strings"

// A block is one table of figures inside an edition's cells: define lays the
// cells of a row side by side and the rows one after another, the 总计 of a row
// last.
type block struct {
	first int // index of its first cell
	rows  int
	width int
}

// remedies is the last table: its cells end the list.
func (e *Edition) remedies() block {
	if e == nil {
		return block{}
	}
	b := block{rows: len(e.Groups), width: len(e.Outcomes)}
	b.first = len(e.codes) - b.rows*b.width
	return b
}

// applications is the table before it.
func (e *Edition) applications() block {
	if e == nil {
		return block{}
	}
	b := block{rows: len(e.Rows), width: len(e.Columns)}
	b.first = e.remedies().first - b.rows*b.width
	return b
}

// at is the index of the cell in the row and column.
func (b block) at(row, column int) int { return b.first + row*b.width + column }

// totalColumn is the column of 总计.
func (b block) totalColumn() int { return b.width - 1 }

// isTotal says that the cell is a 总计 of the block.
func (b block) isTotal(i int) bool {
	i -= b.first
	return i >= 0 && i < b.rows*b.width && i%b.width == b.width-1
}

// isThere says that the report has at least one cell of the block.
func (b block) isThere(r *Report) bool {
	for _, f := range r.figures[b.first : b.first+b.rows*b.width] {
		if f.IsThere() {
			return true
		}
	}
	return false
}

// parts returns the cells of the row without its 总计.
func (b block) parts(r *Report, row int) []Number {
	parts := make([]Number, 0, b.width)
	for column := range b.totalColumn() {
		parts = append(parts, r.figures[b.at(row, column)].OrZero())
	}
	return parts
}

// added returns the sum of the row's cells without its 总计; ok is false when one
// of them is absent.
func (b block) added(r *Report, row int) (total Number, ok bool) {
	for column := range b.totalColumn() {
		f := r.figures[b.at(row, column)]
		if !f.IsThere() {
			return Number{}, false
		}
		total = total.Add(f.OrZero())
	}
	return total, true
}

// counts returns what the cell counts for in every rule but row_total and
// remedy_total: its number, 0 where it is null, and where a 总计 is null the sum
// of its columns. ok is false when a cell it needs is absent.
func (b block) counts(r *Report, row, column int) (_ Number, ok bool) {
	f := r.figures[b.at(row, column)]
	if !f.IsThere() {
		return Number{}, false
	}
	if !f.IsNull() || column != b.totalColumn() {
		return f.OrZero(), true
	}
	return b.added(r, row)
}

// rowOf is the index of the row that plays the part in the form's own
// reconciliation, or -1.
func (e *Edition) rowOf(p Part) int {
	for i := range e.Rows {
		if e.Rows[i].Part == p {
			return i
		}
	}
	return -1
}

// counted is what the cell, or the sum that the exchange format gives a code,
// counts for. ok is false when a cell it needs is absent or no table has it.
func (r *Report) counted(code Code) (_ Number, ok bool) {
	if r.Edition == nil {
		return Number{}, false
	}
	if i, ok := r.Edition.index[code]; ok {
		for _, b := range []block{r.Edition.applications(), r.Edition.remedies()} {
			if b.isTotal(i) {
				return b.counts(r, (i-b.first)/b.width, b.totalColumn())
			}
		}
		return r.figures[i].OrZero(), r.figures[i].IsThere()
	}
	var total Number
	cells := r.Edition.summed(code)
	for _, cell := range cells {
		n, ok := r.counted(cell)
		if !ok {
			return Number{}, false
		}
		total = total.Add(n)
	}
	return total, len(cells) > 0
}

// summed returns the cells that a code of the exchange format stands for which
// is not itself a cell: received_and_carried, a group of results, litigation.
func (e *Edition) summed(code Code) []Code {
	table, rest, _ := strings.Cut(string(code), ".")
	dot := strings.LastIndexByte(rest, '.')
	if dot < 0 {
		return nil
	}
	group, column := rest[:dot], rest[dot:]
	switch {
	case table == "application" && group == "received_and_carried":
		return []Code{Code("application.newly_received" + column), Code("application.carried_in" + column)}
	case table == "remedy" && group == "litigation":
		return []Code{Code("remedy.litigation_direct" + column), Code("remedy.litigation_after_reconsideration" + column)}
	}
	var cells []Code
	for _, row := range e.Rows {
		if table == "application" && strings.HasPrefix(row.Key, group+".") {
			cells = append(cells, Code("application."+row.Key+column))
		}
	}
	return cells
}

func sum(numbers []Number) Number {
	var total Number
	for _, n := range numbers {
		total = total.Add(n)
	}
	return total
}

// equation writes a sum as a clerk does, 7＋1＝8, leaving out what is 0 where
// something else remains.
func equation(numbers ...Number) string {
	shown := make([]Number, 0, len(numbers))
	for _, n := range numbers {
		if n.Sign() != 0 {
			shown = append(shown, n)
		}
	}
	if len(shown) < 2 {
		return sum(shown).show()
	}
	return addends(shown) + "＝" + sum(shown).show()
}

// addends writes 7＋1－2.
func addends(numbers []Number) string {
	var s strings.Builder
	for i, n := range numbers {
		if i > 0 && n.Sign() >= 0 {
			s.WriteString("＋")
		}
		s.WriteString(n.show())
	}
	return s.String()
}

// show writes the number with the full-width minus of Chinese text.
func (n Number) show() string {
	if n.Sign() < 0 {
		return "－" + n.Neg().String()
	}
	return n.String()
}

// side is the number as a side of a finding: a copy, so that comparing what agrees
// leaves nothing behind.
func (n Number) side() *Number { return &n }

// counting writes what a cell counts for behind a verb, and says so where no
// number stands in it.
func counting(verb string, f Figure, n Number) string {
	if f.IsNull() {
		return "没有数字（按" + n.show() + "计算）"
	}
	return verb + n.show()
}

// gap is the difference of two numbers without its sign.
func gap(a, b Number) Number {
	if d := a.Sub(b); d.Sign() >= 0 {
		return d
	}
	return b.Sub(a)
}

// shown writes what stands in a cell.
func (r *Report) shown(i int) string {
	f := r.figures[i]
	switch f.Mark {
	case Reported:
		return f.Number.show()
	case NotApplicable, Text:
		if raw := r.Raw[r.Edition.codes[i]]; raw != "" {
			return "写的是“" + MaskPersonal(raw) + "”"
		}
	}
	return "为空白"
}

// orNil is the number of the cell as a side of a comparison: nil where it is
// null.
func (f Figure) orNil() *Number {
	if f.Mark != Reported {
		return nil
	}
	return &f.Number
}
