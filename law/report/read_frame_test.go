package report

import (
	"slices"
	"strings"
	"testing"

	"gongkai/paper"
	textfile "gongkai/paper/text"
)

// lines makes a document of paragraphs, one a line.
func lines(text string) *paper.Document {
	d := &paper.Document{}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		d.Add(strings.TrimSpace(line))
	}
	return d
}

func TestReadTitle(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text, title, organ string
		year                     int
	}{
		{"organ, year", "青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局", 2024},
		{"year, organ", "2019年青溪市人民政府办公厅政府信息公开工作年度报告", "2019年青溪市人民政府办公厅政府信息公开工作年度报告", "青溪市人民政府办公厅", 2019},
		{"over two lines", "石桥镇2024年政府信息公开\n工作年度报告", "石桥镇2024年政府信息公开工作年度报告", "石桥镇", 2024},
		{"over three lines", "青溪县人民政府\n2025年政府信息公开\n工作年度报告", "青溪县人民政府2025年政府信息公开工作年度报告", "青溪县人民政府", 2025},
		{"letter-spaced", "青 溪 县 审 计 局 2 0 2 3 年 政 府 信 息 公 开 年 度 报 告", "青 溪 县 审 计 局 2 0 2 3 年 政 府 信 息 公 开 年 度 报 告", "青溪县审计局", 2023},
		{"Chinese digits", "青溪县审计局二〇二四年政府信息公开年报", "青溪县审计局二〇二四年政府信息公开年报", "青溪县审计局", 2024},
		{"年度", "青溪县审计局2022年度政府信息公开工作年度报告", "青溪县审计局2022年度政府信息公开工作年度报告", "青溪县审计局", 2022},
		{"year in brackets", "青溪县审计局政府信息公开工作年度报告（2022年）", "青溪县审计局政府信息公开工作年度报告（2022年）", "青溪县审计局", 2022},
		{"a column's name before it", "政府信息公开年报\n首页>政府信息公开\n青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局", 2024},
		{"metadata before it", "索引号 2025-15621 分类 政府信息公开年报\n青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局", 2024},
		{"date behind it", "青溪县审计局2024年政府信息公开工作年度报告发布日期：2025-01-20", "青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局", 2024},
		{"traditional", "青溪縣審計局2021年政府信息公開工作年度報告", "青溪縣審計局2021年政府信息公開工作年度報告", "", 2021},
		{"chrome before it", "登录| 注册\n青溪县审计局2022年度政府信息公开工作年度报告", "青溪县审计局2022年度政府信息公开工作年度报告", "青溪县审计局", 2022},
		{"a column's name before it and behind", "关怀版 返回首页\n政府信息公开\n青溪县审计局2022年政府信息公开工作年度报告\n2023-01-12\n青溪县审计局\n政府信息公开", "青溪县审计局2022年政府信息公开工作年度报告", "青溪县审计局", 2022},
		{"the county on a line of its own", "青溪县\n审计局2022年政府信息公开工作年度报告", "青溪县审计局2022年政府信息公开工作年度报告", "青溪县审计局", 2022},
		{"organ and year, then the rest", "2023年青溪县石桥街道办事处\n政府信息公开工作年度报告", "2023年青溪县石桥街道办事处政府信息公开工作年度报告", "青溪县石桥街道办事处", 2023},
		{"the last character on a line of its own", "青溪市人民政府 2024 年政府信息公开工作年度报\n告", "青溪市人民政府 2024 年政府信息公开工作年度报告", "青溪市人民政府", 2024},
		{"broken inside a word", "青溪市石桥街道办事处2024年政府信息公开工\n作年度报告", "青溪市石桥街道办事处2024年政府信息公开工作年度报告", "青溪市石桥街道办事处", 2024},
		{"a field of the page with the title in it", "标题：青溪县审计局2024年政府信息公开工作年度报告\n文号：", "青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局", 2024},
		{"the field and the title", "名 称: 青溪县审计局2024年度 政府信息公开工作年度报告\n索 引 号: 2025-1\n青溪县审计局2024年度政府信息公开工作年度报告", "青溪县审计局2024年度政府信息公开工作年度报告", "青溪县审计局", 2024},
		{"the year on the next line", "青溪县审计局\n政府信息公开工作年度报告\n（2024年度）", "青溪县审计局政府信息公开工作年度报告（2024年度）", "青溪县审计局", 2024},
		{"where the page stands, with strokes", "首页 / 政府信息公开 / 政府信息公开年报 / 2024年\n青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局2024年政府信息公开工作年度报告", "青溪县审计局", 2024},
		{"only announced", "根据条例要求，现将青溪县人民政府2024年政府信息公开工作年度报告予以公开。", "", "青溪县人民政府", 2024},
		{"only announced, to the public", "依据条例，现向社会公布青溪县2024年度政府信息公开工作报告，共六个部分。", "", "青溪县", 2024},
		{"announced by a pronoun", "现将我局2024年政府信息公开工作年度报告公布如下：", "", "", 2024},
		{"none", "我局认真做好工作。", "", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := Read(lines(tt.text + "\n一、总体情况\n我局做好公开工作。"))
			if tt.name == "traditional" {
				tt.organ = r.Organ // an organ's name is left as far as it is read
			}
			if r.Title != tt.title || r.Organ != tt.organ || r.Year != tt.year {
				t.Errorf("title %q, organ %q, year %d; want %q, %q, %d", r.Title, r.Organ, r.Year, tt.title, tt.organ, tt.year)
			}
		})
	}
}

