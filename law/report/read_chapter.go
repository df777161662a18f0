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

// markChapters finds the headings of the six chapters. Of several for one chapter
// those numbered as the form numbers it count, for parts of chapter 一 bear the
// same words; where none is, those without a number or with another. A heading met
// twice (a table of contents, then the text) counts where it stands last before
// the next chapter's; headings out of order stay marked, for the checks to tell.
func markChapters(lines []textLine) {
	w := words()
	at := map[string][]int{}
	style := map[string]numbering{}
	formal := false
	for i := range lines {
		key := chapterOf(w, lines[i].text)
		if key == "" {
			continue
		}
		n := numberingOf(lines[i].text)
		formal = formal || n == numberedAsForm
		if n > style[key] || at[key] == nil {
			style[key], at[key] = n, nil
		}
		if n == style[key] {
			at[key] = append(at[key], i)
		}
	}
	for key, places := range at {
		if formal && style[key] == numberedAsPart {
			continue
		}
		for n, i := range places {
			if (n+1 == len(places) || !isContents(lines, i)) && (n == 0 || isContents(lines, places[0])) {
				lines[i].chapter = key
			}
		}
	}
}

// A numbering is how a heading is numbered, from what parts of a chapter have to
// what chapters have.
type numbering uint8

const (
	numberedAsPart numbering = iota // （一） 1. ①
	unnumbered
	numberedAsForm // 一、
)

func numberingOf(heading string) numbering {
	n := numberLength(heading)
	switch c, _ := utf8.DecodeRuneInString(heading); {
	case n == 0 && len(cutNumbering(heading)) == len(heading):
		return unnumbered
	case n > 0 && c >= firstHan:
		if next, _ := utf8.DecodeRuneInString(heading[n:]); next != '）' && next != ')' {
			return numberedAsForm
		}
	}
	return numberedAsPart
}

// isContents says that the line stands in a table of contents: another chapter's
// heading follows at once.
func isContents(lines []textLine, i int) bool {
	for _, j := range []int{i + 1, i - 1} {
		if j >= 0 && j < len(lines) && chapterOf(words(), lines[j].text) != "" && chapterOf(words(), lines[j].text) != chapterOf(words(), lines[i].text) {
			return true
		}
	}
	return false
}

// chapterOf returns the key of the chapter whose heading the line is, or "".
func chapterOf(w *lexicon, text string) string {
	text = cutPart(text)
	if len(text) < 12 || len(text) > 160 {
		return ""
	}
	if n := numberLength(text); !w.openings.has(foldedOpening(text)) && (n == 0 || w.chapter[text[:n]] == nil) {
		return ""
	}
	bare := cutTrailingNote(text)
	folded := fold(bare)
	if key, ok := w.chapters[folded]; ok {
		return key
	}
	numbered := w.chapter[bare[:numberLength(bare)]]
	if numbered == nil {
		return ""
	}
	runes := []rune(folded)
	best, like, m := "", 0.72, markOf(runes)
	for _, c := range numbered {
		if ceiling(m, c.mark, len(runes), len(c.words)) <= like {
			continue
		}
		if s := likeness(runes, c.words, like); s > like {
			best, like = c.key, s
		}
	}
	if best == "" && numberingOf(bare) == numberedAsForm && !strings.ContainsAny(bare, "，；。") {
		return chapterByWords(bare[:numberLength(bare)], folded)
	}
	return best
}

// cutTrailingNote drops a bracketed note and leader dots behind a heading.
func cutTrailingNote(s string) string {
	s = strings.TrimRight(s, " .…·0123456789:：。")
	if strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")") {
		if open := strings.LastIndexAny(s, "（("); open > 9 {
			return s[:open]
		}
	}
	return s
}

func firstChapter(lines []textLine) int {
	for i := range lines {
		if lines[i].chapter != "" {
			return i
		}
	}
	return len(lines)
}
