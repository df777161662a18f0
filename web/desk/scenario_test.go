package desk_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongkai/law/organ"
	"gongkai/office/account"
	"gongkai/office/db"
	"gongkai/office/store"
	"gongkai/office/store/storetest"
)

// logins are the people of storetest's office, by what they may do.
var logins = []string{"xitong", "anquan", "shenji", "limin", "wangjing", "zhouhaifeng", "chenxia", "hewen", "sunhao"}

// fill puts the township, its people and things that may exist into a path.
func (o *room) fill(path string) string {
	for name, value := range map[string]string{
		"{$}": "", "{organ}": o.Township.String(), "{account}": o.Nobody.Account.String(), "{part}": "new", "{session}": "1",
		"{register}": "penalty", "{year}": "2024", "{entry}": "1", "{batch}": "1", "{import}": "1", "{attachment}": "1", "{file}": "1", "{chapter}": "overall", "{table}": "disclosure", "{format}": "html",
	} {
		path = strings.ReplaceAll(path, name, value)
	}
	return path
}

// may says by the permission table alone whether the posts open a page.
func (o *room) may(posts []account.Post, may account.Action, atTownship bool) bool {
	if may == "person" || may == "anyone" {
		return true
	}
	if atTownship {
		return account.Reaches(posts, may, o.Township, func(above, _ organ.ID) bool { return above == o.County })
	}
	for _, p := range posts {
		if account.May(p.Role, may) {
			return true
		}
	}
	return false
}

// posts are everybody's posts, by login.
func (o *room) posts() map[string][]account.Post {
	o.t.Helper()
	all, err := o.Accounts(o.t.Context(), 0)
	if err != nil {
		o.t.Fatal(err)
	}
	posts := map[string][]account.Post{}
	for _, a := range all {
		posts[a.Login] = a.Posts
	}
	return posts
}

// oneWhoMay is somebody to whom a page is open.
func (o *room) oneWhoMay(may account.Action, atTownship bool) string {
	posts := o.posts()
	for _, login := range logins {
		if o.may(posts[login], may, atTownship) {
			return login
		}
	}
	return ""
}

// TestPermissions asks for every page as everybody: strangers are led to the
// sign-in page, people without the permission are told whom to ask, and nobody
// else is refused.
func TestPermissions(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	people := o.posts()
	for _, row := range o.desk.Routes() {
		method, pattern, _ := strings.Cut(row.Pattern, " ")
		path := o.fill(pattern)
		if strings.Contains(path, "{") {
			t.Errorf("%s: the test does not know a part of the path", row.Pattern)
			continue
		}
		if row.May == "anyone" {
			continue
		}
		o.strangerIsLed(method, path)
		for _, login := range logins {
			may := o.may(people[login], account.Action(row.May), strings.Contains(pattern, "{organ}"))
			if may && method == http.MethodPost {
				continue // would be done
			}
			a := o.ask(login, method, path)
			switch {
			case may && a.status == http.StatusForbidden, a.status >= 500:
				t.Errorf("%s as %s = %d, want it allowed", row.Pattern, login, a.status)
			case !may && (a.status != http.StatusForbidden || !strings.Contains(a.body, "请联系安全管理员钱安")):
				t.Errorf("%s as %s = %d, want 403 that names whom to ask", row.Pattern, login, a.status)
			}
		}
	}
}

func (o *room) ask(login, method, path string) answer {
	o.t.Helper()
	if method == http.MethodPost {
		return o.post(login, path)
	}
	return o.get(login, path)
}

func (o *room) strangerIsLed(method, path string) {
	o.t.Helper()
	a := o.ask("", method, path)
	if a.status != http.StatusSeeOther || !strings.HasPrefix(a.location, "/desk/sign-in") {
		o.t.Errorf("%s %s as a stranger = %d to %q, want 303 to the sign-in page", method, path, a.status, a.location)
	}
	if strings.Contains(a.body, "李敏") {
		o.t.Errorf("%s %s tells a stranger of people", method, path)
	}
}

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
	o := newRoom(t)
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

// TestKeptForm: what was typed when the session had ended comes back for whoever
// typed it, and for nobody else.
func TestKeptForm(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	path := o.fill("/desk/organs/{organ}/group")
	o.session("limin")
	o.Clock.Advance(time.Hour)
	a := o.post("limin", path, "leader", "周海峰 新来的镇长", "from", "2024-03-05", "password", "geheim")
	back := kept(t, a, path)
	a = o.get("limin", "/desk/sign-in?lapsed=kept&back="+url.QueryEscape(back))
	if !strings.Contains(a.body, "刚才填写的内容已经保留") {
		t.Errorf("the sign-in page does not say that the form is kept:\n%s", words(a.body))
	}
	delete(o.cookies, "limin")
	for _, tt := range []struct {
		who  string
		want bool
	}{{"limin", true}, {"xitong", false}} {
		a := o.get(tt.who, back)
		if a.status != http.StatusOK || strings.Contains(a.body, "周海峰 新来的镇长") != tt.want || strings.Contains(a.body, "geheim") {
			t.Errorf("GET %s as %s = %d, shows what was typed: want %v", back, tt.who, a.status, tt.want)
		}
	}
	if a = o.post("limin", back, "leader", "周海峰 新来的镇长", "from", "2024-03-05"); a.status != http.StatusSeeOther {
		t.Fatalf("POST %s = %d, want 303", back, a.status)
	}
	if a = o.get("limin", back); strings.Contains(a.body, "刚才填写的内容都在下面") {
		t.Error("the form is still kept after it was sent and taken")
	}
}

