package desk_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"gongkai/law/organ"
	"gongkai/office/store"
)

// A scenario is who asks for what and gets what.
type scenario struct {
	name, who, method, path string
	form                    []string
	status                  int
	location                string
	contains, without       []string
}

func (o *room) play(t *testing.T, scenes []scenario) {
	for _, s := range scenes {
		t.Run(s.name, func(t *testing.T) {
			var a answer
			if s.method == "POST" {
				a = o.post(s.who, o.fill(s.path), s.form...)
			} else {
				a = o.get(s.who, o.fill(s.path))
			}
			if a.status != s.status || s.location != "" && a.location != s.location {
				t.Errorf("%s %s as %q = %d to %q, want %d %s\n%s", s.method, s.path, s.who, a.status, a.location, s.status, s.location, words(a.body))
			}
			for _, want := range s.contains {
				if !strings.Contains(a.body, want) {
					t.Errorf("%s %s as %q lacks %q:\n%s", s.method, s.path, s.who, want, words(a.body))
				}
			}
			for _, not := range s.without {
				if strings.Contains(a.body, not) {
					t.Errorf("%s %s as %q shows %q", s.method, s.path, s.who, not)
				}
			}
		})
	}
}

var tags = regexp.MustCompile(`(?s)<style.*?</style>|<[^>]*>|\s+`)

// words is a page's text, for messages.
func words(page string) string { return tags.ReplaceAllString(page, " ") }

func TestScenarios(t *testing.T) {
	t.Parallel()
	eachRoom(t, scenarios)
}

