package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/paper"
)

// A value is what the text of one cell turned out to be.
type value struct {
	Figure
	raw string // what stood there, when it is not the plain number
	// unitless says that money stands without the unit its column needs.
	unitless bool
	// pointed says that a 、 was taken for the decimal point.
	pointed bool
}

// readValue reads the text of a cell of the kind. Words never become a number:
// 若干 and 约30 are Text.
func readValue(text string, kind CellKind) value {
	text = trim(text)
	if text == "" {
		return value{Figure: Figure{Mark: Blank}}
	}
	if n, ok := plainDigits(text); ok {
		return value{Figure: Reports(n), unitless: kind == YuanCell && n.Sign() != 0}
	}
	if isPlaceholder(text) {
		return value{Figure: Figure{Mark: NotApplicable}, raw: text}
	}
	n, unit, ok := readNumber(text)
	if !ok {
		return value{Figure: Figure{Mark: Text}, raw: text}
	}
	v := value{Figure: Reports(n), raw: text, pointed: strings.Contains(text, "、")}
	if n.String() == text {
		v.raw = ""
	}
	return inUnit(v, unit, kind)
}

// inUnit converts money into the unit of its cell. A unit that cannot belong to
// the cell makes the cell Text.
func inUnit(v value, unit string, kind CellKind) value {
	shift, money := 0, true
	switch unit {
	case "":
		v.unitless = kind == YuanCell && v.Number.Sign() != 0
		return v
	case "元":
		shift = 0
	case "万元":
		shift = 4
	case "亿元":
		shift = 8
	default:
		money = false
	}
	if !money {
		if kind == MoneyCell || kind == YuanCell {
			return value{Figure: Figure{Mark: Text}, raw: v.raw}
		}
		return v
	}
	switch kind {
	case MoneyCell:
		shift -= 4
	case YuanCell:
	default:
		return value{Figure: Figure{Mark: Text}, raw: v.raw}
	}
	n, ok := v.Number.Shift(shift)
	if !ok {
		return value{Figure: Figure{Mark: Text}, raw: v.raw}
	}
	v.Number = n
	return v
}

// plainDigits reads what most cells hold: ASCII digits.
func plainDigits(s string) (Number, bool) {
	if len(s) > 15 || (len(s) > 1 && s[0] == '0') {
		return Number{}, false
	}
	var n int64
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < '0' || c > '9' {
			return Number{}, false
		}
		n = n*10 + int64(c-'0')
	}
	return Count(n), true
}

// isPlaceholder says that the text is one of the signs offices put where
// nothing is to be reported.
func isPlaceholder(s string) bool {
	switch s {
	case "无", "無", "不适用", "不適用", "N/A", "n/a", "/", "\\", "／", "＼":
		return true
	}
	for _, c := range s {
		switch c {
		case '-', '－', '—', '–', '―', '−', '─', '﹣', '/', '／':
		default:
			return false
		}
	}
	return true
}

// units are the counting words a number may carry, longest first.
var units = []string{"亿元", "万元", "人次", "件次", "元", "件", "条", "起", "项", "份", "宗", "个", "次", "例"}

// readNumber reads a number with the dress offices give it: full-width digits,
// separators, a sign or 增/减, a unit, a note in brackets behind it.
func readNumber(text string) (n Number, unit string, ok bool) {
	s := strings.Map(halfWidth, Simplify(text))
	s = trim(cutNote(s))
	negative := false
	for _, sign := range []string{"减少", "增加", "减", "增", "+", "-", "−", "﹣"} {
		if rest, has := strings.CutPrefix(s, sign); has {
			negative = sign == "减少" || sign == "减" || sign == "-" || sign == "−" || sign == "﹣"
			s = trim(rest)
			break
		}
	}
	for _, u := range units {
		if rest, has := strings.CutSuffix(s, u); has {
			unit, s = u, trim(rest)
			break
		}
	}
	s, ok = joinThousands(tighten(s))
	if !ok || s == "" || s[0] == '-' || s[0] == '+' {
		return Number{}, "", false
	}
	if n, ok = ParseNumber(s); negative {
		n = n.Neg()
	}
	return n, unit, ok
}

// tighten drops the spaces that typing leaves beside a point or a comma, and
// takes a lone 、, which never separates thousands, for the decimal point.
func tighten(s string) string {
	if strings.IndexByte(s, ' ') >= 0 {
		for _, mark := range []string{".", ",", "、"} {
			s = strings.ReplaceAll(strings.ReplaceAll(s, mark+" ", mark), " "+mark, mark)
		}
	}
	if strings.Count(s, "、") == 1 && !strings.ContainsAny(s, ".,") {
		return strings.Replace(s, "、", ".", 1)
	}
	return s
}

// joinThousands drops separators that part a number into threes. A comma
// elsewhere makes the text no number.
func joinThousands(s string) (string, bool) {
	if strings.IndexByte(s, ',') < 0 {
		return s, true
	}
	whole, decimals, _ := strings.Cut(s, ".")
	parts := strings.Split(whole, ",")
	for i, p := range parts {
		if i == 0 && (len(p) == 0 || len(p) > 3 || p == "0") || i > 0 && len(p) != 3 {
			return "", false
		}
	}
	whole = strings.Join(parts, "")
	if decimals != "" {
		whole += "." + decimals
	}
	return whole, true
}

// cutNote drops a note in brackets at the end of a cell.
func cutNote(s string) string {
	if strings.HasSuffix(s, ")") {
		if open := strings.IndexByte(s, '('); open > 0 {
			return s[:open]
		}
	}
	return s
}

func halfWidth(c rune) rune {
	switch {
	case c >= '！' && c <= '～':
		return c - 0xFEE0
	case c == '，':
		return ','
	case c == '\u3000' || c == '\u00a0':
		return ' '
	}
	return c
}

// trim drops the space around a cell's text, full-width and zero-width ones
// too.
func trim(s string) string {
	if paper.IsTight(s) {
		return s
	}
	return strings.TrimFunc(s, func(c rune) bool {
		return unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff' || c == '\u200e' || c == '\u00ad'
	})
}

// isValueLike says that the text can stand in a cell for figures: a number or a
// sign that stands for none.
func isValueLike(text string) bool {
	if text == "" || len(text) > 64 {
		return false
	}
	c, _ := decodeRune(text)
	switch c {
	case '无', '無', '不', 'N', 'n': // 不予公开 is a label
		return isPlaceholder(trim(text))
	case '+', '-', '−', '－', '﹣', '＋', '减', '減', '增', '/', '／', '—', '–', '―', '─', '\\', '＼':
	default:
		if !(c >= '0' && c <= '9' || c >= '０' && c <= '９') {
			return false
		}
	}
	if _, plain := plainDigits(text); plain {
		return true
	}
	if isNumbered(text) {
		return false
	}
	return readValue(text, CountCell).Mark != Text || readValue(text, MoneyCell).Mark != Text
}

// isNumbered says that a word follows the number in front which is no unit, as in
// 1.属于国家秘密.
func isNumbered(text string) bool {
	rest := text
	for rest != "" && (rest[0] >= '0' && rest[0] <= '9' || rest[0] == '.' || rest[0] == ',') {
		rest = rest[1:]
	}
	if len(rest) == len(text) || rest == "" {
		return false
	}
	c, _ := utf8.DecodeRuneInString(rest)
	if c < firstHan || c > lastHan {
		return false
	}
	if isTraditional(c) {
		c = rune(simplified[c-firstHan])
	}
	for _, u := range units {
		if first, _ := utf8.DecodeRuneInString(u); first == c {
			return false
		}
	}
	return true
}
