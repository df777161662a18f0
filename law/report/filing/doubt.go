package filing

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/law/problem"
	"gongkai/law/report"
)

// A Doubt is a cell of an adopted report that a person has to look at beside
// the source.
type Doubt struct {
	Code report.Code
	Why  []string // sentences
	// Found is what the reader saw there and may not have taken, "" where it saw
	// nothing.
	Found string
}

// Doubts lists the cells in doubt, in the order of the form: what was not read,
// what is no plain number, what the reader warned of, what a check finds.
// Findings are those of [Adoption.Judge].
func (a Adoption) Doubts(findings []report.Finding) (all []Doubt) {
	e := a.Read.Edition
	at := make(map[report.Code]*Doubt, 16)
	doubt := func(code report.Code, why, found string) {
		d := at[code]
		if d == nil {
			d = &Doubt{Code: code}
			at[code] = d
		}
		if !slices.Contains(d.Why, why) {
			d.Why = append(d.Why, why)
		}
		if d.Found == "" {
			d.Found = found
		}
	}
	for _, w := range a.Read.Warnings {
		for _, code := range under(e, w.At) {
			if !onlyLost[w.Code] || a.Read.Figure(code).Mark == report.Absent {
				doubt(code, w.Says, w.Found)
			}
		}
	}
	for _, code := range e.Codes() {
		if why := a.strange(code); why != "" && (at[code] == nil || a.Read.Figure(code).Mark != report.Absent) {
			doubt(code, why, a.Read.Raw[code])
		}
	}
	for _, f := range findings {
		if f.Severity != report.Info && f.Rule != "non_numeric" && e.Has(report.Code(f.At)) { // which strange has told
			doubt(report.Code(f.At), f.Says, "")
		}
	}
	for _, code := range e.Codes() {
		if d := at[code]; d != nil {
			all = append(all, *d)
		}
	}
	return all
}

// onlyLost are the warnings of a table that say something of what is not there
// and nothing of what is.
var onlyLost = map[string]bool{"table_missing": true, "table_partial": true, "table_unread": true, "row_unlabelled": true}

// strange says why what was read in the cell is not plainly its figure, "" when
// it is.
func (a Adoption) strange(code report.Code) string {
	f, raw := a.Read.Figure(code), a.Read.Raw[code]
	switch {
	case f.Mark == report.Absent && raw != "":
		return "写的是“" + shorten(raw) + "”，没有读成数字。"
	case f.Mark == report.Absent:
		return "没有读到这一格。"
	case f.Mark == report.Text:
		return "写的是“" + shorten(raw) + "”，不是数字。"
	case f.Mark == report.Reported && raw != "" && bare(raw) != f.Number.String():
		return "写的是“" + shorten(raw) + "”，按" + f.Number.String() + "读取。"
	}
	return ""
}

// bare drops from a figure what is never mistaken: separators, a counting word.
func bare(raw string) string {
	s := plainDigits(raw)
	for _, unit := range []string{"万元", "元", "件", "条", "项", "个", "次", "起", "宗", "份"} {
		if rest, ok := strings.CutSuffix(s, unit); ok {
			return rest
		}
	}
	return s
}

// Undecided lists the doubts of whose cells nothing is decided.
func (a Adoption) Undecided(doubts []Doubt) (open []Doubt) {
	for _, d := range doubts {
		if _, done := a.Decisions[d.Code]; !done {
			open = append(open, d)
		}
	}
	return open
}

// A Remain is something wrong that the original has, for a person to confirm.
type Remain struct {
	FindingKey
	Try string
	// By is who has confirmed it and why; nil while nobody has.
	By *Confirmation
}

// Remaining lists the errors that stand after the decisions, and what the
// reader says of the file as a whole.
func (a Adoption) Remaining(findings []report.Finding) (all []Remain) {
	add := func(key FindingKey, try string) {
		m := Remain{FindingKey: key, Try: try}
		for i, c := range a.Confirmed {
			if (FindingKey{c.Rule, c.At, c.Says}) == key {
				m.By = &a.Confirmed[i]
			}
		}
		if !slices.ContainsFunc(all, func(other Remain) bool { return other.FindingKey == key }) {
			all = append(all, m)
		}
	}
	for _, w := range a.Read.Warnings {
		if len(under(a.Read.Edition, w.At)) == 0 && wholeFile[w.Code] {
			add(FindingKey{w.Code, w.At, w.Says}, "请对照原文件核对全文。")
		}
	}
	for _, f := range findings {
		if f.Severity == report.Error {
			add(FindingKey{f.Rule, f.At, f.Says}, f.Try())
		}
	}
	return all
}

// wholeFile are the warnings of a file of which figures or text may be lost.
var wholeFile = map[string]bool{"edition_assumed": true, "too_large": true, "damaged": true, "scanned_page": true, "table_twice": true, "cell_unknown": true}

// Unconfirmed counts what nobody has confirmed.
func Unconfirmed(all []Remain) (n int) {
	for _, m := range all {
		if m.By == nil {
			n++
		}
	}
	return n
}

