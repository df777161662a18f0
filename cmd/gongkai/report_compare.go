package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"

	"gongkai/law/report"
)

var compareCommand = command{
	words:   "report compare",
	summary: "逐格比较两份年度报告，并比较文字的雷同程度",
	help: `逐格比较两份年度报告，并逐段比较文字有多少与旧报告相同。

用法：
  gongkai report compare [--json] 旧报告 新报告

上年数不足30的不计算百分比。空白格按0比较，并注明空白。

例子：
  gongkai report compare 2023年报.pdf 2024年报.docx
  gongkai report compare --json 2023年报.pdf 2024年报.docx > 比较.json
`,
	run: runCompare,
}

func runCompare(c *call) int {
	var asJSON bool
	files, err := flags{bools: map[string]*bool{"json": &asJSON}}.parse(c)
	if err != nil {
		return exitFailed
	}
	if len(files) != 2 {
		return c.fail("请写明旧报告和新报告两个文件，现在写了%d个。例如：gongkai report compare 2023年报.pdf 2024年报.docx", len(files))
	}
	var sides [2]*report.Report
	for i, path := range files {
		r, err := readOne(path)
		if err != nil {
			return c.fail("%s：%s", path, err)
		}
		if r.Edition == nil || r.Cells() == 0 {
			return c.fail("%s：不能比较。%s", path, firstWarning(r))
		}
		for j := range r.Warnings {
			fmt.Fprintf(c.stderr, "%s：%s\n", path, r.Warnings[j].Says)
		}
		sides[i] = r
	}
	comparison := report.Compare(sides[0], sides[1])
	if asJSON {
		var b bytes.Buffer
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(comparison); err != nil {
			return c.fail("比较结果写不成JSON。请把两个文件发给维护人员。")
		}
		return c.print(b.String())
	}
	return c.describeComparison(comparison, files)
}

// describeComparison tells a person what changed.
func (c *call) describeComparison(k *report.Comparison, files []string) int {
	w := bufio.NewWriter(c.stdout)
	for _, s := range []struct {
		name, path string
		side       report.Side
	}{{"旧", files[0], k.Old}, {"新", files[1], k.New}} {
		fmt.Fprintf(w, "%s：%s，%s，%s，%s年格式\n", s.name, s.path, orUnknown(s.side.Organ, "机关名称不明"), yearName(s.side.Year), s.side.Edition)
	}
	changed, same := 0, 0
	fmt.Fprintf(w, "\n数字\n")
	for _, cell := range k.Cells {
		if !cell.IsChanged() {
			same++
			continue
		}
		changed++
		if says := cell.Says(); says != "" {
			fmt.Fprintf(w, "  %s\n", says)
		} else {
			fmt.Fprintf(w, "  %s：%s → %s\n", cell.Label, shown(cell.Old, cell.OldMark), shown(cell.New, cell.NewMark))
		}
	}
	fmt.Fprintf(w, "  共%d格有变化，%d格相同。\n", changed, same)
	describeStanding(w, "只有旧报告有", k.OnlyOld)
	describeStanding(w, "只有新报告有", k.OnlyNew)
	fmt.Fprintf(w, "\n文字\n")
	for _, t := range k.Texts {
		fmt.Fprintf(w, "  %s\n", t.Says(k.Limit))
	}
	if len(k.Texts) == 0 {
		fmt.Fprintln(w, "  没有可以比较的文字。")
	}
	if err := w.Flush(); err != nil {
		return c.unwritten()
	}
	return exitClean
}

func describeStanding(w *bufio.Writer, title string, list []report.Standing) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s（两种格式的项目不同，不作比较）\n", title)
	for _, s := range list {
		fmt.Fprintf(w, "  %s：%s\n", s.Label, shown(s.Value, s.Mark))
	}
}

// markWords are the words for a cell without a number.
var markWords = map[string]string{"absent": "没有这一格", "blank": "空白", "not_applicable": "／", "text": "文字"}

func shown(n *report.Number, mark string) string {
	if n != nil {
		return n.String()
	}
	return orUnknown(markWords[mark], mark)
}
