package law

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/coverage.md")

// articles is how many articles the regulations have.
const articles = 56

// A covered is one line of coverage.txt.
type covered struct {
	article              int
	status, folder, says string
}

var statusWords = map[string]string{"done": "已做", "partly": "部分", "planned": "计划", "not ours": "不属于"}

func readCoverage(t *testing.T) []covered {
	t.Helper()
	data, err := os.ReadFile("coverage.txt")
	if err != nil {
		t.Fatal(err)
	}
	var lines []covered
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, " | ")
		if len(fields) != 4 {
			t.Fatalf("coverage.txt:%d has %d fields, want 4", i+1, len(fields))
		}
		article, err := strconv.Atoi(fields[0])
		if err != nil {
			t.Fatalf("coverage.txt:%d: %v", i+1, err)
		}
		lines = append(lines, covered{article, fields[1], fields[2], fields[3]})
	}
	return lines
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	citedBy := map[int][]string{} // article → packages
	for _, c := range citations(t) {
		if c.Statute == OGI && !c.Test {
			citedBy[c.Article] = append(citedBy[c.Article], c.Package)
		}
	}
	lines := readCoverage(t)
	if len(lines) != articles {
		t.Errorf("coverage.txt has %d articles, want %d", len(lines), articles)
	}
	for i, line := range lines {
		if line.article != i+1 {
			t.Fatalf("coverage.txt: article %d stands where %d belongs", line.article, i+1)
		}
		if statusWords[line.status] == "" || !strings.HasSuffix(line.says, "。") {
			t.Errorf("article %d: status %q, sentence %q", line.article, line.status, line.says)
		}
		if (line.folder == "-") != (line.status == "not ours") {
			t.Errorf("article %d is %s and names package %q", line.article, line.status, line.folder)
		}
		switch by := citedBy[line.article]; {
		case line.status == "not ours" && len(by) > 0:
			t.Errorf("article %d is not ours but cited by %v", line.article, by)
		case (line.status == "done" || line.status == "partly") && !slices.Contains(by, line.folder):
			t.Errorf("article %d is %s by %s, which does not cite it; cited by %v", line.article, line.status, line.folder, by)
		}
	}
}

// TestCoveragePage keeps docs/coverage.md equal to what the code says.
func TestCoveragePage(t *testing.T) {
	t.Parallel()
	page := coveragePage(t)
	path := filepath.Join(moduleRoot(t), "docs", "coverage.md")
	if *update {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(old) != page {
		t.Errorf("docs/coverage.md is stale; run: go generate ./law")
	}
}

func coveragePage(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("<!-- Generated from law/coverage.txt and the source by `go generate ./law`; do not edit. -->\n\n# 条文落实情况\n\n")
	lines := readCoverage(t)
	counts := map[string]int{}
	for _, line := range lines {
		counts[line.status]++
	}
	fmt.Fprintf(&b, "《政府信息公开条例》（%s）共%d条：已做%d条，部分%d条，计划%d条，不属于程序办理的%d条。\n\n",
		OGI.Number, len(lines), counts["done"], counts["partly"], counts["planned"], counts["not ours"])
	b.WriteString("“已做”“部分”的条文，程序里都有逐字引用，由测试与条文原文核对。\n\n| 条 | 情况 | 所在 | 说明 |\n|---|---|---|---|\n")
	for _, line := range lines {
		fmt.Fprintf(&b, "| 第%s条 | %s | %s | %s |\n", numeral(line.article), statusWords[line.status], line.folder, line.says)
	}
	b.WriteString("\n## 未取得原文的依据\n\n程序按下列文件办事，但手头没有原文，没有逐字引用。取得原文后应补上引用并核对。\n\n")
	for _, item := range unread(t) {
		b.WriteString("- " + item + "\n")
	}
	b.WriteString("\n## 未经核实的参数\n\n| 参数 | 自 | 依据 | 说明 |\n|---|---|---|---|\n")
	for _, row := range unverified() {
		b.WriteString(row + "\n")
	}
	return b.String()
}

// unread lists the texts cited without having been read, each with what is
// taken from it, sorted.
func unread(t *testing.T) []string {
	var items []string
	for _, c := range citations(t) {
		if c.Statute == nil && !c.Test {
			items = append(items, c.String()+"："+c.What)
		}
	}
	slices.Sort(items)
	return slices.Compact(items)
}

// unverified lists the rows of parameters that no text at hand confirms.
func unverified() []string {
	var rows []string
	for _, parameter := range parameters() {
		for _, f := range parameter {
			if f.Unverified != "" {
				rows = append(rows, fmt.Sprintf("| %s | %s | %s | %s |", f.Parameter, orDash(string(f.From)), orDash(f.Cite.String()), f.Unverified))
			}
		}
	}
	slices.Sort(rows)
	return rows
}

func orDash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
