package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"gongkai/law/problem"
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
	noteErr := records.NoteBackup(ctx, noteOf("命令行", m, err))
	if err != nil {
		return c.fail("%s", said(err))
	}
	if noteErr != nil { // the backup is as good without
		fmt.Fprintf(c.stderr, "备份已经写好，但没有记进数据库，工作台不会显示：%s\n", said(noteErr))
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

// noteOf is what is noted of a backup that was tried to write.
func noteOf(by string, m backup.Manifest, err error) store.Backup {
	if err != nil {
		return store.Backup{By: by, Failure: problem.Of(err).Says}
	}
	return store.Backup{By: by, Written: true, Rows: m.Rows(), Files: len(m.Files), Missing: len(m.Missing)}
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

// nightly writes the backup of the night, restores it for trial, notes how it
// went and removes the oldest ones.
func (o *office) nightly(ctx context.Context) error {
	const prefix, layout, suffix = "gongkai-", "20060102-150405", ".zip"
	name := filepath.Join(o.settings.backups, prefix+o.store.Now().UTC().Format(layout)+suffix)
	m, err := backup.Write(ctx, o.store, o.files, name)
	note := noteOf("程序", m, err)
	if err == nil {
		o.log.Info("backup written", "file", name, "rows", m.Rows(), "files", len(m.Files), "missing", len(m.Missing))
		if err := o.try(ctx, name); err == nil {
			note.Tried = true
		} else if ctx.Err() != nil {
			return ctx.Err()
		} else {
			note.Failure = problem.Of(err).Says
			o.log.Error("the backup does not restore", "file", name, "error", err)
		}
	}
	if ctx.Err() == nil {
		err = errors.Join(err, o.store.NoteBackup(ctx, note))
	}
	if err != nil {
		return err
	}
	return removeOld(filepath.Join(o.settings.backups, prefix+"[0-9]*-[0-9]*"+suffix))
}

// try restores the backup for trial, after what a trial left behind that was
// ended by force: it holds personal data.
func (o *office) try(ctx context.Context, name string) error {
	left, err := filepath.Glob(filepath.Join(o.settings.backups, ".gongkai-*.try"))
	if err != nil {
		return err
	}
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	return backup.Try(ctx, name)
}

// removeOld removes all but the last backups.
func removeOld(pattern string) error {
	all, err := filepath.Glob(pattern)
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
