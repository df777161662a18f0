package main

import (
	"fmt"

	"gongkai/law/calendar"
	"gongkai/law/problem"
)

var workdayCommand = command{
	words:   "workday",
	summary: "查一天是不是工作日，数若干个工作日",
	help: `查一天是不是工作日，或者数若干个工作日。

用法：
  gongkai workday 日期 [+N|-N]

+N 是该日之后第N个工作日（次一个工作日为第1个），-N 是之前第N个。
2019—2026年按国务院办公厅公布的放假安排，其他年份按周末推算并注明暂定。

例子：
  gongkai workday 2024-02-29
  gongkai workday 2024年9月14日
  gongkai workday 2024-02-05 +20
`,
	run: runWorkday,
}

func runWorkday(c *call) int {
	answer, err := calendar.National().Ask(c.args)
	if err != nil {
		return c.fail("%s", problem.Of(err).Sentence())
	}
	return c.print(fmt.Sprintln(answer))
}
