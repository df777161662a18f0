package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"

	"gongkai/law/report"
	"gongkai/paper"
)

// maxLine bounds one line of JSON Lines, in bytes; a report has about ten
// thousand.
const maxLine = 16 << 20

// readLines reads the reports of a JSON Lines file, one a line, without holding
// more than a line. A line that cannot be read becomes a report that says so.
func readLines(s source, f func(*report.Report) error) error {
	file, err := os.Open(s.path)
	if err != nil {
		return paper.Unreadable("文件打不开。", "请检查文件的访问权限。", err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 0, 1<<16), maxLine)
	n, reports := 0, 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		r, err := report.ParseJSON(line)
		at := source{path: s.path, name: fmt.Sprintf("%s#%d", s.name, n)}
		switch {
		case errors.Is(err, report.ErrOtherSchema):
			continue
		case err != nil:
			r = unreadable(at, err)
		}
		reports++
		r.File = at.name
		if err := f(r); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return paper.Unreadable(fmt.Sprintf("第%d行读不出来或者太长。", n+1), "请核对是不是JSON Lines。", err)
	}
	if reports == 0 {
		return paper.Unreadable("文件里没有年度报告。", "每行应为一份schema为"+report.Schema+"的报告。", report.ErrOtherSchema)
	}
	return nil
}
