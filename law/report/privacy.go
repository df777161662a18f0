package report

import (
	"strconv"
	"strings"
)

// A Personal is personal data found in a text that will be published.
type Personal struct {
	Kind       string // 居民身份证号码, 手机号码, 银行卡号, 护照号码, 通行证号码, 家庭住址, 个人电子邮箱
	Masked     string // fit to be shown: 138****1234
	Start, End int    // where it stands, in bytes
	// Contact says that words such as 联系电话 stand before it: an office that
	// gives its mobile telephone as its contact.
	Contact bool
}

const (
	residentID = "居民身份证号码"
	mobile     = "手机号码"
	bankCard   = "银行卡号"
)

// FindPersonal finds resident identity numbers (GB 11643, by their check
// character and date), mobile numbers and bank cards (by their check digit) in a
// text; and where words say that they are a person's: the numbers of passports
// and permits, dwellings and e-mail addresses. Unified social credit codes
// (GB 32100) share the length of identity numbers and are not personal, nor are
// the address and the mailbox that an office gives as its own. What is found is
// whole in no part of the result.
func FindPersonal(text string) []Personal {
	var all []Personal
	from := 0 // the end of what was found last
	for i := 0; i < len(text); {
		var p Personal
		next := i + 1
		if c, _ := digitAt(text, i); isDigit(c) {
			if p, next = personalAt(text, i); p.Kind == "" {
				p = attributed(text, from, i, next)
			}
		} else if text[i] == '@' {
			p = mailAt(text, from, i)
		}
		if p.Kind != "" {
			all = append(all, p)
			from, next = p.End, max(next, p.End)
		}
		i = next
	}
	return all
}

// MaskPersonal returns the text with the middle of every personal number hidden,
// fit for a message that quotes it.
func MaskPersonal(text string) string {
	found := FindPersonal(text)
	if len(found) == 0 {
		return text
	}
	var b strings.Builder
	end := 0
	for _, p := range found {
		b.WriteString(text[end:p.Start])
		b.WriteString(p.Masked)
		end = p.End
	}
	return b.String() + text[end:]
}

// longestNumber is the length of the longest number that is looked for.
const longestNumber = 19

// personalAt looks at the number that starts at i. People group long numbers by
// single spaces or hyphens, so the number may end with any group; the longest
// that means something is taken. next is where to go on.
func personalAt(text string, i int) (p Personal, next int) {
	digits, end := group(text, i, "")
	next = end
	for {
		if kind := kindOf(digits); kind != "" && !isPartOfWord(text, i, end) && !(kind == mobile && isCounted(text[end:])) {
			p = Personal{Kind: kind, Masked: mask(kind, digits), Start: i, End: end,
				Contact: kind == mobile && hasContactWord(text[:i])}
			next = end
		}
		separator, _ := digitAt(text, end)
		following, _ := digitAt(text, end+1)
		if len(digits) >= longestNumber || separator != ' ' && separator != '-' || !isDigit(following) {
			return p, next
		}
		digits, end = group(text, end+1, digits)
	}
}

