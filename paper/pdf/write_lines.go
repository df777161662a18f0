package pdf

import (
	"slices"
	"strings"
	"unicode"

	"gongkai/paper"
)

// Chinese lines may break between any two characters, with these exceptions.
const (
	// neverFirst may not begin a line.
	neverFirst = "。，、；：？！）》〉」』】〕〗｝］”’…—～·%％‰°℃)]}>,.;:!?．／" + string(longDash)
	// neverLast may not end a line.
	neverLast = "（《〈「『【〔〖｛［“‘([{<￥¥＄$№#＃"
	// halfBlank are marks that leave the right half of their square empty: at
	// the end of a line that half may stand in the margin.
	halfBlank = "。，、；：）》〉】〕」』”’"
)

// longDash stands for each half of a Chinese dash (破折号), which is written as
// two characters and printed as one unbroken line two squares long. It is a
// noncharacter of Unicode, meant for such use inside a program.
const longDash = '\uFDD0'

var chineseDash = strings.NewReplacer("——", string(longDash)+string(longDash))

// A textLine is one line of a broken paragraph.
type textLine struct {
	text  string  // with the space it ends in, which is not seen
	width float64 // as printed solid, a half-blank mark at the end counting half
	count int     // characters seen
	last  bool    // nothing follows in its paragraph
}

// cleanText makes a text printable: one paragraph, its line breaks kept, no
// control characters and no invisible ones, which have no shape.
func cleanText(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\u2028', r == '\v', r == '\f', r == '\r':
			return '\n'
		case r == '\t', r == '\u00a0':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		case r == unicode.ReplacementChar, r == longDash:
			return geta
		}
		return r
	}, text)
	return chineseDash.Replace(text)
}

// breakLines breaks a cleaned text into lines of at most the width; the first
// is shorter by the indent.
func breakLines(t *typeface, text string, size, width, indent float64) []textLine {
	var lines []textLine
	for part := range strings.SplitSeq(text, "\n") {
		lines = appendLines(lines, t, []rune(part), size, width, indent)
		indent = 0
	}
	return lines
}

func appendLines(lines []textLine, t *typeface, text []rune, size, width, indent float64) []textLine {
	unit := size / 1000
	for {
		n := fitLine(t, text, (width-indent)/unit)
		lines = append(lines, newLine(t, text[:n], unit, n == len(text)))
		if text, indent = text[n:], 0; len(text) == 0 {
			return lines
		}
	}
}

// tolerance, in thousandths, keeps rounding from breaking a line that fits.
const tolerance = 1

// fitLine returns how many characters of text stand on a line of the given
// room in thousandths of the type size: as many as fit, back to the last place
// where a line may end. A word longer than the line is cut, and an address that
// would leave a hole. At least one.
func fitLine(t *typeface, text []rune, room float64) int {
	used, last, start := 0, 0, 0 // start is the room used up to the last place
	for i, r := range text {
		if i > 0 && mayBreak(text, i) {
			last, start = i, used
		}
		advance := t.advance(r)
		if float64(used+visible(r, advance)) > room+tolerance && r != ' ' {
			if last == 0 || isAddress(text[last:i]) && float64(used-start) > room/5 {
				return max(1, i)
			}
			return last
		}
		used += advance
	}
	return len(text)
}

// visible is the room a character needs at the end of a line.
func visible(r rune, advance int) int {
	if strings.ContainsRune(halfBlank, r) {
		return advance / 2
	}
	return advance
}

func newLine(t *typeface, text []rune, unit float64, last bool) textLine {
	seen := text
	for len(seen) > 0 && seen[len(seen)-1] == ' ' {
		seen = seen[:len(seen)-1]
	}
	used := 0
	for i, r := range seen {
		advance := t.advance(r)
		if i == len(seen)-1 {
			advance = visible(r, advance)
		}
		used += advance
	}
	return textLine{text: string(text), width: float64(used) * unit, count: len(seen), last: last}
}

