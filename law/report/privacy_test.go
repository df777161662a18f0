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
		{"条数", "发布信息13812345678条，收费13812345678元", ""},
		{"不是条数", "手机13800001234条例规定", "手机号码138****1234"},
		{"护照", "申请人持护照E12345670申请", "护照号码E1*****70"},
		{"护照号码", "护照号码：EA1234560。", "护照号码EA1****60"},
		{"港澳", "港澳居民来往内地通行证（H12345670）、台胞证号12345670", "通行证号码H1*****70 通行证号码1*****70"},
		{"办理的护照", "办理护照12345670本，往来港澳通行证12345670件，护照业务12345件", ""},
		{"没有说是护照", "文件编号E12345670，编号12345670", ""},
		{"家住", "家住青溪镇幸福路12号3栋501室的居民", "家庭住址青溪镇幸福路****"},
		{"户籍", "户籍地址：青溪县和平村3组12号，", "家庭住址青溪县和平村****"},
		{"逗号后的住", "当事人陈某，住青溪县柳巷8号。", "家庭住址青溪县柳巷****"},
		{"姓名后的住处", "申请人李小明（和平小区3栋2单元501室）要求公开", "家庭住址和平小区****"},
		{"单位地址", "地址：青溪县幸福路12号政务大楼501室，邮编310000，联系人：李小明", ""},
		{"联系人和地址", "联系人：李小明，幸福路12号3栋501室", ""},
		{"不是住址", "住建局，住房保障中心（和平路12号）搬迁，居住证办理按第12号公告，家住和平村的35户群众", ""},
		{"居住地的窗口", "向居住地派出所和平路12号窗口申请；居住地公示，地址为和平路12号", ""},
		{"乡镇名后的村", "石桥镇（和平村12号）、高新区（幸福小区3栋501室）设点", ""},
		{"只到楼", "家住和平小区3号楼的居民", ""},
		{"申请人邮箱", "申请人王小明（wang.xm@example.com）", "个人电子邮箱w****@example.com"},
		{"姓名和邮箱", "周某的电子邮箱：zhou1988@example.com.", "个人电子邮箱z****@example.com"},
		{"申请人的邮箱", "发送至申请人邮箱：a-b@example.com", "个人电子邮箱a****@example.com"},
		{"单位邮箱", "电子邮箱：qxxxgk@example.com；邮箱abc@example.com，石桥镇邮箱abc@example.com，高新区：abc@example.com", ""},
		{"联系人邮箱", "联系人：王小明，邮箱：abc@example.com", ""},
		{"政府邮箱", "王小明 abc@qingxi.gov.cn", ""},
		{"遮盖的邮箱", "王小明 a****@example.com", ""},
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
	f.Add("李明（和平村3组12号）护照E1234567，家住柳巷8号3栋501室 a.b@example.com")
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

// TestFindPersonalInAddresses ends in a text in which every address follows another:
// going back to the beginning from each takes minutes.
func TestFindPersonalInAddresses(t *testing.T) {
	t.Parallel()
	owner := "申请人邮箱："
	for _, unit := range []string{"a@b.c", strings.Repeat("甲", 400) + "a@b.cn"} {
		if got := FindPersonal(strings.Repeat(unit, 1<<20/len(unit)) + "，" + owner + "li@b.cn"); len(got) != 1 || got[0].Kind != mailbox {
			t.Errorf("found %v, want the last address", got)
		}
	}
}
