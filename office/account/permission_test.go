package account

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/law/organ"
	"gongkai/law/problem"
)

//go:generate go test -run ^TestPermissionsPage$ . -args -update

var update = flag.Bool("update", false, "write docs/permissions.md")

// TestPermissionsPage compares docs/permissions.md with the table: a change in
// who may do what must be seen in review.
func TestPermissionsPage(t *testing.T) {
	t.Parallel()
	name := filepath.Join("..", "..", "docs", "permissions.md")
	want := permissionsPage()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the table says; run: go generate ./office/account", name)
	}
}

func permissionsPage() string {
	var b strings.Builder
	b.WriteString("# 权限表\n\n本页由程序根据权限数据（`office/account`）生成，请勿手工修改；更新：`go generate ./office/account`。\n\n" +
		"“●”表示该岗位可以办理。“本机关及下级”指岗位勾选“含下级”时及于隶属（块）树上的下级机关；" +
		"其中经办、审核、签发、查看岗位对下级只能查看，不能办理。系统、安全、审计三个管理员互斥，也不兼任业务岗位。" +
		"经办、审核、签发可以由一人兼任，但任何人不得审核、签发本人提交的报告。\n\n")
	b.WriteString("| 事项 | 代号 | 范围 |")
	for _, r := range Roles() {
		b.WriteString(" " + r.Label() + " |")
	}
	b.WriteString(" 理由 |\n|---|---|---|" + strings.Repeat(":-:|", len(Roles())) + "---|\n")
	for _, p := range permissions {
		fmt.Fprintf(&b, "| %s | `%s` | %s |", p.label, p.action, p.reach)
		for _, r := range Roles() {
			b.WriteString(map[bool]string{true: " ● |", false: "  |"}[May(r, p.action)])
		}
		b.WriteString(" " + p.why + " |\n")
	}
	return b.String()
}

