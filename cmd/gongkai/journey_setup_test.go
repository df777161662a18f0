package main

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"regexp"
	"testing"

	"gongkai/office/store/storetest"
)

// newRunning opens the whole program as serve does, in a folder of the test's
// own and with a clock that the test sets, without listening.
func newRunning(t *testing.T, day string) (*office, *storetest.Clock) {
	t.Helper()
	dir := t.TempDir()
	s := settings{data: dir, db: filepath.Join(dir, "gongkai.db"), files: filepath.Join(dir, "files"), listen: "127.0.0.1:0"}
	o, err := openOffice(context.Background(), s, slog.New(slog.NewJSONHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.close)
	clock := storetest.NewClock(day)
	o.store.Now, o.web.Now = clock.Now, clock.Now
	return o, clock
}

// cell reads a text off the page by a pattern with one group.
func (b *browser) cell(pattern string) string {
	b.t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(b.text())
	if m == nil {
		b.t.Fatalf("at %s: nothing like %s on the page:\n%s", b.where(), pattern, b.text())
	}
	return m[1]
}

// signIn signs a person in, who must change the initial password if it is one.
func (b *browser) signIn(login, password string) {
	b.t.Helper()
	b.visit("/desk/sign-in")
	b.fill("账号", login)
	b.fill("密码", password)
	b.press("登录")
}

// TestJourneySetUp walks from a program that has just been started to a
// township whose clerk can work: the operator's set-up, the system
// administrator's organ and account, the security administrator's post.
func TestJourneySetUp(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	o, _ := newRunning(t, "2025-01-06")
	b := open(t, o.web)
	const chosen = "Shanshui-2024-qing"

	b.visit("/")
	b.see("还没有公布年度报告")
	b.look("portal-empty")

	b.visit("/desk/setup")
	b.press("完成设置")
	b.see("设置码")
	b.look("setup-empty-form")
	b.fill("机关全称", "青溪县人民政府")
	b.fill("简称", "青溪县")
	b.choose("层级", "县级")
	b.choose("类别", "人民政府")
	b.fill("现名称从哪一天起使用", "2019年5月15日")
	b.fill("系统管理员姓名", "赵丽")
	b.fill("系统管理员账号", "zhaoli")
	b.fill("安全管理员姓名", "钱安")
	b.fill("安全管理员账号", "qianan")
	b.fill("审计管理员姓名", "孙悦")
	b.fill("审计管理员账号", "sunyue")
	b.fill("设置码", o.code)
	b.press("完成设置")
	b.see("初始密码")
	b.look("initial-passwords")
	system, security := b.cell(`zhaoli\s+(\S+)`), b.cell(`qianan\s+(\S+)`)

	b.signIn("zhaoli", system)
	b.see("修改密码")
	b.look("first-password")
	b.fill("现在的密码", system)
	b.fill("新密码", chosen)
	b.fill("再输入一次新密码", chosen)
	b.press("修改密码")
	b.seeNot("请先修改密码")
	b.visit("/desk/")
	b.look("today-system-administrator")
	b.visit("/desk/organs/new")
	b.fill("机关全称", "青溪县石桥镇人民政府")
	b.fill("简称", "石桥镇")
	b.choose("层级", "乡级")
	b.choose("类别", "人民政府")
	b.fill("设立日期", "2019年5月15日")
	b.chooseLike("所属政府（块）", "青溪县人民政府")
	b.press("新建机关")
	b.see("青溪县石桥镇人民政府")
	b.look("organ")
	b.press("账号")
	b.press("新建账号")
	b.fill("姓名", "李敏")
	b.fill("账号名", "limin")
	b.chooseLike("所在机关", "石桥镇")
	b.press("新建账号")
	b.see("limin")
	clerk := b.cell(`limin\s+(\S+)`)
	b.press("退出登录")

	b.signIn("qianan", security)
	b.fill("现在的密码", security)
	b.fill("新密码", chosen)
	b.fill("再输入一次新密码", chosen)
	b.press("修改密码")
	b.seeNot("请先修改密码")
	b.visit("/desk/accounts")
	b.look("accounts")
	b.press("李敏")
	b.press("授予岗位")
	b.tick("经办")
	b.look("grant")
	b.press("授予岗位")
	b.see("经办")
	b.press("退出登录")

	b.signIn("limin", clerk)
	b.fill("现在的密码", clerk)
	b.fill("新密码", "Baiyun-2025-feidu")
	b.fill("再输入一次新密码", "Baiyun-2025-feidu")
	b.press("修改密码")
	b.seeNot("请先修改密码")
	b.visit("/desk/")
	b.see("石桥镇", "李敏", "经办")
	b.look("today-clerk")
	b.visit("/desk/accounts")
	b.see("岗位")
	b.seeNot("qianan")
	b.look("not-allowed")
}
