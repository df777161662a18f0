package html

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/paper"
)

// sample is a report on the form of 2021 as the law composes it, with the
// figures of the fictitious 青溪县: zeros, a blank, a cell that does not apply
// and an amount with decimals among them.
func sample() *paper.Document {
	d := &paper.Document{
		Title: "青溪县2024年政府信息公开工作年度报告", Author: "青溪县人民政府",
		Fields: []paper.Field{{Name: "PubDate", Value: "2025-03-24"}, {Name: "SiteName", Value: "青溪县人民政府"}},
	}
	heading := func(role paper.Role, level int, text string) {
		d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Heading, Role: role, Level: level, Text: text})
	}
	say := func(role paper.Role, text string) {
		d.Blocks = append(d.Blocks, paper.Block{Role: role, Text: text})
	}
	heading(paper.DocumentTitle, 1, d.Title)
	say(paper.Subtitle, "青溪县人民政府　2025年3月24日公布　统计期限：2024年1月1日至12月31日")
	say(paper.Body, "本报告根据《中华人民共和国政府信息公开条例》第五十条，按照国办公开办函〔2021〕30号规定的格式编制，汇总县人民政府、21个部门和12个乡镇的数据。")
	heading(paper.Chapter, 2, "一、总体情况")
	say(paper.Body, "（一）主动公开。全年公开政府信息6,214条。制发行政规范性文件9件，废止6件，现行有效63件，全部附有政策解读并与原文互相链接。")
	say(paper.Body, "（二）依申请公开。新收申请181件，上年结转8件，办结179件，结转下年度10件。平均办理14.2个工作日，没有逾期答复。")
	say(paper.Body, "（三）政府信息管理。清理规范性文件69件，逐件标注效力；重新审查原定依申请公开的信息112条，转为主动公开17条。")
	heading(paper.Chapter, 2, "二、主动公开政府信息情况")
	d.AddTable(disclosureTable())
	heading(paper.Chapter, 2, "三、收到和处理政府信息公开申请情况")
	d.AddTable(applicationTable())
	say(paper.TableNote, "勾稽关系：181＋8＝179＋10，七列均成立。")
	heading(paper.Chapter, 2, "四、政府信息公开行政复议、行政诉讼情况")
	d.AddTable(remedyTable())
	heading(paper.Chapter, 2, "五、存在的主要问题及改进情况")
	say(paper.Body, "一是“本机关不掌握”占无法提供的85%（35件），部分申请人难以判断向哪个机关申请。2025年起，答复一律写明掌握机关的名称和联系方式，门户按事项指明公开机关。")
	say(paper.Body, "二是被复议纠正2件，均因答复未说明检索过程。已要求凡答复“不掌握”“不存在”的，附检索记录。")
	heading(paper.Chapter, 2, "六、其他需要报告的事项")
	say(paper.Body, "2024年，全县发出信息处理费收费通知0件，总金额0元，实际收取0元。没有其他需要报告的事项。")
	say(paper.Signature, "青溪县人民政府")
	say(paper.SignatureDate, "2025年3月24日")
	return d
}

func columnHead(text string, columns, rows int) paper.Cell {
	c := paper.Cell{Text: text, ColSpan: columns, RowSpan: rows, Header: paper.ColumnHeader}
	if columns > 1 && rows == 1 {
		c.Header = paper.ColumnGroup
	}
	return c
}

// figure is a cell of a figure: a number, "" for blank, "/" for not applicable.
func figure(id, number string, columns int, strong bool) paper.Cell {
	c := paper.Cell{ID: id, ColSpan: columns, Strong: strong, Value: paper.NumberValue, Text: number, Number: number}
	switch number {
	case "":
		c.Value = paper.BlankValue
	case "/":
		c.Value, c.Number = paper.NotApplicableValue, ""
	}
	return c
}

