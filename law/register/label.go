package register

import (
	"strings"
	"unicode"
)

// plainLabel brings a label or an option into the form in which two are
// compared: half-width small letters, no spaces, no stars of required columns.
func plainLabel(text string) string {
	return strings.Map(func(r rune) rune {
		r = narrowRune(r)
		switch {
		case r >= '!' && r <= '~' && r != '*' && r != ':':
			return unicode.ToLower(r)
		case r < unicode.MaxASCII || unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar || unicode.Is(unicode.Cf, r):
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
