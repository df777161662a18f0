package register

import (
	"slices"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// LicenceLaw is the law on which licensing decisions rest.
var LicenceLaw = law.Unread("行政许可法", "2019年修订", "准予行政许可的决定应当公开，公众有权查阅（第四十条）")

// Licence is the register of licensing decisions (行政许可决定).
var Licence = &Description{
	Key: "licence", Name: "行政许可决定", Noun: "件", Deed: "处理决定",
	Basis: []law.Citation{law.OGI.Item(20, 0, 5, "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果"), LicenceLaw},
	Fields: slices.Concat([]Field{
		{
			Key: "number", Label: "行政许可决定文书号", Kind: Text, Required: true, Max: 64,
			Example: "青许准〔2024〕12号", Hint: "按决定书填写，同一文号只能登记一次；期间合计写“2024年合计”",
			Also: []string{"许可决定文书号", "许可文书号", "决定文书号", "许可编号", "许可证号", "文书号", "文号"},
			List: true, Search: true, Public: true, Tidy: tidyDocumentNumber, Check: checkDocumentNumber,
		},
		{
			Key: "matter", Label: "许可事项", Kind: Text, Required: true, Single: true, Max: 200,
			Example: "食品小作坊登记", Also: []string{"行政许可事项", "项目名称", "许可内容", "事项名称", "许可类别"},
			List: true, Search: true, Public: true,
		},
		{
			Key: "party_kind", Label: "申请人类别", Kind: Choice, Required: true, Single: true,
			Example: "法人及其他组织", Also: []string{"行政相对人类别", "相对人类别"}, Choices: partyKinds, Public: true,
		},
		{
			Key: "party", Label: "申请人名称", Kind: Text, Required: true, Single: true, Max: 100,
			Example: "青溪县某某食品店", Hint: "自然人填写姓名，对外只显示姓",
			Also: []string{"行政相对人名称", "相对人名称", "被许可人", "申请人"},
			List: true, Search: true, Public: true, Personal: isNaturalPerson,
		},
		{
			Key: "outcome", Label: "处理结果", Kind: Choice, Required: true, Single: true, Example: "准予许可",
			Also: []string{"许可决定", "办理结果", "决定结果"}, List: true, Public: true,
			Choices: []Option{
				{Key: "granted", Label: "准予许可", Also: []string{"准予", "同意", "通过"}},
				{Key: "refused", Label: "不予许可", Also: []string{"不予", "不同意", "驳回"}},
				{Key: "changed", Label: "变更许可", Also: []string{"变更", "准予变更"}},
				{Key: "extended", Label: "延续许可", Also: []string{"延续", "准予延续"}},
				{Key: "withdrawn", Label: "撤回、撤销、注销许可", Also: []string{"撤回", "撤销", "注销"}},
			},
		},
		{
			Key: "decided_on", Label: "许可决定日期", Kind: Date, Required: true,
			Example: "2024-03-05", Hint: "决定书上的日期，按它计入年度报告；期间合计填截止日期",
			Also: []string{"行政许可决定日期", "决定日期", "许可日期", "办结日期"}, List: true, Public: true,
		},
		{Key: "valid_until", Label: "有效期至", Kind: Date, Future: true, Single: true, Also: []string{"有效期止", "许可截止期", "截止日期"}, Public: true},
		{Key: "unit", Label: "承办机构", Kind: Text, Max: 100, Example: "便民服务中心", Also: []string{"许可机关", "承办单位", "办理机构"}, Search: true, Public: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开", Also: []string{"说明"}},
	}, extentFields("件")),
	Number: "number", Day: "decided_on", Party: "party", Kind: "outcome",
	Tallies: func(v Values) []Tally {
		return []Tally{{Code: "disclosure.licensing.decisions", Day: v.Date("decided_on"), N: extentOf(v)}}
	},
	Figures: []Figure{{
		Code: "disclosure.licensing.decisions", Editions: []string{"2021", "2019"}, Measure: Counted, Noun: "件",
		Cite:       law.OGI.Item(20, 0, 5, "行政许可"),
		Unverified: "统一格式的填报说明全文未取得：按决定日期计入年度，准予、不予、变更、延续、撤回等处理决定都计；作废的不计。",
	}},
	Span:  spanBy("decided_on", nil),
	Check: checkLicence,
}

func checkLicence(d *Description, v Values, _ calendar.Date) []*problem.Error {
	faults := d.checkExtent(v)
	if p := d.notBefore(v, "valid_until", "decided_on"); p != nil {
		faults = append(faults, p.At("valid_until"))
	}
	return faults
}
