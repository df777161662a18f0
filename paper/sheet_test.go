package paper_test

import (
	"strings"
	"testing"

	"gongkai/paper"
)

// sheet makes rows of "a|b" lines; a line that begins with "T " is shown as
// text, one that begins with "I " as inside a table, "" has no cells.
func sheet(lines ...string) []paper.SheetRow {
	var rows []paper.SheetRow
	for _, line := range lines {
		var row paper.SheetRow
		row.Text = strings.HasPrefix(line, "T ")
		row.Inside = strings.HasPrefix(line, "I ")
		line = strings.TrimPrefix(strings.TrimPrefix(line, "T "), "I ")
		if line != "" {
			for _, text := range strings.Split(line, "|") {
				row.Cells = append(row.Cells, paper.Cell{Text: text})
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// outline shows a document as one string: paragraphs by their text, tables as
// their rows in brackets.
func outline(d *paper.Document) string {
	var parts []string
	for _, block := range d.Blocks {
		if block.Table == nil {
			parts = append(parts, block.Text)
			continue
		}
		var rows []string
		for _, row := range block.Table.Rows {
			var cells []string
			for _, cell := range row.Cells {
				cells = append(cells, cell.Text)
			}
			rows = append(rows, strings.Join(cells, "|"))
		}
		parts = append(parts, "["+strings.Join(rows, " / ")+"]")
	}
	return strings.Join(parts, " ; ")
}

func TestAddSheet(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("字", 41)
	tests := []struct {
		name string
		rows []paper.SheetRow
		want string
	}{
		{"nothing", nil, ""},
		{"only text", sheet("甲", "", "乙"), "甲 ; 乙"},
		{"title above", sheet("标题||", "a|b|c", "d|1|2"), "标题 ; [a|b|c / d|1|2]"},
		{"band inside", sheet("a|b", "第（五）项|", "c|d"), "[a|b / 第（五）项| / c|d]"},
		{"last label blank", sheet("a|b", "四、结转|"), "[a|b / 四、结转|]"},
		{"line after blank row", sheet("a|b", "|", "注|"), "[a|b / |] ; 注"},
		{"line after empty row", sheet("a|b", "", "注"), "[a|b] ; 注"},
		{"heading and narrative", sheet("a|b", "四、结转|", "五、问题|", long+"|", "c|d"),
			"[a|b / 四、结转|] ; 五、问题 ; " + long + " ; [c|d]"},
		{"blank row inside", sheet("a|b", "|", "c|d"), "[a|b / | / c|d]"},
		{"shown as text", sheet("a|b", "T 三、申请", "c|d"), "[a|b] ; 三、申请 ; [c|d]"},
		{"blank columns around", sheet("|a|b||", "|c|||"), "[a|b / c|]"},
		{"ragged", sheet("a|b", "c|d|e|", "f|"), "[a|b / c|d|e| / f|]"},
		{"numbered heading between tables", sheet("二、主动公开|", "a|b", "1|2", "三、申请|", "c|d"), "二、主动公开 ; [a|b / 1|2] ; 三、申请 ; [c|d]"},
		{"numbered label with blank figures", sheet("三、申请|", "a|b", "一、新收|", "三、办理|", "四、结转|", "四、复议|", "c|d"),
			"三、申请 ; [a|b / 一、新收| / 三、办理| / 四、结转|] ; 四、复议 ; [c|d]"},
		{"numbered labels in a sheet without headings", sheet("I a|b", "I 一、新收", "I 二、结转", "I 三、办理|1"), "[a|b / 一、新收 / 二、结转 / 三、办理|1]"},
		{"numbered labels under a numbered title", sheet("一、申请", "I a|b", "I 一、新收", "I 二、结转", "I 二、复议", "I c|d"), "一、申请 ; [a|b / 一、新收 / 二、结转] ; 二、复议 ; [c|d]"},
		{"everything with borders", sheet("I 标题", "I 一、总体", "I "+long, "I 二、主动公开", "I 第（一）项", "I a|b", "I 三、申请", "I c|d"),
			"标题 ; 一、总体 ; " + long + " ; 二、主动公开 ; [第（一）项 / a|b] ; 三、申请 ; [c|d]"},
		{"shown as inside", sheet("I 第（一）项", "a|b", "I |"), "[第（一）项 / a|b / |]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var d paper.Document
			d.AddSheet(tt.rows)
			if got := outline(&d); got != tt.want {
				t.Errorf("AddSheet(%v) = %s, want %s", tt.rows, got, tt.want)
			}
		})
	}
}
