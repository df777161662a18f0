package narrative

import "strings"

// unit is what a figure counts.
type unit uint8

const (
	bare  unit = iota // no unit written
	cases             // 件 条 起 项 …
	yuan              // money
	loose             // anything else: persons, days, per cent
)

// number is a figure as written.
type number struct {
	digits   string // without separators and point
	fraction int    // how many of digits stand behind the point
	exponent int    // 万 4, 亿 8, with those of the unit
	unit     unit
	spoken   bool // in Chinese numerals
	approx   bool // 500余, 近百
	year     int  // of a year
}

// isZero tells whether the figure is nil.
func (n *number) isZero() bool { return strings.Trim(n.digits, "0") == "" }

// count is the figure as a count; not ok where it is rounded to 万 or has a
// fraction.
func (n *number) count() (string, bool) {
	if n.approx || n.fraction > 0 || n.exponent > 0 || n.unit == yuan || n.unit == loose {
		return "", false
	}
	return shift(n.digits, 0, 0), true
}

// money is the amount in units of ten to the scale yuan.
func (n *number) money(scale int) (string, bool) {
	if n.approx || n.unit == loose || n.unit == cases || n.unit == bare && !n.isZero() {
		return "", false
	}
	return shift(n.digits, n.fraction, n.exponent-scale), true
}

// shift writes digits, of which fraction stand behind the point, times ten to
// the power by, in canonical decimal notation.
func shift(digits string, fraction, by int) string {
	behind := fraction - by
	if behind < 0 {
		digits += strings.Repeat("0", -behind)
		behind = 0
	}
	if len(digits) <= behind {
		digits = strings.Repeat("0", behind-len(digits)+1) + digits
	}
	whole, rest := digits[:len(digits)-behind], strings.TrimRight(digits[len(digits)-behind:], "0")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if rest == "" {
		return whole
	}
	return whole + "." + rest
}

// chineseDigit is the value of a digit character, -1 for any other symbol.
func chineseDigit(s uint16) int {
	switch s {
	case '零', '〇':
		return 0
	case '一', '壹':
		return 1
	case '二', '两', '贰':
		return 2
	case '三', '叁':
		return 3
	case '四', '肆':
		return 4
	case '五', '伍':
		return 5
	case '六', '陆':
		return 6
	case '七', '柒':
		return 7
	case '八', '捌':
		return 8
	case '九', '玖':
		return 9
	}
	return -1
}

// place is the power of ten of a Chinese place word, 0 for other symbols.
func place(s uint16) int {
	switch s {
	case '十', '拾':
		return 1
	case '百', '佰':
		return 2
	case '千', '仟':
		return 3
	case '万':
		return 4
	case '亿':
		return 8
	}
	return 0
}

// chineseNumber reads numerals like 一百零六, 二千零七, 二〇二四, 两万三千. Its
// length is zero if sym starts with none.
func chineseNumber(sym []uint16) (value, length int) {
	section, digit, high, places := 0, -1, 0, 0
	run := 0
	for ; length < len(sym) && length < 16; length++ {
		s := sym[length]
		if d := chineseDigit(s); d >= 0 {
			if digit >= 0 && places == 0 { // digits read one by one, as of a year
				digit = digit*10 + d
			} else {
				digit = d
			}
			run++
			continue
		}
		p := place(s)
		if p == 0 {
			break
		}
		places++
		high, section, digit = apply(high, section, digit, p)
	}
	if length == 0 {
		return 0, 0
	}
	return high + section + max(digit, 0), length
}

// hedged tells whether numerals name two neighbours, 两三件, 二三十件.
func hedged(sym []uint16) bool {
	if len(sym) < 3 {
		return false
	}
	a, b := chineseDigit(sym[0]), chineseDigit(sym[1])
	return a > 0 && b == a+1 && chineseDigit(sym[2]) < 0
}

// apply puts a place word behind what was read: high is settled, section is
// below 万, digit is -1 if none precedes.
func apply(high, section, digit, p int) (int, int, int) {
	if p >= 4 {
		factor := 10_000
		if p == 8 {
			factor = 100_000_000
		}
		below := section + max(digit, 0)
		if below == 0 {
			below = 1
		}
		return high + below*factor, 0, -1
	}
	factor := [...]int{1, 10, 100, 1000}[p]
	if digit <= 0 {
		digit = 1
	}
	return high, section + digit*factor, -1
}

// arabic reads digits with thousands separators and a decimal point.
func arabic(sym []uint16) (digits string, fraction, length int) {
	var b [24]byte
	k, point := 0, -1
	for length < len(sym) && k < len(b) {
		s := sym[length]
		switch {
		case isDigit(s):
			b[k] = byte(s)
			k++
		case s == ',' && point < 0 && k > 0 && k <= 12 && groupOfThree(sym[length+1:]) && (k <= 3 || sym[max(length-4, 0)] == ','):
		case s == '.' && point < 0 && length+1 < len(sym) && isDigit(sym[length+1]):
			point = k
		default:
			return string(b[:k]), behind(k, point), length
		}
		length++
	}
	return string(b[:k]), behind(k, point), length
}

func behind(k, point int) int {
	if point < 0 {
		return 0
	}
	return k - point
}

func groupOfThree(sym []uint16) bool {
	return len(sym) >= 3 && isDigit(sym[0]) && isDigit(sym[1]) && isDigit(sym[2]) && (len(sym) == 3 || !isDigit(sym[3]))
}
