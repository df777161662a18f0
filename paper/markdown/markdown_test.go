package markdown_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/paper"
	"gongkai/paper/markdown"
)

// outline shows a document as one string: headings with their marks, pictures
// with an exclamation mark, tables as their rows in brackets.
func outline(d *paper.Document) string {
	var parts []string
	for _, b := range d.Blocks {
		switch b.Kind {
		case paper.Heading:
			parts = append(parts, strings.Repeat("#", b.Level)+b.Text)
		case paper.Picture:
			parts = append(parts, "!"+b.Text)
		case paper.TableBlock:
			parts = append(parts, rows(b.Table))
		default:
			parts = append(parts, b.Text)
		}
	}
	return strings.Join(parts, " ; ")
}

func rows(t *paper.Table) string {
	var rows []string
	for _, row := range t.Rows {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Text)
		}
		rows = append(rows, strings.Join(cells, ","))
	}
	return "[" + strings.Join(rows, " / ") + "]"
}

func TestRead(t *testing.T) {
	t.Parallel()
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String("# 年度报告\r\n正文")
	tests := []struct{ name, source, want string }{
		{"paragraphs", "甲\n乙\n\n　　丙  \n", "甲\n乙 ; 丙"},
		{"headings", "# 一级 #\n###### 六级\n####### 七\n#\n", "#一级 ; ######六级 ; ####### 七"},
		{"heading without space", "##一、总体情况\n#公开#话题\n#1\n", "##一、总体情况 ; #公开#话题\n#1"},
		{"underlined headings", "标题\n===\n节\n---\n", "#标题 ; ##节"},
		{"rule under a paragraph", "全年收到4件。\n---\n甲\n乙\n---\n***\n", "全年收到4件。 ; 甲\n乙"},
		{"gb18030", gb, "#年度报告 ; 正文"},
		{"carriage returns", "# 甲\r\r乙\r丙", "#甲 ; 乙\n丙"},
		{"table", "| 项目 | 数量 |\n|---|:-:|\n| 许可 | 4 |\n| 处罚 |   |\n", "[项目,数量 / 许可,4 / 处罚,]"},
		{"table without frame", "项目 | 数量\n--- | ---\n许可 | -3\n\n正文", "[项目,数量 / 许可,-3] ; 正文"},
		{"table of dashes", "| a | b |\n|---|---|\n| - | - |\n", "[a,b / -,-]"},
		{"header repeated", "|a|b|\n|---|---|\n|1|2|\n|c|d|\n|---|---|\n|3|4|\n", "[a,b / 1,2 / c,d / 3,4]"},
		{"table after text", "说明\n|a|b|\n|-|-|\n|1|2|\n五、问题\n", "说明 ; [a,b / 1,2] ; 五、问题"},
		{"table under heading", "### 节\n|a|\n|-|\n|1|\n## 二\n", "###节 ; [a / 1] ; ##二"},
		{"no delimiter row", "|许可|4|\n|处罚|0|\n", "[许可,4 / 处罚,0]"},
		{"one framed row is text", "|许可|4|\n", "|许可|4|"},
		{"ragged rows", "|a|b|c|\n|-|-|-|\n|1|\n|1|2|3|4|\n", "[a,b,c / 1 / 1,2,3,4]"},
		{"escaped pipes", "|a\\|b|c|\n|-|-|\n|`x\\|y`|\\||\n", "[a|b,c / x|y,|]"},
		{"covered cells", "| 第（一）项 |   |   |\n|---|---|---|\n| 许可 | 67 |   |\n", "[第（一）项,, / 许可,67,]"},
		{"cell breaks", "|总<br>计|**1**|\n|-|-|\n|&nbsp;|<b>2</b>|\n", "[总\n计,1 / ,2]"},
		{"cell picture", "|a|![](x.png)|\n|-|-|\n", "[a,]"},
		{"bullets", "- 甲\n* 乙\n  + 丙\n续\n", "甲 ; 乙 ; 丙\n续"},
		{"numbers", "1. 甲\n2) 乙\n3.丙\n", "1. 甲 ; 2) 乙\n3.丙"},
		{"lone dash", "结果\n\n-\n", "结果 ; -"},
		{"quotation", "> 甲\n>> 乙\n\n> |a|b|\n> |-|-|\n> |1|2|\n", "甲\n乙 ; [a,b / 1,2]"},
		{"fence", "```go\n# 不是标题\n\n| a |\n```\n# 标题\n", "# 不是标题\n\n| a | ; #标题"},
		{"fence never closed", "~~~\n甲\n", "甲"},
		{"document in a fence", "```markdown\n# 标题\n正文\n```\n", "#标题 ; 正文"},
		{"pictures", "前![表二](a.png)后\n\n![](b.png)\n", "前后 ; !表二 ; !"},
		{"comments", "<!-- 甲\n乙 -->丙\n\n丁<!-- x -->戊\n", "丙 ; 丁戊"},
		{"html table", "前\n<table>\n<tr><td>1</td></tr>\n\n</table>\n后\n", "前 ; <table>\n<tr><td>1</td></tr>\n\n</table> ; 后"},
		{"aligned paragraph", `<p align="center">年度报告</p>`, "年度报告"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := markdown.Read([]byte(tt.source))
			if err != nil {
				t.Fatalf("Read(%q): %v", tt.source, err)
			}
			if got := outline(d); got != tt.want {
				t.Errorf("Read(%q) = %q, want %q", tt.source, got, tt.want)
			}
		})
	}
}

