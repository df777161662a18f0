package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"gongkai/office/demo"
	"gongkai/office/store"
)

// openDemo opens the records of a demonstration. Those of an office are told to
// be such and left as they are, by this program's tables or earlier ones.
func (s settings) openDemo(ctx context.Context) (*store.Store, error) {
	var refused error
	records, err := store.OpenIf(ctx, s.db, func(ctx context.Context, found *store.Store) error {
		_, refused = demo.Ready(ctx, found)
		return refused
	})
	if refused != nil {
		return nil, refused
	}
	return s.opened(records, err)
}

// demonstrate fills the records where they are empty, and says who can sign in.
func (o *office) demonstrate(ctx context.Context, out io.Writer) error {
	empty, err := demo.Ready(ctx, o.store)
	if err != nil {
		return err
	}
	if empty {
		fmt.Fprintln(out, "正在填入演示数据：霁川县，一个虚构的县。")
		if err := demo.Fill(ctx, o.store, o.files); err != nil {
			return err
		}
		o.code = ""
		// What filling took is not needed again; an idle demonstration should hold
		// no more than an idle office.
		if err := o.store.DB().Shrink(ctx); err != nil {
			return err
		}
		debug.FreeOSMemory()
	}
	logins, err := demo.Logins(ctx, o.store)
	if err != nil {
		return err
	}
	shown, err := demo.Shown(ctx, o.store)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, demoSays(logins, shown))
	return err
}

// demoSays lists the accounts in columns, and the application to follow.
func demoSays(logins []demo.Login, shown demo.Inquiry) string {
	rows := [][]string{{"账号", "姓名", "岗位", "机关"}}
	for _, l := range logins {
		rows = append(rows, []string{l.Login, l.Name, l.Post, l.Organ})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "演示数据，均为虚构。可以用这些账号登录工作台，密码都是 %s\n", string(demo.Password))
	for _, row := range rows {
		b.WriteString(" ")
		for i, cell := range row[:3] {
			b.WriteString(" " + cell + strings.Repeat(" ", [...]int{16, 8, 12}[i]-columnsOf(cell)))
		}
		b.WriteString(" " + row[3] + "\n")
	}
	b.WriteString("其他机关的账号，用系统管理员登录后在“账号”里查看，密码相同。\n")
	if shown.Number != "" {
		fmt.Fprintf(&b, "也可以像申请人一样，在网站的“办理查询”里查看一件申请：编号 %s，查询码 %s\n", shown.Number, shown.Code)
	}
	return b.String()
}

// columnsOf is how wide a text is on a terminal: Chinese characters take two
// columns.
func columnsOf(text string) (n int) {
	for _, r := range text {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}
