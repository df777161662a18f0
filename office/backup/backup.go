// Package backup writes everything an office keeps into one file, while the
// office goes on working, and reads it back into a new database of either
// engine. It is the way back after a disaster, and the way from SQLite to
// PostgreSQL and back.
//
// A backup is a ZIP archive: tables/NAME.jsonl for every table as it stood at
// one moment, a line of columns and a line of JSON for each row; files/HASH for
// every attachment that moment knows; and last manifest.json with the number of
// rows and the SHA-256 of each part. It holds personal data and the hashes of
// passwords: only its owner may read the file.
//
// The package promises that a backup under its name is whole and on the disk,
// that restoring fills an empty database completely or not at all, and that a
// damaged backup is found before anything is written. A backup of an earlier
// program goes into tables as that program had them, which are then brought up
// to date; one of a newer program is refused.
package backup

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/store"
)

// format names the layout of the archive. A change that older programs cannot
// read needs another name.
const format = "gongkai backup 1"

// A Manifest says what a backup holds.
type Manifest struct {
	Format  string         `json:"format"`
	MadeAt  time.Time      `json:"made_at"`
	Engine  string         `json:"engine"` // of the database it came from, for people
	Schema  int64          `json:"schema"` // the last migration of that database
	Tables  []store.Dumped `json:"tables"`
	Files   []File         `json:"files"`
	Missing []string       `json:"missing,omitempty"` // attachments that were not there, or not what they had been
}

// A File is one attachment.
type File struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Rows counts the rows of all tables.
func (m Manifest) Rows() (n int64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

const manifestName = "manifest.json"

func tableName(table string) string { return "tables/" + table + ".jsonl" }

func fileName(sum string) string { return "files/" + sum }

// Write writes a backup under a name that must not be taken. Missing
// attachments do not keep it from being written; its manifest tells them.
func Write(ctx context.Context, s *store.Store, files *attachment.Folder, name string) (Manifest, error) {
	if _, err := os.Stat(name); err == nil {
		return Manifest{}, problem.Invalid("已经有“%s”这个文件", name).Try("请换一个文件名；备份不覆盖已有的文件")
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".gongkai-*.part")
	if err != nil {
		return Manifest{}, unwritten(name, err)
	}
	defer os.Remove(temp.Name()) // it is no longer there when all went well
	defer temp.Close()
	m, err := write(ctx, s, files, temp)
	if err != nil {
		return m, unwritten(name, err)
	}
	if err := errors.Join(temp.Sync(), temp.Close()); err != nil {
		return m, unwritten(name, err)
	}
	if err := os.Rename(temp.Name(), name); err != nil {
		return m, unwritten(name, err)
	}
	return m, syncFolder(filepath.Dir(name))
}

func write(ctx context.Context, s *store.Store, files *attachment.Folder, to io.Writer) (m Manifest, err error) {
	m = Manifest{Format: format, MadeAt: s.Now().UTC().Truncate(time.Second), Engine: string(s.DB().Engine()), Files: []File{}}
	if m.Schema, err = s.DB().Version(ctx); err != nil {
		return m, err
	}
	archive := zip.NewWriter(to)
	var sums []string
	m.Tables, sums, err = s.Dump(ctx, func(table string) (io.Writer, error) {
		return archive.CreateHeader(&zip.FileHeader{Name: tableName(table), Method: zip.Deflate, Modified: m.MadeAt})
	})
	if err != nil {
		return m, err
	}
	for _, sum := range sums {
		f, err := addFile(ctx, archive, files, sum, m.MadeAt)
		if p := (*problem.Error)(nil); errors.As(err, &p) && p.Kind == problem.KindNotFound || errors.Is(err, attachment.ErrChanged) {
			m.Missing = append(m.Missing, sum)
			continue
		}
		if err != nil {
			return m, err
		}
		m.Files = append(m.Files, f)
	}
	w, err := archive.CreateHeader(&zip.FileHeader{Name: manifestName, Method: zip.Deflate, Modified: m.MadeAt})
	if err != nil {
		return m, err
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "\t")
	if err := encoder.Encode(m); err != nil {
		return m, err
	}
	return m, archive.Close()
}

// addFile adds one attachment if it still is what it was.
func addFile(ctx context.Context, archive *zip.Writer, files *attachment.Folder, sum string, at time.Time) (File, error) {
	if err := files.Verify(ctx, sum); err != nil {
		return File{}, err
	}
	from, err := files.Open(sum)
	if err != nil {
		return File{}, err
	}
	defer from.Close()
	w, err := archive.CreateHeader(&zip.FileHeader{Name: fileName(sum), Method: zip.Store, Modified: at}) // most are compressed already
	if err != nil {
		return File{}, err
	}
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, hash), from)
	if err == nil && hex.EncodeToString(hash.Sum(nil)) != sum {
		err = fmt.Errorf("attachment %s changed while it was read", sum)
	}
	return File{SHA256: sum, Size: n}, err
}

// unwritten tells an operator why a backup could not be written.
func unwritten(name string, err error) error {
	switch p := (*problem.Error)(nil); {
	case errors.As(err, &p):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return problem.Invalid("写备份“%s”时磁盘满了", name).Try("请腾出空间，或者备份到别的磁盘").From(err)
	case errors.Is(err, fs.ErrNotExist):
		return problem.Invalid("备份“%s”所在的文件夹不存在", name).Try("请先建立文件夹").From(err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return problem.Invalid("备份“%s”所在的文件夹不能写入", name).Try("请检查权限，或者备份到别的文件夹").From(err)
	}
	return fmt.Errorf("write backup %s: %w", name, err)
}

// syncFolder makes a new name in a folder outlast a loss of power.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
