package narrative

import "strconv"

// token is a word, a figure or a punctuation mark.
type token struct {
	kind       kind
	arg        uint8
	fig        int16 // index of its number, for figure, ordinal and year
	start, end int32 // symbols
}

// lexer cuts normalised symbols into tokens.
type lexer struct {
	sym     []uint16
	tokens  []token
	figures []number
}

func cut(t *normal) ([]token, []number) {
	l := lexer{sym: t.sym, tokens: make([]token, 0, len(t.sym)*2/3+4), figures: make([]number, 0, len(t.sym)/14+4)}
	for i := 0; i < len(l.sym); {
		i = l.next(i)
	}
	return l.tokens, l.figures
}

// next takes one token at symbol i and returns where the next one starts.
func (l *lexer) next(i int) int {
	s := l.sym[i]
	if isDigit(s) {
		return l.arabic(i)
	}
	if s == '.' && i > 0 && l.sym[i-1] >= firstHan && l.sym[i-1] <= lastHan && (i+1 == len(l.sym) || !isDigit(l.sym[i+1])) {
		return l.emit(stop, 0, i, i+1)
	}
	if k := punctuation(s); k != 0 {
		return l.emit(k, 0, i, i+1)
	}
	if s == '《' {
		return l.title(i)
	}
	numeral := chineseDigit(s) >= 0 || place(s) > 0
	if numeral {
		if end := l.spokenMarker(i); end > 0 {
			return l.emit(filler, 0, i, end)
		}
	}
	k, arg, n := lexicon.longest(l.sym[i:])
	if n > 1 {
		switch l.sym[i+n-1] {
		case '办', '上', '有':
			k, arg, n = l.shorter(i, k, arg, n)
		}
	}
	switch k {
	case sumYears:
		if n == 2 && s == '连' && !(i+2 < len(l.sym) && l.counts(l.sym[i+2])) {
			k, arg = filler, 0 // 连续提交申请16件
		}
	case negation:
		if n == 3 && s == '没' && l.sym[i+1] == '收' {
			n = 1 // 没 收到
		}
	case handlingFee:
		if p := len(l.tokens) - 1; n == 3 && p >= 0 && l.tokens[p].kind == unknown && int(l.tokens[p].end) == i {
			l.tokens[p].end += 3 // 污水处理费
			return i + 3
		}
	}
	if numeral {
		if end := l.spoken(i, n); end > 0 {
			return end
		}
	}
	if n > 0 {
		return l.emit(k, arg, i, i+n)
	}
	return l.unknown(i)
}

// shorter is the word of n symbols at i without its last one, where that belongs to the
// next: 县政府 办理, not 县政府办 理.
func (l *lexer) shorter(i int, k kind, arg uint8, n int) (kind, uint8, int) {
	end := i + n
	if end == len(l.sym) {
		return k, arg, n
	}
	goesOn := false
	switch next := l.sym[end]; l.sym[end-1] {
	case '办':
		goesOn = next == '理' || next == '结' || next == '复' || next == '毕' || next == '完' || next == '讫'
	case '上':
		goesOn = next == '年' // 加 上年结转
	case '有':
		goesOn = next == '关' && end+1 < len(l.sym) && l.sym[end+1] != '于' // 不存在 有关
	}
	if !goesOn {
		return k, arg, n
	}
	return lexicon.longest(l.sym[i : end-1])
}

// counts tells whether s begins a number of years, as behind 连续.
func (l *lexer) counts(s uint16) bool {
	return isDigit(s) || chineseDigit(s) >= 0 || s == '十' || s == '多' || s == '数' || s == '几'
}

func (l *lexer) emit(k kind, arg uint8, from, to int) int {
	l.tokens = append(l.tokens, token{kind: k, arg: arg, fig: -1, start: int32(from), end: int32(to)})
	return to
}

func (l *lexer) emitNumber(k kind, n number, from, to int) int {
	l.emit(k, 0, from, to)
	if len(l.figures) < 1<<15-1 {
		l.tokens[len(l.tokens)-1].fig = int16(len(l.figures))
		l.figures = append(l.figures, n)
	} else {
		l.tokens[len(l.tokens)-1].kind = unknown
	}
	return to
}

