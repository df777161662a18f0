package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gongkai/law/problem"
)

// Parse reads an ISO date, 2024-02-29, and nothing else: the form of files,
// databases and other programs.
func Parse(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("%q is no date of the form 2006-01-02", s)
	}
	return dateOfUTC(t), nil
}

// MustParse is Parse for dates written in the program's own tables and tests;
// it panics on a wrong one.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// A person's date after tidying: all digits are ASCII and there is no space.
var (
	separated = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$`)
	compact   = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
)

// ParseWritten reads a date as people write it: 2024-02-29, 2024/2/29,
// 2024.2.29, 20240229, 2024年2月29日, 二〇二四年二月二十九日, with full-width
// characters or spaces too. The error is a problem that says what is wrong.
func ParseWritten(s string) (Date, error) {
	tidied := tidy(s)
	m := separated.FindStringSubmatch(tidied)
	if m == nil {
		m = compact.FindStringSubmatch(tidied)
	}
	if m == nil {
		return 0, problem.Invalid("“%s”不是日期", shorten(s)).Try("请写成 2024-02-29、2024/2/29、20240229 或 2024年2月29日").At("date")
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // at most four digits
	}
	d, ok := DateOf(n[0], n[1], n[2])
	if !ok {
		return 0, problem.Invalid("日期“%s”不存在%s", shorten(s), whyNot(n[0], n[1], n[2])).Try("请核对年、月、日").At("date")
	}
	return d, nil
}

// whyNot explains why there is no such day.
func whyNot(year, month, day int) string {
	switch {
	case year < 1:
		return "：年份须在1至9999之间"
	case month < 1 || month > 12:
		return "：月份须在1至12之间"
	case day < 1:
		return "：日须从1开始"
	}
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return fmt.Sprintf("：%d年%d月只有%d天", year, month, last)
}

// shorten keeps a message readable whatever was typed.
func shorten(s string) string {
	const most = 20
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

var chineseDate = regexp.MustCompile(`^([〇零○一二三四五六七八九]{4})年([元正一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})[日号]$`)

// tidy turns full-width characters into ASCII, drops spaces and writes a date
// in Chinese numerals with digits.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\t':
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '–' || r == '—' || r == '−' || r == '‐':
			return '-'
		}
		return r
	}, s)
	if m := chineseDate.FindStringSubmatch(s); m != nil {
		return chineseYear(m[1]) + "年" + chineseNumber(m[2]) + "月" + chineseNumber(m[3]) + "日"
	}
	return s
}

func chineseYear(s string) string {
	return strings.NewReplacer("〇", "0", "零", "0", "○", "0", "一", "1", "二", "2", "三", "3",
		"四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(s)
}

// chineseNumber reads 一 to 三十一; what is no number becomes one that is no
// month and no day.
func chineseNumber(s string) string {
	s = strings.NewReplacer("元", "一", "正", "一", "廿", "二十", "卅", "三十").Replace(s)
	tens, units, hasTen := strings.Cut(s, "十")
	if !hasTen {
		tens, units = "", s
	}
	t, u := chineseDigit(tens), chineseDigit(units)
	if hasTen && tens == "" {
		t = 1
	}
	if t < 0 || u < 0 {
		return "99"
	}
	return strconv.Itoa(10*t + u)
}

// chineseDigit returns 0 for "", and -1 for more than one digit.
func chineseDigit(s string) int {
	if s == "" {
		return 0
	}
	i := strings.Index("一二三四五六七八九", s)
	if i < 0 || len(s) != len("一") {
		return -1
	}
	return i/len("一") + 1
}
