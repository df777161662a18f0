package main

import (
	"context"
	"fmt"
	"os/user"
	"slices"
	"strings"
	"time"

	"gongkai/law/organ"
	"gongkai/law/problem"
	"gongkai/office/account"
	"gongkai/office/store"
)

var userSettings = []string{"data", "db", "db-file"}

// Operators stand beside the permissions of the desk: whoever may run the
// program on the server could as well write to its database. What they do is
// in the audit like everything else.

var userAddCommand = command{
	words:   "user add",
	summary: "新建账号，授予岗位，给出初始密码",
	help: `新建账号，授予岗位，给出初始密码。供运维人员在服务器上使用，操作同样记入操作记录。
平时请由系统管理员在工作台新建账号、安全管理员授予岗位。

用法：
  gongkai user add [选项] -organ 机关 账号名 姓名

  -organ 机关
      机关的全称或编号
  -role 岗位
      授予的岗位，多个用逗号隔开：` + roleWords() + `；不写则没有岗位
  -subtree
      查看岗位同时及于下级机关
` + settingsHelp(userSettings...) + `
例子：
  gongkai user add -organ 青溪县石桥镇人民政府 -role clerk limin 李敏
`,
	run: runUserAdd,
}

var userResetCommand = command{
	words:   "user reset",
	summary: "重置账号的密码并解除锁定，给出初始密码",
	help: `重置账号的密码并解除锁定，给出初始密码，已有的登录随即结束。

用法：
  gongkai user reset [选项] -reason 原因 账号名

  -reason 原因
      记入操作记录
` + settingsHelp(userSettings...) + `
例子：
  gongkai user reset -reason 本人当面申请 limin
`,
	run: runUserReset,
}

var userListCommand = command{
	words:   "user list",
	summary: "列出账号、机关和岗位",
	help: `列出账号、姓名、机关、岗位和状态，各列以制表符隔开。

用法：
  gongkai user list [选项]

` + settingsHelp(userSettings...),
	run: runUserList,
}

// roleWords lists the words for roles with what they mean.
func roleWords() string {
	var words []string
	for _, role := range account.Roles() {
		if !role.IsNobodys() {
			words = append(words, string(role)+" "+role.Label())
		}
	}
	return strings.Join(words, "，")
}

// operator is who acts at the command line.
func operator() store.Actor {
	name := "命令行"
	if u, err := user.Current(); err == nil {
		name += "（" + u.Username + "）"
	}
	return store.Actor{Operator: true, Name: name}
}

func runUserAdd(c *call) int {
	var at, roles string
	var subtree bool
	own := flags{strings: map[string]*string{"organ": &at, "role": &roles}, bools: map[string]*bool{"subtree": &subtree}}
	s, rest, err := readSettings(c, own, userSettings...)
	if err != nil {
		return exitFailed
	}
	if len(rest) != 2 || at == "" {
		return c.fail("请写明 -organ 机关、账号名和姓名。加 --help 看用法。")
	}
	ctx := context.Background()
	records, err := s.opened(store.OpenAsIs(ctx, s.db))
	if err != nil {
		return c.fail("%s", said(err))
	}
	defer records.Close()
	id, err := organCalled(ctx, records, at)
	if err != nil {
		return c.fail("%s", said(err))
	}
	var posts []account.Post
	for word := range strings.SplitSeq(roles, ",") {
		if word = strings.TrimSpace(word); word != "" {
			posts = append(posts, account.Post{Organ: id, Role: account.Role(word), Subtree: subtree})
		}
	}
	password := account.InitialPassword()
	create := account.Create{Login: rest[0], Name: rest[1], Organ: id, Password: password}
	if err := addUser(ctx, records, create, posts); err != nil {
		return c.fail("%s", said(err))
	}
	return c.print(fmt.Sprintf("已新建账号 %s，初始密码：%s\n首次登录后必须修改密码。\n", account.NormalLogin(rest[0]), string(password)))
}

