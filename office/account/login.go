package account

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/law/problem"
)

// The sizes of what an account is named by, in characters.
const (
	minLogin, maxLogin   = 3, 32
	minName, maxName     = 2, 30
	minReason, maxReason = 2, 200
)

// knownLogins are default names that the standard (等保2.0) wants renamed:
// whoever attacks an office tries them first.
var knownLogins = strings.Fields(`admin administrator root system sysadmin secadmin auditadmin audadmin
	audit security manager test tester guest user demo operator anonymous public default null`)

// NormalLogin returns a login as it is stored and looked up: without blanks
// around it, in lower case, full-width letters made half-width.
func NormalLogin(typed string) string {
	return strings.ToLower(strings.TrimSpace(strings.Map(halfWidth, typed)))
}

// halfWidth turns what a Chinese keyboard gives for ASCII into ASCII.
func halfWidth(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	case r == '。': // the key of the full stop
		return '.'
	}
	return r
}

// loginFault says what is wrong with a login in its normal form, if anything.
func loginFault(login string) *problem.Error {
	n := utf8.RuneCountInString(login)
	switch {
	case n == 0:
		return problem.Invalid("没有填写登录名").Try("请填写，例如姓名的拼音").At("login")
	case n < minLogin || n > maxLogin:
		return problem.Invalid("登录名有%d个字符，应当为%d至%d个", n, minLogin, maxLogin).Try("请改为范围内的长度").At("login")
	case login[0] < 'a' || login[0] > 'z':
		return problem.Invalid("登录名应当以英文字母开头").Try("请改用字母开头，例如姓名的拼音").At("login")
	case slices.Contains(knownLogins, strings.Trim(login, "0123456789.-_")):
		return problem.Invalid("登录名“%s”是常见的默认账号名，容易被猜到", login).Try("请改用姓名的拼音等").At("login")
	}
	for _, r := range login {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("._-", r) {
			return problem.Invalid("登录名中不能有“%s”", visible(r)).Try("请只用小写英文字母、数字和 . - _").At("login")
		}
	}
	return nil
}

// nameFault says what is wrong with a person's name, if anything.
func nameFault(name string) *problem.Error {
	n := utf8.RuneCountInString(name)
	switch {
	case strings.TrimSpace(name) == "":
		return problem.Invalid("没有填写姓名").Try("请填写").At("name")
	case n < minName || n > maxName:
		return problem.Invalid("姓名有%d个字，应当为%d至%d个字", n, minName, maxName).Try("请核对姓名").At("name")
	case strings.TrimSpace(name) != name:
		return problem.Invalid("姓名前后有空格").Try("请去掉空格").At("name")
	}
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("·• .-'", r) {
			return problem.Invalid("姓名中不能有“%s”", visible(r)).Try("请核对姓名").At("name")
		}
	}
	return nil
}

// reasonFault says what is wrong with the reason for a step on an account, if
// anything.
func reasonFault(reason string) *problem.Error {
	n := utf8.RuneCountInString(strings.TrimSpace(reason))
	switch {
	case n == 0:
		return problem.Invalid("没有填写理由").Try("请写明理由，理由会记入操作记录").At("reason")
	case n < minReason || n > maxReason:
		return problem.Invalid("理由有%d个字，应当为%d至%d个字", n, minReason, maxReason).Try("请改为范围内的长度").At("reason")
	}
	return nil
}

// visible returns a character as a message can show it.
func visible(r rune) string {
	switch {
	case r == ' ' || r == '\u3000':
		return "空格"
	case r == utf8.RuneError || !unicode.IsGraphic(r):
		return "不可见字符"
	}
	return string(r)
}
