package xlsx_test

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/paper"
)

// row makes a row of "text", "text<columns", "text^rows" or both; "#n" is a
// number, "" a blank cell, "/" one that does not apply, "!" before the text a
// header, "|" before it a vertical one.
func row(cells ...string) paper.Row {
	var r paper.Row
	for _, text := range cells {
		var c paper.Cell
		if before, n, ok := strings.Cut(text, "^"); ok {
			text = before
			c.RowSpan, _ = strconv.Atoi(n)
		}
		if before, n, ok := strings.Cut(text, "<"); ok {
			text = before
			c.ColSpan, _ = strconv.Atoi(n)
		}
		if rest, ok := strings.CutPrefix(text, "|"); ok {
			text, c.Vertical, c.Header = rest, true, paper.RowGroup
		}
		if rest, ok := strings.CutPrefix(text, "!"); ok {
			text, c.Header = rest, paper.ColumnHeader
		}
		switch number, ok := strings.CutPrefix(text, "#"); {
		case ok:
			c.Value, c.Number, c.Text = paper.NumberValue, number, number
		case text == "":
			c.Value = paper.BlankValue
		case text == "/":
			c.Value = paper.NotApplicableValue
		default:
			c.Text = text
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}

func band(text string, columns int) paper.Row {
	r := row(fmt.Sprintf("%s<%d", text, columns))
	r.Band = true
	return r
}

func disclosure() *paper.Table {
	return &paper.Table{Caption: "主动公开政府信息情况", Sheet: "主动公开", Rows: []paper.Row{
		band("第二十条第（一）项", 4),
		row("!信息内容", "!本年制发件数", "!本年废止件数", "!现行有效件数"),
		row("规章", "#0", "#0", "#0"),
		row("行政规范性文件", "#6", "#1", "#32"),
		band("第二十条第（五）项", 4),
		row("!信息内容", "!本年处理决定数量<3"),
		row("行政许可", "#11398889<3"),
		band("第二十条第（六）项", 4),
		row("!信息内容", "!本年处理决定数量<3"),
		row("行政处罚", "#693957<3"),
		row("行政强制", "<3"),
		band("第二十条第（八）项", 4),
		row("!信息内容", "!本年收费金额（单位：万元）<3"),
		row("行政事业性收费", "#4068.208<3"),
	}}
}

func applications() *paper.Table {
	t := &paper.Table{Caption: "收到和处理政府信息公开申请情况", Sheet: "依申请公开", HeaderRows: 3, Widths: []float64{5, 12, 34, 8, 8, 8, 8, 8, 8, 8}}
	t.Rows = []paper.Row{
		row("!（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）<3^3", "!申请人情况<7"),
		row("!自然人^2", "!法人或其他组织<5", "!总计^2"),
		row("!商业企业", "!科研机构", "!社会公益组织", "!法律服务机构", "!其他"),
		row("一、本年新收政府信息公开申请数量<3", "#705", "#3", "#0", "#0", "#5", "#0", "#713"),
		row("二、上年结转政府信息公开申请数量<3", "#36", "#0", "#0", "#0", "#0", "#0", "#36"),
		row("|三、本年度办理结果^8", "（一）予以公开<2", "#290", "#1", "#0", "#0", "#3", "#0", "#294"),
		row("（二）部分公开（区分处理的，只计这一情形，不计其他情形）<2", "#99", "#0", "#0", "#0", "#2", "#0", "#101"),
		row("（三）不予公开^2", "1.属于国家秘密", "#0", "#0", "#0", "#0", "#0", "#0", "#0"),
		row("2.其他法律行政法规禁止公开", "#0", "", "#0", "/", "#-3", "#0", "#0"),
		row("（六）其他处理^3", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "#9", "#0", "#0", "#0", "#0", "#0", "#9"),
		row("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "#7", "#0", "#0", "#0", "#0", "#0", "#7"),
		row("3.其他", "#142", "#1", "#0", "#0", "#0", "#0", "#143"),
		row("（七）总计<2", "#710", "#3", "#0", "#0", "#5", "#0", "#718"),
		row("四、结转下年度继续办理<3", "", "", "", "", "", "", ""),
	}
	for i := range t.Rows[12].Cells {
		t.Rows[12].Cells[i].Strong = true
	}
	return t
}

func remedies() *paper.Table {
	five := []string{"!结果维持", "!结果纠正", "!其他结果", "!尚未审结", "!总计"}
	top := []string{"!结果维持^2", "!结果纠正^2", "!其他结果^2", "!尚未审结^2", "!总计^2", "!未经复议直接起诉<5", "!复议后起诉<5"}
	blanks := make([]string, 15)
	return &paper.Table{Caption: "政府信息公开行政复议、行政诉讼情况", Sheet: "复议诉讼", HeaderRows: 3, Rows: []paper.Row{
		row("!行政复议<5", "!行政诉讼<10"), row(top...), row(append(append([]string(nil), five...), five...)...), row(blanks...),
	}}
}

// report is a document as the report composes it.
func report() *paper.Document {
	d := &paper.Document{Title: "沐泽县2024年政府信息公开工作年度报告", Author: "沐泽县人民政府"}
	say := func(role paper.Role, text string) {
		d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Paragraph, Role: role, Text: text})
	}
	say(paper.DocumentTitle, d.Title)
	say(paper.Subtitle, "（2025年1月20日）")
	say(paper.Body, "　　根据《中华人民共和国政府信息公开条例》规定，现公布沐泽县2024年政府信息公开工作年度报告。本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。")
	say(paper.Chapter, "一、总体情况")
	say(paper.Body, "　　（一）主动公开。"+strings.Repeat("坚持以公开为常态、不公开为例外，依法做好政府信息主动公开工作。", 8)+"\n　　（二）依申请公开。=SUM(A1)不是公式 <b>&amp;</b> _x000D_。")
	say(paper.Chapter, "二、主动公开政府信息情况")
	d.AddTable(disclosure())
	say(paper.Chapter, "三、收到和处理政府信息公开申请情况")
	d.AddTable(applications())
	say(paper.TableNote, "注：“/”表示不适用。")
	say(paper.Chapter, "四、政府信息公开行政复议、行政诉讼情况")
	d.AddTable(remedies())
	say(paper.Chapter, "五、存在的主要问题及改进情况")
	say(paper.Body, "　　=1+1 "+strings.Repeat("一年来，各项工作稳步推进，但仍有不足。", 20))
	say(paper.Chapter, "六、其他需要报告的事项")
	say(paper.Body, "　　全年没有收取信息处理费。")
	say(paper.Signature, "沐泽县人民政府")
	say(paper.SignatureDate, "2025年1月20日")
	return d
}