func (l *lexer) unknown(i int) int {
	if k := len(l.tokens) - 1; k >= 0 && l.tokens[k].kind == unknown && int(l.tokens[k].end) == i {
		l.tokens[k].end++
		return i + 1
	}
	return l.emit(unknown, 0, i, i+1)
}

func punctuation(s uint16) kind {
	switch s {
	case ',':
		return comma
	case '、':
		return pause
	case ';':
		return semicolon
	case ':':
		return colon
	case '(':
		return open
	case ')':
		return closing
	case '。', hardBreak, '|':
		return stop
	case '%', ' ', '-', '/', '#':
		return filler
	}
	return 0
}

// title passes over the name of a document, which asserts nothing. The name of
// the fee rules tells what the sentence is about.
func (l *lexer) title(i int) int {
	end := i + 1
	for end < len(l.sym) && end-i < 80 && l.sym[end] != '》' && l.sym[end] != hardBreak {
		end++
	}
	if end == len(l.sym) || l.sym[end] != '》' {
		return l.emit(filler, 0, i, i+1)
	}
	arg := uint8(0)
	for k := i; k+5 <= end; k++ {
		if l.sym[k] == '处' && l.sym[k+1] == '理' && l.sym[k+2] == '费' {
			arg = feeTitle
		}
	}
	return l.emit(filler, arg, i, end+1)
}

// feeTitle marks a filler that is the name of the fee rules.
const feeTitle = 1

// arabic takes a number in Arabic digits with its unit.
func (l *lexer) arabic(i int) int {
	if end := l.marker(i); end > 0 {
		return l.emit(filler, 0, i, end)
	}
	if end := l.date(i); end > 0 {
		return end
	}
	digits, fraction, length := arabic(l.sym[i:])
	n := number{digits: digits, fraction: fraction}
	end := l.scale(&n, i+length)
	if to := l.rangeEnd(end); to > 0 {
		return l.emit(ordinal, 0, i, to)
	}
	if i > 0 && l.sym[i-1] == '前' && l.is(i+length, '个') && l.is(i+length+1, '月') {
		return l.emit(partYear, 0, i, i+length+2) // 前11个月
	}
	if i > 0 && (l.sym[i-1] == '第' || l.sym[i-1] == '-' || l.sym[i-1] < 0x80 && !isBoundary(l.sym[i-1])) {
		n.unit = loose
	}
	return l.figure(n, i, i+length, end)
}

// figure finishes a number that starts at from, whose digits end at digits and
// whose unit ends at end.
func (l *lexer) figure(n number, from, digits, end int) int {
	if end > digits {
		if to := l.rangeEnd(end); to > 0 {
			return l.emit(ordinal, 0, from, to)
		}
	}
	if k := len(l.tokens) - 1; k >= 0 && l.approximates(l.tokens[k], n.spoken) {
		n.approx = true
	}
	if w := vague(l.sym[end:]); w > 0 {
		n.approx, end = true, end+w
	}
	if l.isBroken(from-1) || l.isBroken(digits) || l.isBroken(end) {
		n.approx = true
	}
	k := figure
	if n.unit == loose {
		k = ordinal
	}
	return l.emitNumber(k, n, from, end)
}

// isBroken says that the file has a character at i that could not be read: what
// it was, another digit of the figure beside it, nobody knows.
func (l *lexer) isBroken(i int) bool { return i >= 0 && i < len(l.sym) && l.sym[i] == 0xFFFD }

// approximates tells whether the word before a number makes it vague.
func (l *lexer) approximates(t token, spoken bool) bool {
	if t.kind == about {
		return true
	}
	return spoken && t.end-t.start == 1 && (l.sym[t.start] == '数' || l.sym[t.start] == '上')
}

// vague is the length of a word behind a figure that makes it approximate.
func vague(sym []uint16) int {
	if len(sym) < 2 {
		return 0
	}
	switch {
	case sym[0] == '左' && sym[1] == '右', sym[0] == '以' && (sym[1] == '上' || sym[1] == '下' || sym[1] == '内'),
		sym[0] == '上' && sym[1] == '下', sym[0] == '有' && sym[1] == '余':
		return 2
	}
	return 0
}

