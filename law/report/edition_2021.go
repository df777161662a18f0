package report

// Form2021 is the form for reports on 2021 and later (国办公开办函〔2021〕30号).
var Form2021 = define(Edition{
	Name:      "2021",
	Source:    "国办公开办函〔2021〕30号",
	FirstYear: 2021,
	Chapters:  formChapters,
	Bands:     bands2021,
	Columns:   formColumns,
	Rows: joinRows(rowsUntilFive, []Row{
		result("otherwise_handled.uncorrected", otherHandling, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请").also("1.逾期不补正"),
		result("otherwise_handled.unpaid", otherHandling, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请").also("2.逾期不缴费", "2.逾期未缴费"),
		result("otherwise_handled.other", otherHandling, "3.其他"),
	}, rowsAfterResults),
	Outcomes: formOutcomes,
	Groups:   formGroups,
})

func (r Row) also(labels ...string) Row { r.Also = labels; return r }

var decisions2021 = []Column{{Key: "decisions", Label: "本年处理决定数量", Also: []string{"处理决定数量"}, Span: 3}}

var bands2021 = []Band{
	{Heading: "第二十条第（一）项", Corner: "信息内容",
		Columns: []Column{
			{Key: "issued", Label: "本年制发件数", Also: []string{"本年制发件"}},
			{Key: "repealed", Label: "本年废止件数", Also: []string{"本年废止件"}},
			{Key: "in_force", Label: "现行有效件数", Also: []string{"现行有效件"}},
		},
		Items: []Item{
			{Key: "rules", Label: "规章"},
			{Key: "normative", Label: "行政规范性文件", Also: []string{"规范性文件"}},
		}},
	{Heading: "第二十条第（五）项", Corner: "信息内容", Columns: decisions2021,
		Items: []Item{{Key: "licensing", Label: "行政许可"}}},
	{Heading: "第二十条第（六）项", Corner: "信息内容", Columns: decisions2021,
		Items: []Item{{Key: "penalty", Label: "行政处罚"}, {Key: "coercion", Label: "行政强制"}}},
	{Heading: "第二十条第（八）项", Corner: "信息内容",
		Columns: []Column{{Key: "amount", Label: "本年收费金额（单位：万元）", Also: []string{"本年收费金额", "本年收费金额（万元）"}, Kind: MoneyCell, Span: 3}},
		Items:   []Item{{Key: "fees", Label: "行政事业性收费", Also: []string{"行政事业型收费"}}}},
}
