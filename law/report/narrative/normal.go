package narrative

import (
	"strings"
	"unicode/utf8"
)

// normal is a text in one spelling, symbol by symbol, with the way back.
type normal struct {
	input string
	sym   []uint16 // BMP code points; anything else is '?'
	off   []int32  // byte offset in input of each symbol
}

// hardBreak separates paragraphs; it ends a sentence.
const hardBreak = '\n'

// traditional pairs the traditional characters of the vocabulary with the
// simplified ones, as found in stored copies of pages.
const traditional = "時时係系後后廣广啟启東东徑径繫系佈布側侧優优創创勵励協协嚴严團团園园圖图場场壓压夠够寫写彈弹惡恶愛爱慶庆憲宪懇恳敵敌開开請请個个們们辦办無无為为與与應应處处結结轉转訴诉訟讼復复覆复複复議议機机關关構构組组織织總总計计數数據据類类屬属於于國国務务規规範范種种製制發发廢废現现條条項项單单鎮镇鄉乡縣县區区廳厅長长會会員员達达僅仅維维糾纠審审實实許许罰罚強强費费額额萬万億亿兩两幾几減减佔占較较約约餘余過过從从來来歷历納纳繳缴補补護护權权責责內内執执檔档詢询獲获確确認认舉举報报業业體体傳传電电網网郵邮見见參参產产準准證证經经該该設设論论調调講讲談谈謝谢讀读變变讓让譽誉財财負负貨货購购採采資资賠赔選选遞递還还進进運运遲迟鐘钟錄录門门間间聞闻隊队階阶際际陳陈陸陆險险隨随隱隐難难雙双離离題题願愿顧顾預预領领頭头風风飛飞養养駁驳驗验點点黨党齊齐齡龄龍龙歸归當当歲岁專专將将對对導导屆届層层島岛師师帳帐帶带幣币幫帮幹干庫库彙汇徵征徹彻態态慣惯憑凭懷怀懸悬戰战戶户擇择擔担損损換换攬揽擬拟擴扩攝摄敗败敘叙斷断舊旧書书極极樣样標标樓楼樹树橋桥檢检檻槛歐欧歡欢殘残殺杀滅灭滿满漸渐潔洁濟济營营爭争獎奖獨独環环療疗監监盡尽盤盘眾众礎础禮礼積积稅税穩稳窮穷競竞筆笔節节築筑簡简簽签籌筹級级紀纪紅红紙纸統统絡络給给絕绝綜综綠绿緊紧線线緒绪編编緩缓縮缩績绩繼继續续罷罢義义習习聯联職职聽听臨临蓋盖藝艺藥药號号術术衛卫裡里裝装覽览觀观觸触訂订訊讯託托訪访評评試试話话詳详誌志誤误說说課课謂谓識识譯译貢贡貫贯貼贴貿贸賀贺賬账質质賴赖贈赠躍跃車车軟软載载輔辅輕轻輪轮輯辑輸输轄辖農农連连週周違违適适遺遗鄰邻醫医釋释針针銀银錯错鍵键鐵铁闡阐陽阳雖虽雜杂靈灵靜静響响頁页順顺須须頒颁頗颇頻频顯显飾饰館馆駐驻驟骤鬆松鬧闹麗丽麼么齣出況况沒没動动聲声買买賣卖爲为説说學学寧宁興兴華华劃划勞劳勢势衆众裏里終终價价冊册別别寬宽擊击揮挥擁拥擾扰樂乐氣气淨净溫温滬沪漢汉煩烦牆墙畝亩畢毕異异糧粮絲丝莊庄蘭兰虧亏親亲誇夸豐丰賓宾軍军輿舆録录鑑鉴鑒鉴雲云馬马馮冯廠厂廟庙張张懲惩戲戏掃扫掛挂揚扬搶抢撥拨撫抚撲扑攜携暢畅棄弃楊杨毀毁湯汤溝沟灣湾鞏巩蘇苏吳吴劉刘黃黄鄭郑趙赵産产沖冲衝冲決决則则臺台疊叠備备並并併并欄栏測测瀏浏滾滚熱热狀状著着碼码祕秘紛纷細细繞绕羣群勝胜緻致覺觉視视訖讫訓训記记諧谐遷迁銷销錫锡問问饋馈暫暂啓启"