// TestPermissions holds the table to what must never change by a slip.
func TestPermissions(t *testing.T) {
	t.Parallel()
	seen := make(map[Action]bool)
	for _, p := range permissions {
		if seen[p.action] || p.label == "" || p.why == "" || len(p.roles) == 0 {
			t.Errorf("%s: twice in the table, or without label, reason or roles: %+v", p.action, p)
		}
		seen[p.action] = true
		content := strings.HasPrefix(string(p.action), "register.") || strings.HasPrefix(string(p.action), "report.")
		for _, r := range p.roles {
			if content && !slices.Contains(reads, r) {
				t.Errorf("%s may %s: administrators and the program see no content", r, p.action)
			}
			if r == Viewer && !p.action.isView() && p.reach != self {
				t.Errorf("a viewer may %s, want nothing but views", p.action)
			}
		}
		if content && p.reach == below && !p.action.isView() {
			t.Errorf("%s reaches below: an organ's content is written in that organ", p.action)
		}
	}
	if May(Clerk, "register.burn") || May("", RegisterEnter) || May("king", RegisterEnter) {
		t.Error("an unknown action or role is allowed")
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	for _, r := range Roles() {
		if r.Label() == string(r) {
			t.Errorf("role %s has no label", r)
		}
	}
	labels := make(map[string]Action)
	for _, a := range Actions() {
		if other, twice := labels[a.Label()]; twice {
			t.Errorf("%s and %s are both called %s", a, other, a.Label())
		}
		labels[a.Label()] = a
	}
	if Action("x.y").Label() != "x.y" || Role("x").Label() != "x" {
		t.Error("what is unknown must be its own label")
	}
}

func TestReaches(t *testing.T) {
	t.Parallel()
	const county, bureau, other = organ.ID(1), organ.ID(2), organ.ID(3)
	isBelow := func(ancestor, o organ.ID) bool { return ancestor == county && o == bureau }
	posts := func(p ...Post) []Post { return p }
	tests := []struct {
		name   string
		posts  []Post
		action Action
		at     organ.ID
		want   bool
	}{
		{"no post", nil, ReportView, county, false},
		{"own organ", posts(Post{bureau, Clerk, false, ""}), RegisterEnter, bureau, true},
		{"another organ", posts(Post{bureau, Clerk, false, ""}), RegisterEnter, other, false},
		{"a clerk above does not write below", posts(Post{county, Clerk, true, ""}), RegisterEnter, bureau, false},
		{"nor keep the staff below", posts(Post{county, Clerk, true, ""}), OrganStaff, bureau, false},
		{"but sees below", posts(Post{county, Clerk, true, ""}), RegisterView, bureau, true},
		{"only with subtree", posts(Post{county, Clerk, false, ""}), RegisterView, bureau, false},
		{"no personal data below", posts(Post{county, Approver, true, ""}), RegisterPersonal, bureau, false},
		{"no export below", posts(Post{county, Approver, true, ""}), RegisterExport, bureau, false},
		{"no signing below", posts(Post{county, Approver, true, ""}), ReportSign, bureau, false},
		{"a viewer sees below", posts(Post{county, Viewer, true, ""}), ReportView, bureau, true},
		{"never above", posts(Post{bureau, Viewer, true, ""}), ReportView, county, false},
		{"a viewer exports nothing", posts(Post{county, Viewer, true, ""}), RegisterExport, county, false},
		{"the system administrator founds below", posts(Post{county, SystemAdmin, true, ""}), OrganFound, bureau, true},
		{"and sees no register", posts(Post{county, SystemAdmin, true, ""}), RegisterView, county, false},
		{"the security administrator grants below", posts(Post{county, SecurityAdmin, true, ""}), AccountPost, bureau, true},
		{"the audit administrator reads below", posts(Post{county, AuditAdmin, true, ""}), AuditView, bureau, true},
		{"a security administrator no audit", posts(Post{county, SecurityAdmin, true, ""}), AuditView, county, false},
		{"one's password anywhere", posts(Post{bureau, Viewer, false, ""}), AccountPassword, other, true},
		{"the second post counts", posts(Post{other, Viewer, false, ""}, Post{bureau, Approver, false, ""}), ReportSign, bureau, true},
		{"roles of two organs do not mix", posts(Post{other, Approver, false, ""}, Post{bureau, Clerk, false, ""}), ReportSign, bureau, false},
		{"an unknown action", posts(Post{bureau, Clerk, true, ""}), "register.burn", bureau, false},
	}
	for _, test := range tests {
		if got := Reaches(test.posts, test.action, test.at, isBelow); got != test.want {
			t.Errorf("%s: Reaches(%v, %s, %d) = %t, want %t", test.name, test.posts, test.action, test.at, got, test.want)
		}
	}
}

// TestReachesAll checks that a post without Subtree gives no post with it.
func TestReachesAll(t *testing.T) {
	t.Parallel()
	isBelow := func(ancestor, o organ.ID) bool { return ancestor == 1 && o == 2 }
	tests := []struct {
		post Post
		at   organ.ID
		want bool
	}{
		{Post{1, SecurityAdmin, true, ""}, 1, true},
		{Post{1, SecurityAdmin, true, ""}, 2, true},
		{Post{1, SecurityAdmin, false, ""}, 1, false},
		{Post{2, SecurityAdmin, true, ""}, 1, false},
		{Post{1, SystemAdmin, true, ""}, 1, false},
	}
	for _, test := range tests {
		if got := ReachesAll([]Post{test.post}, AccountPost, test.at, isBelow); got != test.want {
			t.Errorf("ReachesAll(%v, %d) = %t, want %t", test.post, test.at, got, test.want)
		}
	}
}

func TestCanHold(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		existing []Post
		added    Post
		want     problem.Kind // "" when it can be held
	}{
		{"first", nil, Post{1, Clerk, false, ""}, ""},
		{"all of the business", []Post{{1, Clerk, false, ""}, {1, Reviewer, false, ""}}, Post{1, Approver, true, ""}, ""},
		{"the same role elsewhere", []Post{{1, Clerk, false, ""}}, Post{2, Clerk, false, ""}, ""},
		{"the same administrator elsewhere", []Post{{1, SystemAdmin, false, ""}}, Post{2, SystemAdmin, true, ""}, ""},
		{"twice", []Post{{1, Clerk, false, ""}}, Post{1, Clerk, true, ""}, problem.KindConflict},
		{"administrator and clerk", []Post{{1, AuditAdmin, false, ""}}, Post{1, Clerk, false, ""}, problem.KindInvalid},
		{"viewer and administrator", []Post{{1, Viewer, false, ""}}, Post{1, SecurityAdmin, false, ""}, problem.KindInvalid},
		{"two administrators at two organs", []Post{{1, SystemAdmin, false, ""}}, Post{2, SecurityAdmin, false, ""}, problem.KindInvalid},
		{"the program", nil, Post{1, Timer, false, ""}, problem.KindInvalid},
		{"unknown", nil, Post{1, "king", false, ""}, problem.KindInvalid},
		{"no organ", nil, Post{0, Clerk, false, ""}, problem.KindInvalid},
	}
	for _, test := range tests {
		err := CanHold(test.existing, test.added)
		var p *problem.Error
		if got := errors.As(err, &p); got != (test.want != "") || got && (p.Kind != test.want || p.Advice == "") {
			t.Errorf("%s: CanHold(%v, %v) = %v, want kind %q with advice", test.name, test.existing, test.added, err, test.want)
		}
	}
}

func TestCheckSubject(t *testing.T) {
	t.Parallel()
	for _, a := range Actions() {
		onSelf, onOther := CheckSubject(a, 1, 1) == nil, CheckSubject(a, 1, 2) == nil
		wantSelf, wantOther := true, true
		switch a {
		case AccountPassword, AccountSession:
			wantOther = false
		case AccountPost, AccountReset, AccountUnlock, AccountDisable, AccountEnable:
			wantSelf = false
		}
		if onSelf != wantSelf || onOther != wantOther {
			t.Errorf("CheckSubject(%s): oneself %t, another %t; want %t, %t", a, onSelf, onOther, wantSelf, wantOther)
		}
	}
}

