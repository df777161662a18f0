package register

import (
	"slices"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// CoercionLaw is the law on which administrative coercion rests.
var CoercionLaw = law.Unread("行政强制法", "2011年", "行政强制措施的种类（第九条），行政强制执行的方式（第十二条）")

// Coercion is the register of administrative coercion (行政强制).
var Coercion = &Description{
	Key: "coercion", Name: "行政强制决定", Noun: "件", Deed: "处理决定",
	Basis: []law.Citation{law.OGI.Item(20, 0, 6, "实施行政处罚、行政强制的依据、条件、程序"), CoercionLaw},
	Fields: slices.Concat([]Field{
		{
			Key: "number", Label: "行政强制决定文书号", Kind: Text, Required: true, Max: 64,
			Example: "青综执强〔2024〕2号", Hint: "按决定书填写，同一文号只能登记一次；期间合计写“2024年合计”",
			Also: []string{"强制决定文书号", "强制措施决定书文号", "决定书文号", "决定文号", "文书号", "文号"},
			List: true, Search: true, Public: true, Tidy: tidyDocumentNumber, Check: checkDocumentNumber,
		},
		{
			Key: "kind", Label: "强制的种类", Kind: Choice, Required: true, Single: true, Example: "扣押财物",
			Also: []string{"强制种类", "强制措施种类", "强制方式", "行政强制类别"}, List: true, Public: true, Cite: CoercionLaw,
			Choices: []Option{
				{Key: "person", Label: "限制公民人身自由", Group: "行政强制措施"},
				{Key: "seal", Label: "查封场所、设施或者财物", Group: "行政强制措施", Also: []string{"查封", "查封场所"}},
				{Key: "seize", Label: "扣押财物", Group: "行政强制措施", Also: []string{"扣押"}},
				{Key: "freeze", Label: "冻结存款、汇款", Group: "行政强制措施", Also: []string{"冻结"}},
				{Key: "measure", Label: "其他行政强制措施", Group: "行政强制措施"},
				{Key: "fine", Label: "加处罚款或者滞纳金", Group: "行政强制执行", Also: []string{"加处罚款", "滞纳金"}},
				{Key: "transfer", Label: "划拨存款、汇款", Group: "行政强制执行", Also: []string{"划拨"}},
				{Key: "sell", Label: "拍卖或者依法处理财物", Group: "行政强制执行", Also: []string{"拍卖"}},
				{Key: "restore", Label: "排除妨碍、恢复原状", Group: "行政强制执行", Also: []string{"排除妨碍", "恢复原状", "强制拆除"}},
				{Key: "substitute", Label: "代履行", Group: "行政强制执行"},
				{Key: "execution", Label: "其他强制执行方式", Group: "行政强制执行"},
			},
		},
		{
			Key: "party_kind", Label: "当事人类别", Kind: Choice, Required: true, Single: true,
			Example: "法人及其他组织", Also: []string{"行政相对人类别", "相对人类别"}, Choices: partyKinds, Public: true,
		},
		{
			Key: "party", Label: "当事人名称", Kind: Text, Required: true, Single: true, Max: 100,
			Example: "青溪县某某商店", Hint: "自然人填写姓名，对外只显示姓",
			Also: []string{"当事人", "行政相对人名称", "相对人名称"},
			List: true, Search: true, Public: true, Personal: isNaturalPerson,
		},
		{
			Key: "decided_on", Label: "强制决定日期", Kind: Date, Required: true,
			Example: "2024-03-05", Hint: "决定书上的日期，按它计入年度报告；期间合计填截止日期",
			Also: []string{"行政强制决定日期", "决定日期", "作出日期"}, List: true, Public: true,
		},
		{Key: "lifted_on", Label: "解除或者执行完毕日期", Kind: Date, Single: true, Also: []string{"解除日期", "执行完毕日期"}, Public: true},
		{Key: "unit", Label: "承办机构", Kind: Text, Max: 100, Example: "综合行政执法队", Also: []string{"实施机关", "承办单位"}, Search: true, Public: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开", Also: []string{"说明"}},
	}, extentFields("件")),
	Number: "number", Day: "decided_on", Party: "party", Kind: "kind",
	Tallies: func(v Values) []Tally {
		return []Tally{{Code: "disclosure.coercion.decisions", Day: v.Date("decided_on"), N: extentOf(v)}}
	},
	Figures: []Figure{{
		Code: "disclosure.coercion.decisions", Editions: []string{"2021", "2019"}, Measure: Counted, Noun: "件",
		Cite:       law.OGI.Item(20, 0, 6, "行政强制"),
		Unverified: "统一格式的填报说明全文未取得：按强制决定日期计入年度，强制措施和强制执行都计；作废的不计。",
	}},
	Span: spanBy("decided_on", nil),
	Check: func(d *Description, v Values, _ calendar.Date) []*problem.Error {
		faults := d.checkExtent(v)
		if p := d.notBefore(v, "lifted_on", "decided_on"); p != nil {
			faults = append(faults, p.At("lifted_on"))
		}
		return faults
	},
}
