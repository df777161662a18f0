package report

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold reduces a label to what identifies it: numbering, spaces, punctuation
// and brackets are dropped, full-width forms become half-width, and the
// traditional characters of the form's own vocabulary become simplified.
func fold(label string) string { return foldAll(cutNumbering(label)) }

// foldAll is fold for text whose numbering is part of it. Text that is folded
// already, as most labels are, comes back without a copy.
func foldAll(s string) string {
	for i := 0; i < len(s); {
		c, size := decodeRune(s[i:])
		if isTraditional(c) || !isHan(c) && foldRune(c) != c {
			return foldFrom(s, i)
		}
		i += size
	}
	return s
}

// foldNumbered is foldAll and, within it, fold: the text folded, and how many bytes
// of that are its numbering.
func foldNumbered(label string) (folded string, numbering int) {
	folded = foldAll(label)
	for _, c := range label[:len(label)-len(cutNumbering(label))] {
		if c = foldRune(c); c != 0 {
			numbering += utf8.RuneLen(c)
		}
	}
	return folded, numbering
}

// namesReconciliation says that the text has the words 勾稽关系, as the corner of
// the table of chapter 三 does. Their first character stands in few other lines.
func namesReconciliation(text string) bool {
	return strings.Contains(text, "勾") && strings.Contains(foldAll(text), "勾稽关系")
}

// foldFrom folds s, of which the first kept bytes stay as they are.
func foldFrom(s string, kept int) string {
	var room [256]byte // enough for nearly every label; no rune grows by folding
	b := append(room[:0], s[:kept]...)
	for i := kept; i < len(s); {
		c, size := decodeRune(s[i:])
		if c = foldRune(c); c != 0 {
			b = utf8.AppendRune(b, c)
		}
		i += size
	}
	return string(b)
}