func disclosureTable() *paper.Table {
	t := &paper.Table{Caption: "主动公开政府信息情况", Widths: []float64{3, 2, 2, 2}, HeaderRows: 2}
	band := func(group int, title string, heads ...string) {
		t.Rows = append(t.Rows, paper.Row{Band: true, Group: group, Cells: []paper.Cell{{Text: title, ColSpan: 4, Header: paper.ColumnGroup}}})
		label := paper.Row{Group: group, Cells: []paper.Cell{columnHead("信息内容", 1, 1)}}
		for _, h := range heads {
			c := columnHead(h, 4-len(heads), 1)
			if len(heads) == 3 {
				c.ColSpan = 1
			} else {
				c.ColSpan, c.Header = 3, paper.ColumnHeader
			}
			label.Cells = append(label.Cells, c)
		}
		t.Rows = append(t.Rows, label)
	}
	line := func(group int, label, code string, numbers ...string) {
		row := paper.Row{Group: group, Cells: []paper.Cell{{Text: label, Header: paper.RowHeader}}}
		parts := []string{"decisions"}
		switch {
		case len(numbers) == 3:
			parts = []string{"issued", "repealed", "in_force"}
		case code == "fees":
			parts = []string{"amount"}
		}
		for i, n := range numbers {
			span := 1
			if len(numbers) == 1 {
				span = 3
			}
			row.Cells = append(row.Cells, figure("disclosure."+code+"."+parts[i], n, span, false))
		}
		t.Rows = append(t.Rows, row)
	}
	band(0, "第二十条第（一）项", "本年制发件数", "本年废止件数", "现行有效件数")
	line(0, "规章", "rules", "/", "/", "/")
	line(0, "行政规范性文件", "normative", "9", "6", "63")
	band(1, "第二十条第（五）项", "本年处理决定数量")
	line(1, "行政许可", "licensing", "41286")
	band(2, "第二十条第（六）项", "本年处理决定数量")
	line(2, "行政处罚", "penalty", "3912")
	line(2, "行政强制", "coercion", "")
	band(3, "第二十条第（八）项", "本年收费金额（单位：万元）")
	line(3, "行政事业性收费", "fees", "1286.4")
	return t
}

var applicants = []string{"natural_person", "enterprise", "research", "welfare", "legal_service", "other", "total"}

