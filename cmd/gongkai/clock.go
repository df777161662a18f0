package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gongkai/law/application"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

var clockCommand = command{
	words:   "clock",
	summary: "按案件历史计算答复期限，逐日说明",
	help: `按案件历史计算依申请公开的答复期限，逐日说明。

用法：
  gongkai clock [--json] 案件历史文件或文件夹…

案件历史每行一步，日期在前，#以后是说明：
  2024-01-29 receive channel=online
  2024-02-05 require-correction until=2024-02-26
  2024-02-20 correct
  2024-02-27 consult third-party=甲公司
  2024-03-11 opinion third-party=甲公司 objects
  2024-03-15 extend days=20
  2024-04-02 fee-notice
  2024-04-09 paid
  2024-04-30 reply outcome=partly_granted

步骤：
  submit、receive　提交，收到申请（channel=渠道）
  require-correction、correct、lapse　要求补正（until=日期），补正，不再处理
  consult、opinion、silence　征求意见（third-party=、co-maker=、organ=名称，
    可以写 received=日期），收到意见（consents、objects），逾期未提出意见
  ask-reasons、give-reasons、defer　要求说明理由，说明理由，延迟答复（until=日期）
  extend　延长（days=工作日数）
  fee-notice、paid　收费通知，缴费
  reply、deliver、amend-reply　答复（outcome=结果代码），送达，更改答复
  withdraw、reopen、archive　撤回，重新办理，归档
  register、assign、take-over、return、search、weigh、draft、review、approve、
  propose-lapse、change-delivery、chase、comment　内部办理，不影响期限

文件名写 - 时从标准输入读取；文件夹里读取扩展名是 .history 的文件。
每一步都要合法：法律没有授权的步骤、期限以外的补正通知和延长都指出行号和条文，不作计算。

选项：
  --json  每个文件输出一行JSON；不止一个文件时带文件名（file），有错误的写明错误（error）

退出状态：0 算出，2 有文件算不出。

例子：
  gongkai clock 案件.history
  gongkai clock --json 案件.history
  gongkai clock --json 全年案件/ > 期限.jsonl
`,
	run: runClock,
}

// A reckoned file is one line of many: the reckoning, or what is wrong.
type reckonedFile struct {
	File string `json:"file"`
	*application.Reckoning
	Error string `json:"error,omitempty"`
}

func runClock(c *call) int {
	var asJSON bool
	files, err := flags{bools: map[string]*bool{"json": &asJSON}}.parse(c)
	if err != nil {
		return exitFailed
	}
	if len(files) == 0 {
		return c.fail("请写明案件历史文件。例如：gongkai clock 案件.history")
	}
	k := &clockRun{call: c, out: bufio.NewWriterSize(c.stdout, 1<<16), asJSON: asJSON, clock: application.NewClock(calendar.National())}
	k.many = len(files) > 1 || isFolder(files[0])
	for _, path := range files {
		if err := k.path(path); err != nil {
			return c.unwritten()
		}
	}
	if k.out.Flush() != nil {
		return c.unwritten()
	}
	return k.status
}

// A clockRun is one use of the command.
type clockRun struct {
	*call
	out    *bufio.Writer
	clock  *application.Clock
	asJSON bool
	many   bool
	status int
	told   int // files told on standard output
}

// path takes a file, standard input or a folder.
func (k *clockRun) path(path string) error {
	if path != "-" && isFolder(path) {
		return k.folder(path)
	}
	name := path
	var data []byte
	var err error
	if path == "-" {
		name = "标准输入"
		data, err = io.ReadAll(io.LimitReader(k.stdin, application.MaxHistory+1))
	} else {
		data, err = readHistory(path)
	}
	if err != nil {
		return k.failed(name, err, application.Reckoning{})
	}
	return k.history(name, data)
}

// folder takes the histories of a folder and those below, in path order.
func (k *clockRun) folder(root string) error {
	found := false
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			found = true
			return k.failed(path, errDenied(err), application.Reckoning{})
		}
		if d.IsDir() || filepath.Ext(path) != ".history" {
			return nil
		}
		found = true
		return k.path(path)
	})
	if err == nil && !found {
		err = k.failed(root, problem.Invalid("文件夹里没有案件历史").Try("请核对文件夹；案件历史的扩展名是 .history"), application.Reckoning{})
	}
	return err
}

// readHistory reads no more of a file than a history may have.
func readHistory(path string) ([]byte, error) {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNoFile(err)
	case err != nil:
		return nil, errDenied(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, application.MaxHistory+1))
	if err != nil {
		return nil, errDenied(err)
	}
	return data, nil
}

// history reckons one history.
func (k *clockRun) history(name string, data []byte) error {
	h, of, err := application.ReadHistory(data, k.clock)
	switch {
	case errors.Is(err, application.ErrUnsupported):
		return k.failed(name, err, application.NotSupported())
	case err != nil:
		return k.failed(name, err, application.Reckoning{})
	case k.asJSON:
		return k.line(name, of.Reckon(k.clock), "")
	}
	return k.explain(name, h, &of)
}

// failed tells what is wrong with a file. Nothing is reckoned then, but that a
// case is not supported is an answer.
func (k *clockRun) failed(name string, err error, r application.Reckoning) error {
	k.status = exitFailed
	says, sep := err.Error(), "："
	if p := (*problem.Error)(nil); errors.As(err, &p) {
		says = p.Sentence()
	}
	if at := (*application.LineError)(nil); errors.As(err, &at) && at.N > 0 {
		says, sep = at.Error(), " "
	}
	fmt.Fprintln(k.stderr, name+sep+says)
	switch {
	case !k.asJSON:
		return nil
	case r.State != "":
		return k.line(name, r, says)
	case k.many:
		return k.encode(reckonedFile{File: name, Error: says})
	}
	return nil
}

// line writes one reckoning; a single file has no name.
func (k *clockRun) line(name string, r application.Reckoning, says string) error {
	if !k.many {
		return k.encode(r)
	}
	return k.encode(reckonedFile{File: name, Reckoning: &r, Error: says})
}

func (k *clockRun) encode(v any) error {
	encoder := json.NewEncoder(k.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// explain tells a person the state, the steps and the days.
func (k *clockRun) explain(name string, h application.History, of *application.Case) error {
	if k.told > 0 {
		fmt.Fprintln(k.out)
	}
	k.told++
	d := of.Deadline(k.clock)
	fmt.Fprintf(k.out, "%s：%s\n", name, d.Sentence(of.State))
	if d.Overdue(of.LastOn) {
		fmt.Fprintf(k.out, "最后一步在%s，那时已经逾期。\n", of.LastOn.Chinese())
	}
	fmt.Fprint(k.out, "\n办理经过\n")
	for _, l := range h {
		fmt.Fprintf(k.out, "  %s　%s\n", l.On.Chinese(), application.Says(l.Step))
	}
	if days := application.Explain(of.Trace(k.clock)); len(days) > 0 {
		fmt.Fprint(k.out, "\n期限怎样算\n")
		for _, line := range days {
			fmt.Fprintf(k.out, "  %s\n", line)
		}
	}
	return k.out.Flush()
}
