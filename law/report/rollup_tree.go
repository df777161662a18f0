package report

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"gongkai/law/problem"
)

// A Member is one organ of the list that a roll-up expects.
type Member struct {
	Organ  string
	Parent string // the name of its superior, "" when none is stated
	Level  string // as the list writes it
}

// maxMembers bounds a list of organs; the whole country has fewer.
const maxMembers = 2_000_000

// ReadMembers reads a list of organs: CSV in UTF-8 whose first line names the
// columns organ, parent and level, or 机关, 上级 and 层级. Only the first is
// needed. A list that places an organ below itself is refused.
func ReadMembers(r io.Reader) ([]Member, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = -1
	lines.ReuseRecord = true
	lines.TrimLeadingSpace = true
	head, err := lines.Read()
	if err != nil {
		return nil, unreadableMembers(err)
	}
	organ, parent, level := column(head, "organ", "机关"), column(head, "parent", "上级"), column(head, "level", "层级")
	if organ < 0 {
		return nil, problem.Invalid("机关清单的第一行没有“organ”（机关）一列").Try("请在第一行写明列名：organ,parent,level")
	}
	var members []Member
	for {
		line, err := lines.Read()
		if errors.Is(err, io.EOF) {
			if err := refuseCircle(members); err != nil {
				return nil, err
			}
			return members, nil
		}
		if err != nil {
			return nil, unreadableMembers(err)
		}
		if m := (Member{field(line, organ), field(line, parent), field(line, level)}); m.Organ != "" {
			members = append(members, m)
		}
		if len(members) > maxMembers {
			return nil, problem.TooLarge("机关清单超过%d行", maxMembers).Try("请按地区分开汇总")
		}
	}
}

// refuseCircle names the organs of a circle of superiors.
func refuseCircle(members []Member) error {
	parents := make(map[string]string, len(members))
	for _, m := range members {
		if m.Organ != m.Parent { // who states himself states none
			parents[m.Organ] = m.Parent
		}
	}
	walked := make(map[string]int, len(members)) // organ → the member whose walk came by
	for i := range members {
		for at := members[i].Organ; at != ""; at = parents[at] {
			if by, been := walked[at]; been && by != i {
				break // from here on somebody has walked
			} else if been {
				return problem.Invalid("机关清单中的上级绕成了圈：%s", circleAt(parents, at)).Try("请核对这些机关的“parent”（上级）一列")
			}
			walked[at] = i
		}
	}
	return nil
}

// circleAt shows the way from the organ over its superiors back to itself, of a
// long one the beginning.
func circleAt(parents map[string]string, organ string) string {
	const shown = 5
	text := organ
	for at, n := parents[organ], 1; n <= shown; at, n = parents[at], n+1 {
		text += "→" + at
		if at == organ {
			return text
		}
	}
	return text + "……"
}

func unreadableMembers(err error) error {
	p := problem.Invalid("机关清单不是可以读取的CSV").Try("请另存为CSV（UTF-8），第一行写明列名：organ,parent,level")
	p.Err = err
	return p
}

func column(head []string, names ...string) int {
	return slices.IndexFunc(head, func(s string) bool {
		s = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(s, "\ufeff")))
		return slices.Contains(names, s)
	})
}

func field(line []string, i int) string {
	if i < 0 || i >= len(line) {
		return ""
	}
	return strings.Clone(organKey(line[i]))
}

// A tree is who is subordinate to whom, by the list.
type tree struct {
	parents  map[string]string   // organ → superior; "" when the list states none
	children map[string][]string // superior → organs, in the order of the list
}

func newTree(members []Member) tree {
	t := tree{make(map[string]string, len(members)), make(map[string][]string)}
	for _, m := range members {
		organ, parent := organKey(m.Organ), organKey(m.Parent)
		if organ == parent {
			parent = ""
		}
		t.parents[organ] = parent
		if parent != "" {
			t.children[parent] = append(t.children[parent], organ)
		}
	}
	return t
}

func (t tree) isSuperior(name string) bool { return len(t.children[name]) > 0 }

// lists says that the list states the organ's superior, or that it has one below
// it: then its name does not matter.
func (t tree) lists(name string) bool { return t.parents[name] != "" || t.isSuperior(name) }

// superiors calls do with every organ above the name, by the list where the list
// places it and otherwise by the areas that its name begins with.
func (t tree) superiors(name string, byArea map[string]string, do func(string)) {
	if !t.lists(name) {
		eachArea(name, func(area string) {
			if above, ok := byArea[area]; ok && above != name {
				do(above)
			}
		})
		return
	}
	// [ReadMembers] refuses circles, other callers may not; a hundred steps are
	// more than any state has levels.
	for range 100 {
		name = t.parents[name]
		if name == "" {
			return
		}
		do(name)
	}
}

// areaSuffixes end the name of an area that has organs below it. Townships have
// none that report.
var areaSuffixes = []string{"省", "自治区", "市", "自治州", "州", "盟", "地区", "县", "区", "旗"}

// areaOf is the area that a government of the name governs: 石桥县 of
// 石桥县人民政府; "" for a department, an office or a township.
func areaOf(name string) string {
	area := name
	for _, suffix := range []string{"人民政府", "行政公署", "管理委员会", "管委会"} {
		if cut, ok := strings.CutSuffix(name, suffix); ok {
			area = cut
			break
		}
	}
	for _, suffix := range areaSuffixes {
		if strings.HasSuffix(area, suffix) {
			return area
		}
	}
	return ""
}

// eachArea calls do with every beginning of the name that may be an area:
// 淮安市 and 淮安市洪泽区 of 淮安市洪泽区审计局, not the 吉林市 of 吉林市场.
func eachArea(name string, do func(string)) {
	for i := range name {
		before, after := name[:i], name[i:]
		for _, suffix := range areaSuffixes {
			if strings.HasSuffix(before, suffix) && !startsWord(suffix, after) {
				do(before)
				break
			}
		}
	}
}

// startsWord says that the suffix is no end of an area but the start of a word:
// 市场, 区域.
func startsWord(suffix, after string) bool {
	return suffix == "市" && strings.HasPrefix(after, "场") || suffix == "区" && strings.HasPrefix(after, "域")
}
