package organ

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A name taken apart: 石家庄市 桥西区 中山街道 | 办事处.
type parts struct {
	system string // the national body of a vertically led organ, 国家税务总局
	areas  []area // from the widest to the nearest
	rest   string // what follows the last area
}

// An area is one place in a name. Its name is "" in 市统计局, 区政府: the text
// leaves it to the reader which.
type area struct {
	name   string // 桥西, without the suffix
	suffix string // 区
	level  Level
	zone   bool // 开发区, 新区: a committee's area, no place of the constitution
}

func (a area) String() string { return a.name + a.suffix }

// suffixes end the name of an area, the longer before the shorter that ends
// like it.
var suffixes = []struct {
	text  string
	level Level
}{
	{"自治区", Province}, {"自治州", City}, {"自治县", County}, {"自治旗", County},
	{"街道", Township}, {"苏木", Township}, {"地区", City},
	{"省", Province}, {"市", City}, {"州", City}, {"盟", City},
	{"县", County}, {"旗", County}, {"区", County}, {"镇", Township}, {"乡", Township},
}

// systems are the national bodies whose local organs carry their name in front.
var systems = []string{
	"国家税务总局", "国家统计局", "国家金融监督管理总局", "国家外汇管理局", "国家能源局",
	"国家矿山安全监察局", "国家粮食和物资储备局", "国家林业和草原局", "国家邮政局",
	"中国人民银行", "中国银行保险监督管理委员会", "中国银保监会", "中国证券监督管理委员会", "中国证监会",
}

const corps = "新疆生产建设兵团"

// longestArea bounds the search: 积石山保安族东乡族撒拉族自治县 has 12 before
// its suffix.
const longestArea = 16

// longestName is the bytes beyond which a text is no name of an organ and is
// not taken apart; the longest names have about forty characters.
const longestName = 300

// split takes a normalized name apart.
func split(name string) parts {
	var p parts
	if len(name) > longestName {
		return parts{rest: name}
	}
	for _, system := range systems {
		if rest, ok := strings.CutPrefix(name, system); ok && rest != "" {
			p.system, name = system, rest
			break
		}
	}
	if rest, ok := strings.CutPrefix(name, corps); ok {
		p.areas = append(p.areas, area{name: corps, level: Province})
		name = rest
	}
	for {
		a, rest, ok := nextArea(name, len(p.areas) == 0)
		if !ok {
			break
		}
		p.areas, name = append(p.areas, a), rest
	}
	p.rest = name
	return p
}

// nextArea cuts the area at the beginning of s. A first area may be without a
// name.
func nextArea(s string, first bool) (a area, rest string, ok bool) {
	if first {
		if a, rest, ok := unnamed(s); ok {
			return a, rest, true
		}
	}
	runes := 0
	for i := range s {
		if runes > longestArea {
			break
		}
		runes++
		if i == 0 {
			continue
		}
		for _, suffix := range suffixes {
			rest, is := strings.CutPrefix(s[i:], suffix.text)
			if !is || !ends(s[:i], suffix.text, rest) {
				continue
			}
			a := area{name: s[:i], suffix: suffix.text, level: suffix.level}
			return classify(a, first), rest, true
		}
	}
	return area{}, s, false
}

// unnamed reads 市 in 市统计局, 我区 and 本县 in the speech of reports.
func unnamed(s string) (a area, rest string, ok bool) {
	for _, lead := range []string{"我", "本", "全"} {
		s = strings.TrimPrefix(s, lead)
	}
	for _, suffix := range suffixes {
		rest, is := strings.CutPrefix(s, suffix.text)
		if !is || utf8.RuneCountInString(suffix.text) > 1 || suffix.text == "州" || isWord(suffix.text, rest) {
			continue
		}
		if _, _, named := nextArea(rest, false); named {
			break // 镇江市, 市中区: the name itself begins like a suffix
		}
		return area{suffix: suffix.text, level: suffix.level}, rest, true
	}
	return area{}, s, false
}

