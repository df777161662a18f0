package report

import (
	"testing"

	"gongkai/paper"
)

func TestSections(t *testing.T) {
	t.Parallel()
	doc := &paper.Document{}
	table := &paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Text: "行政处罚"}, {Text: "4"}}}}}
	for _, text := range []string{"石桥镇2022年政府信息公开工作年度报告", "根据条例编制。", "一、总体情况", "平稳。", "二、主动公开政府信息情况"} {
		doc.Add(text)
	}
	doc.AddTable(table)
	doc.Add("三、收到和处理政府信息公开申请情况")
	doc.AddTable(table)
	got := Sections(doc)
	for key, want := range map[string]Section{Preface: {0, 2}, Overall: {2, 4}, Disclosure: {4, 6}, Application: {6, 8}} {
		if got[key] != want {
			t.Errorf("Sections()[%s] = %v, want %v", key, got[key], want)
		}
	}
	if _, ok := got[Other]; ok || len(got) != 4 {
		t.Errorf("Sections() = %v, want four", got)
	}
	plain := &paper.Document{}
	plain.AddTable(table)
	if got := Sections(plain); got != nil {
		t.Errorf("a document without headings has sections %v", got)
	}
	if got := Sections(&paper.Document{}); got != nil {
		t.Errorf("an empty document has sections %v", got)
	}
}
