package desk

import (
	"fmt"
	"strconv"

	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/filing"
	"gongkai/office/account"
	"gongkai/office/store"
	"gongkai/web"
)

// A foundLine is a finding beside the report.
type foundLine struct {
	Number           int
	ID, Mark, Word   string
	Rule, Says, Try  string
	Cell, Cells      string // address and name of the place
	Source           string
	Sentence         *web.Link // to the words it is about
	IsError, IsQuiet bool
	Drill            *web.Link // the entries that a published figure is held against
	Waived           string    // why it stands, by whom and since when
	Lapsed           string    // what was said while the values were others
	Was              string    // what the finding said then
	Explain          *web.Link // to say why it stands, or to take that back
}

// findings are all findings with links to their cells. Those of another part
// than the page shows lead to the whole report.
func (l *liveReport) findings(tab string) []foundLine {
	all := make([]foundLine, len(l.Judged))
	for i := range l.Judged {
		all[i] = l.found(i, tab)
	}
	return all
}

// found is one finding in words.
func (l *liveReport) found(i int, tab string) foundLine {
	j := &l.Judged[i]
	line := foundLine{Number: i + 1, ID: "f" + strconv.Itoa(i+1), Says: j.Says, Try: j.Try(), Source: j.Source}
	if rule, ok := report.RuleNamed(j.Rule); ok {
		line.Rule = rule.Says
	}
	switch {
	case j.Waiver != nil:
		line.Mark, line.Word, line.IsQuiet, line.Try = "full blue", "已说明", true, ""
	case j.Severity == report.Error:
		line.Mark, line.Word, line.IsError = "tri red", "错误", true
	case j.Severity == report.Info:
		line.Mark, line.Word, line.IsQuiet = "full blue", "说明", true
	default:
		line.Mark, line.Word = "diamond", "提示"
	}
	line.Cell, line.Cells = l.place(i, tab)
	line.Sentence = l.sentence(i, tab)
	if j.Rule == mismatchRule {
		line.Drill = l.entriesNow(j)
	}
	for i := range l.Strays {
		if s := &l.Strays[i]; s.Rule == j.Rule && s.Says == j.Says {
			line.Drill = l.strayLink(s)
		}
	}
	l.explained(&line, j)
	return line
}

// strayLink leads to a case that a table does not count as it should.
func (l *liveReport) strayLink(s *store.Stray) *web.Link {
	at := organAddress(l.Organ.ID)
	if s.Case != 0 {
		return &web.Link{Text: "打开这一件", Address: at + "/cases/" + strconv.FormatInt(s.Case, 10)}
	}
	return &web.Link{Text: "看登记", Address: at + "/registers/" + string(s.Book) + "/" + strconv.FormatInt(s.Entry, 10)}
}

// mismatchRule is the rule that holds a published report against the registers.
const mismatchRule = "register_mismatch"

// entriesNow are the entries that the registers count in a cell now, nil where
// other cells give it.
func (l *liveReport) entriesNow(j *filing.Judged) *web.Link {
	code := report.Code(j.At)
	d, f, ok := register.Computed(code)
	if !ok {
		return nil
	}
	if j.Left == nil || j.Left.Sign() == 0 {
		return &web.Link{Text: "看" + d.Title(), Address: organAddress(l.Organ.ID) + "/registers/" + string(d.Key)}
	}
	return &web.Link{Text: fmt.Sprintf("看登记簿的%s%s", j.Left, f.Noun), Address: l.drill(code)}
}

// explained puts what was said of a finding beside it, and where more can be
// said.
func (l *liveReport) explained(line *foundLine, j *filing.Judged) {
	may := l.may[account.ReportWaive] && l.Filing.Explains() == nil && l.day.IsZero() && !l.isUnsaved
	if w := j.Waiver; w != nil {
		line.Waived = said(w)
		if may {
			line.Explain = &web.Link{Text: "撤回说明", Address: l.Address + "/waivers/" + strconv.FormatInt(w.ID, 10) + "/withdraw"}
		}
		return
	}
	if w := j.Lapsed; w != nil {
		line.Lapsed, line.Was = said(w), w.Says
	}
	if may {
		line.Explain = &web.Link{Text: "说明情况", Address: l.Address + "/waive/" + j.Mark}
	}
}

// said is a word with who gave it and when.
func said(w *filing.Waiver) string {
	return fmt.Sprintf("%s（%s，%s）", w.Reason, w.By, w.On.Chinese())
}

// chapterOf is the chapter in which a finding stands: that of its cell, or that
// of its words.
func (l *liveReport) chapterOf(i int) string {
	at := l.Findings[i].At
	if _, known := shortNames[chapterOf(at)]; known {
		return chapterOf(at)
	}
	for _, s := range l.said() {
		if s.Finding == i {
			return s.Chapter
		}
	}
	return ""
}

// place is the address and the name of what a finding is about.
func (l *liveReport) place(i int, tab string) (address, name string) {
	at := l.Findings[i].At
	chapter := l.chapterOf(i)
	page := ""
	if tab != "" && tab != chapter {
		page = l.Address
	}
	if l.Report.Edition.Has(report.Code(at)) {
		return page + "#" + at, l.Report.Edition.Label(report.Code(at))
	}
	if name, ok := shortNames[chapter]; ok && l.sentence(i, tab) == nil {
		return page + "#" + chapter, name
	}
	return "", ""
}

// sentence is the way to the words that a finding is about, nil for none.
func (l *liveReport) sentence(i int, tab string) *web.Link {
	for _, s := range l.said() {
		if s.Finding != i {
			continue
		}
		page := ""
		if tab != "" && tab != s.Chapter {
			page = l.Address
		}
		return &web.Link{Text: "看这一句", Address: page + "#" + sentenceID(i)}
	}
	return nil
}

// refsOf are the findings about a chapter that stand at no cell and no sentence.
func (l *liveReport) refsOf(key string) (refs []web.Link) {
	for i, f := range l.Findings {
		if l.chapterOf(i) == key && !l.Report.Edition.Has(report.Code(f.At)) && l.sentence(i, "") == nil {
			refs = append(refs, web.Link{Text: fmt.Sprintf("第%d处：%s", i+1, f.Says), Address: "#f" + strconv.Itoa(i+1)})
		}
	}
	return refs
}

// refer puts the numbers of findings at their cell.
func (l *liveReport) refer(cell *web.TableCell, findings []int) {
	if len(findings) == 0 {
		return
	}
	class, says := "", "（已说明）"
	for _, i := range findings {
		cell.Refs = append(cell.Refs, web.Link{Text: strconv.Itoa(i + 1), Address: "#f" + strconv.Itoa(i+1)})
		switch j := l.Judged[i]; {
		case j.IsOpenError():
			class, says = "bad", "（有错误）"
		case j.Waiver == nil && class == "":
			class, says = "warn", "（请核对）"
		}
	}
	if class == "" {
		class = "note"
	}
	cell.AddClass(class)
	cell.RefSays = says
}
