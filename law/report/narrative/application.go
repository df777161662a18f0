package narrative

import "strconv"

// applicationCells is what f names in table three.
func (w *walker) applicationCells(f *frame, n *number) []cell {
	if f.any(foreign, channel, charge, projects) {
		return nil
	}
	picked := w.st.among && w.ofLetters(f)
	if w.st.topic == elsewhere && !f.namesApplications() && !(f.saw(object) && f.any(receive, handle)) && !(w.st.prior == onApplications && w.plausible(n)) && !picked {
		return nil
	}
	rows, columns := f.of(row), f.of(column)
	switch {
	case w.st.ofOld && f.any(handle, row) && !f.any(receive, due, sum) && (f.saw(row) || !f.saw(total)):
		return nil // 上年结转的4件申请，答复3件
	case w.st.partial && !picked && (!f.namesApplications() && !(f.saw(object) && f.any(receive, handle)) || f.narrowed()) && !ofOneApplicant(rows):
		return nil
	case f.saw(joined) && !anyone(f):
		return nil
	case len(rows) == 1 && isGroup(rows[0].arg) && (rows[0].apart || f.saw(because) && f.atoms[0].kind == acting && f.atoms[0].apart):
		return nil // 告知信访渠道不予处理3件, 因涉密作出不予公开决定1件
	case len(rows) > 0:
		return rowCells(f, n, reasons(f, rows), columns)
	case len(columns) > 0 || f.saw(other):
		return w.columnCells(f, n, columns)
	}
	return w.flowCells(f, n)
}

// ofOneApplicant tells whether rows are what is done with the applications of one
// who has filed many.
func ofOneApplicant(rows []atom) bool {
	return len(rows) > 0 && (rows[0].arg == excessive || rows[0].arg == repeated || rows[0].arg == uncorrected || rows[0].arg == unpaid)
}

// anyone tells whether 公民 is only who applied: 收到公民提出的申请27件.
func anyone(f *frame) bool {
	received, filed := false, false
	for _, a := range f.atoms[:f.n] {
		received = received || a.kind == receive && a.arg != weakID
		filed = filed || a.kind == receive && a.arg == weakID
		if a.kind == joined && (a.arg != anyoneID || !received) {
			return false
		}
	}
	return filed && f.saw(object)
}

// reasons leaves the row a group is narrowed to: 因本机关不掌握无法提供. With 等 the
// reasons are examples and the group is meant.
func reasons(f *frame, rows []atom) []atom {
	var groups, leaves []atom
	for _, a := range rows {
		if isGroup(a.arg) || a.arg < withheld {
			groups = append(groups, a)
		} else {
			leaves = append(leaves, a)
		}
	}
	if len(groups) != 1 || len(leaves) == 0 {
		return distinct(rows)
	}
	if f.saw(etc) {
		return groups
	}
	if rows[len(rows)-1].linked && len(leaves) == 1 && rows[len(rows)-1].arg != groups[0].arg {
		return rows
	}
	return distinct(leaves)
}

// distinct drops an atom that names the same row as the one before it.
func distinct(atoms []atom) []atom {
	out := atoms[:0:0]
	for i, a := range atoms {
		if i == 0 || a.arg != atoms[i-1].arg || a.apart && a.linked {
			out = append(out, a)
		}
	}
	return out
}

func rowCells(f *frame, n *number, rows, columns []atom) []cell {
	if len(rows) > 1 && !f.shared(n) || len(columns) > 1 && !f.shared(n) || len(rows) > 1 && len(columns) > 0 {
		return nil
	}
	var out []cell
	for _, r := range rows {
		for _, c := range columns {
			out = append(out, place3(r.arg, c.arg))
		}
		if len(columns) == 0 {
			out = append(out, place3(r.arg, totalColumn))
		}
	}
	return out
}

// place3 is a cell of table three.
func place3(row, column uint8) cell {
	return cell{code: applicationCell(row, column), row: row, column: column}
}