// kept is where an answer leads after signing in.
func kept(t *testing.T, a answer, path string) string {
	t.Helper()
	u, err := url.Parse(a.location)
	if err != nil || a.status != http.StatusSeeOther || u.Path != "/desk/sign-in" || u.Query().Get("lapsed") != "kept" {
		t.Fatalf("POST with an ended session = %d to %q", a.status, a.location)
	}
	back := u.Query().Get("back")
	if !strings.HasPrefix(back, path+"?kept=") {
		t.Fatalf("back = %q, want %s?kept=…", back, path)
	}
	return back
}

// TestLapsedVerb: a step without a form of its own leads back to its page.
func TestLapsedVerb(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	o.session("limin")
	o.Clock.Advance(time.Hour)
	r := httptest.NewRequest(http.MethodPost, "/desk/me/sessions/1/end", nil)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Referer", "http://localhost/desk/me")
	if a := o.send("limin", r); a.location != "/desk/sign-in?back=%2Fdesk%2Fme&lapsed=1" {
		t.Errorf("POST with an ended session leads to %q", a.location)
	}
}

// TestTwoTabs: the second of two who change an organ is told who has changed
// what, and keeps what they typed.
func TestTwoTabs(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	path := o.fill("/desk/organs/{organ}/rename")
	form := func(name, version string) []string {
		return []string{"name", name, "short", "石桥", "from", "2024-12-01", "version", version}
	}
	version := versionOn(t, o.get("xitong", path).body)
	if a := o.post("xitong", path, form("青溪县石桥街道办事处", version)...); a.status != http.StatusSeeOther {
		t.Fatalf("the first = %d\n%s", a.status, words(a.body))
	}
	a := o.post("xitong", path, form("青溪县大石桥镇人民政府", version)...)
	for _, want := range []string{"在您打开以后被改过", "赵系", "机关更名", `value="青溪县大石桥镇人民政府"`} {
		if a.status != http.StatusConflict || !strings.Contains(a.body, want) {
			t.Errorf("the second = %d, lacks %q\n%s", a.status, want, words(a.body))
		}
	}
	if a = o.post("xitong", path, form("青溪县大石桥镇人民政府", versionOn(t, a.body))...); a.status != http.StatusSeeOther {
		t.Errorf("the second after looking = %d, want it saved\n%s", a.status, words(a.body))
	}
}

var versionField = regexp.MustCompile(`name="version" value="(\d+)"`)

func versionOn(t *testing.T, page string) string {
	t.Helper()
	m := versionField.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no version on the page:\n%s", words(page))
	}
	return m[1]
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

// nonsense is what people and machines type into fields.
var nonsense = []string{
	"", strings.Repeat("长", 5000), "a\x00b\x07c", "😀👨‍👩‍👧", "'; DROP TABLE organ; --", `"><script>alert(1)</script>`, "\xff\xfe", "{{.}}", "％ｓ", "../../etc/passwd", "\u202eabc",
}

// TestNonsense types nonsense into every field of every form: it is kept or
// refused, shown as it is, and never our own fault.
func TestNonsense(t *testing.T) {
	t.Parallel()
	o := newRoom(t)
	names := []string{"name", "short", "from", "until", "document", "code", "axis", "superior", "how", "successors", "leader", "deputy", "member", "office", "duties",
		"phone", "address", "hours", "unit", "duty", "login", "organ", "role", "reason", "version", "min_length", "idle", "site_code", "old", "password", "again", "back", "kept"}
	for _, row := range o.desk.Routes() {
		method, pattern, _ := strings.Cut(row.Pattern, " ")
		if method != http.MethodPost || strings.HasSuffix(pattern, "sign-out") || strings.HasSuffix(pattern, "/end") && strings.Contains(pattern, "session") {
			continue
		}
		who := o.oneWhoMay(account.Action(row.May), strings.Contains(pattern, "{organ}"))
		for _, text := range nonsense {
			var form []string
			for _, name := range names {
				form = append(form, name, text)
			}
			a := o.post(who, o.fill(pattern), form...)
			if a.status >= 500 || a.status == http.StatusForbidden || strings.Contains(a.body, "<script>alert") {
				t.Fatalf("%s as %s with %.20q = %d\n%s", row.Pattern, who, text, a.status, words(a.body))
			}
		}
	}
}

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
	o := newRoom(t)
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
