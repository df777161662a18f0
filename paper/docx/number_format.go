package docx

import (
	"strconv"
	"strings"
)

// formatNumber writes n in one of the number formats of the standard. Formats
// no Chinese office uses fall back to digits, as Word itself does.
func formatNumber(format string, n int) string {
	if n < 0 {
		return strconv.Itoa(n)
	}
	switch format {
	case "none", "bullet":
		return ""
	case "chineseCounting", "taiwaneseCounting":
		return countingOrDigits(n)
	case "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand":
		return counting(n, simplified)
	case "chineseLegalSimplified":
		return counting(n, legal)
	case "ideographLegalTraditional":
		return counting(n, legalTraditional)
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand":
		return digitByDigit(n)
	case "ideographTraditional":
		return cycle(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return cycle(n, "子丑寅卯辰巳午未申酉戌亥")
	case "decimalZero":
		return pad(n)
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "decimalFullWidth", "decimalFullWidth2":
		return shift(strconv.Itoa(n), '０'-'0')
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	}
	return enclosed(format, n)
}

// enclosed writes numbers in circles, brackets or with a full stop, one
// character each, as far as Unicode has them.
func enclosed(format string, n int) string {
	for _, e := range []struct {
		format string
		first  rune
		last   int
	}{
		{"decimalEnclosedCircle", '①', 20},
		{"decimalEnclosedCircleChinese", '①', 10},
		{"decimalEnclosedParen", '⑴', 20},
		{"decimalEnclosedFullstop", '⒈', 20},
		{"ideographEnclosedCircle", '㊀', 10},
	} {
		if e.format == format && n >= 1 && n <= e.last {
			return string(e.first + rune(n-1))
		}
	}
	return strconv.Itoa(n)
}

// A numeral is a set of characters to count with.
type numeral struct {
	digits []string // 0–9
	units  []string // ten, hundred, thousand
	large  []string // ten thousand, hundred million
	short  bool     // 十 instead of 一十 at the beginning
}

var (
	simplified = numeral{
		strings.Split("〇一二三四五六七八九", ""), []string{"", "十", "百", "千"}, []string{"", "万", "亿"}, true,
	}
	legal = numeral{
		strings.Split("零壹贰叁肆伍陆柒捌玖", ""), []string{"", "拾", "佰", "仟"}, []string{"", "万", "亿"}, false,
	}
	legalTraditional = numeral{
		strings.Split("零壹貳參肆伍陸柒捌玖", ""), []string{"", "拾", "佰", "仟"}, []string{"", "萬", "億"}, false,
	}
)

// counting writes n in words: 十二, 一百零三.
func counting(n int, with numeral) string {
	if n == 0 {
		return with.digits[0]
	}
	if n >= 1_000_000_000_000 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	gapBefore := false
	for place := 2; place >= 0; place-- {
		part := n
		for range place {
			part /= 10_000
		}
		part %= 10_000
		if part == 0 {
			gapBefore = b.Len() > 0
			continue
		}
		if b.Len() > 0 && (gapBefore || part < 1000) {
			b.WriteString("零")
		}
		gapBefore = false
		b.WriteString(thousands(part, with, b.Len() == 0))
		b.WriteString(with.large[place])
	}
	return b.String()
}

// thousands writes 1 to 9999.
func thousands(n int, with numeral, first bool) string {
	var b strings.Builder
	zero := false
	for unit, value := 3, 1000; unit >= 0; unit, value = unit-1, value/10 {
		d := n / value % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteString("零")
			zero = false
		}
		if !(d == 1 && unit == 1 && with.short && first && b.Len() == 0) {
			b.WriteString(with.digits[d])
		}
		b.WriteString(with.units[unit])
	}
	return b.String()
}

// countingOrDigits counts in words to ninety-nine and digit by digit above, as
// Word does for 一、二、三.
func countingOrDigits(n int) string {
	if n < 100 {
		return counting(n, simplified)
	}
	return digitByDigit(n)
}

func digitByDigit(n int) string {
	var b strings.Builder
	for _, c := range strconv.Itoa(n) {
		b.WriteString(simplified.digits[c-'0'])
	}
	return b.String()
}

func cycle(n int, signs string) string {
	all := []rune(signs)
	if n < 1 || n > len(all) {
		return strconv.Itoa(n)
	}
	return string(all[n-1])
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func shift(digits string, by rune) string {
	return strings.Map(func(c rune) rune { return c + by }, digits)
}

// roman writes 1 to 3999 in Roman numerals.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, s := range []struct {
		value int
		sign  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= s.value; n -= s.value {
			b.WriteString(s.sign)
		}
	}
	return b.String()
}

// letters writes a, b, … z, aa, bb, … as Word does.
func letters(n int, first rune) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}
