package organ

import (
	"strings"
	"unicode/utf8"

	"gongkai/law"
	"gongkai/law/calendar"
	"gongkai/law/problem"
)

// An Axis is one of the two lines along which organs are led.
type Axis string

const (
	// Area is leadership by the government of the area (块). Reports are rolled
	// up along it.
	Area Axis = "area"
	// Line is guidance or leadership by the superior department (条).
	Line Axis = "line"
)

// Label returns the axis's Chinese name.
func (a Axis) Label() string {
	if a == Line {
		return "业务主管（条）"
	}
	return "所属政府（块）"
}

// SuperiorOffice is why an organ has a superior: the office of its government,
// or of its own system, promotes, guides, coordinates and supervises.
var SuperiorOffice = law.OGI.Para(3, 3, "县级以上地方人民政府办公厅（室）是本行政区域的政府信息公开工作主管部门")

// Ending says how an organ ended or passed its functions on.
type Ending string

const (
	Merged    Ending = "merged"    // 合并 into its successor
	Split     Ending = "split"     // 分立 into several
	Abolished Ending = "abolished" // 撤销, its functions taken over
)

// Label returns the ending's Chinese name.
func (e Ending) Label() string {
	switch e {
	case Merged:
		return "合并"
	case Split:
		return "分立"
	}
	return "撤销"
}

// The steps that change the tree of organs. Every one may carry the document
// it rests on; the day is the one from which it holds.
type (
	// Found enters an organ that exists from a day on.
	Found struct {
		Name     string
		Short    string // as lists of the area call it, 石桥镇; may be empty
		Code     string // 统一社会信用代码 or the area's code; may be empty
		Level    Level
		Body     Body
		Superior ID // on the area axis; 0 for the topmost
		From     calendar.Date
		Document string
	}
	// Rename gives an organ a new name from a day on. The old name stays known.
	Rename struct {
		Name, Short string
		From        calendar.Date
		Document    string
	}
	// Move gives an organ another superior on one axis from a day on; Superior 0
	// ends the link.
	Move struct {
		Axis     Axis
		Superior ID
		From     calendar.Date
		Document string
	}
	// Succeed ends an organ: its reports and duties go to its successors.
	Succeed struct {
		How        Ending
		Successors []ID
		From       calendar.Date
		Document   string
	}
	// SetCode corrects the organ's code.
	SetCode struct{ Code string }
)

// Limits of what is entered, in characters.
const (
	maxName     = 60
	maxDocument = 120
	maxDuties   = 2000
)

// Check says what is wrong with the organ entered, each fault at its field.
func (f Found) Check() []*problem.Error {
	faults := nameFaults(f.Name, f.Short)
	if f.Level == UnknownLevel || f.Level > Township {
		faults = append(faults, problem.Invalid("没有选择机关的层级").Try("请从列表中选择").At("level"))
	}
	if f.Body == UnknownBody || f.Body > Vertical {
		faults = append(faults, problem.Invalid("没有选择机关的类别").Try("请从列表中选择").At("body"))
	}
	return append(faults, dayFaults(f.From, f.Document)...)
}

// Check says what is wrong with the new name.
func (r Rename) Check() []*problem.Error {
	return append(nameFaults(r.Name, r.Short), dayFaults(r.From, r.Document)...)
}

// Check says what is wrong with the move of an organ.
func (m Move) Check() []*problem.Error {
	faults := dayFaults(m.From, m.Document)
	if m.Axis != Area && m.Axis != Line {
		faults = append(faults, problem.Invalid("没有选择是所属政府还是业务主管").Try("请选择一项").At("axis"))
	}
	return faults
}

// Check says what is wrong with the end of an organ.
func (s Succeed) Check() []*problem.Error {
	faults := dayFaults(s.From, s.Document)
	switch s.How {
	case Merged, Abolished, Split:
	default:
		faults = append(faults, problem.Invalid("没有选择合并、分立还是撤销").Try("请选择一项").At("how"))
	}
	if len(s.Successors) == 0 {
		faults = append(faults, problem.Invalid("没有写明由哪个机关承接").Try("请选择承接职责的机关").At("successors"))
	}
	if s.How == Split && len(s.Successors) == 1 {
		faults = append(faults, problem.Invalid("分立只有1个承接机关").Try("请再选择一个，或改为合并").At("successors"))
	}
	return faults
}

func nameFaults(name, short string) (faults []*problem.Error) {
	switch n := utf8.RuneCountInString(name); {
	case strings.TrimSpace(name) == "":
		faults = append(faults, problem.Invalid("没有填写机关名称").Try("请填写全称，如“青溪县石桥镇人民政府”").At("name"))
	case n > maxName:
		faults = append(faults, problem.Invalid("机关名称有%d个字，最多%d个字", n, maxName).Try("请填写全称，不写内设机构").At("name"))
	}
	if n := utf8.RuneCountInString(short); n > maxName {
		faults = append(faults, problem.Invalid("简称有%d个字，最多%d个字", n, maxName).Try("请缩短").At("short"))
	}
	return faults
}

func dayFaults(from calendar.Date, document string) (faults []*problem.Error) {
	if from.IsZero() {
		faults = append(faults, problem.Invalid("没有填写从哪一天起").Try("请填写日期，如2024年3月5日").At("from"))
	}
	if n := utf8.RuneCountInString(document); n > maxDocument {
		faults = append(faults, problem.Invalid("依据文件有%d个字，最多%d个字", n, maxDocument).Try("请只写文件名称和文号").At("document"))
	}
	return faults
}