var simplified = buildSimplified()

func buildSimplified() *[1 << 16]uint16 {
	var table [1 << 16]uint16
	runes := []rune(traditional)
	for i := 0; i+1 < len(runes); i += 2 {
		table[runes[i]] = uint16(runes[i+1])
	}
	for r := '！'; r <= '～'; r++ { // full-width forms of ASCII
		table[r] = uint16(r - 0xFEE0)
	}
	for r := '①'; r <= '⒛'; r++ { // numbers of a list
		table[r] = ' '
	}
	for from, to := range map[rune]rune{'〔': '(', '〕': ')', '【': '(', '】': ')', '﹙': '(', '﹚': ')', '［': '(', '］': ')', '[': '(', ']': ')',
		'﹪': '%', '﹐': ',', '–': '-', '—': '-', '―': '-', '−': '-', '~': '-', '～': '-', '｡': '。', '?': '。', '!': '。', '？': '。', '！': '。', '○': '〇', 'Ο': '〇', '〈': '《', '〉': '》', '·': ' '} {
		table[from] = uint16(to)
	}
	return &table
}

// dropped are symbols that carry no meaning here: quotation marks, which may
// stand inside the name of a row, emphasis of Markdown, invisible marks.
func dropped(r rune) bool {
	if r >= firstHan && r <= lastHan {
		return false
	}
	switch r {
	case '“', '”', '‘', '’', '"', '\'', '「', '」', '『', '』', '*', '`', '＂', '\u200b', '\u200c', '\u200d', '\ufeff', '\u00ad':
		return true
	}
	return false
}

func isSpace(r rune) bool {
	if r >= firstHan && r <= lastHan {
		return false
	}
	switch r {
	case ' ', '\t', '\r', '\f', '\v', '\u00a0', '\u3000', '\u2002', '\u2003', '\u2009', '\u202f':
		return true
	}
	return false
}

// normalise gives text one spelling: half-width, simplified, without the
// spaces and line ends that flatteners leave inside words and numbers.
func normalise(text string) *normal {
	n := &normal{input: text, sym: make([]uint16, 0, len(text)*2/5+16), off: make([]int32, 0, len(text)*2/5+16)}
	lineStart, spaces, broken := 0, 0, 0
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = decode(text[i:])
		}
		switch {
		case r == '\n':
			broken++
		case isSpace(r):
			spaces++
		case dropped(r):
		default:
			if broken > 0 && n.breaksAt(lineStart, broken, text[i:]) {
				n.push(hardBreak, i)
			} else if broken == 0 && spaces > 0 {
				n.space(spaces, text[i:], i)
			}
			if broken > 0 {
				lineStart = len(n.sym)
			}
			spaces, broken = 0, 0
			n.push(spelling(r), i)
		}
		i += size
	}
	return n
}

