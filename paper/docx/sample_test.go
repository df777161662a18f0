package docx

import (
	"strconv"
	"strings"

	"gongkai/paper"
)

// sample is a whole annual report in the 2021 form, as the packages of the law
// compose it.
func sample() *paper.Document {
	d := &paper.Document{
		Title:  "青溪县人民政府2025年政府信息公开工作年度报告",
		Author: "青溪县人民政府办公室",
	}
	heading := func(role paper.Role, level int, text string) {
		d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Heading, Role: role, Level: level, Text: text})
	}
	line := func(role paper.Role, text string) {
		d.Blocks = append(d.Blocks, paper.Block{Role: role, Text: text})
	}
	heading(paper.DocumentTitle, 1, d.Title)
	line(paper.Subtitle, "（2025年1月1日至2025年12月31日）")
	line(paper.Body, "本报告根据《中华人民共和国政府信息公开条例》第五十条的规定编制，全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况和其他需要报告的事项六部分组成。")
	heading(paper.Chapter, 2, "一、总体情况")
	for _, text := range []string{
		"2025年，全县主动公开政府信息12345条，收到政府信息公开申请27件，均按期办结。",
		"（一）主动公开。围绕重点领域，及时公开规划、财政、民生等信息，办理规范性文件备案<3>件 & 公开率100%。",
		"（二）依申请公开。规范登记、审核、办理、答复、归档各环节。",
		"（三）政府信息管理。开展规范性文件清理。",
		"（四）平台建设。县政府门户网站设置政府信息公开专栏。",
		"（五）监督保障。组织培训2次，培训180人次。",
	} {
		line(paper.Body, text)
	}
	heading(paper.Chapter, 2, "二、主动公开政府信息情况")
	d.AddTable(disclosureTable())
	heading(paper.Chapter, 2, "三、收到和处理政府信息公开申请情况")
	d.AddTable(applicationTable())
	heading(paper.Chapter, 2, "四、政府信息公开行政复议、行政诉讼情况")
	d.AddTable(remedyTable())
	line(paper.TableNote, "注：“/”表示该项不适用。")
	heading(paper.Chapter, 2, "五、存在的主要问题及改进情况")
	line(paper.Body, "一是政策解读形式较为单一，二是公开内容的针对性有待加强。下一步，将丰富解读形式，提高公开质量。")
	heading(paper.Chapter, 2, "六、其他需要报告的事项")
	line(paper.Body, "2025年，全县未收取政府信息公开信息处理费。")
	line(paper.Signature, "青溪县人民政府办公室")
	line(paper.SignatureDate, "2026年1月20日")
	return d
}

func head(text string, rows, columns int) paper.Cell {
	c := paper.Cell{Text: text, RowSpan: rows, ColSpan: columns, Header: paper.ColumnHeader}
	if columns > 1 {
		c.Header = paper.ColumnGroup
	}
	return c
}

func label(text string, rows, columns int) paper.Cell {
	c := paper.Cell{Text: text, RowSpan: rows, ColSpan: columns, Header: paper.RowHeader}
	if rows > 1 {
		c.Header = paper.RowGroup
	}
	return c
}

func figure(n, columns int) paper.Cell {
	text := strconv.Itoa(n)
	return paper.Cell{Text: text, Number: text, Value: paper.NumberValue, ColSpan: columns}
}

func disclosureTable() *paper.Table {
	t := &paper.Table{Caption: "主动公开政府信息情况", Widths: []float64{3, 2, 2, 2}}
	band := func(text string, cells ...paper.Cell) {
		t.Rows = append(t.Rows,
			paper.Row{Cells: []paper.Cell{head(text, 1, 4)}, Band: true},
			paper.Row{Cells: append([]paper.Cell{head("信息内容", 1, 1)}, cells...)})
	}
	row := func(text string, cells ...paper.Cell) {
		t.Rows = append(t.Rows, paper.Row{Cells: append([]paper.Cell{label(text, 1, 1)}, cells...)})
	}
	band("第二十条第（一）项", head("本年制发件数", 1, 1), head("本年废止件数", 1, 1), head("现行有效件数", 1, 1))
	row("规章", paper.Cell{Value: paper.NotApplicableValue}, paper.Cell{Value: paper.NotApplicableValue}, paper.Cell{Value: paper.NotApplicableValue})
	row("行政规范性文件", figure(12, 1), figure(3, 1), figure(86, 1))
	band("第二十条第（五）项", head("本年处理决定数量", 1, 3))
	row("行政许可", figure(11398889, 3))
	band("第二十条第（六）项", head("本年处理决定数量", 1, 3))
	row("行政处罚", figure(1520, 3))
	row("行政强制", paper.Cell{Value: paper.BlankValue, ColSpan: 3})
	band("第二十条第（八）项", head("本年收费金额（单位：万元）", 1, 3))
	row("行政事业性收费", paper.Cell{Text: "1288.092", Number: "1288.092", Value: paper.NumberValue, ColSpan: 3})
	return t
}

