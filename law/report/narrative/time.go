package narrative

// emitYear takes a year, with 度 behind it.
func (l *lexer) emitYear(value, from, to int) int {
	if to < len(l.sym) && l.sym[to] == '度' {
		to++
	}
	return l.emitNumber(year, number{unit: loose, year: value}, from, to)
}

// yearEndID marks the end of a year, 2023年底, which is nothing by itself.
const yearEndID = 6

// day is a date as written; zero parts are missing.
type day struct{ year, month, day int }

// dateAt reads 2024年, 2024年1月1日, 1月1日, 12月底 at symbol i.
func (l *lexer) dateAt(i int) (d day, end int) {
	v, j := l.small(i)
	if j-i == 4 && v > 1900 && v < 2100 && l.is(j, '年') {
		d.year, end = v, j+1
		i = end
		v, j = l.small(i)
	}
	if j == i || j-i > 2 || !l.is(j, '月') || v < 1 || v > 12 {
		return d, end
	}
	d.month, end = v, j+1
	if v, j = l.small(end); j > end && j-end <= 2 && (l.is(j, '日') || l.is(j, '号')) {
		d.day, end = v, j+1
	} else if l.is(end, '底') || l.is(end, '末') {
		d.day, end = 31, end+1
	}
	return d, end
}

// lastIs tells whether the word before is of kind k.
func (l *lexer) lastIs(k kind) bool {
	n := len(l.tokens)
	return n > 0 && l.tokens[n-1].kind == k
}

// small reads the digits at i.
func (l *lexer) small(i int) (value, end int) {
	for end = i; end < len(l.sym) && end-i < 5 && isDigit(l.sym[end]); end++ {
		value = value*10 + int(l.sym[end]-'0')
	}
	return value, end
}

func (l *lexer) is(i int, s uint16) bool { return i < len(l.sym) && l.sym[i] == s }

// date takes a date or a span of dates at i. A span from January to December is
// the year, 12月31日 and 年底 are nothing by themselves, any other date is a part
// of the year. It returns zero if there is no date.
func (l *lexer) date(i int) int {
	first, end := l.dateAt(i)
	if end == 0 {
		if v, j := l.small(i); j-i == 4 && v > 1900 && v < 2100 && l.until(j) > j {
			if second, to := l.dateAt(l.until(j)); second.year > v && second.month == 0 {
				return l.emit(sumYears, 0, i, to) // 2021-2023年
			}
		}
		return l.months(i)
	}
	if first.month == 0 {
		if second, to := l.dateAt(l.until(end)); l.until(end) > end && second.year > first.year && second.month == 0 {
			return l.emit(sumYears, 0, i, to) // 2021年至2023年
		}
		if l.is(end, '底') || l.is(end, '末') {
			l.emitNumber(filler, number{unit: loose, year: first.year}, i, end+1)
			l.tokens[len(l.tokens)-1].arg = yearEndID
			return end + 1
		}
		return l.emitYear(first.year, i, end)
	}
	if second, to := l.dateAt(l.until(end)); to > 0 && second.month > 0 && l.until(end) > end {
		if first.month == 1 && first.day <= 1 && second.month == 12 && (second.day == 0 || second.day == 31) {
			if first.year == 0 {
				return l.emit(thisYear, 1, i, to)
			}
			return l.emitYear(first.year, i, to)
		}
		return l.emit(partYear, 0, i, to)
	}
	if first.month == 12 && (first.day == 31 || first.day == 0 && l.lastIs(asOf)) {
		if first.year == 0 {
			return l.emit(filler, 0, i, end)
		}
		l.emitNumber(filler, number{unit: loose, year: first.year}, i, end)
		l.tokens[len(l.tokens)-1].arg = yearEndID
		return end
	}
	if first.year > 0 && first.month == 1 && first.day == 1 && l.is(end, '以') && l.is(end+1, '来') {
		return l.emitYear(first.year, i, end+2)
	}
	if first.year > 0 {
		return l.emitNumber(partYear, number{unit: loose, year: first.year}, i, end)
	}
	return l.emit(partYear, 0, i, end)
}

// months takes 1-6月, 1至12月.
func (l *lexer) months(i int) int {
	v, j := l.small(i)
	to := l.until(j)
	w, end := l.small(to)
	if j == i || j-i > 2 || to == j || end == to || end-to > 2 || !l.is(end, '月') {
		return 0
	}
	if v == 1 && w == 12 {
		return l.emit(thisYear, 1, i, end+1)
	}
	return l.emit(partYear, 0, i, end+1)
}

// until passes over 起至, 至, 到, -.
func (l *lexer) until(i int) int {
	if l.is(i, '起') {
		i++
	}
	for l.is(i, '至') || l.is(i, '到') || l.is(i, '-') {
		i++
	}
	return i
}

// ownYear is the year the report is about: as known, else the latest one named
// outside a carrying over.
func ownYear(tokens []token, figures []number, about About) int {
	if about.Year != 0 {
		return about.Year
	}
	latest, since := 0, since(tokens, figures)
	whole := false
	for i, t := range tokens {
		whole = whole || t.kind == thisYear
		if whole && t.kind == year && i > 1 && tokens[i-1].kind == open && tokens[i-2].kind != thisYear {
			continue // 全年未收到申请（2023年收到2件）
		}
		if (t.kind == year || t.kind == filler && t.arg == yearEndID) && (i == 0 || !comparing(tokens[i-1].kind)) && !planned(tokens[i+1:]) && (i+1 == len(tokens) || tokens[i+1].kind != carry && (tokens[i+1].kind != sumYears || tokens[i+1].arg != sinceID)) {
			latest = max(latest, figures[t.fig].year)
		}
	}
	if latest == 0 {
		return since // 2024年以来, and no other year
	}
	return latest
}

