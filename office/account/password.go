package account

import (
	"context"
	"crypto/rand"
	"math/big"
	"strings"
	"unicode"

	"gongkai/law/problem"
)

// maxLength of a password in characters.
const maxLength = 64

// CheckPassword says what is wrong with a password a person has chosen, one
// problem for every rule it breaks; none when it may be used. That it is none
// of the earlier ones is for [Hasher.Check].
func (r Rules) CheckPassword(password Secret, login, name string) []*problem.Error {
	p := string(password)
	if p == "" {
		return faults(passwordFault("没有填写新密码", "请填写"))
	}
	return faults(r.lengthFault(p), typedFault(p), classesFault(p), ownFault(p, login, name), weakFault(p))
}

// Check is [Rules.CheckPassword], and also refuses the passwords whose hashes
// are previous: the present one and those before it, latest first, as many as
// the rules remember. Each takes the time of a hash, so nothing is hashed for a
// password that is wrong anyway.
func (h *Hasher) Check(ctx context.Context, r Rules, password Secret, login, name string, previous ...string) ([]*problem.Error, error) {
	if problems := r.CheckPassword(password, login, name); len(problems) > 0 {
		return problems, nil
	}
	for _, hash := range previous[:min(len(previous), r.Remember)] {
		same, _, err := h.Verify(ctx, hash, password)
		if err != nil {
			return nil, err
		}
		if same {
			return faults(passwordFault("新密码与最近用过的密码相同", "请换一个最近%d次没有用过的密码", r.Remember)), nil
		}
	}
	return nil, nil
}

func passwordFault(says, try string, args ...any) *problem.Error {
	return problem.Invalid("%s", says).Try(try, args...).At("password")
}

func (r Rules) lengthFault(p string) *problem.Error {
	n := len([]rune(p))
	switch {
	case n < r.MinLength:
		return problem.Invalid("密码有%d个字符，至少要%d个", n, r.MinLength).Try("请加长密码").At("password")
	case n > maxLength:
		return problem.Invalid("密码有%d个字符，最多%d个", n, maxLength).Try("请缩短密码").At("password")
	}
	return nil
}

// typedFault refuses what another keyboard or input method would type
// otherwise: the person could not sign in there.
func typedFault(p string) *problem.Error {
	for _, r := range p {
		if r <= ' ' || r > '~' {
			return problem.Invalid("密码中有%s，换一台电脑可能输不出来", spoken(r)).
				Try("请关闭中文输入法，只用英文字母、数字和英文符号").At("password")
		}
	}
	return nil
}

// spoken says which kind of character r is without showing it: it is a piece of
// a password.
func spoken(r rune) string {
	switch {
	case r == ' ':
		return "空格"
	case unicode.Is(unicode.Han, r):
		return "汉字"
	case halfWidth(r) != r || unicode.IsPunct(r):
		return "全角字符"
	}
	return "特殊字符"
}

func classesFault(p string) *problem.Error {
	var missing []string
	for _, class := range []struct {
		label string
		is    func(rune) bool
	}{
		{"大写字母", unicode.IsUpper},
		{"小写字母", unicode.IsLower},
		{"数字", unicode.IsDigit},
		{"符号", func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r > ' ' }},
	} {
		if !strings.ContainsFunc(p, class.is) {
			missing = append(missing, class.label)
		}
	}
	if len(missing) <= 1 {
		return nil
	}
	return passwordFault("密码应当有大写字母、小写字母、数字、符号四类中的至少三类", "请加入%s", strings.Join(missing, "或者"))
}

// ownFault refuses a password that holds the login or the name, forwards or
// backwards; of a Chinese name nothing can be typed.
func ownFault(p, login, name string) *problem.Error {
	p = strings.ToLower(p)
	for _, own := range []string{login, strings.Join(strings.Fields(name), "")} {
		own = strings.ToLower(own)
		if len(own) >= minLogin && (strings.Contains(p, own) || strings.Contains(p, backwards(own))) {
			return passwordFault("密码中有登录名或者姓名", "请去掉登录名和姓名")
		}
	}
	return nil
}

func backwards(s string) string {
	runes := []rune(s)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}

// The letters of an initial password: none that looks or sounds like another.
const (
	consonants = "bdfghkmnprtwyz"
	vowels     = "aeiu"
	digits     = "23456789"
)

// InitialPassword returns a password a person can read out on the telephone,
// like Bamu-Keta-Ridu-3749: it holds no 0 and O, no 1, l and I, capitals only
// where a word begins. Its 47 bits are plenty for a password that must be
// changed at the first sign-in, behind a lock after a few failures.
func InitialPassword() Secret {
	for {
		var words []string
		for range 3 {
			word := pick(consonants) + pick(vowels) + pick(consonants) + pick(vowels)
			words = append(words, strings.ToUpper(word[:1])+word[1:])
		}
		words = append(words, pick(digits)+pick(digits)+pick(digits)+pick(digits))
		password := strings.Join(words, "-")
		if weakFault(password) == nil { // a word that happens to be common
			return Secret(password)
		}
	}
}

// pick returns one of the characters, each as likely as the others.
func pick(characters string) string {
	n, err := rand.Int(rand.Reader, big.NewInt(int64(len(characters))))
	if err != nil {
		panic(err) // crypto/rand never fails
	}
	return characters[n.Int64() : n.Int64()+1]
}
