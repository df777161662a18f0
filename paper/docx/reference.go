package docx

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// maxReference is the length of the longest reference we know, &#x0010FFFF;.
const maxReference = 12

// unescape appends raw to dst with its references replaced: the five entities
// of XML and characters by number.
func unescape(dst, raw []byte) ([]byte, error) {
	for {
		amp := bytes.IndexByte(raw, '&')
		if amp < 0 {
			return append(dst, raw...), nil
		}
		dst = append(dst, raw[:amp]...)
		raw = raw[amp:]
		end := bytes.IndexByte(raw[:min(len(raw), maxReference)], ';')
		if end < 0 {
			return dst, errEntity
		}
		r, ok := reference(string(raw[1:end]))
		if !ok {
			return dst, errEntity
		}
		dst = utf8.AppendRune(dst, r)
		raw = raw[end+1:]
	}
}

func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !isCharacter(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// isCharacter says whether XML 1.0 allows the character in a document.
func isCharacter(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}