// columnCells: 自然人36件, of the row spoken of.
func (w *walker) columnCells(f *frame, n *number, columns []atom) []cell {
	row := w.st.row
	switch {
	case f.any(handle, due, carry) || len(columns) > 1 && (!f.shared(n) || !allLinked(columns)):
		return nil
	case len(columns) > 0 && columns[0].apart:
		return nil
	case f.saw(carryIn):
		row = carriedIn
	case f.saw(carryOut):
		row = carriedOver
	case f.saw(receive) && f.of(receive)[0].arg != weakID && row != receivedAndCarried:
		row = newlyReceived
		if w.st.row == 0 {
			w.st.row = row
		}
	}
	if row == 0 && f.any(object, volume) && w.st.topic == onApplications && (w.st.given.n == 0 || w.st.given.any(column, joined)) {
		row = newlyReceived
		w.st.row = row
	}
	if row == 0 && f.saw(receive) && w.st.given.n == 0 && (w.st.topic == noTopic || w.st.topic == onApplications) && w.aboutApplications() {
		row = newlyReceived // 除2件由企业提出外，其余63件申请…
		w.st.row = row
	}
	if row == 0 || w.st.newly && (row == totalHandled || row == carriedIn || row == carriedOver) && !f.any(carryIn, carryOut) {
		return nil
	}
	if len(columns) == 0 {
		return w.otherCells(f)
	}
	var out []cell
	for _, a := range f.atoms[:f.n] {
		switch {
		case a.kind == column:
			out = append(out, w.columnCell(row, a.arg))
		case a.kind == other && a.linked && f.shared(n): // 自然人、企业、其他申请分别为
			out = append(out, w.columnCell(row, otherColumn))
		}
	}
	return out
}

// columnCell is a column of row, with what else it may mean.
func (w *walker) columnCell(row, column uint8) cell {
	c := place3(row, column)
	if row == newlyReceived && w.st.either {
		c.or = applicationCodes[receivedAndCarried][column]
	}
	return c
}

// otherCells: 其他 is a column in a list of columns and a row in a list of the
// rows of （六）其他处理, else nothing.
func (w *walker) otherCells(f *frame) []cell {
	last := w.last()
	if last < 0 || f.n != 1 || f.any(unknown, body) {
		return nil
	}
	c := w.claims[last]
	switch {
	case c.column != 0 && c.column != totalColumn:
		return []cell{w.columnCell(c.row, otherColumn)}
	case c.row == uncorrected || c.row == unpaid:
		return []cell{place3(otherwiseOther, totalColumn)}
	}
	return nil
}

// flowCells: received, handled, carried in and over.
func (w *walker) flowCells(f *frame, n *number) []cell {
	var flows []atom
	for i, a := range f.atoms[:f.n] {
		switch {
		case a.kind == volume && f.saw(each) && i+1 < f.n && f.atoms[i+1].linked: // 受理数、办结数均为零
			flows = append(flows, atom{kind: receive, linked: a.linked})
		case a.kind == acting && i+1 < f.n && f.atoms[i+1].kind == handle: // 作出答复
		case a.kind != object && a.kind != volume && a.kind != joined:
			flows = append(flows, a)
		}
	}
	flows = withoutWeak(flows, f)
	if len(flows) == 0 {
		return w.bareCells(f, n)
	}
	if len(flows) == 2 && flows[0].kind == receive && flows[1].kind == handle && !flows[1].linked && f.saw(done) {
		flows = flows[1:] // 收到的申请已办结44件
	}
	if len(flows) == 2 && f.saw(sum) && flows[0].kind == receive && flows[1].kind == carryIn && flows[1].linked {
		return []cell{place3(receivedAndCarried, totalColumn)}
	}
	if k := len(flows) - 1; k > 0 && f.saw(sum) && flows[k].kind == due {
		flows = flows[k:] // 与本年新收的申请合并后应办理118件
	}
	same := sameCases(flows) || f.atOnce()
	if len(flows) > 1 && !f.shared(n) && !same {
		return nil
	}
	if len(flows) > 1 && !allLinked(flows) && !same {
		return nil
	}
	var out []cell
	for _, a := range flows {
		c, ok := w.flowCell(f, n, a)
		if !ok {
			return nil
		}
		out = append(out, c)
	}
	return out
}

