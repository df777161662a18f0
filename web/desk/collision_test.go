package desk_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"gongkai/law/calendar"
	"gongkai/law/organ"
	"gongkai/office/store"
)

// TestKeptForm: what was typed when the session had ended comes back for whoever
// typed it, and for nobody else.
func TestKeptForm(t *testing.T) {
	t.Parallel()
	eachRoom(t, keptForm)
}

func keptForm(t *testing.T, o *room) {
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
	eachRoom(t, twoTabs)
}

func twoTabs(t *testing.T, o *room) {
	path := o.fill("/desk/organs/{organ}/rename")
	form := func(name, version string) []string {
		return []string{"name", name, "short", "石桥", "from", "2024-12-01", "version", version}
	}
	version := versionOn(t, o.get("xitong", path).body)
	if a := o.post("xitong", path, form("青溪县石桥街道办事处", version)...); a.status != http.StatusSeeOther {
		t.Fatalf("the first = %d\n%s", a.status, words(a.body))
	}
	a := o.post("xitong", path, form("青溪县大石桥镇人民政府", version)...)
	for _, want := range []string{"在您打开以后又被改过", "赵系", "机关更名", `value="青溪县大石桥镇人民政府"`} {
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

// TestOvertakenForms: on every form over a record or a setting the second of two
// people is told who came first, and field by field what holds now and what
// they typed; their own words stay, and sent again are taken.
func TestOvertakenForms(t *testing.T) {
	t.Parallel()
	eachRoom(t, overtakenForms)
}

func overtakenForms(t *testing.T, o *room) {
	day := calendar.MustParse("2019-05-15")
	on := store.Subject{Kind: store.OrganKind, Organ: o.Township, ID: int64(o.Township), Version: store.AnyVersion}
	o.MustTake(t, o.Clerk, on, organ.SetUnit{Unit: organ.Unit{Name: "党政办公室", Phone: "0551-1", WorkBody: true, From: day}})
	unit := o.fill("/desk/organs/{organ}/units/") + between(o.get("limin", o.fill("/desk/organs/{organ}")).body, o.fill("/desk/organs/{organ}/units/"), `"`)
	for _, tt := range []struct {
		name, path, first, second string
		one, other                []string
		want                      []string
	}{
		{"内设机构", unit, "limin", "limin",
			[]string{"name", "党政办公室", "phone", "0551-2", "from", "2019年5月15日", "work_body", "yes"},
			[]string{"name", "党政综合办公室", "phone", "0551-1", "from", "2019年5月15日"},
			[]string{"李敏", "维护工作机构", "“电话”现在是“0551-2”，您填写的是“0551-1”", "现在选上了，您填写的没有选", `value="党政综合办公室"`, "再次保存就以您填写的为准"}},
		{"领导小组", o.fill("/desk/organs/{organ}/group"), "limin", "limin",
			[]string{"leader", "周海峰 镇长", "deputy", "李强\n王伟 副镇长", "from", "2024-03-05"},
			[]string{"leader", "吴敏 镇长", "from", "2024-03-05"},
			[]string{"李敏", "组长周海峰", "“组长”现在是“周海峰 镇长”，您填写的是“吴敏 镇长”", "“副组长”现在是“李强、王伟 副镇长”，您填写的是空的", ">吴敏 镇长"}},
		{"代码", o.fill("/desk/organs/{organ}/code"), "xitong", "xitong",
			[]string{"code", "9134"}, []string{"code", "9135"},
			[]string{"赵系", "更正代码", "“代码”现在是“9134”，您填写的是“9135”", `value="9135"`}},
		{"网站设置", "/desk/site", "xitong", "xitong",
			[]string{"name", "青溪县人民政府", "phone", "0551-6"}, []string{"name", "青溪县政府", "sponsor", "青溪县人民政府"},
			[]string{"网站设置在您打开以后又被改过", "赵系", "“联系电话”现在是“0551-6”，您填写的是空的", `value="青溪县政府"`}},
		{"安全规则", "/desk/rules", "anquan", "anquan", rulesTyped("12"), rulesTyped("14"),
			[]string{"安全规则在您打开以后又被改过", "钱安", "现在是“12”，您填写的是“14”", `value="14"`}},
		{"一样的", "/desk/rules", "anquan", "anquan", rulesTyped("16"), rulesTyped("16"), []string{"现在保存的内容和您填写的一样"}},
	} {
		version := versionOn(t, o.get(tt.second, tt.path).body)
		if a := o.post(tt.first, tt.path, append(tt.one, "version", version)...); a.status != http.StatusSeeOther {
			t.Fatalf("%s: the first = %d\n%s", tt.name, a.status, words(a.body))
		}
		a := o.post(tt.second, tt.path, append(tt.other, "version", version)...)
		for _, want := range tt.want {
			if a.status != http.StatusConflict || !strings.Contains(a.body, want) {
				t.Errorf("%s: the second = %d, lacks %q\n%s", tt.name, a.status, want, words(a.body))
			}
		}
		if a = o.post(tt.second, tt.path, append(tt.other, "version", versionOn(t, a.body))...); a.status != http.StatusSeeOther {
			t.Errorf("%s: the second, knowing = %d, want it saved\n%s", tt.name, a.status, words(a.body))
		}
	}
}

func rulesTyped(minLength string) []string {
	return []string{"min_length", minLength, "remember", "5", "password_days", "90", "initial_days", "7", "lock.failures", "5", "lock.for", "15", "idle", "20", "absolute", "720"}
}

// TestOvertakenAccount: the second of two who give an account the same post, or
// take it away, or reset it, is told who has done it.
func TestOvertakenAccount(t *testing.T) {
	t.Parallel()
	eachRoom(t, overtakenAccount)
}

func overtakenAccount(t *testing.T, o *room) {
	at := o.fill("/desk/organs/{organ}/accounts/") + o.Nobody.Account.String()
	post := []string{"role", "clerk", "organ", o.Township.String()}
	for _, tt := range []struct {
		name, path  string
		one, other  []string
		first, says int
		want        []string
	}{
		{"授予", "/posts", post, []string{"role", "reviewer", "organ", o.Township.String()}, http.StatusSeeOther, http.StatusConflict, []string{"孙浩的账号“sunhao”在您打开以后又被改过", "钱安", "授予“经办”岗位", `value="reviewer" checked`}},
		{"同一个岗位", "/posts", []string{"role", "viewer", "organ", o.Township.String()}, []string{"role", "viewer", "organ", o.Township.String()}, http.StatusSeeOther, http.StatusConflict, []string{"钱安", "授予“查看”岗位"}},
		{"撤销", "/posts/revoke", post, post, http.StatusSeeOther, http.StatusConflict, []string{"钱安", "撤销“经办”岗位"}},
		{"重置", "/reset", []string{"reason", "本人申请"}, []string{"reason", "忘记密码"}, http.StatusOK, http.StatusConflict, []string{"钱安", "重置密码：本人申请", ">忘记密码"}},
		{"停用", "/disable", []string{"reason", "调离"}, []string{"reason", "离岗"}, http.StatusSeeOther, http.StatusConflict, []string{"钱安", "停用账号：调离", ">离岗"}},
	} {
		from := at + tt.path
		if tt.path == "/posts/revoke" {
			from = at
		}
		version := versionOn(t, o.get("anquan", from).body)
		if a := o.post("anquan", at+tt.path, append(tt.one, "version", version)...); a.status != tt.first {
			t.Fatalf("%s: the first = %d\n%s", tt.name, a.status, words(a.body))
		}
		a := o.post("anquan", at+tt.path, append(tt.other, "version", version)...)
		for _, want := range tt.want {
			if a.status != tt.says || !strings.Contains(a.body, want) {
				t.Errorf("%s: the second = %d, lacks %q\n%s", tt.name, a.status, want, words(a.body))
			}
		}
	}
}
