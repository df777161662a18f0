package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/paper"
	"gongkai/paper/csv"
)

var rollupCommand = command{
	words:   "report rollup",
	summary: "汇总多个机关的年度报告，列出缺报的机关，与上级公布数核对",
	help: `汇总多个机关同一年度的报告：逐格相加，列出谁报了、谁没有报。

用法：
  gongkai report rollup [--json|--csv] [--organs 清单.csv] [--published 上级报告] [--contributors] 文件或文件夹…

同一机关同一年度有两份报告时不汇总，并指明两个文件。有下级机关在列的报告不重复相加。
2019年格式和2021年格式一起汇总时，表三、表四相加；表二只相加行政许可、行政处罚、行政强制的处理决定数量。

选项：
  --json            输出JSON（格式 gongkai.rollup/1）
  --csv             输出CSV：edition,cell,label,sum,reports,blank,absent
  --organs 清单     应当报告的机关，CSV，第一行写 organ,parent,level
  --published 报告  上级公布的报告：文件，或者清单中机关的名称；逐格与汇总数核对
  --contributors    列出每一格由哪些机关的多少构成；不能与 --csv 同用

退出状态：0 完成，1 有错误，2 有文件不能汇总。与上级公布数不一致的逐格列出，是否有误由人判断，不作错误。

例子：
  gongkai report rollup 各单位年报/
  gongkai report rollup --organs 机关清单.csv --published 县政府年报.pdf 各单位年报/
  gongkai report rollup --json --contributors 各单位年报/ > 汇总.json
`,
	run: runRollup,
}

// rollupCall is one roll-up asked for.
type rollupCall struct {
	*call
	asJSON, asCSV, contributors bool
	organs, published           string
	files                       []string
	unread                      int // files left out because they could not be read
}

func runRollup(c *call) int {
	k := &rollupCall{call: c}
	files, err := flags{
		bools:   map[string]*bool{"json": &k.asJSON, "csv": &k.asCSV, "contributors": &k.contributors},
		strings: map[string]*string{"organs": &k.organs, "published": &k.published},
	}.parse(c)
	switch {
	case err != nil:
		return exitFailed
	case len(files) == 0:
		return c.fail("请写明要汇总的文件或文件夹。例如：gongkai report rollup 各单位年报/")
	case k.asJSON && k.asCSV:
		return c.fail("--json和--csv只能用一个。")
	case k.asCSV && k.contributors:
		return c.fail("CSV里没有各机关的构成。要列出构成，请把 --csv 换成 --json，或者去掉 --csv。")
	}
	k.files = files
	return k.do()
}

func (k *rollupCall) do() int {
	options, published, err := k.options()
	if err != nil {
		return k.fail("%s", sentence(err))
	}
	u, err := k.gather(options)
	if err != nil {
		return k.fail("没有汇总：%s", sentence(err))
	}
	result := u.Result()
	if result.Reports == 0 {
		return k.fail("没有可以汇总的报告。")
	}
	if published == nil && k.published != "" {
		if published = u.Held(k.published); published == nil {
			return k.fail("没有找到“%s”：它应当是一个文件，或者是所列文件里某个机关的名称。", k.published)
		}
	}
	var findings []report.Finding
	if published != nil {
		if findings, err = u.Against(published); err != nil {
			return k.fail("%s", sentence(err))
		}
	}
	if err := k.write(u, result, published, findings); err != nil {
		return k.unwritten()
	}
	switch {
	case k.unread > 0:
		return k.fail("有%d份没有计入汇总，原因见上。", k.unread)
	case hasErrors(findings):
		return exitFindings
	}
	return exitClean
}

// about puts before an error which file it is about.
func about(what, path string, err error) error {
	if !paper.IsUnreadable(err) {
		return err
	}
	return paper.Unreadable(what+path+"："+err.Error(), "", err)
}

// sentence is an error as a person reads it.
func sentence(err error) string {
	if paper.IsUnreadable(err) {
		return err.Error()
	}
	return problem.Of(err).Sentence()
}

func hasErrors(findings []report.Finding) bool {
	for i := range findings {
		if findings[i].Severity == report.Error {
			return true
		}
	}
	return false
}