// words that begin with an area's suffix and are none: 市场, 区域, 乡村.
var words = map[string][]string{
	"市": {"场", "容", "民中心", "民服务", "政设施", "政工", "政公", "政管", "政园"},
	"区": {"域", "划", "块", "间"},
	"县": {"域"},
	"乡": {"村", "建", "规", "统", "镇", "族", "土", "愁", "贤"},
	"镇": {"街"},
	"旗": {"袍"},
	"省": {"级"},
}

func isWord(suffix, rest string) bool {
	return slices.ContainsFunc(words[suffix], func(w string) bool { return strings.HasPrefix(rest, w) })
}

var (
	municipalities = []string{"北京", "天津", "上海", "重庆"}
	leagues        = []string{"兴安", "锡林郭勒", "阿拉善"}
	// prefectures are the autonomous prefectures by their short names.
	prefectures = []string{
		"延边", "恩施", "湘西", "阿坝", "甘孜", "凉山", "黔东南", "黔南", "黔西南", "楚雄", "红河", "文山",
		"西双版纳", "大理", "德宏", "怒江", "迪庆", "临夏", "甘南", "海北", "黄南", "果洛", "玉树", "海西",
		"昌吉", "博尔塔拉", "博", "巴音郭楞", "巴", "克孜勒苏", "克", "伊犁", "伊犁哈萨克",
	}
	// commonArea is the name before a 区 that belongs to a department's name.
	commonArea = regexp.MustCompile(`^(辖|小|库|林|牧|山|灌|景|灾|矿)$|(社|园|校)$`)
	zone       = regexp.MustCompile(`(开发|高新|经开|新|园|示范|保税|度假|风景|名胜|管理|实验|试验|产业|工业|合作|功能|服务)区$`)
	// place is what may follow a place at once and begins like a suffix.
	place     = regexp.MustCompile(`^(市场|市政|市容|市民|市辖|市直|市南区|市北区|市中区|乡村|乡镇|乡宁|区域|区划|区直|县域|县直|镇街|镇[海江平原赉雄康远宁沅坪安巴])`)
	areaStart = regexp.MustCompile(`^[市县区镇乡旗]`)
)

// ends says whether a suffix after name, with rest behind it, really ends the
// name of an area: not the 市 of 沙市区, 城市管理局 or 市场.
func ends(name, suffix, rest string) bool {
	if strings.Contains(name, "局") || strings.Contains(name, "厅") || strings.Contains(name, "委员会") {
		return false // 淮安市生态环境局洪泽区分局
	}
	length := utf8.RuneCountInString(name)
	switch suffix {
	case "街道", "自治州", "自治县", "自治旗":
		return true
	case "自治区", "地区", "苏木", "省":
		return length >= 2
	case "州":
		return slices.Contains(prefectures, name)
	case "盟":
		return slices.Contains(leagues, name)
	case "旗":
		return length >= 2 && !strings.HasPrefix(rest, "街道") && !areaStart.MatchString(rest)
	}
	if areaStart.MatchString(rest) && !place.MatchString(rest) {
		return false
	}
	switch suffix {
	case "市":
		return name != "城" && !strings.HasPrefix(rest, "场") && !(length > 3 && strings.HasSuffix(name, "城"))
	case "区":
		return !isWord(suffix, rest) && !(commonArea.MatchString(name) && !zone.MatchString(name+"区"))
	case "镇", "乡":
		return !isWord(suffix, rest) && name != "城" && !strings.HasSuffix(name, "城乡") && !strings.HasSuffix(name, "乡") &&
			!(strings.HasSuffix(name, "和城") || strings.HasSuffix(name, "房城"))
	}
	return true
}

// classify settles the level where the suffix alone does not.
func classify(a area, first bool) area {
	switch {
	case a.suffix == "市" && first && slices.Contains(municipalities, a.name):
		a.level = Province
	case a.suffix == "区":
		a.zone = zone.MatchString(a.String())
	}
	return a
}
