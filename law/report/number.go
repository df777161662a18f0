package report

import (
	"math/big"
	"strconv"
	"strings"
)

// A Number is an exact decimal: a count, or money in the unit of its cell. The
// zero value is 0. Numbers are kept without trailing zeros, so == compares
// values.
type Number struct {
	coef  int64
	scale uint8 // decimals
}

// Bounds of a Number as text: fifteen significant digits are exact in every
// program that reads JSON, and no amount of money has more than nine decimals.
const (
	maxDigits   = 15
	maxDecimals = 9
)

// Count returns the Number n.
func Count(n int64) Number { return Number{coef: n} }

// Wan returns an amount of 分 in 万元, exactly.
func Wan(fen int64) Number { return normal(fen, 6) }

// ParseNumber reads plain decimal text: an optional ASCII sign, digits, an
// optional point with digits. It refuses everything else, and numbers of more
// than fifteen significant digits or nine decimals.
func ParseNumber(s string) (Number, bool) {
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative, s = s[0] == '-', s[1:]
	}
	var n Number
	digits, point := 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '.' && !point && digits > 0 && i+1 < len(s):
			point = true
			s = strings.TrimRight(s, "0")
			if s[len(s)-1] == '.' {
				s = s[:len(s)-1]
			}
		case c >= '0' && c <= '9':
			if n.coef >= 1e14 || (point && n.scale == maxDecimals) {
				return Number{}, false
			}
			n.coef = n.coef*10 + int64(c-'0')
			digits++
			if point {
				n.scale++
			}
		default:
			return Number{}, false
		}
	}
	if negative {
		n.coef = -n.coef
	}
	return n, digits > 0
}

func (n Number) String() string {
	s := strconv.FormatInt(n.coef, 10)
	if n.scale == 0 {
		return s
	}
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for len(s) <= int(n.scale) {
		s = "0" + s
	}
	cut := len(s) - int(n.scale)
	return sign + s[:cut] + "." + s[cut:]
}

// Sign returns -1, 0 or 1.
func (n Number) Sign() int {
	switch {
	case n.coef < 0:
		return -1
	case n.coef > 0:
		return 1
	}
	return 0
}

// IsInteger says that n has no decimals.
func (n Number) IsInteger() bool { return n.scale == 0 }

// Decimals returns how many decimals n has.
func (n Number) Decimals() int { return int(n.scale) }

// Int64 returns n without its decimals.
func (n Number) Int64() int64 {
	v := n.coef
	for i := uint8(0); i < n.scale; i++ {
		v /= 10
	}
	return v
}

// Float64 returns n rounded to a binary fraction: for ratios and charts, never
// for sums.
func (n Number) Float64() float64 {
	f, _ := strconv.ParseFloat(n.String(), 64)
	return f
}

// Neg returns -n.
func (n Number) Neg() Number { return Number{-n.coef, n.scale} }

// Add returns n + m exactly.
func (n Number) Add(m Number) Number {
	if n.scale == m.scale {
		if sum := n.coef + m.coef; (sum > n.coef) == (m.coef > 0) {
			return normal(sum, n.scale)
		}
	}
	return addBig(n, m)
}

// Sub returns n - m exactly.
func (n Number) Sub(m Number) Number { return n.Add(m.Neg()) }

// Cmp returns -1, 0 or 1 as n is less than, equal to or greater than m.
func (n Number) Cmp(m Number) int { return n.Sub(m).Sign() }

// Shift returns n × 10^by, so that Shift(4) turns 万元 into 元 and Shift(-4)
// turns 元 into 万元. ok is false when the result has too many decimals or
// digits.
func (n Number) Shift(by int) (_ Number, ok bool) {
	coef, scale := n.coef, int(n.scale)-by
	for scale < 0 {
		if coef > 1e17 || coef < -1e17 {
			return Number{}, false
		}
		coef, scale = coef*10, scale+1
	}
	for scale > 0 && coef%10 == 0 {
		coef, scale = coef/10, scale-1
	}
	if scale > maxDecimals {
		return Number{}, false
	}
	return Number{coef, uint8(scale)}, true
}

func normal(coef int64, scale uint8) Number {
	for scale > 0 && coef%10 == 0 {
		coef, scale = coef/10, scale-1
	}
	return Number{coef, scale}
}

// addBig adds numbers of different decimals, or so large that an int64 might
// not hold the sum. A sum beyond 18 digits loses decimals first: no cell of any
// form comes near it.
func addBig(n, m Number) Number {
	scale := max(n.scale, m.scale)
	raise := func(v Number) *big.Int {
		p := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale-v.scale)), nil)
		return p.Mul(p, big.NewInt(v.coef))
	}
	sum := raise(n)
	sum.Add(sum, raise(m))
	ten := big.NewInt(10)
	for scale > 0 && !sum.IsInt64() {
		sum.Quo(sum, ten)
		scale--
	}
	return normal(sum.Int64(), scale)
}