// TestSteps checks that every step has its permission and that the audit's
// JSON holds no password.
func TestSteps(t *testing.T) {
	t.Parallel()
	const password = "Tr4ktor-Hummel"
	steps := []struct {
		step interface{ Action() string }
		json string
	}{
		{Create{"zhangsan", "张三", 7, password}, `{"login":"zhangsan","name":"张三","organ":"00000007"}`},
		{Grant{Post{7, Clerk, false, ""}}, `{"granted":{"Organ":"00000007","Role":"clerk","Subtree":false}}`},
		{Revoke{Post{7, Clerk, true, ""}}, `{"revoked":{"Organ":"00000007","Role":"clerk","Subtree":true}}`},
		{Reset{"忘记密码", password}, `{"reason":"忘记密码"}`},
		{Unlock{"本人来电"}, `{"reason":"本人来电"}`},
		{Disable{"调离"}, `{"reason":"调离"}`},
		{Enable{"返岗"}, `{"reason":"返岗"}`},
		{ChangePassword{password, password}, `{}`},
		{EndSession{5}, `{"session":5}`},
	}
	for _, s := range steps {
		if _, ok := permissionOf(Action(s.step.Action())); !ok {
			t.Errorf("%T: action %q is not in the table", s.step, s.step.Action())
		}
		got, err := json.Marshal(s.step)
		if err != nil || string(got) != s.json {
			t.Errorf("%T as JSON = %s, %v; want %s", s.step, got, err, s.json)
		}
		var log strings.Builder
		slog.New(slog.NewJSONHandler(&log, nil)).Info("step", "step", s.step)
		if printed := fmt.Sprintf("%v %+v %#v %s", s.step, s.step, s.step, &log); strings.Contains(printed, password) {
			t.Errorf("%T prints its password: %s", s.step, printed)
		}
	}
}

func TestStepCheck(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("长", 201)
	tests := []struct {
		name   string
		got    []*problem.Error
		fields string
	}{
		{"good", Create{"zhang.san-2", "张三", 7, ""}.Check(), ""},
		{"a name of a minority", Create{"aybek", "艾力·买买提", 7, ""}.Check(), ""},
		{"everything wrong", Create{}.Check(), "login name organ"},
		{"short", Create{"zs", "张三", 7, ""}.Check(), "login"},
		{"long", Create{strings.Repeat("z", 33), "张三", 7, ""}.Check(), "login"},
		{"begins with a digit", Create{"1zhang", "张三", 7, ""}.Check(), "login"},
		{"Chinese", Create{"z张三丰", "张三", 7, ""}.Check(), "login"},
		{"not in its normal form", Create{"zhangSan", "张三", 7, ""}.Check(), "login"},
		{"default account", Create{"admin", "张三", 7, ""}.Check(), "login"},
		{"default account with a number", Create{"admin_01", "张三", 7, ""}.Check(), "login"},
		{"one character", Create{"zhang", "张", 7, ""}.Check(), "name"},
		{"turned around", Create{"zhang", "张\u202e三", 7, ""}.Check(), "name"},
		{"markup", Create{"zhang", "<b>张三", 7, ""}.Check(), "name"},
		{"blank behind", Create{"zhang", "张三 ", 7, ""}.Check(), "name"},
		{"no reason", Reset{" ", ""}.Check(), "reason"},
		{"long reason", Disable{long}.Check(), "reason"},
		{"short reason", Enable{"是"}.Check(), "reason"},
		{"reason", Unlock{"本人来电"}.Check(), ""},
	}
	for _, test := range tests {
		var fields []string
		for _, p := range test.got {
			fields = append(fields, p.Field)
			if p.Advice == "" {
				t.Errorf("%s: %s says nothing to do", test.name, p)
			}
		}
		if got := strings.Join(fields, " "); got != test.fields {
			t.Errorf("%s: faults at %q, want %q: %v", test.name, got, test.fields, test.got)
		}
	}
}

func TestAccountIsNotLogged(t *testing.T) {
	t.Parallel()
	a := Account{ID: 42, Login: "zhangsan", Name: "张三"}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("sign in", "by", a, "pointer", &a)
	for _, got := range []string{log.String(), fmt.Sprintf("%v %+v %#v %s", a, a, a, &a)} {
		if strings.Contains(got, "zhang") || strings.Contains(got, "张") || !strings.Contains(got, "[account 42]") {
			t.Errorf("an account is printed as %q, want [account 42]", got)
		}
	}
}

func TestParseID(t *testing.T) {
	t.Parallel()
	if id, err := ParseID(ID(42).String()); id != 42 || err != nil {
		t.Errorf("ParseID(42) = %d, %v", id, err)
	}
	for _, s := range []string{"", "0", "-1", "+1", "042", "1e3", "99999999999999999999", "一"} {
		if id, err := ParseID(s); err == nil || id != 0 {
			t.Errorf("ParseID(%q) = %d, want a problem", s, id)
		}
	}
}

func TestNormalLogin(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{" ZhangSan ": "zhangsan", "ｚｈａｎｇ．ｓａｎ": "zhang.san", "zhang。san": "zhang.san", "\u3000li\u3000": "li", "": ""} {
		if got := NormalLogin(typed); got != want {
			t.Errorf("NormalLogin(%q) = %q, want %q", typed, got, want)
		}
	}
}
