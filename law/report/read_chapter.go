package report

import (
	"strings"
	"unicode/utf8"
)

// cutPart writes the number of a heading such as 第一部分 总体情况 as the form does.
func cutPart(text string) string {
	behind, isPart := strings.CutPrefix(text, "第")
	if !isPart {
		return text
	}
	number, heading, found := strings.Cut(behind, "部分")
	if !found || number == "" || numberLength(number) != len(number) {
		return text
	}
	return number + "、" + strings.TrimLeft(heading, " 　、：:")
}

// chapterByWords tells the chapter of a heading that bears its number and its word, and
// else words of the office's own: 五、存在的不足及下步打算. It returns "" for others.
func chapterByWords(number, folded string) string {
	const mostRunes = 26
	if utf8.RuneCountInString(folded) > mostRunes {
		return ""
	}
	switch {
	case number == "一" && strings.HasSuffix(folded, "情况") && strings.Contains(folded, "总体"):
		return Overall
	case number == "五" && (strings.Contains(folded, "问题") || strings.Contains(folded, "不足")):
		return Problems
	case number == "六" && strings.HasPrefix(folded, "其他"):
		return Other
	}
	return ""
}
