package paper

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// The encodings Decode tells apart.
const (
	UTF8    = "utf-8"
	UTF16LE = "utf-16le"
	UTF16BE = "utf-16be"
	GB18030 = "gb18030"
	Big5    = "big5"
)

// Decode turns the bytes of a file that does not declare its encoding into
// text without a byte order mark, and says which encoding it took them for.
//
// A byte order mark decides. Without one, text that is valid UTF-8 is UTF-8,
// and so is text that is UTF-8 but for a few broken bytes. Everything else is
// GB18030, which covers GB2312 and GBK, unless it reads far better as Big5.
// Bytes that mean nothing in the encoding become U+FFFD.
func Decode(data []byte) (text, name string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return validUTF8(data[3:]), UTF8
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeWith(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), data[2:]), UTF16LE
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeWith(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), data[2:]), UTF16BE
	case utf8.Valid(data):
		return string(data), UTF8
	case nearlyUTF8(data):
		return validUTF8(data), UTF8
	case readsAsBig5(data):
		return decodeWith(traditionalchinese.Big5, data), Big5
	}
	return decodeWith(simplifiedchinese.GB18030, data), GB18030
}

// Decode is the function Decode for a reader of text: where characters cannot
// be read, a notice is left that says how many and on which lines.
func (d *Document) Decode(data []byte) string {
	text, _ := Decode(data)
	d.NoteBroken(text, CountBroken(text))
	return text
}

// CountBroken counts the characters U+FFFD of a text. It looks for their last byte,
// for the first begins every full-width form.
func CountBroken(text string) (n int) {
	const mark = "\uFFFD"
	for from := 0; ; {
		i := strings.IndexByte(text[from:], mark[2])
		if i < 0 {
			return n
		}
		if from += i + 1; from > 2 && text[from-3:from] == mark {
			n++
		}
	}
}

// NoteBroken notes that so many places of a file could not be read as
// characters. Its text has U+FFFD there, by which the lines of the first are
// found. None adds no notice.
func (d *Document) NoteBroken(text string, places int) {
	if places == 0 {
		return
	}
	const most = 3 // lines that are named
	var lines []string
	more, line := "", 1
	for rest := text; ; {
		at := strings.Index(rest, "\uFFFD")
		if at < 0 {
			break
		}
		line += strings.Count(rest[:at], "\n")
		rest = rest[at+len("\uFFFD"):]
		if name := strconv.Itoa(line); len(lines) == 0 || lines[len(lines)-1] != name {
			if len(lines) == most {
				more = "等"
				break
			}
			lines = append(lines, name)
		}
	}
	d.Note(Repaired, 0, fmt.Sprintf("有%d处字符无法识别（文件第%s行%s），已用“\uFFFD”代替。请核对这些地方，或者用原来的程序重新保存。",
		places, strings.Join(lines, "、"), more))
}

func validUTF8(data []byte) string {
	return string(bytes.ToValidUTF8(data, []byte("\uFFFD")))
}

func decodeWith(e encoding.Encoding, data []byte) string {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil { // these decoders replace what is broken and report nothing
		return validUTF8(data)
	}
	return string(out)
}

// nearlyUTF8 says whether data is UTF-8 with a few bytes broken or cut off.
// Text in a Chinese double-byte encoding forms a valid UTF-8 character of three
// bytes only by accident, far less than once in twenty characters.
func nearlyUTF8(data []byte) bool {
	characters, broken := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case n >= 3:
			characters++
		}
		data = data[n:]
	}
	return characters >= 20*broken
}

// readsAsBig5 compares how many byte pairs are everyday characters in either
// encoding. Both put their everyday characters first: GB 2312 in rows B0–D7
// with a trail byte from A1, Big5 in rows A4–C6 with a trail byte that is below
// 7F in two cases of five. Rows A1–A3 are punctuation in both.
func readsAsBig5(data []byte) bool {
	everydayGB, everydayBig5, pairs := 0, 0, 0
	for i := 0; i+1 < len(data); i++ {
		lead, trail := data[i], data[i+1]
		if lead < 0x81 {
			continue
		}
		i++
		pairs++
		if trail >= 0xa1 && (lead >= 0xb0 && lead <= 0xd7 || lead >= 0xa1 && lead <= 0xa3) {
			everydayGB++
		}
		inBig5 := trail >= 0x40 && trail <= 0x7e || trail >= 0xa1 && trail <= 0xfe
		if inBig5 && lead >= 0xa1 && lead <= 0xc6 {
			everydayBig5++
		}
	}
	return everydayBig5*10 >= pairs*9 && everydayGB*10 < pairs*8
}
