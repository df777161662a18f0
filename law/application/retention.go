package application

import (
	"slices"
	"strings"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

var (
	keptShortest = law.PersonalInformation.Art(19, "个人信息的保存期限应当为实现处理目的所必要的最短时间")
	keptNoLonger = law.PersonalInformation.Art(47, "保存期限已届满")
)

// A Retention (保存期限) says from a day on how many years a case is kept with
// what is personal in it. No law in the statutes of package law gives a number:
// it is the office's own setting.
type Retention struct {
	From  calendar.Date `json:"from"`
	Years int           `json:"years"` // 0 keeps for ever (永久保存)
	Basis string        `json:"basis"` // the rule it follows from, in the office's words
}

// Bounds of a retention.
const (
	MinRetention = 1
	MaxRetention = 100
	// RetentionNotice is how many days before a retention takes effect, and
	// before a case is erased, people are told, so that what is still needed can
	// be held.
	RetentionNotice = 30
)

// Retentions are the settings of an office, in the order in which they take
// effect.
type Retentions []Retention

// On returns the setting in force on a day; ok is false where there is none yet,
// or cases are kept for ever.
func (all Retentions) On(day calendar.Date) (r Retention, ok bool) {
	for _, one := range all {
		if one.From <= day {
			r = one
		}
	}
	return r, r.Years > 0
}

// With returns the settings with one more: it takes the place of those that
// would begin on its day or later.
func (all Retentions) With(r Retention) Retentions {
	kept := slices.DeleteFunc(slices.Clone(all), func(one Retention) bool { return one.From >= r.From })
	return append(kept, r)
}

// Until returns the last day on which a case is kept whose latest record is of
// a day: the day of the same date after the years, the last of the month where
// there is none.
func (r Retention) Until(last calendar.Date) calendar.Date {
	return shifted(last, r.Years)
}

// Before returns the last day whose cases are past their time on a day: those
// with their latest record on or before it are erased.
func (r Retention) Before(day calendar.Date) calendar.Date {
	d := shifted(day.AddDays(-1), -r.Years)
	for r.Until(d.AddDays(1)) < day {
		d = d.AddDays(1)
	}
	for r.Until(d) >= day {
		d = d.AddDays(-1)
	}
	return d
}

func shifted(day calendar.Date, years int) calendar.Date {
	for n := day.Day(); ; n-- {
		if d, ok := calendar.DateOf(day.Year()+years, day.Month(), n); ok {
			return d
		}
	}
}

// ErasedOn returns the day on which a case is erased whose latest record is of
// a day, seen from today; ok is false where no setting says so.
func (all Retentions) ErasedOn(last, today calendar.Date) (on calendar.Date, ok bool) {
	for i, r := range all {
		on := max(r.From, r.Until(last).AddDays(1), today)
		if r.Years > 0 && (i+1 == len(all) || on < all[i+1].From) {
			return on, true
		}
	}
	return 0, false
}

// Within returns the last day of cases that may be erased from today until a
// day; ok is false for none.
func (all Retentions) Within(today, until calendar.Date) (last calendar.Date, ok bool) {
	for i, r := range all {
		end := until
		if i+1 < len(all) {
			end = min(end, all[i+1].From.AddDays(-1))
		}
		if r.Years > 0 && end >= max(today, r.From) {
			last, ok = max(last, r.Before(end)), true
		}
	}
	return last, ok
}

// Check says what is wrong with a setting made today.
func (r Retention) Check(today calendar.Date) (faults []*problem.Error) {
	if r.Years != 0 && (r.Years < MinRetention || r.Years > MaxRetention) {
		faults = append(faults, problem.Invalid("保存期限是%d年，应当是%d至%d年", r.Years, MinRetention, MaxRetention).Because(keptShortest).
			Try("请按本机关的规定填写；永久保存的，填0").At("years"))
	}
	if first := today.AddDays(RetentionNotice); r.From < first {
		faults = append(faults, problem.Invalid("施行日期早于%s", first.Chinese()).
			Try("请至少留%d天，让经办人核对哪些申请要暂缓删除", RetentionNotice).At("from"))
	}
	if strings.TrimSpace(r.Basis) == "" {
		faults = append(faults, problem.Invalid("没有写明依据").Because(keptShortest).Try("请写明保存期限依据的规定，例如本机关的文件材料归档范围和保管期限表").At("basis"))
	} else if n := len([]rune(r.Basis)); n > maxName {
		faults = append(faults, problem.Invalid("依据有%d个字，最多%d个字", n, maxName).Try("请写规定的名称和文号").At("basis"))
	}
	return faults
}

// ErasedFor cites why what is personal is erased once its time is over.
func ErasedFor() law.Citation { return keptNoLonger }

// A Hold keeps a case beyond its time.
type Hold struct {
	Reason string `json:"-"` // may say who is meant
}

// Lift ends a hold.
type Lift struct{}

// Check says what is wrong with a hold.
func (h Hold) Check() *problem.Error {
	switch n := len([]rune(strings.TrimSpace(h.Reason))); {
	case n == 0:
		return problem.Invalid("没有写明暂缓删除的理由").Try("请写明，例如正在行政复议、行政诉讼，案号是什么").At("reason")
	case n > maxText:
		return problem.Invalid("理由有%d个字，最多%d个字", n, maxText).Try("请写得简短一些").At("reason")
	}
	return nil
}
