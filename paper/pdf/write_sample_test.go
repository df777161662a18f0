package pdf

import (
	"strconv"
	"strings"

	"gongkai/paper"
)

// sampleReport is a whole annual report in the form of 2021, with figures
// that balance, a narrative of several pages and characters few fonts have.
func sampleReport() *paper.Document {
	d := &paper.Document{Title: "青溪县2024年政府信息公开工作年度报告", Author: "青溪县人民政府"}
	d.Fields = []paper.Field{{Name: "关键词", Value: "政府信息公开,年度报告"}, {Name: "主题", Value: "2024年度"}}
	text := func(role paper.Role, text string) {
		d.Blocks = append(d.Blocks, paper.Block{Role: role, Text: text})
	}
	chapter := func(id, title string) {
		d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Heading, Role: paper.Chapter, Level: 2, ID: id, Text: title})
	}
	text(paper.DocumentTitle, "青溪县2024年政府信息公开工作年度报告")
	text(paper.Subtitle, "青溪县人民政府　2025年3月24日")
	text(paper.Body, "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条，按照国务院办公厅政府信息与政务公开办公室《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制，统计期限为2024年1月1日至12月31日。电子版可在 https://www.qingxi.example.gov.cn/zwgk/zfxxgkzl/zfxxgknb/2024/index.html 下载；联系电话：0000-6210000。")
	chapter("overall", "一、总体情况")
	for _, s := range sampleNarrative {
		text(paper.Body, s)
	}
	chapter("disclosure", "二、主动公开政府信息情况")
	d.AddTable(sampleDisclosure())
	chapter("application", "三、收到和处理政府信息公开申请情况")
	d.AddTable(sampleApplication())
	text(paper.TableNote, "注：本列数据的勾稽关系为第一项加第二项之和，等于第三项加第四项之和。")
	chapter("remedy", "四、政府信息公开行政复议、行政诉讼情况")
	d.AddTable(sampleRemedy())
	chapter("problems", "五、存在的主要问题及改进情况")
	text(paper.Body, "一是“本机关不掌握”占无法提供的85%（35件），部分申请人难以判断向哪个机关申请。2025年起，答复一律写明掌握机关的名称和联系方式，门户按事项指明公开机关。")
	text(paper.Body, "二是被复议纠正2件，均因答复未说明检索过程。已要求凡答复“不掌握”“不存在”的，附检索记录。")
	chapter("other", "六、其他需要报告的事项")
	text(paper.Body, "2024年，全县发出信息处理费收费通知0件，总金额0元，实际收取0元。没有其他需要报告的事项。")
	text(paper.Signature, "青溪县人民政府")
	text(paper.SignatureDate, "2025年3月24日")
	return d
}

var sampleNarrative = []string{
	"（一）主动公开。全年公开政府信息6,214条。制发行政规范性文件9件，废止6件，现行有效63件，全部附有政策解读并与原文互相链接。围绕“放管服”改革、优化营商环境、乡村振兴、生态环境保护等重点领域，及时发布政策文件、工作动态和统计数据；政府常务会议题解读率达到100%。",
	"（二）依申请公开。新收申请181件，上年结转8件，办结179件，结转下年度10件。平均办理14.2个工作日，没有逾期答复。申请人陈旸、李堃、王喆、刘䶮、赵𬭎等提出的意见已逐件答复……其中——按照《条例》第三十三条的规定——需要延长答复期限的，全部经政府信息公开工作机构负责人同意并告知申请人。",
	"（三）政府信息管理。清理规范性文件69件，逐件标注效力；重新审查原定依申请公开的信息112条，转为主动公开17条。建立“谁制作、谁公开，谁保存、谁负责”的责任机制，健全政府信息公开审查、协调、发布制度，做到先审查、后公开，一事一审，全面审查。",
	"（四）平台建设。12个乡镇全部使用统一的政府信息公开平台，提供检索、查阅和下载；3处政务公开专区提供代查代填。平台支持IPv6访问，页面符合GB/T 37668-2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》，全年访问量达1,286,400人次，其中移动端占63.5%。",
	"（五）监督保障。组织培训4次、312人次；对34个单位开展年度考核，结果为优秀9个、合格25个；社会评议满意度为91.3%（回收问卷1,046份）；没有责任追究情形。县政府办公室设专职工作人员3名，各乡镇、各部门明确分管负责人和联络员，经费列入年度预算。",
}

