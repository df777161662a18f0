package backup

import (
	"archive/zip"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/store"
)

// An Archive is an opened backup, all of whose parts have been found to be what
// its manifest says.
type Archive struct {
	Manifest
	zip *zip.ReadCloser
}

// mostManifest bounds the manifest: some hundred thousand attachments.
const mostManifest = 64 << 20

// Open opens a backup and reads it from end to end. A file that is none, a
// damaged one and one of a newer program are problems.
func Open(ctx context.Context, name string) (*Archive, error) {
	z, err := zip.OpenReader(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, problem.Invalid("没有“%s”这个文件", name).Try("请核对备份的文件名")
	case errors.Is(err, fs.ErrPermission):
		return nil, problem.Invalid("备份“%s”不能读取", name).Try("请检查文件的权限").From(err)
	case err != nil:
		return nil, damaged(name, "不是备份文件，或者没有写完").From(err)
	}
	a := &Archive{zip: z}
	if err := a.check(ctx, name); err != nil {
		z.Close()
		return nil, err
	}
	return a, nil
}

// Close closes the file.
func (a *Archive) Close() error { return a.zip.Close() }

func damaged(name, how string) *problem.Error {
	return problem.Invalid("备份“%s”%s", name, how).Try("请换一份备份")
}

func (a *Archive) check(ctx context.Context, name string) error {
	from, err := a.zip.Open(manifestName)
	if err != nil {
		return damaged(name, "里没有清单，不是本程序的备份").From(err)
	}
	defer from.Close()
	if err := json.NewDecoder(io.LimitReader(from, mostManifest)).Decode(&a.Manifest); err != nil {
		return damaged(name, "的清单读不懂").From(err)
	}
	schema, err := store.SchemaVersion()
	switch {
	case err != nil:
		return err
	case a.Format != format:
		return damaged(name, fmt.Sprintf("的格式是“%s”，本程序只认识“%s”", a.Format, format))
	case a.Schema < 1:
		return damaged(name, "的清单里没有数据库版本")
	case a.Schema > schema:
		return problem.Invalid("备份“%s”来自较新的程序（数据库版本%d，本程序认识到%d）", name, a.Schema, schema).Try("请用写这份备份的程序或更新的程序恢复")
	}
	for _, t := range a.Tables {
		if err := a.sameSum(ctx, tableName(t.Name), t.SHA256); err != nil {
			return damaged(name, "里的“"+t.Name+"”表与清单不符，文件已损坏").From(err)
		}
	}
	for _, f := range a.Files {
		if err := a.sameSum(ctx, fileName(f.SHA256), f.SHA256); err != nil {
			return damaged(name, "里的附件"+f.SHA256+"与清单不符，文件已损坏").From(err)
		}
	}
	return nil
}

// sameSum reads a part to its end and compares its hash.
func (a *Archive) sameSum(ctx context.Context, part, want string) error {
	from, err := a.zip.Open(part)
	if err != nil {
		return err
	}
	defer from.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, from); err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		return fmt.Errorf("%s has SHA-256 %s, the manifest says %s", part, got, want)
	}
	return ctx.Err()
}

// Restore fills an empty database, whose tables are those of the migration that
// the manifest names (see [store.OpenEmpty]), and a folder of files. The files
// come first: the records, all of them or none, refer to them. The tables of an
// older backup are brought up to date by Verify or [store.Store.Upgrade].
func (a *Archive) Restore(ctx context.Context, s *store.Store, files *attachment.Folder) error {
	for _, f := range a.Files {
		if err := a.restoreFile(ctx, files, f.SHA256); err != nil {
			return err
		}
	}
	loaded, err := s.Load(ctx, func(table string) (io.ReadCloser, error) {
		from, err := a.zip.Open(tableName(table))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil // the table is younger than the backup
		}
		if err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{bufio.NewReaderSize(from, 64<<10), from}, nil
	})
	if err != nil {
		return err
	}
	for _, t := range a.Tables {
		if !slices.Contains(loaded, t) {
			return problem.Invalid("备份里的“%s”表本程序不认识，没有恢复", t.Name).Try("请用写这份备份的程序恢复")
		}
	}
	return nil
}

func (a *Archive) restoreFile(ctx context.Context, files *attachment.Folder, sum string) error {
	from, err := a.zip.Open(fileName(sum))
	if err != nil {
		return err
	}
	defer from.Close()
	return files.Restore(ctx, sum, from)
}

// Verify compares a database and a folder of files, filled from the backup a
// moment ago, with it: every table row for row and every file. Then it brings
// the tables of an older backup up to date, and recomputes the audit chains and
// published versions, as only the present tables let it. The breaks are
// problems.
func (a *Archive) Verify(ctx context.Context, s *store.Store, files *attachment.Folder) (store.Verified, error) {
	breaks, err := a.compare(ctx, s, files)
	if err != nil {
		return store.Verified{}, err
	}
	if err := s.Upgrade(ctx); err != nil {
		return store.Verified{}, err
	}
	v, err := s.Verify(ctx)
	v.Breaks = append(breaks, v.Breaks...)
	return v, err
}

// compare tells which tables and files are not those of the backup.
func (a *Archive) compare(ctx context.Context, s *store.Store, files *attachment.Folder) (breaks []error, _ error) {
	tables, _, err := s.Dump(ctx, func(string) (io.Writer, error) { return io.Discard, nil })
	if err != nil {
		return nil, err
	}
	for _, want := range a.Tables {
		i := slices.IndexFunc(tables, func(t store.Dumped) bool { return t.Name == want.Name })
		if i < 0 || tables[i] != want {
			breaks = append(breaks, problem.Invalid("恢复后的“%s”表与备份不同", want.Name).Try("请不要使用这个数据库，重新恢复到新的数据库"))
		}
	}
	for _, f := range a.Files {
		if err := files.Verify(ctx, f.SHA256); err != nil {
			breaks = append(breaks, problem.Invalid("恢复后的附件%s与备份不同", f.SHA256).Try("请检查存放附件的磁盘，重新恢复").From(err))
		}
	}
	return breaks, nil
}
