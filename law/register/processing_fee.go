package register

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// ProcessingFee is the register of information-processing fees (信息处理费): what
// was asked for, paid and waived. No table has it; chapter 六 tells it.
var ProcessingFee = &Description{
	Key: "processing_fee", Name: "信息处理费", Noun: "笔", Deed: "收费通知",
	Basis: []law.Citation{law.OGI.Art(42, "行政机关可以收取信息处理费")},
	Fields: []Field{
		{
			Key: "number", Label: "收费通知文号", Kind: Text, Required: true, Max: 64, Example: "青石公开费〔2024〕1号", Hint: "按收费通知书填写，一份通知一条",
			Also: []string{"通知书文号", "收费通知书文号", "文号"}, List: true, Search: true, Tidy: tidyDocumentNumber, Check: checkDocumentNumber,
		},
		{Key: "application", Label: "申请编号", Kind: Text, Max: 64, Example: "青石公开申〔2024〕1号", Also: []string{"有关的申请编号"}, List: true, Search: true, Tidy: tidyDocumentNumber},
		{Key: "notified_on", Label: "通知日期", Kind: Date, Required: true, Example: "2024-05-06", Also: []string{"收费通知日期", "发出日期"}, List: true},
		{
			Key: "standard", Label: "计收标准", Kind: Choice, Example: "按件计收", Hint: "同一申请只能用一种", Also: []string{"计费方式", "收费方式"},
			Choices: []Option{{Key: "items", Label: "按件计收", Also: []string{"按件"}}, {Key: "pages", Label: "按量计收", Also: []string{"按量", "按页"}}},
		},
		{Key: "charged", Label: "应收金额", Kind: Money, Required: true, Example: "300", Hint: "以元为单位；全部减免的填减免前的金额", Also: []string{"收费金额", "应收金额（元）", "金额"}, List: true},
		{Key: "waived", Label: "减免金额", Kind: Money, Example: "100", Also: []string{"减免金额（元）", "减免"}, List: true},
		{Key: "why_waived", Label: "减免的理由", Kind: Text, Max: 200, Example: "申请人是低保对象", Also: []string{"减免理由", "减免原因"}},
		{Key: "paid_on", Label: "缴纳日期", Kind: Date, Example: "2024-05-13", Hint: "还没有缴纳的留空；缴纳的是应收减去减免的金额，按这一日计入实收", Also: []string{"缴费日期", "收款日期"}, List: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开"},
	},
	Number: "number", Day: "notified_on", Amount: "charged",
	Tallies: processingFeeTallies,
	Figures: []Figure{
		{
			Code: "fact.processing_fee.received", Measure: Counted, Name: "信息处理费实收", Noun: "元", Unit: Cents, Cite: law.OGI.Art(42, "信息处理费"),
			Unverified: "第六章要求写明信息处理费的规定未见全文：按实际缴纳的日期计入年度。",
		},
		{
			Code: "fact.processing_fee.waived", Measure: Counted, Name: "信息处理费减免", Noun: "元", Unit: Cents, Cite: law.OGI.Art(42, "信息处理费"),
			Unverified: "减免如何统计未见规定：按收费通知的日期计入年度。",
		},
	},
	Check: checkProcessingFee,
}

func processingFeeTallies(v Values) (all []Tally) {
	charged, _ := v.Int("charged")
	waived, _ := v.Int("waived")
	if waived > 0 {
		all = append(all, Tally{Code: "fact.processing_fee.waived", Day: v.Date("notified_on"), N: waived})
	}
	if paid := v.Date("paid_on"); !paid.IsZero() {
		all = append(all, Tally{Code: "fact.processing_fee.received", Day: paid, N: charged - waived})
	}
	return all
}

func checkProcessingFee(d *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
	if p := d.notBefore(v, "paid_on", "notified_on"); p != nil {
		faults = append(faults, p.At("paid_on"))
	}
	charged, _ := v.Int("charged")
	waived, _ := v.Int("waived")
	switch {
	case waived > charged:
		faults = append(faults, problem.Invalid("减免的金额比应收的多").Try("请核对这两个金额").At("waived"))
	case waived > 0 && v["why_waived"] == "":
		faults = append(faults, problem.Invalid("减免了信息处理费，没有写明理由").Try("请写明减免的理由").At("why_waived"))
	case waived == 0 && v["why_waived"] != "":
		faults = append(faults, problem.Invalid("写了减免的理由，没有减免金额").Try("请填写减免金额，或清空理由").At("waived"))
	}
	return faults
}
