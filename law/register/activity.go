package register

import (
	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// Activity is the register of what an office does to keep disclosure in order:
// meetings, trainings, assessment, public appraisal and accountability
// (会议、培训、考核、社会评议、责任追究).
var Activity = &Description{
	Key: "activity", Name: "会议培训考核评议问责", Noun: "次", Deed: "会议培训考核评议问责",
	Basis: []law.Citation{
		law.OGI.Art(46, "建立健全政府信息公开工作考核制度、社会评议制度和责任追究制度，定期对政府信息公开工作进行考核、评议"),
		law.OGI.Art(48, "定期进行培训"),
		law.OGI.Item(50, 1, 4, "还应当包括工作考核、社会评议和责任追究结果情况"),
	},
	Fields: []Field{
		{
			Key: "title", Label: "名称", Kind: Text, Required: true, Max: 200,
			Example: "政府信息公开业务培训会", Also: []string{"会议名称", "培训名称", "活动名称", "主题", "标题", "事项名称"},
			List: true, Search: true, Public: true, Check: checkTitle,
		},
		{Key: "kind", Label: "种类", Kind: Choice, Required: true, Example: "培训", Also: []string{"类别", "类型", "活动类别"}, Choices: activityKinds, List: true, Public: true},
		{
			Key: "held_on", Label: "日期", Kind: Date, Required: true, Example: "2024-04-18", Hint: "几天的填第一天；考核、评议、问责填结果确定的日期。按它计入年度",
			Also: []string{"会议日期", "培训日期", "召开日期", "举办日期", "时间", "召开时间", "培训时间"}, List: true, Public: true,
		},
		{
			Key: "people", Label: "参加人次", Kind: Number, Max: 100_000, Example: "36", Hint: "培训必须填写",
			Also: []string{"参加人数", "培训人数", "参训人数", "人数", "培训人次", "参训人次"}, List: true, Public: true,
		},
		{Key: "host", Label: "组织单位", Kind: Text, Max: 100, Example: "党政办公室", Also: []string{"主办单位", "承办单位", "举办单位", "考核单位"}, Search: true, Public: true},
		{Key: "place", Label: "地点", Kind: Text, Max: 100, Example: "镇政府三楼会议室", Also: []string{"会议地点", "培训地点"}, Public: true},
		{
			Key: "result", Label: "内容和结果", Kind: LongText, Max: 2000, Example: "学习《政府信息公开条例》和年度报告格式",
			Hint: "考核、社会评议、责任追究必须写明结果", Also: []string{"结果", "主要内容", "内容", "考核结果", "评议结果"}, Search: true, Public: true,
		},
		{Key: "note", Label: "备注", Kind: LongText, Max: 1000, Hint: "不对外公开；被追究责任的人写在这里", Also: []string{"说明"}},
	},
	Number: "title", With: []string{"held_on", "kind"}, Day: "held_on", Kind: "kind",
	Tallies: activityTallies,
	Figures: activityFigures(),
	Check:   checkActivity,
}

var activityKinds = []Option{
	{Key: "meeting", Label: "会议", Also: []string{"召开会议", "专题会议", "工作会议"}},
	{Key: "training", Label: "培训", Also: []string{"业务培训", "培训会", "举办培训"}},
	{Key: "assessment", Label: "考核", Also: []string{"工作考核", "年度考核"}},
	{Key: "appraisal", Label: "社会评议", Also: []string{"评议"}},
	{Key: "accountability", Label: "责任追究", Also: []string{"问责", "追责"}},
}

func activityCode(kind string) report.Code { return report.Code("fact.activity." + kind) }

// activityTallies: an activity counts once in its kind, a training also with
// the people who came.
func activityTallies(v Values) []Tally {
	day := v.Date("held_on")
	all := []Tally{{Code: activityCode(v["kind"]), Day: day, N: 1}}
	if n, _ := v.Int("people"); v["kind"] == "training" && n > 0 {
		all = append(all, Tally{Code: "fact.activity.trained", Day: day, N: n})
	}
	return all
}

func activityFigures() []Figure {
	names := map[string]string{"meeting": "召开会议", "training": "举办培训", "assessment": "开展考核", "appraisal": "开展社会评议", "accountability": "责任追究"}
	cites := map[string]law.Citation{
		"training":   law.OGI.Art(48, "定期进行培训"),
		"assessment": law.OGI.Art(46, "考核制度"), "appraisal": law.OGI.Art(46, "社会评议制度"), "accountability": law.OGI.Art(46, "责任追究制度"),
	}
	const unverified = "没有找到统计口径的规定：以登记的一次为一次，跨日的按第一天计入年度。"
	var all []Figure
	for _, o := range activityKinds {
		all = append(all, Figure{Code: activityCode(o.Key), Measure: Counted, Name: names[o.Key], Noun: "次", Cite: cites[o.Key], Unverified: unverified})
	}
	return append(all, Figure{Code: "fact.activity.trained", Measure: Counted, Name: "培训人次", Noun: "人次", Cite: cites["training"],
		Unverified: "同一人参加几次培训计几人次。"})
}

// checkActivity asks for what the report tells of each kind.
func checkActivity(_ *Description, v Values, _ calendar.Date) (faults []*problem.Error) {
	switch kind := v["kind"]; kind {
	case "training":
		if n, _ := v.Int("people"); n == 0 {
			faults = append(faults, problem.Invalid("培训没有填写参加人次").Try("请按签到表填写").At("people"))
		}
	case "assessment", "appraisal", "accountability":
		if v["result"] == "" {
			faults = append(faults, problem.Invalid("没有写明结果").Try("请写明考核、评议或者责任追究的结果，年度报告要写").At("result"))
		}
	}
	return faults
}
