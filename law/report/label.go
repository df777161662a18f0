package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold reduces a label to what identifies it: numbering, spaces, punctuation
// and brackets are dropped, full-width forms become half-width, and the
// traditional characters of the form's own vocabulary become simplified.
func fold(label string) string { return foldAll(cutNumbering(label)) }

// foldAll is fold for text whose numbering is part of it.
func foldAll(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, c := range s {
		if c = foldRune(c); c != 0 {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// foldRune returns the rune that stands for c in a folded label, 0 for none.
func foldRune(c rune) rune {
	switch {
	case c >= 0x4E00 && c <= 0x9FFF:
		if s, ok := simplified[c]; ok {
			return s
		}
		return c
	case c >= '0' && c <= '9', c >= 'a' && c <= 'z':
		return c
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	case c >= '！' && c <= '～':
		return foldRune(c - 0xFEE0)
	case c < 0x80, unicode.IsSpace(c), unicode.IsPunct(c), unicode.IsSymbol(c), unicode.IsControl(c):
		return 0
	case unicode.Is(unicode.Cf, c): // zero-width characters that web editors leave
		return 0
	}
	return c
}

// simplified maps the traditional characters that occur in the words of the
// form and of report titles; organ names are left as they are written.
var simplified = pairs("開开動动關关請请數数門门門门結结轉转辦办處处與与業业機机構构組组織织務务會会團团團团區区規规範范單单價价額额萬万廢废發发現现證证據据個个條条項项產产濟济護护權权類类執执過过" +
	"屬属於于禁禁國国家家續续繼继訴诉訟讼復复議议維维糾纠審审終终報报舉举無无補补應应對对內内費费繳缴納纳罰罚強强許许總总計计統统務务訊讯資资訂订製制導导職职責责監监" +
	"彙汇餘余聯联繫系絡络達达準准備备書书進进問问題题種种變变據据標标認认讓让說说調调長长時时點点後后約约級级紀纪記记論论負负獲获給给經经緊紧線线編编縣县鄉乡鎮镇廳厅財财當当")

func pairs(s string) map[rune]rune {
	m := make(map[rune]rune, len(s)/6)
	runes := []rune(s)
	for i := 0; i+1 < len(runes); i += 2 {
		m[runes[i]] = runes[i+1]
	}
	return m
}

// Simplify turns the traditional characters of the form's vocabulary into
// simplified ones and leaves all else, so that headings and figures of a
// traditional copy are recognised.
func Simplify(s string) string {
	at := strings.IndexFunc(s, func(c rune) bool { _, ok := simplified[c]; return ok })
	if at < 0 {
		return s
	}
	return s[:at] + strings.Map(func(c rune) rune {
		if to, ok := simplified[c]; ok {
			return to
		}
		return c
	}, s[at:])
}

// cutNumbering drops the number in front of a label: （一） (1) 一、 1. １． ①.
func cutNumbering(label string) string {
	s := strings.TrimLeftFunc(label, unicode.IsSpace)
	c, size := utf8.DecodeRuneInString(s)
	if c >= '①' && c <= '⑳' {
		return s[size:]
	}
	bracket := c == '（' || c == '('
	rest := s
	if bracket {
		rest = strings.TrimLeft(s[size:], " ")
	}
	n := numberLength(rest)
	if n == 0 {
		return label
	}
	rest = strings.TrimLeft(rest[n:], " \u3000\u00a0")
	c, size = utf8.DecodeRuneInString(rest)
	switch {
	case bracket && (c == '）' || c == ')'):
		return strings.TrimLeft(rest[size:], " 、.．")
	case !bracket && strings.ContainsRune("、.．,，:：)）", c) && size > 0:
		return rest[size:]
	}
	return label
}

// numberLength returns the bytes of the number, Arabic or Chinese, at the start
// of s.
func numberLength(s string) int {
	n := 0
	for i, c := range s {
		if !(c >= '0' && c <= '9' || c >= '０' && c <= '９' || strings.ContainsRune("一二三四五六七八九十", c)) || i > 9 {
			break
		}
		n = i + utf8.RuneLen(c)
	}
	return n
}

// likeness compares two folded labels: 1 when equal, 0 when nothing is alike.
// It is one minus the edit distance as a share of the longer label.
func likeness(a, b []rune) float64 {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a) == 0 || len(a) > 96 {
		return 0
	}
	if len(b)*5 < len(a)*2 { // so short that even a part could not reach 0.4
		return 0
	}
	return 1 - float64(editDistance(a, b))/float64(len(a))
}

// editDistance is the Levenshtein distance; b has at most 96 runes.
func editDistance(a, b []rune) int {
	var row [97]int
	for j := range b {
		row[j+1] = j + 1
	}
	for i, ca := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, cb := range b {
			cost := diagonal
			if ca != cb {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
