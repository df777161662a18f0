package portal

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"gongkai/law/calendar"
	"gongkai/law/report"
	"gongkai/office/store"
	"gongkai/web"
)

// A revision (订正) is what a version changed in the one before it.
type revision struct {
	Before, N int
	Reason    string
	Cells     []changed
	Texts     []string // headings of the chapters whose text differs
}

// A changed cell, by its words in the form.
type changed struct {
	Code, Label, Old, New string
	Shown                 bool // the cell is on the page to be linked to
}

// addVersions adds the list of versions, what this one changed, and a notice
// where the report was revised.
func (p *Portal) addVersions(r *http.Request, page *reportPage, rep *report.Report) error {
	all, err := p.store.Versions(r.Context(), page.Organ.ID)
	if err != nil {
		return err
	}
	for _, v := range all {
		if v.Year == page.Version.Year {
			page.Versions = append(page.Versions, v)
		}
	}
	slices.SortFunc(page.Versions, func(a, b store.Version) int { return b.N - a.N })
	v := page.Version
	newest := v
	if len(page.Versions) > 0 {
		newest = page.Versions[0]
	}
	page.Latest = v.N == newest.N
	if page.Notice = notice(v, newest); v.N == 1 {
		return nil
	}
	before, err := p.store.Published(r.Context(), v.Organ, v.Year, v.N-1)
	if err != nil {
		return err
	}
	old, err := readVersion(before)
	if err != nil {
		return err
	}
	page.Revision = revised(before, v, old, rep)
	return nil
}

// notice tells of a revision: on the latest version that it is one, on an
// earlier one that another took its place.
func notice(v, newest store.Version) *web.Notice {
	switch {
	case v.N < newest.N:
		return &web.Notice{Kind: "must", Title: fmt.Sprintf("这是第%d版，已经订正", v.N),
			Says:  []string{fmt.Sprintf("第%d版于%s公布，原因：%s。引用时请用最新版本。", newest.N, calendar.BeijingDate(newest.PublishedAt).Chinese(), newest.Reason)},
			Links: []web.Link{{Text: "最新版本", Address: reportPath(v.Organ, v.Year)}}}
	case v.N > 1:
		return &web.Notice{Title: fmt.Sprintf("本报告订正过，这是第%d版", v.N),
			Says:  []string{fmt.Sprintf("%s订正，原因：%s。", calendar.BeijingDate(v.PublishedAt).Chinese(), v.Reason)},
			Links: []web.Link{{Text: "改动的内容", Address: "#revision"}, {Text: fmt.Sprintf("第%d版", v.N-1), Address: versionPath(v.Organ, v.Year, v.N-1)}}}
	}
	return nil
}

// revised compares two versions cell by cell and chapter by chapter.
func revised(before, v store.Version, old, now *report.Report) *revision {
	rev := &revision{Before: before.N, N: v.N, Reason: v.Reason}
	for _, c := range report.Compare(old, now).Cells {
		if c.IsChanged() {
			rev.Cells = append(rev.Cells, changed{string(c.Code), c.Label, words(old, c.Code), words(now, c.Code), now.Figure(c.Code).IsThere()})
		}
	}
	if now.Edition == nil {
		return rev
	}
	for _, chapter := range now.Edition.Chapters {
		if old.Narrative[chapter.Key] != now.Narrative[chapter.Key] {
			rev.Texts = append(rev.Texts, chapter.Number+"、"+chapter.Heading)
		}
	}
	return rev
}

// words is what a cell holds, in words that tell zero, blank and absent apart.
func words(r *report.Report, code report.Code) string {
	f := r.Figure(code)
	switch f.Mark {
	case report.Reported:
		return shown(f.Number)
	case report.Blank:
		return "未填"
	case report.NotApplicable:
		return "不适用"
	case report.Text:
		return strconv.Quote(r.Raw[code])
	}
	return "没有这一格"
}

// IsEmpty says that nothing a reader sees was changed.
func (rev *revision) IsEmpty() bool { return len(rev.Cells)+len(rev.Texts) == 0 }

// VersionPath is the address of a version in the list.
func (page *reportPage) VersionPath(v store.Version) string { return versionPath(v.Organ, v.Year, v.N) }
