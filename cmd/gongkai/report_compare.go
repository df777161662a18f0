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
	if note := oddPair(sides[0], sides[1]); note != "" {
		fmt.Fprintln(c.stderr, note)
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
	changed, same, neither := 0, 0, 0
	fmt.Fprintf(w, "\n数字\n")
	for _, cell := range k.Cells {
		switch {
		case cell.OldMark == report.Absent.String() && cell.NewMark == cell.OldMark:
			neither++
			continue
		case !cell.IsChanged():
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
	fmt.Fprintf(w, "  共%d格有变化，%d格相同", changed, same)
	if neither > 0 {
		fmt.Fprintf(w, "，%d格两份报告都没有", neither)
	}
	fmt.Fprintln(w, "。")
	describeStanding(w, "只有旧报告有", k.OnlyOld)
	describeStanding(w, "只有新报告有", k.OnlyNew)
	fmt.Fprintf(w, "\n文字\n")
	for _, t := range k.Texts {
		fmt.Fprintf(w, "  %s\n", t.Says(k.Limit))
		describeParagraphs(w, t.Paragraphs, k.Limit)
	}
	if len(k.Texts) == 0 {
		fmt.Fprintln(w, "  没有可以比较的文字。")
	}
	if err := w.Flush(); err != nil {
		return c.unwritten()
	}
	return exitClean
}

// oddPair says what makes a comparison look like a slip of the hand: the reports
// given the wrong way round, or of different organs. "" when nothing does.
func oddPair(old, new *report.Report) string {
	switch {
	case old.Year != 0 && new.Year != 0 && old.Year > new.Year:
		return fmt.Sprintf("写在前面的是%d年的报告，后面的是%d年的，按前旧后新比较。请核对先后。", old.Year, new.Year)
	case old.Organ != "" && new.Organ != "" && !isOneName(organKey(old.Organ), organKey(new.Organ)):
		return fmt.Sprintf("两份报告的机关名称不同：%s、%s。请核对是不是同一机关。", old.Organ, new.Organ)
	}
	return ""
}

// describeParagraphs shows the paragraphs that are alike, by their first words.
func describeParagraphs(w *bufio.Writer, paragraphs []report.ParagraphMatch, limit float64) {
	for i, p := range paragraphs {
		if p.Enough && p.Share > limit {
			fmt.Fprintf(w, "    第%d段“%s”：%.1f%%相同。\n", i+1, firstWords(p.Text), p.Share*100)
		}
	}
}

func firstWords(text string) string {
	const most = 16
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "……"
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
