package filing

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/register"
	"gongkai/law/report"
)

// A Matter says what a [Lack] is about, and so where it is mended.
type Matter string

// The matters of a rehearsal, in the order in which they are told.
const (
	OfTable    Matter = "table"    // Key is the chapter
	OfChapter  Matter = "chapter"  // Key is the chapter
	OfCase     Matter = "case"     // not counted as it should be; Key is the case, or register/entry
	OfRegister Matter = "register" // a silent one; Key is the register
	OfGroup    Matter = "group"    // the leading group
	OfPrevious Matter = "previous" // last year's report
	OfOrgan    Matter = "organ"    // what happened to the organ itself
	OfCalendar Matter = "calendar" // the year of the due date has no table
	OfMedia    Matter = "media"    // a silent new-media account
	OfProblem  Matter = "problem"  // a measure that is open
)

// A Lack is one thing that is missing, or to be known, before the report of a
// year can be finished.
type Lack struct {
	Matter Matter
	Key    string
	Says   string
	// Try says what to do, "" where there is only to know.
	Try string
	// Blocks says that the report cannot be submitted with it.
	Blocks bool
}

// An Outlook is what a rehearsal knows beyond the facts of the report.
type Outlook struct {
	Today calendar.Date
	Life  Life
	// Names are the days of the year on which the organ took another name, and
	// the names.
	Names []Renamed
	// Into names the organs that took over from this one, From those that this one
	// took over from within the year.
	Into, From []string
	Calendar   calendar.Calendar
	Media      []register.AccountSilence
	// Cases are what the tables do not count as they should, case by case.
	Cases []CaseLack
}

// A CaseLack is a case, or an entry of a register, that a table does not count as
// it should.
type CaseLack struct {
	Case     int64 // 0 for what is no case
	Entry    int64
	Register register.Key
	report.Stray
}

// A Renamed is a change of an organ's name.
type Renamed struct {
	On   calendar.Date
	Name string
}

// Lacks is what is missing or to be known, in the order of the matters. Which
// rules would fail is told by [Facts.Check].
func (f Facts) Lacks(r *report.Report, o Outlook) []Lack {
	return slices.Concat(f.emptyTables(r), f.emptyChapters(r), ofCases(o), f.silentRegisters(), f.ofGroup(), f.ofPrevious(o), f.ofOrgan(o), f.ofCalendar(o), ofMedia(o), f.ofProblems(o))
}

// emptyTables tells the blank cells that no silent register explains.
func (f Facts) emptyTables(r *report.Report) (all []Lack) {
	silent := map[register.Key]bool{}
	for _, s := range f.Silent() {
		silent[s.Key] = true
	}
	for _, c := range r.Edition.Chapters {
		var blank []string
		for _, code := range r.Edition.Codes() {
			d, counted := counts(r.Edition, code)
			table, _, _ := strings.Cut(string(code), ".")
			if table == c.Key && r.Figure(code).Mark == report.Blank && !(counted && silent[d.Key]) && Manual(f.Year, code) == nil {
				blank = append(blank, r.Edition.Label(code))
			}
		}
		if n := len(blank); n > 0 {
			all = append(all, Lack{OfTable, c.Key, fmt.Sprintf("第%s部分有%d格还没有填：%s。", c.Number, n, few(blank)), "填写数字和依据，没有发生的填0。", true})
		}
	}
	return all
}

func few(names []string) string {
	if len(names) <= 3 {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:3], "、") + "等"
}

func (f Facts) emptyChapters(r *report.Report) (all []Lack) {
	for _, c := range r.Edition.Chapters {
		switch text := r.Narrative[c.Key]; {
		case !slices.Contains(WrittenChapters(), c.Key):
		case text == "":
			all = append(all, Lack{OfChapter, c.Key, fmt.Sprintf("第%s部分“%s”还没有写。", c.Number, c.Heading), "写这一章，登记簿给的句子可以直接用。", true})
		case len(Unfilled(text)) > 0:
			all = append(all, Lack{OfChapter, c.Key, fmt.Sprintf("第%s部分引用了还没有的内容：%s。", c.Number, few(Unfilled(text))), "登记以后自动填上，或者改写这一句。", true})
		}
	}
	return all
}

// ofCases tells the cases that are not counted as they should be.
func ofCases(o Outlook) (all []Lack) {
	for _, c := range o.Cases {
		rule, _ := report.RuleNamed(c.Rule)
		lack := Lack{Matter: OfCase, Key: fmt.Sprint(c.Case), Says: c.Says, Try: rule.Try, Blocks: c.Severity == "" && rule.Severity == report.Error}
		if c.Case == 0 {
			lack.Key = fmt.Sprintf("%s/%d", c.Register, c.Entry)
		}
		if c.Severity != "" {
			lack.Try = "请与申请人确认，登记收到申请之日。"
		}
		all = append(all, lack)
	}
	return all
}

