package report

import (
	"strings"
	"unicode/utf8"
)

// What is personal only by the words beside it: the number of a passport where
// it is called one, a dwelling where somebody lives, an e-mail address by a name.
// A report is full of numbers of documents, cases and houses, and tells where its
// office is and how to write to it: without those words nothing is said.
const (
	passport = "护照号码"
	permit   = "通行证号码"
	dwelling = "家庭住址"
	mailbox  = "个人电子邮箱"
)

// attributed looks at the digits [start,end), which mean nothing by themselves.
// Nothing before the byte from is looked at: it belongs to what was found last.
func attributed(text string, from, start, end int) Personal {
	if p := documentAt(text, from, start, end); p.Kind != "" {
		return p
	}
	return dwellingAt(text, from, start, end)
}

// documents are the names of the papers that people travel with.
var documents = []struct{ word, kind string }{
	{"护照", passport},
	{"内地通行证", permit}, {"大陆通行证", permit}, {"港澳通行证", permit}, {"台湾通行证", permit},
	{"回乡证", permit}, {"台胞证", permit},
}

// documentAt finds seven to nine digits, with up to two letters before them,
// after the name of a travel document. A number without letters must be called a
// number (号): 办理护照12345678 is a count.
func documentAt(text string, from, start, end int) Personal {
	digits, _ := group(text, start, "")
	if len(digits) < 7 || len(digits) > 9 || end < len(text) && joins(text[end]) {
		return Personal{}
	}
	before := text[from:start]
	named := strings.TrimRight(before, "ABCDEFGHIJKLMNOPQRSTUVWXYZＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ")
	letters := before[len(named):]
	if utf8.RuneCountInString(letters) > 2 {
		return Personal{}
	}
	named = strings.TrimRight(named, connectors)
	name, isNumber := cutAnySuffix(named, "证件号码", "号码", "编号", "号")
	if !isNumber && letters == "" {
		return Personal{}
	}
	name = strings.TrimRight(name, connectors)
	for _, d := range documents {
		if strings.HasSuffix(name, d.word) {
			return Personal{Kind: d.kind, Masked: letters + mask(d.kind, digits), Start: start - len(letters), End: end}
		}
	}
	return Personal{}
}

// connectors may stand between what a thing is called and the thing.
const connectors = " \u3000\t：:为是（("

// longestPlace is how far before the number of a house the words that say whose
// it is are looked for, in bytes: forty characters.
const longestPlace = 120

// residences are the words after which stands where somebody lives.
var residences = []string{"家住", "住址", "家庭地址", "户籍地", "户籍所在地", "居住地", "居住在", "居住于", "现住", "住在", "住于", "，住", ",住", "（住", "(住", "、住"}

// notResidences are the words that begin as residences do.
var notResidences = []string{"住建", "住房", "住宅", "住户", "住院", "住宿", "住所", "住保", "住培"}

// offices are the words of places where nobody lives, and those that make a
// number no house. An address that has one of them is the office's own.
var offices = []string{"政府", "政务", "服务中心", "大厅", "窗口", "委员会", "居委", "村委", "派出所", "办公", "公司", "地址", "局", "。", "；", "！", "？", "，", ",", "〔", "[", "《", "“", "\n", "|", "*"}

// dwellingAt finds the number of a house or a flat after 家住, 住址 and the like,
// or after a person's name and nothing else. What is shown is the street, as the
// offices' own patterns for masking have it.
func dwellingAt(text string, from, start, end int) Personal {
	if !isHouseNumber(text[from:start], text[end:]) {
		return Personal{}
	}
	place := text[max(from, start-longestPlace):start]
	at := 0
	for _, word := range residences {
		if i := strings.LastIndex(place, word); i >= 0 && i+len(word) > at && !startsWithAny(place[i+len(word)-len("住"):], notResidences) {
			at = i + len(word)
		}
	}
	if at == 0 {
		if at = namedPlace(place); at == 0 || !isFlat(place[at:], text[end:]) {
			return Personal{}
		}
	}
	street := strings.TrimLeft(place[at:], connectors+"在于地址所")
	if containsAny(street, offices) || street == "" {
		return Personal{}
	}
	start -= len(street)
	if i := strings.IndexFunc(street, isAnyDigit); i >= 0 {
		street = street[:i]
	}
	return Personal{Kind: dwelling, Masked: street + "****", Start: start, End: houseEnd(text, end)}
}

