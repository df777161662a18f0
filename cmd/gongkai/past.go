package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gongkai/law/report"
)

// past finds the report on the year before. The zero value knows none and says
// nothing of it.
//
// Of a directory it keeps only which file holds which organ's report, and reads
// that file again when asked, so that memory does not grow with the reports.
type past struct {
	asked  bool
	single *report.Report // --previous named one report
	sole   bool           // one file is checked, so that single is meant for it
	files  map[pastKey][]pastFile
	order  map[string]int // place of each file in path order
}

type pastKey struct {
	organ string
	year  int
}

// A pastFile is where a report stands. Reports of a file with many lines are
// kept as they are.
type pastFile struct {
	source source
	order  int
	kept   *report.Report
}

// newPast looks through last year's report, or all reports of a directory. The
// status is exitFailed when some of it could not be read.
func newPast(c *call, path string, checked []string) (p *past, status int) {
	p = &past{files: make(map[pastKey][]pastFile), order: make(map[string]int), asked: path != ""}
	if path == "" {
		return p, exitClean
	}
	type found struct {
		source  source
		reports []*report.Report
	}
	tell := func(name, says string) { status = c.fail("上一年的报告%s：%s", name, says) }
	n, files := 0, 0
	each(
		func(put func(source) error) error { return walk([]string{path}, put) },
		func(s source) found {
			f := found{source: s}
			if s.told != "" {
				return f
			}
			err := readAll(s, func(r *report.Report) error { f.reports = append(f.reports, r); return nil }, func(string) {})
			if err != nil && !s.passedOver(err) {
				f.reports = append(f.reports, unreadable(s, err))
			}
			return f
		},
		func(f found) error {
			if f.source.failed {
				status = c.fail("%s", f.source.told)
			}
			p.order[absolute(f.source.path)] = files
			for _, r := range f.reports {
				n++
				if r.Edition == nil || r.Cells() == 0 {
					tell(f.source.shown(r.File), firstWarning(r))
					continue
				}
				p.keep(f.source, files, r, len(f.reports) > 1)
			}
			files++
			return nil
		})
	if n != 1 || isFolder(path) {
		p.single = nil
	}
	p.sole = len(checked) == 1 && !isFolder(checked[0])
	return p, status
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func (p *past) keep(s source, order int, r *report.Report, whole bool) {
	p.single = r
	f := pastFile{source: s, order: order}
	if whole {
		f.kept = r
	}
	key := pastKey{organKey(r.Organ), r.Year}
	p.files[key] = append(p.files[key], f)
}

// organKey is an organ's name without spaces, so that the same name written
// wide is the same key.
func organKey(name string) string { return strings.Join(strings.Fields(name), "") }

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// A predecessor is the report on the year before, or why there is none.
type predecessor struct {
	report *report.Report
	note   string // for a person; "" when nothing was asked or all is well
	status int
}

// of returns the report on the year before r of the same organ. Where two organs
// of the directory bear one name, it is the one whose file lies nearest to r's in
// path order; for a file from elsewhere nothing is guessed.
func (p *past) of(s source, r *report.Report) predecessor {
	switch {
	case !p.asked:
		return predecessor{}
	case p.single != nil:
		return p.only(r)
	}
	const without = "没有与上一年核对。"
	files := p.files[pastKey{organKey(r.Organ), r.Year - 1}]
	if len(files) == 0 {
		return predecessor{note: fmt.Sprintf("没有找到%s%s的报告，%s", orUnknown(r.Organ, "这个机关"), yearBefore(r), without)}
	}
	best := files[0]
	if len(files) > 1 {
		own, here := p.order[absolute(s.path)]
		if !here {
			return predecessor{note: fmt.Sprintf("%s%s的报告有%d份，不能确定是哪一份，%s", r.Organ, yearBefore(r), len(files), without)}
		}
		for _, f := range files[1:] {
			if distance(f.order, own) < distance(best.order, own) {
				best = f
			}
		}
	}
	if best.kept != nil {
		return predecessor{report: best.kept}
	}
	var found *report.Report
	readAll(best.source, func(r *report.Report) error { found = r; return nil }, func(string) {}) // read before without error
	return predecessor{report: found}
}

// only returns the one report that --previous named, unless it is another
// year's or, among many files, another organ's.
func (p *past) only(r *report.Report) predecessor {
	q := p.single
	same := isOneName(organKey(q.Organ), organKey(r.Organ))
	switch {
	case q.Year != 0 && r.Year != 0 && q.Year != r.Year-1:
		return predecessor{status: exitFailed,
			note: fmt.Sprintf("--previous给出的是%d年度的报告，应当是%d年度的，没有与上一年核对。", q.Year, r.Year-1)}
	case !same && !p.sole:
		return predecessor{note: fmt.Sprintf("--previous给出的是%s的报告，不是%s的，没有与上一年核对。", q.Organ, r.Organ)}
	case !same:
		return predecessor{report: q, note: fmt.Sprintf("上一年的报告写的是%s，这份写的是%s，按同一机关核对。请确认。", q.Organ, r.Organ)}
	}
	return predecessor{report: q}
}

// isOneName says that two names may be one organ's, written at different length.
func isOneName(a, b string) bool { return strings.Contains(a, b) || strings.Contains(b, a) }

func yearBefore(r *report.Report) string {
	if r.Year == 0 {
		return "上一年"
	}
	return fmt.Sprintf("%d年度", r.Year-1)
}

func distance(a, b int) int { return max(a-b, b-a) }
