package report

// Form2019 is the trial form for the reports on 2019 and 2020
// (国办公开办函〔2019〕60号).
var Form2019 = define(Edition{
	Name:      "2019",
	Source:    "国办公开办函〔2019〕60号",
	FirstYear: 2019,
	LastYear:  2020,
	Chapters:  formChapters,
	Bands: []Band{
		{Heading: "第二十条第（一）项", Corner: "信息内容",
			Columns: []Column{
				{Key: "made", Label: "本年新制作数量", Also: []string{"本年新制作"}},
				{Key: "published", Label: "本年新公开数量", Also: []string{"本年新公开"}},
				{Key: "public_total", Label: "对外公开总数量"},
			},
			Items: []Item{
				{Key: "rules", Label: "规章"},
				{Key: "normative", Label: "规范性文件", Also: []string{"行政规范性文件"}},
			}},
		{Heading: "第二十条第（五）项", Corner: "信息内容", Columns: decisions2019,
			Items: []Item{{Key: "licensing", Label: "行政许可"}, {Key: "other_services", Label: "其他对外管理服务事项"}}},
		{Heading: "第二十条第（六）项", Corner: "信息内容", Columns: decisions2019,
			Items: []Item{{Key: "penalty", Label: "行政处罚"}, {Key: "coercion", Label: "行政强制"}}},
		{Heading: "第二十条第（八）项", Corner: "信息内容",
			Columns: []Column{{Key: "items_last_year", Label: "上一年项目数量"}, {Key: "change", Label: "本年增/减", Kind: ChangeCell, Span: 2}},
			Items:   []Item{{Key: "fees", Label: "行政事业性收费", Also: []string{"行政事业型收费"}}}},
		{Heading: "第二十条第（九）项", Corner: "信息内容",
			Columns: []Column{{Key: "projects", Label: "采购项目数量"}, {Key: "amount_yuan", Label: "采购总金额", Kind: YuanCell, Span: 2}},
			Items:   []Item{{Key: "procurement", Label: "政府集中采购"}}},
	},
	Columns:  formColumns,
	Rows:     joinRows(rowsUntilFive, []Row{rowOtherwiseHandled}, rowsAfterResults),
	Outcomes: formOutcomes,
	Groups:   formGroups,
})

var decisions2019 = []Column{
	{Key: "items_last_year", Label: "上一年项目数量"},
	{Key: "change", Label: "本年增/减", Also: []string{"本年增减"}, Kind: ChangeCell},
	{Key: "decisions", Label: "处理决定数量"},
}
