package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"gongkai/office/attachment"
	"gongkai/office/backup"
	"gongkai/office/store"
)

var backupSettings = []string{"data", "db", "db-file", "files"}

var backupCommand = command{
	words:   "backup",
	summary: "把数据库和附件备份到一个文件，网站照常运行",
	help: `把数据库和附件备份到一个文件，网站照常运行。备份是同一时刻的完整数据，
SQLite和PostgreSQL的备份格式相同，可以互相恢复。备份含有个人信息，请妥善保管。
已有的文件不会被覆盖。附件缺失时备份照样写完，退出状态是1。

用法：
  gongkai backup [选项] 备份文件

` + settingsHelp(backupSettings...) + `
例子：
  gongkai backup /backup/gongkai-2026-03-02.zip
  gongkai backup -db postgres://gongkai@db/gongkai -files /srv/gongkai/files 今天.zip
`,
	run: runBackup,
}

func runBackup(c *call) int {
	s, rest, err := readSettings(c, flags{}, backupSettings...)
	if err != nil {
		return exitFailed
	}
	if len(rest) != 1 {
		return c.fail("请写一个备份文件名，如 gongkai backup 今天.zip。加 --help 看用法。")
	}
	ctx := context.Background()
	records, err := s.opened(store.OpenAsIs(ctx, s.db))
	if err != nil {
		return c.fail("%s", said(err))
	}
	defer records.Close()
	files, err := attachment.NewFolder(s.files, attachment.DefaultLimits())
	if err != nil {
		return c.fail("%s", said(err))
	}
	m, err := backup.Write(ctx, records, files, rest[0])
	if err != nil {
		return c.fail("%s", said(err))
	}
	status := c.print(fmt.Sprintf("已备份%d张表的%d行、%d个附件：%s\n", len(m.Tables), m.Rows(), len(m.Files), rest[0]))
	if len(m.Missing) > 0 {
		fmt.Fprintf(c.stderr, "有%d个附件不在或者已被改动，没有备份：\n", len(m.Missing))
		for _, sum := range m.Missing {
			fmt.Fprintf(c.stderr, "  %s\n", sum)
		}
		return max(status, exitFindings)
	}
	return status
}

var restoreCommand = command{
	words:   "restore",
	summary: "把备份恢复到一个新的数据库",
	help: `把备份恢复到一个新的数据库，SQLite或PostgreSQL都可以。已有数据的数据库不会被动。
恢复前先把备份从头到尾核对一遍；数据要么全部恢复，要么一行也不写。
加 --verify 再逐行、逐个附件与备份比对，并核验操作记录和已发布的年报。

用法：
  gongkai restore [--verify] [选项] 备份文件

` + settingsHelp(backupSettings...) + `
例子：
  gongkai restore --verify -db /var/lib/gongkai/new.db -files /var/lib/gongkai/files /backup/今天.zip
`,
	run: runRestore,
}

func runRestore(c *call) int {
	thorough := false
	s, rest, err := readSettings(c, flags{bools: map[string]*bool{"verify": &thorough}}, backupSettings...)
	if err != nil {
		return exitFailed
	}
	if len(rest) != 1 {
		return c.fail("请写一个备份文件，如 gongkai restore -db 新库.db 今天.zip。加 --help 看用法。")
	}
	ctx := context.Background()
	archive, err := backup.Open(ctx, rest[0])
	if err != nil {
		return c.fail("%s", said(err))
	}
	defer archive.Close()
	if err := s.makeData(); err != nil {
		return c.fail("%s", said(err))
	}
	records, err := s.opened(store.OpenEmpty(ctx, s.db, archive.Schema))
	if err != nil {
		return c.fail("%s", said(err))
	}
	defer records.Close()
	files, err := attachment.NewFolder(s.files, attachment.DefaultLimits())
	if err != nil {
		return c.fail("%s", said(err))
	}
	if err := archive.Restore(ctx, records, files); err != nil {
		return c.fail("%s", said(err))
	}
	if status := c.print(fmt.Sprintf("已恢复%d张表的%d行、%d个附件。\n", len(archive.Tables), archive.Rows(), len(archive.Files))); status != exitClean {
		return status
	}
	if len(archive.Missing) > 0 {
		fmt.Fprintf(c.stderr, "备份时就缺少%d个附件。\n", len(archive.Missing))
	}
	return c.afterRestore(ctx, archive, records, files, thorough)
}

// afterRestore compares what was restored with the backup if that is wanted,
// and brings the tables of an older backup up to date.
func (c *call) afterRestore(ctx context.Context, a *backup.Archive, s *store.Store, files *attachment.Folder, thorough bool) int {
	status := exitClean
	if thorough {
		v, err := a.Verify(ctx, s, files)
		if err != nil {
			return c.fail("%s", said(err))
		}
		if status = c.verified(v, len(a.Files)); status != exitClean {
			return status
		}
	}
	if err := s.Upgrade(ctx); err != nil {
		return c.fail("%s", said(err))
	}
	return status
}

// backupsKept is how many backups of its own the program keeps.
const backupsKept = 14

// nightly writes the backup of the night and removes the oldest ones.
func (o *office) nightly(ctx context.Context) error {
	const prefix, layout, suffix = "gongkai-", "20060102-150405", ".zip"
	name := filepath.Join(o.settings.backups, prefix+o.store.Now().UTC().Format(layout)+suffix)
	m, err := backup.Write(ctx, o.store, o.files, name)
	if err != nil {
		return err
	}
	o.log.Info("backup written", "file", name, "rows", m.Rows(), "files", len(m.Files), "missing", len(m.Missing))
	all, err := filepath.Glob(filepath.Join(o.settings.backups, prefix+"[0-9]*-[0-9]*"+suffix))
	if err != nil {
		return err
	}
	slices.Sort(all)
	for _, old := range all[:max(0, len(all)-backupsKept)] {
		if err := os.Remove(old); err != nil {
			return err
		}
	}
	return nil
}