// withoutWeak drops 提交 beside another verb, 接收公民提交的申请, and a verb said
// twice, 收到并受理.
func withoutWeak(flows []atom, f *frame) []atom {
	if len(flows) < 2 {
		return flows
	}
	out := flows[:0:0]
	for _, a := range flows {
		switch n := len(out); {
		case a.kind == receive && a.arg == weakID:
		case n > 0 && a.kind == receive && a.arg == 0 && !a.linked && !a.apart && out[n-1].kind == receive: // 新收受理
		case n > 0 && a.kind == handle && a.arg == looseID && !a.linked && !a.apart && (out[n-1].kind == carryIn || out[n-1].kind == carryOut): // 结转办理
		case a.kind == carry && f.saw(each): // 结转数 in a list, without direction
		case n > 0 && a.linked && a.kind == out[n-1].kind && (a.arg == out[n-1].arg || a.kind == handle) && !f.saw(each): // 收到并受理
		case n > 0 && !a.linked && !a.apart && a.kind == handle && out[n-1].kind == handle && f.follows(handle): // 办理回复
			out[n-1] = a
		default:
			out = append(out, a)
		}
	}
	return out
}

// sameCases tells whether flows are two verbs with one object: 收到并答复.
func sameCases(flows []atom) bool {
	return len(flows) == 2 && flows[0].kind == receive && flows[0].arg == 0 && flows[1].kind == handle && flows[1].linked
}

func (w *walker) flowCell(f *frame, n *number, a atom) (cell, bool) {
	if w.st.topic == onRemedies && !w.st.former && (a.kind == carryIn || a.kind == carryOut) && !f.any(object, volume) && w.st.prior == onRemedies {
		return cell{}, false
	}
	switch a.kind {
	case receive:
		return w.receiveCell(f, a)
	case handle:
		c := place3(totalHandled, totalColumn)
		if w.st.who != ofOthers && !f.any(object, volume) && !w.likely(n) {
			return c, false
		}
		c.loose = a.arg == looseID
		return c, !a.apart && w.onApplication(f) && !f.narrowed()
	case due:
		return place3(receivedAndCarried, totalColumn), a.arg == namedDueID || w.onApplication(f)
	case carryIn:
		c := place3(carriedIn, totalColumn)
		c.always = true
		return c, true
	case carryOut:
		return overCell(), true
	case carry:
		return place3(carriedIn, totalColumn), w.carriesIn()
	}
	return cell{}, false
}

// overCell is carried over, which is counted at the year's end.
func overCell() cell {
	c := place3(carriedOver, totalColumn)
	c.always = true
	return c
}

// carriesIn tells whether a 结转 without direction is the part of what was
// received that came from last year: 684件（其中新收651件，结转33件）.
func (w *walker) carriesIn() bool {
	last := w.last()
	return w.st.antecedent >= 0 && w.st.antecedent < last && w.claims[last].row == newlyReceived && (w.claims[w.st.antecedent].row == newlyReceived || w.claims[w.st.antecedent].row == receivedAndCarried)
}

func (w *walker) receiveCell(f *frame, a atom) (cell, bool) {
	named := f.any(object, volume)
	if w.st.ofColumn && !named {
		return cell{}, false // 来自自然人（共收到49件）
	}
	if f.files && !named || a.arg == weakID && !named || !w.onApplication(f) {
		return cell{}, false
	}
	if f.narrowed() || f.ofSomeone() || f.saw(except) {
		return cell{}, false
	}
	if a.arg == 0 && (w.st.alongside && f.saw(total) || w.st.inside) {
		return place3(receivedAndCarried, totalColumn), true
	}
	c := place3(newlyReceived, totalColumn)
	if a.arg == 0 {
		c.or = applicationCell(receivedAndCarried, totalColumn)
	}
	return c, true
}

