package organ

import (
	"strings"

	"gongkai/law/problem"
)

// An ID names an organ for ever in addresses, files and records. It is opaque,
// given once, never reused, and kept when the organ is renamed. It has forty
// bits; the zero value names no organ.
type ID int64

// idBits is how many bits of an ID are used: eight letters of base 32.
const idBits = 40

// letters are the digits of base 32 after Crockford: no i, l, o, u, which are
// misread or make words.
const letters = "0123456789abcdefghjkmnpqrstvwxyz"

// MakeID makes an ID of random bits, of which it uses the lowest forty. It is
// never the zero ID.
func MakeID(random uint64) ID {
	id := ID(random & (1<<idBits - 1))
	if id == 0 {
		return 1
	}
	return id
}

// String writes the ID as it stands in addresses: eight letters and digits.
func (id ID) String() string {
	var b [idBits / 5]byte
	for i := range b {
		b[len(b)-1-i] = letters[id>>(5*i)&31]
	}
	return string(b[:])
}

// ParseID reads what [ID.String] wrote, in either case. Every other text names
// no organ and is a problem of kind NotFound.
func ParseID(s string) (ID, error) {
	var id ID
	for _, c := range strings.ToLower(s) {
		digit := strings.IndexRune(letters, c)
		if digit < 0 || len(s) != idBits/5 {
			return 0, unknownID
		}
		id = id<<5 | ID(digit)
	}
	if id == 0 {
		return 0, unknownID
	}
	return id, nil
}

var unknownID = problem.NotFound("没有找到这个机关").Try("请核对网址，或从机关名录中查找")

// MarshalText writes the ID for JSON.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads the ID from JSON.
func (id *ID) UnmarshalText(text []byte) (err error) {
	*id, err = ParseID(string(text))
	return err
}
