package register

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// read turns what was typed into canonical text, "" for a field left blank.
func (f *Field) read(text string) (string, *problem.Error) {
	if f.Kind == LongText {
		text = tidyLines(text)
	} else {
		text = tidyLine(text)
	}
	if f.Tidy != nil {
		text = f.Tidy(text)
	}
	if text == "" || !f.Required && f.takesNoWords() && isPlaceholder(text) {
		return "", nil
	}
	switch f.Kind {
	case Date:
		return f.readDate(text)
	case Money:
		return f.readMoney(text, 0)
	case Number:
		return f.readNumber(text)
	case Choice:
		return f.readChoice(text)
	case Choices:
		return f.readChoices(text)
	case YesNo:
		return f.readYesNo(text)
	}
	return text, nil
}

// takesNoWords says whether 无 or a stroke in the field can only mean that it is
// blank.
func (f *Field) takesNoWords() bool {
	return f.Kind != YesNo && (f.Kind != Text && f.Kind != LongText || f.Check != nil)
}

// isPlaceholder knows the signs offices put where nothing is to be written.
func isPlaceholder(text string) bool {
	switch text {
	case "无", "不适用", "N/A", "n/a", "空", "未填":
		return true
	}
	return strings.Trim(text, "-－—–―−/／\\＼") == ""
}

// tidyLine makes one line of text: no control characters, space neither around
// it nor twice inside it.
func tidyLine(text string) string {
	return strings.Join(strings.FieldsFunc(tidyRunes(text), unicode.IsSpace), " ")
}

// tidyLines keeps line breaks, without the space at their sides and with no more
// than one blank line between two.
func tidyLines(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		line = tidyLine(line)
		if line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.TrimSuffix(strings.Join(lines, "\n"), "\n")
}

// tidyRunes drops what cannot be seen and what databases cannot keep.
func tidyRunes(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == unicode.ReplacementChar, unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsControl(r) && !unicode.IsSpace(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// narrow turns full-width digits, letters and marks into ASCII.
func narrow(text string) string { return strings.Map(narrowRune, text) }

func narrowRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000' || r == '\u00a0':
		return ' '
	}
	return r
}

const dateAdvice = "请写成 2024-03-05、2024.3.5、20240305 或 2024年3月5日"

var (
	// timeOfDay is what spreadsheets put behind a date.
	timeOfDay = regexp.MustCompile(`^(.+?)[ T](上午|下午)?\d{1,2}[:时]\d{1,2}([:分]\d{1,2}(\.\d+)?秒?)?分?Z?$`)
	// yearMonth is a date without its day.
	yearMonth = regexp.MustCompile(`^\d{4}[-/.年]\d{1,2}月?$`)
	// shortYear is a date whose year is cut: nobody can know its century, or
	// which of the numbers is the day.
	shortYear = regexp.MustCompile(`^\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$`)
	// serialDay is how a spreadsheet keeps a date whose format was lost.
	serialDay = regexp.MustCompile(`^[1-7]\d{4}$`)
)

// readDate reads a date as people and spreadsheets write it.
func (f *Field) readDate(text string) (string, *problem.Error) {
	plain := narrow(text)
	if m := timeOfDay.FindStringSubmatch(plain); m != nil {
		plain = m[1]
	}
	day, err := calendar.ParseWritten(plain)
	if err == nil {
		return day.String(), nil
	}
	compact := strings.ReplaceAll(plain, " ", "")
	p := problem.Invalid("%s“%s”不是日期", f.Label, shorten(text)).Try(dateAdvice)
	switch {
	case serialDay.MatchString(compact):
		days, _ := strconv.Atoi(compact)
		return serialEpoch.AddDays(days).String(), nil
	case yearMonth.MatchString(compact):
		p = problem.Invalid("%s“%s”没有写明哪一日", f.Label, shorten(text)).Try("请按原件补上日，例如 2024年3月5日")
	case shortYear.MatchString(compact):
		p = problem.Invalid("%s“%s”的年份不完整", f.Label, shorten(text)).Try("请写四位年份，例如 2024.3.5")
	case strings.Contains(problem.Of(err).Says, "不存在"):
		p = problem.Invalid("%s%s", f.Label, strings.TrimPrefix(problem.Of(err).Says, "日期")).Try("请核对年、月、日")
	}
	return "", p
}

// serialEpoch is day 0 of spreadsheets for every day since March 1900.
const serialEpoch calendar.Date = 693_594 // 1899-12-30

// readMoney reads an amount in 元, or in 10^unit 元 where the head of a column
// says so, into 分. A unit written with the amount goes before.
func (f *Field) readMoney(text string, unit int) (string, *problem.Error) {
	number, shift, ok := amount(text, unit)
	fen, fits := number.Shift(shift + 2)
	switch {
	case !ok:
		return "", problem.Invalid("%s“%s”不是金额", f.Label, shorten(text)).Try("请只填写数字，以元为单位，例如 1234.50；以万元为单位的写明“1.2万元”")
	case fits && !fen.IsInteger():
		return "", problem.Invalid("%s“%s”不足一分", f.Label, shorten(text)).Try("金额精确到分，以元为单位最多两位小数，请核对原件")
	case !fits:
		return "", problem.Invalid("%s“%s”位数太多", f.Label, shorten(text)).Try("请核对单位和位数")
	}
	return fen.String(), nil
}

