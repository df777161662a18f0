package calendar

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/law/problem"
)

// farthest is the largest N of an Ask, forty years: more is a slip of the
// hand, and no period of the law comes near.
const farthest = 10_000

// Ask answers the command `gongkai workday DATE [+N|-N]` in one line,
// "2024-02-29 工作日". With +N it speaks of the N-th working day after DATE,
// day 1 being the first working day after it; with -N of the N-th before. A
// date of a year without an arrangement, or counted over one, is marked 暂定.
// The error is a problem.
func (c Calendar) Ask(args []string) (string, error) {
	if len(args) < 1 || len(args) > 2 {
		return "", problem.Invalid("应给出一个日期，现有%d个参数", len(args)).Try("请写成 gongkai workday 2024-02-29，或 gongkai workday 2024-02-29 +20")
	}
	from, err := ParseWritten(args[0])
	if err != nil {
		return "", err
	}
	to := from
	if len(args) == 2 {
		n, err := parseStep(args[1])
		if err != nil {
			return "", err
		}
		to = c.After(from, n)
	}
	if to < 1 || to.Year() > 9999 {
		return "", problem.Invalid("从%s数%s个工作日超出了公元1至9999年", from, args[1]).Try("请核对日期").At("date")
	}
	_, why := c.Working(to)
	if from == to && !why.Provisional { // a day of last December may be in this year's table
		return to.String() + " " + why.String(), nil
	}
	return to.String() + " " + why.String() + c.caveat(from, to), nil
}

// parseStep reads +20 or -3.
func parseStep(s string) (int, error) {
	step := tidy(s)
	n, err := strconv.Atoi(step)
	signed := strings.HasPrefix(step, "+") || strings.HasPrefix(step, "-")
	if err != nil || !signed || n == 0 {
		return 0, problem.Invalid("“%s”不是工作日数", shorten(s)).Try("请写成 +20（之后第20个工作日）或 -3（之前第3个工作日）").At("days")
	}
	if n > farthest || n < -farthest {
		return 0, problem.Invalid("工作日数最多%d个，现为%s", farthest, shorten(s)).Try("请改小").At("days")
	}
	return n, nil
}

// caveat says which years on the way are counted by weekends, "" for none.
func (c Calendar) caveat(from, to Date) string {
	years := c.unknown(from, to)
	if len(years) == 0 {
		return ""
	}
	span := fmt.Sprintf("%d年", years[0])
	if last := years[len(years)-1]; last != years[0] {
		span = fmt.Sprintf("%d年至%d年", years[0], last)
	}
	if years[0] > c.lastKnown() {
		return "（暂定：按周末推算，尚未公布" + span + "放假安排）"
	}
	return "（暂定：按周末推算，未收录" + span + "放假安排）"
}

// lastKnown returns the latest year with a published table, 0 for none.
func (c Calendar) lastKnown() int {
	years := c.Years()
	if len(years) == 0 {
		return 0
	}
	return years[len(years)-1]
}