// addUser makes the account if all its posts can be held; then it grants them.
func addUser(ctx context.Context, s *store.Store, create account.Create, posts []account.Post) error {
	for i, post := range posts {
		if err := account.CanHold(posts[:i], post); err != nil {
			return err
		}
	}
	taken, err := s.Take(ctx, operator(), store.Subject{Kind: store.AccountKind, Organ: create.Organ}, create)
	for _, post := range posts {
		if err != nil {
			return err
		}
		taken, err = s.Take(ctx, operator(), taken.Subject, account.Grant{Post: post})
	}
	return err
}

// organCalled finds an organ by its full name or its id.
func organCalled(ctx context.Context, s *store.Store, called string) (organ.ID, error) {
	all, err := s.Organs(ctx)
	if err != nil {
		return 0, err
	}
	if len(all) == 0 {
		return 0, problem.Invalid("这个数据库里还没有机关").Try("请先启动 gongkai serve，打开工作台做初始设置")
	}
	for _, o := range all {
		if o.Name == called || o.ID.String() == called {
			return o.ID, nil
		}
	}
	return 0, problem.Invalid("没有“%s”这个机关", called).Try("请写机关的全称或编号，如 %s（%s）", all[0].Name, all[0].ID)
}

func runUserReset(c *call) int {
	var reason string
	s, rest, err := readSettings(c, flags{strings: map[string]*string{"reason": &reason}}, userSettings...)
	if err != nil {
		return exitFailed
	}
	if len(rest) != 1 {
		return c.fail("请写一个账号名。加 --help 看用法。")
	}
	ctx := context.Background()
	records, err := s.opened(store.OpenAsIs(ctx, s.db))
	if err != nil {
		return c.fail("%s", said(err))
	}
	defer records.Close()
	all, err := records.Accounts(ctx, 0)
	if err != nil {
		return c.fail("%s", said(err))
	}
	login := account.NormalLogin(rest[0])
	i := slices.IndexFunc(all, func(a store.Account) bool { return a.Login == login })
	if i < 0 {
		return c.fail("没有“%s”这个账号。请用 gongkai user list 查看。", login)
	}
	password := account.InitialPassword()
	on := store.Subject{Kind: store.AccountKind, Organ: all[i].Organ, ID: int64(all[i].ID), Version: store.AnyVersion}
	if _, err := records.Take(ctx, operator(), on, account.Reset{Reason: reason, Password: password}); err != nil {
		return c.fail("%s", said(err))
	}
	return c.print(fmt.Sprintf("已重置账号 %s，初始密码：%s\n首次登录后必须修改密码。\n", login, string(password)))
}

func runUserList(c *call) int {
	s, ok := c.settings(userSettings)
	if !ok {
		return exitFailed
	}
	ctx := context.Background()
	records, err := s.opened(store.OpenAsIs(ctx, s.db))
	if err != nil {
		return c.fail("%s", said(err))
	}
	defer records.Close()
	organs, err := records.Organs(ctx)
	if err != nil {
		return c.fail("%s", said(err))
	}
	names := make(map[organ.ID]string)
	for _, o := range organs {
		names[o.ID] = o.Name
	}
	all, err := records.Accounts(ctx, 0)
	if err != nil {
		return c.fail("%s", said(err))
	}
	var b strings.Builder
	for _, a := range all {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", a.Login, a.Name, names[a.Organ], postsSay(a.Posts), stateSays(a, records.Now()))
	}
	return c.print(b.String())
}

func postsSay(posts []account.Post) string {
	var says []string
	for _, p := range posts {
		says = append(says, p.Role.Label())
	}
	return strings.Join(says, "、")
}

func stateSays(a store.Account, now time.Time) string {
	switch {
	case a.Disabled:
		return "已停用"
	case a.LockedUntil.After(now):
		return "已锁定"
	case a.MustChange:
		return "须改密码"
	}
	return "正常"
}