func scenarios(t *testing.T, o *room) {
	o.play(t, []scenario{
		{name: "陌生人看今日", path: "/desk/", status: 303, location: "/desk/sign-in"},
		{name: "少写斜线", path: "/desk", status: 303, location: "/desk/"},
		{name: "陌生人看账号", path: "/desk/accounts", status: 303, location: "/desk/sign-in?back=%2Fdesk%2Faccounts"},
		{name: "登录页", path: "/desk/sign-in", status: 200, contains: []string{"登录工作台", `autocomplete="current-password"`}, without: []string{"李敏"}},
		{name: "登录后不再登录", who: "limin", path: "/desk/sign-in", status: 303, location: "/desk/"},
		{name: "没有这一页", who: "limin", path: "/desk/nowhere", status: 404, contains: []string{"没有找到这个页面", "登记簿"}},
		{name: "没有这个机关", who: "limin", path: "/desk/organs/00000001", status: 404, contains: []string{"没有找到这个机关"}},
		{name: "机关编号乱写", who: "limin", path: "/desk/organs/%3Cscript%3E", status: 404, without: []string{"<script"}},
		{name: "经办今日", who: "limin", path: "/desk/", status: 200, contains: []string{"开始填报2024年年度报告", "登记2024年12月31日在任的领导小组", "个工作日", "《政府信息公开条例》第四十九条"}, without: []string{"白石镇", "授予岗位"}},
		{name: "审核今日", who: "wangjing", path: "/desk/", status: 200, contains: []string{"今天没有要办的事"}, without: []string{"开始填报"}},
		{name: "无岗位今日", who: "sunhao", path: "/desk/", status: 200, contains: []string{"您还没有岗位", "安全管理员"}, without: []string{"登记簿"}},
		{name: "系统管理员今日", who: "xitong", path: "/desk/", status: 200, contains: []string{"填写网站的联系电话"}, without: []string{"年度报告</a>", "登记簿"}},
		{name: "安全管理员今日", who: "anquan", path: "/desk/", status: 200, contains: []string{"给孙浩授予岗位", "还没有审核人员"}, without: []string{"开始填报"}},
		{name: "上级只看自己的机关树", who: "limin", path: "/desk/organs", status: 200, contains: []string{"青溪县石桥镇人民政府"}, without: []string{"白石镇"}},
		{name: "上级看全部机关", who: "hewen", path: "/desk/organs", status: 200, contains: []string{"青溪县石桥镇人民政府", "白石镇"}, without: []string{"新建机关"}},
		{name: "经办看别的镇", who: "chenxia", path: "/desk/organs/{organ}", status: 403, contains: []string{"请联系安全管理员钱安"}, without: []string{"名称沿革"}},
		{name: "账号列表没有密码", who: "anquan", path: "/desk/accounts", status: 200, contains: []string{"limin", "没有岗位"}, without: []string{"argon2", "Shanshui", "新建账号</a>"}},
		{name: "系统管理员不能授权", who: "xitong", path: "/desk/organs/{organ}/accounts/{account}", status: 200, contains: []string{"由安全管理员办理"}, without: []string{"重置密码</a>", "授予岗位</a>"}},
		{name: "自己的登录", who: "limin", path: "/desk/me", status: 200, contains: []string{"就是现在这一次", "石桥镇"}, without: []string{"陈霞"}},
		{name: "自己的记录", who: "limin", path: "/desk/me/audit", status: 200, contains: []string{"登录"}, without: []string{"赵系"}},
		{name: "操作记录", who: "shenji", path: "/desk/organs/{organ}/audit", status: 200, contains: []string{"授予岗位", "岗位：经办", "核验全部操作记录"}, without: []string{"account.post", "Shanshui", "argon2"}},
		{name: "核验", who: "shenji", method: "POST", path: "/desk/audit/verify", status: 200, contains: []string{"操作记录完整，没有被改动", "3个机关"}},
		{name: "授予没有选岗位", who: "anquan", method: "POST", path: "/desk/organs/{organ}/accounts/{account}/posts", form: []string{"organ", o.Township.String()}, status: 422, contains: []string{"没有选择岗位", "有1处需要补充"}},
		{name: "停用没有理由", who: "anquan", method: "POST", path: "/desk/organs/{organ}/accounts/{account}/disable", status: 422, contains: []string{"没有填写理由"}},
		{name: "给自己授权", who: "anquan", path: "/desk/organs/" + o.County.String() + "/accounts/" + o.Security.Account.String(), status: 200, contains: []string{"这是您自己的账号"}, without: []string{"撤销<span", "停用账号</a>"}},
		{name: "规则由安全管理员改", who: "anquan", method: "POST", path: "/desk/rules", form: []string{"min_length", "12", "remember", "5", "password_days", "90", "initial_days", "7", "lock.failures", "5", "lock.for", "15", "idle", "20", "absolute", "720"}, status: 303},
		{name: "规则太松", who: "anquan", method: "POST", path: "/desk/rules", form: []string{"min_length", "3", "idle", "很久"}, status: 422, contains: []string{"“很久”不是整数", `value="3"`}},
		{name: "网站没有名称", who: "xitong", method: "POST", path: "/desk/site", form: []string{"phone", "0371-1"}, status: 422, contains: []string{"没有填写网站名称", `value="0371-1"`}},
		{name: "网站", who: "xitong", method: "POST", path: "/desk/site", form: []string{"name", "青溪县人民政府", "phone", "0371-66123456"}, status: 303, location: "/desk/site?done=site"},
		{name: "网站以后", who: "xitong", path: "/desk/site?done=site", status: 200, contains: []string{"网站设置已保存", "0371-66123456"}},
		{name: "初始设置已过", path: "/desk/setup", status: 409, contains: []string{"已经设置过"}, without: []string{"设置码"}},
		{name: "没有日期的领导小组", who: "limin", method: "POST", path: "/desk/organs/{organ}/group", form: []string{"leader", "周海峰 镇长", "from", "2024.2.30"}, status: 422, contains: []string{"周海峰 镇长</textarea>", "2024.2.30", "不存在"}, without: []string{"没有填写从哪一天起"}},
		{name: "领导小组", who: "limin", method: "POST", path: "/desk/organs/{organ}/group", form: []string{"leader", "周海峰 镇长", "deputy", "王静 副镇长\r\n赵丽", "from", "2024.3.5"}, status: 303},
		{name: "领导小组以后", who: "limin", path: "/desk/organs/{organ}", status: 200, contains: []string{"年度报告用2024年12月31日有效的名单", "王静　副镇长"}},
		{name: "今日没有领导小组了", who: "limin", path: "/desk/", status: 200, without: []string{"在任的领导小组"}},
		{name: "内设机构", who: "limin", method: "POST", path: "/desk/organs/{organ}/units/new", form: []string{"name", "党政办公室", "work_body", "yes", "from", "2019年5月15日"}, status: 303},
		{name: "没有这个内设机构", who: "limin", path: "/desk/organs/{organ}/units/12", status: 404},
		{name: "没有登记的公开指南", who: "limin", path: "/desk/organs/{organ}", status: 200, contains: []string{"还没有登记公开指南", "还缺：办公地址、办公时间、联系电话、传真号码、互联网联系方式、申请渠道、主管部门"}},
		{name: "开通传真没有号码", who: "limin", method: "POST", path: "/desk/organs/{organ}/guide", form: []string{"from", "2024.3.5", "by_fax", "yes", "email", "a@b.cn"}, status: 422, contains: []string{"开通了“传真”，没有填写传真号码", `value="a@b.cn"`}},
		{name: "网址不对的公开指南", who: "limin", method: "POST", path: "/desk/organs/{organ}/guide", form: []string{"from", "2024.3.5", "by_mail", "yes", "website", "www.a.cn"}, status: 422, contains: []string{"“www.a.cn”不是网址", "开通了“邮寄”，没有填写邮政编码", `value="www.a.cn"`}},
		{name: "公开指南", who: "limin", method: "POST", path: "/desk/organs/{organ}/guide", form: []string{"from", "2024.3.6", "by_counter", "yes", "by_mail", "yes", "postcode", "450000", "fax", "0000-6213015"}, status: 303},
		{name: "公开指南以后", who: "limin", path: "/desk/organs/{organ}?done=guide", status: 200, contains: []string{"当面提交、邮寄", "450000", "0000-6213015", "还缺：办公地址、办公时间、联系电话、互联网联系方式、主管部门", "公开指南已保存"}},
		{name: "别的机关的公开指南", who: "limin", method: "POST", path: "/desk/organs/" + o.Other.String() + "/guide", form: []string{"from", "2024.3.6"}, status: 403},
		{name: "工作人员", who: "limin", method: "POST", path: "/desk/organs/{organ}/staff/new", form: []string{"name", "李敏", "full_time", "yes", "from", "2020-01-02"}, status: 303},
		{name: "撤销自己没有的登录", who: "limin", method: "POST", path: "/desk/me/sessions/77/end", status: 409, contains: []string{"这次登录已经结束"}},
		{name: "合并没有承接", who: "xitong", method: "POST", path: "/desk/organs/{organ}/end", form: []string{"how", "merged", "from", "2024-12-31"}, status: 422, contains: []string{"没有写明由哪个机关承接"}},
		{name: "上级在自己之下", who: "xitong", method: "POST", path: "/desk/organs/" + o.County.String() + "/move", form: []string{"axis", "area", "superior", o.Township.String(), "from", "2024-12-31"}, status: 409, contains: []string{"不能成为它的上级"}},
		{name: "没有选上级不会解除", who: "xitong", method: "POST", path: "/desk/organs/{organ}/move", form: []string{"axis", "area", "from", "2024-12-31"}, status: 422, contains: []string{"没有选择新的上级"}},
		{name: "条的关系", who: "xitong", method: "POST", path: "/desk/organs/{organ}/move", form: []string{"axis", "line", "superior", o.County.String(), "from", "2024-12-31"}, status: 303},
		{name: "新建机关", who: "xitong", method: "POST", path: "/desk/organs/new", form: []string{"name", "青溪县民政局", "level", "4", "body", "3", "superior", o.County.String(), "from", "2019-05-15"}, status: 303},
		{name: "新建机关没有填", who: "xitong", method: "POST", path: "/desk/organs/new", form: []string{"name", "青溪县水利局"}, status: 422, contains: []string{"没有选择机关的层级", "没有选择所属政府", "青溪县水利局"}},
	})
}

