package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rulesDoc is where the manual's list of rules stands.
var rulesDoc = filepath.Join("..", "..", "docs", "rules.md")

// TestRulesDoc wants docs/rules.md to say what the table of rules says; -update
// writes it.
func TestRulesDoc(t *testing.T) {
	t.Parallel()
	want := rulesMarkdown()
	if *update {
		if err := os.MkdirAll(filepath.Dir(rulesDoc), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(rulesDoc, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(rulesDoc)
	if err != nil || string(got) != want {
		t.Errorf("%s is not what the rules say (%v); run go test ./law/report -run RulesDoc -update", rulesDoc, err)
	}
}

// TestRulesAreWhole wants every rule to say what a finding needs.
func TestRulesAreWhole(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	for _, r := range Rules() {
		if seen[r.Name] || r.Says == "" || r.At == "" || r.Fact == "" || !strings.HasSuffix(r.Try, "。") {
			t.Errorf("rule %+v is stated twice or lacks something", r)
		}
		seen[r.Name] = true
	}
}

var severityWords = map[Severity]string{Error: "错误", Caution: "请核对", Info: "提示", Uncertain: "待确认"}

func rulesMarkdown() string {
	var b strings.Builder
	b.WriteString(`# 年度报告的检查规则

<!-- 由 go test ./law/report -run RulesDoc -update 从规则表生成，请勿手工修改。 -->

` + "`gongkai report check`" + ` 按下列规则检查报告，按报告的顺序列出发现的问题。

- 空白、“/”“-”“无”按0计算，“总计”空白时按这一行各列之和计算。
- 规则要用到的数字有一个没有读出的，这条规则不判断；没有读出的内容由读取提示说明。
- **错误**：格式或者法规不允许的矛盾。**请核对**：需要人看一看。**提示**：供参考。**待确认**：机关的层级、公布日期等前提是推断的，需要先核实。
- 名称带` + "`_blank`" + `的，是同一规则因“总计”空白而不成立。
- “编号”是规则在法规事实清单中的编号。2019年格式的报告，依据为国办公开办函〔2019〕60号。

| 规则 | 等级 | 内容 | 处理 | 位置 | 依据 | 年度 | 编号 |
|---|---|---|---|---|---|---|---|
`)
	for _, r := range Rules() {
		name := "`" + r.Name + "`"
		if r.Blank {
			name += "、`" + r.Name + blankSuffix + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | `%s` | %s | %s | %s |\n",
			name, severityWords[r.Severity], r.Says, r.Try, r.At, sourceOf(r), years(r), r.Fact)
	}
	return b.String()
}

func sourceOf(r Rule) string {
	if r.Cite.IsZero() {
		return ownRule
	}
	return r.Cite.String()
}

func years(r Rule) string {
	switch {
	case r.Since > 0 && r.Until > 0:
		return fmt.Sprintf("%d至%d", r.Since, r.Until)
	case r.Since > 0:
		return fmt.Sprintf("%d起", r.Since)
	case r.Until > 0:
		return fmt.Sprintf("至%d", r.Until)
	}
	return "全部"
}
