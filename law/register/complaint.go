package register

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// Complaint is the register of complaints about disclosure (投诉举报): of what
// should have been disclosed or answered and was not.
var Complaint = &Description{
	Key: "complaint", Name: "投诉举报", Noun: "件", Deed: "收到投诉举报",
	Basis: []law.Citation{
		law.OGI.Para(47, 2, "认为行政机关未按照要求主动公开政府信息或者对政府信息公开申请不依法答复处理的，可以向政府信息公开工作主管部门提出"),
		law.OGI.Art(51, "可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报"),
	},
	Fields: []Field{
		{
			Key: "number", Label: "受理编号", Kind: Text, Required: true, Max: 64, Example: "2024-投-1", Hint: "本机关自编，一件一号",
			Also: []string{"编号", "投诉编号", "登记编号", "举报编号", "受理号"}, List: true, Search: true, Public: true, Tidy: tidyDocumentNumber, Check: checkTitle,
		},
		{Key: "received_on", Label: "收到日期", Kind: Date, Required: true, Example: "2024-05-06", Hint: "按它计入年度的收到数", Also: []string{"投诉日期", "举报日期", "受理日期", "收到时间", "来信日期"}, List: true, Public: true},
		{
			Key: "person_kind", Label: "投诉人类别", Kind: Choice, Required: true, Example: "公民", Also: []string{"来信人类别", "投诉举报人类别"}, Public: true,
			Choices: []Option{
				{Key: "natural_person", Label: "公民", Also: []string{"自然人", "个人"}},
				{Key: "organization", Label: "法人或者其他组织", Also: []string{"法人", "法人或其他组织", "单位", "企业", "组织"}},
				{Key: "anonymous", Label: "匿名", Also: []string{"未署名", "不署名"}},
			},
		},
		{
			Key: "person", Label: "投诉人", Kind: Text, Max: 100, Example: "周某某", Hint: "匿名的留空；公民的姓名对外只显示姓",
			Also: []string{"投诉举报人", "举报人", "来信人", "姓名", "投诉人姓名", "投诉人姓名或名称"}, List: true, Search: true, Public: true,
			Personal: func(v Values) bool { return v["person_kind"] != "organization" },
		},
		{
			Key: "kind", Label: "投诉举报的事由", Kind: Choice, Required: true, Example: "未按要求主动公开", Also: []string{"事由", "投诉类别", "投诉事由", "类别"}, List: true, Public: true,
			Choices: []Option{
				{Key: "not_disclosed", Label: "未按要求主动公开", Also: []string{"未主动公开", "应公开未公开"}},
				{Key: "not_answered", Label: "对申请不依法答复处理", Also: []string{"未依法答复", "不答复", "逾期答复"}},
				{Key: "not_updated", Label: "内容、指南或者目录不更新", Also: []string{"不更新", "更新不及时"}},
				{Key: "infringed", Label: "侵犯合法权益", Also: []string{"泄露个人信息", "侵权"}},
				{Key: "other", Label: "其他"},
			},
		},
		{Key: "matter", Label: "主要内容", Kind: LongText, Required: true, Max: 2000, Example: "反映某村低保名单没有公示", Also: []string{"投诉内容", "举报内容", "内容", "反映的问题"}, Search: true, Public: true},
		{Key: "channel", Label: "收到的方式", Kind: Text, Max: 50, Example: "来信", Also: []string{"来源", "渠道", "投诉方式"}, Public: true},
		{Key: "handled_on", Label: "办结日期", Kind: Date, Example: "2024-05-20", Hint: "尚在办理的留空，按它计入年度的办结数", Also: []string{"办理日期", "处理日期", "办结时间", "答复日期"}, List: true, Public: true},
		{
			Key: "result", Label: "办理结果", Kind: Choice, Example: "属实，已督促整改", Also: []string{"处理结果", "结果", "查证结果"}, List: true, Public: true,
			Cite: law.OGI.Para(47, 2, "查证属实的，应当予以督促整改或者通报批评"),
			Choices: []Option{
				{Key: "rectified", Label: "属实，已督促整改", Also: []string{"属实", "督促整改", "已整改"}},
				{Key: "criticised", Label: "属实，已通报批评", Also: []string{"通报批评"}},
				{Key: "partly", Label: "部分属实，已督促整改", Also: []string{"部分属实"}},
				{Key: "unfounded", Label: "不属实", Also: []string{"不实", "查无实据"}},
				{Key: "transferred", Label: "已转有权机关", Also: []string{"转办", "移送", "不属于本机关职责"}},
				{Key: "withdrawn", Label: "投诉人撤回", Also: []string{"撤回", "撤诉"}},
				{Key: "other", Label: "其他"},
			},
		},
		{Key: "measure", Label: "处理情况", Kind: LongText, Max: 2000, Example: "已在村务公开栏公示", Also: []string{"整改情况", "办理情况"}, Public: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开", Also: []string{"说明"}},
	},
	Number: "number", Day: "received_on", Party: "person", Kind: "kind",
	Tallies: complaintTallies,
	Figures: []Figure{
		{
			Code: "fact.complaint.received", Measure: Counted, Name: "收到投诉举报", Noun: "件", Cite: law.OGI.Art(51, "投诉、举报"),
			Unverified: "没有找到统计口径的规定：按收到日期计入年度，匿名的、撤回的都计。",
		},
		{
			Code: "fact.complaint.handled", Measure: Counted, Name: "办结投诉举报", Noun: "件", Cite: law.OGI.Para(47, 2, "查证属实的，应当予以督促整改或者通报批评"),
			Unverified: "没有找到统计口径和办理期限的规定：按办结日期计入年度，上年收到、本年办结的计入本年。",
		},
	},
	Check: checkComplaint,
}

func complaintTallies(v Values) []Tally {
	all := []Tally{{Code: "fact.complaint.received", Day: v.Date("received_on"), N: 1}}
	if day := v.Date("handled_on"); !day.IsZero() {
		all = append(all, Tally{Code: "fact.complaint.handled", Day: day, N: 1})
	}
	return all
}

// checkComplaint: a complaint is done when it has both a day and a result.
func checkComplaint(d *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
	if p := d.notBefore(v, "handled_on", "received_on"); p != nil {
		faults = append(faults, p.At("handled_on"))
	}
	switch isDone, hasResult := v["handled_on"] != "", v["result"] != ""; {
	case isDone && !hasResult:
		faults = append(faults, problem.Invalid("填了办结日期，没有填写办理结果").Try("请选择办理结果，尚未办结的清空办结日期").At("result"))
	case hasResult && !isDone:
		faults = append(faults, problem.Invalid("填了办理结果，没有填写办结日期").Try("请填写办结日期，尚未办结的清空办理结果").At("handled_on"))
	}
	switch kind := v["person_kind"]; {
	case kind == "anonymous" && v["person"] != "":
		faults = append(faults, problem.Invalid("投诉人类别是匿名，却填了投诉人").Try("请核对类别，或者清空投诉人").At("person"))
	case kind != "anonymous" && v["person"] == "":
		faults = append(faults, problem.Invalid("没有填写投诉人").Try("请填写姓名或者名称；没有署名的，投诉人类别选“匿名”").At("person"))
	}
	return faults
}