// isBoundary tells whether an ASCII symbol may stand before a figure.
func isBoundary(s uint16) bool {
	switch s {
	case ',', '(', ')', ':', ';', ' ', hardBreak, '%', '=', '/', '|', '>':
		return true
	}
	return false
}

// marker takes the number of a list item: 1. 2、 3) at the start of a sentence.
func (l *lexer) marker(i int) int {
	if !l.atStart() {
		return 0
	}
	end := i
	for end < len(l.sym) && isDigit(l.sym[end]) {
		end++
	}
	if end-i > 2 || end+1 >= len(l.sym) {
		return 0
	}
	switch l.sym[end] {
	case ')':
		if !l.opensItem(i) {
			return 0 // 自然人（36）
		}
		return end + 1
	case '、':
		return end + 1
	case '.':
		after := l.sym[end+1:]
		year := len(after) > 4 && after[0] == '2' && isDigit(after[3]) && after[4] == '年'
		if !isDigit(after[0]) || year {
			return end + 1
		}
	}
	return 0
}

// spokenMarker takes 三、 and 十一、 at the start of a sentence.
func (l *lexer) spokenMarker(i int) int {
	if chineseDigit(l.sym[i]) < 1 && l.sym[i] != '十' || !l.atStart() {
		return 0
	}
	end := i + 1
	for end < len(l.sym) && end < i+3 && (chineseDigit(l.sym[end]) > 0 || l.sym[end] == '十') {
		end++
	}
	if !l.is(end, '、') || len(l.tokens) > 0 && l.tokens[len(l.tokens)-1].kind == open {
		return 0
	}
	return end + 1
}

// opensItem tells whether the number at i is that of a list item, 2) or (2), and makes
// the bracket before it nothing.
func (l *lexer) opensItem(i int) bool {
	k := len(l.tokens) - 1
	if k < 0 || l.tokens[k].kind != open {
		return true
	}
	if k > 0 && l.tokens[k-1].kind < semicolon && l.tokens[k-1].kind != comma {
		return false
	}
	l.tokens[k].kind = filler
	return true
}

// atStart tells whether the next token begins a clause of its own.
func (l *lexer) atStart() bool {
	if len(l.tokens) == 0 {
		return true
	}
	switch l.tokens[len(l.tokens)-1].kind {
	case stop, semicolon, colon, open:
		return true
	}
	return false
}

// scale reads 余, 万, 亿 and the unit behind digits that end at i.
func (l *lexer) scale(n *number, i int) int {
	for ; i < len(l.sym); i++ {
		switch l.sym[i] {
		case '余', '多', '几':
			n.approx = true
			continue
		case '万':
			n.exponent += 4
			continue
		case '亿':
			n.exponent += 8
			continue
		case '千':
			if i+1 < len(l.sym) && l.sym[i+1] == '元' {
				n.exponent += 3
				continue
			}
		}
		break
	}
	return l.unit(n, i)
}

// unit reads the measure word at i.
func (l *lexer) unit(n *number, i int) int {
	if i >= len(l.sym) {
		return i
	}
	next := uint16(0)
	if i+1 < len(l.sym) {
		next = l.sym[i+1]
	}
	switch l.sym[i] {
	case '元':
		n.unit = yuan
		return i + 1
	case '件', '宗', '例', '份', '条', '起', '项', '个', '笔', '封', '桩', '次', '批', '部':
		n.unit = cases
		if l.sym[i] == '件' && next == '次' {
			return i + 2
		}
		if next == '(' && l.is(i+3, ')') && (l.is(i+2, '次') || l.is(i+2, '起') || l.is(i+2, '宗') || l.is(i+2, '条') || l.is(i+2, '份')) {
			return i + 4 // 件（次）
		}
		if l.sym[i] == '部' && next == '门' || l.sym[i] == '个' && ofOrgans(next) {
			n.unit = loose
			return i
		}
		if next == '次' || l.sym[i] == '个' && (next == '工' || next == '月' || next == '百' || next == '小') {
			n.unit = loose
			return i + 2
		}
		return i + 1
	case ',', '。', ';', ':', ')', '、', ' ', hardBreak, '/', '|':
		return i
	case '人':
		n.unit = loose
		if next == '次' {
			return i + 2
		}
		return i + 1
	case '家':
		n.unit = loose
		if next == '单' || next == '部' || next == '行' || next == '机' || next == '市' || next == '县' || next == '区' || next == '成' {
			return i // 33家单位 are organs
		}
		return i + 1
	case '(': // 36.5（万元）
		for k := i + 1; k < len(l.sym) && k < i+4; k++ {
			if l.sym[k] == '元' && k+1 < len(l.sym) && l.sym[k+1] == ')' {
				n.unit = yuan
				if l.sym[i+1] == '万' {
					n.exponent += 4
				}
				return k + 2
			}
		}
		return i
	case '篇':
		n.unit = loose
		if k := len(l.tokens) - 1; k >= 0 && l.tokens[k].kind == papers {
			n.unit = cases // 规范性文件1篇, but articles are none
		}
		return i + 1
	case '%', '成', '倍', '名', '位', '户', '年', '月', '日', '天', '场', '期', '号', '类', '种':
		n.unit = loose
		return i + 1
	}
	n.unit = loose
	return i
}