// likely tells whether n may be what was handled where the sentence, or the one
// before, said what was received: many times as many are of another business.
func (w *walker) likely(n *number) bool {
	value, ok := n.count()
	all := w.counted()
	if v, _ := strconv.Atoi(value); ok && all > 0 && w.received() {
		return v <= 2*all+10
	}
	return true
}

// plausible tells whether n may count some of the applications the sentence, or
// the one before, counted.
func (w *walker) plausible(n *number) bool {
	value, ok := n.count()
	if !ok {
		return false
	}
	v, _ := strconv.Atoi(value)
	return v <= w.counted()
}

// lookBack bounds how many claims are looked through for what came before.
const lookBack = 64

// received tells whether this sentence or the one before said what was received.
func (w *walker) received() bool {
	for k := len(w.claims) - 1; k >= 0 && k > len(w.claims)-lookBack && w.claims[k].sentence >= w.sentence-1; k-- {
		if c := &w.claims[k]; c.column == totalColumn && (c.row == newlyReceived || c.row == receivedAndCarried) {
			return true
		}
	}
	return false
}

// counted adds up the applications counted in this sentence and the one before.
func (w *walker) counted() int {
	all := 0
	for k := len(w.claims) - 1; k >= 0 && k > len(w.claims)-lookBack && w.claims[k].sentence >= w.sentence-1; k-- {
		switch c := &w.claims[k]; {
		case c.column != totalColumn:
		case c.row == newlyReceived, c.row == carriedIn, c.row == receivedAndCarried, c.row == totalHandled:
			x, _ := strconv.Atoi(c.value)
			all += x
		}
	}
	return all
}

func (w *walker) onApplication(f *frame) bool {
	return f.any(object, volume) || w.on(onApplications) || (w.st.topic == noTopic || w.st.former) && w.aboutApplications()
}

// aboutApplications tells whether words of table three stand anywhere in the
// sentence.
func (w *walker) aboutApplications() bool {
	for i := w.from; i < min(len(w.tokens), w.from+longestClause) && w.tokens[i].kind != stop; i++ {
		switch t := w.tokens[i]; t.kind {
		case object, volume, carryIn, carryOut:
			return true
		case receive:
			if t.arg == newID {
				return true // 新收 is the form's own word
			}
		case row:
			if t.arg == granted || t.arg == partlyGranted || isGroup(t.arg) {
				return true
			}
		}
	}
	return false
}

// bareCells: 申请总量39件, 共有依申请公开3件, 依申请公开0件.
func (w *walker) bareCells(f *frame, n *number) []cell {
	if !f.any(object, volume) || f.saw(rest) && !f.saw(volume) || f.saw(sum) && !f.saw(volume) && (w.st.given.n > 0 || w.last() >= 0) || w.st.among && !f.saw(thisYear) && !w.ofLetters(f) || f.atoms[f.n-1].apart && f.n == 1 {
		return nil
	}
	first := w.st.time == wholeYear && w.st.given.n == 0 && f.atoms[0].arg == 0 && f.saw(own) // 2024年，我镇依申请公开申请9件
	if f.filed && !f.any(volume, total) || !f.any(volume, total, sum, thisYear, among) && !first && !n.isZero() {
		return nil
	}
	c := place3(newlyReceived, totalColumn)
	c.or = applicationCell(receivedAndCarried, totalColumn)
	if w.st.among && !f.saw(thisYear) {
		w.dropSharing([]cell{c}) // the letters
	}
	return []cell{c}
}

// ofLetters tells whether f picks the applications of this law out of all that
// was received: 收到信件26封，其中政府信息公开申请19件.
func (w *walker) ofLetters(f *frame) bool {
	mixed := w.st.given.saw(foreign) && w.st.given.saw(etc)
	if f.n != 1 || f.atoms[0].kind != object || f.atoms[0].arg != 0 && !mixed || f.atoms[0].apart || f.any(concerning, because, body, own, whole) || !w.st.given.saw(receive) {
		return false
	}
	for _, a := range w.st.given.of(object) {
		if a.arg != bareID && !mixed {
			return false
		}
	}
	return true
}
