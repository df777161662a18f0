package report

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/paper/file"
)

// TestBrokenFigures reads figures with bytes that are no characters, in each
// format that is text: the file is told of, and such a figure is never a number.
func TestBrokenFigures(t *testing.T) {
	t.Parallel()
	for name, format := range map[string]struct{ head, row, end string }{
		"a.txt":  {"青溪县2024年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（六）项\n信息内容\t本年处理决定数量\n", "%s\t%s\n", "三、收到和处理政府信息公开申请情况\n"},
		"a.md":   {"# 青溪县2024年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n|信息内容|本年处理决定数量|\n|---|---|\n", "|%s|%s|\n", "\n三、收到和处理政府信息公开申请情况\n"},
		"a.csv":  {"青溪县2024年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（六）项\n信息内容,本年处理决定数量\n", "%s,%s\n", "三、收到和处理政府信息公开申请情况\n"},
		"a.html": {"<h1>青溪县2024年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table><tr><td colspan=2>第二十条第（六）项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>", "<tr><td>%s</td><td>%s</td></tr>", "</table><p>三、收到和处理政府信息公开申请情况</p>"},
	} {
		for _, figure := range []string{"12", "12\xff", "1\xff2", "\xff12", "\xff", "１２\xef\xbc", "12\xe4\xbb", "１\xef\xbc"} {
			data := []byte(format.head + fmt.Sprintf(format.row, "行政处罚", figure) + fmt.Sprintf(format.row, "行政强制", "3") + format.end + strings.Repeat("依法公开政府信息。", 40))
			doc, err := file.Of(name, data)(data)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			r := Read(doc)
			got := r.Figure("disclosure.penalty.decisions")
			told := strings.Contains(fmt.Sprint(r.Warnings), "有1处字符无法识别")
			if sound := figure == "12"; (got.Mark == Reported) != sound || told == sound {
				t.Errorf("%s, %q: read %+v, told of: %v; warnings %v", name, figure, got, told, r.Warnings)
			}
		}
	}
}
