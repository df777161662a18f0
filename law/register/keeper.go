package register

import (
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
)

// A Keeper is what a register asks of the organ that keeps it. Of the zero
// Keeper nothing is known, and nothing is held against an entry.
type Keeper struct {
	organ.Organ
	Founded calendar.Date
	Ended   calendar.Date // zero while it exists
	How     organ.Ending
}

// Fault says why an organ cannot have such an entry: it had ended before, or it
// is one that makes no rules (规章). Nil where it can.
func (k Keeper) Fault(d *Description, v Values) *problem.Error {
	switch day := v.Date(d.Day); {
	case !k.Ended.IsZero() && day >= k.Ended:
		return problem.Refused("“%s”已于%s%s，不能登记此后的%s", k.Name, k.Ended.Chinese(), k.How.Label(), d.Name).Try("请在承接职责的机关登记").At(d.Day)
	case d.Key == Normative.Key && v["kind"] == "rule" && !organ.MayMakeRules(k.Level, k.Body):
		return problem.Refused("“%s”是%s%s，不能制定规章", k.Name, k.Level.Label(), k.Body.Label()).Because(organ.RuleMaking).
			Try("是规范性文件的，文件种类请选“行政规范性文件”").At("kind")
	}
	return nil
}

// Precedes says that an entry is dated before the organ began. It may rightly
// have it, of an organ whose duties it has taken over; whoever reads its figures
// should know.
func (k Keeper) Precedes(d *Description, v Values) bool {
	day := v.Date(d.Day)
	return !k.Founded.IsZero() && !day.IsZero() && day < k.Founded
}

// PrecedesSays tells of one entry that [Keeper.Precedes], or of n.
func (k Keeper) PrecedesSays(d *Description, n int) string {
	which := "这" + d.Noun + "登记"
	if n > 1 {
		which = "其中" + grouped(strconv.Itoa(n)) + "条登记"
	}
	return which + "的日期早于“" + k.Name + "”的设立日期（" + k.Founded.Chinese() + "），仍计入本机关的数字。承接原机关职责的，请核对原机关有没有登记过，不要重复计数。"
}
