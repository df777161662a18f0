package register

import (
	"strings"

	"gongkai/law"
	"gongkai/law/problem"
	"gongkai/law/report"
)

// CreditCode is the standard that sets the unified social credit code
// (统一社会信用代码) and its check character.
var CreditCode = law.Unread("法人和其他组织统一社会信用代码编码规则", "GB 32100-2015",
	"代码共18位，不用字母I、O、S、V、Z，第18位是校验码")

// creditDigits are the characters of a code in the order of their values.
const creditDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// tidyCreditCode takes away the spaces and the width people type.
func tidyCreditCode(text string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(narrow(text)))
}

// checkCreditCode refuses what is no unified social credit code. An identity
// number has as many characters; it is told apart and not repeated.
func checkCreditCode(code string) *problem.Error {
	const advice = "请对照营业执照或登记证书核对；没有代码的请留空"
	switch {
	case len(report.FindPersonal(code)) > 0:
		return problem.Invalid("统一社会信用代码一栏填的像是个人号码（%s）", report.MaskPersonal(code)).Try("自然人没有统一社会信用代码，请清空这一栏，登记簿不记身份证号码")
	case strings.Contains(code, "E+"):
		return problem.Invalid("统一社会信用代码“%s”是被表格软件改成的科学记数", shorten(code)).Try("请把这一列的格式设为“文本”，重新填写18位代码")
	case len(code) != 18:
		return problem.Invalid("统一社会信用代码“%s”有%d位，应当是18位", shorten(code), len([]rune(code))).Try(advice)
	case strings.Trim(code, creditDigits) != "":
		return problem.Invalid("统一社会信用代码“%s”含有不用的字符，代码只有数字和除I、O、S、V、Z以外的大写字母", code).Try("请核对是否把0写成O、把1写成I、把2写成Z、把5写成S")
	case creditCheck(code) != code[17]:
		return problem.Invalid("统一社会信用代码“%s”的校验码不对，至少有一位错了", code).Try(advice)
	}
	return nil
}

// creditCheck computes the eighteenth character from the first seventeen.
func creditCheck(code string) byte {
	sum, weight := 0, 1
	for i := range 17 {
		sum += strings.IndexByte(creditDigits, code[i]) * weight
		weight = weight * 3 % 31
	}
	return creditDigits[(31-sum%31)%31]
}