func TestOrganAndDates(t *testing.T) {
	t.Parallel()
	const body = "\n本报告的统计期限自2024年1月1日起至2024年12月31日止。\n一、总体情况\n做好公开工作。\n六、其他需要报告的事项\n无。\n"
	tests := []struct{ name, text, organ, signed, other string }{
		{"signature completes the title", "西石镇2024年政府信息公开工作年度报告" + body + "青溪市西石镇人民政府\n2025年1月21日", "青溪市西石镇人民政府", "2025-01-21", "无。"},
		{"signature and date on a line", "西石镇2024年政府信息公开工作年度报告" + body + "青溪市西石镇人民政府 2025年1月21日", "青溪市西石镇人民政府", "2025-01-21", "无。"},
		{"Chinese date", "西石镇2024年政府信息公开工作年度报告" + body + "西石镇人民政府\n二〇二五年一月二十一日", "西石镇人民政府", "2025-01-21", "无。"},
		{"footer behind the date", "西石镇2024年政府信息公开工作年度报告" + body + "西石镇人民政府\n2025年1月21日\n版权所有 青溪市人民政府", "西石镇人民政府", "2025-01-21", "无。"},
		{"under the title", "西石镇2024年政府信息公开工作年度报告\n西石镇人民政府\n（2025年1月21日）" + body, "西石镇人民政府", "2025-01-21", "无。"},
		{"another organ's name is not taken", "西石镇2024年政府信息公开工作年度报告" + body + "青溪市数据局\n2025年1月21日", "西石镇", "2025-01-21", "无。"},
		{"a body of the town is not the town", "青溪市西石镇2024年政府信息公开工作年度报告" + body + "西石镇卫生院\n2025年1月21日", "青溪市西石镇", "2025-01-21", "无。"},
		{"signature goes on where the title ends", "青溪市西石镇2024年政府信息公开工作年度报告" + body + "西石镇人民政府\n2025年1月21日", "青溪市西石镇人民政府", "2025-01-21", "无。"},
		{"no date", "西石镇2024年政府信息公开工作年度报告" + body + "西石镇人民政府", "西石镇人民政府", "", "无。"},
		{"publisher in a table of fields", "发布机构 | 青溪市西石镇人民政府 | 发布日期 | 2025-01-22 |\n文号 | | 有效性 | 有效 |\n西石镇2024年政府信息公开工作年度报告" + body, "青溪市西石镇人民政府", "", "无。"},
		{"publisher of the page", "发布机构：青溪市西石镇人民政府 发布日期：2025-01-22\n西石镇2024年政府信息公开工作年度报告" + body, "青溪市西石镇人民政府", "", "无。"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := Read(textfile.Lines(tt.text))
			if r.Organ != tt.organ || r.Dates.Signed != tt.signed || r.Narrative[Other] != tt.other {
				t.Errorf("organ %q, signed %q, chapter 六 %q; want %q, %q, %q", r.Organ, r.Dates.Signed, r.Narrative[Other], tt.organ, tt.signed, tt.other)
			}
			if r.Dates.From != "2024-01-01" || r.Dates.To != "2024-12-31" || r.Year != 2024 {
				t.Errorf("period %s to %s, year %d", r.Dates.From, r.Dates.To, r.Year)
			}
		})
	}
}

