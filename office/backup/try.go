package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"gongkai/law/problem"
	"gongkai/office/attachment"
	"gongkai/office/store"
)

// Try restores a backup for trial (试恢复): into a SQLite database and a folder of
// their own beside it, which are compared with it, verified and removed. It
// needs as much of the disk for a while as what is backed up takes.
func Try(ctx context.Context, name string) (err error) {
	a, err := Open(ctx, name)
	if err != nil {
		return err
	}
	defer a.Close()
	dir, err := os.MkdirTemp(filepath.Dir(name), ".gongkai-*.try")
	if err != nil {
		return unwritten(name, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := store.OpenEmpty(ctx, filepath.Join(dir, "gongkai.db"), a.Schema)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	files, err := attachment.NewFolder(filepath.Join(dir, "files"), attachment.DefaultLimits())
	if err != nil {
		return err
	}
	if err := a.Restore(ctx, s, files); err != nil {
		return err
	}
	v, err := a.Verify(ctx, s, files)
	if err != nil {
		return err
	}
	if len(v.Breaks) > 0 {
		return problem.Invalid("试恢复后核验没有通过：%s", problem.Of(v.Breaks[0]).Says).From(errors.Join(v.Breaks...))
	}
	return nil
}
