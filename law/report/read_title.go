package report

import (
	"strings"
	"unicode/utf8"

	"gongkai/paper"
)

// cutFieldName drops the name of the field in which a page repeats the title, as
// in 标题：…. isField says that there was one.
func cutFieldName(text string) (rest string, isField bool) {
	name, value, found := cutColon(text)
	if !found || !isTitle(value) {
		return text, false
	}
	switch fold(name) {
	case "标题", "名称", "信息名称", "文件名称", "信息标题":
		return trim(value), true
	}
	return text, false
}

// isYear says that a line holds only the year that the title above it lacks:
// （2023年度）, 2023年.
func isYear(text string) bool {
	plain := strings.Trim(strings.Map(halfWidth, despace(text)), "()[]〔〕")
	at, length, year := findYear(plain)
	return year > 0 && at == 0 && length == len(plain) && strings.Contains(plain, "年")
}

// areFields says that a line holds several words with space between, as fields of a
// page do and no part of an organ's name.
func areFields(line string) bool {
	n := 0
	for _, word := range strings.Fields(line) {
		if utf8.RuneCountInString(word) > 1 {
			n++
		}
	}
	return n > 1
}

// trailOpenings are the words with which a line begins that tells where in the
// site the page stands.
var trailOpenings = []string{"首页", "网站首页", "当前位置", "当前页面", "您的位置", "您现在的位置", "您当前", "您所在", "你的位置", "你现在的位置", "所在位置", "位置"}

// isTrail says that a line tells where in the site the page stands: 首页 / 年报.
func isTrail(line string) bool {
	if strings.ContainsAny(line, ">›»") {
		return true
	}
	folded := foldAll(line)
	for _, opening := range trailOpenings {
		if strings.HasPrefix(folded, opening) {
			return true
		}
	}
	return false
}

// announcements are the words behind which the sentence in front of chapter 一
// names the report that follows.
var announcements = []string{"现将", "现公布", "现予公布", "现向社会公布", "现向社会公开", "特向社会公布", "特向社会公开", "向社会公布", "向社会公开"}

// announcedTitle reads organ and year of a report that has no title out of the
// sentence that announces it: 现将青溪县2024年政府信息公开工作年度报告公布如下. The
// title stays empty, for the file has none.
func announcedTitle(preface []textLine) title {
	none := title{line: -1}
	for i := range preface {
		text := Simplify(preface[i].text)
		for _, word := range announcements {
			_, behind, found := strings.Cut(text, word)
			if !found {
				continue
			}
			t := parseTitle(cutBehindTitle(behind))
			if t.year == 0 || isPronoun(t.organ) {
				continue
			}
			none.organ, none.year = t.organ, t.year
			return none
		}
	}
	return none
}

// cutBehindTitle cuts a sentence behind the words with which a title ends; ""
// where they do not stand in its first words.
func cutBehindTitle(s string) string {
	const most = 180 // bytes of a title
	s = s[:min(len(s), most)]
	for _, end := range []string{"年度报告", "工作报告", "年报"} {
		if at := strings.Index(s, end); at >= 0 && isTitle(s[:at+len(end)]) {
			return s[:at+len(end)]
		}
	}
	return ""
}

// isPronoun says that a name only points at the organ that speaks: 我局, 本机关.
func isPronoun(name string) bool {
	c, _ := utf8.DecodeRuneInString(name)
	return c == '我' || c == '本' || c == '该' || strings.HasPrefix(name, "全") && utf8.RuneCountInString(name) == 2
}

// A title is the report's title and what it says.
type title struct {
	text  string
	organ string
	year  int
	line  int // index of its (last) line, -1 when it is only the file's property
}

// score prefers a title that names year and organ: the name of the column a page
// stands in reads like a title too, and a field of the page repeats it.
func (t *title) score(marked, isField bool) int {
	s := 0
	if isField {
		s--
	}
	if t.year > 0 {
		s += 4
	}
	if t.organ != "" {
		s += 2
	}
	if marked {
		s++
	}
	return s
}

// titleLines bounds how far down a title is looked for.
const titleLines = 60

// readTitle finds the title: the line before the first chapter that names an
// annual report, of several the one the file marks as a heading.
func readTitle(doc *paper.Document, lines []textLine, first int) title {
	best, bestScore := title{line: -1}, -1
	for i := 0; i < min(first, titleLines, len(lines)); i++ {
		text, last := titleAt(lines, i)
		if text == "" {
			continue
		}
		text, isField := cutFieldName(text)
		t := parseTitle(text)
		t.line = last
		if t.year == 0 && last+1 < first && isYear(lines[last+1].text) {
			t = parseTitle(text + lines[last+1].text)
			t.line = last + 1
		}
		if t.organ == "" && i > 0 && looksLikeOrgan(lines[i-1].text) {
			t.organ = despace(lines[i-1].text)
			t.text = t.organ + t.text
		}
		if s := t.score(lines[i].heading, isField); s > bestScore {
			best, bestScore = t, s
		}
	}
	if best.line < 0 && isTitle(doc.Title) {
		best = parseTitle(cutSiteName(doc.Title))
		best.line = -1
	}
	if best.text == "" && first < len(lines) {
		best = announcedTitle(lines[:first])
	}
	return best
}