// Check reads what was decided. The figure is the one before, for the record.
func (s Decide) Check(a Adoption) (decisions []Decision, faults []*problem.Error) {
	if len(s.Cells) == 0 {
		return nil, []*problem.Error{problem.Invalid("没有核对任何一格").Try("请选择“与原报告一致”“改为”或者“原报告是空白”，再保存")}
	}
	source := strings.TrimSpace(s.Source)
	now, corrects := a.Report(), false
	for _, c := range s.Cells {
		d, err := c.read(a.Read)
		if err != nil {
			faults = append(faults, problem.Of(err))
			continue
		}
		d.Was = Words(now, d.Code)
		if d.Choice == Corrected {
			d.Source, corrects = source, true
		}
		decisions = append(decisions, d)
	}
	switch n := utf8.RuneCountInString(source); {
	case corrects && n == 0:
		faults = append(faults, problem.Invalid("改了数字，没有写明原报告怎么写").Try("请写明在原文件的什么地方、怎么写的，如“第3页，处罚一行写着12”").At("source"))
	case n > maxSource:
		faults = append(faults, problem.Invalid("说明有%d个字，最多%d个字", n, maxSource).Try("请缩短").At("source"))
	}
	return decisions, faults
}

const maxSource = 120

// read reads one cell. What is corrected to what was read is as read.
func (c Deciding) read(r *report.Report) (Decision, error) {
	e, d := r.Edition, Decision{Code: c.Code, Choice: c.Choice}
	if !e.Has(c.Code) {
		return d, problem.Invalid("这份报告没有“%s”这一格", shorten(string(c.Code))).At(string(c.Code))
	}
	switch c.Choice {
	case AsRead, Emptied:
		return d, nil
	case Corrected:
	default:
		return d, problem.Invalid("“%s”没有这种选择", e.Label(c.Code)).Try("请重新选择").At(string(c.Code))
	}
	n, err := figureTyped(e, c.Code, c.Typed)
	if err != nil {
		return d, err
	}
	if f := r.Figure(c.Code); f.Mark == report.Reported && f.Number == n {
		d.Choice = AsRead
		return d, nil
	}
	d.Value = n
	return d, nil
}

// figureTyped reads a figure as the original has it: history may hold what a
// rule forbids, but a count is whole.
func figureTyped(e *report.Edition, code report.Code, typed string) (report.Number, error) {
	text, label := plainDigits(typed), e.Label(code)
	n, ok := report.ParseNumber(text)
	kind := e.Kind(code)
	switch {
	case text == "":
		return n, problem.Invalid("“%s”选了改为，没有填数", label).Try("请照原报告填写；原报告是空白的，选“原报告是空白”").At(string(code))
	case !ok:
		return n, problem.Invalid("“%s”填的是“%s”，不是数字", label, shorten(typed)).Try("请只填数字").At(string(code))
	case kind != report.MoneyCell && kind != report.YuanCell && !n.IsInteger():
		return n, problem.Invalid("“%s”填的是%s，件数应是整数", label, n).At(string(code))
	case n.Decimals() > 6:
		return n, problem.Invalid("“%s”填的是%s，最多6位小数", label, n).At(string(code))
	case utf8.RuneCountInString(text) > 15:
		return n, problem.Invalid("“%s”填的数字有%d位，太大了", label, utf8.RuneCountInString(text)).Try("请核对").At(string(code))
	}
	return n, nil
}

// Words is what a cell holds, in words that tell zero, blank and absent apart.
func Words(r *report.Report, code report.Code) string {
	switch f := r.Figure(code); f.Mark {
	case report.Reported:
		return f.Number.String()
	case report.Blank:
		return "空白"
	case report.NotApplicable, report.Text:
		return "“" + shorten(r.Raw[code]) + "”"
	}
	return "没有读到"
}

// Check refuses a confirmation of nothing, of what the checks do not find, and
// one without reason.
func (s ConfirmFindings) Check(remaining []Remain) error {
	if len(s.Findings) == 0 {
		return problem.Invalid("没有勾选任何一处").Try("请勾选确认原报告如此的各处").At("finding")
	}
	for _, key := range s.Findings {
		if !slices.ContainsFunc(remaining, func(m Remain) bool { return m.FindingKey == key }) {
			return problem.Conflict("核对结果已经变化，有一处现在没有了").Try("请按现在列出的各处重新勾选").At("finding")
		}
	}
	return needsReason(s.Reason, "确认")
}

// AdoptedChapters are the chapters of an adopted report whose text can be
// corrected: all that the form has, and what stands before the first.
func AdoptedChapters(e *report.Edition) []string {
	keys := []string{report.Preface}
	for _, c := range e.Chapters {
		keys = append(keys, c.Key)
	}
	return keys
}

// CheckAdopted says what is wrong with a chapter of an adopted report: there
// any chapter may be written, and braces are what they are.
func (s WriteChapter) CheckAdopted(e *report.Edition) error {
	if !slices.Contains(AdoptedChapters(e), s.Chapter) {
		return problem.Invalid("没有“%s”这一章", shorten(s.Chapter)).At("chapter")
	}
	if n := utf8.RuneCountInString(s.Text); n > maxChapter*5 {
		return problem.TooLarge("这一章有%d个字，最多%d个字", n, maxChapter*5).Try("请缩短").At("text")
	}
	return nil
}
