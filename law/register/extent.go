package register

import (
	"strconv"

	"gongkai/law/problem"
)

// Fields of registers in which an entry stands for one decision or for all of a
// period, known from another system's statistics.
const (
	extentKey   = "extent"
	quantityKey = "quantity"
	fromKey     = "from_on"
	sourceKey   = "source"

	totalExtent = "total"
)

// extentFields are the fields of a total: which it is, from which day, how many
// and where the number comes from. The period ends on the register's own day.
func extentFields(noun string) []Field {
	return []Field{
		{
			Key: extentKey, Label: "登记方式", Kind: Choice, Hint: "逐件登记不用选；业务系统只有汇总数的，选“期间合计”，只填期间、数量和依据",
			Example: "逐件登记", Also: []string{"登记类型"},
			Choices: []Option{{Key: "single", Label: "逐件登记", Also: []string{"单件", "逐条登记"}}, {Key: totalExtent, Label: "期间合计", Also: []string{"合计", "汇总"}}},
		},
		{Key: fromKey, Label: "期间起始日期", Kind: Date, Hint: "只有期间合计填写；截止日期填在上面的日期里，同在一年之内", Also: []string{"起始日期", "统计起始日期"}},
		{Key: quantityKey, Label: "数量", Kind: Number, Hint: "只有期间合计填写，以" + noun + "为单位", Also: []string{"合计数量", "合计"}, List: true},
		{Key: sourceKey, Label: "合计的依据", Kind: Text, Hint: "只有期间合计填写，例如“行政许可系统2024年统计表”", Also: []string{"数据来源", "依据材料"}, Search: true},
	}
}

// IsTotal says whether an entry is a period's total.
func IsTotal(v Values) bool { return v[extentKey] == totalExtent }

// extentOf is how many pieces an entry stands for.
func extentOf(v Values) int64 {
	if n, ok := v.Int(quantityKey); ok && IsTotal(v) {
		return n
	}
	return 1
}

// Listed is a field as the list shows it: a single entry is one piece, and what
// a total is not asked for is marked as not applicable.
func (d *Description) Listed(key string, v Values) string {
	switch f := d.Field(key); {
	case key == quantityKey && !IsTotal(v):
		return "1"
	case f.Single && IsTotal(v):
		return "／"
	}
	return d.Show(key, v)
}

// spanBy is the [Description.Span] of a register whose period ends on the field
// of the key; group may be nil.
func spanBy(day string, group func(v Values) string) func(v Values) Span {
	return func(v Values) Span {
		s := Span{From: v.Date(day), Until: v.Date(day), Total: IsTotal(v)}
		if s.Total {
			s.From = v.Date(fromKey)
		}
		if group != nil {
			s.Group = group(v)
		}
		return s
	}
}

// checkExtent looks at the fields of a total together.
func (d *Description) checkExtent(v Values) (faults []*problem.Error) {
	need := func(key, says, try string) {
		faults = append(faults, problem.Invalid("%s", says).Try("%s", try).At(key))
	}
	if !IsTotal(v) {
		for _, key := range []string{fromKey, quantityKey, sourceKey} {
			if v[key] != "" {
				need(key, "逐件登记不填"+d.Field(key).Label, "请清空，或者把登记方式改为“期间合计”")
			}
		}
		return faults
	}
	from, until := v.Date(fromKey), v.Date(d.Day)
	switch {
	case from.IsZero():
		need(fromKey, "期间合计没有填写起始日期", "请填写统计期间的第一日，截止日期填在“"+d.Field(d.Day).Label+"”")
	case from > until:
		need(fromKey, "期间的起始日期（"+from.Chinese()+"）晚于截止日期（"+until.Chinese()+"）", "请核对")
	case from.Year() != until.Year():
		need(fromKey, "期间跨了"+strconv.Itoa(from.Year())+"年和"+strconv.Itoa(until.Year())+"年，分不清各年的数", "请按年分开登记")
	}
	const advice = "请填写合计数；期间内没有发生的，不用登记，在年度报告里做零报告"
	switch v[quantityKey] {
	case "":
		need(quantityKey, "期间合计没有填写数量", advice)
	case "0": // one word for nothing: a person's, with a name under it
		need(quantityKey, "期间合计的数量是0", advice)
	}
	if v[sourceKey] == "" {
		need(sourceKey, "期间合计没有写明依据", "请写明从哪份材料得来，例如“行政许可系统2024年统计表”")
	}
	return faults
}