// units of money, longest first, with their powers of ten.
var moneyUnits = []struct {
	name  string
	power int
}{
	{"亿元", 8}, {"亿", 8}, {"千万元", 7}, {"百万元", 6}, {"万元", 4}, {"万", 4}, {"千元", 3},
	{"元整", 0}, {"元正", 0}, {"圆整", 0}, {"元", 0}, {"圆", 0}, {"角", -1}, {"分", -2},
}

// amount reads a decimal with its unit; shift is the power of ten of 元.
func amount(text string, unit int) (n report.Number, shift int, ok bool) {
	text = strings.ReplaceAll(narrow(text), " ", "")
	text = strings.ReplaceAll(text, "，", ",")
	for _, sign := range []string{"人民币", "RMB", "rmb", "CNY", "￥", "¥", "\u00a5"} {
		text = strings.TrimPrefix(text, sign)
	}
	for _, u := range moneyUnits {
		if rest, has := strings.CutSuffix(text, u.name); has {
			text, unit = rest, u.power
			break
		}
	}
	text, ok = joinThousands(text)
	if !ok {
		return report.Number{}, unit, false
	}
	n, ok = report.ParseNumber(text)
	return n, unit, ok
}

var thousands = regexp.MustCompile(`^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$`)

// joinThousands drops commas that part a number into threes. Any other comma
// makes the text no number.
func joinThousands(text string) (string, bool) {
	switch {
	case !strings.Contains(text, ","):
		return text, true
	case thousands.MatchString(text):
		return strings.ReplaceAll(text, ",", ""), true
	}
	return "", false
}

// readNumber reads a count, which may carry a counting word.
func (f *Field) readNumber(text string) (string, *problem.Error) {
	plain := strings.ReplaceAll(strings.ReplaceAll(narrow(text), " ", ""), "，", ",")
	for _, word := range []string{"人次", "件次", "件", "条", "起", "项", "份", "宗", "个", "次", "人", "场", "期"} {
		if rest, has := strings.CutSuffix(plain, word); has {
			plain = rest
			break
		}
	}
	plain, ok := joinThousands(plain)
	n, isNumber := report.ParseNumber(plain)
	if !ok || !isNumber || !n.IsInteger() {
		return "", problem.Invalid("%s“%s”不是整数", f.Label, shorten(text)).Try("请只填写整数，例如 12")
	}
	return n.String(), nil
}

func (f *Field) readChoice(text string) (string, *problem.Error) {
	if o := f.optionOf(text); o != nil {
		return o.Key, nil
	}
	return "", f.noSuchOption(text)
}

// readChoices reads several options with any mark between them, each once.
func (f *Field) readChoices(text string) (string, *problem.Error) {
	chosen := map[string]bool{}
	for _, word := range f.words(text) {
		o := f.optionOf(word)
		if o == nil {
			return "", f.noSuchOption(word)
		}
		chosen[o.Key] = true
	}
	var keys []string
	for i := range f.Choices { // in the order of the list, whatever the order typed
		if chosen[f.Choices[i].Key] {
			keys = append(keys, f.Choices[i].Key)
		}
	}
	return strings.Join(keys, ","), nil
}

// words splits the text at the marks people put between options, but for a text
// that as a whole is one.
func (f *Field) words(text string) []string {
	if f.optionOf(text) != nil {
		return []string{text}
	}
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；/／|｜+＋ \n", r) })
}

// optionOf finds the option that the text names.
func (f *Field) optionOf(text string) *Option {
	text = plainLabel(text)
	for i := range f.Choices {
		o := &f.Choices[i]
		if text == o.Key || text == plainLabel(o.Label) || slices.ContainsFunc(o.Also, func(also string) bool { return text == plainLabel(also) }) {
			return o
		}
	}
	return nil
}

func (f *Field) noSuchOption(text string) *problem.Error {
	var labels []string
	for i := range f.Choices {
		labels = append(labels, f.Choices[i].Label)
	}
	return problem.Invalid("%s没有“%s”这一项", f.Label, shorten(text)).Try("请从下列各项中选择：%s", strings.Join(labels, "、"))
}

const yes, no = "yes", "no"

func (f *Field) readYesNo(text string) (string, *problem.Error) {
	switch strings.ToLower(text) {
	case yes, "y", "true", "1", "on", "是", "有", "√", "✓", "对":
		return yes, nil
	case no, "n", "false", "0", "off", "否", "无", "没有", "×", "✗", "不是":
		return no, nil
	}
	return "", problem.Invalid("%s“%s”不是“是”或“否”", f.Label, shorten(text)).Try("请选择“是”或“否”")
}
