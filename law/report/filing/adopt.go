package filing

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/law/calendar"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// An Adoption is an organ's old report taken over from its file
// (由原报告导入): what the reader read, and what a person has decided beside the
// source. Nothing of it is computed from registers: history is told as it was
// published, errors included.
type Adoption struct {
	Year int
	// Read is the report as it was read; it is never changed.
	Read *report.Report
	// Published is the day the original was made public; zero while nobody has
	// said it.
	Published calendar.Date
	Decisions map[report.Code]Decision
	// Texts are the chapters whose text a person has replaced, by chapter key and
	// [report.Preface].
	Texts map[string]string
	// Confirmed are the findings of which a person said that the original has
	// them.
	Confirmed []Confirmation
}

// A Choice is what a person decides of a cell.
type Choice string

// The choices.
const (
	AsRead    Choice = "as_read"   // what was read stands in the source, nothing where nothing was read
	Corrected Choice = "corrected" // the source says otherwise
	Emptied   Choice = "blank"     // the cell is blank in the source
)

// A Decision is what a person has decided of a cell.
type Decision struct {
	Code   report.Code
	Choice Choice
	// Value is the figure of a Corrected cell.
	Value report.Number
	// Source is what the source says, or where it says it, of a Corrected cell.
	Source string
	// Was is what stood in the cell before the decision, in words.
	Was string
	// By names the person, On the Beijing date; the store fills them.
	By string
	On calendar.Date
}

// Says tells the decision in words.
func (d Decision) Says() string {
	switch d.Choice {
	case Corrected:
		return "改为" + d.Value.String()
	case Emptied:
		return "原报告是空白"
	}
	return "与原报告一致"
}

// A Confirmation is a person's word that the published original has what a
// check finds (原报告如此).
type Confirmation struct {
	Rule, At, Says string
	Reason         string
	By             string
	On             calendar.Date
}

// The steps of an adoption, beside the course of every report.
type (
	// Adopt takes an old report over from its file (导入历年报告).
	Adopt struct {
		Year   int    `json:"year"`
		File   string `json:"file"`
		SHA256 string `json:"sha256"`
		// Organ is the name that the file gives, Why what the person said who
		// confirmed that it is this organ's; "" where the names left no doubt.
		Organ string `json:"organ"`
		Why   string `json:"why,omitempty"`
		// Published is the day the file was made public; zero where it does not say.
		Published calendar.Date `json:"published"`
	}
	// Decide decides cells of an adopted report (核对数字); all or none.
	Decide struct {
		Cells []Deciding `json:"cells"`
		// Source says where the source has what is corrected.
		Source string `json:"source,omitempty"`
	}
	// Deciding is one cell of a Decide: Typed is the figure of a Corrected one.
	Deciding struct {
		Code   report.Code `json:"code"`
		Choice Choice      `json:"choice"`
		Typed  string      `json:"typed,omitempty"`
	}
	// ConfirmFindings confirms that the published original has what the checks
	// find.
	ConfirmFindings struct {
		Findings []FindingKey `json:"findings"`
		Reason   string       `json:"reason"`
	}
	// FindingKey names a finding by its rule, place and words, so that another
	// arithmetic is another finding.
	FindingKey struct {
		Rule string `json:"rule"`
		At   string `json:"at"`
		Says string `json:"says"`
	}
	// DatePublication enters the day on which the original was made public.
	DatePublication struct {
		Day calendar.Date `json:"day"`
	}
	// Discard drops an adoption that was never published (撤销导入): the wrong
	// file, or another organ's.
	Discard struct {
		Reason string `json:"reason"`
	}
)

// take begins the course with the report as it was read.
func (s Adopt) take(f Filing, env Env) (Filing, error) {
	if err := MayAdopt(s.Year, env.Today); err != nil {
		return f, err
	}
	if utf8.RuneCountInString(s.Why) > maxReason {
		return f, tooLong("说明", s.Why, "why")
	}
	return Filing{Year: s.Year, State: Drafting, Round: 1, Adopted: true}, nil
}

func (Adopt) from() []State { return []State{""} }
func (Adopt) verb() string  { return "导入历年报告" }

// taken says why a report cannot be taken over for a year that has one.
func (f Filing) taken() error {
	switch {
	case f.State == Published:
		return problem.Conflict("%d年的报告已经发布，不能再导入", f.Year).Try("要改内容，请在报告页面“订正”").At("file")
	case f.Adopted:
		return problem.Conflict("%d年的报告已经导入，正在办理", f.Year).Try("导错了文件的，请先在报告页面“撤销导入”").At("file")
	}
	return problem.Conflict("%d年的报告正在填报，状态是“%s”，不能导入", f.Year, f.State.Label()).Try("请在报告页面继续办理").At("file")
}

