package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/law/organ"
	"gongkai/paper"
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

// publisherNames are the names under which pages give the publishing organ.
var publisherNames = map[string]bool{"发布机构": true, "发布单位": true, "公开主体": true, "发文机关": true, "制发机关": true,
	"信息来源": true, "文章来源": true, "来源": true, "contentsource": true, "发文单位": true, "公开责任部门": true, "发布部门": true, "author": true}

// publisherOpenings are the characters that those in Chinese begin with.
var publisherOpenings = func() (s hanSet) {
	for name := range publisherNames {
		if c, _ := decodeRune(name); isHan(c) {
			s.add(c)
		}
	}
	return s
}()

// mayNamePublisher says that a text does not begin with a character that none of
// those names begins with; most texts do.
func mayNamePublisher(text string) bool {
	c, _ := decodeRune(text)
	return publisherOpenings.has(c) || isTraditional(c) || !isHan(c) && text != "" && (c < '0' || c > '9')
}

// publisherOf finds the publishing organ that the page names beside the text.
func publisherOf(doc *paper.Document, grids []gridTable, lines []textLine) string {
	best := ""
	offer := func(s string) {
		if s = despace(strings.TrimSpace(s)); looksLikeOrgan(s) && len(s) > len(best) {
			best = s
		}
	}
	for _, f := range doc.Fields {
		if publisherNames[fold(f.Name)] {
			offer(f.Value)
		}
	}
	offer(doc.Author)
	for _, g := range grids {
		for row := 0; row < min(g.Rows, 12); row++ {
			for c := 0; c+1 < g.Columns; c++ {
				if p := g.At(row, c); p.IsCorner(row, c) && len(p.Text) < 40 && publisherNames[fold(p.Text)] {
					if next := g.At(row, c+p.Width); next != nil {
						offer(next.Text)
					}
				}
			}
		}
	}
	offerCells(doc, offer)
	for i := range lines {
		if i > 40 && i < len(lines)-20 || len(lines[i].text) > 300 {
			continue
		}
		if !strings.Contains(lines[i].text, "：") && strings.IndexByte(lines[i].text, ':') < 0 {
			continue // most lines: no name and value
		}
		for _, part := range strings.FieldsFunc(lines[i].text, func(c rune) bool { return c == ' ' || c == '\u3000' || c == '|' || c == '\t' }) {
			if name, value, found := cutColon(part); found && publisherNames[fold(name)] {
				offer(value)
			}
		}
	}
	return best
}

// offerCells offers what stands in flattened tables behind a cell that names the
// publishing organ.
func offerCells(doc *paper.Document, offer func(string)) {
	const mostRows, mostName = 12, 40
	for i := range doc.Blocks {
		t := doc.Blocks[i].Table
		if t == nil || !t.Loose {
			continue
		}
		for j := range min(len(t.Rows), mostRows) {
			cells := t.Rows[j].Cells
			for k := 0; k+1 < len(cells); k++ {
				if text := cells[k].Text; len(text) < mostName && mayNamePublisher(text) && publisherNames[fold(text)] {
					offer(cells[k+1].Text)
				}
			}
		}
	}
}

func cutColon(s string) (name, value string, found bool) {
	if name, value, found = strings.Cut(s, "："); found {
		return name, value, true
	}
	return strings.Cut(s, ":")
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