func headerCell(text string, columns, rows int) paper.Cell {
	return paper.Cell{Text: text, ColSpan: columns, RowSpan: rows, Header: paper.ColumnHeader}
}

func labelCell(text string, columns int) paper.Cell {
	return paper.Cell{Text: text, ColSpan: columns, Header: paper.RowHeader}
}

func figure(n string, columns int) paper.Cell {
	return paper.Cell{Text: n, Number: n, Value: paper.NumberValue, ColSpan: columns}
}

func sampleDisclosure() *paper.Table {
	t := &paper.Table{Caption: "主动公开政府信息情况", Widths: []float64{28, 24, 24, 24}}
	row := func(cells ...paper.Cell) { t.Rows = append(t.Rows, paper.Row{Cells: cells}) }
	band := func(item string) {
		t.Rows = append(t.Rows, paper.Row{Band: true, Cells: []paper.Cell{headerCell("第二十条第"+item+"项", 4, 1)}})
	}
	band("（一）")
	row(headerCell("信息内容", 1, 1), headerCell("本年制发件数", 1, 1), headerCell("本年废止件数", 1, 1), headerCell("现行有效件数", 1, 1))
	row(labelCell("规章", 1), figure("0", 1), figure("0", 1), figure("0", 1))
	row(labelCell("行政规范性文件", 1), figure("9", 1), figure("6", 1), figure("63", 1))
	band("（五）")
	row(headerCell("信息内容", 1, 1), headerCell("本年处理决定数量", 3, 1))
	row(labelCell("行政许可", 1), figure("41286", 3))
	band("（六）")
	row(headerCell("信息内容", 1, 1), headerCell("本年处理决定数量", 3, 1))
	row(labelCell("行政处罚", 1), figure("3912", 3))
	row(labelCell("行政强制", 1), paper.Cell{Value: paper.BlankValue, ColSpan: 3})
	band("（八）")
	row(headerCell("信息内容", 1, 1), headerCell("本年收费金额（单位：万元）", 3, 1))
	row(labelCell("行政事业性收费", 1), figure("1286.4", 3))
	return t
}

// applicationGroups are the rows of chapter 三 between 本年新收 and 总计.
var applicationGroups = []struct {
	name string
	rows []string
}{
	{"（一）予以公开", nil},
	{"（二）部分公开（区分处理的，只计这一情形，不计其他情形）", nil},
	{"（三）不予公开", []string{"1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"}},
	{"（四）无法提供", []string{"1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"}},
	{"（五）不予处理", []string{"1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息"}},
	{"（六）其他处理", []string{"1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"}},
	{"（七）总计", nil},
}

