package organ

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// WorkBody is the duty to have a body that does the daily work of disclosure
// (政府信息公开工作机构).
var WorkBody = law.OGI.Para(4, 1, "指定机构（以下统称政府信息公开工作机构）负责本行政机关政府信息公开的日常工作")

// A Position is a place in a leading group.
type Position string

const (
	Leader Position = "leader" // 组长
	Deputy Position = "deputy" // 副组长
	Member Position = "member" // 成员
)

// Positions lists the places of a leading group in the order of its document.
func Positions() []Position { return []Position{Leader, Deputy, Member} }

// Label returns the position's Chinese name.
func (p Position) Label() string {
	switch p {
	case Leader:
		return "组长"
	case Deputy:
		return "副组长"
	}
	return "成员"
}

// A Seat is one person's place in a leading group.
type Seat struct {
	Position Position
	Name     string
	Title    string // the person's post, 镇党委副书记、镇长
}

// A LeadingGroup (政府信息公开工作领导小组) is one version of an organ's group:
// it holds from a day until the next version. The annual report names the one
// valid on 31 December.
type LeadingGroup struct {
	From     calendar.Date
	Document string // the document that set it up, with its number
	Seats    []Seat
	Office   string // its office or daily body (办公室、日常办事机构), 党政办公室
	Duties   string // what that office does
}

// Named returns the seats of one position in their order.
func (g LeadingGroup) Named(p Position) (seats []Seat) {
	for _, s := range g.Seats {
		if s.Position == p {
			seats = append(seats, s)
		}
	}
	return seats
}

// Sentence tells the group as a report does: who leads it, where its office is
// and what it rests on.
func (g LeadingGroup) Sentence() string {
	var parts []string
	for _, p := range Positions() {
		var names []string
		for _, seat := range g.Named(p) {
			if seat.Title != "" {
				seat.Name += "（" + seat.Title + "）"
			}
			names = append(names, seat.Name)
		}
		if len(names) > 0 {
			parts = append(parts, p.Label()+strings.Join(names, "、"))
		}
	}
	if g.Office != "" {
		parts = append(parts, "办公室设在"+g.Office)
	}
	says := "政府信息公开工作领导小组" + strings.Join(parts, "；")
	if g.Document != "" {
		says += "（" + g.Document + "）"
	}
	return says + "。"
}

// SetLeadingGroup enters a version of the leading group. A version of the same
// day replaces the one entered before; both stay in the records.
type SetLeadingGroup struct{ LeadingGroup }

// Check says what is wrong with the leading group entered.
func (s SetLeadingGroup) Check() []*problem.Error {
	faults := dayFaults(s.From, s.Document)
	if len(s.Named(Leader)) == 0 {
		faults = append(faults, problem.Invalid("没有填写组长").Try("请至少填写一名组长").At("leader"))
	}
	for _, seat := range s.Seats {
		field := string(seat.Position)
		if !slices.Contains(Positions(), seat.Position) {
			faults = append(faults, problem.Invalid("没有“%s”这个职务", seat.Position).At("leader"))
		}
		if n := utf8.RuneCountInString(seat.Name); n == 0 || n > 30 {
			faults = append(faults, problem.Invalid("%s的姓名有%d个字，应为1至30个字", seat.Position.Label(), n).At(field))
		}
		if n := utf8.RuneCountInString(seat.Title); n > maxName {
			faults = append(faults, problem.Invalid("%s的职务有%d个字，最多%d个字", seat.Name, n, maxName).At(field))
		}
	}
	if n := utf8.RuneCountInString(s.Duties); n > maxDuties {
		faults = append(faults, problem.Invalid("职责有%d个字，最多%d个字", n, maxDuties).Try("请缩短").At("duties"))
	}
	return faults
}

// ReadSeats reads the people typed for one position, one a line: the name, a
// space or comma, the post. Empty lines are left out.
func ReadSeats(p Position, typed string) (seats []Seat) {
	for line := range strings.Lines(typed) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		seat := Seat{Position: p, Name: line}
		if i := strings.IndexAny(line, " \t　,，、"); i > 0 {
			seat.Name, seat.Title = line[:i], strings.Trim(line[i:], " \t　,，、")
		}
		seats = append(seats, seat)
	}
	return seats
}

// A Unit is an office inside an organ (内设机构) and what it answers for.
type Unit struct {
	ID     int64
	Name   string
	Duties string // the kinds of information it answers for
	// WorkBody says that it is the organ's information office
	// (政府信息公开工作机构).
	WorkBody bool
	Phone    string
	Address  string
	Hours    string        // office hours
	From     calendar.Date // the day from which it exists
	Until    calendar.Date // the day on which it ended; zero while it exists
}

// SetUnit enters an office or changes it; ID 0 enters one.
type SetUnit struct{ Unit }

// Check says what is wrong with the office entered.
func (s SetUnit) Check() []*problem.Error {
	faults := nameFaults(s.Name, "")
	faults = append(faults, dayFaults(s.From, "")...)
	if n := utf8.RuneCountInString(s.Duties); n > maxDuties {
		faults = append(faults, problem.Invalid("职责有%d个字，最多%d个字", n, maxDuties).Try("请缩短").At("duties"))
	}
	if !s.Until.IsZero() && s.Until < s.From {
		faults = append(faults, problem.Invalid("撤销日期%s早于设立日期%s", s.Until.Chinese(), s.From.Chinese()).At("until"))
	}
	return append(faults, contactFaults(s.Phone, s.Address, s.Hours)...)
}

func contactFaults(texts ...string) (faults []*problem.Error) {
	for i, field := range []string{"phone", "address", "hours"} {
		if i < len(texts) && utf8.RuneCountInString(texts[i]) > maxDocument {
			faults = append(faults, problem.Invalid("这一项最多%d个字", maxDocument).Try("请缩短").At(field))
		}
	}
	return faults
}

// A Staffer is one of the organ's information staff (信息公开工作人员).
type Staffer struct {
	ID       int64
	Name     string
	Unit     string // the office where the person works
	Duty     string // what the person does for disclosure
	FullTime bool   // 专职, otherwise 兼职
	Phone    string
	From     calendar.Date
	Until    calendar.Date // zero while it lasts
}

// SetStaffer enters one of the information staff or changes the entry; ID 0
// enters one.
type SetStaffer struct{ Staffer }

// Check says what is wrong with the person entered.
func (s SetStaffer) Check() []*problem.Error {
	var faults []*problem.Error
	if n := utf8.RuneCountInString(s.Name); n == 0 || n > 30 {
		faults = append(faults, problem.Invalid("姓名有%d个字，应为1至30个字", n).At("name"))
	}
	faults = append(faults, dayFaults(s.From, "")...)
	if !s.Until.IsZero() && s.Until < s.From {
		faults = append(faults, problem.Invalid("离任日期%s早于到任日期%s", s.Until.Chinese(), s.From.Chinese()).At("until"))
	}
	return append(faults, contactFaults(s.Phone, s.Unit, s.Duty)...)
}