// ofOrgans tells whether 个 counts organs, by the symbol behind it.
func ofOrgans(s uint16) bool {
	switch s {
	case '单', '部', '乡', '镇', '县', '区', '市', '街', '委', '局', '村', '社', '省', '地':
		return true
	}
	return false
}

// rangeEnd is where a range ends whose first number ends at i, or zero.
func (l *lexer) rangeEnd(i int) int {
	if i+1 >= len(l.sym) || !isDigit(l.sym[i+1]) {
		return 0
	}
	if s := l.sym[i]; s != '-' && s != '至' && s != '到' {
		return 0
	}
	_, _, length := arabic(l.sym[i+1:])
	var n number
	return l.scale(&n, i+1+length)
}

// spoken takes a number in Chinese numerals; it must have a unit. A word of the
// lexicon that is longer wins. It returns zero if there is none.
func (l *lexer) spoken(i, word int) int {
	value, length := chineseNumber(l.sym[i:])
	if length == 0 {
		return 0
	}
	end := i + length
	if end < len(l.sym) && l.sym[end] == '年' && value > 1900 && value < 2100 && length == 4 {
		return l.emitYear(value, i, end+1)
	}
	if end < len(l.sym) && l.sym[end] == '月' && value <= 12 && end-i > word-2 {
		return l.emit(partYear, 0, i, end+1)
	}
	n := number{digits: strconv.Itoa(value), spoken: true, approx: hedged(l.sym[i:])}
	end = l.scale(&n, end)
	if n.unit == loose && end-i > max(length, word) && (l.sym[end-1] == '成' || l.sym[end-1] == '倍') {
		return l.emit(ordinal, 0, i, end) // 两成
	}
	if n.unit != cases && n.unit != yuan || end-i < word {
		return l.spokenZero(i, length)
	}
	if l.isOrdinal(i) || i > 0 && (l.sym[i-1] == '百' || l.sym[i-1] == '分' && l.sym[i] != '零') {
		n.unit = loose
	}
	return l.figure(n, i, i+length, end)
}

// isOrdinal tells whether the numeral at i goes on behind 第, of which a word of the
// lexicon may have taken the beginning: 第二十条.
func (l *lexer) isOrdinal(i int) bool {
	for i--; i >= 0 && (chineseDigit(l.sym[i]) >= 0 || place(l.sym[i]) > 0); i-- {
	}
	return i >= 0 && l.sym[i] == '第'
}

// spokenZero takes 零: a figure at the end of a clause, else the negation of
// the name behind it.
func (l *lexer) spokenZero(i, length int) int {
	if length != 1 || l.sym[i] != '零' && l.sym[i] != '〇' {
		return 0
	}
	if _, _, n := lexicon.longest(l.sym[i:]); n > 1 {
		return 0
	}
	if i+1 == len(l.sym) || punctuation(l.sym[i+1]) != 0 {
		return l.emitNumber(figure, number{digits: "0", spoken: true}, i, i+1)
	}
	return l.emit(zero, 0, i, i+1)
}
