package paper

import "unicode/utf8"

// IsTight says that a text has no space, and nothing unseen, around it. It looks at
// the first and the last character alone and knows ASCII and Han; false says that
// one of them is another, not that there is space.
func IsTight(s string) bool {
	return s == "" || (isInk(s[0]) || isHanAt(s, 0)) && (isInk(s[len(s)-1]) || isHanAt(s, len(s)-3))
}

// isInk says that an ASCII byte prints.
func isInk(c byte) bool { return c > ' ' && c < utf8.RuneSelf }

// isHanAt says that one of the characters from U+4000 to U+9FFF begins at byte i.
func isHanAt(s string, i int) bool {
	return i >= 0 && i+2 < len(s) && s[i] >= 0xE4 && s[i] <= 0xE9 && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80
}