// group appends to before the digits that stand together at i, ASCII or
// full-width, and an X in the eighteenth place. Of a run longer than any number
// looked for, one digit too many is kept, so that it means nothing.
func group(text string, i int, before string) (digits string, end int) {
	b := []byte(before)
	for {
		c, size := digitAt(text, i)
		if !isDigit(c) && !(c == 'X' && len(b) == 17) {
			return string(b), i
		}
		if len(b) <= longestNumber {
			b = append(b, c)
		}
		i += size
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// digitAt is the digit, X, space or hyphen at i and how many bytes it takes; 0
// for anything else.
func digitAt(text string, i int) (byte, int) {
	if i >= len(text) {
		return 0, 0
	}
	switch c := text[i]; {
	case c >= '0' && c <= '9' || c == ' ' || c == '-':
		return c, 1
	case c == 'x' || c == 'X':
		return 'X', 1
	case strings.HasPrefix(text[i:], "\uff38") || strings.HasPrefix(text[i:], "\uff58"):
		return 'X', 3
	case c == 0xef && i+2 < len(text) && text[i+1] == 0xbc && text[i+2] >= 0x90 && text[i+2] <= 0x99:
		return '0' + text[i+2] - 0x90, 3
	}
	return 0, 0
}

func kindOf(digits string) string {
	switch {
	case isResidentID(digits):
		return residentID
	case len(digits) == 11 && digits[0] == '1' && digits[1] >= '3':
		return mobile
	case isBankCard(digits):
		return bankCard
	}
	return ""
}

// isPartOfWord says that the number is a piece of an address, a code or a
// decimal: a letter or one of / _ = . stands at its side, or the stars of a number
// already masked.
func isPartOfWord(text string, start, end int) bool {
	if start > 0 && joins(text[start-1]) {
		return true
	}
	if end+1 < len(text) && text[end] == '.' {
		return isDigit(text[end+1])
	}
	return end < len(text) && joins(text[end])
}

// counters are the words that make a number before them a count, with those
// that only begin like one.
var counters = []struct {
	word string
	not  []string
}{
	{"条", []string{"条例"}}, {"件", nil}, {"次", []string{"次日", "次月", "次年"}}, {"人", []string{"人工"}}, {"元", []string{"元旦"}}, {"万", nil}, {"亿", nil}, {"余", nil},
	{"份", nil}, {"个", []string{"个人"}}, {"户", []string{"户籍", "户主"}}, {"篇", nil}, {"项", []string{"项目"}}, {"字", nil}, {"吨", nil}, {"千", nil}, {"平方", nil}, {"立方", nil}, {"宗", nil}, {"笔", nil},
}

// isCounted says that after a number of a mobile's length stands what it counts:
// 13812345678条.
func isCounted(after string) bool {
	for _, c := range counters {
		if strings.HasPrefix(after, c.word) {
			return !startsWithAny(after, c.not)
		}
	}
	return false
}

func joins(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("/_=.%&*", c) >= 0
}

// isResidentID tests an identity number by GB 11643: the area, a date of birth
// that exists, and the check character.
func isResidentID(s string) bool {
	if len(s) != 18 || s[0] < '1' || s[0] > '8' || !isBirthDate(s[6:14]) {
		return false
	}
	sum := 0
	weight := 1
	for i := 17; i >= 0; i-- {
		value := 10
		if s[i] != 'X' {
			value = int(s[i] - '0')
		}
		sum += value * weight
		weight = weight * 2 % 11
	}
	return sum%11 == 1 && !isCreditCode(s)
}

func isBirthDate(s string) bool {
	year, _ := strconv.Atoi(s[:4])
	month, _ := strconv.Atoi(s[4:6])
	day, err := strconv.Atoi(s[6:])
	return err == nil && year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

// creditCodeDigits are the characters of a unified social credit code in the
// order of their values.
const creditCodeDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// isCreditCode tests a unified social credit code by GB 32100: what kind of body
// it is, and the check character.
func isCreditCode(s string) bool {
	if len(s) != 18 || !strings.Contains("159Y", s[:1]) || !strings.Contains("1239", s[1:2]) {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		value := strings.IndexByte(creditCodeDigits, s[i])
		if value < 0 {
			return false
		}
		sum += value * weight
		weight = weight * 3 % 31
	}
	return creditCodeDigits[(31-sum%31)%31] == s[17]
}

// isBankCard tests a card number by its length, its first digit and the formula
// of Luhn (GB/T 17552's check digit).
func isBankCard(s string) bool {
	if len(s) < 16 || len(s) > 19 || s[0] < '3' || s[0] > '6' || s[len(s)-1] == 'X' {
		return false
	}
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// mask hides the middle of a number as offices do: 138****1234,
// 35*************123.
func mask(kind, digits string) string {
	head, tail := 4, 4
	switch kind {
	case mobile:
		head = 3
	case residentID:
		head, tail = 2, 3
	case passport, permit:
		head, tail = 1, 2
	}
	return digits[:head] + strings.Repeat("*", len(digits)-head-tail) + digits[len(digits)-tail:]
}

// contactWords before a mobile number make it the office's contact.
var contactWords = []string{"电话", "热线", "手机", "联系方式", "联系人", "咨询"}

func hasContactWord(before string) bool {
	const near = 36 // bytes: twelve characters
	before = before[max(0, len(before)-near):]
	for _, word := range contactWords {
		if strings.Contains(before, word) {
			return true
		}
	}
	return false
}
