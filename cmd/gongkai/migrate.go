package main

import (
	"context"
	"fmt"

	"gongkai/office/store"
)

var migrateSettings = []string{"data", "db", "db-file"}

var migrateCommand = command{
	words:   "migrate",
	summary: "建立或升级数据库的表",
	help: `建立或升级数据库的表。serve启动时也会自动升级；要在停机时间里单独升级时用这个命令。
升级前请先用 gongkai backup 备份。

用法：
  gongkai migrate [选项]

` + settingsHelp(migrateSettings...) + `
例子：
  gongkai migrate -db /var/lib/gongkai/gongkai.db
`,
	run: runMigrate,
}

func runMigrate(c *call) int {
	s, ok := c.settings(migrateSettings)
	if !ok {
		return exitFailed
	}
	if err := s.makeData(); err != nil {
		return c.fail("%s", said(err))
	}
	done, err := store.Migrate(context.Background(), s.db)
	if err != nil {
		return c.fail("%s", said(err))
	}
	if len(done) == 0 {
		return c.print("数据库已是本程序的版本，没有要升级的。\n")
	}
	for _, name := range done {
		fmt.Fprintf(c.stdout, "已升级：%s\n", name)
	}
	return exitClean
}

// settings reads the settings of a command that takes nothing else.
func (c *call) settings(names []string) (settings, bool) {
	s, rest, err := readSettings(c, flags{}, names...)
	if err != nil {
		return s, false
	}
	if len(rest) > 0 {
		c.fail("不认识“%s”。加 --help 看用法。", rest[0])
		return s, false
	}
	return s, true
}
