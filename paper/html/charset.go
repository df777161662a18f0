package html

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// decode turns the bytes of a page into text. The bytes decide, the page's own
// declaration only where they leave a choice: valid UTF-8 is UTF-8 whatever the
// page says, and everything called GB is read as GB18030, which contains GB2312
// and GBK. lost is how many characters could not be read.
func decode(data []byte) (text string, lost int) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return validate(data[3:])
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeUTF16(data[2:], binary.BigEndian)
	case utf8.Valid(data) && bytes.IndexByte(data, 0) < 0:
		return string(data), 0
	}
	if order := orderUTF16(data); order != nil {
		return decodeUTF16(data, order)
	}
	if mostlyUTF8(data) {
		return validate(data)
	}
	if looksBig5(data, declared(data)) {
		return decodeWith(data, traditionalchinese.Big5)
	}
	return decodeWith(data, simplifiedchinese.GB18030)
}

// validate replaces what is not UTF-8.
func validate(data []byte) (string, int) {
	if utf8.Valid(data) {
		return string(data), 0
	}
	text := strings.ToValidUTF8(string(data), "\uFFFD")
	return text, strings.Count(text, "\uFFFD") - bytes.Count(data, []byte("\uFFFD"))
}

func decodeWith(data []byte, e encoding.Encoding) (string, int) {
	text, err := e.NewDecoder().Bytes(data)
	if err != nil { // these decoders replace and never fail
		return validate(data)
	}
	return string(text), bytes.Count(text, []byte("\uFFFD"))
}

func decodeUTF16(data []byte, order binary.ByteOrder) (string, int) {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	text := string(utf16.Decode(units))
	return text, len(data)%2 + strings.Count(text, "\uFFFD")
}

// orderUTF16 recognises UTF-16 without a byte order mark by its markup: every
// "<" is a byte next to a zero. It returns nil for anything else.
func orderUTF16(data []byte) binary.ByteOrder {
	var little, big int
	head := data[:min(len(data), 4096)]
	for i := 0; i+1 < len(head); i += 2 {
		if head[i+1] == 0 && head[i] != 0 {
			little++
		} else if head[i] == 0 && head[i+1] != 0 {
			big++
		}
	}
	switch pairs := len(head) / 2; {
	case little > pairs/8 && little > 8*big:
		return binary.LittleEndian
	case big > pairs/8 && big > 8*little:
		return binary.BigEndian
	}
	return nil
}

// mostlyUTF8 says whether data is UTF-8 with a few broken characters, as cut
// and badly pasted pages are. GB18030 and Big5 text hardly ever forms a
// character of three bytes.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else if n >= 3 {
			good++
		}
		i += n
	}
	return good > 10*bad
}

// declared returns the character set the page declares in its first bytes, in
// lower case, or "".
func declared(data []byte) string {
	head := bytes.ToLower(data[:min(len(data), 4096)])
	i := bytes.Index(head, []byte("charset"))
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(head[i+len("charset"):], "= \t\r\n\"'")
	if end := bytes.IndexAny(rest, "\"' \t\r\n;/>"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}

// looksBig5 tells Big5 from the GB family by the second bytes of characters.
// Common characters of GB text end in A1–FE; more than a third of those of Big5
// text end in 40–7E, and none in 80–A0 as the rare characters of GBK may. A
// page that declares GB and holds traditional characters (港澳) stays GB unless
// its bytes can only be Big5.
func looksBig5(data []byte, label string) bool {
	var pairs, low, never, usual int
	for i := 0; i+1 < len(data); i++ {
		lead, trail := data[i], data[i+1]
		if lead < 0x81 {
			continue
		}
		pairs++
		switch {
		case trail >= 0x40 && trail <= 0x7e:
			low++
		case trail <= 0xa0:
			never++
		}
		if lead >= 0xa1 && lead <= 0xc6 {
			usual++
		}
		i++
	}
	likely := low*5 > pairs && never*50 < pairs && usual*4 > pairs*3
	if strings.HasPrefix(label, "gb") || strings.HasPrefix(label, "x-gb") {
		return likely && low*4 > pairs && never == 0
	}
	return likely || strings.HasPrefix(label, "big5") && never*50 < pairs && low*10 > pairs
}

// lostSays is the notice about characters that could not be read.
func lostSays(lost int) string {
	return fmt.Sprintf("网页中有%d处字符无法识别，已用“\uFFFD”代替。", lost)
}
