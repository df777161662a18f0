package filing

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/law/register"
	"gongkai/law/report"
	"gongkai/law/report/narrative"
)

// An Origin says where a figure of the live report comes from.
type Origin uint8

const (
	// Missing: nothing is known and nobody has entered it.
	Missing Origin = iota
	// Counted: a register gave it.
	Counted
	// Summed: other cells of the report give it (总计, 办理结果总计).
	Summed
	// Carried: last year's published report gives it (上年结转).
	Carried
	// Entered: a person entered it, with the paper it stands on.
	Entered
	// Confirmed: no register has anything, and a person has said that nothing
	// happened (零报告).
	Confirmed
	// TakenOver: the report was taken over from its file.
	TakenOver
)

// Label returns the origin's Chinese name.
func (o Origin) Label() string {
	switch o {
	case Counted:
		return "由登记簿得出"
	case Summed:
		return "由本表其他数字得出"
	case Carried:
		return "由上年已发布的报告得出"
	case Entered:
		return "人工填写"
	case Confirmed:
		return "零报告确认"
	case TakenOver:
		return "由原报告导入"
	}
	return "还没有填写"
}

// A ManualFigure is a figure without a register, entered by a person.
type ManualFigure struct {
	Code  report.Code
	Value report.Number
	Paper string // the paper it was taken from: 《2024年行政许可台账》第3页
	// By names the person and account that entered it, On the Beijing date; the
	// store fills them.
	By      string
	Account int64
	On      calendar.Date
}

type (
	// EnterFigure enters a manual figure or changes it. Typed is the text as
	// typed.
	EnterFigure struct {
		Code  report.Code
		Typed string
		Paper string
	}
	// EnterFigures enters several with one paper; all or none.
	EnterFigures struct {
		Figures map[report.Code]string
		Paper   string
	}
	// WriteChapter replaces the text of one chapter.
	WriteChapter struct{ Chapter, Text string }
)

// Facts are what the live report of an organ and year is computed from.
type Facts struct {
	Organ string // full name on 31 December, or today where that is to come
	Year  int
	// Counted holds what every code of the registers adds up to, cells in their
	// unit (money in 分) and facts; what is not in it is 0.
	Counted map[report.Code]int64
	// Zeros holds of which registers it was said that nothing happened.
	Zeros  map[register.Key]Zero
	Manual map[report.Code]ManualFigure
	// Narrative holds the chapters' text by chapter key.
	Narrative map[string]string
	// Previous is the latest published report on the year before, or nil.
	Previous *report.Report
	// Group is the leading group valid on 31 December, nil where none is entered.
	Group *organ.LeadingGroup
	// Problems are the entries of the register of problems that were open at some
	// time of the year, the earliest found first.
	Problems []register.Values
	// Signed is the date under the signature; zero leaves it out.
	Signed calendar.Date
}

// Form returns the edition in use for reports on the year.
func Form(year int) *report.Edition { return report.FormOf(year) }

// Live computes the report and says of every cell where its figure comes from.
// A cell nobody has filled is blank, never 0.
func Live(f Facts) (*report.Report, map[report.Code]Origin) {
	e := Form(f.Year)
	r := report.New(e)
	r.Organ, r.Year = f.Organ, f.Year
	r.Title = Title(f.Organ, f.Year)
	r.Narrative = chapters(f.Narrative)
	r.Chapters = []string{report.Overall, report.Disclosure, report.Application, report.Remedy, report.Problems, report.Other}
	r.Dates.From, r.Dates.To = fmt.Sprintf("%d-01-01", f.Year), fmt.Sprintf("%d-12-31", f.Year)
	if !f.Signed.IsZero() {
		r.Dates.Signed = f.Signed.String()
	}
	origins := make(map[report.Code]Origin, len(e.Codes()))
	for _, code := range e.Codes() {
		r.Set(code, report.Figure{Mark: report.Blank})
		figure, origin := f.given(e, code)
		if origins[code] = origin; origin != Missing {
			r.Set(code, report.Reports(figure))
		}
	}
	for _, sum := range sums(e) {
		origins[sum.code] = sum.into(r)
	}
	f.tell(r)
	r.Said = said(r)
	return r, origins
}

// Frozen reads a report that was submitted or published, with the figures that
// its chapters assert.
func Frozen(content []byte) (*report.Report, error) {
	r, err := report.ParseJSON(content)
	if err == nil {
		r.Said = said(r)
	}
	return r, err
}

// Title is the title of an organ's report on a year.
func Title(organ string, year int) string {
	return fmt.Sprintf("%s%d年政府信息公开工作年度报告", organ, year)
}

