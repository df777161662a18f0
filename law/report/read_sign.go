package report

import (
	"strings"
	"unicode/utf8"

	"gongkai/law/organ"
)

// A signature is the organ's name and the date under a report.
type signature struct {
	organ               string
	date                string // ISO 8601
	organLine, dateLine int    // -1 when not found
}

// readSignature finds the last date that stands alone on its line, with the
// organ's name in front of it; under the title if there is none at the end.
func readSignature(lines []textLine, first, titleLine int) signature {
	s := signature{organLine: -1, dateLine: -1}
	for i := len(lines) - 1; i > titleLine && i >= 0; i-- {
		if i < first && i > titleLine+4 {
			continue
		}
		organ, date := signedDate(lines[i].text)
		if date == "" {
			continue
		}
		found := signature{organ: organ, date: date, organLine: -1, dateLine: i}
		if organ == "" && i > 0 && i-1 > titleLine && looksLikeOrgan(lines[i-1].text) {
			found.organ, found.organLine = despace(lines[i-1].text), i-1
		}
		if found.organ != "" {
			return found
		}
		if s.dateLine < 0 && i > first {
			s = found
		}
	}
	if n := len(lines) - 1; s.dateLine < 0 && n > first && lines[n].chapter == "" && looksLikeOrgan(lines[n].text) {
		s.organ, s.organLine = despace(lines[n].text), n // a signature without a date
	}
	return s
}

// signedDate reads a line that is a date, or an organ's name and a date.
func signedDate(text string) (organ, date string) {
	if len(text) > 160 {
		return "", ""
	}
	plain := strings.Trim(strings.Map(halfWidth, despace(text)), "()[]")
	at, length, iso := findDate(plain)
	if iso == "" || at+length != len(plain) {
		return "", ""
	}
	organ = plain[:at]
	if organ != "" && !looksLikeOrgan(organ) {
		return "", ""
	}
	return organ, iso
}

// organEnds are the words an organ's name ends with.
var organEnds = []string{"政府", "局", "委员会", "委", "办公室", "办公厅", "厅", "办事处", "中心", "管委会", "院", "署", "部", "社", "会", "队", "所", "站", "处", "馆", "镇", "乡", "街道", "县", "市", "区", "省", "行", "集团", "公司", "学校", "银行", "办"}

// looksLikeOrgan says that a line can be nothing but the name of an organ.
func looksLikeOrgan(text string) bool {
	name := despace(text)
	n := utf8.RuneCountInString(name)
	if n < 3 || n > 40 || strings.ContainsAny(name, "，。；：、,.;:！？0123456789|“”") {
		return false
	}
	for _, end := range organEnds {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// fullestName returns the fullest name among the signature and the publisher
// that contains the title's name or completes it; without one, the title's own.
func fullestName(titled, signed, publisher string) string {
	best := titled
	for _, name := range []string{signed, publisher} {
		switch {
		case name == "":
		case titled == "":
			if best == "" {
				best = name
			}
		case strings.Contains(fold(name), fold(titled)):
			if utf8.RuneCountInString(name) > utf8.RuneCountInString(best) {
				best = name
			}
		default:
			if whole := complete(titled, name); utf8.RuneCountInString(whole) > utf8.RuneCountInString(best) {
				best = whole
			}
		}
	}
	return best
}

// complete joins two names of one body of which one ends as the other begins:
// 乌苏市西大沟镇 and 西大沟镇人民政府, but not 西大沟镇卫生院. At least three
// characters must be common.
func complete(titled, name string) string {
	if !organ.SameBody(titled, name) {
		return ""
	}
	runes := []rune(titled)
	for from := 1; from+3 <= len(runes); from++ {
		if strings.HasPrefix(name, string(runes[from:])) {
			return string(runes[:from]) + name
		}
	}
	return ""
}
