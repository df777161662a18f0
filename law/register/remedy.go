package register

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// Remedy is the register of reconsiderations and suits about open government
// information (行政复议、行政诉讼). A dispute that goes on from one to the other is two
// entries.
var Remedy = &Description{
	Key: "remedy", Name: "行政复议和行政诉讼", Noun: "件", Deed: "案件",
	Basis: []law.Citation{law.OGI.Item(50, 0, 3, "因政府信息公开工作被申请行政复议、提起行政诉讼的情况")},
	Fields: []Field{
		{
			Key: "number", Label: "案号", Kind: Text, Required: true, Max: 64,
			Example: "青府复〔2024〕3号", Hint: "按受理通知书或者应诉通知书填写",
			Also: []string{"案件编号", "受理文号", "编号"}, List: true, Search: true, Tidy: tidyDocumentNumber, Check: checkDocumentNumber,
		},
		{
			Key: "group", Label: "案件类别", Kind: Choice, Required: true, Example: "行政复议", Also: []string{"类别", "案件类型"}, List: true, Public: true,
			Choices: []Option{
				{Key: "reconsideration", Label: "行政复议", Also: []string{"复议"}},
				{Key: "litigation_direct", Label: "行政诉讼：未经复议直接起诉", Also: []string{"未经复议直接起诉", "直接起诉"}},
				{Key: "litigation_after_reconsideration", Label: "行政诉讼：复议后起诉", Also: []string{"复议后起诉"}},
			},
		},
		{
			Key: "party", Label: "申请人（原告）", Kind: Text, Required: true, Max: 100, Example: "周某",
			Also: []string{"申请人", "原告", "当事人"}, List: true, Search: true, Personal: func(Values) bool { return true },
		},
		{Key: "application", Label: "有关的申请编号", Kind: Text, Max: 64, Example: "青石公开申〔2024〕1号", Also: []string{"申请编号", "涉及的申请"}, Search: true, Tidy: tidyDocumentNumber},
		{Key: "body", Label: "复议机关（法院）", Kind: Text, Max: 100, Example: "青溪县人民政府", Also: []string{"复议机关", "审理法院", "法院", "受理机关"}, Search: true, Public: true},
		{
			Key: "accepted_on", Label: "受理日期", Kind: Date, Required: true, Example: "2024-05-06", Hint: "收到受理或者应诉通知的日期；12月31日还没有审结的，计入“尚未审结”",
			Also: []string{"立案日期", "受理时间", "收到日期"}, List: true, Public: true,
		},
		{
			Key: "outcome", Label: "结果", Kind: Choice, Example: "维持", Hint: "还没有审结的留空",
			Also: []string{"审理结果", "办理结果", "复议结果", "判决结果", "裁判结果"}, List: true, Public: true,
			Choices: []Option{
				{Key: "sustained", Label: "维持", Group: "结果维持"},
				{Key: "dismissed", Label: "驳回复议请求、诉讼请求", Group: "结果维持", Also: []string{"驳回请求", "驳回诉讼请求", "驳回复议请求"}},
				{Key: "annulled", Label: "撤销或者部分撤销", Group: "结果纠正", Also: []string{"撤销", "部分撤销"}},
				{Key: "varied", Label: "变更", Group: "结果纠正"},
				{Key: "unlawful", Label: "确认违法", Group: "结果纠正"},
				{Key: "void", Label: "确认无效", Group: "结果纠正"},
				{Key: "ordered", Label: "责令履行", Group: "结果纠正", Also: []string{"责令限期履行", "判决履行"}},
				{Key: "not_accepted", Label: "不予受理、驳回申请（起诉）", Group: "其他结果", Also: []string{"不予受理", "驳回申请", "驳回起诉"}},
				{Key: "withdrawn", Label: "撤回申请（撤诉）", Group: "其他结果", Also: []string{"撤回申请", "撤诉", "撤回"}},
				{Key: "terminated", Label: "终止", Group: "其他结果", Also: []string{"终结"}},
				{Key: "settled", Label: "调解、和解", Group: "其他结果", Also: []string{"调解", "和解"}},
				{Key: "other", Label: "其他", Group: "其他结果"},
			},
		},
		{
			Key: "concluded_on", Label: "审结日期", Kind: Date, Example: "2024-06-30", Hint: "决定书、判决书或者裁定书的日期，按它计入年度报告",
			Also: []string{"结案日期", "决定日期", "判决日期", "审结时间", "办结日期"}, List: true, Public: true,
		},
		{Key: "cause", Label: "被纠正的原因", Kind: LongText, Max: 1000, Hint: "结果纠正的，写明原因和改正情况，供“存在的问题”一章使用"},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开"},
	},
	Number: "number", Day: "accepted_on", Until: "concluded_on", Party: "party", Kind: "group",
	Tallies: remedyTallies,
	Figures: remedyFigures(),
	Check:   checkRemedy,
}

// remedyOutcomes maps what was decided to the columns of table 四. The mapping is
// an inference: no text at hand gives it.
var remedyOutcomes = map[string]string{
	"sustained": "upheld", "dismissed": "upheld",
	"annulled": "overturned", "varied": "overturned", "unlawful": "overturned", "void": "overturned", "ordered": "overturned",
	"not_accepted": "other", "withdrawn": "other", "terminated": "other", "settled": "other", "other": "other",
}

// RemedyColumn returns the column of table 四 in which an outcome counts, "" for
// none.
func RemedyColumn(outcome string) string { return remedyOutcomes[outcome] }

func remedyCode(group, outcome string) report.Code {
	return report.Code("remedy." + group + "." + outcome)
}

func remedyFigures() (all []Figure) {
	cite := law.OGI.Item(50, 0, 3, "行政复议、提起行政诉讼的情况")
	for _, g := range report.Form2021.Groups {
		for _, o := range report.Form2021.Outcomes {
			f := Figure{Code: remedyCode(g.Key, o.Key), Editions: []string{"2021", "2019"}, Measure: Counted, Noun: "件", Cite: cite,
				Unverified: "各种结果归入哪一栏，填报说明全文未取得：维持、驳回请求为结果维持，撤销、变更、确认违法、责令履行为结果纠正，其余为其他结果；按审结日期计入年度。"}
			switch o.Key {
			case "total":
				continue
			case "pending":
				f.Measure, f.Unverified = InForce, "12月31日没有审结的件数。"
			}
			all = append(all, f)
		}
	}
	return all
}

func remedyTallies(v Values) []Tally {
	group, accepted, concluded := v["group"], v.Date("accepted_on"), v.Date("concluded_on")
	all := []Tally{{Code: remedyCode(group, "pending"), Day: accepted, Until: concluded, N: 1}}
	if !concluded.IsZero() {
		all = append(all, Tally{Code: remedyCode(group, remedyOutcomes[v["outcome"]]), Day: concluded, N: 1})
	}
	return all
}

func checkRemedy(d *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
	if p := d.notBefore(v, "concluded_on", "accepted_on"); p != nil {
		faults = append(faults, p.At("concluded_on"))
	}
	switch {
	case v["outcome"] != "" && v["concluded_on"] == "":
		faults = append(faults, problem.Invalid("有结果，没有审结日期").Try("请按决定书、判决书或者裁定书填写审结日期").At("concluded_on"))
	case v["outcome"] == "" && v["concluded_on"] != "":
		faults = append(faults, problem.Invalid("有审结日期，没有结果").Try("请选择结果").At("outcome"))
	}
	return faults
}
