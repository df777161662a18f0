package filing

import (
	"strings"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/law/problem"
)

// A Known is a name that the records of an organ hold.
type Known struct {
	Name string
	// Of is the organ whose duties were taken over (职责承继), "" for a name of
	// the organ itself.
	Of string
}

// Records is what the records say of the organ whose report is taken over.
type Records struct {
	Name    string // its name today
	Founded calendar.Date
	Names   []Known // every name it bears or bore, and those of its predecessors
	// Predecessors counts the organs whose duties it took over.
	Predecessors int
	// Another says that the records have another organ of the very name that is
	// asked about.
	Another bool
}

// A Belonging says whose report a file is.
type Belonging struct {
	// Sure says that the names leave no doubt. Otherwise a person has to confirm
	// what Says tells.
	Sure bool
	Says string // a Chinese sentence, "" for a report under today's name
}

// longestName is more characters than the name of any organ has.
const longestName = 60

// Belong says whether a report on a year, made under a name, is the organ's:
// by its own names of any time, or by that of a predecessor. Anything else is
// another organ's, which is a problem.
func (r Records) Belong(name string, year int) (Belonging, error) {
	if name = strings.TrimSpace(name); name == "" {
		return Belonging{Says: "文件里没有读到机关的名称。"}, nil
	}
	if chars := []rune(name); len(chars) > longestName { // no name, and long in a message
		name = string(chars[:longestName]) + "…"
	}
	best, at := organ.Different, Known{}
	for _, k := range r.Names {
		m := organ.Compare(name, k.Name)
		if m > best || m == best && m != organ.Different && at.Of != "" && k.Of == "" {
			best, at = m, k
		}
	}
	switch {
	case best == organ.Different && r.isOfficeOf(name):
		return Belonging{Says: "文件写的机关是“" + name + "”，可能是代“" + r.Name + "”编制的。"}, nil
	case best == organ.Different && !r.Another && r.isMisspelt(name):
		return Belonging{Says: "文件写的机关是“" + name + "”，与“" + r.Name + "”只差一个字，可能是写错或者识别有误，也可能是别的机关。"}, nil
	case best == organ.Different:
		return Belonging{}, problem.Refused("文件是“%s”的报告，不是“%s”的", name, r.Name).
			Try("原来叫这个名称的，请系统管理员在机关中登记更名；由本机关承继的，登记合并或者撤销").At("file")
	case at.Of != "":
		return r.inherited(name, at, best, year)
	case best == organ.Possible:
		return Belonging{Says: "文件写的机关是“" + name + "”，可能是“" + at.Name + "”，也可能是别的机关。"}, nil
	case at.Name != r.Name:
		return Belonging{Sure: true, Says: "用的是原来的名称“" + at.Name + "”。"}, nil
	}
	return Belonging{Sure: true}, nil
}

// inherited judges a predecessor's report. It is the successor's for the years
// before the successor was there; in later years each made its own.
func (r Records) inherited(name string, k Known, m organ.Match, year int) (Belonging, error) {
	says := "是“" + k.Of + "”的报告，它的职责由本机关承继。"
	switch {
	case r.Founded.Year() <= year:
		return Belonging{}, problem.Refused("文件是“%s”的报告；%d年“%s”已经设立，有自己的报告", name, year, r.Name).
			Try("请导入本机关%d年的报告；被合并机关的报告由它自己的记录保存", year).At("file")
	case m == organ.Possible, r.Predecessors > 1:
		return Belonging{Says: says + "承继的机关不止一个或者名称不全，请确认用这一份作为本机关的历年报告。"}, nil
	}
	return Belonging{Sure: true, Says: says}, nil
}

// isOfficeOf says that a name is that of the general office of the organ, which
// compiles its government's report.
func (r Records) isOfficeOf(name string) bool {
	for _, office := range []string{"办公室", "办公厅"} {
		if of, ok := strings.CutSuffix(organ.Normalize(name), office); ok && organ.SameBody(of, r.Name) {
			return true
		}
	}
	return false
}

// isMisspelt says that a name differs from the organ's in one character, as a
// slip or a machine that reads pictures makes it.
func (r Records) isMisspelt(name string) bool {
	a, b := []rune(organ.Normalize(name)), []rune(organ.Normalize(r.Name))
	if len(a) != len(b) || len(a) < 4 {
		return false
	}
	off := 0
	for i := range a {
		if a[i] != b[i] {
			off++
		}
	}
	return off == 1
}
