package calendar

import (
	"bufio"
	"embed"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"gongkai/law/problem"
)

// A Table is the holiday arrangement (放假安排) of one year as published.
type Table struct {
	Year      int
	Notice    string // the number of the notice, 国办发明电〔2023〕7号
	Published Date   // zero where it is not known
	// Tentative marks a table entered before the notice was published; what
	// is computed with it stays provisional.
	Tentative bool
	Holidays  []Holiday
	// Shifted are the weekend days to be worked (调休上班).
	Shifted []Date
}

// A Holiday is a festival and the days an arrangement gives off for it, the
// weekend days it names included. They may begin in the year before.
type Holiday struct {
	Name        string // 春节
	First, Last Date
}

// Bounds of a table. The longest break so far is the ten days of 2020; a file
// of a year has about ten lines.
const (
	longestHoliday = 20
	mostTableBytes = 16 << 10
)

//go:embed holidays/*.txt
var holidayFiles embed.FS

// builtIn reads the tables in the program on first use, because most runs of
// the program ask for no working day.
var builtIn = sync.OnceValue(func() Calendar {
	names, err := fs.Glob(holidayFiles, "holidays/*.txt")
	if err != nil {
		panic(err)
	}
	c := Calendar{}
	for _, name := range names {
		data, err := holidayFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		table, err := ReadTable(string(data))
		if err != nil {
			panic(name + ": " + err.Error()) // TestBuiltIn reads every file
		}
		c = c.With(table)
	}
	return c
})

// ReadTable reads the arrangement of one year in the form of the files in
// law/calendar/holidays, one statement a line, # before a remark:
//
//	年份 2024
//	通知 国办发明电〔2023〕7号 2023-10-25
//	放假 元旦 2024-01-01
//	放假 春节 2024-02-10 2024-02-17
//	上班 2024-02-04 2024-02-18
//
// A line 暂定 marks a table entered before its notice. The error is a problem
// that names the line.
func ReadTable(text string) (Table, error) {
	if len(text) > mostTableBytes {
		return Table{}, problem.TooLarge("放假安排文件超过%dKB", mostTableBytes>>10).Try("请检查是否选错了文件")
	}
	var t Table
	lines := bufio.NewScanner(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	for n := 1; lines.Scan(); n++ {
		words := strings.Fields(lines.Text())
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if says := t.read(words[0], words[1:]); says != "" {
			return Table{}, problem.Invalid("放假安排第%d行：%s", n, says).Try("请对照国务院办公厅通知修改这一行")
		}
	}
	if err := t.check(); err != nil {
		return Table{}, err
	}
	return t, nil
}

// read takes one statement and returns what is wrong with it, or "".
func (t *Table) read(statement string, words []string) string {
	switch statement {
	case "年份":
		return t.readYear(words)
	case "通知":
		return t.readNotice(words)
	case "暂定":
		t.Tentative = true
		return ""
	case "放假":
		return t.readHoliday(words)
	case "上班":
		return t.readShifted(words)
	}
	return "“" + shorten(statement) + "”不是“年份、通知、暂定、放假、上班”之一"
}

func (t *Table) readYear(words []string) string {
	if len(words) != 1 {
		return "应写一个年份，如“年份 2027”"
	}
	year, err := strconv.Atoi(words[0])
	if err != nil || year < 1950 || year > 9998 {
		return "“" + shorten(words[0]) + "”不是年份"
	}
	if t.Year != 0 {
		return "年份写了两次"
	}
	t.Year = year
	return ""
}

func (t *Table) readNotice(words []string) string {
	if len(words) < 1 || len(words) > 2 {
		return "应写文号和公布日期，如“通知 国办发明电〔2023〕7号 2023-10-25”"
	}
	t.Notice = words[0]
	if len(words) == 1 {
		return ""
	}
	published, err := Parse(words[1])
	if err != nil {
		return "“" + shorten(words[1]) + "”不是日期，应写成2024-02-10"
	}
	t.Published = published
	return ""
}

func (t *Table) readHoliday(words []string) string {
	if len(words) < 2 || len(words) > 3 {
		return "应写节日、第一天和最后一天，如“放假 春节 2024-02-10 2024-02-17”"
	}
	dates, says := readDates(words[1:])
	if says != "" {
		return says
	}
	h := Holiday{words[0], dates[0], dates[len(dates)-1]}
	if h.Last < h.First || h.Last > h.First+longestHoliday {
		return h.Name + "的最后一天应在第一天之后，最长" + strconv.Itoa(longestHoliday) + "天"
	}
	t.Holidays = append(t.Holidays, h)
	return ""
}

func (t *Table) readShifted(words []string) string {
	dates, says := readDates(words)
	for _, d := range dates {
		if !isWeekend(d) {
			return d.String() + "是" + d.WeekdayName() + "，调休上班的日子应是周末"
		}
	}
	t.Shifted = append(t.Shifted, dates...)
	return says
}

func readDates(words []string) (dates []Date, says string) {
	for _, w := range words {
		d, err := Parse(w)
		if err != nil {
			return nil, "“" + shorten(w) + "”不是日期，应写成2024-02-10"
		}
		dates = append(dates, d)
	}
	return dates, ""
}

// check looks at what no single line shows.
func (t *Table) check() error {
	const try = "请对照国务院办公厅通知补正"
	if t.Year == 0 {
		return problem.Invalid("放假安排没有写年份").Try("请加一行“年份 2027”")
	}
	if len(t.Holidays) == 0 {
		return problem.Invalid("%d年放假安排里没有放假的日子", t.Year).Try(try)
	}
	seen := map[Date]bool{}
	for _, d := range append(t.off(), t.Shifted...) {
		// The break over New Year, and its shifted days, begin in the last
		// week of December.
		if year := d.AddDays(10).Year(); d.Year() != t.Year && year != t.Year {
			return problem.Invalid("%s不在%d年", d, t.Year).Try(try)
		}
		if seen[d] {
			return problem.Invalid("%d年放假安排里%s出现了两次", t.Year, d).Try(try)
		}
		seen[d] = true
	}
	return nil
}

// off returns the days given off.
func (t *Table) off() []Date {
	var days []Date
	for _, h := range t.Holidays {
		for d := h.First; d <= h.Last; d++ {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return days
}

func isWeekend(d Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}
