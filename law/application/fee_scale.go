package application

import (
	"fmt"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// A FeeMode is how a processing fee is reckoned; of one application only in one
// way. The empty mode is an amount that nothing was reckoned for.
type FeeMode string

// The modes.
const (
	ByItem FeeMode = "item" // 按件: the applications of one applicant in a month
	ByPage FeeMode = "page" // 按量: the pages given on one application
)

// Label returns the Chinese name, "" for none.
func (m FeeMode) Label() string {
	switch m {
	case ByItem:
		return "按件计收"
	case ByPage:
		return "按量计收"
	}
	return ""
}

func (m FeeMode) unit() string {
	if m == ByItem {
		return "件"
	}
	return "页"
}

// A FeeLine is one line of a reckoning: units First to Last at a price each.
type FeeLine struct {
	First, Last int
	Each, Cents int64 // 分
}

// A FeeReckoning (收费计算) is a fee with how it comes about.
type FeeReckoning struct {
	Mode  FeeMode
	Lines []FeeLine
	Cents int64
}

// maxFeeUnits bounds what is reckoned.
const maxFeeUnits = 100_000

// ReckonFee reckons the fee for n units after before others, by the scale in
// force on a day: the pages of one application, or the applications of one
// applicant in the month of receipt.
func ReckonFee(m FeeMode, before, n int, on calendar.Date) (FeeReckoning, *problem.Error) {
	r := FeeReckoning{Mode: m}
	scales := law.FeeByItem
	switch {
	case m.Label() == "":
		return r, problem.Invalid("没有“%s”这种计收方式", string(m)).Because(law.FeeMeasure).Try("请选择按件或者按量").At("mode")
	case m == ByPage && before != 0:
		return r, problem.Invalid("按量计收的逐件计算，不累计").Because(law.FeeMeasure).Try("请不填以前的件数").At("before")
	case n < 1 || n > maxFeeUnits:
		return r, problem.Invalid("%s数是%d", m.unit(), n).Because(law.FeeMeasure).Try("请填写1至%d的整数", maxFeeUnits).At("units")
	case before < 0 || before > maxFeeUnits:
		return r, problem.Invalid("以前的件数是%d", before).Because(law.FeeMeasure).Try("请填写0至%d的整数", maxFeeUnits).At("before")
	case m == ByPage:
		scales = law.FeeByPage
	}
	row, ok := scales.On(on.ISO())
	if !ok {
		return r, problem.Refused("%s还没有信息处理费的标准", on.Chinese()).Because(law.FeeMeasure).Try("请不收费，或者核对日期；标准自2021年1月1日起施行")
	}
	for first := before + 1; first <= before+n; {
		last, each := reach(&row.Value, first)
		if last > before+n || last == 0 {
			last = before + n
		}
		line := FeeLine{First: first, Last: last, Each: each, Cents: each * int64(last-first+1)}
		r.Lines, r.Cents = append(r.Lines, line), r.Cents+line.Cents
		first = last + 1
	}
	return r, nil
}

// reach returns the price of a unit, and the last one that costs the same, 0
// for all that follow.
func reach(s *law.FeeScale, unit int) (last int, each int64) {
	i := 0
	for i+1 < len(s.Tiers) && s.Tiers[i+1].From <= unit {
		i++
	}
	t := s.Tiers[i]
	switch {
	case i+1 < len(s.Tiers):
		return s.Tiers[i+1].From - 1, t.Cents
	case s.Every == 0:
		return 0, t.Cents
	}
	rises := (unit - t.From) / s.Every
	return t.From + (rises+1)*s.Every - 1, t.Cents + int64(rises)*s.Rise
}

// Says tells a line in Chinese: 第31至70页，40页，每页10元，400元.
func (r FeeReckoning) Says(l FeeLine) string {
	unit := r.Mode.unit()
	which := fmt.Sprintf("第%d%s", l.First, unit)
	if l.Last != l.First {
		which = fmt.Sprintf("第%d至%d%s", l.First, l.Last, unit)
	}
	if l.Each == 0 {
		return fmt.Sprintf("%s，%d%s，不收费", which, l.Last-l.First+1, unit)
	}
	return fmt.Sprintf("%s，%d%s，每%s%s元，%s元", which, l.Last-l.First+1, unit, unit, Yuan(l.Each), Yuan(l.Cents))
}

// Yuan writes an amount of 分 in 元, with decimals only where there are any.
func Yuan(cents int64) string {
	if cents%100 == 0 {
		return fmt.Sprint(cents / 100)
	}
	return fmt.Sprintf("%d.%02d", cents/100, cents%100)
}
