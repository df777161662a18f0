package main

import (
	"path/filepath"
	"strings"

	"gongkai/law/report"
)

// past finds the report on the year before. The zero value knows none.
//
// Of a directory it keeps only which file holds which organ's report, and reads
// that file again when asked, so that memory does not grow with the reports.
type past struct {
	single *report.Report // --previous named one report
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

// newPast looks through last year's report, or all reports of a directory.
func newPast(c *call, path string) (*past, error) {
	p := &past{files: make(map[pastKey][]pastFile), order: make(map[string]int)}
	if path == "" {
		return p, nil
	}
	type found struct {
		source  source
		reports []*report.Report
	}
	n, files := 0, 0
	err := each(
		func(put func(source) error) error { return walk([]string{path}, func(string) {}, put) },
		func(s source) found {
			f := found{source: s}
			if err := readAll(s, func(r *report.Report) error { f.reports = append(f.reports, r); return nil }); err != nil {
				f.reports = append(f.reports, unreadable(s, err))
			}
			return f
		},
		func(f found) error {
			p.order[absolute(f.source.path)] = files
			for _, r := range f.reports {
				n++
				if r.Edition == nil {
					c.fail("上一年的报告%s：%s", r.File, r.Warnings[0].Says)
					continue
				}
				p.keep(f.source, files, r, len(f.reports) > 1)
			}
			files++
			return nil
		})
	if n != 1 {
		p.single = nil
	}
	return p, err
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

// of returns the report on the year before r of the same organ, or nil. Where
// two organs of the directory bear one name, it is the one whose file lies
// nearest to r's in path order; for a file from elsewhere nothing is guessed.
func (p *past) of(s source, r *report.Report) *report.Report {
	if p.single != nil {
		if p.single.Year != 0 && r.Year != 0 && p.single.Year != r.Year-1 {
			return nil
		}
		return p.single
	}
	files := p.files[pastKey{organKey(r.Organ), r.Year - 1}]
	if len(files) == 0 {
		return nil
	}
	best := files[0]
	if len(files) > 1 {
		own, here := p.order[absolute(s.path)]
		if !here {
			return nil
		}
		for _, f := range files[1:] {
			if distance(f.order, own) < distance(best.order, own) {
				best = f
			}
		}
	}
	if best.kept != nil {
		return best.kept
	}
	var found *report.Report
	readAll(best.source, func(r *report.Report) error { found = r; return nil }) // read before without error
	return found
}

func distance(a, b int) int { return max(a-b, b-a) }