func sampleApplication() *paper.Table {
	t := &paper.Table{Caption: "收到和处理政府信息公开申请情况", HeaderRows: 3,
		Widths: []float64{6, 6, 36, 7.4, 7.4, 7.4, 7.4, 7.4, 7.4, 7.4}}
	row := func(cells ...paper.Cell) { t.Rows = append(t.Rows, paper.Row{Cells: cells}) }
	row(headerCell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), headerCell("申请人情况", 7, 1))
	row(headerCell("自然人", 1, 2), headerCell("法人或其他组织", 5, 1), headerCell("总计", 1, 2))
	row(headerCell("商业企业", 1, 1), headerCell("科研机构", 1, 1), headerCell("社会公益组织", 1, 1), headerCell("法律服务机构", 1, 1), headerCell("其他", 1, 1))
	n := 0
	figures := func() []paper.Cell {
		n++
		cells := make([]paper.Cell, 7)
		for i := range cells {
			cells[i] = figure(strconv.Itoa((n*37+i*11)%(13+n*n)), 1)
		}
		cells[6] = figure(strconv.Itoa(n*1000), 1)
		cells[6].Strong = true
		return cells
	}
	row(append([]paper.Cell{labelCell("一、本年新收政府信息公开申请数量", 3)}, figures()...)...)
	row(append([]paper.Cell{labelCell("二、上年结转政府信息公开申请数量", 3)}, figures()...)...)
	results := paper.Cell{Text: "三、本年度办理结果", RowSpan: 22, Vertical: true, Header: paper.RowGroup}
	for i, g := range applicationGroups {
		lead := []paper.Cell{}
		if i == 0 {
			lead = append(lead, results)
		}
		if g.rows == nil {
			row(append(append(lead, labelCell(g.name, 2)), figures()...)...)
			continue
		}
		group := paper.Cell{Text: g.name, RowSpan: len(g.rows), Vertical: true, Header: paper.RowGroup}
		for j, label := range g.rows {
			lead := []paper.Cell{labelCell(label, 1)}
			if j == 0 {
				lead = []paper.Cell{group, labelCell(label, 1)}
			}
			row(append(lead, figures()...)...)
		}
	}
	row(append([]paper.Cell{labelCell("四、结转下年度继续办理", 3)}, figures()...)...)
	return t
}

func sampleRemedy() *paper.Table {
	t := &paper.Table{Caption: "政府信息公开行政复议、行政诉讼情况", HeaderRows: 3}
	outcomes := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	first := []paper.Cell{headerCell("行政复议", 5, 1), headerCell("行政诉讼", 10, 1)}
	var second, third, figures []paper.Cell
	for _, o := range outcomes {
		second = append(second, headerCell(o, 1, 2))
	}
	second = append(second, headerCell("未经复议直接起诉", 5, 1), headerCell("复议后起诉", 5, 1))
	for _, o := range append(outcomes, outcomes...) {
		third = append(third, headerCell(o, 1, 1))
	}
	for _, n := range strings.Fields("376 97 196 121 790 16 1 12 27 56 74 1 30 51 156") {
		figures = append(figures, figure(n, 1))
	}
	t.Rows = []paper.Row{{Cells: first}, {Cells: second}, {Cells: third}, {Cells: figures}}
	return t
}

// sampleRegister is a table of several pages with groups that run over them
// and one cell taller than a page.
func sampleRegister() *paper.Document {
	t := &paper.Table{HeaderRows: 1, Widths: []float64{1, 2, 5, 2}}
	t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{headerCell("类别", 1, 1), headerCell("文号", 1, 1), headerCell("名称", 1, 1), headerCell("日期", 1, 1)}})
	for i := range 90 {
		cells := []paper.Cell{{Text: "青政发〔2024〕" + strconv.Itoa(i+1) + "号"}, {Text: "关于印发《青溪县国民经济和社会发展第十四个五年规划》的通知", Align: paper.AlignLeft}, {Text: "2024-03-01"}}
		if i%30 == 0 {
			cells = append([]paper.Cell{{Text: "规范性文件", Vertical: true, RowSpan: 30, Header: paper.RowGroup}}, cells...)
		}
		t.Rows = append(t.Rows, paper.Row{Cells: cells})
	}
	t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{{Text: "长"}, {Text: "青政发〔2024〕91号"}, {Text: strings.Repeat("一行很长的说明文字，写不完。", 400)}, {Text: "2024-12-31"}}})
	d := &paper.Document{}
	d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Heading, Level: 1, Text: "规范性文件目录"})
	d.AddTable(t)
	d.Add("登记到此为止。")
	return d
}