func (f Facts) silentRegisters() (all []Lack) {
	for _, s := range f.Silent() {
		if s.Cells > 0 {
			all = append(all, Lack{OfRegister, string(s.Key), fmt.Sprintf("%s没有%d年的登记，也没有人确认没有发生；报告里有%d格等着它。", s.Title(), f.Year, s.Cells), "发生过的请登记，没有发生的做零报告。", true})
		}
	}
	return all
}

func (f Facts) ofGroup() []Lack {
	if f.Group != nil {
		return nil
	}
	return []Lack{{OfGroup, "", fmt.Sprintf("没有登记%d年12月31日在任的领导小组。", f.Year), "登记组长、副组长、成员和办公室。", false}}
}

func (f Facts) ofPrevious(o Outlook) []Lack {
	if f.Previous != nil || o.Life.Founded.Year() >= f.Year {
		return nil
	}
	return []Lack{{OfPrevious, "", fmt.Sprintf("没有%d年已发布的报告：上年结转按登记簿计，跨年的规则和雷同都不能核对。", f.Year-1), fmt.Sprintf("%d年的报告还没有发布的，请先发布。", f.Year-1), false}}
}

// ofOrgan tells what happened to the organ in the year.
func (f Facts) ofOrgan(o Outlook) (all []Lack) {
	know := func(says string, args ...any) {
		all = append(all, Lack{Matter: OfOrgan, Says: fmt.Sprintf(says, args...)})
	}
	if o.Life.Founded.Year() == f.Year {
		know("本机关%s设立，报告从这一天起计。", o.Life.Founded.Chinese())
	}
	for _, n := range o.Names {
		if n.On.Year() == f.Year && n.On != o.Life.Founded {
			know("本机关%s更名为“%s”，报告用12月31日的名称。", n.On.Chinese(), n.Name)
		}
	}
	if o.Life.Ended.Year() == f.Year {
		know("本机关%s撤销或者合并%s，这一年的报告由谁编制请与主管部门商定。", o.Life.Ended.Chinese(), into(o.Into))
	}
	for _, name := range o.From {
		know("%s在%d年并入本机关：它的登记仍在它名下，要计入的，请核对后在本机关登记。", name, f.Year)
	}
	return all
}

func into(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "，由" + strings.Join(names, "、") + "承接"
}

func (f Facts) ofCalendar(o Outlook) []Lack {
	if o.Calendar.Known(f.Year + 1) {
		return nil
	}
	return []Lack{{OfCalendar, "", fmt.Sprintf("%d年的放假安排还没有装入程序，剩余的工作日按周末推算，是暂定的。", f.Year+1), "放假安排公布以后，请系统管理员更新程序。", false}}
}

func ofMedia(o Outlook) (all []Lack) {
	for _, m := range o.Media {
		all = append(all, Lack{OfMedia, m.Name, m.Says(), "已经发布的，请登记或导入；停用的，请登记停用日期。", false})
	}
	return all
}

func (f Facts) ofProblems(o Outlook) (all []Lack) {
	for _, v := range f.Problems {
		if v["closed_on"] != "" && v.Date("closed_on") <= o.Today {
			continue
		}
		all = append(all, Lack{OfProblem, v["title"], fmt.Sprintf("“%s”还没有完成：%s负责%s。", v["title"], v["owner"], dueSays(v, o.Today)), "完成的请登记完成日期和改进情况；没有完成的，列入下一年报告。", false})
	}
	return all
}

func dueSays(v register.Values, today calendar.Date) string {
	due := v.Date("due_on")
	switch {
	case due.IsZero():
		return "，没有定时限"
	case due < today:
		return "，应于" + due.Chinese() + "完成，已经过期"
	}
	return "，" + due.Chinese() + "前完成"
}

// The codes of what a year hands on to the next.
const pendingSuffix = ".pending"

// CarriedApplications lists the cells of the applications that a year carries
// over, PendingRemedies those of the remedies that it does not settle.
func CarriedApplications(year int) []report.Code {
	return registerCodes(year, func(code string) bool { return strings.HasPrefix(code, carriedOver) })
}

// PendingRemedies lists the cells of the remedies that a year does not settle.
func PendingRemedies(year int) []report.Code {
	return registerCodes(year, func(code string) bool {
		return strings.HasPrefix(code, report.Remedy+".") && strings.HasSuffix(code, pendingSuffix)
	})
}

func registerCodes(year int, wanted func(string) bool) (codes []report.Code) {
	e := Form(year)
	for _, code := range e.Codes() {
		if _, ok := counts(e, code); ok && wanted(string(code)) {
			codes = append(codes, code)
		}
	}
	return codes
}