// titleAt returns the title that begins at the line, and the line it ends at. A
// title broken over two or three lines is joined.
func titleAt(lines []textLine, i int) (string, int) {
	text := ""
	for j := i; j < min(i+3, len(lines)); j++ {
		l := cutPageFacts(lines[j].text)
		if lines[j].chapter != "" || utf8.RuneCountInString(l) > 60 || isTrail(l) {
			return "", 0
		}
		if j > i && (!continuesTitle(l) && !isRestOfTitle(text, l) || isWholeTitle(text, l)) {
			return "", 0
		}
		text += l
		if isTitle(text) {
			return text, j
		}
	}
	return "", 0
}

// isWholeTitle says that a line by itself names organ and year and an annual
// report, so that words in front of it are the page's.
func isWholeTitle(before, line string) bool {
	const least = 4 // characters of a name that is not the end of one, as 教育局 may be
	if !isTitle(line) {
		return false
	}
	t := parseTitle(line)
	if t.year == 0 || t.organ == "" {
		return false
	}
	return utf8.RuneCountInString(t.organ) >= least && !strings.HasPrefix(t.organ, "办公") || areFields(before)
}

var pageFacts = newPhrases("发布日期", "发布时间", "公开日期", "信息来源", "来源：", "来源:", "浏览次数", "字号：", "字体：")

// cutPageFacts drops what a page sets behind its title on the same line: date,
// source, counters.
func cutPageFacts(line string) string {
	if at := pageFacts.index(line); at > 0 {
		return trim(line[:at])
	}
	return line
}

// continuesTitle says that a line can be the second part of a title broken over
// lines.
func continuesTitle(line string) bool {
	folded := foldAll(line)
	for _, word := range []string{"工作年度报告", "年度报告", "工作年报", "年报", "工作报告", "政府信息公开", "信息公开", "政务公开", "年政府信息公开"} {
		if strings.HasPrefix(folded, word) {
			return true
		}
	}
	_, _, year := findYear(folded)
	return year > 0 && isTitle(line)
}

// isRestOfTitle says that a line ends the words of a title that the one before has
// begun, as where paper is too narrow for the last character.
func isRestOfTitle(begun, line string) bool {
	end, rest := foldAll(begun), foldAll(line)
	for _, words := range []string{"政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作年报", "政务公开工作年度报告"} {
		if head, ok := strings.CutSuffix(words, rest); ok && rest != "" && head != "" && strings.HasSuffix(end, head) {
			return true
		}
	}
	return false
}

// isTitle says that the text is a title of an annual report.
func isTitle(text string) bool {
	if text == "" || len(text) > 240 || strings.ContainsAny(text, "。，；,;") {
		return false
	}
	folded := foldAll(text)
	if !strings.Contains(folded, "公开") || strings.Contains(folded, "索引号") || strings.Contains(folded, "发布机构") {
		return false // a line of the page's metadata
	}
	for _, end := range []string{"年度报告", "年报", "工作报告"} {
		if at := strings.LastIndex(folded, end); at >= 0 {
			rest := folded[at+len(end):]
			return utf8.RuneCountInString(rest) <= 8 && !strings.HasPrefix(folded, "根据") && !strings.HasPrefix(folded, "现")
		}
	}
	return false
}

// cutSiteName drops the name of the site behind a page's title.
func cutSiteName(s string) string {
	for _, sep := range []string{"_", " - ", "－", "|", "--"} {
		if head, _, found := strings.Cut(s, sep); found && isTitle(head) {
			return trim(head)
		}
	}
	return trim(s)
}

// parseTitle reads organ and year out of a title.
func parseTitle(text string) title {
	text = trim(text)
	plain := strings.Map(halfWidth, Simplify(despace(text)))
	t := title{text: text}
	rest := plain
	if at, length, year := findYear(plain); year > 0 {
		t.year = year
		rest = plain[:at] + plain[at+length:]
	}
	for _, mark := range []string{"政府信息公开", "信息公开", "政务公开", "政府信息", "年度报告"} {
		if head, _, found := strings.Cut(rest, mark); found {
			t.organ = strings.Trim(head, "()《》<>“”\"关于的:,.-[]〔〕")
			break
		}
	}
	if !looksLikeName(t.organ) {
		t.organ = ""
	}
	return t
}

func looksLikeName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 40 && !strings.ContainsAny(s, "。;,、:")
}

// yearOf decides the year reported on: the title's, else the statistical
// period's, else the one the text before chapter 一 names most plainly.
func (r *reading) yearOf(t title, lines []textLine) int {
	if t.year > 0 {
		return t.year
	}
	if year := yearOfDate(r.report.Dates.From); year > 0 {
		return year
	}
	if _, _, year := findYear(strings.Map(halfWidth, despace(r.doc.Title))); year > 0 && isTitle(r.doc.Title) {
		return year
	}
	for i := range lines {
		if text := Simplify(lines[i].text); strings.Contains(text, "年报") || strings.Contains(text, "年度报告") {
			if _, _, year := findYear(strings.Map(halfWidth, despace(text))); year > 0 {
				return year
			}
		}
	}
	return 0
}