func applicationTable() *paper.Table {
	t := &paper.Table{Caption: "收到和处理政府信息公开申请情况", HeaderRows: 3}
	t.Rows = []paper.Row{
		{Cells: []paper.Cell{columnHead("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), columnHead("申请人情况", 7, 1)}},
		{Cells: []paper.Cell{columnHead("自然人", 1, 2), columnHead("法人或其他组织", 5, 1), columnHead("总计", 1, 2)}},
		{Cells: []paper.Cell{columnHead("商业企业", 1, 1), columnHead("科研机构", 1, 1), columnHead("社会公益组织", 1, 1), columnHead("法律服务机构", 1, 1), columnHead("其他", 1, 1)}},
	}
	row := func(group int, code, numbers string, strong bool, labels ...paper.Cell) {
		r := paper.Row{Group: group, Cells: labels}
		for i, n := range strings.Split(numbers, " ") {
			r.Cells = append(r.Cells, figure("application."+code+"."+applicants[i], n, 1, strong || i == 6))
		}
		t.Rows = append(t.Rows, r)
	}
	label := func(text string, columns int) paper.Cell {
		return paper.Cell{Text: text, ColSpan: columns, Header: paper.RowHeader}
	}
	group := func(text string, rows int, scope paper.Scope) paper.Cell {
		return paper.Cell{Text: text, RowSpan: rows, Header: scope, Vertical: true}
	}
	row(1, "newly_received", "158 14 1 0 6 2 181", false, label("一、本年新收政府信息公开申请数量", 3))
	row(1, "carried_in", "7 1 0 0 0 0 8", false, label("二、上年结转政府信息公开申请数量", 3))
	row(2, "granted", "61 6 1 0 2 1 71", false, group("三、本年度办理结果", 22, paper.RowGroup), label("（一）予以公开", 2))
	row(2, "partly_granted", "24 2 0 0 1 0 27", false, label("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 2))
	for _, g := range resultGroups() {
		for i, l := range g.rows {
			name, numbers, _ := strings.Cut(l.figures, " ")
			labels := []paper.Cell{label(strconv.Itoa(i+1)+"."+l.label, 1)}
			if i == 0 {
				labels = append([]paper.Cell{group(g.label, len(g.rows), paper.RowHeader)}, labels...)
			}
			row(2, g.code+"."+name, numbers, false, labels...)
		}
	}
	sum := label("（七）总计", 2)
	sum.Strong = true
	row(2, "total_handled", "156 14 1 0 6 2 179", true, sum)
	over := label("四、结转下年度继续办理", 3)
	over.Strong = true
	row(3, "carried_over", "9 1 0 0 0 0 10", true, over)
	return t
}

type resultGroup struct {
	code, label string
	rows        []struct{ label, figures string }
}

func resultGroups() []resultGroup {
	type lines = []struct{ label, figures string }
	return []resultGroup{
		{"withheld", "（三）不予公开", lines{
			{"属于国家秘密", "state_secret 0 0 0 0 0 0 0"},
			{"其他法律行政法规禁止公开", "prohibited_by_law 1 0 0 0 0 0 1"},
			{"危及“三安全一稳定”", "security_stability 0 0 0 0 0 0 0"},
			{"保护第三方合法权益", "third_party_rights 5 1 0 0 0 0 6"},
			{"属于三类内部事务信息", "internal_affairs 2 0 0 0 0 0 2"},
			{"属于四类过程性信息", "deliberative 4 1 0 0 0 0 5"},
			{"属于行政执法案卷", "enforcement_file 3 0 0 0 1 0 4"},
			{"属于行政查询事项", "inquiry 6 0 0 0 0 0 6"},
		}},
		{"unavailable", "（四）无法提供", lines{
			{"本机关不掌握相关政府信息", "not_held 29 3 0 0 2 1 35"},
			{"没有现成信息需要另行制作", "needs_creation 3 1 0 0 0 0 4"},
			{"补正后申请内容仍不明确", "still_unclear 2 0 0 0 0 0 2"},
		}},
		{"not_processed", "（五）不予处理", lines{
			{"信访举报投诉类申请", "petition 8 0 0 0 0 0 8"},
			{"重复申请", "repeated 4 0 0 0 0 0 4"},
			{"要求提供公开出版物", "publication 1 0 0 0 0 0 1"},
			{"无正当理由大量反复申请", "excessive 0 0 0 0 0 0 0"},
			{"要求行政机关确认或重新出具已获取信息", "reissue 1 0 0 0 0 0 1"},
		}},
		{"otherwise_handled", "（六）其他处理", lines{
			{"申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "uncorrected 1 0 0 0 0 0 1"},
			{"申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "unpaid 0 0 0 0 0 0 0"},
			{"其他", "other 1 0 0 0 0 0 1"},
		}},
	}
}

func remedyTable() *paper.Table {
	t := &paper.Table{Caption: "政府信息公开行政复议、行政诉讼情况", HeaderRows: 3}
	outcomes := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	middle, lower := paper.Row{}, paper.Row{}
	for _, o := range outcomes {
		middle.Cells = append(middle.Cells, columnHead(o, 1, 2))
	}
	middle.Cells = append(middle.Cells, columnHead("未经复议直接起诉", 5, 1), columnHead("复议后起诉", 5, 1))
	for i := range 10 {
		lower.Cells = append(lower.Cells, columnHead(outcomes[i%5], 1, 1))
	}
	figures := paper.Row{Group: 1}
	for i, n := range strings.Fields("6 2 3 1 12 1 0 1 0 2 2 0 0 1 3") {
		id := fmt.Sprintf("remedy.%s.%s", []string{"reconsideration", "litigation_direct", "litigation_after_reconsideration"}[i/5],
			[]string{"upheld", "overturned", "other", "pending", "total"}[i%5])
		figures.Cells = append(figures.Cells, figure(id, n, 1, i%5 == 4))
	}
	t.Rows = []paper.Row{{Cells: []paper.Cell{columnHead("行政复议", 5, 1), columnHead("行政诉讼", 10, 1)}}, middle, lower, figures}
	return t
}
