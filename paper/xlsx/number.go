package xlsx

import (
	"math"
	"strconv"
	"strings"
)

// decimal is the number a cell stores, as people write it: no exponent, no zero
// at its end, no binary noise. Excel stores 59237.2449 as 59237.244899999998;
// the shortest decimal that means the same binary number is what was entered.
// A calculated number may carry noise that no shorter decimal hides (0.1+0.2),
// so it is rounded to the 15 digits Excel itself shows.
func decimal(stored string, calculated bool) string {
	stored = strings.TrimSpace(stored)
	if plain, ok := plainDecimal(stored); ok {
		return plain
	}
	f, err := strconv.ParseFloat(stored, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return stored
	}
	shortest := strconv.FormatFloat(f, 'f', -1, 64)
	if calculated && significant(shortest) > 15 {
		f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
		shortest = strconv.FormatFloat(f, 'f', -1, 64)
	}
	if shortest == "-0" {
		return "0"
	}
	return shortest
}

// plainDecimal takes a decimal that needs no help: all its digits are exact,
// because a program wrote them as text. Whole numbers are, however long.
func plainDecimal(stored string) (string, bool) {
	digits := strings.TrimPrefix(stored, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	if whole == "" || strings.Trim(whole, "0123456789") != "" || strings.Trim(fraction, "0123456789") != "" {
		return "", false
	}
	if hasPoint && len(whole)+len(fraction) > 15 {
		return "", false
	}
	whole = strings.TrimLeft(whole, "0")
	fraction = strings.TrimRight(fraction, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if whole != "0" && digits != stored {
		whole = "-" + whole
	}
	return whole, true
}

// significant counts the digits from the first to the last that is not zero.
func significant(number string) int {
	digits := strings.Replace(strings.TrimPrefix(number, "-"), ".", "", 1)
	return len(strings.Trim(digits, "0"))
}

// percentage is a stored share as it is shown, with so many decimals.
func percentage(number string, decimals int) string {
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return number
	}
	shown := strconv.FormatFloat(f*100, 'f', decimals, 64)
	// f*100 may fall a hair below a half that the decimal number is exactly.
	if exact, ok := shiftTwo(number); ok {
		shown = roundHalfUp(exact, decimals)
	}
	return shown + "%"
}

// shiftTwo multiplies a decimal by a hundred by moving its point.
func shiftTwo(number string) (string, bool) {
	sign := ""
	if rest, ok := strings.CutPrefix(number, "-"); ok {
		sign, number = "-", rest
	}
	whole, fraction, _ := strings.Cut(number, ".")
	if len(number) > 40 || strings.Trim(whole+fraction, "0123456789") != "" {
		return "", false
	}
	fraction += "00"
	moved := strings.TrimLeft(whole+fraction[:2], "0")
	if moved == "" {
		moved = "0"
	}
	return sign + moved + "." + fraction[2:], true
}

// roundHalfUp rounds a decimal away from zero at a half, as Excel does.
func roundHalfUp(number string, decimals int) string {
	sign := ""
	if rest, ok := strings.CutPrefix(number, "-"); ok {
		sign, number = "-", rest
	}
	whole, fraction, _ := strings.Cut(number, ".")
	up := len(fraction) > decimals && fraction[decimals] >= '5'
	fraction += strings.Repeat("0", max(0, decimals-len(fraction)))
	digits := []byte(whole + fraction[:decimals])
	for i := len(digits) - 1; up && i >= 0; i-- {
		if up = digits[i] == '9'; up {
			digits[i] = '0'
		} else {
			digits[i]++
		}
	}
	rounded := string(digits)
	if up {
		rounded = "1" + rounded
	}
	if decimals > 0 {
		rounded = rounded[:len(rounded)-decimals] + "." + rounded[len(rounded)-decimals:]
	}
	if strings.Trim(rounded, "0.") == "" {
		sign = ""
	}
	return sign + rounded
}
