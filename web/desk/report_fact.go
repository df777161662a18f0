package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/law/problem"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/web"
)

// A valueGroup is what a chapter can tell from one source.
type valueGroup struct {
	From   string
	Values []valueLine
	IsOpen bool // something of it is known
}

// A valueLine is a name with what it gives at this moment.
type valueLine struct {
	Write string // as the chapter holds it: {{行政处罚}}
	Shown string // 4件, "" while nothing is known
}

// valueGroups are the names by their sources. Cells that are 0 or blank are left
// out where the table has hundreds of them: they are written by the same names.
func (l *liveReport) valueGroups() (groups []valueGroup) {
	for _, v := range l.Facts.Values(l.Report) {
		isCell := l.Report.Edition.Has(v.Code)
		if isCell && strings.Contains(v.Name, "·") && (v.Text == "" || v.Text == "0") {
			continue
		}
		if len(groups) == 0 || groups[len(groups)-1].From != v.From {
			groups = append(groups, valueGroup{From: v.From})
		}
		line := valueLine{Write: filing.Placeholder(v.Name)}
		if v.Text != "" {
			line.Shown = v.Text + v.Noun
		}
		g := &groups[len(groups)-1]
		g.IsOpen = g.IsOpen || line.Shown != "" && v.From != filing.FromTables
		g.Values = append(g.Values, line)
	}
	return groups
}

// A likeLine says how much of a paragraph stood in last year's report.
type likeLine struct {
	Text, Previous string
	Percent        int
}

// likes are the paragraphs of a chapter's text that repeat last year's report.
func (l *liveReport) likes(key, text string) (all []likeLine) {
	if l.Previous == nil {
		return nil
	}
	text = filing.Fill(text, l.Facts.Values(l.Report))
	for _, m := range l.Report.AlikeParagraphs(text, l.Previous.Narrative[key]) {
		all = append(all, likeLine{Text: m.Text, Previous: m.Previous, Percent: int(m.Share*100 + 0.5)})
	}
	return all
}

// share says how much of a chapter's text stood in last year's report, and how
// much may.
func (l *liveReport) share(key, text string) string {
	if l.Previous == nil || text == "" {
		return ""
	}
	c := report.Compare(l.Previous, l.Live.Writing(key, text).Report)
	for _, t := range c.Texts {
		if t.Chapter == key {
			return strings.TrimSuffix(strings.Replace(t.Says(c.Limit), "对比的报告", strconv.Itoa(l.Year-1)+"年的报告", 1), "。") + fmt.Sprintf("（上限%.0f%%）。", c.Limit*100)
		}
	}
	return ""
}

// compareChapter puts beside the form how the text reads and what it repeats.
func (l *liveReport) compareChapter(f *chapterForm, key string) {
	f.Groups = l.valueGroups()
	f.Suggest = nil
	for _, s := range l.Facts.Suggestions(key, l.Facts.Values(l.Report)) {
		f.Suggest = append(f.Suggest, suggestion{s, strings.Contains(f.Text.Value, s)})
	}
	f.Share, f.Like = l.share(key, f.Text.Value), l.likes(key, f.Text.Value)
	f.Reads = nil
	for _, p := range l.textOf(key, f.Text.Value) {
		if slices.ContainsFunc(p, func(piece textPiece) bool { return piece.IsLive || piece.Ref != nil }) {
			f.Reads = l.textOf(key, f.Text.Value)
		}
	}
}

// checkChapter shows what is to say of a text that is not saved.
func (d *Desk) checkChapter(w http.ResponseWriter, r *http.Request, p *reportPage, l *liveReport, key string, f *chapterForm) error {
	step := filing.WriteChapter{Chapter: key, Text: f.Text.Value}
	err := step.Check()
	if err == nil {
		err = step.CheckNames(l.Year)
	}
	status := http.StatusOK
	if err != nil {
		told := problem.Of(err)
		f.Text.Error, status = told.Sentence(), told.Kind.Status()
	} else {
		l.Checked, l.sentences, l.isUnsaved = l.Live.Writing(key, f.Text.Value), nil, true
		p.find(l, key)
		says := "没有与上年报告雷同的段落。"
		if n := len(l.likes(key, f.Text.Value)); n > 0 {
			says = fmt.Sprintf("有%d段与上年报告雷同，见正文下面。", n)
		} else if l.Previous == nil {
			says = "没有上年已发布的报告，不能比较雷同。"
		}
		p.Notice = &web.Notice{Title: "只是核对，还没有保存", Says: []string{l.foundIn(key), says}}
	}
	return d.refuseChapter(w, r, p, l, key, f, status)
}

// foundIn says how many findings a chapter has.
func (l *liveReport) foundIn(key string) string {
	errors, hints := 0, 0
	for i := range l.Judged {
		switch j := &l.Judged[i]; {
		case l.chapterOf(i) != key && !l.isSaidIn(i, key):
		case j.IsOpenError():
			errors++
		case j.Waiver == nil:
			hints++
		}
	}
	if errors+hints == 0 {
		return "这一章没有发现与表格、登记簿不符的地方。"
	}
	return fmt.Sprintf("这一章有%d处错误、%d处提示，见正文下面和旁边的核对。", errors, hints)
}

// isSaidIn says that a finding is about words of the chapter.
func (l *liveReport) isSaidIn(i int, key string) bool {
	return slices.ContainsFunc(l.said(), func(s filing.Said) bool { return s.Finding == i && s.Chapter == key })
}