// said reads the figures that the chapters assert, for the checks of text
// against table.
func said(r *report.Report) (all []report.Said) {
	for _, s := range narrative.Read(r.Text(), narrative.About{Year: r.Year, Organ: r.Organ}) {
		if n, ok := report.ParseNumber(s.Value); ok {
			all = append(all, report.Said{At: report.Code(s.At), Value: n, Text: s.Text, Or: report.Code(s.Or)})
		}
	}
	return all
}

// given is the figure of a cell that is not a sum.
func (f Facts) given(e *report.Edition, code report.Code) (report.Number, Origin) {
	if n, ok := f.carried(e, code); ok {
		return n, Carried
	}
	if n, origin, ok := f.computed(e, code); ok {
		return inUnit(code, n), origin
	}
	if m, ok := f.Manual[code]; ok && Manual(f.Year, code) == nil {
		return m.Value, Entered
	}
	return report.Number{}, Missing
}

// inUnit writes what a register adds up to in the unit of its cell.
func inUnit(code report.Code, n int64) report.Number {
	if _, f, _ := register.Computed(code); f.Unit == register.Cents {
		return report.Wan(n)
	}
	return report.Count(n)
}

const (
	carriedIn   = "application.carried_in."
	carriedOver = "application.carried_over."
)

// carried takes 上年结转 from the published report on the year before.
func (f Facts) carried(e *report.Edition, code report.Code) (report.Number, bool) {
	column, ok := strings.CutPrefix(string(code), carriedIn)
	if !ok || f.Previous == nil || !e.Has(code) {
		return report.Number{}, false
	}
	figure := f.Previous.Figure(report.Code(carriedOver + column))
	return figure.Number, figure.Mark == report.Reported
}

// A sum is a cell that other cells give.
type sum struct {
	code report.Code
	of   []report.Code
}

// into sets the sum where every part has a number: a total over a blank cell
// would turn the blank into 0.
func (s sum) into(r *report.Report) Origin {
	total := report.Count(0)
	for _, code := range s.of {
		figure := r.Figure(code)
		if figure.Mark != report.Reported {
			r.Set(s.code, report.Figure{Mark: report.Blank})
			return Missing
		}
		total = total.Add(figure.Number)
	}
	r.Set(s.code, report.Reports(total))
	return Summed
}

// sums lists the cells that other cells give, each after the cells it is made
// of.
func sums(e *report.Edition) (all []sum) {
	for _, column := range e.Columns {
		if column.Key == totalKey {
			continue
		}
		s := sum{code: cell("application", handledKey, column.Key)}
		for _, row := range e.Rows {
			if row.Part == report.Result {
				s.of = append(s.of, cell("application", row.Key, column.Key))
			}
		}
		all = append(all, s)
	}
	for _, row := range e.Rows {
		all = append(all, total("application", row.Key, e.Columns))
	}
	for _, group := range e.Groups {
		all = append(all, total("remedy", group.Key, e.Outcomes))
	}
	return all
}

const (
	totalKey   = "total"
	handledKey = "total_handled"
)

func total(table, row string, columns []report.Column) sum {
	s := sum{code: cell(table, row, totalKey)}
	for _, column := range columns {
		if column.Key != totalKey {
			s.of = append(s.of, cell(table, row, column.Key))
		}
	}
	return s
}

func cell(table, row, column string) report.Code {
	return report.Code(table + "." + row + "." + column)
}

// Manual says why the cell may not be entered by a person, nil where it may: it
// is not in the form, a register counts it, or other cells sum it.
func Manual(year int, code report.Code) error {
	e := Form(year)
	if !e.Has(code) {
		return problem.Invalid("%d年的统一格式没有这一格", year).At(string(code))
	}
	if d, ok := counts(e, code); ok {
		return problem.Refused("“%s”由%s得出，不能直接填写", e.Label(code), d.Title()).Try("要改数字，请改登记").At(string(code))
	}
	for _, s := range sums(e) {
		if s.code == code {
			return problem.Refused("“%s”由本表其他数字相加得出，不能直接填写", e.Label(code)).Try("请改相加的数字").At(string(code))
		}
	}
	return nil
}

// counts returns the register that a cell of the edition is computed from.
func counts(e *report.Edition, code report.Code) (*register.Description, bool) {
	d, figure, ok := register.Computed(code)
	return d, ok && slices.Contains(figure.Editions, e.Name)
}

// ManualCodes lists the cells of the year's form that a person enters, in the
// order of the form.
func ManualCodes(year int) (codes []report.Code) {
	for _, code := range Form(year).Codes() {
		if Manual(year, code) == nil {
			codes = append(codes, code)
		}
	}
	return codes
}

// Check reads the figure typed. It returns the figure, or what is wrong at its
// field.
func (s EnterFigure) Check(year int) (ManualFigure, error) {
	if err := Manual(year, s.Code); err != nil {
		return ManualFigure{}, err
	}
	return s.Read(year)
}

