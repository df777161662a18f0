package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"sync"

	"gongkai/law/report"
)

var errStopped = errors.New("stopped")

var checkCommand = command{
	words:   "report check",
	summary: "读取年度报告，核对勾稽关系和文表一致",
	help: `读取年度报告，核对勾稽关系、文字与表格是否一致。

用法：
  gongkai report check [--json] [--previous 文件或文件夹] 文件或文件夹…

读取HTML、DOCX、PDF、XLSX、CSV、文本、Markdown和本程序的JSON、JSON Lines。
文件夹连同下级文件夹按路径顺序读取，只读上述格式。

选项：
  --json           每份报告输出一行JSON（格式 gongkai.report/1，见 docs/json.md）
  --previous 路径  同时与上一年的报告核对；是文件夹时按机关名称找上一年的报告

退出状态：0 没有错误，1 有错误，2 有文件读不了。

例子：
  gongkai report check 2024年报.docx
  gongkai report check --previous 2023年报.pdf 2024年报.docx
  gongkai report check --json 各单位年报/ > 结果.jsonl
`,
	run: runCheck,
}

func runCheck(c *call) int {
	var asJSON bool
	var previous string
	files, err := flags{
		bools:   map[string]*bool{"json": &asJSON},
		strings: map[string]*string{"previous": &previous},
	}.parse(c)
	if err != nil {
		return exitFailed
	}
	if len(files) == 0 {
		return c.fail("请写明要核对的文件或文件夹。例如：gongkai report check 2024年报.docx")
	}
	defer paceChecking()()
	past, status := newPast(c, previous, files)
	out := bufio.NewWriterSize(c.stdout, 1<<16)
	reports := 0
	rooms := sync.Pool{New: func() any { return new([]byte) }} // for what one file gives
	step, end := c.watch()
	err = each(
		func(put func(*batch) error) error { return feedBatches(files, put) },
		func(b *batch) checked { return check(b, past, asJSON, *rooms.Get().(*[]byte)) },
		func(k checked) error {
			step()
			reports += k.reports
			status = max(status, k.status)
			c.stderr.Write(k.says)
			if out.Available() < len(k.data) { // whoever interrupts the program keeps whole lines
				if err := out.Flush(); err != nil {
					return err
				}
			}
			_, err := out.Write(k.data)
			k.data = k.data[:0]
			rooms.Put(&k.data)
			return err
		})
	end()
	if err == nil {
		err = out.Flush()
	}
	switch {
	case err != nil:
		return c.unwritten()
	case reports == 0 && status == exitClean:
		return c.fail("没有找到年度报告，没有核对。")
	}
	return status
}

// paceChecking lets the heap grow to five times what is held, but not far beyond
// 28 MB: one report is held at a time, so collections are few and the process
// stays small, also with PDFium, which takes 37 MB beside it, and also when a
// file is made to fill memory. A larger limit was measured to gain nothing. It
// returns what restores the settings of the process; whoever sets
// them by environment keeps them.
func paceChecking() (restore func()) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	percent, limit := debug.SetGCPercent(400), debug.SetMemoryLimit(28<<20)
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// checked is the result for one file: what goes to standard output and what to
// standard error.
type checked struct {
	source  source
	asJSON  bool
	data    []byte
	says    []byte
	reports int // that make a line, also those that could not be read
	status  int
}

// check reads and checks one file or some lines, and writes to room.
func check(b *batch, past *past, asJSON bool, room []byte) checked {
	s := b.source
	k := checked{source: s, asJSON: asJSON, data: room}
	if s.told != "" {
		k.tell(s.told)
		if s.failed {
			k.status = exitFailed
		}
		return k
	}
	err := b.each(parseWhole, func(r *report.Report) error {
		var before predecessor
		if r.Edition != nil {
			before = past.of(s, r)
			r.Findings = r.Check(report.Circumstances{Previous: before.report})
		}
		k.status = max(k.status, before.status)
		k.add(r, before.note)
		return nil
	}, k.tell)
	switch {
	case s.passedOver(err):
		k.tell(s.path + "：不是年度报告，已跳过。")
	case err != nil:
		k.add(unreadable(s, err), "")
	}
	return k
}

// tell puts a sentence on standard error.
func (k *checked) tell(says string) { k.says = append(append(k.says, says...), '\n') }

// add takes a report with its findings; note is what could not be compared with
// the year before, "" for nothing.
func (k *checked) add(r *report.Report, note string) {
	k.reports++
	k.status = max(k.status, statusOf(r))
	name := k.source.shown(r.File)
	if note != "" {
		k.tell(name + "：" + note)
	}
	if !k.asJSON {
		k.data = append(k.data, describe(r, name)...)
		return
	}
	if cap(k.data) == 0 {
		k.data = make([]byte, 0, 16<<10) // room for nearly every report
	}
	k.data = append(r.AppendJSON(k.data), '\n')
	if r.Edition == nil {
		k.tell(name + "：" + firstWarning(r))
	}
}