// TestOtherSites: a form that another site sends is refused, as is one that
// says nothing of where it comes from.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	for _, tt := range []struct {
		name, header, value string
		status              int
	}{
		{"别的网站", "Sec-Fetch-Site", "cross-site", http.StatusForbidden},
		{"别的来源", "Origin", "https://evil.example", http.StatusForbidden},
		{"不说来处", "X-Nothing", "1", http.StatusForbidden},
		{"本网站", "Sec-Fetch-Site", "same-origin", http.StatusSeeOther},
	} {
		r := httptest.NewRequest(http.MethodPost, "/desk/sign-out", nil)
		r.Header.Set(tt.header, tt.value)
		if a := o.send("limin", r); a.status != tt.status {
			t.Errorf("%s: POST /desk/sign-out = %d, want %d", tt.name, a.status, tt.status)
		}
	}
}

// TestDoubleSubmit: a form sent twice is done once.
func TestDoubleSubmit(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	path := o.fill("/desk/organs/{organ}/accounts/new")
	form := []string{"name", "吴刚", "login", "WuGang", "organ", o.Township.String()}
	first := o.post("xitong", path, form...)
	if first.status != http.StatusOK || !strings.Contains(first.body, "请发放初始密码") || !strings.Contains(first.body, "wugang") {
		t.Fatalf("the first = %d\n%s", first.status, words(first.body))
	}
	second := o.post("xitong", path, form...)
	if second.status != http.StatusConflict || !strings.Contains(second.body, "已有账号“wugang”") || !strings.Contains(second.body, `value="吴刚"`) {
		t.Errorf("the second = %d\n%s", second.status, words(second.body))
	}
	reset := o.fill("/desk/organs/{organ}/accounts/{account}/reset")
	version := versionOn(t, o.get("anquan", reset).body)
	if a := o.post("anquan", reset, "reason", "本人忘记", "version", version); a.status != http.StatusOK {
		t.Fatalf("reset = %d\n%s", a.status, words(a.body))
	}
	if a := o.post("anquan", reset, "reason", "本人忘记", "version", version); a.status != http.StatusConflict || strings.Contains(a.body, "请发放初始密码") {
		t.Errorf("the second reset = %d: a password that was handed out would not hold", a.status)
	}
}

// TestManyEntries leads through a long audit.
func TestManyEntries(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
	for i := range 120 {
		o.MustTake(t, o.System, on, organ.SetCode{Code: fmt.Sprintf("代码%03d", i)})
	}
	o.play(t, []scenario{
		{name: "第一页", who: "shenji", path: "/desk/organs/{organ}/audit", status: 200, contains: []string{"代码119", "更早的记录"}, without: []string{"代码001", "最近的记录"}},
		{name: "往前", who: "shenji", path: "/desk/organs/{organ}/audit?before=60", status: 200, contains: []string{"更早的记录", "最近的记录"}, without: []string{"代码119"}},
		{name: "乱写", who: "shenji", path: "/desk/organs/{organ}/audit?before=x", status: 200, contains: []string{"代码119"}},
	})
}