// isHouseNumber says that a number stands where a house or a flat is numbered:
// 幸福路12号, 3栋2单元501室. A count (35户) and a document (12号文) do not.
func isHouseNumber(before, after string) bool {
	before = strings.TrimRight(before, "-0123456789")
	switch {
	case strings.HasPrefix(after, "号"):
		return endsWithAny(before, "路", "街", "巷", "弄", "村", "组", "里", "道", "庄", "屯", "寨", "园", "苑", "区", "院", "段", "旁", "胡同", "栋", "幢") &&
			!startsWithAny(after, []string{"号线", "号文", "号令", "号公", "号楼"})
	case strings.HasPrefix(after, "室"), strings.HasPrefix(after, "户"):
		return endsWithAny(before, "栋", "幢", "楼", "单元", "座", "号")
	}
	return false
}

// houseEnd is where the last part of a number such as 12号3栋501室 ends.
func houseEnd(text string, end int) int {
	units := []string{"号", "栋", "幢", "楼", "单元", "室", "户", "座", "层"}
	for {
		unit := ""
		for _, u := range units {
			if strings.HasPrefix(text[end:], u) {
				unit = u
			}
		}
		next := end + len(unit)
		rest := strings.TrimLeftFunc(text[next:], isAnyDigit)
		if unit == "" {
			return end
		}
		if end = next; !startsWithAny(rest, units) {
			return end
		}
		end = len(text) - len(rest)
	}
}

func isAnyDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// isFlat says that somebody lives there, not that something stands there.
func isFlat(street, after string) bool {
	return !strings.HasPrefix(after, "号") || containsAny(street, []string{"村", "组", "小区", "单元", "社区", "弄", "巷", "屯", "庄"})
}

// namedPlace is where an address begins that follows a person's name: 张某某
// （和平村3组12号）. 0 if there is none.
func namedPlace(place string) int {
	at := strings.LastIndexAny(place, "，,、（( \u3000")
	if at < 0 || !endsWithPerson(place[:at]) {
		return 0
	}
	_, size := utf8.DecodeRuneInString(place[at:])
	return at + size
}

// longestOwner is how far before an @ the address and the words that say whose it is
// are looked for, in bytes: a text of nothing but addresses must not be gone through
// from each of them to its beginning.
const longestOwner = 240

// mailAt finds an e-mail address around the @ at i that follows a person's name,
// or a word such as 申请人 and 邮箱. Addresses of the government's own domain and
// those of an office's contact are published by it.
func mailAt(text string, from, i int) Personal {
	isLocal := func(r rune) bool {
		return r < utf8.RuneSelf && (joins(byte(r)) || isAnyDigit(r) || r == '-' || r == '+')
	}
	from = max(from, i-longestOwner)
	before := strings.TrimRightFunc(text[from:i], isLocal)
	local := text[from+len(before) : i]
	rest := text[i+1:]
	domain := strings.TrimRight(rest[:len(rest)-len(strings.TrimLeftFunc(rest, isLocal))], ".-_")
	if local == "" || strings.Contains(local, "*") || !strings.Contains(domain, ".") || strings.HasSuffix(strings.ToLower(domain), ".gov.cn") {
		return Personal{}
	}
	owner, isCalled := cutMailWord(before)
	if !endsWithPerson(owner) && !(isCalled && endsWithAny(owner, applicants...)) {
		return Personal{}
	}
	return Personal{Kind: mailbox, Masked: local[:1] + "****@" + domain, Start: from + len(before), End: i + 1 + len(domain)}
}

// cutMailWord takes the words for an e-mail address and what joins them to the
// name from the end of a text.
func cutMailWord(text string) (owner string, isCalled bool) {
	for {
		text = strings.TrimRight(text, connectors+"，,、")
		rest, ok := cutAnySuffix(text, "电子邮箱地址", "邮箱地址", "电子邮箱", "邮箱", "电子信箱", "信箱", "电子邮件", "邮件", "个人", "E-mail", "e-mail", "Email", "email", "的")
		if !ok {
			return text, isCalled
		}
		isCalled = isCalled || strings.HasSuffix(text, "箱")
		text = rest
	}
}

