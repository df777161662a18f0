package demo

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"gongkai/law/calendar"
)

// titleText holds what the county writes about.
//
//go:embed titles.txt
var titleText string

// titles are the lines of each section.
var titles = sync.OnceValue(func() map[string][]string {
	all, section := map[string][]string{}, ""
	for line := range strings.Lines(titleText) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
		default:
			all[section] = append(all[section], line)
		}
	}
	return all
})

// villages are made up, as everything here.
var villages = []string{"上沅村", "下沅村", "竹篙村", "石埠头村", "白鹤湾村", "新塘村", "高岭脚村", "枫林村", "油榨坪村", "横街村", "渡船口村", "杨梅坑村"}

// lines returns what the organ writes about of a kind: its own sections, then
// those of organs of its sort.
func (o *office) lines(kind string) (all []string) {
	sort := "bureau"
	switch {
	case o.key == county:
		sort = ""
	case o.isTown():
		sort = "town"
	}
	all = append(all, titles()[kind+" "+o.key]...)
	if sort != "" && (len(all) == 0 || kind == "item") {
		all = append(all, titles()[kind+" "+sort]...)
	}
	return all
}

// told fills in what stands in braces, as of a day.
func (d *drawer) told(text string, day calendar.Date) string {
	month := dateOf(day.Year(), day.Month(), 1) - 1
	quarter := dateOf(day.Year(), (day.Month()-1)/3*3+1, 1) - 1
	return strings.NewReplacer(
		"{年月}", fmt.Sprintf("%d年%d月", month.Year(), month.Month()), "{前月}", fmt.Sprint(month.Month()),
		"{年季}", fmt.Sprintf("%d年%s", quarter.Year(), quarterNames[(quarter.Month()-1)/3]),
		"{年}", fmt.Sprint(day.Year()), "{上年}", fmt.Sprint(day.Year()-1), "{月}", fmt.Sprint(day.Month()),
		"{季}", [...]string{"一", "二", "三", "四"}[(day.Month()-1)/3],
		"{镇}", d.town(), "{村}", d.pick(villages...), "{局}", d.short, "{镇名}", d.short,
	).Replace(text)
}

// town is the name of some town of the county.
func (c *chanced) town() string {
	return c.pick("杏溪镇", "柳湾镇", "石鼓镇", "青坪镇", "双汊镇", "鹭洲镇", "松岭镇", "东渡镇", "云帽乡", "梨坞乡")
}

// said counts the titles of a year.
type said map[string]int

// distinct returns a title, with the number of its part when it stands in the
// year before.
func (s said) distinct(title string) string {
	s[title]++
	if n := s[title]; n > 1 {
		return fmt.Sprintf("%s（之%s）", title, chineseCount(n))
	}
	return title
}

// chineseCount writes a number below a hundred.
func chineseCount(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}
