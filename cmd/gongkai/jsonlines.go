package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"gongkai/law/report"
	"gongkai/paper"
)

// maxLine bounds one line of JSON Lines, in bytes; a report has about ten
// thousand.
const maxLine = 16 << 20

// readLines reads the reports of a JSON Lines file, one a line, without holding
// more than a line. A line that cannot be read becomes a report that says so;
// how many are of another schema is noted.
func readLines(s source, f func(*report.Report) error, note func(says string)) error {
	file, err := openLines(s.path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 0, 1<<16), maxLine)
	n, reports, others := 0, 0, 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		r, err := parseWhole(line)
		switch {
		case errors.Is(err, report.ErrOtherSchema):
			others++
			continue
		case err != nil:
			r = unreadable(s, err)
		}
		reports++
		r.File = s.line(n)
		if err := f(r); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		r := unreadable(s, lineUnread(err))
		r.File = s.line(n + 1)
		return f(r)
	}
	if reports == 0 {
		return errNoReports()
	}
	if others > 0 {
		note(otherLines(s, others))
	}
	return nil
}

func errNoReports() error {
	return paper.Unreadable("文件里没有年度报告。", "每行应是一份年度报告，写明\"schema\":\""+report.Schema+"\"。", report.ErrOtherSchema)
}

// parseWhole reads a report in the exchange format and listens to its narrative.
func parseWhole(line []byte) (*report.Report, error) {
	r, err := report.ParseJSON(line)
	if err == nil {
		listen(r)
	}
	return r, err
}

func otherLines(s source, n int) string {
	return fmt.Sprintf("%s：有%d行不是年度报告，已跳过。", s.path, n)
}

// lineUnread tells of a line that cannot be read; nothing behind it can be
// either.
func lineUnread(err error) error {
	if errors.Is(err, bufio.ErrTooLong) {
		return paper.Unreadable(fmt.Sprintf("这一行超过%d MB，从这一行起没有读取。", maxLine>>20), "请核对文件，每行应是一份年度报告。", err)
	}
	return paper.Unreadable("这一行读不出来，从这一行起没有读取。", "请检查磁盘或者网络。", err)
}

// openLines opens a JSON Lines file, which may be of any size.
func openLines(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errNoFile(err)
	case err == nil && info.Mode().IsRegular() && info.Size() == 0:
		return nil, errEmpty()
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, errDenied(err)
	}
	return file, nil
}
