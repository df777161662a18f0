package register

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// EarliestDay is the first day an entry may be dated: the founding of the
// People's Republic. An earlier date is a slip of the pen.
const EarliestDay calendar.Date = 711_766 // 1949-10-01

// UndoPeriod is for how many calendar days an import can be undone as a whole.
var UndoPeriod = law.Dated[int]{Name: "整批导入可以撤销的天数", Rows: []law.Row[int]{
	{Value: 30, Unverified: "本程序自定，没有法规依据，可按本地要求调整。"},
}}

// Limits of a field that sets none itself.
const (
	maxText     = 200
	maxLongText = 4_000
	maxNumber   = 1_000_000_000
	maxFen      = 100_000_000_000_000 // 一万亿元
)

// Read reads an entry from what was typed: form gives the text of a field by
// its key. Every fault is told at its field, all at once; the values hold what
// could be read. today is the Beijing date of the step.
func (d *Description) Read(form func(key string) string, today calendar.Date) (Values, []*problem.Error) {
	values := make(Values, len(d.Fields))
	isTotal := d.Field(extentKey).isTotal(form(extentKey))
	var faults []*problem.Error
	for i := range d.Fields {
		f := &d.Fields[i]
		text, p := f.read(form(f.Key))
		if p == nil {
			p = f.fault(text, isTotal, today)
		}
		if p != nil {
			faults = append(faults, p.At(f.Key))
		} else if text != "" {
			values[f.Key] = text
		}
	}
	if len(faults) == 0 && d.Check != nil {
		faults = d.Check(d, values, today)
	}
	return values, faults
}

// Faults checks values that were read before, perhaps on another day or under
// other limits.
func (d *Description) Faults(v Values, today calendar.Date) []*problem.Error {
	var faults []*problem.Error
	for i := range d.Fields {
		f := &d.Fields[i]
		if p := f.fault(v[f.Key], IsTotal(v), today); p != nil {
			faults = append(faults, p.At(f.Key))
		}
	}
	for key := range v {
		if d.Field(key) == nil {
			faults = append(faults, problem.Invalid("%s没有“%s”这一栏", d.Title(), key))
		}
	}
	if len(faults) == 0 && d.Check != nil {
		faults = d.Check(d, v, today)
	}
	return faults
}

// isTotal says whether what was typed into the field of extent means a total.
func (f *Field) isTotal(typed string) bool {
	if f == nil || typed == "" {
		return false
	}
	text, p := f.read(typed)
	return p == nil && text == totalExtent
}

// fault checks canonical text of an entry that is a period's total or not.
func (f *Field) fault(text string, isTotal bool, today calendar.Date) *problem.Error {
	if f.Single && isTotal {
		if text == "" {
			return nil
		}
		return problem.Invalid("期间合计不填%s", f.Label).Try("请清空，或者改为逐件登记")
	}
	if text == "" {
		return f.missing()
	}
	switch f.Kind {
	case Date:
		return f.faultOfDate(text, today)
	case Number, Money:
		return f.faultOfNumber(text)
	case Choice, Choices, YesNo:
		return f.faultOfChoice(text)
	}
	if n, most := int64(utf8.RuneCountInString(text)), f.most(); n > most {
		return problem.Invalid("%s有%d个字，最多%d个字", f.Label, n, most).Try("请写得简短一些，全文可以作为附件")
	}
	if f.Personal != nil && strings.Contains(text, "*") {
		return problem.Invalid("%s“%s”是遮盖过的", f.Label, shorten(text)).Try("请填写完整的名称，对外显示时程序会自动遮盖")
	}
	if f.Check != nil {
		return f.Check(text)
	}
	return nil
}

func (f *Field) missing() *problem.Error {
	if !f.Required {
		return nil
	}
	advice := "请填写" + f.Label
	switch f.Kind {
	case Choice, Choices, YesNo:
		advice = "请选择" + f.Label
	}
	if f.Example != "" {
		advice += "，例如“" + f.Example + "”"
	}
	return problem.Invalid("没有填写%s", f.Label).Try("%s", advice)
}

func (f *Field) faultOfDate(text string, today calendar.Date) *problem.Error {
	day, err := calendar.Parse(text)
	switch {
	case err != nil:
		return problem.Invalid("%s“%s”不是日期", f.Label, shorten(text)).Try(dateAdvice)
	case day < EarliestDay:
		return problem.Invalid("%s是%s，早于%s", f.Label, day.Chinese(), EarliestDay.Chinese()).Try("请核对年份")
	case day > today && !f.Future:
		return problem.Invalid("%s是%s，晚于今天（%s）", f.Label, day.Chinese(), today.Chinese()).Try("请核对年份和月份；尚未发生的，到当天再登记")
	case day > today.AddDays(farFuture):
		return problem.Invalid("%s是%s，距今天超过一百年", f.Label, day.Chinese()).Try("请核对年份；长期有效的请留空")
	}
	return nil
}

// farFuture is a hundred years in days.
const farFuture = 36_525

func (f *Field) faultOfNumber(text string) *problem.Error {
	n, err := strconv.ParseInt(text, 10, 64)
	switch most := f.most(); {
	case err != nil:
		return problem.Invalid("%s“%s”不是数字", f.Label, shorten(text)).Try("请只填写数字")
	case n < 0:
		return problem.Invalid("%s是%s，不能小于0", f.Label, f.show(text)).Try("请核对原件，填写0或正数")
	case n > most:
		return problem.Invalid("%s是%s，超过上限%s", f.Label, f.show(text), f.show(strconv.FormatInt(most, 10))).Try("请核对单位和位数")
	}
	return nil
}

func (f *Field) faultOfChoice(text string) *problem.Error {
	if f.Kind == YesNo {
		if text != yes && text != no {
			return problem.Invalid("%s“%s”不是“是”或“否”", f.Label, shorten(text)).Try("请选择“是”或“否”")
		}
		return nil
	}
	keys := []string{text}
	if f.Kind == Choices {
		keys = Values{f.Key: text}.Keys(f.Key)
	}
	for _, key := range keys {
		if f.Option(key) == nil {
			return f.noSuchOption(key)
		}
	}
	return nil
}

// most is the limit of the field: characters, a number, or 分.
func (f *Field) most() int64 {
	switch {
	case f.Max > 0:
		return f.Max
	case f.Kind == LongText:
		return maxLongText
	case f.Kind == Number:
		return maxNumber
	case f.Kind == Money:
		return maxFen
	}
	return maxText
}

// shorten keeps a sentence readable whatever was typed.
func shorten(text string) string {
	const most = 30
	if r := []rune(text); len(r) > most {
		return fmt.Sprintf("%s…（共%d个字）", string(r[:most]), len(r))
	}
	return text
}