// since is the year of 2024年以来 where the text names no other time, zero if
// there is none.
func since(tokens []token, figures []number) int {
	found := 0
	for i, t := range tokens {
		switch {
		case t.kind == year && found == 0 && i+1 < len(tokens) && tokens[i+1].kind == sumYears && tokens[i+1].arg == sinceID && tokens[i+1].start == t.end:
			found = figures[t.fig].year
		case t.kind == sumYears && t.arg == sinceID:
		case t.kind == year, t.kind == thisYear, t.kind == sumYears, t.kind == from_, t.kind == lastYear, t.kind == partYear:
			return 0
		}
	}
	return found
}

// comparing tells whether a word before a year says it is not the report's.
func comparing(k kind) bool { return k == carry || k == compare || k == from_ }

// planned tells whether the clause behind a year speaks of the future.
func planned(tokens []token) bool {
	for _, t := range tokens[:min(len(tokens), 8)] {
		switch t.kind {
		case future:
			return true
		case comma, stop, semicolon, figure:
			return false
		}
	}
	return false
}

// settleTime names years by their distance from the report's and joins them
// with 结转 into carried in and carried over.
func settleTime(tokens []token, figures []number, own int) []token {
	for i := range tokens {
		t := &tokens[i]
		if t.kind == partYear && t.fig >= 0 && (own > 0 && figures[t.fig].year > own || own == 0 && i > 0 && tokens[i-1].kind == carry) {
			t.kind = nextYear // 结转至2025年1月
		}
		if t.kind != year {
			continue
		}
		y := figures[t.fig].year
		switch {
		case y == own:
			t.kind = thisYear
		case y < own, own == 0 && (i == 0 || tokens[i-1].kind != carry):
			t.kind = lastYear
		default:
			t.kind = nextYear
		}
	}
	spanYears(tokens)
	out := tokens[:0]
	for _, t := range tokens {
		out = carried(out, t)
	}
	return out
}

// spanYears finds years that only end a span of several: 自2019年施行至2023年底.
func spanYears(tokens []token) {
	for i := 1; i < len(tokens); i++ {
		if tokens[i-1].kind != from_ || tokens[i].kind != lastYear && tokens[i].kind != thisYear {
			continue
		}
		for k := i + 1; k < len(tokens); k++ {
			if t := tokens[k].kind; t == figure || t >= comma {
				break
			} else if t == thisYear || t == asOf || t == filler && tokens[k].arg == yearEndID {
				tokens[k].kind = sumYears
			}
		}
	}
}

// before2 tells whether a year and a negation end out: 上年无(结转).
func before2(out []token, k int) bool {
	return k > 0 && k == len(out)-1 && out[k].kind == negation && (out[k-1].kind == lastYear || out[k-1].kind == nextYear || atEdge(out[k-1]))
}

// atEdge tells whether t names the start or the end of a year.
func atEdge(t token) bool {
	return t.kind == filler && (t.arg == yearEndID || t.arg == yearEndWordID || t.arg == yearStartID)
}

// denyCarried turns 上年无结转 into 无上年结转.
func denyCarried(out []token, t token) []token {
	k := len(out) - 1
	t.kind = carryIn
	if out[k-1].kind == nextYear || atEdge(out[k-1]) && out[k-1].arg != yearStartID {
		t.kind = carryOut
	}
	out[k-1] = out[k]
	return append(out[:k], t)
}

// carried appends t, joined with the tokens before it where both together name
// a carrying over.
func carried(out []token, t token) []token {
	switch t.kind {
	case carry, carryIn, carryOut, lastYear, thisYear, nextYear, handle:
	default:
		return append(out, t)
	}
	k := len(out) - 1
	for k >= 0 && out[k].kind == filler && out[k].end-out[k].start <= 2 && t.start-out[k].end <= 0 && len(out)-k < 3 {
		k--
	}
	if t.kind == carry && before2(out, k) {
		return denyCarried(out, t)
	}
	join := func(kind kind) []token {
		t.kind, t.arg, t.start = kind, 0, out[k].start
		return append(out[:k], t)
	}
	if k < 0 {
		return append(out, t)
	}
	before := out[k].kind
	switch {
	case before == lastYear && t.kind == carry, before == carry && t.kind == lastYear, before == carryIn && (t.kind == thisYear || t.kind == carry):
		return join(carryIn)
	case k > 0 && (before == link || before == pause) && (out[k-1].kind == lastYear && t.kind == carryOut || out[k-1].kind == nextYear && t.kind == carryIn): // 上年和下年结转
		out[k-1].kind, out[k-1].arg = carryIn, 0
		if t.kind == carryIn {
			out[k-1].kind = carryOut
		}
	case before == carry && t.kind == carryOut, before == carry && t.kind == nextYear, before == nextYear && t.kind == carry, before == carryOut && (t.kind == nextYear || t.kind == carry):
		return join(carryOut)
	case before == carry && t.kind == thisYear:
		return join(carryIn)
	case before == carryOut && t.kind == handle && k == len(out)-1: // 顺延到下年度答复
		return join(carryOut)
	}
	return append(out, t)
}
