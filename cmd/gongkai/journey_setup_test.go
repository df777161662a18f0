package main

import (
	"context"
	"io"
	"log/slog"
	"path/filepath"
	"testing"

	"gongkai/office/seal"
	"gongkai/office/store/storetest"
	"gongkai/web/webtest"
)

// newRunning opens the whole program as serve does, in a folder of the test's
// own and with a clock that the test sets, without listening.
func newRunning(t *testing.T, day string) (*office, *storetest.Clock) {
	t.Helper()
	dir := t.TempDir()
	s := settings{data: dir, db: filepath.Join(dir, "gongkai.db"), files: filepath.Join(dir, "files"), keys: filepath.Join(dir, "keys"), cipher: seal.AES, listen: "127.0.0.1:0"}
	o, err := openOffice(context.Background(), s, slog.New(slog.NewJSONHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.close)
	clock := storetest.NewClock(day)
	o.store.Now, o.web.Now = clock.Now, clock.Now
	return o, clock
}

// TestJourneySetUp walks from a program that has just been started to a
// township whose clerk can work: the operator's set-up, the system
// administrator's organ and account, the security administrator's post.
func TestJourneySetUp(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a browser")
	}
	o, _ := newRunning(t, "2025-01-06")
	b := webtest.Open(t, o.web)
	const chosen = "Shanshui-2024-qing"

	b.Visit("/")
	b.See("还没有公布年度报告")
	b.Look("portal-empty")

	b.Visit("/desk/setup")
	b.Press("完成设置")
	b.See("设置码")
	b.Look("setup-empty-form")
	b.Fill("机关全称", "青溪县人民政府")
	b.Fill("简称", "青溪县")
	b.Choose("层级", "县级")
	b.Choose("类别", "人民政府")
	b.Fill("现名称从哪一天起使用", "2019年5月15日")
	b.Fill("系统管理员姓名", "赵丽")
	b.Fill("系统管理员账号", "zhaoli")
	b.Fill("安全管理员姓名", "钱安")
	b.Fill("安全管理员账号", "qianan")
	b.Fill("审计管理员姓名", "孙悦")
	b.Fill("审计管理员账号", "sunyue")
	b.Fill("设置码", o.code)
	b.Press("完成设置")
	b.See("初始密码")
	b.Look("initial-passwords")
	system, security := b.Cell(`zhaoli\s+(\S+)`), b.Cell(`qianan\s+(\S+)`)

	b.SignIn("zhaoli", system)
	b.See("修改密码")
	b.Look("first-password")
	b.Fill("现在的密码", system)
	b.Fill("新密码", chosen)
	b.Fill("再输入一次新密码", chosen)
	b.Press("修改密码")
	b.SeeNot("请先修改密码")
	b.Visit("/desk/")
	b.Look("today-system-administrator")
	b.Visit("/desk/organs/new")
	b.Fill("机关全称", "青溪县石桥镇人民政府")
	b.Fill("简称", "石桥镇")
	b.Choose("层级", "乡级")
	b.Choose("类别", "人民政府")
	b.Fill("设立日期", "2019年5月15日")
	b.ChooseLike("所属政府（块）", "青溪县人民政府")
	b.Press("新建机关")
	b.See("青溪县石桥镇人民政府")
	b.Look("organ")
	b.Press("账号")
	b.Press("新建账号")
	b.Fill("姓名", "李敏")
	b.Fill("账号名", "limin")
	b.ChooseLike("所在机关", "石桥镇")
	b.Press("新建账号")
	b.See("limin")
	clerk := b.Cell(`limin\s+(\S+)`)
	b.Press("退出登录")

	b.SignIn("qianan", security)
	b.Fill("现在的密码", security)
	b.Fill("新密码", chosen)
	b.Fill("再输入一次新密码", chosen)
	b.Press("修改密码")
	b.SeeNot("请先修改密码")
	b.Visit("/desk/accounts")
	b.Look("accounts")
	b.Press("李敏")
	b.Press("授予岗位")
	b.Tick("经办")
	b.Look("grant")
	b.Press("授予岗位")
	b.See("经办")
	b.Press("退出登录")

	b.SignIn("limin", clerk)
	b.Fill("现在的密码", clerk)
	b.Fill("新密码", "Baiyun-2025-feidu")
	b.Fill("再输入一次新密码", "Baiyun-2025-feidu")
	b.Press("修改密码")
	b.SeeNot("请先修改密码")
	b.Visit("/desk/")
	b.See("石桥镇", "李敏", "经办")
	b.Look("today-clerk")
	b.Visit("/desk/accounts")
	b.See("岗位")
	b.SeeNot("qianan")
	b.Look("not-allowed")
}