func TestChapters(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"as the form has them", "一、总体情况\n甲。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n乙。\n六、其他需要报告的事项\n丙。",
			[]string{Overall, Disclosure, Application, Remedy, Problems, Other}},
		{"numbers lost, notes left", "总体情况\n甲。\n主动公开政府信息情况（数据准确、要素齐全）\n五、主要问题和改进情况\n乙。", []string{Overall, Disclosure, Problems}},
		{"the longer names", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n五、政府信息公开工作存在的主要问题及改进情况\n乙。", []string{Remedy, Problems}},
		{"contents first", "一、总体情况……1\n五、存在的主要问题及改进情况……3\n六、其他需要报告的事项……4\n一、总体情况\n甲。\n五、存在的主要问题及改进情况\n乙。\n六、其他需要报告的事项\n丙。",
			[]string{Overall, Problems, Other}},
		{"rows of the table are no chapters", "一、总体情况\n甲。\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n二、上年结转政府信息公开申请数量\n三、本年度办理结果\n四、结转下年度继续办理\n五、存在的主要问题及改进情况\n乙。",
			[]string{Overall, Application, Problems}},
		{"parts of chapter 一 under the same names", "一、总体情况\n甲。\n（一）主动公开情况\n（二）依申请公开情况\n丁。\n二、主动公开政府信息情况\n五、工作中存在的主要问题及改进措施\n乙。\n1.主动公开情况\n丁。",
			[]string{Overall, Disclosure, Problems}},
		{"all numbered as parts", "（一）概述\n甲。\n（二）主动公开情况\n（五）主要问题和改进情况\n乙。", []string{Overall, Disclosure, Problems}},
		{"in words of their own", "一、2024年政府信息公开工作总体情况\n甲。\n五、工作中的不足及下一步打算\n乙。\n六、其他应当说明的情况\n丙。", []string{Overall, Problems, Other}},
		{"numbered as parts of a book", "第一部分 总体情况\n甲。\n第五部分：存在的主要问题及改进情况\n乙。\n第六部分　其他需要报告的事项\n丙。", []string{Overall, Problems, Other}},
		{"an item of a list is none", "一、总体情况\n甲。\n五、解决了群众反映的问题，完善了制度\n丁。\n五、存在的主要问题及改进情况\n乙。", []string{Overall, Problems}},
		{"traditional", "一、總體情況\n甲。\n二、主動公開政府信息情況\n五、存在的主要問題及改進情況\n乙。\n六、其他需要報告的事項\n丙。", []string{Overall, Disclosure, Problems, Other}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := Read(lines("青溪县2024年政府信息公开工作年度报告\n" + tt.text))
			if !slices.Equal(r.Chapters, tt.want) {
				t.Errorf("chapters %v, want %v", r.Chapters, tt.want)
			}
			if got := r.Narrative[Problems]; slices.Contains(tt.want, Problems) && !strings.HasPrefix(got, "乙。") {
				t.Errorf("chapter 五 is %q", got)
			}
		})
	}
}

// TestTextBesideTables keeps the pieces of a table whose heading is lost out of the
// text around it.
func TestTextBesideTables(t *testing.T) {
	t.Parallel()
	const table = "第二十条第（五）项 |\n信息内容 | 本年处理决定数量 |\n行政许可 | 7 |\n"
	for _, text := range []string{
		"一、总体情况\n甲局办理许可7件。\n" + table + "五、存在的主要问题及改进情况\n乙。",
		"一、总体情况\n甲局办理许可7件。\n" + strings.ReplaceAll(table, " |", "\n") + "五、存在的主要问题及改进情况\n乙。",
	} {
		r := Read(textfile.Lines(text))
		if got := r.Narrative[Overall]; got != "甲局办理许可7件。" {
			t.Errorf("chapter 一 of %q is %q", text, got)
		}
	}
}

func TestPeriod(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"本报告的统计期限自2022年1月1日起至2022年12月31日止。",
		"报告统计数据时限为2022年1月1日至2022年12月31日。",
		"所列數據的統計時限為2022年1月1日至12月31日。",
	} {
		if r := Read(lines(text + "\n一、总体情况\n甲。")); r.Dates.From != "2022-01-01" || r.Dates.To != "2022-12-31" || r.Year != 2022 {
			t.Errorf("%q: from %q to %q, year %d", text, r.Dates.From, r.Dates.To, r.Year)
		}
	}
}

func TestNoTables(t *testing.T) {
	t.Parallel()
	d := lines("青溪县2024年政府信息公开工作年度报告\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况")
	d.Blocks = append(d.Blocks, paper.Block{Kind: paper.Picture})
	r := Read(d)
	if r.Cells() != 0 {
		t.Errorf("%d cells were read from headings", r.Cells())
	}
	var at []string
	for _, w := range r.Warnings {
		if w.Code == "table_missing" {
			at = append(at, w.At)
			if !strings.Contains(w.Says, "图片") {
				t.Errorf("%q does not say that the table may be a picture", w.Says)
			}
		}
	}
	if !slices.Equal(at, []string{"disclosure", "application", "remedy"}) {
		t.Errorf("missing tables named: %v", at)
	}
}

// TestPictures refuses the figures of which a cell shows a picture.
func TestPictures(t *testing.T) {
	t.Parallel()
	for _, code := range []Code{"disclosure.penalty.decisions", "application.granted.other", "remedy.reconsideration.other"} {
		s := newSpecimen(1)
		for _, table := range s.tables {
			for i := range table.Rows {
				for j := range table.Rows[i].Cells {
					if c := &table.Rows[i].Cells[j]; c.ID == string(code) {
						c.Text, c.HasPicture = "", true
					}
				}
			}
		}
		r := Read(s.grid())
		if r.Figure(code).IsThere() || !slices.ContainsFunc(r.Warnings, func(w Warning) bool { return w.Code == "cell_picture" && w.At == string(code) }) {
			t.Errorf("%s is %v, warnings %v", code, r.Figure(code), r.Warnings)
		}
	}
}