func TestInline(t *testing.T) {
	t.Parallel()
	tests := []struct{ source, want string }{
		{"**一、总体**情况", "一、总体情况"},
		{"*甲*、_乙_、__丙__、~~丁~~、***戊***", "甲、乙、丙、丁、戊"},
		{"收到**“12”**件", "收到“12”件"},
		{"3 * 4，2*3*4，a_b_c，5~6", "3 * 4，2*3*4，a_b_c，5~6"},
		{"填报人：____ 日期：________", "填报人：____ 日期：________"},
		{"单个*星号", "单个*星号"},
		{"**甲*乙", "*甲乙"},
		{`\*不是\*，C:\目录，2\.5`, "*不是*，C:\\目录，2.5"},
		{"`a*b*` 与 ``x`y``", "a*b* 与 x`y"},
		{"未闭合`的", "未闭合`的"},
		{"[条例](http://x.cn/a_b_c)第50条", "条例第50条"},
		{"[1]与〔2021〕30号[^2]", "[1]与〔2021〕30号[^2]"},
		{"[**粗**](x)和[a [b](y)", "粗和[a b"},
		{"![a [b](y) *c](x)d*", "d*"},
		{"<http://x.cn/>与<b>甲</b><br/>乙", "http://x.cn/与甲\n乙"},
		{"a<b，3<5>2，<条例>", "a<b，3<5>2，<条例>"},
		{"&lt;&amp;&#22269;&x;&", "<&国&x;&"},
	}
	for _, tt := range tests {
		d, err := markdown.Read([]byte("正文 " + tt.source))
		if err != nil {
			t.Fatalf("Read(%q): %v", tt.source, err)
		}
		if got := strings.TrimPrefix(d.Blocks[0].Text, "正文 "); got != tt.want {
			t.Errorf("text of %q = %q, want %q", tt.source, got, tt.want)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	t.Parallel()
	const source = "---\ntitle: \"2024年年度报告\"\n发布机构: 某局\n# 注\ntags:\n  - 公开\n  - 年报\nurl: http://x.cn\n---\n# 正文\n"
	d, err := markdown.Read([]byte(source))
	if err != nil {
		t.Fatal(err)
	}
	want := "[{title 2024年年度报告} {发布机构 某局} {tags 公开、年报} {url http://x.cn}]"
	if got := fmt.Sprint(d.Fields); got != want || d.Title != "2024年年度报告" || outline(d) != "#正文" {
		t.Errorf("Read = fields %s, title %q, %s, want %s", got, d.Title, outline(d), want)
	}
	for _, source := range []string{"---\n正文，不是字段\n---\n", "---\na: b\n"} {
		if d, _ := markdown.Read([]byte(source)); len(d.Fields) != 0 || len(d.Blocks) == 0 {
			t.Errorf("Read(%q) = fields %v, %s, want text", source, d.Fields, outline(d))
		}
	}
}

func TestReadWith(t *testing.T) {
	t.Parallel()
	const source = "前\n<div><TABLE><tr><td><table></table></td></tr>\n</TABLE></div>\n后\n"
	tests := []struct {
		name string
		html markdown.Fragment
		want string
	}{
		{"reads", func(html []byte) (*paper.Document, error) {
			d := &paper.Document{}
			d.Add(fmt.Sprint(len(html)))
			return d, nil
		}, "前 ; 60 ; 后"},
		{"cannot read", func([]byte) (*paper.Document, error) { return nil, errors.New("no") },
			"前 ; <div><TABLE><tr><td><table></table></td></tr>\n</TABLE></div> ; 后"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d, err := markdown.ReadWith([]byte(source), tt.html)
			if err != nil || outline(d) != tt.want {
				t.Errorf("ReadWith = %q, %v, want %q", outline(d), err, tt.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for _, source := range []string{"", "\n \r\n", "PK\x03\x04\x00\x00"} {
		if _, err := markdown.Read([]byte(source)); !paper.IsUnreadable(err) {
			t.Errorf("Read(%q) error = %v, want a paper.Error", source, err)
		}
	}
}

// TestBombs reads a quarter of a megabyte of each mark that could cost more than its length.
func TestBombs(t *testing.T) {
	t.Parallel()
	for _, mark := range []string{"|", "*", "_a ", "**a", "*a*", "`", "``a`", "[", "![", "](", "[a](", "![a](b)", "[a](b)*",
		">", "> ", "<", "<a", "<!--", "<!---->", "<table>", "<table>\n", "&", "\\", "#", "- ", "- a\n", "1. ", "|a|\n", "a|b\n-|-\n", "~~~\n", "---\n", "--\n", "<!---->a\n", "<!--\n"} {
		for _, prefix := range []string{"", "---\na: b\n", "x"} {
			source := prefix + strings.Repeat(mark, 1<<18/len(mark))
			if _, err := markdown.Read([]byte(source)); err != nil {
				t.Errorf("Read(%q repeated): %v", mark, err)
			}
		}
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"ten thousand columns": strings.Repeat("|甲", 10_000) + "|\n" + strings.Repeat("|-", 10_000) + "|\n|1|2|\n",
		"half a million cells": strings.Repeat("|1|2|3|\n", 170_000),
	} {
		d, err := markdown.Read([]byte(source))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(d.Notices) != 1 || d.Notices[0].Kind != paper.TooLarge {
			t.Errorf("%s: notices = %v, want one of %q", name, d.Notices, paper.TooLarge)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"# 甲\n\n|a|b|\n|-|-|\n|1|`x\\|y`|\n", "---\na: b\n---\n", "> - *a **b*** ~~c~~ [d](e) ![f](g)\n", "<table>\n</table>", "```\n", "&lt;<br><!--", "甲\n===\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := markdown.Read(data)
		if err != nil {
			return
		}
		for _, b := range d.Blocks {
			if b.Kind == paper.Paragraph && b.Text == "" {
				t.Errorf("Read(%q) has an empty paragraph", data)
			}
		}
	})
}