// statusOf returns the exit status a report calls for.
func statusOf(r *report.Report) int {
	if r.Edition == nil || r.Cells() == 0 {
		return exitFailed
	}
	for i := range r.Findings {
		if r.Findings[i].Severity == report.Error {
			return exitFindings
		}
	}
	return exitClean
}

// describe tells a person what was read and found.
func describe(r *report.Report, name string) []byte {
	var b bytes.Buffer
	switch {
	case r.Edition == nil:
		fmt.Fprintf(&b, "%s：没有读取。\n", name)
	case r.Cells() == 0:
		fmt.Fprintf(&b, "%s：没有读到表格里的数字。\n", name)
	default:
		fmt.Fprintf(&b, "%s：%s，%s，%s年格式，读到%d格%s。\n", name, orUnknown(r.Organ, "机关名称不明"), yearName(r.Year), r.Edition.Name, r.Cells(), ofAll(r))
	}
	describeWarnings(&b, r)
	describeFindings(&b, r)
	if len(r.Findings) == 0 && r.Cells() > 0 {
		b.WriteString("  ● 核对　" + nothingFound(r) + "\n")
	}
	return b.Bytes()
}

// ofAll says beside the cells read that the form has more.
func ofAll(r *report.Report) string {
	if all := len(r.Edition.Codes()); r.Cells() < all {
		return fmt.Sprintf("，格式共%d格", all)
	}
	return ""
}

// nothingFound is said only of what was read: a part of a report is not the
// report.
func nothingFound(r *report.Report) string {
	if lost := len(r.Edition.Codes()) - r.Cells(); lost > 0 {
		return fmt.Sprintf("读到的%d格没有发现问题，另有%d格没有读到，没有核对。", r.Cells(), lost)
	}
	return "没有发现问题。"
}

// fewAlike is how many messages of one kind are shown in full; of more the first
// is, and the rest are named on one line.
const fewAlike = 3

func describeWarnings(b *bytes.Buffer, r *report.Report) {
	sign := "◆"
	if statusOf(r) == exitFailed {
		sign = "▲"
	}
	places := make(map[string][]string)
	for i := range r.Warnings {
		places[r.Warnings[i].Code] = append(places[r.Warnings[i].Code], placeName(r, r.Warnings[i].At))
	}
	for i := range r.Warnings {
		w := &r.Warnings[i]
		alike := places[w.Code]
		if alike == nil {
			continue // told with the first of its kind
		}
		fmt.Fprintf(b, "  %s 读取　%s\n", sign, w.Says)
		if len(alike) > fewAlike {
			fmt.Fprintf(b, "  　　　　另有%d处同样的情况：%s\n", len(alike)-1, listed(alike[1:]))
			places[w.Code] = nil
		}
	}
}

func describeFindings(b *bytes.Buffer, r *report.Report) {
	places := make(map[string][]string)
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Left == nil && f.Right == nil { // one with arithmetic is always shown
			places[f.Rule] = append(places[f.Rule], placeName(r, f.At))
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		alike, grouped := places[f.Rule]
		if grouped && alike == nil {
			continue
		}
		fmt.Fprintf(b, "  %s　%s\n", severityName(f.Severity), f.Says)
		if len(alike) > fewAlike {
			fmt.Fprintf(b, "  　　　　另有%d处同样的情况：%s\n", len(alike)-1, listed(alike[1:]))
			places[f.Rule] = nil
		}
		if try := f.Try(); try != "" {
			fmt.Fprintf(b, "  　　　　%s\n", try)
		}
	}
}

// listed joins names, and counts those beyond the first dozen.
func listed(names []string) string {
	const most = 12
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等%d处", strings.Join(names[:most], "、"), len(names))
}

// placeName is the form's words for the place of a message.
func placeName(r *report.Report, at string) string {
	if r.Edition == nil || at == "" {
		return "全文"
	}
	if row := r.Edition.Row(strings.TrimPrefix(at, "application.")); row != nil {
		name, _, _ := strings.Cut(row.Label, "（区分")
		return name
	}
	if key, is := strings.CutPrefix(at, "narrative."); is {
		for _, c := range r.Edition.Chapters {
			if c.Key == key {
				return "第" + c.Number + "部分"
			}
		}
	}
	return r.Edition.Label(report.Code(at))
}

func severityName(s report.Severity) string {
	switch s {
	case report.Error:
		return "▲ 错误"
	case report.Caution:
		return "◆ 请核对"
	case report.Uncertain:
		return "◇ 待确认"
	}
	return "○ 提示"
}

func orUnknown(s, unknown string) string {
	if s == "" {
		return unknown
	}
	return s
}

func yearName(year int) string {
	if year == 0 {
		return "年度不明"
	}
	return fmt.Sprintf("%d年", year)
}
