package report

import (
	"strings"
	"testing"
)

func TestFindPersonal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"身份证号码", "身份证11010519491231002X。", "居民身份证号码11*************02X"},
		{"全角身份证号码", "身份证１１０１０５１９４９１２３１００２Ｘ", "居民身份证号码11*************02X"},
		{"校验码不对", "编号110105194912310021", ""},
		{"生日不存在", "编号110105194913310021", ""},
		{"统一社会信用代码", "代码91350100M000100Y43", ""},
		{"手机", "请找13800001234。", "手机号码138****1234"},
		{"手机分组", "138-0000-1234 或 139 0000 5678", "手机号码138****1234 手机号码139****5678"},
		{"两个手机一个空格", "13800001234 13900005678", "手机号码138****1234 手机号码139****5678"},
		{"年份后的手机", "2024 13800001234", "手机号码138****1234"},
		{"座机", "电话0571-12345678，传真010-87654321", ""},
		{"长数字", "流水号138000012345", ""},
		{"小数", "占13800001234.5", ""},
		{"网址", "http://a.gov.cn/t13800001234.html", ""},
		{"银行卡", "账号6222020200011111112", ""},
		{"银行卡校验", "卡号4111 1111 1111 1111", "银行卡号4111********1111"},
		{"索引号", "11441700007280420Y/2021-00050", ""},
		{"日期", "2024-01-01 2024-12-31", ""},
		{"很长", strings.Repeat("1", 10_000), ""},
	} {
		var got []string
		for _, p := range FindPersonal(c.text) {
			got = append(got, p.Kind+p.Masked)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: FindPersonal(%.40q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func FuzzFindPersonal(f *testing.F) {
	f.Add("身份证11010519491231002X，手机138-0000-1234")
	f.Add("1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")
	f.Add("４１１１ １１１１-１１１１ １１１１Ｘ")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, p := range FindPersonal(text) {
			if p.Start < end || p.End <= p.Start || p.End > len(text) || !strings.Contains(p.Masked, "****") {
				t.Errorf("FindPersonal(%q): %+v after %d", text, p, end)
			}
			end = p.End
		}
		if left := FindPersonal(MaskPersonal(text)); end > 0 && len(left) >= len(FindPersonal(text)) {
			t.Errorf("MaskPersonal(%q) = %q leaves %+v", text, MaskPersonal(text), left)
		}
	})
}
