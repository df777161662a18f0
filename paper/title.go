package paper

import "strings"

// titleEnds are the characters behind which a title may be broken, the best
// first: the year, and what the names of organs end in.
const titleEnds = "年府厅局会室"

// TitleBreaks returns the places, counted in characters, at which a title may be
// broken into two lines, the best first. GB/T 9704 asks that a broken title keep
// its words whole: 某县人民政府2024年／政府信息公开工作年度报告.
func TitleBreaks(title []rune) (at []int) {
	for _, end := range titleEnds {
		for i := len(title) - 1; i > 0; i-- {
			if title[i-1] == end && endsPhrase(title, i) {
				at = append(at, i)
			}
		}
	}
	return at
}

// endsPhrase says that no word goes on at runes[i]: 年／度, 政府／信息公开, 办公室／.
func endsPhrase(runes []rune, i int) bool {
	switch after := runes[i]; {
	case runes[i-1] == '年':
		return after != '度' && after != '报'
	case runes[i-1] == '府':
		return !strings.ContainsRune("信办部网", after)
	default:
		return after != runes[i-1]
	}
}