// decodeRune is utf8.DecodeRuneInString with a short way for Han characters and
// full-width forms, of which these texts are made.
func decodeRune(s string) (rune, int) {
	if len(s) > 2 && s[0] > 0xE0 && s[0] < 0xF0 && s[0] != 0xED && s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80 {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// foldedOpening is the first rune of the folded label, 0 when nothing is left of
// it.
func foldedOpening(label string) rune {
	for _, c := range cutNumbering(label) {
		if c = foldRune(c); c != 0 {
			return c
		}
	}
	return 0
}

// foldRune returns the rune that stands for c in a folded label, 0 for none.
func foldRune(c rune) rune {
	switch {
	case isHan(c):
		if isTraditional(c) {
			return rune(simplified[c-firstHan])
		}
		return c
	case c >= '0' && c <= '9', c >= 'a' && c <= 'z':
		return c
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	case c < 0x80, c >= '\u3000' && c <= '】':
		if c == '々' || c == '〆' || c == '〇' {
			return c
		}
		return 0
	case c >= '！' && c <= '～':
		return foldRune(c - 0xFEE0)
	case unicode.IsSpace(c), unicode.IsPunct(c), unicode.IsSymbol(c), unicode.IsControl(c):
		return 0
	case unicode.Is(unicode.Cf, c): // zero-width characters that web editors leave
		return 0
	}
	return c
}

// The block of the Han characters in everyday use.
const firstHan, lastHan = 0x4E00, 0x9FFF

// simplified maps the traditional characters that occur in the words of the
// form, of report titles and of the names of most organs.
var simplified = pairs("開开動动關关請请數数門门門门結结轉转辦办處处與与業业機机構构組组織织務务會会團团團团區区規规範范單单價价額额萬万廢废發发現现證证據据個个條条項项產产濟济護护權权類类執执過过" +
	"屬属於于禁禁國国家家續续繼继訴诉訟讼復复議议維维糾纠審审終终報报舉举無无補补應应對对內内費费繳缴納纳罰罚強强許许總总計计統统務务訊讯資资訂订製制導导職职責责監监" +
	"彙汇餘余聯联繫系絡络達达準准備备書书進进問问題题種种變变據据標标認认讓让說说調调長长時时點点後后約约級级紀纪記记論论負负獲获給给經经緊紧線线編编縣县鄉乡鎮镇廳厅財财當当" +
	"體体況况沒没績绩節节劃划選选聲声實实際际徵征緩缓佈布並并為为爲为説说錄录録录檔档網网電电話话郵邮碼码傳传該该將将擬拟間间顯显歷历衛卫農农漁渔園园環环運运輸输測测檢检驗验銷销稅税質质藥药醫医療疗險险勞劳鐵铁橋桥東东龍龙鳳凤陽阳陰阴雙双興兴華华嶺岭島岛灣湾馬马黃黄劉刘張张陳陈吳吴趙赵楊杨鄭郑蘇苏閩闽遼辽寧宁薩萨蘭兰慶庆貴贵雲云滬沪廣广漢汉鍾钟産产別别溫温淨净樂乐協协館馆養养殘残婦妇兒儿聖圣豐丰啟启創创術术藝艺視视聽听")

// pairs makes a table of characters, each followed by its simplified form; 0
// stands for a character that has none.
func pairs(s string) *[lastHan - firstHan + 1]uint16 {
	var table [lastHan - firstHan + 1]uint16
	runes := []rune(s)
	for i := 0; i+1 < len(runes); i += 2 {
		table[runes[i]-firstHan] = uint16(runes[i+1])
	}
	return &table
}

// traditional holds the characters that simplified changes. It is asked for every
// character of a document, and small enough to stay near the processor.
var traditional = func() *hanSet {
	var s hanSet
	for i, to := range simplified {
		if c := rune(i) + firstHan; to != 0 && rune(to) != c {
			s.add(c)
		}
	}
	return &s
}()

func isTraditional(c rune) bool { return traditional.has(c) }

func isHan(c rune) bool { return c >= firstHan && c <= lastHan }

// A hanSet is a set of Han characters.
type hanSet [(lastHan-firstHan)/64 + 1]uint64

func (s *hanSet) add(c rune) { s[(c-firstHan)/64] |= 1 << ((c - firstHan) % 64) }

func (s *hanSet) has(c rune) bool {
	return isHan(c) && s[(c-firstHan)/64]&(1<<((c-firstHan)%64)) != 0
}

// Simplify turns the traditional characters of that vocabulary into simplified
// ones and leaves all else, so that headings and figures of a
// traditional copy are recognised.
func Simplify(s string) string {
	at := strings.IndexFunc(s, isTraditional)
	if at < 0 {
		return s
	}
	return s[:at] + strings.Map(func(c rune) rune {
		if isTraditional(c) {
			return rune(simplified[c-firstHan])
		}
		return c
	}, s[at:])
}

// cutNumbering drops the number in front of a label: （一） (1) 一、 1. １． ①.
func cutNumbering(label string) string {
	if c, _ := decodeRune(label); isHan(c) && !isNumeral(c) {
		return label // as most
	}
	s := label
	c, size := decodeRune(s)
	if isUnseen(c) {
		s = strings.TrimLeftFunc(s, isUnseen)
		c, size = decodeRune(s)
	}
	if c >= '①' && c <= '⑳' {
		return s[size:]
	}
	bracket := c == '（' || c == '('
	rest := s
	if bracket {
		rest = s[size:]
		if c, _ := decodeRune(rest); isUnseen(c) {
			rest = strings.TrimLeftFunc(rest, isUnseen)
		}
	}
	n := numberLength(rest)
	if n == 0 {
		return label
	}
	rest = rest[n:]
	c, size = decodeRune(rest)
	if isUnseen(c) {
		rest = strings.TrimLeftFunc(rest, isUnseen)
		c, size = decodeRune(rest)
	}
	switch {
	case bracket && (c == '）' || c == ')'):
		return strings.TrimLeft(rest[size:], " 、.．")
	case !bracket && strings.ContainsRune("、.．,，:：)）", c) && size > 0:
		return rest[size:]
	}
	return label
}

// isUnseen says that c shows nothing: white space, or a mark of no width.
func isUnseen(c rune) bool {
	switch {
	case c > ' ' && c < 0x7F, c > '\u3000' && c <= lastHan, c >= '！' && c <= '～': // by far the most
		return false
	}
	return unicode.IsSpace(c) || unicode.Is(unicode.Cf, c)
}

// numberLength returns the bytes of the number, Arabic or Chinese, at the start
// of s.
func numberLength(s string) int {
	n := 0
	for i, c := range s {
		if !isNumeral(c) || i > 9 {
			break
		}
		n = i + utf8.RuneLen(c)
	}
	return n
}

// isNumeral says that c is a digit or a Chinese numeral up to 十.
func isNumeral(c rune) bool {
	switch c {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return c >= '0' && c <= '9' || c >= '０' && c <= '９'
}

// likeness compares two folded labels: 1 when equal, 0 when nothing is alike.
// It is one minus the edit distance as a share of the longer label. Where that is
// below least, the result is below least too but may be another.
func likeness(a, b []rune, least float64) float64 {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a) == 0 || len(a) > 96 {
		return 0
	}
	if len(b)*5 < len(a)*2 { // so short that even a part could not reach 0.4
		return 0
	}
	most := len(a) - int(least*float64(len(a))) + 1
	return 1 - float64(editDistance(a, b, most))/float64(len(a))
}

// A mark tells of a text which characters occur in it, in 64 kinds.
type mark uint64

func markOf(text []rune) mark {
	var m mark
	for _, c := range text {
		m |= 1 << (c & 63)
	}
	return m
}

func marksOf(texts [][]rune) []mark {
	marks := make([]mark, len(texts))
	for i := range texts {
		marks[i] = markOf(texts[i])
	}
	return marks
}

// ceiling is the most the likeness of two texts can be, by their marks and
// lengths: every character that only one of them has costs an edit.
func ceiling(m, n mark, lengthM, lengthN int) float64 {
	least := max(lengthM-lengthN, lengthN-lengthM, bits.OnesCount64(uint64(m&^n)), bits.OnesCount64(uint64(n&^m)))
	return 1 - float64(least)/float64(max(lengthM, lengthN))
}

// editDistance is the Levenshtein distance; b has at most 96 runes. Where that is
// above most, the result is above most too but may be less than the distance.
func editDistance(a, b []rune, most int) int {
	for len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var row [97]int
	for j := range b {
		row[j+1] = j + 1
	}
	for i, ca := range a {
		diagonal := row[0]
		row[0] = i + 1
		least := row[0]
		for j, cb := range b {
			cost := diagonal
			if ca != cb {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
			least = min(least, row[j+1])
		}
		if least > most {
			return least
		}
	}
	return row[len(b)]
}
