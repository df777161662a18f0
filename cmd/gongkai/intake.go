package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/law/report"
	"gongkai/paper"
	"gongkai/paper/file"
)

// known says that a file of a directory is looked at.
func known(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return file.Known(path) || ext == ".json" || ext == ".jsonl" || ext == ".ndjson"
}

// maxFile bounds the size of one file other than JSON Lines, in bytes.
const maxFile = 256 << 20

// A source is one file to read: where it lies, and its name in the output,
// relative to the argument it came from. A source that is told is not read: it
// takes its turn only so that what is said of it keeps its place among the files.
type source struct {
	path     string
	name     string
	inFolder bool   // found in a folder, not named by an argument
	regular  bool   // known to be a regular file
	told     string // why nothing is read, for a person
	failed   bool   // told, and something could not be done
}

// shown is a report's name for a person: the path as typed and, in JSON Lines,
// the number of the line. Two files of one name stay apart.
func (s source) shown(file string) string {
	if line, ok := strings.CutPrefix(file, s.name+"#"); ok {
		return s.path + "第" + line + "行"
	}
	return s.path
}

// line is the name of a line in the output.
func (s source) line(n int) string { return fmt.Sprintf("%s#%d", s.name, n) }

// walk calls f for every file the arguments name, folders in path order.
func walk(args []string, f func(source) error) error {
	for _, arg := range args {
		var err error
		if info, failed := os.Stat(arg); failed == nil && info.IsDir() {
			err = walkFolder(arg, f)
		} else {
			err = f(source{path: arg, name: filepath.Base(arg)})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// walkFolder calls f for every file of a folder that may be a report, and for
// those of which a person is told that they are not read.
func walkFolder(root string, f func(source) error) error {
	files := 0
	tell := func(path, says string, failed bool) error {
		return f(source{path: path, told: path + "：" + says, failed: failed})
	}
	// The separator makes a link to a folder the folder it points to.
	err := filepath.WalkDir(root+string(filepath.Separator), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			files++
			return tell(path, "文件夹打不开，其中的文件没有读取。请检查访问权限。", true)
		case d.IsDir(), strings.HasPrefix(d.Name(), "~$"), strings.HasPrefix(d.Name(), "._"):
			return nil // a folder itself; what Office and macOS leave beside files
		case isArchive(path):
			return tell(path, "文件夹中的压缩包没有读取。请解压后再读取。", false)
		case isOldFormat(path):
			return tell(path, "文件夹中的这种文件没有读取。请另存为.docx、.xlsx或.pdf。", false)
		case !known(path), d.Type()&^fs.ModeSymlink != 0:
			return nil
		case isCompanion(d.Name()):
			return tell(path, "不是年度报告，已跳过。", false)
		}
		files++
		rel, err := filepath.Rel(root, path)
		if err != nil {
			rel = path
		}
		return f(source{path: path, name: filepath.ToSlash(rel), inFolder: true, regular: d.Type().IsRegular()})
	})
	if err == nil && files == 0 {
		return tell(root, "文件夹里没有可以读取的文件。请核对文件夹；可以读取HTML、DOCX、PDF、XLSX、CSV、文本、Markdown和本程序的JSON。", true)
	}
	return err
}

// isCompanion says that a JSON file beside reports describes them and is none.
func isCompanion(name string) bool {
	return strings.HasSuffix(name, ".truth.json") || name == "manifest.json" || name == "SOURCES.json"
}

// isOldFormat says that a file may well be a report, in a format that is not
// read. People are told, lest a report be missed in silence.
func isOldFormat(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".doc", ".wps", ".xls", ".et", ".rtf", ".ofd", ".odt", ".mht", ".mhtml":
		return true
	}
	return false
}

// isArchive says that reports may be packed in the file.
func isArchive(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".zip", ".rar", ".7z":
		return true
	}
	return false
}

// read reads one file into a report. The report always has its file's name; one
// that could not be read has no edition, no cells and a warning.
func read(s source) *report.Report {
	load := load
	if s.regular {
		load = loadRegular
	}
	data, err := load(s.path)
	if err != nil {
		return unreadable(s, err)
	}
	return parse(s, data)
}

// load reads a file within the limit.
func load(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case path == "-" && err != nil:
		return nil, paper.Unreadable("不读标准输入。", "请先存成文件，再指明文件名。", nil)
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNoFile(err)
	case err != nil:
		return nil, errDenied(err)
	case info.IsDir():
		return nil, paper.Unreadable("这是一个文件夹。", "这里只能用一个文件，请指明其中的文件。", nil)
	case !info.Mode().IsRegular(): // a pipe or a device has no size and maybe no end
		return nil, paper.Unreadable("这不是普通文件。", "请先存成文件，再指明文件名。", nil)
	}
	return loadRegular(path)
}

// loadRegular is load for what is known to be a regular file, as most are in a
// folder of thousands: it asks the system for no more than it must.
func loadRegular(path string) ([]byte, error) {
	data, size, err := slurp(path, maxFile)
	switch {
	case err != nil:
		return nil, errUnread(err)
	case size > maxFile:
		return nil, paper.Unreadable(fmt.Sprintf("文件有%d MB，超过%d MB，没有读取。", size>>20, maxFile>>20), "请核对是不是年度报告。", nil)
	case size == 0:
		return nil, errEmpty()
	}
	return data, nil
}

