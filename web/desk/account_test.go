package desk_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"gongkai/office/db"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// TestFirstSignIn: an initial password opens nothing but the page that changes
// it.
func TestFirstSignIn(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	err := o.DB().Write(t.Context(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE account SET must_change = TRUE WHERE login = 'limin'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o.play(t, []scenario{
		{name: "先改密码", who: "limin", path: "/desk/organs", status: 303, location: "/desk/password?back=%2Fdesk%2Forgans"},
		{name: "改密码页", who: "limin", path: "/desk/password?back=%2Fdesk%2Forgans", status: 200, contains: []string{"请先修改密码"}, without: []string{"登记簿"}},
		{name: "旧密码不对", who: "limin", method: "POST", path: "/desk/password", form: []string{"old", "x", "password", "Qingshan-1987-lv", "again", "Qingshan-1987-lv"}, status: 422, contains: []string{"现在的密码不正确"}, without: []string{"Qingshan"}},
		{name: "两次不同", who: "limin", method: "POST", path: "/desk/password", form: []string{"old", "x", "password", "a", "again", "b"}, status: 422, contains: []string{"两次输入的新密码不一样"}},
		{name: "太弱", who: "limin", method: "POST", path: "/desk/password", form: []string{"old", string(storetest.Password), "password", "abc", "again", "abc"}, status: 422, contains: []string{"至少要10个"}},
		{name: "改好", who: "limin", method: "POST", path: "/desk/password?back=%2Fdesk%2Forgans", form: []string{"old", string(storetest.Password), "password", "Qingshan-1987-lv", "again", "Qingshan-1987-lv"}, status: 303, location: "/desk/organs"},
		{name: "可以办理", who: "limin", path: "/desk/organs", status: 200, contains: []string{"石桥镇"}},
	})
}

// TestSignInRefused: what is said does not tell which accounts exist.
func TestSignInRefused(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	wrong := func(login string) answer {
		return o.post("", "/desk/sign-in", "login", login, "password", "falsch-1234-Pass", "back", "https://evil.example/")
	}
	known, unknown := wrong("limin"), wrong("niemand")
	if known.status != http.StatusUnauthorized || strings.ReplaceAll(known.body, "limin", "niemand") != unknown.body {
		t.Errorf("a known and an unknown login are told apart: %d, %d", known.status, unknown.status)
	}
	if !strings.Contains(known.body, "账号或密码不正确") || !strings.Contains(known.body, `value="limin"`) || strings.Contains(known.body, "falsch") || strings.Contains(known.body, "evil") {
		t.Errorf("the page after a wrong password:\n%s", words(known.body))
	}
	for range 3 {
		wrong("limin")
	}
	if a := wrong("limin"); a.status != http.StatusTooManyRequests || !strings.Contains(a.body, "账号已锁定") {
		t.Errorf("the fifth failure = %d\n%s", a.status, words(a.body))
	}
	for range 20 {
		wrong("nochmals")
	}
	if a := wrong("nochmals"); a.status != http.StatusTooManyRequests || a.header.Get("Retry-After") == "" && !strings.Contains(a.body, "再试") {
		t.Errorf("the 21st try = %d\n%s", a.status, words(a.body))
	}
}

// TestSetup sets an office up, once.
func TestSetup(t *testing.T) {
	t.Parallel()
	empty := &storetest.Office{Store: storetest.New(t), Clock: storetest.NewClock("2025-01-06")}
	empty.Now = empty.Clock.Now
	o := open(t, empty)
	form := func(code string) []string {
		f := []string{"name", "青溪县人民政府", "short", "青溪县", "level", "4", "body", "1", "from", "2019.5.15", "code", code}
		for i, role := range store.SetupRoles {
			f = append(f, string(role)+".name", []string{"赵系", "钱安", "孙审"}[i], string(role)+".login", []string{"zhaoxi", "qianan", "sunshen"}[i])
		}
		return f
	}
	o.play(t, []scenario{
		{name: "先设置", path: "/desk/sign-in", status: 303, location: "/desk/setup"},
		{name: "设置页", path: "/desk/setup", status: 200, contains: []string{"设置码"}},
		{name: "空的", method: "POST", path: "/desk/setup", status: 422, contains: []string{"没有填写机关名称", "没有填写登录名", "设置码不正确"}},
		{name: "设置码不对", method: "POST", path: "/desk/setup", form: form("0000"), status: 422, contains: []string{"设置码不正确", `value="青溪县人民政府"`}, without: []string{setupCode}},
	})
	a := o.post("", "/desk/setup", form(strings.ToLower(setupCode))...)
	if a.status != http.StatusOK || a.header.Get("Cache-Control") != "no-store" {
		t.Fatalf("POST /desk/setup = %d\n%s", a.status, words(a.body))
	}
	m := regexp.MustCompile(`zhaoxi</span></td><td[^>]*><span class="mono">([^<]+)`).FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no initial password:\n%s", words(a.body))
	}
	if a = o.post("", "/desk/sign-in", "login", "zhaoxi", "password", m[1]); a.status != http.StatusSeeOther {
		t.Errorf("signing in with the initial password = %d\n%s", a.status, words(a.body))
	}
	if a = o.post("", "/desk/setup", form(setupCode)...); a.status != http.StatusConflict {
		t.Errorf("setting up again = %d, want 409", a.status)
	}
}

// TestAccountCourse takes an account through everything the security
// administrator does with it.
func TestAccountCourse(t *testing.T) {
	t.Parallel()
	eachRoom(t, accountCourse)
}

func accountCourse(t *testing.T, o *room) {
	at := o.fill("/desk/organs/{organ}/accounts/{account}")
	post := []string{"organ", o.Township.String(), "role", "reviewer"}
	o.play(t, []scenario{
		{name: "授予", who: "anquan", method: "POST", path: at + "/posts", form: post, status: 303, location: at + "?done=post"},
		{name: "授予两次", who: "anquan", method: "POST", path: at + "/posts", form: post, status: 409, contains: []string{"已有“审核”岗位"}},
		{name: "兼任管理员", who: "anquan", method: "POST", path: at + "/posts", form: []string{"organ", o.Township.String(), "role", "audit_admin"}, status: 422, contains: []string{"应当分设"}},
		{name: "看到", who: "anquan", path: at + "?done=post", status: 200, contains: []string{"岗位已授予", "审核年度报告", "撤销<span"}},
		{name: "撤销", who: "anquan", method: "POST", path: at + "/posts/revoke", form: post, status: 303},
		{name: "撤销两次", who: "anquan", method: "POST", path: at + "/posts/revoke", form: post, status: 409},
		{name: "停用", who: "anquan", method: "POST", path: at + "/disable", form: []string{"reason", "调离本机关"}, status: 303},
		{name: "停用以后", who: "anquan", path: at, status: 200, contains: []string{"已停用", "启用账号"}, without: []string{"重置密码</a>"}},
		{name: "启用", who: "anquan", method: "POST", path: at + "/enable", form: []string{"reason", "返岗"}, status: 303},
		{name: "记录", who: "shenji", path: "/desk/organs/{organ}/audit", status: 200, contains: []string{"停用账号", "理由：调离本机关", "撤销岗位", "安全管理员"}},
	})
}