// mayBreak says whether a line may end before text[i].
func mayBreak(text []rune, i int) bool {
	before, after := text[i-1], text[i]
	switch {
	case after == ' ':
		return false // a space ends the line before it
	case before == ' ':
		return true
	case strings.ContainsRune(neverLast, before):
		return false
	case isWord(before) && isWord(after):
		return isJoint(before) && (unicode.IsLetter(after) || before == '@') && !(i > 1 && isScheme(text[i-2]))
	case strings.ContainsRune(neverFirst, after):
		return false
	}
	return true
}

// isWord says whether a character belongs to a word or number of narrow
// letters, its points and joints included: 2024, 316,441.5, GB/T, www.gov.cn.
func isWord(r rune) bool {
	switch {
	case strings.ContainsRune("%.,:;!?'\"()[]{}<>", r), isJoint(r):
		return true
	}
	return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// isJoint says whether a long word may be broken after the character.
func isJoint(r rune) bool { return strings.ContainsRune("/-_?&=@+", r) }

// isAddress says whether a word is part of an address of the web.
func isAddress(word []rune) bool {
	return slices.Contains(word, '/') && !slices.ContainsFunc(word, func(r rune) bool { return !isWord(r) })
}

// isScheme says whether a joint after the character belongs to the beginning of
// an address, https://, which stays with what follows.
func isScheme(r rune) bool { return r == ':' || r == '/' }

// stretch is the room to add between characters so that the line fills the
// width, none inside a word of narrow letters; none at all when the line would
// look torn, or would read as spaced.
func (l textLine) stretch(width, size float64) float64 {
	const most = 0.15 // of the type size
	gaps, before := 0, ' '
	for i, r := range strings.TrimRight(l.text, " ") {
		if i > 0 && isWide(before, r) {
			gaps++
		}
		before = r
	}
	if l.last || gaps == 0 {
		return 0
	}
	each := (width - l.width) / float64(gaps)
	if each > most*size || each < 0 {
		return 0
	}
	return each
}

// isWide says whether a line may be stretched between two characters: where
// one of them is set in a square.
func isWide(before, after rune) bool { return before >= 0x2E80 || after >= 0x2E80 }

// balance breaks a title into lines of about equal length, so that no single
// character is left on the last.
func balance(t *typeface, text string, size, width float64) []textLine {
	lines := breakLines(t, text, size, width, 0)
	if len(lines) < 2 || len(lines) > 4 {
		return lines
	}
	for narrow := width - size; narrow > 0; narrow -= size {
		tried := breakLines(t, text, size, narrow, 0)
		if len(tried) != len(lines) {
			break
		}
		lines = tried
	}
	return lines
}

// breakTitle breaks a title that needs two lines behind a year or the name of
// an organ, 某县人民政府2024年／政府信息公开工作年度报告, where that leaves lines of
// similar length.
func breakTitle(t *typeface, text string, size, width float64) []textLine {
	lines := balance(t, text, size, width)
	if len(lines) != 2 {
		return lines
	}
	runes := []rune(text)
	least := 0.28 * (lines[0].width + lines[1].width)
	for _, i := range paper.TitleBreaks(runes) {
		if !mayBreak(runes, i) {
			continue
		}
		first, second := newLine(t, runes[:i], size/1000, false), newLine(t, runes[i:], size/1000, true)
		if max(first.width, second.width) <= width && min(first.width, second.width) >= least {
			return []textLine{first, second}
		}
	}
	return lines
}

// balanceLabel breaks the label of a column. Chinese words mostly have two
// characters, so lines of two or four seldom tear one: 社会／公益／组织.
func balanceLabel(t *typeface, text string, size, width float64) []textLine {
	if !isAllHan(text) {
		return breakLines(t, text, size, width, 0)
	}
	lines := balance(t, text, size, width)
	if len(lines) < 2 || lines[0].count < 3 || lines[0].count%2 == 0 {
		return lines
	}
	even := float64(lines[0].count-1) * size
	if tried := breakLines(t, text, size, even, 0); len(tried) == len(lines)+1 && tried[len(tried)-1].count%2 == 0 {
		return tried
	}
	return lines
}

func isAllHan(text string) bool {
	for _, r := range text {
		if !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}