// applicants are the words for people who are not of the office.
var applicants = []string{"申请人", "当事人", "举报人", "投诉人", "信访人", "来信人", "起诉人", "原告", "第三人", "村民", "居民", "市民", "户主", "群众", "本人"}

// contacts are the words for those who speak for the office.
var contacts = []string{"联系人", "负责人", "经办人", "责任人", "受理人", "工作人员", "承办人", "联络员", "咨询", "领导", "主任", "编辑", "审核"}

// surnames are the hundred most frequent, without those that are words of every
// report (和, 公, 安, 成, 常, 时, 管, 平).
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"

// notNames are words that begin as a name does.
var notNames = []string{"高效", "高新", "高质", "高校", "高速", "高中", "高铁", "何时", "何地", "曾经", "任务", "任免", "任何", "于是", "程序", "周边", "马上", "方便", "方式", "方法", "方案", "方面", "方向",
	"白云", "金融", "金额", "金牌", "江苏", "江西", "江北", "江南", "万元", "万件", "万条", "严格", "向社", "田间", "石油", "许可", "余件", "余条", "武装", "石化", "林业", "林权", "段落", "范围", "顾问", "陆续", "雷同",
	"苏州", "徐州", "郑州", "黄河", "黄山", "武汉", "沈阳", "温馨", "龙头", "金山", "夏季", "史料", "史志", "叶片", "余额"}

// endsWithPerson says that a text ends with a person's name that nothing but the
// name can be: it stands alone between marks, or after 申请人 or before 先生. The
// name of an office's contact is no person here.
func endsWithPerson(text string) bool {
	text = strings.TrimRight(text, connectors+"，,、")
	from := strings.LastIndexAny(text, " \u3000\t\n\r：:（(，,、。；;）)！？“”|") + 1
	if from > 0 {
		_, size := utf8.DecodeRuneInString(text[from-1:])
		from += size - 1
	}
	name, lead := text[from:], text[:from]
	for _, word := range applicants {
		if i := strings.LastIndex(name, word); i >= 0 && i+len(word) < len(name) {
			name, lead = name[i+len(word):], ""
		}
	}
	name, _ = cutAnySuffix(name, "先生", "女士", "同志")
	return isName(name) && !endsWithAny(strings.TrimRight(lead, connectors), contacts...)
}

// isName says that a word is a Chinese name of two or three characters, and
// neither a word nor a place nor a part of an office.
func isName(word string) bool {
	n := utf8.RuneCountInString(word)
	first, size := utf8.DecodeRuneInString(word)
	if n < 2 || n > 3 || len(word) != 3*n || !strings.ContainsRune(surnames, first) || startsWithAny(word, notNames) || startsWithAny(word[size:], notGiven) {
		return false
	}
	return !endsWithAny(word, "局", "办", "委", "厅", "处", "科", "室", "所", "站", "队", "院", "校", "馆", "部", "区", "县", "市", "镇", "乡", "村", "街", "道", "路", "组", "会", "府", "网", "司", "厂", "场", "店", "园", "省", "州", "庄", "号", "河", "湖", "山", "桥", "湾", "港")
}

// notGiven begin no given name: 张家湾, 李村, 王庄.
var notGiven = []string{"家", "村", "庄", "城", "镇"}

func startsWithAny(s string, words []string) bool {
	for _, word := range words {
		if strings.HasPrefix(s, word) {
			return true
		}
	}
	return false
}

func endsWithAny(s string, words ...string) bool {
	_, ok := cutAnySuffix(s, words...)
	return ok
}

func containsAny(s string, words []string) bool {
	for _, word := range words {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// cutAnySuffix takes the first of the words that ends s.
func cutAnySuffix(s string, words ...string) (string, bool) {
	for _, word := range words {
		if rest, ok := strings.CutSuffix(s, word); ok {
			return rest, true
		}
	}
	return s, false
}