// decode is utf8.DecodeRuneInString with a short way for Han characters, of
// which these texts are made.
func decode(s string) (rune, int) {
	if len(s) > 2 && s[0] > 0xE0 && s[0] < 0xED && s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80 {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

func spelling(r rune) uint16 {
	if r > 0xFFFF {
		return '?'
	}
	if s := simplified[r]; s != 0 {
		return s
	}
	return uint16(r)
}

func (n *normal) push(s uint16, at int) {
	if k := len(n.sym) - 1; s == '讯' && k >= 0 && n.sym[k] == '资' { // 資訊 is 信息
		n.sym[k], s = '信', '息'
	}
	n.sym = append(n.sym, s)
	n.off = append(n.off, int32(at))
}

// breaksAt tells whether the line end before rest ends a paragraph: a blank
// line, a full stop before, a heading before or after it.
func (n *normal) breaksAt(lineStart, lines int, rest string) bool {
	if len(n.sym) == 0 {
		return false
	}
	switch n.sym[len(n.sym)-1] {
	case '。', ';', ':', hardBreak:
		return true
	}
	return lines > 1 || headingOnly(n.sym[lineStart:]) || headingText(rest) || cellLine(n.sym[lineStart:]) || cellText(rest)
}

// headingOnly tells whether a line is a heading and not an item with its text.
func headingOnly(line []uint16) bool {
	if len(line) > 30 || !headingLine(line) {
		return false
	}
	for _, s := range line {
		if s == ',' || s == '。' || s == ';' {
			return false
		}
	}
	return true
}

// headingText tells whether rest starts like a heading or a list item.
func headingText(rest string) bool {
	var head [5]uint16
	k := 0
	for _, r := range rest {
		if k == len(head) {
			break
		}
		if isSpace(r) || dropped(r) {
			continue
		}
		head[k] = spelling(r)
		k++
	}
	return headingLine(head[:k])
}

// headingLine tells whether a line starts like 一、 （一） 1. or 1、.
func headingLine(line []uint16) bool {
	i := 0
	for i < len(line) && line[i] == '#' {
		i++
	}
	if i > 0 {
		return true
	}
	open := i < len(line) && line[i] == '('
	if open {
		i++
	}
	start := i
	for i < len(line) && i-start < 3 && (isDigit(line[i]) || chineseDigit(line[i]) >= 0 || line[i] == '十') {
		i++
	}
	if i == start || i >= len(line) {
		return false
	}
	if open {
		return line[i] == ')'
	}
	if line[i] == '.' { // 1. but not 1.5
		return i+1 >= len(line) || !isDigit(line[i+1])
	}
	return line[i] == '、'
}

// cellLine tells whether a line is a figure alone: the cell of a table that a
// flattener put on a line of its own.
func cellLine(line []uint16) bool {
	for _, s := range line {
		if !isDigit(s) && s != '.' && s != '|' {
			return false
		}
	}
	return true
}

// cellText tells whether the line rest starts with is a figure alone.
func cellText(rest string) bool {
	for _, r := range rest {
		if r == '\n' {
			return true
		}
		if s := spelling(r); !isDigit(s) && s != '.' && s != '|' && !isSpace(r) {
			return false
		}
	}
	return true
}

// space notes white space within a line where it means something: a gap before
// a figure is the edge of a table's column, and two figures stay two.
func (n *normal) space(width int, rest string, at int) {
	digits := digitRun(rest)
	switch {
	case digits == 0 || len(n.sym) == 0:
	case width >= 3:
		n.push(hardBreak, at)
	case n.keepsApart(width, rest):
		n.push(' ', at)
	}
}

// keepsApart tells whether white space separates two figures. Letter-spaced
// digits and groups of three join.
func (n *normal) keepsApart(width int, rest string) bool {
	last := len(n.sym) - 1
	if last < 0 || !isDigit(n.sym[last]) {
		return false
	}
	next := digitRun(rest)
	if next == 0 {
		return false
	}
	run := last
	for run > 0 && last-run < 16 && isDigit(n.sym[run-1]) {
		run--
	}
	single := width == 1 && next == 1 && int(n.off[last]-n.off[run]) >= 2*(last-run) && (run == 0 || int(n.off[run]) > n.end(run-1))
	group := width == 1 && next == 3 && last-run < 3 && n.sym[run] != '0'
	return !single && !group
}

// digitRun counts the digits rest starts with, of either width.
func digitRun(rest string) int {
	k := 0
	for _, r := range rest {
		if !isDigit(spelling(r)) {
			break
		}
		k++
	}
	return k
}

// slice is the input between two symbols, trimmed.
func (n *normal) slice(a, b int) string {
	return strings.TrimSpace(n.input[n.off[a]:n.end(b-1)])
}

// end is the byte offset behind symbol i.
func (n *normal) end(i int) int {
	_, size := utf8.DecodeRuneInString(n.input[n.off[i]:])
	return int(n.off[i]) + size
}

func isDigit(s uint16) bool { return s >= '0' && s <= '9' }