// options reads the list of organs and the published report.
func (k *rollupCall) options() (report.RollUpOptions, *report.Report, error) {
	o := report.RollUpOptions{Contributors: k.contributors}
	if k.organs != "" {
		data, err := load(k.organs)
		if err != nil {
			return o, nil, about("机关清单", k.organs, err)
		}
		text, _ := paper.Decode(data) // Excel saves CSV in GBK
		if o.Organs, err = report.ReadMembers(strings.NewReader(text)); err != nil {
			return o, nil, err
		}
	}
	if k.published == "" {
		return o, nil, nil
	}
	if _, err := os.Stat(k.published); errors.Is(err, os.ErrNotExist) {
		o.Published = k.published
		return o, nil, nil
	}
	r, err := readOne(k.published)
	if err != nil {
		return o, nil, about("上级公布的报告", k.published, err)
	}
	if r.Edition == nil || r.Cells() == 0 {
		return o, nil, problem.Invalid("上级公布的报告%s没有读到数字。%s", k.published, firstWarning(r))
	}
	o.Published = r.Organ
	return o, r, nil
}

// gather adds the reports of all files on several goroutines.
func (k *rollupCall) gather(o report.RollUpOptions) (*report.RollUp, error) {
	whole := report.NewRollUp(o)
	var says []string
	step, end := k.watch()
	err := eachBatch(k.files,
		func() *adding { return &adding{sum: report.NewRollUp(o)} },
		func(a *adding, b *batch) {
			a.take(b)
			step()
		},
		func(a *adding) error {
			says = append(says, a.says...)
			k.unread += a.unread
			if a.failed != nil {
				return a.failed
			}
			return whole.Merge(a.sum)
		})
	end()
	slices.Sort(says) // the goroutines' order means nothing
	for _, s := range says {
		fmt.Fprintln(k.stderr, s)
	}
	return whole, err
}

// adding is one goroutine's part of a roll-up.
type adding struct {
	sum    *report.RollUp
	says   []string
	unread int
	failed error
}

// take adds the reports of a batch.
func (a *adding) take(b *batch) {
	switch {
	case a.failed != nil:
		return
	case b.source.told != "":
		a.note(b.source.told)
		if b.source.failed {
			a.unread++
		}
		return
	}
	err := b.each(report.ParseFigures, func(r *report.Report) error {
		r.File = b.source.shown(r.File)
		if r.Edition == nil || r.Cells() == 0 {
			a.leaveOut(r.File, firstWarning(r))
			return nil
		}
		err := a.sum.Add(r)
		if p := problem.Of(err); p != nil && p.Kind == problem.KindInvalid { // this report, not the roll-up
			a.unread++
			a.note(p.Sentence())
			return nil
		}
		return err
	}, a.note)
	switch {
	case err == nil:
	case b.source.passedOver(err):
		a.note(b.source.path + "：不是年度报告，已跳过。")
	case paper.IsUnreadable(err):
		a.leaveOut(b.source.path, err.Error())
	default:
		a.failed = err
	}
}

func (a *adding) note(says string) { a.says = append(a.says, says) }

func (a *adding) leaveOut(name, says string) {
	a.unread++
	a.note(name + "：没有计入汇总。" + says)
}

func (k *rollupCall) write(u *report.RollUp, result *report.RolledUp, published *report.Report, findings []report.Finding) error {
	w := bufio.NewWriterSize(k.stdout, 1<<16)
	var err error
	switch {
	case k.asJSON:
		err = k.writeJSON(w, u, result, findings)
	case k.asCSV:
		err = csv.Write(w, sumTable(result))
	default:
		k.describe(w, u, result, published, findings)
	}
	if err != nil {
		return err
	}
	return w.Flush()
}

// rollupJSON is a roll-up as JSON: the sums, and what was asked for besides.
type rollupJSON struct {
	*report.RolledUp
	Unread       int                                   `json:"unread"` // files that could not be read and are not in the sums
	Contributors map[report.Code][]report.Contribution `json:"contributors,omitempty"`
	Findings     []findingJSON                         `json:"findings"`
}

type findingJSON struct {
	Rule     string          `json:"rule"`
	At       string          `json:"at"`
	Left     *report.Number  `json:"left"`
	Right    *report.Number  `json:"right"`
	Severity report.Severity `json:"severity"`
	Says     string          `json:"says"`
	Source   string          `json:"source"`
}

