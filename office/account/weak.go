package account

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"gongkai/law/problem"
)

// weakText lists the words that passwords of Chinese offices are made of, in
// the order they were thought of; lines with # are comments.
//
//go:embed weak.txt
var weakText string

// weakWords are the words, longest first so that the longest is taken.
var weakWords = readWeakWords(weakText)

func readWeakWords(text string) (words []string) {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(words)
}

// enough of a password must be left when what is easily guessed has been taken
// away; a letter or digit counts 2, a symbol 1.
const enough = 10

// weakFault refuses a password that is put together from what is tried first:
// common words, rows of keys, repetitions, years and dates. Qwer1234!@ is
// nothing but rows of keys; of Admin@2024x only @ and x are left.
func weakFault(p string) *problem.Error {
	left, weak := 0, false
	for rest := p; rest != ""; {
		if n := weakPrefix(rest); n > 0 {
			rest, weak = rest[n:], true
			continue
		}
		left += weight(rest[0])
		rest = rest[1:]
	}
	if left >= enough || !weak {
		return nil
	}
	return problem.Invalid("密码主要由容易被猜到的内容组成（常用词、键盘上相邻的键、连续或重复的字符、年份）").
		Try("请改用没有规律的密码，例如几个不相干的词加上符号和数字").At("password")
}

func weight(b byte) int {
	switch {
	case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9':
		return 2
	}
	return 1
}

// weakPrefix returns how many bytes at the beginning of s are easily guessed.
func weakPrefix(s string) int {
	return max(wordPrefix(s), runPrefix(s), repeatPrefix(s), len(year.FindString(s)))
}

// year is a date or a year of our time.
var year = regexp.MustCompile(`^(19|20)\d\d([-./]?(0[1-9]|1[0-2])([-./]?(0[1-9]|[12]\d|3[01]))?)?`)

// plainLetters undoes writing letters as figures and signs that look alike.
var plainLetters = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "i", "!", "i", "0", "o", "5", "s", "$", "s", "7", "t")

// wordPrefix returns the length of the longest common word s begins with.
func wordPrefix(s string) int {
	plain := strings.ToLower(s)
	for _, form := range []string{plain, plainLetters.Replace(plain)} {
		for _, word := range weakWords {
			if strings.HasPrefix(form, word) {
				return len(word)
			}
		}
	}
	return 0
}

// rows are the characters in the orders a hand or a head goes through them.
var rows = []string{
	"`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "1q2w3e4r5t6y7u8i9o0p", "zaq1xsw2cde3vfr4bgt5nhy6mju7",
	"abcdefghijklmnopqrstuvwxyz", "147258369", "159753",
}

// shifted are the keys with Shift, and the keys without.
const (
	shifted = "~!@#$%^&*()_+{}|:\"<>?"
	plain   = "`1234567890-=[]\\;',./"
)

// runPrefix returns how many bytes at the beginning of s, three or more, lie in
// one row, forwards or backwards, with or without Shift.
func runPrefix(s string) (longest int) {
	keys := strings.Map(func(r rune) rune {
		if i := strings.IndexRune(shifted, r); i >= 0 {
			return rune(plain[i])
		}
		return r
	}, strings.ToLower(s))
	for n := 3; n <= min(len(keys), 40); n++ {
		part := keys[:n]
		if !slices.ContainsFunc(rows, func(row string) bool {
			return strings.Contains(row, part) || strings.Contains(row, backwards(part))
		}) {
			return longest
		}
		longest = n
	}
	return longest
}

// repeatPrefix returns the length of a character said three times or more at
// the beginning of s.
func repeatPrefix(s string) int {
	n := len(s) - len(strings.TrimLeft(s, s[:1]))
	if n < 3 {
		return 0
	}
	return n
}
