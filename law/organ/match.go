package organ

import (
	"slices"
	"strings"
)

// A Match says how likely two names mean one organ.
type Match uint8

const (
	Different Match = iota
	// Possible: nothing speaks against it, but one name is as general as 市统计局
	// or 统计局. Enough inside one document, never between documents.
	Possible
	// Completes: one name is the other with the places around it, 西大沟镇 and
	// 乌苏市西大沟镇人民政府.
	Completes
	// Same: the same name written in two ways.
	Same
)

// Compare compares two names.
func Compare(a, b string) Match {
	p, q := split(Normalize(a)), split(Normalize(b))
	if p.isBare() && p.rest == "" || q.isBare() && q.rest == "" {
		return Different
	}
	if p.kind() != q.kind() {
		return Different
	}
	match := compareAreas(p.areas, q.areas)
	switch {
	case p.system == q.system:
		return match
	case p.system == "" && p.body() == Vertical, q.system == "" && q.body() == Vertical:
		return min(match, Completes) // 沭阳县税务局 is short for 国家税务总局沭阳县税务局
	}
	return Different
}

// SameBody says whether two names mean one organ as far as names can tell:
// they are the same or one completes the other.
func SameBody(a, b string) bool { return Compare(a, b) >= Completes }

// Fullest returns, of the names that may mean the same organ as title's, the
// one that says most: the longest chain of places, then the longest name. It
// returns title where none completes it.
func Fullest(title string, names ...string) string {
	best := Normalize(title)
	for _, name := range names {
		name = Normalize(name)
		if Compare(best, name) >= Possible && fuller(name, best) {
			best = name
		}
	}
	return best
}

func fuller(a, b string) bool {
	p, q := split(a), split(b)
	if n, m := p.named(), q.named(); n != m {
		return n > m
	}
	return len(a) > len(b)
}

func (p parts) named() int {
	n := 0
	for _, a := range p.areas {
		if a.name != "" {
			n++
		}
	}
	return n
}

// compareAreas compares two chains of places from the nearest outwards.
func compareAreas(a, b []area) Match {
	if len(a) == 0 && len(b) == 0 {
		return Same
	}
	if len(a) == 0 || len(b) == 0 {
		return Possible
	}
	match := Same
	if len(a) != len(b) {
		match = Completes
	}
	for i := 1; i <= min(len(a), len(b)); i++ {
		x, y := a[len(a)-i], b[len(b)-i]
		switch {
		case x == y:
		case x.suffix == y.suffix && (x.name == "" || y.name == ""):
			match = min(match, Possible)
		case x.zone && y.zone && (isZoneWord(x.name) || isZoneWord(y.name)):
			match = min(match, Possible)
		case !x.zone && !y.zone && x.suffix == y.suffix && skips(x.name, y.name):
			match = min(match, Completes)
		default:
			return skipped(a, b, i, match)
		}
	}
	if a[len(a)-1].name == "" && b[len(b)-1].name == "" {
		return min(match, Possible) // 市统计局 twice may be two cities'
	}
	return match
}

// skipped handles a place left out in the middle, 乌苏市西大沟镇 and
// 塔城地区西大沟镇: the nearest place agrees, the next do not. Two chains in
// which the same level bears two names are different.
func skipped(a, b []area, i int, match Match) Match {
	if i == 1 {
		return Different
	}
	for _, x := range a[:len(a)-i+1] {
		if slices.ContainsFunc(b[:len(b)-i+1], func(y area) bool { return x.suffix == y.suffix && x.name != y.name }) {
			return Different
		}
	}
	return min(match, Completes)
}

// skips reads 凉山 and 凉山彝族: the short name of an autonomous area.
func skips(a, b string) bool {
	return a != b && (strings.HasPrefix(a, b) && strings.HasSuffix(a, "族") || strings.HasPrefix(b, a) && strings.HasSuffix(b, "族"))
}

// isZoneWord says that a zone is named by its kind alone: 高新区.
func isZoneWord(name string) bool {
	return slices.Contains([]string{"高新", "经开", "新", "开发", "高新技术产业开发", "经济技术开发", "经济开发"}, name)
}

// kind reduces what follows the areas to what tells two bodies apart: 市政府
// and 市人民政府, 发改委 and 发展和改革委员会 are alike.
func (p parts) kind() string {
	rest := p.rest
	switch p.body() {
	case Government:
		return "政府"
	case GeneralOffice:
		return "政府办"
	case Dispatched:
		if rest == "" || strings.HasSuffix(rest, "管委会") || strings.HasSuffix(rest, "管理委员会") || rest == "办事处" {
			return "派出" // 中山街道, 高新区 alone
		}
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "人民"), "政府")
	rest = strings.ReplaceAll(rest, "委员会", "委")
	rest = strings.NewReplacer("和", "", "与", "", "、", "").Replace(rest)
	if long, ok := shortNames[rest]; ok {
		return long
	}
	return rest
}

// shortNames are the departments' short names in daily use.
var shortNames = map[string]string{
	"发改委": "发展改革委", "发改局": "发展改革局", "卫健委": "卫生健康委", "卫健局": "卫生健康局", "国资委": "国有资产监督管理委",
	"人社局": "人力资源社会保障局", "人社厅": "人力资源社会保障厅", "住建局": "住房城乡建设局", "住建厅": "住房城乡建设厅",
	"市场监管局": "市场监督管理局", "市监局": "市场监督管理局", "文旅局": "文化旅游局", "文广旅局": "文化广电旅游局",
	"工信局": "工业信息化局", "工信厅": "工业信息化厅", "城管局": "城市管理局", "自规局": "自然资源规划局",
	"交通局": "交通运输局", "医保局": "医疗保障局", "应急局": "应急管理局", "退役军人局": "退役军人事务局",
}