// errUnread says why a file could not be read, by what the system says.
func errUnread(cause error) error {
	switch {
	case errors.Is(cause, fs.ErrNotExist):
		return errNoFile(cause)
	case errors.Is(cause, fs.ErrPermission):
		return errDenied(cause)
	}
	return paper.Unreadable("文件读不出来。", "请检查磁盘或者网络。", cause)
}

func errNoFile(cause error) error {
	return paper.Unreadable("没有这个文件。", "请核对文件名和所在的文件夹。", cause)
}

func errDenied(cause error) error {
	return paper.Unreadable("文件打不开。", "请检查文件的访问权限。", cause)
}

func errEmpty() error {
	return paper.Unreadable("文件是空的。", "请重新取得文件。", nil)
}

// parse reads a file's bytes by its format: by its first bytes where these say
// it, else by its extension.
func parse(s source, data []byte) *report.Report {
	reader := file.Of(s.path, data)
	if reader == nil {
		return unreadable(s, paper.Unreadable("不认识这种文件。", "可以读取HTML、DOCX、PDF、XLSX、CSV、文本、Markdown和本程序的JSON。请另存为其中一种；文件名没有扩展名的，请补上。", nil))
	}
	doc, err := reader(data)
	if err != nil {
		return unreadable(s, err)
	}
	r := report.Read(doc)
	r.File = s.name
	listen(r)
	if r.Cells() == 0 && len(r.Chapters) == 0 {
		return noReport(r)
	}
	return r
}

// noReport is what is left of a document that has neither the tables nor the
// chapters of a report: what its text says. Every rule would find it wanting,
// which helps nobody.
func noReport(r *report.Report) *report.Report {
	missing := report.Warning{Code: "unreadable",
		Says: "文件里没有年度报告的表格，也没有各部分的标题。请核对文件；正文是图片或者附件的，请换用文字版。"}
	return &report.Report{File: r.File, Title: r.Title, Organ: r.Organ, Year: r.Year,
		Narrative: r.Narrative, Dates: r.Dates, Said: r.Said,
		Warnings: append([]report.Warning{missing}, notices(r.Warnings)...)}
}

// notices are the warnings on the file as such, without those on parts of the
// form that are not there.
func notices(warnings []report.Warning) []report.Warning {
	return slices.DeleteFunc(warnings, func(w report.Warning) bool {
		return w.Code == "table_missing" || w.Code == "edition_assumed" || w.Code == "year_unknown" || w.Code == "organ_unknown"
	})
}

// A bug is what the program itself stumbled over.
type bug struct{ cause any }

func (b bug) Error() string { return fmt.Sprint(b.cause) }

// unreadable is the report of a file that could not be read.
func unreadable(s source, err error) *report.Report {
	says := "文件读取时出错。请重新取得文件，或者另存为.docx、.pdf再试。"
	if paper.IsUnreadable(err) {
		says = err.Error()
	}
	w := report.Warning{Code: "unreadable", Says: says}
	if b := (bug{}); errors.As(err, &b) {
		w.Code, w.Found = "internal", b.Error()
	}
	return &report.Report{File: s.name, Warnings: []report.Warning{w}}
}

// readAll reads every report of a file: one of most files, one a line of JSON
// Lines. It returns an error for a file that cannot be read at all, and an
// ErrOtherSchema for JSON that is no report. What else a person should know of
// the file goes to note.
func readAll(s source, f func(*report.Report) error, note func(says string)) error {
	return guarded(func() error {
		switch strings.ToLower(filepath.Ext(s.path)) {
		case ".json":
			r, err := readJSON(s.path)
			if err != nil {
				return err
			}
			r.File = s.name
			return f(r)
		case ".jsonl", ".ndjson":
			return readLines(s, f, note)
		}
		return f(read(s))
	})
}

// guarded runs f. A bug in a reader must not cost the other files: it is told
// like any other file that cannot be read.
func guarded(f func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = paper.Unreadable("程序处理这个文件时出错，没有读取。", "请把文件发给维护人员。", bug{cause})
		}
	}()
	return f()
}

func readJSON(path string) (*report.Report, error) {
	data, err := load(path)
	if err != nil {
		return nil, err
	}
	r, err := parseWhole(data)
	return r, otherSchema(err)
}

// otherSchema tells a person that JSON is no report; other errors stay.
func otherSchema(err error) error {
	if errors.Is(err, report.ErrOtherSchema) && !paper.IsUnreadable(err) {
		return paper.Unreadable("这个JSON文件不是年度报告。", "年度报告的JSON应写明\"schema\":\""+report.Schema+"\"。", err)
	}
	return err
}

// passedOver says that a file of a folder is JSON of another kind, which is no
// fault of anybody's.
func (s source) passedOver(err error) bool {
	return s.inFolder && errors.Is(err, report.ErrOtherSchema)
}
