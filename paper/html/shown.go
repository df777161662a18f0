package html

import "gongkai/paper"

// What Write shows in cells that have no text of their own, and how it marks
// them so that Read can undo it.
const (
	shownBlank         = paper.BlankMark
	dataBlank          = "blank"
	shownNotApplicable = "／"
	dataNotApplicable  = "na"
	dataKey            = "key" // the key below a table
)

// showNumber sets a decimal number for the eye: thousands separators in its
// whole part and a true minus sign. What is no plain decimal stays as it is.
func showNumber(number string) string {
	sign, digits := "", number
	if len(digits) > 0 && digits[0] == '-' {
		sign, digits = "\u2212", digits[1:]
	}
	whole := 0
	for whole < len(digits) && '0' <= digits[whole] && digits[whole] <= '9' {
		whole++
	}
	if whole == 0 || whole < len(digits) && digits[whole] != '.' {
		return number
	}
	out := make([]byte, 0, len(number)+len(number)/3+len(sign))
	out = append(out, sign...)
	for i := range whole {
		if i > 0 && (whole-i)%3 == 0 {
			out = append(out, ',')
		}
		out = append(out, digits[i])
	}
	return string(append(out, digits[whole:]...))
}