// MayAdopt says why a report on the year cannot be taken over, nil where it
// can.
func MayAdopt(year int, today calendar.Date) error {
	switch {
	case year < firstYear:
		return problem.Refused("%d年的报告用的是2008年起的旧条例的格式，没有统一的表，不能录入", year).
			Try("可以导入%d年及以后的报告；更早的请在网站上保留原文件", firstYear).At("file")
	case year >= today.Year():
		return problem.Refused("%d年还没有结束，这一年的报告不能导入", year).Try("请在年度报告中“开始填报”").At("file")
	}
	return nil
}

// take drops what was adopted while it is drafted the first time.
func (s Discard) take(f Filing, _ Env) (Filing, error) {
	switch {
	case !f.Adopted:
		return f, problem.Refused("%d年的报告不是导入的，不能撤销导入", f.Year).Try("要改内容，请在草稿中修改")
	case f.Round > 1:
		return f, problem.Refused("%d年的报告已经发布过，不能撤销导入", f.Year).Try("要改内容，请订正")
	}
	if err := needsReason(s.Reason, "撤销"); err != nil {
		return f, err
	}
	return Filing{Year: f.Year}, nil
}

func (Discard) from() []State { return []State{Drafting} }
func (Discard) verb() string  { return "撤销导入" }

// Check refuses a day on which the report cannot have been published.
func (s DatePublication) Check(year int, today calendar.Date) error {
	first, _ := calendar.DateOf(year, 12, 1) // some appear before the year has ended
	switch {
	case s.Day.IsZero():
		return problem.Invalid("没有填写原公布日期").Try("请照原网页或者原文件填写；查不到的，填成文日期").At("published")
	case s.Day < first:
		return problem.Invalid("原公布日期%s早于%d年12月，这时%d年的报告还没有", s.Day.Chinese(), year, year).Try("请核对年份").At("published")
	case s.Day > today:
		return problem.Invalid("原公布日期%s在今天以后", s.Day.Chinese()).Try("请核对").At("published")
	}
	return nil
}

// Report is the report as the decisions leave it. Warnings of cells that are
// decided are left out.
func (a Adoption) Report() *report.Report {
	r := report.New(a.Read.Edition)
	r.Title, r.Organ, r.Year, r.Dates = a.Read.Title, a.Read.Organ, a.Year, a.Read.Dates
	r.Chapters, r.FiguresOnly = slices.Clone(a.Read.Chapters), a.Read.FiguresOnly
	r.Raw, r.Narrative = maps.Clone(a.Read.Raw), maps.Clone(a.Read.Narrative)
	if r.Narrative == nil {
		r.Narrative = map[string]string{}
	}
	for _, code := range r.Edition.Codes() {
		r.Set(code, a.Read.Figure(code))
		switch d := a.Decisions[code]; d.Choice {
		case Corrected:
			r.Set(code, report.Reports(d.Value))
			delete(r.Raw, code)
		case Emptied:
			r.Set(code, report.Figure{Mark: report.Blank})
			delete(r.Raw, code)
		}
	}
	for key, text := range a.Texts {
		if r.Narrative[key] = text; text == "" {
			delete(r.Narrative, key)
		}
	}
	if !a.Published.IsZero() {
		r.Dates.Published = a.Published.String()
	}
	r.Warnings = a.openWarnings()
	r.Said = said(r)
	return r
}

// openWarnings are the warnings of places where something is undecided.
func (a Adoption) openWarnings() (open []report.Warning) {
	for _, w := range a.Read.Warnings {
		codes := under(a.Read.Edition, w.At)
		if len(codes) == 0 || slices.ContainsFunc(codes, func(c report.Code) bool { _, done := a.Decisions[c]; return !done }) {
			open = append(open, w)
		}
	}
	return open
}

// Judge returns what the checks find in the report as the decisions leave it.
// after is the same organ's report on the year after, nil where there is none:
// what it says of this year is found here.
func (a Adoption) Judge(r *report.Report, c report.Circumstances, after *report.Report) []report.Finding {
	c.Published = r.Dates.Published
	findings := r.Check(c)
	if after == nil || after.Edition == nil {
		return findings
	}
	for _, f := range after.Check(report.Circumstances{Previous: r, Recorded: c.Recorded}) {
		at := f.At
		switch f.Rule {
		case "carry_over":
			at = strings.Replace(at, carriedIn, carriedOver, 1)
		case "in_force":
		default:
			continue
		}
		f.At, f.Says = at, "对照下一年的报告，"+f.Says
		findings = append(findings, f)
	}
	return findings
}

// under lists the cells of an edition at or below a place of a warning: a cell,
// a row, a table.
func under(e *report.Edition, at string) (codes []report.Code) {
	if at == "" || e == nil {
		return nil
	}
	for _, code := range e.Codes() {
		if string(code) == at || strings.HasPrefix(string(code), at+".") {
			codes = append(codes, code)
		}
	}
	return codes
}
