package register

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// Problem is the register of problems in the work of disclosure and of the
// measures against them (存在问题和改进措施), from which the fifth chapter is
// written.
var Problem = &Description{
	Key: "problem", Name: "存在问题和改进措施", Noun: "项", Deed: "查找出问题",
	Basis: []law.Citation{
		law.OGI.Item(50, 1, 4, "政府信息公开工作存在的主要问题及改进情况"),
		law.OGI.Para(47, 1, "予以督促整改或者通报批评"),
	},
	Fields: []Field{
		{
			Key: "title", Label: "存在的问题", Kind: Text, Required: true, Max: 200, Example: "信息发布量有待提高", Hint: "一项一条",
			Also: []string{"问题", "主要问题", "问题描述", "存在问题"}, List: true, Search: true, Public: true, Check: checkTitle,
		},
		{Key: "found_on", Label: "发现日期", Kind: Date, Required: true, Example: "2024-03-20", Hint: "记入清单的日期", Also: []string{"提出日期", "登记日期", "发现时间"}, List: true, Public: true},
		{
			Key: "origin", Label: "问题来源", Kind: Choice, Required: true, Example: "自查", Also: []string{"来源", "发现途径"}, List: true, Public: true,
			Choices: []Option{
				{Key: "own", Label: "自查", Also: []string{"自行查找", "自评"}},
				{Key: "inspection", Label: "上级检查", Also: []string{"检查", "督查", "通报", "上级通报"}},
				{Key: "assessment", Label: "考核", Also: []string{"工作考核"}},
				{Key: "appraisal", Label: "社会评议", Also: []string{"评议", "第三方评估"}},
				{Key: "complaint", Label: "投诉举报", Also: []string{"投诉", "举报"}},
				{Key: "remedy", Label: "复议诉讼", Also: []string{"行政复议", "行政诉讼"}},
				{Key: "other", Label: "其他"},
			},
		},
		{Key: "measure", Label: "改进措施", Kind: LongText, Required: true, Max: 2000, Example: "每月核对各办公室应公开的信息", Also: []string{"整改措施", "措施", "下一步措施", "采取的措施"}, List: true, Search: true, Public: true},
		{Key: "owner", Label: "责任单位", Kind: Text, Required: true, Max: 100, Example: "党政办公室", Also: []string{"责任部门", "牵头单位", "整改单位"}, List: true, Search: true, Public: true},
		{Key: "person", Label: "责任人", Kind: Text, Max: 50, Example: "周某某", Hint: "不对外公开", Also: []string{"负责人", "责任人姓名"}, Search: true, Personal: func(Values) bool { return true }},
		{Key: "due_on", Label: "完成时限", Kind: Date, Future: true, Example: "2024-12-31", Also: []string{"整改时限", "完成期限", "计划完成日期", "时限"}, List: true, Public: true},
		{Key: "closed_on", Label: "完成日期", Kind: Date, Hint: "没有完成的留空：到12月31日仍未完成的，列入下一年报告第五部分", Also: []string{"完成时间", "整改完成日期", "实际完成日期", "销号日期"}, List: true, Public: true},
		{Key: "outcome", Label: "改进情况", Kind: LongText, Max: 2000, Example: "", Hint: "完成的写结果，没有完成的写进展", Also: []string{"整改情况", "完成情况", "进展情况", "整改结果"}, Search: true, Public: true},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开", Also: []string{"说明"}},
	},
	Number: "title", With: []string{"found_on"}, Day: "found_on", Until: "closed_on", Party: "owner", Kind: "origin",
	Tallies: problemTallies,
	Figures: []Figure{
		{
			Code: "fact.problem.open", Measure: InForce, Name: "尚未完成的改进措施", Noun: "项", Cite: law.OGI.Item(50, 1, 4, "主要问题及改进情况"),
			Unverified: "没有找到统计口径的规定：12月31日尚未完成的计入，完成的那一日起不再计。",
		},
		{
			Code: "fact.problem.done", Measure: Counted, Name: "已完成的改进措施", Noun: "项", Cite: law.OGI.Item(50, 1, 4, "主要问题及改进情况"),
			Unverified: "没有找到统计口径的规定：按完成日期计入年度，往年提出、本年完成的计入本年。",
		},
	},
	Standing: true,
	Check:    checkProblem,
}

func problemTallies(v Values) []Tally {
	all := []Tally{{Code: "fact.problem.open", Day: v.Date("found_on"), Until: v.Date("closed_on"), N: 1}}
	if day := v.Date("closed_on"); !day.IsZero() {
		all = append(all, Tally{Code: "fact.problem.done", Day: day, N: 1})
	}
	return all
}

// CarriesOver says whether an entry of [Problem] was still open when the year
// ended, so that the fifth chapter of the next year's report has to tell of it.
func CarriesOver(v Values, year int) bool {
	return Tally{Day: v.Date("found_on"), Until: v.Date("closed_on")}.Counts(InForce, year)
}

// checkProblem looks at the days of a problem together, and asks what came of
// it once it is done.
func checkProblem(d *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
	for _, key := range []string{"due_on", "closed_on"} {
		if p := d.notBefore(v, key, "found_on"); p != nil {
			faults = append(faults, p.At(key))
		}
	}
	if v["closed_on"] != "" && v["outcome"] == "" {
		faults = append(faults, problem.Invalid("填了完成日期，没有写改进情况").Try("请写明怎样完成的，年度报告要写；尚未完成的清空完成日期").At("outcome"))
	}
	return faults
}
