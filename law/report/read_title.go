package report

import (
	"strings"
	"unicode/utf8"
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
