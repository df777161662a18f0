package organ

import (
	"regexp"
	"slices"
	"strings"
)

// Infer reads an organ's level and body from its name. certain is false where
// the name leaves the level open: a city may be a prefecture or a county-level
// city, a zone stands where its founder put it, 市统计局 does not say whose.
func Infer(name string) (o Organ, certain bool) {
	o.Name = Normalize(name)
	if body, ok := nationalBody(o.Name); ok {
		o.Level, o.Body = National, body
		return o, true
	}
	p := split(o.Name)
	o.Body = p.body()
	o.Level, certain = p.level()
	return o, certain
}

// LevelOf reads the level from a name, and says whether the name is certain.
func LevelOf(name string) (Level, bool) {
	o, certain := Infer(name)
	return o.Level, certain
}

var (
	ministry = regexp.MustCompile(`^(外交|国防|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|住房和?城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务|应急管理)部$`)
	national = regexp.MustCompile(`^(国家|中国)\p{Han}+(局|委|委员会|署|会|银行|办公室)$`)
)

// nationalBody reads the name of the State Council or a body of it.
func nationalBody(name string) (Body, bool) {
	switch {
	case name == "国务院":
		return Government, true
	case name == "国务院办公厅":
		return GeneralOffice, true
	case strings.HasPrefix(name, "国务院"), strings.HasSuffix(name, "部") && ministry.MatchString(name), name == "审计署", name == "海关总署":
		return Department, true
	case (strings.HasPrefix(name, "国家") || strings.HasPrefix(name, "中国")) && national.MatchString(name) && split(name).isBare():
		return Department, true
	}
	return UnknownBody, false
}

// isBare says that a name holds neither an area nor a system in front.
func (p parts) isBare() bool { return len(p.areas) == 0 && p.system == "" }

// level returns the level of the nearest area.
func (p parts) level() (level Level, certain bool) {
	if len(p.areas) == 0 {
		switch {
		case p.system != "":
			return UnknownLevel, false
		case strings.HasSuffix(p.rest, "厅") && p.rest != "办公厅":
			return Province, false // only provinces call a department 厅
		}
		return UnknownLevel, false
	}
	last := p.areas[len(p.areas)-1]
	named := last.name != ""
	switch {
	case last.zone:
		return County, false
	case last.suffix == "市" && last.level == City:
		return p.cityLevel(), p.cityLevel() == County
	case last.level == Township:
		return Township, true
	case last.level == Province:
		return Province, last.name != corps && (named || last.suffix == "省")
	}
	return last.level, named
}

// cityLevel is County for a city inside a city or prefecture, otherwise City.
func (p parts) cityLevel() Level {
	outside := p.areas[:len(p.areas)-1]
	if slices.ContainsFunc(outside, func(a area) bool { return a.level == City }) {
		return County
	}
	return City
}

var (
	government    = regexp.MustCompile(`^(人民政府|政府|行政公署|行署)$`)
	generalOffice = regexp.MustCompile(`^((人民)?政府|行政公署|行署)?(办公厅|办公室|办)$`)
	// vertical are the systems article 27 of the reconsideration law names,
	// with the sea and frontier inspection that stand beside the customs.
	vertical   = regexp.MustCompile(`(税务局|税务分局|税务所|海关|海事局|国家安全局|国家安全厅|出入境边防检查(总)?站)$`)
	dispatched = regexp.MustCompile(`^((人民)?政府)?(办事处|管理委员会|管委会|驻.*办事处)$|(局\p{Han}+分局|派出所)$`)
)

// body reads what follows the areas.
func (p parts) body() Body {
	place := len(p.areas) > 0
	last := area{}
	if place {
		last = p.areas[len(p.areas)-1]
	}
	switch {
	case p.system != "" || vertical.MatchString(p.rest):
		return Vertical
	case p.rest == "" && (last.suffix == "街道" || last.zone):
		return Dispatched
	case p.rest == "" && !place:
		return UnknownBody
	case p.rest == "", government.MatchString(p.rest):
		return Government
	case dispatched.MatchString(p.rest):
		return Dispatched
	case generalOffice.MatchString(p.rest) && last.level != Township:
		return GeneralOffice
	}
	return Department
}
