package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"gongkai/law/report"
	"gongkai/paper"
	"gongkai/paper/csv"
	"gongkai/paper/docx"
	"gongkai/paper/html"
	"gongkai/paper/pdf"
	"gongkai/paper/xlsx"
)

var renderCommand = command{
	words:   "report render",
	summary: "把年度报告排成法定格式的网页、Word、PDF、Excel、CSV或JSON",
	help: `读取一份年度报告，排成法定格式。

用法：
  gongkai report render --to html|docx|pdf|xlsx|json|csv [-o 输出文件] 文件

不写 -o 时输出到标准输出。没有读到的格不补写；读取中的问题写在标准错误。

例子：
  gongkai report render --to docx -o 2024年报.docx 2024年报.html
  gongkai report render --to pdf -o 2024年报.pdf 2024年报.txt
  gongkai report render --to json 2024年报.docx > 2024年报.json
`,
	run: runRender,
}

// writers write a composed report, by format.
var writers = map[string]func(io.Writer, *report.Report) error{
	"html": composed(html.Write),
	"docx": composed(docx.Write),
	"pdf":  composed(pdf.Write),
	"xlsx": composed(xlsx.Write),
	"csv":  func(w io.Writer, r *report.Report) error { return csv.Write(w, r.Long()) },
	"json": func(w io.Writer, r *report.Report) error { _, err := w.Write(r.JSON()); return err },
}

func composed(write func(io.Writer, *paper.Document) error) func(io.Writer, *report.Report) error {
	return func(w io.Writer, r *report.Report) error { return write(w, r.Compose()) }
}

func runRender(c *call) int {
	var to, out string
	files, err := flags{strings: map[string]*string{"to": &to, "o": &out}}.parse(c)
	if err != nil {
		return exitFailed
	}
	write := writers[strings.ToLower(to)]
	switch {
	case to == "":
		return c.fail("请用 --to 写明格式：html、docx、pdf、xlsx、json或csv。例如：gongkai report render --to docx -o 2024年报.docx 2024年报.html")
	case write == nil:
		return c.fail("--to 后面写的是“%s”，没有这种格式。可以写html、docx、pdf、xlsx、json或csv。", to)
	case len(files) == 0:
		return c.fail("请写明要排的报告。例如：gongkai report render --to pdf -o 2024年报.pdf 2024年报.html")
	case len(files) > 1:
		return c.fail("每次排一份报告，现在写了%d个文件。例如：gongkai report render --to pdf -o 2024年报.pdf 2024年报.html", len(files))
	case out == "" && isTerminal(c.stdout) && to != "json" && to != "csv" && to != "html":
		return c.fail("%s不能显示在屏幕上，请用 -o 写明输出文件。", to)
	case extension(out) != strings.ToLower(to) && isSameFile(out, files[0]):
		return c.fail("-o 写的就是要排的报告%s，没有输出，以免盖掉原件。请换一个输出文件。", files[0])
	case isNamedOther(out, to):
		return c.fail("输出文件%s的扩展名与 --to 写的“%s”不一致，没有输出。请改成同一种格式。", out, to)
	}
	r, err := readOne(files[0])
	if err != nil {
		return c.fail("%s：%s", files[0], err)
	}
	if r.Edition == nil || r.Cells() == 0 {
		return c.fail("%s：没有输出。%s", files[0], firstWarning(r))
	}
	for i := range r.Warnings {
		fmt.Fprintf(c.stderr, "%s：%s\n", files[0], r.Warnings[i].Says)
	}
	r.Findings = r.Check(report.Circumstances{})
	var b bytes.Buffer
	if err := write(&b, r); err != nil {
		return c.fail("%s：排版时出错，没有输出。请把文件发给维护人员。", files[0])
	}
	return c.deliver(out, b.Bytes())
}

// isSameFile says that the output would take the place of the report it is made
// of. In another format that is a slip of the hand, and costs the original.
func isSameFile(out, in string) bool {
	if out == "" {
		return false
	}
	a, err := os.Stat(out)
	if err != nil {
		return false
	}
	b, err := os.Stat(in)
	return err == nil && os.SameFile(a, b)
}

// isNamedOther says that the output is called by the name of another format: no
// program opens a web page called .pdf.
func isNamedOther(out, to string) bool {
	ext := extension(out)
	return writers[ext] != nil && ext != strings.ToLower(to)
}

func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
}

// deliver writes a finished file, whole or not at all: next to its place first,
// then renamed. What is no ordinary file, such as a pipe, is written to.
func (c *call) deliver(out string, data []byte) int {
	if out == "" {
		return c.print(string(data))
	}
	mode := fs.FileMode(0o644)
	info, err := os.Stat(out)
	switch {
	case err != nil: // a new file
	case info.IsDir():
		return c.fail("%s是一个文件夹，没有输出。请写明文件名，例如：%s", out, filepath.Join(out, "年报.docx"))
	case !info.Mode().IsRegular():
		if err := os.WriteFile(out, data, 0); err != nil {
			return c.fail("%s写不进去，没有输出。请换一个输出文件。", out)
		}
		return exitClean
	case info.Mode()&0o222 == 0:
		return c.fail("%s是只读文件，没有改动。请换一个输出文件，或者改为可写。", out)
	default:
		mode = info.Mode().Perm()
		if real, err := filepath.EvalSymlinks(out); err == nil {
			out = real // the file a link points to is replaced, not the link
		}
	}
	if err := replace(out, data, mode); err != nil {
		return c.fail("%s写不了：%s", out, whyUnwritten(err))
	}
	return exitClean
}

// replace puts a whole new file in the place of an old one or of none.
func replace(out string, data []byte, mode fs.FileMode) error {
	temporary, err := os.CreateTemp(filepath.Dir(out), ".gongkai-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // nothing is left of a failed attempt
	_, err = temporary.Write(data)
	if err == nil {
		err = temporary.Chmod(mode)
	}
	if closing := temporary.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(temporary.Name(), out)
	}
	return err
}

func whyUnwritten(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "没有这个文件夹。请先建立文件夹，或者换一个位置。"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "文件夹不允许写入。请换一个位置，或者检查权限。"
	case errors.Is(err, syscall.ENOSPC):
		return "磁盘满了。请腾出空间后再试。"
	}
	return "请换一个位置，或者检查磁盘。"
}

// readOne reads a file that holds one report.
func readOne(path string) (*report.Report, error) {
	var all []*report.Report
	err := readAll(source{path: path, name: filepath.Base(path)}, func(r *report.Report) error {
		all = append(all, r)
		return nil
	}, func(string) {})
	switch {
	case err != nil:
		return nil, err
	case len(all) > 1:
		return nil, paper.Unreadable(fmt.Sprintf("文件里有%d份报告。", len(all)), "请拆成每份一个文件。", nil)
	}
	return all[0], nil
}

func firstWarning(r *report.Report) string {
	if len(r.Warnings) == 0 {
		return ""
	}
	return r.Warnings[0].Says
}

// isTerminal says that output goes to a screen.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
