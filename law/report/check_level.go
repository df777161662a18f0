package report

import (
	"fmt"
	"strings"

	"gongkai/law"
)

// A Level is what kind of organ reports, as far as the rules turn on it.
type Level uint8

const (
	LevelUnknown Level = iota
	// Rulemaking is a government that may make government rules (规章): of a
	// province, a city with districts or an autonomous prefecture.
	Rulemaking
	// County is a government at county level.
	County
	// Township is the government of a township or town, or a subdistrict office.
	Township
	// Department is a department of a local government at county level or above.
	Department
)

// level is the organ's level. sure is false when its name had to say it.
func (k *checker) level() (_ Level, sure bool) {
	if k.Level != LevelUnknown {
		return k.Level, true
	}
	return levelByName(k.Organ), false
}

// levelByName says what kind of organ bears the name, where the name decides
// it: a county-level city and a city with districts are both 市, so a city
// stays unknown.
func levelByName(name string) Level {
	government := strings.TrimSuffix(name, "人民政府")
	switch {
	case name == "" || hasAnyPrefix(name, "国家", "国务院"):
		return LevelUnknown
	case hasAnySuffix(government, "乡", "镇", "街道办事处", "街道"):
		return Township
	case government == name && hasAnySuffix(name, "局", "厅", "委员会", "办公室", "委", "办", "中心", "支队", "总队") &&
		!strings.HasSuffix(name, "管理委员会"):
		return Department
	case government != name && hasAnySuffix(government, "省", "自治区", "自治州"):
		return Rulemaking
	case government != name && hasAnySuffix(government, "县", "区", "旗"):
		return County
	}
	return LevelUnknown
}

// rulesAuthority finds government rules reported by an organ that may not make
// any.
func (k *checker) rulesAuthority() {
	level, sure := k.level()
	if level != Township && level != County && level != Department {
		return
	}
	severity := Error
	if !sure {
		severity = Uncertain
	}
	for _, column := range []string{"issued", "repealed", "in_force", "made", "published", "public_total"} {
		code := Code("disclosure.rules." + column)
		n, ok := k.counted(code)
		if !ok || n.Sign() == 0 {
			continue
		}
		k.add(Finding{At: string(code), Left: &n, Severity: severity,
			Says: fmt.Sprintf("%s：%s件。%s不能制定规章。", k.Edition.Label(code), n.show(), levelNames[level])})
	}
}

var levelNames = map[Level]string{Township: "乡镇、街道", County: "县级政府", Department: "地方政府部门"}

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, prefix := range prefixes {
		if strings.HasPrefix(s, prefix) {
			return true
		}
	}
	return false
}

// legislation is the law that says who may make government rules.
var legislation = law.Unread("立法法", "", "可以制定规章的机关（第九十三条）")
