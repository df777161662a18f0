package register

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// Fee is the register of administrative fees collected (行政事业性收费).
var Fee = &Description{
	Key: "fee", Name: "行政事业性收费", Noun: "笔", Deed: "收费",
	Basis: []law.Citation{law.OGI.Item(20, 0, 8, "行政事业性收费项目及其依据、标准")},
	Fields: []Field{
		{
			Key: "number", Label: "登记编号", Kind: Text, Required: true, Max: 64,
			Example: "2024-01", Hint: "自己编，或者填非税收入票据号，不重复即可", Also: []string{"编号", "票据号", "票据号码", "序列号"},
			List: true, Search: true, Tidy: tidyDocumentNumber,
		},
		{Key: "item", Label: "收费项目", Kind: Text, Required: true, Max: 200, Example: "城镇垃圾处理费", Also: []string{"项目名称", "收费项目名称"}, List: true, Search: true, Public: true},
		{Key: "amount", Label: "收费金额", Kind: Money, Required: true, Example: "12500", Hint: "以元为单位，报告里换算成万元", Also: []string{"金额", "实收金额", "收费金额（元）", "金额（元）"}, List: true, Public: true},
		{Key: "from_on", Label: "收费期间起始日期", Kind: Date, Hint: "一笔收费不用填；一段时间合在一起的，填起始日期", Also: []string{"起始日期"}},
		{Key: "collected_on", Label: "收费日期", Kind: Date, Required: true, Example: "2024-03-31", Hint: "按它计入年度报告；一段时间合在一起的，填截止日期", Also: []string{"收款日期", "入账日期", "截止日期", "日期"}, List: true, Public: true},
		{Key: "basis", Label: "收费依据", Kind: Text, Max: 300, Example: "省发改委、财政厅收费标准文件", Also: []string{"收费依据文件", "标准"}, Public: true},
		{Key: "source", Label: "数字的依据", Kind: Text, Max: 200, Example: "非税收入收缴系统2024年3月报表", Also: []string{"数据来源"}, Search: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开"},
	},
	Number: "number", Day: "collected_on", Amount: "amount",
	Tallies: func(v Values) []Tally {
		n, _ := v.Int("amount")
		return []Tally{{Code: "disclosure.fees.amount", Day: v.Date("collected_on"), N: n}}
	},
	Figures: []Figure{{
		Code: "disclosure.fees.amount", Editions: []string{"2021"}, Measure: Counted, Noun: "元", Unit: Cents,
		Cite:       law.OGI.Item(20, 0, 8, "行政事业性收费"),
		Unverified: "统一格式的填报说明全文未取得：按实际收到的日期计入年度，退费不冲减；报告以万元为单位，最多6位小数。",
	}},
	Check: func(d *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
		if p := d.notBefore(v, "collected_on", "from_on"); p != nil {
			faults = append(faults, p.At("from_on"))
		}
		if from := v.Date("from_on"); !from.IsZero() && from.Year() != v.Date("collected_on").Year() {
			faults = append(faults, problem.Invalid("收费期间跨了年度，分不清各年的数").Try("请按年分开登记").At("from_on"))
		}
		return faults
	},
}
