package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// WithoutReadings drops the pinyin that copies of pages carry in brackets behind
// single characters, 規(guī)章, so that words stand as they were written. Text that
// has but few of them is left as it is: there they may be meant.
func WithoutReadings(s string) string {
	const few = 4
	if countReadings(s, few) < few {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		at, length, _ := nextReading(s)
		b.WriteString(s[:at])
		s = s[at+length:]
	}
	return b.String()
}

// countReadings counts the readings with a tone, up to most.
func countReadings(s string, most int) int {
	n := 0
	for s != "" && n < most {
		at, length, toned := nextReading(s)
		if toned {
			n++
		}
		s = s[at+length:]
	}
	return n
}

// nextReading returns where the next reading begins, at the end of s if there is
// none, and whether it bears a tone.
func nextReading(s string) (at, length int, toned bool) {
	for from := 0; ; {
		open := strings.IndexByte(s[from:], '(')
		if open < 0 {
			return len(s), 0, false
		}
		open += from
		if before, _ := utf8.DecodeLastRuneInString(s[:open]); unicode.Is(unicode.Han, before) {
			if length, toned := readingAt(s[open:]); length > 0 {
				return open, length, toned
			}
		}
		from = open + 1
	}
}

// readingAt measures the syllable in brackets that s begins with, 0 for none.
func readingAt(s string) (length int, toned bool) {
	const longest = 6 // letters of zhuang
	letters := 0
	for i, c := range s[1:] {
		switch {
		case c >= 'a' && c <= 'z':
		case strings.ContainsRune("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ", c):
			toned = true
		case c == ')' && letters > 0:
			return i + 2, toned
		default:
			return 0, false
		}
		if letters++; letters > longest {
			return 0, false
		}
	}
	return 0, false
}
