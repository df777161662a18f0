package markdown_test

import (
	"strings"
	"testing"

	"gongkai/paper/markdown"
)

// report is a Markdown file of 10 KB, as most annual reports are.
func report() string {
	return "# 年度报告\n\n一、总体情况\n（一）主动公开。全年公开信息**120**条。\n\n## 三、收到和处理\n\n" +
		"| 项目 |   | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n|---|---|---|---|---|---|---|---|---|\n" +
		strings.Repeat("| （三）不予公开 | 1.属于国家秘密 | 0 | 0 | 12 | 0 |   | 0 | 12 |\n", 60) +
		"\n## 五、存在的主要问题及改进情况\n\n" + strings.Repeat("一年来，各项工作稳步推进，但仍有不足。", 60) + "\n"
}

func BenchmarkRead(b *testing.B) {
	data := []byte(report())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := markdown.Read(data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}