// Read reads the figure without asking whether a person may enter it now: what
// a register counts today was typed before it did.
func (s EnterFigure) Read(year int) (ManualFigure, error) {
	label := Form(year).Label(s.Code)
	typed := plainDigits(s.Typed)
	n, ok := report.ParseNumber(typed)
	kind := Form(year).Kind(s.Code)
	money := kind == report.MoneyCell || kind == report.YuanCell
	switch {
	case typed == "":
		return ManualFigure{}, problem.Invalid("没有填写“%s”", label).Try("没有发生的填0").At(string(s.Code))
	case !ok:
		return ManualFigure{}, problem.Invalid("“%s”填的是“%s”，不是数字", label, shorten(s.Typed)).Try("请只填数字，没有发生的填0").At(string(s.Code))
	case n.Sign() < 0 && kind != report.ChangeCell:
		return ManualFigure{}, problem.Invalid("“%s”填的是%s，不能小于0", label, n).At(string(s.Code))
	case !money && !n.IsInteger():
		return ManualFigure{}, problem.Invalid("“%s”填的是%s，件数应是整数", label, n).At(string(s.Code))
	case n.Decimals() > 6:
		return ManualFigure{}, problem.Invalid("“%s”填的是%s，最多6位小数", label, n).At(string(s.Code))
	case utf8.RuneCountInString(typed) > 15:
		return ManualFigure{}, problem.Invalid("“%s”填的数字有%d位，太大了", label, utf8.RuneCountInString(typed)).Try("请核对").At(string(s.Code))
	}
	paper := strings.TrimSpace(s.Paper)
	if n := utf8.RuneCountInString(paper); n == 0 || n > 120 {
		return ManualFigure{}, problem.Invalid("数字的依据有%d个字，应为1至120个字", n).Try("请写明依据，如“2024年行政许可台账”").At("paper")
	}
	return ManualFigure{Code: s.Code, Value: n, Paper: paper}, nil
}

// plainDigits turns full-width digits and signs into plain ones and drops
// separators and spaces.
func plainDigits(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= '０' && c <= '９':
			return c - '０' + '0'
		case c == '．':
			return '.'
		case c == '－' || c == '−':
			return '-'
		case c == ',' || c == '，' || c == ' ' || c == '　' || c == '\t':
			return -1
		}
		return c
	}, strings.TrimSpace(s))
}

func shorten(s string) string {
	r := []rune(s)
	if len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// maxChapter bounds the text of a chapter, in characters.
const maxChapter = 20_000

// WrittenChapters are the chapters that a person writes, in the order of the
// form: the other three are tables.
func WrittenChapters() []string { return []string{report.Overall, report.Problems, report.Other} }

// Check says what is wrong with the chapter written.
func (s WriteChapter) Check() error {
	known := s.Chapter == report.Overall || s.Chapter == report.Problems || s.Chapter == report.Other
	if !known {
		return problem.Invalid("没有“%s”这一章", shorten(s.Chapter)).At("chapter")
	}
	if n := utf8.RuneCountInString(s.Text); n > maxChapter {
		return problem.TooLarge("这一章有%d个字，最多%d个字", n, maxChapter).Try("请缩短").At("text")
	}
	return nil
}

func chapters(texts map[string]string) map[string]string {
	kept := make(map[string]string, len(texts))
	for key, text := range texts {
		if text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")); text != "" {
			kept[key] = text
		}
	}
	return kept
}

// Empty lists what has no content yet: the labels of blank cells and the names
// of unwritten chapters, in the order of the form.
func Empty(r *report.Report) (names []string) {
	for _, chapter := range r.Edition.Chapters {
		for _, name := range Unfilled(r.Narrative[chapter.Key]) {
			names = append(names, chapter.Number+"、"+chapter.Heading+"中的“"+name+"”")
		}
		written := chapter.Key == report.Overall || chapter.Key == report.Problems || chapter.Key == report.Other
		if written && r.Narrative[chapter.Key] == "" {
			names = append(names, chapter.Number+"、"+chapter.Heading)
		}
		for _, code := range r.Edition.Codes() {
			table, _, _ := strings.Cut(string(code), ".")
			if table == chapter.Key && r.Figure(code).Mark == report.Blank {
				names = append(names, r.Edition.Label(code))
			}
		}
	}
	return names
}

// Digest is the hash of the report's content in the exchange format.
func Digest(r *report.Report) string {
	bare := *r
	bare.Findings, bare.Warnings, bare.File = nil, nil, ""
	h := sha256.Sum256(bare.JSON())
	return hex.EncodeToString(h[:])
}
