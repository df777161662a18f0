package report

import (
	"strings"
	"testing"

	"gongkai/paper/text"
)

// TestLabelNotes reads labels and heads behind which a guide says what to count.
func TestLabelNotes(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, bare string }{
		{"规章（设区的市填写）", "规章"},
		{"行政许可(指本年办件量，不含撤回的)", "行政许可"},
		{"本年收费金额（单位：万元）", "本年收费金额（单位：万元）"},
		{"行政处罚（其中简易程序）", "行政处罚（其中简易程序）"},
		{"行政处罚（2022年）", "行政处罚（2022年）"},
		{"行政处罚（上年）", "行政处罚（上年）"},
		{"（一）", "（一）"},
		{"（三）不予公开", "（三）不予公开"},
	}
	for _, tt := range tests {
		if got := cutLabelNote(tt.text); got != tt.bare {
			t.Errorf("cutLabelNote(%q) = %q, want %q", tt.text, got, tt.bare)
		}
	}
	r := Read(text.Lines(`青溪市数据局2020年政府信息公开工作年度报告
一、总体情况
本机关做好公开工作。
二、主动公开政府信息情况
第二十条第（一）项 |||
信息内容 | 本年新 制作数量 | 本年新 公开数量 | 对外公开总数量(指至本年底仍有效的) |
规章(设区的市、自治州填写) | 1 | 2 | 3 |
规范性文件(行政机关制定发布的决定、公告、通告，标题用“规定”“办法”“细则”的公文，一般都属于规范性文件；转发的不计) | 4 | 5 | 6 |
其他主动公开文件(以本机关名义印发的) | 70 | 71 | 72 |
第二十条第（五）项 |||
信息内容 | 上一年项目数量(指2019年事项数) | 本年增/减(指2020年增加或者减少的事项数，减少写负数，如-3) | 处理决定数量(指2020年办件量) |
行政许可 | 8 | -1 | 9 |
其他对外管理服务事项(指许可以外的政务服务事项，含确认、奖励、裁决、给付等) | 10 | 11 | 12 |
第二十条第（八）项 |||
信息内容 | 上一年项目数量(指2019年事项数) | 本年增/减(指2020年增加或者减少的事项数，减少写负数，如-3) |
行政事业性收费 | 13 | 14 |`))
	if r.Edition != Form2019 || hasWarning(r, "edition_assumed") || hasWarning(r, "columns_by_position") {
		t.Errorf("edition %v, warnings %v", r.Edition.Name, r.Warnings)
	}
	for code, want := range map[Code]string{"disclosure.rules.public_total": "3", "disclosure.normative.made": "4", "disclosure.normative.public_total": "6",
		"disclosure.licensing.change": "-1", "disclosure.other_services.decisions": "12", "disclosure.fees.change": "14"} {
		if f := r.Figure(code); !sameFigure(f, want) {
			t.Errorf("%s = %v, want %s", code, f, want)
		}
	}
}

// TestBlankForm reads a table of chapter 二 of which flattening has left no figure: its
// head still tells the edition, and each row is named as one that was not read.
func TestBlankForm(t *testing.T) {
	t.Parallel()
	words := "青溪县石桥镇2022年政府信息公开工作年度报告 一、总体情况 二、主动公开政府信息情况 第二十条第（一）项 信息内容 本年新制作数量 本年新公开数量 对外公开总数量 规章 规范性文件 " +
		"第二十条第（五）项 信息内容 上一年项目数量 本年增/减 处理决定数量 行政许可 其他对外管理服务事项 第二十条第（六）项 信息内容 上一年项目数量 本年增/减 处理决定数量 行政处罚 行政强制 三、收到和处理政府信息公开申请情况"
	r := Read(text.Lines(strings.ReplaceAll(words, " ", "\n\n")))
	if r.Edition != Form2019 || !warnedOf(r, "disclosure.penalty.decisions") || hasWarning(r, "edition_assumed") {
		t.Errorf("edition %s, warnings %v", r.Edition.Name, r.Warnings)
	}
	if f := r.Figure("disclosure.penalty.decisions"); f.IsThere() {
		t.Errorf("penalty decisions %v, want none", f)
	}
}

// TestEditionByHeads tells the edition of a text whose rows cannot be read by the heads
// of its columns.
func TestEditionByHeads(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		head string
		want *Edition
	}{
		{"信息内容本年新制作数量本年新公开数量对外公开总数量", Form2019},
		{"信息内容上一年项目数量本年增/减处理决定数量", Form2019},
		{"信息内容本年制发件数本年废止件数现行有效件数", Form2021},
		{"信息内容", Form2021},
	} {
		r := Read(text.Lines("青溪县石桥镇政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n" + tt.head + "\n规章000\n行政规范性文件140\n行政许可7\n"))
		if r.Edition != tt.want || !hasWarning(r, "edition_assumed") {
			t.Errorf("%s: edition %s, want %s and a word on it; warnings %v", tt.head, r.Edition.Name, tt.want.Name, r.Warnings)
		}
	}
}

// TestFullWidthSpaces reads rows whose cells full-width spaces part.
func TestFullWidthSpaces(t *testing.T) {
	t.Parallel()
	r := Read(text.Lines("青溪县石桥镇2024年政府信息公开工作年度报告\n一、总体情况\n本机关　做好　公开工作。\n二、主动公开政府信息情况\n信息内容　本年制发件数　本年废止件数　现行有效件数\n规章　1　2　3\n行政规范性文件　4　5　6\n" +
		"信息内容　本年处理决定数量\n行政许可　7\n信息内容　本年处理决定数量\n行政处罚　8\n行政强制　9\n"))
	for code, want := range map[Code]string{"disclosure.rules.in_force": "3", "disclosure.normative.issued": "4", "disclosure.licensing.decisions": "7", "disclosure.coercion.decisions": "9"} {
		if f := r.Figure(code); !sameFigure(f, want) {
			t.Errorf("%s = %v, want %s; warnings %v", code, f, want, r.Warnings)
		}
	}
	if r.Narrative[Overall] != "本机关　做好　公开工作。" {
		t.Errorf("chapter 一 is %q", r.Narrative[Overall])
	}
}

// TestLabelAloneIsNoNote keeps the number and the bracket of a label from being read
// as the note of the label above it, whose row is as blank.
func TestLabelAloneIsNoNote(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"行政许可（指本年办件量）":         "行政许可",
		"行政许可（指（含）本年办件量）":      "行政许可",
		"上年结转数量（二）部分公开（区分处理的）": "上年结转数量（二）部分公开（区分处理的）",
		"行政许可（指本年办件量）（件）":      "行政许可（指本年办件量）（件）",
	} {
		if got := cutLabelNote(text); got != want {
			t.Errorf("cutLabelNote(%q) = %q, want %q", text, got, want)
		}
	}
}
