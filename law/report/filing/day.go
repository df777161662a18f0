package filing

import (
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A Life is the days between which an organ exists; zero days are open.
type Life struct{ Founded, Ended calendar.Date }

// Day reads the day of a year on which its report is to be looked at as if the
// year had ended. A day that is none, of another year, still to come or without
// the organ is a problem at the field.
func (l Life) Day(typed string, year int, today calendar.Date) (calendar.Date, error) {
	day, err := calendar.ParseWritten(typed)
	if err != nil {
		return 0, problem.Of(err).At("day")
	}
	switch {
	case day.Year() != year:
		return 0, problem.Invalid("%s不在%d年", day.Chinese(), year).Try("请选择%d年的一天，别的年份请从那一年的报告进入", year).At("day")
	case day > today:
		return 0, problem.Invalid("%s还没有到，登记簿里没有以后的事", day.Chinese()).Try("最晚可以看今天（%s）", today.Chinese()).At("day")
	case day < l.Founded:
		return 0, problem.Invalid("本机关%s才设立，%s还没有可以计数的登记", l.Founded.Chinese(), day.Chinese()).Try("请选择设立以后的一天").At("day")
	case !l.Ended.IsZero() && day >= l.Ended:
		return 0, problem.Invalid("本机关到%s已经撤销或者合并", day.Chinese()).Try("最晚可以看%s", l.Ended.AddDays(-1).Chinese()).At("day")
	}
	return day, nil
}

// Last is the last day of a year on which the organ's report can be looked at,
// zero where there is none.
func (l Life) Last(year int, today calendar.Date) calendar.Date {
	first, _ := calendar.DateOf(year, 1, 1)
	last, _ := calendar.DateOf(year, 12, 31)
	last = min(last, today)
	if !l.Ended.IsZero() {
		last = min(last, l.Ended.AddDays(-1))
	}
	if last < max(first, l.Founded) {
		return 0
	}
	return last
}
