package filing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/register"
)

// problemSentences tell the problems of the year with their measures, who sees to
// them and until when, and how they stand at the end of the year: those brought
// over from years before first, and of each the finished before the open ones.
// What was open at the end of last year's report is so answered in this one's.
func (f Facts) problemSentences() (sentences []string) {
	last, _ := calendar.DateOf(f.Year, 12, 31)
	told := make([]problemTold, len(f.Problems))
	for i, v := range f.Problems {
		told[i] = problemTold{v, v.Date("found_on").Year() < f.Year, v["closed_on"] != "" && v.Date("closed_on") <= last}
	}
	slices.SortStableFunc(told, func(a, b problemTold) int { return cmp.Compare(a.rank(), b.rank()) })
	for _, p := range told {
		sentences = append(sentences, p.sentence(last))
	}
	return sentences
}

// A problemTold is an entry of the register of problems as a year's report tells
// it.
type problemTold struct {
	register.Values
	isOld, isDone bool
}

func (p problemTold) rank() int {
	n := 0
	if !p.isOld {
		n += 2
	}
	if !p.isDone {
		n++
	}
	return n
}

func (p problemTold) sentence(last calendar.Date) string {
	when := "本年"
	if p.isOld {
		when = fmt.Sprintf("%d年", p.Date("found_on").Year())
	}
	says := func(key string) string { return clause(p.Values[key]) }
	if p.isDone {
		return fmt.Sprintf("%s查找出的问题“%s”，由%s负责改进：%s；%s完成，%s。", when, says("title"), says("owner"), says("measure"), p.Date("closed_on").Chinese(), cmp.Or(says("outcome"), "已经改进"))
	}
	text := fmt.Sprintf("存在的问题：%s。改进措施：%s，由%s负责%s。", says("title"), says("measure"), says("owner"), dueSays(p.Values, last))
	if p.isOld {
		text = fmt.Sprintf("%s查找出的问题“%s”尚未完成：%s，由%s负责%s。", when, says("title"), says("measure"), says("owner"), dueSays(p.Values, last))
	}
	if outcome := says("outcome"); outcome != "" {
		text += "目前进展：" + outcome + "。"
	}
	return text
}

// clause makes a text typed into a field part of a sentence: in one line, without
// its full stop, and without braces, which would be read as a name.
func clause(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimRight(strings.TrimSpace(line), "。；;.，, "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.NewReplacer("{", "", "}", "", "｛", "", "｝", "").Replace(strings.Join(lines, "；"))
}