func (k *rollupCall) writeJSON(w io.Writer, u *report.RollUp, result *report.RolledUp, findings []report.Finding) error {
	out := rollupJSON{RolledUp: result, Unread: k.unread, Findings: []findingJSON{}}
	for _, f := range findings {
		out.Findings = append(out.Findings, findingJSON(f))
	}
	if k.contributors {
		out.Contributors = make(map[report.Code][]report.Contribution)
		for _, s := range result.Cells {
			if list := u.Contributors(s.Code); len(list) > 0 {
				out.Contributors[s.Code] = list
			}
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}

// sumTable is a roll-up as a table, one cell a row.
func sumTable(result *report.RolledUp) *paper.Table {
	t := &paper.Table{}
	row := func(texts ...string) paper.Row {
		var r paper.Row
		for _, text := range texts {
			r.Cells = append(r.Cells, paper.Cell{Text: text})
		}
		return r
	}
	t.Rows = append(t.Rows, row("edition", "cell", "label", "sum", "reports", "blank", "absent"))
	add := func(edition string, sums []report.Sum) {
		for _, s := range sums {
			r := row(edition, string(s.Code), s.Label, s.Sum.String(), fmt.Sprint(s.Reports), fmt.Sprint(s.Blank), fmt.Sprint(s.Absent))
			r.Cells[3].Value, r.Cells[3].Number = paper.NumberValue, s.Sum.String()
			t.Rows = append(t.Rows, r)
		}
	}
	add("", result.Cells)
	for _, apart := range result.Apart {
		add(apart.Edition, apart.Cells)
	}
	return t
}

// leftOut says beside the number of reports that it is not all of them.
func leftOut(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("，另有%d份不能读取，没有计入", n)
}

// describe tells a person the sums, who is in them and who is missing.
func (k *rollupCall) describe(w io.Writer, u *report.RollUp, result *report.RolledUp, published *report.Report, findings []report.Finding) {
	fmt.Fprintf(w, "%s汇总：%d份报告%s。\n", yearName(result.Year), result.Reports, leftOut(k.unread))
	k.describeSums(w, u, result.Cells)
	for _, apart := range result.Apart {
		fmt.Fprintf(w, "\n只在%s年格式中的项目\n", apart.Edition)
		k.describeSums(w, u, apart.Cells)
	}
	names := func(title string, list []string) {
		if len(list) > 0 {
			fmt.Fprintf(w, "\n%s（%d个）：%s\n", title, len(list), firstOf(list))
		}
	}
	names("计入汇总的机关", result.Added)
	names("没有报告的机关", result.Missing)
	names("不在清单上的机关", result.Unlisted)
	names("有下级在列、没有重复相加的机关", result.Superiors)
	if published == nil {
		return
	}
	judged := u.Judged(published)
	fmt.Fprintf(w, "\n与%s公布的报告核对：比较了%d格%s。\n", published.Organ, judged, uncompared(published, judged))
	for _, f := range findings {
		fmt.Fprintf(w, "  %s　%s\n", severityName(f.Severity), f.Says)
	}
	if len(findings) == 0 && judged > 0 {
		fmt.Fprintln(w, "  ● 全部一致。")
	}
}

// firstOf joins names: all of a county's organs, the first of a country's.
func firstOf(names []string) string {
	const most = 200
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:most], "、") + "等，全部名单见 --json"
}

// uncompared says that agreement is not agreement on the whole.
func uncompared(published *report.Report, judged int) string {
	left := len(published.Edition.Codes()) - judged
	if left <= 0 {
		return ""
	}
	return fmt.Sprintf("，另有%d格上级或者下级的报告没有，不能比较", left)
}

func (k *rollupCall) describeSums(w io.Writer, u *report.RollUp, sums []report.Sum) {
	for _, s := range sums {
		fmt.Fprintf(w, "  %s\t%s", s.Label, s.Sum)
		var not []string
		if s.Blank > 0 {
			not = append(not, fmt.Sprintf("%d份空白", s.Blank))
		}
		if s.Absent > 0 {
			not = append(not, fmt.Sprintf("%d份没有读到", s.Absent))
		}
		if len(not) > 0 {
			fmt.Fprintf(w, "\t（%s）", strings.Join(not, "，"))
		}
		fmt.Fprintln(w)
		if !k.contributors {
			continue
		}
		for _, c := range u.Contributors(s.Code) {
			if c.Value.Sign() != 0 {
				fmt.Fprintf(w, "    %s\t%s\n", c.Organ, c.Value)
			}
		}
	}
}
