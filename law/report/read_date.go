package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

var (
	publishedWords = newPhrases("发布日期", "发布时间", "公开日期")
	periodWords    = newPhrases("期限", "时限", "时间", "周期", "时段", "期间", "年限", "日期")
)

// readDates reads the dates of a report.
func readDates(doc *paper.Document, lines []textLine, s signature) Dates {
	d := Dates{Signed: s.date}
	for _, f := range doc.Fields {
		switch fold(f.Name) {
		case "pubdate", "发布日期", "发布时间", "公开日期", "成文日期":
			if _, _, iso := findDate(strings.Map(halfWidth, f.Value)); iso != "" && d.Published == "" {
				d.Published = iso
			}
		}
	}
	for i := range lines {
		text := lines[i].text
		if d.From == "" {
			d.From, d.To = statisticalPeriod(text)
		}
		if len(text) < 300 && d.Published == "" {
			if at := publishedWords.index(text); at >= 0 {
				_, _, d.Published = findDate(strings.Map(halfWidth, text[at:]))
			}
		}
	}
	return d
}

// statisticalPeriod reads the period that a line names as that of the figures:
// 统计期限, 统计数据时限, 统计时限.
func statisticalPeriod(text string) (from, to string) {
	const mostWords, mostText = 24, 300 // bytes up to the word, and with the period
	at := strings.Index(text, "统计")
	if at < 0 {
		if at = strings.Index(text, "統計"); at < 0 {
			return "", ""
		}
	}
	behind := Simplify(text[at:min(len(text), at+mostText)])
	if at := periodWords.index(behind); at < 0 || at > mostWords {
		return "", ""
	}
	return readPeriod(behind)
}

// phrases are words in Chinese that are looked for together, in one pass.
type phrases struct {
	words    []string
	openings hanSet // their first characters
}

func newPhrases(words ...string) *phrases {
	p := &phrases{words: words}
	for _, w := range words {
		c, _ := decodeRune(w)
		p.openings.add(c)
	}
	return p
}

// index returns where the first of the words begins in s, or -1.
func (p *phrases) index(s string) int {
	for i := 0; i < len(s); {
		c, size := decodeRune(s[i:])
		if p.openings.has(c) && slices.ContainsFunc(p.words, func(w string) bool { return strings.HasPrefix(s[i:], w) }) {
			return i
		}
		i += size
	}
	return -1
}

// readPeriod reads 自2024年1月1日起至2024年12月31日止; the second year may be
// left out.
func readPeriod(text string) (from, to string) {
	plain := strings.Map(halfWidth, despace(text))
	if len(plain) > 240 {
		plain = plain[:240]
	}
	at, length, from := findDate(plain)
	if from == "" {
		return "", ""
	}
	rest := plain[at+length:]
	_, _, to = findDate(rest)
	if to == "" {
		if month, day, ok := findMonthDay(rest); ok {
			to = fmt.Sprintf("%s-%02d-%02d", from[:4], month, day)
		}
	}
	return from, to
}

// findYear finds the first year 2000–2099 in half-width text, in Arabic or
// Chinese digits, with the word behind it (年, 年度).
func findYear(s string) (at, length, year int) {
	for i := 0; i < len(s); i++ {
		y, n := yearAt(s[i:])
		if y == 0 || i > 0 && s[i-1] >= '0' && s[i-1] <= '9' || i+n < len(s) && strings.IndexByte("-/.", s[i+n]) >= 0 {
			continue // a date or a number of a file
		}
		length = n
		for _, word := range []string{"年度", "年"} {
			if strings.HasPrefix(s[i+n:], word) && !(word == "年度" && strings.HasPrefix(s[i+n:], "年度报告")) {
				length = n + len(word)
				break
			}
		}
		return i, length, y
	}
	return 0, 0, 0
}

func yearAt(s string) (year, length int) {
	if len(s) >= 4 && s[0] == '2' && s[1] == '0' {
		if y, err := strconv.Atoi(s[:4]); err == nil && (len(s) == 4 || s[4] < '0' || s[4] > '9') {
			return y, 4
		}
	}
	y, digits := 0, 0
	for i, c := range s {
		d := chineseDigit(c)
		if d < 0 {
			break
		}
		y, digits, length = y*10+d, digits+1, i+utf8.RuneLen(c)
		if digits == 4 {
			break
		}
	}
	if digits == 4 && y >= 2000 && y < 2100 {
		return y, length
	}
	return 0, 0
}

func chineseDigit(c rune) int {
	switch c {
	case '〇', '零', '○', 'О', 'Ｏ', '0':
		return 0
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// findDate finds the first whole date in half-width text.
func findDate(s string) (at, length int, iso string) {
	for i := 0; i < len(s); i++ {
		year, n := yearAt(s[i:])
		if year == 0 || i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
			continue
		}
		rest := s[i+n:]
		month, day, used := 0, 0, 0
		switch {
		case strings.HasPrefix(rest, "年"):
			month, day, used = monthDay(rest[len("年"):])
			used += len("年")
		case rest != "" && strings.ContainsRune("-/.", rune(rest[0])):
			month, day, used = dashedMonthDay(rest[1:], rest[0])
			used++
		}
		if month >= 1 && month <= 12 && day >= 1 && day <= 31 {
			return i, n + used, fmt.Sprintf("%04d-%02d-%02d", year, month, day)
		}
	}
	return 0, 0, ""
}

// monthDay reads 1月21日 or 一月二十一日.
func monthDay(s string) (month, day, used int) {
	m, rest, ok := strings.Cut(s, "月")
	if !ok || len(m) > 9 {
		return 0, 0, 0
	}
	d, after, ok := strings.Cut(rest, "日")
	if !ok || len(d) > 12 {
		return 0, 0, 0
	}
	return smallNumber(m), smallNumber(d), len(s) - len(after)
}

func findMonthDay(s string) (month, day int, ok bool) {
	at := strings.Index(s, "月")
	if at < 1 {
		return 0, 0, false
	}
	from := at
	for from > 0 && s[from-1] >= '0' && s[from-1] <= '9' {
		from--
	}
	month, day, _ = monthDay(s[from:])
	return month, day, month > 0 && day > 0
}

func dashedMonthDay(s string, sep byte) (month, day, used int) {
	m, rest, ok := strings.Cut(s, string(sep))
	if !ok || len(m) > 2 {
		return 0, 0, 0
	}
	n := 0
	for n < len(rest) && n < 2 && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	return smallNumber(m), smallNumber(rest[:n]), len(m) + 1 + n
}

// smallNumber reads 1–99 in Arabic or Chinese digits; 0 when it is neither.
func smallNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n, unit := 0, 0
	for _, c := range s {
		switch d := chineseDigit(c); {
		case c == '十':
			n, unit = n+max(unit, 1)*10, 0
		case d >= 0:
			unit = d
		default:
			return 0
		}
	}
	return n + unit
}

func yearOfDate(iso string) int {
	if len(iso) < 4 {
		return 0
	}
	year, _ := strconv.Atoi(iso[:4])
	return year
}