// applicationRows are the rows of table three below the header; a tab begins
// the text of a row within a group.
const applicationRows = `一、本年新收政府信息公开申请数量
二、上年结转政府信息公开申请数量
（一）予以公开
（二）部分公开（区分处理的，只计这一情形，不计其他情形）
（三）不予公开	1.属于国家秘密
	2.其他法律行政法规禁止公开
	3.危及“三安全一稳定”
	4.保护第三方合法权益
	5.属于三类内部事务信息
	6.属于四类过程性信息
	7.属于行政执法案卷
	8.属于行政查询事项
（四）无法提供	1.本机关不掌握相关政府信息
	2.没有现成信息需要另行制作
	3.补正后申请内容仍不明确
（五）不予处理	1.信访举报投诉类申请
	2.重复申请
	3.要求提供公开出版物
	4.无正当理由大量反复申请
	5.要求行政机关确认或重新出具已获取信息
（六）其他处理	1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
	2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
	3.其他
（七）总计
四、结转下年度继续办理`

func applicationTable() *paper.Table {
	t := &paper.Table{
		Caption: "收到和处理政府信息公开申请情况", HeaderRows: 3,
		Widths: []float64{1.1, 2.2, 7, 1.6, 1.6, 1.6, 1.6, 1.6, 1.6, 1.6},
	}
	t.Rows = append(t.Rows,
		paper.Row{Cells: []paper.Cell{head("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), head("申请人情况", 1, 7)}},
		paper.Row{Cells: []paper.Cell{head("自然人", 2, 1), head("法人或其他组织", 1, 5), head("总计", 2, 1)}},
		paper.Row{Cells: []paper.Cell{head("商业企业", 1, 1), head("科研机构", 1, 1), head("社会公益组织", 1, 1), head("法律服务机构", 1, 1), head("其他", 1, 1)}})
	groups := map[string]int{"（三）不予公开": 8, "（四）无法提供": 3, "（五）不予处理": 5, "（六）其他处理": 3}
	for i, text := range strings.Split(applicationRows, "\n") {
		var cells []paper.Cell
		group, item, inGroup := strings.Cut(text, "\t")
		if i == 2 {
			all := label("三、本年度办理结果", 22, 1)
			all.Vertical = true
			cells = append(cells, all)
		}
		switch {
		case inGroup && group != "":
			cells = append(cells, label(group, groups[group], 1), label(item, 1, 1))
		case inGroup:
			cells = append(cells, label(item, 1, 1))
		case strings.HasPrefix(text, "（"):
			cells = append(cells, label(group, 1, 2))
		default:
			cells = append(cells, label(group, 1, 3))
		}
		for column := range 7 {
			cells = append(cells, figure(i*7+column, 1))
		}
		cells[len(cells)-1].Strong = true
		t.Rows = append(t.Rows, paper.Row{Cells: cells})
	}
	return t
}

func remedyTable() *paper.Table {
	t := &paper.Table{Caption: "政府信息公开行政复议、行政诉讼情况", HeaderRows: 3}
	t.Rows = append(t.Rows,
		paper.Row{Cells: []paper.Cell{head("行政复议", 1, 5), head("行政诉讼", 1, 10)}})
	outcomes := strings.Fields("结果维持 结果纠正 其他结果 尚未审结 总计")
	var second, third, data []paper.Cell
	for _, o := range outcomes {
		second = append(second, head(o, 2, 1))
	}
	second = append(second, head("未经复议直接起诉", 1, 5), head("复议后起诉", 1, 5))
	for i := range 15 {
		if i < 10 {
			third = append(third, head(outcomes[i%5], 1, 1))
		}
		data = append(data, figure(i, 1))
	}
	t.Rows = append(t.Rows, paper.Row{Cells: second}, paper.Row{Cells: third}, paper.Row{Cells: data})
	return t
}
